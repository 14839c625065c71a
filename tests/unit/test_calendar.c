/* test_calendar.c -- rules of recurrence as authors write them, and their meetings: across clock
 * changes and month ends, with dates added and left out; jumping into an endless rule gives the
 * same as walking through it from the beginning. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../../cgi/parse/event.h"
#include "teamhub/calendar.h"

#define HOUR 3600
#define DAYS(n) ((th_time)(n)*86400)

typedef struct fixture {
	th_arena *a;
	const th_zone *berlin;
} fixture;

static int set_up(void **state)
{
	fixture *f = calloc(1, sizeof(*f));
	f->a = th_arena_new();
	f->berlin = zone_make(f->a, TH_S("Europe/Berlin"));
	*state = f;
	return f->berlin ? 0 : -1;
}

static int tear_down(void **state)
{
	fixture *f = *state;
	th_arena_free(f->a);
	free(f);
	return 0;
}

static th_time at(int year, int month, int day, int hour, int minute)
{
	return th_time_of((th_civil){year, month, day, hour, minute, 0});
}

static th_series series(fixture *f, th_time start, const char *rule)
{
	th_series s = {.zone = f->berlin, .start = start, .length = HOUR, .recur.until = TH_NEVER};
	th_str bad = TH_NONE;
	if (rule != NULL && !recur_read(&s.recur, th_strz(rule), f->berlin, &bad))
		fail_msg("%s: %.*s", rule, TH_FMT(bad));
	return s;
}

static void expect_begins(const th_series *s, th_time now, const char *const *iso, size_t n)
{
	th_meeting m[32];
	th_arena *a = th_arena_new();
	size_t got = series_list(s, now, m, n + 1 < TH_COUNT(m) ? n + 1 : n);
	for (size_t i = 0; i < n && i < got; i++) {
		th_str text = th_time_rfc3339(a, m[i].start, m[i].start_offset);
		if (!th_str_eqz(text, iso[i]))
			fail_msg("%zu: %.*s, not %s", i, TH_FMT(text), iso[i]);
	}
	assert_true(got >= n);
	th_arena_free(a);
}

static th_time first_of(const th_series *s)
{
	bool spent;
	return series_first(s, &spent);
}

static void every_part_of_a_rule_is_read(void **state)
{
	fixture *f = *state;
	th_recur r;
	th_str bad;
	assert_true(recur_read(&r,
	    TH_S(" rrule:freq=Monthly; INTERVAL=2;BYDAY=1TH, -1FR;BYMONTH=3,4;BYSETPOS=-1;"
		 "WKST=SU;UNTIL=20271231;"),
	    f->berlin, &bad));
	assert_int_equal(r.freq, TH_MONTHLY);
	assert_int_equal(r.step, 2);
	assert_int_equal(r.week_start, 0);
	assert_int_equal(r.days.n, 2);
	assert_int_equal(recur_which(r.days.v[1]), -1);
	assert_int_equal(recur_weekday(r.days.v[1]), 5);
	assert_int_equal(r.until, at(2027, 12, 31, 23, 59) + 59);
	assert_true(recur_read(&r, TH_S("FREQ=DAILY;UNTIL=20270601T100000Z"), f->berlin, &bad));
	assert_int_equal(r.until, at(2027, 6, 1, 12, 0));
}

static void what_is_not_understood_is_named(void **state)
{
	static const char *const rules[][2] = {
	    {"", ""},
	    {"BYDAY=MO", "FREQ"},
	    {"FREQ=SECONDLY", "FREQ=SECONDLY"},
	    {"FREQ=FORTNIGHTLY", "FREQ=FORTNIGHTLY"},
	    {"FREQ=DAILY;INTERVAL=0", "INTERVAL=0"},
	    {"FREQ=DAILY;INTERVAL=-1", "INTERVAL=-1"},
	    {"FREQ=DAILY;COUNT=99999", "COUNT=99999"},
	    {"FREQ=DAILY;COUNT=3;UNTIL=20270101", "UNTIL"},
	    {"FREQ=WEEKLY;BYDAY=XX", "BYDAY=XX"},
	    {"FREQ=WEEKLY;BYDAY=1MO", "BYDAY"},
	    {"FREQ=WEEKLY;BYMONTHDAY=3", "BYMONTHDAY"},
	    {"FREQ=MONTHLY;BYDAY=0MO", "BYDAY=0MO"},
	    {"FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY=32"},
	    {"FREQ=MONTHLY;BYMONTHDAY=", "BYMONTHDAY="},
	    {"FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS"},
	    {"FREQ=YEARLY;BYMONTH=13", "BYMONTH=13"},
	    {"FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO=20"},
	    {"FREQ=DAILY;BYHOUR=9,10", "BYHOUR=9,10"},
	    {"FREQ=DAILY;FREQ=WEEKLY", "FREQ=WEEKLY"},
	    {"FREQ=DAILY;UNTIL=2027-01-01", "UNTIL=2027-01-01"},
	    {"FREQ=DAILY;UNTIL=20270230", "UNTIL=20270230"},
	    {"every Tuesday", "every Tuesday"},
	};
	fixture *f = *state;
	for (size_t i = 0; i < TH_COUNT(rules); i++) {
		th_recur r;
		th_str bad = TH_NONE;
		if (recur_read(&r, th_strz(rules[i][0]), f->berlin, &bad))
			fail_msg("%s is taken", rules[i][0]);
		if (!th_str_eqz(bad, rules[i][1]))
			fail_msg("%s: %.*s", rules[i][0], TH_FMT(bad));
	}
}

static void half_past_eight_stays_half_past_eight_in_summer_and_winter(void **state)
{
	static const char *const begins[] = {"2026-09-03T08:30:00+02:00",
	    "2026-10-01T08:30:00+02:00", "2026-11-05T08:30:00+01:00", "2026-12-03T08:30:00+01:00",
	    "2027-01-07T08:30:00+01:00", "2027-02-04T08:30:00+01:00", "2027-03-04T08:30:00+01:00",
	    "2027-04-01T08:30:00+02:00"};
	th_series s = series(*state, at(2026, 9, 3, 8, 30), "FREQ=MONTHLY;BYDAY=1TH");
	expect_begins(&s, at(2026, 8, 1, 0, 0), begins, TH_COUNT(begins));
}

static void what_the_clock_leaves_out_or_shows_twice_takes_place_once(void **state)
{
	/* 02:30 on 2027-03-28 does not exist; on 2026-10-25 it comes twice. */
	static const char *const autumn[] = {
	    "2026-10-24T02:30:00+02:00", "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"};
	static const char *const spring[] = {
	    "2027-03-27T02:30:00+01:00", "2027-03-28T03:30:00+02:00", "2027-03-29T02:30:00+02:00"};
	th_series s = series(*state, at(2026, 1, 1, 2, 30), "FREQ=DAILY");
	expect_begins(&s, at(2026, 10, 24, 0, 0), autumn, 3);
	expect_begins(&s, at(2027, 3, 27, 0, 0), spring, 3);
}

