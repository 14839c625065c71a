/* query_feed_items.c -- everything but stories as feed entries: people of a selection, open
 * positions, coming events, thanks, guidelines, the terms of a facet; and recent withdrawals.
 * Called by the handlers. Newest first, by the day a document came to the hub, not in the order of
 * its list. Never returns what may not be in feeds for lack of consent. */
#include "feeding.h"

#include <stdlib.h>

enum { ITEMS_MAX = 10000 };

typedef struct candidate {
	th_str id;
	th_time at; /* when it appeared; TH_NEVER: unknown */
} candidate;

typedef TH_LIST(candidate) candidates;

static int by_newest(const void *x, const void *y)
{
	const candidate *a = x, *b = y;
	if (a->at != b->at)
		return a->at > b->at ? -1 : 1;
	return th_str_cmp(a->id, b->id);
}

/* When the oldest story of the set appeared; TH_NEVER: the set is empty. Stories are ordered by
 * date. */
static th_time oldest(query *q, const th_set *set)
{
	th_time at = TH_NEVER;
	sqlite3_stmt *st = ASK(q->e, "SELECT published FROM doc WHERE kind = 'story' AND pos = ?1",
	    set_above(set, -1));
	ASK_ONE(q->e, NULL, st, &at);
	return at;
}

/* For documents without a date: they were there when the hub began, with its first story or its
 * first document of which it is known. TH_NEVER: nothing has a date. */
static th_time begun(query *q)
{
	th_set all = set_select(q, RANK_STORY, NULL, TH_NONE);
	th_time at = oldest(q, &all);
	if (at != TH_NEVER)
		return at;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT min(max(came, visible_from)) FROM doc"
	    " WHERE visible_from <= ?1 AND ?1 < visible_until",
	    q->now);
	ASK_ONE(q->e, NULL, st, &at);
	return at;
}

typedef struct candidate_row {
	th_str id;
	int64_t pos;
	th_time added_at, from;
} candidate_row;

#define ROW candidate_row
static const row_column candidate_columns[] = {
    TEXT(id, "id"),
    NUMBER(pos, "pos"),
    TIME(added_at, "came"),
    NUMBER(from, "visible_from"),
};
static const row_desc candidate_desc = ROW_READ(candidate_columns);
#undef ROW

#define FROM_SEEN "FROM doc WHERE visible_from <= ?2 AND ?2 < visible_until AND feed"
static const row_select candidates_of_kind = {
    &candidate_desc, FROM_SEEN " AND kind = ?1 ORDER BY pos DESC LIMIT 10000"};
static const row_select candidate_by_id = {&candidate_desc, FROM_SEEN " AND id = ?1"};

static void add(query *q, const candidate_row *r, th_time otherwise, candidates *out)
{
	candidate *c = TH_ADD(q->a, out);
	c->id = r->id;
	c->at = r->added_at != TH_NEVER ? r->added_at : otherwise;
	if (r->from > c->at)
		c->at = r->from;
}

static void of_kind(query *q, const feed_wish *want, candidates *out)
{
	th_time start = begun(q);
	bool people = th_str_eqz(want->kind, "person");
	th_set set = {0};
	if (people)
		set = set_select(q, RANK_PERSON, want->selection, TH_NONE);
	candidate_row r;
	sqlite3_stmt *st = ASK_FOR(q->e, &candidates_of_kind, want->kind, q->now);
	while (ask_read(q->e, q->a, st, &candidate_desc, &r))
		if (!people || set_has(&set, r.pos))
			add(q, &r, start, out);
}

/* A term without a text of its own exists since its first story. */
static void of_facet(query *q, th_str facet, candidates *out)
{
	const facet_list *l = set_facet(q, RANK_STORY, facet);
	for (size_t i = 0; i < l->n && i < ITEMS_MAX; i++) {
		if (l->v[i].doc.n == 0)
			continue;
		selection_term own = {facet, l->v[i].slug};
		const selection s = {.terms = {&own, 1, 1}};
		candidate_row r;
		sqlite3_stmt *st = ASK_FOR(q->e, &candidate_by_id, l->v[i].doc, q->now);
		if (!ask_read(q->e, q->a, st, &candidate_desc, &r))
			continue;
		ask_done(st);
		th_set stories = set_select(q, RANK_STORY, &s, TH_NONE);
		th_time first = oldest(q, &stories);
		add(q, &r, first != TH_NEVER ? first : begun(q), out);
	}
}

static bool is_current(query *q, th_str doc)
{
	view_item item = {0};
	return query_item_of(q, doc, &item) && !item.past;
}

