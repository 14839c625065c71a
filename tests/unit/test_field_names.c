/* test_field_names.c -- field names that are nearly right: read if only case or spelling differ,
 * reported if another one is meant, and fatal if the field hides, ends or limits something. */
#include "support_content.h"

#undef STORY /* a whole one, which this test writes itself */
#include "teamhub/kind_bits.h"

/* The table as the program has it; what this test does not need is empty. */
enum { KEEP = 0, FATAL = 0, PRIVATE = 0, HIDES = 4, ANY_CASE = 16 };
static const struct {
	const char *name;
	unsigned kinds;
	int flags;
	const char *also;
} fields[] = {
#define FIELD(name, kinds, type, where, flags, also) {#name, kinds, flags, also},
#include "teamhub/fields.def"
};

static const char *path_of(th_kind kind)
{
	static const char *const paths[] = {
#define KIND(id, name, path, ...) #path "/a.md",
#include "teamhub/kinds.def"
#undef KIND
	};
	return kind == TH_TERM ? "terms/team/a.md" : paths[kind];
}

/* What a document of each kind needs to be shown. */
static const char *front_of(th_kind kind)
{
	return kind == TH_PERSON  ? "name: A\n" ALL_CONSENT
	       : kind == TH_KUDOS ? "from: jana-weber\nto: jana-weber\n"
	       : kind == TH_EVENT ? "title: A\nstart: 2026-12-01\n"
				  : "title: A\ndate: 2026-03-02\n";
}

static void begin(tree *t, const char *hub)
{
	tree_put(t, "hub.yml", hub);
	assert_int_equal(source_open(&t->source, t->dir, NULL, true, &t->err), 0);
	t->findings = (th_findings){.arena = t->arena};
	assert_int_equal(hub_load(&t->hub, t->source, t->arena, &t->findings, &t->err), 0);
}

/* Reads a document of that kind with `lines` below what it needs; t->findings are its own. */
static int read_with(tree *t, th_kind kind, const char *lines, parsed_doc *doc)
{
	th_entry *e = TH_NEW(t->arena, th_entry);
	*e = (th_entry){.path = th_strz(path_of((th_kind)kind))};
	t->findings = (th_findings){.arena = t->arena};
	assert_true(content_classify(doc, &t->hub, e, t->arena, &t->findings));
	assert_int_equal(doc->kind, kind);
	th_str text = th_str_fmt(t->arena, "---\n%s%s\n---\nText\n", front_of(kind), lines);
	return content_parse(doc, &t->hub, text, t->arena, &t->findings);
}

static bool has_rule(const tree *t, const char *rule)
{
	for (size_t i = 0; i < t->findings.list.n; i++)
		if (strcmp(t->findings.list.v[i].rule->name, rule) == 0)
			return true;
	return false;
}

/* ---- names that are read ---- */

static void names_are_read_in_any_case_and_told(void **state)
{
	static const char *const drafts[] = {"Draft: true", "DRAFT: yes", "dRAFT: true",
	    "draft\xc2\xa0: true", "\"draft \": true", "published: no", "Published: false",
	    "draft: wahr", "draft: ja"};
	tree *t = *state;
	parsed_doc d;
	begin(t, HUB);
	for (size_t i = 0; i < TH_COUNT(drafts); i++) {
		assert_int_equal(read_with(t, TH_STORY, drafts[i], &d), 0);
		if (!d.draft)
			fail_msg("%s is public", drafts[i]);
		assert_int_equal(t->findings.list.n, i < 5 || i == 6);
		assert_int_equal(has_rule(t, "field.spelled"), i < 5 || i == 6);
	}
	assert_int_equal(
	    read_with(t, TH_STORY, "Withdrawn: 2026-05-01\nPublish: 2027-12-01", &d), 0);
	assert_true(d.withdrawn);
	assert_int_not_equal(d.publish.at, TH_NEVER);
	assert_int_equal(
	    read_with(t, TH_STORY, "Expires: 2026-04-01\nPicture-Alt: x\nTeam: montage", &d), 0);
	assert_int_not_equal(d.expires.at, TH_NEVER);
	assert_str(d.picture_alt.v[0].text, "x");
	assert_str(d.terms.v[0].facet, "team");
	assert_int_equal(t->findings.warnings, 3);
	assert_int_equal(read_with(t, TH_PERSON, "Left: 2026-01\nGuidelines: 2026-09", &d), 0);
	assert_int_not_equal(d.person.left.at, TH_NEVER);
	assert_int_equal(d.fields.n, 0);
}

