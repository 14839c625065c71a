/* page_events.c -- the list of events, and single events: what comes next, when, where, how it
 * repeats, and what became of past ones. A selection (place, topic …, kind) is both a page and a
 * calendar; events.c reads it for both. */
#include "event.h"
#include "teamhub/page.h"

enum { DATES = 6 };

int page_events(answer *ans, hub_site *site, request *req)
{
	events_chosen chosen;
	view_items_page *items = TH_NEW(site->q.a, view_items_page);
	if (!events_choose(site, req, &chosen))
		return 404;
	items->heading = word(site, "event");
	items->intro = chosen.words.n ? chosen.words : word(site, "event_intro");
	items->empty = word(site, "event_empty");
	items->kind = TH_S("event");
	items->items = chosen.coming;
	items->past = chosen.past;
	page *p = page_begin(site, req, "items",
	    chosen.words.n
		? th_str_fmt(site->q.a, "%.*s: %.*s", TH_FMT(items->heading), TH_FMT(chosen.words))
		: items->heading,
	    items->intro);
	page_address(p, TH_S("/events/"), chosen.query, 1, 1);
	page_crumb(p, items->heading, url_of(site, TH_S("/events/"), TH_NONE, 1));
	if (chosen.words.n > 0)
		page_crumb(p, chosen.words, url_of(site, TH_S("/events/"), chosen.query, 1));
	events_filters(site, req, &chosen, items);
	items->calendar = events_calendar(site, &chosen);
	page_subscribe(
	    p, &items->feeds, &items->subscribe, TH_S("/events/"), TH_NONE, items->heading);
	p->head.noindex = req->queried.terms.n + (chosen.kind.n > 0) > 1;
	when_fill_all(site, &items->items);
	when_fill_all(site, &items->past);
	ans->modified = chosen.modified;
	p->v.items = items;
	return page_show(ans, p);
}

/* What an event has besides the texts of all items. */
void event_page_fill(hub_site *site, view_item_page *item)
{
	view_item *x = &item->item;
	when_fill(site, x);
	x->led_to.n = 0; /* the page shows them as cards */
	if (x->behind->series == NULL)
		return;
	if (series_repeats(x->behind->series) && !x->cancelled)
		query_meetings(&site->q, x, 1, DATES, &item->dates);
	view_calendar *c = TH_NEW(site->q.a, view_calendar);
	c->href = th_str_cat(site->q.a, x->href, TH_S("event.ics"));
	c->url = url_absolute(site, c->href);
	item->calendar = c;
}
