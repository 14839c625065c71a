/* inside.h -- what the reading files of this room share: the open edition, asking SQLite, what is
 * kept between requests. Nothing outside cgi/edition includes it.
 *
 * An edition never changes, so whatever was read once may be kept: statements, the theme's words,
 * people and terms as views (both bounded), and sets of documents. One process answers one request
 * at a time; nothing here is shared between threads. */
#ifndef TEAMHUB_EDITION_INSIDE_H
#define TEAMHUB_EDITION_INSIDE_H

#include "teamhub/edition.h"

#include <sqlite3.h>
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
	size_t *shown; /* indexes into v, as they are shown */
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

typedef struct asked {
	const char *sql;
	sqlite3_stmt *st;
} asked;

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
	th_time shown;    /* since when the name leads to this file */
	asked asked[256]; /* by the address of the text */
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
	struct searching *search; /* query_search_find.c; NULL: nobody searched yet */
	struct voices *voices;    /* query_voices.c; NULL: not asked for yet */
	bool failed;
	th_err err;
};

/* ---- query_ask.c: statements and rows ---- */

/* The statement of a constant text: prepared once, ready to bind. NULL when the edition's tables
 * are not what they should be: it has failed then; all functions here take that NULL and give no
 * rows. While its rows are read, the same text must not be asked again. */
sqlite3_stmt *ask(edition *e, const char *sql);
void ask_str(sqlite3_stmt *st, int i, th_str s); /* s must outlive the rows */
void ask_int(sqlite3_stmt *st, int i, int64_t v);
/* The next row; false at the end (the statement is then reset) or on damage. */
bool ask_row(edition *e, sqlite3_stmt *st);
void ask_done(sqlite3_stmt *st); /* when not read to the end */

th_str row_peek(sqlite3_stmt *st, int i); /* until the next row */
th_str row_str(th_arena *a, sqlite3_stmt *st, int i);
th_time row_time(sqlite3_stmt *st, int i); /* NULL: TH_NEVER */

/* ---- query_row.c: pieces of views ---- */

/* NULL when `at` is not set. */
const view_date *row_date(query *q, th_time at, int64_t offset, bool day_only);
/* Columns src, type, srcset, webp, colour, width, height, id, focus from `i`, as PICTURE_COLUMNS
 * has them of doc d and picture p; NULL when src is. */
#define PICTURE_COLUMNS                                                                            \
	" p.src, p.type, p.srcset, p.webp, p.colour, p.width, p.height, p.id,"                     \
	" CASE WHEN p.id IS NOT NULL THEN"                                                         \
	" (SELECT f.value FROM field f WHERE f.doc = d.id AND f.name = 'focus') END"
const view_picture *row_picture(query *q, sqlite3_stmt *st, int i, th_str alt);
/* "2026-11-23" or "2026-11" in words. */
th_str row_day(query *q, th_str day);
/* A language, or nothing when it is that of the page. */
th_str row_lang(query *q, sqlite3_stmt *st, int i);

/* The class of a programme that has colours of its own, as publish wrote it; else empty. */
th_str row_tone(query *q, th_str kind, th_str slug, const th_dict *fields);

/* The base of pages in `lang`; the hub's first language for one that has no pages of its own. */
th_str query_base_of(query *q, th_str lang);

/* ---- query_person.c, query_term.c: kept views; NULL: none that is visible now ---- */

const view_person *kept_person(query *q, th_str doc);
const view_term *kept_term(query *q, th_str facet, th_str slug);
ui_kept *kept_of(query *q);
/* The arena and the right to keep one more: false when the edition has kept enough. */
bool kept_room(edition *e);
void kept_count_one(edition *e);

/* Terms of a document in the order of the hub's facets, without lang and author. */
void query_doc_terms(query *q, th_str doc, view_terms *out);
/* The documents that one names in a role (rel), as it listed them. */
th_strs query_targets(query *q, th_str doc, const char *role);
void query_doc_people(query *q, th_str doc, const char *role, view_people *out);
void query_doc_body(query *q, th_str doc, th_str lang, th_str *html);
const th_dict *query_doc_fields(query *q, th_str doc);

