/* test_push.c -- the small decisions behind a push: sizes, languages, what `new` writes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../../cgi/teamhub/new_fields.h"
#include "teamhub/push.h"

static void sizes_are_read_with_their_units(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		uint64_t size;
	} good[] = {{"17", 17}, {"512k", 512 << 10}, {"20m", 20 << 20}, {"20M", 20 << 20},
	    {"1g", 1 << 30}, {" 3k ", 3 << 10}, {"0", 0}};
	static const char *const bad[] = {
	    "", "m", "20 m", "20mb", "-1", "1.5m", "99999999999g", "0x10", "ten"};
	uint64_t n;
	for (size_t i = 0; i < TH_COUNT(good); i++) {
		if (!push_read_size(th_strz(good[i].text), &n))
			fail_msg("refused: %s", good[i].text);
		assert_true(n == good[i].size);
	}
	for (size_t i = 0; i < TH_COUNT(bad); i++)
		if (push_read_size(th_strz(bad[i]), &n))
			fail_msg("taken: %s", bad[i]);
}

static void sizes_are_shown_as_people_say_them(void **state)
{
	(void)state;
	th_arena *a = th_arena_new();
	assert_true(th_str_eqz(push_format_size(a, 17), "17 bytes"));
	assert_true(th_str_eqz(push_format_size(a, 3000), "3 KB"));
	assert_true(th_str_eqz(push_format_size(a, 200 << 20), "200 MB"));
	th_arena_free(a);
}

static th_str spoken(const char *wish, const char *one, const char *two, const char *first)
{
	th_str both[2] = {th_strz(one), th_strz(two)};
	th_strs stories = {.v = both, .n = two ? 2 : one ? 1 : 0};
	push_settings d = {.lang = th_strz(wish)};
	return push_lang(&d, &stories, th_strz(first));
}

static void a_wish_then_the_stories_then_the_hub_decide_the_language(void **state)
{
	(void)state;
	assert_true(th_str_eqz(spoken("en", "de", NULL, "de"), "en"));
	assert_true(th_str_eqz(spoken(NULL, "en", NULL, "de"), "en"));
	assert_true(th_str_eqz(spoken(NULL, "de", "de", "en"), "de"));
	assert_true(th_str_eqz(spoken(NULL, "en", "de", "de"), "de")); /* no single one */
	assert_true(th_str_eqz(spoken(NULL, NULL, NULL, "de"), "de"));
	assert_true(th_str_eqz(spoken(NULL, "pl", NULL, "de"), "en")); /* not spoken here */
	assert_true(th_str_eqz(spoken(NULL, NULL, NULL, NULL), "en"));
}

static void a_new_file_holds_any_title_as_yaml(void **state)
{
	(void)state;
	static const char *const titles[] = {"plain", "a \"b\" \\ c", "# no comment", "x: y", "- z",
	    "tab\there", "„Grüße“ 👋", "---", "null"};
	th_arena *a = th_arena_new();
	th_hub hub = {0};
	th_content content = {.hub = &hub};
	for (size_t i = 0; i < TH_COUNT(titles); i++) {
		th_buf out = {0};
		parsed_doc doc = {.path = TH_S("stories/x.md"), .lang = TH_S("de")};
		th_findings f = {.arena = a};
		new_file n = {.a = a,
		    .kind = TH_STORY,
		    .title = th_strz(titles[i]),
		    .today = TH_S("2026-11-23"),
		    .lang = TH_S("de"),
		    .speech = TH_S("de"),
		    .content = &content};
		th_hub usual;
		th_source *s;
		th_err err;
		assert_int_equal(source_open(&s, "tests/unit", NULL, true, &err), 0);
		assert_int_equal(hub_load(&usual, s, a, &f, &err), 0);
		new_write_fields(&out, &n);
		th_entry entry = {.path = TH_S("stories/x.md")};
		assert_true(content_classify(&doc, &usual, &entry, a, &f));
		if (content_parse(&doc, &usual, th_buf_str(&out), a, &f) != 0)
			fail_msg("refused: %s", titles[i]);
		th_str title = texts_get(&doc.title, TH_S("de"), TH_NONE);
		if (strchr(titles[i], '\t') == NULL && !th_str_eqz(title, titles[i]))
			fail_msg("%s became %.*s", titles[i], TH_FMT(title));
		assert_int_equal(f.errors, 0);
		source_close(s);
		th_buf_free(&out);
	}
	th_arena_free(a);
}

static void every_kind_can_be_begun(void **state)
{
	(void)state;
	th_kind kind;
	assert_true(new_kind_of(TH_S("story"), &kind) && kind == TH_STORY);
	assert_true(new_kind_of(TH_S("programme"), &kind) && kind == TH_PROGRAMME);
	assert_false(new_kind_of(TH_S("term"), &kind));
	assert_false(new_kind_of(TH_S(""), &kind));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sizes_are_read_with_their_units),
	    cmocka_unit_test(sizes_are_shown_as_people_say_them),
	    cmocka_unit_test(a_wish_then_the_stories_then_the_hub_decide_the_language),
	    cmocka_unit_test(a_new_file_holds_any_title_as_yaml),
	    cmocka_unit_test(every_kind_can_be_begun),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
