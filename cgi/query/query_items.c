/* query_items.c -- documents of the other collections, in lists and on their own page: values,
 * guidelines, programmes, events, kudos, jobs, terms. Called by the web room and by the pages that
 * show some of them. An event that is over and a job that is no longer open are `past`. */
#include "query.h"

#include <stdlib.h>

#define ITEM_SQL                                                                                   \
	"SELECT d.kind, d.href, d.published, d.published_offset, d.published_day, d.start_at,"     \
	" d.start_offset, d.start_day, d.end_at, d.end_offset, d.end_day, t.lang, t.title,"        \
	" t.subtitle, t.summary, t.picture_alt," PICTURE_COLUMNS                                   \
	", d.modified, d.visible_from, d.slug, d.updated, d.updated_offset, d.updated_day,"        \
	" t.title_lang, t.subtitle_lang, t.summary_lang, t.derived, d.uid"                         \
	" FROM doc d JOIN text t ON t.doc = d.id AND t.ui = ?2"                                    \
	" LEFT JOIN picture p ON p.id = d.picture"                                                 \
	" WHERE d.id = ?1 AND d.visible_from <= ?3 AND ?3 < d.visible_until"

typedef struct item_more { /* what the page shows beyond the list */
	th_str lang;
	th_time modified;
	const view_date *updated;
} item_more;

/* Before event_fill says so by its meetings. A day as end: until it is over. */
static bool is_past(query *q, th_str kind, th_time start, th_time end, bool end_day)
{
	th_time day = 24 * 60 * 60;
	if (end != TH_NEVER)
		return end + (end_day ? day : 0) <= q->now;
	return th_str_eqz(kind, "event") && start != TH_NEVER && start + day <= q->now;
}

/* Names and addresses of the stories that an event led to. */
static void event_stories(query *q, th_str doc, view_links *out)
{
	sqlite3_stmt *st = ask(q->e,
	    "SELECT d.href, d.lang, t.title FROM rel r JOIN doc d ON d.id = r.target"
	    " JOIN text t ON t.doc = d.id AND t.ui = '' WHERE r.doc = ?1 AND r.role = 'story'"
	    " AND d.visible_from <= ?2 AND ?2 < d.visible_until ORDER BY r.ord");
	ask_str(st, 1, doc);
	ask_int(st, 2, q->now);
	while (ask_row(q->e, st)) {
		view_link *l = TH_ADD(q->a, out);
		l->href = th_str_cat(q->a, query_base_of(q, row_peek(st, 1)), row_peek(st, 0));
		l->lang = row_lang(q, st, 1);
		l->label = row_str(q->a, st, 2);
	}
}

static bool load_item(query *q, th_str doc, view_item *out, item_more *more)
{
	sqlite3_stmt *st = ask(q->e, ITEM_SQL);
	ask_str(st, 1, doc);
	ask_str(st, 2, q->ui);
	ask_int(st, 3, q->now);
	if (!ask_row(q->e, st))
		return false;
	th_str kind = row_str(q->a, st, 0);
	out->href = th_str_cat(q->a, q->base, row_peek(st, 1));
	out->date =
	    row_date(q, row_time(st, 2), sqlite3_column_int64(st, 3), sqlite3_column_int(st, 4));
	th_time start = row_time(st, 5), end = row_time(st, 8);
	out->start =
	    row_date(q, row_time(st, 5), sqlite3_column_int64(st, 6), sqlite3_column_int(st, 7));
	out->end = row_date(q, end, sqlite3_column_int64(st, 9), sqlite3_column_int(st, 10));
	out->past = is_past(q, kind, start, end, sqlite3_column_int(st, 10) != 0);
	th_str lang = row_str(q->a, st, 11);
	out->title = row_str(q->a, st, 12);
	out->subtitle = row_str(q->a, st, 13);
	out->summary = row_str(q->a, st, 14);
	out->picture = row_picture(q, st, 16, row_str(q->a, st, 15));
	out->id = row_str(q->a, st, 27);
	out->lang = row_lang(q, st, 11);
	out->title_lang = row_lang(q, st, 31);
	out->subtitle_lang = row_lang(q, st, 32);
	out->summary_lang = row_lang(q, st, 33);
	out->lead = sqlite3_column_int(st, 34) ? TH_S("") : out->summary;
	view_behind *behind = TH_NEW(q->a, view_behind);
	th_time at = row_time(st, 25), from = row_time(st, 26);
	behind->uid = row_str(q->a, st, 35);
	behind->modified = at > from ? at : from;
	out->behind = behind;
	if (more != NULL) {
		more->modified = behind->modified;
		more->lang = lang;
		more->updated = row_date(
		    q, row_time(st, 28), sqlite3_column_int64(st, 29), sqlite3_column_int(st, 30));
	}
	ask_done(st);
	query_doc_terms(q, doc, &out->terms);
	out->fields = query_doc_fields(q, doc);
	out->tone = row_tone(q, kind, out->id, out->fields);
	if (th_str_eqz(kind, "event")) {
		event_fill(q, doc, out, behind);
		if (out->past)
			event_stories(q, doc, &out->led_to);
	}
	if (th_str_eqz(kind, "kudos")) {
		query_doc_people(q, doc, "from", &out->people);
		query_doc_people(q, doc, "to", &out->people);
		query_doc_body(q, doc, lang, &out->html);
	}
	return true;
}

