/* test_bad_input.c -- whatever a repository contains: each fault is one finding with file, line,
 * sentence and remedy, and the story beside it is published. */
#include "support_content.h"
#include "teamhub/texts.h"

/* Beside the faulty file a good story and its author; after loading exactly one finding. */
static void load_beside_good(tree *t)
{
	tree_put(t, "hub.yml", HUB);
	tree_put(t, "people/jana-weber.md", JANA);
	tree_put(t, "stories/good.md", STORY);
	tree_load(t);
	shown(t, "story/good");
	assert_findings(t, 1);
	const th_finding *f = &t->findings.list.v[0];
	th_buf b = {0};
	for (int german = 0; german < 2; german++) {
		th_buf_cut(&b, 0);
		finding_write_text(&b, f, german ? TH_S("de") : TH_S("en"));
		assert_true(th_utf8_valid(th_buf_str(&b), NULL));
		assert_int_equal(th_str_find(th_buf_str(&b), TH_S("{0}")), -1);
		assert_int_equal(th_str_chr(th_buf_str(&b), '\n'), b.n - 1);
	}
	th_buf_free(&b);
	assert_true(catalogue_get(TH_S("en"), f->rule->remedy).n > 10);
}

static void one_fault(void **state, const char *text, int line, const char *rule)
{
	tree *t = *state;
	tree_put(t, "stories/bad.md", text);
	load_beside_good(t);
	finding_at(t, "stories/bad.md", line, rule);
	assert_hidden(t, "story/bad");
}

static void write_with(th_buf *out, tree *t, int id, th_str word, bool german)
{
	th_findings f = {.arena = t->arena};
	const th_finding *one = finding_add(
	    &f, (enum th_rule_id)id, (th_mark){TH_S("stories/x.md"), 1, 1}, word, word, word);
	th_buf_cut(out, 0);
	finding_write_text(out, one, german ? TH_S("de") : TH_S("en"));
}

/* Whatever a rule is told with: no sentence says "The file of  has a fault". */
static void no_finding_has_a_hole(void **state)
{
	tree *t = *state;
	static const char *const holes[] = {
	    "  ", " .", " ,", " :", " ;", "()", "\"\"", "\xe2\x80\x9e\xe2\x80\x9c", "[]", "``"};
	static const th_str words[] = {{0}, {"", 0}, {" ", 1}};
	th_buf full = {0}, empty = {0};
	for (size_t w = 0; w < TH_COUNT(words); w++)
		for (int id = 0; id < 2 * TH_RULE_COUNT; id++) {
			write_with(&full, t, id / 2, TH_S("x"), id % 2);
			write_with(&empty, t, id / 2, words[w], id % 2);
			for (size_t i = 0; i < TH_COUNT(holes); i++) {
				th_str hole = th_strz(holes[i]);
				if (th_str_find(th_buf_str(&empty), hole) >= 0 &&
				    th_str_find(th_buf_str(&full), hole) < 0)
					fail_msg("a hole in: %.*s", TH_FMT(th_buf_str(&empty)));
			}
		}
	th_buf_free(&full);
	th_buf_free(&empty);
}

static void fields_below_the_fields_that_hide_are_one_finding(void **state)
{
	one_fault(state, "---\ntitle: A\ndate: 2026-01-01\n---\n---\ndraft: true\n---\nText.\n", 5,
	    "front.twice");
}

static void a_second_colon_is_explained(void **state)
{
	one_fault(state, "---\ndate: 2026-01-01\ntitle: Work: a day\n---\n", 3, "yaml.colon");
}

static void an_open_quote_is_found_where_it_opens(void **state)
{
	one_fault(state, "---\ntitle: \"Work\ndate: 2026-01-01\n---\n", 2, "yaml.quote");
}

