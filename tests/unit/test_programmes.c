/* test_programmes.c -- programmes as authors write them: colours, dates of joining, rules, whose
 * stories, whom to ask; and what is said when something is written wrongly. Today is 2026-11-24. */
#include "support_content.h"

#include "../../cgi/publish/publish_design.h"

#define PROGRAMME(more) "---\ntitle: Voices\nhashtag: \"#Voices\"\n" more "---\nText\n"

static tree *start(void **state, const char *programme, const char *person)
{
	tree *t = *state;
	tree_put(t, "hub.yml", HUB);
	tree_put(t, "programmes/voices.md", programme);
	tree_put(t, "people/jana-weber.md",
	    th_str_z(t->arena,
		th_str_fmt(t->arena, "---\nname: Jana Weber\nteam: montage\n%s" ALL_CONSENT "---\n",
		    person)));
	return t;
}

static th_str field(const th_doc *d, const char *name)
{
	for (size_t i = 0; i < d->fields.n; i++)
		if (th_str_eqz(d->fields.v[i].key, name))
			return d->fields.v[i].value;
	return TH_NONE;
}

static th_str css_of(tree *t)
{
	th_buf b = {0};
	design_write_css(&b, &t->content, true);
	th_str css = th_str_dup(t->arena, th_buf_str(&b));
	th_buf_free(&b);
	return css;
}

static bool has(th_str text, const char *part)
{
	return th_str_find(text, th_strz(part)) >= 0;
}

static void its_colours_become_a_class_light_and_dark(void **state)
{
	tree *t = start(state, PROGRAMME("colours: {accent: \"#A51E4D\", stage: \"#613\"}\n"), "");
	tree_load(t);
	assert_findings(t, 0);
	assert_str(field(shown(t, "programme/voices"), "colours.accent"), "#a51e4d");
	assert_str(field(shown(t, "programme/voices"), "colours.stage"), "#661133");
	th_str css = css_of(t);
	assert_true(has(css, "(prefers-color-scheme:light){.teamhub .th-in-voices{"));
	assert_true(has(css, "(prefers-color-scheme:dark){.teamhub .th-in-voices{"));
	assert_true(has(css, "--th-stage:#661133;") && has(css, "--th-accent:#a51e4d;"));
	assert_false(has(css, "html.th-page"));
}

static void one_colour_is_enough_and_brings_a_ground_that_goes_with_it(void **state)
{
	tree *t = start(state, PROGRAMME("colours: \"#6a3fb5\"\n"), "");
	tree_load(t);
	assert_findings(t, 0);
	assert_true(has(css_of(t), "--th-stage:#40266d;"));
}

static void what_is_no_colour_never_gets_into_a_style_sheet(void **state)
{
	static const char *const hostile[] = {"red", "\"#12\"", "\"#12345g\"", "\"}body{x:y\"",
	    "\"#fff;}*{color:red\"", "[\"#fff\"]", "{a: b}", "\"url(//evil.example)\"",
	    "\"\\u0000#fff\""};
	for (size_t i = 0; i < TH_COUNT(hostile); i++) {
		tree *t = start(state,
		    th_str_fmt(
			((tree *)*state)->arena, PROGRAMME("colours: {accent: %s}\n"), hostile[i])
			.p,
		    "");
		tree_load(t);
		assert_int_equal(css_of(t).n, 0);
		assert_true(t->findings.list.n > 0);
		source_close(t->source);
		t->source = NULL;
		t->content = (th_content){0};
	}
}

static void a_misspelt_colour_and_a_weak_contrast_are_pointed_out(void **state)
{
	tree *t =
	    start(state, PROGRAMME("colours: {acent: \"#a51e4d\", accent: \"#eeeeaa\"}\n"), "");
	tree_load(t);
	assert_str(finding_at(t, "programmes/voices.md", 4, "field.suggest")->words[2], "accent");
	assert_non_null(finding_at(t, "programmes/voices.md", 4, "hub.contrast"));
}

