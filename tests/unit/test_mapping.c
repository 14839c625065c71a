/* test_mapping.c -- repositories of Jekyll, Hugo and Eleventy are read as they are, by the hub.yml
 * that stands beside them in tests/integration/trees. */
#include <time.h>

#include "support_content.h"

#include "teamhub/publish_steps.h"

static tree *load_tree(void **state, const char *name)
{
	tree *t = *state;
	char line[256];
	snprintf(line, sizeof(line), "cp -r tests/integration/trees/%s/. '%s'", name, t->dir);
	if (system(line) != 0)
		fail_msg("run from the root of the repository");
	tree_load(t);
	return t;
}

static bool has_alias(const th_doc *d, const char *alias)
{
	return th_strs_has(&d->aliases, th_strz(alias));
}

static void jekyll_posts_and_authors_are_read(void **state)
{
	tree *t = load_tree(state, "jekyll");
	assert_findings(t, 0);
	const th_doc *saw = shown(t, "story/the-saw-that-sings");
	assert_str(saw->title.v[0].text, "The saw that sings");
	assert_str(saw->summary.v[0].text, "Every saw has a pitch. Ours is a slightly flat G.");
	assert_str(saw->lang, "en");
	assert_str(saw->picture, "assets/images/saw.png");
	assert_int_equal(saw->date.at, 1699209000);
	assert_str(saw->authors.v[0].slug, "hannah");
	assert_true(has_term(saw, "topic", "stone") && has_term(saw, "topic", "tools"));
	assert_true(has_term(saw, "team", "yard"));
	const th_doc *hannah = shown(t, "person/hannah");
	assert_str(hannah->title.v[0].text, "Hannah Osei");
	assert_str(hannah->subtitle.v[0].text, "Stone mason");
	assert_str(hannah->picture, "assets/images/hannah.png");
	assert_str(hannah->person.links.v[0].value, "https://hannah.example/");
	assert_null(hannah->entry);
}

static void jekyll_addresses_become_aliases(void **state)
{
	tree *t = load_tree(state, "jekyll");
	const th_doc *saw = shown(t, "story/the-saw-that-sings");
	assert_true(has_alias(saw, "/yard/notes/2023/11/05/the-saw-that-sings/"));
	assert_true(has_alias(saw, "/2023/11/singing-saw/"));
	assert_true(has_alias(saw, "/old/saw.html"));
	assert_true(has_alias(shown(t, "story/measuring-rain"), "/2024/08/17/measuring-rain/"));
}

static void jekyll_dates_come_from_the_file_name(void **state)
{
	tree *t = load_tree(state, "jekyll");
	const th_doc *wall = shown(t, "story/a-wall-for-leap-day");
	assert_true(wall->date.day_only);
	assert_int_equal(wall->date.at, 1709164800);
}

static void jekyll_authors_answer_to_other_names(void **state)
{
	tree *t = load_tree(state, "jekyll");
	assert_str(shown(t, "story/a-wall-for-leap-day")->authors.v[0].slug, "mairi");
	const th_doc *rain = shown(t, "story/measuring-rain");
	assert_str(rain->authors.v[0].slug, "rhys");
	assert_str(rain->authors.v[1].slug, "hannah");
}

static void jekyll_unpublished_posts_stay_out(void **state)
{
	tree *t = load_tree(state, "jekyll");
	assert_hidden(t, "story/not-yet");
}

static void fields_that_are_not_known_are_kept(void **state)
{
	tree *t = load_tree(state, "jekyll");
	const th_doc *wall = shown(t, "story/a-wall-for-leap-day");
	assert_str(field_of(&wall->parsed, "comments"), "true");
	assert_str(field_of(&wall->parsed, "sidebar.nav"), "docs");
	assert_str(field_of(&wall->parsed, "sidebar.depth"), "2");
	assert_null(field_of(&wall->parsed, "layout").p);
}

static void hugo_posts_bundles_and_authors_are_read(void **state)
{
	tree *t = load_tree(state, "hugo");
	const th_doc *ferry = shown(t, "story/night-ferry");
	assert_str(ferry->picture, "content/blog/2024/night-ferry/bruecke.jpg");
	assert_str(ferry->picture_alt.v[0].text, "Die Brücke bei Nacht");
	assert_int_equal(ferry->date.offset, 60);
	assert_int_not_equal(ferry->updated.at, TH_NEVER);
	assert_true(has_term(ferry, "topic", "nacht") && has_term(ferry, "topic", "faehre") &&
		    has_term(ferry, "topic", "bordleben"));
	assert_true(has_term(ferry, "place", "emden"));
	const th_doc *soup = shown(t, "story/soup");
	assert_str(soup->picture, "static/images/suppe.jpg");
	assert_str(field_of(&soup->parsed, "params.salt"), "much");
	assert_str(soup->authors.v[0].slug, "bo-dahl");
	const th_doc *ilse = shown(t, "person/ilse-maas");
	assert_str(ilse->title.v[0].text, "Ilse Maas");
	assert_str(texts_get(&ilse->subtitle, TH_S("en"), TH_NONE), "Mate");
	assert_str(ilse->picture, "content/authors/ilse-maas/ilse.jpg");
}

static void hugo_sections_and_pages_are_no_stories(void **state)
{
	tree *t = load_tree(state, "hugo");
	for (size_t i = 0; i < t->content.docs.n; i++) {
		th_str path = t->content.docs.v[i]->path;
		assert_false(th_str_eqz(path, "content/_index.md"));
		assert_false(th_str_eqz(path, "content/blog/_index.md"));
		assert_false(th_str_eqz(path, "content/authors/_index.md"));
		assert_false(th_str_eqz(path, "content/about/index.md"));
	}
}

static void hugo_translations_find_each_other(void **state)
{
	tree *t = load_tree(state, "hugo");
	th_doc *de = shown(t, "story/night-ferry"), *en = shown(t, "story/night-ferry-en");
	assert_ptr_equal(de->translation, en);
	assert_ptr_equal(en->translation, de);
	assert_str(en->lang, "en");
	assert_true(has_alias(de, "/blog/2024/11/night-ferry/"));
	assert_true(has_alias(en, "/en/blog/2024/11/night-ferry/"));
	assert_null(shown(t, "story/soup")->translation);
}