static void a_quotation_is_a_sentence_or_two(void **state)
{
	tree *t = *state;
	char text[512];
	snprintf(text, sizeof(text),
	    "---\ntitle: A\ndate: 2026-01-01\nauthor: Jana Weber\nquote: \"%0221d\"\n---\nA\n", 0);
	tree_put(t, "stories/bad.md", text);
	load_beside_good(t);
	finding_at(t, "stories/bad.md", 5, "quote.long");
	assert_null(find_doc(t, "story/bad")->story.quote.p);
	assert_false(find_doc(t, "story/bad")->left_out);
}

static void text_behind_a_quote_is_found(void **state)
{
	one_fault(
	    state, "---\ndate: 2026-01-01\ntitle: \"Work\" and more\n---\n", 3, "yaml.indent");
}

static void an_open_bracket_is_found_where_it_opens(void **state)
{
	one_fault(state, "---\ntitle: A\nauthors: [jana-weber\ndate: 2026-01-01\n---\n", 3,
	    "yaml.bracket");
}

static void a_tab_is_explained(void **state)
{
	one_fault(state, "---\ntitle: A\ntopic:\n\t- b\ndate: 2026-01-01\n---\n", 4, "yaml.tab");
}

static void a_line_without_colon_is_found(void **state)
{
	one_fault(state, "---\ntitle: A\nauthors\ndate: 2026-01-01\n---\n", 3, "yaml.indent");
}

static void a_key_given_twice_is_found(void **state)
{
	one_fault(state, "---\ntitle: A\ndate: 2026-01-01\ntitle: B\n---\n", 4, "yaml.duplicate");
}

static void a_key_given_twice_among_many_is_found(void **state)
{
	th_buf b = {0};
	th_buf_addz(&b, "---\ntitle: A\ndate: 2026-01-01\n");
	for (int i = 0; i < 60; i++)
		th_buf_addf(&b, "k%d: x\n", i);
	th_buf_addz(&b, "k3: y\n---\n");
	th_buf_addc(&b, 0);
	one_fault(state, b.p, 64, "yaml.duplicate");
	th_buf_free(&b);
}

static void a_missing_title_is_found(void **state)
{
	one_fault(state, "---\ndate: 2026-01-01\nauthors: [jana-weber]\n---\n", 1, "title.missing");
}

static void an_empty_title_is_missing(void **state)
{
	one_fault(state, "---\ntitle: \"  \"\ndate: 2026-01-01\n---\n", 1, "title.missing");
}

static void a_missing_date_is_found(void **state)
{
	one_fault(state, "---\ntitle: A\nauthors: [jana-weber]\n---\n", 1, "date.missing");
}

static void an_impossible_date_is_found(void **state)
{
	one_fault(state, "---\ntitle: A\ndate: 2026-02-30\nauthors: [jana-weber]\n---\n", 3,
	    "date.invalid");
}

static void an_empty_file_is_found(void **state)
{
	one_fault(state, "", 1, "front.missing");
}

static void a_file_without_fields_is_found(void **state)
{
	one_fault(state, "# My week\n\nIt was good.\n", 1, "front.missing");
}

static void fields_that_never_end_are_found(void **state)
{
	one_fault(state, "---\ntitle: A\ndate: 2026-01-01\n\nText\n", 1, "front.open");
}

static void a_day_that_toml_does_not_know_is_found(void **state)
{
	one_fault(state, "+++\ntitle = \"A\"\ndate = 2026-02-30\n+++\nText\n", 3, "toml.syntax");
}

static void a_name_that_stands_twice_in_toml_is_found(void **state)
{
	one_fault(state, "+++\ntitle = \"A\"\ntitle = \"B\"\n+++\n", 3, "toml.syntax");
}

static void a_name_with_an_umlaut_in_toml_needs_quotes(void **state)
{
	one_fault(state, "+++\ntitle = \"A\"\ngr\u00f6\u00dfe = 3\n+++\n", 3, "toml.syntax");
}

static void yaml_between_the_lines_of_toml_is_found(void **state)
{
	one_fault(state, "+++\ntitle: A\n+++\nText\n", 2, "toml.syntax");
}

