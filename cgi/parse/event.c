/* event.c -- when an event takes place: start, end, zone, rule, dates added and left out, read
 * together once all fields of the file are known.
 *
 * Called by fields.c on any thread. Times without a zone are wall clock in the event's own zone:
 * half past eight stays half past eight in summer and winter. What is left in event.schedule has at
 * least one meeting. */
#include "values.h"

#include <stdlib.h>

enum { DAY = 86400, LONGEST = 366 };

typedef struct reading {
	field_job *job;
	const th_zone *zone;
	th_event *e;
} reading;

static const yaml_node *node(const reading *r, int which)
{
	const yaml_node *n = r->job->event[which];
	return n != NULL && !yaml_is_null(n) ? n : NULL;
}

static void say(reading *r, enum th_rule_id rule, const yaml_node *n, th_str w0, th_str w1)
{
	th_mark at = {r->job->doc->path, n ? n->line : r->job->line, n ? n->column : 1};
	finding_add(r->job->findings, rule, at, w0, w1, TH_NONE);
}

/* Like finding_add, and leaves the file out. */
static void fail(reading *r, enum th_rule_id rule, const yaml_node *n, th_str w0, th_str w1)
{
	say(r, rule, n, w0, w1);
	r->job->bad = true;
}

static th_str wall_text(reading *r, th_time wall)
{
	th_str iso = th_time_rfc3339(r->job->scratch, wall, 0);
	if (r->e->day_only)
		return th_str_sub(iso, 0, 10);
	return th_str_fmt(r->job->scratch, "%.10s %.5s", iso.p, iso.p + 11);
}

/* ---- zone, start, end ---- */

/* Converts what was read in the hub's zone to the event's own wall clock. */
static th_time wall_of(const reading *r, const th_when *w)
{
	if (w->parts == 5)
		return w->at + (th_time)zone_offset(r->zone, w->at) * 60;
	return w->at + (th_time)w->offset * 60;
}

static void settle(const reading *r, th_when *w, th_time wall)
{
	w->at = zone_instant(r->zone, wall, &w->offset);
}

static void read_zone(reading *r)
{
	const th_hub *hub = r->job->hub;
	const yaml_node *n = node(r, EVENT_ZONE);
	r->e->zone = hub->timezone;
	r->zone = hub->zone;
	if (n == NULL)
		return;
	th_str name;
	if (!value_one_text(r->job, TH_S("timezone"), n, &name))
		return;
	const th_zone *own =
	    th_str_eq(name, hub->timezone) ? hub->zone : zone_make(r->job->scratch, name);
	if (own == NULL) {
		fail(r, TH_RULE_EVENT_ZONE, n, name, hub->timezone);
		return;
	}
	r->e->zone = name;
	r->zone = own;
}

/* An end that is a day includes that day: from the 3rd to the 4th is two days. */
static void read_span(reading *r)
{
	parsed_event *said = &r->job->doc->event;
	th_event *e = r->e;
	th_time end = said->end.at == TH_NEVER ? TH_NEVER : wall_of(r, &said->end);
	e->start = wall_of(r, &said->start);
	e->day_only = said->start.day_only;
	if (end != TH_NEVER && (said->end.day_only || e->day_only)) {
		end -= ((end % DAY) + DAY) % DAY;
		end += DAY;
		if (!e->day_only) { /* until the end of that day */
			said->end.day_only = false;
			end -= 60;
		}
	}
	settle(r, &said->start, e->start);
	if (end == TH_NEVER) {
		e->length = e->day_only ? DAY : 0;
		return;
	}
	said->end.parts = said->start.parts;
	settle(r, &said->end, e->day_only ? end - DAY : end);
	said->end.day_only = e->day_only;
	e->length = end - e->start;
	if (e->length < 0 || (e->day_only && e->length < DAY))
		fail(r, TH_RULE_EVENT_END, node(r, EVENT_END),
		    wall_text(r, e->day_only ? end - DAY : end), wall_text(r, e->start));
	else if (e->length > (int64_t)LONGEST * DAY)
		fail(r, TH_RULE_EVENT_LONG, node(r, EVENT_END), wall_text(r, e->start),
		    wall_text(r, end));
}

/* ---- the rule ---- */

/* until: and count: beside the rule, for authors who prefer not to write them into it. */
static void read_limits(reading *r)
{
	th_recur *recur = &r->e->recur;
	const yaml_node *until = node(r, EVENT_UNTIL), *count = node(r, EVENT_COUNT);
	const yaml_node *either = until ? until : count;
	th_when when = {.at = TH_NEVER};
	th_str text;
	uint64_t n;
	if (either == NULL)
		return;
	if (recur->freq == TH_ONCE || recur->count > 0 || recur->until != TH_NEVER ||
	    (until && count)) {
		say(r, recur->freq == TH_ONCE ? TH_RULE_EVENT_NO_RULE : TH_RULE_EVENT_LIMITED,
		    either, until ? TH_S("until") : TH_S("count"), TH_NONE);
		return;
	}
	if (until != NULL && value_when(r->job, &when, TH_S("until"), until))
		recur->until = wall_of(r, &when) + (when.day_only ? DAY - 1 : 0);
	else if (until != NULL)
		r->job->bad = true;
	if (count == NULL || !value_one_text(r->job, TH_S("count"), count, &text))
		return;
	if (th_str_uint(text, RECUR_COUNT_MAX, &n) && n > 0)
		recur->count = (int)n;
	else
		value_refuse(r->job, TH_RULE_FIELD_NUMBER, TH_S("count"), count, TH_NONE);
}

