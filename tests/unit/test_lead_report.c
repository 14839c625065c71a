/* test_lead_report.c -- the lead's report of a small hub, every number of which is worked out by
 * hand in the comments: it is 2026-11-24, 12:00 UTC, the hub's zone is Europe/Berlin. */
#include "support_content.h"

#include "../../cgi/report/report_write.h"
#include "teamhub/publish_report.h"
#include "teamhub/report.h"

#define SINCE "consent: {public: 2025-01-01, story: 2025-01-01"
#define PERSON(name, team, place, more)                                                            \
	"---\nname: " name "\nteam: " team "\nplace: " place "\n" more SINCE "}\n---\n"
#define TELLS(date, authors, more)                                                                 \
	"---\ntitle: T\ndate: " date "\nauthors: [" authors "]\n" more "---\nText\n"

typedef struct asked_hub {
	tree *t;
	char file[96];
	edition *e;
	query q;
	report r;
} asked_hub;

static th_str day(th_arena *a, th_time at, int offset, th_str ui)
{
	(void)ui;
	return th_str_sub(th_time_rfc3339(a, at, offset), 0, 10);
}

static th_str month(th_arena *a, th_time at, th_str ui)
{
	(void)ui;
	return th_str_sub(th_time_rfc3339(a, at, 0), 0, 7);
}

static void load_internal(tree *t)
{
	if (source_open(&t->source, t->dir, NULL, true, &t->err) < 0)
		fail_msg("%s", t->err.msg);
	t->findings = (th_findings){.arena = t->arena};
	assert_int_equal(hub_load(&t->hub, t->source, t->arena, &t->findings, &t->err), 0);
	hub_make_internal(&t->hub);
	t->content.now = NOW;
	assert_int_equal(
	    content_load(&t->content, t->source, &t->hub, 2, t->arena, &t->findings, &t->err), 0);
}

static void write_report(asked_hub *h, tree *t)
{
	edition_writer *w;
	*h = (asked_hub){.t = t};
	snprintf(h->file, sizeof h->file, "%s.sqlite", t->dir);
	assert_int_equal(writer_begin(&w, h->file, &t->err), 0);
	writer_put_meta(w, TH_S("languages"), TH_S("de,en"));
	writer_put_meta(w, TH_S("prefix"), TH_S("/team"));
	report_put(w, &t->content);
	writer_days days = {day, &t->hub.languages, month};
	if (writer_finish(w, TH_S("x"), &days, &t->err) != 0)
		fail_msg("%s", t->err.msg);
	writer_free(w);
	assert_int_equal(edition_open(&h->e, h->file, &t->err), 0);
	h->q = (query){.e = h->e, .a = t->arena, .ui = TH_S("de"), .base = TH_S("/team")};
}

static void ask_at(asked_hub *h, th_time now)
{
	h->q.now = now;
	assert_true(query_report(&h->q, &h->r));
	th_err err = {""};
	assert_false(edition_failed(h->e, &err));
}

static void done(asked_hub *h)
{
	edition_close(h->e);
	unlink(h->file);
}

/* Six in Montage, two in the store, five in the office; eight in Leipzig, five in Kassel. Nils has
 * left, Olga has not agreed to be public. */
