/* page_items.c -- the collections whose pages are ITEMS in kinds.def: their lists and pages. The
 * route says which (p->kind). */
#include "page.h"

th_str kind_path(page *p, th_kind kind)
{
	return th_str_fmt(p->a, "/%s/", th_kind_path[kind]);
}

th_str kind_label(page *p, th_kind kind)
{
	return word(p, th_kinds[kind].label);
}

static th_str word_of(page *p, const char *what)
{
	return word(p, th_str_fmt(p->a, "%s%s", th_kinds[p->kind].label, what).p);
}

int page_items(page *p)
{
	if (p->kind == TH_EVENT)
		return page_events(p);
	view_items_page *items = TH_NEW(p->a, view_items_page);
	th_str path = kind_path(p, p->kind);
	items->heading = kind_label(p, p->kind);
	items->intro = word_of(p, "_intro");
	items->empty = word_of(p, "_empty");
	items->kind = th_strz(th_kind_name[p->kind]);
	page_begin(p, "items", items->heading, items->intro);
	page_address(p, path, TH_NONE, 1, 1);
	page_crumb(p, items->heading, url_of(p, path, TH_NONE, 1));
	query_items(&p->q, items->kind, &items->items, &items->past);
	page_subscribe(p, &items->feeds, &items->subscribe, path, TH_NONE, items->heading);
	selection all = {0};
	p->modified = query_modified(&p->q, &all);
	p->v.items = items;
	return page_show(p);
}

int page_item(page *p)
{
	view_item_page *item = TH_NEW(p->a, view_item_page);
	th_str path = kind_path(p, p->kind);
	if (!query_item(&p->q, th_strz(th_kind_name[p->kind]), p->seg, item, &p->modified))
		return 404;
	item->kind = th_strz(th_kind_name[p->kind]);
	page_begin(p, "item", item->item.title, item->item.summary);
	page_share(p, item->kind, p->seg, item->item.picture);
	page_crumb(p, kind_label(p, p->kind), url_of(p, path, TH_NONE, 1));
	th_str list = path;
	path = th_str_fmt(p->a, "%.*s%.*s/", TH_FMT(path), TH_FMT(p->seg));
	page_address(p, path, TH_NONE, 1, 1);
	page_crumb(p, item->item.title, url_of(p, path, TH_NONE, 1));
	view_feed_links feeds = {0};
	page_subscribe(p, &feeds, NULL, list, TH_NONE, kind_label(p, p->kind));
	if (p->kind == TH_EVENT)
		event_page_fill(p, item);
	facts_fill(p, item);
	if (p->kind == TH_GUIDELINE)
		item->propose = material_propose(p, item->kind, item->item.title);
	material_sizes(p, &item->downloads);
	p->v.item = item;
	return page_show(p);
}
