/* event.h -- events in words and as calendars. */
#ifndef PAGES_EVENT_H
#define PAGES_EVENT_H

#include "teamhub/route.h"

/* ---- when.c ---- */

/* An event's next meeting, its rule and its kind in words. */
void when_fill(hub_site *site, view_item *item);
void when_fill_all(hub_site *site, view_items *items);
th_str when_kind(hub_site *site, th_str kind);
/* The days that are not over, in words, at most six. */
th_str when_days(hub_site *site, const view_item *item, const th_time *walls, size_t n);

/* ---- events.c: events of a selection, for their list and calendar ---- */

typedef struct events_chosen {
	th_str kind;                  /* ?kind=; empty: any */
	th_str query;                 /* the selection in canonical spelling */
	th_str words;                 /* the selection in words; empty: all */
	view_items coming, past, all; /* all: regardless of the selection */
	bool known;                   /* there is an event of that kind */
	th_time modified;             /* newest change among them */
} events_chosen;

/* False: no such kind, term or facet. */
bool events_choose(hub_site *site, request *req, events_chosen *c);
void events_filters(
    hub_site *site, const request *req, const events_chosen *c, view_items_page *items);
const view_calendar *events_calendar(hub_site *site, const events_chosen *c);

/* ---- page_events.c ---- */

/* The handler of the list of events; called by page_items.c. */
int page_events(answer *ans, hub_site *site, request *req);
/* Fills an event's page with words, further dates and its calendar. */
void event_page_fill(hub_site *site, view_item_page *item);

#endif