static void a_field_said_twice_holds_as_what_hides_more(void **state)
{
	tree *t = *state;
	parsed_doc d;
	begin(t, HUB "collections:\n  stories: {fields: {hide: draft, ends: expires}}\n");
	assert_int_equal(read_with(t, TH_STORY, "draft: true\nDraft: false\nhide: no", &d), 0);
	assert_true(d.draft);
	assert_int_equal(read_with(t, TH_STORY, "withdrawn: true\nWithdrawn: false", &d), 0);
	assert_true(d.withdrawn);
	assert_int_equal(
	    read_with(t, TH_STORY,
		"expires: 2026-04-01\nends: 2027-04-01\npublish: 2027-01-01\npublishDate: "
		"2026-01-01",
		&d),
	    0);
	assert_int_equal(th_civil_of(d.expires.at).year, 2026);
	assert_int_equal(d.publish.at, 1798758000);
}

static void names_of_generators_are_read_in_their_case(void **state)
{
	tree *t = *state;
	parsed_doc d;
	begin(t, HUB "collections:\n  stories: {fields: {publishDate: publish, tags: topic}}\n");
	assert_int_equal(read_with(t, TH_STORY,
			     "publishdate: 2027-01-01\nTags: [a]\nexpiryDate: 2027-02-01", &d),
	    0);
	assert_int_equal(t->findings.list.n, 0);
	assert_int_equal(d.publish.at, 1798758000);
	assert_int_not_equal(d.expires.at, TH_NEVER);
	assert_str(d.terms.v[0].facet, "topic");
	/* published: is Jekyll's switch, and a day elsewhere */
	assert_int_equal(read_with(t, TH_STORY, "published: 2027-01-01", &d), 0);
	assert_int_equal(d.publish.at, 1798758000);
	assert_true(read_with(t, TH_STORY, "published: soon", &d) != 0 || d.draft);
}

static void the_day_of_publication_is_read_under_other_systems_names(void **state)
{
	static const char *const names[] = {"published_at", "publishedAt", "Published-On",
	    "published_date", "datePublished", "publication-date", "publish_date", "pub_date"};
	tree *t = *state;
	parsed_doc d;
	begin(t, HUB);
	for (size_t i = 0; i < TH_COUNT(names); i++) {
		th_str line = th_str_fmt(t->arena, "%s: 2027-01-01", names[i]);
		if (read_with(t, TH_STORY, line.p, &d) != 0 || d.publish.at != 1798758000)
			fail_msg("%s is not read", line.p);
		assert_int_equal(t->findings.list.n, 0);
		line = th_str_fmt(t->arena, "%s: soon", names[i]);
		assert_int_not_equal(read_with(t, TH_STORY, line.p, &d), 0);
	}
	assert_int_not_equal(
	    read_with(t, TH_STORY, "published_at: 2027-01-01\npublished_at: 2020-01-01", &d), 0);
}

static void the_day_of_publication_is_the_date_where_hub_yml_says_so(void **state)
{
	tree *t = *state;
	parsed_doc d;
	begin(t, HUB "collections:\n  stories: {fields: {published_at: date}}\n");
	assert_int_equal(read_with(t, TH_STORY, "published_at: 2027-01-01", &d), 0);
	assert_int_equal(d.date.at, 1798758000);
	assert_int_equal(d.publish.at, TH_NEVER);
}

/* ---- names that are nearly those of fields that hide ---- */

static bool is_field(th_kind kind, th_str name)
{
	for (size_t i = 0; i < TH_COUNT(fields); i++)
		if (fields[i].kinds & (1u << kind) && th_str_eqz(name, fields[i].name))
			return true;
	return false;
}