static void a_hashtag_is_one_word(void **state)
{
	tree *t = start(state, "---\ntitle: V\nhashtag: \"Our Voices\"\n---\n", "");
	tree_load(t);
	assert_str(
	    finding_at(t, "programmes/voices.md", 3, "field.hashtag")->words[0], "#OurVoices");
}

static void a_person_belongs_to_it_since_and_until_a_day_a_month_or_a_year(void **state)
{
	tree *t = start(
	    state, PROGRAMME(""), "programme:\n  - {id: voices, since: 2024-05, until: 2026}\n");
	tree_load(t);
	assert_findings(t, 0);
	const th_doc *p = shown(t, "person/jana-weber");
	const th_term_ref *m = &p->terms.v[p->terms.n - 1];
	assert_str(m->ref.slug, "voices");
	assert_int_equal(m->since.parts, 2);
	assert_int_equal(m->until.parts, 1);
	assert_int_equal(m->since.at, 1714514400); /* 2024-05-01 in Berlin */
}

static void what_is_wrong_with_a_membership_is_said_and_the_person_stays(void **state)
{
	tree *t = start(state, PROGRAMME(""),
	    "programme:\n"
	    "  - {id: voises, since: 2024-05}\n"
	    "  - {id: voices, sinse: 2024}\n"
	    "  - {since: 2024}\n"
	    "  - {id: voices, since: soon}\n"
	    "  - {id: voices, since: 2026-02, until: 2025-01}\n");
	tree_load(t);
	assert_str(finding_at(t, "people/jana-weber.md", 5, "term.suggest")->words[2], "voices");
	assert_str(finding_at(t, "people/jana-weber.md", 6, "field.suggest")->words[2], "since");
	assert_non_null(finding_at(t, "people/jana-weber.md", 7, "member.name"));
	assert_int_equal(
	    finding_at(t, "people/jana-weber.md", 8, "date.invalid")->severity, TH_WARNING);
	assert_non_null(finding_at(t, "people/jana-weber.md", 9, "member.ends"));
	assert_non_null(shown(t, "person/jana-weber"));
}

static bool is_in(const tree *t, const char *story)
{
	const th_doc *d = shown(t, story);
	for (size_t i = 0; i < d->terms.n; i++)
		if (th_str_eqz(d->terms.v[i].facet, "programme"))
			return true;
	return false;
}

static void stories_of_ambassadors_belong_to_it_while_they_are_in_it(void **state)
{
	tree *t = start(state, PROGRAMME("stories: ambassadors\n"),
	    "programme: [{id: voices, since: 2025-02, until: 2025-06}]\n");
	static const struct {
		const char *day;
		bool in;
	} days[] = {{"2025-01-31", false}, {"2025-02-01", true}, {"2025-06-30", true},
	    {"2025-07-01", false}};
	for (size_t i = 0; i < TH_COUNT(days); i++)
		tree_put(t, th_str_fmt(t->arena, "stories/s%zu.md", i).p,
		    th_str_fmt(t->arena, "---\ntitle: S\ndate: %s\nauthor: jana-weber\n---\nT\n",
			days[i].day)
			.p);
	tree_load(t);
	for (size_t i = 0; i < TH_COUNT(days); i++)
		assert_int_equal(is_in(t, th_str_fmt(t->arena, "story/s%zu", i).p), days[i].in);
}

static void stories_of_experts_belong_to_it_when_they_are_about_what_they_are_asked(void **state)
{
	tree *t = start(
	    state, PROGRAMME("stories: experts\n"), "programme: voices\nasks: [Noise, Sailing]\n");
	tree_put(t, "terms/topic/schall.md", "---\ntitle: {de: Schall, en: Noise}\n---\n");
	tree_put(t, "stories/a.md",
	    "---\ntitle: A\ndate: 2026-03-02\nauthor: jana-weber\ntopic: schall\n---\nT\n");
	tree_put(t, "stories/b.md",
	    "---\ntitle: B\ndate: 2026-03-02\nauthor: jana-weber\ntopic: other\n---\nT\n");
	tree_load(t);
	const th_doc *p = shown(t, "person/jana-weber");
	assert_int_equal(p->ask_topics.n, 2);
	assert_str(p->ask_topics.v[0], "schall");
	assert_int_equal(p->ask_topics.v[1].n, 0);
	assert_true(is_in(t, "story/a"));
	assert_false(is_in(t, "story/b"));
}

