/* test_feed_items.c -- feeds of anything but stories: people, open positions, events, thanks,
 * guidelines, terms. What comes first, what is left out, which ids there are, who agreed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_edition.h"
#include "support_publish.h"

static void text_is(th_str got, const char *want)
{
	if (!th_str_eqz(got, want))
		fail_msg("\"%.*s\" is not \"%s\"", TH_FMT(got), want);
}

/* ---- what is asked of an edition ---- */

static void add(built *b, const char *kind, const char *slug, row_doc d)
{
	d.id = th_str_fmt(b->a, "%s/%s", kind, slug);
	d.kind = th_strz(kind);
	d.slug = th_strz(slug);
	d.href = th_str_fmt(b->a, "/%ss/%s/", kind, slug);
	d.uid = th_str_fmt(b->a, "tag:x,2026:%.*s", TH_FMT(d.id));
	built_doc(b, d, slug, "<p>Text.</p>");
}

/* The slugs that the feed of a kind has, one after another. */
static const char *feed_of(built *b, feed_wish want, feed_view *f)
{
	view_items items = {0};
	th_buf out = {0};
	*f = (feed_view){0};
	if (want.limit == 0)
		want.limit = 20;
	query_feed_items(&b->q, &want, f, &items);
	assert_int_equal(f->entries.n, items.n);
	for (size_t i = 0; i < items.n; i++)
		th_buf_addf(&out, "%.*s ", TH_FMT(items.v[i].id));
	const char *slugs = th_str_z(b->a, th_buf_str(&out));
	th_buf_free(&out);
	return slugs;
}

static void the_newest_comes_first_whatever_the_list_is_sorted_by(void **state)
{
	(void)state;
	built *b = built_new();
	feed_view f;
	add(b, "guideline", "a", (row_doc){.feed = true, .added_at = BUILT_DAYS(30), .ord = 1});
	add(b, "guideline", "b", (row_doc){.feed = true, .added_at = BUILT_DAYS(3), .ord = 2});
	add(b, "guideline", "c",
	    (row_doc){.feed = true,
		.added_at = BUILT_DAYS(20),
		.updated = {BUILT_DAYS(1), 0, true},
		.ord = 3});
	add(b, "guideline", "due",
	    (row_doc){.feed = true, .added_at = BUILT_DAYS(60), .visible_from = BUILT_DAYS(2)});
	add(b, "guideline", "later",
	    (row_doc){.feed = true, .added_at = BUILT_DAYS(4), .visible_from = BUILT_DAYS(-2)});
	built_open(b);
	feed_wish want = {.kind = TH_S("guideline")};
	assert_string_equal(feed_of(b, want, &f), "due b c a ");
	assert_int_equal(f.entries.v[2].published, BUILT_DAYS(20));
	assert_int_equal(f.entries.v[2].updated, BUILT_DAYS(1));
	assert_int_equal(f.updated, BUILT_DAYS(1));
	want.offset = 1;
	want.limit = 2;
	assert_string_equal(feed_of(b, want, &f), "b c ");
	want.offset = 40;
	assert_string_equal(feed_of(b, want, &f), "");
	built_free(b);
}

static void what_nobody_dated_is_as_old_as_the_hub(void **state)
{
	(void)state;
	built *b = built_new();
	feed_view f;
	built_add(b, (built_story){.slug = "first", .at = BUILT_DAYS(200)});
	built_add(b, (built_story){.slug = "last", .at = BUILT_DAYS(2)});
	add(b, "guideline", "old", (row_doc){.feed = true});
	built_open(b);
	assert_string_equal(feed_of(b, (feed_wish){.kind = TH_S("guideline")}, &f), "old ");
	assert_int_equal(f.entries.v[0].published, BUILT_DAYS(200));
	built_free(b);
	b = built_new();
	add(b, "guideline", "old", (row_doc){.feed = true});
	add(b, "job", "dated", (row_doc){.feed = true, .added_at = BUILT_DAYS(9)});
	built_open(b);
	feed_of(b, (feed_wish){.kind = TH_S("guideline")}, &f);
	assert_int_equal(f.entries.v[0].published, BUILT_DAYS(9));
	built_free(b);
	b = built_new();
	add(b, "guideline", "old", (row_doc){.feed = true, .visible_from = TH_NEVER});
	built_open(b);
	feed_of(b, (feed_wish){.kind = TH_S("guideline")}, &f);
	assert_int_equal(f.entries.v[0].published, TH_NEVER);     /* nothing is claimed */
	assert_int_equal(f.entries.v[0].updated, BUILT_DAYS(10)); /* its last change */
	built_free(b);
}

