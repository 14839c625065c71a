/* test_agreement.c -- who agreed to which version of the guidelines: authors are reminded in a
 * friendly way, and never left out for it. Today is 2026-11-24. */
#include "support_content.h"
#include "teamhub/guideline.h"

#define RULES(front) "---\ntitle: Rules\n" front "---\nText\n"
#define PERSON(front) "---\nname: Kim Berg\n" front ALL_CONSENT "---\n"
#define WRITTEN "---\ntitle: S\ndate: 2026-03-02\nauthors: [kim]\n---\nText\n"
#define CHANGES                                                                                    \
	"version: 2026-09\nchanges:\n"                                                             \
	"  - {version: 2026-09, what: {de: Neun, en: Nine}, who: [kim, jana-weber]}\n"             \
	"  - {version: 2026-03, what: First}\n"

static tree *load(void **state, const char *rules, const char *kim, const char *story)
{
	tree *t = *state;
	tree_put(t, "hub.yml", HUB);
	tree_put(t, "guidelines/rules.md", rules);
	tree_put(t, "people/kim.md", kim);
	if (story)
		tree_put(t, "stories/s.md", story);
	tree_load(t);
	return t;
}

static guideline_agreement kim_is(tree *t)
{
	return guideline_agreed(&t->content, find_doc(t, "person/kim"));
}

static void whoever_agreed_to_the_newest_version_hears_nothing(void **state)
{
	tree *t =
	    load(state, RULES("version: 2026-09\n"), PERSON("guidelines: 2026-09\n"), WRITTEN);
	assert_findings(t, 0);
	assert_int_equal(kim_is(t), GUIDELINE_AGREED_CURRENT);
}

static void an_author_on_an_old_version_is_reminded_and_stays(void **state)
{
	tree *t = load(state, RULES(CHANGES), PERSON("guidelines: 2026-03\n"), WRITTEN);
	const th_finding *f = finding_at(t, "people/kim.md", 3, "guidelines.old");
	assert_int_equal(f->severity, TH_WARNING);
	assert_true(guideline_is_reminder(f));
	assert_int_equal(kim_is(t), GUIDELINE_AGREED_OLD);
	assert_false(find_doc(t, "story/s")->left_out);
	assert_false(find_doc(t, "person/kim")->left_out);
	th_buf b = {0};
	finding_write_text(&b, f, TH_S("de"));
	th_buf_addc(&b, 0);
	assert_non_null(strstr(b.p, "Das eilt nicht"));
	assert_non_null(strstr(b.p, "guidelines: 2026-09"));
	assert_non_null(strstr(b.p, "guidelines/rules.md"));
	th_buf_free(&b);
}

static void an_author_who_has_not_said_yes_is_reminded(void **state)
{
	tree *t = load(state, RULES("version: 3\n"), PERSON(""), WRITTEN);
	finding_at(t, "people/kim.md", 1, "guidelines.missing");
	assert_findings(t, 1);
	assert_int_equal(kim_is(t), GUIDELINE_AGREED_MISSING);
}

static void whoever_has_not_written_is_left_in_peace(void **state)
{
	tree *t = load(state, RULES("version: 3\n"), PERSON(""), NULL);
	assert_findings(t, 0);
}

static void a_former_colleague_is_left_in_peace(void **state)
{
	tree *t = load(state, RULES("version: 3\n"), PERSON("left: 2026-01\n"), WRITTEN);
	assert_findings(t, 0);
}

static void guidelines_without_a_version_ask_for_nothing(void **state)
{
	tree *t = load(state, RULES(""), PERSON(""), WRITTEN);
	assert_findings(t, 0);
	assert_int_equal(kim_is(t), GUIDELINE_AGREED_NOTHING);
}

static void advice_asks_for_nothing(void **state)
{
	tree *t = load(state, RULES("version: 3\nagree: false\n"), PERSON(""), WRITTEN);
	assert_findings(t, 0);
}

static void a_mistyped_version_is_pointed_out(void **state)
{
	tree *t = load(state, RULES(CHANGES), PERSON("guidelines: 2026-90\n"), WRITTEN);
	const th_finding *f = finding_at(t, "people/kim.md", 3, "guidelines.suggest");
	assert_int_equal(f->severity, TH_WARNING);
	assert_true(th_str_eqz(f->words[1], "2026-09"));
	assert_int_equal(kim_is(t), GUIDELINE_AGREED_UNKNOWN);
}

static void a_version_that_there_is_not_names_the_newest(void **state)
{
	tree *t = load(state, RULES(CHANGES), PERSON("guidelines: tomorrow\n"), WRITTEN);
	const th_finding *f = finding_at(t, "people/kim.md", 3, "guidelines.unknown");
	assert_true(th_str_eqz(f->words[1], "2026-09"));
}