/* Words that generators and their themes write themselves, and other fields' words. */
static bool is_other(th_kind kind, th_str name)
{
	static const char *const words[] = {"bio", "publisher", "url", "site", "art", "id"};
	th_str rest, one;
	for (size_t i = 0; i < TH_COUNT(words); i++)
		if (th_str_eqz(name, words[i]))
			return true;
	for (size_t i = 0; i < TH_COUNT(fields); i++)
		if (fields[i].kinds & (1u << kind) && !(fields[i].flags & HIDES))
			for (rest = th_strz(fields[i].also); th_str_split(&rest, ' ', &one);)
				if (th_str_eq(one, name))
					return true;
	return is_field(kind, name);
}

static void expect_closed(tree *t, th_kind kind, th_str name)
{
	parsed_doc d;
	th_str line = th_str_fmt(t->arena, "%.*s: 2026-01-01", TH_FMT(name));
	if (name.n == 0 || is_other(kind, name))
		return;
	if (read_with(t, kind, line.p, &d) == 0)
		fail_msg("%s with %s is public", path_of((th_kind)kind), line.p);
	if (!has_rule(t, "field.nearly") || t->findings.list.v[0].at.line < 3)
		fail_msg("%s is not told", line.p);
}

/* A letter left out, doubled, put in, put in another's place, two swapped. */
static void expect_slips_closed(tree *t, th_kind kind, th_str word)
{
	static const char letters[] = "aeins";
	char p[80];
	for (size_t i = 0; i <= word.n; i++) {
		size_t n = word.n;
		for (size_t k = 0; k < sizeof letters - 1; k++) { /* put in */
			memcpy(p, word.p, i);
			p[i] = letters[k];
			memcpy(p + i + 1, word.p + i, n - i);
			expect_closed(t, kind, (th_str){p, n + 1});
		}
		if (i == n)
			break;
		memcpy(p, word.p, n);
		for (size_t k = 0; k < sizeof letters - 1; k++) {
			p[i] = letters[k];
			expect_closed(t, kind, (th_str){p, n});
		}
		memcpy(p, word.p, n);
		memmove(p + i, p + i + 1, n - i - 1);
		expect_closed(t, kind, (th_str){p, n - 1});
		memcpy(p, word.p, n);
		if (i + 1 < n) {
			p[i] = word.p[i + 1];
			p[i + 1] = word.p[i];
			expect_closed(t, kind, (th_str){p, n});
		}
	}
}

static void one_slip_from_a_field_that_hides_leaves_the_file_out(void **state)
{
	tree *t = *state;
	size_t words = 0;
	begin(t, HUB);
	for (size_t i = 0; i < TH_COUNT(fields); i++) {
		th_str also = th_strz(fields[i].also), one;
		if (!(fields[i].flags & HIDES))
			continue;
		for (int kind = 0; kind < TH_KIND_COUNT; kind++)
			if (fields[i].kinds & (1u << kind) && !(fields[i].flags & ANY_CASE))
				expect_slips_closed(t, (th_kind)kind, th_strz(fields[i].name));
		while (th_str_split(&also, ' ', &one)) {
			th_kind kind = TH_STORY;
			while (!(fields[i].kinds & (1u << kind)))
				kind++;
			expect_closed(t, kind, one);
			if (one.n > 2) /* what is shorter is near to everything */
				expect_slips_closed(t, kind, one);
			words += one.n > 0;
		}
	}
	assert_true(words > 60);
}

