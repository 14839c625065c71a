/* test_share_cards.c -- share cards and portraits from initials through a whole publish: who gets
 * one, what is kept, and that a card leaves with the consent to it, from the disk and from earlier
 * editions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>

#include "support_publish.h"

#define ALL                                                                                        \
	"consent: {public: 2026-01-10, portrait: 2026-01-10, story: 2026-01-10, feed: "            \
	"2026-01-10, card: 2026-01-10}\n"
#define NO_CARD                                                                                    \
	"consent: {public: 2026-01-10, portrait: 2026-01-10, story: 2026-01-10, feed: "            \
	"2026-01-10}\n"
#define NO_PORTRAIT                                                                                \
	"consent: {public: 2026-01-10, story: 2026-01-10, feed: 2026-01-10, card: 2026-01-10}\n"

static void person(tree *t, const char *slug, const char *more)
{
	th_str name = th_str_fmt(t->a, "src/people/%s.md", slug);
	tree_bytes(t, name.p,
	    th_str_fmt(
		t->a, "---\nname: Name %s\nrole: {de: Rolle, en: Role}\n%s---\n\n", slug, more));
}

static void portrait(tree *t, const char *slug, const char *colour)
{
	th_str name = th_str_fmt(t->a, "src/people/%s.svg", slug);
	tree_bytes(t, name.p,
	    th_str_fmt(t->a,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"90\">"
		"<rect width=\"90\" height=\"90\" fill=\"%s\"/></svg>",
		colour));
}

static tree *tree_with_cards(void)
{
	tree *t = tree_new();
	tree_file(t, "theme/layouts/card.svg.mustache",
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\">{{#share}}"
	    "<text x=\"9\" y=\"90\" inline-size=\"900\">{{title}} {{quote}} {{name}} {{role}} "
	    "{{t.hello}}</text>{{#portrait}}<image href=\"{{src}}\" width=\"90\" height=\"90\"/>"
	    "{{/portrait}}{{#picture}}<image href=\"{{src}}\" y=\"99\" width=\"90\" "
	    "height=\"90\"/>{{/picture}}{{/share}}</svg>\n");
	tree_file(t, "theme/layouts/portrait.svg.mustache",
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" height=\"80\">{{#share}}"
	    "<text y=\"40\">{{initials}}</text>{{/share}}</svg>\n");
	return t;
}

/* Without a finding; else what was said is shown. */
static void publish(tree *t)
{
	if (tree_publish(t) != 0)
		fail_msg("%d: %.*s", t->status, TH_FMT(t->out));
}

/* The card's file name, or nothing. */
static th_str card(tree *t, const char *kind, const char *slug, const char *lang)
{
	const view_picture *p = query_share(&t->q, th_strz(kind), th_strz(slug), th_strz(lang));
	if (p == NULL)
		return TH_NONE;
	assert_true(th_str_starts(p->src, TH_S("/team/media/")));
	assert_true(p->width == 1200 && p->height == 630 && p->alt.n > 0);
	return th_str_dup(t->a, th_str_sub(p->src, 12, p->src.n));
}

static bool on_disk(tree *t, th_str name)
{
	return name.n > 0 &&
	       access(tree_path(t, th_str_fmt(t->a, "hub/media/%.*s", TH_FMT(name)).p), R_OK) == 0;
}

static struct timespec written(tree *t, th_str name)
{
	struct stat st;
	assert_int_equal(
	    stat(tree_path(t, th_str_fmt(t->a, "hub/media/%.*s", TH_FMT(name)).p), &st), 0);
	return st.st_mtim;
}

static void who_agreed_has_a_card_in_each_language_and_others_have_none(void **state)
{
	(void)state;
	tree *t = tree_with_cards();
	person(t, "open", ALL);
	person(t, "plain", NO_CARD);
	tree_story(t, "hers", "open", "");
	tree_story(t, "his", "plain", "");
	tree_story(t, "both", "open, plain", "");
	tree_story(t, "nobodys", "somebody else", "");
	publish(t);
	th_str de = card(t, "person", "open", "de"), en = card(t, "person", "open", "en");
	assert_true(on_disk(t, de) && on_disk(t, en) && !th_str_eq(de, en));
	assert_true(on_disk(t, card(t, "story", "hers", "de")));
	assert_true(on_disk(t, card(t, "story", "nobodys", "de")));
	assert_int_equal(card(t, "story", "hers", "en").n, 0);
	assert_int_equal(card(t, "person", "plain", "de").n, 0);
	assert_int_equal(card(t, "story", "his", "de").n, 0);
	assert_int_equal(card(t, "story", "both", "de").n, 0);
	tree_free(t);
}

