/* test_words.c -- what a word is: how texts and queries are cut, folded and stemmed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "teamhub/words.h"

/* The words of a text with spaces between; one that has no place of its own in parentheses, a gap
 * before one as a slash. */
static const char *cut(th_arena *a, const char *text, bool html)
{
	th_buf b = {0};
	word_reader r = {.s = th_strz(text), .html = html};
	text_word w;
	while (word_next(&r, &w)) {
		assert_true(w.from < w.to && w.to <= strlen(text));
		if (b.n > 0)
			th_buf_addc(&b, ' ');
		if (w.gap)
			th_buf_addz(&b, "/ ");
		th_buf_addf(&b, w.same_place ? "(%.*s)" : "%.*s", TH_FMT(w.low));
	}
	const char *out = th_str_z(a, th_buf_str(&b));
	th_buf_free(&b);
	return out;
}

static void words_are_cut_and_lowered(void **state)
{
	static const struct {
		const char *text, *words;
	} cases[] = {
	    {"", ""},
	    {"  ,;!? – … ", ""},
	    {"Die Größe, 256 Kilobyte.", "die grösse 256 kilobyte"},
	    {"STRASSE Straße STRAẞE", "strasse strasse strasse"},
	    {"ÄÖÜ äöü", "äöü äöü"},
	    {"Mai Trần, Nguyễn Thị Ơn, Ștefan Bălțatu", "mai tran nguyen thi on stefan baltatu"},
	    {"Café à la Señor Łódź Yılmaz İzmir", "cafe a la senor lodz yilmaz izmir"},
	    {"Søren Æther cœur", "soren ather cour"},
	    {"u\xcc\x88"
	     "ber Soft\xc2\xadware",
		"uber software"},
	    {"Jana's l'eau don’t rock'n'roll 'so' s'", "jana leau dont rocknroll so s"},
	    {"Software-Entwicklung", "software entwicklung (softwareentwicklung)"},
	    {"E-Mail-Adresse hier", "e mail adresse (emailadresse) hier"},
	    {"Haus- und Hof", "haus und hof"},
	    {"Entwickler:innen Kolleg*innen", "entwicklerinnen kolleginnen"},
	    {"Entwickler/-in Mitarbeiter(in) ist", "entwicklerin mitarbeiterin ist"},
	    {"EntwicklerInnen Lehrer_innen, Köch·in", "entwicklerinnen lehrerinnen köchin"},
	    {"drei: innen und außen, check/inn (in Kassel)",
		"drei innen und aussen check inn in kassel"},
	    {"C++, C# und x86_64", "c++ c# und x86 64"},
	    {"C+, a++b, # C, C#9 #Werkstolz", "c a b c c 9 werkstolz"},
	    {"CO₂ 12 m² ﬁnden ＣＮＣ１", "co2 12 m2 finden cnc1"},
	    {"ΛΌΓΟΣ Москва 日本語", "λΌγοσ москва 日本語"},
	    {"a😀b", "a b"},
	};
	(void)state;
	th_arena *a = th_arena_new();
	for (size_t i = 0; i < TH_COUNT(cases); i++)
		assert_string_equal(cut(a, cases[i].text, false), cases[i].words);
	th_arena_free(a);
}

static void tags_part_words_and_paragraphs_part_phrases(void **state)
{
	static const struct {
		const char *html, *words;
	} cases[] = {
	    {"<p>Eins <em>zwei</em> drei</p>", "/ eins zwei drei"},
	    {"<p>Eins</p><p>zwei</p>", "/ eins / zwei"},
	    {"<ul><li>a</li><li>b <a href=\"/x/y\" title=\"a > b c\">d</a></li></ul>", "/ a / b d"},
	    {"R&amp;D &nbsp;gut&lt;", "r d gut"},
	    {"a & b &unclosed c", "a b unclosed c"},
	    {"<p>offen <strong", "/ offen"},
	    {"<", ""},
	    {"&", ""},
	    {"<h2 id=\"s-x\">Kopf</h2>Text", "/ kopf / text"},
	};
	(void)state;
	th_arena *a = th_arena_new();
	for (size_t i = 0; i < TH_COUNT(cases); i++)
		assert_string_equal(cut(a, cases[i].html, true), cases[i].words);
	th_arena_free(a);
}

static void a_word_that_is_too_long_is_left_out(void **state)
{
	(void)state;
	char text[400];
	th_arena *a = th_arena_new();
	memset(text, 'x', sizeof text);
	memcpy(text + 200, " kurz ", 6);
	text[sizeof text - 1] = '\0';
	assert_string_equal(cut(a, text, false), "kurz");
	memset(text, 'y', 150);
	text[150] = '\0';
	text[60] = '-'; /* each part fits, both joined do not */
	text[121] = '-';
	assert_int_equal(strlen(cut(a, text, false)), 60 + 1 + 60 + 1 + 28);
	th_arena_free(a);
}

