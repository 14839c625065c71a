/* test_mustache.c -- the template engine: the official specification's cases, sentences for broken
 * templates, bounds, and the check over types. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "support_json.h"
#include "support_template.h"

typedef struct kit {
	th_arena *a;
	mustache *m;
	th_buf out;
	th_err err;
} kit;

static int setup(void **state)
{
	kit *k = calloc(1, sizeof(*k));
	k->a = th_arena_new();
	k->m = mustache_new();
	*state = k;
	return 0;
}

static int teardown(void **state)
{
	kit *k = *state;
	mustache_free(k->m);
	th_arena_free(k->a);
	th_buf_free(&k->out);
	free(k);
	return 0;
}

static void add(kit *k, const char *name, const char *text)
{
	if (support_template_add(k->m, th_strz(name), th_strz(text), &k->err) < 0)
		fail_msg("%s", k->err.msg);
}

static int render(kit *k, const char *name, const char *json)
{
	json_t *data = json_loads(json, JSON_DECODE_ANY, NULL);
	assert_non_null(data);
	mu_value root = support_json_value(k->a, data);
	th_buf_cut(&k->out, 0);
	int done = support_template_render(
	    k->m, th_strz(name), &support_json_data, &root, &k->out, &k->err);
	json_decref(data);
	return done;
}

#define assert_out(k, want) assert_text(th_buf_str(&(k)->out), want)
static void assert_text(th_str got, const char *want)
{
	if (!th_str_eqz(got, want))
		fail_msg("got \"%.*s\", want \"%s\"", TH_FMT(got), want);
}

static void assert_renders(kit *k, const char *name, const char *json, const char *want)
{
	if (render(k, name, json) < 0)
		fail_msg("%s", k->err.msg);
	assert_out(k, want);
}

/* The sentence for a template named "x" begins so. */
static void assert_refused(th_str text, const char *place, const char *part)
{
	mustache *m = mustache_new();
	th_err err = {0};
	assert_int_equal(support_template_add(m, TH_S("x"), text, &err), -1);
	if (strncmp(err.msg, place, strlen(place)) != 0 || strstr(err.msg, part) == NULL)
		fail_msg("got \"%s\", want \"%s … %s\"", err.msg, place, part);
	assert_false(mustache_has(m, TH_S("x")));
	mustache_free(m);
}

/* ---- the official cases ---- */

static size_t run_case(const json_t *test, const char *file)
{
	th_arena *a = th_arena_new();
	mustache *m = mustache_new();
	th_buf out = {0};
	th_err err = {0};
	const char *key;
	json_t *text;
	const char *expected = json_string_value(json_object_get(test, "expected"));
	const char *name = json_string_value(json_object_get(test, "name"));
	th_str template = th_strz(json_string_value(json_object_get(test, "template")));
	mu_value root = support_json_value(a, json_object_get(test, "data"));
	int done = support_template_add(m, TH_S("the template"), template, &err);
	json_object_foreach(json_object_get(test, "partials"), key, text)
	{
		if (done == 0)
			done = support_template_add(
			    m, th_strz(key), th_strz(json_string_value(text)), &err);
	}
	if (done == 0)
		done = support_template_render(
		    m, TH_S("the template"), &support_json_data, &root, &out, &err);
	bool right = done == 0 && th_str_eqz(th_buf_str(&out), expected);
	if (!right)
		print_error("%s: %s: want \"%s\", got \"%.*s\" %s\n", file, name, expected,
		    (int)out.n, out.p ? out.p : "", err.msg);
	th_buf_free(&out);
	mustache_free(m);
	th_arena_free(a);
	return right;
}

