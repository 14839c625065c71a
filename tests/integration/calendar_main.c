/* calendar_main.c -- for the test that holds our calendars against other readers of iCalendar.
 * Files of events come on standard input, each behind its length and a line feed; for each goes out
 * a line of JSON: what the check said, the meetings that the page would show, the calendar that a
 * subscriber gets, and what libical makes of that.
 * usage: calendar_main FROM UNTIL        both in seconds since 1970 */
#include "teamhub/content.h"
#include "teamhub/face.h"

#include <jansson.h>
#include <libical/ical.h>

#include <stdio.h>
#include <stdlib.h>

enum { FILE_MAX = 1 << 16 };

typedef struct window {
	th_time from, until;
	json_t *list;
	bool day_only;
} window;

static void add(json_t *list, th_time start, th_time end)
{
	json_array_append_new(list, json_pack("[I,I]", (json_int_t)start, (json_int_t)end));
}

/* As publish writes them into the edition. Whole days as in UTC. */
static void meeting(void *ctx, const th_meeting *m)
{
	window *w = ctx;
	th_time start = m->start + (w->day_only ? m->start_offset * 60 : 0);
	if (start >= w->from && start < w->until)
		add(w->list, start, m->end + (w->day_only ? m->end_offset * 60 : 0));
}

static json_t *meetings_of(const th_series *s, const window *w)
{
	window of = *w;
	of.list = json_array();
	of.day_only = s->day_only;
	series_span(s, w->from, w->until, meeting, &of);
	return of.list;
}

static void found(icalcomponent *c, struct icaltime_span *span, void *data)
{
	/* What it says of the end of whole days differs between 3.0.16 and 3.0.20. */
	struct icaltimetype from = icalcomponent_get_dtstart(c), to = icalcomponent_get_dtend(c);
	time_t days = icaltime_as_timet(to) - icaltime_as_timet(from);
	add(data, span->start, from.is_date ? span->start + days : span->end);
}

static json_t *libical_reads(const char *text, const window *w)
{
	json_t *list = json_array();
	icalcomponent *calendar = icalparser_parse_string(text);
	for (icalcomponent *e = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
	     e != NULL; e = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
		icalcomponent_foreach_recurrence(e,
		    icaltime_from_timet_with_zone(w->from, 0, icaltimezone_get_utc_timezone()),
		    icaltime_from_timet_with_zone(w->until, 0, icaltimezone_get_utc_timezone()),
		    found, list);
	icalcomponent_free(calendar);
	return list;
}

static json_t *event(const th_hub *hub, th_str bytes, const window *w)
{
	th_arena *a = th_arena_new();
	th_findings f = {.arena = a};
	th_entry e = {.path = TH_S("events/x.md")};
	parsed_doc doc;
	json_t *out = json_object(), *said = json_array();
	if (content_classify(&doc, hub, &e, a, &f) && content_parse(&doc, hub, bytes, a, &f) == 0 &&
	    doc.event.schedule != NULL) {
		const th_zone *zone = zone_make(a, doc.event.schedule->zone);
		th_series s = event_series(doc.event.schedule, zone);
		ical_view v = {.product = TH_S("-//x//y//EN"),
		    .name = TH_S("x"),
		    .from = w->from,
		    .until = w->until};
		th_parts parts = {0};
		th_buf b = {0};
		th_err err;
		*TH_ADD(a, &v.entries) = (ical_entry){.uid = TH_S("x"),
		    .summary = TH_S("x"),
		    .zone = doc.event.schedule->zone,
		    .series = &s,
		    .changed = s.start};
		if (!series_parts(&parts, &s, w->from, w->until, a)) {
			json_array_append_new(said, json_string("error [event.single]"));
		} else if (ical_write(&b, &v, &err) == 0) {
			const char *text = th_str_z(a, th_buf_str(&b));
			json_object_set_new(out, "meetings", meetings_of(&s, w));
			json_object_set_new(out, "ics", json_string(text));
			json_object_set_new(out, "libical", libical_reads(text, w));
		}
		th_buf_free(&b);
	}
	for (size_t i = 0; i < f.list.n; i++) {
		th_buf b = {0};
		finding_write_text(&b, &f.list.v[i], TH_S("en"));
		json_array_append_new(said, json_stringn(b.p, b.n));
		th_buf_free(&b);
	}
	json_object_set_new(out, "said", said);
	th_arena_free(a);
	return out;
}

int main(int argc, char **argv)
{
	static const char settings[] = "title: T\nbase_url: https://a.example\nlanguages: [en]\n"
				       "timezone: Europe/Berlin\n";
	unsigned long n;
	th_arena *a = th_arena_new();
	th_findings f = {.arena = a};
	th_hub hub;
	th_err err;
	if (argc != 3) {
		fputs("usage: calendar_main FROM UNTIL\n", stderr);
		return 2;
	}
	window w = {.from = strtoll(argv[1], NULL, 10), .until = strtoll(argv[2], NULL, 10)};
	if (hub_read(&hub, (th_str){settings, sizeof(settings) - 1}, a, &f, &err) != 0)
		return 1;
	while (scanf("%lu", &n) == 1 && getchar() == '\n' && n < FILE_MAX) {
		char bytes[FILE_MAX];
		if (fread(bytes, 1, n, stdin) != n)
			return 1;
		json_t *out = event(&hub, (th_str){bytes, n}, &w);
		json_dumpf(out, stdout, JSON_COMPACT);
		putchar('\n');
		json_decref(out);
	}
	th_arena_free(a);
	return 0;
}
