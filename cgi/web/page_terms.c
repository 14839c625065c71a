/* page_terms.c -- all terms of a facet: the teams, the places, the values. */
#include "page.h"

int page_terms(page *p)
{
	view_terms_page *terms = TH_NEW(p->a, view_terms_page);
	th_str path = th_str_fmt(p->a, "/%.*s/", TH_FMT(p->facet->path));
	th_str label = edition_facet_label(p->q.e, p->facet->name, p->q.ui, false);
	terms->heading = edition_facet_label(p->q.e, p->facet->name, p->q.ui, true);
	terms->intro = word_fill(p, "terms_intro", label, TH_NONE);
	page_begin(p, "terms", terms->heading, terms->intro);
	page_address(p, path, TH_NONE, 1, 1);
	page_crumb(p, terms->heading, url_of(p, path, TH_NONE, 1));
	query_terms(&p->q, p->facet->name, &terms->items);
	page_subscribe(p, &terms->feeds, &terms->subscribe, path, TH_NONE, terms->heading);
	selection all = {0};
	p->modified = query_modified(&p->q, &all);
	p->v.terms = terms;
	return page_show(p);
}
