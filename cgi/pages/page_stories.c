/* page_stories.c -- all stories or any selection of them, and the page of a term, which is such a
 * selection with a text above; a programme's is a start page of its own. */
#include "item.h"
#include "list.h"
#include "teamhub/route.h"
#include "teamhub/selection.h"

/* Loads early what a visitor sees first in a list: the picture, or for a story without one, its
 * author's. */
static void show_first_early(th_arena *a, view_cards *cards)
{
	if (cards->n == 0)
		return;
	view_card *first = &cards->v[0];
	for (size_t i = 0; i < first->authors.n && first->picture == NULL; i++)
		first->authors.v[i].portrait = page_early(a, first->authors.v[i].portrait);
	first->picture = page_early(a, first->picture);
}

int page_stories(answer *ans, hub_site *site, request *req)
{
	view_list *list = TH_NEW(site->q.a, view_list);
	if (!selection_read(site, req))
		return 404;
	th_str words = selection_words(site, &req->selected);
	list->heading = words.n ? words : word(site, "all_stories");
	list->intro = words.n ? TH_S("") : word(site, "stories_intro");
	page *p =
	    page_begin(site, req, "stories", words.n ? words : word(site, "stories"), list->intro);
	page_crumb(p, word(site, "stories"), url_of(site, TH_S("/stories/"), TH_NONE, 1));
	if (words.n > 0)
		page_crumb(p, words,
		    url_of(site, TH_S("/stories/"), selection_query(site->q.a, &req->queried), 1));
	if (!list_fill(ans, p, req, list, TH_S("/stories/")))
		return 404;
	show_first_early(site->q.a, &list->cards);
	p->v.list = list;
	return page_show(ans, p);
}

/* A query that repeats the facet of the address selects among all stories. */
static bool asks_own_facet(const request *req)
{
	for (size_t i = 0; i < req->queried.terms.n; i++)
		if (th_str_eq(req->queried.terms.v[i].facet, req->facet->name))
			return true;
	return false;
}

/* The programme's stories with that term: on its own page, or as files, which have one address for
 * each list, among all. */
static th_str stories_of(hub_site *site, const request *req, const view_term *t, const char *file)
{
	selection s = {0};
	th_str path = site->files != NULL ? TH_S("/stories/")
					  : th_str_fmt(site->q.a, "/%.*s/%.*s/",
						TH_FMT(req->facet->path), TH_FMT(req->slug));
	if (site->files != NULL && site->files->terms > 1)
		s = selection_with(site, &s, req->facet->name, req->slug);
	s = selection_with(site, &s, t->facet, t->slug);
	return url_of(
	    site, th_str_cat(site->q.a, path, th_strz(file)), selection_query(site->q.a, &s), 1);
}

static void link_parts(hub_site *site, const request *req, view_programme *programme)
{
	for (size_t i = 0; i < programme->topics.n; i++) {
		view_expertise *x = &programme->topics.v[i];
		x->href = stories_of(site, req, &x->topic, "");
		x->feed = stories_of(site, req, &x->topic, th_feeds[TH_FEED_ATOM].file);
		x->subscribe = stories_of(site, req, &x->topic, "subscribe/");
	}
	for (size_t i = 0; i < programme->places.n; i++)
		programme->places.v[i].href =
		    stories_of(site, req, &programme->places.v[i].place, "");
}

/* The start page of a programme: not for further pages of its list, nor for part of it. */
static void show_programme(page *p, const request *req)
{
	hub_site *site = p->site;
	view_programme *programme = TH_NEW(site->q.a, view_programme);
	if (!th_str_eqz(req->facet->kind, "programme") || req->number > 1 ||
	    req->queried.terms.n > 0 || req->queried.text.n > 0 ||
	    !face_html_has(site_theme_face(site->theme), TH_S("programme")) ||
	    !query_programme(&site->q, req->facet->name, req->slug, programme))
		return;
	link_parts(site, req, programme);
	if (programme->join_label.n == 0)
		programme->join_label = word(site, "join");
	p->head.kind = TH_S("programme");
	p->v.programme = programme;
}

int page_term(answer *ans, hub_site *site, request *req)
{
	view_list *list = TH_NEW(site->q.a, view_list);
	view_term term = {0};
	req->fixed = (selection_term){req->facet->name, req->slug};
	if (!query_term(&site->q, req->facet->name, req->slug, &term) || !selection_read(site, req))
		return 404;
	if (asks_own_facet(req)) {
		ans->location = url_of(site, TH_S("/stories/"),
		    selection_query(site->q.a, &req->selected), req->number);
		return 301;
	}
	th_str path =
	    th_str_fmt(site->q.a, "/%.*s/%.*s/", TH_FMT(req->facet->path), TH_FMT(req->slug));
	th_str folder = th_str_fmt(site->q.a, "/%.*s/", TH_FMT(req->facet->path));
	if (!query_term_page(&site->q, req->facet->name, req->slug, list, &ans->modified))
		return 404;
	if (list->heading.n == 0)
		list->heading = term.label;
	page *p = page_begin(site, req, "term", list->heading,
	    term.summary.n ? term.summary
			   : word_fill(site, "term_description", term.label, TH_NONE));
	page_crumb(p, edition_facet_label(site->q.e, req->facet->name, site->q.ui, true),
	    url_of(site, folder, TH_NONE, 1));
	page_crumb(p, term.label, url_of(site, path, TH_NONE, 1));
	if (list->value) {
		list->write = material_write(site);
		list->propose = material_propose(site, req, TH_S("value"), term.label);
		material_sizes(site, &list->downloads);
	}
	if (!list_fill(ans, p, req, list, path))
		return 404;
	p->v.list = list;
	if (th_str_eqz(req->facet->kind, "programme"))
		page_share(p, req->facet->kind, req->slug, list->picture);
	show_programme(p, req);
	return page_show(ans, p);
}
