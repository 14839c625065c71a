/* page_subscribe.c -- says in plain words what a feed is and gives the three addresses of one
 * selection. The visible feed links of a page lead here, since a browser shows a feed as raw XML.
 */
#include "page.h"

/* `list`: the address of the page, where it is not the folder of the feeds. `stories`: the share
 * kit can hand them on. */
static int show(page *p, th_str path, th_str list, th_str words, bool stories)
{
	view_subscribe *s = TH_NEW(p->a, view_subscribe);
	th_str qs = selection_query(p, &p->asked);
	th_str own = th_str_cat(p->a, path, TH_S("subscribe/"));
	if (p->number > 1)
		return 404;
	s->selection = words.n ? words : word(p, "all_stories");
	s->heading = word_fill(p, "subscribe_heading", s->selection, TH_NONE);
	s->page = url_of(p, list, qs, 1);
	page_begin(p, "feeds", s->heading, TH_NONE);
	page_address(p, own, qs, 1, 1);
	page_feeds(p, &s->feeds, path, qs,
	    words.n ? th_str_fmt(p->a, "%.*s: %.*s", TH_FMT(p->site.title), TH_FMT(words))
		    : p->site.title);
	p->head.feeds = s->feeds;
	if (stories && share_has(p, "share"))
		s->kit = url_of(p, TH_S("/feeds/"), selection_query(p, &p->all), 1);
	page_crumb(p, s->selection, s->page);
	page_crumb(p, word(p, "feeds"), url_of(p, own, qs, 1));
	p->head.noindex = true;
	p->modified = query_modified(&p->q, &p->all);
	p->v.subscribe = s;
	return page_show(p);
}

int subscribe_stories(page *p)
{
	if (!selection_read(p))
		return 404;
	return show(p, TH_S("/stories/"), TH_S("/stories/"), selection_words(p, &p->all), true);
}

int subscribe_term(page *p)
{
	th_str path;
	if (!selection_of_term(p, &path))
		return 404;
	return show(p, path, path, selection_words(p, &p->all), true);
}

int subscribe_person(page *p)
{
	th_str path, name;
	if (!selection_of_person(p, &path, &name))
		return 404;
	th_str words = selection_words(p, &p->asked);
	words = words.n ? th_str_fmt(p->a, "%.*s, %.*s", TH_FMT(name), TH_FMT(words)) : name;
	return show(p, path, path, words, true);
}

int subscribe_search(page *p)
{
	if (!selection_read(p) || p->asked.text.n == 0)
		return 404;
	return show(p, TH_S("/search/"), TH_S("/search"), selection_words(p, &p->all), true);
}

int subscribe_people(page *p)
{
	if (!selection_read(p))
		return 404;
	th_str words = selection_words(p, &p->all), people = word(p, "people");
	words = words.n ? th_str_fmt(p->a, "%.*s, %.*s", TH_FMT(people), TH_FMT(words)) : people;
	return show(p, TH_S("/people/"), TH_S("/people/"), words, false);
}

int subscribe_items(page *p)
{
	th_str path = kind_path(p, p->kind);
	if (!selection_is_none(p))
		return 404;
	return show(p, path, path, kind_label(p, p->kind), false);
}

int subscribe_terms(page *p)
{
	th_str path = th_str_fmt(p->a, "/%.*s/", TH_FMT(p->facet->path));
	if (!selection_is_none(p))
		return 404;
	return show(
	    p, path, path, edition_facet_label(p->q.e, p->facet->name, p->q.ui, true), false);
}
