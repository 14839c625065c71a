/* page_calendar.c -- events as calendars: all of a selection to subscribe to, those of a term, one
 * alone; and the page that says how to subscribe. Called by the router.
 *
 * What is over stays for a year, then it leaves the calendar; an event that was withdrawn is told
 * as cancelled for thirty days, without a word of what it was. */
#include "page.h"

enum { REFRESH = 6 * 60 * 60, DAY = 24 * 60 * 60, KEPT_DAYS = 366 };
static const char default_colour[] = "#0b5c55";

static th_str lines(page *p, th_str x, th_str y)
{
	return x.n == 0 ? y : y.n == 0 ? x : th_str_fmt(p->a, "%.*s\n\n%.*s", TH_FMT(x), TH_FMT(y));
}

static void add_event(page *p, ical_view *v, view_item *x)
{
	const view_behind *b = x->behind;
	if (b->series == NULL)
		return;
	when_fill(p, x);
	ical_entry *e = TH_ADD(p->a, &v->entries);
	e->uid = b->uid;
	e->url = url_absolute(p, x->href);
	e->summary = x->title;
	e->call = x->fields ? th_dict_get(x->fields, TH_S("call")) : TH_NONE;
	e->location = facts_location(p, x);
	e->description = lines(p, lines(p, x->summary, x->repeats), lines(p, e->call, e->url));
	e->category = x->kind_label;
	e->zone = b->zone;
	e->series = b->series;
	/* A commit's time, where one is known: equal commits give equal bytes. */
	e->changed = b->modified > 0 ? b->modified : b->series->start;
	e->sequence = b->revision;
	e->cancelled = x->cancelled;
}

static void begin(page *p, ical_view *v, th_str words, th_str page_href, th_str own_href)
{
	th_str colour = edition_meta(p->q.e, TH_S("accent"));
	page_begin(p, "calendar", TH_NONE, TH_NONE); /* for the site's own words */
	v->name = th_str_fmt(p->a, "%.*s: %.*s", TH_FMT(p->site.title), TH_FMT(words));
	v->description = word(p, "event_intro");
	v->url = url_absolute(p, page_href);
	v->source = url_absolute(p, own_href);
	v->lang = p->q.ui;
	v->product = th_str_fmt(p->a, "-//%.*s//Teamhub//%.*s",
	    TH_FMT(p->site.company.n ? p->site.company : p->site.title), TH_FMT(p->q.ui));
	v->colour = colour.n > 0 ? colour : th_strz(default_colour);
	v->refresh = REFRESH;
}

static int write(page *p, const ical_view *v)
{
	p->type = TH_S("text/calendar; charset=utf-8");
	return ical_write(&p->reply->body, v, p->log) == 0 ? 200 : 500;
}

static bool is_long_over(const page *p, const view_item *x)
{
	const view_date *last = x->end ? x->end : x->start;
	return last != NULL && last->at < p->r->now - (th_time)KEPT_DAYS * DAY;
}

static int answer(page *p, th_str own)
{
	events_chosen c;
	ical_view v = {0};
	if (!events_choose(p, &c))
		return 404;
	th_str words =
	    c.words.n ? th_str_fmt(p->a, "%.*s, %.*s", TH_FMT(word(p, "event")), TH_FMT(c.words))
		      : word(p, "event");
	th_str page_qs = p->fixed.facet.n ? TH_NONE : c.query;
	begin(p, &v, words, url_of(p, TH_S("/events/"), page_qs, 1), url_of(p, own, c.query, 1));
	for (size_t i = 0; i < c.coming.n; i++)
		add_event(p, &v, &c.coming.v[i]);
	for (size_t i = 0; i < c.past.n; i++)
		if (!is_long_over(p, &c.past.v[i]))
			add_event(p, &v, &c.past.v[i]);
	size_t known = v.entries.n;
	query_cancelled(&p->q, &v);
	for (size_t i = known; i < v.entries.n; i++)
		v.entries.v[i].summary = word(p, "calendar_withdrawn");
	p->modified = c.modified;
	return write(p, &v);
}

int calendar_all(page *p)
{
	return answer(p, TH_S("/events.ics"));
}

/* Those of a place, a team … beside its page. */
int calendar_term(page *p)
{
	view_term term = {0};
	if (!query_term(&p->q, p->facet->name, p->seg, &term))
		return 404;
	p->fixed = (selection_term){p->facet->name, p->seg};
	return answer(
	    p, th_str_fmt(p->a, "/%.*s/%.*s/events.ics", TH_FMT(p->facet->path), TH_FMT(p->seg)));
}

int calendar_event(page *p)
{
	view_item_page *item = TH_NEW(p->a, view_item_page);
	ical_view v = {0};
	if (!query_item(&p->q, TH_S("event"), p->seg, item, &p->modified) ||
	    item->item.behind->series == NULL)
		return 404;
	th_str own = th_str_fmt(p->a, "/events/%.*s/event.ics", TH_FMT(p->seg));
	begin(p, &v, item->item.title, item->item.href, url_of(p, own, TH_NONE, 1));
	add_event(p, &v, &item->item);
	return write(p, &v);
}

int page_calendar(page *p)
{
	events_chosen c;
	if (!share_has(p, "calendar") || !events_choose(p, &c))
		return 404;
	view_calendar *cal = (view_calendar *)events_calendar(p, &c);
	th_str own = TH_S("/events/calendar/");
	cal->heading = word_fill(p, "calendar_heading", cal->selection, TH_NONE);
	page_begin(p, "calendar", cal->heading, TH_NONE);
	page_address(p, own, c.query, 1, 1);
	page_crumb(p, word(p, "event"), url_of(p, TH_S("/events/"), TH_NONE, 1));
	page_crumb(p, word(p, "calendar"), url_of(p, own, c.query, 1));
	p->head.noindex = true;
	p->modified = c.modified;
	p->v.calendar = cal;
	return page_show(p);
}