static void the_official_cases_pass(void **state)
{
	(void)state;
	static const struct {
		const char *file;
		size_t at_least;
	} files[] = {
	    {"interpolation", 40},
	    {"sections", 34},
	    {"inverted", 22},
	    {"partials", 12},
	    {"comments", 12},
	    {"delimiters", 14},
	    {"~inheritance", 27},
	    {"~dynamic-names", 21},
	};
	const char *env = getenv("TH_TEST_DATA");
	const char *folder = env ? env : "../shared/test-data";
	char path[1024];
	snprintf(path, sizeof(path), "%s/mustache-spec", folder);
	if (access(path, R_OK) != 0) {
		print_message("skipped: no %s\n", path);
		skip();
	}
	for (size_t i = 0; i < TH_COUNT(files); i++) {
		snprintf(path, sizeof(path), "%s/mustache-spec/%s.json", folder, files[i].file);
		json_error_t why;
		json_t *spec = json_load_file(path, 0, &why);
		if (spec == NULL)
			fail_msg("%s: %s", path, why.text);
		size_t n, right = 0;
		json_t *test, *tests = json_object_get(spec, "tests");
		json_array_foreach(tests, n, test) right += run_case(test, files[i].file);
		assert_true(n >= files[i].at_least);
		assert_int_equal(right, n);
		json_decref(spec);
	}
}

/* ---- what the specification leaves open ---- */

static void numbers_print_as_decimals_and_zero_is_false(void **state)
{
	kit *k = *state;
	add(k, "x", "{{a}} {{b}} {{c}} {{#c}}no{{/c}}{{^c}}yes{{/c}}");
	assert_renders(k, "x", "{\"a\":-9223372036854775808,\"b\":9223372036854775807,\"c\":0}",
	    "-9223372036854775808 9223372036854775807 0 yes");
}

static void all_five_signs_are_escaped(void **state)
{
	kit *k = *state;
	add(k, "x", "<a title='{{a}}'>{{{a}}}");
	assert_renders(
	    k, "x", "{\"a\":\"<&>\\\"'\"}", "<a title='&lt;&amp;&gt;&quot;&#39;'><&>\"'");
}

static void white_space_may_stand_before_the_sign(void **state)
{
	kit *k = *state;
	add(k, "x", "{{ #a }}{{ & b }}{{ /a }}{{ { b }}}{{ ! nothing }}");
	assert_renders(k, "x", "{\"a\":1,\"b\":\"<\"}", "<<");
	assert_refused(TH_S("{{ { b }x}"), "x:1:1:", "never closed");
}

static void a_star_is_dynamic_in_calls_and_a_sign_elsewhere(void **state)
{
	kit *k = *state;
	add(k, "x", "{{*a}}{{#*a}}{{.}}{{/*a}}{{> * a }}{{<* a}}{{$b}}B{{/b}}{{/ *  a}}{{>*b}}");
	add(k, "p", "[{{$b}}b{{/b}}]");
	assert_renders(k, "x", "{\"*a\":\"A\",\"a\":\"p\",\"b\":7}", "AA[b][B]");
	assert_refused(TH_S("{{* a}}"), "x:1:1:", "no spaces");
}

static void triple_braces_follow_the_delimiters(void **state)
{
	kit *k = *state;
	add(k, "x", "{{=<% %>=}}<%{a}%> <%&a%> <%a%> {{a}}");
	assert_renders(k, "x", "{\"a\":\"<\"}", "< < &lt; {{a}}");
}

static void a_component_in_a_page_keeps_its_own_blocks(void **state)
{
	kit *k = *state;
	add(k, "base", "<title>{{$title}}{{/title}}</title>{{$main}}{{/main}}");
	add(k, "box", "[{{$title}}?{{/title}}]");
	add(k, "page",
	    "{{<base}}{{$title}}Page{{/title}}{{$main}}{{<box}}{{$title}}Box{{/title}}{{/box}}"
	    "{{<box}}{{/box}}{{/main}}{{/base}}");
	assert_renders(k, "page", "{}", "<title>Page</title>[Box][?]");
}

static void a_page_in_whole_lines_prints_whole_lines(void **state)
{
	kit *k = *state;
	add(k, "base", "<main>\n\t{{$main}}{{/main}}\n</main>\n");
	add(k, "page", "{{<base}}\n{{$main}}\n<p>\n\t{{x}}\n</p>\n{{/main}}\n{{/base}}\n");
	add(k, "short", "{{<base}}{{$main}}<p>{{x}}</p>{{/main}}{{/base}}");
	add(k, "none", "{{<base}}{{/base}}");
	assert_renders(
	    k, "page", "{\"x\":\"1\\n2\"}", "<main>\n\t<p>\n\t\t1\n2\n\t</p>\n</main>\n");
	assert_renders(k, "short", "{\"x\":1}", "<main>\n\t<p>1</p>\n</main>\n");
	assert_renders(k, "none", "{}", "<main>\n</main>\n");
}

