/* page_start.c -- the start page: who we are, a balanced selection, ways in. */
#include "page.h"

int page_start(page *p)
{
	view_start *start = TH_NEW(p->a, view_start);
	page_begin(p, "start", TH_NONE, TH_NONE);
	page_address(p, TH_S("/"), TH_NONE, 1, 1);
	query_start(&p->q, start);
	start->subscribe = url_of(p, TH_S("/stories/subscribe/"), TH_NONE, 1);
	query_turn(&p->q, &p->turn_since, &p->turn_until);
	selection all = {0};
	p->modified = query_modified(&p->q, &all);
	p->v.start = start;
	return page_show(p);
}
