/* page_fragment.c -- the newest stories of a selection as a small page, for a frame in another
 * page. The only answer that other sites may frame: those that hub.yml lists (embed.allow). */
#include "list.h"
#include "share.h"
#include "teamhub/route.h"
#include "teamhub/selection.h"

enum { CARDS = 6 };

int page_fragment(answer *ans, hub_site *site, request *req)
{
	view_list *list = TH_NEW(site->q.a, view_list);
	if (!site_has_layout(site, "fragment") || !selection_read(site, req) || req->number > 1)
		return 404;
	th_str words = selection_words(site, &req->selected);
	page *p =
	    page_begin(site, req, "fragment", words.n ? words : word(site, "all_stories"), TH_NONE);
	list->heading = p->head.title;
	list->total = query_count(&site->q, &req->selected);
	list->count_label = list_count_label(site, req, list->total);
	query_cards(&site->q, &req->selected, 0, CARDS, &list->cards);
	p->head.canonical = share_url(site, req);
	p->head.noindex = true;
	ans->modified = query_modified(&site->q, &req->selected);
	ans->frames = edition_meta(site->q.e, TH_S("embed_allow"));
	p->v.list = list;
	return page_show(ans, p);
}
