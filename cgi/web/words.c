/* words.c -- the words that the program itself puts into views. The theme's i18n files may say any
 * of them otherwise; a theme that does not know a key of a newer program still shows a word.
 * Called by all handlers. {n} and {m} are filled in. */
#include "page.h"

#include <inttypes.h>
#include <stdio.h>

typedef struct words {
	const char *key, *de, *en;
} words;

/* clang-format off */
static const words own[] = {
	{"language_name",      "Deutsch", "English"},
	{"home",               "Start", "Home"},
	{"stories",            "Geschichten", "Stories"},
	{"stories_intro",      "Alle Geschichten, die neuesten zuerst.", "All stories, newest first."},
	{"people",             "Menschen", "People"},
	{"people_intro",       "Wer hier arbeitet und erzählt.", "Who works here, and tells about it."},
	{"guideline",          "Spielregeln", "Guidelines"},
	{"guideline_intro",    "Wie wir erzählen, und was wir einander versprechen.", "How we tell our stories, and what we promise each other."},
	{"guideline_empty",    "Noch gibt es keine Spielregeln.", "There are no guidelines yet."},
	{"event",              "Termine", "Events"},
	{"event_intro",        "Treffen der Autorinnen und Autoren, und mit allen, die uns kennenlernen wollen.", "Where authors meet, and where you can meet us."},
	{"event_empty",        "Zurzeit ist kein Termin geplant.", "No event is planned at the moment."},
	{"kudos",              "Danke", "Thanks"},
	{"kudos_intro",        "Dank unter Kolleginnen und Kollegen.", "Thanks from colleague to colleague."},
	{"kudos_empty",        "Hier steht noch kein Dank.", "No thanks have been written yet."},
	{"job",                "Offene Stellen", "Open positions"},
	{"job_intro",          "Stellen, und die Menschen, mit denen Sie arbeiten würden.", "Positions, and the people you would work with."},
	{"job_empty",          "Zurzeit ist keine Stelle offen.", "There is no open position at the moment."},
	{"brand",              "Unser Auftritt", "Our brand"},
	{"brand_intro",        "Wie wir sprechen und aussehen: zum Nachlesen und Mitnehmen, für alle, die über uns schreiben.", "How we speak and look: to read and to take along, for everyone who writes about us."},
	{"brand_empty",        "Hier liegt noch nichts zum Mitnehmen.", "There is nothing to take along yet."},
	{"search_brand",       "Unser Auftritt", "Our brand"},
	{"propose_subject",    "Vorschlag zu „{n}“", "A proposal on “{n}”"},
	{"propose_body",       "Zum Text {n}\n\nSo steht es heute:\n\nSo sollte es heißen, und warum:\n", "About the text {n}\n\nWhat it says today:\n\nWhat it should say, and why:\n"},
	{"size_kb",            "{n} kB", "{n} kB"},
	{"size_mb",            "{n},{m} MB", "{n}.{m} MB"},
	{"feeds",              "Abonnieren", "Subscribe"},
	{"subscribe_heading",  "{n} abonnieren", "Subscribe to {n}"},
	{"report",             "Bericht", "Report"},
	{"report_intro",       "Wessen Stimme fehlt, wen wir einladen können, was noch wartet. Für die Programmleitung; keine Rangliste.", "Whose voice is missing, whom to invite, what is still waiting. For the lead of the programme; not a ranking."},
	{"report_summary",     "{n} in den letzten {m} Tagen.", "{n} in the last {m} days."},
	{"report_sum",         "{n} Menschen; {m} Geschichten", "{n} people; {m} stories"},
	{"report_note",        "Gruppen von weniger als {n} Menschen stehen nicht einzeln da, und so viele andere mit ihnen, dass sie sich auch nicht ausrechnen lassen. „Gesucht“ sind so viele Geschichten, bis der Anteil erreicht ist.", "Groups of fewer than {n} people are not shown one by one, and so many others with them that they cannot be worked out either. “Wanted” are so many stories until the share is reached."},
	{"report_by_target",   "Der Strich zeigt das Ziel aus programme.yml.", "The mark shows the target from programme.yml."},
	{"report_by_people",   "Ohne Ziel; der Strich zeigt den Anteil an den Menschen.", "Without a target; the mark shows the share of the people."},
	{"report_by_equal",    "Ohne Ziel; der Strich zeigt gleiche Anteile.", "Without a target; the mark shows equal shares."},
	{"report_target",      "Ziel", "Target"},
	{"report_compared",    "Vergleich", "Comparison"},
	{"report_desc",        "{n} Balken: je Gruppe ihr Anteil an den Geschichten; ein Strich zeigt: {m}. Dieselben Zahlen stehen in der Tabelle darunter.", "{n} bars: for each group its share of the stories; a mark shows: {m}. The table below has the same numbers."},
	{"report_unsaid",      "ohne Angabe", "not stated"},
	{"report_rest",        "{n} Gruppen zusammen", "{n} groups together"},
	{"report_percent",     "{n},{m} %", "{n}.{m}%"},
	{"report_quiet",       "Wen eine Einladung freuen könnte", "Who might like an invitation"},
	{"report_quiet_intro", "Wer seit mehr als {n} Tagen nichts erzählt hat, nach Namen.", "Who has told nothing for {n} days, by name."},
	{"report_never",       "noch keine Geschichte", "no story yet"},
	{"report_last",        "zuletzt am {n} (vor {m} Tagen)", "last on {n} ({m} days ago)"},
	{"report_tandems",     "Wer zusammen schreiben könnte", "Who might write together"},
	{"report_tandems_intro", "Wer lange nichts erzählt hat, mit jemandem, der oft schreibt und etwas mit ihm teilt.", "Somebody who has not been heard, with somebody who often writes and shares something with them."},
	{"report_with",        "mit {n}:", "with {n}:"},
	{"report_topics",      "beide erzählen von {n}", "both tell about {n}"},
	{"report_places",      "beide in {n}", "both in {n}"},
	{"report_drafts",      "Geschichten, die als Entwurf warten", "Stories waiting as drafts"},
	{"report_consents",    "Einwilligungen, die bald enden", "Consents that end soon"},
	{"report_consents_intro", "In den nächsten {n} Tagen.", "In the next {n} days."},
	{"report_until",       "bis {n} (noch {m} Tage)", "until {n} ({m} days)"},
	{"report_agreements",  "Wer welchen Spielregeln zugestimmt hat", "Who agreed to which guidelines"},
	{"report_agreements_intro", "Die neueste Fassung ist {n}.", "The newest version is {n}."},
	{"report_no_version",  "noch keiner Fassung", "none yet"},
	{"report_overrides",   "Regeln, die jemand mit Begründung übergangen hat", "Rules that somebody set aside, with the reason"},
	{"report_nobody",      "Niemand.", "Nobody."},
	{"report_none",        "Nichts.", "Nothing."},
	{"share",              "Teilen", "Share"},
	{"share_heading",      "{n} teilen", "Share {n}"},
	{"share_lead",         "Wer hier arbeitet, erzählt selbst:", "Told by those who work here:"},
	{"poster_lead",        "Wer hier arbeitet, erzählt selbst.", "Told by those who work here."},
	{"all_stories",        "Alle Geschichten", "All stories"},
	{"stories_count_one",  "{n} Geschichte", "{n} story"},
	{"stories_count_other", "{n} Geschichten", "{n} stories"},
	{"people_by_name",     "Nach Namen", "By name"},
	{"people_in_turn",     "Stimmen im Wechsel", "Voices in turn"},
	{"people_count_one",   "{n} Mensch", "{n} person"},
	{"people_count_other",  "{n} Menschen", "{n} people"},
	{"page_of",            "Seite {n} von {m}", "Page {n} of {m}"},
	{"facet_lang",         "Sprache", "Language"},
	{"facet_author",       "Autorin oder Autor", "Author"},
	{"terms_intro",        "Geschichten nach {n}.", "Stories by {n}."},
	{"term_description",   "{n}: Geschichten von Menschen, die hier arbeiten.", "{n}: stories by people who work here."},
	{"person_description", "{n}: wer das ist, und was es zu erzählen gibt.", "{n}: who this is, and what there is to tell."},
	{"feed_of",            "Geschichten von {n}", "Stories by {n}"},
	{"join",               "Mitmachen", "Join in"},
	{"search",             "Suche", "Search"},
	{"search_quoted",      "„{n}“", "“{n}”"},
	{"search_heading",     "Suche nach „{n}“", "Search for “{n}”"},
	{"search_guideline",   "Spielregel", "Guideline"},
	{"search_event",       "Termin", "Event"},
	{"search_kudos",       "Danke", "Thanks"},
	{"search_job",         "Offene Stelle", "Open position"},
	{"search_alone",       "„{n}“ allein", "“{n}” alone"},
	{"contact",            "Kontakt", "Contact"},
	{"link_website",       "Webseite", "Website"},
	{"link_blog",          "Blog", "Blog"},
	{"link_mail",          "E-Mail", "E-mail"},
	{"link_email",         "E-Mail", "E-mail"},
	{"link_phone",         "Telefon", "Phone"},
	{"fact_when",          "Wann", "When"},
	{"fact_posted",        "Ausgeschrieben am", "Posted on"},
	{"fact_until",         "Bewerben bis", "Apply until"},
	{"fact_place",         "Ort", "Place"},
	{"fact_employment",    "Umfang", "Employment"},
	{"fact_salary",        "Gehalt", "Salary"},
	{"employment_FULL_TIME", "Vollzeit", "Full-time"},
	{"employment_PART_TIME", "Teilzeit", "Part-time"},
	{"employment_CONTRACTOR", "Freie Mitarbeit", "Contractor"},
	{"employment_TEMPORARY", "Befristet", "Temporary"},
	{"employment_INTERN",  "Praktikum", "Internship"},
	{"employment_VOLUNTEER", "Ehrenamt", "Volunteer"},
	{"employment_PER_DIEM", "Tageweise", "Per day"},
	{"unit_HOUR",          "in der Stunde", "an hour"},
	{"unit_DAY",           "am Tag", "a day"},
	{"unit_WEEK",          "in der Woche", "a week"},
	{"unit_MONTH",         "im Monat", "a month"},
	{"unit_YEAR",          "im Jahr", "a year"},
	{"versions_of",        "Fassungen: {n}", "Versions: {n}"},
	{"versions",           "Fassungen", "Versions"},
	{"versions_intro",     "Wie dieser Text wurde, was er ist; die neueste Fassung zuerst.", "How this text came to be what it is, the newest version first."},
	{"event_breakfast",     "Influencer-Frühstück", "Influencer breakfast"},
	{"event_lunch",         "Corporate Lunch", "Corporate lunch"},
	{"event_after-work",    "After-Work-Story", "After-work story"},
	{"event_slot",          "Zeit für Geschichten", "Time for stories"},
	{"event_open-day",      "Offene Tür", "Open day"},
	{"event_kind",          "Art", "Kind"},
	{"calendar",            "Kalender", "Calendar"},
	{"calendar_heading",    "{n} in den eigenen Kalender", "{n} in your own calendar"},
	{"calendar_all",        "Alle Termine", "All events"},
	{"calendar_withdrawn",  "Abgesagt", "Cancelled"},
	{"fact_except",         "Fällt aus am", "Not on"},
	{"fact_kind",           "Art", "Kind"},
	{"weekday_date",        "{n}, {m}", "{n}, {m}"},
	{"zone_time",           "{n} (Ortszeit {m})", "{n} ({m} time)"},
	{"clock",               "{n} Uhr", "{n}"},
	{"list_and",            "{n} und {m}", "{n} and {m}"},
	{"number_2",            "zwei", "two"},
	{"number_3",            "drei", "three"},
	{"number_4",            "vier", "four"},
	{"number_5",            "fünf", "five"},
	{"number_6",            "sechs", "six"},
	{"ordinal_1",           "ersten", "first"},
	{"ordinal_2",           "zweiten", "second"},
	{"ordinal_3",           "dritten", "third"},
	{"ordinal_4",           "vierten", "fourth"},
	{"ordinal_5",           "fünften", "fifth"},
	{"ordinal_last",        "letzten", "last"},
	{"ordinal_last_2",      "vorletzten", "second to last"},
	{"date_nth",            "{n}.", "{n}"},
	{"date_last",           "letzten Tag", "last day"},
	{"date_of_month",       "{n}. {m}", "{m} {n}"},
	{"day_in_month",        "{n} im {m}", "the {n} in {m}"},
	{"working_day",         "{n} Werktag", "{n} working day"},
	{"every_day",           "täglich", "every day"},
	{"every_days",          "alle {n} Tage", "every {n} days"},
	{"every_working_day",   "montags bis freitags", "Monday to Friday"},
	{"every",               "jeden {n}", "every {n}"},
	{"every_second",        "jeden zweiten {n}", "every second {n}"},
	{"every_weeks",         "alle {n} Wochen am {m}", "every {n} weeks on {m}"},
	{"every_month_day",     "jeden {n} im Monat", "every {n} of the month"},
	{"every_months_day",    "am {n} jedes {m} Monats", "the {n} of every {m} month"},
	{"every_month_date",    "am {n} jedes Monats", "on the {n} of every month"},
	{"every_months_date",   "am {n} jedes {m} Monats", "on the {n} of every {m} month"},
	{"every_year",          "jedes Jahr am {n}", "every year on {n}"},
	{"every_years",         "alle {n} Jahre am {m}", "every {n} years on {m}"},
	{"in_months",           "{n}, nur im {m}", "{n}, in {m} only"},
	{"times_in_all",        "{n}, insgesamt {m} Mal", "{n}, {m} times in all"},
	{"until_day",           "{n}, bis zum {m}", "{n}, until {m}"},
	{"repeats_other",       "wiederholt sich, die nächsten Tage stehen auf der Seite", "repeats, the next dates are on the page"},
	{"weekday_0",           "Sonntag", "Sunday"},
	{"weekday_1",           "Montag", "Monday"},
	{"weekday_2",           "Dienstag", "Tuesday"},
	{"weekday_3",           "Mittwoch", "Wednesday"},
	{"weekday_4",           "Donnerstag", "Thursday"},
	{"weekday_5",           "Freitag", "Friday"},
	{"weekday_6",           "Samstag", "Saturday"},
	{"month_1",             "Januar", "January"},
	{"month_2",             "Februar", "February"},
	{"month_3",             "März", "March"},
	{"month_4",             "April", "April"},
	{"month_5",             "Mai", "May"},
	{"month_6",             "Juni", "June"},
	{"month_7",             "Juli", "July"},
	{"month_8",             "August", "August"},
	{"month_9",             "September", "September"},
	{"month_10",            "Oktober", "October"},
	{"month_11",            "November", "November"},
	{"month_12",            "Dezember", "December"},
	{"error_400_title",    "Das haben wir nicht verstanden", "We did not understand that"},
	{"error_400_text",     "Die Adresse enthält Zeichen, die dort nicht hingehören.", "The address holds characters that do not belong there."},
	{"error_404_title",    "Diese Seite gibt es nicht", "There is no such page"},
	{"error_404_text",     "Vielleicht ein Tippfehler, oder die Seite hieß nie so.", "Perhaps a typo, or the page never had this name."},
	{"error_405_title",    "So geht das hier nicht", "That does not work here"},
	{"error_405_text",     "Diese Seiten kann man nur lesen.", "These pages can only be read."},
	{"error_410_title",    "Das ist nicht mehr da", "This is no longer here"},
	{"error_410_text",     "Was hier stand, wurde zurückgezogen. Das ist das gute Recht der Menschen, die hier schreiben.", "What stood here was withdrawn. That is the good right of those who write here."},
	{"error_414_title",    "Diese Adresse ist zu lang", "This address is too long"},
	{"error_414_text",     "So lange Adressen hat diese Seite nicht.", "No address on this site is that long."},
	{"error_500_title",    "Da ist bei uns etwas kaputt", "Something is broken on our side"},
	{"error_500_text",     "Wir haben es notiert. Bitte versuchen Sie es später noch einmal.", "It has been noted. Please try again later."},
	{"error_501_title",    "Das kann diese Seite nicht", "This site cannot do that"},
	{"error_501_text",     "Diese Antwort gibt es nur als JSON.", "This answer is given as JSON only."},
	{"error_503_title",    "Gleich wieder da", "Back in a moment"},
	{"error_503_text",     "Die Seiten werden gerade vorbereitet. Bitte versuchen Sie es in einer Minute noch einmal.", "The pages are being prepared. Please try again in a minute."},
	{"error_hint",         "Von hier geht es weiter:", "From here you can go on to:"},
};
/* clang-format on */