static void put_hub(tree *t)
{
	tree_put(t, "hub.yml",
	    "title: Hub\nbase_url: https://careers.example\nlanguages: [de, en]\n"
	    "timezone: Europe/Berlin\nfacets:\n  team: {path: teams, inherit: true}\n"
	    "  place: {path: places, inherit: true}\n  topic: {path: topics}\n");
	tree_put(
	    t, "people/anna.md", PERSON("Anna", "montage", "leipzig", "guidelines: 2026-03\n"));
	tree_put(
	    t, "people/bert.md", PERSON("Bert", "montage", "leipzig", "guidelines: 2025-01\n"));
	tree_put(t, "people/carl.md", PERSON("Carl", "montage", "leipzig", ""));
	tree_put(t, "people/dora.md", PERSON("Dora", "montage", "leipzig", ""));
	tree_put(t, "people/emil.md", PERSON("Emil", "montage", "leipzig", ""));
	tree_put(t, "people/fritz.md", PERSON("Fritz", "montage", "leipzig", ""));
	tree_put(t, "people/gina.md",
	    "---\nname: Gina\nteam: lager\nplace: leipzig\n" SINCE ", until: 2026-12-31}\n---\n");
	tree_put(t, "people/hugo.md",
	    "---\nname: Hugo\nteam: lager\nplace: leipzig\n" SINCE ", until: 2027-06-30}\n---\n");
	tree_put(t, "people/ines.md", PERSON("Ines", "buero", "kassel", ""));
	tree_put(t, "people/jan.md", PERSON("Jan", "buero", "kassel", ""));
	tree_put(t, "people/kara.md", PERSON("Kara", "buero", "kassel", ""));
	tree_put(t, "people/lars.md", PERSON("Lars", "buero", "kassel", ""));
	tree_put(t, "people/mona.md", PERSON("Mona", "buero", "kassel", ""));
	tree_put(t, "people/nils.md", PERSON("Nils", "montage", "leipzig", "left: 2026-01\n"));
	tree_put(t, "people/olga.md", "---\nname: Olga\nteam: lager\nplace: leipzig\n---\n");
	tree_put(t, "guidelines/regeln.md", "---\ntitle: Regeln\nversion: 2026-03\n---\nText\n");
	tree_put(t, "terms/topic/lehre.md", "---\ntitle: Lehre\n---\n");
	tree_put(t, "stories/s1.md",
	    TELLS("2026-11-01", "anna",
		"topic: [Werkstatt]\noverrides:\n  - {rule: personal.phone, reason: \"Unser "
		"Repair-Café\"}\n"));
	tree_put(t, "stories/s2.md", TELLS("2026-10-01", "anna", "topic: [Werkstatt]\n"));
	tree_put(t, "stories/s3.md", TELLS("2026-09-01", "anna", "topic: [Nacht]\n"));
	tree_put(t, "stories/s4.md", TELLS("2026-03-02", "ines", "topic: [Werkstatt]\nlang: en\n"));
	tree_put(t, "stories/s5.md", TELLS("2026-08-01", "gina", "topic: [Nacht]\n"));
	/* Before 2025-11-24, 12:00 UTC: no longer among the last 365 days. */
	tree_put(t, "stories/s6.md", TELLS("2025-11-24", "bert", "topic: [Werkstatt]\n"));
	tree_put(t, "stories/s7.md", TELLS("2026-05-01", "nils, carl", ""));
	tree_put(t, "stories/s8.md",
	    TELLS("2026-07-01", "hugo", "topic: [Nacht]\naudience: internal\n"));
	tree_put(t, "stories/d1.md", TELLS("2026-11-02", "dora", "draft: true\n"));
	tree_put(
	    t, "stories/d2.md", "---\ntitle: Ohne Tag\nauthor: Olga\ndraft: true\n---\nText\n");
	tree_put(t, "stories/gone.md", TELLS("2026-06-01", "emil", "withdrawn: 2026-07-01\n"));
	tree_put(t, "stories/later.md", TELLS("2026-12-24", "emil", ""));
	tree_put(t, "programme.yml",
	    "targets:\n  team: {montage: 50, lager: 20, buero: 30}\n"
	    "  lang: {de: 75, en: 25}\n");
}

static const report_part *part_of(const report *r, const char *facet)
{
	for (size_t i = 0; i < r->parts.n; i++)
		if (th_str_eqz(r->parts.v[i].facet, facet))
			return &r->parts.v[i];
	fail_msg("no part %s", facet);
	return NULL;
}

static void assert_group(const report_part *p, const char *slug, int64_t people, int64_t stories,
    int64_t share, int64_t target, int64_t missing)
{
	for (size_t i = 0; i < p->groups.n; i++) {
		const report_group *g = &p->groups.v[i];
		if (!th_str_eqz(g->slug, slug))
			continue;
		assert_int_equal(g->people, people);
		assert_int_equal(g->stories, stories);
		assert_int_equal(g->share, share);
		assert_int_equal(g->target, target);
		assert_int_equal(g->missing, missing);
		return;
	}
	fail_msg("no group %s", slug);
}

