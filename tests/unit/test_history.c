/* test_history.c -- what the history of a repository tells of a page: when its content changed, by
 * whom, in which versions; told alike by a first publish and by one after another. And what of two
 * texts is a difference. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sqlite3.h>

#include "support_publish.h"
#include "teamhub/content.h"
#include "teamhub/markdown.h"

/* ---- content_same ---- */

static bool same(const char *before, const char *after)
{
	th_arena *a = th_arena_new();
	bool is = content_same(th_strz(before), th_strz(after), a);
	th_arena_free(a);
	return is;
}

static void notation_is_not_content(void **state)
{
	(void)state;
	static const char text[] = "---\ntitle: A b\ntags: [x, y]\n---\nOne two\nthree.\n";
	static const char *const equal[] = {
	    "---\ntags: [x, y]\ntitle: A b\n---\nOne two\nthree.\n",
	    "---\ntitle: \"A b\"\ntags:\n  - x\n  - 'y'\n---\n\nOne  two three.\n\n",
	    "---\r\ntitle: A b # said\r\ntags: [x, y]\r\n---\r\nOne two\r\nthree.\r\n",
	};
	static const char *const other[] = {
	    "---\ntitle: A b\ntags: [y, x]\n---\nOne two\nthree.\n",
	    "---\ntitle: A b\n---\nOne two\nthree.\n",
	    "---\ntitle: A b\ntags: [x, y]\ndraft: true\n---\nOne two\nthree.\n",
	    "---\ntitle: Ab\ntags: [x, y]\n---\nOne two\nthree.\n",
	    "---\ntitle: A b\ntags: [x, y]\n---\nOne two\nthree!\n",
	    "---\ntitle: A b\ntags: [x, y]\n---\nOne twothree.\n",
	    "---\ntitle: A b\ntags: [x, y]\n---\nOne two\n",
	    "---\ntitle: [A b\n---\nOne two\nthree.\n",
	    "",
	};
	for (size_t i = 0; i < TH_COUNT(equal); i++)
		if (!same(text, equal[i]) || !same(equal[i], text))
			fail_msg("not the same: %s", equal[i]);
	for (size_t i = 0; i < TH_COUNT(other); i++)
		if (same(text, other[i]) || same(other[i], text))
			fail_msg("the same: %s", other[i]);
	assert_true(same("---\nx: [\n---\n", "---\nx: [\n---\n"));
}

/* ---- difference_write ---- */

static void assert_difference(const char *before, const char *after, const char *want)
{
	th_arena *a = th_arena_new();
	th_buf out = {0};
	difference_write(&out, th_strz(before), th_strz(after), a);
	th_buf_addc(&out, 0);
	assert_string_equal(out.p, want);
	th_buf_free(&out);
	th_arena_free(a);
}

static void words_that_came_and_went_are_marked(void **state)
{
	(void)state;
	assert_difference("<p>We tell the <em>whole</em> truth here.</p>",
	    "<p>We tell the truth here, always.</p>",
	    "<p>We tell the <del>whole</del> truth <del>here.</del> <ins>here, "
	    "always.</ins></p>\n");
	assert_difference("<p>One.</p><p>Two.</p><p>Three.</p>", "<p>One.</p><p>Three.</p>",
	    "<p>…</p>\n<p><del>Two.</del></p>\n<p>…</p>\n");
	assert_difference("<ul><li>One</li></ul>", "<ul><li>One</li><li>Two<br>more</li></ul>",
	    "<p>…</p>\n<p><ins>Two more</ins></p>\n");
	assert_difference("<p>Completely different words stood here</p>", "<p>Nothing alike</p>",
	    "<p><del>Completely different words stood here</del></p>\n<p><ins>Nothing "
	    "alike</ins></p>\n");
	assert_difference("", "<p>a</p>", "<p><ins>a</ins></p>\n");
	assert_difference("<p>a</p>", "", "<p><del>a</del></p>\n");
}

static void a_difference_holds_no_element_but_its_own(void **state)
{
	(void)state;
	assert_difference("<p>a</p>",
	    "<p>a</p><p><a href=\"/x\">b</a> &lt;script&gt;c <img src=x alt=\"<\"></p>",
	    "<p>…</p>\n<p><ins>b &lt;script&gt;c</ins></p>\n");
}