static void what_hides_a_text_elsewhere_leaves_it_out_here(void **state)
{
	static const char *const closed[] = {"public: false", "Public: no", "public: later",
	    "status: draft", "status: Entwurf", "state: pending", "Status: Private",
	    "state: [new, hidden]", "status: nicht veröffentlicht", "status: internal",
	    "state: withdrawn", "status: trash", "status: unpublished", "status: archived",
	    "visibility: private", "unpublish: 2026-01-01", "valid_until: 2026-01-01",
	    "gesperrt: true", "geheim: true", "geheim: streng", "nicht_veröffentlichen: true",
	    "offline: true", "archived: true", "archived: 2026-01-01", "unlisted: true",
	    "sichtbar: nein", "listed: false", "wip: true", "hide: true", "nur intern: ja",
	    "do-not-publish: x", "no_publish: true", "is_published: false", "freigegeben: nein",
	    "online_ab: 2999-01-01", "show_from: 2999-01-01", "access: internal",
	    "restricted: true", "members_only: yes", "show_until: 2026-01-01", "opt_out: true",
	    "minor: yes", "approved: false", "active: no", "status: in review", "workflow: draft",
	    "status: nicht freigegeben", "status: abgelehnt", "headless: true",
	    "_build: {render: never}", "build: {list: never}", "cascade: {draft: true}",
	    "cascade: [{headless: true}]", "cascade: [{_build: {render: never}}]",
	    "eleventyExcludeFromCollections: true", "eleventyComputed: {permalink: false}",
	    "scheduled: 2999-01-01", "go live: 2999-01-01", "draft_until: 2999-01-01"};
	static const char *const open[] = {"public: true", "status: publish", "state: Bavaria",
	    "status: published", "gesperrt: nein", "archived: false", "unlisted: no", "listed: yes",
	    "sichtbar: ja", "offline:", "public:", "freigegeben: 2026-03-01",
	    "approved: jana-weber", "active: true", "hide: false", "workflow: done",
	    "headless: false", "build: 42", "build: {list: always}", "cascade: {type: blog}",
	    "cascade: [{draft: false}]", "eleventyExcludeFromCollections: false"};
	tree *t = *state;
	parsed_doc d;
	begin(t, HUB);
	for (int kind = 0; kind < TH_KIND_COUNT; kind++)
		for (size_t i = 0; i < TH_COUNT(closed); i++) {
			if (read_with(t, (th_kind)kind, closed[i], &d) == 0)
				fail_msg("%s with %s is public", path_of((th_kind)kind), closed[i]);
			if (!has_rule(t, "field.nearly"))
				fail_msg("%s is not told", closed[i]);
		}
	for (size_t i = 0; i < TH_COUNT(open); i++)
		if (read_with(t, TH_STORY, open[i], &d) != 0)
			fail_msg("%s is left out", open[i]);
}

static void a_state_that_the_hub_knows_hides_nothing(void **state)
{
	tree *t = *state;
	parsed_doc d;
	begin(t, "title: T\nbase_url: https://a.example\nlanguages: [de]\nfacets: {state: {path: "
		 "states}}\n"
		 "collections:\n  stories: {fields: {status: status, public: \"-\"}}\n");
	*TH_ADD(t->arena, &t->hub.theme_fields) = TH_S("archived");
	assert_int_equal(read_with(t, TH_STORY,
			     "state: private\nstatus: draft\npublic: false\narchived: true", &d),
	    0);
	assert_int_equal(t->findings.list.n, 0);
	assert_int_not_equal(read_with(t, TH_PERSON, "status: draft", &d), 0); /* not for people */
}

static void words_with_umlauts_are_known_too(void **state)
{
	static const char *const lines[] = {"zurückgezogen: true", "Zurückgezogen: 2026-05-01",
	    "ZURUECKGEZOGEN: ja", "veröffentlichen: 2027-01-01", "geprüft: x\ngelöscht: true",
	    "läuft ab: 2026-01-01", "Gültig-bis: 2026-01-01"};
	tree *t = *state;
	parsed_doc d;
	begin(t, HUB);
	for (size_t i = 0; i < TH_COUNT(lines); i++)
		if (read_with(t, TH_STORY, lines[i], &d) == 0)
			fail_msg("%s is public", lines[i]);
}