static void indentation_adds_up_through_partials_but_not_on_empty_lines(void **state)
{
	kit *k = *state;
	add(k, "x", "a\n  {{>y}}\n");
	add(k, "y", "b\n\n\t{{>z}}\n");
	add(k, "z", "{{c}}\n{{#d}}\n<{{.}}>\n{{/d}}\n");
	assert_renders(k, "x", "{\"c\":\"C\",\"d\":[1,2]}", "a\n  b\n\n  \tC\n  \t<1>\n  \t<2>\n");
}

static void templates_may_come_in_any_order_and_an_alias_gives_way(void **state)
{
	kit *k = *state;
	add(k, "x", "{{>base}}");
	assert_int_equal(mustache_alias(k->m, TH_S("base"), TH_S("layouts/base")), -1);
	add(k, "layouts/base", "layout");
	assert_int_equal(mustache_alias(k->m, TH_S("base"), TH_S("layouts/base")), 0);
	assert_renders(k, "x", "{}", "layout");
	add(k, "base", "partial");
	assert_renders(k, "x", "{}", "partial");
	assert_int_equal(support_template_add(k->m, TH_S("base"), TH_S(""), &k->err), -1);
	assert_non_null(strstr(k->err.msg, "base:1:1: There is a template of this name"));
	assert_renders(k, "x", "{}", "partial");
}

static void output_is_added_at_the_end_and_taken_back_on_failure(void **state)
{
	kit *k = *state;
	json_t *data = json_object();
	mu_value root = support_json_value(k->a, data);
	add(k, "x", "x");
	add(k, "loop", "y{{>loop}}");
	th_buf_addz(&k->out, "before ");
	assert_int_equal(
	    support_template_render(k->m, TH_S("x"), &support_json_data, &root, &k->out, &k->err),
	    0);
	assert_int_equal(support_template_render(
			     k->m, TH_S("loop"), &support_json_data, &root, &k->out, &k->err),
	    -1);
	assert_int_equal(support_template_render(
			     k->m, TH_S("none"), &support_json_data, &root, &k->out, &k->err),
	    -1);
	assert_out(k, "before x");
	json_decref(data);
}

/* ---- broken templates ---- */

static void a_broken_template_is_refused_with_its_place(void **state)
{
	(void)state;
	assert_refused(TH_S("a\n  {{#b}}\n"), "x:2:3:", "{{/b}} is missing");
	assert_refused(TH_S("ü {{#a}}{{/b}}"), "x:1:9:", "opened in line 1, column 3");
	assert_refused(TH_S("{{#a}}{{#b}}{{/a}}{{/b}}"), "x:1:13:", "does not close \"b\"");
	assert_refused(TH_S("\n\n{{/a}}"), "x:3:1:", "closes nothing");
	assert_refused(TH_S("{{a"), "x:1:1:", "never closed: \"}}\"");
	assert_refused(TH_S("{{{a}}"), "x:1:1:", "never closed: \"}}}\"");
	assert_refused(TH_S("{{!a"), "x:1:1:", "never closed");
	assert_refused(TH_S("{{"), "x:1:1:", "never closed");
	assert_refused(TH_S("{{}}"), "x:1:1:", "names nothing");
	assert_refused(TH_S("{{# }}"), "x:1:1:", "names nothing");
	assert_refused(TH_S("{{a\n<p>{{b}}"), "x:1:1:", "\"}}\" missing");
	assert_refused(TH_S("{{a b}}"), "x:1:1:", "no spaces");
	assert_refused(TH_S("{{a..b}}"), "x:1:1:", "dotted");
	assert_refused(TH_S("{{.a}}"), "x:1:1:", "dotted");
	assert_refused(TH_S("{{a.}}"), "x:1:1:", "dotted");
	assert_refused(TH_S("{{#a.}}{{/a.}}"), "x:1:1:", "dotted");
	assert_refused(TH_S("\377"), "x:1:1:", "UTF-8");
	assert_refused(TH_S("ok\n\xc3\xa4\x80"), "x:2:2:", "UTF-8");
}

