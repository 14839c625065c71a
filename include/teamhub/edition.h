/* edition.h -- one SQLite file that holds all that can be asked. This is the only SQL in the house.
 *
 * The reading side opens it immutable and read-only, keeps its statements prepared, and fills the
 * views of view.h into the caller's arena. What the caller cannot see at `now` is not returned. */
#ifndef TEAMHUB_EDITION_H
#define TEAMHUB_EDITION_H

#include "teamhub/base.h"
#include "teamhub/view.h"

enum { EDITION_SCHEMA = 16 };

typedef struct edition edition;

/* Opens `file` (a symlink is resolved once). -1 with err naming the file and what to do: missing,
 * damaged, of another program's schema (both numbers are named). */
int edition_open(edition **out, const char *file, th_err *err);
void edition_close(edition *e); /* NULL-safe */
/* True when a query met a damaged file since it was opened (err says which and what to do): what
 * was filled is then incomplete and must not be sent. */
bool edition_failed(const edition *e, th_err *err);

/* True when `file` now resolves to another file than the open one (compares device, inode). */
bool edition_moved(const edition *e, const char *file);

/* Since when the name it was opened by leads to it: of this machine, in no answer but a date. */
th_time edition_linked_since(const edition *e);

th_str edition_meta(const edition *e, th_str key); /* TH_NONE: no such key; lives as long as e */
const th_strs *edition_languages(const edition *e);
const th_dict *edition_words(const edition *e, th_str ui); /* NULL: not a language of the hub */
/* The last boundary <= now (TH_NEVER: none) and the next one > now (TH_NEVER: none). */
void edition_boundaries(edition *e, th_time now, th_time *last, th_time *next);
/* Calls `each` for every template of the theme, in order of name. */
int edition_templates(
    edition *e, void (*each)(void *ctx, th_str name, th_str text), void *ctx, th_err *err);
th_str edition_asset(const edition *e, th_str name); /* "/assets/HASH/main.css", TH_NONE */
/* All of them, by their names in site.assets: icons/logo.svg is icons_logo_svg. */
const th_dict *edition_assets(const edition *e);
th_str edition_asset_name(th_arena *a, th_str name);

typedef struct edition_facet {
	th_str name, path, kind;
} edition_facet;
/* The hub's facets in order; `n` of them. */
const edition_facet *edition_facets(const edition *e, size_t *n);
th_str edition_facet_label(const edition *e, th_str facet, th_str ui, bool plural);

/* ---- asking: everything below fills from `q`, which holds what all queries need ---- */

typedef struct query {
	edition *e;
	th_arena *a;
	th_time now;
	th_str ui;     /* language of the interface */
	th_str prefix; /* "/team" */
	th_str
	    base; /* "/team" or "/team/en": before addresses that speak the interface's language */
} query;

typedef enum query_found {
	QUERY_NONE, /* 404 */
	QUERY_FOUND,
	QUERY_MOVED, /* 301: *target is the absolute path */
	QUERY_GONE,  /* 410 */
} query_found;

/* What became of an address that no document has (href below the prefix, "/stories/x/"). */
query_found query_moved(query *q, th_str href, th_str *target);

/* A selection: terms of one facet are alternatives, facets are all required. */
typedef struct selection_term {
	th_str facet, term;
} selection_term;
typedef struct selection {
	TH_LIST(selection_term) terms; /* sorted: facet order of the hub, then term */
	bool feed;                     /* only what may stand in feeds */
	th_str text;                   /* a visitor's question, any bytes; empty: none */
} selection;
enum { SELECTION_TEXT_MAX = 200 }; /* octets of `text` that the web room lets through */

bool query_term(query *q, th_str facet, th_str slug, view_term *out); /* false: no such term */
int64_t query_count(query *q, const selection *s);
/* Stories of the selection, newest first. */
void query_cards(query *q, const selection *s, int64_t offset, int64_t limit, view_cards *out);
/* The same with a story that its author marked as critical among the first `size`, when there is
 * one: the newest such is the last of them, the others follow as ever. */
void query_cards_critical(
    query *q, const selection *s, int64_t size, int64_t offset, int64_t limit, view_cards *out);
/* For each facet, and lang where stories speak several, the options that lead to something, with
 * the number of stories that the selection would have; those selected always. At most 100 a facet
 * (the fullest), in the order of the facet's terms. `href` is the caller's to fill. The second is
 * the same over people. */
void query_filters(query *q, const selection *s, view_filters *out);
void query_people_filters(query *q, const selection *s, view_filters *out);
th_time query_modified(query *q, const selection *s); /* newest change among its stories */

