/* test_link.c -- names become people and terms, addresses are unique, old ones redirect,
 * translations find each other. Today is 2026-11-24. */
#include "support_content.h"

static tree *start(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml", HUB);
	tree_put(t, "people/jana-weber.md", JANA);
	return t;
}

static void story(tree *t, const char *path, const char *fields)
{
	tree_put(t, path,
	    th_str_z(t->arena,
		th_str_fmt(t->arena, "---\ntitle: S\ndate: 2026-03-02\n%s---\nText\n", fields)));
}

static void authors_are_found_by_file_name_and_alias(void **state)
{
	static const char *const ways[] = {
	    "jana-weber", "Jana Weber", "JANA WEBER", "jana-mueller", "Jana Müller", "jw"};
	tree *t = *state;
	tree_put(t, "hub.yml", HUB);
	tree_put(t, "people/jana-weber.md",
	    "---\nname: Jana Weber\naliases: [/people/jana-mueller/, jw]\n" ALL_CONSENT "---\n");
	for (size_t i = 0; i < TH_COUNT(ways); i++)
		story(t, th_str_z(t->arena, th_str_fmt(t->arena, "stories/s%zu.md", i)),
		    th_str_z(t->arena, th_str_fmt(t->arena, "author: %s\n", ways[i])));
	tree_load(t);
	assert_findings(t, 0);
	for (size_t i = 0; i < TH_COUNT(ways); i++)
		assert_str(shown(t, th_str_z(t->arena, th_str_fmt(t->arena, "story/s%zu", i)))
			       ->authors.v[0]
			       .slug,
		    "jana-weber");
	assert_str(shown(t, "person/jana-weber")->aliases.v[1], "/people/jw/");
}

static void an_author_named_twice_counts_once(void **state)
{
	tree *t = start(state);
	story(t, "stories/a.md", "authors: [jana-weber, Jana Weber]\n");
	tree_load(t);
	assert_int_equal(shown(t, "story/a")->authors.n, 1);
}

static void a_typing_error_in_a_name_is_pointed_out(void **state)
{
	tree *t = start(state);
	story(t, "stories/a.md", "authors: [jana-wbeer]\n");
	tree_load(t);
	assert_findings(t, 1);
	assert_str(finding_at(t, "stories/a.md", 4, "author.unknown")->words[1], "jana-weber");
	assert_int_equal(finding_at(t, "stories/a.md", 4, "author.unknown")->severity, TH_WARNING);
}

static void a_hub_may_refuse_missing_authors(void **state)
{
	tree *t = start(state);
	tree_put(t, "hub.yml", HUB "policies: {missing_author: refuse}\n");
	story(t, "stories/a.md", "authors: [nobody]\n");
	story(t, "stories/b.md", "authors: [jana-wbeer]\n");
	story(t, "stories/c.md", "");
	story(t, "stories/d.md", "author: jana-weber\n");
	tree_load(t);
	assert_findings(t, 3);
	assert_int_equal(t->findings.errors, 3);
	finding_at(t, "stories/a.md", 4, "author.refused");
	finding_at(t, "stories/b.md", 4, "author.unknown");
	finding_at(t, "stories/c.md", 1, "author.none");
	assert_hidden(t, "story/a");
	assert_hidden(t, "story/b");
	assert_hidden(t, "story/c");
	shown(t, "story/d");
	assert_null(find_doc(t, "person/nobody"));
}

static void a_hub_may_ignore_missing_authors(void **state)
{
	tree *t = start(state);
	tree_put(t, "hub.yml", HUB "policies: {missing_author: ignore}\n");
	story(t, "stories/a.md", "authors: [Nobody Known]\n");
	story(t, "stories/b.md", "");
	tree_load(t);
	assert_findings(t, 0);
	assert_null(find_doc(t, "person/nobody-known"));
	assert_int_equal(shown(t, "story/a")->byline.n, 1);
	shown(t, "story/b");
}