static void equal_texts_differ_in_nothing_but_the_mark_that_they_are(void **state)
{
	(void)state;
	assert_difference("<p>a <b>b</b></p>", "<h2>a b</h2>", "<p>…</p>\n");
	assert_difference("", "", "");
}

static void a_long_text_is_compared_within_bounds(void **state)
{
	(void)state;
	th_arena *a = th_arena_new();
	th_buf before = {0}, after = {0}, out = {0};
	for (int i = 0; i < 3000; i++) {
		th_buf_addf(&before, "<p>Paragraph %d of the first.</p>", i);
		th_buf_addf(&after, "<p>Paragraph %d of the second.</p>", i);
	}
	th_buf_addz(&before, "<p>");
	for (int i = 0; i < 60000; i++)
		th_buf_addf(&before, "w%d ", i);
	difference_write(&out, th_buf_str(&before), th_buf_str(&after), a);
	assert_true(out.n > 60000);
	th_buf_free(&before);
	th_buf_free(&after);
	th_buf_free(&out);
	th_arena_free(a);
}

/* ---- a repository ---- */

static void commit(tree *t, const char *name, const char *date)
{
	tree_shell(t,
	    th_str_fmt(t->a,
		"[ -d src/.git ] || git init -q -b main src; cd src; git add -A; "
		"GIT_AUTHOR_NAME='%s' GIT_AUTHOR_EMAIL=x@y GIT_COMMITTER_NAME=x "
		"GIT_COMMITTER_EMAIL=x@y GIT_AUTHOR_DATE='%s' GIT_COMMITTER_DATE='%s' git commit "
		"-q --allow-empty -m x",
		name, date, date)
		.p);
}

static void guideline(tree *t, const char *text)
{
	tree_bytes(
	    t, "src/guidelines/rules.md", th_str_fmt(t->a, "---\ntitle: Rules\n---\n%s\n", text));
}

static tree *with_history(void)
{
	tree *t = tree_new();
	tree_person(t, "jana", "");
	tree_person(t, "tom", "");
	tree_file(t, "src/people/shy.md", "---\nname: Name of shy\n---\n");
	tree_story(t, "first", "jana", "");
	guideline(t, "We are kind.\n\nWe are on time.");
	commit(t, "Name of jana", "2026-03-03T10:00:00Z");
	guideline(t, "We are always kind.\n\nWe are on time.");
	commit(t, "Tom", "2026-04-01T10:00:00Z");
	guideline(t, "We are always kind.\n\nWe are on time. <script>x()</script>");
	commit(t, "Name of shy", "2026-04-01T11:00:00Z");
	tree_story(t, "first", "jana", "summary: New.\n");
	commit(t, "tom", "2026-05-01T10:00:00Z");
	tree_shell(t, "cd src && git mv stories/first.md stories/moved.md && "
		      "sed -i 's/^title: \\(.*\\)/title: \"\\1\"/' stories/moved.md");
	commit(t, "Name of jana", "2026-06-01T10:00:00Z");
	return t;
}

static void assert_first_story(tree *t)
{
	view_story s = {0};
	th_time modified;
	assert_true(query_story(&t->q, TH_S("moved"), &s, &modified));
	assert_int_equal(modified, 1777629600); /* 2026-05-01: moving and quoting is no change */
	assert_non_null(s.updated);
	assert_true(th_str_eqz(s.updated->label, "1. Mai 2026"));
	assert_int_equal(s.contributors.n, 1); /* jana is the author */
	assert_true(th_str_eqz(s.contributors.v[0].name, "Name of tom"));
}

static void a_page_is_dated_and_its_contributors_named_by_what_changed_content(void **state)
{
	(void)state;
	tree *t = with_history();
	assert_int_equal(tree_publish(t), 0);
	assert_first_story(t);
	tree_free(t);
}

