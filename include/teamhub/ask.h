/* ask.h -- the open edition, asking SQLite for rows, and what is kept between requests. For the
 * rooms that read the edition (edition, query, search) and those that write one; nobody else
 * includes it.
 *
 * An edition never changes, so whatever was read once may be kept: statements, the theme's words,
 * people and terms as views (both bounded), and sets of documents. One process answers one request
 * at a time; nothing here is shared between threads. */
#ifndef TEAMHUB_ASK_H
#define TEAMHUB_ASK_H

#include "teamhub/edition.h"
#include "teamhub/rows.h"

#include <sys/types.h>

enum { EDITION_APPLICATION = 0x54484544 };
enum { LISTED_MAX = 1000 }; /* of a kind in one list */

/* ---- sets: documents of a kind as bits, by their place in its order (pos) ---- */

typedef enum rank_kind { RANK_STORY, RANK_PERSON, RANK_COUNT } rank_kind;
extern const char *const rank_kind_name[RANK_COUNT];

typedef struct posting { /* who has a term: ascending little-endian uint32 */
	const unsigned char *p;
	size_t n;
} posting;

typedef struct facet_entry {
	th_str slug, doc;
	posting docs;
	uint64_t *bits; /* the same as bits, of a term that many have; NULL: of others */
	size_t words;
	size_t place; /* among the facet's terms as they are shown */
} facet_entry;

typedef struct facet_list {
	facet_entry *v; /* by slug */
	size_t n;
	size_t *in_order; /* indexes into v, as they are shown */
} facet_list;

typedef struct rank_set {
	bool loaded;
	size_t n;
	const unsigned char *spans; /* n × (from, until, modified) */
	uint64_t *visible;          /* bits; valid in [since, until) */
	th_time since, until;
	th_map facets; /* name → facet_list */
} rank_set;

typedef struct th_set {
	uint64_t *w;
	size_t words;
} th_set;

/* ---- the edition ---- */

typedef struct kept_statement {
	const void *key; /* the text, or the row_select */
	sqlite3_stmt *st;
} kept_statement;

typedef struct ui_words {
	th_str ui;
	th_dict words;
	struct ui_words *next;
} ui_words;

typedef struct ui_kept { /* of one language under one address */
	th_str ui, prefix, base;
	th_map people, terms, days;
	struct ui_kept *next;
} ui_kept;

struct kept_coming { /* the events that come next, until a boundary is passed */
	th_arena *a; /* NULL: not asked for yet */
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
	th_time linked_since;           /* since when the name leads to this file */
	kept_statement statements[256]; /* by the address of the key */
	th_dict meta, assets, asset_names;
	th_strs languages;
	edition_facet *facets;
	size_t facet_count;
	th_dict labels; /* facet NUL ui NUL (1|n) → text */
	ui_words *words;
	th_time last, next; /* the boundaries round the moment asked for last */
	bool bounded;
	rank_set ranks[RANK_COUNT];
	ui_kept *kept;
	size_t kept_count;
	th_map zones;           /* query_event.c: name → th_zone, once asked for */
	th_time meetings_until; /* meetings stand in a table up to here */
	struct kept_coming coming;
	struct searching *search; /* cgi/search; NULL: nobody searched yet */
	void (*search_free)(struct searching *s);
	struct voices *voices; /* query_voices.c; NULL: not asked for yet */
	bool failed;
	th_err err;
};

/* ---- ask.c: statements and rows ---- */

/* The statement of a constant text: prepared once, ready to bind. NULL when the edition's tables
 * are not what they should be: it has failed then; all functions here take that NULL and give no
 * rows. While its rows are read, the same text must not be asked again. */
sqlite3_stmt *ask(edition *e, const char *sql);
/* The same with values for ?1, ?2 … (th_str, a number); texts must outlive the rows. */
sqlite3_stmt *ask_with(edition *e, const char *sql, const row_value *values, size_t n);
#define ASK(e, sql, ...) ask_with((e), (sql), ROW_VALUES(__VA_ARGS__))
/* Of a constant row_select. */
sqlite3_stmt *ask_for(edition *e, const row_select *select, const row_value *values, size_t n);
#define ASK_FOR(e, select, ...) ask_for((e), (select), ROW_VALUES(__VA_ARGS__))

/* The next row; false at the end (the statement is then reset) or on damage. */
bool ask_row(edition *e, sqlite3_stmt *st);
/* The next row's columns into variables: th_str (copied into `a`; NULL: until the next row),
 * int64_t (a NULL is TH_NEVER), int, bool. */
bool ask_get(edition *e, th_arena *a, sqlite3_stmt *st, const row_target *targets, size_t n);
#define ASK_ROW(e, a, st, ...) ask_get((e), (a), (st), ROW_TARGETS(__VA_ARGS__))
/* The first row alone; the statement is reset. Without a row the variables stay as they are. */
bool ask_one(edition *e, th_arena *a, sqlite3_stmt *st, const row_target *targets, size_t n);
#define ASK_ONE(e, a, st, ...) ask_one((e), (a), (st), ROW_TARGETS(__VA_ARGS__))
bool ask_any(edition *e, sqlite3_stmt *st); /* is there a row? The statement is reset. */
/* The next row of ask_for into its struct. */
bool ask_read(edition *e, th_arena *a, sqlite3_stmt *st, const row_desc *d, void *row);
void ask_done(sqlite3_stmt *st); /* when not read to the end */

/* open.c: an edition that is finished never changes, so nobody has to look for a lock or a journal
 * beside it. SQLite's code; *db is to be closed in any case. */
int edition_open_file(sqlite3 **db, const char *path, th_arena *a);
th_str edition_uri(th_arena *a, const char *path);

/* ---- sets.c ---- */

rank_set *set_rank(query *q, rank_kind k);
const facet_list *set_facet(query *q, rank_kind k, th_str facet);
const facet_entry *facet_find(const facet_list *l, th_str slug); /* NULL: no such term */
/* When a member changed, or appeared after its last change. */
th_time set_modified_at(const rank_set *r, size_t pos, th_time now);
uint32_t posting_at(posting p, size_t i);
/* Index of the first member >= pos. */
size_t posting_find(posting p, uint32_t pos);

/* The arena and the right to keep one more: false when the edition has kept enough. */
bool kept_room(edition *e);
void kept_count_one(edition *e);

/* ---- cgi/search: who answers a visitor's question ---- */

/* Of that kind, visible or not; lives until the next question. */
const th_set *search_set(query *q, rank_kind k, th_str text);

#endif
