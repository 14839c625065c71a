/* test_base.c -- strings, UTF-8, escaping, maps and time. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "teamhub/base.h"
#include "teamhub/file.h"
#include "teamhub/json.h"

#define assert_str(got, want)                                                                      \
	do {                                                                                       \
		th_str got_ = (got), want_ = TH_S(want);                                           \
		if (!th_str_eq(got_, want_))                                                       \
			fail_msg("got \"%.*s\", want \"%.*s\"", TH_FMT(got_), TH_FMT(want_));      \
	} while (0)

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

static void a_split_yields_every_part_also_empty_ones(void **state)
{
	(void)state;
	th_str rest = TH_S("a,,b,"), part;
	const char *want[] = {"a", "", "b", ""};
	size_t n = 0;
	while (th_str_split(&rest, ',', &part)) {
		assert_true(n < 4);
		assert_true(th_str_eqz(part, want[n]));
		n++;
	}
	assert_int_equal(n, 4);
	rest = TH_S("");
	assert_true(th_str_split(&rest, ',', &part));
	assert_int_equal(part.n, 0);
	assert_false(th_str_split(&rest, ',', &part));
}

static void a_needle_is_found_at_its_first_place_or_not_at_all(void **state)
{
	(void)state;
	assert_int_equal(th_str_find(TH_S("aab"), TH_S("ab")), 1);
	assert_int_equal(th_str_find(TH_S("aaab"), TH_S("aab")), 1);
	assert_int_equal(th_str_find(TH_S("abc"), TH_S("c")), 2);
	assert_int_equal(th_str_find(TH_S("abc"), TH_S("abcd")), -1);
	assert_int_equal(th_str_find(TH_S(""), TH_S("a")), -1);
	assert_int_equal(th_str_find(TH_S("x"), TH_S("")), 0);
	assert_int_equal(th_str_rchr(TH_S("a.b.c"), '.'), 3);
}

static void a_number_is_digits_only_and_bounded(void **state)
{
	(void)state;
	uint64_t n;
	assert_true(th_str_uint(TH_S("0"), 10, &n));
	assert_true(th_str_uint(TH_S("18446744073709551615"), UINT64_MAX, &n));
	assert_true(n == UINT64_MAX);
	assert_false(th_str_uint(TH_S("18446744073709551616"), UINT64_MAX, &n));
	assert_false(th_str_uint(TH_S("11"), 10, &n));
	assert_false(th_str_uint(TH_S("-1"), 10, &n));
	assert_false(th_str_uint(TH_S(""), 10, &n));
	assert_false(th_str_uint(TH_S("1 "), 10, &n));
}

static void ill_formed_utf8_is_found_at_its_offset(void **state)
{
	(void)state;
	static const struct {
		th_str s;
		size_t bad;
	} cases[] = {
	    {TH_S("\xc0\xaf"), 0},           /* overlong */
	    {TH_S("a\xed\xa0\x80"), 1},      /* surrogate */
	    {TH_S("ab\xf4\x90\x80\x80"), 2}, /* above U+10FFFF */
	    {TH_S("Gr\xf6\xdf"
		  "e"),
		2},                        /* Latin-1 */
	    {TH_S("\xe2\x82"), 0},         /* cut short */
	    {TH_S("\xf0\x8f\xbf\xbf"), 0}, /* overlong */
	};
	for (size_t i = 0; i < TH_COUNT(cases); i++) {
		size_t bad = 99;
		assert_false(th_utf8_valid(cases[i].s, &bad));
		assert_int_equal(bad, cases[i].bad);
	}
	assert_true(
	    th_utf8_valid(TH_S("Größe \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x94\xa7"), NULL));
}

static void characters_that_xml_forbids_are_not_xml_clean(void **state)
{
	(void)state;
	assert_true(th_xml_valid(TH_S("tab\t line\n ]]> \xe2\x80\xae"), NULL));
	assert_false(th_xml_valid(TH_S("a\x01"), NULL));
	assert_false(th_xml_valid(TH_S("\xef\xbf\xbe"), NULL)); /* U+FFFE */
	assert_false(th_xml_valid(th_strn("a\0b", 3), NULL));
}

