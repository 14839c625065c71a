/* test_face_html.c -- the HTML face: views through templates, and the check of a theme. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <dirent.h>

#include "teamhub/face_html.h"

typedef struct kit {
	face_html *f;
	th_buf out;
	th_err err;
} kit;

static int setup(void **state)
{
	kit *k = calloc(1, sizeof(*k));
	k->f = face_html_new();
	*state = k;
	return 0;
}

static int teardown(void **state)
{
	kit *k = *state;
	face_html_free(k->f);
	th_buf_free(&k->out);
	free(k);
	return 0;
}

static void add(kit *k, const char *name, const char *text)
{
	if (face_html_add(k->f, th_strz(name), th_strz(text), &k->err) < 0)
		fail_msg("%s", k->err.msg);
}

static void assert_writes(kit *k, const view *v, const char *want)
{
	th_buf_cut(&k->out, 0);
	if (face_html_write(k->f, v, &k->out, &k->err) < 0)
		fail_msg("%s", k->err.msg);
	if (!th_str_eqz(th_buf_str(&k->out), want))
		fail_msg("got \"%.*s\", want \"%s\"", (int)k->out.n, k->out.p, want);
}

static const view_head story_head = {.kind = {"story", 5}, .lang = {"de", 2}};

static void a_file_names_a_template(void **state)
{
	(void)state;
	static const struct {
		const char *path, *name;
	} files[] = {
	    {"layouts/story.mustache", "layouts/story"},
	    {"partials/card.mustache", "card"},
	    {"partials/card/small.mustache", "card/small"},
	    {"partials/.mustache", NULL},
	    {"layouts/.mustache", NULL},
	    {"layouts/story.html", NULL},
	    {"assets/x.mustache", NULL},
	    {"card.mustache", NULL},
	    {"", NULL},
	};
	for (size_t i = 0; i < TH_COUNT(files); i++) {
		th_str name;
		assert_int_equal(
		    face_html_name(th_strz(files[i].path), &name), files[i].name != NULL);
		if (files[i].name)
			assert_true(th_str_eqz(name, files[i].name));
	}
}

static void each_type_of_field_is_written_in_its_way(void **state)
{
	kit *k = *state;
	add(k, "layouts/story",
	    "{{#story}}{{card.title}}|{{{card.title}}}|{{html}}|{{card.minutes}}"
	    "{{#card}}{{#critical}} critical{{/critical}}{{^tandem}} alone{{/tandem}}"
	    "{{#authors}} {{name}},{{^portrait}}{{initials}}{{/portrait}}{{#portrait}}{{width}}"
	    "{{/portrait}}{{/authors}}{{#date}}no{{/date}}{{^date}} undated{{/date}}{{/card}}"
	    "{{#jobs}}{{count}}{{^count}} none{{/count}}{{/jobs}}{{#fields}} {{mood}}{{x}}"
	    "{{/fields}}{{/story}} {{t.more}}{{page.lang}}{{^list}}.{{/list}}");
	th_pair words[] = {{TH_S("more"), TH_S("Mehr <")}};
	th_pair own[] = {{TH_S("mood"), TH_S("<froh>")}};
	th_dict t = {words, 1}, fields = {own, 1};
	view_picture portrait = {.width = 320};
	view_person authors[] = {
	    {.name = TH_S("Jana"), .initials = TH_S("JW")},
	    {.name = TH_S("Tom"), .portrait = &portrait},
	};
	view_item jobs[] = {{.count = 0}};
	view_story story = {
	    .card =
		{
		    .title = TH_S("<A & \"B\">"),
		    .critical = true,
		    .minutes = 4,
		    .authors = {authors, 2, 2},
		},
	    .html = TH_S("<p>x</p>"),
	    .jobs = {jobs, 1, 1},
	    .fields = &fields,
	};
	view_words said = {.theme = &t};
	view v = {.page = &story_head, .story = &story, .t = &said};
	assert_writes(k, &v,
	    "&lt;A &amp; &quot;B&quot;&gt;|<A & \"B\">|<p>x</p>|4 critical alone Jana,JW Tom,320 "
	    "undated0 none &lt;froh&gt; Mehr &lt;de.");
}

static void an_empty_dictionary_opens_no_section(void **state)
{
	kit *k = *state;
	add(k, "layouts/story",
	    "{{#story}}{{#fields}}no{{/fields}}{{^fields}}yes{{/fields}}{{/story}}{{t.x}}");
	th_dict none = {NULL, 0};
	view_story story = {.fields = &none};
	view v = {.page = &story_head, .story = &story};
	assert_writes(k, &v, "yes");
	story.fields = NULL;
	assert_writes(k, &v, "yes");
}

static void a_list_answers_to_has_and_its_name(void **state)
{
	kit *k = *state;
	add(k, "layouts/page",
	    "{{#story}}{{#has_jobs}}<h2>{{#jobs}}.{{/jobs}}{{/has_jobs}}{{^has_more}}none"
	    "{{/has_more}}{{/story}}{{story.has_jobs}}");
	view_item jobs[3] = {{.count = 0}};
	view_story story = {.jobs = {jobs, 3, 3}};
	view v = {.page = &story_head, .story = &story};
	assert_writes(k, &v, "<h2>...nonetrue");
	assert_int_equal(face_html_check(k->f, NULL, NULL, NULL), 0);
	add(k, "layouts/story", "{{#story}}{{has_html}}{{has_}}{{has_jbos}}{{/story}}");
	assert_writes(k, &v, "");
	assert_int_equal(face_html_check(k->f, NULL, NULL, NULL), 3);
}

static void a_layout_fills_the_blocks_of_base(void **state)
{
	kit *k = *state;
	add(k, "layouts/base", "<main>{{$main}}{{/main}}</main>");
	add(k, "layouts/story", "{{<base}}{{$main}}{{page.lang}}{{/main}}{{/base}}");
	view v = {.page = &story_head};
	assert_writes(k, &v, "<main>de</main>");
	add(k, "base", "<div>{{$main}}{{/main}}</div>");
	assert_writes(k, &v, "<div>de</div>");
}

static void a_shell_takes_the_place_of_base_in_its_language(void **state)
{
	kit *k = *state;
	view_head english = story_head;
	english.lang = TH_S("en");
	view german = {.page = &story_head}, other = {.page = &english};
	add(k, "layouts/base", "<base {{$main}}{{/main}}>");
	add(k, "layouts/story",
	    "{{<layouts/base}}{{$main}}{{page.kind}}{{/main}}{{/layouts/base}}");
	add(k, "layouts/page", "{{<base}}{{$main}}page{{/main}}{{/base}}");
	add(k, "shell", "<shell {{$main}}{{/main}}>");
	assert_false(face_html_has_shell(k->f, TH_S("de")));
	add(k, "/shell.de",
	    "{{={th0- -th0}=}}\n{{ host }} {th0-page.lang -th0} {th0-> shell -th0}");
	assert_true(face_html_has_shell(k->f, TH_S("de")));
	assert_false(face_html_has_shell(k->f, TH_S("en")));
	assert_writes(k, &german, "{{ host }} de <shell story>");
	assert_writes(k, &other, "<base story>");
	view_head unknown = story_head; /* base by its other name */
	unknown.kind = TH_S("unknown");
	german.page = &unknown;
	assert_writes(k, &german, "{{ host }} de <shell page>");
	th_arena *a = th_arena_new();
	assert_true(th_str_eqz(face_html_shell_name(a, TH_S("de")), "/shell.de"));
	th_arena_free(a);
}

