/* Sentences, and what the rules of the demo hub say to them: nothing, or one rule. */
#include "support_content.h"

#include "teamhub/guideline.h"

typedef struct sentence {
	const char *rule; /* "": passes without a word */
	const char *text;
} sentence;

/* One sentence a story, under the rules of the demo hub. */
static void judge(tree *t, const sentence *list, size_t count)
{
	if (source_open(&t->source, "content", NULL, true, &t->err) < 0)
		fail_msg("%s", t->err.msg);
	guideline_rules *rules;
	t->findings = (th_findings){.arena = t->arena};
	assert_int_equal(
	    guideline_rules_load(&rules, t->source, t->arena, &t->findings, &t->err), 0);
	assert_findings(t, 0);
	assert_non_null(rules);
	size_t wrong = 0;
	for (size_t i = 0; i < count; i++) {
		parsed_doc doc = {.kind = TH_STORY, .path = TH_S("s.md")};
		t->findings = (th_findings){.arena = t->arena};
		guideline_check(rules, &doc, th_strz(list[i].text), &t->findings);
		size_t n = t->findings.list.n;
		bool right =
		    list[i].rule[0] == 0
			? n == 0
			: n == 1 && strcmp(t->findings.list.v[0].rule->name, list[i].rule) == 0;
		if (right)
			continue;
		print_error("%s: expected \"%s\", found %zu\n", list[i].text, list[i].rule, n);
		tree_print_findings(t);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

static void telephone_numbers_are_told_from_other_digits(void **state)
{
	static const sentence list[] = {
	    {"personal.phone", "Ruf Tom an: 0171 2345678."},
	    {"personal.phone", "Ihre Nummer ist 0151/23456789, sagt sie."},
	    {"personal.phone", "Meine Mutter: 0341 / 123 45 67."},
	    {"personal.phone", "(030) 1234567 klingelt bei ihm im Flur."},
	    {"personal.phone", "+49 341 1234567"},
	    {"personal.phone", "+49 (0) 341 1234567"},
	    {"personal.phone", "0049 171 2345678"},
	    {"personal.phone", "Call my sister on +44 20 7946 0958."},
	    {"personal.phone", "01712345678"},
	    {"personal.phone", "Handy 17123456 war besetzt."},
	    {"personal.phone", "Platz 5 (0341 1234567) ist frei."},
	    {"personal.phone", "In backticks: `0171 2345678`"},
	    {"personal.phone", "[Anrufen](tel:+491712345678)"},
	    {"personal.phone", "<a href=\"tel:0171-2345678\">x</a>"},
	    {"personal.phone", "[x]\n\n[x]: tel:+491712345678"},
	    {"personal.phone", "0171\xc2\xa0"
			       "2345678"},
	    {"personal.phone", "0171\xe2\x80\x93"
			       "2345678"},
	    {"", "Die Zentrale hat die 0341 555 0123."},
	    {"", "Ring the office: +49 561 5550 99, or [here](tel:+495615550)."},
	    {"", "Die Nummer gegen Kummer ist 0800 1110333, die Auskunft 116 117."},
	    {"", "Das Ersatzteil 0341-555-1234-99-77-12 passt nicht."},
	    {"", "Art.-Nr. 0171 2345678, Job-ID 0341 1234567"},
	    {"", "Seriennummer: 0123 4567890, Kennziffer 0221 2023 77"},
	    {"", "Am 03.05.1991, am 2026-03-02 und am 01/02/2026 um 08:00 - 16:30."},
	    {"", "Das kostet 12.000.000 Euro, +12 000 000 € mehr als 2024."},
	    {"", "Fach 01 02 03 04 05 06 07 08"},
	    {"", "0341 0342 0343 0344 0345 0346"},
	    {"", "Von 0,5 bis 12 bar, 0.5 - 1.2 A, 1013 hPa, 230/400 V."},
	    {"", "IBAN DE02 1203 0000 0000 2020 51"},
	    {"", "ISBN 978-3-16-148410-0, DIN EN 12831-1"},
	    {"", "Bits: 0101 1010 1100 0011"},
	    {"", "Firmware 02.04.0171, Commit 0171234567ab"},
	    {"", "```\ncurl 0171 2345678\n```"},
	    {"", "[Karte](https://karte.example/0171 2345678)"},
	    {"", "https://x.example/tel/01712345678"},
	    {"", "PLZ 04229, 04317, 34117 und 23552"},
	    {"", "Wir maßen 0341 2 mal."},
	};
	judge(*state, list, TH_COUNT(list));
}

static void mail_addresses_are_private_unless_the_company_owns_the_domain(void **state)
{
	static const sentence list[] = {
	    {"personal.mail", "Schreib an jana.weber@mail.example."},
	    {"personal.mail", "[Mail](mailto:tom@gmx.example?subject=x)"},
	    {"personal.mail", "<tom@web.example>"},
	    {"personal.mail", "<mailto:tom@web.example>"},
	    {"personal.mail", "Write to `a+b@sub.mail.example`"},
	    {"personal.mail", "[x](mailto:tom%40web.example)"},
	    {"personal.mail", "jana@notauenwerk.example"},
	    {"", "hub@auenwerk.example, Hub@AUENWERK.example und x@mail.auenwerk.example"},
	    {"", "[Schreib uns](mailto:hub@auenwerk.example)"},
	    {"", "Mastodon: @jana@social.example"},
	    {"", "10 kW @ 35 °C, a@b, x@2 und @media"},
	    {"", "https://user@host.example/x"},
	};
	judge(*state, list, TH_COUNT(list));
}

static void number_plates_need_a_district_and_a_form(void **state)
{
	static const sentence list[] = {
	    {"personal.plate", "Der Wagen mit L-AB 1234 stand davor."},
	    {"personal.plate", "Vor „LÖB-X 12H“ war Platz."},
	    {"personal.plate", "Der Kombi, Kennzeichen HL AB 123, war weg."},
	    {"personal.plate", "The plate was KS-XY 99E."},
	    {"", "DIN EN 378 und DIN-EN 12831 gelten."},
	    {"", "Das Modell WP-S 12 und die AW-B 35"},
	    {"", "XQ-AB 1234 gibt es nicht."},
	    {"", "Schraube M-AX 30, Fach L-AB 12, Raum B-AC 101"},
	    {"", "L-HR-12 ist eine Stelle, L AB 1234 sagt nichts."},
	    {"", "Von A-B 0123 und B-CD 12,5 mm"},
	    {"", "A2-L-AB 1234-77"},
	};
	judge(*state, list, TH_COUNT(list));
}

static void a_birthday_needs_a_day_a_month_and_a_word(void **state)
{
	static const sentence list[] = {
	    {"personal.birthday", "She was born on 3 May 1991 in Kassel."},
	    {"personal.birthday", "Jana, born May 3rd, 1991"},
	    {"personal.birthday", "Ich bin am 3. Mai 1991 geboren.\n\nSo war es."},
	    {"personal.birthday", "Tom (geb. 3.5.1991)"},
	    {"personal.birthday", "Sein Geburtstag am 12.4. fiel aus."},
	    {"personal.birthday", "Geburtsdatum: 12.04.1991"},
	    {"personal.birthday", "Her date of birth is 1991-05-03."},
	    {"personal.birthday", "Am 12. April hat Jana Geburtstag."},
	    {"personal.birthday", "On 3 May is my birthday"},
	    {"personal.birthday", "Mein Geburtstag ist der 1. Jänner"},
	    {"", "Ich bin 1991 geboren, im Mai, in Leipzig."},
	    {"", "Born in Manchester, in 1980."},
	    {"", "Am 12. April hat die Anlage den ersten Frost gesehen."},
	    {"", "Carl von Linde, geboren am 11. Juni 1842, hat es vorgemacht."},
	    {"", "An meinem Geburtstag stand ich im Keller. Am 3. Mai war er trocken."},
	    {"", "Die Idee war geboren: 3.5 kW weniger."},
	};
	judge(*state, list, TH_COUNT(list));
}

static void insults_are_of_persons_only(void **state)
{
	static const sentence list[] = {
	    {"insult", "Mein Chef ist ein Idiot."},
	    {"insult", "Diese Vollidioten im Einkauf."},
	    {"insult", "So ein TROTTEL!"},
	    {"insult", "So ein Trot\xc2\xadtel!"},
	    {"insult", "So ein **Trottel**."},
	    {"insult", "Die Deppen von Etage drei"},
	    {"insult", "Sie ist eine dumme\nKuh."},
	    {"insult", "Arschlo\xcc\x88"
		       "cher"},
	    {"insult", "My manager is a moron."},
	    {"insult", "Those arseholes in purchasing"},
	    {"insult", "Er ist ein „Idiot“."},
	    {"insult", "![Ein Idiot am Werk](x.jpg)"},
	    {"insult", "~~~\nohne Ende: ein Idiot"},
	    {"defamation", "Der Lieferant ist ein Betrüger."},
	    {"defamation", "Our site manager is a thief."},
	    {"defamation", "Sie ist eine Lügnerin."},
	    {"", "Er nannte mich vor allen einen „Idioten“."},
	    {"", "„Du Vollidiot!“, brüllte der Polier."},
	    {"", "He called me a moron in front of the team."},
	    {"", "“You moron,” said the foreman, and left."},
	    {"", "Das Formular ist idiotisch, die Regel idiotensicher."},
	    {"", "Es war arschkalt, und ich war sauer."},
	    {"", "Das war eine Lüge. Ich kündige. I quit."},
	    {"", "Eine Katastrophe, unfair und feige entschieden."},
	    {"", "`Idiot` heißt die Variable.\n\n```\nclass Idiot {}\n```"},
	    {"", "[Der Film](https://film.example/der-idiot)"},
	    {"", "Johnny Depp war nie bei uns."},
	    {"", "<!-- Idiot --> Text"},
	    {"", "Kühe. Eine dumme Frage an die Kuh."},
	    {"", "- die Seite ist dumme\n- Kuh"},
	    {"", "Der Diebstahl ist ein Dieb\xc2\xadstahl geblieben: ist ein Diebstahl."},
	};
	judge(*state, list, TH_COUNT(list));
}

static void names_under_nda_are_whole_words(void **state)
{
	static const sentence list[] = {
	    {"nda.customer", "Bei der Brauhaus Silberdistel steht sie jetzt."},
	    {"nda.customer", "BRAUHAUS SILBERDISTELS Kessel"},
	    {"nda.customer", "im klinikum mooshöhe"},
	    {"nda.customer", "im Klinikum MOOSHO\xcc\x88HE"},
	    {"nda.customer", "Kranz & Söhne\nKältebau"},
	    {"nda.customer", "the _Nordkap Rechenzentren_ job"},
	    {"", "Ein Brauhaus. Silberdisteln am Weg."},
	    {"", "Das Klinikum auf der Mooshöhe"},
	    {"", "Kranz und Söhne, Kältebau"},
	    {"", "Brauhaus\n\nSilberdistel"},
	};
	judge(*state, list, TH_COUNT(list));
}

static void pictures_have_words_and_claims_have_sources(void **state)
{
	static const sentence list[] = {
	    {"picture.description", "![](pumpe.jpg)"},
	    {"picture.description", "![ ](<meine pumpe.jpg> \"Titel\")"},
	    {"picture.description", "![][p]\n\n[p]: pumpe.jpg"},
	    {"picture.description", "<img src=\"pumpe.jpg\">"},
	    {"picture.description", "[![](pumpe.jpg)](seite.md)"},
	    {"", "![Eine Pumpe](pumpe.jpg)"},
	    {"", "<img src=\"p.jpg\" alt=\"\"> <img alt='Eine Pumpe' src=p.jpg>"},
	    {"", "`![](pumpe.jpg)` und \\![](x.jpg)"},
	    {"", "```\n![](pumpe.jpg)\n```"},
	    {"claim.source", "Jede dritte Anlage ist zu groß [Quelle?]."},
	    {"claim.source", "Every third is too big [SOURCE?]."},
	    {"", "Woher das kommt? Aus der Quelle? [Quelle](bericht.md)"},
	    {"", "`[Quelle?]` markiert es."},
	};
	judge(*state, list, TH_COUNT(list));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TREE_TEST(telephone_numbers_are_told_from_other_digits),
	    TREE_TEST(mail_addresses_are_private_unless_the_company_owns_the_domain),
	    TREE_TEST(number_plates_need_a_district_and_a_form),
	    TREE_TEST(a_birthday_needs_a_day_a_month_and_a_word),
	    TREE_TEST(insults_are_of_persons_only),
	    TREE_TEST(names_under_nda_are_whole_words),
	    TREE_TEST(pictures_have_words_and_claims_have_sources),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
