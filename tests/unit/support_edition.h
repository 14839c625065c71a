/* support_edition.h -- small editions for tests, filled by hand: a hub in German and English with
 * the facets team, place, topic and value, whose stories and people a test names in one line. */
#ifndef TESTS_SUPPORT_EDITION_H
#define TESTS_SUPPORT_EDITION_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "teamhub/edition.h"
#include "teamhub/shelf.h"
#include "teamhub/write.h"

enum { BUILT_NOW = 1795478400 }; /* 2026-11-24T00:00:00Z */
#define BUILT_DAYS(n) ((th_time)BUILT_NOW - (th_time)(n)*86400)

typedef struct built {
	th_arena *a;
	char dir[64], path[96];
	edition_writer *w;
	edition *e;
	query q;
	th_strs languages;
} built;

typedef struct built_story {
	const char *slug, *title, *lang, *author, *second, *team, *place, *topic, *value;
	th_time at;    /* 0: BUILT_NOW - 1 day */
	th_time until; /* 0: for ever */
	const char *quote;
	const char *text; /* of the body; NULL: one sentence */
	bool no_feed;
} built_story;

static inline th_str built_day(th_arena *a, th_time at, int offset, th_str ui)
{
	th_str iso = th_time_rfc3339(a, at, offset);
	return th_str_fmt(a, "%.*s in %.*s", TH_FMT(th_str_sub(iso, 0, 10)), TH_FMT(ui));
}

static inline th_str built_id(built *b, const char *before, const char *slug, const char *after)
{
	th_str left = th_str_cat(b->a, th_strz(before), th_strz(slug));
	return th_str_cat(b->a, left, th_strz(after));
}

static inline void built_text(
    built *b, th_str doc, const char *ui, const char *lang, th_str title, const char *quote)
{
	row_text t = {.doc = doc, .ui = th_strz(ui), .lang = th_strz(lang), .title = title};
	t.summary = th_str_fmt(b->a, "About %.*s.", TH_FMT(title));
	t.quote = th_strz(quote);
	writer_put_text(b->w, &t);
}

/* A document that every language of the interface has a text of. */
static inline void built_doc(built *b, row_doc d, const char *title, const char *html)
{
	const row_when never = {.at = TH_NEVER};
	if (d.published.at == 0)
		d.published = never;
	if (d.updated.at == 0)
		d.updated = never;
	if (d.start.at == 0)
		d.start = never;
	if (d.end.at == 0)
		d.end = never;
	if (d.visible_until == 0)
		d.visible_until = PUBLISH_FOREVER;
	if (d.lang.n == 0)
		d.lang = TH_S("de");
	if (d.sort.n == 0)
		d.sort = th_strz(title);
	if (d.added_at == 0)
		d.added_at = TH_NEVER;
	if (d.modified == 0)
		d.modified = BUILT_DAYS(10);
	d.minutes = d.minutes ? d.minutes : 1;
	writer_put_doc(b->w, &d);
	built_text(b, d.id, "de", "de", th_strz(title), "");
	built_text(b, d.id, "en", "de", th_strz(title), "");
	writer_put_body(b->w, d.id, TH_S("de"), th_strz(html));
}

static inline void built_term(built *b, const char *facet, const char *path, const char *slug)
{
	th_str id = built_id(b, "term/", facet, built_id(b, "/", slug, "").p);
	row_doc d = {.id = id,
	    .kind = TH_S("term"),
	    .slug = th_strz(slug),
	    .href = built_id(b, "/", path, built_id(b, "/", slug, "/").p)};
	built_doc(b, d, slug, "<p>A term.</p>");
	writer_put_term(b->w, th_strz(facet), th_strz(slug), id);
}

static inline void built_member(
    built *b, const char *facet, const char *term, const char *kind, th_str doc, th_time at)
{
	if (term != NULL)
		writer_put_doc_term(
		    b->w, &(row_term){th_strz(facet), th_strz(term), th_strz(kind), doc, at, 0});
}

static inline void built_person(
    built *b, const char *slug, const char *name, const char *team, const char *place)
{
	th_str id = built_id(b, "person/", slug, "");
	row_doc d = {.id = id,
	    .kind = TH_S("person"),
	    .slug = th_strz(slug),
	    .href = built_id(b, "/people/", slug, "/")};
	built_doc(b, d, name, "<p>A person.</p>");
	writer_put_term(b->w, TH_S("author"), th_strz(slug), id);
	built_member(b, "team", team, "person", id, TH_NEVER);
	built_member(b, "place", place, "person", id, TH_NEVER);
}

