/* test_named.c -- nobody becomes a public person by being named: somebody without a file is a name
 * in the byline, several names in one text are several people or a fault, and a typing error is no
 * way around consent. */
#include "support_content.h"

static tree *start(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml", HUB);
	tree_put(t, "people/jana-weber.md", JANA);
	tree_put(t, "people/joerg-mueller.md",
	    "---\nname: J\xc3\xb6rg M\xc3\xbcller\n" ALL_CONSENT "---\n");
	tree_put(t, "people/kim.md", "---\nname: Kim Lund\n" ALL_CONSENT "---\n");
	return t;
}

static void story(tree *t, const char *name, const char *lines)
{
	tree_put(t, th_str_fmt(t->arena, "stories/%s.md", name).p,
	    th_str_fmt(t->arena, "---\ntitle: S\ndate: 2026-03-02\n%s---\nText\n", lines).p);
}

static void whoever_has_no_file_is_a_name_in_the_byline(void **state)
{
	tree *t = start(state);
	story(t, "a", "authors: [Klaus Meier, jana-weber, Klaus Meier]\n");
	tree_put(t, "values/v.md", "---\ntitle: V\nauthors: [Klaus Meier]\n---\n");
	tree_load(t);
	const th_doc *a = shown(t, "story/a");
	assert_int_equal(a->authors.n, 1);
	assert_int_equal(a->authors.v[0].rank, 1);
	assert_int_equal(a->byline.n, 1);
	assert_str(a->byline.v[0].name, "Klaus Meier");
	assert_int_equal(a->byline.v[0].rank, 0);
	assert_int_equal(shown(t, "value/v")->byline.n, 0);
	assert_null(find_doc(t, "person/klaus-meier"));
	assert_int_equal(finding_at(t, "stories/a.md", 4, "author.missing")->severity, TH_WARNING);
}

static void every_policy_has_its_word(void **state)
{
	static const struct {
		const char *word;
		bool shown, page;
		size_t findings;
	} policies[] = {{"byline", true, false, 1}, {"warn", true, false, 1},
	    {"page", true, true, 1}, {"refuse", false, false, 1}, {"ignore", true, false, 0},
	    {"pgae", true, false, 2}};
	(void)state;
	for (size_t i = 0; i < TH_COUNT(policies); i++) {
		void *own;
		assert_int_equal(tree_new(&own), 0);
		tree *t = start(&own);
		tree_put(t, "hub.yml",
		    th_str_fmt(t->arena, HUB "policies: {missing_author: %s}\n", policies[i].word)
			.p);
		story(t, "a", "authors: [Nadia Noname]\n");
		tree_load(t);
		assert_int_equal(!find_doc(t, "story/a")->left_out, policies[i].shown);
		assert_int_equal(find_doc(t, "person/nadia-noname") != NULL, policies[i].page);
		assert_findings(t, policies[i].findings);
		tree_free(&own);
	}
}

static void several_people_in_one_text_are_several_people(void **state)
{
	static const char *const lines[] = {"authors: jana-weber, joerg-mueller",
	    "authors: Jana Weber und J\xc3\xb6rg M\xc3\xbcller",
	    "author: jana-weber and joerg-mueller", "authors: jana-weber & joerg-mueller",
	    "authors: jana-weber; joerg-mueller;", "authors: [\"jana-weber, joerg-mueller\"]",
	    "authors: jana-weber + J\xc3\xb6rg M\xc3\xbcller",
	    "authors: [jana-weber und joerg-mueller, jana-weber]"};
	(void)state;
	for (size_t i = 0; i < TH_COUNT(lines); i++) {
		void *own;
		assert_int_equal(tree_new(&own), 0);
		tree *t = start(&own);
		story(t, "a", th_str_fmt(t->arena, "%s\n", lines[i]).p);
		tree_load(t);
		const th_doc *a = shown(t, "story/a");
		assert_findings(t, 0);
		if (a->authors.n != 2 || a->byline.n != 0)
			fail_msg("%s names %zu people", lines[i], a->authors.n);
		assert_str(a->authors.v[0].slug, "jana-weber");
		assert_str(a->authors.v[1].slug, "joerg-mueller");
		tree_free(&own);
	}
}