static void put_post(tree *t, const char *path, const char *more, const char *text)
{
	tree_put(t, path,
	    th_str_z(t->arena,
		th_str_fmt(t->arena, "---\ntitle: A\ndate: 2024-05-01\n%s---\n%s\n", more, text)));
}

static void texts_of_one_name_in_folders_of_languages_are_translations(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml",
	    HUB
	    "policies: {missing_author: ignore}\ncollections: {stories: {folders: [_posts]}}\n");
	put_post(t, "_posts/en/2024-05-01-x.md", "lang: en\n", "One");
	put_post(t, "_posts/de/2024-05-01-x.md", "lang: de\n", "Eins");
	put_post(t, "_posts/en/2024-05-02-y.md", "", "Without lang:");
	put_post(t, "_posts/2024-05-02-y.md", "", "Beside the folder");
	put_post(t, "_posts/it/2024-05-01-x.md", "slug: z\n", "No language of this hub");
	tree_load(t);
	th_doc *de = shown(t, "story/x"), *en = shown(t, "story/x-en");
	assert_str(de->path, "_posts/de/2024-05-01-x.md");
	assert_ptr_equal(de->translation, en);
	assert_ptr_equal(en->translation, de);
	assert_str(shown(t, "story/y-en")->lang, "en");
	assert_ptr_equal(shown(t, "story/y-en")->translation, shown(t, "story/y"));
	assert_str(shown(t, "story/z")->lang, "de");
	assert_null(shown(t, "story/z")->translation);
}

static void a_translation_in_a_folder_goes_with_its_original(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml", HUB "collections: {stories: {folders: [_posts]}}\n");
	put_post(t, "_posts/en/2024-05-01-x.md", "", "One");
	put_post(t, "_posts/de/2024-05-01-x.md", "withdrawn: 2026-05-01\n", "Eins");
	tree_load(t);
	assert_true(find_doc(t, "story/x-en")->withdrawn);
}

static void several_people_in_one_text_are_split_where_hub_yml_says_so(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml",
	    HUB "collections: {stories: {folders: [_posts], split: [author], fields: {editor: "
		"authors}}}\n");
	tree_put(t, "people/jana-weber.md", JANA);
	put_post(t, "_posts/a.md",
	    "author: Jana Weber (Hub, Berlin), Tom Okafor (Company X) and Kim Doe et al.\n", "A");
	put_post(t, "_posts/b.md", "author: [Jana Weber, \"Mo & Al\"]\n", "A");
	put_post(t, "_posts/c.md", "author: Und Co\n", "A");
	tree_load(t);
	const th_doc *a = shown(t, "story/a"), *b = shown(t, "story/b");
	assert_int_equal(a->authors.n, 1);
	assert_str(a->authors.v[0].slug, "jana-weber");
	assert_int_equal(a->byline.n, 2);
	assert_str(a->byline.v[0].name, "Tom Okafor");
	assert_str(a->byline.v[1].name, "Kim Doe");
	assert_int_equal(b->authors.n + b->byline.n, 3);
	assert_str(shown(t, "story/c")->byline.v[0].name, "Und Co");
}

static void a_language_has_its_own_content_folder_in_hugo(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml",
	    HUB
	    "collections: {stories: {folders: [content/english/blog, content/deutsch/blog]}}\n");
	tree_put(t, "hugo.yaml",
	    "defaultContentLanguage: de\nlanguages: {de: {contentDir: content/deutsch}, en: "
	    "{contentDir: content/english}}\n");
	put_post(t, "content/english/blog/x.md", "aliases: [old]\n", "One");
	put_post(t, "content/deutsch/blog/x.md", "", "Eins");
	tree_load(t);
	th_doc *de = shown(t, "story/x"), *en = shown(t, "story/x-en");
	assert_ptr_equal(de->translation, en);
	assert_str(en->lang, "en");
	assert_true(has_alias(de, "/blog/x/"));
	assert_true(has_alias(en, "/en/blog/x/") && has_alias(en, "/en/blog/old/"));
}

static void put_mapped(tree *t, const char *folder, const char *more)
{
	tree_put(t, "hub.yml",
	    th_str_z(t->arena,
		th_str_fmt(t->arena,
		    HUB
		    "policies: {consent: assumed}\ncollections:\n  stories: {folders: [%s]}\n%s",
		    folder, more)));
}

static void a_path_that_leaves_the_content_is_told(void **state)
{
	static const char *const folders[] = {
	    "/", "//", "../other", "stories/../../x", "C:/stories", "\"a\\\\b\"", ".."};
	static const char *const data[] = {"../../etc/passwd", "_data/../../x.yml", "..", "/"};
	tree *t = *state;
	for (size_t i = 0; i < TH_COUNT(folders) + TH_COUNT(data); i++) {
		bool folder = i < TH_COUNT(folders);
		tree_put(t, "hub.yml",
		    th_str_z(
			t->arena, th_str_fmt(t->arena, HUB "collections:\n  people: {%s: %s}\n",
				      folder ? "folders" : "data",
				      folder ? folders[i] : data[i - TH_COUNT(folders)])));
		if (t->source != NULL)
			source_close(t->source);
		t->content = (th_content){0};
		tree_load(t);
		bool told = false;
		for (size_t k = 0; k < t->findings.list.n; k++)
			told =
			    told || (strcmp(t->findings.list.v[k].rule->name, "hub.value") == 0 &&
					t->findings.list.v[k].at.line > 0);
		if (!told)
			fail_msg("%zu", i);
	}
}

static void hugo_drafts_stay_out_and_toml_is_read(void **state)
{
	tree *t = load_tree(state, "hugo");
	assert_hidden(t, "story/later");
	assert_findings(t, 0);
	const th_doc *toml = shown(t, "story/toml");
	assert_str(toml->title.v[0].text, "In TOML");
	assert_str(toml->authors.v[0].slug, "bo-dahl");
	assert_int_equal(toml->date.at, 1743458400);
}