static void bad_delimiters_are_refused(void **state)
{
	(void)state;
	assert_refused(TH_S("{{==}}"), "x:1:1:", "New delimiters");
	assert_refused(TH_S("{{= =}}"), "x:1:1:", "New delimiters");
	assert_refused(TH_S("{{=<%=}}"), "x:1:1:", "New delimiters");
	assert_refused(TH_S("a{{=a b c=}}"), "x:1:2:", "New delimiters");
	assert_refused(TH_S("{{=a= b=}}"), "x:1:1:", "New delimiters");
	assert_refused(TH_S("{{=<% %>"), "x:1:1:", "never closed: \"=}}\"");
	assert_refused(TH_S("{{=12345678901234567 b=}}"), "x:1:1:", "16 bytes");
	assert_refused(TH_S("{{=<% %>=}}{{a}}\n<%a"), "x:2:1:", "\"%>\"");
}

static void tags_that_would_vanish_in_a_parent_are_refused(void **state)
{
	(void)state;
	assert_refused(TH_S("{{<a}}{{b}}{{/a}}"), "x:1:7:", "only {{$…}} blocks count");
	assert_refused(TH_S("{{<a}}{{#b}}{{/b}}{{/a}}"), "x:1:7:", "only {{$…}} blocks count");
	assert_refused(TH_S("{{<a}}{{$b}}{{/b}}\n{{$b}}{{/b}}{{/a}}"), "x:2:1:", "given twice");
}

static void nesting_beyond_64_levels_is_refused(void **state)
{
	kit *k = *state;
	th_buf t = {0};
	for (int i = 0; i < 64; i++)
		th_buf_addz(&t, "{{#a}}");
	th_buf_addz(&t, "x");
	for (int i = 0; i < 64; i++)
		th_buf_addz(&t, "{{/a}}");
	assert_int_equal(support_template_add(k->m, TH_S("deep"), th_buf_str(&t), &k->err), 0);
	assert_renders(k, "deep", "{\"a\":true}", "x");
	th_buf_cut(&t, 64 * 6);
	th_buf_addz(&t, "{{$b}}");
	assert_refused(th_buf_str(&t), "x:1:385:", "at most 64 levels");
	th_buf_cut(&t, 0);
	for (int i = 0; i < 100000; i++)
		th_buf_addz(&t, "{{<a}}{{$b}}");
	th_buf_cut(&t, 512 * 1024);
	assert_refused(th_buf_str(&t), "x:1:", "");
	th_buf_free(&t);
}

static void a_template_of_a_megabyte_is_refused_and_half_of_it_is_quick(void **state)
{
	kit *k = *state;
	th_buf t = {0};
	while (t.n < 1024 * 1024)
		th_buf_addz(&t, "{{a}}{ ");
	assert_refused(th_buf_str(&t), "x:1:1:", "split it into partials");
	th_buf_cut(&t, 524286); /* one long line; whole tags */
	assert_int_equal(support_template_add(k->m, TH_S("x"), th_buf_str(&t), &k->err), 0);
	assert_int_equal(render(k, "x", "{\"a\":1}"), 0);
	assert_int_equal(k->out.n, 524286 / 7 * 3);
	th_buf_free(&t);
}

static void a_name_of_256_bytes_is_refused(void **state)
{
	(void)state;
	th_buf t = {0};
	th_buf_addz(&t, "{{");
	for (int i = 0; i < 256; i++)
		th_buf_addc(&t, 'a');
	th_buf_addz(&t, "}}");
	assert_refused(th_buf_str(&t), "x:1:1:", "255 bytes");
	th_buf_free(&t);
}

/* ---- bounds while rendering ---- */

static void a_partial_that_includes_itself_ends(void **state)
{
	kit *k = *state;
	add(k, "x", "{{>x}}");
	add(k, "y", "{{#a}}{{>y}}{{/a}}");
	add(k, "p", "{{<p}}{{$b}}{{>p}}{{/b}}{{/p}}");
	add(k, "q", "{{$b}}{{<q}}{{$b}}{{$b}}{{/b}}{{/b}}{{/q}}{{/b}}");
	assert_int_equal(render(k, "x", "{}"), -1);
	assert_non_null(strstr(k->err.msg, "x: partials nest deeper than 64"));
	assert_int_equal(render(k, "y", "{\"a\":[1,2,3]}"), -1);
	assert_int_equal(render(k, "p", "{}"), -1);
	render(k, "q", "{}");
}