static void a_header_in_toml_that_begins_with_no_name_is_found(void **state)
{
	static const char *const headers[] = {"[{label: a}]", "[$x]", "[[ %a ]]", "[.a]", "[=]",
	    "[,", "[\x01]", "[a.{b}]", "[\u00e4]", "[-]x", "[[", "["};
	tree *t = *state;
	for (size_t i = 0; i < TH_COUNT(headers); i++)
		tree_put(t, th_str_fmt(t->arena, "stories/bad-%zu.md", i).p,
		    th_str_fmt(t->arena, "+++\ntitle = \"A\"\n%s\n+++\n", headers[i]).p);
	tree_put(t, "hub.yml", HUB);
	tree_load(t);
	for (size_t i = 0; i < TH_COUNT(headers); i++)
		finding_at(t, th_str_fmt(t->arena, "stories/bad-%zu.md", i).p, 3, "toml.syntax");
}

static void toml_that_never_ends_is_found(void **state)
{
	one_fault(state, "+++\ntitle = \"A\"\n\nText\n", 1, "front.open");
}

static void keys_of_toml_are_not_nested_without_end(void **state)
{
	one_fault(state, "+++\na.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t = 1\n+++\n", 2, "yaml.deep");
}

static void json_that_never_ends_is_found(void **state)
{
	one_fault(state, "{\n\"title\": \"A\"\nText\n", 1, "front.open");
}

static void a_fault_in_json_is_found(void **state)
{
	one_fault(state, "{\n\"title\": \"A\",\n\"date\" \"x\"}\nText\n", 3, "json.syntax");
}

static void a_list_instead_of_fields_is_found(void **state)
{
	one_fault(state, "---\n- title\n- date\n---\n", 2, "yaml.shape");
}

static void front_matter_of_a_hundred_kilobytes_is_refused(void **state)
{
	th_buf b = {0};
	th_buf_addz(&b, "---\ntitle: A\nx: ");
	for (int i = 0; i < 100000; i++)
		th_buf_addc(&b, 'x');
	th_buf_addz(&b, "\n---\n");
	th_buf_addc(&b, 0);
	one_fault(state, b.p, 1, "front.large");
	th_buf_free(&b);
}

static void a_file_of_ten_megabytes_is_one_finding(void **state)
{
	tree *t = *state;
	size_t n = 10 * 1000 * 1000;
	char *p = malloc(n);
	memset(p, 'a', n);
	memcpy(p, STORY, sizeof(STORY) - 1);
	tree_put_bytes(t, "stories/bad.md", p, n);
	free(p);
	load_beside_good(t);
	finding_at(t, "stories/bad.md", 0, "file.large");
}

static void a_nul_byte_is_one_finding(void **state)
{
	static const char text[] = "---\ntitle: A\ndate: 2026-01-01\n---\nText\nmo\0re\n";
	tree_put_bytes(*state, "stories/bad.md", text, sizeof(text) - 1);
	load_beside_good(*state);
	finding_at(*state, "stories/bad.md", 6, "text.nul");
}

static void latin_1_is_one_finding(void **state)
{
	one_fault(
	    state, "---\ntitle: A\ndate: 2026-01-01\n---\nWir l\xf6ten\n", 5, "text.encoding");
}

static void latin_1_in_the_fields_is_one_finding(void **state)
{
	one_fault(state, "---\ndate: 2026-01-01\ntitle: L\xf6ten\n---\n", 3, "text.encoding");
}

static void utf_16_is_one_finding(void **state)
{
	static const char text[] = "\xff\xfe-\0-\0-\0\n\0";
	tree_put_bytes(*state, "stories/bad.md", text, sizeof(text) - 1);
	load_beside_good(*state);
	const th_finding *f = finding_at(*state, "stories/bad.md", 1, "text.encoding");
	assert_str(f->words[0], "UTF-16");
}