static void toml_and_json_say_what_yaml_says(void **state)
{
	tree *t = *state;
	put_mapped(t,
	    "posts], fields: {taxonomies.tags: topic, extra.salt: salt, extra.deep.er: er}, skip: "
	    "[x",
	    "");
	static const char *const files[][2] = {
	    {"posts/toml.md", "+++\r\ntitle = \"Gr\\u00fc\\U0001F600\"\r\n"
			      "date = 2026-03-02T10:00:00+01:00 # now\r\ndraft = false\r\n"
			      "[taxonomies]\r\ntags = [\"a\", 'b']\r\n[extra]\r\nsalt = 3\r\n"
			      "deep.er = \"\"\"\r\nx\"\"\"\r\n+++\r\nText.\r\n"},
	    {"posts/json.md", "{\"title\": \"Gr\\u00fc\\ud83d\\ude00\",\n"
			      "\"date\": \"2026-03-02T10:00:00+01:00\", \"draft\": false,\n"
			      "\"taxonomies\": {\"tags\": [\"a\", \"b\"]},\n"
			      "\"extra\": {\"salt\": 3, \"deep\": {\"er\": \"x\"}}}\nText.\n"},
	};
	for (size_t i = 0; i < TH_COUNT(files); i++)
		tree_put(t, files[i][0], files[i][1]);
	tree_load(t);
	for (size_t i = 0; i < TH_COUNT(files); i++) {
		const th_doc *d = shown(t, i == 0 ? "story/toml" : "story/json");
		assert_str(d->title.v[0].text, "Grü😀");
		assert_int_equal(d->date.at, 1772442000);
		assert_true(has_term(d, "topic", "a") && has_term(d, "topic", "b"));
		assert_str(field_of(&d->parsed, "salt"), "3");
		assert_str(field_of(&d->parsed, "er"), "x");
		assert_string_equal(files[i][1] + d->body_at, i == 0 ? "Text.\r\n" : "Text.\n");
	}
	assert_int_equal(shown(t, "story/toml")->body_line, 12);
	assert_int_equal(shown(t, "story/json")->body_line, 5);
}

/* As Hugo 0.111 builds them. */
static void a_date_in_a_name_is_hugos_where_its_settings_say_so(void **state)
{
	static const char *const orders[] = {
	    "\":filename\", \":default\"", "\"date\", \":filename\""};
	tree *t = *state;
	for (size_t i = 0; i < TH_COUNT(orders); i++) {
		th_arena *a = th_arena_new();
		tree_put(t, "hub.yml",
		    "title: T\nbase_url: https://t.example\nlanguages: [en]\ntimezone: UTC\n"
		    "policies: {missing_author: ignore}\ncollections:\n"
		    "  stories: {folders: [content/blog]}\n");
		tree_put(t, "hugo.toml",
		    th_str_fmt(a, "title = 'x'\n[frontmatter]\ndate = [%s]\n", orders[i]).p);
		tree_put(
		    t, "content/blog/2024-05-01-a.md", "---\ntitle: A\ndate: 2023-01-01\n---\nx\n");
		tree_put(t, "content/blog/2024-05-02-b.md", "---\ntitle: B\n---\nx\n");
		tree_load(t);
		const th_doc *d = shown(t, "story/a");
		assert_int_equal(d->date.at, i == 0 ? 1714521600 : 1672531200);
		assert_true(has_alias(d, i == 0 ? "/blog/a/" : "/blog/2024-05-01-a/"));
		assert_true(has_alias(shown(t, "story/b"), "/blog/b/"));
		assert_int_equal(shown(t, "story/b")->date.at, 1714608000);
		th_arena_free(a);
		source_close(t->source);
		t->source = NULL;
		t->content = (th_content){0};
	}
}

static void eleventy_posts_and_authors_are_read(void **state)
{
	tree *t = load_tree(state, "eleventy");
	assert_findings(t, 0);
	const th_doc *frost = shown(t, "story/frost");
	assert_true(has_term(frost, "topic", "winter") && has_term(frost, "topic", "heating"));
	assert_int_equal(frost->terms.n, 2);
	assert_str(frost->picture, "src/img/frost.jpg");
	assert_true(has_alias(frost, "/blog/frost-on-the-inside/"));
	assert_true(has_alias(frost, "/posts/frost/"));
	const th_doc *house = shown(t, "story/greenhouse");
	assert_str(house->authors.v[0].slug, "sam-wu");
	assert_str(field_of(&house->parsed, "readTime"), "7");
	assert_false(has_alias(house, "/{{ title | slugify }}/"));
	assert_hidden(t, "story/hidden");
	const th_doc *year = shown(t, "story/new-year");
	assert_int_equal(year->date.at, 1767218400);
	assert_int_equal(year->authors.n, 2);
	assert_str(shown(t, "person/dee")->title.v[0].text, "Dee Alvarez");
	assert_str(shown(t, "person/dee")->subtitle.v[0].text, "Head grower");
}

static void generator_tags_are_looked_for_where_collections_are_mapped(void **state)
{
	tree *t = load_tree(state, "eleventy");
	assert_true(t->hub.generator_tags);
	assert_str(t->hub.prefix, "/crew");
	assert_str(t->hub.feed_authority, "greenhouse.example,2026");
}

static void markdown_is_read_as_hub_yml_says_and_else_by_where_files_come_from(void **state)
{
	tree *t = *state;
	static const struct {
		const char *more;
		render_engine story, event;
	} hub[] = {{"", RENDER_COMMONMARK, RENDER_DISCOUNT},
	    {"markdown: discount\n", RENDER_DISCOUNT, RENDER_DISCOUNT},
	    {"markdown: commonmark\n", RENDER_COMMONMARK, RENDER_COMMONMARK}};
	for (size_t i = 0; i < TH_COUNT(hub); i++) {
		put_mapped(t, "posts", hub[i].more);
		if (i > 0)
			source_close(t->source);
		tree_load(t);
		th_doc story = {.kind = TH_STORY}, event = {.kind = TH_EVENT};
		assert_int_equal(publish_text_options(&t->hub, &story).engine, hub[i].story);
		assert_int_equal(publish_text_options(&t->hub, &event).engine, hub[i].event);
	}
}

static void tags_of_a_site_mean_what_hub_yml_says(void **state)
{
	tree *t = *state;
	put_mapped(t, "posts", "tags: {note: inner, pic: \"/img/{src}\", odd: [a], bad: shout}\n");
	tree_load(t);
	th_doc story = {.kind = TH_STORY};
	const th_pairs *tags = publish_text_options(&t->hub, &story).tags;
	assert_int_equal(tags->n, 2);
	assert_str(tags->v[0].key, "note");
	assert_str(tags->v[0].value, "inner");
	assert_str(tags->v[1].value, "/img/{src}");
	unsigned refused = 0;
	for (size_t i = 0; i < t->findings.list.n; i++)
		refused += strcmp(t->findings.list.v[i].rule->name, "hub.value") == 0;
	assert_int_equal(refused, 2);
}