static void rules_are_guidelines_and_ambassadors_are_people_who_may_be_named(void **state)
{
	tree *t = start(state, PROGRAMME("rules: [fair-play, fair-plai, nothing-like-it]\n"), "");
	tree_put(t, "guidelines/fair-play.md", "---\ntitle: Fair play\n---\nT\n");
	tree_put(t, "people/kim.md", "---\nname: Kim\n---\n"); /* agreed to nothing */
	tree_put(t, "jobs/fitter.md",
	    "---\ntitle: Fitter\ndate: 2026-10-01\nambassadors:\n  - Jana Weber\n  - kim\n"
	    "  - jana-wbeer\n  - nobody-at-all\n---\nT\n");
	tree_load(t);
	const th_doc *programme = shown(t, "programme/voices"), *job = shown(t, "job/fitter");
	assert_int_equal(programme->programme.rules.n, 1);
	assert_str(
	    finding_at(t, "programmes/voices.md", 4, "guideline.suggest")->words[1], "fair-play");
	assert_non_null(finding_at(t, "programmes/voices.md", 4, "guideline.unknown"));
	assert_int_equal(job->job.ambassadors.n, 1);
	assert_str(job->job.ambassadors.v[0].slug, "jana-weber");
	assert_non_null(finding_at(t, "jobs/fitter.md", 6, "ambassador.hidden"));
	assert_str(
	    finding_at(t, "jobs/fitter.md", 7, "ambassador.suggest")->words[1], "jana-weber");
	assert_non_null(finding_at(t, "jobs/fitter.md", 8, "ambassador.unknown"));
	assert_null(content_doc(&t->content, TH_PERSON, TH_NONE, TH_S("nobody-at-all")));
}

static void what_it_says_of_itself_is_checked(void **state)
{
	tree *t = start(state,
	    PROGRAMME(
		"stories: expert\nfirst: persons\njobs: perhaps\n"
		"join: {text: {de: Komm, en: Come}, lable: Go, url: \"javascript:alert(1)\"}\n"),
	    "");
	tree_load(t);
	assert_str(finding_at(t, "programmes/voices.md", 4, "field.suggest")->words[2], "experts");
	assert_non_null(finding_at(t, "programmes/voices.md", 5, "field.key"));
	assert_non_null(finding_at(t, "programmes/voices.md", 6, "field.bool"));
	assert_str(finding_at(t, "programmes/voices.md", 7, "field.suggest")->words[2], "label");
	assert_non_null(finding_at(t, "programmes/voices.md", 7, "field.url"));
	const th_doc *d = shown(t, "programme/voices");
	assert_str(field(d, "join.text.de"), "Komm");
	assert_int_equal(field(d, "join.url").n, 0);
	assert_int_equal(field(d, "stories").n, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, tree_new, tree_free)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(its_colours_become_a_class_light_and_dark),
	    TEST(one_colour_is_enough_and_brings_a_ground_that_goes_with_it),
	    TEST(what_is_no_colour_never_gets_into_a_style_sheet),
	    TEST(a_misspelt_colour_and_a_weak_contrast_are_pointed_out),
	    TEST(a_hashtag_is_one_word),
	    TEST(a_person_belongs_to_it_since_and_until_a_day_a_month_or_a_year),
	    TEST(what_is_wrong_with_a_membership_is_said_and_the_person_stays),
	    TEST(stories_of_ambassadors_belong_to_it_while_they_are_in_it),
	    TEST(stories_of_experts_belong_to_it_when_they_are_about_what_they_are_asked),
	    TEST(rules_are_guidelines_and_ambassadors_are_people_who_may_be_named),
	    TEST(what_it_says_of_itself_is_checked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
