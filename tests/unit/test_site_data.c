/* test_site_data.c -- what other sites keep in data files and fields, as their readers saw it:
 * aliases, JSON, markup in texts, accounts, tags that are all marks. */
#include "support_content.h"

#define MAPPED                                                                                     \
	"title: Hub\nbase_url: https://careers.example\nlanguages: [en, de]\n"                     \
	"timezone: Europe/Berlin\nfacets: {topic: {path: topics}}\n"                               \
	"policies: {consent: assumed, missing_author: ignore}\ngenerator: jekyll\ncollections:\n"  \
	"  stories: {folders: [_posts], names: \"{year}-{month}-{day}-{slug}\", "                  \
	"fields: {tags: topic, excerpt: summary}}\n"                                               \
	"  people: {folders: [_authors], data: %s, fields: {bio: summary}}\n"

static void put_site(tree *t, const char *data, const char *text)
{
	char hub[1000];
	snprintf(hub, sizeof hub, MAPPED, data);
	tree_put(t, "hub.yml", hub);
	tree_put(t, data, text);
}

static void aliases_in_a_data_file_are_expanded(void **state)
{
	tree *t = *state;
	put_site(t, "_data/authors.yml",
	    "jana: &jana\n  name: Jana\n  role: Welder\n  links: &links {github: jana}\n"
	    "tom:\n  <<: *jana\n  name: Tom\n"
	    "uwe: {name: Uwe, links: *links}\n"
	    "ada:\n  <<: [{bio: Hello}, *jana]\n  name: Ada\n"
	    "defaults: &d {role: Mason}\nbo: {<<: *d, name: Bo}\n");
	tree_load(t);
	assert_findings(t, 0);
	assert_str(shown(t, "person/tom")->title.v[0].text, "Tom");
	assert_str(shown(t, "person/tom")->subtitle.v[0].text, "Welder");
	assert_str(shown(t, "person/uwe")->person.links.v[0].value, "https://github.com/jana");
	assert_str(shown(t, "person/ada")->summary.v[0].text, "Hello");
	assert_str(shown(t, "person/ada")->subtitle.v[0].text, "Welder");
	assert_str(shown(t, "person/bo")->subtitle.v[0].text, "Mason");
	assert_null(content_doc(&t->content, TH_PERSON, TH_NONE, TH_S("defaults")));
}

/* Each doubles what is below: 2^20 nodes, and one that holds itself. */
static void aliases_that_grow_cost_themselves_only(void **state)
{
	tree *t = *state;
	th_buf b = {0};
	th_buf_addf(&b, "jana: {name: Jana}\nbomb:\n  name: Bomb\n  a0: &a0 [x, x]\n");
	for (int i = 1; i < 21; i++)
		th_buf_addf(&b, "  a%d: &a%d [*a%d, *a%d]\n", i, i, i - 1, i - 1);
	th_buf_addf(&b, "loop: &loop {name: Loop, role: *loop}\nnone: {name: None, role: *gone}\n");
	put_site(t, "_data/authors.yml", th_str_z(t->arena, th_buf_str(&b)));
	th_buf_free(&b);
	tree_load(t);
	shown(t, "person/jana");
	shown(t, "person/bomb");
	shown(t, "person/loop");
	assert_int_equal(shown(t, "person/none")->subtitle.n, 0);
	finding_at(t, "_data/authors.yml", 25, "yaml.alias");
	finding_at(t, "_data/authors.yml", 26, "yaml.alias");
	assert_int_equal(t->findings.errors, 0);
}

static void a_name_that_stands_twice_in_a_data_file_costs_no_other(void **state)
{
	tree *t = *state;
	put_site(t, "_data/authors.yml",
	    "jana: {name: Jana, name: Jana Weber}\ntom: {name: Tom, consent: {public: 2020-01-01}, "
	    "consent: {public: 2021-01-01}}\n");
	tree_load(t);
	assert_str(shown(t, "person/jana")->title.v[0].text, "Jana Weber");
	finding_at(t, "_data/authors.yml", 1, "yaml.duplicate");
	assert_hidden(t, "person/tom"); /* nobody knows which of them holds */
}

static void an_alias_that_is_lost_hides_what_it_may_hide(void **state)
{
	tree *t = *state;
	put_site(t, "_data/authors.yml", "tom: {name: Tom, consent: *gone}\n");
	tree_load(t);
	assert_hidden(t, "person/tom");
}

