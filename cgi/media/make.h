/* make.h -- what the files of `teamhub-media` share: a job, and where its results go. Only this
 * room and tests include it. */
#ifndef TEAMHUB_MEDIA_MAKE_H
#define TEAMHUB_MEDIA_MAKE_H

#include "teamhub/media.h"

#include <libxml/tree.h>

/* One job. */
typedef struct making {
	th_arena *a;
	/* Takes a file; -1: it is no longer wanted. */
	int (*file)(void *ctx, int width, int height, const char *suffix, th_str bytes);
	/* The octets of a file that a card shows; empty: no such file. */
	th_str (*need)(void *ctx, th_str name, th_arena *a);
	void *ctx;
	const char *refused; /* MEDIA_BROKEN and the like, when the job cannot be done */
	th_str detail;       /* with it: "123 MP" */
	char colour[8];      /* of a picture that was made: "#aabbcc" */
	bool still;          /* it moves, but that could not be kept */
} making;

/* Starts libvips, Pango and the SVG renderer, including fonts, so that nothing is loaded later.
 * Call once. -1: libvips does not start. */
int media_start(void);

/* picture.c: blocks all loaders of libvips except those for pictures that people put on pages. */
void media_choose_loaders(void);
/* picture.c: 0; -1: m->refused is set, or the result is not wanted. */
int media_make_picture(making *m, th_str bytes);
/* moving.c: whether the picture has frames, by its header. */
bool media_moves(const void *head);
/* moving.c: makes the file of an animation within the bounds of media.h. Sets m->still when it is
 * beyond them. -1: not wanted. `head`: the VipsImage of its first frame. */
int media_make_moving(making *m, th_str bytes, const void *head);
/* card.c: the same. `prefix`: of the addresses of pictures in the SVG. */
int media_make_card(making *m, th_str lang, th_str prefix, th_str svg);

/* webp.c: a WebP file without metadata; free it with media_free_webp. False: not a WebP file. */
bool media_strip_webp(const void *bytes, size_t n, void **out, size_t *out_n);
void media_free_webp(void *bytes);

/* ---- card_text.c ---- */

/* Gives each <text> with an inline-size (SVG 2 §11.7.3) its lines as <tspan>s, measured with the
 * fonts of this machine. themes/README.md lists the attributes it supports. */
void card_text_break(xmlDoc *doc, th_str lang, th_arena *a);
/* Adds U+00AD to `word` where German spelling allows a break; short words stay as they are. */
th_str card_text_hyphenate(th_str word, bool german, th_arena *a);
/* A number in an attribute; `otherwise` when it is missing or not a number. */
double card_number(xmlNode *node, const char *name, double otherwise);

/* ---- confine.c ---- */

/* Call before any thread starts: from then on only files of libraries and fonts can be opened, and
 * nothing can be written, if the kernel has landlock. Returns its version; 0: not available. */
int confine_files(void);
/* Call when everything is loaded: from then on only system calls for memory, time and reading are
 * allowed. False: seccomp is not available. */
bool confine_calls(void);

#endif
