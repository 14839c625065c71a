/* test_report_formats.c -- findings as SARIF and GitLab JSON say what the text says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <jansson.h>

#include "../../cgi/teamhub/report_formats.h"

typedef struct fixture {
	th_arena *a;
	th_findings f;
	th_buf out;
} fixture;

static int setup(void **state)
{
	fixture *x = calloc(1, sizeof(*x));
	x->a = th_arena_new();
	x->f.arena = x->a;
	*state = x;
	return 0;
}

static int teardown(void **state)
{
	fixture *x = *state;
	th_buf_free(&x->out);
	th_arena_free(x->a);
	free(x);
	return 0;
}

static void add(fixture *x, enum th_rule_id id, const char *file, int line, const char *word)
{
	finding_add(&x->f, id, (th_mark){th_strz(file), line, line ? 3 : 0}, th_strz(word), TH_NONE,
	    TH_NONE);
}

static json_t *written(fixture *x, report_format format, const char *lang)
{
	json_error_t error;
	th_buf_cut(&x->out, 0);
	report_write(&x->out, &x->f, format, th_strz(lang));
	json_t *json = json_loadb(x->out.p, x->out.n, 0, &error);
	if (json == NULL)
		fail_msg("%s", error.text);
	return json;
}

static const char *string_at(const json_t *json, const char *path)
{
	char part[64];
	while (json != NULL && *path) {
		size_t n = strcspn(path, ".");
		assert_true(n < sizeof(part));
		memcpy(part, path, n);
		part[n] = 0;
		json = json_is_array(json) ? json_array_get(json, (size_t)atoi(part))
					   : json_object_get(json, part);
		path += n + (path[n] == '.');
	}
	if (json == NULL)
		fail_msg("no %s", path);
	return json_string_value(json);
}

static void sarif_names_tool_rule_place_and_remedy(void **state)
{
	fixture *x = *state;
	add(x, TH_RULE_TITLE_MISSING, "stories/2026/x y.md", 4, "");
	add(x, TH_RULE_PICTURE_MISSING, "stories/2026/x y.md", 9, "a.jpg");
	add(x, TH_RULE_PICTURE_MISSING, "people/z.md", 2, "b.jpg");
	json_t *json = written(x, REPORT_SARIF, "en");
	assert_string_equal(string_at(json, "version"), "2.1.0");
	assert_string_equal(string_at(json, "runs.0.tool.driver.name"), "teamhub");
	const json_t *run = json_array_get(json_object_get(json, "runs"), 0);
	assert_int_equal(json_array_size(json_object_get(run, "results")), 3);
	const json_t *driver = json_object_get(json_object_get(run, "tool"), "driver");
	assert_int_equal(json_array_size(json_object_get(driver, "rules")), 2);
	assert_string_equal(string_at(run, "results.0.level"), "error");
	assert_string_equal(string_at(run, "results.1.level"), "warning");
	assert_string_equal(string_at(run, "results.2.ruleId"), "picture.missing");
	assert_int_equal(json_integer_value(json_object_get(
			     json_array_get(json_object_get(run, "results"), 2), "ruleIndex")),
	    1);
	assert_non_null(
	    strstr(string_at(run, "results.0.message.text"), "The title is missing. Add"));
	assert_string_equal(
	    string_at(run, "results.0.locations.0.physicalLocation.artifactLocation.uri"),
	    "stories/2026/x%20y.md");
	json_decref(json);
}

static void gitlab_lists_path_line_severity_and_a_fingerprint(void **state)
{
	fixture *x = *state;
	add(x, TH_RULE_TITLE_MISSING, "stories/x.md", 4, "");
	add(x, TH_RULE_HUB_ABSENT, "hub.yml", 0, "");
	json_t *json = written(x, REPORT_GITLAB, "de");
	assert_int_equal(json_array_size(json), 2);
	assert_string_equal(string_at(json, "0.severity"), "major");
	assert_string_equal(string_at(json, "1.severity"), "info");
	assert_string_equal(string_at(json, "0.check_name"), "title.missing");
	assert_string_equal(string_at(json, "0.location.path"), "stories/x.md");
	assert_non_null(strstr(string_at(json, "0.description"), "Der Titel fehlt."));
	assert_int_equal(strlen(string_at(json, "0.fingerprint")), 64);
	const json_t *lines = json_object_get(
	    json_object_get(json_array_get(json, 1), "location"), "lines"); /* the whole file */
	assert_int_equal(json_integer_value(json_object_get(lines, "begin")), 1);
	json_decref(json);
}

static void a_fingerprint_stays_when_the_line_moves_and_differs_between_equals(void **state)
{
	fixture *x = *state;
	char first[65], second[65];
	add(x, TH_RULE_PICTURE_MISSING, "a.md", 4, "a.jpg");
	add(x, TH_RULE_PICTURE_MISSING, "a.md", 8, "a.jpg");
	json_t *json = written(x, REPORT_GITLAB, "en");
	memcpy(first, string_at(json, "0.fingerprint"), sizeof(first));
	memcpy(second, string_at(json, "1.fingerprint"), sizeof(second));
	assert_string_not_equal(first, second);
	json_decref(json);
	x->f.list.v[0].at.line = 40;
	json = written(x, REPORT_GITLAB, "de");
	assert_string_equal(string_at(json, "0.fingerprint"), first);
	json_decref(json);
}

static void any_bytes_in_names_and_words_give_well_formed_json(void **state)
{
	fixture *x = *state;
	add(x, TH_RULE_PICTURE_MISSING, "st\xffories/\"quote\"\n.md", 1, "\xc3(\x01\xed\xa0\x80");
	json_t *json = written(x, REPORT_GITLAB, "en");
	assert_non_null(strstr(string_at(json, "0.location.path"), "st\\xFFories"));
	json_decref(json);
	json = written(x, REPORT_SARIF, "en");
	assert_non_null(strstr(
	    string_at(json, "runs.0.results.0.locations.0.physicalLocation.artifactLocation.uri"),
	    "st%FFories/%22quote%22%0A.md"));
	json_decref(json);
}

static void no_findings_are_an_empty_report(void **state)
{
	fixture *x = *state;
	json_t *json = written(x, REPORT_GITLAB, "en");
	assert_int_equal(json_array_size(json), 0);
	json_decref(json);
	json = written(x, REPORT_SARIF, "en");
	assert_string_equal(string_at(json, "runs.0.tool.driver.name"), "teamhub");
	json_decref(json);
}

static void formats_have_names(void **state)
{
	(void)state;
	report_format f;
	assert_true(report_format_of(TH_S("sarif"), &f) && f == REPORT_SARIF);
	assert_true(report_format_of(TH_S("text"), &f) && f == REPORT_TEXT);
	assert_false(report_format_of(TH_S("xml"), &f));
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
	    T(sarif_names_tool_rule_place_and_remedy),
	    T(gitlab_lists_path_line_severity_and_a_fingerprint),
	    T(a_fingerprint_stays_when_the_line_moves_and_differs_between_equals),
	    T(any_bytes_in_names_and_words_give_well_formed_json),
	    T(no_findings_are_an_empty_report),
	    T(formats_have_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