static void json_is_read_as_json(void **state)
{
	tree *t = *state;
	put_site(t, "_data/authors.json",
	    "\xef\xbb\xbf{\n\t\"jana\":\n\t{\"name\": \"Jana \\ud83d\\ude00\", \"role\" "
	    ":\"a\\/b\\u00e9\\ud83d\"},"
	    "\n\t\"https://tom.example/?a\": {\"name\":\"Tom\",\"links\":{\"website\":\"nowhere "
	    "good\"}}\n"
	    ",\"ada\":{\"name\":\"A\",\"name\":\"Ada: # \\u2028x\"}}\n");
	tree_load(t);
	assert_str(shown(t, "person/jana")->title.v[0].text, "Jana 😀");
	assert_str(shown(t, "person/jana")->subtitle.v[0].text, "a/b\xc3\xa9\xef\xbf\xbd");
	assert_str(shown(t, "person/ada")->title.v[0].text, "Ada: # x");
	finding_at(t, "_data/authors.json", 4, "field.url");
	finding_at(t, "_data/authors.json", 5, "yaml.duplicate");
}

static void what_is_not_json_is_told_with_its_line(void **state)
{
	static const struct {
		const char *text;
		int line;
	} wrong[] = {{"{\n\"a\": {\"name\": \"A\"},\n}\n", 3}, {"{\n\"a\": {'name': \"A\"}}\n", 2},
	    {"{\"a\":\n\n{\"name\": }}", 3}, {"{\"a\": {\"name\": \"A\"}", 1}};
	for (size_t i = 0; i < TH_COUNT(wrong); i++) {
		yaml_node *root;
		tree *t = *state;
		th_findings f = {.arena = t->arena};
		assert_int_equal(
		    json_read(&root, th_strz(wrong[i].text), TH_S("a.json"), 1, t->arena, &f), -1);
		assert_int_equal(f.list.n, 1);
		assert_string_equal(f.list.v[0].rule->name, "json.syntax");
		assert_int_equal(f.list.v[0].at.line, wrong[i].line);
	}
}

static void separators_of_unicode_end_no_line(void **state)
{
	tree *t = *state;
	put_site(t, "_data/authors.yml", "jana: {name: Jana}\n");
	tree_put(t, "_posts/2024-05-01-plain.md",
	    "---\ntitle: Before\xe2\x80\xa8"
	    "after \xc2\x85 it\n---\nText\n");
	tree_put(t, "_posts/2024-05-02-quoted.md",
	    "---\ntitle: \"a\xe2\x80\xa8"
	    "b\xc2\x85"
	    "c\xe2\x80\xa9"
	    "d\"\nexpires: never\n---\nText\n");
	tree_load(t);
	assert_str(shown(t, "story/plain")->title.v[0].text, "Before after it");
	finding_at(t, "_posts/2024-05-02-quoted.md", 3, "date.invalid");
}

static void words_that_yaml_takes_away_are_told(void **state)
{
	static const struct {
		const char *line, *rule;
	} lines[] = {{"title: Mein Tag #Werkstolz", "yaml.hash"},
	    {"title: !Achtung Baustelle", "yaml.tag"},
	    {"title: &Co Kommanditgesellschaft", "yaml.tag"}, {"hashtag: #Werkstolz", "yaml.hash"},
	    {"title: a # b", NULL}, {"title: a#b", NULL}, {"draft: false #todo", NULL},
	    {"title: \"a\" #b", NULL}, {"title: !!str a", NULL}, {"order: 3 #c", NULL},
	    {"title: \xc3\xa4\xc3\xb6 #\xc3\xbc", "yaml.hash"}};
	for (size_t i = 0; i < TH_COUNT(lines); i++) {
		yaml_node *root;
		tree *t = *state;
		th_findings f = {.arena = t->arena};
		th_str text = th_str_fmt(t->arena, "x: 1\r\n%s\r\ny: 2\r\n", lines[i].line);
		assert_int_equal(yaml_read(&root, text, TH_S("a.md"), 1, t->arena, &f), 0);
		if (f.list.n != (lines[i].rule != NULL))
			fail_msg("%s: %zu findings", lines[i].line, f.list.n);
		if (f.list.n > 0) {
			assert_string_equal(f.list.v[0].rule->name, lines[i].rule);
			assert_int_equal(f.list.v[0].at.line, 2);
		}
	}
}

