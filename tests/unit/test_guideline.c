/* The guidelines in a content repository: where findings stand, what they do to a file, overrides,
 * people in pictures, the settings' own faults. What each rule finds stands in
 * test_guideline_table.c, that criticism passes in test_guideline_critical.c. */
#include "support_content.h"

#include "teamhub/guideline.h"

#define RULES "guidelines/rules.yml"
#define GUIDE "---\ntitle: R\nlang: de\n---\n## 3. Keine Beleidigungen\n\nIdiot ist ein Beispiel.\n"
#define HEAD "---\ntitle: A\ndate: 2026-03-02\nauthors: [jana-weber]\n"

static void rules(tree *t, const char *yaml)
{
	tree_put(t, "hub.yml", HUB);
	tree_put(t, "people/jana-weber.md", JANA);
	tree_put(t, "guidelines/regeln.md", GUIDE);
	tree_put(t, RULES, yaml);
}

#define SOME                                                                                       \
	"rules:\n  insult:\n    words: [Idiot]\n    why: {de: Darum., en: Because.}\n"             \
	"    guideline: guidelines/regeln.md#3-keine-beleidigungen\n"                              \
	"  personal.phone: {allow: ['0341 5550*']}\n  personal.mail: {severity: warning}\n"        \
	"  picture.description:\n  picture.consent:\n  nda.customer: {words: [Nordlicht AG]}\n"

static void a_finding_stands_at_its_line_and_column_and_says_why_and_where(void **state)
{
	tree *t = *state;
	rules(t, SOME);
	tree_put(t, "stories/a.md", HEAD "---\nErste Zeile.\r\n\r\nÄußerst: ein Idiot.\n");
	tree_load(t);
	const th_finding *f = finding_at(t, "stories/a.md", 8, "insult");
	assert_int_equal(f->at.column, 14);
	assert_int_equal(f->severity, TH_ERROR);
	th_buf b = {0};
	finding_write_what(&b, f, TH_S("de"));
	assert_str(th_buf_str(&b), "„Idiot“ ist eine Beleidigung. Darum. "
				   "(guidelines/regeln.md#3-keine-beleidigungen)");
	th_buf_cut(&b, 0);
	finding_write_what(&b, f, TH_S("en"));
	assert_str(th_buf_str(&b), "\"Idiot\" is an insult. Because. "
				   "(guidelines/regeln.md#3-keine-beleidigungen)");
	th_buf_free(&b);
	assert_findings(t, 1);
}

static void an_error_leaves_the_story_out_and_no_other(void **state)
{
	tree *t = *state;
	rules(t, SOME);
	tree_put(t, "stories/a.md", HEAD "---\nMein Handy: 0171 2345678\n");
	tree_put(t, "stories/b.md", HEAD "---\nRuf 0341 555 017 an.\n");
	tree_load(t);
	finding_at(t, "stories/a.md", 6, "personal.phone");
	assert_findings(t, 1);
	assert_hidden(t, "story/a");
	shown(t, "story/b");
}

static void a_warning_keeps_the_story(void **state)
{
	tree *t = *state;
	rules(t, SOME);
	tree_put(t, "stories/a.md", HEAD "---\nSchreib an tom@mail.example\n");
	tree_load(t);
	assert_int_equal(finding_at(t, "stories/a.md", 6, "personal.mail")->severity, TH_WARNING);
	assert_int_equal(t->findings.errors, 0);
	shown(t, "story/a");
}

static void texts_of_the_front_matter_are_read_and_other_fields_are_not(void **state)
{
	tree *t = *state;
	rules(t, SOME);
	tree_put(t, "stories/a.md",
	    "---\ntitle: Der Idiot\nsummary:\n  de: \"Für die Nordlicht AG\"\n"
	    "date: 2026-03-02\nauthors: [jana-weber]\nsku: 0171 2345678\nidiot: x\n---\nText\n");
	tree_load(t);
	finding_at(t, "stories/a.md", 2, "insult");
	finding_at(t, "stories/a.md", 4, "nda.customer");
	assert_findings(t, 2);
}

