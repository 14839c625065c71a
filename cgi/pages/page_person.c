/* page_person.c -- one person with stories, thanks and related open positions. */
#include "item.h"
#include "teamhub/page.h"
#include "teamhub/route.h"

int page_person(answer *ans, hub_site *site, request *req)
{
	view_person_page *person = TH_NEW(site->q.a, view_person_page);
	if (!query_person_page(&site->q, req->slug, person, &ans->modified))
		return 404;
	const view_person *who = &person->person;
	th_str path = th_str_fmt(site->q.a, "/people/%.*s/", TH_FMT(req->slug));
	page *p = page_begin(site, req, "person", who->name,
	    who->summary.n ? who->summary
			   : word_fill(site, "person_description", who->name, TH_NONE));
	p->head.og_type = TH_S("profile");
	page_share(p, TH_S("person"), req->slug, who->portrait);
	const view_people own = {&person->person, 1, 1};
	page_creator(p, &own);
	page_address(p, path, TH_NONE, 1, 1);
	page_crumb(p, word(site, "people"), url_of(site, TH_S("/people/"), TH_NONE, 1));
	page_crumb(p, who->name, url_of(site, path, TH_NONE, 1));
	for (size_t i = 0; i < person->links.n; i++)
		person->links.v[i].label = profile_label(site, person->links.v[i].label);
	person->feeds = (view_feed_links){0};
	page_feeds(
	    site, &person->feeds, path, TH_NONE, word_fill(site, "feed_of", who->name, TH_NONE));
	p->head.feeds = person->feeds;
	person->subscribe =
	    url_of(site, th_str_cat(site->q.a, path, TH_S("subscribe/")), TH_NONE, 1);
	p->v.person = person;
	return page_show(ans, p);
}
