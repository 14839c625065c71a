/* expand.c -- the days that a rule gives (RFC 5545 §3.3.10), period by period. Called by series.c.
 *
 * Not libical's iterator, for two reasons. It can spend seconds inside one call looking for a day
 * that rarely or never comes; here each period is one counted step, and any day's period is found
 * by division. And it silently ignores BYSETPOS in weekly rules and BYMONTHDAY or BYDAY in some
 * yearly ones. tests/integration/subscribers.test.py compares this file with six
 * readers. */
#include "expand.h"

enum { DAY = 86400, YEAR_LAST = 2199 };

int64_t civil_day(int year, int month, int day)
{
	return th_time_of((th_civil){year, month, day, 0, 0, 0}) / DAY;
}

int civil_weekday(int64_t day)
{
	return (int)(((day + 4) % 7 + 7) % 7); /* 1970 began on a Thursday */
}

static int month_length(int year, int month)
{
	static const int8_t length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return length[month - 1] + (month == 2 && leap);
}

static bool has(const th_numbers *list, int n)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i] == n)
			return true;
	return false;
}

static bool in_months(const th_recur *r, int month)
{
	return r->months.n == 0 || has(&r->months, month);
}

/* Day `n` (from 1) of a month or year of `length` days: "MO", "2MO", "-1MO". */
static bool is_weekday(const th_recur *r, int weekday, int n, int length)
{
	return has(&r->days, recur_day(0, weekday)) ||
	       has(&r->days, recur_day((n - 1) / 7 + 1, weekday)) ||
	       has(&r->days, recur_day(-((length - n) / 7 + 1), weekday));
}

static void give(expander *x, int64_t day)
{
	x->days[x->n++] = (int32_t)day;
}

static void in_month(expander *x, int year, int month)
{
	const th_recur *r = x->r;
	int length = month_length(year, month);
	int64_t first = civil_day(year, month, 1);
	for (int n = 1; n <= length; n++) {
		if (r->dates.n > 0 && !has(&r->dates, n) && !has(&r->dates, n - length - 1))
			continue;
		if (r->days.n > 0 && !is_weekday(r, civil_weekday(first + n - 1), n, length))
			continue;
		if (r->days.n + r->dates.n == 0 && n != x->first.day)
			continue;
		give(x, first + n - 1);
	}
}

static void in_year(expander *x, int year)
{
	const th_recur *r = x->r;
	if (r->days.n > 0 && r->dates.n + r->months.n == 0) {
		int64_t first = civil_day(year, 1, 1);
		int length = (int)(civil_day(year + 1, 1, 1) - first);
		for (int n = 1; n <= length; n++)
			if (is_weekday(r, civil_weekday(first + n - 1), n, length))
				give(x, first + n - 1);
		return;
	}
	bool every = r->dates.n > 0;
	for (int month = 1; month <= 12; month++)
		if (r->months.n > 0 ? has(&r->months, month) : every || month == x->first.month)
			in_month(x, year, month);
}

static void in_week(expander *x, int64_t monday)
{
	const th_recur *r = x->r;
	for (int64_t day = monday; day < monday + 7; day++) {
		int weekday = civil_weekday(day);
		if (r->days.n > 0 ? has(&r->days, recur_day(0, weekday))
				  : weekday == civil_weekday(x->start))
			if (in_months(r, th_civil_of(day * DAY).month))
				give(x, day);
	}
}

static void on_day(expander *x, int64_t day)
{
	const th_recur *r = x->r;
	th_civil c = th_civil_of(day * DAY);
	int length = month_length(c.year, c.month);
	if (in_months(r, c.month) &&
	    (r->dates.n == 0 || has(&r->dates, c.day) || has(&r->dates, c.day - length - 1)) &&
	    (r->days.n == 0 || has(&r->days, recur_day(0, civil_weekday(day)))))
		give(x, day);
}

/* BYSETPOS: keeps the chosen ones of the days that the period gives. */
static void choose(expander *x)
{
	const th_numbers *choices = &x->r->choices;
	size_t kept = 0;
	for (size_t i = 0; choices->n > 0 && i < x->n; i++)
		if (has(choices, (int)i + 1) || has(choices, (int)i - (int)x->n))
			x->days[kept++] = x->days[i];
	if (choices->n > 0)
		x->n = kept;
}

static int64_t week_of(const expander *x, int64_t day)
{
	return day - (civil_weekday(day) - x->r->week_start + 7) % 7;
}

static int64_t months_of(th_civil c)
{
	return (int64_t)c.year * 12 + c.month - 1;
}

void expand_begin(expander *x, const th_recur *r, int64_t start, int64_t from)
{
	*x = (expander){.r = r, .start = start, .first = th_civil_of(start * DAY)};
	if (r->count > 0 || from <= start || r->freq == TH_ONCE)
		return;
	th_civil then = th_civil_of(from * DAY);
	int64_t away = r->freq == TH_DAILY     ? from - start
		       : r->freq == TH_WEEKLY  ? (from - week_of(x, start)) / 7
		       : r->freq == TH_MONTHLY ? months_of(then) - months_of(x->first)
					       : then.year - x->first.year;
	x->period = away / r->step;
}

/* False: the period is after the last year. */
static bool fill(expander *x)
{
	const th_recur *r = x->r;
	int64_t away = x->period++ * r->step, month;
	x->n = x->at = 0;
	if (away / 366 > YEAR_LAST)
		return false;
	switch (r->freq) {
	case TH_DAILY:
		on_day(x, x->start + away);
		choose(x);
		return x->start + away < civil_day(YEAR_LAST + 1, 1, 1);
	case TH_WEEKLY:
		in_week(x, week_of(x, x->start) + 7 * away);
		break;
	case TH_MONTHLY:
		month = months_of(x->first) + away;
		if (month / 12 > YEAR_LAST)
			return false;
		if (in_months(r, (int)(month % 12) + 1))
			in_month(x, (int)(month / 12), (int)(month % 12) + 1);
		break;
	default:
		if (x->first.year + away > YEAR_LAST)
			return false;
		in_year(x, x->first.year + (int)away);
	}
	choose(x);
	return true;
}

bool expand_next(expander *x, int64_t *day)
{
	while (x->at == x->n)
		if (x->steps++ >= RECUR_STEPS_MAX || !fill(x))
			return false;
	*day = x->days[x->at++];
	return *day < civil_day(YEAR_LAST + 1, 1, 1);
}
