/* plain.c -- a rule in the few forms that all calendars read alike. Called by parts.c.
 *
 * The calendar programs that people use ignore parts of rules, skip a year, or search for a day for
 * ever, each with rules of another form and without a message;
 * tests/integration/subscribers.test.py runs them. Only what they agree about is used: a rule names
 * every day that it means, a yearly rule never combines months with a day beyond the 28th, and a
 * choice (BYSETPOS) whose outcome is always the same is made here. */
#include "expand.h"

enum { MONDAY = 1, SAFE_DATE = 28, WEEKS_IN_MONTH = 5, WEEKS_AT_END = 4, SPARSE_WEEKS = 8 };

typedef struct plain {
	plain_rule *out;
	size_t n;
	int64_t start; /* the day of the first meeting */
	th_civil first;
} plain;

static bool has(const th_numbers *list, int n)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i] == n)
			return true;
	return false;
}

static void only(th_numbers *list, int n)
{
	*list = (th_numbers){{(int16_t)n}, 1};
}

/* Ascending: ical.js takes the order of months for theirs. */
static void sort(th_numbers *list)
{
	for (size_t i = 1; i < list->n; i++)
		for (size_t k = i; k > 0 && list->v[k] < list->v[k - 1]; k--) {
			int16_t n = list->v[k];
			list->v[k] = list->v[k - 1];
			list->v[k - 1] = n;
		}
}

static void all_months(th_numbers *list)
{
	for (list->n = 0; list->n < 12; list->n++)
		list->v[list->n] = (int16_t)(list->n + 1);
}

/* In every month, or in none of them a day that some month lacks. */
static bool dates_are_safe(const th_recur *r)
{
	for (size_t i = 0; i < r->dates.n; i++)
		if (r->dates.v[i] < 1 || r->dates.v[i] > SAFE_DATE)
			return false;
	return true;
}

static size_t numbered(const th_recur *r)
{
	size_t n = 0;
	for (size_t i = 0; i < r->days.n; i++)
		n += recur_which(r->days.v[i]) != 0;
	return n;
}

static void give(plain *p, const th_recur *r, int64_t anchor)
{
	p->out[p->n++] = (plain_rule){*r, anchor};
}

/* ---- BYSETPOS ---- */

static bool chosen(const th_numbers *choices, size_t i, size_t n)
{
	return has(choices, (int)i + 1) || has(choices, (int)i - (int)n);
}

/* Of a list that every period gives in full and in this order. */
static void choose_from(th_numbers *list, th_numbers *choices)
{
	size_t kept = 0;
	for (size_t i = 0; i < list->n; i++)
		if (chosen(choices, i, list->n))
			list->v[kept++] = list->v[i];
	list->n = (uint8_t)kept;
	choices->n = 0;
}

/* Weekdays from the first day of the week on. */
static void sort_week(th_recur *r)
{
	th_numbers in_order = {0};
	for (int i = 0; i < 7; i++)
		if (has(&r->days, (r->week_start + i) % 7))
			in_order.v[in_order.n++] = (int16_t)((r->week_start + i) % 7);
	r->days = in_order;
}

/* False: what is chosen is not always the same. */
static bool choose(th_recur *r)
{
	if (r->choices.n == 0)
		return true;
	if (r->freq == TH_YEARLY && r->months.n == 1) {
		r->freq = TH_MONTHLY;
		r->step *= 12;
	}
	if (r->freq == TH_DAILY || (r->freq != TH_WEEKLY && r->days.n + r->dates.n == 0)) {
		r->choices.n = 0; /* of one a period, which was looked at before */
		return r->freq != TH_YEARLY || r->months.n == 0;
	}
	if (r->freq == TH_YEARLY || (r->freq == TH_WEEKLY && r->months.n > 0))
		return false;
	if (r->freq == TH_WEEKLY) {
		sort_week(r);
		choose_from(&r->days, &r->choices);
		return true;
	}
	if (r->days.n > 0)
		return r->dates.n == 0 && numbered(r) == 0;
	sort(&r->dates);
	if (dates_are_safe(r))
		choose_from(&r->dates, &r->choices);
	return r->choices.n == 0;
}

/* ---- each frequency ---- */

static int common(int a, int b)
{
	return b == 0 ? a : common(b, a % b);
}

/* Each month for itself, as a monthly rule. */
static void by_month(plain *p, const th_recur *r)
{
	th_recur one = *r;
	bool yearly = r->freq == TH_YEARLY;
	int step = yearly ? 12 : r->step, beyond = 12 / common(step, 12);
	one.freq = TH_MONTHLY;
	one.step = yearly ? 12 * r->step : r->step * beyond;
	one.months.n = 0;
	for (size_t i = 0; i < r->months.n; i++) {
		int year = p->first.year, month = r->months.v[i];
		if (yearly && month < p->first.month)
			year += r->step;
		for (int k = 0; !yearly && k < beyond; k++) {
			int away = p->first.month - 1 + k * r->step;
			if (away % 12 + 1 == month) {
				give(p, &one, civil_day(p->first.year + away / 12, month, 1));
				break;
			}
		}
		if (yearly)
			give(p, &one, civil_day(year, month, 1));
	}
}

