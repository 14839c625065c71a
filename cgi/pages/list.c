/* list.c -- a list of stories for any selection: cards, filters, chips, pages, feeds. Called by the
 * story list and by term pages, which differ only in what their address already selects. */
#include "list.h"
#include "share.h"
#include "teamhub/route.h"
#include "teamhub/selection.h"

/* Where the list with that selection is: at this address as long as it includes what the address
 * selects, else among all stories. Files have no second address for the same list. */
static th_str href_of(
    hub_site *site, const request *req, const selection *s, th_str path, const char *more)
{
	bool stories = req->fixed.facet.n > 0 || th_str_eqz(path, "/stories/");
	th_str own = site->files != NULL && stories ? share_term_page(site, s) : TH_NONE;
	if (own.n > 0)
		return url_of(site, own, TH_NONE, 1);
	if (req->fixed.facet.n == 0) {
		th_str qs = selection_query(site->q.a, s);
		const char *and = qs.n > 0 && more[0] != '\0' ? "&" : "";
		qs = th_str_fmt(site->q.a, "%.*s%s%s", TH_FMT(qs), and, more);
		return url_of(site, path, qs, 1);
	}
	if (!selection_has(s, req->fixed.facet, req->fixed.term) ||
	    (site->files != NULL && s->terms.n > 1))
		return url_of(site, TH_S("/stories/"), selection_query(site->q.a, s), 1);
	selection queried = selection_without(site->q.a, s, req->fixed.facet, req->fixed.term);
	for (size_t i = 0; i < queried.terms.n; i++)
		if (th_str_eq(queried.terms.v[i].facet, req->fixed.facet))
			return url_of(site, TH_S("/stories/"), selection_query(site->q.a, s), 1);
	return url_of(site, path, selection_query(site->q.a, &queried), 1);
}

/* Story counts are shown for the hub, a team, a topic; never for a person. */
static bool is_of_person(const request *req)
{
	for (size_t i = 0; i < req->selected.terms.n; i++)
		if (th_str_eqz(req->selected.terms.v[i].facet, "author"))
			return true;
	return false;
}

th_str list_count_label(const hub_site *site, const request *req, int64_t n)
{
	return is_of_person(req) ? word(site, "stories") : word_count(site, "stories_count", n);
}

void list_filters(hub_site *site, const request *req, view_filters *filters)
{
	query_filters(&site->q, &req->selected, filters);
	for (size_t i = 0; is_of_person(req) && i < filters->n; i++)
		for (size_t k = 0; k < filters->v[i].options.n; k++)
			filters->v[i].options.v[k].count = 0;
}

/* Leaves the options that lead to a page. */
static void link_options(
    hub_site *site, const request *req, view_filter *f, th_str path, const char *more)
{
	size_t kept = 0;
	for (size_t k = 0; k < f->options.n; k++) {
		view_option o = f->options.v[k];
		selection s = o.selected
				  ? selection_without(site->q.a, &req->selected, f->facet, o.slug)
				  : selection_with(site, &req->selected, f->facet, o.slug);
		if (!url_has_page(site, &s))
			continue;
		o.href = href_of(site, req, &s, path, more);
		f->options.v[kept++] = o;
	}
	f->options.n = kept;
}

void list_link_options(
    hub_site *site, const request *req, view_filters *filters, th_str path, const char *more)
{
	size_t kept = 0;
	for (size_t i = 0; i < filters->n; i++) {
		link_options(site, req, &filters->v[i], path, more);
		if (filters->v[i].options.n > 0)
			filters->v[kept++] = filters->v[i];
	}
	filters->n = kept;
}

void list_add_chips(
    hub_site *site, const request *req, view_links *chips, th_str path, const char *more)
{
	for (size_t i = 0; i < req->queried.terms.n; i++) {
		const selection_term *t = &req->queried.terms.v[i];
		view_term term = {0};
		if (!query_term(&site->q, t->facet, t->term, &term))
			continue;
		selection s = selection_without(site->q.a, &req->selected, t->facet, t->term);
		*TH_ADD(site->q.a, chips) =
		    (view_link){.href = href_of(site, req, &s, path, more), .label = term.label};
	}
}

/* In a list, search words are one more filter. */
static void add_chips(hub_site *site, const request *req, view_list *list, th_str path)
{
	if (req->queried.text.n > 0) {
		selection s = selection_without(site->q.a, &req->selected, TH_NONE, TH_NONE);
		s.text = TH_NONE;
		*TH_ADD(site->q.a, &list->chips) =
		    (view_link){.href = href_of(site, req, &s, path, ""),
			.label = word_fill(site, "search_quoted", req->queried.text, TH_NONE)};
	}
	list_add_chips(site, req, &list->chips, path, "");
	if (req->queried.terms.n > 0 || req->queried.text.n > 0)
		list->clear = url_of(site, path, TH_NONE, 1);
}

static int64_t pages_of(const hub_site *site, int64_t total)
{
	int64_t size = site_per_page(site->q.e);
	return total == 0 ? 1 : (total + size - 1) / size;
}

int64_t list_last_page(hub_site *site, request *req, const route *to)
{
	th_str path;
	bool list = to->handler == page_stories
			? selection_read(site, req)
			: to->handler == page_term && selection_of_term(site, req, &path);
	return list ? pages_of(site, query_count(&site->q, &req->selected)) : 1;
}

bool list_fill(answer *ans, page *p, const request *req, view_list *list, th_str path)
{
	hub_site *site = p->site;
	th_str qs = selection_query(site->q.a, &req->queried);
	int64_t size = site_per_page(site->q.e);
	list->total = query_count(&site->q, &req->selected);
	int64_t of = pages_of(site, list->total);
	if (req->number > of)
		return false;
	list->count_label = list_count_label(site, req, list->total);
	if (list->value)
		query_cards_critical(
		    &site->q, &req->selected, size, (req->number - 1) * size, size, &list->cards);
	else
		query_cards(&site->q, &req->selected, (req->number - 1) * size, size, &list->cards);
	list_filters(site, req, &list->filters);
	list_link_options(site, req, &list->filters, path, "");
	add_chips(site, req, list, path);
	list->pages = page_numbers(site, path, qs, req->number, of);
	th_str title = p->frame.title, words = selection_words(site, &req->selected);
	if (words.n > 0)
		title = th_str_fmt(site->q.a, "%.*s: %.*s", TH_FMT(title), TH_FMT(words));
	page_feeds(site, &list->feeds, path, qs, title);
	p->head.feeds = list->feeds;
	list->subscribe = url_of(site, th_str_cat(site->q.a, path, TH_S("subscribe/")), qs, 1);
	page_address(p, path, qs, req->number, of);
	if (site->files == NULL || share_has_kit(site, req))
		p->head.oembed = share_oembed(site, url_absolute(site, url_of(site, path, qs, 1)));
	p->head.noindex =
	    req->queried.terms.n > 1 ||
	    req->queried.text.n > 0; /* combinations are endless: link them, but index none */
	th_time modified = query_modified(&site->q, &req->selected);
	if (modified > ans->modified)
		ans->modified = modified;
	return true;
}
