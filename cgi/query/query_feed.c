/* query_feed.c -- stories of a selection as feed entries, with their whole text, and recent
 * withdrawals as tombstones (RFC 6721). Called by the handlers for all feed formats. Never returns
 * what may not be in feeds for lack of consent. */
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

typedef struct entry_row {
	th_str doc, uid, href, lang, title, summary, html;
	th_time published, updated, added_at, from;
	picture_row picture;
} entry_row;

#define ROW entry_row
static const row_column entry_columns[] = {
    TEXT(doc, "d.id"),
    TEXT(uid, "d.uid"),
    TEXT(href, "d.href"),
    TEXT(lang, "d.lang"),
    TIME(published, "d.published"),
    TIME(updated, "d.updated"),
    TIME(added_at, "d.came"),
    NUMBER(from, "d.visible_from"),
    TEXT(title, "t.title"),
    TEXT(summary, "t.summary"),
    TEXT(html, "b.html"),
    FEED_PICTURE(picture),
};
static const row_desc entry_desc = ROW_READ(entry_columns);
#undef ROW

static const row_select entry_at = {&entry_desc,
    "FROM doc d JOIN text t ON t.doc = d.id AND t.ui = ''"
    " LEFT JOIN body b ON b.doc = d.id AND b.lang = d.lang"
    " LEFT JOIN picture p ON p.id = d.picture WHERE d.kind = 'story' AND d.pos = ?1"};

void feed_image(query *q, const picture_row *p, feed_entry *x)
{
	if (p->src.n == 0)
		return;
	x->image = feed_absolute(q, p->src);
	x->image_type = p->type;
	x->image_length = p->bytes;
}

static bool fill_entry(query *q, int64_t pos, feed_entry *x)
{
	entry_row r;
	sqlite3_stmt *st = ASK_FOR(q->e, &entry_at, pos);
	if (!ask_read(q->e, q->a, st, &entry_desc, &r))
		return false;
	ask_done(st);
	x->id = r.uid;
	x->lang = r.lang;
	x->url = feed_absolute(q, th_str_cat(q->a, query_base_of(q, r.lang), r.href));
	x->published = r.added_at > r.published ? r.added_at : r.published;
	if (r.from > x->published)
		x->published = r.from;
	x->updated = r.updated > x->published ? r.updated : x->published;
	x->title = r.title;
	x->summary = r.summary;
	x->html = r.html;
	feed_image(q, &r.picture, x);
	view_people people = {0}, byline = {0};
	query_byline(q, r.doc, &people, &byline);
	add_people(q, &byline, x);
	feed_categories(q, r.doc, x);
	return true;
}

void feed_tombstones(query *q, th_str kind, feed_view *out)
{
	bool story = th_str_eqz(kind, "story");
	feed_tombstone one;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT uid, at FROM tombstone WHERE at > ?1 AND at <= ?2 AND kind = ?3"
	    " ORDER BY at DESC, uid LIMIT 100",
	    q->now - (th_time)TOMBSTONE_DAYS * 24 * 60 * 60, q->now, kind);
	while (ASK_ROW(q->e, q->a, st, &one.ref, &one.when)) {
		feed_tombstone *t = TH_ADD(q->a, &out->tombstones);
		*t = one;
		if (!story)
			t->ref = feed_id(q, t->ref);
		if (t->when > out->updated)
			out->updated = t->when;
	}
}

/* Kept, for they are the same as long as the edition is, and any feed needs all of them. */
static const ui_kept *translated_stories(query *q)
{
	ui_kept *k = kept_of(q);
	translated one;
	if (k->has_translated)
		return k;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT d.pos, o.pos FROM translation x CROSS JOIN doc d ON d.id = x.doc"
	    " JOIN doc o ON o.id = x.other WHERE x.lang = ?1 AND d.kind = 'story'",
	    q->ui);
	while (ASK_ROW(q->e, NULL, st, &one.pos, &one.own))
		*TH_ADD(k->days.arena, &k->translated) = one;
	k->has_translated = !q->e->failed;
	return k;
}

/* Of a story and its translations, a feed has the one in its own language, if that is in the
 * selection. */
static void drop_other_languages(query *q, th_set *set)
{
	const ui_kept *k = translated_stories(q);
	for (size_t i = 0; i < k->translated.n; i++) {
		int64_t pos = k->translated.v[i].pos;
		if (set_has(set, pos) && set_has(set, k->translated.v[i].own))
			set->w[pos / 64] &= ~(UINT64_C(1) << pos % 64);
	}
}

int64_t query_feed_entries(
    query *q, const selection *s, int64_t offset, int64_t limit, feed_view *out)
{
	selection feed = {.feed = true};
	if (s != NULL) {
		feed.terms = s->terms;
		feed.text = s->text;
	}
	th_set set = set_select(q, RANK_STORY, &feed, TH_NONE);
	drop_other_languages(q, &set);
	int64_t total = (int64_t)set_count(&set);
	out->updated = TH_NEVER;
	if (offset == 0)
		feed_tombstones(q, TH_S("story"), out);
	const posting order = set_rank(q, RANK_STORY)->feed_order;
	int64_t skip = offset;
	for (size_t i = 0; i < order.n && limit > 0; i++) {
		uint32_t pos = posting_at(order, i);
		if (!set_has(&set, pos) || skip-- > 0)
			continue;
		feed_entry entry = {0};
		if (!fill_entry(q, pos, &entry))
			break;
		if (entry.updated > out->updated)
			out->updated = entry.updated;
		*TH_ADD(q->a, &out->entries) = entry;
		limit--;
	}
	return total;
}
