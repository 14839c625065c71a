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

/* Where there cannot be a row yet: not looking for one saves a third. */
static void save_first(edition_writer *w, const stem_row *r, int64_t chunk, const th_buf *docs)
{
	const th_buf spots = {.p = r->spots.v, .n = r->spots.n};
	WRITE(w, "INSERT INTO search_post(stem, chunk, docs, spots) VALUES(?1, ?2, ?3, ?4)",
	    r->stem, chunk, docs, &spots);
}

static void count_first_stem(edition_writer *w, const stem_row *r)
{
	char tail[WORD_MAX];
	WRITE(w, "INSERT INTO search_stem VALUES(?1, ?2, ?3, nullif(?4, ''))", r->stem, r->n,
	    (int64_t)r->chunks,
	    r->stem.n >= SEARCH_TAIL_MIN ? word_backwards(r->stem, tail) : TH_NONE);
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

static void count_word(edition_writer *w, const word_row *x, int64_t n, bool first)
{
	if (first) {
		WRITE(w, "INSERT INTO search_word VALUES(?1, ?2, ?3, ?4)", x->fold, x->low,
		    x->stem->stem, n);
		return;
	}
	WRITE(w,
	    "INSERT INTO search_word VALUES(?1, ?2, ?3, ?4)"
	    " ON CONFLICT(fold, word, stem) DO UPDATE SET n = n + excluded.n",
	    x->fold, x->low, x->stem->stem, n);
	if (n < 0)
		WRITE(w,
		    "DELETE FROM search_word WHERE fold = ?1 AND word = ?2 AND stem = ?3"
		    " AND n <= 0",
		    x->fold, x->low, x->stem->stem);
}

static void count_words(edition_writer *w, search_writer *s, bool first)
{
	word_row **words = th_alloc_array(s->a, s->words.n, sizeof(word_row *));
	for (size_t i = 0; i < s->words.n; i++)
		words[i] = s->words.items[i].value;
	if (s->words.n > 0)
		qsort(words, s->words.n, sizeof *words, by_word);
	for (size_t i = 0, end; i < s->words.n; i = end) {
		int64_t n = words[i]->n; /* of all languages in which it has this stem */
		for (end = i + 1; end < s->words.n && by_word(&words[i], &words[end]) == 0; end++)
			n += words[end]->n;
		if (n != 0 && index_is_vocabulary(words[i]))
			count_word(w, words[i], n, first);
	}
}

void index_count_words(edition_writer *w, search_writer *s)
{
	count_words(w, s, false);
}

void index_flush_chunk(edition_writer *w, search_writer *s)
{
	th_buf docs = {0}, spots = {0};
	if (s->present.n > 0)
		qsort(s->present.v, s->present.n, sizeof *s->present.v, by_stem);
	for (size_t i = 0; i < s->present.n; i++) {
		const stem_row *r = s->present.v[i];
		if (s->chunk <= s->written)
			load_post(w, r->stem, s->chunk, &docs, &spots);
		for (size_t k = 0; k < r->docs.n; k++)
			index_add_le(&docs, r->docs.v[k]);
		if (s->chunk > s->written) {
			save_first(w, r, s->chunk, &docs);
			th_buf_cut(&docs, 0);
			continue;
		}
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
	bool first = s->written < 0; /* nothing was ever written */
	index_flush_chunk(w, s);
	stem_row **stems = th_alloc_array(s->a, s->stems.n, sizeof(stem_row *));
	for (size_t i = 0; i < s->stems.n; i++)
		stems[i] = s->stems.items[i].value;
	if (s->stems.n > 0)
		qsort(stems, s->stems.n, sizeof *stems, by_stem);
	for (size_t i = 0; i < s->stems.n; i++)
		if (first)
			count_first_stem(w, stems[i]);
		else
			count_stem(w, stems[i]->stem, stems[i]->chunks, stems[i]->n);
	count_words(w, s, first);
	index_empty(s);
}

/* ---- changing the entries of single documents ---- */

typedef struct row { /* of one chunk */
	th_buf docs, spots;
} row;

/* The offset after the positions of one document: no octet of a number is 0. */
static size_t spots_end(const th_buf *spots, size_t from)
{
	ptrdiff_t end = th_str_chr(th_str_sub(th_buf_str(spots), from, spots->n), 0);
	return end < 0 ? spots->n : from + (size_t)end + 1;
}

static void add_entry(row *out, const stem_row *r, const stem_change *x)
{
	if (x->now == 0)
		return;
	index_add_le(&out->docs, x->now | search_entry(x->num % SEARCH_CHUNK, 0, 0, 0));
	th_buf_add(&out->spots, th_strn(r->spots.v + x->now_from, x->now_to - x->now_from));
}

static void add_range(th_buf *out, const th_buf *from, size_t start, size_t end)
{
	if (end > start)
		th_buf_add(out, th_strn(from->p + start, end - start));
}

/* Changes n entries, all of them in the chunk of the first. */
static void change_row(
    edition_writer *w, const stem_row *r, const stem_change *x, size_t n, row *was, row *out)
{
	int64_t chunk = x->num / SEARCH_CHUNK;
	size_t at = 0, k = 0, kept_docs = 0, kept_spots = 0;
	th_buf_cut(&out->docs, 0);
	th_buf_cut(&out->spots, 0);
	load_post(w, r->stem, chunk, &was->docs, &was->spots);
	for (size_t i = 0; i + 4 <= was->docs.n && k < n; i += 4) {
		uint32_t local = search_local(search_u32((const unsigned char *)was->docs.p + i));
		size_t end = spots_end(&was->spots, at);
		while (k < n && x[k].num % SEARCH_CHUNK <= local) {
			add_range(&out->docs, &was->docs, kept_docs, i);
			add_range(&out->spots, &was->spots, kept_spots, at);
			add_entry(out, r, &x[k]);
			bool same = x[k++].num % SEARCH_CHUNK == local;
			kept_docs = same ? i + 4 : i;
			kept_spots = same ? end : at;
		}
		at = end;
	}
	add_range(&out->docs, &was->docs, kept_docs, was->docs.n);
	add_range(&out->spots, &was->spots, kept_spots, was->spots.n);
	for (; k < n; k++)
		add_entry(out, r, &x[k]);
	if (out->docs.n > 0)
		save_post(w, r->stem, chunk, &out->docs, &out->spots);
	else if (was->docs.n > 0)
		WRITE(w, "DELETE FROM search_post WHERE stem = ?1 AND chunk = ?2", r->stem, chunk);
}

void index_change_stem(edition_writer *w, const stem_row *r)
{
	row was = {0}, out = {0};
	const stem_change *x = r->changes.v;
	size_t n = r->changes.n;
	uint64_t chunks = 0;
	int64_t more = 0;
	for (size_t from = 0, to; from < n; from = to) {
		for (to = from; to < n && x[to].num / SEARCH_CHUNK == x[from].num / SEARCH_CHUNK;
		     to++) {
			more += (x[to].now != 0) - (x[to].was != 0);
			if (x[to].now != 0)
				chunks |= UINT64_C(1) << x[to].num / SEARCH_CHUNK % 64;
		}
		change_row(w, r, x + from, to - from, &was, &out);
	}
	count_stem(w, r->stem, chunks, more);
	if (more < 0)
		WRITE(w, "DELETE FROM search_stem WHERE stem = ?1 AND n <= 0", r->stem);
	th_buf_free(&was.docs);
	th_buf_free(&was.spots);
	th_buf_free(&out.docs);
	th_buf_free(&out.spots);
}