static void in_months(plain *p, th_recur *r)
{
	sort(&r->months);
	if (r->months.n == 12 && (r->step == 1 || r->freq == TH_MONTHLY)) {
		r->freq = TH_MONTHLY;
		r->months.n = 0;
		give(p, r, p->start);
	} else if ((r->freq == TH_YEARLY || r->step == 1) && dates_are_safe(r) &&
		   r->choices.n == 0) {
		r->freq = TH_YEARLY;
		give(p, r, p->start);
	} else {
		by_month(p, r);
	}
}

/* Days that no month has are none: "6MO". */
static void drop_impossible(th_recur *r)
{
	size_t kept = 0;
	for (size_t i = 0; i < r->days.n; i++) {
		int which = recur_which(r->days.v[i]);
		if (which >= -WEEKS_IN_MONTH && which <= WEEKS_IN_MONTH)
			r->days.v[kept++] = r->days.v[i];
	}
	r->days.n = (uint8_t)kept;
}

static void monthly(plain *p, th_recur *r)
{
	size_t n = numbered(r);
	if (n > 0 && (n < r->days.n || r->dates.n > 0))
		return;
	if (r->days.n > 0 && !dates_are_safe(r)) /* ical.js loses some */
		return;
	drop_impossible(r);
	sort(&r->dates);
	if (r->months.n > 0)
		in_months(p, r);
	else
		give(p, r, p->start);
}

/* "1MO" of a year is that of its January, "-1MO" that of its December; false: another one. */
static bool at_an_end_of_the_year(plain *p, const th_recur *r)
{
	th_recur begin = *r, end = *r;
	begin.days.n = end.days.n = 0;
	only(&begin.months, 1);
	only(&end.months, 12);
	for (size_t i = 0; i < r->days.n; i++) {
		int which = recur_which(r->days.v[i]);
		th_numbers *days = which > 0 ? &begin.days : &end.days;
		if (which == 0 || which < -WEEKS_AT_END || which > WEEKS_AT_END)
			return false;
		days->v[days->n++] = r->days.v[i];
	}
	if (begin.days.n > 0)
		give(p, &begin, p->start);
	if (end.days.n > 0)
		give(p, &end, p->start);
	return true;
}

static void yearly(plain *p, th_recur *r)
{
	if (r->months.n == 0 && r->dates.n == 0 && numbered(r) > 0) {
		at_an_end_of_the_year(p, r);
		return;
	}
	if (r->months.n == 0)
		all_months(&r->months);
	monthly(p, r);
}

/* Each weekday for itself where it matters with which day weeks begin: libical is wrong about it.
 */
static void by_weekday(plain *p, const th_recur *r)
{
	th_recur one = *r;
	int64_t week = p->start - (civil_weekday(p->start) - r->week_start + 7) % 7;
	one.week_start = MONDAY;
	for (size_t i = 0; i < r->days.n; i++) {
		only(&one.days, r->days.v[i]);
		give(p, &one, week + (r->days.v[i] - r->week_start + 7) % 7);
	}
}

static void weekly(plain *p, th_recur *r)
{
	sort_week(r);
	sort(&r->months);
	if (r->months.n > 0 && r->step > SPARSE_WEEKS)
		return;
	if (r->step > 1 && r->days.n > 1 && r->week_start != MONDAY) {
		by_weekday(p, r);
		return;
	}
	r->week_start = MONDAY;
	give(p, r, p->start);
}

/* "Every fifth day, if that is a Monday": each weekday comes in as many weeks, or is the only one.
 * node-ical looks at all days between, and loses an hour at one that the clock leaves out. */
static void every_nth_weekday(plain *p, const th_recur *r)
{
	th_recur one = *r;
	if (r->step % 7 == 0) {
		one.days.n = 0;
		give(p, &one, p->start);
		return;
	}
	one.freq = TH_WEEKLY;
	for (int i = 0; i < 7; i++) {
		int64_t day = p->start + (int64_t)i * r->step;
		only(&one.days, civil_weekday(day));
		if (has(&r->days, civil_weekday(day)))
			give(p, &one, day);
	}
}

static void daily(plain *p, th_recur *r)
{
	if (r->step == 1 && r->dates.n > 0) {
		r->freq = TH_MONTHLY;
		monthly(p, r);
	} else if (r->step == 1 && r->days.n > 0) {
		r->freq = TH_WEEKLY;
		weekly(p, r);
	} else if (r->dates.n + r->months.n == 0 && r->days.n > 0) {
		every_nth_weekday(p, r);
	} else if (r->dates.n == 0 && (r->months.n == 0 || r->step == 1)) {
		sort(&r->months);
		give(p, r, p->start);
	}
}

size_t recur_plain(plain_rule *out, const th_recur *rule, int64_t start)
{
	plain p = {.out = out, .start = start, .first = th_civil_of(start * 86400)};
	th_recur r = *rule;
	r.count = 0;
	if (r.freq == TH_WEEKLY && r.days.n == 0)
		only(&r.days, civil_weekday(start));
	if (!choose(&r))
		return 0;
	if (r.freq >= TH_MONTHLY && r.days.n + r.dates.n == 0) {
		only(&r.dates, p.first.day);
		if (r.freq == TH_YEARLY && r.months.n == 0)
			only(&r.months, p.first.month);
	}
	if (r.freq != TH_WEEKLY)
		r.week_start = MONDAY;
	switch (r.freq) {
	case TH_DAILY:
		daily(&p, &r);
		break;
	case TH_WEEKLY:
		weekly(&p, &r);
		break;
	case TH_MONTHLY:
		monthly(&p, &r);
		break;
	default:
		yearly(&p, &r);
	}
	return p.n;
}
