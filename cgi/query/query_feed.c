/* query_feed.c -- stories of a selection as entries of a feed, with their whole text, and what was
 * withdrawn lately as tombstones (RFC 6721). Called by the web room for all feed formats. What must
 * not stand in feeds, for want of consent, is never among them. */
#include "feeding.h"

enum { TOMBSTONE_DAYS = 30 };

th_str feed_absolute(query *q, th_str path)
{
	return th_str_cat(q->a, edition_meta(q->e, TH_S("origin")), path);
}

th_str feed_id(query *q, th_str uid)
{
	const th_strs *all = edition_languages(q->e);
	return all->n == 0 || th_str_eq(all->v[0], q->ui)
		   ? uid
		   : th_str_fmt(q->a, "%.*s/%.*s", TH_FMT(uid), TH_FMT(q->ui));
}

static void add_people(query *q, const view_people *people, feed_entry *x)
{
	for (size_t i = 0; i < people->n; i++) {
		const view_person *p = &people->v[i];
		*TH_ADD(q->a, &x->authors) = (feed_person){
		    .name = p->name, .url = p->page ? feed_absolute(q, p->href) : TH_NONE};
	}
}

void feed_people(query *q, th_str doc, const char *role, feed_entry *x)
{
	view_people people = {0};
	query_doc_people(q, doc, role, &people);
	add_people(q, &people, x);
}

void feed_categories(query *q, th_str doc, feed_entry *x)
{
	view_terms terms = {0};
	query_doc_terms(q, doc, &terms);
	for (size_t i = 0; i < terms.n; i++) {
		const view_term *t = &terms.v[i];
		feed_category *c = TH_ADD(q->a, &x->categories);
		c->term = t->slug;
		c->label = t->label;
		for (size_t f = 0; f < q->e->facet_count; f++)
			if (th_str_eq(q->e->facets[f].name, t->facet))
				c->scheme = th_str_fmt(q->a, "%.*s%.*s/%.*s/",
				    TH_FMT(edition_meta(q->e, TH_S("origin"))), TH_FMT(q->prefix),
				    TH_FMT(q->e->facets[f].path));
	}
}

static bool fill_entry(query *q, int64_t pos, feed_entry *x)
{
	sqlite3_stmt *st = ask(q->e,
	    "SELECT d.id, d.uid, d.href, d.lang, d.published, d.updated, t.title, t.summary, "
	    "b.html,"
	    " p.src, p.type, p.bytes FROM doc d JOIN text t ON t.doc = d.id AND t.ui = ''"
	    " LEFT JOIN body b ON b.doc = d.id AND b.lang = d.lang"
	    " LEFT JOIN picture p ON p.id = d.picture WHERE d.kind = 'story' AND d.pos = ?1");
	ask_int(st, 1, pos);
	if (!ask_row(q->e, st))
		return false;
	th_str doc = row_str(q->a, st, 0);
	x->id = row_str(q->a, st, 1);
	x->lang = row_str(q->a, st, 3);
	x->url = feed_absolute(q, th_str_cat(q->a, query_base_of(q, x->lang), row_peek(st, 2)));
	x->published = row_time(st, 4);
	x->updated = row_time(st, 5);
	if (x->updated < x->published)
		x->updated = x->published;
	x->title = row_str(q->a, st, 6);
	x->summary = row_str(q->a, st, 7);
	x->html = row_str(q->a, st, 8);
	if (sqlite3_column_type(st, 9) != SQLITE_NULL) {
		x->image = feed_absolute(q, row_peek(st, 9));
		x->image_type = row_str(q->a, st, 10);
		x->image_length = sqlite3_column_int64(st, 11);
	}
	ask_done(st);
	view_people people = {0}, byline = {0};
	query_byline(q, doc, &people, &byline);
	add_people(q, &byline, x);
	feed_categories(q, doc, x);
	return true;
}

void feed_tombstones(query *q, th_str kind, feed_view *out)
{
	bool story = th_str_eqz(kind, "story");
	sqlite3_stmt *st = ask(q->e, "SELECT uid, at FROM tombstone WHERE at > ?1 AND at <= ?2"
				     " AND kind = ?3 ORDER BY at DESC, uid LIMIT 100");
	ask_int(st, 1, q->now - (th_time)TOMBSTONE_DAYS * 24 * 60 * 60);
	ask_int(st, 2, q->now);
	ask_str(st, 3, kind);
	while (ask_row(q->e, st)) {
		feed_tombstone *t = TH_ADD(q->a, &out->tombstones);
		t->ref = row_str(q->a, st, 0);
		if (!story)
			t->ref = feed_id(q, t->ref);
		t->when = row_time(st, 1);
		if (t->when > out->updated)
			out->updated = t->when;
	}
}

void query_feed_entries(query *q, const selection *s, int64_t offset, int64_t limit, feed_view *out)
{
	selection feed = {.feed = true};
	if (s != NULL) {
		feed.terms = s->terms;
		feed.text = s->text;
	}
	th_set set = set_select(q, RANK_STORY, &feed, TH_NONE);
	out->updated = TH_NEVER;
	if (offset == 0)
		feed_tombstones(q, TH_S("story"), out);
	int64_t pos = set_below(&set, INT64_MAX);
	for (int64_t skip = offset; pos >= 0 && skip > 0; skip--)
		pos = set_below(&set, pos);
	for (; pos >= 0 && limit > 0; limit--, pos = set_below(&set, pos)) {
		feed_entry entry = {0};
		if (!fill_entry(q, pos, &entry))
			return;
		if (entry.updated > out->updated)
			out->updated = entry.updated;
		*TH_ADD(q->a, &out->entries) = entry;
	}
}