bool query_story(query *q, th_str slug, view_story *out, th_time *modified);
/* A person as lists show them, and their page. False: there is none. */
bool query_person(query *q, th_str slug, view_person *out);
bool query_person_page(query *q, th_str slug, view_person_page *out, th_time *modified);
void query_people(query *q, const selection *s, view_people *out);
void query_start(query *q, view_start *out);
/* The order of voices turns, a day (UTC) each: the day of `now` is [since, until); TH_NEVER both
 * when all have their place every day. Returns after how many turns all have been first. */
int64_t query_turn(query *q, th_time *since, th_time *until);
/* Puts people in the order of voices: today's of the start page, those who wait, the others. */
void query_people_in_turn(query *q, view_people *people);
void query_terms(query *q, th_str facet, view_items *out);
/* Whether there is any, for the navigation; a term's page. None of these loads what it finds. */
bool query_has_terms(query *q, th_str facet);
bool query_has_term_page(query *q, th_str facet, th_str slug);
/* The text of a term's document, its people and jobs, into a list page. */
bool query_term_page(query *q, th_str facet, th_str slug, view_list *out, th_time *modified);
/* What a programme's start page shows beyond the list of its stories; false: not visible. */
bool query_programme(query *q, th_str facet, th_str slug, view_programme *out);
/* Guidelines, events, kudos, jobs, values, programmes by kind name. */
void query_items(query *q, th_str kind, view_items *out, view_items *past);
/* The first `limit` of those that are not past, without a look at the others. */
void query_some(query *q, th_str kind, size_t limit, view_items *out);
/* Whether there is any document of the kind to be seen, past or not. */
bool query_has(query *q, th_str kind);
bool query_item(query *q, th_str kind, th_str slug, view_item_page *out, th_time *modified);

/* The path in the repository of the file that a page in q->ui is made of; TH_NONE: none. */
th_str query_file(query *q, th_str kind, th_str slug);
/* The fields of the text of a term (address.city …); none when it has no text. */
const th_dict *query_term_fields(query *q, th_str facet, th_str slug);
/* A day in words: "December 3, 2026"; `wall` by any clock. */
th_str query_day(query *q, th_time wall);
/* Meetings of an event that are not over, without the first `skip` of them; at most 24 in all. */
void query_meetings(query *q, const view_item *item, size_t skip, size_t limit, view_dates *out);
/* Adds the events that were withdrawn in the last 30 days: a name, a time, nothing else. */
void query_cancelled(query *q, ical_view *out);

/* The versions of a guideline or value; false: not visible, or there is one version only. */
bool query_versions(query *q, th_str kind, th_str slug, view_versions *out, th_time *modified);
/* Whether everyone concerned agreed to a share card. */
bool query_may_have_card(query *q, th_str kind, th_str slug);
/* The share card of a page in `lang`; NULL: there is none. */
const view_picture *query_share(query *q, th_str kind, th_str slug, th_str lang);
/* A sentence from a story whose authors agreed to share cards; TH_NONE: none, or not visible. */
th_str query_quote(query *q, th_str slug);
/* The person's own address of that name (mastodon), or TH_NONE; `id`: their name in addresses. */
th_str query_person_link(query *q, th_str id, const char *name);

/* Answers s->text (and the rest of the selection): `total`, and of the stories those from `offset`,
 * the best first; on the first page people and documents of other kinds too. */
void query_search(query *q, const selection *s, int64_t offset, int64_t limit, view_search *out);
/* The question with words of the hub in place of those that it does not have, when that is answered
 * now; else TH_NONE. */
th_str query_meant(query *q, const selection *s);

/* Entries that may stand in feeds, newest first; on the first page the tombstones of the last 30
 * days too. out->updated becomes the newest of both, TH_NEVER when there is none. */
void query_feed_entries(
    query *q, const selection *s, int64_t offset, int64_t limit, feed_view *out);
/* Which entries of what is no story. */
typedef struct feed_wish {
	th_str kind;                /* person, guideline, event, kudos, job, term, value … */
	th_str facet;               /* all terms of it; empty: all of the kind */
	const selection *selection; /* person; NULL: everyone */
	int64_t offset, limit;
} feed_wish;
/* The same as query_feed_entries of other collections, by the day they came to the hub: only what
 * is not over. `items` becomes the same documents as in lists. Returns how many there are in all.
 */
int64_t query_feed_items(query *q, const feed_wish *want, feed_view *out, view_items *items);
/* Whether there would be any, of a kind by its name. */
bool query_has_feed_items(query *q, th_str kind);
/* All canonical pages in order of address, `limit` from `offset`; returns how many there are in
 * all. */
int64_t query_sitemap(query *q, int64_t offset, int64_t limit, sitemap_view *out);

#endif
