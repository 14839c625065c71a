/* media.h -- the protocol between `teamhub` and `teamhub-media`, over a socket pair that is the
 * helper's standard input. One job at a time.
 *
 * A message is eight octets, its kind (a letter) and the length of its body, both as unsigned
 * 32-bit numbers in this machine's byte order, then the body. Bodies begin with lines of text:
 *
 *   helper   hello     "teamhub-media VERSION\n", once, when it is ready
 *   teamhub  picture   the octets of a picture
 *   teamhub  card      "LANG\nPREFIX\n", then an SVG; its pictures have addresses below PREFIX
 *   helper   need      the name of a file in the media folder that the card shows
 *   teamhub  bytes     its octets; empty: there is no such file
 *   helper   file      "WIDTH HEIGHT SUFFIX\n", then the octets of a file that was made. SUFFIX
 * "moving": the whole animation, as WebP; all other files are of its first frame helper   done
 * "COLOUR\n" or "COLOUR still\n": the job is done. COLOUR: #aabbcc, or "-" for a card; still: it
 * moves, but longer or larger than pages let it helper   refused   "RULE DETAIL\n": the job cannot
 * be done, for a reason an author can fix
 *
 * `teamhub` may send the next job before the hello arrives. The helper ends when the socket
 * closes. */
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

/* Reasons to refuse a job, named after the rules. */
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
	/* Of an animation. It ends within that time, since pages have no button to stop it (WCAG
	 * 2.2.2). */
	MEDIA_MOVING_MS = 5000,
	MEDIA_MOVING_FRAMES = 150,
	MEDIA_MOVING_WIDTH = 800,
	MEDIA_MOVING_BYTES = 3 * 1000 * 1000,
	MEDIA_BODY = 64 * 1000 * 1000, /* most octets in a body; a sender that announces more is
					* cut off */
};

/* One end of the connection. */
typedef struct media_wire {
	int fd;
	/* Called several times a second while waiting for the other end; false: give up. NULL: wait
	 * for ever. */
	bool (*patient)(void *ctx);
	void *ctx;
} media_wire;

typedef struct media_message {
	media_kind kind;
	th_str body;
} media_message;

/* -1: the other end is gone, or `patient` gave up. */
int media_send(const media_wire *w, media_kind kind, th_str head, th_str rest);
/* The body lives in `a`. -1 as above, or when the message is malformed. */
int media_receive(const media_wire *w, media_message *out, th_arena *a);
/* Takes the first line off a body. False: there is none. */
bool media_line(th_str *body, th_str *line);

#endif
