/* test_search.c -- what a search finds, over small editions filled by hand; and that an index
 * equals one that never had the documents dropped from it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "support_edition.h"
#include "teamhub/search.h"
#include "teamhub/writing.h"
#include <sys/stat.h>

static void add(built *b, const char *slug, const char *title, const char *html)
{
	built_add(b, (built_story){.slug = slug, .title = title, .text = html});
}

static view_search search(built *b, const char *text)
{
	view_search v = {0};
	selection s = {.text = th_strz(text)};
	query_search(&b->q, &s, 0, 100, &v);
	return v;
}

/* The slugs of the stories that are found, in order. */
static const char *found(built *b, const char *text)
{
	view_search v = search(b, text);
	th_buf out = {0};
	assert_int_equal(v.total, v.stories.n);
	for (size_t i = 0; i < v.stories.n; i++) {
		th_str href = v.stories.v[i].href;
		th_buf_addf(&out, "%s%.*s", i ? " " : "",
		    TH_FMT(th_str_sub(href, sizeof "/team/stories/" - 1, href.n - 1)));
	}
	const char *z = th_str_z(b->a, th_buf_str(&out));
	th_buf_free(&out);
	return z;
}

static void assert_found(built *b, const char *text, const char *slugs)
{
	const char *got = found(b, text);
	if (strcmp(got, slugs) != 0)
		fail_msg("%s finds \"%s\", not \"%s\"", text, got, slugs);
}

static built *hub(void)
{
	built *b = built_new();
	built_term(b, "team", "teams", "montage");
	built_term(b, "place", "places", "husum");
	built_person(b, "jana", "Dr. Jana Weber", "montage", "husum");
	built_person(b, "tom", "Tom Okafor", NULL, "husum");
	return b;
}

static void umlauts_and_inflections_are_found_however_they_are_typed(void **state)
{
	(void)state;
	built *b = hub();
	add(b, "a", "Eins", "<p>Die Größe des Kessels.</p>");
	add(b, "b", "Zwei", "<p>Das ist große Kunst.</p>");
	add(b, "c", "Drei", "<p>Frau Müller will Rohre schweißen.</p>");
	built_open(b);
	assert_found(b, "Groesse", "a b");
	assert_found(b, "grosse", "a b");
	assert_found(b, "GRÖSSEN", "a b");
	assert_found(b, "mueller", "c");
	assert_found(b, "Muller", "c");
	assert_found(b, "schweissen", "c");
	assert_found(b, "Rohr", "c");
	assert_found(b, "Kessel", "a");
	assert_found(b, "", "");
	built_free(b);
}

static void every_word_must_be_there_and_common_ones_need_not(void **state)
{
	(void)state;
	built *b = hub();
	add(b, "a", "Eins", "<p>Pumpe im Keller.</p>");
	add(b, "b", "Zwei", "<p>Pumpe auf dem Dach.</p>");
	built_open(b);
	assert_found(b, "pumpe", "a b");
	assert_found(b, "pumpe keller", "a");
	assert_found(b, "die pumpe in der keller", "a");
	assert_found(b, "pumpe garten", "");
	assert_found(b, "im", "");
	assert_found(b, "im auf dem", "");
	assert_found(b, "\"im keller\"", "a");
	assert_found(b, "\"im\"", "a");
	built_free(b);
}

static void a_common_word_alone_is_found_in_names_of_people_only(void **state)
{
	(void)state;
	built *b = hub();
	built_person(b, "will", "Will An", NULL, "husum");
	add(b, "a", "Will ich das", "<p>Was man will, wird an der Pumpe geprüft.</p>");
	built_add(b, (built_story){.slug = "b", .author = "will"});
	built_open(b);
	view_search v = search(b, "will");
	assert_true(v.common);
	assert_int_equal(v.people.n, 1);
	assert_found(b, "will", "b"); /* his own */
	assert_found(b, "will an", "b");
	assert_found(b, "was will", "");
	assert_int_equal(search(b, "was will").people.n, 0);
	assert_found(b, "pumpe will", "a");
	assert_false(search(b, "pumpe will").common);
	built_free(b);
}

