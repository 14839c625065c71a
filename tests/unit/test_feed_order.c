/* test_feed_order.c -- a story enters the feeds on the day it appears, whatever its date: first,
 * with that day as published and updated, and it stays in that place afterwards. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_publish.h"

enum { DAILY = 30 };

static th_time day(const char *text)
{
	th_time at = TH_NEVER;
	if (!th_time_parse_rfc3339(th_strz(text), &at))
		abort();
	return at;
}

/* A story a day in October, by somebody who agreed in January. */
static tree *with_many(void)
{
	tree *t = tree_new();
	tree_person(t, "jana", "");
	for (int i = 1; i <= DAILY; i++) {
		th_str name = th_str_fmt(t->a, "src/stories/daily-%d.md", i);
		tree_bytes(t, name.p,
		    th_str_fmt(t->a,
			"---\ntitle: Daily %d\ndate: 2026-10-%02d\nauthors: [jana]\n---\nText.\n",
			i, i));
	}
	setenv("TEAMHUB_NOW", "2026-11-24T10:00:00Z", 1);
	return t;
}

static void story(tree *t, const char *slug, const char *author, const char *more)
{
	th_str name = th_str_fmt(t->a, "src/stories/%s.md", slug);
	tree_bytes(t, name.p,
	    th_str_fmt(t->a, "---\ntitle: %s\ndate: 2026-09-01\nauthors: [%s]\n%s---\nText.\n",
		slug, author, more));
}

static feed_view page_at(tree *t, th_time now, int64_t offset)
{
	feed_view f = {0};
	t->q.now = now;
	query_feed_entries(&t->q, NULL, offset, 20, &f);
	return f;
}

static void ends_with(th_str got, const char *slug)
{
	if (!th_str_ends(got, th_strz(slug)))
		fail_msg("%.*s is not %s", TH_FMT(got), slug);
}

static void assert_first(const feed_view *f, const char *slug, th_time at)
{
	ends_with(f->entries.v[0].id, slug);
	assert_int_equal(f->entries.v[0].published, at);
	assert_int_equal(f->entries.v[0].updated, at);
	assert_int_equal(f->updated, at);
}

static void a_scheduled_story_is_the_first_entry_on_the_day_it_appears(void **state)
{
	(void)state;
	tree *t = with_many();
	story(t, "scheduled", "jana", "publish: 2026-11-20T08:00:00Z\n");
	assert_int_equal(tree_publish(t), 0);
	feed_view f = page_at(t, day("2026-11-20T07:59:59Z"), 0);
	ends_with(f.entries.v[0].id, "daily-30");
	f = page_at(t, day("2026-11-20T08:00:00Z"), 0);
	assert_first(&f, "scheduled", day("2026-11-20T08:00:00Z"));
	assert_int_equal(f.entries.n, 20);
	ends_with(f.entries.v[1].id, "daily-30");
	f = page_at(t, day("2026-11-24T10:00:00Z"), 20);
	assert_int_equal(f.entries.n, DAILY + 1 - 20);
	ends_with(f.entries.v[0].id, "daily-11");
	tree_free(t);
}

static void a_later_story_comes_before_one_that_appeared_earlier(void **state)
{
	(void)state;
	tree *t = with_many();
	story(t, "scheduled", "jana", "publish: 2026-10-20T12:00:00Z\n");
	assert_int_equal(tree_publish(t), 0);
	feed_view f = page_at(t, day("2026-11-24T10:00:00Z"), 0);
	ends_with(f.entries.v[0].id, "daily-30");
	ends_with(f.entries.v[10].id, "scheduled");
	ends_with(f.entries.v[11].id, "daily-20");
	tree_free(t);
}

static void person(tree *t, const char *slug, const char *fields)
{
	tree_bytes(t, th_str_fmt(t->a, "src/people/%s.md", slug).p,
	    th_str_fmt(t->a, "---\nname: Name of %s\n%s---\n", slug, fields));
}

/* Which day counts for a person with these fields. */
static void assert_enters(const char *fields, const char *at)
{
	tree *t = with_many();
	person(t, "kim", fields);
	story(t, "by-kim", "kim, jana", "");
	tree_publish(t);
	assert_true(t->status <= 1);
	feed_view f = page_at(t, day("2026-11-24T10:00:00Z"), 0);
	assert_first(&f, "by-kim", day(at));
	tree_free(t);
}

static void a_story_enters_when_the_last_consent_that_it_needs_begins(void **state)
{
	(void)state;
	assert_enters("consent: {public: 2026-01-10, story: 2026-11-20, feed: 2026-01-10}\n",
	    "2026-11-20T00:00:00Z");
	assert_enters("consent: {public: 2026-01-10, story: 2026-01-20, feed: 2026-11-21}\n",
	    "2026-11-21T00:00:00Z");
}