th_str word_in(const page *p, th_str lang, const char *key)
{
	const th_dict *theme = p->q.e ? edition_words(p->q.e, lang) : NULL;
	th_str found = theme ? th_dict_get(theme, th_strz(key)) : TH_NONE;
	if (found.n > 0)
		return found;
	for (size_t i = 0; i < TH_COUNT(own); i++)
		if (strcmp(own[i].key, key) == 0)
			return th_strz(th_str_starts(lang, TH_S("de")) ? own[i].de : own[i].en);
	return th_strz(key);
}

th_str word(const page *p, const char *key)
{
	return word_in(p, p->q.ui, key);
}

th_str word_fill(const page *p, const char *key, th_str n, th_str m)
{
	th_str rest = word(p, key);
	th_buf b = {0};
	while (rest.n > 0) {
		bool is_n = th_str_starts(rest, TH_S("{n}")),
		     is_m = th_str_starts(rest, TH_S("{m}"));
		if (is_n || is_m) {
			th_buf_add(&b, is_n ? n : m);
			rest = th_str_sub(rest, 3, rest.n);
		} else {
			th_buf_addc(&b, rest.p[0]);
			rest = th_str_sub(rest, 1, rest.n);
		}
	}
	th_str out = th_str_dup(p->a, th_buf_str(&b));
	th_buf_free(&b);
	return out;
}

