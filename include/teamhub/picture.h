/* picture.h -- pictures, portraits from initials and share cards as files of the media folder.
 * All of it is thread-safe. */
#ifndef TEAMHUB_PICTURE_H
#define TEAMHUB_PICTURE_H

#include "teamhub/base.h"
#include "teamhub/finding.h"

/* A picture as published below the prefix; candidates are made by picture_publish. */
typedef struct th_picture {
	th_str src, type, srcset, webp, colour;
	int64_t width, height, bytes;
} th_picture;

enum {
	PICTURE_BYTES = 30 * 1000 * 1000,
	PICTURE_PIXELS = 80 * 1000 * 1000,
};

typedef struct picture_job {
	const char *media_dir; /* exists; files are moved into it, never changed */
	const char
	    *lender;   /* another such folder: what is there is linked, not made anew; or NULL */
	th_str prefix; /* of their addresses: "/team/media/" */
	th_str bytes;  /* JPEG, PNG, WebP, GIF (first frame), SVG or HEIF, by content */
	th_str name;   /* path in the source: for the finding */
	th_mark at;    /* where the author asked for it, or the file itself */
	bool quick;    /* preview: one width of at most 800, in other files */
} picture_job;

/* Makes the files of a picture (WebP and JPEG or PNG, 400, 800, 1200, 1600 and no wider than the
 * original, upright, sRGB, without metadata) and says what a page needs. When they are all there
 * nothing is decoded. 0; 1 with a finding when the file is no picture, damaged, cut off, above
 * PICTURE_BYTES or PICTURE_PIXELS (by its header, before decoding); -1 with err when it cannot be
 * written. Thread-safe; equal pictures on two threads make equal files. */
int picture_publish(
    th_picture *out, const picture_job *job, th_arena *a, th_findings *f, th_err *err);

/* Lets go of what pictures and cards hold, for good: libvips cannot be started again in the same
 * process. */
void picture_stop(void);

/* Publishes the SVG in job->bytes, a portrait made from initials, as DIGEST.svg: one file, no other
 * widths, no colour. 0; 1 with a finding at job->at when it is no SVG with a size; -1 with err when
 * it cannot be written. Thread-safe. */
int portrait_publish(th_picture *out, const picture_job *job, th_str digest, th_arena *a,
    th_findings *f, th_err *err);

/* The drawing with what draws and nothing else, at the end of `out`. -1 and nothing: it is none, or
 * nested or repeated out of reason. */
int svg_sanitize(th_buf *out, th_str bytes);
/* Writes a file of the media folder, whole or not at all. */
int media_write(const char *media_dir, th_str name, th_str bytes, th_arena *a, th_err *err);

/* ---- share cards ---- */

enum { CARD_WIDTH = 1200, CARD_HEIGHT = 630, CARD_BYTES = 300 * 1000 };

typedef struct card_job {
	const char *media_dir; /* exists; the card is moved into it */
	th_str prefix;         /* of its address, and of the pictures that the SVG may name */
	th_str svg;            /* as the theme's template printed it */
	th_str lang;           /* of its texts */
	th_str name;           /* of the document: for the finding */
	th_mark at;            /* the template */
} card_job;

/* Makes a JPEG of CARD_WIDTH × CARD_HEIGHT below CARD_BYTES, named by hash, unless it is there. 0;
 * 1 with a finding when the SVG is none or has another size; -1 with err when it cannot be written.
 * Thread-safe. */
int card_publish(th_picture *out, const card_job *job, th_arena *a, th_findings *f, th_err *err);

#endif