static void a_name_that_the_hub_knows_is_nobodys_slip(void **state)
{
	tree *t = *state;
	parsed_doc d;
	tree_put(t, "hub.yml",
	    "title: T\nbase_url: https://a.example\nlanguages: [de]\nfacets: {craft: {path: "
	    "crafts}}\n"
	    "collections:\n  stories: {fields: {drift: drift, hidden: \"-\"}}\n");
	begin(t, "title: T\nbase_url: https://a.example\nlanguages: [de]\nfacets: {craft: {path: "
		 "crafts}}\n"
		 "collections:\n  stories: {fields: {drift: drift, hidden: \"-\"}}\n");
	*TH_ADD(t->arena, &t->hub.theme_fields) = TH_S("graft");
	assert_int_equal(
	    read_with(t, TH_STORY, "craft: x\ndrift: 1\nhidden: true\ngraft: 2", &d), 0);
	assert_int_equal(t->findings.list.n, 0);
	assert_str(field_of(&d, "drift"), "1");
	assert_str(field_of(&d, "graft"), "2");
	assert_int_equal(d.terms.n, 1);
	assert_int_not_equal(read_with(t, TH_PERSON, "drift: 1", &d), 0); /* not for people */
}

static void parts_of_a_consent_that_are_not_known_leave_the_person_out(void **state)
{
	static const char *const consents[] = {"{public: 2026-01-10, untill: 2026-02-01}",
	    "{public: 2026-01-10, bis: 2026-02-01}", "{public: 2026-01-10, note: x}",
	    "{public: 2026-01-10, until: 2027-01-01, Until: 2026-02-01}",
	    "{public: 2026-01-10, until: soon}", "{public: 2026-01-10, since: 2027-01-01}",
	    "{public: 2026-01-10, guardian: {name: A, dat: 2026-01-01}}", "[public]", "yes"};
	tree *t = *state;
	begin(t, HUB);
	for (size_t i = 0; i < TH_COUNT(consents); i++) {
		parsed_doc d;
		th_entry e = {.path = TH_S("people/a.md")};
		t->findings = (th_findings){.arena = t->arena};
		assert_true(content_classify(&d, &t->hub, &e, t->arena, &t->findings));
		th_str text =
		    th_str_fmt(t->arena, "---\nname: A\nconsent: %s\n---\nText\n", consents[i]);
		if (content_parse(&d, &t->hub, text, t->arena, &t->findings) == 0)
			fail_msg("consent: %s is public", consents[i]);
		assert_int_equal(t->findings.errors, 1);
		assert_int_equal(t->findings.list.v[0].at.line, 3);
	}
}

static void parts_of_a_consent_are_read_in_any_case(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml", HUB);
	tree_put(t, "people/a.md",
	    "---\nname: A\nconsent:\n  Public: 2026-01-10\n  Until: 2026-02-01\n---\n");
	tree_load(t);
	finding_at(t, "people/a.md", 4, "field.spelled");
	finding_at(t, "people/a.md", 5, "field.spelled");
	finding_at(t, "people/a.md", 3, "consent.expired");
	assert_findings(t, 3);
}

static void who_is_in_a_picture_is_read_whole_or_not_at_all(void **state)
{
	static const char *const lines[] = {"shown: {people: [jana-weber]}",
	    "shown: [{name: Jana Weber, hidden: true}]", "shown: [[jana-weber]]",
	    "shown: {jana-weber: true}", "show: [jana-weber]", "gezeigt: [jana-weber]",
	    "abgebildet: jana-weber"};
	tree *t = *state;
	parsed_doc d;
	th_buf many = {0};
	begin(t, HUB);
	for (size_t i = 0; i < TH_COUNT(lines); i++) {
		if (read_with(t, TH_STORY, lines[i], &d) == 0)
			fail_msg("%s is public", lines[i]);
		assert_int_equal(t->findings.errors, 1);
	}
	assert_int_equal(read_with(t, TH_STORY, "shown: [{name: Jana}, tom-okafor]", &d), 0);
	assert_int_equal(d.shown.n, 2);
	for (int i = 0; i < 65; i++)
		th_buf_addf(&many, "%sperson-%d", i ? ", " : "shown: [", i);
	th_buf_addz(&many, "]");
	assert_int_not_equal(read_with(t, TH_STORY, th_str_z(t->arena, th_buf_str(&many)), &d), 0);
	assert_true(has_rule(t, "field.long"));
	th_buf_free(&many);
}

