/* edition.h -- one SQLite file that holds everything a visitor can ask for. All SQL of the project
 * is below this interface.
 *
 * The reading side opens it immutable and read-only, keeps its statements prepared, and fills the
 * views of view.h in the caller's arena. What is not visible at `now` is not returned. */
#ifndef TEAMHUB_EDITION_H
#define TEAMHUB_EDITION_H

#include "teamhub/base.h"
#include "teamhub/view.h"

enum { EDITION_SCHEMA = 18 };

typedef struct edition edition;

/* Once in a program, before it opens the first edition: SQLite then keeps no count of its memory,
 * which would take a lock for every piece of it. Later it does nothing. */
void edition_start(void);

/* Opens `file` (a symlink is resolved once). -1 with err naming the file and what to do: missing,
 * damaged, or written with another schema (both version numbers are named). */
int edition_open(edition **out, const char *file, th_err *err);
void edition_close(edition *e); /* NULL-safe */
/* Has a query met damage since the file was opened? (err says where and what to do.) The views
 * filled since then are incomplete and must not be sent. */
bool edition_failed(const edition *e, th_err *err);

/* Does `file` now resolve to another file than the open one (by device and inode)? */
bool edition_moved(const edition *e, const char *file);

/* When the symlink began to point to this edition. Differs between machines, so it appears in
 * answers only as a date. */
th_time edition_linked_since(const edition *e);
/* Since when visitors see what they see now: the commit's time, which is the same on every machine;
 * for a hub published from a folder, the time of publishing here. */
th_time edition_changed_at(const edition *e);

th_str edition_meta(const edition *e, th_str key); /* TH_NONE: no such key; lives as long as e */
const th_strs *edition_languages(const edition *e);
const th_dict *edition_words(const edition *e, th_str ui); /* NULL: not a language of the hub */
/* The last boundary <= now (TH_NEVER: none) and the next one > now (TH_NEVER: none). */
void edition_boundaries(edition *e, th_time now, th_time *last, th_time *next);
/* Calls `each` for every template of the theme, in order of name. */
int edition_templates(
    edition *e, void (*each)(void *ctx, th_str name, th_str text), void *ctx, th_err *err);
th_str edition_asset(const edition *e, th_str name); /* "/assets/HASH/main.css", TH_NONE */
/* All assets by their names in site.assets: icons/logo.svg is icons_logo_svg. */
const th_dict *edition_assets(const edition *e);
th_str edition_asset_name(th_arena *a, th_str name);

typedef struct edition_facet {
	th_str name, path, kind;
} edition_facet;
/* The hub's facets in order; `n` of them. */
const edition_facet *edition_facets(const edition *e, size_t *n);
const edition_facet *edition_facet_named(const edition *e, th_str name); /* NULL: not one */
th_str edition_facet_label(const edition *e, th_str facet, th_str ui, bool plural);

/* ---- queries: everything below fills from `q`, which holds what all queries need ---- */

typedef struct query {
	edition *e;
	th_arena *a;
	th_time now;
	th_str ui;     /* language of the user interface */
	th_str prefix; /* "/team" */
	/* "/team" or "/team/en": put before addresses in the language of the interface */
	th_str base;
} query;

typedef enum query_found {
	QUERY_NONE, /* 404 */
	QUERY_FOUND,
	QUERY_MOVED, /* 301: *target is the absolute path */
	QUERY_GONE,  /* 410 */
} query_found;

/* What became of an address that no document has now (href below the prefix, "/stories/x/"). */
query_found query_moved(query *q, th_str href, th_str *target);
/* All addresses that answer 301 (visible documents had them) and 410, below the prefix. */
void query_former(query *q, th_strs *moved, th_strs *gone);
/* Was `href`, which ends with a slash, a folder of old addresses of stories, terms or people, and
 * so a list on their site? *list: the hub's list of them, below the language. */
bool query_was_list(query *q, th_str href, th_str *list);

/* A selection: terms of one facet are alternatives; every facet must match. */
typedef struct selection_term {
	th_str facet, term;
} selection_term;
typedef struct selection {
	TH_LIST(selection_term) terms; /* sorted by the hub's order of facets, then by term */
	bool feed;                     /* only what may appear in feeds */
	th_str text;                   /* a visitor's search words, any bytes; empty: none */
} selection;
enum { SELECTION_TEXT_MAX = 200 }; /* octets of `text` that a query may have */

bool query_term(query *q, th_str facet, th_str slug, view_term *out); /* false: no such term */
int64_t query_count(query *q, const selection *s);
/* Stories of the selection, newest first. */
void query_cards(query *q, const selection *s, int64_t offset, int64_t limit, view_cards *out);
/* The same, but if any story is marked as critical, the newest of them is the last of the first
 * `size`; the others follow in the usual order. */
void query_cards_critical(
    query *q, const selection *s, int64_t size, int64_t offset, int64_t limit, view_cards *out);
/* For each facet, and for lang where stories have several, the options that lead to something, each
 * with the number of stories it would give; selected options always. At most 100 per facet (the
 * largest), in the order of the facet's terms. The caller fills `href`. The second function does
 * the same for people. */
void query_filters(query *q, const selection *s, view_filters *out);
void query_people_filters(query *q, const selection *s, view_filters *out);
th_time query_modified(query *q, const selection *s); /* newest change among its stories */
/* Newest change among everything visible; if no history or date says, edition_changed_at. For what
 * must have a date although nothing in it has. */
