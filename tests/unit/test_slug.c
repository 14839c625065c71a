/* test_slug.c -- names become addresses that never change, and sort as readers expect. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "teamhub/content.h"

static void names_become_addresses(void **state)
{
	static const char *const pairs[][2] = {
	    {"my-first-week", "my-first-week"},
	    {"My First Week!", "my-first-week"},
	    {"  --a__b--  ", "a-b"},
	    {"Jana Müller-Lüdenscheidt", "jana-mueller-luedenscheidt"},
	    {"Größe & Maße", "groesse-masse"},
	    {"ÄRGER ÜBER ÖL", "aerger-ueber-oel"},
	    {"STRAẞE", "strasse"},
	    {"u\xcc\x88"
	     "ber",
		"ueber"},
	    {"Emre Yılmaz", "emre-yilmaz"},
	    {"Mai Trần", "mai-tran"},
	    {"Łukasz Żółć", "lukasz-zolc"},
	    {"Søren Ærø", "soeren-aeroe"},
	    {"Đorđe Þór", "dorde-thor"},
	    {"café naïve", "cafe-naive"},
	    {"O’Neill's", "oneills"},
	    {"C++ und C#", "c-und-c"},
	    {"100 % Ökostrom", "100-oekostrom"},
	    {"Москва", "moskva"},
	    {"Ελλάδα", "ellada"},
	    {"北京", "bei-jing"},
	    {"ﬁne", "fine"},
	    {"..", ""},
	    {"!!!", ""},
	    {"", ""},
	    {"a/../b", "a-b"},
	    {"a\nb", "a-b"},
	    {"a%2e%2e", "a-2e-2e"},
	    {"<script>", "script"},
	};
	th_arena *a = th_arena_new();
	(void)state;
	for (size_t i = 0; i < TH_COUNT(pairs); i++) {
		th_str slug = slug_of(a, th_strz(pairs[i][0]));
		if (!th_str_eqz(slug, pairs[i][1]))
			fail_msg("%s: \"%.*s\" instead of \"%s\"", pairs[i][0], TH_FMT(slug),
			    pairs[i][1]);
	}
	th_arena_free(a);
}

static void any_bytes_give_letters_digits_and_single_hyphens(void **state)
{
	th_arena *a = th_arena_new();
	uint32_t seed = 12345;
	(void)state;
	for (int round = 0; round < 400; round++) {
		char text[700];
		size_t n = (size_t)round * 3 % sizeof(text);
		for (size_t i = 0; i < n; i++) {
			seed = seed * 1664525u + 1013904223u;
			text[i] = (char)(seed >> 24);
		}
		th_str slug = slug_of(a, (th_str){text, n});
		assert_true(slug.n <= 96);
		for (size_t i = 0; i < slug.n; i++) {
			char c = slug.p[i];
			bool hyphen = c == '-' && i > 0 && i + 1 < slug.n && slug.p[i - 1] != '-';
			if (!hyphen && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9'))
				fail_msg("%.*s", TH_FMT(slug));
		}
		assert_true(th_str_eq(slug_of(a, slug), slug));
	}
	th_arena_free(a);
}

static void a_long_title_is_cut(void **state)
{
	th_arena *a = th_arena_new();
	char text[2000];
	(void)state;
	memset(text, 'x', sizeof(text));
	assert_in_range(slug_of(a, (th_str){text, sizeof(text)}).n, 90, 96);
	th_arena_free(a);
}

static void names_sort_as_german_readers_expect(void **state)
{
	static const char *const sorted[] = {"Abel", "Ähre", "Auer", "Meier", "Oesterle", "Österle",
	    "Otto", "Strasse", "Straße", "Ulm", "Über", "zebra"};
	th_arena *a = th_arena_new();
	(void)state;
	for (size_t i = 1; i < TH_COUNT(sorted); i++) {
		th_str x = sort_key(a, th_strz(sorted[i - 1]), TH_S("de"));
		th_str y = sort_key(a, th_strz(sorted[i]), TH_S("de"));
		if (i == 10) /* Ulm, Über: Ü sorts as U, b before l */
			assert_true(th_str_cmp(y, x) < 0);
		else if (th_str_cmp(x, y) >= 0)
			fail_msg("%s is not before %s", sorted[i - 1], sorted[i]);
	}
	assert_true(sort_key(a, TH_S("x"), TH_S("no-such-language")).n > 0);
	assert_true(
	    th_str_cmp(sort_key(a, TH_NONE, TH_S("de")), sort_key(a, TH_S("a"), TH_S("de"))) < 0);
	th_arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_become_addresses),
	    cmocka_unit_test(any_bytes_give_letters_digits_and_single_hyphens),
	    cmocka_unit_test(a_long_title_is_cut),
	    cmocka_unit_test(names_sort_as_german_readers_expect),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