static void a_made_up_author_is_one_person_in_all_stories(void **state)
{
	tree *t = start(state);
	tree_put(t, "hub.yml", HUB "policies: {missing_author: page}\n");
	story(t, "stories/a.md", "authors: [Nobody Known]\n");
	story(t, "stories/b.md", "authors: [nobody-known]\n");
	tree_load(t);
	assert_findings(t, 2); /* each in its own file */
	finding_at(t, "stories/a.md", 4, "author.page");
	finding_at(t, "stories/b.md", 4, "author.page");
	assert_str(shown(t, "story/b")->authors.v[0].slug, "nobody-known");
}

static void facets_are_inherited_from_authors(void **state)
{
	tree *t = start(state);
	tree_put(t, "people/kim.md",
	    "---\nname: Kim\nteam: [shop, montage]\ntopic: x\n" ALL_CONSENT "---\n");
	story(t, "stories/a.md", "authors: [jana-weber, kim]\n");
	story(t, "stories/b.md", "authors: [jana-weber]\nteam: office\n");
	tree_load(t);
	const th_doc *a = shown(t, "story/a"), *b = shown(t, "story/b");
	assert_int_equal(a->terms.n, 2);
	assert_str(a->terms.v[0].ref.slug, "montage");
	assert_true(a->terms.v[0].inherited);
	assert_true(has_term(a, "team", "shop"));
	assert_false(has_term(a, "topic", "x"));
	assert_true(has_term(b, "team", "office") && !has_term(b, "team", "montage"));
}

static void terms_are_found_by_name_and_title_in_any_language(void **state)
{
	tree *t = start(state);
	tree_put(
	    t, "terms/topic/ausbildung.md", "---\ntitle: {de: Ausbildung, en: Training}\n---\n");
	tree_put(t, "values/offenheit.md", "---\ntitle: Offenheit\n---\n");
	tree_put(t, "values/offenheit.en.md", "---\ntitle: Candour\n---\n");
	story(t, "stories/a.md",
	    "author: jana-weber\ntopic: [Training, AUSBILDUNG, New One]\nvalue: candour\n");
	tree_load(t);
	assert_findings(t, 0);
	const th_doc *a = shown(t, "story/a");
	assert_int_equal(a->terms.n, 4); /* with the inherited team */
	assert_true(has_term(a, "topic", "ausbildung") && has_term(a, "topic", "new-one"));
	assert_true(has_term(a, "value", "offenheit"));
	assert_str(shown(t, "term/topic/new-one")->title.v[0].text, "New One");
	assert_str(shown(t, "term/topic/new-one")->href, "/topics/new-one/");
	assert_str(shown(t, "value/offenheit")->next_lang->lang, "en");
}

static void a_value_that_does_not_exist_is_a_finding(void **state)
{
	tree *t = start(state);
	tree_put(t, "values/offenheit.md", "---\ntitle: Offenheit\n---\n");
	story(t, "stories/a.md", "author: jana-weber\nvalue: [courage]\n");
	story(t, "stories/b.md", "author: jana-weber\nvalue: ofenheit\n");
	tree_load(t);
	assert_findings(t, 2);
	const th_finding *f = finding_at(t, "stories/a.md", 5, "term.unknown");
	assert_str(f->words[2], "values/");
	assert_str(f->words[3], "courage");
	assert_str(finding_at(t, "stories/b.md", 5, "term.suggest")->words[2], "offenheit");
	assert_null(find_doc(t, "value/courage"));
	assert_false(has_term(shown(t, "story/a"), "value", "courage"));
}

static void a_new_term_beside_a_similar_one_is_a_warning(void **state)
{
	tree *t = start(state);
	tree_put(t, "terms/team/platform.md", "---\ntitle: Platform\n---\n");
	story(t, "stories/a.md", "author: jana-weber\nteam: platfrom\n");
	story(t, "stories/b.md", "author: jana-weber\nteam: Montge\n"); /* Jana is of montage */
	story(t, "stories/c.md", "author: jana-weber\ntopic: [heating, heatign]\n");
	tree_load(t);
	assert_str(finding_at(t, "stories/a.md", 5, "term.new")->words[2], "platform");
	assert_str(finding_at(t, "stories/b.md", 5, "term.new")->words[2], "montage");
	assert_str(finding_at(t, "stories/c.md", 5, "term.new")->words[2], "heating");
	assert_findings(t, 3);
	shown(t, "term/team/platfrom");
}

