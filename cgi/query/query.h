/* query.h -- what the files of cgi/query share with each other and with search. */
#ifndef TEAMHUB_QUERY_H
#define TEAMHUB_QUERY_H

#include "teamhub/ask.h"

/* ---- query_row.c: pieces of views ---- */

/* NULL when `at` is not set. */
const view_date *row_date(query *q, th_time at, int64_t offset, bool day_only);
/* "2026-11-23" or "2026-11" in words. */
th_str row_day(query *q, th_str day);
/* The language, or nothing when it is the page's own. */
th_str query_lang(query *q, th_str lang);
/* All rows of a statement with one column. */
th_strs query_ids(query *q, sqlite3_stmt *st);

/* The CSS class of a programme with colours of its own, as publish wrote it; else empty. */
th_str row_tone(query *q, th_str kind, th_str slug, const th_dict *fields);

/* The base of pages in `lang`; for a language without pages, that of the hub's first language. */
th_str query_base_of(query *q, th_str lang);

/* ---- query_person.c, query_term.c: cached views; NULL: not visible now ---- */

const view_person *kept_person(query *q, th_str doc);
const view_term *kept_term(query *q, th_str facet, th_str slug);
ui_kept *kept_of(query *q);
/* Terms of a document in the order of the hub's facets, without lang and author. */
void query_doc_terms(query *q, th_str doc, view_terms *out);
/* The documents that another one names in a role (rel), in its order. */
th_strs query_targets(query *q, th_str doc, const char *role);
void query_doc_people(query *q, th_str doc, const char *role, view_people *out);
/* Who wrote a story: `authors` have a page; `byline` is everybody in order, including mere
 * names. */
void query_byline(query *q, th_str doc, view_people *authors, view_people *byline);
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
/* Adds those of `docs` that are visible now. */
void query_items_of(query *q, const th_strs *docs, view_items *out);
/* Open positions of a term, newest first, at most `limit`; skips those already in `out`. */
void query_jobs_of(query *q, th_str facet, th_str term, size_t limit, view_items *out);
/* Open positions of the teams and places among `terms`; `with` lists those that have some. */
void query_jobs_near(
    query *q, const view_terms *terms, size_t limit, view_items *out, th_str *with);

/* ---- query_programme.c ---- */

/* Programmes that a person belongs to, since when. */
void query_memberships(query *q, th_str person, view_memberships *out);
/* The people who can be asked about a topic (the id of its document). */
void query_contacts(query *q, th_str topic, view_people *out);
/* The people to ask about a job (its id), and the programme they belong to, or NULL. */
const view_term *query_ambassadors(query *q, th_str job, view_people *out);
/* Programmes that claim the term as theirs. */
void query_programmes_of(query *q, th_str facet, th_str slug, view_items *out);
/* ---- query_event.c ---- */

/* Fills in the event's next meeting, or else its last. */
void event_fill(query *q, th_str doc, view_item *out, view_behind *behind);
/* Ids of events, in no order; includes the `limit` whose next meeting comes first. Valid until the
 * next call. */
void event_coming(query *q, size_t limit, th_strs *ids);

/* ---- query_versions.c ---- */

/* Are there versions to compare? */
bool query_has_versions(query *q, th_str doc, th_str lang);
void query_version_people(query *q, th_str doc, th_str lang, view_version *v);

/* ---- query_material.c ---- */

/* What changed in the document, in words; else its last states. */
void query_doc_changes(query *q, th_str doc, th_str lang, view_item_page *out);
void query_doc_downloads(query *q, th_str doc, view_downloads *out);
/* Brand pages with that term. */
void query_material_of(query *q, th_str facet, th_str term, view_items *out);

/* ---- query_set.c ---- */

/* The visible documents of the selection, ignoring its terms of the facet `but` (may be
 * TH_NONE). */
th_set set_select(query *q, rank_kind k, const selection *s, th_str but);
size_t set_count(const th_set *s);
size_t set_count_entry(const th_set *s, const facet_entry *x);
bool set_has(const th_set *s, int64_t pos);
int64_t set_below(const th_set *s, int64_t pos); /* the next lower member, or -1 */
int64_t set_above(const th_set *s, int64_t pos);
#endif
