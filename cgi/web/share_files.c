/* share_files.c -- the files of the share kit: the QR code of a selection, and all feeds of the hub
 * as one OPML. Bounded: a QR code holds one address of at most QR_TEXT_MAX octets. */
#include "page.h"
#include "teamhub/face_share.h"

enum { OPML_FEEDS_MAX = 2000 };

static int share_qr(page *p, bool svg)
{
	if (!selection_read(p) || p->number > 1)
		return 404;
	page_begin(p, "share", TH_NONE, TH_NONE); /* for the site's own words */
	th_str url = share_url(p);
	if (url.n > QR_TEXT_MAX)
		return 404;
	selection all = {0};
	p->modified = query_modified(&p->q, &all);
	p->type = svg ? TH_S("image/svg+xml") : TH_S("image/png");
	int rc = svg ? qr_write_svg(&p->reply->body, url, share_title(p), p->log)
		     : qr_write_png(&p->reply->body, url, p->log);
	return rc == 0 ? 200 : 500;
}

int share_qr_svg(page *p)
{
	return share_qr(p, true);
}

int share_qr_png(page *p)
{
	return share_qr(p, false);
}

static opml_feed feed_at(page *p, th_str title, th_str href)
{
	th_str list = url_absolute(p, href);
	return (opml_feed){title, th_str_cat(p->a, list, th_strz(th_feeds[0].file)), list};
}

/* People, open positions …: each collection of which a feed has something. */
static void add_collection(page *p, opml_group *group, th_kind kind)
{
	if (query_has_feed_items(&p->q, th_strz(th_kind_name[kind])))
		*TH_ADD(p->a, &group->feeds) =
		    feed_at(p, kind_label(p, kind), url_of(p, kind_path(p, kind), TH_NONE, 1));
}

static void add_collections(page *p, opml_group *group)
{
	for (int k = 0; k < TH_KIND_COUNT; k++)
		if (k != TH_STORY && th_kinds[k].flags & TH_FEEDS)
			add_collection(p, group, (th_kind)k);
}

/* Of the terms themselves, and a feed for each that has stories. */
static void add_facet(page *p, opml_view *v, const edition_facet *f, size_t *left)
{
	opml_group group = {.title = edition_facet_label(p->q.e, f->name, p->q.ui, true)};
	th_str path = th_str_fmt(p->a, "/%.*s/", TH_FMT(f->path));
	view_items terms = {0};
	query_terms(&p->q, f->name, &terms);
	for (size_t i = 0; i<terms.n && * left> 0; i++)
		if (terms.v[i].count > 0) {
			*TH_ADD(p->a, &group.feeds) = feed_at(p, terms.v[i].title, terms.v[i].href);
			(*left)--;
		}
	if (group.feeds.n > 0)
		*TH_ADD(p->a, &group.feeds) = feed_at(p, group.title, url_of(p, path, TH_NONE, 1));
	*TH_ADD(p->a, &v->groups) = group;
}

int share_opml(page *p)
{
	opml_view v = {0};
	opml_group whole = {0};
	size_t n, left = OPML_FEEDS_MAX;
	selection all = {0};
	const edition_facet *f = edition_facets(p->q.e, &n);
	page_begin(p, "share", TH_NONE, TH_NONE); /* for the site's own words */
	p->modified = query_modified(&p->q, &all);
	v.title = p->site.title;
	v.modified = p->modified;
	*TH_ADD(p->a, &whole.feeds) =
	    feed_at(p, word(p, "all_stories"), url_of(p, TH_S("/stories/"), TH_NONE, 1));
	add_collections(p, &whole);
	*TH_ADD(p->a, &v.groups) = whole;
	for (size_t i = 0; i < n; i++)
		add_facet(p, &v, &f[i], &left);
	p->type = TH_S("text/x-opml; charset=utf-8");
	return opml_write(&p->reply->body, &v, p->log) == 0 ? 200 : 500;
}
