/* page_fragment.c -- the newest stories of a selection as a small page of its own, for a frame in
 * another page. The one answer that other sites may show in a frame: those that hub.yml names
 * (embed.allow). */
#include "page.h"

enum { CARDS = 6 };

int page_fragment(page *p)
{
	view_list *list = TH_NEW(p->a, view_list);
	if (!share_has(p, "fragment") || !selection_read(p) || p->number > 1)
		return 404;
	th_str words = selection_words(p, &p->all);
	page_begin(p, "fragment", words.n ? words : word(p, "all_stories"), TH_NONE);
	list->heading = p->head.title;
	list->total = query_count(&p->q, &p->all);
	list->count_label = list_count_label(p, list->total);
	query_cards(&p->q, &p->all, 0, CARDS, &list->cards);
	p->head.canonical = share_url(p);
	p->head.noindex = true;
	p->modified = query_modified(&p->q, &p->all);
	p->frames = edition_meta(p->q.e, TH_S("embed_allow"));
	p->v.list = list;
	return page_show(p);
}
