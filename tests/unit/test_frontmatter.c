/* test_frontmatter.c -- one file's bytes become one document: fields of every type, line ends of
 * every system, lines and columns right. */
#include "support_content.h"

/* Parses `text` as `path` by the settings above; 0 or -1. */
static int parse_rc(tree *t, parsed_doc *doc, const char *path, th_str text)
{
	t->findings = (th_findings){.arena = t->arena};
	assert_int_equal(hub_load(&t->hub, t->source, t->arena, &t->findings, &t->err), 0);
	th_entry *e = TH_NEW(t->arena, th_entry);
	*e = (th_entry){.path = th_strz(path)};
	assert_true(content_classify(doc, &t->hub, e, t->arena, &t->findings));
	/* a copy without a byte to spare: nothing may read on or keep a pointer */
	char *copy = malloc(text.n ? text.n : 1);
	memcpy(copy, text.p, text.n);
	int rc = content_parse(doc, &t->hub, (th_str){copy, text.n}, t->arena, &t->findings);
	memset(copy, 'X', text.n);
	free(copy);
	return rc;
}

static parsed_doc parse(void **state, const char *path, const char *text)
{
	tree *t = *state;
	parsed_doc doc;
	if (t->source == NULL) {
		tree_put(t, "hub.yml", HUB);
		assert_int_equal(source_open(&t->source, t->dir, NULL, true, &t->err), 0);
	}
	if (parse_rc(t, &doc, path, th_strz(text)) != 0) {
		tree_print_findings(t);
		fail_msg("not parsed");
	}
	return doc;
}

static void every_field_of_a_story_is_read(void **state)
{
	parsed_doc d = parse(state, "stories/2026/my-week.md",
	    "---\ntitle: {de: Woche, en: Week}\nsubtitle: Below\nsummary: |\n  Two\n  "
	    "lines.\nlang: en\n"
	    "date: 2026-03-02 09:00\nupdated: 2026-04-01\npublish: 2026-03-03\nexpires: "
	    "2027-01-01\n"
	    "authors: [jana-weber, \"Tom Okafor\"]\ntopic: Training\nvalue: [a, b]\ncritical: yes\n"
	    "picture: a.jpg\npicture_alt: What\naliases: [/stories/old/, old2]\norder: -3\nuid: "
	    "tag:x,2020:1\n"
	    "translates: stories/x.md\nteam:\n---\n\nText\n");
	assert_int_equal(d.kind, TH_STORY);
	assert_str(d.slug, "my-week");
	assert_str(d.id, "story/my-week");
	assert_str(d.href, "/stories/my-week/");
	assert_str(texts_get(&d.title, TH_S("en"), TH_NONE), "Week");
	assert_str(texts_get(&d.title, TH_S("fr"), TH_S("en")), "Week");
	assert_str(texts_get(&d.title, TH_S("fr"), TH_S("it")), "Woche");
	assert_str(d.summary.v[0].text, "Two lines.");
	assert_str(d.lang, "en");
	assert_int_equal(d.date.at, 1772438400);
	assert_int_equal(d.authors.n, 2);
	assert_str(d.authors.v[1].written, "Tom Okafor");
	assert_int_equal(d.authors.v[1].line, 12);
	assert_int_equal(d.terms.n, 3);
	assert_str(d.terms.v[0].facet, "topic");
	assert_true(d.story.critical);
	assert_str(d.picture, "a.jpg");
	assert_int_equal(d.picture_line, 16);
	assert_int_equal(d.aliases.n, 2);
	assert_int_equal(d.order, -3);
	assert_str(d.uid, "tag:x,2020:1");
	assert_str(d.story.translates, "stories/x.md");
	assert_int_equal(d.body_line, 24);
	assert_int_equal(d.fields.n, 0);
}

