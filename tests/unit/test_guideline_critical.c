/* Criticism passes. Long, sharp, factual texts in German and English under the rules of the demo
 * hub, and every text of the demo hub: not one finding, not even a note. */
#include "support_content.h"

#include "teamhub/guideline.h"

/* The reader must not find a word about these, although each of them hurts. */
static const char *const critical[] = {
    "Vierzehn Monate habe ich gewartet, und am Ende stand eine Katastrophe. Der Umbau der Linie 3 "
    "war auf "
    "sechs Wochen geplant. Er hat neun Monate gedauert, und in dieser Zeit haben 31 Leute in einer "
    "Halle "
    "gearbeitet, in der es im Januar elf Grad hatte. Das war keine Panne. Die Werkleitung wusste "
    "seit dem "
    "Protokoll vom 14. Februar, dass die Heizung nicht reicht, und hat uns im März gesagt, es gebe "
    "kein "
    "Problem. Das war eine Lüge. Ich habe beide Papiere nebeneinander gelegt, und der Betriebsrat "
    "hat sie "
    "auch.\n\nUnfair war, wie danach geredet wurde. Wer sich beschwerte, galt als schwierig. Wer "
    "schwieg, bekam "
    "die Spätschicht nicht. Ich halte das für feige, für respektlos und für dumm, weil die drei "
    "Besten "
    "gegangen sind. Ich werde auch kündigen. Dieses Unternehmen hat mich krank gemacht, und es hat "
    "sich bis "
    "heute nicht entschuldigt.\n\nWas müsste passieren? Die Zahlen gehören auf den Tisch: 412 "
    "Krankheitstage in "
    "einem Quartal, im Jahr davor 96. Und jemand müsste sagen: Wir haben es verbockt.",

    "Ich arbeite seit 2011 hier, und so einen beschissenen Winter habe ich nicht erlebt. Die "
    "Bereitschaft war "
    "mit vier statt sieben Leuten besetzt. Am 23. Dezember bin ich um 3:40 Uhr zu einer Familie "
    "mit Säugling "
    "gefahren, zwei Stunden später zur nächsten, und um acht sollte ich in die Frühbesprechung. "
    "Der Chef hat in "
    "dieser Besprechung behauptet, wir hätten alles im Griff. Hatten wir nicht. Das Wort, das mir "
    "dazu einfällt, "
    "ist verantwortungslos.\n\nEs wird bei uns gern von Familie geredet. In meiner Familie lässt "
    "man einander "
    "nicht im Schnee stehen. Die Zulage für die Nacht beträgt 8,50 Euro. Das ist lächerlich, und "
    "die Begründung, "
    "dafür sei kein Geld da, ist Unsinn: Im selben Monat wurde die Lobby für 240.000 Euro neu "
    "möbliert. Ich habe "
    "die Ausschreibung gelesen.\n\nDrei Kollegen haben innerlich gekündigt, einer wirklich. Ich "
    "bleibe, weil ich "
    "die Kunden mag. Für die Leitung bleibe ich nicht.",

    "In der Probezeit hat mir mein Ausbilder gesagt, ich solle lieber etwas mit Menschen machen, "
    "das liege "
    "Frauen mehr. Vor allen. Zwei haben gelacht. Ein anderer hat mich „Püppi“ genannt, ein dritter "
    "rief: „Du "
    "Trottel, die Zange!“ Ich habe das aufgeschrieben, mit Datum, sieben Seiten. Diskriminierung "
    "ist dafür das "
    "richtige Wort, Mobbing das zweite. Die Personalabteilung hat sich elf Wochen nicht gemeldet "
    "und dann "
    "gefragt, ob ich vielleicht empfindlich sei. Das war der Moment, in dem ich dachte: Dieser "
    "Laden ist "
    "kaputt.\n\nHeute ist der Ausbilder nicht mehr für Lehrlinge zuständig. Es hat ein Jahr "
    "gedauert. Eine "
    "Entschuldigung habe ich nie bekommen, nur einen Blumenstrauß ohne Karte. Behaltet eure "
    "Blumen.",

    "Unsere neue Software ist idiotisch. Wer sie eingeführt hat, hat nie eine Baustelle betreten: "
    "17 Pflichtfelder "
    "für einen getauschten Dichtring, kein Offline-Betrieb, und im Keller gibt es kein Netz. Ich "
    "habe gemessen: "
    "26 Minuten am Tag, bei 48 Leuten sind das 20 Stunden, jeden Tag. Der Vertrieb des Herstellers "
    "hat uns "
    "betrogen, sagt unser Einkauf, jedenfalls stand von all dem nichts im Angebot. Ich sage: Wir "
    "haben uns "
    "verkohlen lassen, mit offenen Augen, trotz zweier schriftlicher Warnungen aus dem Betrieb. "
    "Das ist ein "
    "Armutszeugnis. Scheiß auf die Präsentation mit den Raketen. Gebt uns das Papier zurück.",

    "I quit on a Tuesday. Nobody had died, nothing had exploded; I had simply read the fourth "
    "version of a plan "
    "whose first version we had been told was final. That was a lie, and the people who told it "
    "knew it was one: "
    "the board minutes of 9 March say so, and I have quoted them to their faces.\n\nThe redundancy "
    "round was a "
    "disaster and it was unfair. Of the nineteen who had to go, fourteen were over fifty. One "
    "learnt it from the "
    "car park barrier, which no longer opened. Call that what you like; I call it cowardice, and I "
    "call the "
    "process cruel, stupid and badly run. The consultants took 340,000 euros and recommended what "
    "Karin from "
    "purchasing had proposed for free in 2023.\n\nI was not treated with respect and I did not "
    "leave in silence. "
    "If you are thinking of applying for the cost team: ask how many managers it has had since "
    "January. The "
    "answer is five.",

    "My foreman called me an idiot on my second day, in front of a customer, and “useless "
    "bastard,” he shouted, "
    "when I dropped the manifold. I am writing it down because somebody has to. There was a "
    "quarrel about it "
    "that lasted three weeks. He said I was lying. I said he was. The works council heard four "
    "witnesses and "
    "believed me, and it is in the minutes.\n\nWhat I hate is not him. It is the sentence “that’s "
    "just how he "
    "is”, which I heard from eleven people, two of them paid to know better. It is a rotten "
    "culture, it is "
    "sexist, it drove out both women of my year, and the award for Best Employer in the lobby is a "
    "joke. I have "
    "asked for it to be taken down. So far it hangs.",

    "Let me be blunt: the pump we shipped in autumn was garbage. Forty-one units failed below "
    "minus seven, we "
    "knew after the ninth, and sales went on selling until the thirty-eighth. I stood in those "
    "kitchens. I was "
    "sworn at, rightly. Then a memo said that “field technicians should manage expectations”. "
    "Disgusting. I have "
    "never been so angry at people I like.\n\nThe fault tree hangs in the lab now, names left out, "
    "dates left in. "
    "Everyone who wants to work here should read it first, and then ask the director the question "
    "he avoided "
    "on 12 October: who decided, and why does nobody remember?",
};