static void partials_that_double_64_times_end(void **state)
{
	kit *k = *state;
	for (int i = 0; i < 60; i++) {
		char name[16], text[64];
		snprintf(name, sizeof(name), "n%d", i);
		snprintf(text, sizeof(text), "{{>n%d}}{{>n%d}}", i + 1, i + 1);
		add(k, name, text);
	}
	assert_int_equal(render(k, "n0", "{}"), -1);
	assert_non_null(strstr(k->err.msg, "steps"));
}

static void output_beyond_64_megabytes_ends(void **state)
{
	kit *k = *state;
	th_buf t = {0};
	th_buf_addz(&t, "{{#a}}{{#a}}{{#a}}");
	while (t.n < 500000)
		th_buf_addz(&t, "0123456789");
	th_buf_addz(&t, "{{/a}}{{/a}}{{/a}}");
	assert_int_equal(support_template_add(k->m, TH_S("x"), th_buf_str(&t), &k->err), 0);
	assert_int_equal(render(k, "x", "{\"a\":[1,2,3,4,5,6,7]}"), -1);
	assert_non_null(strstr(k->err.msg, "64 MB"));
	assert_int_equal(k->out.n, 0);
	th_buf_free(&t);
}

/* ---- the check over types ---- */

typedef struct type {
	const char *name;
	bool list, open, unsafe;
	const struct type *members;
	size_t count;
} type;

static const type card_members[] = {
    {.name = "title", .unsafe = true},
    {.name = "html"},
};
static const type fields_members[] = {{.name = "none"}};
static const type root_members[] = {
    {.name = "cards", .list = true, .members = card_members, .count = 2},
    {.name = "lead", .members = card_members, .count = 2},
    {.name = "fields", .open = true, .members = fields_members, .count = 1},
    {.name = "lang"},
};
static const type root_type = {.members = root_members, .count = 4};

static const void *type_member(const void *of, th_str name, bool *list)
{
	const type *t = of;
	*list = false;
	if (t->open)
		return &fields_members[0];
	for (size_t i = 0; i < t->count; i++)
		if (th_str_eqz(name, t->members[i].name)) {
			*list = t->members[i].list;
			return &t->members[i];
		}
	return NULL;
}

static bool type_open(const void *of)
{
	return ((const type *)of)->open;
}

static th_str type_name(const void *of, size_t i)
{
	const type *t = of;
	return i < t->count ? th_strz(t->members[i].name) : TH_NONE;
}

static bool type_unsafe(const void *of)
{
	return ((const type *)of)->unsafe;
}

static const mu_typing typing = {type_member, type_open, type_name, type_unsafe};

static void note(void *ctx, th_str name, int line, int column, const text_sentence *what)
{
	th_buf_addf(ctx, "%.*s:%d:%d: ", TH_FMT(name), line, column);
	catalogue_add_line(ctx, TH_S("en"), what->id, what->args);
}

static void assert_check(kit *k, const char *name, size_t problems, const char *want)
{
	th_buf_cut(&k->out, 0);
	size_t n = mustache_check(k->m, th_strz(name), &typing, &root_type, note, &k->out);
	assert_out(k, want);
	assert_int_equal(n, problems);
}

static void a_right_template_has_no_problems(void **state)
{
	kit *k = *state;
	add(k, "card",
	    "{{title}} {{lang}} {{{html}}} {{#fields}}{{any}}{{lead.title}}"
	    "{{/fields}}");
	add(k, "tree", "{{#cards}}{{>tree}}{{>card}}{{/cards}}");
	add(k, "base", "{{$a}}{{/a}}");
	add(k, "x",
	    "{{#cards}}{{>card}}{{/cards}}{{^cards}}{{lead.title}}{{/cards}}{{fields.z}}"
	    "{{#lead}}{{.}}{{>card}}{{/lead}}{{<base}}{{$a}}{{lang}}{{/a}}{{/base}}{{>tree}}");
	assert_check(k, "x", 0, "");
}