static void every_field_of_a_person_is_read(void **state)
{
	parsed_doc d = parse(state, "people/jana-weber.md",
	    "---\nname: Jana Weber\nrole: {de: Technikerin, en: Technician}\npronouns: sie/ihr\n"
	    "joined: 2019-08\nleft: 2026-01\nborn: 1990-01-01\nasks: [Heat pumps, \"Training\"]\n"
	    "links: {mastodon: \"https://social.example/@jana\", website: https://j.example/}\n"
	    "consent:\n  public: 2026-01-10\n  until: 2027-12-31\n  guardian: {name: G, date: "
	    "2026-01-10}\n"
	    "shoe_size: 41\n---\n");
	assert_str(d.id, "person/jana-weber");
	assert_str(d.person.pronouns, "sie/ihr");
	assert_int_equal(d.person.joined.parts, 2);
	assert_int_equal(d.person.asks.n, 2);
	assert_str(d.person.asks.v[0], "Heat pumps");
	assert_int_equal(d.person.links.n, 2);
	assert_true(d.person.consent.present);
	assert_int_equal(d.person.consent.line, 10);
	assert_str(d.person.consent.guardian, "G");
	assert_int_equal(d.person.consent.story_since, TH_NEVER);
	assert_str(field_of(&d, "shoe_size"), "41");
	assert_null(field_of(&d, "born").p);
}

static void fields_of_events_and_jobs_are_kept_flat(void **state)
{
	parsed_doc d = parse(state, "jobs/a.md",
	    "---\ntitle: A\nsalary: {min: 42000, max: 51000, currency: EUR}\nurl: "
	    "https://a.example/\n"
	    "until: 2027-01-31\nskills: [a, b]\nsteps:\n  - {name: one}\n  - {name: two}\n---\n");
	assert_str(field_of(&d, "salary.min"), "42000");
	assert_str(field_of(&d, "salary.currency"), "EUR");
	assert_str(field_of(&d, "url"), "https://a.example/");
	assert_str(field_of(&d, "skills"), "a, b");
	assert_str(field_of(&d, "steps.1.name"), "two");
	assert_int_not_equal(d.job.until.at, TH_NEVER);
	d = parse(state, "events/b.md",
	    "---\ntitle: B\nstart: 2026-12-03 08:30\nrrule: FREQ=MONTHLY;BYDAY=1TH\nwhere: "
	    "Kantine\n"
	    "kind: breakfast\nstories: [x]\n---\n");
	assert_str(field_of(&d, "rrule"), "FREQ=MONTHLY;BYDAY=1TH");
	assert_str(field_of(&d, "where"), "Kantine");
	assert_str(d.subtitle.v[0].text, "Kantine");
	assert_str(field_of(&d, "kind"), "breakfast");
	assert_int_equal(d.event.stories.n, 1);
}

static void names_and_folders_say_what_a_file_is(void **state)
{
	static const struct {
		const char *path, *id, *lang;
	} files[] = {
	    {"stories/2026/my-week.md", "story/my-week", "de"},
	    {"stories/my-week/index.md", "story/my-week", "de"},
	    {"stories/my-week/index.en.md", "story/my-week-en", "en"},
	    {"stories/my-week.en.md", "story/my-week-en", "en"},
	    {"stories/my-week.de.md", "story/my-week", "de"},
	    {"stories/my.old.week.md", "story/my-old-week", "de"},
	    {"stories/Überstunden.md", "story/ueberstunden", "de"},
	    {"values/openness.en.md", "value/openness", "en"},
	    {"terms/team/platform.md", "term/team/platform", "de"},
	    {"terms/teams/platform.en.md", "term/team/platform", "en"},
	    {"people/a/b/jana.markdown", "person/jana", "de"},
	};
	tree *t = *state;
	tree_put(t, "hub.yml", HUB);
	tree_load(t);
	for (size_t i = 0; i < TH_COUNT(files); i++) {
		parsed_doc d;
		th_entry e = {.path = th_strz(files[i].path)};
		if (!content_classify(&d, &t->hub, &e, t->arena, &t->findings))
			fail_msg("%s is nothing", files[i].path);
		if (!th_str_eqz(d.id, files[i].id) || !th_str_eqz(d.lang, files[i].lang))
			fail_msg("%s is %.*s", files[i].path, TH_FMT(d.id));
	}
	assert_findings(t, 0);
}

