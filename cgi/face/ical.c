/* ical.c -- events as a calendar (RFC 5545, RFC 7986), through libical. Called by
 * pages/page_calendar.c with a filled view. libical is given numbers, and texts as values, which it
 * escapes and folds; it parses nothing. Equal views give equal bytes: no clock is read. */
#include "ical.h"

typedef struct writing {
	th_arena *a;
	icalcomponent *calendar;
} writing;

static const char *z(writing *w, th_str s)
{
	return th_str_z(w->a, s);
}

struct icaltimetype ical_utc(th_time at)
{
	struct icaltimetype t = wall_to_ical(at, false);
	t.zone = icaltimezone_get_utc_timezone();
	return t;
}

static void add(icalcomponent *to, icalproperty *p)
{
	icalcomponent_add_property(to, p);
}

static void add_x(icalcomponent *to, const char *name, const char *value)
{
	icalproperty *p = icalproperty_new_x(value);
	icalproperty_set_x_name(p, name);
	add(to, p);
}

static bool in_utc(const char *zone)
{
	return strcmp(zone, "UTC") == 0 || strcmp(zone, "Etc/UTC") == 0;
}

/* A wall clock time: with the name of its zone, or in UTC, or as a day. */
static icalproperty *place(icalproperty *p, const th_part *part, const char *zone)
{
	if (part->series.day_only)
		icalproperty_add_parameter(p, icalparameter_new_value(ICAL_VALUE_DATE));
	else if (!part->in_utc)
		icalproperty_add_parameter(p, icalparameter_new_tzid(zone));
	return p;
}

static struct icaltimetype wall(const th_part *part, th_time at)
{
	int offset;
	if (!part->in_utc)
		return wall_to_ical(at, part->series.day_only);
	return ical_utc(zone_instant(part->series.zone, at, &offset));
}

static void add_rule(icalcomponent *to, const th_part *part)
{
	const th_series *s = &part->series;
	struct icalrecurrencetype rule;
	int offset;
	recur_to_ical(&rule, &s->recur, s->day_only);
	/* When the start has a zone, the end of the rule is in UTC (RFC 5545 §3.3.10). */
	if (s->recur.until != TH_NEVER && !s->day_only)
		rule.until = ical_utc(zone_instant(s->zone, s->recur.until, &offset));
	add(to, icalproperty_new_rrule(rule));
}

static void add_end(icalcomponent *to, const th_part *part, const char *zone)
{
	const th_series *s = &part->series;
	th_meeting m;
	if (s->length == 0)
		return;
	if (part->in_utc && series_next(s, INT64_MIN / 4, &m))
		add(to, icalproperty_new_dtend(ical_utc(m.end)));
	else
		add(to,
		    place(icalproperty_new_dtend(wall(part, s->start + s->length)), part, zone));
}

static void add_series(icalcomponent *to, const th_part *part, const char *zone)
{
	const th_series *s = &part->series;
	add(to, place(icalproperty_new_dtstart(wall(part, s->start)), part, zone));
	add_end(to, part, zone);
	if (s->recur.freq != TH_ONCE)
		add_rule(to, part);
	for (size_t i = 0; i < s->left_out_count; i++)
		add(to, place(icalproperty_new_exdate(wall(part, s->left_out[i])), part, zone));
}