static void nobody_is_in_a_programme_for_longer_than_they_may_have_said(void **state)
{
	tree *t = *state;
	parsed_doc d;
	begin(t, HUB);
	static const char *const lines[] = {"untill: 2024-03", "bis: 2024-03", "sinse: 2027",
	    "seit: 2027", "until: soon", "since: {de: 2024}"};
	for (size_t i = 0; i < TH_COUNT(lines); i++) {
		th_str line = th_str_fmt(t->arena, "programme: [{id: x, %s}]", lines[i]);
		assert_int_equal(read_with(t, TH_PERSON, line.p, &d), 0);
		assert_int_equal(t->findings.warnings, 1);
		assert_int_equal(d.terms.n, 0);
	}
	assert_int_equal(read_with(t, TH_PERSON, "programme: [{id: y, Until: 2024}]", &d), 0);
	assert_int_equal(d.terms.n, 1);
	assert_str(d.terms.v[0].ref.written, "y");
	assert_int_equal(d.terms.v[0].until.parts, 1);
}

static void a_value_that_cannot_be_read_hides(void **state)
{
	static const char *const lines[] = {"withdrawn: perhaps", "publish: next week",
	    "expires: [2026]", "publish: {de: 2026-01-01}"};
	static const char *const drafts[] = {
	    "draft: 1", "draft: [no]", "draft: x", "draft:", "published: {a: b}"};
	tree *t = *state;
	parsed_doc d;
	begin(t, HUB);
	for (size_t i = 0; i < TH_COUNT(lines); i++)
		if (read_with(t, TH_STORY, lines[i], &d) == 0)
			fail_msg("%s is public", lines[i]);
	for (size_t i = 0; i < TH_COUNT(drafts); i++) {
		read_with(t, TH_STORY, drafts[i], &d);
		if (!d.draft)
			fail_msg("%s is public", drafts[i]);
		assert_true(has_rule(t, "draft.unclear"));
	}
	assert_int_not_equal(read_with(t, TH_PERSON, "left: some day", &d), 0);
	assert_int_not_equal(read_with(t, TH_PERSON, "bron: 2010-05-01", &d), 0);
	assert_int_not_equal(read_with(t, TH_PERSON, "geboren: 2010-05-01", &d), 0);
	/* an earlier state of a text that is to be kept to itself */
	assert_int_equal(read_with(t, TH_VALUE, "versions: nein", &d), 0);
	assert_str(field_of(&d, "versions"), "false");
	assert_int_equal(read_with(t, TH_VALUE, "versions: perhaps", &d), 0);
	assert_str(field_of(&d, "versions"), "false");
	assert_int_not_equal(read_with(t, TH_VALUE, "verions: false", &d), 0);
}

static void a_value_that_cannot_be_read_hides_behind_many_other_findings(void **state)
{
	static const char *const lines[] = {"expires: some day", "drfat: true", "draft: 1",
	    "shown: [[x]]", "audience: colleagues", "withdrawn: x"};
	tree *t = *state;
	th_buf b = {0};
	begin(t, HUB);
	for (int i = 0; i < 60; i++)
		th_buf_addf(&b, "summary%d: x\n", i);
	for (size_t i = 0; i < TH_COUNT(lines); i++) {
		parsed_doc d;
		th_str all = th_str_fmt(t->arena, "%.*s%s", TH_FMT(th_buf_str(&b)), lines[i]);
		int rc = read_with(t, TH_STORY, all.p, &d);
		assert_true(has_rule(t, "file.further"));
		if (rc == 0 && !d.draft && d.audience != TH_INTERNAL)
			fail_msg("%s is public", lines[i]);
	}
	th_buf_free(&b);
}

static void a_person_may_come_and_go_by_the_clock(void **state)
{
	tree *t = *state;
	parsed_doc d;
	begin(t, HUB);
	assert_int_equal(
	    read_with(t, TH_PERSON, "publish: 2027-01-01\nexpires: 2027-02-01", &d), 0);
	assert_int_not_equal(d.publish.at, TH_NEVER);
	assert_int_not_equal(d.expires.at, TH_NEVER);
}

