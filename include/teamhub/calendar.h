/* calendar.h -- when something takes place: time zones as tables, rules of recurrence (RFC 5545
 * §3.3.10), and the meetings that follow from them.
 *
 * Used by parse (to check what an author wrote), publish (to write the meetings of the coming
 * years), face (to write iCalendar through libical, which sees numbers only) and web (to put a rule
 * into words). Reads no clock. Every walk is bounded: see RECUR_STEPS_MAX.
 *
 * Wall clock: seconds since 1970 as if the clock on the wall showed UTC. Arithmetic on it ignores
 * daylight saving, so half past eight stays half past eight. */
#ifndef TEAMHUB_CALENDAR_H
#define TEAMHUB_CALENDAR_H

#include "teamhub/base.h"

/* ---- zone.c ---- */

typedef struct th_shift {
	th_time from; /* the first entry holds for all time before, too */
	int offset;   /* minutes east of UTC */
} th_shift;

typedef struct th_zone {
	const th_shift *changes; /* ascending */
	size_t n;
} th_zone;

/* Minutes east of UTC at that instant; 0 for NULL or an empty table. */
int zone_offset(const th_zone *zone, th_time at);
/* From wall clock to an instant. An hour that occurs twice in autumn means the first; one that is
 * skipped in spring moves on to where the clock moved (RFC 5545 §3.3.5). */
th_time zone_instant(const th_zone *zone, th_time wall, int *offset);

/* How often the clock shows that: 1; 0 where it is moved on, 2 where it is moved back. */
int zone_shows(const th_zone *zone, th_time wall);

/* ---- rules ---- */

typedef enum th_freq { TH_ONCE, TH_DAILY, TH_WEEKLY, TH_MONTHLY, TH_YEARLY } th_freq;

enum { RECUR_LIST = 31, RECUR_COUNT_MAX = 1000, RECUR_STEP_MAX = 366 };
/* The most steps one walk through a rule may take, counting periods and meetings. The check refuses
 * rules that need more. */
enum { RECUR_STEPS_MAX = 20000 };

typedef struct th_numbers {
	int16_t v[RECUR_LIST];
	uint8_t n;
} th_numbers;

/* Unused members are zero, so equal rules are equal bytes. */
typedef struct th_recur {
	th_freq freq;
	int step;           /* INTERVAL, from 1 */
	int count;          /* 0: unlimited */
	int week_start;     /* 0 Sunday … 6 Saturday */
	th_time until;      /* wall clock, inclusive; TH_NEVER: unlimited */
	th_numbers days;    /* BYDAY, as made by recur_day */
	th_numbers dates;   /* BYMONTHDAY: 1 … 31, or -1 for the last day of the month, … */
	th_numbers months;  /* BYMONTH: 1 … 12 */
	th_numbers choices; /* BYSETPOS: 1 the first of what the other parts give, -1 the last … */
} th_recur;

/* A weekday and which one of them: 0 every, 1 the first, -1 the last. */
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

/* Meetings are grouped by length: a meeting that is running now began no longer ago than the limit
 * of its class. */
enum { MEETING_HOURS, MEETING_DAYS, MEETING_LONG, MEETING_CLASSES };
static const th_time meeting_limit[MEETING_CLASSES] = {
    3 * 3600, 2 * 86400, (th_time)368 * 86400 /* no meeting is longer */};

typedef struct th_series {
	const th_zone *zone;
	th_time start;  /* of the first, wall clock */
	int64_t length; /* by the clock on the wall; 0: not given. Whole days when day_only */
	bool day_only;
	th_recur recur;
	const th_time *added, *left_out; /* RDATE, EXDATE: wall clock */
	size_t added_count, left_out_count;
} th_series;

typedef struct th_meeting {
	th_time start, end; /* instants; end == start: no end was given */
	int start_offset, end_offset;
} th_meeting;

/* Does the series have more than one meeting, or might it? */
bool series_repeats(const th_series *s);
/* The first meeting that is not over at `now`; false: all are over. A meeting without an end counts
 * as over an hour after it begins, or after a day when it does not repeat. */
bool series_next(const th_series *s, th_time now, th_meeting *out);
/* The last meeting that is over at `now`. */
bool series_last(const th_series *s, th_time now, th_meeting *out);
/* Up to `limit` meetings that are not over at `now`, in order; returns how many. */
size_t series_list(const th_series *s, th_time now, th_meeting *out, size_t limit);
/* The instants at which a meeting begins or ends: the last <= now and the next > now; TH_NEVER:
 * none. */
void series_changes(const th_series *s, th_time now, th_time *last, th_time *next);
/* When that meeting is over. */
th_time series_over(const th_series *s, const th_meeting *m);
/* The first beginning that the rule gives at or after the start, as wall clock. TH_NEVER: there is
 * none, or the budget ran out first (*spent). */
th_time series_first(const th_series *s, bool *spent);
/* Calls `each`, in order, for the last meeting that is over at `from`, for all up to `until`, and
 * for the first one after that. Returns the number of steps; RECUR_STEPS_MAX means that the budget
 * ran out and meetings may be missing. */
int series_span(const th_series *s, th_time from, th_time until,
    void (*each)(void *ctx, const th_meeting *m), void *ctx);
/* Does a meeting begin then (wall clock), by the rule or as an added date? Ignores left_out. */
bool series_has(const th_series *s, th_time wall);

/* ---- parts.c: a series as all calendars read it alike ---- */

/* Of one event. More are refused by the check. */
enum { PARTS_MAX = 300 };

typedef struct th_part {
	th_series series; /* a rule and dates left out, or one meeting (TH_ONCE); nothing added */
	bool in_utc;      /* one meeting at an hour about which calendars differ */
	th_str key;       /* which of them it is; empty: the event itself */
} th_part;
typedef TH_LIST(th_part) th_parts;

/* Adds to `out` what has the meetings of `s`; those that only single ones can tell from `from` to
 * before `until`. Lists live in `a`. False: PARTS_MAX were not enough. */
bool series_parts(th_parts *out, const th_series *s, th_time from, th_time until, th_arena *a);

#endif
