/* page_calendar.c -- events as calendars: a selection to subscribe to, those of a term, a single
 * event; and the page that explains how to subscribe. Called by the router.
 *
 * Past events leave the calendar after a year; a withdrawn event is cancelled for thirty days,
 * without a word about what it was. */
#include "event.h"
#include "item.h"
#include "teamhub/page.h"

enum { REFRESH = 6 * 60 * 60, DAY = 24 * 60 * 60, KEPT_DAYS = 366 };
static const char default_colour[] = "#0b5c55";

static th_str lines(th_arena *a, th_str x, th_str y)
{
	return x.n == 0 ? y : y.n == 0 ? x : th_str_fmt(a, "%.*s\n\n%.*s", TH_FMT(x), TH_FMT(y));
}

static void add_event(hub_site *site, ical_view *v, view_item *x)
{
	const view_behind *b = x->behind;
	if (b->series == NULL)
		return;
	when_fill(site, x);
	ical_entry *e = TH_ADD(site->q.a, &v->entries);
	e->uid = b->uid;
	e->url = url_absolute(site, x->href);
	e->summary = x->title;
	e->call = x->fields ? th_dict_get(x->fields, TH_S("call")) : TH_NONE;
	e->location = facts_location(site, x);
	e->description = lines(
	    site->q.a, lines(site->q.a, x->summary, x->repeats), lines(site->q.a, e->call, e->url));
	e->category = x->kind_label;
	e->zone = b->zone;
	e->series = b->series;
	/* The time of a commit, if known: equal commits give equal bytes. */
	e->changed = b->modified != TH_NEVER ? b->modified : query_changed_at(&site->q);
	e->sequence = b->revision;
	e->cancelled = x->cancelled;
}

static void begin(hub_site *site, ical_view *v, th_str words, th_str page_href, th_str own_href)
{
	th_str colour = edition_meta(site->q.e, TH_S("accent")), title = site_title(site);
	th_str company = edition_meta(site->q.e, TH_S("company"));
	v->name = th_str_fmt(site->q.a, "%.*s: %.*s", TH_FMT(title), TH_FMT(words));
	v->description = word(site, "event_intro");
	v->url = url_absolute(site, page_href);
	v->source = url_absolute(site, own_href);
	v->lang = site->q.ui;
	v->product = th_str_fmt(site->q.a, "-//%.*s//Teamhub//%.*s",
	    TH_FMT(company.n ? company : title), TH_FMT(site->q.ui));
	v->colour = colour.n > 0 ? colour : th_strz(default_colour);
	v->refresh = REFRESH;
	query_calendar_years(&site->q, v);
}

static int write(answer *ans, const ical_view *v)
{
	ans->type = TH_S("text/calendar; charset=utf-8");
	return ical_write(&ans->reply->body, v, ans->log) == 0 ? 200 : 500;
}

static bool is_long_over(const hub_site *site, const view_item *x)
{
	const view_date *last = x->end ? x->end : x->start;
	return last != NULL && last->at < site->q.now - (th_time)KEPT_DAYS * DAY;
}

static int answer_events(answer *ans, hub_site *site, request *req, th_str own)
{
	events_chosen c;
	ical_view v = {0};
	if (!events_choose(site, req, &c))
		return 404;
	th_str words = c.words.n ? th_str_fmt(site->q.a, "%.*s, %.*s", TH_FMT(word(site, "event")),
				       TH_FMT(c.words))
				 : word(site, "event");
	th_str page_qs = req->fixed.facet.n ? TH_NONE : c.query;
	begin(site, &v, words, url_of(site, TH_S("/events/"), page_qs, 1),
	    url_of(site, own, c.query, 1));
	for (size_t i = 0; i < c.coming.n; i++)
		add_event(site, &v, &c.coming.v[i]);
	for (size_t i = 0; i < c.past.n; i++)
		if (!is_long_over(site, &c.past.v[i]))
			add_event(site, &v, &c.past.v[i]);
	size_t known = v.entries.n;
	query_cancelled(&site->q, &v);
	for (size_t i = known; i < v.entries.n; i++)
		v.entries.v[i].summary = word(site, "calendar_withdrawn");
	ans->modified = c.modified;
	return write(ans, &v);
}

int calendar_all(answer *ans, hub_site *site, request *req)
{
	return answer_events(ans, site, req, TH_S("/events.ics"));
}

/* The events of a place, a team …, beside its page. */
int calendar_term(answer *ans, hub_site *site, request *req)
{
	view_term term = {0};
	if (!query_term(&site->q, req->facet->name, req->slug, &term))
		return 404;
	req->fixed = (selection_term){req->facet->name, req->slug};
	return answer_events(ans, site, req,
	    th_str_fmt(
		site->q.a, "/%.*s/%.*s/events.ics", TH_FMT(req->facet->path), TH_FMT(req->slug)));
}

int calendar_event(answer *ans, hub_site *site, request *req)
{
	view_item_page *item = TH_NEW(site->q.a, view_item_page);
	ical_view v = {0};
	if (!query_item(&site->q, TH_S("event"), req->slug, item, &ans->modified) ||
	    item->item.behind->series == NULL)
		return 404;
	th_str own = th_str_fmt(site->q.a, "/events/%.*s/event.ics", TH_FMT(req->slug));
	begin(site, &v, item->item.title, item->item.href, url_of(site, own, TH_NONE, 1));
	add_event(site, &v, &item->item);
	return write(ans, &v);
}

int page_calendar(answer *ans, hub_site *site, request *req)
{
	events_chosen c;
	if (!site_has_layout(site, "calendar") || !events_choose(site, req, &c))
		return 404;
	view_calendar *cal = (view_calendar *)events_calendar(site, &c);
	th_str own = TH_S("/events/calendar/");
	cal->heading = word_fill(site, "calendar_heading", cal->selection, TH_NONE);
	page *p = page_begin(site, req, "calendar", cal->heading, TH_NONE);
	page_address(p, own, c.query, 1, 1);
	page_crumb(p, word(site, "event"), url_of(site, TH_S("/events/"), TH_NONE, 1));
	page_crumb(p, word(site, "calendar"), url_of(site, own, c.query, 1));
	p->head.noindex = true;
	ans->modified = c.modified;
	p->v.calendar = cal;
	return page_show(ans, p);
}