static void coverage_is_what_it_is_by_hand(void **state)
{
	tree *t = *state;
	asked_hub h;
	put_hub(t);
	load_internal(t);
	write_report(&h, t);
	ask_at(&h, NOW);
	/* Fifteen files; Nils is no colleague any more, Olga is not public. */
	assert_int_equal(h.r.people, 13);
	/* s1 to s5, s7, s8; not s6 (older), the drafts, what is withdrawn or yet to come. */
	assert_int_equal(h.r.stories, 7);

	const report_part *team = part_of(&h.r, "team");
	assert_int_equal(team->basis, REPORT_TARGET);
	assert_int_equal(team->people, 13);
	assert_int_equal(team->stories, 7);
	/* s1, s2, s3, s7 (both its authors are of Montage: once): 4/7 = 57.1 %; the target is 50.
	 */
	assert_int_equal(team->groups.n, 1);
	assert_group(team, "montage", 6, 4, 571, 500, 0);
	/* The store has 2 people, fewer than 5; so that it cannot be worked out, the next larger
	 * group goes with it: the office with 5. Together 7 people, s4, s5, s8: 3/7 = 42.9 %; the
	 * target is 20 + 30; with one story more it would be 4/8. */
	assert_int_equal(team->small, 2);
	assert_int_equal(team->rest.people, 7);
	assert_int_equal(team->rest.stories, 3);
	assert_int_equal(team->rest.share, 429);
	assert_int_equal(team->rest.target, 500);
	assert_int_equal(team->rest.missing, 1);

	/* No targets: compared with the people, 8/13 = 61.5 % and 5/13 = 38.5 %. Kassel has s4: 1/7
	 * = 14.3 %; with three more it would be 4/10, with two only 3/9. */
	const report_part *place = part_of(&h.r, "place");
	assert_int_equal(place->basis, REPORT_PEOPLE);
	assert_int_equal(place->groups.n, 2);
	assert_int_equal(place->small, 0);
	assert_group(place, "leipzig", 8, 6, 857, 615, 0);
	assert_group(place, "kassel", 5, 1, 143, 385, 3);

	/* People have no topics: compared with a third each. Werkstatt s1, s2, s4; Nacht s3, s5,
	 * s8; Lehre none: with four it would be 4/11 = 36 %, with three 3/10. s7 says nothing. */
	const report_part *topic = part_of(&h.r, "topic");
	assert_int_equal(topic->basis, REPORT_EQUAL);
	assert_false(topic->of_people);
	assert_int_equal(topic->groups.n, 4);
	assert_group(topic, "werkstatt", 0, 3, 429, 333, 0);
	assert_group(topic, "nacht", 0, 3, 429, 333, 0);
	assert_group(topic, "lehre", 0, 0, 0, 333, 4);
	assert_group(topic, "", 0, 1, 143, REPORT_NO_TARGET, 0);

	/* English is s4; with one more it would be 2/8 = 25 %. */
	const report_part *lang = part_of(&h.r, "lang");
	assert_group(lang, "de", 0, 6, 857, 750, 0);
	assert_group(lang, "en", 0, 1, 143, 250, 1);
	done(&h);
}

static void assert_person(const report_person *p, const char *name, int64_t days)
{
	assert_str(p->name, name);
	if (p->days != days)
		fail_msg("%s: %d days instead of %d", name, (int)p->days, (int)days);
}

