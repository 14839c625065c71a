/* query_feed_items.c -- what is no story as entries of a feed: people of a selection, open
 * positions, events to come, thank-yous, guidelines, the terms of a facet; and what of them was
 * withdrawn lately. Called by the web room. The newest comes first: by the day a document came to
 * the hub, not by the order of its list. What must not stand in feeds, for want of consent, is
 * never among them. */
#include "feeding.h"

#include <stdlib.h>

enum { ITEMS_MAX = 10000 };

typedef struct candidate {
	th_str id;
	th_time at;
} candidate;

typedef TH_LIST(candidate) candidates;

static int by_newest(const void *x, const void *y)
{
	const candidate *a = x, *b = y;
	if (a->at != b->at)
		return a->at > b->at ? -1 : 1;
	return th_str_cmp(a->id, b->id);
}

/* When the oldest story of the set appeared; TH_NEVER: it is empty. Stories lie in order of date.
 */
static th_time oldest(query *q, const th_set *set)
{
	th_time at = TH_NEVER;
	sqlite3_stmt *st = ask(q->e, "SELECT published FROM doc WHERE kind = 'story' AND pos = ?1");
	ask_int(st, 1, set_above(set, -1));
	if (ask_row(q->e, st))
		at = row_time(st, 0);
	ask_done(st);
	return at;
}

/* For what nobody dated: it was there when the hub began. */
static th_time begun(query *q)
{
	th_set all = set_select(q, RANK_STORY, NULL, TH_NONE);
	return oldest(q, &all);
}

#define CANDIDATE_COLUMNS                                                                          \
	"SELECT id, pos, came, visible_from FROM doc WHERE visible_from <= ?2 AND ?2 < "           \
	"visible_until AND feed"

static void add(query *q, sqlite3_stmt *st, th_time otherwise, candidates *out)
{
	candidate *c = TH_ADD(q->a, out);
	th_time came = row_time(st, 2), from = row_time(st, 3);
	c->id = row_str(q->a, st, 0);
	c->at = came != TH_NEVER ? came : otherwise;
	if (from > c->at)
		c->at = from;
	if (c->at == TH_NEVER)
		c->at = 0;
}

static void of_kind(query *q, const feed_wish *want, candidates *out)
{
	th_time start = begun(q);
	bool people = th_str_eqz(want->kind, "person");
	th_set set = {0};
	if (people)
		set = set_select(q, RANK_PERSON, want->selection, TH_NONE);
	sqlite3_stmt *st =
	    ask(q->e, CANDIDATE_COLUMNS " AND kind = ?1 ORDER BY pos DESC LIMIT 10000");
	ask_str(st, 1, want->kind);
	ask_int(st, 2, q->now);
	while (ask_row(q->e, st))
		if (!people || set_has(&set, sqlite3_column_int64(st, 1)))
			add(q, st, start, out);
}

/* A term without a text of its own is there since its first story. */
static void of_facet(query *q, th_str facet, candidates *out)
{
	const facet_list *l = set_facet(q, RANK_STORY, facet);
	for (size_t i = 0; i < l->n && i < ITEMS_MAX; i++) {
		if (l->v[i].doc.n == 0)
			continue;
		selection_term own = {facet, l->v[i].slug};
		const selection s = {.terms = {&own, 1, 1}};
		sqlite3_stmt *st = ask(q->e, CANDIDATE_COLUMNS " AND id = ?1");
		ask_str(st, 1, l->v[i].doc);
		ask_int(st, 2, q->now);
		if (ask_row(q->e, st)) {
			th_set stories = set_select(q, RANK_STORY, &s, TH_NONE);
			th_time first = oldest(q, &stories);
			add(q, st, first != TH_NEVER ? first : begun(q), out);
		}
		ask_done(st);
	}
}

/* A position that is filled and an event that is over are no news. */
static void drop_past(query *q, candidates *list)
{
	size_t kept = 0;
	for (size_t i = 0; i < list->n; i++) {
		view_item item = {0};
		if (query_item_of(q, list->v[i].id, &item) && !item.past)
			list->v[kept++] = list->v[i];
	}
	list->n = kept;
}

static void fill_people(query *q, th_str kind, th_str doc, feed_entry *x)
{
	if (th_str_eqz(kind, "kudos"))
		feed_people(q, doc, "from", x);
	if (th_str_eqz(kind, "person"))
		*TH_ADD(q->a, &x->authors) = (feed_person){.name = x->title, .url = x->url};
}

static bool fill_entry(query *q, const candidate *c, feed_entry *x)
{
	sqlite3_stmt *st = ask(q->e,
	    "SELECT d.kind, d.uid, d.href, d.updated, t.lang, t.title, t.subtitle, t.summary, "
	    "b.html,"
	    " p.src, p.type, p.bytes, p.id FROM doc d JOIN text t ON t.doc = d.id AND t.ui = ?2"
	    " LEFT JOIN body b ON b.doc = d.id AND b.lang = t.lang"
	    " LEFT JOIN picture p ON p.id = d.picture WHERE d.id = ?1");
	ask_str(st, 1, c->id);
	ask_str(st, 2, q->ui);
	if (!ask_row(q->e, st))
		return false;
	th_str kind = row_str(q->a, st, 0);
	x->id = feed_id(q, row_str(q->a, st, 1));
	x->url = feed_absolute(q, th_str_cat(q->a, q->base, row_peek(st, 2)));
	x->published = c->at;
	x->updated = row_time(st, 3);
	if (x->updated < x->published)
		x->updated = x->published;
	x->lang = row_str(q->a, st, 4);
	x->title = row_str(q->a, st, 5);
	x->summary = row_str(q->a, st, 7);
	x->html = row_str(q->a, st, 8);
	fill_people(q, kind, c->id, x);
	th_str role = row_peek(st, 6);
	if (role.n > 0 && th_str_eqz(kind, "person"))
		x->title = th_str_fmt(q->a, "%.*s, %.*s", TH_FMT(x->title), TH_FMT(role));
	/* One made from initials says no more than the name. */
	bool drawn = th_str_starts(row_peek(st, 12), TH_S(":"));
	if (sqlite3_column_type(st, 9) != SQLITE_NULL && !drawn) {
		x->image = feed_absolute(q, row_peek(st, 9));
		x->image_type = row_str(q->a, st, 10);
		x->image_length = sqlite3_column_int64(st, 11);
	}
	ask_done(st);
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
	if (th_str_eqz(want->kind, "event") || th_str_eqz(want->kind, "job"))
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
