/* test_consent.c -- what somebody did not agree to is not in the hub. Today is 2026-11-24. */
#include "support_content.h"

#define PERSON(fields) "---\nname: Kim Berg\n" fields "---\nText\n"
#define STORY_OF(who) "---\ntitle: S\ndate: 2026-03-02\nauthors: [" who "]\n---\nText\n"

static tree *load(void **state, const char *kim, const char *story)
{
	tree *t = *state;
	tree_put(t, "hub.yml", HUB);
	tree_put(t, "people/jana-weber.md", JANA);
	tree_put(t, "people/kim.md", kim);
	if (story)
		tree_put(t, "stories/s.md", story);
	tree_load(t);
	return t;
}

static void full_consent_shows_everything(void **state)
{
	tree *t = load(state, PERSON(ALL_CONSENT), STORY_OF("kim"));
	assert_findings(t, 0);
	shown(t, "story/s");
	const th_doc *kim = shown(t, "person/kim");
	assert_int_not_equal(kim->person.consent.feed_since, TH_NEVER);
	assert_int_not_equal(kim->person.consent.card_since, TH_NEVER);
}

static void without_consent_a_person_and_their_story_stay_out(void **state)
{
	tree *t = load(state, PERSON(""), STORY_OF("kim"));
	finding_at(t, "people/kim.md", 1, "consent.missing");
	finding_at(t, "stories/s.md", 4, "consent.story");
	assert_findings(t, 2);
	assert_hidden(t, "person/kim");
	assert_hidden(t, "story/s");
}

static void a_story_needs_the_consent_of_every_author(void **state)
{
	tree *t =
	    load(state, PERSON("consent: {public: 2026-01-01}\n"), STORY_OF("jana-weber, kim"));
	finding_at(t, "stories/s.md", 4, "consent.story");
	shown(t, "person/kim");
	assert_hidden(t, "story/s");
}

static void an_author_who_is_not_public_is_not_named(void **state)
{
	tree *t =
	    load(state, PERSON("consent: {story: 2026-01-01}\n"), STORY_OF("kim, jana-weber"));
	const th_doc *story = shown(t, "story/s");
	assert_int_equal(story->authors.n, 1);
	assert_str(story->authors.v[0].slug, "jana-weber");
	assert_hidden(t, "person/kim");
}

static void a_story_whose_authors_are_all_hidden_stays_out(void **state)
{
	tree *t = load(state, PERSON("consent: {story: 2026-01-01}\n"), STORY_OF("kim"));
	assert_str(finding_at(t, "stories/s.md", 4, "consent.authors")->words[0], "people/kim.md");
	assert_hidden(t, "story/s");
}

static void nothing_is_inherited_from_a_hidden_author(void **state)
{
	tree *t = load(state, PERSON("team: secret\nconsent: {story: 2026-01-01}\n"),
	    STORY_OF("kim, jana-weber"));
	assert_false(has_term(shown(t, "story/s"), "team", "secret"));
	assert_null(find_doc(t, "term/team/secret"));
}

static void consent_ends_with_its_last_day(void **state)
{
	tree *t = load(state,
	    PERSON("consent: {public: 2026-01-01, story: 2026-01-01, until: 2026-11-23}\n"),
	    STORY_OF("kim"));
	assert_str(finding_at(t, "people/kim.md", 3, "consent.expired")->words[1], "2026-11-23");
	assert_hidden(t, "person/kim");
	assert_hidden(t, "story/s");
}

static void on_its_last_day_consent_still_holds(void **state)
{
	tree *t = load(state,
	    PERSON("consent: {public: 2026-01-01, story: 2026-01-01, until: 2026-11-24}\n"),
	    STORY_OF("kim"));
	assert_findings(t, 0);
	/* midnight in Berlin ends both without anybody publishing */
	assert_int_equal(shown(t, "person/kim")->visible_until, 1795561200);
	assert_int_equal(shown(t, "story/s")->visible_until, 1795561200);
}