static void an_alias_bomb_is_one_finding(void **state)
{
	one_fault(state,
	    "---\ntitle: A\ndate: 2026-01-01\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b "
	    "[*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
	    "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n---\n",
	    5, "yaml.alias");
}

static void an_alias_that_holds_itself_is_one_finding(void **state)
{
	one_fault(state, "---\ntitle: A\ndate: 2026-01-01\na: &a [*a]\n---\n", 4, "yaml.alias");
}

static void a_merge_that_may_hide_is_one_finding(void **state)
{
	one_fault(
	    state, "---\ntitle: A\ndate: 2026-01-01\n<<: {draft: true}\n---\n", 4, "yaml.merge");
}

static void deep_brackets_are_one_finding(void **state)
{
	th_buf b = {0};
	th_buf_addz(&b, "---\ntitle: A\ndate: 2026-01-01\nx: ");
	for (int i = 0; i < 60000; i++)
		th_buf_addc(&b, '[');
	th_buf_addz(&b, "\n---\n");
	th_buf_addc(&b, 0);
	one_fault(state, b.p, 4, "yaml.deep");
	th_buf_free(&b);
}

static void deep_lines_are_one_finding(void **state)
{
	th_buf b = {0};
	th_buf_addz(&b, "---\ntitle: A\ndate: 2026-01-01\nx:\n  ");
	for (int i = 0; i < 15000; i++)
		th_buf_addz(&b, "- ");
	th_buf_addz(&b, "a\n---\n");
	th_buf_addc(&b, 0);
	one_fault(state, b.p, 5, "yaml.deep");
	th_buf_free(&b);
}

static void a_link_out_of_the_tree_is_not_followed(void **state)
{
	tree *t = *state;
	char path[128];
	tree_put(t, "stories/x.txt", "");
	snprintf(path, sizeof(path), "%s/stories/bad.md", t->dir);
	assert_int_equal(symlink("/etc/passwd", path), 0);
	load_beside_good(t);
	finding_at(t, "stories/bad.md", 0, "file.symlink");
	assert_null(find_doc(t, "story/bad"));
}

static void a_file_name_with_a_line_break_is_one_finding(void **state)
{
	tree *t = *state;
	tree_put(t, "stories/ba\nd.md", STORY);
	load_beside_good(t);
	finding_at(t, "stories/ba\nd.md", 0, "file.name");
	th_buf b = {0};
	finding_write_text(&b, &t->findings.list.v[0], TH_S("de"));
	assert_true(th_str_starts(th_buf_str(&b), TH_S("stories/ba\\x0Ad.md: Fehler: ")));
	th_buf_free(&b);
}

static void a_file_name_in_latin_1_is_one_finding(void **state)
{
	tree_put(*state, "stories/m\xfcller.md", STORY);
	load_beside_good(*state);
	finding_at(*state, "stories/m\xfcller.md", 0, "file.name");
}

/* A folder cannot hold such names, a commit can: they come by the entry alone. */
static void a_path_that_climbs_is_no_document(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml", HUB);
	tree_load(t);
	parsed_doc doc;
	th_entry e = {.path = TH_S("other/../stories/x.md")};
	assert_false(content_classify(&doc, &t->hub, &e, t->arena, &t->findings));
}

static void two_stories_with_one_slug_leave_the_first(void **state)
{
	tree *t = *state;
	tree_put(t, "stories/2025/good.md", STORY);
	tree_put(t, "hub.yml", HUB);
	tree_put(t, "people/jana-weber.md", JANA);
	tree_put(t, "stories/2026/good.md", STORY);
	tree_load(t);
	assert_findings(t, 1);
	const th_finding *f = finding_at(t, "stories/2026/good.md", 1, "slug.taken");
	assert_str(f->words[1], "stories/2025/good.md");
	assert_str(f->words[2], "good-2");
	assert_str(shown(t, "story/good")->path, "stories/2025/good.md");
}