static void people_kudos_and_terms_are_checked_and_guidelines_are_not(void **state)
{
	tree *t = *state;
	rules(t, SOME);
	tree_put(t, "people/tom.md", "---\nname: Tom\n" ALL_CONSENT "---\nRuf an: 0171 2345678\n");
	tree_put(t, "kudos/k.md",
	    "---\nfrom: jana-weber\nto: jana-weber\ndate: 2026-03-02\n---\nIdiot\n");
	tree_put(t, "terms/team/montage.md", "---\ntitle: M\n---\nFür die Nordlicht AG\n");
	tree_load(t);
	finding_at(t, "people/tom.md", 5, "personal.phone");
	finding_at(t, "kudos/k.md", 6, "insult");
	finding_at(t, "terms/team/montage.md", 4, "nda.customer");
	assert_findings(t, 3);
}

static void without_rules_nothing_is_checked(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml", HUB);
	tree_put(t, "people/jana-weber.md", JANA);
	tree_put(t, "stories/a.md", HEAD "shown: [jana-weber]\n---\nIdiot, 0171 2345678 ![](x)\n");
	tree_load(t);
	assert_null(t->content.rules);
	assert_findings(t, 0);
	shown(t, "story/a");
}

/* ---- overrides ---- */

static void an_override_with_a_reason_silences_one_rule_in_one_file(void **state)
{
	tree *t = *state;
	rules(t, SOME);
	tree_put(t, "stories/a.md",
	    HEAD "overrides:\n  - rule: personal.phone\n    reason: Nummer unseres Repair-Cafés\n"
		 "---\nRuf 0171 2345678 an, du Idiot.\n");
	tree_put(t, "stories/b.md", HEAD "---\n0171 2345678\n");
	tree_load(t);
	finding_at(t, "stories/a.md", 9, "insult");
	finding_at(t, "stories/b.md", 6, "personal.phone");
	assert_findings(t, 2);
	const th_doc *d = find_doc(t, "story/a");
	assert_int_equal(d->overrides.n, 1);
	assert_str(d->overrides.v[0].rule, "personal.phone");
	assert_str(d->overrides.v[0].reason, "Nummer unseres Repair-Cafés");
	assert_int_equal(d->overrides.v[0].line, 6);
	assert_int_equal(d->fields.n, 0);
}

static void an_override_without_a_reason_is_a_finding_and_silences_nothing(void **state)
{
	static const char *const tries[] = {"{rule: personal.phone}",
	    "{rule: personal.phone, reason: }", "{rule: personal.phone, reason: \"  \"}",
	    "{rule: personal.phone, reason: \"...\"}"};
	tree *t = *state;
	rules(t, SOME);
	for (size_t i = 0; i < TH_COUNT(tries); i++)
		tree_put(t, th_str_z(t->arena, th_str_fmt(t->arena, "stories/s%zu.md", i)),
		    th_str_z(t->arena, th_str_fmt(t->arena,
					   HEAD "overrides: [%s]\n---\n0171 2345678\n", tries[i])));
	tree_load(t);
	for (size_t i = 0; i < TH_COUNT(tries); i++) {
		const char *file = th_str_z(t->arena, th_str_fmt(t->arena, "stories/s%zu.md", i));
		finding_at(t, file, 5, "override.reason");
		finding_at(t, file, 7, "personal.phone");
	}
	assert_findings(t, 2 * TH_COUNT(tries));
}

static void an_unknown_rule_is_answered_with_the_one_that_was_meant(void **state)
{
	tree *t = *state;
	rules(t, SOME);
	tree_put(t, "stories/a.md",
	    HEAD "overrides: [{rule: personal.fone, reason: Weil es so ist}, {rule: ton, reason: "
		 "x}, 7]\n"
		 "---\nText\n");
	tree_load(t);
	assert_str(
	    finding_at(t, "stories/a.md", 5, "override.suggest")->words[1], "personal.phone");
	finding_at(t, "stories/a.md", 5, "override.unknown");
	finding_at(t, "stories/a.md", 5, "override.shape");
	assert_findings(t, 3);
	assert_int_equal(shown(t, "story/a")->overrides.n, 0);
}

/* ---- pictures ---- */