static void pages_that_are_not_read_are_counted_in_one_line(void **state)
{
	tree *t = *state;
	put_mapped(t, "posts", "ignore: [posts/old/]\n");
	tree_put(t, "posts/a.html", "---\ntitle: A\n---\n<p>a</p>\n");
	tree_put(t, "posts/deep/b.adoc", "= B\n");
	tree_put(t, "posts/index.html", "<ul></ul>\n");
	tree_put(t, "posts/old/c.rst", "C\n");
	tree_put(t, "site/d.html", "<p>d</p>\n");
	tree_put(t, "posts/e.png", "x");
	tree_load(t);
	assert_str(finding_at(t, "posts/a.html", 0, "site.unread")->words[0], "2");
}

/* ---- what the generator does not publish; the real ones are asked by hidden.test.mjs ---- */

static void files_hidden_by_their_names_are_passed_over_and_counted(void **state)
{
	tree *t = *state;
	put_mapped(t, "posts", "");
	tree_put(t, "people/jana-weber.md", JANA);
	tree_put(t, "posts/a.md", STORY);
	tree_put(t, "posts/_b.md", STORY);
	tree_put(t, "posts/_wip/c.md", STORY);
	tree_put(t, "posts/#d/e.md", STORY);
	tree_load(t);
	assert_findings(t, 1);
	assert_str(finding_at(t, "posts/#d/e.md", 0, "site.passed_over")->words[0], "3");
	shown(t, "story/a");
}

static void a_folder_for_drafts_hides_what_is_in_it(void **state)
{
	tree *t = *state;
	put_mapped(t, "posts", "");
	tree_put(t, "people/jana-weber.md", JANA);
	tree_put(t, "people/privat/tom.md", JANA);
	tree_put(t, "posts/a.md", STORY);
	tree_put(t, "posts/drafts-of-a-house/b.md", STORY);
	tree_put(t, "posts/2026/Entwürfe/deep/c.md", STORY);
	tree_put(t, "posts/Drafts/d/index.md", STORY);
	tree_load(t);
	assert_findings(t, 3);
	assert_str(finding_at(t, "people/privat/tom.md", 0, "draft.folder")->words[0], "privat");
	finding_at(t, "posts/2026/Entwürfe/deep/c.md", 0, "draft.folder");
	finding_at(t, "posts/Drafts/d/index.md", 0, "draft.folder");
	shown(t, "story/a");
	shown(t, "story/b");
	assert_hidden(t, "story/c");
	assert_hidden(t, "story/d");
	assert_hidden(t, "person/tom");
}

/* It is public already. */
static void a_folder_for_drafts_that_a_known_generator_shows_is_shown(void **state)
{
	tree *t = *state;
	put_mapped(t, "posts", "");
	tree_put(t, "hugo.toml", "");
	tree_put(t, "people/jana-weber.md", JANA);
	tree_put(t, "people/drafts/tom.md", JANA);
	tree_put(t, "posts/drafts/c.md", STORY);
	tree_load(t);
	shown(t, "story/c");
	assert_hidden(t, "person/tom");
}

static void a_generator_is_recognised_by_its_settings_or_named(void **state)
{
	tree *t = *state;
	put_mapped(t, "site/content/blog", "");
	tree_put(t, "site/hugo.toml", "");
	tree_put(t, "site/content/blog/_a.md", STORY);
	tree_put(t, "people/jana-weber.md", JANA);
	tree_load(t);
	assert_int_equal(t->hub.mappings.v[TH_STORY].generator, TH_GENERATOR_HUGO);
	assert_int_equal(t->hub.mappings.v[TH_PERSON].generator, TH_GENERATOR_NONE);
	assert_findings(t, 0);
}

static void two_generators_settings_are_none(void **state)
{
	tree *t = *state;
	put_mapped(t, "posts", "");
	tree_put(t, "_config.yml", "");
	tree_put(t, "eleventy.config.js", "");
	tree_load(t);
	assert_int_equal(t->hub.mappings.v[TH_STORY].generator, TH_GENERATOR_ANY);
}

static void who_names_the_generator_is_believed(void **state)
{
	tree *t = *state;
	put_mapped(t, "posts", "generator: none\n");
	tree_put(t, "_config.yml", "exclude: [posts]\n");
	tree_put(t, "posts/a/index.md", STORY);
	tree_put(t, "posts/a/b.md", STORY);
	tree_put(t, "people/jana-weber.md", JANA);
	tree_load(t);
	assert_int_equal(t->hub.mappings.v[TH_STORY].generator, TH_GENERATOR_NONE);
	shown(t, "story/b");
	assert_findings(t, 0);
}

static void fields_of_a_folder_hold_for_its_files(void **state)
{
	tree *t = *state;
	put_mapped(t, "content/blog", "");
	tree_put(t, "hugo.toml", "");
	tree_put(t, "content/_index.md", "---\ncascade: {team: yard}\n---\n");
	tree_put(t, "content/blog/x/_index.md",
	    "---\ncascade:\n- _target: {path: /blog/x/s*}\n  draft: true\n- expiryDate: 31.31.31\n"
	    "---\n");
	tree_put(t, "content/blog/a.md", STORY);
	tree_put(t, "content/blog/x/secret.md", STORY);
	tree_put(t, "content/blog/x/b.md", STORY);
	tree_put(t, "content/blog/x/c.md",
	    "---\ntitle: A\ndate: 2026-03-02\nauthors: jana-weber\nexpirydate: 2030-01-01\n---\n");
	tree_put(t, "people/jana-weber.md", JANA);
	tree_load(t);
	assert_true(has_term(shown(t, "story/a"), "team", "yard"));
	assert_hidden(t, "story/secret");
	assert_hidden(t, "story/b");
	assert_str(finding_at(t, "content/blog/x/b.md", 0, "site.field")->words[0], "expiryDate");
	assert_int_equal(shown(t, "story/c")->expires.at, 1893452400);
}