static void no_file_of_a_theme_is_a_shell(void **state)
{
	(void)state;
	th_str name;
	assert_false(face_html_name(TH_S("/shell.de.mustache"), &name));
	assert_true(face_html_name(TH_S("partials/shell.de.mustache"), &name));
	assert_true(th_str_eqz(name, "shell.de"));
}

static void a_kind_without_layout_is_shown_by_page(void **state)
{
	kit *k = *state;
	view v = {.page = &story_head};
	assert_int_equal(face_html_write(k->f, &v, &k->out, &k->err), -1);
	assert_non_null(strstr(k->err.msg, "layouts/story.mustache"));
	add(k, "layouts/page", "page");
	assert_writes(k, &v, "page");
	view_head odd = {.kind = TH_NONE};
	v.page = &odd;
	assert_int_equal(face_html_write(k->f, &v, &k->out, &k->err), -1);
	v.page = NULL;
	assert_int_equal(face_html_write(k->f, &v, &k->out, &k->err), -1);
	char big[500];
	memset(big, 'x', sizeof(big));
	odd.kind = th_strn(big, sizeof(big));
	v.page = &odd;
	assert_int_equal(face_html_write(k->f, &v, &k->out, &k->err), -1);
}

static void a_syntax_error_names_the_file(void **state)
{
	kit *k = *state;
	assert_int_equal(
	    face_html_add(k->f, TH_S("layouts/story"), TH_S("\n {{#a}}"), &k->err), -1);
	assert_memory_equal(k->err.msg, "layouts/story.mustache:2:2: ", 28);
	assert_int_equal(face_html_add(k->f, TH_S("card"), TH_S("{{"), &k->err), -1);
	assert_memory_equal(k->err.msg, "partials/card.mustache:1:1: ", 28);
}

