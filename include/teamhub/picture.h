/* picture.h -- pictures, portraits and share cards as files of the media folder. What decodes or
 * draws is the program `teamhub-media` (media.h), in processes of its own: whatever becomes of
 * them, here it is a finding. All functions may be called from several threads. */
#ifndef TEAMHUB_PICTURE_H
#define TEAMHUB_PICTURE_H

#include "teamhub/base.h"
#include "teamhub/finding.h"

/* A picture as published below the prefix; candidates are made by picture_publish. */
typedef struct th_picture {
	th_str src, type, srcset, webp, colour;
	int64_t width, height, bytes;
} th_picture;

/* ---- the processes ---- */

typedef struct picture_helpers picture_helpers;

typedef struct picture_options {
	int most;    /* processes at a time */
	int seconds; /* that one picture may take; 0: PICTURE_SECONDS */
	/* Asked several times a second while a picture is made. True: what is being made is given
	 * up, and nothing more is made; PICTURE_LATER. NULL: never. */
	bool (*stop)(void *ctx);
	void *ctx;
} picture_options;

enum { PICTURE_SECONDS = 30 };

/* Starts nothing yet: the first picture that has to be made does. */
picture_helpers *picture_helpers_new(const picture_options *o);
/* Why none could be started, for the operator; NULL: nothing is wrong. All that had to be made is
 * PICTURE_LATER then. */
const th_err *picture_helpers_fault(const picture_helpers *h);
/* Ends them. NULL-safe. -1: one of them did not end as it should. */
int picture_helpers_free(picture_helpers *h);

/* ---- what they failed at ---- */

/* Pictures whose decoding ended a helper, by the hash of their octets: they are not tried again by
 * this version of the program. */
typedef struct picture_refusals picture_refusals;

/* Reads `path` unless that is NULL, and `other` (of another hub; may be NULL), which is only read;
 * what is missing or unreadable is empty. */
picture_refusals *picture_refusals_open(const char *path, const char *other);
/* Writes `path` when something was added; where that fails it will be tried once more. NULL-safe.
 */
void picture_refusals_close(picture_refusals *r);

/* ---- pictures ---- */

typedef enum picture_outcome {
	PICTURE_FAILED = -1, /* with err, for the operator */
	PICTURE_MADE = 0,
	PICTURE_REFUSED = 1, /* with a finding */
	PICTURE_LATER = 2,   /* there was no time, or no helper; nothing was found */
} picture_outcome;

typedef struct picture_job {
	picture_helpers *helpers;
	picture_refusals *refusals; /* may be NULL */
	const char *media_dir;      /* exists; files are moved into it, never changed */
	const char
	    *lender;   /* another such folder: what is there is linked, not made anew; or NULL */
	th_str prefix; /* of their addresses: "/team/media/" */
	th_str bytes;  /* JPEG, PNG, WebP, GIF (first frame), SVG or HEIF, by content */
	th_str name;   /* path in the source: for the finding */
	th_mark at;    /* where the author asked for it, or the file itself */
} picture_job;

/* Makes the files of a picture (WebP and JPEG or PNG, 400, 800, 1200, 1600 and no wider than the
 * original, upright, sRGB, without metadata) and says what a page needs. When they are all there
 * nothing is decoded. PICTURE_REFUSED: the file is no picture, damaged, cut off, above
 * MEDIA_PICTURE_BYTES or MEDIA_PICTURE_PIXELS (by its header, before decoding), or needs more time
 * or memory than a picture may. */
picture_outcome picture_publish(
    th_picture *out, const picture_job *job, th_arena *a, th_findings *f, th_err *err);

/* Publishes the SVG in job->bytes, a portrait made from initials, as DIGEST.svg: one file, no other
 * widths, no colour. PICTURE_REFUSED: it is no SVG with a size. */
picture_outcome portrait_publish(th_picture *out, const picture_job *job, th_str digest,
    th_arena *a, th_findings *f, th_err *err);

/* The drawing with what draws and nothing else, at the end of `out`. -1 and nothing: it is none, or
 * nested or repeated out of reason. */
int svg_sanitize(th_buf *out, th_str bytes);
/* Writes a file of the media folder, whole or not at all. */
int media_write(const char *media_dir, th_str name, th_str bytes, th_arena *a, th_err *err);

/* ---- share cards ---- */

typedef struct card_job {
	picture_helpers *helpers;
	picture_refusals *refusals; /* may be NULL */
	const char *media_dir;      /* exists; the card is moved into it */
	th_str prefix;              /* of its address, and of the pictures that the SVG may name */
	th_str svg;                 /* as the theme's template printed it */
	th_str lang;                /* of its texts */
	th_str name;                /* of the document: for the finding */
	th_mark at;                 /* the template */
} card_job;

/* Makes a JPEG of MEDIA_CARD_WIDTH × MEDIA_CARD_HEIGHT below MEDIA_CARD_BYTES, named by hash,
 * unless it is there. PICTURE_REFUSED: the SVG is none, has another size or cannot be drawn. */
picture_outcome card_publish(
    th_picture *out, const card_job *job, th_arena *a, th_findings *f, th_err *err);

#endif
