/* recur.c -- from our rule to libical's: numbers to numbers. Called by series.c and face/ical.c. */
#include "teamhub/recur.h"

struct icaltimetype wall_to_ical(th_time wall, bool day_only)
{
	th_civil c = th_civil_of(wall);
	struct icaltimetype t = icaltime_null_time();
	t.year = c.year;
	t.month = c.month;
	t.day = c.day;
	t.is_date = day_only;
	if (!day_only) {
		t.hour = c.hour;
		t.minute = c.minute;
		t.second = c.second;
	}
	return t;
}

static void copy(short *to, const th_numbers *from)
{
	for (size_t i = 0; i < from->n; i++)
		to[i] = from->v[i];
}

/* libical: (|n| * 8 + weekday) with the sign of n, Sunday is 1. */
static short day_to_ical(int day)
{
	int which = recur_which(day), weekday = recur_weekday(day) + 1;
	return (short)(which < 0 ? -(-which * 8 + weekday) : which * 8 + weekday);
}

void recur_to_ical(struct icalrecurrencetype *out, const th_recur *r, bool day_only)
{
	static const icalrecurrencetype_frequency freq[] = {ICAL_NO_RECURRENCE,
	    ICAL_DAILY_RECURRENCE, ICAL_WEEKLY_RECURRENCE, ICAL_MONTHLY_RECURRENCE,
	    ICAL_YEARLY_RECURRENCE};
	icalrecurrencetype_clear(out);
	out->freq = freq[r->freq];
	out->interval = (short)r->step;
	out->count = r->count;
	out->week_start = (icalrecurrencetype_weekday)(r->week_start + 1);
	if (r->until != TH_NEVER)
		out->until = wall_to_ical(r->until, day_only);
	for (size_t i = 0; i < r->days.n; i++)
		out->by_day[i] = day_to_ical(r->days.v[i]);
	copy(out->by_month_day, &r->dates);
	copy(out->by_month, &r->months);
	copy(out->by_set_pos, &r->choices);
}