static void consent_that_begins_tomorrow_is_none_yet(void **state)
{
	tree *t = load(state, PERSON("consent: {public: 2026-11-25}\n"), NULL);
	finding_at(t, "people/kim.md", 3, "consent.future");
	assert_hidden(t, "person/kim");
}

static void a_portrait_without_consent_is_not_published(void **state)
{
	tree *t = *state;
	tree_put(t, "people/kim.jpg", "\xff\xd8");
	load(state, PERSON("portrait_alt: A tall person\nconsent: {public: 2026-01-01}\n"), NULL);
	finding_at(t, "people/kim.md", 1, "consent.portrait");
	const th_doc *kim = shown(t, "person/kim");
	assert_int_equal(kim->picture.n, 0);
	assert_int_equal(kim->picture_alt.n, 0);
}

static void a_portrait_with_consent_is_found_beside_the_file(void **state)
{
	tree_put(*state, "people/kim.webp", "RIFF");
	tree *t = load(state, PERSON(ALL_CONSENT), NULL);
	assert_str(shown(t, "person/kim")->picture, "people/kim.webp");
}

static void a_minor_without_guardian_is_not_published(void **state)
{
	tree *t = load(state,
	    "---\nname: Kim\nborn: 2010-05-01\nconsent: {public: 2026-01-10, story: "
	    "2026-01-10}\n---\n",
	    STORY_OF("kim"));
	finding_at(t, "people/kim.md", 4, "consent.guardian");
	assert_hidden(t, "person/kim");
	assert_hidden(t, "story/s");
	assert_true(t->findings.errors >= 1);
}

static void a_guardian_needs_name_and_date(void **state)
{
	tree *t = load(state,
	    PERSON("born: 2010-05-01\nconsent: {public: 2026-01-10, guardian: {name: Silke}}\n"),
	    NULL);
	finding_at(t, "people/kim.md", 4, "consent.guardian");
	assert_hidden(t, "person/kim");
}

static void a_minor_with_guardian_is_published_without_birthday_and_guardian(void **state)
{
	tree *t = load(state,
	    PERSON("born: 2010-05-01\nconsent: {public: 2026-01-10, story: 2026-01-10, guardian: "
		   "{name: "
		   "Silke Berg, date: 2026-01-10}}\n"),
	    STORY_OF("kim"));
	assert_findings(t, 0);
	const th_doc *kim = shown(t, "person/kim");
	assert_int_equal(kim->person.born.at, TH_NEVER);
	assert_int_equal(kim->person.consent.guardian.n, 0);
	assert_int_equal(kim->person.consent.guardian_date, TH_NEVER);
	assert_int_equal(kim->fields.n, 0);
}

static void the_eighteenth_birthday_makes_of_age(void **state)
{
	tree *t = load(state, PERSON("born: 2008-11-24\nconsent: {public: 2026-01-10}\n"), NULL);
	assert_findings(t, 0);
	shown(t, "person/kim");
}

static void the_day_before_it_does_not(void **state)
{
	tree *t = load(state, PERSON("born: 2008-11-25\nconsent: {public: 2026-01-10}\n"), NULL);
	finding_at(t, "people/kim.md", 4, "consent.guardian");
}

static void of_a_year_alone_the_last_day_counts(void **state)
{
	tree *t = load(state, PERSON("born: 2008\nconsent: {public: 2026-01-10}\n"), NULL);
	finding_at(t, "people/kim.md", 4, "consent.guardian");
}

static void a_birthday_that_cannot_be_read_keeps_the_person_out(void **state)
{
	tree *t = load(state, PERSON("born: May 2010\n" ALL_CONSENT), NULL);
	finding_at(t, "people/kim.md", 3, "date.invalid");
	assert_hidden(t, "person/kim");
}

static void a_consent_that_cannot_be_read_keeps_the_person_out(void **state)
{
	tree *t = load(state, PERSON("consent: {public: 2026-01-01, until: soon}\n"), NULL);
	finding_at(t, "people/kim.md", 3, "date.invalid");
	assert_hidden(t, "person/kim");
}

