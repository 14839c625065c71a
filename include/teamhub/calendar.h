/* calendar.h -- when something takes place: zones as tables, rules of recurrence (RFC 5545
 * §3.3.10), and the meetings that follow from both.
 *
 * Used by content (to check what an author wrote), publish (to write the meetings of the coming
 * years), face (to write iCalendar by libical, which sees numbers only) and web (to say a rule in
 * words). No clock is read. Every walk is bounded: see RECUR_STEPS_MAX.
 *
 * Wall clock: seconds since 1970 as if the clock on the wall showed UTC; arithmetic on it knows no
 * daylight saving, so that half past eight stays half past eight. */
#ifndef TEAMHUB_CALENDAR_H
#define TEAMHUB_CALENDAR_H

#include "teamhub/base.h"

/* ---- zone.c ---- */

typedef struct th_shift {
	th_time from; /* the first holds since ever */
	int offset;   /* minutes east of UTC */
} th_shift;

typedef struct th_zone {
	const th_shift *changes; /* ascending */
	size_t n;
} th_zone;

/* Minutes east of UTC at that instant; 0 for NULL or an empty table. */
int zone_offset(const th_zone *zone, th_time at);
/* Wall clock to an instant: of two in autumn the first, of none in spring the one that the clock
 * moved on to (RFC 5545 §3.3.5). */
th_time zone_instant(const th_zone *zone, th_time wall, int *offset);

/* ---- rules ---- */

typedef enum th_freq { TH_ONCE, TH_DAILY, TH_WEEKLY, TH_MONTHLY, TH_YEARLY } th_freq;

enum { RECUR_LIST = 31, RECUR_COUNT_MAX = 1000, RECUR_STEP_MAX = 366 };
/* What one walk through a rule may take: periods and meetings looked at. The check refuses rules
 * that need more. */
enum { RECUR_STEPS_MAX = 20000 };

typedef struct th_numbers {
	int16_t v[RECUR_LIST];
	uint8_t n;
} th_numbers;

/* Zeroed where unused, so that equal rules are equal bytes. */
typedef struct th_recur {
	th_freq freq;
	int step;           /* INTERVAL, from 1 */
	int count;          /* 0: not limited by number */
	int week_start;     /* 0 Sunday … 6 Saturday */
	th_time until;      /* wall clock, itself included; TH_NEVER: not limited by time */
	th_numbers days;    /* BYDAY by recur_day */
	th_numbers dates;   /* BYMONTHDAY: 1 … 31, -1 the last day of the month … */
	th_numbers months;  /* BYMONTH: 1 … 12 */
	th_numbers choices; /* BYSETPOS: 1 the first of what the rest gives, -1 the last … */
} th_recur;

/* A weekday and which of them: 0 every one, 1 the first, -1 the last. */
static inline int recur_day(int which, int weekday)
{
	return which * 8 + weekday;
}
static inline int recur_weekday(int day)
{
	return day & 7;
}
static inline int recur_which(int day)
{
	return (day - (day & 7)) / 8;
}

/* ---- series.c: all meetings of an event ---- */

/* Meetings by how long they are: those of a class that are on at a moment began within its limit
 * before. */
enum { MEETING_HOURS, MEETING_DAYS, MEETING_LONG, MEETING_CLASSES };
static const th_time meeting_limit[MEETING_CLASSES] = {
    3 * 3600, 2 * 86400, (th_time)368 * 86400 /* none is longer */};

typedef struct th_series {
	const th_zone *zone;
	th_time start;  /* of the first, wall clock */
	int64_t length; /* seconds that really pass; 0: nobody said. Whole days when day_only */
	bool day_only;
	th_recur recur;
	const th_time *added, *left_out; /* RDATE, EXDATE: wall clock */
	size_t added_count, left_out_count;
} th_series;

typedef struct th_meeting {
	th_time start, end; /* instants; end == start: nobody said when it ends */
	int start_offset, end_offset;
} th_meeting;

/* True when there is more than one meeting, or may be. */
bool series_repeats(const th_series *s);
/* The first meeting that is not over at `now`; false: all are. What has no end counts as over an
 * hour after it began, or a day when it does not repeat. */
bool series_next(const th_series *s, th_time now, th_meeting *out);
/* The last one that is over at `now`. */
bool series_last(const th_series *s, th_time now, th_meeting *out);
/* At most `limit` meetings that are not over at `now`, in order; returns how many. */
size_t series_list(const th_series *s, th_time now, th_meeting *out, size_t limit);
/* Instants at which a meeting begins or is over: the last <= now, the next > now; TH_NEVER: none.
 */
void series_changes(const th_series *s, th_time now, th_time *last, th_time *next);
/* When that meeting is over. */
th_time series_over(const th_series *s, const th_meeting *m);
/* The first begin by the rule at or after the start, wall clock; TH_NEVER: the rule gives none, or
 * (*spent) none within its budget. */
th_time series_first(const th_series *s, bool *spent);
/* Calls `each` for the last meeting that is over at `from`, for all up to `until`, and for the
 * first at or after that; in order. Returns the steps it took, RECUR_STEPS_MAX: the budget was used
 * up, and meetings may be missing. */
int series_span(const th_series *s, th_time from, th_time until,
    void (*each)(void *ctx, const th_meeting *m), void *ctx);
/* Whether the rule or an added date gives a meeting that begins then (wall clock), left out or not.
 */
bool series_has(const th_series *s, th_time wall);

#endif
