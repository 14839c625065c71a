/* page_versions.c -- how a guideline or value came to be what it is. The differences were written
 * at publish; a text of which one version is known has no such page. */
#include "page.h"

int page_versions(page *p)
{
	view_versions *v = TH_NEW(p->a, view_versions);
	bool facet = p->kind == TH_KIND_COUNT;
	th_str kind = facet ? p->facet->kind : th_strz(th_kind_name[p->kind]);
	th_str path = facet ? p->facet->path : TH_S("guidelines");
	if (!query_versions(&p->q, kind, p->seg, v, &p->modified))
		return 404;
	v->heading = word_fill(p, "versions_of", v->title, TH_NONE);
	v->intro = word(p, "versions_intro");
	page_begin(p, "versions", v->heading, v->intro);
	p->head.noindex = true;
	th_str folder = th_str_fmt(p->a, "/%.*s/", TH_FMT(path));
	th_str label = facet ? edition_facet_label(p->q.e, p->facet->name, p->q.ui, true)
			     : word(p, "guideline");
	page_crumb(p, label, url_of(p, folder, TH_NONE, 1));
	path = th_str_fmt(p->a, "%.*s%.*s/", TH_FMT(folder), TH_FMT(p->seg));
	v->page = url_of(p, path, TH_NONE, 1);
	page_crumb(p, v->title, v->page);
	path = th_str_cat(p->a, path, TH_S("versions/"));
	page_crumb(p, word(p, "versions"), url_of(p, path, TH_NONE, 1));
	page_address(p, path, TH_NONE, 1, 1);
	p->v.versions = v;
	return page_show(p);
}
