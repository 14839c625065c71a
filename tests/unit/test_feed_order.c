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

static void commit(tree *t, const char *at)
{
	tree_shell(t, th_str_fmt(t->a,
			  "cd src && { [ -d .git ] || git init -q -b main; } && git add -A && "
			  "GIT_AUTHOR_DATE=%s GIT_COMMITTER_DATE=%s git -c user.name=A -c "
			  "user.email=a@x.example commit -qm x --allow-empty",
			  at, at)
			  .p);
}

#define SINCE(public, story, feed)                                                                 \
	"consent: {public: " public ", story: " story ", feed: " feed "}\n"

/* A story of 1 September, pushed on 2 September; its author's consents of January are replaced by
 * those of `then` in November. NULL: the file is as it was. */
static tree *with_renewed(const char *before, const char *between, const char *then)
{
	tree *t = with_many();
	person(t, "kim", before);
	commit(t, "2026-01-12T10:00:00Z");
	story(t, "by-kim", "kim", "");
	commit(t, "2026-09-02T10:00:00Z");
	if (between != NULL) {
		person(t, "kim", between);
		commit(t, "2026-09-20T10:00:00Z");
	}
	assert_true(tree_publish(t) <= 1); /* the last edition knows the history until here */
	person(t, "kim", then);
	commit(t, "2026-11-21T10:00:00Z");
	assert_true(tree_publish(t) <= 1);
	return t;
}

static void assert_stays(tree *t, const char *at)
{
	feed_view f = page_at(t, day("2026-11-24T10:00:00Z"), 0);
	ends_with(f.entries.v[0].id, "daily-30");
	f = page_at(t, day("2026-11-24T10:00:00Z"), 20);
	const feed_entry *last = &f.entries.v[f.entries.n - 1];
	ends_with(last->id, "by-kim");
	assert_int_equal(last->published, day(at));
	tree_free(t);
}

static void assert_is_new(tree *t, const char *at)
{
	feed_view f = page_at(t, day("2026-11-24T10:00:00Z"), 0);
	assert_first(&f, "by-kim", day(at));
	tree_free(t);
}

#define JANUARY SINCE("2026-01-10", "2026-01-10", "2026-01-10")
#define NOVEMBER SINCE("2026-11-20", "2026-11-20", "2026-11-20")

static void a_renewed_consent_makes_no_story_new(void **state)
{
	(void)state;
	assert_stays(with_renewed(JANUARY, NULL, NOVEMBER), "2026-09-01T00:00:00Z");
	assert_stays(with_renewed(JANUARY, NULL, SINCE("2026-01-10", "2026-01-10", "2026-11-20")),
	    "2026-09-01T00:00:00Z");
	assert_stays(/* twice */
	    with_renewed(JANUARY, SINCE("2026-09-19", "2026-09-19", "2026-09-19"), NOVEMBER),
	    "2026-09-01T00:00:00Z");
}

static void nor_does_one_that_is_renewed_after_a_gap(void **state)
{
	(void)state;
	assert_stays(with_renewed(JANUARY, "", NOVEMBER), "2026-09-01T00:00:00Z");
	assert_stays(with_renewed("consent: {public: 2026-01-10, story: 2026-01-10, feed: "
				  "2026-01-10, until: 2026-09-10}\n",
			 NULL, NOVEMBER),
	    "2026-09-01T00:00:00Z");
	assert_stays(with_renewed("born: 2010-05-01\nconsent: {public: 2026-01-10, story: "
				  "2026-01-10, feed: 2026-01-10, guardian: {name: P, date: "
				  "2026-09-05}}\n",
			 "", NOVEMBER),
	    "2026-09-05T00:00:00Z");
}

static void what_nobody_saw_before_the_renewal_is_new(void **state)
{
	(void)state;
	/* All three never held at a time when the story was there. */
	assert_is_new(with_renewed("consent: {public: 2026-01-10, story: 2026-01-10, feed: "
				   "2026-01-10, until: 2026-08-31}\n",
			  NULL, NOVEMBER),
	    "2026-11-20T00:00:00Z");
	assert_is_new(with_renewed("consent: {public: 2026-01-10, story: 2026-01-10}\n",
			  "consent: {public: 2026-01-10, feed: 2026-01-10}\n", NOVEMBER),
	    "2026-11-20T00:00:00Z");
	assert_is_new(with_renewed("born: 2010-05-01\n" JANUARY, NULL,
			  "born: 2010-05-01\nconsent: {public: 2026-01-10, story: 2026-01-10, "
			  "feed: 2026-01-10, guardian: {name: P, date: 2026-11-20}}\n"),
	    "2026-11-20T00:00:00Z");
	/* Its date is older than the gap, but it came to the hub in the gap. */
	tree *t = with_many();
	person(t, "kim", JANUARY);
	commit(t, "2026-01-12T10:00:00Z");
	person(t, "kim", "");
	commit(t, "2026-08-30T10:00:00Z");
	story(t, "by-kim", "kim", "");
	commit(t, "2026-10-02T10:00:00Z");
	person(t, "kim", NOVEMBER);
	commit(t, "2026-11-21T10:00:00Z");
	assert_true(tree_publish(t) <= 1);
	assert_is_new(t, "2026-11-20T00:00:00Z");
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
	    cmocka_unit_test(a_renewed_consent_makes_no_story_new),
	    cmocka_unit_test(nor_does_one_that_is_renewed_after_a_gap),
	    cmocka_unit_test(what_nobody_saw_before_the_renewal_is_new),
	    cmocka_unit_test(it_is_the_same_after_an_incremental_publish),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
