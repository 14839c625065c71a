/* test_plan.c -- programme.yml: what it can say, and what its author is told about a line that
 * cannot be used: file, line, sentence, remedy. */
#include "support_content.h"

#include "teamhub/plan.h"

static void put(tree *t, const char *plan)
{
	tree_put(t, "hub.yml", HUB);
	tree_put(t, "people/jana-weber.md", JANA);
	tree_put(t, "terms/team/montage.md", "---\ntitle: Montage\n---\n");
	tree_put(t, "terms/team/lager.md", "---\ntitle: Lager\n---\n");
	if (plan != NULL)
		tree_put(t, "programme.yml", plan);
	tree_load(t);
}

static void without_a_file_the_defaults_hold(void **state)
{
	tree *t = *state;
	put(t, NULL);
	const th_plan *p = t->content.plan;
	assert_findings(t, 0);
	assert_false(p->given);
	assert_int_equal(p->window, 365);
	assert_int_equal(p->quiet, 180);
	assert_int_equal(p->consent, 60);
	assert_int_equal(p->small, 5);
	assert_int_equal(p->page, TH_PLAN_COVERAGE);
	assert_int_equal(p->targets.n, 0);
}

static void every_setting_is_read(void **state)
{
	tree *t = *state;
	put(t, "window: 90\nquiet: 60\nconsent: 30\nsmall: 12\npage: all\n"
	       "targets:\n  team: {Montage: 62.5, lager: \"12,5 %\"}\n  lang: {fr: 10}\n");
	const th_plan *p = t->content.plan;
	assert_findings(t, 0);
	assert_true(p->given);
	assert_int_equal(p->window, 90);
	assert_int_equal(p->quiet, 60);
	assert_int_equal(p->consent, 30);
	assert_int_equal(p->small, 12);
	assert_int_equal(p->page, TH_PLAN_ALL);
	assert_int_equal(p->targets.n, 3);
	assert_str(p->targets.v[0].term, "montage");
	assert_int_equal(p->targets.v[0].permille, 625);
	assert_int_equal(p->targets.v[1].permille, 125);
	assert_str(p->targets.v[2].facet, "lang");
}

static void a_wrong_line_is_told_and_the_others_hold(void **state)
{
	tree *t = *state;
	put(t, "windows: 90\n"
	       "quiet: soon\n"
	       "small: 3\n"
	       "page: everyone\n"
	       "targets:\n"
	       "  teem: {montage: 5}\n"
	       "  team:\n"
	       "    montag: 20\n"
	       "    nobody-knows: 5\n"
	       "    lager: much\n"
	       "    montage: 40\n");
	finding_at(t, "programme.yml", 1, "programme.suggest");
	finding_at(t, "programme.yml", 2, "programme.value");
	finding_at(t, "programme.yml", 3, "programme.small");
	finding_at(t, "programme.yml", 4, "programme.value");
	finding_at(t, "programme.yml", 6, "programme.facet-suggest");
	finding_at(t, "programme.yml", 8, "programme.term-suggest");
	finding_at(t, "programme.yml", 9, "programme.term");
	finding_at(t, "programme.yml", 10, "programme.value");
	assert_findings(t, 8);
	const th_plan *p = t->content.plan;
	assert_int_equal(p->small, 5); /* upward only */
	assert_int_equal(p->quiet, 180);
	assert_int_equal(p->targets.n, 1);
	assert_int_equal(p->targets.v[0].permille, 400);
	th_buf b = {0};
	finding_write_text(&b, finding_at(t, "programme.yml", 3, "programme.small"), TH_S("de"));
	assert_true(th_str_find(th_buf_str(&b), TH_S("zu klein")) > 0);
	th_buf_free(&b);
}

static void targets_that_are_more_than_all_are_told(void **state)
{
	tree *t = *state;
	put(t, "targets:\n  team: {montage: 70, lager: 40.5}\n");
	const th_finding *f = finding_at(t, "programme.yml", 2, "programme.sum");
	assert_str(f->words[1], "110.5");
	assert_findings(t, 1);
}

static void hostile_bytes_are_told_and_change_nothing(void **state)
{
	static const char *const bad[] = {"- a\n- b\n", "targets: [montage]\n", "targets: 5\n",
	    "targets: {team: [1, 2]}\n", "targets: {team: {montage: -5}}\n",
	    "targets: {team: {montage: 100.1}}\n", "targets: {team: {montage: {a: 1}}}\n",
	    "targets: {team: {montage: 5}", "small: 99999999999999999999\n", "quiet: 0\n",
	    "window: -1\n", "page: [all]\n", "window: *x\n", "small: 5\nsmall: 6\n",
	    "targets: {team: {montage: 1.25}}\n", "\xff\xfe", "window: \"\"\n"};
	for (size_t i = 0; i < TH_COUNT(bad); i++) {
		tree *t = *state;
		th_plan p;
		if (i == 0)
			put(t, NULL);
		t->findings = (th_findings){.arena = t->arena};
		plan_read(&p, th_strz(bad[i]), &t->content, &t->findings);
		if (t->findings.list.n != 1)
			fail_msg("%s: %zu findings", bad[i], t->findings.list.n);
		assert_true(p.targets.n == 0 && p.small >= 5 && p.window > 0 && p.quiet > 0);
	}
}

static void an_empty_file_is_a_plan_without_targets(void **state)
{
	tree *t = *state;
	put(t, "# nothing yet\n");
	assert_findings(t, 0);
	assert_true(t->content.plan->given);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, tree_new, tree_free)
	const struct CMUnitTest tests[] = {
	    TEST(without_a_file_the_defaults_hold),
	    TEST(every_setting_is_read),
	    TEST(a_wrong_line_is_told_and_the_others_hold),
	    TEST(targets_that_are_more_than_all_are_told),
	    TEST(hostile_bytes_are_told_and_change_nothing),
	    TEST(an_empty_file_is_a_plan_without_targets),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