static void the_last_word_is_completed_and_no_other(void **state)
{
	(void)state;
	built *b = hub();
	add(b, "a", "Eins", "<p>Die Kabeltrommel steht bereit.</p>");
	built_open(b);
	assert_found(b, "kabeltr", "a");
	assert_found(b, "bereit kabeltrom", "a");
	assert_found(b, "kabeltrom bereit", "");
	assert_found(b, "\"kabeltrom\"", "");
	assert_found(b, "ka", ""); /* two letters would be half the dictionary */
	built_free(b);
}

static void a_phrase_is_found_word_by_word_within_a_paragraph(void **state)
{
	(void)state;
	built *b = hub();
	add(b, "a", "Eins", "<p>Meine <em>erste</em> Woche in der Montage.</p>");
	add(b, "b", "Zwei", "<p>Eine Woche, die erste.</p>");
	add(b, "c", "Drei", "<p>Das erste</p><p>Woche um Woche</p>");
	built_open(b);
	assert_found(b, "\"erste Woche\"", "a");
	assert_found(b, "„erste Woche“", "a");
	assert_found(b, "«Woche in der Montage»", "a");
	assert_found(b, "\"woche um woche\"", "c");
	assert_found(b, "erste woche", "c b a");
	assert_found(b, "\"erste woche", "c b a"); /* never closed */
	assert_found(b, "\"erste woche\" montage", "a");
	assert_found(b, "\"erste woche\" zwei", "");
	built_free(b);
}

static void a_phrase_reaches_from_no_text_into_another(void **state)
{
	(void)state;
	built *b = hub();
	add(b, "a", "Der lange Weg", "<p>Zurück nach Husum.</p>");
	built_open(b);
	assert_found(b, "\"lange weg\"", "a");
	assert_found(b, "\"weg zurück\"", "");
	built_free(b);
}

static void parts_of_compounds_find_them_when_the_rest_is_a_word(void **state)
{
	(void)state;
	built *b = hub();
	add(b, "a", "Eins", "<p>Softwareentwicklung macht Freude.</p>");
	add(b, "b", "Zwei", "<p>Die Software läuft.</p>");
	add(b, "c", "Drei", "<p>Apparate und Wanderungen.</p>");
	add(b, "d", "Vier", "<p>Der Qualitätssicherung fehlt die Qualität.</p>");
	built_open(b);
	assert_found(b, "Entwicklung", "a");
	assert_found(b, "Entwicklungen", "a");
	assert_found(b, "Software", "b a"); /* the word itself first */
	assert_found(b, "Sicherung", "d");
	assert_found(b, "Rate", "");
	assert_found(b, "Erung", "");
	assert_found(b, "Software-Entwicklung", "a");
	built_free(b);
}

static void a_hyphen_more_or_less_does_not_matter(void **state)
{
	(void)state;
	built *b = hub();
	add(b, "a", "Eins", "<p>Schreib eine E-Mail.</p>");
	add(b, "b", "Zwei", "<p>Schreib eine Email.</p>");
	built_open(b);
	assert_found(b, "email", "b a");
	assert_found(b, "E-Mail", "b a");
	assert_found(b, "mail", "a");
	built_free(b);
}

static void titles_count_more_than_texts_and_short_texts_more_than_long(void **state)
{
	(void)state;
	built *b = hub();
	th_buf text = {0};
	th_buf_addz(&text, "<p>Frost.");
	for (int i = 0; i < 300; i++)
		th_buf_addz(&text, " Wort");
	th_buf_addz(&text, "</p>");
	add(b, "a", "Lang", th_str_z(b->a, th_buf_str(&text)));
	add(b, "b", "Frost", "<p>Nichts weiter.</p>");
	add(b, "c", "Kurz", "<p>Frost im Rohr.</p>");
	add(b, "d", "Anderes", "<p>Sommer.</p>");
	built_open(b);
	assert_found(b, "frost", "b c a");
	th_buf_free(&text);
	built_free(b);
}

