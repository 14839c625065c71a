/* test_theme.c -- what themes rely on beyond plain Mustache (has_NAME), and the theme that comes
 * with the hub: it passes its own check, and the catalogues have no text that nobody asks for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>

#include "teamhub/face_html.h"
#include "teamhub/finding.h"
#include "teamhub/texts.h"

static const view_head story_head = {.kind = {"story", 5}};

static void assert_story(const char *template, const view_story *story, const char *want)
{
	th_err err = {{0}};
	th_buf out = {0};
	face_html *f = face_html_new();
	view v = {.page = &story_head, .story = story};
	if (face_html_add(f, TH_S("layouts/story"), th_strz(template), &err) < 0 ||
	    face_html_write(f, &v, &out, &err) < 0)
		fail_msg("%s", err.msg);
	if (!th_str_eqz(th_buf_str(&out), want))
		fail_msg("got \"%.*s\", want \"%s\"", (int)out.n, out.p, want);
	th_buf_free(&out);
	face_html_free(f);
}

static const char heading[] = "{{#story}}{{#has_jobs}}<{{#jobs}}{{title}},{{/jobs}}>{{/has_jobs}}"
			      "{{^has_jobs}}none{{/has_jobs}}{{/story}}";

static void has_name_opens_once_for_a_list_of_many(void **state)
{
	(void)state;
	view_item jobs[] = {{.title = TH_S("a")}, {.title = TH_S("b")}};
	view_story story = {.jobs = {jobs, 2, 2}};
	assert_story(heading, &story, "<a,b,>");
}

static void has_name_stays_shut_for_an_empty_list(void **state)
{
	(void)state;
	view_story story = {0};
	assert_story(heading, &story, "none");
}

static void has_name_is_sought_in_the_sections_around(void **state)
{
	(void)state;
	view_item jobs[] = {{.title = TH_S("a")}};
	view_story story = {.jobs = {jobs, 1, 1}, .card = {.title = TH_S("t")}};
	assert_story("{{#story}}{{#card}}{{#has_jobs}}{{title}}{{/has_jobs}}{{/card}}{{/story}}"
		     "{{#story.has_jobs}}!{{/story.has_jobs}}",
	    &story, "t!");
}

static void has_name_answers_for_lists_alone(void **state)
{
	(void)state;
	view_date day = {.label = TH_S("x")};
	view_story story = {.updated = &day, .html = TH_S("x")};
	assert_story("{{#story}}{{#has_updated}}no{{/has_updated}}{{#has_html}}no{{/has_html}}"
		     "{{#has_}}no{{/has_}}{{#has_has_jobs}}no{{/has_has_jobs}}{{/story}}.",
	    &story, ".");
}

/* ---- the check ---- */

typedef struct said {
	char text[4096];
	size_t n;
} said;

static void keep(void *ctx, th_str file, int line, int column, const text_sentence *what)
{
	th_buf b = {0};
	catalogue_add(&b, TH_S("en"), what->id, what->args);
	said *s = ctx;
	if (s->n < sizeof(s->text))
		s->n += (size_t)snprintf(s->text + s->n, sizeof(s->text) - s->n,
		    "%.*s:%d:%d: %.*s\n", TH_FMT(file), line, column, TH_FMT(th_buf_str(&b)));
	th_buf_free(&b);
}

static void the_check_knows_has_name_for_lists_alone(void **state)
{
	(void)state;
	said s = {{0}, 0};
	th_err err = {{0}};
	face_html *f = face_html_new();
	assert_int_equal(
	    face_html_add(f, TH_S("layouts/page"),
		TH_S("{{#story}}{{#has_jobs}}{{html}}{{/has_jobs}}\n"
		     "{{#has_html}}{{/has_html}}\n{{#has_jbos}}{{/has_jbos}}{{/story}}"),
		&err),
	    0);
	assert_int_equal(face_html_check(f, NULL, keep, &s), 2);
	assert_null(strstr(s.text, "page.mustache:1:"));
	assert_non_null(strstr(s.text, "page.mustache:2:"));
	assert_non_null(strstr(s.text, "page.mustache:3:"));
	face_html_free(f);
}

/* ---- the default theme ---- */

static th_str read_file(th_arena *a, const char *path)
{
	FILE *in = fopen(path, "rb");
	if (in == NULL)
		fail_msg("cannot open %s: run the tests from the repository's root", path);
	char *text = th_alloc(a, 65536);
	size_t n = fread(text, 1, 65536, in);
	fclose(in);
	assert_true(n < 65536);
	return th_strn(text, n);
}