static void people_are_named_in_order_of_name_with_the_right_days(void **state)
{
	tree *t = *state;
	asked_hub h;
	put_hub(t);
	load_internal(t);
	write_report(&h, t);
	ask_at(&h, NOW);
	/* Not heard for 180 days, that is since 2026-05-28, 12:00 UTC. Bert's s6: 2025-11-24, 00:00
	 * in Berlin = 2025-11-23, 23:00 UTC: 365 days and 13 hours. Carl's s7: 2026-05-01, 00:00
	 * CEST: 207 days and 14 hours. Ines' s4: 2026-03-02, 00:00 CET: 267 days and 13 hours.
	 * Emil's story is withdrawn, another not there yet; Dora's is a draft: none so far, as of
	 * Fritz and the office. Anna, Gina, Hugo were heard since. */
	static const struct {
		const char *name;
		int64_t days;
	} quiet[] = {{"Bert", 365}, {"Carl", 207}, {"Dora", -1}, {"Emil", -1}, {"Fritz", -1},
	    {"Ines", 267}, {"Jan", -1}, {"Kara", -1}, {"Lars", -1}, {"Mona", -1}};
	assert_int_equal(h.r.quiet_people.n, TH_COUNT(quiet));
	for (size_t i = 0; i < TH_COUNT(quiet); i++)
		assert_person(&h.r.quiet_people.v[i], quiet[i].name, quiet[i].days);
	assert_str(h.r.quiet_people.v[0].date->label, "2025-11-24");
	assert_str(h.r.quiet_people.v[0].href, "/team/people/bert/");

	/* Only Anna wrote three in the year. Bert shares the topic of s6 and Leipzig with her, Carl
	 * Leipzig; a third she is not asked for. */
	assert_int_equal(h.r.tandems.n, 2);
	const report_tandem *one = &h.r.tandems.v[0], *two = &h.r.tandems.v[1];
	assert_str(one->hesitant.name, "Bert");
	assert_str(one->frequent.name, "Anna");
	assert_int_equal(one->topics.n, 1);
	assert_str(one->topics.v[0], "Werkstatt");
	assert_int_equal(one->places.n, 1);
	assert_str(two->hesitant.name, "Carl");
	assert_int_equal(two->topics.n, 0);
	assert_str(two->places.v[0], "leipzig");

	/* To the last second of 2026-12-31 in Berlin: 37 days and 11 hours. Hugo's is later. */
	assert_int_equal(h.r.consents.n, 1);
	assert_person(&h.r.consents.v[0], "Gina", 37);
	assert_str(h.r.consents.v[0].date->label, "2026-12-31");

	/* Those who wrote. */
	static const struct {
		const char *name, *version;
		bool current;
	} agreed[] = {{"Anna", "2026-03", true}, {"Bert", "2025-01", false}, {"Carl", "", false},
	    {"Gina", "", false}, {"Hugo", "", false}, {"Ines", "", false}};
	assert_str(h.r.guidelines, "2026-03");
	assert_int_equal(h.r.agreements.n, TH_COUNT(agreed));
	for (size_t i = 0; i < TH_COUNT(agreed); i++) {
		assert_str(h.r.agreements.v[i].name, agreed[i].name);
		assert_str(h.r.agreements.v[i].version, agreed[i].version);
		assert_int_equal(h.r.agreements.v[i].current, agreed[i].current);
	}

	assert_int_equal(h.r.drafts.n, 2);
	assert_str(h.r.drafts.v[0].path, "stories/d1.md");
	assert_int_equal(h.r.drafts.v[0].authors.n, 1);
	assert_str(h.r.drafts.v[0].authors.v[0], "Dora");
	assert_str(h.r.drafts.v[0].date->label, "2026-11-02");
	assert_int_equal(h.r.drafts.v[1].authors.n, 0); /* Olga has not agreed to be named */
	assert_null(h.r.drafts.v[1].date);

	assert_int_equal(h.r.overrides.n, 1);
	assert_str(h.r.overrides.v[0].path, "stories/s1.md");
	assert_str(h.r.overrides.v[0].rule, "personal.phone");
	assert_str(h.r.overrides.v[0].reason, "Unser Repair-Café");
	assert_int_equal(h.r.overrides.v[0].line, 7);
	done(&h);
}

static void the_same_edition_is_right_tomorrow_and_next_year(void **state)
{
	tree *t = *state;
	asked_hub h;
	put_hub(t);
	load_internal(t);
	write_report(&h, t);
	ask_at(&h, NOW + 86400);
	assert_person(&h.r.quiet_people.v[0], "Bert", 366);
	assert_person(&h.r.consents.v[0], "Gina", 36);
	/* 2027-01-01, 00:00 in Berlin: Gina's consent has ended, so one is left in the store, and
	 * her s5 is gone with it; Emil's story of Christmas is there. */
	ask_at(&h, 1798758000);
	assert_int_equal(h.r.people, 12);
	assert_int_equal(h.r.stories, 7);
	assert_int_equal(part_of(&h.r, "team")->rest.people, 6);
	assert_int_equal(h.r.consents.n, 0);
	for (size_t i = 0; i < h.r.quiet_people.n; i++)
		assert_false(th_str_eqz(h.r.quiet_people.v[i].name, "Emil"));
	done(&h);
}

