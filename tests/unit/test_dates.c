/* test_dates.c -- dates as authors write them, zones with daylight saving, and dates in words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "teamhub/content.h"

#include <unicode/ucal.h>
#include <unicode/ustring.h>

#define BERLIN TH_S("Europe/Berlin")

static bool date_parse(th_when *out, th_str text, th_str timezone)
{
	th_arena *a = th_arena_new();
	bool read = zone_parse(out, text, zone_make(a, timezone));
	th_arena_free(a);
	return read;
}

/* What ICU's calendar says, without our table. */
static int calendar_offset(const char *timezone, th_time at)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar id[64];
	UCalendar *cal = ucal_open(u_uastrcpy(id, timezone), -1, "en", UCAL_GREGORIAN, &status);
	ucal_setMillis(cal, (UDate)at * 1000, &status);
	int ms = ucal_get(cal, UCAL_ZONE_OFFSET, &status) + ucal_get(cal, UCAL_DST_OFFSET, &status);
	ucal_close(cal);
	assert_true(U_SUCCESS(status));
	return ms / 60000;
}

typedef struct spelling {
	const char *text;
	th_time at;
	int offset;
	bool day_only;
	int parts;
} spelling;

static void every_spelling_is_read(void **state)
{
	static const spelling spellings[] = {
	    {"2026-11-23", 1795388400, 60, true, 3},
	    {"  2026-11-23  ", 1795388400, 60, true, 3},
	    {"2026/11/23", 1795388400, 60, true, 3},
	    {"23.11.2026", 1795388400, 60, true, 3},
	    {"1.3.2026", 1772319600, 60, true, 3},
	    {"2026-7-1", 1782856800, 120, true, 3},
	    {"2026-11", 1793487600, 60, true, 2},
	    {"2026", 1767222000, 60, true, 1},
	    {"2026-11-23 09:00", 1795420800, 60, false, 4},
	    {"2026-11-23 9:00", 1795420800, 60, false, 4},
	    {"2026-11-23T09:00", 1795420800, 60, false, 4},
	    {"2026-11-23 09:00:15", 1795420815, 60, false, 4},
	    {"2026-11-23 09:00:15.250", 1795420815, 60, false, 4},
	    {"2026-11-23T08:00:00Z", 1795420800, 0, false, 5},
	    {"2026-11-23T08:00:00.000Z", 1795420800, 0, false, 5},
	    {"2026-11-23 08:00 UTC", 1795420800, 0, false, 5},
	    {"2026-11-23T09:00:00+01:00", 1795420800, 60, false, 5},
	    {"2026-11-23 09:00:00 +0100", 1795420800, 60, false, 5},
	    {"2026-11-23 09:00 +01", 1795420800, 60, false, 5},
	    {"2026-11-23 02:00:00 -0600", 1795420800, -360, false, 5},
	    {"2026-11-23 09:00 Europe/Berlin", 1795420800, 60, false, 5},
	    {"2026-11-23 03:00 America/New_York", 1795420800, -300, false, 5},
	    {"2026-11-23 13:30 Asia/Kolkata", 1795420800, 330, false, 5},
	    {"1994-05-01", 767743200, 120, true, 3},
	    {"2024-02-29", 1709161200, 60, true, 3},
	};
	(void)state;
	for (size_t i = 0; i < TH_COUNT(spellings); i++) {
		const spelling *s = &spellings[i];
		th_when when = {.line = 7};
		if (!date_parse(&when, th_strz(s->text), BERLIN))
			fail_msg("%s is not read", s->text);
		if (when.at != s->at || when.offset != s->offset || when.day_only != s->day_only ||
		    when.parts != s->parts || when.line != 7)
			fail_msg("%s: %lld, %d, %d, %d", s->text, (long long)when.at, when.offset,
			    when.day_only, when.parts);
	}
}