static void what_a_minor_agreed_to_begins_with_the_guardians_signature(void **state)
{
	(void)state;
	assert_enters("born: 2010-05-01\nconsent: {public: 2026-01-10, story: 2026-01-10, feed: "
		      "2026-01-10, guardian: {name: A Parent, date: 2026-11-18}}\n",
	    "2026-11-18T00:00:00Z");
	assert_enters("born: 2008-11-17\nconsent: {public: 2026-01-10, story: 2026-01-10, feed: "
		      "2026-01-10}\n",
	    "2026-11-17T00:00:00Z");
}

/* The story has a name to show before the other author is public. */
static void one_author_who_is_public_is_enough(void **state)
{
	(void)state;
	tree *t = with_many();
	person(t, "kim", "consent: {public: 2026-11-20, story: 2026-01-10, feed: 2026-01-10}\n");
	story(t, "both", "kim, jana", "");
	tree_publish(t);
	feed_view f = page_at(t, day("2026-11-24T10:00:00Z"), 20);
	ends_with(f.entries.v[f.entries.n - 1].id, "both");
	tree_free(t);
}

static void it_is_the_same_after_an_incremental_publish(void **state)
{
	(void)state;
	tree *t = with_many();
	person(t, "kim", "consent: {public: 2026-01-10, story: 2026-12-20, feed: 2026-01-10}\n");
	story(t, "by-kim", "kim", "");
	tree_publish(t);
	feed_view f = page_at(t, day("2026-11-24T10:00:00Z"), 0);
	ends_with(f.entries.v[0].id, "daily-30");
	setenv("TEAMHUB_NOW", "2026-12-20T10:00:00Z", 1);
	tree_publish(t);
	f = page_at(t, day("2026-12-20T10:00:00Z"), 0);
	assert_first(&f, "by-kim", day("2026-12-20T00:00:00Z"));
	tree_free(t);
}

static bool team_at(tree *t, th_time now, const char *slug)
{
	t->q.now = now;
	return query_has_term_page(&t->q, TH_S("team"), th_strz(slug));
}

static void a_term_without_a_file_appears_and_goes_with_the_stories_that_name_it(void **state)
{
	(void)state;
	tree *t = with_many();
	story(t, "secret", "jana", "publish: 2026-12-20T08:00:00Z\nteam: atlantis\n");
	story(t, "short", "jana", "expires: 2026-11-30T08:00:00Z\nteam: brief\n");
	assert_int_equal(tree_publish(t), 0);
	assert_false(team_at(t, day("2026-12-20T07:59:59Z"), "atlantis"));
	assert_true(team_at(t, day("2026-12-20T08:00:00Z"), "atlantis"));
	assert_true(team_at(t, day("2026-11-30T07:59:59Z"), "brief"));
	assert_false(team_at(t, day("2026-11-30T08:00:00Z"), "brief"));
	story(t, "open", "jana", "team: atlantis\n");
	assert_int_equal(tree_publish(t), 0);
	assert_true(team_at(t, day("2026-11-24T10:00:00Z"), "atlantis"));
	tree_free(t);
}

static bool person_at(tree *t)
{
	view_person one = {0};
	return query_person(&t->q, TH_S("gast-autorin"), &one);
}

static void a_person_without_a_file_appears_with_their_first_story(void **state)
{
	(void)state;
	tree *t = with_many();
	tree_shell(t, "printf 'policies: {missing_author: page}\\n' >> src/hub.yml");
	story(t, "guest", "Gast Autorin", "publish: 2026-12-20T08:00:00Z\n");
	assert_true(tree_publish(t) < 2);
	t->q.now = day("2026-12-20T07:59:59Z");
	assert_false(person_at(t));
	t->q.now = day("2026-12-20T08:00:00Z");
	assert_true(person_at(t));
	tree_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_scheduled_story_is_the_first_entry_on_the_day_it_appears),
	    cmocka_unit_test(a_term_without_a_file_appears_and_goes_with_the_stories_that_name_it),
	    cmocka_unit_test(a_person_without_a_file_appears_with_their_first_story),
	    cmocka_unit_test(a_later_story_comes_before_one_that_appeared_earlier),
	    cmocka_unit_test(a_story_enters_when_the_last_consent_that_it_needs_begins),
	    cmocka_unit_test(what_a_minor_agreed_to_begins_with_the_guardians_signature),
	    cmocka_unit_test(one_author_who_is_public_is_enough),
	    cmocka_unit_test(it_is_the_same_after_an_incremental_publish),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