static void markup_in_fields_of_other_sites_becomes_text(void **state)
{
	static const struct {
		const char *title, *shown;
	} titles[] = {{"Fish &amp; Chips &#8211; caf&eacute;", "Fish & Chips – café"},
	    {"It&#146;s &quot;it&#x22;", "It’s \"it\""}, {"AT&T &foo; &copy", "AT&T &foo; &copy"},
	    {"A <em>great</em> day<br>out", "A great day out"},
	    {"Vec<T> and a < b > c", "Vec<T> and a < b > c"}, {"&lt;b&gt; is bold", "<b> is bold"},
	    {"x <!-- no --> y", "x y"}};
	static const struct {
		const char *excerpt, *shown;
	} excerpts[] = {{"A *bold* **very** _em_ move", "A bold very em move"},
	    {"[Link](https://x.example/a_(b)) and ![A saw](s.png) `co*d*e`",
		"Link and A saw co*d*e"},
	    {"Kolleg*innen und Kund*innen, snake_case_name",
		"Kolleg*innen und Kund*innen, snake_case_name"},
	    {"2 * 3 * 4 \\*no\\* [x] [a][b]", "2 * 3 * 4 *no* [x] a"},
	    {"<p class='a>b'>One</p><p>two <script>x()</script></p>", "One two"},
	    {"***all*** ~~gone~~ ~ab~", "all gone ~ab~"},
	    {"**open and [never](closed", "**open and [never](closed"}};
	th_arena *a = th_arena_new();
	tree *t = *state;
	put_site(
	    t, "_data/authors.yml", "jana: {name: \"Jana &amp; Co\", bio: \"I *am*<br>here\"}\n");
	for (size_t i = 0; i < TH_COUNT(titles) + TH_COUNT(excerpts); i++) {
		bool is_title = i < TH_COUNT(titles);
		th_str text =
		    th_strz(is_title ? titles[i].title : excerpts[i - TH_COUNT(titles)].excerpt);
		th_buf b = {0};
		th_buf_addf(&b, "---\n%s: '", is_title ? "title" : "title: T\nexcerpt");
		for (size_t k = 0; k < text.n; k++)
			th_buf_addf(&b, "%s%c", text.p[k] == '\'' ? "'" : "", text.p[k]);
		th_buf_addf(&b, "'\ntags: [\"R&amp;D\"]\n---\nText\n");
		char path[60];
		snprintf(path, sizeof path, "_posts/2024-05-01-p%zu.md", i);
		tree_put(t, path, th_str_z(a, th_buf_str(&b)));
		th_buf_free(&b);
	}
	tree_load(t);
	for (size_t i = 0; i < TH_COUNT(titles) + TH_COUNT(excerpts); i++) {
		const th_doc *d = shown(t, th_str_z(a, th_str_fmt(a, "story/p%zu", i)));
		if (i < TH_COUNT(titles))
			assert_str(d->title.v[0].text, titles[i].shown);
		else
			assert_str(d->summary.v[0].text, excerpts[i - TH_COUNT(titles)].shown);
		assert_true(has_term(d, "topic", "r-d"));
	}
	assert_str(shown(t, "person/jana")->title.v[0].text, "Jana & Co");
	assert_str(shown(t, "person/jana")->summary.v[0].text, "I am here");
	th_arena_free(a);
}

static void the_hubs_own_titles_are_as_they_are_written(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml", HUB);
	tree_put(t, "people/jana-weber.md", JANA);
	tree_put(t, "stories/a.md",
	    "---\ntitle: \"&amp; *in* HTML\"\ndate: 2026-03-02\nauthors: "
	    "[jana-weber]\n---\nText\n");
	tree_load(t);
	assert_str(shown(t, "story/a")->title.v[0].text, "&amp; *in* HTML");
}

static void accounts_are_links_in_every_shape_that_themes_use(void **state)
{
	static const char *const shapes[] = {"links: {github: ada}", "social: {github: ada}",
	    "social: [{platform: github, url: ada}]", "social: [{github: ada}]",
	    "links: [\"https://github.com/ada\"]", "github: ada", "github: \"@ada\"",
	    "links: [{name: github, icon: fab fa-github, link: \"https://github.com/ada\"}]",
	    "social_links: [{type: github, username: ada}]", "socials: {github: github.com/ada}"};
	tree *t = *state;
	th_buf b = {0};
	th_arena *a = th_arena_new();
	for (size_t i = 0; i < TH_COUNT(shapes); i++)
		th_buf_addf(&b, "ada%zu:\n  name: Ada\n  %s\n", i, shapes[i]);
	th_buf_addf(&b, "eve: {name: Eve, social: {mastodon: \"@eve@social.example\", website: "
			"eve.example, github: \"no account\"}}\n");
	put_site(t, "_data/authors.yml", th_str_z(a, th_buf_str(&b)));
	tree_load(t);
	for (size_t i = 0; i < TH_COUNT(shapes); i++) {
		const th_doc *d = shown(t, th_str_z(a, th_str_fmt(a, "person/ada%zu", i)));
		if (d->person.links.n != 1 || !th_str_eqz(d->person.links.v[0].key, "github") ||
		    !th_str_eqz(d->person.links.v[0].value, "https://github.com/ada"))
			fail_msg("%s", shapes[i]);
	}
	assert_str(shown(t, "person/eve")->person.links.v[0].value, "https://social.example/@eve");
	th_buf_free(&b);
	th_arena_free(a);
}