static void note(void *ctx, th_str file, int line, int column, const text_sentence *what)
{
	th_buf_addf(ctx, "%.*s:%d:%d: ", TH_FMT(file), line, column);
	catalogue_add_line(ctx, TH_S("en"), what->id, what->args);
}

static void assert_check(kit *k, const th_dict *words, size_t problems, const char *want)
{
	th_buf_cut(&k->out, 0);
	size_t n = face_html_check(k->f, words, note, &k->out);
	if (!th_str_eqz(th_buf_str(&k->out), want))
		fail_msg(
		    "got \"%.*s\", want \"%s\"", (int)k->out.n, k->out.p ? k->out.p : "", want);
	assert_int_equal(n, problems);
	assert_int_equal(face_html_check(k->f, words, NULL, NULL), problems);
}

static void the_check_finds_what_would_vanish(void **state)
{
	kit *k = *state;
	th_pair pairs[] = {{TH_S("read_more"), TH_S("Weiter")}};
	th_dict words = {pairs, 1};
	add(k, "layouts/page", "{{>card}}");
	add(k, "card", "{{site.title}}");
	add(k, "layouts/story",
	    "{{#story}}\n{{titel}} {{card.titel}} {{t.raed_more}} {{t.read_more}} {{fields.any}}\n"
	    "{{{html}}} {{{card.title}}} {{{fields.any}}} {{{t.read_more}}}\n{{>crad}}{{/story}}");
	assert_check(k, &words, 6,
	    "layouts/story.mustache:2:1: Nothing here is named \"titel\".\n"
	    "layouts/story.mustache:2:11: \"card\" has nothing named \"titel\"; did you mean "
	    "\"title\"?\n"
	    "layouts/story.mustache:2:26: \"t\" has nothing named \"raed_more\"; did you mean "
	    "\"read_more\"?\n"
	    "layouts/story.mustache:3:12: This prints text unescaped: use two braces, {{ and }}.\n"
	    "layouts/story.mustache:3:29: This prints text unescaped: use two braces, {{ and }}.\n"
	    "layouts/story.mustache:4:1: There is no partial \"crad\"; did you mean \"card\"?\n");
}

