/* shelf.h -- where editions lie, beside the symlink that workers open:
 *
 *   FILE -> editions/IDENTITY.sqlite    media/    assets/    lock */
#ifndef TEAMHUB_SHELF_H
#define TEAMHUB_SHELF_H

#include "teamhub/base.h"

typedef struct shelf shelf;

/* Makes the directories, waits for the lock (at most `wait` seconds) and clears what a killed
 * publish left behind (*.tmp). -1: FILE is not a symlink, not writable, locked too long. */
int shelf_open(shelf **out, const char *file, int wait, th_err *err);
void shelf_close(shelf *s); /* NULL-safe; gives the lock back */
/* True while another publish waits for the lock. */
bool shelf_is_awaited(const shelf *s);

const char *shelf_media(const shelf *s);
const char *shelf_assets(const shelf *s);
const char *shelf_draft(const shelf *s); /* where the next edition is written */
/* True when FILE leads to that edition already. */
bool shelf_is_current(const shelf *s, th_str identity);
/* Puts the finished draft in place as `identity` and lets FILE lead to it, both by rename(2), the
 * directories synced. Readers see the old edition or the new one. */
int shelf_swap(shelf *s, th_str identity, th_err *err);
/* What must not stay in earlier editions either, however far one would go back. */
typedef struct erasure_gone {
	th_str href;
	th_time at; /* TH_NEVER: always */
} erasure_gone;
typedef struct erasure_tombstone {
	th_str uid, href, kind;
	th_time at;
} erasure_tombstone;
typedef struct erasure_source {
	th_str path, blob; /* blob empty: whatever it was */
} erasure_source;
typedef struct erasure {
	th_strs ids;                     /* documents of which nothing stays */
	th_strs voices;                  /* people who withdrew: what they wrote goes along */
	TH_LIST(erasure_source) sources; /* so do documents that were made from these files */
	th_strs portraits;               /* documents that stay without their picture */
	th_strs pictures;                /* of the source (picture.id): shown nowhere */
	th_strs without_pictures; /* documents that stay without any picture, which nothing else
				     shows either */
	th_strs cards;            /* documents that stay without a share card */
	TH_LIST(erasure_gone) gone;
	TH_LIST(erasure_tombstone) tombstones;
} erasure;
/* Rewrites every edition but the current one that holds what must not stay or does not answer 410
 * yet: a copy without it is moved into place under an identity of its own, then the old file goes.
 * One that another schema wrote is removed when it holds such a thing. Pictures go with shelf_tidy.
 */
int shelf_erase(shelf *s, const erasure *e, th_err *err);
/* Notes that earlier editions hold nothing that the edition `identity` withdrew. */
int shelf_mark_clean(shelf *s, th_str identity, th_err *err);
bool shelf_is_clean(const shelf *s, th_str identity);

/* Keeps the current edition and the `keep` - 1 newest others; removes older ones, then pictures and
 * assets that none of those left refers to. Faults here are not worth failing for: they are
 * returned as -1 with err, after doing what could be done. */
int shelf_tidy(shelf *s, int keep, th_err *err);

/* Removes FILE and all that lies beside it of editions; what is not the shelf's stays. 0 also where
 * there is none. */
int shelf_clear(const char *file, int wait, th_err *err);

/* One edition that lies beside FILE. */
typedef struct shelf_edition {
	th_str identity,
	    revision;      /* revision: 40 hex digits of the commit, or of a directory's hash */
	th_time published; /* when it was moved into place */
	uint64_t size;
	bool current;
	th_str fault; /* why workers of this program could not open it; empty: they can */
} shelf_edition;
typedef TH_LIST(shelf_edition) shelf_editions;

/* Lists what lies beside `file`, newest first, without the lock. -1: no such place. */
int shelf_list(const char *file, th_arena *a, shelf_editions *out, th_err *err);
/* Lets FILE lead to an edition that already lies there. */
int shelf_point(shelf *s, th_str identity, th_err *err);

/* ---- what a publish changed: two editions, compared ---- */

typedef enum edition_change {
	EDITION_LIVE,      /* an address that was not there */
	EDITION_CHANGED,   /* what stands there is different */
	EDITION_GONE,      /* it answers 404 from now on */
	EDITION_WITHDRAWN, /* it answers 410 from now on */
	EDITION_MOVED,     /* it leads to `target` from now on */
	EDITION_LATER,     /* it will be there from `from` on */
} edition_change;

typedef struct edition_difference {
	edition_change change;
	th_str url, title; /* absolute, in the document's language */
	th_str kind, lang; /* "story", "de" */
	th_str target;     /* EDITION_MOVED: absolute */
	th_time from;      /* EDITION_LATER */
	int offset;        /* minutes east of UTC */
} edition_difference;

/* Calls `each` for every document that differs, in order of change, then address. `before` NULL:
 * everything is new. `ids`: the only documents that may differ (a copy of `before` was made
 * `after`); NULL: any may. Judges what can be seen at `now`. -1: a file cannot be read. */
int edition_compare(const char *before, const char *after, const th_strs *ids, th_time now,
    void (*each)(void *ctx, const edition_difference *d), void *ctx, th_err *err);

#endif