static void c_and_its_children_are_three_terms(void **state)
{
	static const char *const words[][2] = {{"C", "c"}, {"C++", "c-plus-plus"},
	    {"C#", "c-sharp"}, {"Notepad++ 8", "notepad-plus-plus-8"}, {"R+D", "r-d"},
	    {"#Werkstolz", "werkstolz"}, {".NET", "net"}, {"18+", "18-plus"}, {"+", ""},
	    {"a # b", "a-b"}};
	tree *t = *state;
	for (size_t i = 0; i < TH_COUNT(words); i++)
		assert_str(slug_of_term(t->arena, th_strz(words[i][0])), words[i][1]);
	tree_put(t, "hub.yml", HUB);
	tree_put(t, "people/jana-weber.md", JANA);
	tree_put(t, "terms/topic/c++.md", "---\ntitle: The language C++\n---\n");
	tree_put(t, "stories/a.md",
	    "---\ntitle: A\ndate: 2026-03-02\nauthors: [jana-weber]\ntopic: [C, C++, \"C#\", "
	    "\"🎉\"]\n---\nText\n");
	tree_load(t);
	const th_doc *d = shown(t, "story/a");
	assert_true(has_term(d, "topic", "c") && has_term(d, "topic", "c-plus-plus") &&
		    has_term(d, "topic", "c-sharp"));
	assert_str(shown(t, "term/topic/c-plus-plus")->title.v[0].text, "The language C++");
	finding_at(t, "stories/a.md", 5, "term.empty");
}

/* ü as one character and as u with two dots, as macOS writes names of files. */
#define NFC "\xc3\xbc"
#define NFD "u\xcc\x88"

static void file_names_are_found_in_either_form(void **state)
{
	static const char *const names[][2] = {{"k" NFC "r.svg", "k" NFD "r.svg"},
	    {"k" NFD "r.svg", "k" NFC "r.svg"}, {"k" NFD "r.svg", "ku%CC%88r.svg"},
	    {"k" NFD "r.svg", "k%C3%BCr.svg"}};
	tree *t = *state;
	char path[60];
	tree_put(t, "hub.yml", HUB);
	tree_put(t, "people/j" NFC "rgen.md", "---\nname: J\n" ALL_CONSENT "---\n");
	tree_put(t, "people/j" NFD "rgen.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
	for (size_t i = 0; i < TH_COUNT(names); i++) {
		snprintf(path, sizeof path, "stories/%zu/%s", i, names[i][0]);
		tree_put(t, path, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
	}
	tree_load(t);
	for (size_t i = 0; i < TH_COUNT(names); i++) {
		snprintf(path, sizeof path, "stories/%zu/a.md", i);
		const th_entry *e =
		    content_find_file(&t->content, th_strz(path), th_strz(names[i][1]));
		assert_non_null(e);
		assert_str(path_base(e->path), names[i][0]);
	}
	assert_str(shown(t, "person/juergen")->picture, "people/j" NFD "rgen.svg");
	assert_null(content_find_file(&t->content, TH_S("stories/0/a.md"), TH_S("kur.svg")));
}

int main(void)
{
	locale_start();
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, tree_new, tree_free)
	    T(aliases_in_a_data_file_are_expanded),
	    T(aliases_that_grow_cost_themselves_only),
	    T(a_name_that_stands_twice_in_a_data_file_costs_no_other),
	    T(an_alias_that_is_lost_hides_what_it_may_hide),
	    T(json_is_read_as_json),
	    T(what_is_not_json_is_told_with_its_line),
	    T(separators_of_unicode_end_no_line),
	    T(words_that_yaml_takes_away_are_told),
	    T(markup_in_fields_of_other_sites_becomes_text),
	    T(the_hubs_own_titles_are_as_they_are_written),
	    T(accounts_are_links_in_every_shape_that_themes_use),
	    T(c_and_its_children_are_three_terms),
	    T(file_names_are_found_in_either_form),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