static inline void built_add(built *b, built_story s)
{
	th_str id = built_id(b, "story/", s.slug, "");
	th_time at = s.at ? s.at : BUILT_DAYS(1);
	const char *lang = s.lang ? s.lang : "de";
	row_doc d = {.id = id,
	    .kind = TH_S("story"),
	    .slug = th_strz(s.slug),
	    .href = built_id(b, "/stories/", s.slug, "/"),
	    .lang = th_strz(lang),
	    .published = {at, 60, false},
	    .updated = {.at = TH_NEVER},
	    .start = {.at = TH_NEVER},
	    .end = {.at = TH_NEVER},
	    .modified = at,
	    .visible_from = at,
	    .visible_until = s.until ? s.until : PUBLISH_FOREVER,
	    .minutes = 3,
	    .feed = !s.no_feed,
	    .uid = built_id(b, "tag:careers.example,2026:", s.slug, "")};
	writer_put_doc(b->w, &d);
	built_text(b, id, "", lang, s.title ? th_strz(s.title) : d.slug, s.quote ? s.quote : "");
	writer_put_body(b->w, id, d.lang,
	    s.text ? th_strz(s.text) : built_id(b, "<p>The text of ", s.slug, ".</p>"));
	built_member(b, "lang", lang, "story", id, at);
	writer_put_term(b->w, TH_S("lang"), d.lang, TH_NONE);
	const char *authors[] = {s.author, s.second};
	for (int i = 0; i < 2; i++)
		if (authors[i] != NULL) {
			built_member(b, "author", authors[i], "story", id, at);
			writer_put_rel(
			    b->w, id, "author", i, built_id(b, "person/", authors[i], ""));
		}
	built_member(b, "team", s.team, "story", id, at);
	built_member(b, "place", s.place, "story", id, at);
	built_member(b, "topic", s.topic, "story", id, at);
	built_member(b, "value", s.value, "story", id, at);
}

static inline built *built_new(void)
{
	th_arena *a = th_arena_new();
	built *b = TH_NEW(a, built);
	b->a = a;
	snprintf(b->dir, sizeof b->dir, "/tmp/teamhub-edition-XXXXXX");
	if (mkdtemp(b->dir) == NULL)
		abort();
	snprintf(b->path, sizeof b->path, "%s/edition.sqlite", b->dir);
	th_err err;
	if (writer_begin(&b->w, b->path, &err) != 0) {
		fprintf(stderr, "%s\n", err.msg);
		abort();
	}
	*TH_ADD(a, &b->languages) = TH_S("de");
	*TH_ADD(a, &b->languages) = TH_S("en");
	writer_put_meta(b->w, TH_S("languages"), TH_S("de,en"));
	writer_put_meta(b->w, TH_S("origin"), TH_S("https://careers.example"));
	writer_put_meta(b->w, TH_S("base_url"), TH_S("https://careers.example"));
	writer_put_meta(b->w, TH_S("prefix"), TH_S("/team"));
	writer_put_meta(b->w, TH_S("title.de"), TH_S("Menschen"));
	writer_put_meta(b->w, TH_S("title.en"), TH_S("People"));
	writer_put_meta(b->w, TH_S("feed_authority"), TH_S("careers.example,2026"));
	writer_put_meta(b->w, TH_S("per_page"), TH_S("12"));
	static const char *const facets[][3] = {{"team", "teams", "term"},
	    {"place", "places", "term"}, {"topic", "topics", "term"}, {"value", "values", "value"}};
	for (size_t i = 0; i < TH_COUNT(facets); i++) {
		writer_put_facet(b->w, th_strz(facets[i][0]), (int64_t)i, th_strz(facets[i][1]),
		    th_strz(facets[i][2]));
		for (size_t k = 0; k < b->languages.n; k++)
			writer_put_facet_label(b->w, th_strz(facets[i][0]), b->languages.v[k],
			    th_strz(facets[i][0]), th_strz(facets[i][1]));
	}
	return b;
}

/* Finishes and opens; queries are made in German at BUILT_NOW. */
static inline void built_open(built *b)
{
	th_err err;
	writer_days days = {built_day, &b->languages, NULL};
	if (writer_finish(b->w, TH_S("0123456789abcdef"), &days, &err) != 0 ||
	    edition_open(&b->e, b->path, &err) != 0) {
		fprintf(stderr, "%s\n", err.msg);
		abort();
	}
	b->q = (query){.e = b->e,
	    .a = b->a,
	    .now = BUILT_NOW,
	    .ui = TH_S("de"),
	    .prefix = TH_S("/team"),
	    .base = TH_S("/team")};
}

static inline void built_free(built *b)
{
	edition_close(b->e);
	writer_free(b->w);
	unlink(b->path);
	rmdir(b->dir);
	th_arena_free(b->a);
}

static inline selection *built_select(built *b, const char *facet, const char *term)
{
	selection *s = TH_NEW(b->a, selection);
	if (facet != NULL)
		*TH_ADD(b->a, &s->terms) = (selection_term){th_strz(facet), th_strz(term)};
	return s;
}

#endif
