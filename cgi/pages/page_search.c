/* page_search.c -- search results: people, stories, other documents; without search words, only the
 * form. The words go into the page as text and to the edition as bytes; nothing here interprets
 * them. */
#include "list.h"
#include "teamhub/route.h"
#include "teamhub/selection.h"

static const th_str path = {"/search", sizeof "/search" - 1};

/* People guess /search/?q=. */
int search_moved(answer *ans, hub_site *site, request *req)
{
	if (site->files != NULL || req->json) /* the folder of its file */
		return page_search(ans, site, req);
	ans->location = url_of(site, path, url_encode_query(site->q.a, req->sent->raw_query), 1);
	return 301;
}

static th_str label_of(hub_site *site, const view_hit *hit)
{
	if (hit->kind_label.n > 0) /* a facet's, in the interface's language */
		return hit->kind_label;
	th_kind kind;
	if (!kind_named(&kind, hit->kind) || th_kinds[kind].pages != TH_PAGES_ITEMS)
		return TH_NONE;
	return word(site, th_str_fmt(site->q.a, "search_%s", th_kind_name[kind]).p);
}

/* The selection without search words, so that a new search keeps it. */
static void add_inputs(th_arena *a, const request *req, view_search *s)
{
	for (size_t i = 0; i < req->queried.terms.n; i++)
		*TH_ADD(a, &s->inputs) =
		    (view_input){req->queried.terms.v[i].facet, req->queried.terms.v[i].term};
}

/* When nothing was found: the same without filters, each word on its own, and the lists. */
static void add_ways(page *p, const request *req, view_search *s)
{
	hub_site *site = p->site;
	enum { WORDS = 4 };
	selection alone = {.text = req->queried.text};
	if (req->queried.terms.n > 0 && query_count(&site->q, &alone) > 0)
		*TH_ADD(site->q.a, &s->ways) =
		    (view_link){.href = url_of(site, path, selection_query(site->q.a, &alone), 1),
			.label = word_fill(site, "search_heading", req->queried.text, TH_NONE)};
	th_str rest = req->queried.text, part;
	size_t words = 0;
	while (th_str_chr(req->queried.text, ' ') > 0 && words < WORDS &&
	       th_str_split(&rest, ' ', &part)) {
		alone.text = part;
		if (part.n < 3 || query_count(&site->q, &alone) == 0)
			continue;
		*TH_ADD(site->q.a, &s->ways) =
		    (view_link){.href = url_of(site, path, selection_query(site->q.a, &alone), 1),
			.label = word_fill(site, "search_alone", part, TH_NONE)};
		words++;
	}
	for (size_t i = 0; i < p->frame.nav.n; i++)
		*TH_ADD(site->q.a, &s->ways) = p->frame.nav.v[i];
}

static void add_meant(hub_site *site, const request *req, view_search *s)
{
	th_str meant = query_meant(&site->q, &req->queried);
	if (meant.n == 0)
		return;
	selection other = {.text = meant};
	view_link *link = TH_NEW(site->q.a, view_link);
	*link = (view_link){
	    .href = url_of(site, path, selection_query(site->q.a, &other), 1), .label = meant};
	s->meant = link;
}

static bool find(page *p, const request *req, view_search *s)
{
	hub_site *site = p->site;
	th_str qs = selection_query(site->q.a, &req->queried);
	int64_t size = site_per_page(site->q.e);
	query_search(&site->q, &req->selected, (req->number - 1) * size, size, s);
	int64_t of = s->total == 0 ? 1 : (s->total + size - 1) / size;
	if (req->number > of)
		return false;
	for (size_t i = 0; i < s->jobs.n; i++)
		s->jobs.v[i].kind_label = label_of(site, &s->jobs.v[i]);
	for (size_t i = 0; i < s->others.n; i++)
		s->others.v[i].kind_label = label_of(site, &s->others.v[i]);
	s->count_label = list_count_label(site, req, s->total);
	if (s->total > 0 || req->queried.terms.n > 0)
		list_filters(site, req, &s->filters);
	list_link_options(site, req, &s->filters, path, "");
	list_add_chips(site, req, &s->chips, path, "");
	selection question = {.text = req->queried.text};
	if (req->queried.terms.n > 0)
		s->clear = url_of(site, path, selection_query(site->q.a, &question), 1);
	s->pages = page_numbers(site, path, qs, req->number, of);
	page_feeds(site, &s->feeds, TH_S("/search/"), qs, s->heading);
	p->head.feeds = s->feeds;
	s->subscribe = url_of(site, TH_S("/search/subscribe/"), qs, 1);
	page_address(p, path, qs, req->number, of);
	s->nothing = s->total == 0 && s->people.n == 0 && s->jobs.n == 0 && s->others.n == 0;
	if (s->nothing) {
		if (!s->common)
			add_meant(site, req, s);
		add_ways(p, req, s);
	}
	return true;
}

int page_search(answer *ans, hub_site *site, request *req)
{
	view_search *s = TH_NEW(site->q.a, view_search);
	if (!selection_read(site, req))
		return 404;
	s->question = req->queried.text;
	s->asked = req->queried.text.n > 0;
	if (!site_has_search(site))
		return 404;
	s->action = url_of(site, path, TH_NONE, 1);
	if (site->files != NULL)
		s->index = th_str_cat(site->q.a, site->q.prefix, TH_S("/pagefind/"));
	s->heading = s->asked ? word_fill(site, "search_heading", s->question, TH_NONE)
			      : word(site, "search");
	page *p = page_begin(site, req, "search", s->heading, TH_NONE);
	page_crumb(p, word(site, "search"), s->action);
	add_inputs(site->q.a, req, s);
	if (s->asked && !find(p, req, s))
		return 404;
	if (!s->asked) {
		if (req->number > 1)
			return 404;
		page_address(p, path, selection_query(site->q.a, &req->queried), 1, 1);
		s->ways = p->frame.nav;
	}
	p->head.noindex = true;
	p->v.search = s;
	return page_show(ans, p);
}
