/* search_phrase.c -- which documents contain words in sequence. Called by search_find.c for quoted
 * phrases. */
#include "teamhub/searching.h"

#include <stdlib.h>

/* A stem's row in a chunk, and the reading position. */
typedef struct cursor {
	const unsigned char *docs, *spots;
	size_t docs_n, spots_n, doc, spot;
} cursor;

typedef TH_LIST(uint32_t) places; /* of a word, in one document */

typedef struct phrase_word {
	th_strs stems;
	cursor cursors[WORD_LANGUAGES + 1]; /* one per stem in the chunk */
	size_t n;
	places at;
} phrase_word;

void search_stems_of(searching *s, th_str low, th_arena *a, th_strs *out)
{
	char buf[WORD_MAX];
	for (size_t i = 0; i < s->languages.n; i++) {
		th_str stem = word_stem(&s->stemmers, s->languages.v[i], low, buf);
		if (!th_strs_has(out, stem))
			*TH_ADD(a, out) = th_str_dup(a, stem);
	}
	th_str fold = word_fold(low, buf); /* as in texts in other languages */
	if (!th_strs_has(out, fold))
		*TH_ADD(a, out) = th_str_dup(a, fold);
}

static void load_chunk(query *q, th_arena *a, phrase_word *w, size_t chunk)
{
	size_t most = 0;
	w->n = 0;
	for (size_t i = 0; i < w->stems.n && w->n < TH_COUNT(w->cursors); i++) {
		th_str docs, spots;
		sqlite3_stmt *st =
		    ASK(q->e, "SELECT docs, spots FROM search_post WHERE chunk = ?1 AND stem = ?2",
			chunk, w->stems.v[i]);
		if (ASK_ONE(q->e, a, st, &docs, &spots)) {
			w->cursors[w->n++] = (cursor){.docs = (const unsigned char *)docs.p,
			    .docs_n = docs.n / 4,
			    .spots = (const unsigned char *)spots.p,
			    .spots_n = spots.n};
			most += spots.n; /* each position takes at least one octet */
		}
	}
	while (w->at.cap < most)
		w->at.v = th_list_grow(a, w->at.v, 0, &w->at.cap, sizeof *w->at.v);
}

static void pass(cursor *c)
{
	c->spot += strlen((const char *)c->spots + c->spot);
	c->spot += c->spot < c->spots_n;
	c->doc++;
}

static uint32_t local_of(const cursor *c)
{
	return c->doc < c->docs_n ? search_local(search_u32(c->docs + 4 * c->doc)) : UINT32_MAX;
}

/* Reads the positions for the document at the cursor and advances to the next. */
static void read_places(cursor *c, places *out)
{
	const unsigned char *p = c->spots + c->spot; /* a 0 follows the last one */
	uint32_t *to = out->v + out->n;
	for (uint32_t place = 0, more; (more = *p) != 0; p++) {
		if (more >= 128) {
			more &= 127;
			for (unsigned shift = 7; *p >= 128 && p[1] != 0 && shift < 21; shift += 7)
				more |= (uint32_t)(*++p & 127) << shift;
		}
		place += more;
		*to++ = place;
	}
	out->n = (size_t)(to - out->v);
	c->spot = (size_t)(p - c->spots);
	c->spot += c->spot < c->spots_n;
	c->doc++;
}

static int by_number(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
	return (a > b) - (a < b);
}

/* The positions of the word in the document; false: none. */
static bool find_places(phrase_word *w, uint32_t local)
{
	size_t parts = 0;
	w->at.n = 0;
	for (size_t i = 0; i < w->n; i++) {
		cursor *c = &w->cursors[i];
		while (local_of(c) < local)
			pass(c);
		if (local_of(c) != local)
			continue;
		read_places(c, &w->at);
		parts++;
	}
	if (parts > 1)
		qsort(w->at.v, w->at.n, sizeof *w->at.v, by_number);
	return w->at.n > 0;
}

/* Keeps in `so_far` the positions in `next` that directly follow one of the old ones. */
static void follow(places *so_far, const places *next)
{
	uint32_t *v = so_far->v;
	const uint32_t *other = next->v, *end = other + next->n;
	size_t n = 0;
	for (size_t i = 0; i < so_far->n && other < end; i++) {
		uint32_t want = v[i] + 1;
		while (other < end && *other < want)
			other++;
		v[n] = want;
		n += other < end && *other == want;
	}
	so_far->n = n;
}

static uint32_t next_document(const phrase_word *w)
{
	uint32_t local = UINT32_MAX;
	for (size_t i = 0; i < w->n; i++) {
		uint32_t other = local_of(&w->cursors[i]);
		local = other < local ? other : local;
	}
	return local;
}

static bool has_phrase(phrase_word *words, size_t n, uint32_t local)
{
	bool has = find_places(&words[0], local);
	for (size_t i = 1; i < n && has; i++) {
		has = find_places(&words[i], local);
		if (has)
			follow(&words[0].at, &words[i].at);
		has = has && words[0].at.n > 0;
	}
	return has;
}

void search_phrase(query *q, const question *whole, unsigned phrase, search_nums *out)
{
	searching *s = search_of(q);
	phrase_word words[ASKED_MAX] = {0};
	size_t n = 0;
	for (size_t i = 0; i < whole->n; i++)
		if (whole->words[i].phrase == phrase)
			search_stems_of(s, whole->words[i].low, q->a, &words[n++].stems);
	for (size_t chunk = 0; n > 0 && chunk * SEARCH_CHUNK < s->n; chunk++) {
		for (size_t i = 0; i < n; i++)
			load_chunk(q, q->a, &words[i], chunk);
		for (uint32_t local; (local = next_document(&words[0])) != UINT32_MAX;)
			if (has_phrase(words, n, local))
				*TH_ADD(q->a, out) = (uint32_t)(chunk * SEARCH_CHUNK) + local;
	}
}