static void a_term_that_others_have_is_no_slip(void **state)
{
	tree *t = start(state);
	story(t, "stories/a.md", "author: jana-weber\nteam: werkstatt\ntopic: [jahr-2025, ab]\n");
	story(t, "stories/b.md", "author: jana-weber\nteam: Werkstatt\ntopic: [jahr-2026, ac]\n");
	/* one story in two languages is one */
	story(t, "stories/c.md", "author: jana-weber\ntopic: welding\n");
	story(t, "stories/d.md", "author: jana-weber\ntopic: weldings\n");
	story(t, "stories/d.en.md", "author: jana-weber\ntopic: weldings\n");
	/* a file says that it is meant */
	tree_put(t, "terms/topic/wand.md", "---\ntitle: Wand\n---\n");
	tree_put(t, "terms/topic/hand.md", "---\ntitle: Hand\n---\n");
	story(t, "stories/e.md", "author: jana-weber\ntopic: wand\n");
	story(t, "stories/f.md", "author: jana-weber\ntopic: hand\n");
	tree_load(t);
	assert_findings(t, 1);
	assert_string_equal(t->findings.list.v[0].rule->name, "term.new");
	assert_str(t->findings.list.v[0].words[1], "weldings");
}

static void terms_of_hidden_stories_get_no_page(void **state)
{
	tree *t = start(state);
	story(t, "stories/a.md", "author: jana-weber\ntopic: secret\ndraft: true\n");
	tree_load(t);
	assert_null(find_doc(t, "term/topic/secret"));
}

static void drafts_are_shown_in_a_preview(void **state)
{
	tree *t = start(state);
	tree_put(t, "stories/a.md", "---\ntitle: S\ndraft: true\nauthor: jana-weber\n---\n");
	t->content.drafts = true;
	tree_load(t);
	assert_int_equal(shown(t, "story/a")->date.at, NOW);
}

static void old_addresses_are_put_into_one_form(void **state)
{
	static const char *const ways[][2] = {{"/stories/old/", "/stories/old/"},
	    {"/stories/old", "/stories/old/"}, {"/team/stories/old/", "/stories/old/"},
	    {"https://careers.example/team/stories/old", "/stories/old/"}, {"old", "/stories/old/"},
	    {"/stories/old/index.html", "/stories/old/"}, {"/old.html", "/old.html"},
	    {"/stories/old/?x=1#y", "/stories/old/"}, {"/stories/%C3%A4/", "/stories/ä/"}};
	tree *t = start(state);
	for (size_t i = 0; i < TH_COUNT(ways); i++) {
		story(t, "stories/a.md",
		    th_str_z(t->arena, th_str_fmt(t->arena,
					   "author: jana-weber\naliases: [\"%s\"]\n", ways[i][0])));
		source_close(t->source);
		t->content = (th_content){0};
		tree_load(t);
		assert_findings(t, 0);
		assert_str(shown(t, "story/a")->aliases.v[0], ways[i][1]);
	}
}

static void what_is_no_address_is_said(void **state)
{
	tree *t = start(state);
	story(t, "stories/a.md",
	    "author: jana-weber\naliases: [/../x, \"/a/%2e%2e/b\", \"//evil.example/\", "
	    "\"javascript:1\", /, "
	    "/stories/, \"/a b/\", \"/%00/\", \"/%zz/\"]\n");
	tree_load(t);
	assert_findings(t, 9);
	assert_int_equal(shown(t, "story/a")->aliases.n, 0);
}