static void unknown_names_are_found_where_they_are_used(void **state)
{
	kit *k = *state;
	add(k, "card", "{{titel}}");
	add(k, "x",
	    "{{titel}}\n{{#cards}}{{>card}}{{/cards}}{{#lead}}{{>card}}{{/lead}}\n"
	    "{{lead.titl}} {{cards.title}} {{#lagn}}{{whatever}}{{/lagn}}{{lang.x}}{{lang.y}}");
	assert_check(k, "x", 7,
	    "x:1:1: Nothing here is named \"titel\".\n"
	    "card:1:1: Nothing here is named \"titel\"; did you mean \"title\"?\n"
	    "x:3:1: \"lead\" has nothing named \"titl\"; did you mean \"title\"?\n"
	    "x:3:15: \"cards\" is a list: open it with {{#cards}} to name \"title\".\n"
	    "x:3:31: Nothing here is named \"lagn\"; did you mean \"lang\"?\n"
	    "x:3:61: \"lang\" has nothing named \"x\".\n"
	    "x:3:71: \"lang\" has nothing named \"y\".\n");
}

static void missing_partials_and_blocks_are_found(void **state)
{
	kit *k = *state;
	add(k, "card", "");
	add(k, "base", "{{$main}}{{/main}}");
	add(k, "middle", "{{<base}}{{$main}}m{{$side}}{{/side}}{{/main}}{{/base}}");
	add(k, "x",
	    "{{>crad}}{{<middle}}{{$mian}}{{titel}}{{/mian}}{{$main}}{{lagn}}{{/main}}{{/middle}}");
	assert_check(k, "x", 3,
	    "x:1:1: There is no partial \"crad\"; did you mean \"card\"?\n"
	    "x:1:57: Nothing here is named \"lagn\"; did you mean \"lang\"?\n"
	    "x:1:21: \"middle\" has no block \"mian\".\n");
	assert_check(k, "none", 1, "none:1:1: There is no template of this name.\n");
}

static void text_in_three_braces_is_found(void **state)
{
	kit *k = *state;
	add(k, "x", "{{#lead}}{{{title}}}{{{html}}}{{&title}}{{/lead}}");
	assert_check(k, "x", 2,
	    "x:1:10: This prints text unescaped: use two braces, {{ and }}.\n"
	    "x:1:31: This prints text unescaped: use two braces, {{ and }}.\n");
}

static void the_check_of_doubling_partials_ends(void **state)
{
	kit *k = *state;
	for (int i = 0; i < 60; i++) {
		char name[16], text[64];
		snprintf(name, sizeof(name), "n%d", i);
		snprintf(text, sizeof(text), "{{>n%d}}{{#cards}}{{>n%d}}{{/cards}}", i + 1, i + 1);
		add(k, name, text);
	}
	assert_check(k, "n0", 2,
	    "n59:1:1: There is no partial \"n60\"; did you mean \"n0\"?\n"
	    "n59:1:19: There is no partial \"n60\"; did you mean \"n0\"?\n");
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
	    T(the_official_cases_pass),
	    T(numbers_print_as_decimals_and_zero_is_false),
	    T(all_five_signs_are_escaped),
	    T(white_space_may_stand_before_the_sign),
	    T(a_star_is_dynamic_in_calls_and_a_sign_elsewhere),
	    T(triple_braces_follow_the_delimiters),
	    T(a_component_in_a_page_keeps_its_own_blocks),
	    T(a_page_in_whole_lines_prints_whole_lines),
	    T(indentation_adds_up_through_partials_but_not_on_empty_lines),
	    T(templates_may_come_in_any_order_and_an_alias_gives_way),
	    T(output_is_added_at_the_end_and_taken_back_on_failure),
	    T(a_broken_template_is_refused_with_its_place),
	    T(bad_delimiters_are_refused),
	    T(tags_that_would_vanish_in_a_parent_are_refused),
	    T(nesting_beyond_64_levels_is_refused),
	    T(a_template_of_a_megabyte_is_refused_and_half_of_it_is_quick),
	    T(a_name_of_256_bytes_is_refused),
	    T(a_partial_that_includes_itself_ends),
	    T(partials_that_double_64_times_end),
	    T(output_beyond_64_megabytes_ends),
	    T(a_right_template_has_no_problems),
	    T(unknown_names_are_found_where_they_are_used),
	    T(missing_partials_and_blocks_are_found),
	    T(text_in_three_braces_is_found),
	    T(the_check_of_doubling_partials_ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