static void hub_yml_gives_no_field_a_name_that_is_nearly_right(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml",
	    HUB "collections:\n  stories:\n    fields: {secret: drfat, mood: mood, text: sumary}\n"
		"    defaults: {audiance: internal}\n  people:\n    defaults: {Draft: true}\n");
	tree_put(t, "stories/a.md", "---\ntitle: A\ndate: 2026-03-02\nsecret: true\n---\n");
	tree_put(t, "people/jana-weber.md", JANA);
	tree_load(t);
	finding_at(t, "hub.yml", 12, "hub.field");
	finding_at(t, "hub.yml", 13, "hub.field");
	finding_at(t, "hub.yml", 15, "hub.field");
	finding_at(t, "stories/a.md", 4, "field.nearly");
	finding_at(t, "stories/a.md", 1, "field.nearly");
	assert_hidden(t, "story/a");
	assert_hidden(t, "person/jana-weber");
}

static void what_hides_in_a_map_for_themes_leaves_the_file_out(void **state)
{
	static const char *const lines[] = {"params: {draft: true}", "Params: {Draft: yes}",
	    "extra: {published: false}", "meta: {status: draft}", "data: {public: nein}",
	    "page: {draft: maybe}", "frontMatter: {entwurf: ja}", "extra: {audience: internal}",
	    "params: {withdrawn: 2026-01-01}", "extra: {expires: 2026-01-01}",
	    "params: {publishDate: 2999-01-01}"};
	static const char *const open[] = {"params: {audience: beginners}",
	    "extra: {withdrawn: false}", "extra: {publish: true}", "params: {expires: }"};
	tree *t = *state;
	parsed_doc d;
	begin(t, HUB);
	for (size_t i = 0; i < TH_COUNT(open); i++)
		if (read_with(t, TH_STORY, open[i], &d) != 0)
			fail_msg("%s is left out", open[i]);
	for (size_t i = 0; i < TH_COUNT(lines); i++)
		if (read_with(t, TH_STORY, lines[i], &d) == 0 || !has_rule(t, "field.nearly"))
			fail_msg("%s is published", lines[i]);
}

/* ---- other names ---- */

static void other_names_are_told_and_used_as_before(void **state)
{
	static const struct {
		const char *line, *meant;
	} names[] = {{"autoren: [jana-weber]", "authors"}, {"autors: jana-weber", "authors"},
	    {"topics: [x]", "topic"}, {"teams: x", "team"}, {"sumary: x", "summary"},
	    {"zusammenfassung: x", "summary"}, {"bild: x.jpg", "picture"}, {"datum: 1", "date"},
	    {"titel: x", "title"}, {"Überschrift: x", "title"}, {"aktualisiert: 2026", "updated"},
	    {"critcal: true", "critical"}, {"sprache: de", "lang"}};
	static const char *const silent[] = {"mood: x", "tags: [a]", "layout: post", "excerpt: x",
	    "weight: 3", "image: x", "cover: {image: x}", "menu: main", "toc: true",
	    "description: x", "series: x", "params: {draft: false}", "categories: [a]",
	    "cover: {hidden: true}", "type: x", "keywords: [a]", "eleventyNavigation: {key: x}",
	    "resources: []", "publisher: x", "shoe_size: 41", "height: 3", "a: b"};
	tree *t = *state;
	parsed_doc d;
	begin(t, HUB);
	for (size_t i = 0; i < TH_COUNT(names); i++) {
		assert_int_equal(read_with(t, TH_STORY, names[i].line, &d), 0);
		if (t->findings.list.n != 1 || !has_rule(t, "field.meant"))
			fail_msg("%s is not told", names[i].line);
		assert_str(t->findings.list.v[0].words[1], names[i].meant);
		assert_int_equal(t->findings.list.v[0].at.line, 4);
		assert_int_equal(d.fields.n, 1);
	}
	for (size_t i = 0; i < TH_COUNT(silent); i++) {
		assert_int_equal(read_with(t, TH_STORY, silent[i], &d), 0);
		if (t->findings.list.n > 0)
			fail_msg("%s is told", silent[i]);
	}
	/* who agreed to what is published under no name */
	assert_int_equal(read_with(t, TH_PERSON, "guidlines: 2026-09", &d), 0);
	assert_true(has_rule(t, "field.meant"));
	assert_int_equal(d.fields.n, 0);
}