static void an_address_of_the_hub_is_not_taken(void **state)
{
	tree *t = *state;
	tree_put(t, "stories/subscribe.md", STORY);
	load_beside_good(t);
	const th_finding *f = finding_at(t, "stories/subscribe.md", 1, "slug.reserved");
	assert_str(f->words[1], "subscribe-2");
	const th_doc *d = find_doc(t, "story/subscribe");
	assert_true(d == NULL || d->left_out);
}

static void an_event_takes_not_the_address_of_the_calendar(void **state)
{
	tree *t = *state;
	tree_put(t, "events/calendar.md", "---\ntitle: T\nstart: 2026-03-02 08:00\n---\nText\n");
	load_beside_good(t);
	assert_str(finding_at(t, "events/calendar.md", 1, "slug.reserved")->words[1], "calendar-2");
}

static void a_draft_takes_no_address_from_a_story(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml", HUB);
	tree_put(t, "people/jana-weber.md", JANA);
	tree_put(t, "stories/2025/good.md", "---\ntitle: A\ndraft: true\n---\n");
	tree_put(t, "stories/2026/good.md", STORY);
	tree_load(t);
	assert_findings(t, 0);
	assert_str(shown(t, "story/good")->path, "stories/2026/good.md");
}

static void a_missing_author_is_one_finding_and_a_name(void **state)
{
	tree *t = *state;
	tree_put(t, "stories/bad.md",
	    "---\ntitle: B\ndate: 2026-01-01\nauthors:\n  - Nobody Known\n---\n");
	load_beside_good(t);
	finding_at(t, "stories/bad.md", 5, "author.missing");
	assert_int_equal(shown(t, "story/bad")->authors.n, 0);
	assert_str(shown(t, "story/bad")->byline.v[0].name, "Nobody Known");
	assert_null(find_doc(t, "person/nobody-known"));
}

static void control_characters_are_replaced(void **state)
{
	tree *t = *state;
	tree_put(t, "stories/bad.md",
	    "---\ndate: 2026-01-01\ntitle: \"A\\x01B\\0C\"\nauthors: [jana-weber]\n---\n");
	load_beside_good(t);
	finding_at(t, "stories/bad.md", 3, "text.control");
	assert_str(shown(t, "story/bad")->title.v[0].text, "A\xef\xbf\xbd"
							   "B\xef\xbf\xbd"
							   "C");
}

static void raw_control_characters_in_the_fields_are_replaced(void **state)
{
	tree *t = *state;
	tree_put(t, "stories/bad.md",
	    "---\ndate: 2026-01-01\ntitle: A\x02"
	    "B\nauthors: [jana-weber]\n---\n");
	load_beside_good(t);
	finding_at(t, "stories/bad.md", 3, "text.control");
	assert_str(shown(t, "story/bad")->title.v[0].text, "A\xef\xbf\xbd"
							   "B");
}

static void a_control_character_in_the_text_is_a_warning(void **state)
{
	tree *t = *state;
	tree_put(t, "stories/bad.md",
	    "---\ndate: 2026-01-01\ntitle: A\nauthors: [jana-weber]\n---\nOne\n\nTwo \x0b\n");
	load_beside_good(t);
	finding_at(t, "stories/bad.md", 8, "text.control");
	shown(t, "story/bad");
}

static void a_pointer_of_git_lfs_is_explained(void **state)
{
	one_fault(state, "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n", 1,
	    "file.lfs");
}

static void a_name_that_makes_no_address_is_one_finding(void **state)
{
	tree *t = *state;
	tree_put(t, "stories/!!!.md", STORY);
	load_beside_good(t);
	finding_at(t, "stories/!!!.md", 1, "slug.empty");
}