static void months_without_that_day_have_no_meeting(void **state)
{
	static const char *const begins[] = {"2027-01-31T18:00:00+01:00",
	    "2027-03-31T18:00:00+02:00", "2027-05-31T18:00:00+02:00", "2027-07-31T18:00:00+02:00"};
	static const char *const last[] = {"2027-01-31T18:00:00+01:00", "2027-02-28T18:00:00+01:00",
	    "2027-03-31T18:00:00+02:00", "2027-04-30T18:00:00+02:00"};
	static const char *const leap[] = {
	    "2028-02-29T18:00:00+01:00", "2032-02-29T18:00:00+01:00"};
	th_series s = series(*state, at(2027, 1, 31, 18, 0), "FREQ=MONTHLY");
	expect_begins(&s, at(2027, 1, 1, 0, 0), begins, 4);
	s = series(*state, at(2027, 1, 31, 18, 0), "FREQ=MONTHLY;BYMONTHDAY=-1");
	expect_begins(&s, at(2027, 1, 1, 0, 0), last, 4);
	s = series(*state, at(2028, 2, 29, 18, 0), "FREQ=YEARLY");
	expect_begins(&s, at(2027, 1, 1, 0, 0), leap, 2);
}

static void dates_are_added_and_left_out(void **state)
{
	static const char *const begins[] = {
	    "2026-12-01T14:00:00+01:00", "2026-12-10T09:00:00+01:00", "2027-01-12T14:00:00+01:00"};
	const th_time added[] = {at(2026, 12, 10, 9, 0), at(2027, 1, 12, 14, 0)};
	const th_time out[] = {at(2026, 12, 15, 14, 0), at(2026, 12, 29, 14, 0)};
	th_series s = series(*state, at(2026, 12, 1, 14, 0), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU");
	s.added = added;
	s.added_count = 2;
	s.left_out = out;
	s.left_out_count = 2;
	expect_begins(&s, at(2026, 11, 1, 0, 0), begins, 3);
	assert_true(series_has(&s, out[0]));
	assert_false(series_has(&s, at(2026, 12, 16, 14, 0)));
}

static void the_last_by_count_or_day_is_the_last(void **state)
{
	th_meeting m[8];
	th_series s = series(*state, at(2026, 12, 1, 14, 0), "FREQ=WEEKLY;COUNT=3");
	assert_int_equal(series_list(&s, 0, m, 8), 3);
	assert_false(series_next(&s, m[2].end, m));
	assert_true(series_last(&s, at(2030, 1, 1, 0, 0), m));
	assert_int_equal(m[0].start, at(2026, 12, 15, 13, 0));
	/* A day as the end is part of it, whatever the hour. */
	s = series(*state, at(2026, 12, 1, 14, 0), "FREQ=WEEKLY;UNTIL=20261215");
	assert_int_equal(series_list(&s, 0, m, 8), 3);
	s = series(*state, at(2026, 12, 1, 14, 0), "FREQ=WEEKLY;UNTIL=20261215T125959Z");
	assert_int_equal(series_list(&s, 0, m, 8), 2);
}

static void a_rule_without_a_day_that_exists_gives_nothing(void **state)
{
	th_series s = series(*state, at(2026, 2, 1, 14, 0), "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30");
	assert_true(first_of(&s) == TH_NEVER);
	s = series(*state, at(2026, 2, 1, 14, 0), "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31");
	assert_true(first_of(&s) == TH_NEVER);
}

static void the_next_change_is_a_begin_or_an_end(void **state)
{
	th_time last, next;
	th_series s = series(*state, at(2026, 12, 1, 14, 0), "FREQ=WEEKLY");
	series_changes(&s, at(2026, 11, 1, 0, 0), &last, &next);
	assert_true(last == TH_NEVER);
	assert_int_equal(next, at(2026, 12, 1, 13, 0));
	series_changes(&s, next, &last, &next);
	assert_int_equal(last, at(2026, 12, 1, 13, 0));
	assert_int_equal(next, at(2026, 12, 1, 14, 0));
	series_changes(&s, next, &last, &next);
	assert_int_equal(last, at(2026, 12, 1, 14, 0));
	assert_int_equal(next, at(2026, 12, 8, 13, 0));
	s = series(*state, at(2026, 12, 1, 14, 0), NULL);
	series_changes(&s, at(2027, 1, 1, 0, 0), &last, &next);
	assert_int_equal(last, at(2026, 12, 1, 14, 0));
	assert_true(next == TH_NEVER);
}

static void a_night_ends_at_the_hour_that_was_written(void **state)
{
	th_meeting m[3];
	int offset;
	/* Saturdays, 10 pm to 7 am; the clock changes on 2026-10-25 and 2027-03-28. */
	th_series s = series(*state, at(2026, 10, 24, 22, 0), "FREQ=WEEKLY;INTERVAL=11;BYDAY=SA");
	s.length = 9 * HOUR;
	assert_int_equal(series_list(&s, at(2026, 10, 1, 0, 0), m, 3), 3);
	assert_int_equal(m[0].end - m[0].start, 10 * HOUR);
	assert_int_equal(m[0].end, at(2026, 10, 25, 6, 0));
	assert_int_equal(m[1].end - m[1].start, 9 * HOUR);
	assert_int_equal(m[2].start, at(2027, 3, 27, 21, 0));
	assert_int_equal(m[2].end - m[2].start, 8 * HOUR);
	/* Between two and three no time passes in March: what was said of its length counts. */
	s = series(*state, at(2027, 3, 28, 2, 0), NULL);
	assert_true(series_next(&s, 0, m));
	assert_int_equal(m[0].end - m[0].start, HOUR);
	assert_int_equal(m[0].start, zone_instant(s.zone, at(2027, 3, 28, 2, 0), &offset));
}

/* ---- a series as all calendars read it alike ---- */

static th_str wall_text(fixture *f, th_time wall)
{
	return th_str_sub(th_time_rfc3339(f->a, wall, 0), 0, 16);
}

/* "FREQ DAYS DATES MONTHS CHOICES from START xLEFT_OUT", "once START", each with its key, if any.
 */
static th_str part_text(fixture *f, const th_part *p)
{
	static const char *const freq[] = {"once", "daily", "weekly", "monthly", "yearly"};
	const th_recur *r = &p->series.recur;
	const th_numbers *lists[] = {&r->days, &r->dates, &r->months, &r->choices};
	th_str out = th_strz(freq[r->freq]);
	if (r->step > 1)
		out = th_str_fmt(f->a, "%.*s/%d", TH_FMT(out), r->step);
	for (size_t k = 0; r->freq != TH_ONCE && k < TH_COUNT(lists); k++)
		for (size_t i = 0; i < lists[k]->n; i++)
			out = th_str_fmt(f->a, "%.*s%s%d", TH_FMT(out),
			    i        ? ","
			    : k == 0 ? " day "
			    : k == 1 ? " date "
			    : k == 2 ? " month "
				     : " choice ",
			    lists[k]->v[i]);
	out =
	    th_str_fmt(f->a, "%.*s from %.*s", TH_FMT(out), TH_FMT(wall_text(f, p->series.start)));
	if (r->until != TH_NEVER)
		out = th_str_fmt(f->a, "%.*s to %.*s", TH_FMT(out), TH_FMT(wall_text(f, r->until)));
	if (p->series.left_out_count > 0)
		out = th_str_fmt(f->a, "%.*s without %zu", TH_FMT(out), p->series.left_out_count);
	return p->in_utc ? th_str_fmt(f->a, "%.*s in UTC", TH_FMT(out)) : out;
}

/* As lines; a part but the first has its key in front. */
static void expect_parts(fixture *f, const th_series *s, const char *want)
{
	th_parts parts = {0};
	th_str got = TH_S("");
	assert_true(series_parts(&parts, s, at(2026, 1, 1, 0, 0), at(2030, 1, 1, 0, 0), f->a));
	for (size_t i = 0; i < parts.n; i++) {
		const th_part *p = &parts.v[i];
		got = th_str_fmt(f->a, "%.*s%s%.*s%s%.*s", TH_FMT(got), i ? "\n" : "",
		    TH_FMT(p->key), p->key.n ? ": " : "", TH_FMT(part_text(f, p)));
	}
	if (!th_str_eqz(got, want))
		fail_msg("%.*s\nnot\n%s", TH_FMT(got), want);
}

static void a_rule_says_every_day_that_it_means(void **state)
{
	static const struct {
		int year, month, day;
		const char *rule, *parts;
	} cases[] = {
	    {2026, 1, 31, "FREQ=MONTHLY", "monthly date 31 from 2026-01-31T14:00"},
	    {2028, 2, 29, "FREQ=YEARLY", "monthly/12 date 29 from 2028-02-29T14:00"},
	    {2026, 12, 24, "FREQ=YEARLY", "yearly date 24 month 12 from 2026-12-24T14:00"},
	    {2026, 1, 1, "FREQ=YEARLY;BYMONTHDAY=1", "monthly date 1 from 2026-01-01T14:00"},
	    {2026, 2, 13, "FREQ=YEARLY;BYDAY=FR;BYMONTHDAY=13",
		"monthly day 5 date 13 from 2026-02-13T14:00"},
	    {2026, 1, 6, "FREQ=WEEKLY;BYDAY=TU,TH;BYSETPOS=1",
		"weekly day 2 from 2026-01-06T14:00"},
	    {2026, 3, 3, "FREQ=MONTHLY;BYMONTH=12,3,6;BYDAY=1TU",
		"yearly day 10 month 3,6,12 from 2026-03-03T14:00"},
	    {2026, 1, 30, "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
		"monthly day 1,2,3,4,5 choice -1 from 2026-01-30T14:00"},
	    {2026, 1, 5, "FREQ=YEARLY;BYDAY=1MO,-1FR",
		"yearly day 9 month 1 from 2026-01-05T14:00\n"
		"2026-12-25: yearly day -3 month 12 from 2026-12-25T14:00"},
	    {2026, 1, 30, "FREQ=YEARLY;BYMONTH=1,2;BYMONTHDAY=30,-1",
		"monthly/12 date -1,30 from 2026-01-30T14:00\n"
		"2026-02-28: monthly/12 date -1,30 from 2026-02-28T14:00"},
	    {2026, 1, 4, "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU",
		"weekly/2 day 0 from 2026-01-04T14:00\n"
		"2026-01-05: weekly/2 day 1 from 2026-01-05T14:00"},
	    {2026, 1, 6, "FREQ=WEEKLY;COUNT=3",
		"weekly day 2 from 2026-01-06T14:00 to 2026-01-20T16:00"},
	    {2026, 1, 6, "FREQ=WEEKLY;COUNT=1", "once from 2026-01-06T14:00"},
	    {2026, 1, 6, "FREQ=WEEKLY;UNTIL=20260120T120000",
		"weekly day 2 from 2026-01-06T14:00 to 2026-01-19T16:00"},
	    {2026, 5, 18, "FREQ=YEARLY;BYDAY=20MO;UNTIL=20280101",
		"once from 2026-05-18T14:00\n2027-05-17: once from 2027-05-17T14:00"},
	};
	for (size_t i = 0; i < TH_COUNT(cases); i++) {
		th_series s = series(
		    *state, at(cases[i].year, cases[i].month, cases[i].day, 14, 0), cases[i].rule);
		expect_parts(*state, &s, cases[i].parts);
	}
}

static void added_dates_are_events_of_their_own(void **state)
{
	const th_time added[] = {
	    at(2026, 12, 10, 9, 0), at(2027, 1, 12, 14, 0), at(2027, 1, 13, 14, 0)};
	const th_time out[] = {at(2027, 1, 13, 14, 0)};
	th_series s = series(*state, at(2026, 12, 1, 14, 0), NULL);
	s.added = added;
	s.added_count = 3;
	s.left_out = out;
	s.left_out_count = 1;
	expect_parts(*state, &s,
	    "once from 2026-12-01T14:00\n2026-12-10T09:00: once from 2026-12-10T09:00\n"
	    "2027-01-12: once from 2027-01-12T14:00");
}

static void what_is_left_out_at_the_begin_moves_it(void **state)
{
	const th_time out[] = {at(2026, 12, 1, 14, 0), at(2026, 12, 15, 14, 0)};
	th_series s = series(*state, at(2026, 12, 1, 14, 0), "FREQ=WEEKLY");
	s.left_out = out;
	s.left_out_count = 2;
	expect_parts(*state, &s, "weekly day 2 from 2026-12-08T14:00 without 1");
}

static void nights_of_a_change_are_told_alone(void **state)
{
	th_series s = series(*state, at(2028, 10, 21, 22, 0), "FREQ=WEEKLY;BYDAY=SA");
	s.length = 9 * HOUR;
	expect_parts(*state, &s,
	    "weekly day 6 from 2028-10-21T22:00 without 3\n"
	    "2028-10-28: once from 2028-10-28T22:00 in UTC\n"
	    "2029-03-24: once from 2029-03-24T22:00 in UTC\n"
	    "2029-10-27: once from 2029-10-27T22:00 in UTC");
	/* No reader finds 2:30 to leave it out when there is none, or two: the rule pauses. */
	s = series(*state, at(2029, 3, 1, 2, 30), "FREQ=DAILY;UNTIL=20290501");
	expect_parts(*state, &s,
	    "daily from 2029-03-01T02:30 to 2029-03-24T04:30\n"
	    "2029-03-26: daily from 2029-03-26T02:30 to 2029-05-01T04:30\n"
	    "2029-03-25: once from 2029-03-25T02:30 in UTC");
}

static void what_would_be_too_many_single_meetings_is_not_told(void **state)
{
	fixture *f = *state;
	th_parts parts = {0};
	th_series s = series(f, at(2026, 1, 1, 14, 0),
	    "FREQ=DAILY;INTERVAL=2;BYMONTHDAY=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20");
	assert_false(series_parts(&parts, &s, at(2026, 1, 1, 0, 0), at(2030, 1, 1, 0, 0), f->a));
}

/* ---- jumping and walking ---- */

static unsigned chance(uint64_t *seed, unsigned n)
{
	*seed ^= *seed >> 12;
	*seed ^= *seed << 25;
	*seed ^= *seed >> 27;
	return (unsigned)((*seed * 0x2545f4914f6cdd1du) >> 33) % n;
}

static void random_rule(uint64_t *seed, char *out, size_t n)
{
	static const char *const freq[] = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
	static const char *const days[] = {
	    "MO", "TU,TH", "MO,TU,WE,TH,FR", "SA,SU", "1TH", "-1FR", "2MO,4MO", "5SA"};
	static const char *const dates[] = {"1", "15", "31", "-1", "1,15", "29,30,31"};
	unsigned f = chance(seed, 4);
	int at_ =
	    snprintf(out, n, "FREQ=%s;INTERVAL=%u", freq[f], 1 + chance(seed, f == 0 ? 9 : 4));
	if (chance(seed, 2))
		at_ += snprintf(
		    out + at_, n - (size_t)at_, ";BYDAY=%s", days[chance(seed, f < 2 ? 4 : 8)]);
	else if (f != 1 && chance(seed, 2))
		at_ +=
		    snprintf(out + at_, n - (size_t)at_, ";BYMONTHDAY=%s", dates[chance(seed, 6)]);
	if (chance(seed, 4) == 0)
		at_ += snprintf(
		    out + at_, n - (size_t)at_, ";BYMONTH=%s", chance(seed, 2) ? "3,10" : "6");
	if (chance(seed, 6) == 0)
		at_ += snprintf(out + at_, n - (size_t)at_, ";UNTIL=20281231");
	else if (chance(seed, 6) == 0)
		snprintf(out + at_, n - (size_t)at_, ";COUNT=%u", 1 + chance(seed, 40));
}

static void jumping_comes_to_the_same_as_walking(void **state)
{
	enum { RULES = 400, ALL = 900 };
	th_meeting all[ALL];
	uint64_t seed = 20261124;
	for (int i = 0; i < RULES; i++) {
		char rule[160];
		random_rule(&seed, rule, sizeof(rule));
		th_series s = series(*state, at(2026, 1, 1 + (int)chance(&seed, 28), 2, 30), rule);
		th_time first = first_of(&s);
		if (first == TH_NEVER)
			continue;
		s.start = first; /* as content makes it */
		size_t n = series_list(&s, 0, all, ALL);
		for (int k = 0; k < 12 && n > 0; k++) {
			th_meeting one;
			size_t want = chance(&seed, (unsigned)n);
			th_time now = all[want].end - 1;
			if (!series_next(&s, now, &one) || one.start != all[want].start)
				fail_msg("%s: meeting %zu is not found from within", rule, want);
			if (want + 1 < n && (!series_next(&s, all[want].end, &one) ||
						one.start != all[want + 1].start))
				fail_msg("%s: meeting %zu does not follow", rule, want + 1);
			if (!series_last(&s, all[want].end, &one) || one.start != all[want].start)
				fail_msg("%s: meeting %zu is not the last", rule, want);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_part_of_a_rule_is_read),
	    cmocka_unit_test(what_is_not_understood_is_named),
	    cmocka_unit_test(half_past_eight_stays_half_past_eight_in_summer_and_winter),
	    cmocka_unit_test(what_the_clock_leaves_out_or_shows_twice_takes_place_once),
	    cmocka_unit_test(months_without_that_day_have_no_meeting),
	    cmocka_unit_test(dates_are_added_and_left_out),
	    cmocka_unit_test(the_last_by_count_or_day_is_the_last),
	    cmocka_unit_test(a_rule_without_a_day_that_exists_gives_nothing),
	    cmocka_unit_test(the_next_change_is_a_begin_or_an_end),
	    cmocka_unit_test(a_night_ends_at_the_hour_that_was_written),
	    cmocka_unit_test(a_rule_says_every_day_that_it_means),
	    cmocka_unit_test(added_dates_are_events_of_their_own),
	    cmocka_unit_test(what_is_left_out_at_the_begin_moves_it),
	    cmocka_unit_test(nights_of_a_change_are_told_alone),
	    cmocka_unit_test(what_would_be_too_many_single_meetings_is_not_told),
	    cmocka_unit_test(jumping_comes_to_the_same_as_walking),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