/* ---- query_cards.c ---- */

bool query_card(query *q, th_str doc, view_card *out);
bool query_card_at(query *q, int64_t pos, view_card *out);

/* ---- query_voices.c ---- */

typedef struct voices voices;
typedef TH_LIST(uint32_t) voice_places; /* stories by their pos */
/* Today's stories for the start page, at most thirteen, in order. */
void query_voices(query *q, voice_places *out);

/* ---- query_items.c ---- */

/* One item by its document's id; false when it is not visible now. */
bool query_item_of(query *q, th_str doc, view_item *out);
/* Open positions of a term, newest first, at most `limit`; those already in `out` not again. */
void query_jobs_of(query *q, th_str facet, th_str term, size_t limit, view_items *out);
/* Open positions of the teams and places among `terms`; `with` names those that have some. */
void query_jobs_near(
    query *q, const view_terms *terms, size_t limit, view_items *out, th_str *with);

/* ---- query_programme.c ---- */

/* Programmes that a person belongs to, since when. */
void query_memberships(query *q, th_str person, view_memberships *out);
/* Who is asked about a topic (id of its document). */
void query_asked(query *q, th_str topic, view_people *out);
/* Whom to ask about a job (its id), and the programme they belong to, or NULL. */
const view_term *query_ambassadors(query *q, th_str job, view_people *out);
/* Programmes that name the term as theirs. */
void query_programmes_of(query *q, th_str facet, th_str slug, view_items *out);
/* ---- query_event.c ---- */

/* Puts the next meeting, or else the last, into the item of an event. */
void event_fill(query *q, th_str doc, view_item *out, view_behind *behind);
/* Moves *last and *next to where a meeting begins or is over, when that is nearer to `now`. */
void event_boundaries(edition *e, th_time now, th_time *last, th_time *next);
/* Ids of events, in no order, among them the `limit` whose next meeting comes first. Live until
 * the next call. */
void event_coming(query *q, size_t limit, th_strs *ids);

/* ---- query_versions.c ---- */

/* True when there are versions to compare. */
bool query_has_versions(query *q, th_str doc, th_str lang);
void query_version_people(query *q, th_str doc, th_str lang, view_version *v);

/* ---- query_material.c ---- */

/* What changed in the document, in words, or else its last states. */
void query_doc_changes(query *q, th_str doc, th_str lang, view_item_page *out);
void query_doc_downloads(query *q, th_str doc, view_downloads *out);
/* Pages of the brand that have the term. */
void query_material_of(query *q, th_str facet, th_str term, view_items *out);

/* ---- query_set.c ---- */

rank_set *set_rank(query *q, rank_kind k);
const facet_list *set_facet(query *q, rank_kind k, th_str facet);
const facet_entry *facet_find(const facet_list *l, th_str slug); /* NULL: no such term */
/* The visible documents of the selection, without regard to terms of `but` (may be TH_NONE). */
th_set set_select(query *q, rank_kind k, const selection *s, th_str but);
size_t set_count(const th_set *s);
size_t set_count_entry(const th_set *s, const facet_entry *x);
/* When a member changed, or appeared after its last change. */
th_time set_modified_at(const rank_set *r, size_t pos, th_time now);
bool set_has(const th_set *s, int64_t pos);
int64_t set_below(const th_set *s, int64_t pos); /* the nearest lower member, or -1 */
int64_t set_above(const th_set *s, int64_t pos);
uint32_t posting_at(posting p, size_t i);
/* Index of the first member >= pos. */
size_t posting_find(posting p, uint32_t pos);

/* ---- query_search_find.c ---- */

/* Who answers the question, visible or not. */
const th_set *search_set(query *q, rank_kind k, th_str text);
void search_close(edition *e);

/* open.c: an edition that is finished never changes, so nobody has to look for a lock or a journal
 * beside it. SQLite's code; *db is to be closed in any case. */
int edition_open_file(sqlite3 **db, const char *path, th_arena *a);
th_str edition_uri(th_arena *a, const char *path);

#endif