static void of_a_name_that_stands_twice_the_last_counts(void **state)
{
	tree *t = *state;
	put_mapped(t, "_posts", "");
	tree_put(t, "people/jana-weber.md", JANA);
	tree_put(
	    t, "_posts/2026-01-01-a.md", "---\ntitle: A\nauthors: jana-weber\ntitle: B\n---\n");
	tree_put(t, "_posts/2026-01-01-b.md",
	    "---\ntitle: A\nauthors: jana-weber\ndraft: true\ndraft: false\n---\n");
	tree_load(t);
	assert_str(shown(t, "story/a")->title.v[0].text, "B");
	assert_int_equal(
	    finding_at(t, "_posts/2026-01-01-a.md", 4, "yaml.duplicate")->severity, TH_WARNING);
	assert_hidden(t, "story/b");
	assert_findings(t, 2);
}

static void what_a_generator_makes_up_is_made_up(void **state)
{
	tree *t = *state;
	put_mapped(t, "_posts", "");
	tree_put(t, "_config.yml", "authors: {jo: {name: Jo Doe}}\n");
	tree_put(t, "people/jana-weber.md", JANA);
	tree_put(t, "_posts/2026-01-01-a-day-out.md", "---\nauthors: jana-weber\n---\n");
	tree_put(t, "_posts/2026-02-30-no-day.md", "---\ntitle: A\nauthors: jana-weber\n---\n");
	tree_load(t);
	assert_str(shown(t, "story/a-day-out")->title.v[0].text, "A Day Out");
	assert_str(finding_at(t, "_posts/2026-02-30-no-day.md", 0, "date.invalid")->words[1],
	    "2026-02-30");
}

static void authors_may_stand_below_a_key(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml",
	    HUB
	    "policies: {consent: assumed}\ncollections:\n  people: {data: _config.yml#authors}\n");
	tree_put(t, "_config.yml", "title: x\nauthors:\n  jo: {name: Jo Doe}\n");
	tree_load(t);
	assert_findings(t, 0);
	assert_str(shown(t, "person/jo")->title.v[0].text, "Jo Doe");
}

static void a_script_that_may_hide_something_is_told(void **state)
{
	tree *t = *state;
	put_mapped(t, "src/posts", "");
	tree_put(t, "eleventy.config.js", "");
	tree_put(t, "src/posts/posts.11tydata.js", "export default { permalink: (d) => d.x }");
	tree_put(t, "src/posts/other.11tydata.js", "export default { tags: 1 }");
	tree_load(t);
	assert_findings(t, 1);
	finding_at(t, "src/posts/posts.11tydata.js", 0, "site.script");
}

static void settings_that_cannot_be_read_are_told(void **state)
{
	tree *t = *state;
	put_mapped(t, "_posts", "");
	tree_put(t, "_config.yml", "a: &a [b]\nexclude: *a\n");
	tree_load(t);
	assert_findings(t, 1);
	finding_at(t, "_config.yml", 0, "site.unreadable");
}

/* ---- hub.yml ---- */

static void without_hub_yml_the_defaults_hold(void **state)
{
	tree *t = *state;
	tree_put(t, "stories/good.md", STORY);
	tree_put(t, "people/jana-weber.md", JANA);
	tree_load(t);
	assert_findings(t, 1);
	finding_at(t, "hub.yml", 0, "hub.absent");
	assert_int_equal(t->findings.errors + t->findings.warnings, 0);
	shown(t, "story/good");
	assert_false(t->hub.generator_tags);
}

static void a_misspelt_setting_is_pointed_out(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml", HUB "tagilne: x\n");
	tree_load(t);
	assert_str(finding_at(t, "hub.yml", 10, "hub.suggest")->words[1], "tagline");
}

static void settings_that_cannot_be_fall_back(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml",
	    "title: T\nbase_url: javascript:alert(1)\nlanguages: [Deutsch]\ntimezone: Mars/Phobos\n"
	    "prefix: /a/../b\ntheme: ../evil\npolicies: {per_page: 0, missing_author: maybe}\n");
	tree_load(t);
	finding_at(t, "hub.yml", 2, "hub.value");
	finding_at(t, "hub.yml", 3, "hub.value");
	finding_at(t, "hub.yml", 4, "hub.value");
	finding_at(t, "hub.yml", 5, "hub.value");
	finding_at(t, "hub.yml", 6, "hub.value");
	finding_at(t, "hub.yml", 7, "hub.value");
	assert_findings(t, 7);
	assert_int_equal(t->hub_rc, 0);
	assert_str(t->hub.base_url, "http://localhost:8080");
	assert_str(t->hub.languages.v[0], "en");
	assert_str(t->hub.timezone, "UTC");
	assert_str(t->hub.prefix, "/team");
	assert_str(t->hub.theme, "default");
	assert_int_equal(t->hub.per_page, 12);
}

static void base_url_and_prefix_lose_their_last_slash(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml",
	    "title: T\nbase_url: https://a.example:8443/\nprefix: team/\nlanguages: [en]\n");
	tree_load(t);
	assert_findings(t, 0);
	assert_str(t->hub.base_url, "https://a.example:8443");
	assert_str(t->hub.origin, "https://a.example:8443");
	assert_str(t->hub.prefix, "/team");
	assert_str(t->hub.feed_authority, "a.example,2026");
}

static void two_facets_with_one_address_are_refused(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml",
	    "title: T\nbase_url: https://a.example\nlanguages: [en]\nfacets:\n  a: {path: teams}\n"
	    "  b: {path: teams}\n  c: {path: stories}\n  lang: {}\n");
	tree_load(t);
	finding_at(t, "hub.yml", 6, "hub.value");
	finding_at(t, "hub.yml", 7, "hub.value");
	finding_at(t, "hub.yml", 8, "hub.value");
	assert_int_equal(t->hub.facets.n, 1);
}

/* Whoever reads a page would find the hub's own, or a query would mean two things. */
static void a_facet_takes_no_address_and_no_parameter_of_the_hub(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml",
	    "title: T\nbase_url: https://a.example\nlanguages: [en]\nfacets:\n  kind: {}\n"
	    "  order: {}\n  url: {}\n  format: {}\n  token: {}\n  ref: {}\n  maxwidth: {}\n"
	    "  lead: {path: report}\n  a: {path: feeds}\n  b: {path: healthz}\n  team: {}\n"
	    "  rank: {path: orders}\n");
	tree_load(t);
	for (int line = 5; line <= 14; line++)
		finding_at(t, "hub.yml", line, "hub.value");
	assert_int_equal(t->hub.facets.n, 2);
	assert_str(t->hub.facets.v[0].path, "teams");
	assert_str(t->hub.facets.v[1].path, "orders");
}