th_str word_number(const page *p, int64_t n)
{
	return th_str_fmt(p->a, "%" PRId64, n);
}

/* Languages by what their words do after a number; those that are not here have one form for 1 and
 * another for the rest. A test holds this to ICU, which the answering side does not link. */
enum plural_rule {
	ONE_OTHER,
	NO_FORMS,
	NOUGHT_AND_ONE,
	CZECH,
	POLISH,
	EAST,
	SOUTH,
	SLOVENE,
	BALTIC,
	LATVIAN,
	ROMANIAN,
	ICELANDIC,
	IRISH,
	MALTESE
};
static const struct {
	char lang[3];
	unsigned char rule;
} plural_rules[] = {{"id", NO_FORMS}, {"ja", NO_FORMS}, {"ko", NO_FORMS}, {"th", NO_FORMS},
    {"vi", NO_FORMS}, {"zh", NO_FORMS}, {"fr", NOUGHT_AND_ONE}, {"pt", NOUGHT_AND_ONE},
    {"cs", CZECH}, {"sk", CZECH}, {"pl", POLISH}, {"ru", EAST}, {"uk", EAST}, {"be", EAST},
    {"bs", SOUTH}, {"hr", SOUTH}, {"sr", SOUTH}, {"sl", SLOVENE}, {"lt", BALTIC}, {"lv", LATVIAN},
    {"ro", ROMANIAN}, {"is", ICELANDIC}, {"ga", IRISH}, {"mt", MALTESE}};