static void a_text_is_quoted_when_marks_stand_at_both_ends(void **state)
{
	(void)state;
	assert_true(th_str_is_quoted(TH_S("„Schiff ist ja noch da.“")));
	assert_true(th_str_is_quoted(TH_S("“It is a stupid rule.”")));
	assert_true(th_str_is_quoted(TH_S("»Moin«.")));
	assert_true(th_str_is_quoted(TH_S("‚Ja‘, sagte sie. ‚Morgen.‘")));
	assert_false(th_str_is_quoted(TH_S("„Kunde informiert“ heißt bei uns: abgeschickt.")));
	assert_false(th_str_is_quoted(TH_S("Sie nannte es „fertig“.")));
	assert_false(th_str_is_quoted(TH_S("")));
}

static void a_shortened_text_ends_at_a_word_and_says_so(void **state)
{
	assert_str(th_str_shorten(*state, TH_S("kurz"), 10), "kurz");
	assert_str(
	    th_str_shorten(*state, TH_S("eine Wärmepumpe im Garten"), 18), "eine Wärmepumpe …");
	assert_str(th_str_shorten(*state, TH_S("ßßßßßß"), 3), "ßßß …");
}

static void escaping_fits_its_context(void **state)
{
	th_buf b = {0};
	th_buf_add_html(&b, TH_S("<a b=\"c\" d='e'>&"));
	assert_str(th_buf_str(&b), "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;");
	th_buf_cut(&b, 0);
	th_buf_add_json(&b, TH_S("</script>\"\\\n\x01"));
	assert_str(th_buf_str(&b), "\"\\u003c/script\\u003e\\\"\\\\\\n\\u0001\"");
	th_buf_cut(&b, 0);
	th_buf_add_url(&b, TH_S("/ä b&c"), "/");
	assert_str(th_buf_str(&b), "/%C3%A4%20b%26c");
	th_buf_free(&b);
	th_str s;
	assert_true(th_url_decode(*state, TH_S("a%2Fb+c"), true, &s));
	assert_str(s, "a/b c");
	assert_false(th_url_decode(*state, TH_S("%0"), false, &s));
	assert_false(th_url_decode(*state, TH_S("%zz"), false, &s));
	assert_false(th_url_decode(*state, TH_S("a%00"), false, &s));
}

static void a_map_finds_what_was_put_and_keeps_the_order(void **state)
{
	th_map m;
	th_map_init(&m, *state);
	assert_null(th_map_get(&m, TH_S("x")));
	for (int i = 0; i < 1000; i++)
		th_map_put(&m, th_str_fmt(*state, "key%d", i), th_str_z(*state, TH_S("v")));
	assert_int_equal(m.n, 1000);
	char other[] = "other";
	th_map_put(&m, TH_S("key7"), other);
	assert_int_equal(m.n, 1000);
	assert_ptr_equal(th_map_get(&m, TH_S("key7")), other);
	assert_non_null(th_map_get(&m, TH_S("key999")));
	assert_null(th_map_get(&m, TH_S("key1000")));
	assert_str(m.items[7].key, "key7");
}

static void days_and_seconds_agree_over_centuries(void **state)
{
	(void)state;
	th_time t = th_time_of((th_civil){1899, 12, 31, 0, 0, 0});
	for (int i = 0; i < 100000; i += 37, t += 37 * 86400) {
		th_civil c = th_civil_of(t + 3661);
		assert_true(th_civil_valid(c));
		assert_true(th_time_of(c) == t + 3661);
		assert_int_equal(c.second, 1);
	}
	assert_int_equal(th_weekday(th_time_of((th_civil){2026, 11, 23, 0, 0, 0})), 1);
	assert_int_equal(th_weekday(-1), 3); /* 31 December 1969 */
	assert_false(th_civil_valid((th_civil){2026, 2, 29, 0, 0, 0}));
	assert_true(th_civil_valid((th_civil){2028, 2, 29, 0, 0, 0}));
	assert_false(th_civil_valid((th_civil){2026, 13, 1, 0, 0, 0}));
}