static void equal_hits_come_newest_first(void **state)
{
	(void)state;
	built *b = hub();
	built_add(b, (built_story){.slug = "old", .text = "<p>Frost.</p>", .at = BUILT_DAYS(9)});
	built_add(b, (built_story){.slug = "new", .text = "<p>Frost.</p>", .at = BUILT_DAYS(2)});
	built_add(b, (built_story){.slug = "mid", .text = "<p>Frost.</p>", .at = BUILT_DAYS(5)});
	built_open(b);
	assert_found(b, "frost", "new mid old");
	built_free(b);
}

static void people_are_found_by_name_and_their_stories_with_them(void **state)
{
	(void)state;
	built *b = hub();
	built_add(b, (built_story){.slug = "a", .author = "jana", .text = "<p>Ein Text.</p>"});
	built_add(b, (built_story){.slug = "b", .author = "tom", .text = "<p>Ein Text.</p>"});
	built_open(b);
	view_search v = search(b, "jana weber");
	assert_int_equal(v.people.n, 1);
	assert_true(th_str_eqz(v.people.v[0].name, "Dr. Jana Weber"));
	assert_found(b, "weber", "a");
	assert_found(b, "weber text", "a");
	assert_found(b, "weber okafor", "");
	built_free(b);
}

static void terms_are_found_and_what_belongs_to_them(void **state)
{
	(void)state;
	built *b = hub();
	built_add(b, (built_story){.slug = "a", .place = "husum", .text = "<p>Ein Text.</p>"});
	built_add(b, (built_story){.slug = "b", .text = "<p>Ein Text.</p>"});
	built_open(b);
	view_search v = search(b, "Husum");
	assert_int_equal(v.others.n, 1);
	assert_true(th_str_eqz(v.others.v[0].kind, "term"));
	assert_true(th_str_eqz(v.others.v[0].kind_label, "place"));
	assert_true(th_str_eqz(v.others.v[0].title, "<mark>husum</mark>"));
	assert_int_equal(v.people.n, 2);
	assert_found(b, "Husum", "a");
	built_free(b);
}

static void hits_are_marked_and_everything_else_is_escaped(void **state)
{
	(void)state;
	built *b = hub();
	add(b, "a", "Rohr & <Frost>",
	    "<h2>Kopf</h2><p>Vorher steht <strong>viel</strong>. Dann kommt R&amp;D mit "
	    "<a href=\"/x\" title=\"a &gt; b\">Frost</a>&lt;b&gt; und noch etwas.</p>");
	built_open(b);
	view_search v = search(b, "frost");
	assert_int_equal(v.stories.n, 1);
	assert_true(th_str_eqz(v.stories.v[0].title, "Rohr &amp; &lt;<mark>Frost</mark>&gt;"));
	if (!th_str_eqz(v.stories.v[0].excerpt,
		"Vorher steht viel. Dann kommt R&amp;D mit <mark>Frost</mark>&lt;b&gt; und noch "
		"etwas."))
		fail_msg("%.*s", TH_FMT(v.stories.v[0].excerpt));
	built_free(b);
}

/* The number of a note stands behind a word or a number without a space. */
static void an_excerpt_has_no_numbers_and_arrows_of_footnotes(void **state)
{
	(void)state;
	built *b = hub();
	add(b, "a", "Gehalt",
	    "<p>Seit 2019<sup id=\"fn-ref-1\"><a href=\"#fn-1\" role=\"doc-noteref\">1</a></sup> "
	    "sind es "
	    "42.000<sup><a href=\"#fn-1\" role=\"doc-noteref\">1</a></sup> Euro bei den Pumpen.</p>"
	    "<ol><li id=\"fn-1\">Brutto. <a href=\"#fn-ref-1\" "
	    "role=\"doc-backlink\">\u21a9</a></li></ol>");
	built_open(b);
	th_str x = search(b, "pumpen").stories.v[0].excerpt;
	if (!th_str_eqz(x, "Seit 2019 sind es 42.000 Euro bei den <mark>Pumpen</mark>. Brutto."))
		fail_msg("%.*s", TH_FMT(x));
	built_free(b);
}