static void a_script_as_link_is_not_kept(void **state)
{
	tree *t = *state;
	tree_put(t, "people/kim.md",
	    "---\nname: Kim\n" ALL_CONSENT
	    "links:\n  website: https://kim.example/\n  evil: \"javaScript:alert(1)\"\n"
	    "---\n");
	load_beside_good(t);
	finding_at(t, "people/kim.md", 6, "field.url");
	assert_int_equal(shown(t, "person/kim")->person.links.n, 1);
}

static void an_address_that_runs_is_refused_on_every_kind_of_page(void **state)
{
	static const char *const kinds[] = {"events", "jobs", "guidelines", "programmes", "values"};
	tree *t = *state;
	for (size_t i = 0; i < TH_COUNT(kinds); i++)
		tree_put(t, th_str_fmt(t->arena, "%s/x.md", kinds[i]).p,
		    "---\ntitle: X\nurl: \"javascript:alert(1)\"\nstart: 2026-12-03 08:30\n---\n");
	tree_load(t);
	for (size_t i = 0; i < TH_COUNT(kinds); i++)
		finding_at(t, th_str_fmt(t->arena, "%s/x.md", kinds[i]).p, 3, "field.url");
	for (size_t i = 0; i < t->content.docs.n; i++)
		for (size_t k = 0; k < t->content.docs.v[i]->fields.n; k++)
			assert_true(th_str_find(t->content.docs.v[i]->fields.v[k].value,
					TH_S("javascript")) < 0);
}

static void fifty_findings_of_a_file_are_enough(void **state)
{
	tree *t = *state;
	th_buf b = {0};
	th_buf_addz(&b, "---\nname: Kim\n" ALL_CONSENT "links:\n");
	for (int i = 0; i < 200; i++)
		th_buf_addf(&b, "  l%d: \"javascript:%d\"\n", i, i);
	th_buf_addz(&b, "---\n");
	th_buf_addc(&b, 0);
	tree_put(t, "hub.yml", HUB);
	tree_put(t, "people/kim.md", b.p);
	th_buf_free(&b);
	tree_load(t);
	assert_findings(t, 51);
	assert_str(t->findings.list.v[50].words[0], "150");
	assert_string_equal(t->findings.list.v[50].rule->name, "file.further");
}