/* `part` NULL: nothing is known any more but when it was to begin. */
static void add_event(writing *w, const ical_entry *x, const th_part *part)
{
	icalcomponent *e = icalcomponent_new_vevent();
	th_str uid = x->uid;
	if (part != NULL && part->key.n > 0)
		uid = th_str_fmt(w->a, "%.*s/%.*s", TH_FMT(uid), TH_FMT(part->key));
	add(e, icalproperty_new_uid(z(w, uid)));
	add(e, icalproperty_new_dtstamp(ical_utc(x->changed)));
	add(e, icalproperty_new_lastmodified(ical_utc(x->changed)));
	add(e, icalproperty_new_sequence((int)x->sequence));
	if (part != NULL)
		add_series(e, part, z(w, x->zone));
	else
		add(e, icalproperty_new_dtstart(ical_utc(x->start)));
	if (x->summary.n > 0)
		add(e, icalproperty_new_summary(z(w, x->summary)));
	if (x->description.n > 0)
		add(e, icalproperty_new_description(z(w, x->description)));
	if (x->location.n > 0)
		add(e, icalproperty_new_location(z(w, x->location)));
	if (x->category.n > 0)
		add(e, icalproperty_new_categories(z(w, x->category)));
	if (x->url.n > 0)
		add(e, icalproperty_new_url(z(w, x->url)));
	if (x->call.n > 0) {
		icalproperty *p = icalproperty_new_conference(z(w, x->call));
		icalproperty_add_parameter(p, icalparameter_new_feature(ICAL_FEATURE_VIDEO));
		add(e, p);
	}
	add(e,
	    icalproperty_new_status(x->cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
	icalcomponent_add_component(w->calendar, e);
}

/* What calendars read differently is told as several events, each in a form that all read alike. */
static void add_events(writing *w, const ical_view *v, const ical_entry *x)
{
	th_parts parts = {0};
	if (x->series == NULL) {
		add_event(w, x, NULL);
		return;
	}
	series_parts(&parts, x->series, v->from, v->until, w->a);
	for (size_t i = 0; i < parts.n; i++) {
		parts.v[i].in_utc |= !x->series->day_only && in_utc(z(w, x->zone));
		add_event(w, x, &parts.v[i]);
	}
}

/* The zones of all events, once each, from the earliest event on. */
static void add_zones(writing *w, const ical_view *v)
{
	th_map since;
	th_map_init(&since, w->a);
	for (size_t i = 0; i < v->entries.n; i++) {
		const ical_entry *x = &v->entries.v[i];
		if (x->series == NULL || x->series->day_only || in_utc(z(w, x->zone)))
			continue;
		const ical_entry *first = th_map_get(&since, x->zone);
		if (first == NULL || x->series->start < first->series->start)
			th_map_put(&since, x->zone, (void *)x);
	}
	for (size_t i = 0; i < since.n; i++) {
		const ical_entry *first = since.items[i].value;
		const th_series *s = first->series;
		int offset;
		th_time at = s->start;
		if (s->added_count > 0 && s->added[0] < at)
			at = s->added[0];
		icalcomponent_add_component(w->calendar,
		    ical_zone(s->zone, z(w, first->zone), zone_instant(s->zone, at, &offset)));
	}
}

static void add_head(writing *w, const ical_view *v)
{
	icalcomponent *c = w->calendar;
	struct icaldurationtype refresh = icaldurationtype_from_int((int)v->refresh);
	add(c, icalproperty_new_version("2.0"));
	add(c, icalproperty_new_prodid(z(w, v->product)));
	add(c, icalproperty_new_calscale("GREGORIAN"));
	add(c, icalproperty_new_name(z(w, v->name)));
	add_x(c, "X-WR-CALNAME", z(w, v->name));
	if (v->description.n > 0) {
		add(c, icalproperty_new_description(z(w, v->description)));
		add_x(c, "X-WR-CALDESC", z(w, v->description));
	}
	if (v->url.n > 0)
		add(c, icalproperty_new_url(z(w, v->url)));
	if (v->source.n > 0)
		add(c, icalproperty_new_source(z(w, v->source)));
	if (v->refresh > 0) {
		add(c, icalproperty_new_refreshinterval(refresh));
		add_x(c, "X-PUBLISHED-TTL", icaldurationtype_as_ical_string(refresh));
	}
	if (v->colour.n > 0) {
		add(c, icalproperty_new_color(ical_colour(v->colour)));
		add_x(c, "X-APPLE-CALENDAR-COLOR", z(w, v->colour));
	}
}

int ical_write(th_buf *out, const ical_view *v, th_err *err)
{
	writing w = {.a = th_arena_new(), .calendar = icalcomponent_new_vcalendar()};
	add_head(&w, v);
	add_zones(&w, v);
	for (size_t i = 0; i < v->entries.n; i++)
		add_events(&w, v, &v->entries.v[i]);
	char *text = icalcomponent_as_ical_string_r(w.calendar);
	if (text != NULL)
		th_buf_addz(out, text);
	icalmemory_free_buffer(text);
	icalcomponent_free(w.calendar);
	th_arena_free(w.a);
	return text != NULL ? 0 : th_fail(err, "a calendar could not be written");
}
