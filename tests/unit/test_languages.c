/* test_languages.c -- which language a visitor gets, the forms of words that go with numbers, names
 * of profiles, and the order of names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#include "../../cgi/pages/item.h"
#include "../../cgi/web/router.h"
#include "teamhub/content.h"
#include "teamhub/texts.h"

static void assert_language(const char *accept, const char *want)
{
	th_arena *a = th_arena_new();
	th_str v[] = {TH_S("de"), TH_S("en"), TH_S("pt-BR")};
	const th_strs langs = {v, 3, 3};
	th_str got = negotiate_language(a, &langs, th_strz(accept));
	if (!th_str_eqz(got, want))
		fail_msg("%s gives \"%.*s\", not \"%s\"", accept, TH_FMT(got), want);
	th_arena_free(a);
}

static void the_language_that_weighs_most_wins(void **state)
{
	(void)state;
	assert_language("en", "en");
	assert_language("de", "de");
	assert_language("en-GB,en;q=0.9,de;q=0.8", "en");
	assert_language("de;q=0.3, en;q=0.5", "en");
	assert_language("fr;q=1.0, de;q=0.4, en;q=0.400", "de"); /* the first of equals */
	assert_language("en;q=0.4,de;q=0.4", "en");
	assert_language("EN-us", "en");
	assert_language("pt", "pt-BR");
	assert_language("pt-PT,pt;q=0.9,en;q=0.5", "pt-BR");
	assert_language("de-Latn-AT-1996", "de");
	assert_language("fr,*;q=0.1", "de");
	assert_language("*", "de");
	assert_language("en;q=1.000", "en");
	assert_language("en ; Q=0.7 , de ; q=0.6", "en");
}

static void what_is_refused_or_unknown_is_not_given(void **state)
{
	(void)state;
	assert_language("", "");
	assert_language("fr", "");
	assert_language("en;q=0", "");
	assert_language("en;q=0, de;q=0.1", "de");
	assert_language("*, de;q=0", "en");
	assert_language("ende", "");
	assert_language("e", "");
}

static void nonsense_does_no_harm(void **state)
{
	(void)state;
	assert_language(",,,;;;,=", "");
	assert_language("en;q=", "en");
	assert_language("en;q=2", "");
	assert_language("en;q=0.99999, de", "de");
	assert_language("en;q=-1,de;q=0.1", "de");
	assert_language("en;q=1.5", "en");
	assert_language("\xff\xfe,en", "en");
	th_buf b = {0};
	for (int i = 0; i < 400; i++)
		th_buf_addz(&b, "xx,");
	th_buf_addz(&b, "en");
	th_buf_addc(&b, '\0');
	assert_language(b.p, ""); /* nobody reads that many */
	th_buf_free(&b);
}

static void assert_count(const char *lang, int64_t n, const char *want)
{
	th_arena *a = th_arena_new();
	hub_site site = {.q = {.a = a, .ui = th_strz(lang)}};
	th_str got = word_count(&site, "stories_count", n);
	if (!th_str_eqz(got, want))
		fail_msg("%s %d: \"%.*s\", not \"%s\"", lang, (int)n, TH_FMT(got), want);
	th_arena_free(a);
}

static void one_story_and_several_stories(void **state)
{
	(void)state;
	assert_count("de", 1, "1 Geschichte");
	assert_count("de", 0, "0 Geschichten");
	assert_count("de", 2, "2 Geschichten");
	assert_count("de-AT", 21, "21 Geschichten");
	assert_count("en", 1, "1 story");
	assert_count("en", 0, "0 stories");
	assert_count("fr", 0, "0 story");   /* as French has it; the words are a theme's to give */
	assert_count("pl", 3, "3 stories"); /* nobody gave the form for few */
	assert_count("ja", 1, "1 stories");
}

/* What ICU, made from CLDR, says of the languages that a hub in Europe may have, and some more. */
static void every_number_has_the_form_that_icu_gives_it(void **state)
{
	(void)state;
	static const char *const langs[] = {"bg", "bs", "cs", "da", "de", "el", "en", "es", "et",
	    "fi", "fr", "ga", "hr", "hu", "id", "is", "it", "ja", "ko", "lt", "lv", "mt", "nb",
	    "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh"};
	for (size_t i = 0; i < TH_COUNT(langs); i++) {
		UErrorCode failed = U_ZERO_ERROR;
		UPluralRules *rules = uplrules_open(langs[i], &failed);
		assert_true(U_SUCCESS(failed));
		for (int n = 0; n <= 1200; n++) {
			UChar wide[16];
			char want[16];
			int32_t len = uplrules_select(rules, n, wide, 16, &failed);
			assert_true(U_SUCCESS(failed) && len < 16);
			u_UCharsToChars(wide, want, len);
			want[len] = 0;
			const char *got = plural_form(th_strz(langs[i]), n);
			if (strcmp(got, want) != 0)
				fail_msg("%s %d: %s, not %s", langs[i], n, got, want);
		}
		uplrules_close(rules);
	}
}

static void assert_label(const char *lang, const char *key, const char *want)
{
	th_arena *a = th_arena_new();
	hub_site site = {.q = {.a = a, .ui = th_strz(lang)}};
	th_str got = profile_label(&site, th_strz(key));
	if (!th_str_eqz(got, want))
		fail_msg("%s: \"%.*s\", not \"%s\"", key, TH_FMT(got), want);
	th_arena_free(a);
}

static void profiles_are_called_as_they_call_themselves(void **state)
{
	(void)state;
	assert_label("de", "mastodon", "Mastodon");
	assert_label("en", "linkedin", "LinkedIn");
	assert_label("en", "GitHub", "GitHub");
	assert_label("de", "website", "Webseite");
	assert_label("en", "website", "Website");
	assert_label("de", "strava", "Strava");
	assert_label("de", "iNaturalist", "iNaturalist");
	assert_label("de", "Übersetzungen", "Übersetzungen");
	assert_label("de", "", "");
}

static void assert_before(th_arena *a, const char *lang, const char *x, const char *y)
{
	th_str k = sort_key(a, th_strz(x), th_strz(lang)),
	       m = sort_key(a, th_strz(y), th_strz(lang));
	size_t n = k.n < m.n ? k.n : m.n;
	int order = memcmp(k.p, m.p, n);
	if (order > 0 || (order == 0 && k.n >= m.n))
		fail_msg("%s: %s does not stand before %s", lang, x, y);
}

static void names_stand_where_readers_look_for_them(void **state)
{
	(void)state;
	th_arena *a = th_arena_new();
	assert_before(a, "de", "Ärmel", "Arnold");
	assert_before(a, "de", "Arm", "Ärmel");
	assert_before(a, "de", "Österle", "Ott");
	assert_before(a, "de", "Straße", "Strategie");
	assert_before(a, "de", "Grosse", "Große");
	assert_before(a, "de", "Große", "Grossmann");
	assert_before(a, "de", "ernst", "Ernst Z");
	assert_before(a, "de", "Émile", "Emma");
	assert_before(a, "sv", "Zetterlund", "Ärlig");
	th_arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_language_that_weighs_most_wins),
	    cmocka_unit_test(what_is_refused_or_unknown_is_not_given),
	    cmocka_unit_test(nonsense_does_no_harm),
	    cmocka_unit_test(one_story_and_several_stories),
	    cmocka_unit_test(every_number_has_the_form_that_icu_gives_it),
	    cmocka_unit_test(profiles_are_called_as_they_call_themselves),
	    cmocka_unit_test(names_stand_where_readers_look_for_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
