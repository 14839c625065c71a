/* index_tables.c -- moves the words of documents between memory and the tables of the search index
 * (search.h has the format). Called by write_search.c. */
#include "indexing.h"

#include <stdlib.h>

static int by_stem(const void *x, const void *y)
{
	const stem_row *const *a = x, *const *b = y;
	return th_str_cmp((*a)->stem, (*b)->stem);
}

static int by_word(const void *x, const void *y)
{
	const word_row *const *a = x, *const *b = y;
	int c = th_str_cmp((*a)->fold, (*b)->fold);
	if (c == 0)
		c = th_str_cmp((*a)->low, (*b)->low);
	return c != 0 ? c : th_str_cmp((*a)->stem->stem, (*b)->stem->stem);
}

void index_add_le(th_buf *b, uint32_t v)
{
	char octets[4] = {(char)v, (char)(v >> 8), (char)(v >> 16), (char)(v >> 24)};
	th_buf_add(b, th_strn(octets, 4));
}

static bool load_post(edition_writer *w, th_str stem, int64_t chunk, th_buf *docs, th_buf *spots)
{
	th_str d, s;
	th_buf_cut(docs, 0);
	th_buf_cut(spots, 0);
	sqlite3_stmt *st = WRITER_ASK(
	    w, "SELECT docs, spots FROM search_post WHERE stem = ?1 AND chunk = ?2", stem, chunk);
	if (!WRITER_ROW(w, NULL, st, &d, &s))
		return false;
	th_buf_add(docs, d);
	th_buf_add(spots, s);
	sqlite3_reset(st);
	return true;
}

static void save_post(
    edition_writer *w, th_str stem, int64_t chunk, const th_buf *docs, const th_buf *spots)
{
	WRITE(w,
	    "INSERT OR REPLACE INTO search_post(stem, chunk, docs, spots) VALUES(?1, ?2, ?3, ?4)",
	    stem, chunk, docs, spots);
}

static void count_stem(edition_writer *w, th_str stem, uint64_t chunks, int64_t n)
{
	char tail[WORD_MAX];
	WRITE(w,
	    "INSERT INTO search_stem VALUES(?1, ?2, ?3, nullif(?4, ''))"
	    " ON CONFLICT(stem) DO UPDATE SET n = n + excluded.n, chunks = chunks | "
	    "excluded.chunks",
	    stem, n, (int64_t)chunks,
	    stem.n >= SEARCH_TAIL_MIN ? word_backwards(stem, tail) : TH_NONE);
}

void index_count_word(edition_writer *w, const word_row *x, int64_t n)
{
	WRITE(w,
	    "INSERT INTO search_word VALUES(?1, ?2, ?3, ?4)"
	    " ON CONFLICT(fold, word, stem) DO UPDATE SET n = n + excluded.n",
	    x->fold, x->low, x->stem->stem, n);
}

void index_flush_chunk(edition_writer *w, search_writer *s)
{
	th_buf docs = {0}, spots = {0};
	if (s->present.n > 0)
		qsort(s->present.v, s->present.n, sizeof *s->present.v, by_stem);
	for (size_t i = 0; i < s->present.n; i++) {
		stem_row *r = s->present.v[i];
		if (s->chunk <= s->written)
			load_post(w, r->stem, s->chunk, &docs, &spots);
		for (size_t k = 0; k < r->docs.n; k++)
			index_add_le(&docs, r->docs.v[k]);
		th_buf_add(&spots, th_strn(r->spots.v, r->spots.n));
		save_post(w, r->stem, s->chunk, &docs, &spots);
		th_buf_cut(&docs, 0);
		th_buf_cut(&spots, 0);
	}
	if (s->chunk > s->written)
		s->written = s->chunk;
	th_buf_free(&docs);
	th_buf_free(&spots);
	index_empty_chunk(s);
}

void index_flush(edition_writer *w, search_writer *s)
{
	index_flush_chunk(w, s);
	stem_row **stems = th_alloc_array(s->a, s->stems.n, sizeof(stem_row *));
	for (size_t i = 0; i < s->stems.n; i++)
		stems[i] = s->stems.items[i].value;
	qsort(stems, s->stems.n, sizeof *stems, by_stem);
	for (size_t i = 0; i < s->stems.n; i++)
		count_stem(w, stems[i]->stem, stems[i]->chunks, stems[i]->n);
	word_row **words = th_alloc_array(s->a, s->words.n, sizeof(word_row *));
	for (size_t i = 0; i < s->words.n; i++)
		words[i] = s->words.items[i].value;
	qsort(words, s->words.n, sizeof *words, by_word);
	for (size_t i = 0; i < s->words.n; i++)
		if (index_is_vocabulary(words[i]))
			index_count_word(w, words[i], words[i]->n);
	index_empty(s);
}

/* ---- removing words ---- */

/* The offset after the positions of one document. */
static size_t spots_end(const th_buf *spots, size_t from)
{
	while (from < spots->n && spots->p[from] != 0) {
		while (from < spots->n && (spots->p[from] & 128) != 0)
			from++;
		from++;
	}
	return from < spots->n ? from + 1 : spots->n;
}

static void cut_out(th_buf *b, size_t from, size_t to)
{
	memmove(b->p + from, b->p + to, b->n - to);
	th_buf_cut(b, b->n - (to - from));
}

void index_drop_stem(edition_writer *w, th_str stem, uint32_t num, th_buf *docs, th_buf *spots)
{
	int64_t chunk = num / SEARCH_CHUNK;
	size_t at = 0;
	if (!load_post(w, stem, chunk, docs, spots))
		return;
	for (size_t i = 0; i + 4 <= docs->n; i += 4) {
		size_t end = spots_end(spots, at);
		uint32_t entry = search_u32((const unsigned char *)docs->p + i);
		if (search_local(entry) == num % SEARCH_CHUNK) {
			cut_out(docs, i, i + 4);
			cut_out(spots, at, end);
			count_stem(w, stem, 0, -1);
			break;
		}
		at = end;
	}
	if (docs->n > 0) {
		save_post(w, stem, chunk, docs, spots);
		return;
	}
	WRITE(w, "DELETE FROM search_post WHERE stem = ?1 AND chunk = ?2", stem, chunk);
	WRITE(w, "DELETE FROM search_stem WHERE stem = ?1 AND n <= 0", stem);
}
