/* page_person.c -- one person with stories, thanks and the open positions beside them. */
#include "page.h"

int page_person(page *p)
{
	view_person_page *person = TH_NEW(p->a, view_person_page);
	if (!query_person_page(&p->q, p->seg, person, &p->modified))
		return 404;
	const view_person *who = &person->person;
	th_str path = th_str_fmt(p->a, "/people/%.*s/", TH_FMT(p->seg));
	page_begin(p, "person", who->name,
	    who->summary.n ? who->summary : word_fill(p, "person_description", who->name, TH_NONE));
	p->head.og_type = TH_S("profile");
	page_share(p, TH_S("person"), p->seg, who->portrait);
	const view_people own = {&person->person, 1, 1};
	page_creator(p, &own);
	page_address(p, path, TH_NONE, 1, 1);
	page_crumb(p, word(p, "people"), url_of(p, TH_S("/people/"), TH_NONE, 1));
	page_crumb(p, who->name, url_of(p, path, TH_NONE, 1));
	for (size_t i = 0; i < person->links.n; i++)
		person->links.v[i].label = profile_label(p, person->links.v[i].label);
	person->feeds = (view_feed_links){0};
	page_feeds(p, &person->feeds, path, TH_NONE, word_fill(p, "feed_of", who->name, TH_NONE));
	p->head.feeds = person->feeds;
	person->subscribe = url_of(p, th_str_cat(p->a, path, TH_S("subscribe/")), TH_NONE, 1);
	p->v.person = person;
	return page_show(p);
}