static void what_is_below_a_mapped_name_is_not_lost(void **state)
{
	tree *t = *state;
	parsed_doc d;
	begin(t, HUB "collections:\n  people: {fields: {consent.page: links.page}}\n"
		     "policies: {consent: assumed}\n");
	th_entry e = {.path = TH_S("people/b.md")};
	assert_true(content_classify(&d, &t->hub, &e, t->arena, &t->findings));
	assert_int_equal(
	    content_parse(&d, &t->hub,
		TH_S("---\nname: B\nconsent: {page: x, public: 2026-01-01, until: 2026-02-01}\n"
		     "---\n"),
		t->arena, &t->findings),
	    0);
	assert_true(d.person.consent.present);
	assert_int_not_equal(d.person.consent.until, TH_NEVER);
}

/* A file that `teamhub new` makes has no field that its kind has not, and all that it needs. */
static void what_a_new_file_says_are_fields_of_its_kind(void **state)
{
	static const struct {
		const char *name;
		unsigned kinds;
		bool needed;
	} rows[] = {
#define NEW(name, kinds, ...) {#name, kinds, false},
#define NEEDED(name, kinds, rule) {#name, kinds, true},
#include "teamhub/fields.def"
	};
	(void)state;
	for (size_t i = 0; i < TH_COUNT(rows); i++)
		for (int kind = 0; kind < TH_KIND_COUNT; kind++) {
			bool is_field = false, is_new = false;
			if (!(rows[i].kinds & (1u << kind)))
				continue;
			for (size_t k = 0; k < TH_COUNT(fields); k++)
				is_field |= fields[k].kinds & (1u << kind) &&
					    strcmp(fields[k].name, rows[i].name) == 0;
			for (size_t k = 0; k < TH_COUNT(rows); k++)
				is_new |= !rows[k].needed && rows[k].kinds & (1u << kind) &&
					  strcmp(rows[k].name, rows[i].name) == 0;
			if (!is_field || !is_new)
				fail_msg("%s of %s", rows[i].name, th_kind_name[kind]);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_a_new_file_says_are_fields_of_its_kind),
	    TREE_TEST(names_are_read_in_any_case_and_told),
	    TREE_TEST(a_field_said_twice_holds_as_what_hides_more),
	    TREE_TEST(names_of_generators_are_read_in_their_case),
	    TREE_TEST(the_day_of_publication_is_read_under_other_systems_names),
	    TREE_TEST(the_day_of_publication_is_the_date_where_hub_yml_says_so),
	    TREE_TEST(one_slip_from_a_field_that_hides_leaves_the_file_out),
	    TREE_TEST(what_hides_a_text_elsewhere_leaves_it_out_here),
	    TREE_TEST(a_state_that_the_hub_knows_hides_nothing),
	    TREE_TEST(words_with_umlauts_are_known_too),
	    TREE_TEST(a_name_that_the_hub_knows_is_nobodys_slip),
	    TREE_TEST(parts_of_a_consent_that_are_not_known_leave_the_person_out),
	    TREE_TEST(parts_of_a_consent_are_read_in_any_case),
	    TREE_TEST(who_is_in_a_picture_is_read_whole_or_not_at_all),
	    TREE_TEST(nobody_is_in_a_programme_for_longer_than_they_may_have_said),
	    TREE_TEST(a_value_that_cannot_be_read_hides),
	    TREE_TEST(a_value_that_cannot_be_read_hides_behind_many_other_findings),
	    TREE_TEST(a_person_may_come_and_go_by_the_clock),
	    TREE_TEST(hub_yml_gives_no_field_a_name_that_is_nearly_right),
	    TREE_TEST(what_hides_in_a_map_for_themes_leaves_the_file_out),
	    TREE_TEST(other_names_are_told_and_used_as_before),
	    TREE_TEST(what_is_below_a_mapped_name_is_not_lost),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
