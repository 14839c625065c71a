/* test_publish.c -- `teamhub publish` as a whole: from files to what workers would answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <signal.h>
#include <sqlite3.h>

#include "support_publish.h"

static void assert_status(const tree *t, int want)
{
	if (t->status != want)
		fail_msg("status %d instead of %d:\n%.*s", t->status, want, TH_FMT(t->out));
}

static void publish(tree *t, int want)
{
	tree_publish(t);
	assert_status(t, want);
}

static void assert_said(const tree *t, const char *words)
{
	if (!tree_said(t, words))
		fail_msg("\"%s\" is not in:\n%.*s", words, TH_FMT(t->out));
}

static bool shows(tree *t, const char *slug, view_story *s)
{
	th_time modified;
	*s = (view_story){0};
	return query_story(&t->q, th_strz(slug), s, &modified);
}

static bool holds(th_str text, const char *words)
{
	return th_str_find(text, th_strz(words)) >= 0;
}

static tree *with_one_story(void)
{
	tree *t = tree_new();
	tree_person(t, "jana", "team: montage\n");
	tree_story(t, "first", "jana", "");
	return t;
}

static void a_story_its_author_and_its_term_are_published(void **state)
{
	(void)state;
	tree *t = with_one_story();
	publish(t, 0);
	assert_said(t, "1 story, 1 person");
	view_story s;
	assert_true(shows(t, "first", &s));
	assert_true(holds(s.html, "<p>Text of first.</p>"));
	assert_true(th_str_eqz(s.card.summary, "Text of first."));
	assert_true(th_str_eqz(s.card.authors.v[0].name, "Name of jana"));
	assert_true(th_str_eqz(s.card.terms.v[0].slug, "montage")); /* inherited */
	assert_true(th_str_eqz(s.card.date->label, "2. März 2026"));
	const th_dict *words = edition_words(t->e, TH_S("en"));
	assert_true(th_str_eqz(th_dict_get(words, TH_S("nested.word")), "Word"));
	th_str css = edition_asset(t->e, TH_S("main.css"));
	th_str file = th_str_fmt(t->a, "hub%.*s", TH_FMT(css));
	assert_true(th_str_eqz(tree_read(t, tree_path(t, file.p)), "body { color: red }\n"));
	tree_free(t);
}

static void a_summary_from_the_text_does_not_stand_above_it(void **state)
{
	(void)state;
	tree *t = tree_new();
	tree_person(t, "jana", "");
	tree_story(t, "short", "jana", "");
	tree_story(t, "told", "jana", "summary: In short.\n");
	tree_file(t, "src/jobs/fitter.md", "---\ntitle: Fitter\n---\nWork.\n");
	publish(t, 0);
	view_story s = {0}, told = {0};
	view_item_page job = {0};
	view_person_page jana = {0};
	th_time modified;
	assert_true(query_story(&t->q, TH_S("short"), &s, &modified));
	assert_true(th_str_eqz(s.card.summary, "Text of short."));
	assert_int_equal(s.lead.n, 0);
	assert_true(query_story(&t->q, TH_S("told"), &told, &modified));
	assert_true(th_str_eqz(told.lead, "In short."));
	assert_true(query_item(&t->q, TH_S("job"), TH_S("fitter"), &job, &modified));
	assert_true(th_str_eqz(job.item.summary, "Work."));
	assert_int_equal(job.item.lead.n, 0);
	assert_true(query_person_page(&t->q, TH_S("jana"), &jana, &modified));
	assert_int_equal(jana.lead.n, 0);
	tree_free(t);
}

static void a_faulty_file_is_left_out_and_all_others_are_published(void **state)
{
	(void)state;
	tree *t = with_one_story();
	tree_file(t, "src/stories/broken.md", "---\ntitle: [x\ndate: 2026-01-01\n---\nText.\n");
	tree_file(t, "src/stories/nothing.md", "");
	tree_bytes(t, "src/stories/nul.md", th_strn("---\ntitle: a\0b\n---\n", 19));
	tree_shell(t, "ln -s /etc/passwd src/stories/link.md");
	publish(t, 1);
	assert_said(t, "stories/broken.md:");
	assert_said(t, "stories/nul.md:");
	assert_said(t, "stories/link.md");
	assert_said(t, "1 story");
	view_story s;
	assert_true(shows(t, "first", &s));
	assert_false(shows(t, "broken", &s));
	assert_int_equal(query_count(&t->q, NULL), 1);
	tree_free(t);
}

