/* shelf.h -- where editions are kept, beside the symlink that workers open:
 *
 *    FILE -> editions/IDENTITY.sqlite    media/    assets/    lock */
#ifndef TEAMHUB_SHELF_H
#define TEAMHUB_SHELF_H

#include "teamhub/base.h"

typedef struct shelf shelf;

/* Makes the directories, waits for the lock (at most `wait` seconds) and removes what a killed
 * publish left (*.tmp). -1: FILE is not a symlink, is not writable, or was locked too long. */
int shelf_open(shelf **out, const char *file, int wait, th_err *err);
void shelf_close(shelf *s); /* NULL-safe; releases the lock */
/* Is another publish waiting for the lock? */
bool shelf_is_awaited(const shelf *s);

const char *shelf_media(const shelf *s);
const char *shelf_assets(const shelf *s);
const char *shelf_draft(const shelf *s); /* where to write the next edition */
/* Does FILE already point to that edition? */
bool shelf_is_current(const shelf *s, th_str identity);
/* Moves the finished draft into place as `identity` and points FILE to it, both by rename(2), with
 * the directories synced. Readers see the old edition or the new one. */
int shelf_swap(shelf *s, th_str identity, th_err *err);
/* What must leave earlier editions, too. */
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
	th_strs ids;                     /* documents of which nothing may stay */
	th_strs voices;                  /* people who withdrew: what they wrote goes, too */
	TH_LIST(erasure_source) sources; /* documents made from these files go, too */
	th_strs portraits;               /* documents that lose their picture but stay */
	th_strs pictures;                /* ids of pictures (picture.id) that must not be shown
					  * anywhere */
	th_strs without_pictures;        /* documents that lose all their pictures but stay; the
					  * pictures go wherever they are shown */
	th_strs cards;                   /* documents that lose their share card but stay */
	TH_LIST(erasure_gone) gone;
	TH_LIST(erasure_tombstone) tombstones;
} erasure;
/* Rewrites every edition but the current one that still contains what must go, or does not answer
 * 410 yet: a copy without it is moved into place under an identity of its own, then the old file is
 * deleted. Such an edition is removed if it has another schema. shelf_tidy removes the pictures. */
int shelf_erase(shelf *s, const erasure *e, th_err *err);
/* Records that earlier editions contain nothing that the edition `identity` withdrew. */
int shelf_mark_clean(shelf *s, th_str identity, th_err *err);
bool shelf_is_clean(const shelf *s, th_str identity);

/* Keeps the current edition and the `keep` - 1 newest others; removes older ones, then pictures and
 * assets that no remaining edition refers to. Faults are not worth failing for: -1 with err, after
 * doing what could be done. */
int shelf_tidy(shelf *s, int keep, th_err *err);

/* Removes FILE and the editions beside it; leaves what is not the shelf's. 0 also when there is
 * nothing. */
int shelf_clear(const char *file, int wait, th_err *err);

/* One edition beside FILE. */
typedef struct shelf_edition {
	th_str identity,
	    revision;      /* revision: 40 hex digits of the commit, or of a directory's hash */
	th_time published; /* when it was moved into place */
	uint64_t size;
	bool current;
	th_str fault; /* why workers of this program cannot open it; empty: they can */
} shelf_edition;
typedef TH_LIST(shelf_edition) shelf_editions;

/* Lists the editions beside `file`, newest first, without the lock. -1: no such place. */
int shelf_list(const char *file, th_arena *a, shelf_editions *out, th_err *err);
/* Points FILE to an edition on the shelf. */
int shelf_point(shelf *s, th_str identity, th_err *err);

/* ---- what a publish changed: comparing two editions ---- */

typedef enum edition_change {
	EDITION_LIVE,      /* a new address */
	EDITION_CHANGED,   /* its content changed */
	EDITION_GONE,      /* it answers 404 now */
	EDITION_WITHDRAWN, /* it answers 410 now */
	EDITION_MOVED,     /* it redirects to `target` now */
	EDITION_LATER,     /* it will appear at `from` */
} edition_change;

typedef struct edition_difference {
	edition_change change;
	th_str url, title; /* absolute, in the document's language */
	th_str kind, lang; /* "story", "de" */
	th_str target;     /* EDITION_MOVED: absolute */
	th_time from;      /* EDITION_LATER */
	int offset;        /* minutes east of UTC */
} edition_difference;

/* Calls `each` for every document that differs, sorted by change, then address. `before` NULL:
 * everything is new. `ids`: the only documents that can differ (`after` began as a copy of
 * `before`); NULL: any may. Compares what is visible at `now`. -1: a file cannot be read. */
int edition_compare(const char *before, const char *after, const th_strs *ids, th_time now,
    void (*each)(void *ctx, const edition_difference *d), void *ctx, th_err *err);

#endif
