/* ical_zone.c -- a zone in iCalendar's form (RFC 5545 §3.6.5), made from the same table that our
 * pages use for times; and names of colours (RFC 7986 §5.9). Called by ical.c.
 *
 * The table lists every change of the clock. Changes that come each year on the same weekday of the
 * same month become one observance with a rule. */
#include "ical.h"

#include <stdio.h>

#include <stdlib.h>

enum { YEAR_LAST = 2099, SHIFTS_MAX = 400 };

/* A change of the clock, in the time shown before it. */
typedef struct shift {
	th_time at;
	int from, to; /* minutes */
	th_civil wall;
	int weekday, nth;
	bool last; /* of its weekday in the month */
	bool used;
} shift;

static int month_days(int year, int month)
{
	th_civil next = {month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1, 0, 0, 0};
	return th_civil_of(th_time_of(next) - 1).day;
}

static shift shift_of(const th_zone *zone, size_t i)
{
	shift s = {.at = zone->changes[i].from, .to = zone->changes[i].offset};
	s.from = i > 0 ? zone->changes[i - 1].offset : s.to;
	if (i == 0) /* since ever */
		s.at = -(th_time)s.to * 60;
	th_time wall = s.at + (th_time)s.from * 60;
	s.wall = th_civil_of(wall);
	s.weekday = th_weekday(wall);
	s.nth = (s.wall.day - 1) / 7 + 1;
	s.last = s.wall.day + 7 > month_days(s.wall.year, s.wall.month);
	return s;
}

static bool alike(const shift *a, const shift *b)
{
	return a->from == b->from && a->to == b->to && a->weekday == b->weekday &&
	       a->wall.month == b->wall.month && a->wall.hour == b->wall.hour &&
	       a->wall.minute == b->wall.minute && a->wall.second == b->wall.second;
}

static icalcomponent *observance(const shift *s)
{
	char name[16];
	icalcomponent *c =
	    s->to > s->from ? icalcomponent_new_xdaylight() : icalcomponent_new_xstandard();
	int to = abs(s->to);
	icalcomponent_add_property(
	    c, icalproperty_new_dtstart(wall_to_ical(s->at + (th_time)s->from * 60, false)));
	icalcomponent_add_property(c, icalproperty_new_tzoffsetfrom(s->from * 60));
	icalcomponent_add_property(c, icalproperty_new_tzoffsetto(s->to * 60));
	snprintf(name, sizeof(name), to % 60 ? "%c%02d%02d" : "%c%02d", s->to < 0 ? '-' : '+',
	    to / 60 % 100, to % 60);
	icalcomponent_add_property(c, icalproperty_new_tzname(name));
	return c;
}

static void add_rule(icalcomponent *c, const shift *first, const shift *end, bool last)
{
	th_recur r = {.freq = TH_YEARLY, .step = 1, .week_start = 1, .until = TH_NEVER};
	struct icalrecurrencetype rule;
	r.months = (th_numbers){{(int16_t)first->wall.month}, 1};
	r.days = (th_numbers){{(int16_t)recur_day(last ? -1 : first->nth, first->weekday)}, 1};
	recur_to_ical(&rule, &r, false);
	if (end->wall.year < YEAR_LAST)
		rule.until = ical_utc(end->at);
	icalcomponent_add_property(c, icalproperty_new_rrule(rule));
}

/* The observance that begins with change `i`, with all later ones that the same rule gives. */
static icalcomponent *group(shift *list, size_t n, size_t i)
{
	const shift *first = &list[i], *end = first;
	bool last = first->last, nth = true;
	icalcomponent *c = observance(first);
	for (size_t k = i + 1; k < n; k++) {
		shift *s = &list[k];
		if (s->used || !alike(first, s) || s->wall.year != end->wall.year + 1)
			continue;
		bool both_last = last && s->last, both_nth = nth && s->nth == first->nth;
		if (!both_last && !both_nth)
			break;
		last = both_last;
		nth = both_nth;
		s->used = true;
		end = s;
	}
	if (end != first)
		add_rule(c, first, end, last);
	return c;
}

icalcomponent *ical_zone(const th_zone *zone, const char *name, th_time since)
{
	icalcomponent *c = icalcomponent_new_vtimezone();
	shift list[SHIFTS_MAX];
	size_t n = 0, count = zone ? zone->n : 0, i = 0;
	icalcomponent_add_property(c, icalproperty_new_tzid(name));
	icalproperty *x = icalproperty_new_x(name);
	icalproperty_set_x_name(x, "X-LIC-LOCATION");
	icalcomponent_add_property(c, x);
	while (i + 1 < count && zone->changes[i + 1].from <= since)
		i++;
	for (; i < count && n < SHIFTS_MAX; i++) {
		list[n] = shift_of(zone, i);
		if (list[n].wall.year > YEAR_LAST)
			break;
		n++;
	}
	for (size_t k = 0; k < n; k++)
		if (!list[k].used)
			icalcomponent_add_component(c, group(list, n, k));
	return c;
}

/* ---- colours ---- */

const char *ical_colour(th_str hex)
{
	static const struct {
		const char *name;
		uint32_t rgb;
	} names[] = {{"black", 0x000000}, {"dimgray", 0x696969}, {"gray", 0x808080},
	    {"silver", 0xc0c0c0}, {"maroon", 0x800000}, {"darkred", 0x8b0000}, {"brown", 0xa52a2a},
	    {"firebrick", 0xb22222}, {"crimson", 0xdc143c}, {"red", 0xff0000}, {"tomato", 0xff6347},
	    {"coral", 0xff7f50}, {"orangered", 0xff4500}, {"darkorange", 0xff8c00},
	    {"orange", 0xffa500}, {"gold", 0xffd700}, {"goldenrod", 0xdaa520},
	    {"saddlebrown", 0x8b4513}, {"sienna", 0xa0522d}, {"chocolate", 0xd2691e},
	    {"olive", 0x808000}, {"darkolivegreen", 0x556b2f}, {"darkgreen", 0x006400},
	    {"green", 0x008000}, {"forestgreen", 0x228b22}, {"seagreen", 0x2e8b57},
	    {"mediumseagreen", 0x3cb371}, {"limegreen", 0x32cd32}, {"teal", 0x008080},
	    {"darkcyan", 0x008b8b}, {"cadetblue", 0x5f9ea0}, {"turquoise", 0x40e0d0},
	    {"steelblue", 0x4682b4}, {"dodgerblue", 0x1e90ff}, {"royalblue", 0x4169e1},
	    {"blue", 0x0000ff}, {"darkblue", 0x00008b}, {"navy", 0x000080},
	    {"midnightblue", 0x191970}, {"slateblue", 0x6a5acd}, {"indigo", 0x4b0082},
	    {"purple", 0x800080}, {"darkmagenta", 0x8b008b}, {"mediumvioletred", 0xc71585},
	    {"orchid", 0xda70d6}, {"deeppink", 0xff1493}, {"hotpink", 0xff69b4}};
	char text[8] = {0};
	if (hex.n == 7)
		memcpy(text, hex.p, 7);
	long rgb = text[0] == '#' ? strtol(text + 1, NULL, 16) : 0;
	size_t best = 0;
	long least = 1000000;
	for (size_t i = 0; i < TH_COUNT(names); i++) {
		long far = 0;
		for (int bit = 0; bit < 24; bit += 8) {
			long d = ((rgb >> bit) & 255) - (long)((names[i].rgb >> bit) & 255);
			far += d * d;
		}
		if (far < least) {
			least = far;
			best = i;
		}
	}
	return names[best].name;
}