static void read_rule(reading *r)
{
	const yaml_node *n = node(r, EVENT_RRULE);
	th_str text, bad;
	if (n == NULL || !value_one_text(r->job, TH_S("rrule"), n, &text))
		return;
	if (!recur_read(&r->e->recur, text, r->zone, &bad)) {
		memset(&r->e->recur, 0, sizeof(r->e->recur));
		fail(r, TH_RULE_EVENT_RULE, n, bad.n > 0 ? bad : text, TH_NONE);
	}
}

/* ---- single dates ---- */

static int by_time(const void *a, const void *b)
{
	const th_time *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* A bare day means the meeting on that day, at the usual time. */
static void read_dates(reading *r, int which, const char *name, th_times *out)
{
	const yaml_node *n = node(r, which);
	const yaml_node *one = n && n->kind == YAML_LIST ? n->first : n;
	th_time clock = ((r->e->start % DAY) + DAY) % DAY;
	for (; one != NULL; one = n->kind == YAML_LIST ? one->next : NULL) {
		th_when when = {.at = TH_NEVER};
		if (out->n >= CONTENT_MAX_NAMES * 4)
			break;
		if (!value_when(r->job, &when, th_strz(name), one)) {
			r->job->bad = true;
			continue;
		}
		th_time wall = wall_of(r, &when), day = wall - ((wall % DAY) + DAY) % DAY;
		*TH_ADD(r->job->arena, out) =
		    when.day_only || r->e->day_only ? day + (r->e->day_only ? 0 : clock) : wall;
	}
	if (out->n > 1)
		qsort(out->v, out->n, sizeof(*out->v), by_time);
}

static th_series series_of(const reading *r)
{
	return event_series(r->e, r->zone);
}

static void check_left_out(reading *r)
{
	th_series s = series_of(r);
	size_t kept = 0;
	for (size_t i = 0; i < r->e->left_out.n; i++) {
		th_time wall = r->e->left_out.v[i];
		if (series_has(&s, wall))
			r->e->left_out.v[kept++] = wall;
		else
			say(r, TH_RULE_EVENT_EXDATE, node(r, EVENT_EXDATE), wall_text(r, wall),
			    TH_NONE);
	}
	r->e->left_out.n = kept;
}

/* The start must be a meeting that the rule gives: calendars differ about any other. */
static void check_start(reading *r)
{
	th_event *e = r->e;
	parsed_event *said = &r->job->doc->event;
	th_series s = series_of(r);
	bool spent;
	th_time first = series_first(&s, &spent);
	if (first == TH_NEVER) {
		fail(r, spent ? TH_RULE_EVENT_DEAR : TH_RULE_EVENT_NEVER, node(r, EVENT_RRULE),
		    th_str_fmt(r->job->scratch, "%d", RECUR_STEPS_MAX), TH_NONE);
		return;
	}
	if (first == e->start)
		return;
	say(r, TH_RULE_EVENT_START, node(r, EVENT_START), wall_text(r, e->start),
	    wall_text(r, first));
	e->start = first;
	settle(r, &said->start, first);
	if (said->end.at != TH_NEVER && e->day_only)
		settle(r, &said->end, first + e->length - DAY);
	else if (said->end.at != TH_NEVER)
		settle(r, &said->end, first + e->length);
}

th_series event_series(const th_event *e, const th_zone *zone)
{
	return (th_series){.zone = zone,
	    .start = e->start,
	    .length = e->length,
	    .day_only = e->day_only,
	    .recur = e->recur,
	    .added = e->added.v,
	    .added_count = e->added.n,
	    .left_out = e->left_out.v,
	    .left_out_count = e->left_out.n};
}

void event_read(field_job *job)
{
	reading r = {.job = job, .e = TH_NEW(job->arena, th_event)};
	bool yes;
	r.e->recur.until = TH_NEVER;
	const yaml_node *first = node(&r, EVENT_RRULE);
	if (first == NULL)
		first = node(&r, EVENT_START);
	r.e->line = first ? first->line : job->line;
	if (job->bad || job->doc->event.start.at == TH_NEVER)
		return;
	read_zone(&r);
	if (job->bad)
		return;
	read_span(&r);
	read_rule(&r);
	if (job->bad)
		return;
	read_limits(&r);
	read_dates(&r, EVENT_RDATE, "rdate", &r.e->added);
	read_dates(&r, EVENT_EXDATE, "exdate", &r.e->left_out);
	const yaml_node *cancelled = node(&r, EVENT_CANCELLED);
	if (cancelled != NULL && yaml_bool(cancelled, &yes))
		r.e->cancelled = yes;
	else if (cancelled != NULL)
		value_refuse(job, TH_RULE_FIELD_BOOL, TH_S("cancelled"), cancelled, TH_NONE);
	if (job->bad)
		return;
	check_start(&r);
	if (job->bad)
		return;
	check_left_out(&r);
	th_series s = series_of(&r);
	th_meeting any;
	if (!series_next(&s, INT64_MIN / 4, &any))
		fail(&r, TH_RULE_EVENT_NEVER, node(&r, EVENT_RRULE), TH_NONE, TH_NONE);
	job->doc->event.schedule = r.e;
}