static void an_excerpt_of_a_long_text_is_cut_at_words(void **state)
{
	(void)state;
	built *b = hub();
	th_buf text = {0};
	th_buf_addz(&text, "<p>");
	for (int i = 0; i < 200; i++)
		th_buf_addf(&text, "%s wörter ", i == 120 ? "frostig" : "viele");
	th_buf_addz(&text, "</p>");
	add(b, "a", "Lang", th_str_z(b->a, th_buf_str(&text)));
	built_open(b);
	th_str x = search(b, "frostig").stories.v[0].excerpt;
	assert_true(th_str_starts(x, TH_S("… ")) && th_str_ends(x, TH_S(" …")));
	assert_true(th_str_find(x, TH_S("<mark>frostig</mark>")) > 0);
	assert_true(x.n > 150 && x.n < 400 && th_utf8_valid(x, NULL));
	th_buf_free(&text);
	built_free(b);
}

static void what_is_not_visible_is_not_found_nor_suggested(void **state)
{
	(void)state;
	built *b = hub();
	built_add(
	    b, (built_story){.slug = "later", .text = "<p>Geheimnis.</p>", .at = BUILT_NOW + 100});
	built_add(b, (built_story){.slug = "gone",
			 .text = "<p>Geheimnis.</p>",
			 .at = BUILT_DAYS(3),
			 .until = BUILT_DAYS(1)});
	built_open(b);
	selection s = {.text = TH_S("geheimnus")};
	assert_found(b, "geheimnis", "");
	assert_int_equal(query_meant(&b->q, &s).n, 0);
	b->q.now = BUILT_NOW + 100;
	assert_found(b, "geheimnis", "later");
	assert_true(th_str_eqz(query_meant(&b->q, &s), "geheimnis"));
	built_free(b);
}

static void a_typing_error_is_mended(void **state)
{
	static const struct {
		const char *typed, *meant;
	} cases[] = {
	    {"Wermepumpe", "Wärmepumpe"},
	    {"wrämepumpe", "wärmepumpe"},
	    {"awärmepumpe", "wärmepumpe"},
	    {"Werkstadt", "Werkstatt"},
	    {"alte werkstadt", "alte werkstatt"},
	    {"\"alte werkstadt\"", "\"alte werkstatt\""},
	    {"wekrstatt wermepumpe", NULL}, /* mended, they stand in no story together */
	    {"Kühlschrank", NULL},
	    {"wer", NULL},
	    {"zzzzzzzzzz", NULL},
	};
	(void)state;
	built *b = hub();
	add(b, "a", "Eins", "<p>Die Wärmepumpe.</p>");
	add(b, "b", "Zwei", "<p>Die alte Werkstatt.</p>");
	built_open(b);
	for (size_t i = 0; i < TH_COUNT(cases); i++) {
		selection s = {.text = th_strz(cases[i].typed)};
		th_str got = query_meant(&b->q, &s);
		if (cases[i].meant ? !th_str_eqz(got, cases[i].meant) : got.n > 0)
			fail_msg("%s: \"%.*s\"", cases[i].typed, TH_FMT(got));
	}
	built_free(b);
}

static void a_question_narrows_lists_filters_counts_and_feeds(void **state)
{
	(void)state;
	built *b = hub();
	built_add(b, (built_story){.slug = "a", .place = "husum", .text = "<p>Frost.</p>"});
	built_add(b, (built_story){.slug = "b", .text = "<p>Frost.</p>", .no_feed = true});
	built_add(b, (built_story){.slug = "c", .place = "husum", .text = "<p>Hitze.</p>"});
	built_open(b);
	selection *s = built_select(b, "place", "husum"), all = {.text = TH_S("frost")};
	s->text = all.text;
	assert_int_equal(query_count(&b->q, s), 1);
	assert_int_equal(query_count(&b->q, &all), 2);
	view_search v = {0};
	query_search(&b->q, s, 0, 10, &v);
	assert_int_equal(v.total, 1);
	assert_int_equal(v.others.n, 0);
	view_filters filters = {0};
	query_filters(&b->q, &all, &filters);
	assert_int_equal(filters.v[0].options.v[0].count, 1);
	feed_view feed = {0};
	query_feed_entries(&b->q, &all, 0, 20, &feed);
	assert_int_equal(feed.entries.n, 1);
	built_free(b);
}

