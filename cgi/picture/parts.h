/* parts.h -- what the files of this room share. No other room includes it. */
#ifndef TEAMHUB_PICTURE_PARTS_H
#define TEAMHUB_PICTURE_PARTS_H

#include "teamhub/media.h"
#include "teamhub/picture.h"

enum { NAME_DIGITS = 24 }; /* digits of the hash in a file name */

/* ---- helpers.c ---- */

typedef enum help_outcome {
	HELP_FAILED = -1, /* a file cannot be written: see err */
	HELP_DONE,
	HELP_REFUSED, /* by the helper; its reason is in `said` */
	HELP_DIED,    /* the helper ended, hung or talked nonsense during this job */
	HELP_LATER,   /* no time, or no helper: see picture_helpers_fault */
} help_outcome;

/* A job for a helper. */
typedef struct help {
	media_kind kind;
	th_str head, rest; /* of the message's body */
	/* Called for each file made; its octets live in `a`. -1 with err. */
	int (*file)(void *ctx, int width, int height, th_str suffix, th_str bytes, th_err *err);
	/* The content of a file in the media folder. NULL: jobs of this kind need none. */
	th_str (*need)(void *ctx, th_str name);
	void *ctx;
	th_arena *a;
	th_str said; /* the line of "done" or "refused" */
} help;

help_outcome helpers_do(picture_helpers *h, help *job, th_err *err);

/* ---- refusals.c ---- */

/* Both NULL-safe. */
bool refusals_have(picture_refusals *r, th_str hash);
void refusals_add(picture_refusals *r, th_str hash);

/* ---- file.c ---- */

/* A hash of some octets, with as many digits as file names have. */
th_str media_hash(th_arena *a, const th_str *parts, size_t n);
/* Hard-links `name` from `lender` into media_dir; false: not possible. */
bool media_borrow(const char *lender, const char *media_dir, th_str name, th_arena *a);

#endif
