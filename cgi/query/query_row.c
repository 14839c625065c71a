/* query_row.c -- turns columns into pieces of views: dates in words, pictures, the body and fields
 * of a document; and caches people, terms and dates between requests. Called by the other query
 * files. */
#include "query_rows.h"

enum { KEPT_UI_MAX = 16 };

ui_kept *kept_of(query *q)
{
	size_t n = 0;
	for (ui_kept *k = q->e->kept; k != NULL; k = k->next, n++)
		if (th_str_eq(k->ui, q->ui) && th_str_eq(k->base, q->base) &&
		    th_str_eq(k->prefix, q->prefix))
			return k;
	/* More prefixes than a hub has languages: cache nothing beyond this request. */
	th_arena *a = n < KEPT_UI_MAX ? q->e->a : q->a;
	ui_kept *k = TH_NEW(a, ui_kept);
	k->ui = th_str_dup(a, q->ui);
	k->prefix = th_str_dup(a, q->prefix);
	k->base = th_str_dup(a, q->base);
	th_map_init(&k->people, a);
	th_map_init(&k->terms, a);
	th_map_init(&k->days, a);
	if (a == q->e->a) {
		k->next = q->e->kept;
		q->e->kept = k;
	}
	return k;
}

/* A day in words; empty: the edition has none. */
static th_str day_label(query *q, th_arena *a, th_str day)
{
	th_str label = TH_NONE;
	sqlite3_stmt *st =
	    ASK(q->e, "SELECT label FROM day WHERE day = ?1 AND ui = ?2", day, q->ui);
	ASK_ONE(q->e, a, st, &label);
	return label;
}

/* Puts the numbers of `day` into the label of its month; keeps the label when the edition has
 * none. */
static void month_label(query *q, th_arena *a, th_str day, th_str *label)
{
	th_str month = th_str_sub(day, 4, 7), number = th_str_sub(day, 8, 10), rest;
	th_buf b = {0};
	rest = day_label(q, q->a, month);
	if (th_str_starts(number, TH_S("0")))
		number = th_str_sub(number, 1, 2);
	while (rest.n > 0) {
		bool d = th_str_starts(rest, TH_S("{d}")), y = th_str_starts(rest, TH_S("{y}"));
		th_buf_add(&b, d ? number : y ? th_str_sub(day, 0, 4) : th_str_sub(rest, 0, 1));
		rest = th_str_sub(rest, d || y ? 3 : 1, rest.n);
	}
	if (b.n > 0)
		*label = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
}

th_str row_day(query *q, th_str day)
{
	ui_kept *k = kept_of(q);
	const th_str *kept = th_map_get(&k->days, day);
	if (kept != NULL)
		return *kept;
	bool keep = kept_room(q->e) && k->days.arena == q->e->a;
	th_arena *a = keep ? q->e->a : q->a;
	th_str *label = TH_NEW(a, th_str);
	*label = day_label(q, a, day);
	if (label->n == 0) { /* a meeting of an endless rule */
		*label = th_str_dup(a, day);
		month_label(q, a, day, label);
	}
	if (keep) {
		th_map_put(&k->days, th_str_dup(a, day), label);
		kept_count_one(q->e);
	}
	return *label;
}

th_str query_day(query *q, th_time wall)
{
	return row_day(q, th_str_sub(th_time_rfc3339(q->a, wall, 0), 0, 10));
}

const view_date *row_date(query *q, th_time at, int64_t offset, bool day_only)
{
	if (at == TH_NEVER)
		return NULL;
	view_date *d = TH_NEW(q->a, view_date);
	d->at = at;
	d->iso = th_time_rfc3339(q->a, at, (int)offset);
	d->label = row_day(q, th_str_sub(d->iso, 0, 10));
	d->time = day_only ? TH_NONE : th_str_sub(d->iso, 11, 16);
	return d;
}

const view_date *moment_date(query *q, const row_moment *m)
{
	return row_date(q, m->at, m->offset, m->day_only);
}

const view_picture *picture_view(query *q, const picture_row *r, th_str alt)
{
	if (r->src.n == 0)
		return NULL;
	view_picture *p = TH_NEW(q->a, view_picture);
	*p = (view_picture){.src = r->src,
	    .type = r->type,
	    .srcset = r->srcset,
	    .webp = r->webp,
	    .colour = r->colour,
	    .width = r->width,
	    .height = r->height,
	    .alt = alt,
	    .generated = th_str_starts(r->id, TH_S(":"))};
	ptrdiff_t space = th_str_chr(r->focus, ' ');
	if (space > 0) {
		p->focus_x = th_str_sub(r->focus, 0, (size_t)space);
		p->focus_y = th_str_sub(r->focus, (size_t)space + 1, r->focus.n);
	}
	return p;
}

th_str query_lang(query *q, th_str lang)
{
	return th_str_eq(lang, q->ui) ? TH_S("") : lang;
}

th_strs query_ids(query *q, sqlite3_stmt *st)
{
	th_strs ids = {0};
	th_str id;
	while (ASK_ROW(q->e, q->a, st, &id))
		*TH_ADD(q->a, &ids) = id;
	return ids;
}

void query_doc_body(query *q, th_str doc, th_str lang, th_str *html)
{
	*html = TH_NONE;
	ASK_ONE(q->e, q->a,
	    ASK(q->e, "SELECT html FROM body WHERE doc = ?1 AND lang = ?2", doc, lang), html);
}

const th_dict *query_doc_fields(query *q, th_str doc)
{
	th_pairs pairs = {0};
	th_pair p;
	sqlite3_stmt *st =
	    ASK(q->e, "SELECT name, value FROM field WHERE doc = ?1 ORDER BY name", doc);
	while (ASK_ROW(q->e, q->a, st, &p.key, &p.value))
		*TH_ADD(q->a, &pairs) = p;
	th_dict *d = TH_NEW(q->a, th_dict);
	*d = (th_dict){pairs.v, pairs.n};
	return d;
}

th_str row_tone(query *q, th_str kind, th_str slug, const th_dict *fields)
{
	if (!th_str_eqz(kind, "programme"))
		return TH_S("");
	for (size_t i = 0; i < fields->n; i++)
		if (th_str_starts(fields->pairs[i].key, TH_S("colours.")))
			return th_str_cat(q->a, TH_S("th-in-"), slug);
	return TH_S("");
}

const th_dict *query_term_fields(query *q, th_str facet, th_str slug)
{
	return query_doc_fields(q, th_str_fmt(q->a, "term/%.*s/%.*s", TH_FMT(facet), TH_FMT(slug)));
}

th_str query_base_of(query *q, th_str lang)
{
	const th_strs *all = edition_languages(q->e);
	if (all->n == 0 || th_str_eq(all->v[0], lang) || !th_strs_has(all, lang))
		return q->prefix;
	return th_str_fmt(q->a, "%.*s/%.*s", TH_FMT(q->prefix), TH_FMT(lang));
}
