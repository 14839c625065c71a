/* page_people.c -- everybody, or a selection of people: by name or, with ?order=voices, in the
 * order of voices on the start page. */
#include "teamhub/page.h"
#include "teamhub/route.h"
#include "teamhub/selection.h"

static th_str href_of(hub_site *site, const selection *s, bool in_turn)
{
	th_str qs = selection_query(site->q.a, s);
	if (in_turn)
		qs = qs.n ? th_str_cat(site->q.a, qs, TH_S("&order=voices")) : TH_S("order=voices");
	return url_of(site, TH_S("/people/"), qs, 1);
}

static void link_options(hub_site *site, const request *req, view_filters *filters, bool in_turn)
{
	for (size_t i = 0; i < filters->n; i++)
		for (size_t k = 0; k < filters->v[i].options.n; k++) {
			view_option *o = &filters->v[i].options.v[k];
			th_str facet = filters->v[i].facet;
			selection s =
			    o->selected
				? selection_without(site->q.a, &req->selected, facet, o->slug)
				: selection_with(site, &req->selected, facet, o->slug);
			o->href = href_of(site, &s, in_turn);
		}
}

static void add_order(hub_site *site, const request *req, view_people_page *people, const char *key,
    bool turn, bool now)
{
	*TH_ADD(site->q.a, &people->orders) =
	    (view_link){.href = href_of(site, &req->queried, turn),
		.label = word(site, key),
		.current = turn == now};
}

int page_people(answer *ans, hub_site *site, request *req)
{
	view_people_page *people = TH_NEW(site->q.a, view_people_page);
	th_str order = request_take(req->sent, PARAM_ORDER);
	bool in_turn = th_str_eqz(order, "voices");
	if ((order.n > 0 && !in_turn) || !selection_read(site, req) || req->number > 1)
		return 404;
	th_str words = selection_words(site, &req->selected), path = TH_S("/people/");
	people->heading = words.n ? words : word(site, "people");
	people->intro = words.n ? TH_S("") : word(site, "people_intro");
	page *p =
	    page_begin(site, req, "people", words.n ? words : word(site, "people"), people->intro);
	page_address(p, path, selection_query(site->q.a, &req->queried), 1, 1);
	page_crumb(p, word(site, "people"), url_of(site, path, TH_NONE, 1));
	if (words.n > 0)
		page_crumb(p, words, href_of(site, &req->queried, in_turn));
	query_people(&site->q, &req->selected, &people->people);
	if (in_turn) {
		query_people_in_turn(&site->q, &people->people);
		query_turn(&site->q, &ans->turn_since, &ans->turn_until);
	}
	add_order(site, req, people, "people_by_name", false, in_turn);
	add_order(site, req, people, "people_in_turn", true, in_turn);
	query_people_filters(&site->q, &req->selected, &people->filters);
	link_options(site, req, &people->filters, in_turn);
	people->count_label = word_count(site, "people_count", (int64_t)people->people.n);
	for (size_t i = 0; i < req->queried.terms.n; i++) {
		const selection_term *t = &req->queried.terms.v[i];
		view_term term = {0};
		if (!query_term(&site->q, t->facet, t->term, &term))
			continue;
		selection s = selection_without(site->q.a, &req->selected, t->facet, t->term);
		*TH_ADD(site->q.a, &people->chips) =
		    (view_link){.href = href_of(site, &s, in_turn), .label = term.label};
	}
	if (req->queried.terms.n > 0)
		people->clear = href_of(site, &(selection){0}, in_turn);
	th_str title = words.n ? th_str_fmt(site->q.a, "%.*s, %.*s", TH_FMT(word(site, "people")),
				     TH_FMT(words))
			       : word(site, "people");
	page_subscribe(p, &people->feeds, &people->subscribe, path,
	    selection_query(site->q.a, &req->queried), title);
	p->head.noindex = req->queried.terms.n > 1;
	selection all = {0};
	ans->modified = query_modified(&site->q, &all);
	if (people->people.n > 0)
		people->people.v[0].portrait = page_early(site->q.a, people->people.v[0].portrait);
	p->v.people = people;
	return page_show(ans, p);
}
