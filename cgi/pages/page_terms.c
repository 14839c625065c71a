/* page_terms.c -- all terms of a facet: the teams, the places, the values. */
#include "teamhub/page.h"
#include "teamhub/route.h"

int page_terms(answer *ans, hub_site *site, request *req)
{
	view_terms_page *terms = TH_NEW(site->q.a, view_terms_page);
	th_str path = th_str_fmt(site->q.a, "/%.*s/", TH_FMT(req->facet->path));
	th_str label = edition_facet_label(site->q.e, req->facet->name, site->q.ui, false);
	terms->heading = edition_facet_label(site->q.e, req->facet->name, site->q.ui, true);
	terms->intro = word_fill(site, "terms_intro", label, TH_NONE);
	page *p = page_begin(site, req, "terms", terms->heading, terms->intro);
	page_address(p, path, TH_NONE, 1, 1);
	page_crumb(p, terms->heading, url_of(site, path, TH_NONE, 1));
	query_terms(&site->q, req->facet->name, &terms->items);
	page_subscribe(p, &terms->feeds, &terms->subscribe, path, TH_NONE, terms->heading);
	selection all = {0};
	ans->modified = query_modified(&site->q, &all);
	p->v.terms = terms;
	return page_show(ans, p);
}