static void a_change_on_the_first_day_or_an_arrival_is_no_update(void **state)
{
	(void)state;
	tree *t = tree_new();
	tree_person(t, "jana", "");
	tree_story(t, "imported", "jana", "");
	tree_story(t, "fresh", "jana", "");
	commit(t, "Name of jana", "2026-03-02T10:00:00Z");
	tree_story(t, "fresh", "jana", "summary: Better.\n");
	commit(t, "Name of jana", "2026-03-02T11:00:00Z");
	tree_story(t, "said", "jana", "updated: 2026-03-05\n");
	commit(t, "Name of jana", "2026-08-02T11:00:00Z");
	assert_int_equal(tree_publish(t), 0);
	view_story s = {0};
	th_time modified;
	assert_true(query_story(&t->q, TH_S("imported"), &s, &modified));
	assert_null(s.updated);
	s = (view_story){0};
	assert_true(query_story(&t->q, TH_S("fresh"), &s, &modified));
	assert_null(s.updated);
	assert_int_equal(modified, 1772449200);
	s = (view_story){0};
	assert_true(query_story(&t->q, TH_S("said"), &s, &modified));
	assert_true(th_str_eqz(s.updated->label, "5. März 2026")); /* the author's word counts */
	tree_free(t);
}

static void a_guideline_shows_its_versions_by_day_with_authors_who_may_be_named(void **state)
{
	(void)state;
	tree *t = with_history();
	assert_int_equal(tree_publish(t), 0);
	view_versions v = {0};
	th_time modified;
	assert_true(query_versions(&t->q, TH_S("guideline"), TH_S("rules"), &v, &modified));
	assert_int_equal(v.versions.n, 2); /* two commits on one day are one version */
	const view_version *now = &v.versions.v[0], *first = &v.versions.v[1];
	assert_int_equal(now->number, 2);
	assert_true(th_str_eqz(now->date->label, "1. April 2026"));
	assert_int_equal(now->people.n, 1); /* by the name of the file; shy has not agreed */
	assert_true(th_str_eqz(now->people.v[0].name, "Name of tom"));
	assert_true(th_str_find(now->html, TH_S("We are <ins>always</ins> kind.")) >= 0);
	assert_true(th_str_find(now->html, TH_S("script")) < 0);
	assert_int_equal(first->html.n, 0);
	assert_true(th_str_eqz(first->people.v[0].name, "Name of jana"));
	view_item_page page = {0};
	assert_true(query_item(&t->q, TH_S("guideline"), TH_S("rules"), &page, &modified));
	assert_true(th_str_eqz(page.versions, "/team/guidelines/rules/versions/"));
	th_str bytes = tree_read(t, t->edition);
	assert_true(th_str_find(bytes, TH_S("Name of shy")) < 0); /* nor as an author of commits */
	tree_file(t, "src/guidelines/rules.md", "---\ntitle: Rules\nversions: false\n---\nNew.\n");
	commit(t, "Name of jana", "2026-07-01T10:00:00Z");
	tree_publish(t);
	v = (view_versions){0};
	assert_false(query_versions(&t->q, TH_S("guideline"), TH_S("rules"), &v, &modified));
	assert_true(th_str_find(tree_read(t, t->edition), TH_S("on time")) < 0);
	tree_free(t);
}

/* ---- one publish after another tells what the first of all would ---- */

static th_str rows(tree *t, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *st;
	th_buf b = {0};
	assert_int_equal(sqlite3_open_v2(t->edition, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(st); i++)
			th_buf_addf(&b, "%s|", (const char *)sqlite3_column_text(st, i));
		th_buf_addc(&b, '\n');
	}
	sqlite3_finalize(st);
	sqlite3_close(db);
	th_str all = th_str_dup(t->a, th_buf_str(&b));
	th_buf_free(&b);
	return all;
}

static th_str all_rows(tree *t)
{
	th_str parts[] = {rows(t, "SELECT * FROM history ORDER BY path, ord"),
	    rows(t, "SELECT id, modified, updated FROM doc ORDER BY id"),
	    rows(t, "SELECT * FROM version ORDER BY doc, lang, n"),
	    rows(t, "SELECT * FROM rel WHERE role = 'contributor' ORDER BY doc, ord"),
	    rows(t, "SELECT * FROM gone ORDER BY href")};
	th_str all = TH_NONE;
	for (size_t i = 0; i < TH_COUNT(parts); i++)
		all = th_str_fmt(t->a, "%.*s--\n%.*s", TH_FMT(all), TH_FMT(parts[i]));
	return all;
}

