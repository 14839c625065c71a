/* fuzz_frontmatter.c -- any bytes as a story, as a person and as hub.yml: no crash, nothing
 * unbounded, and the output is valid in XML. */
#include <stdint.h>
#include <stdlib.h>

#include "teamhub/content.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool ok)
{
	if (!ok)
		abort();
}

static void check_texts(const th_texts *t)
{
	for (size_t i = 0; i < t->n; i++)
		require(th_xml_valid(t->v[i].text, NULL));
}

static void check_doc(const parsed_doc *d, size_t size)
{
	check_texts(&d->title);
	check_texts(&d->subtitle);
	check_texts(&d->summary);
	check_texts(&d->picture_alt);
	for (size_t i = 0; i < d->fields.n; i++)
		require(th_xml_valid(d->fields.v[i].value, NULL));
	for (size_t i = 0; i < d->person.links.n; i++)
		require(th_xml_valid(d->person.links.v[i].key, NULL) &&
			th_xml_valid(d->person.links.v[i].value, NULL));
	for (size_t i = 0; i < d->authors.n; i++)
		require(th_xml_valid(d->authors.v[i].written, NULL));
	require(d->body_at <= size);
	for (size_t i = 0; i < d->slug.n; i++)
		require(d->slug.p[i] == '-' || (d->slug.p[i] >= 'a' && d->slug.p[i] <= 'z') ||
			(d->slug.p[i] >= '0' && d->slug.p[i] <= '9'));
}

/* Parses and links, alone, as one of the kinds. */
static void run(const th_hub *hub, const char *path, th_str bytes)
{
	th_arena *a = th_arena_new();
	th_findings f = {.arena = a};
	th_entry e = {.path = th_strz(path)};
	th_doc doc = doc_empty(TH_STORY, e.path);
	if (!content_classify(&doc.parsed, hub, &e, a, &f)) { /* a mapping may name other folders */
		th_arena_free(a);
		return;
	}
	if (content_parse(&doc.parsed, hub, bytes, a, &f) < 0) {
		require(f.errors > 0);
	} else {
		th_content c = {.arena = a, .hub = hub, .now = 1795521600};
		check_doc(&doc.parsed, bytes.n);
		*TH_ADD(a, &c.docs) = &doc;
		content_link(&c, &f);
		require(doc.person.born.at == TH_NEVER && doc.person.consent.guardian.n == 0);
	}
	th_buf b = {0};
	for (size_t i = 0; i < f.list.n; i++)
		finding_write_text(&b, &f.list.v[i], i % 2 ? TH_S("de") : TH_S("en"));
	require(th_utf8_valid(th_buf_str(&b), NULL));
	th_buf_free(&b);
	th_arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char settings[] = "title: T\nbase_url: https://a.example\nlanguages: [de, "
				       "en]\nfacets:\n  team: {inherit: true}\n"
				       "  value: {pages: values}\ncollections:\n  stories: "
				       "{permalink: \"/:categories/:year/:title/\",\n"
				       "    fields: {tags: team, cover.image: picture}, words: "
				       "[tags], defaults: {value: x}}\n";
	th_str bytes = {(const char *)data, size};
	th_arena *a = th_arena_new();
	th_findings f = {.arena = a};
	th_hub hub, other;
	th_err err;
	require(hub_read(&hub, (th_str){settings, sizeof(settings) - 1}, a, &f, &err) == 0);
	run(&hub, "stories/a-story.en.md", bytes);
	run(&hub, "people/jana.md", bytes);
	if (hub_read(&other, bytes, a, &f, &err) == 0)
		run(&other, "stories/a.md", TH_S("---\ntitle: A\ndate: 2026-01-01\n---\n"));
	require(other.base_url.n > 0 && other.languages.n > 0 && other.per_page > 0);
	th_arena_free(a);
	return 0;
}