static void without_words_t_is_not_checked(void **state)
{
	kit *k = *state;
	add(k, "layouts/page", "{{t.anything}}{{#t}}{{else}}{{/t}}");
	assert_check(k, NULL, 0, "");
	th_dict none = {NULL, 0};
	assert_check(k, &none, 2,
	    "layouts/page.mustache:1:1: \"t\" has nothing named \"anything\".\n"
	    "layouts/page.mustache:1:21: Nothing here is named \"else\".\n");
}

static void a_shared_partial_is_reported_once(void **state)
{
	kit *k = *state;
	add(k, "layouts/page", "{{>p}}{{>p}}");
	add(k, "layouts/story", "{{>p}}");
	add(k, "p", "{{oops}}");
	assert_check(k, NULL, 1, "partials/p.mustache:1:1: Nothing here is named \"oops\".\n");
}

static void missing_layouts_are_reported_unless_there_is_page(void **state)
{
	kit *k = *state;
	add(k, "layouts/story", "");
	assert_int_equal(face_html_check(k->f, NULL, NULL, NULL), 11);
	add(k, "layouts/page", "");
	assert_int_equal(face_html_check(k->f, NULL, NULL, NULL), 0);
}

/* ---- the theme that comes with the hub ---- */

static th_str read_whole(th_arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	assert_non_null(f);
	char *bytes = th_alloc(a, 1 << 18);
	size_t n = fread(bytes, 1, 1 << 18, f);
	assert_true(n < 1 << 18);
	fclose(f);
	return th_strn(bytes, n);
}

static size_t add_folder(kit *k, th_arena *a, const char *folder)
{
	char path[512];
	snprintf(path, sizeof(path), "themes/default/%s", folder);
	DIR *d = opendir(path);
	size_t count = 0;
	assert_non_null(d);
	for (struct dirent *e; (e = readdir(d)) != NULL;) {
		th_str name;
		th_str file = th_str_fmt(a, "themes/default/%s/%s", folder, e->d_name);
		if (!face_html_name(th_str_sub(file, strlen("themes/default/"), file.n), &name))
			continue;
		if (face_html_add(k->f, name, read_whole(a, file.p), &k->err) < 0)
			fail_msg("%s", k->err.msg);
		count++;
	}
	closedir(d);
	return count;
}

static void the_default_theme_has_no_problem(void **state)
{
	kit *k = *state;
	th_arena *a = th_arena_new();
	assert_true(add_folder(k, a, "layouts") > 5);
	assert_true(add_folder(k, a, "partials") > 5);
	assert_check(k, &(th_dict){NULL, 0}, 0, "");
	th_arena_free(a);
}

static void a_word_is_the_themes_or_else_the_programs(void **state)
{
	kit *k = *state;
	th_pair pairs[] = {{TH_S("older"), TH_S("Archiv")}};
	th_dict theme = {pairs, 1};
	view_words words = {&theme, TH_S("de-AT")};
	view v = {.page = &story_head, .t = &words};
	add(k, "layouts/story", "{{t.older}} {{t.newer}} {{#t.newest}}?{{/t.newest}}");
	assert_writes(k, &v, "Archiv Neuere ");
	words = (view_words){NULL, TH_S("fr")};
	assert_writes(k, &v, "Older Newer ");
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
	    T(a_file_names_a_template),
	    T(each_type_of_field_is_written_in_its_way),
	    T(an_empty_dictionary_opens_no_section),
	    T(a_list_answers_to_has_and_its_name),
	    T(a_layout_fills_the_blocks_of_base),
	    T(a_shell_takes_the_place_of_base_in_its_language),
	    T(no_file_of_a_theme_is_a_shell),
	    T(a_kind_without_layout_is_shown_by_page),
	    T(a_syntax_error_names_the_file),
	    T(the_check_finds_what_would_vanish),
	    T(without_words_t_is_not_checked),
	    T(a_shared_partial_is_reported_once),
	    T(missing_layouts_are_reported_unless_there_is_page),
	    T(the_default_theme_has_no_problem),
	    T(a_word_is_the_themes_or_else_the_programs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
