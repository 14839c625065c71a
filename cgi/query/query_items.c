/* query_items.c -- documents of the other collections, in lists and on their own page: values,
 * guidelines, programmes, events, kudos, jobs, terms. Called by the handlers and by pages that show
 * some of them. An event that is over and a job that is filled are `past`. */
#include "query_rows.h"

#include <stdlib.h>

typedef struct item_row {
	th_str kind, href, slug, uid, lang, title, subtitle, summary, alt;
	th_str title_lang, subtitle_lang, summary_lang;
	row_moment published, updated, start, end;
	th_time modified, from;
	bool derived;
	picture_row picture;
} item_row;

#define ROW item_row
static const row_column item_columns[] = {
    TEXT(kind, "d.kind"),
    TEXT(href, "d.href"),
    TEXT(slug, "d.slug"),
    TEXT(uid, "d.uid"),
    WHEN(published, "d.published", "d.published"),
    WHEN(updated, "d.updated", "d.updated"),
    WHEN(start, "d.start_at", "d.start"),
    WHEN(end, "d.end_at", "d.end"),
    NUMBER(modified, "d.modified"),
    NUMBER(from, "d.visible_from"),
    TEXT(lang, "t.lang"),
    TEXT(title, "t.title"),
    TEXT(subtitle, "t.subtitle"),
    TEXT(summary, "t.summary"),
    TEXT(alt, "t.picture_alt"),
    TEXT(title_lang, "t.title_lang"),
    TEXT(subtitle_lang, "t.subtitle_lang"),
    TEXT(summary_lang, "t.summary_lang"),
    FLAG(derived, "t.derived"),
    PICTURE(picture),
};
static const row_desc item_desc = ROW_READ(item_columns);
#undef ROW

static const row_select item_of = {&item_desc,
    "FROM doc d JOIN text t ON t.doc = d.id AND t.ui = ?2"
    " LEFT JOIN picture p ON p.id = d.picture"
    " WHERE d.id = ?1 AND d.visible_from <= ?3 AND ?3 < d.visible_until"};

typedef struct item_more { /* what the page shows and a list does not */
	th_str lang;
	th_time modified;
	const view_date *updated;
} item_more;

/* Until event_fill decides by meetings. When the end is a day, the event lasts until the end of
 * it. */
static bool is_past(query *q, const item_row *r)
{
	th_time day = 24 * 60 * 60;
	if (r->end.at != TH_NEVER)
		return r->end.at + (r->end.day_only ? day : 0) <= q->now;
	return th_str_eqz(r->kind, "event") && r->start.at != TH_NEVER &&
	       r->start.at + day <= q->now;
}

/* Names and addresses of the stories that an event led to. */
static void event_stories(query *q, th_str doc, view_links *out)
{
	th_str href, lang, title;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT d.href, d.lang, t.title FROM rel r JOIN doc d ON d.id = r.target"
	    " JOIN text t ON t.doc = d.id AND t.ui = '' WHERE r.doc = ?1 AND r.role = 'story'"
	    " AND d.visible_from <= ?2 AND ?2 < d.visible_until ORDER BY r.ord",
	    doc, q->now);
	while (ASK_ROW(q->e, q->a, st, &href, &lang, &title)) {
		view_link *l = TH_ADD(q->a, out);
		l->href = th_str_cat(q->a, query_base_of(q, lang), href);
		l->lang = query_lang(q, lang);
		l->label = title;
	}
}

