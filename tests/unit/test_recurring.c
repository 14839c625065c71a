/* test_recurring.c -- events that repeat, as publish writes them: answering costs the same however
 * many there are and whatever their rules; what a hub may ask of the calendar is bounded; and what
 * the table of meetings says is what the rules say, also after its end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sqlite3.h>

#include "support_publish.h"
#include "support_web.h"

#define NOW 1795478400 /* 2026-11-24 */

static size_t steps; /* of SQLite's machine, in all databases of this process */

static int step(void *ctx)
{
	(void)ctx;
	steps++;
	return 0;
}

static int count_steps(sqlite3 *db, char **err, const void *api)
{
	(void)err;
	(void)api;
	sqlite3_progress_handler(db, 1, step, NULL);
	return SQLITE_OK;
}

static void event(tree *t, const char *name, const char *fields)
{
	th_str path = th_str_fmt(t->a, "src/events/%s.md", name);
	tree_bytes(t, path.p,
	    th_str_fmt(t->a, "---\ntitle: Event %s\nstart: 1990-01-01 09:%02d\n%s---\nText\n", name,
		(int)(strlen(name) * 7 % 60), fields));
}

/* `n` events that began long ago by rules that seldom come true, half of them by the week. */
static tree *with_events(int n)
{
	static const char *const rules[] = {"FREQ=WEEKLY;BYDAY=MO",
	    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29", "FREQ=WEEKLY;BYDAY=MO,TH",
	    "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "FREQ=MONTHLY;INTERVAL=7;BYMONTHDAY=31"};
	tree *t = tree_new();
	tree_person(t, "jana", "team: montage\n");
	tree_story(t, "first", "jana", "");
	for (int i = 0; i < n; i++) {
		char name[32], fields[160];
		snprintf(name, sizeof name, "e%d", i);
		snprintf(fields, sizeof fields, "end: 1990-01-01 10:%02d\nrrule: \"%s\"\n", i % 60,
		    rules[i % (int)TH_COUNT(rules)]);
		event(t, name, fields);
	}
	tree_publish(t);
	return t;
}

/* What the second request for `path` costs: the first one reads the theme and the navigation. */
static size_t cost_of(tree *t, const char *path)
{
	asking k = {.w = worker_new(t->edition), .a = th_arena_new(), .now = NOW};
	if (ask_path(&k, "/healthz", "") != 200)
		fail_msg("%s", k.log.msg);
	steps = 0;
	ask_path(&k, path, "");
	size_t cost = steps;
	reply_free(&k.reply);
	worker_free(k.w);
	th_arena_free(k.a);
	return cost;
}

static size_t cost_of_first(tree *t)
{
	asking k = {.w = worker_new(t->edition), .a = th_arena_new(), .now = NOW};
	steps = 0;
	ask_path(&k, "/healthz", "");
	size_t cost = steps;
	reply_free(&k.reply);
	worker_free(k.w);
	th_arena_free(k.a);
	return cost;
}

static void answering_costs_the_same_with_none_and_a_thousand(void **state)
{
	static const char *const paths[] = {
	    "/healthz", "/", "/stories/", "/people/", "/stories/first/", "/feed.atom", "/nothing/"};
	(void)state;
	tree *none = with_events(0), *five = with_events(5), *many = with_events(1000);
	assert_int_equal(many->status, 0);
	sqlite3_auto_extension((void (*)(void))count_steps);
	size_t before = cost_of_first(none), after = cost_of_first(many);
	if (after > before + 100)
		fail_msg(
		    "the first request: %zu steps with no event, %zu with 1000", before, after);
	for (size_t i = 0; i < TH_COUNT(paths); i++) {
		/* The start page shows three. */
		before = cost_of(strcmp(paths[i], "/") == 0 ? five : none, paths[i]);
		after = cost_of(many, paths[i]);
		if (after > before + 100)
			fail_msg("%s: %zu steps with few events, %zu with 1000", paths[i], before,
			    after);
	}
	before = cost_of(five, "/events/e1/");
	after = cost_of(many, "/events/e1/");
	if (after > before + 100)
		fail_msg("one event: %zu steps among five, %zu among 1000", before, after);
	sqlite3_cancel_auto_extension((void (*)(void))count_steps);
	tree_free(none);
	tree_free(five);
	tree_free(many);
}

static void the_start_page_shows_those_that_come_next(void **state)
{
	(void)state;
	tree *t = tree_new();
	tree_person(t, "jana", "");
	for (int i = 0; i < 40; i++) {
		char name[32], fields[160];
		snprintf(name, sizeof name, "e%02d", i);
		snprintf(fields, sizeof fields, "rrule: \"FREQ=YEARLY;BYMONTH=%d;BYMONTHDAY=%d\"\n",
		    i % 12 + 1, i % 28 + 1);
		event(t, name, fields);
	}
	event(t, "long", "end: 1990-12-20\n");
	event(t, "on", "start: 2026-11-01 08:00\nend: 2027-01-20 08:00\n");
	tree_file(t, "src/events/on.md",
	    "---\ntitle: On\nstart: 2026-11-01 08:00\nend: 2027-01-20 08:00\n---\nText\n");
	tree_publish(t);
	view_items some = {0}, all = {0};
	query_some(&t->q, TH_S("event"), 3, &some);
	query_items(&t->q, TH_S("event"), &all, NULL);
	assert_int_equal(some.n, 3);
	assert_true(all.n > 3);
	for (size_t i = 0; i < some.n; i++)
		assert_true(th_str_eq(some.v[i].id, all.v[i].id));
	assert_true(th_str_eqz(some.v[0].id, "on"));
	tree_free(t);
}

/* The table against the rules, over its window and beyond. */
static void the_table_of_meetings_says_what_the_rules_say(void **state)
{
	static const char *const rules[] = {"FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,SU",
	    "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
	    "FREQ=WEEKLY;UNTIL=20270301", "FREQ=MONTHLY;COUNT=450", "FREQ=DAILY;INTERVAL=9"};
	(void)state;
	tree *t = tree_new();
	tree_person(t, "jana", "");
	for (size_t i = 0; i < TH_COUNT(rules); i++) {
		char name[32], fields[200];
		snprintf(name, sizeof name, "e%zu", i);
		snprintf(fields, sizeof fields, "%srrule: \"%s\"\n",
		    i % 2 ? "end: 1990-01-01 23:30\n" : "", rules[i]);
		event(t, name, fields);
	}
	tree_publish(t);
	for (size_t i = 0; i < TH_COUNT(rules); i++)
		for (int day = -300; day < 2400; day += 31) {
			view_item_page page = {0};
			th_time modified;
			th_meeting m;
			t->q.now = NOW + (th_time)day * 86400 + day * 61;
			th_str slug = th_str_fmt(t->a, "e%zu", i);
			assert_true(query_item(&t->q, TH_S("event"), slug, &page, &modified));
			const th_series *s = page.item.behind->series;
			bool coming = series_next(s, t->q.now, &m);
			if (!coming)
				assert_true(series_last(s, t->q.now, &m));
			if (page.item.past == coming || page.item.start->at != m.start)
				fail_msg("%s, day %d: %lld, by the rule %lld", rules[i], day,
				    (long long)page.item.start->at, (long long)m.start);
		}
	tree_free(t);
}

static void boundaries_are_those_of_the_rules_in_the_window_and_after_it(void **state)
{
	(void)state;
	tree *t = tree_new();
	tree_person(t, "jana", "");
	event(t, "week", "end: 1990-01-01 10:45\nrrule: \"FREQ=WEEKLY;BYDAY=MO\"\n");
	tree_publish(t);
	view_item_page page = {0};
	th_time modified;
	query_item(&t->q, TH_S("event"), TH_S("week"), &page, &modified);
	for (int day = 0; day < 2200; day += 13) {
		th_time now = NOW + (th_time)day * 86400, last, next, before, after;
		edition_boundaries(t->e, now, &last, &next);
		series_changes(page.item.behind->series, now, &before, &after);
		assert_int_equal(last, before);
		assert_int_equal(next, after);
	}
	tree_free(t);
}

static void a_hub_with_too_many_meetings_is_told_which_event_is_too_much(void **state)
{
	(void)state;
	tree *t = tree_new();
	tree_person(t, "jana", "");
	for (int i = 0; i < 180; i++) {
		char name[32];
		snprintf(name, sizeof name, "e%03d", i);
		event(t, name, "rrule: \"FREQ=DAILY\"\n");
	}
	event(t, "once", "");
	event(t, "weekly", "rrule: \"FREQ=WEEKLY\"\n");
	tree_publish(t);
	assert_int_equal(t->status, 1);
	/* 180 days times four years are more than 250,000: of equal ones the last go without, and
	 * no one for an other that meets more often. */
	assert_true(tree_said(t, "events/e179.md:4:1: error: This event has 1"));
	assert_true(tree_said(t, "more than 250000"));
	assert_true(tree_said(t, "Give daily and weekly events an end"));
	assert_false(tree_said(t, "events/e100.md"));
	assert_false(tree_said(t, "events/once.md"));
	assert_false(tree_said(t, "events/weekly.md"));
	view_item_page page = {0};
	th_time modified;
	assert_true(query_item(&t->q, TH_S("event"), TH_S("e100"), &page, &modified));
	assert_false(query_item(&t->q, TH_S("event"), TH_S("e179"), &page, &modified));
	tree_free(t);
}

static void a_rule_that_no_calendar_can_hold_is_told(void **state)
{
	(void)state;
	tree *t = tree_new();
	tree_person(t, "jana", "");
	event(t, "often", "rrule: \"FREQ=DAILY;INTERVAL=2;BYMONTH=1,2,3,4,5,6,7,8\"\n");
	event(t, "seldom", "rrule: \"FREQ=DAILY;INTERVAL=2;BYMONTH=1,2,3,4\"\n");
	tree_publish(t);
	assert_int_equal(t->status, 1);
	assert_true(tree_said(t, "events/often.md:4:1: error: Calendar programs read this rule"));
	assert_true(tree_said(t, "more than 300 up to the year 2028"));
	assert_true(tree_said(t, "FREQ=MONTHLY;BYDAY=1TH"));
	assert_false(tree_said(t, "events/seldom.md"));
	tree_free(t);
}

static void the_meetings_of_untouched_events_go_on_in_a_new_year(void **state)
{
	(void)state;
	setenv("TEAMHUB_NOW", "2026-11-24T10:00:00Z", 1);
	tree *t = tree_new();
	tree_person(t, "jana", "");
	event(t, "week", "rrule: \"FREQ=WEEKLY;BYDAY=MO\"\n");
	tree_publish(t);
	th_str first = th_str_dup(t->a, edition_meta(t->e, TH_S("identity")));
	setenv("TEAMHUB_NOW", "2026-12-24T10:00:00Z", 1);
	tree_publish(t);
	assert_true(th_str_eq(first, edition_meta(t->e, TH_S("identity"))));
	setenv("TEAMHUB_NOW", "2027-01-02T10:00:00Z", 1);
	tree_publish(t);
	assert_false(th_str_eq(first, edition_meta(t->e, TH_S("identity"))));
	assert_true(th_str_eqz(edition_meta(t->e, TH_S("meetings_until")), "1893456000"));
	unsetenv("TEAMHUB_NOW");
	tree_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(answering_costs_the_same_with_none_and_a_thousand),
	    cmocka_unit_test(the_start_page_shows_those_that_come_next),
	    cmocka_unit_test(the_table_of_meetings_says_what_the_rules_say),
	    cmocka_unit_test(boundaries_are_those_of_the_rules_in_the_window_and_after_it),
	    cmocka_unit_test(a_hub_with_too_many_meetings_is_told_which_event_is_too_much),
	    cmocka_unit_test(a_rule_that_no_calendar_can_hold_is_told),
	    cmocka_unit_test(the_meetings_of_untouched_events_go_on_in_a_new_year),
	};
	setenv("TEAMHUB_NOW", "2026-11-24T10:00:00Z", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
