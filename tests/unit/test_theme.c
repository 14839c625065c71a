/* test_theme.c -- what themes rely on beyond plain Mustache (has_NAME), and the theme that comes
 * with the hub: it passes its own check in both languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>

#include "teamhub/face_html.h"

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

static void keep(void *ctx, th_str file, int line, int column, const char *sentence)
{
	said *s = ctx;
	if (s->n < sizeof(s->text))
		s->n += (size_t)snprintf(s->text + s->n, sizeof(s->text) - s->n, "%.*s:%d:%d: %s\n",
		    TH_FMT(file), line, column, sentence);
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

/* The keys of a words file: what stands before the colon of each line that is no comment. */
static th_dict words_of(th_arena *a, const char *lang)
{
	th_str line, rest = read_file(a, th_str_fmt(a, "themes/default/i18n/%s.yml", lang).p);
	th_pair *pairs = th_alloc_array(a, 1000, sizeof(*pairs));
	size_t n = 0;
	while (th_str_split(&rest, '\n', &line)) {
		ptrdiff_t colon = th_str_chr(line, ':');
		if (colon > 0 && line.p[0] != '#' && n < 1000)
			pairs[n++] = (th_pair){th_str_sub(line, 0, (size_t)colon), TH_S("x")};
	}
	return (th_dict){pairs, th_dict_sort(pairs, n)};
}

static void the_default_theme_passes_its_check_in_both_languages(void **state)
{
	(void)state;
	th_arena *a = th_arena_new();
	face_html *f = face_html_new();
	assert_int_equal(add_folder(a, f, "layouts"), 22);
	assert_true(add_folder(a, f, "partials") > 10);
	said s = {{0}, 0};
	th_dict de = words_of(a, "de"), en = words_of(a, "en");
	size_t problems = face_html_check(f, &de, keep, &s) + face_html_check(f, &en, keep, &s);
	if (problems > 0)
		fail_msg("%s", s.text);
	assert_int_equal(de.n, en.n);
	for (size_t i = 0; i < de.n; i++)
		if (!th_str_eq(de.pairs[i].key, en.pairs[i].key))
			fail_msg("\"%.*s\" stands in one language alone", TH_FMT(de.pairs[i].key));
	face_html_free(f);
	th_arena_free(a);
}

/* True when a file in the folder holds the text. */
static bool stands_in(th_arena *a, const char *folder, th_str text)
{
	bool found = false;
	DIR *d = opendir(folder);
	assert_non_null(d);
	for (const struct dirent *e; !found && (e = readdir(d)) != NULL;) {
		th_str name = th_strz(e->d_name);
		if (th_str_ends(name, TH_S(".c")) || th_str_ends(name, TH_S(".mustache")))
			found =
			    th_str_find(read_file(a, th_str_fmt(a, "%s/%s", folder, e->d_name).p),
				text) >= 0;
	}
	closedir(d);
	return found;
}

/* The files of words have a value for every key, and no key that nobody asks for: neither a
 * template by {{t.KEY}} nor the program, which has a word of its own for each that it uses. */
static void every_word_of_the_default_theme_is_said_and_used(void **state)
{
	(void)state;
	static const char *const languages[] = {"de", "en"};
	th_arena *a = th_arena_new();
	for (size_t l = 0; l < TH_COUNT(languages); l++) {
		const char *path = th_str_fmt(a, "themes/default/i18n/%s.yml", languages[l]).p;
		th_str line, rest = read_file(a, path);
		while (th_str_split(&rest, '\n', &line)) {
			ptrdiff_t colon = th_str_chr(line, ':');
			if (colon <= 0 || line.p[0] == '#')
				continue;
			th_str key = th_str_sub(line, 0, (size_t)colon);
			th_str value = th_str_trim(th_str_sub(line, (size_t)colon + 1, line.n));
			if (value.n == 0 || th_str_eqz(value, "\"\""))
				fail_msg("%s: %.*s has no text", path, TH_FMT(key));
			if (l > 0)
				continue; /* the keys are the same: tested above */
			th_str asked = th_str_fmt(a, "t.%.*s}}", TH_FMT(key));
			th_str section = th_str_fmt(a, "#t.%.*s", TH_FMT(key));
			th_str own = th_str_fmt(a, "\"%.*s\"", TH_FMT(key));
			if (!stands_in(a, "themes/default/layouts", asked) &&
			    !stands_in(a, "themes/default/partials", asked) &&
			    !stands_in(a, "themes/default/partials", section) &&
			    !stands_in(a, "cgi/web", own))
				fail_msg("%s: nobody asks for %.*s", path, TH_FMT(key));
		}
	}
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
	    cmocka_unit_test(the_default_theme_passes_its_check_in_both_languages),
	    cmocka_unit_test(every_word_of_the_default_theme_is_said_and_used),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