static void what_is_over_is_no_news(void **state)
{
	(void)state;
	built *b = built_new();
	feed_view f;
	add(b, "job", "open", (row_doc){.feed = true, .end = {BUILT_DAYS(-9), 0, true}});
	add(b, "job", "closed", (row_doc){.feed = true, .end = {BUILT_DAYS(9), 0, true}});
	add(b, "event", "next", (row_doc){.feed = true, .start = {BUILT_DAYS(-9), 0, true}});
	add(b, "event", "past", (row_doc){.feed = true, .start = {BUILT_DAYS(9), 0, true}});
	built_open(b);
	assert_string_equal(feed_of(b, (feed_wish){.kind = TH_S("job")}, &f), "open ");
	assert_string_equal(feed_of(b, (feed_wish){.kind = TH_S("event")}, &f), "next ");
	built_free(b);
}

static void people_are_those_of_the_selection_who_agreed_to_feeds(void **state)
{
	(void)state;
	built *b = built_new();
	feed_view f;
	static const char *const who[] = {"ann", "bo", "cleo"};
	built_term(b, "team", "teams", "platform");
	for (size_t i = 0; i < TH_COUNT(who); i++) {
		add(b, "person", who[i],
		    (row_doc){.feed = i != 1, .added_at = BUILT_DAYS(10 + (th_time)i)});
		if (i < 2)
			built_member(b, "team", "platform", "person",
			    built_id(b, "person/", who[i], ""), TH_NEVER);
	}
	built_open(b);
	feed_wish want = {.kind = TH_S("person")};
	assert_string_equal(feed_of(b, want, &f), "ann cleo ");
	selection_term team = {TH_S("team"), TH_S("platform")};
	const selection s = {.terms = {&team, 1, 1}};
	want.selection = &s;
	assert_string_equal(feed_of(b, want, &f), "ann ");
	text_is(f.entries.v[0].authors.v[0].name, "ann");
	text_is(f.entries.v[0].categories.v[0].scheme, "https://careers.example/team/teams/");
	built_free(b);
}

static void each_language_has_ids_of_its_own_and_tombstones_go_with_their_kind(void **state)
{
	(void)state;
	built *b = built_new();
	feed_view f;
	add(b, "job", "open", (row_doc){.feed = true});
	writer_put_tombstone(
	    b->w, TH_S("tag:x,2026:job/was"), BUILT_DAYS(3), TH_S("/jobs/was/"), TH_S("job"));
	writer_put_tombstone(b->w, TH_S("tag:x,2026:person/was"), BUILT_DAYS(3),
	    TH_S("/people/was/"), TH_S("person"));
	built_open(b);
	feed_of(b, (feed_wish){.kind = TH_S("job")}, &f);
	text_is(f.entries.v[0].id, "tag:x,2026:job/open");
	text_is(f.entries.v[0].url, "https://careers.example/team/jobs/open/");
	assert_int_equal(f.tombstones.n, 1);
	text_is(f.tombstones.v[0].ref, "tag:x,2026:job/was");
	b->q.ui = TH_S("en");
	b->q.base = TH_S("/team/en");
	feed_of(b, (feed_wish){.kind = TH_S("job")}, &f);
	text_is(f.entries.v[0].id, "tag:x,2026:job/open/en");
	text_is(f.entries.v[0].url, "https://careers.example/team/en/jobs/open/");
	text_is(f.tombstones.v[0].ref, "tag:x,2026:job/was/en");
	feed_of(b, (feed_wish){.kind = TH_S("job"), .offset = 1}, &f);
	assert_int_equal(f.tombstones.n, 0);
	query_feed_entries(&b->q, NULL, 0, 10, &f);
	assert_int_equal(f.tombstones.n, 0); /* neither was a story */
	built_free(b);
}