static bool within(int64_t n, int64_t from, int64_t to)
{
	return n >= from && n <= to;
}

const char *word_plural(th_str lang, int64_t n)
{
	int64_t tens = n % 100, ones = n % 10;
	bool teens = within(tens, 11, 19), one = ones == 1 && tens != 11;
	bool few = within(ones, 2, 4) && !within(tens, 12, 14);
	enum plural_rule rule = ONE_OTHER;
	lang = th_str_sub(lang, 0, 2);
	for (size_t i = 0; i < TH_COUNT(plural_rules); i++)
		if (th_str_eqz(lang, plural_rules[i].lang))
			rule = plural_rules[i].rule;
	switch (rule) {
	case ONE_OTHER:
		break;
	case NO_FORMS:
		return "other";
	case NOUGHT_AND_ONE:
		return n < 2 ? "one" : "other";
	case CZECH:
		return n == 1 ? "one" : within(n, 2, 4) ? "few" : "other";
	case POLISH:
		return n == 1 ? "one" : few ? "few" : "many";
	case EAST:
		return one ? "one" : few ? "few" : "many";
	case SOUTH:
		return one ? "one" : few ? "few" : "other";
	case SLOVENE:
		return tens == 1 ? "one" : tens == 2 ? "two" : within(tens, 3, 4) ? "few" : "other";
	case BALTIC:
		return ones == 1 && !teens ? "one" : ones >= 2 && !teens ? "few" : "other";
	case LATVIAN:
		return ones == 0 || teens ? "zero" : one ? "one" : "other";
	case ROMANIAN:
		return n == 1 ? "one" : n == 0 || within(tens, 1, 19) ? "few" : "other";
	case ICELANDIC:
		return one ? "one" : "other";
	case IRISH:
		return n == 1             ? "one"
		       : n == 2           ? "two"
		       : within(n, 3, 6)  ? "few"
		       : within(n, 7, 10) ? "many"
					  : "other";
	case MALTESE:
		return n == 1                          ? "one"
		       : n == 2                        ? "two"
		       : n == 0 || within(tens, 3, 10) ? "few"
		       : teens                         ? "many"
						       : "other";
	}
	return n == 1 ? "one" : "other";
}

th_str word_count(const page *p, const char *key, int64_t n)
{
	char full[64];
	snprintf(full, sizeof(full), "%s_%s", key, word_plural(p->q.ui, n));
	if (th_str_eqz(word(p, full), full)) /* nobody has that form */
		snprintf(full, sizeof(full), "%s_other", key);
	return word_fill(p, full, word_number(p, n), TH_NONE);
}
