/* test_feed_json.c -- JSON Feed 1.1: valid for any text that an author can write. Read back with
 * jansson, and checked for the members that jsonfeed.org requires. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>

#include "support_feed.h"

static int setup(void **state)
{
	*state = th_arena_new();
	return 0;
}

static int teardown(void **state)
{
	th_arena_free(*state);
	return 0;
}

static json_t *written(const feed_view *v)
{
	th_buf out = {0};
	th_err err;
	json_error_t why;
	assert_int_equal(0, feed_write_json(&out, v, &err));
	json_t *j = json_loadb(out.p, out.n, JSON_REJECT_DUPLICATES, &why);
	if (j == NULL)
		print_error("%s at %d: %.*s\n", why.text, why.position, TH_FMT(th_buf_str(&out)));
	th_buf_free(&out);
	assert_non_null(j);
	return j;
}

static const char *text(const json_t *j, const char *key)
{
	const char *s = json_string_value(json_object_get(j, key));
	return s ? s : "(absent)";
}

/* Members of an object are those that the schema knows; those it requires are there. */
static void holds_to(const json_t *j, const json_t *schema)
{
	const char *key;
	json_t *v, *properties = json_object_get(schema, "properties");
	json_object_foreach((json_t *)j, key, v)
	{
		const json_t *p = json_object_get(properties, key);
		if (p == NULL)
			print_error("%s is no member\n", key);
		assert_non_null(p);
		const char *type = json_string_value(json_object_get(p, "type"));
		if (type != NULL && strcmp(type, "string") == 0)
			assert_true(json_is_string(v));
		if (type != NULL && strcmp(type, "array") == 0)
			assert_true(json_is_array(v));
	}
	size_t i;
	json_array_foreach(json_object_get(schema, "required"), i, v)
	{
		assert_non_null(json_object_get(j, json_string_value(v)));
	}
}

static void a_json_feed_says_what_the_view_says(void **state)
{
	feed_view v = support_feed(*state);
	json_t *j = written(&v);
	assert_string_equal("https://jsonfeed.org/version/1.1", text(j, "version"));
	assert_string_equal("Menschen <bei> \"uns\"", text(j, "title"));
	assert_string_equal(
	    "https://hub.example/team/stories/feed?team=a&place=b&page=2", text(j, "feed_url"));
	assert_string_equal(
	    "https://hub.example/team/stories/feed?team=a&place=b&page=3", text(j, "next_url"));
	json_t *item = json_array_get(json_object_get(j, "items"), 0);
	assert_string_equal("tag:hub.example,2026:story/x", text(item, "id"));
	assert_string_equal("2026-01-01T00:00:00Z", text(item, "date_published"));
	assert_string_equal("2026-01-02T00:00:00Z", text(item, "date_modified"));
	assert_non_null(
	    strstr(text(item, "content_html"), "\"https://hub.example/team/people/jana/\""));
	assert_int_equal(2, json_array_size(json_object_get(item, "authors")));
	assert_int_equal(1, json_array_size(json_object_get(item, "tags")));
	json_decref(j);
}

static void a_json_feed_holds_to_its_schema(void **state)
{
	char file[500];
	json_error_t why;
	if (support_schema(file, sizeof file, "jsonfeed-schema-v1.1.json") == NULL)
		skip();
	json_t *schema = json_load_file(file, 0, &why);
	assert_non_null(schema);
	feed_view v = support_feed(*state);
	json_t *j = written(&v);
	holds_to(j, schema);
	json_t *of_item = json_object_get(
	    json_object_get(json_object_get(schema, "properties"), "items"), "items");
	holds_to(json_array_get(json_object_get(j, "items"), 0), of_item);
	json_decref(j);
	json_decref(schema);
}

static void an_empty_json_feed_is_valid(void **state)
{
	feed_view v = support_feed(*state);
	v.entries.n = 0;
	v.self = TH_S("https://hub.example/team/stories/feed");
	v.next = v.subtitle = TH_NONE;
	json_t *j = written(&v);
	assert_true(json_is_array(json_object_get(j, "items")));
	assert_null(json_object_get(j, "next_url"));
	assert_string_equal("https://hub.example/team/stories/feed", text(j, "feed_url"));
	json_decref(j);
}

static void hostile_text_comes_out_as_it_went_in(void **state)
{
	for (size_t i = 0; i < TH_COUNT(support_hostile); i++) {
		feed_view v = support_feed(*state);
		v.title = v.entries.v[0].title = v.entries.v[0].html = th_strz(support_hostile[i]);
		v.entries.v[0].authors.v[0].name = th_strz(support_hostile[i]);
		json_t *j = written(&v);
		json_t *item = json_array_get(json_object_get(j, "items"), 0);
		assert_string_equal(support_hostile[i], text(j, "title"));
		assert_string_equal(support_hostile[i], text(item, "title"));
		assert_string_equal(support_hostile[i], text(item, "content_html"));
		json_decref(j);
	}
}

static void text_that_feeds_do_not_allow_is_refused_and_nothing_is_written(void **state)
{
	for (size_t i = 0; i < TH_COUNT(support_impossible); i++) {
		th_buf out = {0};
		th_err err;
		th_buf_addz(&out, "before");
		feed_view v = support_feed(*state);
		v.entries.v[0].html = th_strz(support_impossible[i]);
		assert_int_equal(-1, feed_write_json(&out, &v, &err));
		assert_true(th_str_eqz(th_buf_str(&out), "before"));
		th_buf_free(&out);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_json_feed_says_what_the_view_says),
	    TEST(a_json_feed_holds_to_its_schema),
	    TEST(an_empty_json_feed_is_valid),
	    TEST(hostile_text_comes_out_as_it_went_in),
	    TEST(text_that_feeds_do_not_allow_is_refused_and_nothing_is_written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