static void a_theme_without_a_template_makes_none(void **state)
{
	(void)state;
	tree *t = tree_new();
	person(t, "open", ALL);
	publish(t);
	assert_int_equal(card(t, "person", "open", "de").n, 0);
	view_person_page page = {0};
	th_time at;
	assert_true(query_person_page(&t->q, TH_S("open"), &page, &at));
	assert_null(page.person.portrait);
	tree_free(t);
}

static void a_second_publish_makes_no_card_again_and_a_change_makes_one(void **state)
{
	(void)state;
	tree *t = tree_with_cards();
	person(t, "a", ALL);
	person(t, "b", ALL);
	publish(t);
	th_str a = card(t, "person", "a", "de"), b = card(t, "person", "b", "de");
	struct timespec then = written(t, a);
	assert_int_equal(tree_publish_from(t, "src", "--force"), 0);
	struct timespec now = written(t, a);
	assert_true(now.tv_sec == then.tv_sec && now.tv_nsec == then.tv_nsec);
	person(t, "b", ALL "summary: Ein Satz von mir.\n");
	publish(t);
	assert_true(th_str_eq(card(t, "person", "a", "de"), a));
	assert_false(th_str_eq(card(t, "person", "b", "de"), b));
	now = written(t, a);
	assert_true(now.tv_sec == then.tv_sec && now.tv_nsec == then.tv_nsec);
	tree_free(t);
}

static void a_card_leaves_with_the_consent_to_it_from_all_editions(void **state)
{
	(void)state;
	tree *t = tree_with_cards();
	person(t, "a", ALL);
	person(t, "b", ALL);
	tree_story(t, "hers", "a", "");
	publish(t);
	th_str own = card(t, "person", "a", "de"), story = card(t, "story", "hers", "de");
	th_str other = card(t, "person", "b", "de");
	assert_true(on_disk(t, own) && on_disk(t, story) && on_disk(t, other));
	person(t, "a", NO_CARD);
	publish(t);
	assert_false(on_disk(t, own));
	assert_false(on_disk(t, story));
	assert_true(on_disk(t, other));
	tree_shell(t,
	    "for e in hub/editions/*.sqlite; do "
	    "[ $(sqlite3 $e \"SELECT count(*) FROM share WHERE doc LIKE '%b'\") = 2 ] && "
	    "[ $(sqlite3 $e \"SELECT count(*) FROM share WHERE doc NOT LIKE '%b'\") = 0 ] "
	    "|| exit 1; done");
	tree_free(t);
}

static void a_face_leaves_the_cards_with_the_consent_to_the_portrait(void **state)
{
	(void)state;
	tree *t = tree_with_cards();
	person(t, "a", ALL);
	portrait(t, "a", "red");
	tree_story(t, "hers", "a", "");
	publish(t);
	th_str own = card(t, "person", "a", "de"), story = card(t, "story", "hers", "de");
	assert_true(on_disk(t, own) && on_disk(t, story));
	person(t, "a", NO_PORTRAIT);
	assert_true(tree_publish(t) <= 1);
	assert_false(on_disk(t, own));
	assert_false(on_disk(t, story));
	th_str without = card(t, "story", "hers", "de");
	assert_true(on_disk(t, without));
	tree_free(t);
}

static void a_new_portrait_makes_a_new_card_of_the_story_too(void **state)
{
	(void)state;
	tree *t = tree_with_cards();
	person(t, "a", ALL);
	portrait(t, "a", "red");
	tree_story(t, "hers", "a", "");
	publish(t);
	th_str own = card(t, "person", "a", "de"), story = card(t, "story", "hers", "de");
	portrait(t, "a", "blue");
	publish(t);
	assert_false(th_str_eq(own, card(t, "person", "a", "de")));
	assert_false(th_str_eq(story, card(t, "story", "hers", "de")));
	tree_free(t);
}

static void a_card_wears_the_colours_of_the_company(void **state)
{
	(void)state;
	tree *t = tree_with_cards();
	tree_file(t, "theme/layouts/card.svg.mustache",
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\">{{#share}}"
	    "<rect width=\"1200\" height=\"630\" fill=\"{{#stage}}{{stage}}{{/stage}}"
	    "{{^stage}}#123f3b{{/stage}}\"/>{{/share}}</svg>\n");
	person(t, "a", ALL);
	publish(t);
	th_str own = card(t, "person", "a", "de");
	th_str hub = tree_read(t, tree_path(t, "src/hub.yml"));
	tree_bytes(t, "src/hub.yml", th_str_cat(t->a, hub, TH_S("design: {stage: \"#4a0d12\"}\n")));
	publish(t);
	th_str red = card(t, "person", "a", "de");
	assert_true(on_disk(t, red));
	assert_false(th_str_eq(own, red));
	tree_bytes(t, "src/hub.yml", hub);
	publish(t);
	assert_true(th_str_eq(own, card(t, "person", "a", "de")));
	tree_free(t);
}

