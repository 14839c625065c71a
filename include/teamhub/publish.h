/* publish.h -- one publish from beginning to end: called by `publish`, by the hook behind a
 * push and by `watch`. Prints nothing but the bar of progress. */
#ifndef TEAMHUB_PUBLISH_RUN_H
#define TEAMHUB_PUBLISH_RUN_H

#include "teamhub/finding.h"

struct publish_outcome;

typedef struct publish_request {
	const char *source, *ref; /* as source_open takes them */
	const char *edition;      /* FILE that workers open */
	const char *theme;        /* as theme_open takes it; NULL: the hub's */
	const char *origin;       /* https://host: where it is looked at; NULL: as base_url says */
	const char *internal_origin; /* the same for the internal edition */
	const char *shell_root;   /* folders, colons between them, that shell: in hub.yml may name
				     files of by absolute paths; NULL: none */
	const char *websub_allow; /* hosts that WebSub may ask whatever their address; NULL: as the
				     environment says (publish_websub.c) */
	int keep;                 /* editions */
	int wait;                 /* seconds for the lock */
	bool force;               /* also when nothing is new */
	bool one_round;           /* not again for pictures that there was no time for */
	bool bar;                 /* on standard error, when that is a terminal */
	/* Called when a new edition is live, of each hub with its outcome, while `before` still is
	 * as it was: what was withdrawn is taken out of it only then. May be NULL. */
	void (*live)(void *ctx, const struct publish_outcome *out);
	void *live_ctx;
	/* For `preview` alone: */
	bool worktree; /* a repository is read as the files that lie there */
	bool drafts;   /* drafts and what is to appear later are shown, marked; `pages` are told */
} publish_request;

typedef enum publish_state {
	PUBLISH_PUBLIC,
	PUBLISH_DRAFT,
	PUBLISH_LATER,  /* to appear at `from` */
	PUBLISH_FAULTY, /* its file has a fault */
	PUBLISH_NOT,    /* left out for another reason */
} publish_state;

/* What became of one file. */
typedef struct publish_page {
	th_str path, href; /* href: below prefix and language */
	publish_state state;
	th_time from;
	int offset; /* of `from`, minutes east of UTC */
} publish_page;

typedef struct publish_outcome {
	th_findings findings;      /* sorted; empty when nothing was new */
	th_str identity, revision; /* of the edition that is live now */
	th_str before, after;      /* files of the edition that was live and of the one that is */
	bool copied;               /* `after` began as a copy of `before` … */
	th_strs differing;         /* … in which only these documents were touched */
	th_str lang;               /* the hub's first language */
	bool unchanged;            /* nothing was new */
	bool only_pictures;        /* … but pictures that an earlier publish had no time for */
	bool public_done;          /* the public edition is live, whatever became of the other */
	size_t stories, people, others, pictures;
	size_t later;    /* pictures and cards that are not made yet: the next publish makes them */
	uint64_t errors; /* in the content that is live now */
	th_err helpless; /* why no picture could be made; empty: nothing is wrong */
	th_err untidy;   /* what could not be cleared away; empty: nothing */
	th_str theme;    /* its folder, or that folder of the content */
	TH_LIST(publish_page) pages; /* asked for by `drafts`; in order of id */
	/* Of the internal edition, its findings among those above; NULL: the hub has none. */
	struct publish_outcome *internal;
} publish_outcome;

/* Publishes until all pictures are made, in rounds: the first goes live with those that there is
 * time for, since what is taken back must not wait for them. While another publish waits for the
 * lock it is the other one that goes on; `later` says what is left. A round takes the lock, reads,
 * renders, writes a draft and swaps it in; then the same for the internal edition, below internal/
 * beside FILE, which goes when hub.yml does not want it any more. Whatever goes wrong on the way
 * leaves the live edition as it is: -1 with err, and the findings so far. When only the internal
 * one fails, `public_done` is set and err says so. `unchanged` is about both. `out` lives in `a`.
 */
int publish_run(publish_outcome *out, const publish_request *r, th_arena *a, th_err *err);

#endif
