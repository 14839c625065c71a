/* make.h -- what the files of `teamhub-media` share: a job, and whom to hand what is made of it.
 * Nothing outside of this room includes it but tests. */
#ifndef TEAMHUB_MEDIA_MAKE_H
#define TEAMHUB_MEDIA_MAKE_H

#include "teamhub/media.h"

#include <libxml/tree.h>

/* One job on its way. */
typedef struct making {
	th_arena *a;
	/* Takes a file; -1: nobody wants it any more. */
	int (*file)(void *ctx, int width, int height, const char *suffix, th_str bytes);
	/* The octets of a file that a card shows; none: there is no such file. */
	th_str (*need)(void *ctx, th_str name, th_arena *a);
	void *ctx;
	const char *refused; /* MEDIA_BROKEN and the like, when the job cannot be done */
	th_str detail;       /* with it: "123 MP" */
	char colour[8];      /* of a picture that was made: "#aabbcc" */
} making;

/* Starts libvips, Pango and what draws SVG, fonts included: nothing has to be loaded later. Once.
 * -1: libvips does not start. */
int media_start(void);

/* picture.c: blocks all loaders of libvips but those of pictures that people put on pages. */
void media_choose_loaders(void);
/* picture.c: 0; -1: m->refused, or what was made is not wanted. */
int media_make_picture(making *m, th_str bytes);
/* card.c: the same. `prefix`: of the addresses of pictures that the SVG shows. */
int media_make_card(making *m, th_str lang, th_str prefix, th_str svg);

/* webp.c: a WebP file without metadata; the caller's, to be freed by media_free_webp. False: it is
 * none. */
bool media_strip_webp(const void *bytes, size_t n, void **out, size_t *out_n);
void media_free_webp(void *bytes);

/* ---- card_text.c ---- */

/* Gives each <text> of the tree that has an inline-size (SVG 2 §11.7.3) its lines as <tspan>s, by
 * the fonts of this machine. See themes/README.md for the attributes that it heeds. */
void card_text_break(xmlDoc *doc, th_str lang, th_arena *a);
/* `word` with U+00AD where German spelling lets it be broken; short words come back as they are. */
th_str card_text_hyphenate(th_str word, bool german, th_arena *a);
/* A number in an attribute; `otherwise` when it is absent or none. */
double card_number(xmlNode *node, const char *name, double otherwise);

/* ---- confine.c ---- */

/* Before any thread is started: from now on no file but those of libraries and fonts can be opened,
 * and nothing be written, where the kernel has landlock. Returns its version; 0: it has none. */
int confine_files(void);
/* When all is loaded: from now on the kernel is asked for memory, time and reading, and for nothing
 * else. False: it has no seccomp. */
bool confine_calls(void);

#endif