static void a_term_without_a_date_is_there_since_its_first_story(void **state)
{
	(void)state;
	built *b = built_new();
	feed_view f;
	built_add(b, (built_story){.slug = "oldest", .at = BUILT_DAYS(300)});
	built_add(b, (built_story){.slug = "one", .at = BUILT_DAYS(99), .team = "platform"});
	built_add(b, (built_story){.slug = "two", .at = BUILT_DAYS(9), .team = "platform"});
	static const char *const slugs[] = {"platform", "service"};
	for (size_t i = 0; i < TH_COUNT(slugs); i++) {
		add(b, "term/team", slugs[i], (row_doc){.feed = true});
		writer_put_term(
		    b->w, TH_S("team"), th_strz(slugs[i]), built_id(b, "term/team/", slugs[i], ""));
	}
	built_open(b);
	feed_wish want = {.kind = TH_S("term"), .facet = TH_S("team")};
	assert_string_equal(feed_of(b, want, &f), "platform service ");
	assert_int_equal(f.entries.v[0].published, BUILT_DAYS(99));
	assert_int_equal(f.entries.v[1].published, BUILT_DAYS(300));
	built_free(b);
}

/* ---- what publish makes of it ---- */

#define NO_FEED "consent: {public: 2026-01-10, portrait: 2026-01-10, story: 2026-01-10}\n"

static size_t entries_of(tree *t, const char *kind, feed_view *f)
{
	view_items items = {0};
	*f = (feed_view){0};
	const feed_wish want = {.kind = th_strz(kind), .limit = 20};
	query_feed_items(&t->q, &want, f, &items);
	return f->entries.n;
}

static void thanks(tree *t, const char *slug, const char *from, const char *to)
{
	th_str text = th_str_fmt(t->a,
	    "---\ntitle: Thanks %s\nfrom: %s\nto: %s\ndate: 2026-05-04\n---\nFor that.\n", slug,
	    from, to);
	tree_file(t, th_str_fmt(t->a, "src/kudos/%s.md", slug).p, text.p);
}

static void only_who_agreed_to_feeds_stands_in_one_and_thanks_only_where_both_did(void **state)
{
	(void)state;
	tree *t = tree_new();
	feed_view f;
	tree_person(t, "ann", "");
	tree_person(t, "bo", "");
	tree_file(t, "src/people/cleo.md", "---\nname: Cleo\n" NO_FEED "---\nHello.\n");
	tree_story(t, "made-up", "nobody-with-a-file", "");
	thanks(t, "both", "ann", "bo");
	thanks(t, "one", "ann", "cleo");
	thanks(t, "other", "cleo", "ann");
	tree_publish(t);
	assert_int_equal(entries_of(t, "person", &f), 2);
	text_is(f.entries.v[0].title, "Name of ann");
	assert_int_equal(f.entries.v[0].published, 1768003200); /* the consent: 2026-01-10 */
	assert_int_equal(entries_of(t, "kudos", &f), 1);
	text_is(f.entries.v[0].title, "Thanks both");
	text_is(f.entries.v[0].authors.v[0].name, "Name of ann");
	assert_int_equal(f.entries.v[0].authors.n, 1);
	/* Taken back: the thank-you's file is the same, and leaves the feed all the same. */
	tree_file(t, "src/people/bo.md", "---\nname: Name of bo\n" NO_FEED "---\nHello.\n");
	tree_publish(t);
	assert_int_equal(entries_of(t, "person", &f), 1);
	assert_int_equal(entries_of(t, "kudos", &f), 0);
	tree_free(t);
}

