/* page_people.c -- everybody, or a selection of people, a page at a time: by name or, with
 * ?order=voices, in the order of voices on the start page. */
#include "list.h"
#include "teamhub/page.h"
#include "teamhub/route.h"
#include "teamhub/selection.h"

enum { PER_PAGE = 60 };

static const char by_turns[] = "order=voices";

static th_str query_of(hub_site *site, const selection *s, bool in_turn)
{
	th_str qs = selection_query(site->q.a, s);
	return in_turn ? th_str_fmt(site->q.a, "%.*s%s%s", TH_FMT(qs), qs.n ? "&" : "", by_turns)
		       : qs;
}

static th_str href_of(hub_site *site, const selection *s, bool in_turn)
{
	return url_of(site, TH_S("/people/"), query_of(site, s, in_turn), 1);
}

/* Leaves one page of them; false: there is no such page. */
static bool keep_page(hub_site *site, const request *req, view_people_page *people, bool in_turn)
{
	int64_t total = (int64_t)people->people.n, from = (req->number - 1) * PER_PAGE;
	int64_t of = total == 0 ? 1 : (total + PER_PAGE - 1) / PER_PAGE;
	if (req->number > of)
		return false;
	people->count_label = word_count(site, "people_count", total);
	if (from > 0) /* an empty list has no first one */
		people->people.v += from;
	people->people.n = (size_t)(total - from < PER_PAGE ? total - from : PER_PAGE);
	people->pages = page_numbers(
	    site, TH_S("/people/"), query_of(site, &req->queried, in_turn), req->number, of);
	return true;
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
	if ((order.n > 0 && !in_turn) || !selection_read(site, req))
		return 404;
	th_str words = selection_words(site, &req->selected), path = TH_S("/people/");
	people->heading = words.n ? words : word(site, "people");
	people->intro = words.n ? TH_S("") : word(site, "people_intro");
	page *p =
	    page_begin(site, req, "people", words.n ? words : word(site, "people"), people->intro);
	page_crumb(p, word(site, "people"), url_of(site, path, TH_NONE, 1));
	if (words.n > 0)
		page_crumb(p, words, href_of(site, &req->queried, in_turn));
	query_people(&site->q, &req->selected, &people->people);
	if (in_turn) {
		query_people_in_turn(&site->q, &people->people);
		query_turn(&site->q, &ans->turn_since, &ans->turn_until);
	}
	if (!keep_page(site, req, people, in_turn))
		return 404;
	/* The order of the day is not for search engines. */
	bool further = people->pages != NULL && !in_turn;
	page_address(p, path, selection_query(site->q.a, &req->queried), further ? req->number : 1,
	    further ? people->pages->of : 1);
	add_order(site, req, people, "people_by_name", false, in_turn);
	add_order(site, req, people, "people_in_turn", true, in_turn);
	query_people_filters(&site->q, &req->selected, &people->filters);
	list_link_options(site, req, &people->filters, path, in_turn ? by_turns : "");
	list_add_chips(site, req, &people->chips, path, in_turn ? by_turns : "");
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
