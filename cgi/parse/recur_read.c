/* recur_read.c -- a rule of recurrence as an author wrote it (RFC 5545 §3.3.10), into numbers.
 *
 * Called by event.c and by the fuzzer, with any input. Accepts what a page can say in words and a
 * calendar can expand without end: days, weeks, months, years, by weekdays, dates, months and a
 * choice among them. Hours and minutes come from start:, so BYHOUR and the like are refused, as is
 * what no meeting uses (BYWEEKNO, BYYEARDAY). */
#include "event.h"

static const char *const weekdays[] = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};

static bool weekday_read(int *out, th_str s)
{
	for (int i = 0; i < 7; i++)
		if (th_str_caseeq(s, th_strz(weekdays[i]))) {
			*out = i;
			return true;
		}
	return false;
}

/* With a sign or without; never 0. */
static bool number_read(int *out, th_str s, int least, int most)
{
	uint64_t n;
	bool minus = th_str_starts(s, TH_S("-"));
	if (minus || th_str_starts(s, TH_S("+")))
		s = th_str_sub(s, 1, s.n);
	if (s.n > 4 || !th_str_uint(s, 9999, &n) || n == 0)
		return false;
	*out = minus ? -(int)n : (int)n;
	return *out >= least && *out <= most;
}

static bool numbers_add(th_numbers *list, int n)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i] == n)
			return true;
	if (list->n == RECUR_LIST)
		return false;
	list->v[list->n++] = (int16_t)n;
	return true;
}

static bool numbers_read(th_numbers *list, th_str s, int least, int most)
{
	th_str part;
	int n;
	while (th_str_split(&s, ',', &part))
		if (!number_read(&n, th_str_trim(part), least, most) || !numbers_add(list, n))
			return false;
	return true;
}

/* "TH", "1TH", "-1FR" */
static bool days_read(th_recur *r, th_str s)
{
	th_str part;
	while (th_str_split(&s, ',', &part)) {
		int weekday, which = 0;
		part = th_str_trim(part);
		if (part.n < 2 || !weekday_read(&weekday, th_str_sub(part, part.n - 2, part.n)) ||
		    (part.n > 2 && !number_read(&which, th_str_sub(part, 0, part.n - 2), -53, 53)))
			return false;
		if (!numbers_add(&r->days, recur_day(which, weekday)))
			return false;
	}
	return true;
}

static bool freq_read(th_recur *r, th_str s)
{
	static const char *const names[] = {"", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
	for (int i = TH_DAILY; i <= TH_YEARLY; i++)
		if (th_str_caseeq(s, th_strz(names[i])))
			r->freq = (th_freq)i;
	return r->freq != TH_ONCE;
}

static bool digits(th_str s, size_t at, size_t n, int *out)
{
	uint64_t v;
	bool ok = th_str_uint(th_str_sub(s, at, at + n), 9999, &v) && s.n >= at + n;
	*out = ok ? (int)v : 0;
	return ok;
}

/* 20271231, 20271231T235959, 20271231T225959Z: a day includes all of it. */
static bool until_read(th_recur *r, th_str s, const th_zone *zone)
{
	th_civil c = {0};
	bool utc = s.n == 16 && (s.p[15] == 'Z' || s.p[15] == 'z');
	if (!digits(s, 0, 4, &c.year) || !digits(s, 4, 2, &c.month) || !digits(s, 6, 2, &c.day))
		return false;
	if (s.n == 8) {
		c.hour = 23;
		c.minute = c.second = 59;
	} else if ((s.n != 15 && !utc) || (s.p[8] != 'T' && s.p[8] != 't') ||
		   !digits(s, 9, 2, &c.hour) || !digits(s, 11, 2, &c.minute) ||
		   !digits(s, 13, 2, &c.second)) {
		return false;
	}
	if (!th_civil_valid(c))
		return false;
	th_time t = th_time_of(c);
	r->until = utc ? t + (th_time)zone_offset(zone, t) * 60 : t;
	return true;
}

static bool part_read(th_recur *r, th_str name, th_str value, const th_zone *zone)
{
	if (th_str_caseeq(name, TH_S("FREQ")))
		return freq_read(r, value);
	if (th_str_caseeq(name, TH_S("INTERVAL")))
		return number_read(&r->step, value, 1, RECUR_STEP_MAX);
	if (th_str_caseeq(name, TH_S("COUNT")))
		return number_read(&r->count, value, 1, RECUR_COUNT_MAX);
	if (th_str_caseeq(name, TH_S("UNTIL")))
		return until_read(r, value, zone);
	if (th_str_caseeq(name, TH_S("BYDAY")))
		return days_read(r, value);
	if (th_str_caseeq(name, TH_S("BYMONTHDAY")))
		return numbers_read(&r->dates, value, -31, 31);
	if (th_str_caseeq(name, TH_S("BYMONTH")))
		return numbers_read(&r->months, value, 1, 12);
	if (th_str_caseeq(name, TH_S("BYSETPOS")))
		return numbers_read(&r->choices, value, -31, 31);
	if (th_str_caseeq(name, TH_S("WKST")))
		return weekday_read(&r->week_start, value);
	return false;
}

/* Parts that conflict by RFC 5545, or that calendars interpret differently. */
static bool fits(const th_recur *r, th_str *bad)
{
	bool numbered = false;
	for (size_t i = 0; i < r->days.n; i++)
		numbered = numbered || recur_which(r->days.v[i]) != 0;
	if (r->freq == TH_ONCE)
		*bad = TH_S("FREQ");
	else if (r->count > 0 && r->until != TH_NEVER)
		*bad = TH_S("UNTIL");
	else if (numbered && r->freq < TH_MONTHLY)
		*bad = TH_S("BYDAY");
	else if (r->dates.n > 0 && r->freq == TH_WEEKLY)
		*bad = TH_S("BYMONTHDAY");
	else if (r->choices.n > 0 && r->days.n + r->dates.n + r->months.n == 0)
		*bad = TH_S("BYSETPOS");
	else
		return true;
	return false;
}

bool recur_read(th_recur *out, th_str text, const th_zone *zone, th_str *bad)
{
	th_str part, seen[9];
	size_t n = 0;
	memset(out, 0, sizeof(*out));
	*out = (th_recur){.step = 1, .week_start = 1, .until = TH_NEVER};
	text = th_str_trim(text);
	if (text.n >= 6 && th_str_caseeq(th_str_sub(text, 0, 6), TH_S("RRULE:")))
		text = th_str_sub(text, 6, text.n);
	if (th_str_ends(text, TH_S(";")))
		text.n--;
	while (th_str_split(&text, ';', &part)) {
		ptrdiff_t equals = th_str_chr(part, '=');
		th_str name = th_str_trim(th_str_sub(part, 0, equals < 0 ? 0 : (size_t)equals));
		*bad = th_str_trim(part);
		for (size_t i = 0; i < n; i++)
			if (th_str_caseeq(seen[i], name))
				return false;
		if (equals < 0 || n == TH_COUNT(seen) ||
		    !part_read(
			out, name, th_str_trim(th_str_sub(part, (size_t)equals + 1, part.n)), zone))
			return false;
		seen[n++] = name;
	}
	return fits(out, bad);
}
