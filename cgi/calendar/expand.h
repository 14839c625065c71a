/* expand.h -- the days that a rule gives, and rules in plain forms; for series.c and parts.c. */
#ifndef CALENDAR_EXPAND_H
#define CALENDAR_EXPAND_H

#include "teamhub/calendar.h"

/* The days that a rule gives, one period (day, week, month or year) after the other. */
typedef struct expander {
	const th_recur *r;
	int64_t start;     /* the day of the first meeting, since 1970 */
	th_civil first;    /* the same */
	int64_t period;    /* the next one to look at */
	int32_t days[366]; /* what the last one gave, ascending */
	size_t n, at;
	int steps; /* periods looked at so far */
} expander;

/* Begins at the period that holds the day `from`, or at the first one when that is later or the
 * rule counts its meetings. */
void expand_begin(expander *x, const th_recur *r, int64_t start, int64_t from);
/* The next day, which may lie before `start` or `from`; false: none up to the year 2199, or
 * RECUR_STEPS_MAX periods were looked at. */
bool expand_next(expander *x, int64_t *day);

/* Days since 1970; Sunday is 0. */
int64_t civil_day(int year, int month, int day);
int civil_weekday(int64_t day);

/* ---- plain.c ---- */

enum { PLAIN_MAX = 12 };

/* A rule that all calendars read alike. Its periods are counted from the day `anchor`, which may
 * lie before the first meeting. */
typedef struct plain_rule {
	th_recur recur;
	int64_t anchor;
} plain_rule;

/* The rules, at most PLAIN_MAX and none of them counted, that together give what `rule` gives from
 * the day `start` on, its first. 0: there is no such form. */
size_t recur_plain(plain_rule *out, const th_recur *rule, int64_t start);

/* ---- series.c ---- */

/* Whether a meeting that begins then is left out (EXDATE). */
bool series_leaves_out(const th_series *s, th_time wall);

#endif