/* Each would be a page more of everything. */
static void languages_and_facets_are_a_few(void **state)
{
	tree *t = *state;
	th_buf b = {0};
	th_buf_addz(&b, "title: T\nbase_url: https://a.example\nlanguages: [en");
	for (int i = 0; i < 200; i++)
		th_buf_addf(&b, ", %c%cx", 'a' + i / 26, 'a' + i % 26);
	th_buf_addz(&b, "]\nfacets:\n");
	for (int i = 0; i < 100; i++)
		th_buf_addf(&b, "  f%d: {path: p%d}\n", i, i);
	th_buf_addc(&b, 0);
	tree_put(t, "hub.yml", b.p);
	th_buf_free(&b);
	tree_load(t);
	assert_str(finding_at(t, "hub.yml", 3, "hub.many")->words[1], "201");
	assert_str(finding_at(t, "hub.yml", 5, "hub.many")->words[1], "100");
	assert_int_equal(t->hub.languages.n, HUB_MAX_LANGUAGES);
	assert_int_equal(t->hub.facets.n, HUB_MAX_FACETS);
}

static void a_placeholder_that_does_not_exist_is_found(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml",
	    HUB "collections:\n  stories:\n    names: \"{jear}-{slug}\"\n    permalink: "
		"/:jahr/:title/\n");
	tree_load(t);
	assert_str(finding_at(t, "hub.yml", 12, "hub.pattern")->words[1], "{jear}");
	assert_str(finding_at(t, "hub.yml", 13, "hub.pattern")->words[1], "jahr");
}

static void a_pattern_of_many_wildcards_is_not_slow(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml",
	    HUB "collections:\n  stories: {names: "
		"\"{any}-{any}-{any}-{any}-{any}-{any}-{any}-{slug}-x\"}\n");
	tree_put(t, "people/jana-weber.md", JANA);
	tree_put(t,
	    "stories/"
	    "a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a."
	    "md",
	    STORY);
	tree_load(t);
	assert_findings(t, 0);
}

/* A hundred patterns of wildcards for three hundred names, and five thousand permalinks. */
static void patterns_beyond_what_files_need_are_told_and_cost_nothing(void **state)
{
	tree *t = *state;
	th_buf b = {0};
	th_buf_addz(&b, HUB "collections:\n  stories:\n    folder: posts\n    names:\n");
	for (int i = 0; i < 100; i++)
		th_buf_addf(
		    &b, "      - \"{any}-{any}-{any}-{any}-{any}-{any}-{any}-{slug}-%d\"\n", i);
	th_buf_addz(&b, "    permalinks:\n");
	for (int i = 0; i < 5000; i++)
		th_buf_addf(&b, "      - \"/p%d/:year/:title/\"\n", i);
	tree_put_bytes(t, "hub.yml", b.p, b.n);
	th_buf_free(&b);
	for (int i = 0; i < 300; i++) {
		char path[256];
		snprintf(path, sizeof path,
		    "posts/"
		    "a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q-r-s-t-u-v-w-x-y-z-a-b-c-d-e-f-g-h-%03d.md",
		    i);
		tree_put_bytes(t, path, STORY, sizeof STORY - 1);
	}
	clock_t before = clock();
	tree_load(t);
	double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
	if (seconds > 10) /* 0.5 s without sanitizers; it was 25 s and more */
		fail_msg("%.1f s", seconds);
	size_t told = 0;
	for (size_t i = 0; i < t->findings.list.n; i++)
		told += t->findings.list.v[i].rule == &th_rules[TH_RULE_HUB_LIST];
	assert_int_equal(told, 2);
}

static void the_date_in_a_name_counts_without_a_mapping(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml", HUB);
	tree_put(t, "people/jana-weber.md", JANA);
	tree_put(t, "stories/2026-03-02-week.md", "---\ntitle: A\nauthor: jana-weber\n---\n");
	tree_load(t);
	assert_findings(t, 0);
	assert_int_equal(shown(t, "story/week")->date.at, 1772406000);
}

static void defaults_hold_where_a_file_says_nothing(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml",
	    HUB "collections:\n  stories: {defaults: {lang: en, team: shop, topic: [a, b c]}}\n");
	tree_put(t, "people/jana-weber.md", JANA);
	tree_put(t, "stories/a.md", STORY);
	tree_put(t, "stories/b.md",
	    "---\ntitle: B\ndate: 2026-01-01\nauthor: jana-weber\nteam: yard\nlang: de\n---\n");
	tree_load(t);
	assert_findings(t, 0);
	const th_doc *a = shown(t, "story/a"), *b = shown(t, "story/b");
	assert_str(a->lang, "en");
	assert_str(b->lang, "de");
	assert_true(has_term(a, "team", "shop") && has_term(a, "topic", "b-c"));
	assert_true(has_term(b, "team", "yard") && !has_term(b, "team", "shop"));
}

static th_str whole(th_arena *a, const char *path)
{
	th_buf b = {0};
	char part[4096];
	FILE *f = fopen(path, "rb");
	if (f == NULL)
		fail_msg("run from the root of the repository");
	for (size_t n; (n = fread(part, 1, sizeof part, f)) > 0;)
		th_buf_add(&b, th_strn(part, n));
	fclose(f);
	th_str all = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return all;
}

/* content/README.md shows what is tested here, line by line. */
static void the_readme_shows_the_mappings_that_are_tested(void **state)
{
	tree *t = *state;
	static const char *const names[] = {"jekyll", "hugo", "eleventy", "zola"};
	th_str readme = whole(t->arena, "content/README.md");
	for (size_t i = 0; i < TH_COUNT(names); i++) {
		char path[100];
		snprintf(path, sizeof path, "tests/integration/trees/%s/hub.yml", names[i]);
		th_str yml = whole(t->arena, path), line;
		ptrdiff_t at = th_str_find(yml, TH_S("collections:"));
		assert_true(at > 0);
		th_str rest = th_str_sub(yml, (size_t)at, yml.n);
		th_buf shown = {0};
		while (th_str_split(&rest, '\n', &line) && line.n > 0) {
			th_buf_addz(&shown, "    ");
			th_buf_add(&shown, line);
			th_buf_addc(&shown, '\n');
		}
		if (th_str_find(readme, th_buf_str(&shown)) < 0)
			fail_msg("%s is not what content/README.md shows", path);
		th_buf_free(&shown);
	}
}