static size_t add_folder(th_arena *a, face_html *f, const char *folder)
{
	size_t n = 0;
	th_err err = {{0}};
	DIR *d = opendir(th_str_fmt(a, "themes/default/%s", folder).p);
	assert_non_null(d);
	for (const struct dirent *e; (e = readdir(d)) != NULL;) {
		th_str name, path = th_str_fmt(a, "%s/%s", folder, e->d_name);
		if (!face_html_name(path, &name))
			continue;
		th_str text = read_file(a, th_str_fmt(a, "themes/default/%s", path.p).p);
		if (face_html_add(f, name, text, &err) < 0)
			fail_msg("%s", err.msg);
		n++;
	}
	closedir(d);
	return n;
}

static void the_default_theme_passes_its_check(void **state)
{
	(void)state;
	th_arena *a = th_arena_new();
	face_html *f = face_html_new();
	assert_int_equal(add_folder(a, f, "layouts"), 22);
	assert_true(add_folder(a, f, "partials") > 10);
	said s = {{0}, 0};
	if (face_html_check(f, &(th_dict){NULL, 0}, keep, &s) > 0)
		fail_msg("%s", s.text);
	face_html_free(f);
	th_arena_free(a);
}

/* Everything that may name a text. */
static void read_all(th_buf *out, const char *folder, th_arena *a)
{
	DIR *d = opendir(folder);
	assert_non_null(d);
	for (const struct dirent *e; (e = readdir(d)) != NULL;) {
		const char *path = th_str_fmt(a, "%s/%s", folder, e->d_name).p;
		th_str name = th_strz(e->d_name);
		if (name.p[0] != '.' && e->d_type == DT_DIR)
			read_all(out, path, a);
		else if (th_str_ends(name, TH_S(".c")) || th_str_ends(name, TH_S(".h")) ||
			 th_str_ends(name, TH_S(".def")) || th_str_ends(name, TH_S(".mustache")))
			th_buf_add(out, read_file(a, path));
	}
	closedir(d);
}

/* Keys that are put together of two parts: "weekday_3", "error_404_text", "job_intro"; or that a
 * table gives: "cmd_new". */
static bool is_composed(th_str key)
{
	static const char *const first[] = {"weekday_", "month_", "ordinal_", "number_", "error_",
	    "search_", "employment_", "unit_", "link_", "event_", "lang_name_", "theme_struct_",
	    "theme_field_", "cmd_", "man_", "opt_", "setting_", "env_"};
	static const char *const last[] = {
	    "_intro", "_empty", "_zero", "_one", "_two", "_few", "_many", "_other"};
	for (size_t i = 0; i < TH_COUNT(first); i++)
		if (th_str_starts(key, th_strz(first[i])))
			return true;
	for (size_t i = 0; i < TH_COUNT(last); i++)
		if (th_str_ends(key, th_strz(last[i])))
			return true;
	return false;
}

static bool is_of_a_rule(enum text_id id)
{
	for (size_t i = 0; i < TH_RULE_COUNT; i++)
		if (th_rules[i].what == id || th_rules[i].remedy == id)
			return true;
	return false;
}

static void every_text_is_used(void **state)
{
	(void)state;
	th_arena *a = th_arena_new();
	th_buf all = {0};
	read_all(&all, "cgi", a);
	read_all(&all, "include", a);
	read_all(&all, "themes/default", a);
	for (int id = 0; id < TEXT_COUNT; id++) {
		th_str key = catalogue_key((enum text_id)id), name = th_str_dup(a, key);
		for (size_t i = 0; i < name.n; i++)
			((char *)name.p)[i] =
			    key.p[i] == '-' ? '_' : (char)toupper((unsigned char)key.p[i]);
		const th_str ways[] = {th_str_fmt(a, "\"%.*s\"", TH_FMT(key)),
		    th_str_fmt(a, "t.%.*s}}", TH_FMT(key)),
		    th_str_fmt(a, "TEXT_%.*s", TH_FMT(name))};
		bool used = is_composed(key) || is_of_a_rule((enum text_id)id);
		for (size_t i = 0; i < TH_COUNT(ways) && !used; i++)
			used = th_str_find(th_buf_str(&all), ways[i]) >= 0;
		if (!used)
			fail_msg("nobody asks for %.*s", TH_FMT(key));
	}
	th_buf_free(&all);
	th_arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(has_name_opens_once_for_a_list_of_many),
	    cmocka_unit_test(has_name_stays_shut_for_an_empty_list),
	    cmocka_unit_test(has_name_is_sought_in_the_sections_around),
	    cmocka_unit_test(has_name_answers_for_lists_alone),
	    cmocka_unit_test(the_check_knows_has_name_for_lists_alone),
	    cmocka_unit_test(the_default_theme_passes_its_check),
	    cmocka_unit_test(every_text_is_used),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
