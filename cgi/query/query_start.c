/* query_start.c -- the start page: a balanced selection of voices (query_voices.c, README.md),
 * values, programmes, coming events, and ways in. Called by the handlers. */
#include "query.h"

enum { PEOPLE = 12, ITEMS = 6, EVENTS = 3, WAYS = 12, LEAD_WORDS = 240 };

/* Prefers a lead in the page's language that has something to quote; it is one of the first voices
 * anyway. */
static size_t choose_lead(query *q, const view_cards *all, const th_strs *quotes)
{
	size_t first_in_lang = all->n;
	for (size_t i = 0; i < all->n; i++) {
		if (!th_str_eq(all->v[i].lang, q->ui))
			continue;
		if (quotes->v[i].n > 0)
			return i;
		if (first_in_lang == all->n)
			first_in_lang = i;
	}
	return first_in_lang < all->n ? first_in_lang : 0;
}

static th_str quote_at(query *q, int64_t pos)
{
	th_str quote = TH_NONE;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT t.quote FROM doc d JOIN text t ON t.doc = d.id AND t.ui = ''"
	    " WHERE d.kind = 'story' AND d.pos = ?1",
	    pos);
	ASK_ONE(q->e, q->a, st, &quote);
	return quote;
}

static void start_cards(query *q, view_start *out)
{
	voice_places places = {0};
	th_strs quotes = {0};
	view_cards all = {0};
	query_voices(q, &places);
	for (size_t i = 0; i < places.n; i++) {
		if (!query_card_at(q, places.v[i], TH_ADD(q->a, &all)))
			return; /* damaged */
		*TH_ADD(q->a, &quotes) = quote_at(q, places.v[i]);
	}
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
			all.v[i].summary = th_str_shorten(q->a, all.v[i].summary, LEAD_WORDS);
			out->lead = &all.v[i];
			out->lead_quote = quotes.v[i];
		} else {
			*TH_ADD(q->a, &out->cards) = all.v[i];
		}
	}
}

/* How many options of the filter have more stories than option `i`. */
static size_t fuller(const view_filter *f, size_t i)
{
	size_t n = 0;
	for (size_t k = 0; k < f->options.n; k++)
		n += f->options.v[k].count > f->options.v[i].count ||
		     (f->options.v[k].count == f->options.v[i].count && k < i);
	return n;
}

/* A facet with its largest terms, in the order of the facet. */
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

/* Facets whose terms are not documents of another collection: team, place, topic … */
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
	query_some(q, TH_S("value"), ITEMS, &out->values);
	query_some(q, TH_S("programme"), ITEMS, &out->programmes);
	query_some(q, TH_S("job"), ITEMS, &out->jobs);
	query_some(q, TH_S("event"), EVENTS, &out->events);
	start_ways(q, out);
}
