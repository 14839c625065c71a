/* support_hub.h -- a small hub as an edition for tests of pages: two languages, the facets
 * team and place, two people, five stories (one in English, one that appears on day 300). */
#ifndef TESTS_SUPPORT_HUB_H
#define TESTS_SUPPORT_HUB_H

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "teamhub/shelf.h"
#include "teamhub/write.h"

/* Day n of 2026, from 1. */
static inline th_time support_day(int n)
{
	return th_time_of((th_civil){2026, 1, 1, 0, 0, 0}) + (th_time)(n - 1) * 86400;
}

static inline th_str support_label(th_arena *a, th_time at, int offset, th_str ui)
{
	return th_str_fmt(a, "%.*s %.*s", TH_FMT(ui), 10, th_time_rfc3339(a, at, offset).p);
}

static inline void support_text(
    edition_writer *w, th_arena *a, th_str id, const char *slug, const char *ui, const char *lang)
{
	row_text t = {.doc = id,
	    .ui = th_strz(ui),
	    .lang = th_strz(lang),
	    .title = th_str_fmt(a, "Title %s", slug),
	    .summary = TH_S("Summary")};
	writer_put_text(w, &t);
}

/* Returns the id: KIND/…slug. */
static inline th_str support_doc(edition_writer *w, th_arena *a, const char *kind,
    const char *facet, const char *slug, const char *folder, const char *lang, int day)
{
	const row_when never = {.at = TH_NEVER};
	bool story = strcmp(kind, "story") == 0;
	th_str id = th_str_fmt(a, "%s/%s%s%s", kind, facet, facet[0] ? "/" : "", slug);
	row_doc d = {.id = id,
	    .kind = th_strz(kind),
	    .slug = th_strz(slug),
	    .href = th_str_fmt(a, "/%s/%s/", folder, slug),
	    .lang = th_strz(lang),
	    .published = story ? (row_when){support_day(day), 0, true} : never,
	    .updated = never,
	    .start = never,
	    .end = never,
	    .modified = support_day(day),
	    .visible_from = support_day(day),
	    .visible_until = PUBLISH_FOREVER,
	    .minutes = 2,
	    .sort = th_strz(slug),
	    .feed = true,
	    .uid = th_str_fmt(a, "tag:hub.example,2026:%.*s", TH_FMT(id))};
	writer_put_doc(w, &d);
	if (story) {
		support_text(w, a, id, slug, "", lang);
	} else {
		support_text(w, a, id, slug, "de", "de");
		support_text(w, a, id, slug, "en", "de");
	}
	writer_put_body(w, id, d.lang, TH_S("<p>Text <a href=\"/team/people/jana/\">x</a></p>"));
	return id;
}

static inline void support_member(
    edition_writer *w, th_str id, const char *facet, const char *term, int day)
{
	writer_put_doc_term(w, &(row_term){.facet = th_strz(facet),
				   .term = th_strz(term),
				   .kind = TH_S("story"),
				   .doc = id,
				   .published = support_day(day)});
}

static inline void support_settings(edition_writer *w)
{
	static const char *const meta[][2] = {{"origin", "https://hub.example"},
	    {"base_url", "https://hub.example"}, {"prefix", "/team"}, {"languages", "de,en"},
	    {"per_page", "2"}, {"company", "Hub"}, {"company_url", "/"}, {"title.de", "Menschen"},
	    {"title.en", "People"}, {"tagline.de", "Worte"}, {"tagline.en", "Words"},
	    {"feed_authority", "hub.example,2026"}};
	static const char *const facets[][4] = {
	    {"team", "teams", "Team", "Teams"}, {"place", "places", "Ort", "Orte"}};
	for (size_t i = 0; i < TH_COUNT(meta); i++)
		writer_put_meta(w, th_strz(meta[i][0]), th_strz(meta[i][1]));
	for (size_t i = 0; i < TH_COUNT(facets); i++) {
		th_str name = th_strz(facets[i][0]);
		writer_put_facet(w, name, (int64_t)i, th_strz(facets[i][1]), TH_S("term"));
		writer_put_facet_label(
		    w, name, TH_S("de"), th_strz(facets[i][2]), th_strz(facets[i][3]));
		writer_put_facet_label(
		    w, name, TH_S("en"), th_strz(facets[i][2]), th_strz(facets[i][3]));
	}
	writer_put_template(w, TH_S("layouts/page"),
	    TH_S("<title>{{page.full_title}}</title>[{{page.kind}}] {{site.base}}"
		 "{{#page.crumbs}}{{label}}>{{/page.crumbs}}"
		 "<link rel=canonical href={{page.canonical}}>"
		 "{{#list}}{{#cards}}<a href={{href}}>{{title}}</a>{{/cards}}"
		 "{{#chips}}<i href={{href}}>{{label}}</i>{{/chips}}"
		 "{{#filters}}{{#options}}<b href={{href}}>{{slug}}</b>{{/options}}{{/filters}}"
		 "{{/list}}{{#error}}{{status}} {{text}}{{/error}}"));
}