static void any_bytes_are_cut_into_words(void **state)
{
	(void)state;
	uint32_t seed = 7;
	for (int round = 0; round < 3000; round++) {
		char bytes[80];
		size_t n = seed % sizeof bytes;
		for (size_t i = 0; i < n; i++) {
			seed = seed * 1664525 + 1013904223;
			bytes[i] = (char)(seed >> 24);
			if (seed >> 20 & 1)
				bytes[i] = "<>&;-'\"a\xc3\xa4"[(seed >> 16 & 255) % 10];
		}
		seed++;
		for (int html = 0; html < 2; html++) {
			word_reader r = {.s = th_strn(bytes, n), .html = html};
			text_word w;
			size_t last = 0;
			while (word_next(&r, &w)) {
				char into[WORD_MAX];
				assert_true(w.low.n > 0 && w.low.n <= WORD_MAX);
				assert_true(th_utf8_valid(w.low, NULL));
				assert_true(word_fold(w.low, into).n <= w.low.n);
				assert_true(w.to >= last && w.to <= n);
				last = w.to;
			}
		}
	}
}

static bool have_one_stem(const char *lang, const char *x, const char *y)
{
	char first[WORD_MAX], second[WORD_MAX];
	word_reader a = {.s = th_strz(x)}, b = {.s = th_strz(y)};
	text_word v, w;
	stemmers s = {0};
	assert_true(word_next(&a, &v) && word_next(&b, &w));
	th_str one = word_stem(&s, th_strz(lang), v.low, first);
	th_str two = word_stem(&s, th_strz(lang), w.low, second);
	stemmers_close(&s);
	if (!th_str_eq(one, two))
		print_message("%s: %.*s, %s: %.*s\n", x, TH_FMT(one), y, TH_FMT(two));
	return th_str_eq(one, two);
}

static void assert_same_stem(const char *lang, const char *x, const char *y)
{
	assert_true(have_one_stem(lang, x, y));
}

static void assert_other_stem(const char *lang, const char *x, const char *y)
{
	assert_false(have_one_stem(lang, x, y));
}

static void inflections_and_spellings_share_a_stem(void **state)
{
	(void)state;
	assert_same_stem("de", "Größe", "Groesse");
	assert_same_stem("de", "Größen", "GRÖSSE");
	assert_same_stem("de", "Große", "Grosse");
	assert_same_stem("de", "Müller", "Mueller");
	assert_same_stem("de", "Müller", "Muller");
	assert_same_stem("de", "Wärmepumpen", "Waermepumpe");
	assert_same_stem("de", "Entwicklung", "Entwicklungen");
	assert_same_stem("de", "Übung", "Uebungen");
	assert_same_stem("de", "Straße", "Strasse");
	assert_same_stem("de", "Kolleginnen", "Kollegin");
	assert_same_stem("de", "Kollegin", "Kollegen");
	assert_same_stem("de", "Softwareentwicklerinnen", "Softwareentwickler");
	assert_same_stem("de", "Ingenieurin", "Ingenieure");
	assert_same_stem("de", "Studentin", "Studenten");
	assert_same_stem("de", "Ärztin", "Arzt");
	assert_other_stem("de", "Berlin", "Berl");
	assert_other_stem("de", "Termin", "Term");
	assert_same_stem("en", "values", "value");
	assert_same_stem("en", "argument", "arguments");
	assert_same_stem("en", "welding", "weld");
	assert_same_stem("xx", "Größe", "groesse"); /* no stemmer: folded */
}

static void more_languages_than_are_kept_are_folded(void **state)
{
	(void)state;
	stemmers s = {0};
	char into[WORD_MAX], lang[3] = "aa";
	for (char c = 'a'; c < 'a' + 2 * WORD_LANGUAGES; c++) {
		lang[1] = c;
		assert_true(
		    th_str_eqz(word_stem(&s, th_strz(lang), TH_S("grössen"), into), "grossen"));
	}
	assert_true(th_str_eqz(word_stem(&s, TH_S("de"), TH_S("grössen"), into), "grossen"));
	assert_true(th_str_eqz(word_stem(&s, TH_S("a language tag"), TH_S("wort"), into), "wort"));
	stemmers_close(&s);
}

static void common_words_are_known_in_both_languages(void **state)
{
	(void)state;
	static const char *const yes[] = {"a", "die", "für", "the", "über", "with", "zur"};
	static const char *const no[] = {"", "werkstatt", "uber", "z", "diesel", "it", "jobs"};
	for (size_t i = 0; i < TH_COUNT(yes); i++)
		assert_true(word_is_common(th_strz(yes[i])));
	for (size_t i = 0; i < TH_COUNT(no); i++)
		assert_false(word_is_common(th_strz(no[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_are_cut_and_lowered),
	    cmocka_unit_test(tags_part_words_and_paragraphs_part_phrases),
	    cmocka_unit_test(a_word_that_is_too_long_is_left_out),
	    cmocka_unit_test(any_bytes_are_cut_into_words),
	    cmocka_unit_test(inflections_and_spellings_share_a_stem),
	    cmocka_unit_test(more_languages_than_are_kept_are_folded),
	    cmocka_unit_test(common_words_are_known_in_both_languages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
