/* query_search_phrase.c -- which documents have words one after the other. Called by
 * query_search_find.c for what a visitor put in quotation marks. */
#include "searching.h"

#include <stdlib.h>

typedef TH_LIST(uint32_t) spots; /* of a chunk: number within it << 16 | place, ascending */

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

static void read_row(sqlite3_stmt *st, th_arena *a, spots *out)
{
	const unsigned char *docs = sqlite3_column_blob(st, 0);
	size_t docs_n = (size_t)sqlite3_column_bytes(st, 0) / 4;
	const unsigned char *p = sqlite3_column_blob(st, 1);
	size_t n = (size_t)sqlite3_column_bytes(st, 1), at = 0;
	while (out->cap < out->n + n) /* an octet is a place at most */
		out->v = th_list_grow(a, out->v, out->n, &out->cap, sizeof *out->v);
	uint32_t *to = out->v + out->n;
	for (size_t i = 0; i < docs_n; i++) {
		uint32_t base = search_local(search_u32(docs + 4 * i)) << 16, place = 0;
		for (; at < n && p[at] != 0; at++) {
			uint32_t more = p[at] & 127;
			for (unsigned shift = 7; p[at] >= 128 && at + 1 < n && shift < 21;
			     shift += 7)
				more |= (uint32_t)(p[++at] & 127) << shift;
			place += more;
			*to++ = base | (place & 0xffff);
		}
		at++;
	}
	out->n = (size_t)(to - out->v);
}

static int by_number(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
	return (a > b) - (a < b);
}

static void spots_of(query *q, const th_strs *stems, size_t chunk, spots *out)
{
	size_t parts = 0;
	out->n = 0;
	for (size_t i = 0; i < stems->n; i++) {
		size_t before = out->n;
		sqlite3_stmt *st =
		    ask(q->e, "SELECT docs, spots FROM search_post WHERE stem = ?1 AND chunk = ?2");
		ask_str(st, 1, stems->v[i]);
		ask_int(st, 2, (int64_t)chunk);
		if (ask_row(q->e, st))
			read_row(st, q->a, out);
		ask_done(st);
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
		uint32_t want = so_far->v[i] + 1;
		while (k < next->n && next->v[k] < want)
			k++;
		so_far->v[n] = want;
		n += k < next->n && next->v[k] == want;
	}
	so_far->n = n;
}

void search_phrase(query *q, const question *whole, unsigned phrase, search_nums *out)
{
	searching *s = search_of(q);
	th_strs stems[ASKED_MAX] = {0};
	spots so_far = {0}, next = {0};
	size_t n = 0;
	for (size_t i = 0; i < whole->n; i++)
		if (whole->words[i].phrase == phrase)
			search_stems_of(s, whole->words[i].low, q->a, &stems[n++]);
	for (size_t chunk = 0; chunk * SEARCH_CHUNK < s->n; chunk++) {
		for (size_t i = 0; i < n; i++) {
			spots_of(q, &stems[i], chunk, i == 0 ? &so_far : &next);
			if (i > 0)
				follow(&so_far, &next);
			if (so_far.n == 0)
				break;
		}
		for (size_t i = 0; i < so_far.n; i++) {
			uint32_t num = (uint32_t)(chunk * SEARCH_CHUNK) + (so_far.v[i] >> 16);
			if (out->n == 0 || out->v[out->n - 1] != num)
				*TH_ADD(q->a, out) = num;
		}
	}
}
