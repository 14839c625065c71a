/* share_files.c -- the files of the share kit: the QR code of a selection, and all feeds of the hub
 * as one OPML. Bounded: a QR code holds one address of at most QR_TEXT_MAX octets. */
#include "share.h"
#include "teamhub/face_share.h"
#include "teamhub/route.h"
#include "teamhub/selection.h"

enum { OPML_FEEDS_MAX = 2000 };

static int share_qr(answer *ans, hub_site *site, request *req, bool svg)
{
	if (!selection_read(site, req) || req->number > 1)
		return 404;
	th_str url = share_url(site, req);
	if (url.n > QR_TEXT_MAX)
		return 404;
	selection all = {0};
	ans->modified = query_modified(&site->q, &all);
	ans->type = svg ? TH_S("image/svg+xml") : TH_S("image/png");
	int rc = svg ? qr_write_svg(&ans->reply->body, url, share_title(site, req), ans->log)
		     : qr_write_png(&ans->reply->body, url, ans->log);
	return rc == 0 ? 200 : 500;
}

int share_qr_svg(answer *ans, hub_site *site, request *req)
{
	return share_qr(ans, site, req, true);
}

int share_qr_png(answer *ans, hub_site *site, request *req)
{
	return share_qr(ans, site, req, false);
}

static opml_feed feed_at(hub_site *site, th_str title, th_str href)
{
	th_str list = url_absolute(site, href);
	return (opml_feed){title, th_str_cat(site->q.a, list, th_strz(th_feeds[0].file)), list};
}

/* People, open positions …: each collection whose feed has entries. */
static void add_collection(hub_site *site, opml_group *group, th_kind kind)
{
	if (query_has_feed_items(&site->q, th_strz(th_kind_name[kind])))
		*TH_ADD(site->q.a, &group->feeds) = feed_at(site, kind_label(site, kind),
		    url_of(site, kind_path(site->q.a, kind), TH_NONE, 1));
}

static void add_collections(hub_site *site, opml_group *group)
{
	for (int k = 0; k < TH_KIND_COUNT; k++)
		if (k != TH_STORY && th_kinds[k].flags & TH_FEEDS)
			add_collection(site, group, (th_kind)k);
}

/* The facet's terms, and a feed for each one with stories. */
static void add_facet(hub_site *site, opml_view *v, const edition_facet *f, size_t *left)
{
	opml_group group = {.title = edition_facet_label(site->q.e, f->name, site->q.ui, true)};
	th_str path = th_str_fmt(site->q.a, "/%.*s/", TH_FMT(f->path));
	view_items terms = {0};
	query_terms(&site->q, f->name, &terms);
	for (size_t i = 0; i<terms.n && * left> 0; i++)
		if (terms.v[i].count > 0) {
			*TH_ADD(site->q.a, &group.feeds) =
			    feed_at(site, terms.v[i].title, terms.v[i].href);
			(*left)--;
		}
	if (group.feeds.n > 0)
		*TH_ADD(site->q.a, &group.feeds) =
		    feed_at(site, group.title, url_of(site, path, TH_NONE, 1));
	*TH_ADD(site->q.a, &v->groups) = group;
}

int share_opml(answer *ans, hub_site *site, request *req)
{
	(void)req;
	opml_view v = {0};
	opml_group whole = {0};
	size_t n, left = OPML_FEEDS_MAX;
	selection all = {0};
	const edition_facet *f = edition_facets(site->q.e, &n);
	ans->modified = query_modified(&site->q, &all);
	v.title = site_title(site);
	v.modified = ans->modified;
	*TH_ADD(site->q.a, &whole.feeds) =
	    feed_at(site, word(site, "all_stories"), url_of(site, TH_S("/stories/"), TH_NONE, 1));
	add_collections(site, &whole);
	*TH_ADD(site->q.a, &v.groups) = whole;
	for (size_t i = 0; i < n; i++)
		add_facet(site, &v, &f[i], &left);
	ans->type = TH_S("text/x-opml; charset=utf-8");
	return opml_write(&ans->reply->body, &v, ans->log) == 0 ? 200 : 500;
}