th_time query_changed_at(query *q);

bool query_story(query *q, th_str slug, view_story *out, th_time *modified);
/* A person as lists show them, and their page. False: no such person. */
bool query_person(query *q, th_str slug, view_person *out);
bool query_person_page(query *q, th_str slug, view_person_page *out, th_time *modified);
void query_people(query *q, const selection *s, view_people *out);
void query_start(query *q, view_start *out);
/* The order of voices rotates daily (UTC): the day of `now` is [since, until); both are TH_NEVER
 * when everybody has a place every day. Returns the number of days until everybody has been first
 * once. */
int64_t query_turn(query *q, th_time *since, th_time *until);
/* Sorts people into the order of voices: today's on the start page, then those who wait, then the
 * others. */
void query_people_in_turn(query *q, view_people *people);
void query_terms(query *q, th_str facet, view_items *out);
/* Are there any visible ones, and is there a page of that term? Neither loads what it finds. */
bool query_has_terms(query *q, th_str facet);
bool query_has_term_page(query *q, th_str facet, th_str slug);
/* Fills a list page with the text of a term, its people and its jobs. */
bool query_term_page(query *q, th_str facet, th_str slug, view_list *out, th_time *modified);
/* What a programme's start page shows besides its stories; false: not visible. The caller fills the
 * addresses of the stories about its topics and from its places. */
bool query_programme(query *q, th_str facet, th_str slug, view_programme *out);
/* Guidelines, events, kudos, jobs, values, programmes, by the name of the kind. */
void query_items(query *q, th_str kind, view_items *out, view_items *past);
/* The first `limit` that are not past, without reading the others. */
void query_some(query *q, th_str kind, size_t limit, view_items *out);
/* Is any document of that kind visible, past ones included? */
bool query_has(query *q, th_str kind);
bool query_item(query *q, th_str kind, th_str slug, view_item_page *out, th_time *modified);

/* The path in the repository of the file behind a page in q->ui; TH_NONE: none. */
th_str query_file(query *q, th_str kind, th_str slug);
/* Front matter fields of a term's text (address.city …); empty when it has no text. */
const th_dict *query_term_fields(query *q, th_str facet, th_str slug);
/* A day in words: "December 3, 2026". `wall` is wall clock in any zone. */
th_str query_day(query *q, th_time wall);
/* The meetings of an event that are not over, without the first `skip`; at most 24. */
void query_meetings(query *q, const view_item *item, size_t skip, size_t limit, view_dates *out);
/* Adds the events withdrawn in the last 30 days: a name and a time, nothing else. */
void query_cancelled(query *q, ical_view *out);
/* Sets `out->from` and `out->until`: the years of which publish wrote the meetings. */
void query_calendar_years(query *q, ical_view *out);

/* The versions of a guideline or value; false: not visible, or only one version. */
bool query_versions(query *q, th_str kind, th_str slug, view_versions *out, th_time *modified);
/* Has everyone concerned agreed to a share card? */
bool query_may_have_card(query *q, th_str kind, th_str slug);
/* The share card of a page in `lang`, or NULL. */
const view_picture *query_share(query *q, th_str kind, th_str slug, th_str lang);
/* A sentence from a story whose authors agreed to share cards; TH_NONE: none, or not visible. */
th_str query_quote(query *q, th_str slug);
/* The person's profile address of that name (mastodon), or TH_NONE; `id` is the person's slug. */
th_str query_person_link(query *q, th_str id, const char *name);

/* Searches for s->text within the rest of the selection: sets `total`, and returns the best stories
 * from `offset` on; the first page has people and other documents too. */
void query_search(query *q, const selection *s, int64_t offset, int64_t limit, view_search *out);
/* The search words with those the hub does not know replaced by similar ones it does, if that finds
 * something; else TH_NONE. */
th_str query_meant(query *q, const selection *s);

/* Entries for feeds, newest first, a translated story once: in the language of the query if it has
 * that one. The first page has the tombstones of the last 30 days too. out->updated becomes the
 * newest date of both, or TH_NEVER when there are none. Returns how many entries all pages have. */
int64_t query_feed_entries(
    query *q, const selection *s, int64_t offset, int64_t limit, feed_view *out);
/* Which entries to put in a feed of anything but stories. */
typedef struct feed_wish {
	th_str kind;                /* person, guideline, event, kudos, job, term, value … */
	th_str facet;               /* all terms of it; empty: everything of the kind */
	const selection *selection; /* person; NULL: everyone */
	int64_t offset, limit;
} feed_wish;
/* Like query_feed_entries, for other collections: sorted by the day they came to the hub, without
 * what is over. `items` becomes the same documents as lists show them. Returns the total. */
int64_t query_feed_items(query *q, const feed_wish *want, feed_view *out, view_items *items);
/* Would there be any entries of that kind? */
bool query_has_feed_items(query *q, th_str kind);
/* All canonical pages, sorted by address: `limit` from `offset` on. Returns the total. */
int64_t query_sitemap(query *q, int64_t offset, int64_t limit, sitemap_view *out);
/* The total, counted once between two boundaries. */
int64_t query_sitemap_count(query *q);

#endif
