/* publish_run.h -- one publish from beginning to end: called by `publish`, by the hook behind a
 * push and by `watch`. Prints nothing but the bar of progress. */
#ifndef TEAMHUB_PUBLISH_RUN_H
#define TEAMHUB_PUBLISH_RUN_H

#include "teamhub/finding.h"

typedef struct publish_request {
	const char *source, *ref; /* as source_open takes them */
	const char *edition;      /* FILE that workers open */
	const char *theme;        /* NULL: the hub's */
	const char *origin;       /* https://host: where it is looked at; NULL: as base_url says */
	int keep;                 /* editions */
	int wait;                 /* seconds for the lock */
	bool force;               /* also when nothing is new */
	bool bar;                 /* on standard error, when that is a terminal */
} publish_request;

typedef struct publish_outcome {
	th_findings findings;      /* sorted; empty when nothing was new */
	th_str identity, revision; /* of the edition that is live now */
	th_str before, after;      /* files of the edition that was live and of the one that is */
	bool unchanged;            /* nothing was new */
	size_t stories, people, others, pictures;
	uint64_t errors; /* in the content that is live now */
	th_err untidy;   /* what could not be cleared away; empty: nothing */
} publish_outcome;

/* Takes the lock, reads, renders, writes a draft and swaps it in. Whatever goes wrong on the way
 * leaves the live edition as it is: -1 with err, and the findings so far. `out` lives in `a`. */
int publish_run(publish_outcome *out, const publish_request *r, th_arena *a, th_err *err);

#endif
