/* expand.h -- the days that a rule gives, for series.c. */
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

#endif