static inline void support_stories(edition_writer *w, th_arena *a, const char *without)
{
	static const char *const slugs[] = {"eins", "zwei", "drei", "four", "later"};
	for (int i = 0; i < 5; i++) {
		int day = i == 4 ? 300 : 10 + i;
		const char *lang = i == 3 ? "en" : "de", *author = i % 2 ? "tom" : "jana";
		if (without != NULL && strcmp(slugs[i], without) == 0) {
			writer_put_gone(w, th_str_fmt(a, "/stories/%s/", without), TH_NEVER);
			continue;
		}
		th_str id = support_doc(w, a, "story", "", slugs[i], "stories", lang, day);
		support_member(w, id, "team", i % 2 ? "service" : "platform", day);
		support_member(w, id, "place", "leipzig", day);
		support_member(w, id, "lang", lang, day);
		support_member(w, id, "author", author, day);
		writer_put_rel(w, id, "author", 0, th_str_fmt(a, "person/%s", author));
	}
}

/* When a file was put where it is. */
static inline void support_touch(const char *file, th_time at)
{
	const struct timespec times[2] = {{.tv_sec = at}, {.tv_sec = at}};
	if (utimensat(AT_FDCWD, file, times, 0) != 0)
		abort();
}

/* Writes the edition `file` anew, without the story of that slug (gone; NULL: with all). `sql` (or
 * NULL) changes the finished file. */
static inline void support_hub(const char *file, const char *sql, const char *without)
{
	th_arena *a = th_arena_new();
	edition_writer *w;
	th_err err;
	unlink(file);
	if (writer_begin(&w, file, &err) != 0)
		goto fail;
	support_settings(w);
	static const char *const terms[][3] = {{"team", "platform", "teams"},
	    {"team", "service", "teams"}, {"place", "leipzig", "places"}};
	for (size_t i = 0; i < TH_COUNT(terms); i++)
		writer_put_term(w, th_strz(terms[i][0]), th_strz(terms[i][1]),
		    support_doc(w, a, "term", terms[i][0], terms[i][1], terms[i][2], "de", 1));
	writer_put_term(w, TH_S("author"), TH_S("jana"),
	    support_doc(w, a, "person", "", "jana", "people", "de", 1));
	writer_put_term(w, TH_S("author"), TH_S("tom"),
	    support_doc(w, a, "person", "", "tom", "people", "de", 1));
	writer_put_term(w, TH_S("lang"), TH_S("de"), TH_NONE);
	writer_put_term(w, TH_S("lang"), TH_S("en"), TH_NONE);
	support_stories(w, a, without);
	writer_put_moved(w, TH_S("/stories/alt/"), TH_S("story/eins"));
	writer_put_gone(w, TH_S("/stories/weg/"), TH_NEVER);
	writer_put_moved(w, TH_S("/2024/old.html"), TH_S("story/drei"));
	writer_put_gone(w, TH_S("/people/gone/"), TH_NEVER);
	writer_put_moved(w, TH_S("/teams/old/"), TH_S("term/team/platform"));
	th_strs languages = {0};
	*TH_ADD(a, &languages) = TH_S("de");
	*TH_ADD(a, &languages) = TH_S("en");
	if (writer_finish(w, TH_S("abcdef0123456789abcdef01"),
		&(writer_days){support_label, &languages, NULL}, &err) != 0)
		goto fail;
	writer_free(w);
	th_arena_free(a);
	support_touch(file, 0);
	sqlite3 *db;
	char *msg = NULL;
	if (sql == NULL)
		return;
	if (sqlite3_open(file, &db) == SQLITE_OK &&
	    sqlite3_exec(db, sql, NULL, NULL, &msg) == SQLITE_OK) {
		sqlite3_close(db);
		support_touch(file, 0);
		return;
	}
	th_fail(&err, "%s in %s", msg ? msg : "cannot open", sql);
fail:
	fprintf(stderr, "fixture: %s\n", err.msg);
	exit(1);
}

#endif