static void pages_of_hits_join_without_gap(void **state)
{
	(void)state;
	built *b = hub();
	for (int i = 0; i < 60; i++)
		built_add(b, (built_story){.slug = th_str_fmt(b->a, "s%02d", i).p,
				 .text = th_str_fmt(
				     b->a, "<p>Frost%s</p>", i % 3 ? "." : " und Frost und Frost.")
					     .p,
				 .at = BUILT_DAYS(1 + i)});
	built_open(b);
	view_search whole = search(b, "frost");
	assert_int_equal(whole.total, 60);
	selection s = {.text = TH_S("frost")};
	for (int64_t at = 0; at < 60; at += 7) {
		view_search part = {0};
		query_search(&b->q, &s, at, 7, &part);
		for (size_t i = 0; i < part.stories.n; i++)
			assert_true(th_str_eq(
			    part.stories.v[i].href, whole.stories.v[(size_t)at + i].href));
	}
	built_free(b);
}

static void any_bytes_are_a_question(void **state)
{
	(void)state;
	built *b = hub();
	add(b, "a", "Eins", "<p>Die Wärmepumpe läuft im Keller.</p>");
	built_open(b);
	static const char *const nasty[] = {"\"", "\"\"", "' OR 1=1 --", "*", "NEAR(a b)", "a AND",
	    "title:x", "^a", "-", "(((", "%00", "\xff\xfe", "\xc3", "a\xc3", "„", "“x",
	    "AND OR NOT", "x*", "{a b}:c", "+ +"};
	for (size_t i = 0; i < TH_COUNT(nasty); i++) {
		selection s = {.text = th_strz(nasty[i])};
		search(b, nasty[i]);
		query_meant(&b->q, &s);
	}
	uint32_t seed = 3;
	for (int round = 0; round < 400; round++) {
		char bytes[64];
		for (size_t i = 0; i < sizeof bytes; i++) {
			seed = seed * 1664525 + 1013904223;
			bytes[i] = "wärmepu \"*-()\xff\xe2\x80\x9c"[(seed >> 20) % 18];
		}
		selection s = {.text = th_strn(bytes, seed >> 8 & 63)};
		view_search v = {0};
		query_search(&b->q, &s, 0, 10, &v);
		query_meant(&b->q, &s);
	}
	assert_false(edition_failed(b->e, NULL));
	built_free(b);
}

static void an_edition_without_documents_answers_too(void **state)
{
	(void)state;
	built *b = built_new();
	built_open(b);
	assert_found(b, "frost", "");
	selection s = {.text = TH_S("frost")};
	assert_int_equal(query_meant(&b->q, &s).n, 0);
	built_free(b);
}

/* ---- dropping ---- */

