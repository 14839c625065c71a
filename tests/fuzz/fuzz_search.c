/* fuzz_search.c -- any bytes as a text in the hub and as a question to it. Input: the text's HTML,
 * a line "%%", the question. Words must lie within the text, marks must be balanced, an excerpt
 * must hold no other tag, and what was put into the index must be gone when it is dropped. */
#include <stdint.h>
#include <sys/stat.h>

#include "../unit/support_edition.h"
#include "teamhub/words.h"
#include "teamhub/writing.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok)
{
	if (!ok)
		abort();
}

static void read_words(th_str s, bool html)
{
	word_reader r = {.s = s, .html = html};
	text_word w;
	size_t n = 0;
	while (word_next(&r, &w)) {
		char into[WORD_MAX];
		must(w.low.n > 0 && w.low.n <= WORD_MAX && w.from < w.to && w.to <= s.n);
		must(th_utf8_valid(w.low, NULL) && word_fold(w.low, into).n > 0);
		must(++n <= 2 * s.n);
	}
}

/* Nothing but <mark> and </mark>, in turn. */
static void judge(th_str html)
{
	bool open = false;
	for (size_t i = 0; i < html.n; i++) {
		if (html.p[i] == '>')
			abort();
		if (html.p[i] != '<')
			continue;
		th_str tag = open ? TH_S("</mark>") : TH_S("<mark>");
		must(th_str_starts(th_str_sub(html, i, html.n), tag));
		i += tag.n - 1;
		open = !open;
	}
	must(!open);
}

static void ask_it(built *b, th_str question)
{
	selection s = {.text = question};
	view_search v = {0};
	view_filters f = {0};
	query_search(&b->q, &s, 0, 12, &v);
	query_filters(&b->q, &s, &f);
	must(question.n == 0 || query_count(&b->q, &s) == v.total);
	must(v.stories.n <= 12);
	for (size_t i = 0; i < v.stories.n; i++) {
		judge(v.stories.v[i].title);
		judge(v.stories.v[i].excerpt);
	}
	th_str meant = query_meant(&b->q, &s);
	must(meant.n <= SELECTION_TEXT_MAX);
	must(!edition_failed(b->e, NULL));
}

static void drop_all(built *b)
{
	edition_writer *w = TH_NEW(b->a, edition_writer);
	sqlite3_stmt *st = NULL;
	w->a = b->a;
	w->path = b->path;
	chmod(b->path, 0600);
	must(sqlite3_open(b->path, &w->db) == SQLITE_OK);
	writer_exec(w, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF");
	search_drop(w, TH_S("story/fuzzed"));
	search_drop(w, TH_S("story/other"));
	writer_exec(w, "DELETE FROM doc WHERE id IN ('story/fuzzed', 'story/other')");
	writer_search(w);
	must(!w->failed);
	must(sqlite3_prepare_v2(w->db,
		 "SELECT (SELECT count(*) FROM search_post) + (SELECT count(*) FROM search_stem)"
		 " + (SELECT count(*) FROM search_word)",
		 -1, &st, NULL) == SQLITE_OK);
	must(sqlite3_step(st) == SQLITE_ROW && sqlite3_column_int(st, 0) == 0);
	sqlite3_finalize(st);
	for (size_t i = 0; i < TH_COUNT(w->statements); i++)
		sqlite3_finalize(w->statements[i].st);
	writer_search_free(w);
	sqlite3_close(w->db);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	th_str all = {(const char *)data, size};
	ptrdiff_t cut = th_str_find(all, TH_S("\n%%\n"));
	th_str html = th_str_sub(all, 0, cut < 0 ? size : (size_t)cut);
	th_str question = cut < 0 ? html : th_str_sub(all, (size_t)cut + 4, size);
	if (size > 4096)
		return 0;
	read_words(all, false);
	read_words(all, true);
	if (!th_utf8_valid(html, NULL) || memchr(html.p ? html.p : "", 0, html.n) != NULL)
		return 0;
	built *b = built_new();
	built_add(
	    b, (built_story){
		   .slug = "fuzzed", .title = th_str_z(b->a, html), .text = th_str_z(b->a, html)});
	built_add(b, (built_story){.slug = "other",
			 .lang = "en",
			 .text = "<p>Wärmepumpe und Software, Softwareentwicklung.</p>"});
	built_open(b);
	ask_it(b, th_str_sub(question, 0, SELECTION_TEXT_MAX));
	edition_close(b->e);
	b->e = NULL;
	drop_all(b);
	built_free(b);
	return 0;
}