/* Filled positions and past events are not news. */
static void drop_past(query *q, candidates *list)
{
	size_t kept = 0;
	for (size_t i = 0; i < list->n; i++)
		if (is_current(q, list->v[i].id))
			list->v[kept++] = list->v[i];
	list->n = kept;
}

static bool ends(th_str kind)
{
	return th_str_eqz(kind, "event") || th_str_eqz(kind, "job");
}

bool query_has_feed_items(query *q, th_str kind)
{
	candidates list = {0};
	if (!ends(kind))
		return ask_any(
		    q->e, ASK(q->e, "SELECT 1 " FROM_SEEN " AND kind = ?1 LIMIT 1", kind, q->now));
	of_kind(q, &(feed_wish){.kind = kind}, &list);
	for (size_t i = 0; i < list.n; i++)
		if (is_current(q, list.v[i].id))
			return true;
	return false;
}

static void fill_people(query *q, th_str kind, th_str doc, feed_entry *x)
{
	if (th_str_eqz(kind, "kudos"))
		feed_people(q, doc, "from", x);
	if (th_str_eqz(kind, "person"))
		*TH_ADD(q->a, &x->authors) = (feed_person){.name = x->title, .url = x->url};
}

typedef struct entry_row {
	th_str kind, uid, href, lang, title, subtitle, summary, html;
	th_time updated;
	picture_row picture;
} entry_row;

#define ROW entry_row
static const row_column entry_columns[] = {
    TEXT(kind, "d.kind"),
    TEXT(uid, "d.uid"),
    TEXT(href, "d.href"),
    TIME(updated, "d.updated"),
    TEXT(lang, "t.lang"),
    TEXT(title, "t.title"),
    TEXT(subtitle, "t.subtitle"),
    TEXT(summary, "t.summary"),
    TEXT(html, "b.html"),
    FEED_PICTURE(picture),
};
static const row_desc entry_desc = ROW_READ(entry_columns);
#undef ROW

static const row_select entry_of = {&entry_desc,
    "FROM doc d JOIN text t ON t.doc = d.id AND t.ui = ?2"
    " LEFT JOIN body b ON b.doc = d.id AND b.lang = t.lang"
    " LEFT JOIN picture p ON p.id = d.picture WHERE d.id = ?1"};

static bool fill_entry(query *q, const candidate *c, feed_entry *x)
{
	entry_row r;
	sqlite3_stmt *st = ASK_FOR(q->e, &entry_of, c->id, q->ui);
	if (!ask_read(q->e, q->a, st, &entry_desc, &r))
		return false;
	ask_done(st);
	bool person = th_str_eqz(r.kind, "person");
	x->id = feed_id(q, r.uid);
	x->url = feed_absolute(q, th_str_cat(q->a, q->base, r.href));
	x->published = c->at;
	x->updated = r.updated > x->published ? r.updated : x->published;
	if (x->updated == TH_NEVER) /* Atom demands one */
		x->updated = query_changed_at(q);
	x->lang = r.lang;
	x->title = r.title;
	x->summary = r.summary;
	x->html = r.html;
	fill_people(q, r.kind, c->id, x);
	if (r.subtitle.n > 0 && person)
		x->title = th_str_fmt(q->a, "%.*s, %.*s", TH_FMT(r.title), TH_FMT(r.subtitle));
	/* A portrait made from initials says no more than the name. */
	if (!th_str_starts(r.picture.id, TH_S(":")))
		feed_image(q, &r.picture, x);
	feed_categories(q, c->id, x);
	return true;
}

int64_t query_feed_items(query *q, const feed_wish *want, feed_view *out, view_items *items)
{
	candidates list = {0};
	if (want->facet.n > 0)
		of_facet(q, want->facet, &list);
	else
		of_kind(q, want, &list);
	if (ends(want->kind))
		drop_past(q, &list);
	if (list.n > 1)
		qsort(list.v, list.n, sizeof *list.v, by_newest);
	out->updated = TH_NEVER;
	if (want->offset == 0)
		feed_tombstones(q, want->kind, out);
	for (size_t i = (size_t)want->offset;
	     i < list.n && i < (size_t)(want->offset + want->limit); i++) {
		feed_entry entry = {0};
		view_item item = {0};
		if (!fill_entry(q, &list.v[i], &entry))
			break;
		query_item_of(q, list.v[i].id, &item);
		if (entry.updated > out->updated)
			out->updated = entry.updated;
		*TH_ADD(q->a, &out->entries) = entry;
		*TH_ADD(q->a, items) = item;
	}
	return (int64_t)list.n;
}
