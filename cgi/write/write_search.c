/* write_search.c -- the search index: words of documents as rows (search.h has the format).
 * search_put and search_drop read the rows of a document in the edition, so their caller needs to
 * know nothing else. A drop reads the same words from the same rows again and removes exactly what
 * the put added: nothing of a withdrawn text stays.
 *
 * Positions are collected in memory for a chunk of documents, sorted and written; counts for at
 * most WORDS_KEPT words. So memory does not grow with the hub. What is dropped is noted, and
 * written with what comes back (index_change.c). */
#include "indexing.h"
#include "teamhub/kinds.h"

enum { WORDS_KEPT = 150000 };

static search_writer *writer_of(edition_writer *w)
{
	if (w->search == NULL) {
		w->search = TH_NEW(w->a, search_writer);
		index_init(w->search);
	}
	return w->search;
}

void writer_search_free(edition_writer *w)
{
	if (w->search != NULL)
		index_done(w->search);
	w->search = NULL;
	index_changes_free(w);
	index_ahead_free(w);
}

static int64_t number_of(edition_writer *w, th_str doc)
{
	int64_t num = -1;
	WRITER_ONE(w, NULL, WRITER_ASK(w, "SELECT num FROM search_doc WHERE doc = ?1", doc), &num);
	return num;
}

static int64_t next_number(edition_writer *w, search_writer *s)
{
	sqlite3_stmt *st;
	if (s->next < 0) {
		st = writer_ask(w, "SELECT coalesce(max(num) + 1, 0) FROM search_doc");
		if (WRITER_ONE(w, NULL, st, &s->next))
			s->written = s->next > 0 ? (s->next - 1) / SEARCH_CHUNK : -1;
	}
	return s->next++;
}

void search_put(edition_writer *w, th_str doc)
{
	search_writer *s = writer_of(w);
	if (w->failed || index_note_changed(w, doc))
		return;
	index_settle(w);
	int64_t num = next_number(w, s);
	if (w->failed)
		return;
	if (s->words.n > WORDS_KEPT)
		index_flush(w, s);
	else if (s->chunk != num / SEARCH_CHUNK)
		index_flush_chunk(w, s);
	doc_texts texts = {0};
	th_arena *a = th_arena_new();
	index_read(w, doc, &texts, a);
	index_gather(s, &texts, (uint32_t)num);
	th_arena_free(a);
	WRITE(w, "INSERT INTO search_doc VALUES(?1, ?2, ?3)", num, doc, s->place);
}

void search_put_ahead(edition_writer *w, th_str doc)
{
	search_writer *s = writer_of(w);
	if (w->failed || w->incremental)
		return;
	int64_t num = next_number(w, s);
	if (!w->failed && !index_ahead_put(w, doc, (uint32_t)num))
		s->next--; /* writer_search adds it */
}

void search_drop(edition_writer *w, th_str doc)
{
	index_flush(w, writer_of(w));
	int64_t num = number_of(w, doc);
	if (num < 0 || w->failed)
		return;
	index_note_dropped(w, doc, (uint32_t)num);
	WRITE(w, "DELETE FROM search_doc WHERE num = ?1", num);
}

/* ---- finishing ---- */

static uint32_t place_of(th_str kind, int64_t pos)
{
	th_kind k;
	if (!kind_named(&k, kind) || th_kinds[k].search == 0)
		return SEARCH_NOWHERE;
	return (th_kinds[k].search - 1u) << 28 | (uint32_t)(pos & 0x0fffffff);
}

static void put_places(edition_writer *w)
{
	th_buf places = {0};
	int64_t n = 0, words = 0;
	int64_t num, length, pos;
	th_str kind;
	sqlite3_stmt *st = writer_ask(w,
	    "SELECT s.num, s.words, d.kind, d.pos FROM search_doc s JOIN doc d ON d.id = s.doc"
	    " ORDER BY s.num");
	while (WRITER_ROW(w, NULL, st, &num, &length, &kind, &pos)) {
		while (places.n < (size_t)num * 8)
			index_add_le(&places, SEARCH_NOWHERE);
		index_add_le(&places, place_of(kind, pos));
		index_add_le(&places, (uint32_t)length);
		words += length;
		n++;
	}
	WRITE(w, "INSERT OR REPLACE INTO search_place VALUES(1, ?1, ?2, ?3)", n, words, &places);
	th_buf_free(&places);
}

void writer_search(edition_writer *w)
{
	th_strs missing = {0};
	th_str id;
	index_ahead_finish(w);
	th_arena *a = th_arena_new();
	sqlite3_stmt *st = writer_ask(
	    w, "SELECT id FROM doc WHERE id NOT IN (SELECT doc FROM search_doc) ORDER BY id");
	while (WRITER_ROW(w, a, st, &id))
		*TH_ADD(a, &missing) = id;
	bool *back = th_alloc(a, missing.n + 1);
	for (size_t i = 0; i < missing.n; i++)
		back[i] = !w->failed && index_note_changed(w, missing.v[i]);
	index_settle(w);
	for (size_t i = 0; i < missing.n; i++)
		if (!back[i])
			search_put(w, missing.v[i]);
	index_flush(w, writer_of(w));
	put_places(w);
	th_arena_free(a);
}