static void where_the_hub_answers_itself_no_alias_is_used(void **state)
{
	static const char *const own[] = {"/healthz", "/search/", "/search", "/feeds/",
	    "/feeds/qr.svg", "/assets/x.css", "/media/a.jpg", "/sitemap.xml", "/robots.txt",
	    "/stories/feed.atom", "/people/jana-weber/feed.rss", "/people/jana-weber/subscribe/",
	    "/events.ics", "/oembed", "/report/", "/fragments/stories/", "/feed.atom"};
	tree *t = start(state);
	for (size_t i = 0; i < TH_COUNT(own); i++) {
		story(t, "stories/a.md",
		    th_str_z(t->arena,
			th_str_fmt(t->arena, "author: jana-weber\naliases: [\"%s\"]\n", own[i])));
		source_close(t->source);
		t->content = (th_content){0};
		tree_load(t);
		assert_findings(t, 1);
		assert_non_null(finding_at(t, "stories/a.md", 5, "alias.own"));
		assert_int_equal(shown(t, "story/a")->aliases.n, 0);
	}
}

static void an_alias_never_takes_an_address_in_use(void **state)
{
	tree *t = start(state);
	story(t, "stories/a.md",
	    "author: jana-weber\naliases: [/stories/b/, /stories/x/, /stories/a/]\n");
	story(t, "stories/b.md", "author: jana-weber\naliases: [/stories/x/]\n");
	tree_load(t);
	assert_findings(t, 2);
	assert_str(finding_at(t, "stories/a.md", 5, "alias.taken")->words[1], "stories/b.md");
	assert_str(finding_at(t, "stories/b.md", 5, "alias.taken")->words[1], "stories/a.md");
	assert_int_equal(shown(t, "story/a")->aliases.n, 1);
	assert_int_equal(shown(t, "story/b")->aliases.n, 0);
}

static void translations_find_each_other_by_name_and_by_word(void **state)
{
	tree *t = start(state);
	story(t, "stories/week.md", "author: jana-weber\n");
	story(t, "stories/week.en.md", "author: jana-weber\n");
	story(
	    t, "stories/semaine.md", "author: jana-weber\nlang: fr\ntranslates: stories/week.md\n");
	story(t, "stories/other.md", "author: jana-weber\ntranslates: stories/none.md\n");
	tree_load(t);
	assert_findings(t, 1);
	finding_at(t, "stories/other.md", 5, "translation.missing");
	th_doc *de = shown(t, "story/week"), *en = shown(t, "story/week-en");
	th_doc *fr = shown(t, "story/semaine");
	/* in order of path: week.en.md, week.md, then who says so */
	assert_ptr_equal(en->translation, de);
	assert_ptr_equal(de->translation, fr);
	assert_ptr_equal(fr->translation, en);
	assert_null(shown(t, "story/other")->translation);
}

static void a_hidden_translation_is_not_linked(void **state)
{
	tree *t = start(state);
	story(t, "stories/week.md", "author: jana-weber\n");
	story(t, "stories/week.en.md", "author: jana-weber\ndraft: true\n");
	tree_load(t);
	assert_null(shown(t, "story/week")->translation);
}

static void pictures_are_found_beside_and_from_the_root(void **state)
{
	tree *t = start(state);
	tree_put(t, "media/a.jpg", "x");
	tree_put(t, "stories/b.jpg", "x");
	tree_put(t, "stories/my week.jpg", "x");
	story(t, "stories/a.md", "author: jana-weber\npicture: /media/a.jpg\n");
	story(t, "stories/b.md", "author: jana-weber\npicture: b.jpg\n");
	story(t, "stories/c.md", "author: jana-weber\npicture: ../media/a.jpg\n");
	story(t, "stories/d.md", "author: jana-weber\npicture: my%20week.jpg\n");
	story(t, "stories/e.md", "author: jana-weber\npicture: ../../../etc/passwd\n");
	story(t, "stories/f.md", "author: jana-weber\npicture: https://cdn.example/x.jpg\n");
	story(t, "stories/g.md", "author: jana-weber\npicture: none.jpg\n");
	tree_load(t);
	assert_findings(t, 3);
	assert_str(shown(t, "story/a")->picture, "media/a.jpg");
	assert_str(shown(t, "story/b")->picture, "stories/b.jpg");
	assert_str(shown(t, "story/c")->picture, "media/a.jpg");
	assert_str(shown(t, "story/d")->picture, "stories/my week.jpg");
	finding_at(t, "stories/e.md", 5, "picture.missing");
	finding_at(t, "stories/f.md", 5, "picture.elsewhere");
	finding_at(t, "stories/g.md", 5, "picture.missing");
	assert_int_equal(shown(t, "story/f")->picture.n, 0);
}