static void sharp_and_factual_texts_pass_without_a_word(void **state)
{
	tree *t = *state;
	guideline_rules *rules;
	if (source_open(&t->source, "content", NULL, true, &t->err) < 0)
		fail_msg("%s", t->err.msg);
	t->findings = (th_findings){.arena = t->arena};
	assert_int_equal(
	    guideline_rules_load(&rules, t->source, t->arena, &t->findings, &t->err), 0);
	for (size_t i = 0; i < TH_COUNT(critical); i++) {
		parsed_doc doc = {.kind = TH_STORY,
		    .path = th_str_fmt(t->arena, "critical-%zu.md", i),
		    .story.critical = i % 2 == 0}; /* the author's mark changes nothing */
		assert_true(strlen(critical[i]) > 500);
		guideline_check(rules, &doc, th_strz(critical[i]), &t->findings);
		/* As a heading they are no worse. */
		th_str heading = th_str_fmt(t->arena, "# %s", critical[i]);
		guideline_check(rules, &doc, heading, &t->findings);
	}
	assert_findings(t, 0);
	/* The same rules do find an insult behind such a text. */
	parsed_doc doc = {.kind = TH_STORY, .path = TH_S("insult.md")};
	th_str text = th_str_fmt(t->arena, "%s\n\nKurz: Mein Chef ist ein Trottel.", critical[0]);
	guideline_check(rules, &doc, text, &t->findings);
	assert_findings(t, 1);
}

