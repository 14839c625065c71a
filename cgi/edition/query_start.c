/* query_start.c -- the start page: a balanced selection of voices (the order was made by publish,
 * see README.md), values, programmes, what comes next, and the ways in. Called by the web room. */
#include "inside.h"

enum { CARDS = 12, PEOPLE = 12, ITEMS = 6, EVENTS = 3, WAYS = 12 };

/* The lead speaks the page's language and has something to quote, where there is one; it is among
 * the first that are shown anyway. */
static size_t choose_lead(query *q, const view_cards *all, const th_strs *quotes)
{
	size_t first_in_lang = all->n;
	for (size_t i = 0; i < all->n && i < CARDS; i++) {
		if (!th_str_eq(all->v[i].lang, q->ui))
			continue;
		if (quotes->v[i].n > 0)
			return i;
		if (first_in_lang == all->n)
			first_in_lang = i;
	}
	return first_in_lang < all->n ? first_in_lang : 0;
}

static void start_cards(query *q, view_start *out)
{
	th_strs ids = {0}, quotes = {0};
	sqlite3_stmt *st = ask(q->e,
	    "SELECT b.doc, t.quote FROM balance b JOIN doc d ON d.id = b.doc"
	    " JOIN text t ON t.doc = b.doc AND t.ui = ''"
	    " WHERE d.visible_from <= ?1 AND ?1 < d.visible_until ORDER BY b.pos LIMIT 13");
	ask_int(st, 1, q->now);
	while (ask_row(q->e, st)) {
		*TH_ADD(q->a, &ids) = row_str(q->a, st, 0);
		*TH_ADD(q->a, &quotes) = row_str(q->a, st, 1);
	}
	view_cards all = {0};
	for (size_t i = 0; i < ids.n; i++)
		if (!query_card(q, ids.v[i], TH_ADD(q->a, &all)))
			return; /* damaged */
	if (all.n == 0)
		return;
	size_t lead = choose_lead(q, &all, &quotes);
	for (size_t i = 0; i < all.n; i++) {
		for (size_t k = 0; k < all.v[i].authors.n && out->people.n < PEOPLE; k++) {
			const view_person *p = &all.v[i].authors.v[k];
			bool have = false;
			for (size_t m = 0; m < out->people.n; m++)
				have = have || th_str_eq(out->people.v[m].id, p->id);
			if (!have)
				*TH_ADD(q->a, &out->people) = *p;
		}
		if (i == lead) {
			out->lead = &all.v[i];
			out->lead_quote = quotes.v[i];
		} else {
			*TH_ADD(q->a, &out->cards) = all.v[i];
		}
	}
}

static void some(query *q, const char *kind, size_t limit, view_items *out)
{
	query_items(q, th_strz(kind), out, NULL);
	if (out->n > limit)
		out->n = limit;
}

/* How many options of the filter are fuller than option `i`. */
static size_t fuller(const view_filter *f, size_t i)
{
	size_t n = 0;
	for (size_t k = 0; k < f->options.n; k++)
		n += f->options.v[k].count > f->options.v[i].count ||
		     (f->options.v[k].count == f->options.v[i].count && k < i);
	return n;
}

/* A facet with its fullest terms, in the order of the facet. */
static void add_way(query *q, const edition_facet *facet, const view_filter *f, view_start *out)
{
	view_facet *way = TH_ADD(q->a, &out->ways);
	*way = (view_facet){.name = facet->name, .label = f->label};
	way->plural = edition_facet_label(q->e, facet->name, q->ui, true);
	way->href = th_str_fmt(q->a, "%.*s/%.*s/", TH_FMT(q->base), TH_FMT(facet->path));
	for (size_t i = 0; i < f->options.n; i++) {
		view_term t;
		if (fuller(f, i) >= WAYS || !query_term(q, facet->name, f->options.v[i].slug, &t))
			continue;
		t.count = f->options.v[i].count;
		*TH_ADD(q->a, &way->terms) = t;
	}
}

/* Facets whose terms are no documents of a collection of their own: team, place, topic … */
static void start_ways(query *q, view_start *out)
{
	selection all = {0};
	view_filters filters = {0};
	query_filters(q, &all, &filters);
	for (size_t i = 0; i < q->e->facet_count; i++)
		for (size_t k = 0; k < filters.n; k++)
			if (th_str_eqz(q->e->facets[i].kind, "term") &&
			    th_str_eq(filters.v[k].facet, q->e->facets[i].name))
				add_way(q, &q->e->facets[i], &filters.v[k], out);
}

void query_start(query *q, view_start *out)
{
	start_cards(q, out);
	some(q, "value", ITEMS, &out->values);
	some(q, "programme", ITEMS, &out->programmes);
	some(q, "job", ITEMS, &out->jobs);
	some(q, "event", EVENTS, &out->events);
	start_ways(q, out);
}