static void a_broken_hub_yml_stops_a_publish_and_says_where(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml", "title: A\nbase_url: [\n");
	tree_load(t);
	assert_int_equal(t->hub_rc, -1);
	finding_at(t, "hub.yml", 2, "yaml.bracket");
}

static void findings_do_not_depend_on_the_number_of_threads(void **state)
{
	tree *t = *state;
	th_buf texts[2] = {{0}, {0}};
	tree_put(t, "hub.yml", HUB);
	for (int i = 0; i < 120; i++) {
		char path[40], text[160];
		snprintf(path, sizeof(path), "stories/s%d.md", i);
		snprintf(text, sizeof(text),
		    "---\ntitle: T%s\ndate: 2026-%02d-%02d\nauthor: Person %d\n---\n",
		    i % 7 ? "" : ": x", i % 14, i % 32, i % 9);
		tree_put(t, path, text);
	}
	for (int run = 0; run < 2; run++) {
		if (run > 0)
			source_close(t->source);
		t->content = (th_content){0};
		tree_load_threads(t, run ? 7 : 1);
		for (size_t i = 0; i < t->findings.list.n; i++)
			finding_write_text(&texts[run], &t->findings.list.v[i], TH_S("en"));
		for (size_t i = 0; i < t->content.docs.n; i++)
			th_buf_addf(&texts[run], "%.*s %d\n", TH_FMT(t->content.docs.v[i]->id),
			    t->content.docs.v[i]->left_out);
	}
	assert_true(texts[0].n > 1000);
	assert_true(th_str_eq(th_buf_str(&texts[0]), th_buf_str(&texts[1])));
	th_buf_free(&texts[0]);
	th_buf_free(&texts[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TREE_TEST(a_second_colon_is_explained),
	    TREE_TEST(an_open_quote_is_found_where_it_opens),
	    TREE_TEST(a_quotation_is_a_sentence_or_two),
	    TREE_TEST(text_behind_a_quote_is_found),
	    TREE_TEST(an_open_bracket_is_found_where_it_opens),
	    TREE_TEST(a_tab_is_explained),
	    TREE_TEST(a_line_without_colon_is_found),
	    TREE_TEST(a_key_given_twice_is_found),
	    TREE_TEST(a_key_given_twice_among_many_is_found),
	    TREE_TEST(a_missing_title_is_found),
	    TREE_TEST(an_empty_title_is_missing),
	    TREE_TEST(a_missing_date_is_found),
	    TREE_TEST(an_impossible_date_is_found),
	    TREE_TEST(an_empty_file_is_found),
	    TREE_TEST(a_file_without_fields_is_found),
	    TREE_TEST(fields_that_never_end_are_found),
	    TREE_TEST(a_day_that_toml_does_not_know_is_found),
	    TREE_TEST(a_name_that_stands_twice_in_toml_is_found),
	    TREE_TEST(a_name_with_an_umlaut_in_toml_needs_quotes),
	    TREE_TEST(yaml_between_the_lines_of_toml_is_found),
	    TREE_TEST(a_header_in_toml_that_begins_with_no_name_is_found),
	    TREE_TEST(toml_that_never_ends_is_found),
	    TREE_TEST(keys_of_toml_are_not_nested_without_end),
	    TREE_TEST(json_that_never_ends_is_found),
	    TREE_TEST(a_fault_in_json_is_found),
	    TREE_TEST(a_list_instead_of_fields_is_found),
	    TREE_TEST(front_matter_of_a_hundred_kilobytes_is_refused),
	    TREE_TEST(a_file_of_ten_megabytes_is_one_finding),
	    TREE_TEST(a_nul_byte_is_one_finding),
	    TREE_TEST(no_finding_has_a_hole),
	    TREE_TEST(fields_below_the_fields_that_hide_are_one_finding),
	    TREE_TEST(latin_1_is_one_finding),
	    TREE_TEST(latin_1_in_the_fields_is_one_finding),
	    TREE_TEST(utf_16_is_one_finding),
	    TREE_TEST(an_alias_bomb_is_one_finding),
	    TREE_TEST(an_alias_that_holds_itself_is_one_finding),
	    TREE_TEST(a_merge_that_may_hide_is_one_finding),
	    TREE_TEST(deep_brackets_are_one_finding),
	    TREE_TEST(deep_lines_are_one_finding),
	    TREE_TEST(a_link_out_of_the_tree_is_not_followed),
	    TREE_TEST(a_file_name_with_a_line_break_is_one_finding),
	    TREE_TEST(a_file_name_in_latin_1_is_one_finding),
	    TREE_TEST(a_path_that_climbs_is_no_document),
	    TREE_TEST(two_stories_with_one_slug_leave_the_first),
	    TREE_TEST(an_address_of_the_hub_is_not_taken),
	    TREE_TEST(an_event_takes_not_the_address_of_the_calendar),
	    TREE_TEST(a_draft_takes_no_address_from_a_story),
	    TREE_TEST(a_missing_author_is_one_finding_and_a_name),
	    TREE_TEST(control_characters_are_replaced),
	    TREE_TEST(raw_control_characters_in_the_fields_are_replaced),
	    TREE_TEST(a_control_character_in_the_text_is_a_warning),
	    TREE_TEST(a_pointer_of_git_lfs_is_explained),
	    TREE_TEST(a_name_that_makes_no_address_is_one_finding),
	    TREE_TEST(a_script_as_link_is_not_kept),
	    TREE_TEST(an_address_that_runs_is_refused_on_every_kind_of_page),
	    TREE_TEST(fifty_findings_of_a_file_are_enough),
	    TREE_TEST(a_broken_hub_yml_stops_a_publish_and_says_where),
	    TREE_TEST(findings_do_not_depend_on_the_number_of_threads),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
