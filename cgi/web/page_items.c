/* page_items.c -- the other collections: guidelines, events, kudos, jobs; their lists and pages.
 * The route says which (p->arg is the kind's name). */
#include "page.h"

const char *const web_kind[KIND_COUNT] = {"guideline", "event", "kudos", "job", "brand"};
const char *const web_kind_path[KIND_COUNT] = {"guidelines", "events", "kudos", "jobs", "brand"};

int items_kind(const page *p)
{
	th_str rest = p->rest, first;
	th_str_split(&rest, '/', &first); /* before the first slash there is nothing */
	th_str_split(&rest, '/', &first);
	for (int k = 0; k < KIND_COUNT; k++)
		if (th_str_eqz(first, web_kind_path[k]))
			return k;
	return KIND_GUIDELINE;
}

th_str items_path(page *p, int kind)
{
	return th_str_fmt(p->a, "/%s/", web_kind_path[kind]);
}

static th_str word_of(page *p, const char *what)
{
	return word(p, th_str_z(p->a, th_str_fmt(p->a, "%s%s", p->arg, what)));
}

int page_items(page *p)
{
	view_items_page *items = TH_NEW(p->a, view_items_page);
	th_str path = items_path(p, items_kind(p));
	items->heading = word_of(p, "");
	items->intro = word_of(p, "_intro");
	items->empty = word_of(p, "_empty");
	items->kind = th_strz(p->arg);
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
	th_str path = items_path(p, items_kind(p));
	if (!query_item(&p->q, th_strz(p->arg), p->seg, item, &p->modified))
		return 404;
	item->kind = th_strz(p->arg);
	page_begin(p, "item", item->item.title, item->item.summary);
	page_share(p, item->kind, p->seg, item->item.picture);
	page_crumb(p, word_of(p, ""), url_of(p, path, TH_NONE, 1));
	th_str list = path;
	path = th_str_fmt(p->a, "%.*s%.*s/", TH_FMT(path), TH_FMT(p->seg));
	page_address(p, path, TH_NONE, 1, 1);
	page_crumb(p, item->item.title, url_of(p, path, TH_NONE, 1));
	view_feed_links feeds = {0};
	page_subscribe(p, &feeds, NULL, list, TH_NONE, word_of(p, ""));
	if (th_str_eqz(item->kind, "event"))
		event_page_fill(p, item);
	facts_fill(p, item);
	if (th_str_eqz(item->kind, "guideline"))
		item->propose = material_propose(p, item->kind, item->item.title);
	material_sizes(p, &item->downloads);
	p->v.item = item;
	return page_show(p);
}