static void consent_is_a_matter_of_purposes(void **state)
{
	tree *t = load(state, PERSON("consent: 2026-01-01\n"), NULL);
	assert_int_equal(finding_at(t, "people/kim.md", 3, "field.map")->severity, TH_ERROR);
	assert_hidden(t, "person/kim");
}

static void a_broken_person_file_lets_the_story_wait(void **state)
{
	tree *t = load(state, "---\nname: Kim: Berg\n---\n", STORY_OF("kim"));
	finding_at(t, "people/kim.md", 2, "yaml.colon");
	finding_at(t, "stories/s.md", 4, "author.broken");
	assert_int_equal(t->findings.errors + t->findings.warnings, 1);
	assert_hidden(t, "story/s");
}

static void a_withdrawn_person_takes_their_stories_along(void **state)
{
	tree *t =
	    load(state, PERSON("withdrawn: 2026-11-20\naliases: [/people/kimmy/]\n" ALL_CONSENT),
		STORY_OF("kim"));
	finding_at(t, "people/kim.md", 3, "consent.withdrawn");
	assert_findings(t, 1);
	assert_hidden(t, "person/kim");
	assert_hidden(t, "story/s");
	assert_true(find_doc(t, "person/kim")->withdrawn);
	assert_true(find_doc(t, "story/s")->withdrawn);
	assert_str(find_doc(t, "person/kim")->aliases.v[0], "/people/kimmy/");
}

static void a_withdrawn_story_keeps_only_its_addresses(void **state)
{
	tree *t = load(state, PERSON(ALL_CONSENT),
	    "---\ntitle: S\ndate: 2026-03-02\nwithdrawn: true\naliases: "
	    "[/stories/old/]\n---\nText\n");
	const th_doc *s = find_doc(t, "story/s");
	assert_true(s->withdrawn && s->left_out);
	assert_str(s->href, "/stories/s/");
	assert_str(s->aliases.v[0], "/stories/old/");
}

static void a_withdrawal_to_come_is_an_end(void **state)
{
	tree *t = load(state, PERSON(ALL_CONSENT),
	    "---\ntitle: S\ndate: 2026-03-02\nauthor: kim\nwithdrawn: 2026-12-01 "
	    "08:00\n---\nText\n");
	assert_findings(t, 0);
	assert_false(shown(t, "story/s")->withdrawn);
	assert_int_equal(shown(t, "story/s")->visible_until, 1796108400);
}

static void thanks_need_the_consent_of_both(void **state)
{
	tree *t = *state;
	tree_put(t, "kudos/a.md", "---\nfrom: jana-weber\nto: kim\n---\nThanks\n");
	tree_put(t, "kudos/b.md", "---\nfrom: jana-weber\nto: jana-weber\n---\nThanks\n");
	load(state, PERSON(""), NULL);
	finding_at(t, "kudos/a.md", 3, "consent.kudos");
	assert_hidden(t, "kudos/a");
	shown(t, "kudos/b");
}

static void assumed_consent_shows_people_that_say_nothing(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml", HUB "policies: {consent: assumed}\n");
	tree_put(t, "people/kim.md", PERSON(""));
	tree_put(t, "people/lou.md", "---\nname: Lou\nconsent: {public: 2026-01-01}\n---\n");
	tree_put(t, "people/mia.md", "---\nname: Mia\nborn: 2012-01-01\n---\n");
	tree_put(t, "stories/s.md", STORY_OF("kim"));
	tree_put(t, "stories/l.md", STORY_OF("lou"));
	tree_load(t);
	shown(t, "person/kim");
	shown(t, "story/s");
	shown(t, "person/lou");
	assert_hidden(t, "story/l");
	assert_hidden(t, "person/mia");
	finding_at(t, "people/mia.md", 1, "consent.guardian");
}