static void other_files_are_left_alone(void **state)
{
	static const char *const files[] = {"README.md", "stories/README.md", "stories/picture.jpg",
	    "stories/_index.md", "stories/index.md", "other/a.md", "storiesx/a.md", "stories",
	    "stories.md", "terms/x.md", "people/jana.md.bak"};
	tree *t = *state;
	tree_put(t, "hub.yml", HUB);
	tree_load(t);
	for (size_t i = 0; i < TH_COUNT(files); i++) {
		parsed_doc d;
		th_entry e = {.path = th_strz(files[i])};
		if (content_classify(&d, &t->hub, &e, t->arena, &t->findings))
			fail_msg("%s is %.*s", files[i], TH_FMT(d.id));
	}
	parsed_doc d;
	th_entry e = {.path = TH_S("terms/colour/red.md")};
	assert_false(content_classify(&d, &t->hub, &e, t->arena, &t->findings));
	finding_at(t, "terms/colour/red.md", 0, "term.facet");
}

static void line_ends_of_every_system_are_read(void **state)
{
	static const char *const texts[] = {
	    "---\ntitle: A\ndate: 2026-01-01\n---\nBody",
	    "---\r\ntitle: A\r\ndate: 2026-01-01\r\n---\r\nBody",
	    "---\rtitle: A\rdate: 2026-01-01\r---\rBody",
	    "\xef\xbb\xbf---\ntitle: A\ndate: 2026-01-01\n---\nBody",
	    "\n\n---  \ntitle: A\ndate: 2026-01-01\n--- \nBody",
	    "---\ntitle: A\ndate: 2026-01-01\n...\nBody",
	};
	for (size_t i = 0; i < TH_COUNT(texts); i++) {
		parsed_doc d = parse(state, "stories/a.md", texts[i]);
		assert_str(d.title.v[0].text, "A");
		assert_int_equal(d.date.parts, 3);
		assert_string_equal(texts[i] + d.body_at, "Body");
		assert_int_equal(d.body_line, i == 4 ? 7 : 5);
	}
}

static void a_file_without_a_body_is_fine(void **state)
{
	parsed_doc d = parse(state, "stories/a.md", "---\ntitle: A\ndate: 2026-01-01\n---");
	assert_int_equal(d.body_at, strlen("---\ntitle: A\ndate: 2026-01-01\n---"));
}

static void values_of_yaml_keep_their_text(void **state)
{
	parsed_doc d = parse(state, "stories/a.md",
	    "---\ntitle: 2026\ndate: 2026-01-01\nyes_no: yes\nversion: 1.10\noctal: 0755\nnothing: "
	    "~\nempty:\n"
	    "quoted: \"null\"\n\"key with: colon\": 1\n---\n");
	assert_str(d.title.v[0].text, "2026");
	assert_str(field_of(&d, "version"), "1.10");
	assert_str(field_of(&d, "octal"), "0755");
	assert_str(field_of(&d, "quoted"), "null");
	assert_str(field_of(&d, "key with: colon"), "1");
	assert_null(field_of(&d, "nothing").p);
	assert_null(field_of(&d, "empty").p);
}