/* No list holds a word of opinion; whoever adds one is told here. */
static void no_rule_judges_an_opinion(void **state)
{
	static const char *const opinions[] = {"Katastrophe", "unfair", "Lüge", "gelogen",
	    "Skandal", "I quit", "Kündigung", "dumm", "feige", "lächerlich", "Mist", "Scheiße",
	    "idiotisch", "hassen", "kaputt", "inkompetent", "unfähig", "Betrug", "Verrat",
	    "Ausbeutung", "Mobbing", "Rassismus", "sexistisch", "Streik", "Betriebsrat",
	    "Gewerkschaft", "Abmahnung", "disaster", "lie", "lied", "shit", "bullshit", "stupid",
	    "cowardice", "toxic", "awful", "terrible", "worst", "hate", "fraud", "racism", "union",
	    "strike", "incompetent", "useless", "ridiculous", "burnout", "quit", "fired",
	    "underpaid"};
	tree *t = *state;
	guideline_rules *rules;
	th_buf text = {0};
	if (source_open(&t->source, "content", NULL, true, &t->err) < 0)
		fail_msg("%s", t->err.msg);
	t->findings = (th_findings){.arena = t->arena};
	assert_int_equal(
	    guideline_rules_load(&rules, t->source, t->arena, &t->findings, &t->err), 0);
	for (size_t i = 0; i < TH_COUNT(opinions); i++)
		th_buf_addf(&text, "Mein Chef ist %s. Es ist eine %s! My boss is a %s.\n\n",
		    opinions[i], opinions[i], opinions[i]);
	parsed_doc doc = {.kind = TH_STORY, .path = TH_S("opinions.md")};
	guideline_check(rules, &doc, th_buf_str(&text), &t->findings);
	th_buf_free(&text);
	assert_findings(t, 0);
}

static void the_demo_hub_passes_its_own_guidelines(void **state)
{
	tree *t = *state;
	size_t checked = 0;
	if (source_open(&t->source, "content", NULL, true, &t->err) < 0)
		fail_msg("%s", t->err.msg);
	t->findings = (th_findings){.arena = t->arena};
	t->hub_rc = hub_load(&t->hub, t->source, t->arena, &t->findings, &t->err);
	t->content.now = NOW;
	assert_int_equal(
	    content_load(&t->content, t->source, &t->hub, 2, t->arena, &t->findings, &t->err), 0);
	assert_non_null(t->content.rules);
	for (guideline_rule_id id = 0; id < GUIDELINE_RULE_COUNT; id++)
		assert_true(
		    guideline_covers(t->content.rules, &(parsed_doc){.kind = TH_STORY}, id));
	for (size_t i = 0; i < t->content.docs.n; i++)
		checked += t->content.docs.v[i]->kind == TH_STORY;
	assert_true(checked >= 40);
	for (size_t i = 0; i < t->findings.list.n; i++)
		for (guideline_rule_id id = 0; id < GUIDELINE_RULE_COUNT; id++)
			if (strcmp(t->findings.list.v[i].rule->name, guideline_name(id)) == 0) {
				tree_print_findings(t);
				fail_msg("the demo hub breaks its own rule %s", guideline_name(id));
			}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TREE_TEST(sharp_and_factual_texts_pass_without_a_word),
	    TREE_TEST(no_rule_judges_an_opinion),
	    TREE_TEST(the_demo_hub_passes_its_own_guidelines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