static void a_former_colleague_who_consents_stays(void **state)
{
	tree *t = load(state, PERSON("left: 2026-03\n" ALL_CONSENT), STORY_OF("kim"));
	assert_findings(t, 0);
	assert_int_not_equal(shown(t, "person/kim")->person.left.at, TH_NEVER);
	shown(t, "story/s");
}

/* ---- who can be recognised in a picture ---- */

static void load_shown(tree *t, const char *line)
{
	tree_put(t, "hub.yml", HUB);
	tree_put(t, "people/jana-weber.md", JANA);
	tree_put(
	    t, "people/carla.md", "---\nname: Carla Weber\nwithdrawn: true\n" ALL_CONSENT "---\n");
	tree_put(t, "people/anna-alt.md", "---\nname: Anna Alt\n" ALL_CONSENT "---\n");
	tree_put(t, "stories/a.jpg", "x");
	tree_put(t, "stories/s.md",
	    th_str_fmt(t->arena,
		"---\ntitle: S\ndate: 2026-03-02\nauthors: jana-weber\npicture: a.jpg\n"
		"%s\n---\nText\n",
		line)
		.p);
	tree_load(t);
}

static void who_withdrew_is_recognised_however_the_name_is_written(void **state)
{
	(void)state;
	static const char *const lines[] = {"shown: carla, anna-alt", "shown: carla und anna-alt",
	    "shown: Klaus Meier, carla", "shown: people/carla.md", "shown: ../people/carla.md",
	    "shown: [/people/carla/]", "shown: [carla.md, anna-alt]", "shown: [CARLA]"};
	for (size_t i = 0; i < TH_COUNT(lines); i++) {
		void *own;
		assert_int_equal(tree_new(&own), 0);
		tree *t = own;
		load_shown(t, lines[i]);
		finding_at(t, "stories/s.md", 6, "consent.shown");
		assert_true(shown(t, "story/s")->pictures_withheld);
		assert_int_equal(shown(t, "story/s")->picture.n, 0);
		tree_free(&own);
	}
}

static void a_name_that_nobody_has_shows_no_picture_and_is_told(void **state)
{
	(void)state;
	static const struct {
		const char *line, *name, *hint, *rule;
	} lines[] = {{"shown: [crala]", "crala", "carla", "shown.suggest"},
	    {"shown: [KARLA]", "KARLA", "carla", "shown.suggest"},
	    {"shown: people/crala.md", "people/crala.md", "carla", "shown.suggest"},
	    {"shown: anna-alt und Klaus Meier", "Klaus Meier", "", "shown.unknown"}};
	for (size_t i = 0; i < TH_COUNT(lines); i++) {
		void *own;
		assert_int_equal(tree_new(&own), 0);
		tree *t = own;
		load_shown(t, lines[i].line);
		const th_finding *f = finding_at(t, "stories/s.md", 6, lines[i].rule);
		assert_str(f->words[0], lines[i].name);
		assert_str(f->words[1], lines[i].hint);
		assert_findings(t, 2); /* the other: carla is withdrawn */
		assert_int_equal(shown(t, "story/s")->picture.n, 0);
		tree_free(&own);
	}
}

static void a_text_that_is_not_shown_still_says_who_is_seen(void **state)
{
	(void)state;
	static const char *const lines[] = {"shown: carla\nwithdrawn: true",
	    "shown: carla\ndraft: true", "shown: carla\naudience: internal"};
	for (size_t i = 0; i < TH_COUNT(lines); i++) {
		void *own;
		assert_int_equal(tree_new(&own), 0);
		tree *t = own;
		tree_put(t, "stories/b.md",
		    "---\ntitle: B\ndate: 2026-03-02\nauthors: jana-weber\npicture: a.jpg\n---\n");
		load_shown(t, lines[i]);
		assert_hidden(t, "story/s");
		assert_int_equal(shown(t, "story/b")->picture.n, 0);
		tree_free(&own);
	}
}

