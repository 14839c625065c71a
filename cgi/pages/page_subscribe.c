/* page_subscribe.c -- explains in plain words what a feed is and lists the three addresses of a
 * selection. Visible feed links lead here, since browsers show a feed as raw XML. */
#include "share.h"
#include "teamhub/page.h"
#include "teamhub/route.h"
#include "teamhub/selection.h"

/* `list`: the address of the page, if it is not the folder of the feeds. `stories`: the share kit
 * can share them. */
static int show(answer *ans, hub_site *site, const request *req, th_str path, th_str list,
    th_str words, bool stories)
{
	view_subscribe *s = TH_NEW(site->q.a, view_subscribe);
	th_str qs = selection_query(site->q.a, &req->queried);
	th_str own = th_str_cat(site->q.a, path, TH_S("subscribe/"));
	if (req->number > 1)
		return 404;
	s->selection = words.n ? words : word(site, "all_stories");
	s->heading = word_fill(site, "subscribe_heading", s->selection, TH_NONE);
	s->page = url_of(site, list, qs, 1);
	page *p = page_begin(site, req, "feeds", s->heading, TH_NONE);
	page_address(p, own, qs, 1, 1);
	page_feeds(site, &s->feeds, path, qs,
	    words.n ? th_str_fmt(site->q.a, "%.*s: %.*s", TH_FMT(p->frame.title), TH_FMT(words))
		    : p->frame.title);
	p->head.feeds = s->feeds;
	if (stories && share_has_kit(site, req))
		s->kit =
		    url_of(site, TH_S("/feeds/"), selection_query(site->q.a, &req->selected), 1);
	page_crumb(p, s->selection, s->page);
	page_crumb(p, word(site, "feeds"), url_of(site, own, qs, 1));
	p->head.noindex = true;
	ans->modified = query_modified(&site->q, &req->selected);
	p->v.subscribe = s;
	return page_show(ans, p);
}

int subscribe_stories(answer *ans, hub_site *site, request *req)
{
	if (!selection_read(site, req))
		return 404;
	return show(ans, site, req, TH_S("/stories/"), TH_S("/stories/"),
	    selection_words(site, &req->selected), true);
}

int subscribe_term(answer *ans, hub_site *site, request *req)
{
	th_str path;
	if (!selection_of_term(site, req, &path))
		return 404;
	return show(ans, site, req, path, path, selection_words(site, &req->selected), true);
}

int subscribe_person(answer *ans, hub_site *site, request *req)
{
	th_str path, name;
	if (!selection_of_person(site, req, &path, &name))
		return 404;
	th_str words = selection_words(site, &req->queried);
	words = words.n ? th_str_fmt(site->q.a, "%.*s, %.*s", TH_FMT(name), TH_FMT(words)) : name;
	return show(ans, site, req, path, path, words, true);
}

int subscribe_search(answer *ans, hub_site *site, request *req)
{
	if (!selection_read(site, req) || req->queried.text.n == 0)
		return 404;
	return show(ans, site, req, TH_S("/search/"), TH_S("/search"),
	    selection_words(site, &req->selected), true);
}

int subscribe_people(answer *ans, hub_site *site, request *req)
{
	if (!selection_read(site, req))
		return 404;
	th_str words = selection_words(site, &req->selected), people = word(site, "people");
	words =
	    words.n ? th_str_fmt(site->q.a, "%.*s, %.*s", TH_FMT(people), TH_FMT(words)) : people;
	return show(ans, site, req, TH_S("/people/"), TH_S("/people/"), words, false);
}

int subscribe_items(answer *ans, hub_site *site, request *req)
{
	th_str path = kind_path(site->q.a, req->kind);
	if (!selection_is_none(site, req))
		return 404;
	return show(ans, site, req, path, path, kind_label(site, req->kind), false);
}

int subscribe_terms(answer *ans, hub_site *site, request *req)
{
	th_str path = th_str_fmt(site->q.a, "/%.*s/", TH_FMT(req->facet->path));
	if (!selection_is_none(site, req))
		return 404;
	return show(ans, site, req, path, path,
	    edition_facet_label(site->q.e, req->facet->name, site->q.ui, true), false);
}