static void equal_content_is_published_once(void **state)
{
	(void)state;
	tree *t = with_one_story();
	tree_story(t, "second", "nobody-known", "");
	publish(t, 0);
	struct stat before, after;
	assert_int_equal(stat(t->edition, &before), 0);
	publish(t, 0);
	assert_said(t, "nothing new");
	assert_int_equal(stat(t->edition, &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	tree_story(t, "second", "jana", "");
	publish(t, 0);
	assert_int_equal(stat(t->edition, &after), 0);
	assert_int_not_equal(before.st_ino, after.st_ino);
	tree_free(t);
}

static void known_errors_still_tell_in_the_status_when_nothing_is_new(void **state)
{
	(void)state;
	tree *t = with_one_story();
	tree_file(t, "src/stories/broken.md", "---\ntitle: [x\n---\nText.\n");
	publish(t, 1);
	publish(t, 1);
	assert_said(t, "nothing new");
	tree_free(t);
}

/* Every row of every table, in order. */
static th_str dump(tree *t, const char *path)
{
	sqlite3 *db;
	sqlite3_stmt *tables, *st;
	th_buf b = {0};
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(
	    sqlite3_prepare_v2(db,
		"SELECT 'SELECT quote(x) FROM (SELECT ' || group_concat('quote(\"' || "
		"c.name || '\")', ' || '','' || ') || ' AS x FROM \"' || t.name || '\") "
		"ORDER BY x' FROM sqlite_schema t, pragma_table_info(t.name) c"
		" WHERE t.type = 'table' GROUP BY t.name ORDER BY t.name",
		-1, &tables, NULL),
	    SQLITE_OK);
	while (sqlite3_step(tables) == SQLITE_ROW) {
		const char *sql = (const char *)sqlite3_column_text(tables, 0);
		assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
		while (sqlite3_step(st) == SQLITE_ROW) {
			th_buf_addz(&b, (const char *)sqlite3_column_text(st, 0));
			th_buf_addc(&b, '\n');
		}
		sqlite3_finalize(st);
	}
	sqlite3_finalize(tables);
	sqlite3_close(db);
	th_str all = th_str_dup(t->a, th_buf_str(&b));
	th_buf_free(&b);
	return all;
}

static void equal_content_gives_equal_rows_whatever_came_before(void **state)
{
	(void)state;
	tree *t = tree_new();
	for (int i = 0; i < 40; i++) {
		char slug[16], author[16];
		snprintf(slug, sizeof slug, "s%02d", i);
		snprintf(author, sizeof author, "p%d", i % 7);
		tree_person(t, author, i % 2 ? "team: montage\n" : "team: platform\n");
		tree_story(t, slug, author, "topic: [a, b]\n");
	}
	publish(t, 0);
	th_str one = dump(t, t->edition);
	t->edition = tree_path(t, "other/place/current");
	tree_shell(t, "mkdir -p other; mv src/stories src/x; mkdir src/stories;"
		      "ls -r src/x | while read f; do mv src/x/$f src/stories/; done; rmdir src/x");
	publish(t, 0);
	assert_true(one.n > 4000);
	assert_true(th_str_eq(one, dump(t, t->edition)));
	tree_free(t);
}

static void a_commit_is_published_as_it_was_and_its_history_gives_the_times(void **state)
{
	(void)state;
	tree *t = with_one_story();
	tree_shell(t,
	    "export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a "
	    "GIT_COMMITTER_EMAIL=a@b\n"
	    "git init -q -b main src && cd src && git add -A\n"
	    "GIT_AUTHOR_DATE='2026-04-01T10:00:00Z' GIT_COMMITTER_DATE='2026-04-01T10:00:00Z' git "
	    "commit -qm one\n"
	    "git clone -q --bare . ../hub.git\n"
	    "echo changed >>stories/first.md");
	assert_int_equal(tree_publish_from(t, "hub.git", NULL), 0);
	view_story s = {0};
	th_time modified;
	assert_true(query_story(&t->q, TH_S("first"), &s, &modified));
	assert_false(holds(s.html, "changed"));
	assert_int_equal(modified, 1775037600);
	assert_true(th_str_eqz(edition_meta(t->e, TH_S("committed")), "1775037600"));
	assert_int_equal(tree_publish_from(t, "hub.git", "--ref=no-such-branch"), 3);
	assert_true(shows(t, "first", &s)); /* the edition before stays */
	tree_free(t);
}

static void withdrawn_is_410_everywhere_and_nothing_of_it_is_in_the_file(void **state)
{
	(void)state;
	tree *t = with_one_story();
	tree_story(t, "taken-back", "jana",
	    "withdrawn: 2026-05-01\naliases: [/stories/old-name/]\nsummary: Zzyzx secret\n");
	tree_person(t, "gone", "withdrawn: 2026-05-01\nsummary: Zzyzx secret\n");
	publish(t, 0);
	th_str target;
	static const char *const hrefs[] = {
	    "/stories/taken-back/", "/stories/old-name/", "/people/gone/"};
	for (size_t i = 0; i < TH_COUNT(hrefs); i++)
		assert_int_equal(query_moved(&t->q, th_strz(hrefs[i]), &target), QUERY_GONE);
	th_str bytes = tree_read(t, t->edition);
	assert_false(holds(bytes, "Zzyzx"));
	assert_false(holds(bytes, "Title of taken-back"));
	assert_false(holds(bytes, "Name of gone"));
	t->q.now = 1777593600 + 86400; /* the day after */
	feed_view f = {0};
	query_feed_entries(&t->q, NULL, 0, 10, &f);
	assert_int_equal(f.tombstones.n, 1);
	tree_free(t);
}

static void what_is_not_consented_to_is_not_in_the_file(void **state)
{
	(void)state;
	tree *t = with_one_story();
	tree_file(t, "src/people/shy.md", "---\nname: Zzyzx Shy\nborn: 1990-02-03\n---\nZzyzx.\n");
	tree_story(t, "hers", "shy", "");
	tree_person(t, "young", "born: 1971-03-04\n");
	tree_publish(t);
	th_str bytes = tree_read(t, t->edition);
	assert_false(holds(bytes, "Zzyzx"));
	assert_false(holds(bytes, "1971")); /* a birthday is never published */
	assert_true(holds(bytes, "Name of young"));
	tree_free(t);
}

static void an_author_without_feed_consent_is_read_on_pages_only(void **state)
{
	(void)state;
	tree *t = with_one_story();
	tree_file(t, "src/people/quiet.md",
	    "---\nname: Quiet\nconsent: {public: 2026-01-10, story: 2026-01-10}\n---\n");
	tree_story(t, "quiet-one", "quiet", "");
	publish(t, 0);
	assert_int_equal(query_count(&t->q, NULL), 2);
	feed_view f = {0};
	query_feed_entries(&t->q, NULL, 0, 10, &f);
	assert_int_equal(f.entries.n, 1);
	tree_free(t);
}

static void links_between_files_lead_to_pages_in_the_right_language(void **state)
{
	(void)state;
	tree *t = with_one_story();
	tree_file(t, "src/stories/links.md",
	    "---\ntitle: Links\ndate: 2026-03-03\nlang: en\nauthors: [jana]\n---\n"
	    "[a](first.md) [b](../people/jana.md) [c](missing.md) [d](/jobs) [e](links.md#top)\n");
	publish(t, 0);
	assert_said(t, "missing.md");
	view_story s;
	assert_true(shows(t, "links", &s));
	assert_true(holds(s.html, "href=\"/team/stories/first/\""));
	assert_true(holds(s.html, "href=\"/team/en/people/jana/\""));
	assert_true(holds(s.html, "href=\"/jobs\""));
	assert_false(holds(s.html, ".md"));
	tree_free(t);
}

static void a_link_may_leave_out_the_ending_or_name_the_folder(void **state)
{
	(void)state;
	tree *t = with_one_story();
	tree_file(t, "src/stories/old.markdown",
	    "---\ntitle: Old\ndate: 2026-03-03\nauthors: [jana]\n---\nText.\n");
	tree_file(t, "src/stories/bundle/index.md",
	    "---\ntitle: Bundle\ndate: 2026-03-03\nauthors: [jana]\n---\nText.\n");
	tree_file(t, "src/stories/links.md",
	    "---\ntitle: Links\ndate: 2026-03-03\nauthors: [jana]\n---\n"
	    "[a](first) [b](bundle) [c](old.md) [d](/stories/bundle) [e](no-such)\n");
	publish(t, 0);
	assert_said(t, "no-such");
	view_story s;
	assert_true(shows(t, "links", &s));
	assert_true(holds(s.html, "<a href=\"/team/stories/first/\">a</a>"));
	assert_true(holds(s.html, "<a href=\"/team/stories/bundle/\">b</a>"));
	assert_true(holds(s.html, "<a href=\"/team/stories/old/\">c</a>"));
	assert_true(holds(s.html, "<a href=\"/team/stories/bundle/\">d</a>"));
	assert_false(holds(s.html, "no-such"));
	tree_free(t);
}

static void pictures_are_published_once_and_damaged_ones_reported(void **state)
{
	(void)state;
	tree *t = with_one_story();
	tree_file(t, "src/people/jana.svg",
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"60\">"
	    "<rect width=\"60\" height=\"60\" fill=\"#c00\"/></svg>");
	tree_file(t, "src/stories/damaged.jpg", "no picture at all");
	tree_story(t, "pictured", "jana", "picture: damaged.jpg\npicture_alt: nothing\n");
	tree_publish(t);
	assert_said(t, "stories/damaged.jpg");
	view_story s;
	assert_true(shows(t, "pictured", &s));
	assert_null(s.card.picture);
	const view_picture *p = s.card.authors.v[0].portrait;
	assert_non_null(p);
	assert_true(th_str_starts(p->src, TH_S("/team/media/")));
	assert_int_equal(p->width, p->height);
	th_str file = th_str_fmt(t->a, "hub%s", p->src.p + sizeof "/team" - 1);
	assert_true(tree_read(t, tree_path(t, file.p)).n > 0);
	tree_free(t);
}

static void a_template_with_a_fault_stops_the_publish_and_the_old_edition_stays(void **state)
{
	(void)state;
	tree *t = with_one_story();
	publish(t, 0);
	tree_file(t, "theme/layouts/page.mustache", "<h1>{{#page}}{{title}}</h1>\n");
	publish(t, 3);
	assert_said(t, "layouts/page.mustache:1:");
	assert_said(t, "error: ");
	view_story s;
	assert_true(shows(t, "first", &s));
	tree_free(t);
}

static void a_theme_that_lacks_a_kind_of_page_is_not_put_on(void **state)
{
	(void)state;
	tree *t = with_one_story();
	publish(t, 0);
	unlink(tree_path(t, "theme/layouts/page.mustache"));
	tree_file(t, "theme/layouts/start.mustache", "<h1>{{page.title}}</h1>\n");
	publish(t, 3);
	assert_said(t, "layouts/story.mustache");
	view_story s;
	assert_true(shows(t, "first", &s));
	tree_free(t);
}

/* "craft" is one slip away from "draft": a slip, until a template prints it. */
static void a_field_that_the_theme_prints_is_the_authors_own(void **state)
{
	(void)state;
	tree *t = with_one_story();
	view_story s;
	tree_story(t, "second", "jana", "craft: welding\ngraft: skin\n");
	publish(t, 1);
	assert_said(t, "There is no field \"craft\". If you meant draft");
	assert_false(shows(t, "second", &s));
	tree_file(t, "theme/layouts/page.mustache",
	    "<h1>{{page.title}}</h1> {{t.hello}} {{#story}}{{#fields.craft}}x{{/fields.craft}}"
	    "{{#fields}}{{graft}}{{/fields}}{{/story}}\n");
	publish(t, 0);
	assert_true(shows(t, "second", &s));
	tree_free(t);
}

static void a_name_that_no_view_has_is_a_finding_with_its_place(void **state)
{
	(void)state;
	tree *t = with_one_story();
	tree_file(t, "theme/layouts/page.mustache", "<h1>\n  {{page.titel}}</h1> {{t.hallo}}\n");
	publish(t, 0);
	assert_said(t, "layouts/page.mustache:2:");
	assert_said(t, "titel");
	assert_said(t, "hallo");
	tree_free(t);
}

static void misuse_and_what_is_not_there_have_their_own_status(void **state)
{
	(void)state;
	tree *t = with_one_story();
	char *none[] = {(char *)"publish", NULL};
	assert_int_equal(tree_run(t, 1, none), 2);
	char *odd[] = {(char *)"publish", (char *)"--sauce=x", NULL};
	assert_int_equal(tree_run(t, 2, odd), 2);
	assert_said(t, "--sauce=x");
	char *valueless[] = {(char *)"publish", (char *)"--source", NULL};
	assert_int_equal(tree_run(t, 2, valueless), 2);
	assert_int_equal(tree_publish_from(t, "nowhere", NULL), 3);
	assert_said(t, "nowhere");
	assert_int_equal(tree_publish_from(t, "src", "--keep=0"), 2);
	t->theme = tree_path(t, "no-theme");
	publish(t, 3);
	assert_said(t, "no-theme");
	assert_null(t->e);
	tree_free(t);
}

static void a_hub_without_settings_or_stories_is_a_hub(void **state)
{
	(void)state;
	tree *t = tree_new();
	tree_shell(t, "rm src/hub.yml");
	publish(t, 0);
	assert_int_equal(query_count(&t->q, NULL), 0);
	tree_free(t);
}

static void five_editions_stay_and_a_killed_publish_harms_none(void **state)
{
	(void)state;
	tree *t = with_one_story();
	for (int i = 0; i < 60; i++) {
		char slug[16];
		snprintf(slug, sizeof slug, "s%d", i);
		tree_story(t, slug, "jana", "");
	}
	publish(t, 0);
	for (int i = 0; i < 8; i++) {
		char more[32];
		snprintf(more, sizeof more, "order: %d\n", i);
		tree_story(t, "first", "jana", more);
		pid_t child = fork();
		if (child == 0) {
			char *argv[] = {(char *)"publish", (char *)"--source", (char *)t->source,
			    (char *)"--edition", (char *)t->edition, (char *)"--theme",
			    (char *)t->theme, NULL};
			fclose(stdout);
			_exit(cmd_publish(7, argv));
		}
		usleep((useconds_t)(i * i * 3000));
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		edition *e;
		th_err err;
		if (edition_open(&e, t->edition, &err) != 0)
			fail_msg("%s", err.msg);
		edition_close(e);
		publish(t, 0);
	}
	assert_int_equal(query_count(&t->q, NULL), 61);
	int n = 0;
	DIR *d = opendir(tree_path(t, "hub/editions"));
	for (struct dirent *x; (x = readdir(d)) != NULL;)
		n += x->d_name[0] != '.';
	closedir(d);
	assert_int_equal(n, 5);
	tree_free(t);
}

static void two_publishes_at_once_come_one_after_the_other(void **state)
{
	(void)state;
	tree *t = with_one_story();
	pid_t children[3];
	for (int i = 0; i < 3; i++) {
		children[i] = fork();
		if (children[i] == 0) {
			char *argv[] = {(char *)"publish", (char *)"--source", (char *)t->source,
			    (char *)"--edition", (char *)t->edition, (char *)"--theme",
			    (char *)t->theme, (char *)"--force", NULL};
			int fd = open("/dev/null", O_WRONLY);
			dup2(fd, STDOUT_FILENO);
			_exit(cmd_publish(8, argv));
		}
	}
	for (int i = 0; i < 3; i++) {
		int status;
		waitpid(children[i], &status, 0);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 0);
	}
	publish(t, 0);
	assert_said(t, "nothing new");
	tree_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_story_its_author_and_its_term_are_published),
	    cmocka_unit_test(a_summary_from_the_text_does_not_stand_above_it),
	    cmocka_unit_test(a_faulty_file_is_left_out_and_all_others_are_published),
	    cmocka_unit_test(equal_content_is_published_once),
	    cmocka_unit_test(known_errors_still_tell_in_the_status_when_nothing_is_new),
	    cmocka_unit_test(equal_content_gives_equal_rows_whatever_came_before),
	    cmocka_unit_test(a_commit_is_published_as_it_was_and_its_history_gives_the_times),
	    cmocka_unit_test(withdrawn_is_410_everywhere_and_nothing_of_it_is_in_the_file),
	    cmocka_unit_test(what_is_not_consented_to_is_not_in_the_file),
	    cmocka_unit_test(an_author_without_feed_consent_is_read_on_pages_only),
	    cmocka_unit_test(links_between_files_lead_to_pages_in_the_right_language),
	    cmocka_unit_test(a_link_may_leave_out_the_ending_or_name_the_folder),
	    cmocka_unit_test(pictures_are_published_once_and_damaged_ones_reported),
	    cmocka_unit_test(a_template_with_a_fault_stops_the_publish_and_the_old_edition_stays),
	    cmocka_unit_test(a_theme_that_lacks_a_kind_of_page_is_not_put_on),
	    cmocka_unit_test(a_field_that_the_theme_prints_is_the_authors_own),
	    cmocka_unit_test(a_name_that_no_view_has_is_a_finding_with_its_place),
	    cmocka_unit_test(misuse_and_what_is_not_there_have_their_own_status),
	    cmocka_unit_test(a_hub_without_settings_or_stories_is_a_hub),
	    cmocka_unit_test(five_editions_stay_and_a_killed_publish_harms_none),
	    cmocka_unit_test(two_publishes_at_once_come_one_after_the_other),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