static void an_instant_is_spelt_as_each_standard_wants(void **state)
{
	th_time t = th_time_of((th_civil){2026, 11, 23, 8, 0, 0}), back;
	assert_str(th_time_rfc3339(*state, t, 60), "2026-11-23T09:00:00+01:00");
	assert_str(th_time_rfc3339(*state, t, 0), "2026-11-23T08:00:00Z");
	assert_str(th_time_rfc3339(*state, t, -210), "2026-11-23T04:30:00-03:30");
	assert_str(th_time_rfc822(*state, t), "Mon, 23 Nov 2026 08:00:00 +0000");
	assert_str(th_time_http(*state, t), "Mon, 23 Nov 2026 08:00:00 GMT");
	assert_true(th_time_parse_http(TH_S("Mon, 23 Nov 2026 08:00:00 GMT"), &back));
	assert_true(back == t);
	assert_false(th_time_parse_http(TH_S("Mon, 31 Feb 2026 08:00:00 GMT"), &back));
	assert_true(th_time_parse_rfc3339(TH_S("2026-11-23T04:30:00.25-03:30"), &back));
	assert_true(back == t);
	assert_false(th_time_parse_rfc3339(TH_S("2026-11-23T08:00:00"), &back));
	assert_false(th_time_parse_rfc3339(TH_S("2026-11-23T08:00:00Zjunk"), &back));
}

static void an_operators_error_is_one_line(void **state)
{
	(void)state;
	th_err err;
	assert_int_equal(th_fail(&err, "a\nb\r%s", "c"), -1);
	assert_string_equal(err.msg, "a b c");
	assert_int_equal(th_fail(NULL, "x"), -1);
}

/* Random words of two letters, in which much repeats: one slip is told as the full count tells it.
 */
static void one_slip_is_counted_like_any_number_of_them(void **state)
{
	uint32_t x = 2463534242;
	char p[2][8];
	(void)state;
	for (int i = 0; i < 200000; i++) {
		th_str w[2];
		for (int k = 0; k < 2; k++) {
			x ^= x << 13, x ^= x >> 17, x ^= x << 5;
			w[k] = (th_str){p[k], x % 8};
			for (size_t j = 0; j < w[k].n; j++)
				p[k][j] = (char)('a' + (x >> (8 + j)) % 2);
		}
		size_t far = th_distance(w[0], w[1], 8), one = th_distance(w[0], w[1], 1);
		if (one != (far < 2 ? far : 2))
			fail_msg("%.*s %.*s: %zu, not %zu", TH_FMT(w[0]), TH_FMT(w[1]), one, far);
	}
	assert_int_equal(th_distance(TH_S("draft"), TH_S("drfat"), 1), 1);
	assert_int_equal(th_distance(TH_S("until"), TH_S("untill"), 1), 1);
	assert_int_equal(th_distance(TH_S("draft"), TH_S("craft"), 1), 1);
	assert_int_equal(th_distance(TH_S("left"), TH_S("elf"), 1), 2);
}

/* ---- whole files, JSON ---- */