static void what_a_text_shows_below_is_not_shown_elsewhere(void **state)
{
	(void)state;
	static const char *const texts[] = {"![](b(1).jpg)", "![x](b\\(1\\).jpg \"t\")",
	    "<img alt=x src=\"b(1).jpg?x=1\">", "![x][r]\n\n[r]: b(1).jpg", "![](<b(1).jpg>)",
	    "![](/stories/b%281%29.jpg)"};
	for (size_t i = 0; i < TH_COUNT(texts); i++) {
		void *own;
		assert_int_equal(tree_new(&own), 0);
		tree *t = own;
		tree_put(t, "stories/b(1).jpg", "x");
		tree_put(t, "stories/c.jpg", "y");
		tree_put(t, "media/copy.jpg", "x");
		load_shown(t, th_str_fmt(t->arena, "shown: carla\n---\n%s\n", texts[i]).p);
		assert_non_null(th_map_get(&t->content.withheld, TH_S("media/copy.jpg")));
		assert_non_null(th_map_get(&t->content.withheld, TH_S("stories/b(1).jpg")));
		assert_null(th_map_get(&t->content.withheld, TH_S("stories/c.jpg")));
		tree_free(&own);
	}
}

static void pictures_of_people_who_agree_stay(void **state)
{
	tree *t = *state;
	load_shown(t, "shown: people/anna-alt.md und Anna Alt");
	assert_findings(t, 1); /* that carla is withdrawn */
	assert_str(shown(t, "story/s")->picture, "stories/a.jpg");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TREE_TEST(full_consent_shows_everything),
	    TREE_TEST(without_consent_a_person_and_their_story_stay_out),
	    TREE_TEST(a_story_needs_the_consent_of_every_author),
	    TREE_TEST(an_author_who_is_not_public_is_not_named),
	    TREE_TEST(a_story_whose_authors_are_all_hidden_stays_out),
	    TREE_TEST(nothing_is_inherited_from_a_hidden_author),
	    TREE_TEST(consent_ends_with_its_last_day),
	    TREE_TEST(on_its_last_day_consent_still_holds),
	    TREE_TEST(consent_that_begins_tomorrow_is_none_yet),
	    TREE_TEST(a_portrait_without_consent_is_not_published),
	    TREE_TEST(a_portrait_with_consent_is_found_beside_the_file),
	    TREE_TEST(a_minor_without_guardian_is_not_published),
	    TREE_TEST(a_guardian_needs_name_and_date),
	    TREE_TEST(a_minor_with_guardian_is_published_without_birthday_and_guardian),
	    TREE_TEST(the_eighteenth_birthday_makes_of_age),
	    TREE_TEST(the_day_before_it_does_not),
	    TREE_TEST(of_a_year_alone_the_last_day_counts),
	    TREE_TEST(a_birthday_that_cannot_be_read_keeps_the_person_out),
	    TREE_TEST(a_consent_that_cannot_be_read_keeps_the_person_out),
	    TREE_TEST(consent_is_a_matter_of_purposes),
	    TREE_TEST(a_broken_person_file_lets_the_story_wait),
	    TREE_TEST(a_withdrawn_person_takes_their_stories_along),
	    TREE_TEST(a_withdrawn_story_keeps_only_its_addresses),
	    TREE_TEST(a_withdrawal_to_come_is_an_end),
	    TREE_TEST(thanks_need_the_consent_of_both),
	    TREE_TEST(assumed_consent_shows_people_that_say_nothing),
	    TREE_TEST(a_former_colleague_who_consents_stays),
	    TREE_TEST(who_withdrew_is_recognised_however_the_name_is_written),
	    TREE_TEST(a_name_that_nobody_has_shows_no_picture_and_is_told),
	    TREE_TEST(a_text_that_is_not_shown_still_says_who_is_seen),
	    TREE_TEST(what_a_text_shows_below_is_not_shown_elsewhere),
	    TREE_TEST(pictures_of_people_who_agree_stay),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
