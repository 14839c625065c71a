/* page_fragment.c -- the newest stories of a selection as a small page of its own, for a frame in
 * another page. The one answer that other sites may show in a frame: those that hub.yml names
 * (embed.allow), said in a header that nginx takes over. */
#include "page.h"

enum { CARDS = 6 };

int page_fragment(page *p)
{
	view_list *list = TH_NEW(p->a, view_list);
	if (!share_has(p, "fragment") || !selection_read(p) || p->number > 1)
		return 404;
	th_str words = selection_words(p, &p->all),
	       sites = edition_meta(p->q.e, TH_S("embed_allow"));
	page_begin(p, "fragment", words.n ? words : word(p, "all_stories"), TH_NONE);
	list->heading = p->head.title;
	list->total = query_count(&p->q, &p->all);
	list->count_label = list_count_label(p, list->total);
	query_cards(&p->q, &p->all, 0, CARDS, &list->cards);
	p->head.canonical = share_url(p);
	p->head.noindex = true;
	p->modified = query_modified(&p->q, &p->all);
	reply_header(p, TH_S("Content-Security-Policy"),
	    th_str_fmt(p->a, "frame-ancestors 'self'%s%.*s", sites.n ? " " : "", TH_FMT(sites)));
	p->v.list = list;
	return page_show(p);
}