static void people_in_pictures_must_have_agreed(void **state)
{
	tree *t = *state;
	rules(t, SOME);
	tree_put(t, "people/kim.md",
	    "---\nname: Kim\nconsent: {public: 2026-01-01, story: 2026-01-01}\n---\n");
	tree_put(t, "people/ole.md",
	    "---\nname: Ole\nconsent: {public: 2026-01-01, portrait: 2026-01-01, until: "
	    "2026-02-01}\n---\n");
	tree_put(t, "people/eva.md",
	    "---\nname: Eva\nconsent: {public: 2026-01-01, portrait: 2026-01-01, until: "
	    "2026-12-31}\n---\n");
	tree_put(t, "stories/soon.md", HEAD "shown: Eva\n---\nText\n");
	tree_put(t, "stories/yes.md", HEAD "shown: [jana-weber, Jana Weber]\n---\nText\n");
	tree_put(t, "stories/no.md", HEAD "shown: [jana-weber,\n  Kim]\n---\nText\n");
	tree_put(t, "stories/past.md", HEAD "shown: ole\n---\nText\n");
	tree_put(t, "stories/typo.md", HEAD "shown: [jana-wber]\n---\nText\n");
	tree_put(t, "stories/who.md", HEAD "shown: [Niemand Bekanntes]\n---\nText\n");
	tree_put(t, "stories/over.md",
	    HEAD "shown: [Kim]\noverrides: [{rule: picture.consent, reason: Nur von "
		 "hinten}]\n---\nText\n");
	tree_load(t);
	assert_true(shown(t, "story/yes")->visible_until == INT64_MAX);
	assert_true(shown(t, "story/soon")->visible_until < NOW + 40 * 86400);
	shown(t, "story/over");
	assert_str(finding_at(t, "stories/no.md", 6, "picture.consent")->words[0], "Kim");
	finding_at(t, "stories/past.md", 5, "picture.consent");
	assert_str(
	    finding_at(t, "stories/typo.md", 5, "picture.person_suggest")->words[1], "jana-weber");
	finding_at(t, "stories/who.md", 5, "picture.person");
	assert_int_equal(t->findings.errors, 4);
	assert_hidden(t, "story/no");
	assert_hidden(t, "story/past");
	assert_hidden(t, "story/typo");
	assert_hidden(t, "story/who");
}

static void the_picture_at_the_top_needs_words_and_a_portrait_does_not(void **state)
{
	tree *t = *state;
	rules(t, SOME);
	tree_put(t, "stories/a.jpg", "x");
	tree_put(t, "people/jana-weber.jpg", "x");
	tree_put(t, "stories/a.md", HEAD "picture: a.jpg\n---\nText\n");
	tree_put(t, "stories/b.md", HEAD "picture: a.jpg\npicture_alt: Eine Pumpe\n---\nText\n");
	tree_load(t);
	finding_at(t, "stories/a.md", 5, "picture.description");
	assert_findings(t, 1);
	shown(t, "story/a");
}

/* ---- rules.yml itself ---- */

static void faults_of_rules_yml_are_its_own_findings(void **state)
{
	tree *t = *state;
	rules(t, "rules:\n"
		 "  personal.fone: {}\n"
		 "  insult:\n"
		 "    words: [Idiot, '***', {a: b}]\n"
		 "    severity: fatal\n"
		 "    wrods: [x]\n"
		 "    guideline: guidelines/regeln.md#4-tippfehler\n"
		 "  personal.mail: {allow: [hub@company.example]}\n"
		 "  personal.phone: 7\n"
		 "tone: polite\n");
	tree_put(t, "stories/a.md", HEAD "---\nEin Idiot.\n");
	tree_load(t);
	assert_str(finding_at(t, RULES, 2, "rules.suggest")->words[1], "personal.phone");
	finding_at(t, RULES, 4, "rules.value");
	finding_at(t, RULES, 5, "rules.value");
	assert_str(finding_at(t, RULES, 6, "rules.suggest")->words[1], "words");
	finding_at(t, RULES, 7, "rules.guideline");
	finding_at(t, RULES, 8, "rules.value");
	finding_at(t, RULES, 9, "rules.value");
	finding_at(t, RULES, 10, "rules.unknown");
	finding_at(t, "stories/a.md", 6, "insult");
}

