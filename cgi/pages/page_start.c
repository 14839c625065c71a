/* page_start.c -- the start page: who we are, a balanced selection, ways in. */
#include "teamhub/page.h"
#include "teamhub/route.h"

/* A quotation in the quotation marks of its language, unless it has its own. */
static th_str in_marks(hub_site *site, th_str quote, th_str lang)
{
	th_str form = word_in(site, lang, "search_quoted");
	ptrdiff_t at = th_str_find(form, TH_S("{n}"));
	if (quote.n == 0 || at < 0 || th_str_is_quoted(quote))
		return quote;
	th_str open = th_str_sub(form, 0, (size_t)at),
	       close = th_str_sub(form, (size_t)at + 3, form.n);
	return th_str_cat(site->q.a, th_str_cat(site->q.a, open, quote), close);
}

int page_start(answer *ans, hub_site *site, request *req)
{
	view_start *start = TH_NEW(site->q.a, view_start);
	page *p = page_begin(site, req, "start", TH_NONE, TH_NONE);
	page_address(p, TH_S("/"), TH_NONE, 1, 1);
	query_start(&site->q, start);
	if (start->lead != NULL)
		start->lead_quote = in_marks(site, start->lead_quote, start->lead->lang);
	start->subscribe = url_of(site, TH_S("/stories/subscribe/"), TH_NONE, 1);
	query_turn(&site->q, &ans->turn_since, &ans->turn_until);
	selection all = {0};
	ans->modified = query_modified(&site->q, &all);
	p->v.start = start;
	return page_show(ans, p);
}