static void without_a_plan_the_report_says_what_it_compares_with(void **state)
{
	tree *t = *state;
	asked_hub h;
	put_hub(t);
	tree_put(t, "programme.yml", "");
	load_internal(t);
	write_report(&h, t);
	ask_at(&h, NOW);
	assert_int_equal(part_of(&h.r, "team")->basis, REPORT_PEOPLE);
	/* 6/13 = 46.2 % */
	assert_group(part_of(&h.r, "team"), "montage", 6, 4, 571, 462, 0);
	assert_int_equal(part_of(&h.r, "lang")->basis, REPORT_EQUAL);
	assert_false(h.r.by_name); /* the page names nobody unless it is told to */
	assert_true(h.r.page);
	done(&h);
}

static void an_edition_without_rows_holds_no_report(void **state)
{
	tree *t = *state;
	edition_writer *w;
	edition *e;
	char file[96];
	report r;
	snprintf(file, sizeof file, "%s.sqlite", t->dir);
	th_strs none = {0};
	writer_days days = {day, &none, month};
	assert_int_equal(writer_begin(&w, file, &t->err), 0);
	assert_int_equal(writer_finish(w, TH_S("x"), &days, &t->err), 0);
	writer_free(w);
	assert_int_equal(edition_open(&e, file, &t->err), 0);
	query q = {.e = e, .a = t->arena, .now = NOW};
	assert_false(query_report(&q, &r));
	assert_false(query_has_report(&q));
	edition_close(e);
	unlink(file);
}

static void assert_has(const th_buf *b, const char *text)
{
	if (th_str_find(th_buf_str(b), th_strz(text)) < 0)
		fail_msg("no \"%s\" in:\n%.*s", text, (int)b->n, b->p);
}

static void it_is_written_in_german_and_english_and_as_json(void **state)
{
	tree *t = *state;
	asked_hub h;
	put_hub(t);
	load_internal(t);
	write_report(&h, t);
	ask_at(&h, NOW);
	th_buf b = {0};
	report_write_text(&b, &h.r, NOW, TH_S("de"));
	assert_has(&b, "13 Menschen; 7 Geschichten in den letzten 365 Tagen.");
	assert_has(&b, "57,1 %");
	assert_has(&b, "2 Gruppen zusammen");
	assert_has(&b, "Bert: zuletzt am 24.11.2025 (vor 365 Tagen)");
	assert_has(&b, "Bert mit Anna: beide erzählen von Werkstatt; beide in leipzig");
	assert_has(&b, "Gina: bis 31.12.2026 (noch 37 Tage)");
	assert_has(&b, "Carl: noch keiner");
	assert_true(th_utf8_valid(th_buf_str(&b), NULL));
	th_buf_cut(&b, 0);
	report_write_text(&b, &h.r, NOW, TH_S("en"));
	assert_has(&b, "57.1%");
	assert_has(&b, "Bert: last on 2025-11-24 (365 days ago)");
	th_buf_cut(&b, 0);
	report_write_json(&b, &h.r, NOW);
	assert_has(&b, "\"people\": 13,\n  \"stories\": 7");
	assert_has(&b, "{\"term\":\"montage\",\"label\":\"montage\",\"people\":6,\"stories\":4,"
		       "\"share\":57.1,\"target\":50.0,\"missing\":0}");
	assert_has(&b, "\"together\":{\"groups\":2,\"people\":7,\"stories\":3,\"share\":42.9,"
		       "\"target\":50.0,\"missing\":1}");
	assert_has(&b, "{\"id\":\"dora\",\"name\":\"Dora\",\"last\":null,\"days\":null}");
	th_buf_free(&b);
	done(&h);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, tree_new, tree_free)
	const struct CMUnitTest tests[] = {
	    TEST(coverage_is_what_it_is_by_hand),
	    TEST(people_are_named_in_order_of_name_with_the_right_days),
	    TEST(the_same_edition_is_right_tomorrow_and_next_year),
	    TEST(without_a_plan_the_report_says_what_it_compares_with),
	    TEST(an_edition_without_rows_holds_no_report),
	    TEST(it_is_written_in_german_and_english_and_as_json),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