static void a_withdrawn_story_leaves_no_card(void **state)
{
	(void)state;
	tree *t = tree_with_cards();
	person(t, "a", ALL);
	tree_story(t, "hers", "a", "");
	publish(t);
	th_str story = card(t, "story", "hers", "de");
	assert_true(on_disk(t, story));
	tree_story(t, "hers", "a", "withdrawn: true\n");
	publish(t);
	assert_false(on_disk(t, story));
	assert_int_equal(card(t, "story", "hers", "de").n, 0);
	tree_free(t);
}

static void who_is_shown_without_consent_to_cards_keeps_the_picture_off_them(void **state)
{
	(void)state;
	tree *t = tree_with_cards();
	person(t, "a", ALL);
	person(t, "seen", NO_CARD);
	tree_file(t, "src/media/x.svg",
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"50\" height=\"50\"><rect "
	    "width=\"50\" "
	    "height=\"50\" fill=\"red\"/></svg>");
	tree_story(t, "s", "a", "");
	publish(t);
	th_str bare = card(t, "story", "s", "de");
	tree_story(t, "s", "a", "picture: /media/x.svg\npicture_alt: x\n");
	publish(t);
	assert_false(th_str_eq(card(t, "story", "s", "de"), bare));
	tree_story(t, "s", "a", "picture: /media/x.svg\npicture_alt: x\nshown: [a, seen]\n");
	tree_publish(t);
	assert_true(th_str_eq(card(t, "story", "s", "de"), bare));
	tree_free(t);
}

static void a_person_without_a_portrait_gets_one_from_their_initials(void **state)
{
	(void)state;
	tree *t = tree_with_cards();
	person(t, "a", ALL);
	person(t, "b", ALL);
	portrait(t, "b", "red");
	publish(t);
	view_person_page a = {0}, b = {0};
	th_time at;
	assert_true(query_person_page(&t->q, TH_S("a"), &a, &at));
	assert_true(query_person_page(&t->q, TH_S("b"), &b, &at));
	assert_non_null(a.person.portrait);
	assert_true(a.person.portrait->generated);
	assert_true(on_disk(t, th_str_sub(a.person.portrait->src, 12, a.person.portrait->src.n)));
	assert_true(th_str_ends(a.person.portrait->src, TH_S(".svg")));
	assert_true(th_str_eqz(a.person.portrait->type, "image/svg+xml"));
	assert_int_equal(a.person.portrait->width, 80);
	assert_int_equal(a.person.portrait->srcset.n + a.person.portrait->webp.n, 0);
	assert_false(b.person.portrait->generated);
	/* It is none that would have to be erased, however often it is published. */
	person(t, "a", NO_PORTRAIT);
	publish(t);
	person(t, "a", NO_PORTRAIT "pronouns: sie\n");
	publish(t);
	tree_shell(t, "[ $(ls hub/editions/*.sqlite | wc -l) = 3 ]");
	tree_shell(t,
	    "for e in hub/editions/*.sqlite; do [ $(sqlite3 $e \"SELECT count(*) FROM doc "
	    "WHERE picture LIKE ':%'\") = 1 ] || exit 1; done");
	tree_free(t);
}

static void assert_focus(tree *t, const char *said, const char *x, const char *y)
{
	person(t, "f", th_str_fmt(t->a, ALL "%s\n", said).p);
	tree_publish(t);
	view_person_page page = {0};
	th_time at;
	assert_true(query_person_page(&t->q, TH_S("f"), &page, &at));
	const view_picture *p = page.person.portrait;
	if (!th_str_eqz(p->focus_x, x) || !th_str_eqz(p->focus_y, y))
		fail_msg("%s: %.*s %.*s", said, TH_FMT(p->focus_x), TH_FMT(p->focus_y));
	assert_int_equal(tree_said(t, "[field."), x[0] == '\0');
}