/* All that the index says, by document and not by number. */
static th_str dump(built *b)
{
	static const char *const questions[] = {
	    "SELECT stem || ' ' || n || ' ' || coalesce(tail, '') FROM search_stem ORDER BY 1",
	    "SELECT fold || ' ' || word || ' ' || stem || ' ' || n FROM search_word ORDER BY 1",
	    "SELECT doc || ' ' || words FROM search_doc ORDER BY 1",
	    ("SELECT stem || ' ' || sum(length(docs)) || ' ' || sum(length(spots)) FROM search_post"
	     " GROUP BY stem ORDER BY 1")};
	sqlite3 *db;
	th_buf out = {0};
	assert_int_equal(sqlite3_open_v2(b->path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	for (size_t i = 0; i < TH_COUNT(questions); i++) {
		sqlite3_stmt *st;
		assert_int_equal(sqlite3_prepare_v2(db, questions[i], -1, &st, NULL), SQLITE_OK);
		while (sqlite3_step(st) == SQLITE_ROW)
			th_buf_addf(&out, "%s\n", (const char *)sqlite3_column_text(st, 0));
		sqlite3_finalize(st);
	}
	sqlite3_close(db);
	th_str s = th_str_dup(b->a, th_buf_str(&out));
	th_buf_free(&out);
	return s;
}

static void fill(built *b, int from, int to)
{
	for (int i = from; i < to; i++)
		built_add(b, (built_story){.slug = th_str_fmt(b->a, "s%03d", i).p,
				 .author = i % 2 ? "jana" : "tom",
				 .text = th_str_fmt(b->a,
				     "<p>Wort%d und Frost, Wort%d, dann Softwareentwicklung "
				     "%d.</p><p>Frost</p>",
				     i % 7, i, i)
					     .p});
}

static void finish(built *b)
{
	th_err err;
	writer_days days = {built_day, &b->languages, NULL};
	assert_int_equal(writer_finish(b->w, TH_S("x"), &days, &err), 0);
	writer_free(b->w);
	b->w = NULL;
	chmod(b->path, 0600);
}

/* As whoever changes a finished edition opens it. */
static edition_writer *reopen(built *b)
{
	edition_writer *w = TH_NEW(b->a, edition_writer);
	w->a = b->a;
	w->path = b->path;
	assert_int_equal(sqlite3_open(b->path, &w->db), SQLITE_OK);
	writer_exec(w, "BEGIN");
	return w;
}

static void commit(edition_writer *w)
{
	writer_search(w);
	assert_false(w->failed);
	for (size_t i = 0; i < TH_COUNT(w->statements); i++)
		sqlite3_finalize(w->statements[i].st);
	writer_exec(w, "COMMIT");
	assert_false(w->failed);
	writer_search_free(w);
	sqlite3_close(w->db);
}

static void what_was_dropped_leaves_nothing_in_the_index(void **state)
{
	(void)state;
	built *plain = hub(), *b = hub();
	fill(plain, 0, 20);
	finish(plain);
	fill(b, 0, 20);
	fill(b, 30, 40);
	add(b, "extra", "Einzigartig", "<p>Unverwechselbar, Frost und Wort3.</p>");
	finish(b);
	assert_true(th_str_find(dump(b), TH_S("unverwechselbar")) >= 0);
	edition_writer *w = reopen(b);
	for (int i = 30; i < 40; i++)
		search_drop(w, th_str_fmt(b->a, "story/s%03d", i));
	search_drop(w, TH_S("story/extra"));
	search_drop(w, TH_S("story/never-there"));
	writer_exec(w, "DELETE FROM doc WHERE id = 'story/extra' OR id LIKE 'story/s03%'");
	commit(w);
	assert_true(th_str_eq(dump(b), dump(plain)));
	built_free(b);
	built_free(plain);
}

static void a_document_that_changed_is_in_the_index_as_it_is_now(void **state)
{
	(void)state;
	built *plain = hub(), *b = hub();
	add(plain, "a", "Neu", "<p>Sommer und Frost.</p>");
	fill(plain, 0, 5);
	finish(plain);
	add(b, "a", "Alt", "<p>Winter, Frost, Frost.</p>");
	fill(b, 0, 5);
	finish(b);
	edition_writer *w = reopen(b);
	search_drop(w, TH_S("story/a"));
	writer_exec(w,
	    "UPDATE body SET html = '<p>Sommer und Frost.</p>' WHERE doc = 'story/a';"
	    "UPDATE text SET title = 'Neu', summary = 'About Neu.' WHERE doc = 'story/a'");
	search_put(w, TH_S("story/a"));
	commit(w);
	assert_true(th_str_eq(dump(b), dump(plain)));
	th_err err;
	assert_int_equal(edition_open(&b->e, b->path, &err), 0);
	b->q = (query){.e = b->e,
	    .a = b->a,
	    .now = BUILT_NOW,
	    .ui = TH_S("de"),
	    .prefix = TH_S("/team"),
	    .base = TH_S("/team")};
	assert_found(b, "sommer", "a");
	assert_found(b, "winter", "");
	built_free(b);
	built_free(plain);
}

static int by_text(const void *x, const void *y)
{
	return th_str_cmp(*(const th_str *)x, *(const th_str *)y);
}

/* Everything in the rows, with the documents' names in place of their numbers. */
static th_str dump_entries(built *b)
{
	sqlite3 *db;
	sqlite3_stmt *st, *name;
	th_buf out = {0};
	th_strs lines = {0};
	assert_int_equal(sqlite3_open_v2(b->path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(
	    sqlite3_prepare_v2(db,
		"SELECT stem, chunk, docs, spots FROM search_post ORDER BY stem, chunk", -1, &st,
		NULL),
	    SQLITE_OK);
	assert_int_equal(
	    sqlite3_prepare_v2(db, "SELECT doc FROM search_doc WHERE num = ?1", -1, &name, NULL),
	    SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW) {
		const unsigned char *docs = sqlite3_column_blob(st, 2);
		const unsigned char *spots = sqlite3_column_blob(st, 3);
		int64_t last = -1;
		for (int i = 0; i < sqlite3_column_bytes(st, 2); i += 4) {
			uint32_t entry = search_u32(docs + i);
			int64_t num =
			    sqlite3_column_int64(st, 1) * SEARCH_CHUNK + search_local(entry);
			assert_true(num > last);
			last = num;
			sqlite3_bind_int64(name, 1, num);
			assert_int_equal(sqlite3_step(name), SQLITE_ROW);
			th_buf line = {0};
			th_buf_addf(&line, "%s %s %x:", (const char *)sqlite3_column_text(st, 0),
			    (const char *)sqlite3_column_text(name, 0), entry & 0x1fffff);
			for (; *spots != 0; spots++)
				th_buf_addf(&line, " %d", *spots);
			spots++;
			sqlite3_reset(name);
			*TH_ADD(b->a, &lines) = th_str_dup(b->a, th_buf_str(&line));
			th_buf_free(&line);
		}
		assert_ptr_equal(spots, (const unsigned char *)sqlite3_column_blob(st, 3) +
					    sqlite3_column_bytes(st, 3));
	}
	qsort(lines.v, lines.n, sizeof *lines.v, by_text);
	for (size_t i = 0; i < lines.n; i++)
		th_buf_addf(&out, "%.*s\n", TH_FMT(lines.v[i]));
	sqlite3_finalize(st);
	sqlite3_finalize(name);
	sqlite3_close(db);
	th_str s = th_str_dup(b->a, th_buf_str(&out));
	th_buf_free(&out);
	return s;
}

/* More than a chunk, so that batches go to and fro; one document is left to writer_search. */
static void words_taken_by_a_thread_are_the_same(void **state)
{
	(void)state;
	enum { ALL = SEARCH_CHUNK + 60 };
	built *plain = hub(), *b = hub(), *given_up = hub();
	fill(plain, 0, ALL);
	finish(plain);
	fill(b, 0, ALL);
	for (int i = 1; i < ALL; i++)
		search_put_ahead(b->w, th_str_fmt(b->a, "story/s%03d", i));
	finish(b);
	assert_true(th_str_eq(dump_entries(b), dump_entries(plain)));
	assert_true(th_str_eq(dump(b), dump(plain)));
	fill(given_up, 0, 3);
	search_put_ahead(given_up->w, TH_S("story/s001"));
	writer_free(given_up->w);
	given_up->w = NULL;
	assert_int_not_equal(access(given_up->path, F_OK), 0);
	built_free(given_up);
	built_free(b);
	built_free(plain);
}

static int64_t number_in(built *b, const char *doc)
{
	sqlite3 *db;
	sqlite3_stmt *st;
	assert_int_equal(sqlite3_open_v2(b->path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	sqlite3_prepare_v2(db, "SELECT num FROM search_doc WHERE doc = ?1", -1, &st, NULL);
	sqlite3_bind_text(st, 1, doc, -1, SQLITE_STATIC);
	int64_t num = sqlite3_step(st) == SQLITE_ROW ? sqlite3_column_int64(st, 0) : -1;
	sqlite3_finalize(st);
	sqlite3_close(db);
	return num;
}

static bool is_touched(int i)
{
	return i < 40 || (i >= 960 && i < 1000);
}

/* Some stay as they were, some change, some go: in two chunks of numbers. */
static void many_documents_change_at_once_and_keep_their_numbers(void **state)
{
	(void)state;
	enum { ALL = SEARCH_CHUNK + 60 };
	built *plain = hub(), *b = hub();
	fill(b, 0, ALL);
	finish(b);
	int64_t kept = number_in(b, "story/s001"), high = number_in(b, "story/s999");
	assert_true(kept >= 0 && kept < SEARCH_CHUNK && high >= SEARCH_CHUNK);
	edition_writer *w = reopen(b);
	for (int i = 0; i < ALL; i++)
		if (is_touched(i))
			search_drop(w, th_str_fmt(b->a, "story/s%03d", i));
	for (int i = 0; i < ALL; i++) {
		static const char *const what[] = {NULL,
		    "UPDATE body SET html = '<p>Davor. ' || substr(html, 4) WHERE doc = ",
		    "DELETE FROM doc WHERE id = ",
		    "UPDATE body SET html = html || '<p>Frost zuletzt.</p>' WHERE doc = "};
		if (is_touched(i) && what[i % 4] != NULL)
			writer_exec(w, th_str_fmt(b->a, "%s'story/s%03d'", what[i % 4], i).p);
	}
	commit(w);
	for (int i = 0; i < ALL; i++) {
		int way = is_touched(i) ? i % 4 : 0;
		if (way == 2)
			continue;
		built_add(plain, (built_story){.slug = th_str_fmt(plain->a, "s%03d", i).p,
				     .author = i % 2 ? "jana" : "tom",
				     .text = th_str_fmt(plain->a,
					 "<p>%sWort%d und Frost, Wort%d, dann Softwareentwicklung "
					 "%d.</p><p>Frost</p>%s",
					 way == 1 ? "Davor. " : "", i % 7, i, i,
					 way == 3 ? "<p>Frost zuletzt.</p>" : "")
						 .p});
	}
	finish(plain);
	assert_true(th_str_eq(dump_entries(b), dump_entries(plain)));
	assert_true(th_str_eq(dump(b), dump(plain)));
	assert_int_equal(number_in(b, "story/s001"), kept);
	assert_int_equal(number_in(b, "story/s999"), high);
	built_free(b);
	built_free(plain);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(umlauts_and_inflections_are_found_however_they_are_typed),
	    cmocka_unit_test(every_word_must_be_there_and_common_ones_need_not),
	    cmocka_unit_test(a_common_word_alone_is_found_in_names_of_people_only),
	    cmocka_unit_test(the_last_word_is_completed_and_no_other),
	    cmocka_unit_test(a_phrase_is_found_word_by_word_within_a_paragraph),
	    cmocka_unit_test(a_phrase_reaches_from_no_text_into_another),
	    cmocka_unit_test(parts_of_compounds_find_them_when_the_rest_is_a_word),
	    cmocka_unit_test(a_hyphen_more_or_less_does_not_matter),
	    cmocka_unit_test(titles_count_more_than_texts_and_short_texts_more_than_long),
	    cmocka_unit_test(equal_hits_come_newest_first),
	    cmocka_unit_test(people_are_found_by_name_and_their_stories_with_them),
	    cmocka_unit_test(terms_are_found_and_what_belongs_to_them),
	    cmocka_unit_test(hits_are_marked_and_everything_else_is_escaped),
	    cmocka_unit_test(an_excerpt_has_no_numbers_and_arrows_of_footnotes),
	    cmocka_unit_test(an_excerpt_of_a_long_text_is_cut_at_words),
	    cmocka_unit_test(what_is_not_visible_is_not_found_nor_suggested),
	    cmocka_unit_test(a_typing_error_is_mended),
	    cmocka_unit_test(a_question_narrows_lists_filters_counts_and_feeds),
	    cmocka_unit_test(pages_of_hits_join_without_gap),
	    cmocka_unit_test(any_bytes_are_a_question),
	    cmocka_unit_test(an_edition_without_documents_answers_too),
	    cmocka_unit_test(what_was_dropped_leaves_nothing_in_the_index),
	    cmocka_unit_test(a_document_that_changed_is_in_the_index_as_it_is_now),
	    cmocka_unit_test(words_taken_by_a_thread_are_the_same),
	    cmocka_unit_test(many_documents_change_at_once_and_keep_their_numbers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