static bool load_item(query *q, th_str doc, view_item *out, item_more *more)
{
	item_row r;
	sqlite3_stmt *st = ASK_FOR(q->e, &item_of, doc, q->ui, q->now);
	if (!ask_read(q->e, q->a, st, &item_desc, &r))
		return false;
	ask_done(st);
	out->href = th_str_cat(q->a, q->base, r.href);
	out->date = moment_date(q, &r.published);
	out->start = moment_date(q, &r.start);
	out->end = moment_date(q, &r.end);
	out->past = is_past(q, &r);
	out->title = r.title;
	out->subtitle = r.subtitle;
	out->summary = r.summary;
	out->picture = picture_view(q, &r.picture, r.alt);
	out->id = r.slug;
	out->lang = query_lang(q, r.lang);
	out->title_lang = query_lang(q, r.title_lang);
	out->subtitle_lang = query_lang(q, r.subtitle_lang);
	out->summary_lang = query_lang(q, r.summary_lang);
	out->lead = r.derived ? TH_S("") : r.summary;
	view_behind *behind = TH_NEW(q->a, view_behind);
	behind->uid = r.uid;
	behind->modified = r.modified > r.from ? r.modified : r.from;
	out->behind = behind;
	if (more != NULL) {
		more->modified = behind->modified;
		more->lang = r.lang;
		more->updated = moment_date(q, &r.updated);
	}
	query_doc_terms(q, doc, &out->terms);
	out->fields = query_doc_fields(q, doc);
	out->tone = row_tone(q, r.kind, out->id, out->fields);
	if (th_str_eqz(r.kind, "event")) {
		event_fill(q, doc, out, behind);
		if (out->past)
			event_stories(q, doc, &out->led_to);
	}
	if (th_str_eqz(r.kind, "kudos")) {
		query_doc_people(q, doc, "from", &out->people);
		query_doc_people(q, doc, "to", &out->people);
		query_doc_body(q, doc, r.lang, &out->html);
	}
	return true;
}

bool query_item_of(query *q, th_str doc, view_item *out)
{
	return load_item(q, doc, out, NULL);
}

void query_items_of(query *q, const th_strs *docs, view_items *out)
{
	for (size_t i = 0; i < docs->n; i++) {
		view_item item = {0};
		if (query_item_of(q, docs->v[i], &item))
			*TH_ADD(q->a, out) = item;
	}
}

static th_time start_of(const view_item *item)
{
	return item->start != NULL ? item->start->at : TH_NEVER;
}

static int earlier(const void *a, const void *b)
{
	const view_item *x = a, *y = b;
	th_time s = start_of(x), t = start_of(y);
	return s != t ? (s > t) - (s < t) : th_str_cmp(x->id, y->id);
}

static int later(const void *a, const void *b)
{
	const view_item *x = a, *y = b;
	th_time s = start_of(x), t = start_of(y);
	return s != t ? (s < t) - (s > t) : th_str_cmp(x->id, y->id);
}

static void count_stories(query *q, th_str kind, view_items *list)
{
	for (size_t f = 0; f < q->e->facet_count; f++) {
		if (!th_str_eq(q->e->facets[f].kind, kind))
			continue;
		const facet_list *l = set_facet(q, RANK_STORY, q->e->facets[f].name);
		th_set visible = set_select(q, RANK_STORY, NULL, TH_NONE);
		for (size_t i = 0; i < list->n; i++) {
			const facet_entry *x = facet_find(l, list->v[i].id);
			if (x != NULL)
				list->v[i].count = (int64_t)set_count_entry(&visible, x);
		}
	}
}

static th_strs ids_of(query *q, th_str kind)
{
	return query_ids(
	    q, ASK(q->e, "SELECT id FROM doc WHERE kind = ?1 ORDER BY pos DESC LIMIT ?2", kind,
		   LISTED_MAX));
}

static void load_items(
    query *q, th_str kind, const th_strs *ids, size_t limit, view_items *out, view_items *past)
{
	for (size_t i = 0; i < ids->n && out->n < limit; i++) {
		view_item item = {0};
		if (!query_item_of(q, ids->v[i], &item))
			continue;
		if (!item.past)
			*TH_ADD(q->a, out) = item;
		else if (past != NULL)
			*TH_ADD(q->a, past) = item;
	}
	if (th_str_eqz(kind, "event")) { /* coming: the next first; past: the last first */
		if (out->n > 1)
			qsort(out->v, out->n, sizeof(*out->v), earlier);
		if (past != NULL && past->n > 1)
			qsort(past->v, past->n, sizeof(*past->v), later);
	}
	count_stories(q, kind, out);
}