static void what_must_stay_of_a_picture_is_said_in_percent_or_in_words(void **state)
{
	(void)state;
	tree *t = tree_with_cards();
	portrait(t, "f", "red");
	assert_focus(t, "focus: 30% 20%", "30", "20");
	assert_focus(t, "focus: 34 87", "30", "90");
	assert_focus(t, "focus: 0.3 0.95", "30", "90");
	assert_focus(t, "focus: left top", "0", "0");
	assert_focus(t, "focus: bottom right", "100", "100");
	assert_focus(t, "focus: top", "50", "0");
	assert_focus(t, "focus: Center", "50", "50");
	assert_focus(t, "portrait: {src: f.svg, focus: 10% 90%}", "10", "90");
	assert_focus(t, "focus: 130% 20%", "", "");
	assert_focus(t, "focus: somewhere", "", "");
	assert_focus(t, "focus: 1 2 3", "", "");
	assert_focus(t, "focus: -10% 3", "", "");
	assert_focus(t, "focus: [30, 20]", "", "");
	tree_free(t);
}

static void a_template_that_prints_no_svg_is_one_finding_and_no_card(void **state)
{
	(void)state;
	tree *t = tree_with_cards();
	tree_file(t, "theme/layouts/card.svg.mustache", "<svg>{{#share}}{{title}}{{/share}}\n");
	person(t, "a", ALL);
	tree_publish(t);
	assert_true(tree_said(t, "card.svg.mustache"));
	assert_true(tree_said(t, "theme.card"));
	assert_int_equal(card(t, "person", "a", "de").n, 0);
	tree_free(t);
}

static void a_portrait_that_is_no_svg_with_a_size_is_a_finding_and_initials_are_shown(void **state)
{
	(void)state;
	static const char *const faulty[] = {"<svg>{{#share}}{{initials}}{{/share}}\n",
	    "<svg width=\"80\" height=\"80\"/>\n", "<p/>\n",
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100%\"/>\n",
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"-1\" height=\"1e9\"/>\n"};
	for (size_t i = 0; i < TH_COUNT(faulty); i++) {
		tree *t = tree_with_cards();
		tree_file(t, "theme/layouts/portrait.svg.mustache", faulty[i]);
		person(t, "a", ALL);
		tree_publish(t);
		assert_true(tree_said(t, "portrait.svg.mustache"));
		assert_true(tree_said(t, "theme.portrait"));
		view_person_page page = {0};
		th_time at;
		assert_true(query_person_page(&t->q, TH_S("a"), &page, &at));
		assert_null(page.person.portrait);
		tree_free(t);
	}
}

static void a_name_that_is_none_is_found_in_a_card_as_in_a_page(void **state)
{
	(void)state;
	tree *t = tree_with_cards();
	tree_file(t, "theme/layouts/card.svg.mustache", "{{#share}}{{tilte}}{{/share}}\n");
	person(t, "a", ALL);
	tree_publish(t);
	assert_true(tree_said(t, "card.svg.mustache:1:"));
	assert_true(tree_said(t, "title"));
	tree_free(t);
}

static void markup_in_a_name_stays_text(void **state)
{
	(void)state;
	tree *t = tree_with_cards();
	person(t, "a", ALL);
	tree_story(t, "s", "a", "summary: 'x'\n");
	tree_file(t, "src/stories/evil.md",
	    "---\ntitle: '</text><image href=\"file:///etc/passwd\"/> & < > \" '' {{x}}'\n"
	    "date: 2026-03-02\nauthors: [a]\n---\nText.\n");
	publish(t);
	assert_true(on_disk(t, card(t, "story", "evil", "de")));
	tree_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(who_agreed_has_a_card_in_each_language_and_others_have_none),
	    cmocka_unit_test(a_theme_without_a_template_makes_none),
	    cmocka_unit_test(a_second_publish_makes_no_card_again_and_a_change_makes_one),
	    cmocka_unit_test(a_card_leaves_with_the_consent_to_it_from_all_editions),
	    cmocka_unit_test(a_face_leaves_the_cards_with_the_consent_to_the_portrait),
	    cmocka_unit_test(a_new_portrait_makes_a_new_card_of_the_story_too),
	    cmocka_unit_test(a_card_wears_the_colours_of_the_company),
	    cmocka_unit_test(a_withdrawn_story_leaves_no_card),
	    cmocka_unit_test(who_is_shown_without_consent_to_cards_keeps_the_picture_off_them),
	    cmocka_unit_test(a_person_without_a_portrait_gets_one_from_their_initials),
	    cmocka_unit_test(what_must_stay_of_a_picture_is_said_in_percent_or_in_words),
	    cmocka_unit_test(a_template_that_prints_no_svg_is_one_finding_and_no_card),
	    cmocka_unit_test(
		a_portrait_that_is_no_svg_with_a_size_is_a_finding_and_initials_are_shown),
	    cmocka_unit_test(a_name_that_is_none_is_found_in_a_card_as_in_a_page),
	    cmocka_unit_test(markup_in_a_name_stays_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