static void a_picture_that_is_a_link_out_of_the_tree_is_none(void **state)
{
	tree *t = start(state);
	char path[128];
	story(t, "stories/a.md", "author: jana-weber\npicture: evil.jpg\n");
	snprintf(path, sizeof(path), "%s/stories/evil.jpg", t->dir);
	assert_int_equal(symlink("/etc/passwd", path), 0);
	tree_load(t);
	finding_at(t, "stories/evil.jpg", 0, "file.symlink");
	finding_at(t, "stories/a.md", 5, "picture.missing");
	assert_int_equal(shown(t, "story/a")->picture.n, 0);
}

static void events_name_the_stories_they_led_to(void **state)
{
	tree *t = start(state);
	story(t, "stories/a.md", "author: jana-weber\n");
	story(t, "stories/d.md", "author: jana-weber\ndraft: true\n");
	tree_put(t, "events/e.md",
	    "---\ntitle: E\nstart: 2026-12-01\nstories: [a, /stories/a/, d, none]\n---\n");
	tree_load(t);
	assert_findings(t, 1);
	finding_at(t, "events/e.md", 4, "story.unknown");
	assert_int_equal(shown(t, "event/e")->event.stories.n, 2);
}

static void times_of_showing_are_set(void **state)
{
	tree *t = start(state);
	story(t, "stories/a.md", "author: jana-weber\n");
	story(t, "stories/b.md",
	    "author: jana-weber\npublish: 2026-12-01 08:00\nexpires: 2026-12-24\n");
	tree_put(t, "jobs/j.md", "---\ntitle: J\nuntil: 2027-01-31\n---\n");
	tree_load(t);
	assert_findings(t, 0);
	assert_int_equal(shown(t, "story/a")->visible_from, 1772406000);
	assert_int_equal(shown(t, "story/a")->visible_until, INT64_MAX);
	assert_int_equal(shown(t, "story/b")->visible_from, 1796108400);
	assert_int_equal(shown(t, "story/b")->visible_until, 1798066800);
	assert_int_equal(shown(t, "job/j")->visible_until, 1801436400); /* the day included */
	assert_int_equal(shown(t, "person/jana-weber")->visible_from, TH_NEVER);
}

static void documents_are_sorted_by_id_and_language(void **state)
{
	tree *t = start(state);
	story(t, "stories/z.md", "author: jana-weber\n");
	story(t, "stories/2020/a.md", "author: jana-weber\n");
	tree_put(t, "values/v.en.md", "---\ntitle: V\n---\n");
	tree_put(t, "values/v.md", "---\ntitle: V\n---\n");
	tree_load(t);
	for (size_t i = 1; i < t->content.docs.n; i++) {
		const th_doc *x = t->content.docs.v[i - 1], *y = t->content.docs.v[i];
		int order = th_str_cmp(x->id, y->id);
		assert_true(order < 0 || (order == 0 && th_str_cmp(x->lang, y->lang) < 0));
	}
	assert_str(find_doc(t, "value/v")->lang, "de");
}

static void a_second_file_of_a_language_is_refused(void **state)
{
	tree *t = start(state);
	tree_put(t, "values/a/v.md", "---\ntitle: V\n---\n");
	tree_put(t, "values/b/v.md", "---\ntitle: V\n---\n");
	tree_load(t);
	assert_findings(t, 1);
	finding_at(t, "values/b/v.md", 1, "slug.taken");
}

