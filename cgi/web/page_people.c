/* page_people.c -- everyone, or those of a selection: the wall of faces, by name or, by
 * ?order=voices, as the voices take turns on the start page. */
#include "page.h"

static th_str href_of(page *p, const selection *s, bool in_turn)
{
	th_str qs = selection_query(p, s);
	if (in_turn)
		qs = qs.n ? th_str_cat(p->a, qs, TH_S("&order=voices")) : TH_S("order=voices");
	return url_of(p, TH_S("/people/"), qs, 1);
}

static void link_options(page *p, view_filters *filters, bool in_turn)
{
	for (size_t i = 0; i < filters->n; i++)
		for (size_t k = 0; k < filters->v[i].options.n; k++) {
			view_option *o = &filters->v[i].options.v[k];
			th_str facet = filters->v[i].facet;
			selection s = o->selected ? selection_without(p, &p->all, facet, o->slug)
						  : selection_with(p, &p->all, facet, o->slug);
			o->href = href_of(p, &s, in_turn);
		}
}

static void add_order(page *p, view_people_page *people, const char *key, bool turn, bool now)
{
	*TH_ADD(p->a, &people->orders) = (view_link){
	    .href = href_of(p, &p->asked, turn), .label = word(p, key), .current = turn == now};
}

int page_people(page *p)
{
	view_people_page *people = TH_NEW(p->a, view_people_page);
	th_str order = request_take(p->r, PARAM_ORDER);
	bool in_turn = th_str_eqz(order, "voices");
	if ((order.n > 0 && !in_turn) || !selection_read(p) || p->number > 1)
		return 404;
	th_str words = selection_words(p, &p->all), path = TH_S("/people/");
	people->heading = words.n ? words : word(p, "people");
	people->intro = words.n ? TH_S("") : word(p, "people_intro");
	page_begin(p, "people", words.n ? words : word(p, "people"), people->intro);
	page_address(p, path, selection_query(p, &p->asked), 1, 1);
	page_crumb(p, word(p, "people"), url_of(p, path, TH_NONE, 1));
	if (words.n > 0)
		page_crumb(p, words, href_of(p, &p->asked, in_turn));
	query_people(&p->q, &p->all, &people->people);
	if (in_turn) {
		query_people_in_turn(&p->q, &people->people);
		query_turn(&p->q, &p->turn_since, &p->turn_until);
	}
	add_order(p, people, "people_by_name", false, in_turn);
	add_order(p, people, "people_in_turn", true, in_turn);
	query_people_filters(&p->q, &p->all, &people->filters);
	link_options(p, &people->filters, in_turn);
	people->count_label = word_count(p, "people_count", (int64_t)people->people.n);
	for (size_t i = 0; i < p->asked.terms.n; i++) {
		const selection_term *t = &p->asked.terms.v[i];
		view_term term = {0};
		if (!query_term(&p->q, t->facet, t->term, &term))
			continue;
		selection s = selection_without(p, &p->all, t->facet, t->term);
		*TH_ADD(p->a, &people->chips) =
		    (view_link){.href = href_of(p, &s, in_turn), .label = term.label};
	}
	if (p->asked.terms.n > 0)
		people->clear = href_of(p, &(selection){0}, in_turn);
	th_str title =
	    words.n ? th_str_fmt(p->a, "%.*s, %.*s", TH_FMT(word(p, "people")), TH_FMT(words))
		    : word(p, "people");
	page_subscribe(
	    p, &people->feeds, &people->subscribe, path, selection_query(p, &p->asked), title);
	p->head.noindex = p->asked.terms.n > 1;
	selection all = {0};
	p->modified = query_modified(&p->q, &all);
	if (people->people.n > 0)
		people->people.v[0].portrait = page_early(p, people->people.v[0].portrait);
	p->v.people = people;
	return page_show(p);
}
