/* query_row.c -- from the columns of a row to pieces of views: dates in words, pictures, the body
 * and the fields of a document; and what is kept of people, terms and dates between requests.
 * Called by the other query files. */
#include "query.h"

enum { KEPT_UI_MAX = 16 };

ui_kept *kept_of(query *q)
{
	size_t n = 0;
	for (ui_kept *k = q->e->kept; k != NULL; k = k->next, n++)
		if (th_str_eq(k->ui, q->ui) && th_str_eq(k->base, q->base) &&
		    th_str_eq(k->prefix, q->prefix))
			return k;
	/* More addresses than a hub has languages: then nothing is kept beyond the request. */
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

/* The numbers of `day` put into the label of its month; it stays when the edition has none. */
static void month_label(query *q, th_arena *a, th_str day, th_str *label)
{
	th_str month = th_str_sub(day, 4, 7), number = th_str_sub(day, 8, 10), rest;
	th_buf b = {0};
	sqlite3_stmt *st = ask(q->e, "SELECT label FROM day WHERE day = ?1 AND ui = ?2");
	ask_str(st, 1, month);
	ask_str(st, 2, q->ui);
	rest = ask_row(q->e, st) ? row_str(q->a, st, 0) : TH_NONE;
	ask_done(st);
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
	sqlite3_stmt *st = ask(q->e, "SELECT label FROM day WHERE day = ?1 AND ui = ?2");
	ask_str(st, 1, day);
	ask_str(st, 2, q->ui);
	bool known = ask_row(q->e, st);
	*label = known ? row_str(a, st, 0) : th_str_dup(a, day);
	ask_done(st);
	if (!known) /* a meeting of a rule that goes on */
		month_label(q, a, day, label);
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

const view_picture *row_picture(query *q, sqlite3_stmt *st, int i, th_str alt)
{
	if (sqlite3_column_type(st, i) == SQLITE_NULL)
		return NULL;
	view_picture *p = TH_NEW(q->a, view_picture);
	p->src = row_str(q->a, st, i);
	p->type = row_str(q->a, st, i + 1);
	p->srcset = row_str(q->a, st, i + 2);
	p->webp = row_str(q->a, st, i + 3);
	p->colour = row_str(q->a, st, i + 4);
	p->width = sqlite3_column_int64(st, i + 5);
	p->height = sqlite3_column_int64(st, i + 6);
	p->alt = alt;
	p->generated = th_str_starts(row_peek(st, i + 7), TH_S(":"));
	th_str focus = row_str(q->a, st, i + 8);
	ptrdiff_t space = th_str_chr(focus, ' ');
	if (space > 0) {
		p->focus_x = th_str_sub(focus, 0, (size_t)space);
		p->focus_y = th_str_sub(focus, (size_t)space + 1, focus.n);
	}
	return p;
}

th_str row_lang(query *q, sqlite3_stmt *st, int i)
{
	th_str lang = row_peek(st, i);
	return th_str_eq(lang, q->ui) ? TH_S("") : row_str(q->a, st, i);
}

void query_doc_body(query *q, th_str doc, th_str lang, th_str *html)
{
	sqlite3_stmt *st = ask(q->e, "SELECT html FROM body WHERE doc = ?1 AND lang = ?2");
	ask_str(st, 1, doc);
	ask_str(st, 2, lang);
	*html = ask_row(q->e, st) ? row_str(q->a, st, 0) : TH_NONE;
	ask_done(st);
}

const th_dict *query_doc_fields(query *q, th_str doc)
{
	th_pairs pairs = {0};
	sqlite3_stmt *st = ask(q->e, "SELECT name, value FROM field WHERE doc = ?1 ORDER BY name");
	ask_str(st, 1, doc);
	while (ask_row(q->e, st)) {
		th_pair *p = TH_ADD(q->a, &pairs);
		p->key = row_str(q->a, st, 0);
		p->value = row_str(q->a, st, 1);
	}
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