static void the_demo_content_has_no_finding(void **state)
{
	tree *t = *state;
	if (source_open(&t->source, "content", NULL, true, &t->err) < 0)
		skip();
	t->findings.arena = t->arena;
	t->content.now = NOW;
	assert_int_equal(hub_load(&t->hub, t->source, t->arena, &t->findings, &t->err), 0);
	assert_int_equal(
	    content_load(&t->content, t->source, &t->hub, 2, t->arena, &t->findings, &t->err), 0);
	assert_int_equal(t->findings.errors, 0);
	if (t->findings.errors + t->findings.warnings > 0)
		tree_print_findings(t);
	assert_int_equal(t->findings.warnings, 0);
	size_t people = 0, stories = 0;
	for (size_t i = 0; i < t->content.docs.n; i++) {
		people +=
		    t->content.docs.v[i]->kind == TH_PERSON && !t->content.docs.v[i]->left_out;
		stories +=
		    t->content.docs.v[i]->kind == TH_STORY && !t->content.docs.v[i]->left_out;
	}
	assert_true(people >= 24 && stories >= 40);
}

static void a_withdrawal_at_an_unclear_hour_holds_at_once_and_asks_which_is_meant(void **state)
{
	tree *t = *state;
	tree_put(t, "stories/a.md", "---\ntitle: A\ndate: 2024-01-01\naliases: [../up/]\n---\nx\n");
	tree_put(t, "withdrawn.yml",
	    "- {story: a, date: 2096-06-01 10:00 CET}\n- {story: b, date: 2096-13-01}\n");
	tree_load(t);
	finding_at(t, "withdrawn.yml", 1, "date.unclear");
	finding_at(t, "withdrawn.yml", 1, "withdrawn.date");
	finding_at(t, "withdrawn.yml", 2, "date.invalid");
	const th_doc *a = content_doc(&t->content, TH_STORY, TH_NONE, TH_S("a"));
	assert_true(a->withdrawn);
	assert_str(a->aliases.v[0], "/up/");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TREE_TEST(authors_are_found_by_file_name_and_alias),
	    TREE_TEST(an_author_named_twice_counts_once),
	    TREE_TEST(a_typing_error_in_a_name_is_pointed_out),
	    TREE_TEST(a_hub_may_refuse_missing_authors),
	    TREE_TEST(a_hub_may_ignore_missing_authors),
	    TREE_TEST(a_made_up_author_is_one_person_in_all_stories),
	    TREE_TEST(facets_are_inherited_from_authors),
	    TREE_TEST(terms_are_found_by_name_and_title_in_any_language),
	    TREE_TEST(a_value_that_does_not_exist_is_a_finding),
	    TREE_TEST(a_new_term_beside_a_similar_one_is_a_warning),
	    TREE_TEST(a_term_that_others_have_is_no_slip),
	    TREE_TEST(terms_of_hidden_stories_get_no_page),
	    TREE_TEST(drafts_are_shown_in_a_preview),
	    TREE_TEST(old_addresses_are_put_into_one_form),
	    TREE_TEST(what_is_no_address_is_said),
	    TREE_TEST(where_the_hub_answers_itself_no_alias_is_used),
	    TREE_TEST(an_alias_never_takes_an_address_in_use),
	    TREE_TEST(translations_find_each_other_by_name_and_by_word),
	    TREE_TEST(a_hidden_translation_is_not_linked),
	    TREE_TEST(pictures_are_found_beside_and_from_the_root),
	    TREE_TEST(a_picture_that_is_a_link_out_of_the_tree_is_none),
	    TREE_TEST(events_name_the_stories_they_led_to),
	    TREE_TEST(times_of_showing_are_set),
	    TREE_TEST(documents_are_sorted_by_id_and_language),
	    TREE_TEST(a_second_file_of_a_language_is_refused),
	    TREE_TEST(the_demo_content_has_no_finding),
	    TREE_TEST(a_withdrawal_at_an_unclear_hour_holds_at_once_and_asks_which_is_meant),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