static void a_rules_yml_that_cannot_be_read_is_one_finding(void **state)
{
	static const char *const texts[] = {
	    "rules: [", "- a\n", "a: &x [b]\nc: *x\n", "\xe4rger: 1\n"};
	(void)state;
	for (size_t i = 0; i < TH_COUNT(texts); i++) {
		tree *t;
		assert_int_equal(tree_new((void **)&t), 0);
		rules(t, texts[i]);
		tree_put(t, "stories/a.md", STORY);
		tree_load(t);
		assert_findings(t, 1);
		assert_str(t->findings.list.v[0].at.file, RULES);
		assert_int_equal(t->findings.errors, 1);
		shown(t, "story/a");
		tree_free((void **)&t);
	}
}

/* ---- anything an author may write ---- */

static void hostile_text_costs_no_more_than_its_length(void **state)
{
	static const char *const parts[] = {"[", "[](", "<a", "<!--", "`", "`` ` ", "![", "![](",
	    "0", "0171 ", "+4", "@", "a@b.c", "(0", "L-AB ", "geboren am ", "Idiot ", "\n```\n",
	    "\n~~~~", "\xef\xb7\xba ", "\xcc\x88", "„", "\\", "<img ", "]:", "\n[a]: ", "1.1.",
	    "* ", "> > "};
	tree *t = *state;
	rules(t, SOME "  personal.plate:\n  personal.birthday: {words: [geboren am]}\n"
		      "  claim.source: {markers: ['[?]']}\n");
	tree_load(t);
	assert_findings(t, 0);
	for (size_t i = 0; i < TH_COUNT(parts); i++) {
		th_buf text = {0};
		while (text.n < 200 * 1000)
			th_buf_addz(&text, parts[i]);
		parsed_doc doc = {.kind = TH_STORY, .path = TH_S("s.md")};
		th_findings f = {.arena = t->arena};
		guideline_check(t->content.rules, &doc, th_buf_str(&text), &f);
		assert_true(f.list.n <= 51);
		th_buf_free(&text);
	}
}

/* Every beginning of a text that has it all: no read past the end. */
static void a_text_may_end_anywhere(void **state)
{
	static const char text[] =
	    "title:Idiot\nx: Ein `Code` <b title=\"x\">Idiot</b> [a](<b c> \"d\") ![](e.jpg) "
	    "<t@m.example> (+49 "
	    "(0) 341 / "
	    "12-34 56) L-AB 123E geboren am 3. 5. 1991, https://x.example ![ä][b]\n\n[b]: c\n~~~\n";
	tree *t = *state;
	rules(t, SOME "  personal.plate:\n  personal.birthday: {words: [geboren am]}\n");
	tree_load(t);
	for (size_t n = 0; n < sizeof(text); n++) {
		char *cut = malloc(n + 1); /* its own allocation: an overrun shows */
		char *exact = realloc(cut, n ? n : 1);
		memcpy(exact, text, n);
		parsed_doc doc = {.kind = TH_STORY, .path = TH_S("s.md"), .body_at = n % 50};
		th_findings f = {.arena = t->arena};
		guideline_check(t->content.rules, &doc, th_strn(exact, n), &f);
		free(exact);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TREE_TEST(a_finding_stands_at_its_line_and_column_and_says_why_and_where),
	    TREE_TEST(an_error_leaves_the_story_out_and_no_other),
	    TREE_TEST(a_warning_keeps_the_story),
	    TREE_TEST(texts_of_the_front_matter_are_read_and_other_fields_are_not),
	    TREE_TEST(people_kudos_and_terms_are_checked_and_guidelines_are_not),
	    TREE_TEST(without_rules_nothing_is_checked),
	    TREE_TEST(an_override_with_a_reason_silences_one_rule_in_one_file),
	    TREE_TEST(an_override_without_a_reason_is_a_finding_and_silences_nothing),
	    TREE_TEST(an_unknown_rule_is_answered_with_the_one_that_was_meant),
	    TREE_TEST(people_in_pictures_must_have_agreed),
	    TREE_TEST(the_picture_at_the_top_needs_words_and_a_portrait_does_not),
	    TREE_TEST(faults_of_rules_yml_are_its_own_findings),
	    cmocka_unit_test(a_rules_yml_that_cannot_be_read_is_one_finding),
	    TREE_TEST(hostile_text_costs_no_more_than_its_length),
	    TREE_TEST(a_text_may_end_anywhere),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