/* November 23 in Berlin, and half past nine there. */
static void other_programs_spellings_are_read(void **state)
{
	static const char *const days[] = {"November 23, 2026", "Nov 23, 2026", "Nov. 23, 2026",
	    "November 23rd, 2026", "23 November 2026", "23. November 2026", "23 Nov 2026",
	    "Monday, 23 November 2026", "Mon Nov 23 2026", "20261123", "23rd of November 2026",
	    "Montag, den 23. November 2026"};
	static const char *const times[] = {"2026-11-23 09:30 +1", "Mon, 23 Nov 2026 08:30:00 GMT",
	    "Mon, 23 Nov 2026 09:30:00 +0100",
	    "Mon Nov 23 2026 09:30:00 GMT+0100 (Central European Standard Time)",
	    "Mon Nov 23 2026 09:30:00 GMT+0100 (CET)", "November 23, 2026 9:30 am",
	    "Nov 23, 2026 at 9:30", "2026-11-23 04:30 -4", "2026-11-23 13:30:00 +05",
	    "23. November 2026, 9:30 Uhr", "20261123 09:30"};
	static const char *const none[] = {"May", "2026 May", "the 23rd", "soon", "Jan 32, 2026",
	    "202611", "23 Foo 2026", "Nov 23, 2026 25:00", "Nov 23, 2026 10:75",
	    "November 23, 2026 or later", "1 2 2026"};
	th_when w = {0};
	(void)state;
	for (size_t i = 0; i < TH_COUNT(days); i++) {
		if (!date_parse(&w, th_strz(days[i]), BERLIN) || w.at != 1795388400 || !w.day_only)
			fail_msg("%s: %lld", days[i], (long long)w.at);
	}
	for (size_t i = 0; i < TH_COUNT(times); i++) {
		if (!date_parse(&w, th_strz(times[i]), BERLIN) || w.at != 1795422600 || w.day_only)
			fail_msg("%s: %lld", times[i], (long long)w.at);
	}
	for (size_t i = 0; i < TH_COUNT(none); i++)
		if (date_parse(&w, th_strz(none[i]), BERLIN))
			fail_msg("%s is read", none[i]);
}

/* Ten o'clock on 10 June and on 10 January 2026, as people there say it. */
static void words_for_zones_mean_what_people_mean(void **state)
{
	static const struct {
		const char *text;
		int offset;
	} known[] = {{"2026-06-10 10:00 MESZ", 120}, {"2026-06-10 10:00 CEST", 120},
	    {"2026-06-10 10:00 mesz", 120}, {"2026-01-10 10:00 MEZ", 60},
	    {"2026-01-10 10:00 CET", 60}, {"2026-06-10 10:00 BST", 60},
	    {"2026-06-10 10:00 EDT", -240}, {"2026-06-10 10:00 ET", -240},
	    {"2026-01-10 10:00 ET", -300}, {"2026-01-10 10:00 EST", -300},
	    {"2026-01-10 10:00 PST", -480}, {"2026-06-10 10:00 AEST", 600},
	    {"2026-06-10 10:00 UTC+2", 120}, {"2026-06-10 10:00 GMT+02:00", 120},
	    {"2026-06-10 10:00 GMT", 0}, {"2026-06-10 10:00:00 +0200 CEST", 120},
	    {"2026-06-10T10:00:00+02:00[Europe/Berlin]", 120},
	    {"Wed Jun 10 10:00:00 CEST 2026", 120}, {"10. Juni 2026, 10 Uhr MESZ", 120},
	    {"Wed, 10 Jun 2026 10:00:00 EDT", -240}, {"10.06.2026 10 Uhr", 120},
	    {"2026-06-10 10:00 Uhr", 120}, {"2026-06-10 at 10am", 120}, {"6/13/2026 10:00", 120},
	    {"13/6/2026, 10:00:00 AM", 120}};
	(void)state;
	for (size_t i = 0; i < TH_COUNT(known); i++) {
		th_when when = {0};
		if (!date_parse(&when, th_strz(known[i].text), BERLIN) ||
		    when.offset != known[i].offset ||
		    (when.at + when.offset * 60) % 86400 != 10 * 3600)
			fail_msg("%s: %lld %d", known[i].text, (long long)when.at, when.offset);
	}
}

