/* page_versions.c -- the history of a guideline or value. Publish wrote the differences; a text
 * with only one known version has no such page. */
#include "teamhub/page.h"
#include "teamhub/route.h"

int page_versions(answer *ans, hub_site *site, request *req)
{
	view_versions *v = TH_NEW(site->q.a, view_versions);
	bool facet = req->kind == TH_KIND_COUNT;
	th_str kind = facet ? req->facet->kind : th_strz(th_kind_name[req->kind]);
	th_str path = facet ? req->facet->path : TH_S("guidelines");
	if (!query_versions(&site->q, kind, req->slug, v, &ans->modified))
		return 404;
	v->heading = word_fill(site, "versions_of", v->title, TH_NONE);
	v->intro = word(site, "versions_intro");
	page *p = page_begin(site, req, "versions", v->heading, v->intro);
	p->head.noindex = true;
	th_str folder = th_str_fmt(site->q.a, "/%.*s/", TH_FMT(path));
	th_str label = facet ? edition_facet_label(site->q.e, req->facet->name, site->q.ui, true)
			     : word(site, "guideline");
	page_crumb(p, label, url_of(site, folder, TH_NONE, 1));
	path = th_str_fmt(site->q.a, "%.*s%.*s/", TH_FMT(folder), TH_FMT(req->slug));
	v->page = url_of(site, path, TH_NONE, 1);
	page_crumb(p, v->title, v->page);
	path = th_str_cat(site->q.a, path, TH_S("versions/"));
	page_crumb(p, word(site, "versions"), url_of(site, path, TH_NONE, 1));
	page_address(p, path, TH_NONE, 1, 1);
	p->v.versions = v;
	return page_show(ans, p);
}