static void three_names_in_one_text_are_three_people(void **state)
{
	tree *t = start(state);
	story(t, "a", "authors: jana-weber, Kim Lund und joerg-mueller\n");
	tree_put(t, "kudos/k.md",
	    "---\nfrom: kim\nto: jana-weber & joerg-mueller\ndate: 2026-03-02\n---\nThanks\n");
	tree_load(t);
	assert_findings(t, 0);
	assert_int_equal(shown(t, "story/a")->authors.n, 3);
	assert_int_equal(shown(t, "kudos/k")->kudos.to.n, 2);
}

static void several_names_that_are_not_all_people_are_a_fault_with_the_right_line(void **state)
{
	static const struct {
		const char *line, *right;
	} lines[] = {{"authors: jana-weber, Klaus Meier", "authors: [jana-weber, \"Klaus Meier\"]"},
	    {"authors: jana-wbeer und Kim Lund", "authors: [jana-weber, kim]"},
	    {"authors: Rosa Licht und Otto Dunkel", "authors: [\"Rosa Licht\", \"Otto Dunkel\"]"},
	    {"authors: [jana-weber & Klaus Meier]", "authors: [jana-weber, \"Klaus Meier\"]"}};
	for (size_t i = 0; i < TH_COUNT(lines); i++) {
		void *own;
		assert_int_equal(tree_new(&own), 0);
		tree *t = start(&own);
		story(t, "a", th_str_fmt(t->arena, "%s\n", lines[i].line).p);
		tree_load(t);
		assert_findings(t, 1);
		assert_str(
		    finding_at(t, "stories/a.md", 4, "author.several")->words[1], lines[i].right);
		assert_int_equal(t->findings.errors, 1);
		assert_hidden(t, "story/a");
		tree_free(&own);
	}
	/* a list says where one name ends, and the right line is read as it is */
	tree *t = start(state);
	story(t, "a", "authors: [\"M\xc3\xbcller & S\xc3\xb6hne\"]\n");
	story(t, "b", "authors: [jana-weber, \"Klaus Meier\"]\n");
	tree_load(t);
	assert_str(shown(t, "story/a")->byline.v[0].name, "M\xc3\xbcller & S\xc3\xb6hne");
	assert_int_equal(shown(t, "story/b")->byline.n, 1);
	assert_int_equal(t->findings.errors, 0);
}

static void a_person_whose_name_holds_a_comma_is_one(void **state)
{
	tree *t = start(state);
	tree_put(t, "people/licht.md", "---\nname: Licht, Rosa und Kim Lund\n" ALL_CONSENT "---\n");
	story(t, "a", "authors: Licht, Rosa und Kim Lund\n");
	tree_load(t);
	assert_findings(t, 0);
	assert_str(shown(t, "story/a")->authors.v[0].slug, "licht");
}

/* Each of several is asked, as if they stood in a list. */
static void consent_and_audience_hold_for_each_of_several(void **state)
{
	tree *t = start(state);
	tree_put(t, "hub.yml", HUB "internal: true\n");
	tree_put(t, "people/max.md", "---\nname: Max\nconsent: {public: 2026-01-01}\n---\n");
	tree_put(t, "people/inge.md", "---\nname: Inge\naudience: internal\n" ALL_CONSENT "---\n");
	story(t, "a", "authors: jana-weber, max\n");
	story(t, "b", "authors: jana-weber und inge\n");
	tree_load(t);
	finding_at(t, "stories/a.md", 4, "consent.story");
	assert_hidden(t, "story/a");
	assert_int_equal(shown(t, "story/b")->authors.n, 1);
	assert_str(shown(t, "story/b")->authors.v[0].slug, "jana-weber");
}

