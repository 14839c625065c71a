/* ask.h -- the open edition: running SQL on it, and what is kept between requests. Included only by
 * the rooms that read an edition (edition, query, search) and those that write one.
 *
 * An edition never changes, so what was read once may be kept: statements, the theme's words,
 * people and terms as views (both bounded), and sets of documents. A process answers one request at
 * a time; nothing here is shared between threads. */
#ifndef TEAMHUB_ASK_H
#define TEAMHUB_ASK_H

#include "teamhub/edition.h"
#include "teamhub/rows.h"

#include <sys/types.h>

enum { EDITION_APPLICATION = 0x54484544 };
enum { LISTED_MAX = 1000 }; /* most documents in one list */

/* ---- sets: documents of a kind as bits, indexed by their position in its order (pos) ---- */

typedef enum rank_kind { RANK_STORY, RANK_PERSON, RANK_COUNT } rank_kind;
extern const char *const rank_kind_name[RANK_COUNT];

typedef struct posting { /* the documents with a term: ascending little-endian uint32 */
	const unsigned char *p;
	size_t n;
} posting;

typedef struct facet_entry {
	th_str slug, doc;
	posting docs;
	uint64_t *bits; /* the same as bits, for terms with many members; else NULL */
	size_t words;
	size_t place; /* position among the facet's terms in display order */
} facet_entry;

typedef struct facet_list {
	facet_entry *v; /* sorted by slug */
	size_t n;
	size_t *in_order; /* indexes into v, in display order */
} facet_list;

typedef struct rank_set {
	bool loaded;
	size_t n;
	const unsigned char *spans; /* n × (from, until, modified) */
	posting feed_order;         /* members in the order of feeds, newest first; may be fewer */
	uint64_t *visible;          /* bits; valid in [since, until) */
	th_time since, until;
	th_map facets; /* name → facet_list */
} rank_set;

typedef struct th_set {
	uint64_t *w;
	size_t words;
} th_set;

/* ---- the edition ---- */

typedef struct ui_words {
	th_str ui;
	th_dict words;
	struct ui_words *next;
} ui_words;

/* Places in RANK_STORY of a story and of its translation into a language. */
typedef struct translated {
	int64_t pos, own;
} translated;

typedef struct ui_kept { /* for one language under one prefix */
	th_str ui, prefix, base;
	th_map people, terms, days;
	TH_LIST(translated) translated; /* query_feed.c */
	bool has_translated;
	struct ui_kept *next;
} ui_kept;

struct kept_coming { /* the next events, until a boundary passes */
	th_arena *a; /* NULL: not loaded yet */
	th_time since;
	size_t limit;
	th_strs ids;
};

struct edition {
	sqlite3 *db;
	th_arena *a;
	char *path;
	dev_t dev;
	ino_t ino;
	th_time linked_since;          /* when the symlink began to point to this file */
	row_statement statements[256]; /* by their SQL, or row_selects */
	th_dict meta, assets, asset_names;
	th_strs languages;
	edition_facet *facets;
	size_t facet_count;
	th_dict labels; /* facet NUL ui NUL (1|n) → text */
	ui_words *words;
	th_time last, next; /* the boundaries around the moment last looked up */
	bool bounded;
	struct { /* what stays the same between them, once it was counted */
		bool has_changed, has_sitemap;
		th_time changed;
		int64_t sitemap;
	} between;
	rank_set ranks[RANK_COUNT];
	ui_kept *kept;
	size_t kept_count;
	th_map zones;           /* query_event.c: name → th_zone, filled on demand */
	th_time meetings_until; /* the meeting table is complete up to here */
	struct kept_coming coming;
	struct searching *search; /* cgi/search; NULL until the first search */
	void (*search_free)(struct searching *s);
	struct voices *voices; /* query_voices.c; NULL until needed */
	bool failed;
	th_err err;
};

/* ---- ask.c: statements and rows ---- */

/* The statement for a constant SQL text: prepared once, ready to bind. NULL when the edition's
 * tables are not as expected; the edition is then marked as failed. All functions here accept that
 * NULL and yield no rows. Do not use the same text again while its rows are being read. */
sqlite3_stmt *ask(edition *e, const char *sql);
/* The same with values for ?1, ?2 … (th_str, a number); texts must outlive the rows. */
sqlite3_stmt *ask_with(edition *e, const char *sql, const row_value *values, size_t n);
#define ASK(e, sql, ...) ask_with((e), (sql), ROW_VALUES(__VA_ARGS__))
/* The same for a constant row_select. */
sqlite3_stmt *ask_for(edition *e, const row_select *select, const row_value *values, size_t n);
#define ASK_FOR(e, select, ...) ask_for((e), (select), ROW_VALUES(__VA_ARGS__))

/* Steps to the next row; false at the end (the statement is then reset) or on damage. */
bool ask_row(edition *e, sqlite3_stmt *st);
/* Steps to the next row and reads its columns into variables: th_str (copied into `a`; if `a` is
 * NULL, valid until the next row), int64_t (SQL NULL becomes TH_NEVER), int, bool. */
bool ask_get(edition *e, th_arena *a, sqlite3_stmt *st, const row_target *targets, size_t n);
#define ASK_ROW(e, a, st, ...) ask_get((e), (a), (st), ROW_TARGETS(__VA_ARGS__))
/* Reads the first row only and resets the statement. Without a row the variables keep their
 * values. */
bool ask_one(edition *e, th_arena *a, sqlite3_stmt *st, const row_target *targets, size_t n);
#define ASK_ONE(e, a, st, ...) ask_one((e), (a), (st), ROW_TARGETS(__VA_ARGS__))
bool ask_any(edition *e, sqlite3_stmt *st); /* is there a row? Resets the statement. */
/* Steps to the next row of ask_for and reads it into the struct. */
bool ask_read(edition *e, th_arena *a, sqlite3_stmt *st, const row_desc *d, void *row);
void ask_done(sqlite3_stmt *st); /* call it when you stop before the last row */

/* open.c: opens a finished edition, which never changes, so SQLite needs no lock and no journal.
 * Returns SQLite's code; close *db in any case. */
int edition_open_file(sqlite3 **db, const char *path, th_arena *a);
th_str edition_uri(th_arena *a, const char *path);

/* ---- sets.c ---- */

rank_set *set_rank(query *q, rank_kind k);
const facet_list *set_facet(query *q, rank_kind k, th_str facet);
const facet_entry *facet_find(const facet_list *l, th_str slug); /* NULL: no such term */
/* When a member changed, or became visible after its last change. */
th_time set_modified_at(const rank_set *r, size_t pos, th_time now);
uint32_t posting_at(posting p, size_t i);
/* Index of the first member >= pos. */
size_t posting_find(posting p, uint32_t pos);

/* May one more view be kept? Returns false when the edition has kept enough. */
bool kept_room(edition *e);
void kept_count_one(edition *e);

/* ---- cgi/search: documents that match a visitor's query ---- */

/* Matches of that kind, visible or not; valid until the next search. */
const th_set *search_set(query *q, rank_kind k, th_str text);

#endif
