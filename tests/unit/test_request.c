/* test_request.c -- CGI variables into a request: what is read, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_web.h"
#include "teamhub/request.h"

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

static int read_it(void **state, th_request *r, variables v)
{
	*r = (th_request){.a = *state};
	return request_from_cgi(r, support_variable, &v);
}

static void a_plain_request_is_read(void **state)
{
	th_request r;
	assert_int_equal(0, read_it(state, &r,
				(variables){.method = "GET",
				    .path = "/stories/",
				    .query = "team=a&place=b%20c+d&team=%C3%A4"}));
	assert_true(th_str_eqz(r.path, "/stories/"));
	assert_int_equal(3, r.query.n);
	assert_true(th_str_eqz(r.query.v[1].value, "b c d"));
	assert_true(th_str_eqz(r.query.v[2].value, "ä"));
}

static void absent_variables_are_empty_and_not_a_crash(void **state)
{
	th_request r;
	assert_int_equal(0, read_it(state, &r, (variables){0}));
	assert_true(th_str_eqz(r.method, "GET"));
	assert_int_equal(0, r.path.n);
	assert_int_equal(0, r.query.n);
}

static void a_parameter_without_value_or_name_is_kept_as_it_is(void **state)
{
	th_request r;
	assert_int_equal(
	    0, read_it(state, &r, (variables){.path = "/", .query = "&&team&=x&a=b=c&"}));
	assert_int_equal(3, r.query.n);
	assert_true(th_str_eqz(r.query.v[0].name, "team"));
	assert_int_equal(0, r.query.v[0].value.n);
	assert_int_equal(0, r.query.v[1].name.n);
	assert_true(th_str_eqz(r.query.v[2].value, "b=c"));
}

static void broken_percent_signs_and_bytes_that_are_no_text_are_400(void **state)
{
	static const char *const bad[] = {"a=%", "a=%4", "a=%zz", "a=%00", "a=%ff", "a=%C3", "%=1",
	    "a=%ED%A0%80", "a=%C0%AE", "a=%01", "a=%0d%0aSet-Cookie:x", "a=%7f"};
	th_request r;
	for (size_t i = 0; i < TH_COUNT(bad); i++)
		assert_int_equal(
		    400, read_it(state, &r, (variables){.path = "/", .query = bad[i]}));
}

static void a_path_that_is_no_text_is_400(void **state)
{
	static const char *const bad[] = {
	    "/\xff", "/\xc0\xae", "/a\nb", "/\x01", "x", "/\xed\xa0\x80", "/\x7f"};
	th_request r;
	for (size_t i = 0; i < TH_COUNT(bad); i++)
		assert_int_equal(400, read_it(state, &r, (variables){.path = bad[i]}));
}

static void what_is_too_long_is_414_and_what_just_fits_is_not(void **state)
{
	char path[1100], qs[2100];
	th_request r;
	memset(path, 'a', sizeof path);
	path[0] = '/';
	path[1024] = '\0';
	assert_int_equal(0, read_it(state, &r, (variables){.path = path}));
	path[1024] = 'a';
	path[1025] = '\0';
	assert_int_equal(414, read_it(state, &r, (variables){.path = path}));
	memset(qs, 'a', sizeof qs);
	qs[2048] = '\0';
	assert_int_equal(0, read_it(state, &r, (variables){.path = "/", .query = qs}));
	qs[2048] = 'a';
	qs[2049] = '\0';
	assert_int_equal(414, read_it(state, &r, (variables){.path = "/", .query = qs}));
}

static void forty_parameters_are_enough(void **state)
{
	th_buf b = {0};
	th_request r;
	for (int i = 0; i < 40; i++)
		th_buf_addz(&b, "a=1&");
	th_buf_addc(&b, '\0');
	assert_int_equal(0, read_it(state, &r, (variables){.path = "/", .query = b.p}));
	assert_int_equal(40, r.query.n);
	th_buf_cut(&b, b.n - 1);
	th_buf_add(&b, th_strn("a=1", 4));
	assert_int_equal(400, read_it(state, &r, (variables){.path = "/", .query = b.p}));
	assert_int_equal(0, r.query.n);
	th_buf_free(&b);
}

static void campaign_parameters_are_not_read_however_broken(void **state)
{
	th_request r;
	assert_int_equal(
	    0, read_it(state, &r,
		   (variables){.path = "/",
		       .query = "utm_source=%FC&fbclid=%&mtm_x=1&pk_campaign=2&gclid=%00"
				"&msclkid=3&ref=4&team=a&refx=5"}));
	assert_int_equal(2, r.query.n);
	assert_true(th_str_eqz(r.query.v[0].name, "team"));
	assert_true(th_str_eqz(r.query.v[1].name, "refx"));
}

static void a_campaign_tag_is_kept_when_it_is_plain_and_never_selects(void **state)
{
	static const struct {
		const char *query, *tag;
	} cases[] = {
	    {"c=fair-26&team=a", "fair-26"},
	    {"utm_campaign=A.b_c&team=a", "A.b_c"},
	    {"c=%66air&team=a", "fair"},
	    {"team=a", ""},
	    {"c=&team=a", ""},
	    {"c=a+b&team=a", ""},
	    {"c=%22%3E&team=a", ""},
	    {"c=%C3%BC&team=a", ""},
	    {"c=%&team=a", ""},
	    {"c=%00&team=a", ""},
	    {"utm_source=fair&team=a", ""},
	    {"c=1234567890123456789012345678901234567890&team=a",
		"1234567890123456789012345678901234567890"},
	    {"c=12345678901234567890123456789012345678901&team=a", ""},
	};
	for (size_t i = 0; i < TH_COUNT(cases); i++) {
		th_request r;
		assert_int_equal(
		    0, read_it(state, &r, (variables){.path = "/", .query = cases[i].query}));
		assert_int_equal(1, r.query.n);
		if (!th_str_eqz(r.campaign, cases[i].tag))
			fail_msg("%s gives the tag %.*s", cases[i].query, TH_FMT(r.campaign));
	}
}

static void a_parameter_that_is_taken_is_no_longer_part_of_the_query(void **state)
{
	th_request r;
	assert_int_equal(
	    0, read_it(state, &r, (variables){.path = "/", .query = "size=a4&team=a&size=a6&x=1"}));
	assert_true(th_str_eqz(request_take(&r, PARAM_SIZE), "a6"));
	assert_null(request_take(&r, PARAM_SIZE).p);
	assert_int_equal(2, r.query.n);
	assert_true(th_str_eqz(r.query.v[0].name, "team"));
	assert_true(th_str_eqz(r.query.v[1].name, "x"));
}

static void a_header_that_is_too_long_counts_as_absent(void **state)
{
	char etags[1100];
	th_request r;
	memset(etags, 'x', sizeof etags);
	etags[sizeof etags - 1] = '\0';
	assert_int_equal(0, read_it(state, &r, (variables){.path = "/", .if_none_match = etags}));
	assert_int_equal(0, r.if_none_match.n);
	assert_int_equal(0, read_it(state, &r, (variables){.path = "/", .if_none_match = "\"a\""}));
	assert_true(th_str_eqz(r.if_none_match, "\"a\""));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_plain_request_is_read),
	    TEST(absent_variables_are_empty_and_not_a_crash),
	    TEST(a_parameter_without_value_or_name_is_kept_as_it_is),
	    TEST(broken_percent_signs_and_bytes_that_are_no_text_are_400),
	    TEST(a_path_that_is_no_text_is_400),
	    TEST(what_is_too_long_is_414_and_what_just_fits_is_not),
	    TEST(forty_parameters_are_enough),
	    TEST(campaign_parameters_are_not_read_however_broken),
	    TEST(a_campaign_tag_is_kept_when_it_is_plain_and_never_selects),
	    TEST(a_parameter_that_is_taken_is_no_longer_part_of_the_query),
	    TEST(a_header_that_is_too_long_counts_as_absent),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