bool query_item_of(query *q, th_str doc, view_item *out)
{
	return load_item(q, doc, out, NULL);
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

static void ids_of(query *q, th_str kind, th_strs *ids)
{
	sqlite3_stmt *st =
	    ask(q->e, "SELECT id FROM doc WHERE kind = ?1 ORDER BY pos DESC LIMIT ?2");
	ask_str(st, 1, kind);
	ask_int(st, 2, LISTED_MAX);
	while (ask_row(q->e, st))
		*TH_ADD(q->a, ids) = row_str(q->a, st, 0);
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
	if (th_str_eqz(kind, "event")) { /* coming: the next one first; over: the last one first */
		if (out->n > 1)
			qsort(out->v, out->n, sizeof(*out->v), earlier);
		if (past != NULL && past->n > 1)
			qsort(past->v, past->n, sizeof(*past->v), later);
	}
	count_stories(q, kind, out);
}

void query_items(query *q, th_str kind, view_items *out, view_items *past)
{
	th_strs ids = {0};
	ids_of(q, kind, &ids);
	load_items(q, kind, &ids, SIZE_MAX, out, past);
}

void query_some(query *q, th_str kind, size_t limit, view_items *out)
{
	th_strs ids = {0};
	bool events = th_str_eqz(kind, "event");
	if (events)
		event_coming(q, limit, &ids);
	else
		ids_of(q, kind, &ids);
	load_items(q, kind, &ids, events ? SIZE_MAX : limit, out, NULL);
	if (out->n > limit)
		out->n = limit;
}

bool query_has(query *q, th_str kind)
{
	sqlite3_stmt *st = ask(q->e, "SELECT 1 FROM doc d JOIN text t ON t.doc = d.id AND t.ui = ?2"
				     " WHERE d.kind = ?1 AND d.visible_from <= ?3 AND"
				     " ?3 < d.visible_until LIMIT 1");
	ask_str(st, 1, kind);
	ask_str(st, 2, q->ui);
	ask_int(st, 3, q->now);
	bool found = ask_row(q->e, st);
	ask_done(st);
	return found;
}

void query_jobs_of(query *q, th_str facet, th_str term, size_t limit, view_items *out)
{
	th_strs ids = {0};
	sqlite3_stmt *st =
	    ask(q->e, "SELECT doc FROM doc_term WHERE facet = ?1 AND term = ?2 AND kind = 'job'"
		      " ORDER BY published DESC, doc LIMIT 40");
	ask_str(st, 1, facet);
	ask_str(st, 2, term);
	while (ask_row(q->e, st))
		*TH_ADD(q->a, &ids) = row_str(q->a, st, 0);
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