static void a_file_is_replaced_as_a_whole_and_nothing_is_left_beside_it(void **state)
{
	(void)state;
	th_arena *a = th_arena_new();
	char dir[] = "/tmp/teamhub-file-XXXXXX";
	assert_non_null(mkdtemp(dir));
	const char *path = th_str_fmt(a, "%s/a/b/name", dir).p;
	th_str text;
	struct stat st;
	assert_int_equal(-1, file_write(path, TH_S("x"), 0644, 0));
	assert_int_equal(ENOENT, errno);
	assert_int_equal(0, file_make_folders(path, strlen(dir) + 1, 0755));
	assert_int_equal(0, file_create(path, TH_S("first")));
	assert_int_equal(-1, file_create(path, TH_S("second")));
	assert_int_equal(EEXIST, errno);
	assert_int_equal(0, file_read(path, 5, a, &text));
	assert_true(th_str_eqz(text, "first"));
	assert_int_equal(-1, file_read(path, 4, a, &text));
	assert_int_equal(EFBIG, errno);
	mode_t was = umask(077);
	assert_int_equal(0, file_write(path, TH_S("third"), 0644, FILE_SYNCED | FILE_MANY));
	umask(was);
	assert_int_equal(0, stat(path, &st));
	assert_int_equal(0644, st.st_mode & 0777);
	assert_int_equal(0, file_read(path, 5, a, &text));
	assert_true(th_str_eqz(text, "third"));
	assert_int_equal(0, unlink(path)); /* rmdir: the folder is empty then */
	assert_int_equal(0, rmdir(th_str_fmt(a, "%s/a/b", dir).p));
	assert_int_equal(0, rmdir(th_str_fmt(a, "%s/a", dir).p));
	assert_int_equal(0, rmdir(dir));
	th_arena_free(a);
}

static void json_is_written_in_lines_as_deep_as_wanted(void **state)
{
	(void)state;
	th_buf b = {0};
	th_json j = {.out = &b, .lines = 1};
	json_begin(&j, NULL, '{');
	json_text(&j, "a", TH_S("<\"\n"));
	json_begin(&j, "b", '[');
	json_number(&j, NULL, -1);
	json_bool(&j, NULL, true);
	json_none(&j, NULL);
	json_end(&j, ']');
	json_begin(&j, "c", '{');
	json_end(&j, '}');
	json_end(&j, '}');
	th_str want =
	    TH_S("{\n  \"a\": \"\\u003c\\\"\\n\",\n  \"b\": [-1,true,null],\n  \"c\": {}\n}");
	assert_int_equal(want.n, b.n);
	assert_memory_equal(want.p, b.p, b.n);
	th_buf_free(&b);
}

static void a_list_is_joined_and_a_date_in_a_name_is_measured(void **state)
{
	(void)state;
	th_arena *a = th_arena_new();
	th_strs list = {0};
	assert_true(th_str_eqz(th_strs_join(a, &list, ", "), ""));
	*TH_ADD(a, &list) = TH_S("one");
	*TH_ADD(a, &list) = TH_S("two");
	assert_true(th_str_eqz(th_strs_join(a, &list, ", "), "one, two"));
	assert_int_equal(11, path_date(TH_S("2026-05-01-name")));
	assert_int_equal(7, path_date(TH_S("26-5-1-name")));
	assert_int_equal(0, path_date(TH_S("2026-05-01-")));
	assert_int_equal(0, path_date(TH_S("2026-05-name")));
	th_arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_file_is_replaced_as_a_whole_and_nothing_is_left_beside_it),
	    cmocka_unit_test(json_is_written_in_lines_as_deep_as_wanted),
	    cmocka_unit_test(a_list_is_joined_and_a_date_in_a_name_is_measured),
	    cmocka_unit_test(a_split_yields_every_part_also_empty_ones),
	    cmocka_unit_test(a_needle_is_found_at_its_first_place_or_not_at_all),
	    cmocka_unit_test(a_number_is_digits_only_and_bounded),
	    cmocka_unit_test(ill_formed_utf8_is_found_at_its_offset),
	    cmocka_unit_test(characters_that_xml_forbids_are_not_xml_clean),
	    cmocka_unit_test(a_text_is_quoted_when_marks_stand_at_both_ends),
	    cmocka_unit_test_setup_teardown(
		a_shortened_text_ends_at_a_word_and_says_so, setup, teardown),
	    cmocka_unit_test_setup_teardown(escaping_fits_its_context, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		a_map_finds_what_was_put_and_keeps_the_order, setup, teardown),
	    cmocka_unit_test(days_and_seconds_agree_over_centuries),
	    cmocka_unit_test_setup_teardown(
		an_instant_is_spelt_as_each_standard_wants, setup, teardown),
	    cmocka_unit_test(an_operators_error_is_one_line),
	    cmocka_unit_test(one_slip_is_counted_like_any_number_of_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