static void commit(tree *t, const char *when, const char *message)
{
	tree_shell(
	    t, th_str_fmt(t->a,
		   "export GIT_AUTHOR_DATE=%s GIT_COMMITTER_DATE=%s GIT_CONFIG_GLOBAL=/dev/null;"
		   " cd src; [ -d .git ] || git init -q -b main; git add -A;"
		   " git -c user.name=Max -c user.email=max@x.example commit -q -m '%s'",
		   when, when, message)
		   .p);
}

static void a_commit_says_since_when_something_is_there(void **state)
{
	(void)state;
	tree *t = tree_new();
	feed_view f;
	tree_file(t, "src/guidelines/one.md", "---\ntitle: One\n---\nBe kind.\n");
	tree_person(t, "ann", "");
	commit(t, "2026-02-01T10:00:00Z", "one");
	tree_file(t, "src/guidelines/one.md", "---\ntitle: One\n---\nBe kind and short.\n");
	tree_file(t, "src/jobs/fitter.md", "---\ntitle: Fitter\ndate: 2026-01-05\n---\nWork.\n");
	commit(t, "2026-03-01T10:00:00Z", "two");
	tree_publish(t);
	assert_int_equal(entries_of(t, "guideline", &f), 1);
	assert_int_equal(f.entries.v[0].published, 1769940000); /* the first commit */
	assert_int_equal(f.entries.v[0].updated, 1772359200);   /* the second */
	assert_int_equal(entries_of(t, "person", &f), 1);
	assert_int_equal(f.entries.v[0].published, 1769940000); /* later than the consent */
	assert_int_equal(entries_of(t, "job", &f), 1);
	assert_int_equal(f.entries.v[0].published, 1767571200); /* its own date */
	tree_free(t);
}

static void who_was_in_a_feed_is_withdrawn_from_it_and_nobody_else_is_named(void **state)
{
	(void)state;
	tree *t = tree_new();
	feed_view f;
	tree_person(t, "ann", "");
	tree_person(t, "bo", "");
	tree_file(t, "src/people/cleo.md", "---\nname: Cleo\n" NO_FEED "---\nHello.\n");
	thanks(t, "both", "ann", "bo");
	thanks(t, "one", "ann", "cleo");
	commit(t, "2026-11-01T10:00:00Z", "one");
	tree_file(t, "src/withdrawn.yml",
	    "- {person: ann, date: 2026-11-20}\n- {person: cleo, date: 2026-11-20}\n");
	commit(t, "2026-11-20T10:00:00Z", "two");
	tree_publish(t);
	assert_int_equal(entries_of(t, "person", &f), 1);
	assert_int_equal(f.tombstones.n, 1);
	assert_true(th_str_ends(f.tombstones.v[0].ref, TH_S(":person/ann")));
	assert_int_equal(entries_of(t, "kudos", &f), 0);
	assert_int_equal(f.tombstones.n, 1);
	assert_true(th_str_ends(f.tombstones.v[0].ref, TH_S(":kudos/both")));
	/* Without the file it is the history that knows. */
	tree_shell(t, "rm src/people/ann.md src/people/cleo.md");
	commit(t, "2026-11-21T10:00:00Z", "three");
	tree_publish(t);
	entries_of(t, "person", &f);
	assert_int_equal(f.tombstones.n, 1);
	assert_true(th_str_ends(f.tombstones.v[0].ref, TH_S(":person/ann")));
	tree_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_newest_comes_first_whatever_the_list_is_sorted_by),
	    cmocka_unit_test(what_nobody_dated_is_as_old_as_the_hub),
	    cmocka_unit_test(what_is_over_is_no_news),
	    cmocka_unit_test(people_are_those_of_the_selection_who_agreed_to_feeds),
	    cmocka_unit_test(each_language_has_ids_of_its_own_and_tombstones_go_with_their_kind),
	    cmocka_unit_test(a_term_without_a_date_is_there_since_its_first_story),
	    cmocka_unit_test(only_who_agreed_to_feeds_stands_in_one_and_thanks_only_where_both_did),
	    cmocka_unit_test(a_commit_says_since_when_something_is_there),
	    cmocka_unit_test(who_was_in_a_feed_is_withdrawn_from_it_and_nobody_else_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