static const char jekyll_hub[] = "title: J\nbase_url: https://j.example\nlanguages: [en]\n"
				 "generator: jekyll\nfacets: {topic: {path: topics}}\n"
				 "collections:\n  stories: {folders: [_posts], words: [tags], "
				 "fields: {tags: topic, category: topic}}\n"
				 "policies: {consent: assumed, missing_author: ignore}\n";

static void of_two_posts_of_one_name_the_younger_has_its_day_in_its_address(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml", jekyll_hub);
	tree_put(t, "_posts/2021-03-01-week.md", "---\ntitle: C\n---\nx\n");
	tree_put(t, "_posts/a/2020-01-06-week.md", "---\ntitle: B\n---\nx\n");
	tree_put(t, "_posts/z/2019-05-01-week.md", "---\ntitle: A\n---\nx\n");
	tree_put(t, "_posts/a/2022-01-01-one.md", "---\ntitle: D\n---\nx\n");
	tree_put(t, "_posts/b/2022-01-01-one.md", "---\ntitle: E\npermalink: /e/\n---\nx\n");
	tree_load(t);
	assert_findings(t, 0);
	assert_str(shown(t, "story/week")->title.v[0].text, "A");
	assert_str(shown(t, "story/week-2020-01-06")->title.v[0].text, "B");
	assert_str(shown(t, "story/week-2021-03-01")->href, "/stories/week-2021-03-01/");
	assert_str(shown(t, "story/one")->title.v[0].text, "D");
	assert_str(shown(t, "story/b-one")->title.v[0].text, "E");
}

static void html_with_front_matter_and_a_date_is_a_post_and_a_template_is_none(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml", jekyll_hub);
	tree_put(t, "_posts/2021-03-01-week.html", "---\ntitle: Week\n---\n<p>x</p>\n");
	tree_put(t, "_posts/2021-03-02-plain.html", "<p>no front matter</p>\n");
	tree_put(t, "_posts/2021-03-03-pages.html", "---\npagination: {data: x}\n---\n<p>x</p>\n");
	tree_load(t);
	assert_findings(t, 1);
	finding_at(t, "_posts/2021-03-02-plain.html", 0, "site.unread");
	assert_true(has_alias(shown(t, "story/week"), "/2021/03/01/week.html"));
	assert_null(content_doc(&t->content, TH_STORY, TH_NONE, TH_S("plain")));
	assert_null(content_doc(&t->content, TH_STORY, TH_NONE, TH_S("pages")));
}

static void pages_of_terms_have_their_old_addresses(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml", jekyll_hub);
	tree_put(t, "_config.yml", "jekyll-archives: {permalinks: {tag: '/about/:name.html'}}\n");
	tree_put(t, "_posts/2021-03-01-a.md", "---\ntitle: A\ntags: [Field Work, C++]\n---\nx\n");
	tree_put(t, "_posts/2021-03-02-b.md",
	    "---\ntitle: B\ncategory: news\npermalink: /tags/c/\n---\nx\n");
	tree_load(t);
	assert_findings(t, 0);
	const th_doc *work = shown(t, "term/topic/field-work");
	assert_true(has_alias(work, "/tags/field-work/") && has_alias(work, "/tag/field-work/"));
	assert_true(has_alias(work, "/about/field-work.html"));
	assert_true(has_alias(shown(t, "term/topic/news"), "/category/news/"));
	/* a text's own address goes before */
	assert_true(has_alias(shown(t, "story/b"), "/tags/c/"));
	assert_false(has_alias(shown(t, "term/topic/c-plus-plus"), "/tags/c/"));
	assert_true(has_alias(shown(t, "term/topic/c-plus-plus"), "/tag/c/"));
}

/* By Zola's documentation. */
static void a_site_of_zola_is_read_with_its_addresses(void **state)
{
	tree *t = *state;
	tree_put(t, "config.toml", "base_url = 'https://z.example'\ndefault_language = 'en'\n");
	tree_put(t, "hub.yml",
	    "title: Z\nbase_url: https://h.example\nlanguages: [en, de]\n"
	    "facets: {topic: {path: topics}}\n"
	    "collections:\n  stories: {folders: [content/blog], fields: {taxonomies.tags: topic}}\n"
	    "policies: {consent: assumed, missing_author: ignore}\n");
	tree_put(t, "content/blog/2023-05-01-über-uns.md",
	    "+++\ntitle = 'A'\n[taxonomies]\ntags = ['Größe', 'C++']\n+++\nx\n");
	tree_put(t, "content/blog/2023-05-01-über-uns.de.md", "+++\ntitle = 'A'\n+++\nx\n");
	tree_put(t, "content/blog/Deep Down/b/index.md",
	    "+++\ntitle = 'B'\ndate = 2023-06-01\nslug = 'Its B'\n+++\nx\n");
	tree_put(t, "content/blog/c.md",
	    "+++\ntitle = 'C'\ndate = 2023-06-01\npath = 'own/c'\naliases = ['old/c.html']\n"
	    "+++\nx\n");
	tree_load(t);
	const th_doc *a = shown(t, "story/ueber-uns");
	assert_true(has_alias(a, "/blog/uber-uns/"));
	assert_true(has_alias(shown(t, "story/ueber-uns-de"), "/de/blog/uber-uns/"));
	assert_true(has_alias(shown(t, "story/its-b"), "/blog/deep-down/its-b/"));
	const th_doc *c = shown(t, "story/c");
	assert_true(has_alias(c, "/own/c/") && has_alias(c, "/old/c.html"));
	assert_false(has_alias(c, "/blog/c/"));
	assert_true(has_alias(shown(t, "term/topic/groesse"), "/tags/grosse/"));
	assert_true(has_alias(shown(t, "term/topic/c-plus-plus"), "/tags/c/"));
}

