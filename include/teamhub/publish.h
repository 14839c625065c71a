/* publish.h -- one publish from beginning to end. Called by `publish`, by the hook behind a push
 * and by `watch`. Prints nothing but the progress bar. */
#ifndef TEAMHUB_PUBLISH_RUN_H
#define TEAMHUB_PUBLISH_RUN_H

#include "teamhub/finding.h"

struct publish_outcome;

typedef struct publish_request {
	const char *source, *ref;    /* as source_open takes them */
	const char *edition;         /* FILE, the symlink that workers open */
	const char *theme;           /* as theme_open takes it; NULL: the hub's */
	const char *origin;          /* https://host where it is viewed; NULL: as base_url says */
	const char *internal_origin; /* the same for the internal edition */
	const char *shell_root;      /* folders, separated by colons, from which shell: in hub.yml
				      * may name files by absolute paths; NULL: none */
	const char *websub_allow;    /* hosts that WebSub may contact whatever their address; NULL:
				      * from the environment (publish_websub.c) */
	int keep;                    /* number of editions to keep */
	int wait;                    /* seconds to wait for the lock */
	bool force;                  /* publish even if nothing is new */
	bool one_round;              /* no further rounds for pictures that there was no time for */
	bool bar;                    /* on standard error, when that is a terminal */
	/* Called when a new edition is live, for each hub with its outcome, while `before` is still
	 * untouched: what was withdrawn is removed from it only afterwards. May be NULL. */
	void (*live)(void *ctx, const struct publish_outcome *out);
	void *live_ctx;
	/* For `preview` alone: */
	bool worktree; /* for a repository, read the working files */
	bool drafts;   /* show drafts and what appears later, marked; fills `pages` */
} publish_request;

typedef enum publish_state {
	PUBLISH_PUBLIC,
	PUBLISH_DRAFT,
	PUBLISH_LATER,  /* appears at `from` */
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
	th_str before, after;      /* files of the edition that was live and of the new one */
	bool copied;               /* `after` began as a copy of `before` … */
	th_strs differing;         /* … in which only these documents were touched */
	th_str lang;               /* the hub's first language */
	bool unchanged;            /* nothing was new */
	bool only_pictures;        /* … except for pictures that an earlier publish had no time
				    * for */
	bool public_done;          /* the public edition is live, whatever happened to the other */
	size_t stories, people, others, pictures;
	size_t later;                /* pictures and cards left for the next publish */
	uint64_t errors;             /* in the live content */
	th_err helpless;             /* why no pictures could be made; empty: nothing is wrong */
	th_err untidy;               /* what could not be cleaned up; empty: nothing */
	th_str theme;                /* its folder on disk or in the content */
	TH_LIST(publish_page) pages; /* filled when `drafts` is set; sorted by id */
	/* Of the internal edition; its findings are among those above. NULL: the hub has none. */
	struct publish_outcome *internal;
} publish_outcome;

/* Publishes in rounds until all pictures are made. The first round goes live with those there is
 * time for, since a withdrawal must not wait for pictures; if another publish waits for the lock,
 * that one continues, and `later` says what is left. A round takes the lock, reads, renders, writes
 * a draft and swaps it in; then the same for the internal edition, in internal/ beside FILE, which
 * is removed when hub.yml no longer wants it. Whatever goes wrong leaves the live edition as it is:
 * -1 with err, and the findings so far. If only the internal edition fails, `public_done` is set
 * and err says so. `unchanged` is about both. `out` lives in `a`. */
int publish_run(publish_outcome *out, const publish_request *r, th_arena *a, th_err *err);

/* Has the clock shown, hidden or ended something since the WebSub hub of the edition FILE was last
 * notified? Then publish_run tells it, new content or not. False for an edition without such a
 * hub. */
bool publish_has_news(const char *file, th_time now);

#endif
