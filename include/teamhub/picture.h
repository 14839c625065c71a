/* picture.h -- pictures, portraits and share cards as files of the media folder. The program
 * `teamhub-media` (media.h) decodes and draws in processes of its own: if one of them fails, that
 * is a finding here. All functions may be called from several threads. */
#ifndef TEAMHUB_PICTURE_H
#define TEAMHUB_PICTURE_H

#include "teamhub/base.h"
#include "teamhub/finding.h"

/* A picture as published below the prefix; picture_publish makes the candidates. */
typedef struct th_picture {
	th_str src, type, srcset, webp, colour;
	th_str moving; /* the animation, for a text; all others are of its first frame. TH_NONE:
			  none */
	int64_t width, height, bytes;
} th_picture;

/* ---- the processes ---- */

typedef struct picture_helpers picture_helpers;

typedef struct picture_options {
	int most;    /* processes at a time */
	int seconds; /* time limit per picture; 0: PICTURE_SECONDS */
	/* Called several times a second while a picture is made. True: give up this one and make no
	 * more; PICTURE_LATER. NULL: never. */
	bool (*stop)(void *ctx);
	void *ctx;
} picture_options;

enum { PICTURE_SECONDS = 30 };

/* Starts nothing yet; the first picture that has to be made does. */
picture_helpers *picture_helpers_new(const picture_options *o);
/* Why none could be started, for the operator; NULL: nothing is wrong. Everything that had to be
 * made is then PICTURE_LATER. */
const th_err *picture_helpers_fault(const picture_helpers *h);
/* Ends them. NULL-safe. -1: one of them did not end properly. */
int picture_helpers_free(picture_helpers *h);

/* ---- pictures that failed ---- */

/* Pictures whose decoding ended a helper, by the hash of their octets: this version of the program
 * does not try them again. */
typedef struct picture_refusals picture_refusals;

/* Reads `path` (may be NULL) and `other` (of another hub; may be NULL), which is never written; a
 * missing or unreadable file counts as empty. */
picture_refusals *picture_refusals_open(const char *path, const char *other);
/* Writes `path` when something was added; if that fails, those are tried again next time.
 * NULL-safe. */
void picture_refusals_close(picture_refusals *r);

/* ---- pictures ---- */

typedef enum picture_outcome {
	PICTURE_FAILED = -1, /* with err, for the operator */
	PICTURE_MADE = 0,
	PICTURE_REFUSED = 1, /* with a finding */
	PICTURE_LATER = 2,   /* there was no time, or no helper; no finding */
} picture_outcome;

typedef struct picture_job {
	picture_helpers *helpers;
	picture_refusals *refusals; /* may be NULL */
	const char *media_dir;      /* must exist; files are moved into it and never changed */
	const char *lender; /* another such folder, from which existing files are linked; or NULL */
	th_str prefix;      /* of their addresses: "/team/media/" */
	th_str bytes;       /* JPEG, PNG, WebP, GIF, SVG or HEIF, by content */
	th_str name;        /* path in the source: for the finding */
	th_mark at;         /* where the author named it, or the file itself */
} picture_job;

/* Makes the files of a picture (WebP and JPEG or PNG; 400, 800, 1200, 1600 wide but no wider than
 * the original; upright, sRGB, without metadata; of an animation the first frame, and one WebP that
 * moves) and returns what a page needs. Decodes nothing if they all exist. PICTURE_REFUSED: not a
 * picture, damaged, cut off, larger than MEDIA_PICTURE_BYTES or MEDIA_PICTURE_PIXELS (by its
 * header, before decoding), or it needs too much time or memory. */
picture_outcome picture_publish(
    th_picture *out, const picture_job *job, th_arena *a, th_findings *f, th_err *err);

/* Publishes the SVG in job->bytes, a portrait made from initials, as DIGEST.svg: one file, no other
 * widths, no colour. PICTURE_REFUSED: not an SVG with a size. */
picture_outcome portrait_publish(th_picture *out, const picture_job *job, th_str digest,
    th_arena *a, th_findings *f, th_err *err);

/* Appends the drawing to `out`, reduced to what draws. -1 and nothing: not a drawing, or
 * excessively nested or repeated. */
int svg_sanitize(th_buf *out, th_str bytes);
/* Writes a file of the media folder, completely or not at all; a drawing with compressed copies
 * beside it. */
int media_write(const char *media_dir, th_str name, th_str bytes, th_arena *a, th_err *err);

/* ---- share cards ---- */

typedef struct card_job {
	picture_helpers *helpers;
	picture_refusals *refusals; /* may be NULL */
	const char *media_dir;      /* must exist; the card is moved into it */
	th_str prefix;              /* of its address, and of the pictures that the SVG may name */
	th_str svg;                 /* as the theme's template printed it */
	th_str lang;                /* language of its texts */
	th_str name;                /* of the document: for the finding */
	th_mark at;                 /* the template */
} card_job;

/* Makes a JPEG of MEDIA_CARD_WIDTH × MEDIA_CARD_HEIGHT and less than MEDIA_CARD_BYTES, named by
 * hash, unless it exists. PICTURE_REFUSED: not an SVG, of another size, or it cannot be drawn. */
picture_outcome card_publish(
    th_picture *out, const card_job *job, th_arena *a, th_findings *f, th_err *err);

#endif