static void step(tree *t, int i)
{
	static const char *const steps[] = {
	    "echo more >> stories/moved.md",
	    "git mv stories/moved.md stories/again.md",
	    "sed -i 's/^title: Rules/title:   Rules/' guidelines/rules.md",
	    "sed -i 's/^name: .*/&\\nconsent: {public: 2026-01-10}/' people/shy.md",
	    "cp stories/again.md stories/draft.md; sed -i 's/^date:/draft: true\\ndate:/' "
	    "stories/draft.md",
	    "sed -i '/^draft/d' stories/draft.md; echo x >> stories/draft.md",
	    "git checkout -q -b side; echo side >> guidelines/rules.md; git commit -qam side "
	    "--author='Name of tom <x@y>' --date=2026-07-20T10:00:00Z; git checkout -q main; echo "
	    "main >> stories/draft.md",
	    "git merge -q --no-edit side",
	    "git rm -q stories/draft.md; echo '- {story: draft, date: 2026-07-01}' > withdrawn.yml",
	    "git mv people/tom.md people/thomas.md; sed -i 's/tom/thomas/' people/thomas.md",
	    "git rm -q stories/again.md; echo '- {story: again, date: 2026-07-02}' >> "
	    "withdrawn.yml",
	};
	assert_true((size_t)i < TH_COUNT(steps));
	tree_shell(t, th_str_fmt(t->a,
			  "export GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@y GIT_AUTHOR_NAME=x "
			  "GIT_AUTHOR_EMAIL=x@y; cd src; %s",
			  steps[i])
			  .p);
}

static void one_publish_after_another_knows_what_a_first_one_would(void **state)
{
	(void)state;
	tree *t = with_history();
	const char *live = t->edition;
	tree_publish(t);
	for (int i = 0; i < 11; i++) {
		char date[40], fresh[40];
		step(t, i);
		snprintf(date, sizeof date, "2026-07-%02dT10:00:00Z", i + 10);
		commit(t, i % 2 ? "Name of tom" : "Name of jana", date);
		tree_publish(t);
		th_str after_another = all_rows(t);
		snprintf(fresh, sizeof fresh, "fresh%d/current", i);
		t->edition = tree_path(t, fresh);
		tree_publish(t);
		th_str first = all_rows(t);
		if (!th_str_eq(after_another, first))
			fail_msg(
			    "step %d:\n%.*s\n----\n%.*s", i, TH_FMT(after_another), TH_FMT(first));
		assert_true(first.n > 500);
		t->edition = live;
	}
	tree_free(t);
}

static void a_shallow_clone_claims_nothing_and_is_not_remembered(void **state)
{
	(void)state;
	tree *t = with_history();
	tree_shell(t, "git clone -q --bare --depth 1 file://$PWD/src shallow.git");
	assert_int_equal(tree_publish_from(t, "shallow.git", NULL), 0);
	view_story s = {0};
	th_time modified;
	assert_true(query_story(&t->q, TH_S("moved"), &s, &modified));
	assert_null(s.updated);
	assert_int_equal(modified, 1772409600); /* what the author says: 2026-03-02 */
	assert_int_equal(rows(t, "SELECT * FROM history").n, 0);
	tree_shell(t, "git -C shallow.git fetch -q --unshallow origin main:main");
	assert_int_equal(tree_publish_from(t, "shallow.git", "--force"), 0);
	assert_first_story(t);
	tree_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(notation_is_not_content),
	    cmocka_unit_test(words_that_came_and_went_are_marked),
	    cmocka_unit_test(a_difference_holds_no_element_but_its_own),
	    cmocka_unit_test(equal_texts_differ_in_nothing_but_the_mark_that_they_are),
	    cmocka_unit_test(a_long_text_is_compared_within_bounds),
	    cmocka_unit_test(a_page_is_dated_and_its_contributors_named_by_what_changed_content),
	    cmocka_unit_test(a_change_on_the_first_day_or_an_arrival_is_no_update),
	    cmocka_unit_test(a_guideline_shows_its_versions_by_day_with_authors_who_may_be_named),
	    cmocka_unit_test(one_publish_after_another_knows_what_a_first_one_would),
	    cmocka_unit_test(a_shallow_clone_claims_nothing_and_is_not_remembered),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