static void wrong_types_are_said_and_not_used(void **state)
{
	tree *t = *state;
	parsed_doc d = parse(state, "stories/a.md",
	    "---\ntitle: A\ndate: 2026-01-01\ndraft: perhaps\norder: first\nsummary: [a, b]\n"
	    "lang: Deutsch\nupdated: soon\nauthors: [{x: y}, [z]]\npicture: {a: b}\n---\n");
	finding_at(t, "stories/a.md", 4, "draft.unclear");
	assert_true(d.draft);
	finding_at(t, "stories/a.md", 5, "field.number");
	finding_at(t, "stories/a.md", 6, "field.text");
	finding_at(t, "stories/a.md", 7, "lang.unknown");
	finding_at(t, "stories/a.md", 8, "date.invalid");
	finding_at(t, "stories/a.md", 9, "field.text");
	finding_at(t, "stories/a.md", 10, "field.text");
	assert_int_equal(t->findings.errors, 0);
	assert_int_equal(d.authors.n, 0);
	assert_str(d.lang, "de");
}

static void languages_are_shortened_to_the_hubs(void **state)
{
	static const char *const langs[][2] = {
	    {"en-GB", "en"}, {"de_AT", "de"}, {"EN", "en"}, {"fr", "fr"}, {"pt-BR", "pt-BR"}};
	for (size_t i = 0; i < TH_COUNT(langs); i++) {
		char text[100];
		snprintf(text, sizeof(text), "---\ntitle: A\ndate: 2026-01-01\nlang: %s\n---\n",
		    langs[i][0]);
		assert_str(parse(state, "stories/a.md", text).lang, langs[i][1]);
	}
}

static void an_unfinished_draft_is_no_fault(void **state)
{
	tree *t = *state;
	parsed_doc d = parse(state, "stories/a.md", "---\ndraft: true\n---\n");
	assert_true(d.draft);
	assert_findings(t, 0);
}

/* Every beginning of a good file, and every file with one byte gone wrong, is read or refused with
 * at least one finding. */
static void damaged_files_are_read_or_refused(void **state)
{
	static const char text[] =
	    "---\ntitle: {de: \"W\xc3\xb6\", en: W}\ndate: 2026-03-02\nauthors: [a, 'b']\n"
	    "x: &a [1, 2]\ny: |\n  z\nconsent: {public: 2026-01-01}\n---\nText\n";
	tree *t = *state;
	parsed_doc d;
	tree_put(t, "hub.yml", HUB);
	assert_int_equal(source_open(&t->source, t->dir, NULL, true, &t->err), 0);
	for (size_t n = 0; n < sizeof(text) - 1; n++) {
		if (parse_rc(t, &d, "people/a.md", (th_str){text, n}) < 0)
			assert_true(t->findings.errors > 0);
	}
	for (size_t n = 0; n < sizeof(text) - 1; n++) {
		static const char bytes[] = "\0\t\n:{[\"'*&!|>%@`\x7f\x80\xff";
		for (size_t k = 0; k < sizeof(bytes) - 1; k++) {
			char copy[sizeof(text)];
			memcpy(copy, text, sizeof(text));
			copy[n] = bytes[k];
			if (parse_rc(t, &d, "people/a.md", (th_str){copy, sizeof(text) - 1}) < 0)
				assert_true(t->findings.errors > 0);
			else
				for (size_t i = 0; i < d.title.n; i++)
					assert_true(th_xml_valid(d.title.v[i].text, NULL));
			for (size_t i = 0; i < t->findings.list.n; i++)
				assert_true(t->findings.list.v[i].at.line <= 11);
		}
		th_arena_reset(t->arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TREE_TEST(every_field_of_a_story_is_read),
	    TREE_TEST(every_field_of_a_person_is_read),
	    TREE_TEST(fields_of_events_and_jobs_are_kept_flat),
	    TREE_TEST(names_and_folders_say_what_a_file_is),
	    TREE_TEST(other_files_are_left_alone),
	    TREE_TEST(line_ends_of_every_system_are_read),
	    TREE_TEST(a_file_without_a_body_is_fine),
	    TREE_TEST(values_of_yaml_keep_their_text),
	    TREE_TEST(wrong_types_are_said_and_not_used),
	    TREE_TEST(languages_are_shortened_to_the_hubs),
	    TREE_TEST(an_unfinished_draft_is_no_fault),
	    TREE_TEST(damaged_files_are_read_or_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