void query_items(query *q, th_str kind, view_items *out, view_items *past)
{
	th_strs ids = ids_of(q, kind);
	load_items(q, kind, &ids, SIZE_MAX, out, past);
}

void query_some(query *q, th_str kind, size_t limit, view_items *out)
{
	th_strs ids = {0};
	bool events = th_str_eqz(kind, "event");
	if (events)
		event_coming(q, limit, &ids);
	else
		ids = ids_of(q, kind);
	load_items(q, kind, &ids, events ? SIZE_MAX : limit, out, NULL);
	if (out->n > limit)
		out->n = limit;
}

bool query_has(query *q, th_str kind)
{
	return ask_any(q->e,
	    ASK(q->e,
		"SELECT 1 FROM doc d JOIN text t ON t.doc = d.id AND t.ui = ?2"
		" WHERE d.kind = ?1 AND d.visible_from <= ?3 AND ?3 < d.visible_until LIMIT 1",
		kind, q->ui, q->now));
}

void query_jobs_of(query *q, th_str facet, th_str term, size_t limit, view_items *out)
{
	th_strs ids = query_ids(
	    q, ASK(q->e,
		   "SELECT doc FROM doc_term WHERE facet = ?1 AND term = ?2 AND kind = 'job'"
		   " ORDER BY published DESC, doc LIMIT 40",
		   facet, term));
	for (size_t i = 0; i < ids.n && out->n < limit; i++) {
		view_item item = {0};
		if (!query_item_of(q, ids.v[i], &item) || item.past)
			continue;
		bool have = false;
		for (size_t k = 0; k < out->n; k++)
			have = have || th_str_eq(out->v[k].id, item.id);
		if (!have)
			*TH_ADD(q->a, out) = item;
	}
}

void query_jobs_near(query *q, const view_terms *terms, size_t limit, view_items *out, th_str *with)
{
	for (size_t i = 0; i < terms->n; i++) {
		const view_term *t = &terms->v[i];
		size_t before = out->n;
		if (th_str_eqz(t->facet, "team") || th_str_eqz(t->facet, "place"))
			query_jobs_of(q, t->facet, t->slug, limit, out);
		if (out->n > before && with->n > 0)
			*with = th_str_cat(q->a, *with, TH_S(", "));
		if (out->n > before)
			*with = th_str_cat(q->a, *with, t->label);
	}
}

static void item_stories(query *q, th_str doc, view_cards *out)
{
	th_strs ids = query_targets(q, doc, "story");
	for (size_t i = 0; i < ids.n; i++) {
		view_card card = {0};
		if (query_card(q, ids.v[i], &card))
			*TH_ADD(q->a, out) = card;
	}
}

bool query_item(query *q, th_str kind, th_str slug, view_item_page *out, th_time *modified)
{
	th_str doc = th_str_fmt(q->a, "%.*s/%.*s", TH_FMT(kind), TH_FMT(slug));
	item_more more = {0};
	if (!load_item(q, doc, &out->item, &more))
		return false;
	out->kind = th_str_dup(q->a, kind);
	out->updated = more.updated;
	*modified = more.modified;
	query_doc_body(q, doc, more.lang, &out->html);
	query_doc_people(q, doc, "contributor", &out->contributors);
	if (th_str_eqz(kind, "guideline"))
		query_doc_changes(q, doc, more.lang, out);
	if (th_str_eqz(kind, "brand"))
		query_doc_downloads(q, doc, &out->downloads);
	if (query_has_versions(q, doc, more.lang))
		out->versions = th_str_cat(q->a, out->item.href, TH_S("versions/"));
	bool somewhere = th_str_eqz(kind, "job") || th_str_eqz(kind, "event");
	for (size_t i = 0; somewhere && i < out->item.terms.n && out->place == NULL; i++)
		if (th_str_eqz(out->item.terms.v[i].facet, "place"))
			out->place = query_term_fields(q, TH_S("place"), out->item.terms.v[i].slug);
	item_stories(q, doc, &out->stories);
	if (th_str_eqz(kind, "job") && !out->item.past)
		out->programme = query_ambassadors(q, doc, &out->asked);
	return true;
}