static void a_date_that_may_mean_two_is_asked_about(void **state)
{
	static const struct {
		const char *text, *zone, *choices;
	} unclear[] = {
	    {"2026-06-10 10:00 CET", "CET", "2026-06-10 10:00 +01:00, 2026-06-10 10:00 +02:00"},
	    {"2026-06-10 10:00 MEZ", "MEZ", "2026-06-10 10:00 +01:00, 2026-06-10 10:00 +02:00"},
	    {"2026-01-10 10:00 CEST", "CEST", "2026-01-10 10:00 +02:00, 2026-01-10 10:00 +01:00"},
	    {"2026-06-10 10:00 SST", "SST", "2026-06-10 10:00 +08:00, 2026-06-10 10:00 -11:00"},
	    {"2026-01-10 10:00 BST", "BST", "2026-01-10 10:00 +01:00, 2026-01-10 10:00 +00:00"},
	    {"2026-06-10 10:00 NST", "NST", "2026-06-10 10:00 -03:30, 2026-06-10 10:00 +05:45"},
	    {"Wed, 10 Jun 2026 10:00:00 EST", "EST",
		"2026-06-10 10:00 -05:00, 2026-06-10 10:00 -04:00"},
	    {"6/10/2026", "", "2026-10-06, 2026-06-10"},
	    {"2026-06-10 10:00 QQT", "QQT", ""},
	    {"2026-06-10 10:00 Mars/Phobos", "Mars/Phobos", ""},
	};
	th_arena *a = th_arena_new();
	(void)state;
	for (size_t i = 0; i < TH_COUNT(unclear); i++) {
		th_when when = {.at = 5};
		th_doubt doubt;
		assert_false(date_parse(&when, th_strz(unclear[i].text), BERLIN));
		if (!date_doubt(&doubt, th_strz(unclear[i].text), a) ||
		    !th_str_eqz(doubt.zone, unclear[i].zone) ||
		    !th_str_eqz(doubt.choices, unclear[i].choices))
			fail_msg("%s: %.*s", unclear[i].text, TH_FMT(doubt.choices));
		th_str rest = doubt.choices, choice;
		while (rest.n > 0 && th_str_split(&rest, ',', &choice))
			assert_true(date_parse(&when, choice, BERLIN));
	}
	assert_false(date_doubt(&(th_doubt){0}, TH_S("2026-02-30"), a));
	assert_false(date_doubt(&(th_doubt){0}, TH_S("soon"), a));
	th_arena_free(a);
}

static void short_names_of_1997_are_no_zones(void **state)
{
	static const char *const names[] = {"BST", "SST", "IST", "PST", "VST", "ECT"};
	th_arena *a = th_arena_new();
	(void)state;
	for (size_t i = 0; i < TH_COUNT(names); i++)
		assert_null(zone_make(a, th_strz(names[i])));
	assert_non_null(zone_make(a, TH_S("CET")));
	assert_non_null(zone_make(a, TH_S("GMT")));
	th_arena_free(a);
}

static void what_does_not_exist_is_refused(void **state)
{
	static const char *const wrong[] = {"", " ", "2026-02-30", "2026-02-29", "2026-13-01",
	    "2026-00-10", "2026-11-00", "2026-11-31", "2026-11-23 24:00", "2026-11-23 12:60",
	    "2026-11-23 12:00:60", "2026-11-23 12", "26-11-23", "2026-11-23x",
	    "2026-11-23 09:00 +15:00", "2026-11-23 09:00 Mars/Phobos", "2026-11-23 09:00 CETX",
	    "2026-11-23 +01:00", "tomorrow", "2026-11-23 09:00 Europe/Berlin extra", "2026-11-",
	    "0000-01-01", "31.11.2026", "31 November 2026", "2026-11-23 09:00:00,5", "99999-01-01"};
	(void)state;
	for (size_t i = 0; i < TH_COUNT(wrong); i++) {
		th_when when = {.at = 5};
		if (date_parse(&when, th_strz(wrong[i]), BERLIN))
			fail_msg("\"%s\" is read", wrong[i]);
		assert_int_equal(when.at, 5);
	}
}

static void the_hour_that_summer_takes_moves_on(void **state)
{
	th_when when = {0};
	(void)state;
	assert_true(date_parse(&when, TH_S("2026-03-29 02:30"), BERLIN));
	assert_int_equal(when.at, 1774747800); /* 03:30 +02:00 */
	assert_int_equal(when.offset, 120);
}

