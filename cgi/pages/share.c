/* share.c -- sharing a selection: its best address, with a campaign tag, and its name. Called by
 * page_share.c, page_poster.c, page_fragment.c, share_files.c, oembed.c. The tag must never affect
 * what is selected. */
#include "share.h"
#include "teamhub/selection.h"

th_str share_term_page(hub_site *site, const selection *s)
{
	if (s->terms.n != 1 || s->text.n > 0)
		return TH_NONE;
	const selection_term *t = &s->terms.v[0];
	const edition_facet *f = edition_facet_named(site->q.e, t->facet);
	view_person person;
	if (f != NULL && query_has_term_page(&site->q, t->facet, t->term))
		return th_str_fmt(site->q.a, "/%.*s/%.*s/", TH_FMT(f->path), TH_FMT(t->term));
	if (f == NULL && th_str_eqz(t->facet, "author") && query_person(&site->q, t->term, &person))
		return th_str_fmt(site->q.a, "/people/%.*s/", TH_FMT(t->term));
	return TH_NONE;
}

void share_list(hub_site *site, const request *req, th_str *path, th_str *qs)
{
	*path = share_term_page(site, &req->selected);
	*qs = TH_S("");
	if (path->n > 0)
		return;
	*path = TH_S("/stories/");
	*qs = selection_query(site->q.a, &req->selected);
}

static th_str with(th_arena *a, th_str qs, const char *name, th_str value)
{
	return th_str_fmt(a, "%.*s%s%s%.*s", TH_FMT(qs), qs.n ? "&" : "", name, TH_FMT(value));
}

static th_str tagged(th_arena *a, const request *req, th_str qs)
{
	return req->sent->campaign.n ? with(a, qs, "c=", req->sent->campaign) : qs;
}

th_str share_url(hub_site *site, const request *req)
{
	th_str path, qs;
	share_list(site, req, &path, &qs);
	return url_absolute(site, url_of(site, path, tagged(site->q.a, req, qs), 1));
}

th_str share_query(th_arena *a, const request *req, const char *more)
{
	th_str qs = tagged(a, req, selection_query(a, &req->selected));
	return *more ? with(a, qs, more, TH_S("")) : qs;
}

th_str share_title(hub_site *site, const request *req)
{
	th_str words = selection_words(site, &req->selected);
	th_str title = site_title(site);
	return words.n ? th_str_fmt(site->q.a, "%.*s: %.*s", TH_FMT(title), TH_FMT(words)) : title;
}

th_str share_frame(hub_site *site, const request *req)
{
	return url_absolute(
	    site, url_of(site, TH_S("/fragments/stories/"), share_query(site->q.a, req, ""), 1));
}

bool share_has_kit(const hub_site *site, const request *req)
{
	return site_has_layout(site, "share") &&
	       (site->files == NULL || req->selected.terms.n <= 1);
}

th_str share_oembed(const hub_site *site, th_str url)
{
	th_buf b = {0};
	if (site->files != NULL)
		return th_str_cat(site->q.a, url, TH_S("oembed.json"));
	th_buf_addz(&b, "/oembed?url=");
	th_buf_add_url(&b, url, NULL);
	th_str href = th_str_cat(site->q.a, site->q.prefix, th_buf_str(&b));
	th_buf_free(&b);
	return url_absolute(site, href);
}
