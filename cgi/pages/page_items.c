/* page_items.c -- lists and pages of the collections with ITEMS in kinds.def. The route says which
 * one (req->kind). */
#include "event.h"
#include "item.h"
#include "teamhub/page.h"

static th_str word_of(hub_site *site, const request *req, const char *what)
{
	return word(site, th_str_fmt(site->q.a, "%s%s", th_kinds[req->kind].label, what).p);
}

int page_items(answer *ans, hub_site *site, request *req)
{
	if (req->kind == TH_EVENT)
		return page_events(ans, site, req);
	view_items_page *items = TH_NEW(site->q.a, view_items_page);
	th_str path = kind_path(site->q.a, req->kind);
	items->heading = kind_label(site, req->kind);
	items->intro = word_of(site, req, "_intro");
	items->empty = word_of(site, req, "_empty");
	items->kind = th_strz(th_kind_name[req->kind]);
	page *p = page_begin(site, req, "items", items->heading, items->intro);
	page_address(p, path, TH_NONE, 1, 1);
	page_crumb(p, items->heading, url_of(site, path, TH_NONE, 1));
	query_items(&site->q, items->kind, &items->items, &items->past);
	page_subscribe(p, &items->feeds, &items->subscribe, path, TH_NONE, items->heading);
	selection all = {0};
	ans->modified = query_modified(&site->q, &all);
	p->v.items = items;
	return page_show(ans, p);
}

int page_item(answer *ans, hub_site *site, request *req)
{
	view_item_page *item = TH_NEW(site->q.a, view_item_page);
	th_str path = kind_path(site->q.a, req->kind);
	if (!query_item(
		&site->q, th_strz(th_kind_name[req->kind]), req->slug, item, &ans->modified))
		return 404;
	item->kind = th_strz(th_kind_name[req->kind]);
	page *p = page_begin(site, req, "item", item->item.title, item->item.summary);
	page_share(p, item->kind, req->slug, item->item.picture);
	page_crumb(p, kind_label(site, req->kind), url_of(site, path, TH_NONE, 1));
	th_str list = path;
	path = th_str_fmt(site->q.a, "%.*s%.*s/", TH_FMT(path), TH_FMT(req->slug));
	page_address(p, path, TH_NONE, 1, 1);
	page_crumb(p, item->item.title, url_of(site, path, TH_NONE, 1));
	view_feed_links feeds = {0};
	page_subscribe(p, &feeds, NULL, list, TH_NONE, kind_label(site, req->kind));
	if (req->kind == TH_EVENT)
		event_page_fill(site, item);
	facts_fill(site, item);
	if (req->kind == TH_GUIDELINE)
		item->propose = material_propose(site, req, item->kind, item->item.title);
	material_sizes(site, &item->downloads);
	p->v.item = item;
	return page_show(ans, p);
}