static void a_version_older_than_the_guidelines_still_name_is_an_old_one(void **state)
{
	tree *t =
	    load(state, RULES("version: 2026-09\n"), PERSON("guidelines: 2025-11\n"), WRITTEN);
	finding_at(t, "people/kim.md", 3, "guidelines.old");
}

static void numbers_are_in_order_of_their_value(void **state)
{
	tree *t = load(state,
	    RULES("version: 10\nchanges:\n  - {version: 9, what: Nine}\n"
		  "  - {version: 10, what: Ten}\n"),
	    PERSON("guidelines: 10\n"), WRITTEN);
	assert_findings(t, 0);
	assert_int_equal(t->content.guideline_versions.n, 2);
	assert_true(th_str_eqz(t->content.guideline_versions.v[0], "10"));
}

static void the_newest_of_several_guidelines_counts(void **state)
{
	tree *t = *state;
	tree_put(t, "guidelines/pictures.md", RULES("version: 2026-10\n"));
	load(state, RULES("version: 2026-09\n"), PERSON("guidelines: 2026-09\n"), WRITTEN);
	finding_at(t, "people/kim.md", 3, "guidelines.old");
}

static void a_draft_of_new_guidelines_reminds_nobody(void **state)
{
	tree *t = *state;
	tree_put(t, "guidelines/new.md", RULES("version: 2027-01\ndraft: true\n"));
	load(state, RULES("version: 2026-09\n"), PERSON("guidelines: 2026-09\n"), WRITTEN);
	assert_findings(t, 0);
}

static void who_took_part_and_may_not_be_named_is_not(void **state)
{
	tree *t = *state;
	tree_put(t, "people/jana-weber.md", "---\nname: Jana Weber\n---\n");
	load(state, RULES(CHANGES), PERSON("guidelines: 2026-09\n"), WRITTEN);
	const th_doc *rules = find_doc(t, "guideline/rules");
	assert_int_equal(rules->guide.changes.n, 2);
	assert_int_equal(rules->guide.changes.v[0].who.n, 1);
	assert_true(th_str_eqz(rules->guide.changes.v[0].who.v[0].slug, "kim"));
}

static void who_took_part_must_exist(void **state)
{
	tree *t = load(state, RULES(CHANGES), PERSON("guidelines: 2026-09\n"), WRITTEN);
	finding_at(t, "guidelines/rules.md", 5, "changes.who");
	assert_int_equal(find_doc(t, "guideline/rules")->guide.changes.v[0].who.n, 1);
}

static void a_change_without_words_is_pointed_out(void **state)
{
	static const char *const bad[] = {"changes: soon\n", "changes: [{version: 2}]\n",
	    "changes: [{what: Something}]\n", "changes: [[1], 2]\n",
	    "changes: [{version: {a: b}, what: x}]\n", "changes: {version: 1, what: [a]}\n"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		tree *t = NULL;
		void *own;
		assert_int_equal(tree_new(&own), 0);
		t = own;
		char text[200];
		snprintf(text, sizeof text, "---\ntitle: R\n%s---\nText\n", bad[i]);
		load(&own, text, PERSON(""), NULL);
		assert_true(t->findings.list.n > 0);
		assert_int_equal(t->findings.errors, 0);
		assert_int_equal(find_doc(t, "guideline/rules")->guide.changes.n, 0);
		tree_free(&own);
	}
	(void)state;
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, tree_new, tree_free)
	const struct CMUnitTest tests[] = {
	    TEST(whoever_agreed_to_the_newest_version_hears_nothing),
	    TEST(an_author_on_an_old_version_is_reminded_and_stays),
	    TEST(an_author_who_has_not_said_yes_is_reminded),
	    TEST(whoever_has_not_written_is_left_in_peace),
	    TEST(a_former_colleague_is_left_in_peace),
	    TEST(guidelines_without_a_version_ask_for_nothing),
	    TEST(advice_asks_for_nothing),
	    TEST(a_mistyped_version_is_pointed_out),
	    TEST(a_version_that_there_is_not_names_the_newest),
	    TEST(a_version_older_than_the_guidelines_still_name_is_an_old_one),
	    TEST(numbers_are_in_order_of_their_value),
	    TEST(the_newest_of_several_guidelines_counts),
	    TEST(a_draft_of_new_guidelines_reminds_nobody),
	    TEST(who_took_part_and_may_not_be_named_is_not),
	    TEST(who_took_part_must_exist),
	    TEST(a_change_without_words_is_pointed_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