static void a_slip_does_not_go_round_a_consent(void **state)
{
	tree *t = start(state);
	tree_put(t, "people/max-moritz.md",
	    "---\nname: Max Moritz\nconsent: {public: 2026-01-01}\n---\n");
	tree_put(t, "people/rosa-licht.md",
	    "---\nname: Rosa Licht\nwithdrawn: true\n" ALL_CONSENT "---\n");
	tree_put(t, "withdrawn.yml", "- {person: otto-dunkel, date: 2026-05-01}\n");
	story(t, "a", "authors: [max-mortiz]\n");
	story(t, "b", "authors: [Rosa Lciht, jana-weber]\n");
	story(t, "c", "authors: [Oto Dunkel]\n");
	story(t, "d", "authors: [jana-wbeer]\n"); /* who agreed: a warning is enough */
	tree_load(t);
	static const char *const hidden[] = {"a", "b", "c"};
	for (size_t i = 0; i < TH_COUNT(hidden); i++) {
		assert_hidden(t, th_str_fmt(t->arena, "story/%s", hidden[i]).p);
		assert_int_equal(finding_at(t, th_str_fmt(t->arena, "stories/%s.md", hidden[i]).p,
				     4, "author.unknown")
				     ->severity,
		    TH_ERROR);
	}
	assert_int_equal(finding_at(t, "stories/d.md", 4, "author.unknown")->severity, TH_WARNING);
	shown(t, "story/d");
}

static void nor_does_a_name_with_more_words_or_a_slip_in_what_the_person_is_called(void **state)
{
	static const char *const names[] = {"Dr. Ina Quist", "Ina Quist (Montage)", "Ina B. Quist",
	    "'Ina Quist <ina@firm.example>'", "Ina Quisst", "Quist Ina", "kim mit Ina Quist"};
	(void)state;
	for (size_t i = 0; i < TH_COUNT(names); i++) {
		void *own;
		assert_int_equal(tree_new(&own), 0);
		tree *t = start(&own);
		tree_put(t, "people/iq.md", "---\nname: Ina Quist\n---\n");
		story(t, "a", th_str_fmt(t->arena, "authors: [%s]\n", names[i]).p);
		story(t, "b", "authors: [Ina Meier, Otto Quist]\n");
		tree_load(t);
		if (!find_doc(t, "story/a")->left_out)
			fail_msg("%s", names[i]);
		assert_int_equal(
		    finding_at(t, "stories/a.md", 4, "author.unknown")->severity, TH_ERROR);
		assert_int_equal(shown(t, "story/b")->byline.n, 2);
		tree_free(&own);
	}
}

static void thanks_to_somebody_without_a_file_are_left_out(void **state)
{
	tree *t = start(state);
	tree_put(t, "hub.yml", HUB "policies: {consent: assumed}\n");
	tree_put(
	    t, "kudos/a.md", "---\nfrom: kim\nto: Klaus Meier\ndate: 2026-03-02\n---\nThanks\n");
	tree_put(
	    t, "kudos/b.md", "---\nfrom: Klaus Meier\nto: kim\ndate: 2026-03-02\n---\nThanks\n");
	tree_load(t);
	finding_at(t, "kudos/a.md", 3, "kudos.missing");
	finding_at(t, "kudos/b.md", 2, "kudos.missing");
	assert_findings(t, 2);
	assert_hidden(t, "kudos/a");
	assert_hidden(t, "kudos/b");
	assert_null(find_doc(t, "person/klaus-meier"));
}

static void whoever_is_seen_in_a_picture_may_stand_in_one_text_too(void **state)
{
	tree *t = start(state);
	tree_put(t, "people/kim.md", "---\nname: Kim Lund\nwithdrawn: true\n" ALL_CONSENT "---\n");
	story(t, "a", "authors: jana-weber\npicture: a.jpg\nshown: jana-weber, Kim Lund\n");
	tree_put(t, "stories/a.jpg", "x");
	tree_load(t);
	finding_at(t, "stories/a.md", 6, "consent.shown");
	assert_true(shown(t, "story/a")->pictures_withheld);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TREE_TEST(whoever_has_no_file_is_a_name_in_the_byline),
	    TREE_TEST(every_policy_has_its_word),
	    TREE_TEST(several_people_in_one_text_are_several_people),
	    TREE_TEST(three_names_in_one_text_are_three_people),
	    TREE_TEST(several_names_that_are_not_all_people_are_a_fault_with_the_right_line),
	    TREE_TEST(a_person_whose_name_holds_a_comma_is_one),
	    TREE_TEST(consent_and_audience_hold_for_each_of_several),
	    TREE_TEST(a_slip_does_not_go_round_a_consent),
	    TREE_TEST(nor_does_a_name_with_more_words_or_a_slip_in_what_the_person_is_called),
	    TREE_TEST(thanks_to_somebody_without_a_file_are_left_out),
	    TREE_TEST(whoever_is_seen_in_a_picture_may_stand_in_one_text_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
