/* parts.h -- what the files of this room share. No other room includes it. */
#ifndef TEAMHUB_PICTURE_PARTS_H
#define TEAMHUB_PICTURE_PARTS_H

#include "teamhub/media.h"
#include "teamhub/picture.h"

enum { NAME_DIGITS = 24 }; /* of a hash in the name of a file */

/* ---- helpers.c ---- */

typedef enum help_outcome {
	HELP_FAILED = -1, /* a file cannot be written: err */
	HELP_DONE,
	HELP_REFUSED, /* by the helper; its reason is in `said` */
	HELP_DIED,    /* the helper ended, hung or talked nonsense over this job */
	HELP_LATER,   /* no time, or no helper: picture_helpers_fault */
} help_outcome;

/* A job for a helper. */
typedef struct help {
	media_kind kind;
	th_str head, rest; /* of its body */
	/* A file that was made; its octets live in `a`. -1 with err. */
	int (*file)(void *ctx, int width, int height, th_str suffix, th_str bytes, th_err *err);
	/* The octets of a file of the media folder. NULL: no job of this kind needs one. */
	th_str (*need)(void *ctx, th_str name);
	void *ctx;
	th_arena *a;
	th_str said; /* of "done" and "refused": their line */
} help;

help_outcome helpers_do(picture_helpers *h, help *job, th_err *err);

/* ---- refusals.c ---- */

/* Both NULL-safe. */
bool refusals_have(picture_refusals *r, th_str hash);
void refusals_add(picture_refusals *r, th_str hash);

/* ---- file.c ---- */

/* The hash of some octets, as many digits as a file's name has of it. */
th_str media_hash(th_arena *a, const th_str *parts, size_t n);
/* Has `name` in media_dir by a hard link to the one in `lender`; false: not possible. */
bool media_borrow(const char *lender, const char *media_dir, th_str name, th_arena *a);

#endif
