/* media.h -- what `teamhub` and `teamhub-media` say to each other over a socket pair, which is the
 * helper's standard input. One job at a time.
 *
 * A message is eight octets, its kind (a letter) and the length of its body, both as unsigned
 * 32-bit numbers of this machine, then the body. Heads of bodies are lines of text.
 *
 *   helper   hello     "teamhub-media VERSION\n", once, when it is ready
 *   teamhub  picture   the octets of a picture
 *   teamhub  card      "LANG\nPREFIX\n", then an SVG; its pictures have addresses below PREFIX
 *   helper   need      the name of a file in the media folder that the card shows
 *   teamhub  bytes     its octets; none: there is no such file
 *   helper   file      "WIDTH HEIGHT SUFFIX\n", then the octets of a file that was made
 *   helper   done      "COLOUR\n": the job is done. COLOUR: #aabbcc, of a card "-"
 *   helper   refused   "RULE DETAIL\n": the job cannot be done, for a reason that an author can
 * mend
 *
 * The next job may be sent before the hello has come. The helper ends when the socket closes. */
#ifndef TEAMHUB_MEDIA_H
#define TEAMHUB_MEDIA_H

#include "teamhub/base.h"

#define MEDIA_HELLO "teamhub-media " TH_VERSION "\n"

typedef enum media_kind {
	MEDIA_HELLO_SAID = 'h',
	MEDIA_PICTURE = 'p',
	MEDIA_CARD = 'c',
	MEDIA_NEED = 'n',
	MEDIA_BYTES = 'b',
	MEDIA_FILE = 'f',
	MEDIA_DONE = 'd',
	MEDIA_REFUSED = 'r',
} media_kind;

/* Reasons to refuse a job: the rules of the same name. */
#define MEDIA_NO_PICTURE "picture.kind"
#define MEDIA_BROKEN "picture.broken"
#define MEDIA_LARGE "picture.large"
#define MEDIA_NO_CARD "theme.card"

enum {
	MEDIA_PICTURE_BYTES = 30 * 1000 * 1000,
	MEDIA_PICTURE_PIXELS = 80 * 1000 * 1000,
	MEDIA_CARD_WIDTH = 1200,
	MEDIA_CARD_HEIGHT = 630,
	MEDIA_CARD_BYTES = 300 * 1000,
	MEDIA_SVG_BYTES = 256 * 1024,
	MEDIA_WIDEST = 1600,
	MEDIA_BODY = 64 * 1000 * 1000, /* octets of a body; whoever says more is cut off */
};

/* One end. */
typedef struct media_wire {
	int fd;
	/* Asked several times a second while the other end is waited for; false: no longer. NULL:
	 * there is no hurry. */
	bool (*patient)(void *ctx);
	void *ctx;
} media_wire;

typedef struct media_message {
	media_kind kind;
	th_str body;
} media_message;

/* -1: the other end is gone, or patience is. */
int media_send(const media_wire *w, media_kind kind, th_str head, th_str rest);
/* The body lives in `a`. -1 as above, or what came is no message. */
int media_receive(const media_wire *w, media_message *out, th_arena *a);
/* The first line of a body, which is left without it. False: it has none. */
bool media_line(th_str *body, th_str *line);

#endif
