/* share.c -- what a selection is handed on by, as far as several pages need it: its best address,
 * with the tag of a campaign, and its name. Called by page_share.c, page_poster.c, page_fragment.c,
 * share_files.c, oembed.c. Must never let a tag into what is selected. */
#include "page.h"

bool share_has(const page *p, const char *kind)
{
	return face_html_has(worker_face(p->w), th_strz(kind));
}

static const edition_facet *facet_of(page *p, th_str name)
{
	size_t n;
	const edition_facet *f = edition_facets(p->q.e, &n);
	for (size_t i = 0; i < n; i++)
		if (th_str_eq(f[i].name, name))
			return &f[i];
	return NULL;
}

/* The page of its only term: "/teams/platform/"; TH_NONE: there is none. */
static th_str page_of_term(page *p)
{
	if (p->all.terms.n != 1 || p->all.text.n > 0)
		return TH_NONE;
	const selection_term *t = &p->all.terms.v[0];
	const edition_facet *f = facet_of(p, t->facet);
	view_person person;
	if (f != NULL && query_has_term_page(&p->q, t->facet, t->term))
		return th_str_fmt(p->a, "/%.*s/%.*s/", TH_FMT(f->path), TH_FMT(t->term));
	if (f == NULL && th_str_eqz(t->facet, "author") && query_person(&p->q, t->term, &person))
		return th_str_fmt(p->a, "/people/%.*s/", TH_FMT(t->term));
	return TH_NONE;
}

void share_list(page *p, th_str *path, th_str *qs)
{
	*path = page_of_term(p);
	*qs = TH_S("");
	if (path->n > 0)
		return;
	*path = TH_S("/stories/");
	*qs = selection_query(p, &p->all);
}

static th_str with(page *p, th_str qs, const char *name, th_str value)
{
	return th_str_fmt(p->a, "%.*s%s%s%.*s", TH_FMT(qs), qs.n ? "&" : "", name, TH_FMT(value));
}

static th_str tagged(page *p, th_str qs)
{
	return p->r->campaign.n ? with(p, qs, "c=", p->r->campaign) : qs;
}

th_str share_url(page *p)
{
	th_str path, qs;
	share_list(p, &path, &qs);
	return url_absolute(p, url_of(p, path, tagged(p, qs), 1));
}

th_str share_query(page *p, const char *more)
{
	th_str qs = tagged(p, selection_query(p, &p->all));
	return *more ? with(p, qs, more, TH_S("")) : qs;
}

th_str share_title(page *p)
{
	th_str words = selection_words(p, &p->all);
	return words.n ? th_str_fmt(p->a, "%.*s: %.*s", TH_FMT(p->site.title), TH_FMT(words))
		       : p->site.title;
}

th_str share_frame(page *p)
{
	return url_absolute(p, url_of(p, TH_S("/fragments/stories/"), share_query(p, ""), 1));
}

th_str share_oembed(page *p, th_str url)
{
	th_buf b = {0};
	th_buf_addz(&b, "/oembed?url=");
	th_buf_add_url(&b, url, NULL);
	th_str href = th_str_cat(p->a, p->q.prefix, th_buf_str(&b));
	th_buf_free(&b);
	return url_absolute(p, href);
}