static void the_hour_that_comes_twice_is_the_first(void **state)
{
	th_when when = {0};
	(void)state;
	assert_true(date_parse(&when, TH_S("2026-10-25 02:30"), BERLIN));
	assert_int_equal(when.at, 1792888200); /* 02:30 +02:00 */
	assert_int_equal(when.offset, 120);
}

static void zones_know_their_summers(void **state)
{
	(void)state;
	th_arena *a = th_arena_new();
	const th_zone *berlin = zone_make(a, BERLIN);
	assert_int_equal(zone_offset(berlin, 1795420800), 60);
	assert_int_equal(zone_offset(berlin, 1782856800), 120);
	assert_int_equal(zone_offset(zone_make(a, TH_S("UTC")), 1782856800), 0);
	assert_int_equal(zone_offset(zone_make(a, TH_S("America/St_Johns")), 1795420800), -210);
	assert_null(zone_make(a, TH_S("no/where")));
	th_arena_free(a);
}

/* The table that a hub keeps agrees with the calendar at every change and between. */
static void the_table_of_a_zone_agrees_with_the_calendar(void **state)
{
	static const char *const zones[] = {"Europe/Berlin", "America/New_York",
	    "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca", "UTC"};
	(void)state;
	for (size_t i = 0; i < TH_COUNT(zones); i++) {
		for (th_time day = 0; day < 4000000000; day += 86400 * 37 + 3541) {
			th_civil c = th_civil_of(day);
			char text[64];
			snprintf(text, sizeof(text), "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year,
			    c.month, c.day, c.hour, c.minute, c.second);
			th_when when = {0};
			assert_true(date_parse(&when, th_strz(text), th_strz(zones[i])));
			assert_int_equal(when.at, day);
			int offset = calendar_offset(zones[i], day);
			th_civil local = th_civil_of(day + (th_time)offset * 60);
			snprintf(text, sizeof(text), "%04d-%02d-%02d %02d:%02d:%02d", local.year,
			    local.month, local.day, local.hour, local.minute, local.second);
			assert_true(date_parse(&when, th_strz(text), th_strz(zones[i])));
			if (when.at != day && when.at + 3600 != day && when.at + 1800 != day)
				fail_msg("%s in %s: %lld, not %lld", text, zones[i],
				    (long long)when.at, (long long)day);
			day += 86400 * 100;
		}
	}
}

static void dates_are_spoken_in_the_language_of_the_page(void **state)
{
	th_arena *a = th_arena_new();
	(void)state;
	th_str de = date_label(a, 1795420800, 60, TH_S("de"));
	th_str en = date_label(a, 1795420800, 60, TH_S("en"));
	assert_true(th_str_eqz(de, "23. November 2026"));
	assert_true(th_str_eqz(en, "November 23, 2026"));
	assert_true(th_str_eqz(date_label(a, 1772319600, 60, TH_S("de")), "1. März 2026"));
	assert_true(date_label(a, 1795420800, 60, TH_S("fr")).n > 8);
	assert_true(date_label(a, 1795420800, 60, TH_NONE).n > 8);
	/* The day is the one of the clock there, not of Greenwich. */
	assert_true(th_str_eqz(date_label(a, 1795388400, 60, TH_S("de")), "23. November 2026"));
	assert_true(th_str_eqz(date_label(a, 1795388400, 0, TH_S("de")), "22. November 2026"));
	th_arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_spelling_is_read),
	    cmocka_unit_test(other_programs_spellings_are_read),
	    cmocka_unit_test(what_does_not_exist_is_refused),
	    cmocka_unit_test(words_for_zones_mean_what_people_mean),
	    cmocka_unit_test(a_date_that_may_mean_two_is_asked_about),
	    cmocka_unit_test(short_names_of_1997_are_no_zones),
	    cmocka_unit_test(the_hour_that_summer_takes_moves_on),
	    cmocka_unit_test(the_hour_that_comes_twice_is_the_first),
	    cmocka_unit_test(zones_know_their_summers),
	    cmocka_unit_test(the_table_of_a_zone_agrees_with_the_calendar),
	    cmocka_unit_test(dates_are_spoken_in_the_language_of_the_page),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