static void pages_of_authors_have_their_old_addresses(void **state)
{
	tree *t = *state;
	tree_put(t, "hugo.toml", "");
	tree_put(t, "hub.yml",
	    "title: H\nbase_url: https://h.example\nlanguages: [en]\n"
	    "collections:\n  stories: {folders: [content/blog], fields: {writers: authors}}\n"
	    "  people: {folders: [content/people]}\n"
	    "policies: {consent: assumed, missing_author: page}\n");
	tree_put(t, "content/blog/a.md",
	    "---\ntitle: A\ndate: 2024-01-02\nauthors: [Jana Weber]\n---\nx\n");
	tree_put(t, "content/blog/b.md",
	    "---\ntitle: B\ndate: 2024-01-02\nwriters: [Olu Bello]\n---\nx\n");
	tree_put(
	    t, "content/blog/c.md", "---\ntitle: C\ndate: 2024-01-02\nwriters: Ines\n---\nx\n");
	tree_put(t, "content/people/jana-weber.md", "---\nname: Jana Weber\n---\nx\n");
	tree_put(t, "content/people/ines.md",
	    "---\nname: Ines\nconsent: {public: 2999-01-01, story: 2020-01-01}\n---\nx\n");
	tree_load(t);
	assert_true(has_alias(shown(t, "person/jana-weber"), "/authors/jana-weber/"));
	assert_true(has_alias(shown(t, "person/olu-bello"), "/writers/olu-bello/"));
	assert_null(th_map_get(&t->content.moved, TH_S("/writers/ines/")));
}

static void settings_of_hugo_in_several_files_count(void **state)
{
	tree *t = *state;
	tree_put(t, "hub.yml",
	    "title: H\nbase_url: https://h.example\nlanguages: [en, de]\n"
	    "collections:\n  stories: {folders: [content/en/blog, content/de/blog]}\n"
	    "policies: {consent: assumed, missing_author: ignore}\n");
	tree_put(t, "config/_default/hugo.toml", "baseURL = 'https://old.example/'\n");
	tree_put(t, "config/_default/permalinks.toml", "blog = '/b/:year/:slug/'\n");
	tree_put(t, "config/_default/languages.en.toml", "contentDir = 'content/en'\n");
	tree_put(t, "config/_default/languages.de.toml", "contentDir = 'content/de'\n");
	tree_put(t, "content/en/blog/x.md", "---\ntitle: X\ndate: 2024-01-01\n---\nx\n");
	tree_put(t, "content/de/blog/x.md", "---\ntitle: X\ndate: 2024-01-01\n---\nx\n");
	tree_load(t);
	assert_findings(t, 0);
	assert_true(has_alias(shown(t, "story/x"), "/b/2024/x/"));
	assert_true(has_alias(shown(t, "story/x-de"), "/de/b/2024/x/"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TREE_TEST(jekyll_posts_and_authors_are_read),
	    TREE_TEST(the_readme_shows_the_mappings_that_are_tested),
	    TREE_TEST(jekyll_addresses_become_aliases),
	    TREE_TEST(jekyll_dates_come_from_the_file_name),
	    TREE_TEST(jekyll_authors_answer_to_other_names),
	    TREE_TEST(jekyll_unpublished_posts_stay_out),
	    TREE_TEST(fields_that_are_not_known_are_kept),
	    TREE_TEST(hugo_posts_bundles_and_authors_are_read),
	    TREE_TEST(hugo_sections_and_pages_are_no_stories),
	    TREE_TEST(hugo_translations_find_each_other),
	    TREE_TEST(texts_of_one_name_in_folders_of_languages_are_translations),
	    TREE_TEST(a_translation_in_a_folder_goes_with_its_original),
	    TREE_TEST(several_people_in_one_text_are_split_where_hub_yml_says_so),
	    TREE_TEST(a_language_has_its_own_content_folder_in_hugo),
	    TREE_TEST(a_path_that_leaves_the_content_is_told),
	    TREE_TEST(hugo_drafts_stay_out_and_toml_is_read),
	    TREE_TEST(toml_and_json_say_what_yaml_says),
	    TREE_TEST(a_date_in_a_name_is_hugos_where_its_settings_say_so),
	    TREE_TEST(eleventy_posts_and_authors_are_read),
	    TREE_TEST(tags_of_a_site_mean_what_hub_yml_says),
	    TREE_TEST(pages_that_are_not_read_are_counted_in_one_line),
	    TREE_TEST(generator_tags_are_looked_for_where_collections_are_mapped),
	    TREE_TEST(markdown_is_read_as_hub_yml_says_and_else_by_where_files_come_from),
	    TREE_TEST(files_hidden_by_their_names_are_passed_over_and_counted),
	    TREE_TEST(a_folder_for_drafts_hides_what_is_in_it),
	    TREE_TEST(a_folder_for_drafts_that_a_known_generator_shows_is_shown),
	    TREE_TEST(a_generator_is_recognised_by_its_settings_or_named),
	    TREE_TEST(two_generators_settings_are_none),
	    TREE_TEST(who_names_the_generator_is_believed),
	    TREE_TEST(fields_of_a_folder_hold_for_its_files),
	    TREE_TEST(of_a_name_that_stands_twice_the_last_counts),
	    TREE_TEST(what_a_generator_makes_up_is_made_up),
	    TREE_TEST(authors_may_stand_below_a_key),
	    TREE_TEST(a_script_that_may_hide_something_is_told),
	    TREE_TEST(settings_that_cannot_be_read_are_told),
	    TREE_TEST(without_hub_yml_the_defaults_hold),
	    TREE_TEST(a_misspelt_setting_is_pointed_out),
	    TREE_TEST(settings_that_cannot_be_fall_back),
	    TREE_TEST(base_url_and_prefix_lose_their_last_slash),
	    TREE_TEST(two_facets_with_one_address_are_refused),
	    TREE_TEST(a_facet_takes_no_address_and_no_parameter_of_the_hub),
	    TREE_TEST(languages_and_facets_are_a_few),
	    TREE_TEST(a_placeholder_that_does_not_exist_is_found),
	    TREE_TEST(a_pattern_of_many_wildcards_is_not_slow),
	    TREE_TEST(patterns_beyond_what_files_need_are_told_and_cost_nothing),
	    TREE_TEST(the_date_in_a_name_counts_without_a_mapping),
	    TREE_TEST(defaults_hold_where_a_file_says_nothing),
	    TREE_TEST(of_two_posts_of_one_name_the_younger_has_its_day_in_its_address),
	    TREE_TEST(html_with_front_matter_and_a_date_is_a_post_and_a_template_is_none),
	    TREE_TEST(pages_of_terms_have_their_old_addresses),
	    TREE_TEST(pages_of_authors_have_their_old_addresses),
	    TREE_TEST(settings_of_hugo_in_several_files_count),
	    TREE_TEST(a_site_of_zola_is_read_with_its_addresses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
