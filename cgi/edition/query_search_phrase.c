/* query_search_phrase.c -- which documents have words one after the other. Called by
 * query_search_find.c for what a visitor put in quotation marks. */
#include "searching.h"

#include <stdlib.h>

typedef TH_LIST(uint64_t) spots; /* number << 32 | place, ascending */

void search_stems_of(searching *s, th_str low, th_arena *a, th_strs *out)
{
	char buf[WORD_MAX];
	for (size_t i = 0; i < s->languages.n; i++) {
		th_str stem = word_stem(&s->stemmers, s->languages.v[i], low, buf);
		if (!th_strs_has(out, stem))
			*TH_ADD(a, out) = th_str_dup(a, stem);
	}
	th_str fold = word_fold(low, buf); /* as in texts of other languages */
	if (!th_strs_has(out, fold))
		*TH_ADD(a, out) = th_str_dup(a, fold);
}

static bool read_number(const unsigned char *p, size_t n, size_t *i, uint32_t *out)
{
	uint32_t v = 0;
	for (unsigned shift = 0; *i < n && shift < 28; shift += 7) {
		unsigned char c = p[(*i)++];
		v |= (uint32_t)(c & 127) << shift;
		if (c < 128) {
			*out = v;
			return true;
		}
	}
	return false;
}

static void read_row(sqlite3_stmt *st, th_arena *a, spots *out)
{
	uint64_t base = (uint64_t)sqlite3_column_int64(st, 0) * SEARCH_CHUNK;
	const unsigned char *docs = sqlite3_column_blob(st, 1);
	size_t docs_n = (size_t)sqlite3_column_bytes(st, 1) / 4;
	const unsigned char *p = sqlite3_column_blob(st, 2);
	size_t n = (size_t)sqlite3_column_bytes(st, 2), at = 0;
	for (size_t i = 0; i < docs_n; i++) {
		uint64_t num = base + search_local(search_u32(docs + 4 * i));
		uint32_t more, place = 0;
		while (read_number(p, n, &at, &more) && more > 0) {
			place += more;
			*TH_ADD(a, out) = num << 32 | place;
		}
	}
}

static int by_number(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
	return (a > b) - (a < b);
}

static void spots_of(query *q, th_str low, th_arena *a, spots *out)
{
	th_strs stems = {0};
	search_stems_of(search_of(q), low, a, &stems);
	size_t parts = 0;
	for (size_t i = 0; i < stems.n; i++) {
		size_t before = out->n;
		sqlite3_stmt *st = ask(q->e, "SELECT chunk, docs, spots FROM search_post"
					     " WHERE stem = ?1 ORDER BY chunk");
		ask_str(st, 1, stems.v[i]);
		while (ask_row(q->e, st))
			read_row(st, a, out);
		parts += out->n > before;
	}
	if (parts > 1)
		qsort(out->v, out->n, sizeof *out->v, by_number);
}

/* Leaves in `so_far` the places in `next` that follow one of its own. */
static void follow(spots *so_far, const spots *next)
{
	size_t n = 0, k = 0;
	for (size_t i = 0; i < so_far->n; i++) {
		uint64_t want = so_far->v[i] + 1;
		while (k < next->n && next->v[k] < want)
			k++;
		if (k < next->n && next->v[k] == want)
			so_far->v[n++] = want;
	}
	so_far->n = n;
}

void search_phrase(query *q, const question *whole, unsigned phrase, th_arena *a, search_nums *out)
{
	spots so_far = {0};
	bool first = true;
	for (size_t i = 0; i < whole->n; i++) {
		spots next = {0};
		if (whole->words[i].phrase != phrase)
			continue;
		spots_of(q, whole->words[i].low, a, &next);
		if (first)
			so_far = next;
		else
			follow(&so_far, &next);
		first = false;
	}
	for (size_t i = 0; i < so_far.n; i++) {
		uint32_t num = (uint32_t)(so_far.v[i] >> 32);
		if (out->n == 0 || out->v[out->n - 1] != num)
			*TH_ADD(a, out) = num;
	}
}
