/* search_near.c -- words of the hub related to a search word: compounds that contain it, words that
 * begin with it, and the word that was probably meant. Uses only the hub's own vocabulary; each
 * look-up is bounded. Called by search_find.c and query_search.c. */
#include "teamhub/searching.h"

#include <stdlib.h>

enum { LOOK_AT = 250, PART_MIN = 4, COMPOUND_WEIGHT = 8, COMPLETE_WEIGHT = 11, COMPLETE_MIN = 3 };

/* The end of the range of strings that begin with s. */
static th_str beyond(th_arena *a, th_str s)
{
	th_str out = th_str_dup(a, s);
	unsigned char *last = (unsigned char *)out.p + out.n - 1;
	(*last)++; /* never 0xff in UTF-8 */
	return out;
}

int64_t search_stem_count(query *q, th_str stem)
{
	int64_t n = 0;
	ASK_ONE(q->e, NULL, ASK(q->e, "SELECT n FROM search_stem WHERE stem = ?1", stem), &n);
	return n;
}

uint64_t search_stem_chunks(query *q, th_str stem)
{
	int64_t chunks = 0;
	sqlite3_stmt *st = ASK(q->e, "SELECT chunks FROM search_stem WHERE stem = ?1", stem);
	ASK_ONE(q->e, NULL, st, &chunks);
	return (uint64_t)chunks;
}

static bool has_word(query *q, th_str fold)
{
	return ask_any(q->e, ASK(q->e, "SELECT 1 FROM search_word WHERE fold = ?1 LIMIT 1", fold));
}

/* Is "software", "qualitats" (with a linking s) or "warme" a word by itself? */
static bool is_first_part(query *q, th_str s)
{
	static const char *const joints[] = {"", "s", "n", "es", "en", "er", "e"};
	for (size_t i = 0; i < TH_COUNT(joints); i++) {
		th_str joint = th_strz(joints[i]);
		if (s.n >= PART_MIN + joint.n && th_str_ends(s, joint) &&
		    has_word(q, th_str_sub(s, 0, s.n - joint.n)))
			return true;
	}
	return false;
}

/* Is "entwickl" or "sentwickl" a stem by itself? */
static bool is_last_part(query *q, th_str s)
{
	static const char *const joints[] = {"", "s", "n", "e", "es", "en", "er"};
	for (size_t i = 0; i < TH_COUNT(joints); i++) {
		th_str joint = th_strz(joints[i]);
		if (s.n >= PART_MIN + joint.n && th_str_starts(s, joint) &&
		    search_stem_count(q, th_str_sub(s, joint.n, s.n)) > 0)
			return true;
	}
	return false;
}

static void look_at(query *q, const char *sql, th_str from, th_str to, search_stems *out)
{
	search_stem x = {.weight = COMPOUND_WEIGHT};
	sqlite3_stmt *st = ASK(q->e, sql, from, to, LOOK_AT);
	while (ASK_ROW(q->e, q->a, st, &x.stem, &x.n))
		*TH_ADD(q->a, out) = x;
}

static int by_count(const void *x, const void *y)
{
	const search_stem *a = x, *b = y;
	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return th_str_cmp(a->stem, b->stem);
}

static void best_of(search_stems *list)
{
	if (list->n > 0)
		qsort(list->v, list->n, sizeof *list->v, by_count);
	if (list->n > EXPAND_MAX)
		list->n = EXPAND_MAX;
}

static search_stems *load_wholes(query *q, th_str stem)
{
	search_stems ending = {0}, beginning = {0};
	search_stems *out = TH_NEW(q->a, search_stems);
	th_str tail = word_backwards(stem, th_alloc(q->a, stem.n + 1));
	look_at(q,
	    "SELECT stem, n FROM search_stem WHERE tail IS NOT NULL AND tail > ?1 AND tail < ?2"
	    " ORDER BY tail LIMIT ?3",
	    tail, beyond(q->a, tail), &ending);
	look_at(q,
	    "SELECT stem, n FROM search_stem WHERE stem > ?1 AND stem < ?2 ORDER BY stem LIMIT ?3",
	    stem, beyond(q->a, stem), &beginning);
	for (size_t i = 0; i < ending.n; i++)
		if (is_first_part(q, th_str_sub(ending.v[i].stem, 0, ending.v[i].stem.n - stem.n)))
			*TH_ADD(q->a, out) = ending.v[i];
	for (size_t i = 0; i < beginning.n; i++)
		if (is_last_part(q, th_str_sub(beginning.v[i].stem, stem.n, beginning.v[i].stem.n)))
			*TH_ADD(q->a, out) = beginning.v[i];
	best_of(out);
	return out;
}

const search_stems *search_wholes(query *q, th_str stem)
{
	static const search_stems none;
	searching *s = search_of(q);
	if (stem.n < PART_MIN)
		return &none;
	const search_stems *kept = th_map_get(&s->wholes, stem);
	if (kept != NULL)
		return kept;
	search_stems *found = load_wholes(q, stem);
	if (!kept_room(q->e))
		return found;
	search_stems *own = TH_NEW(q->e->a, search_stems);
	for (size_t i = 0; i < found->n; i++) {
		search_stem *x = TH_ADD(q->e->a, own);
		*x = found->v[i];
		x->stem = th_str_dup(q->e->a, x->stem);
	}
	th_map_put(&s->wholes, th_str_dup(q->e->a, stem), own);
	kept_count_one(q->e);
	return own;
}

/* "ausbildungs" → a stem that the hub has, without linking letters. */
static th_str first_stem(query *q, searching *s, th_str part)
{
	static const char *const joints[] = {"", "s", "n", "es", "en", "er", "e"};
	for (size_t i = 0; i < TH_COUNT(joints); i++) {
		th_str joint = th_strz(joints[i]);
		th_strs stems = {0};
		if (part.n < PART_MIN + joint.n || !th_str_ends(part, joint))
			continue;
		search_stems_of(s, th_str_sub(part, 0, part.n - joint.n), q->a, &stems);
		for (size_t k = 0; k < stems.n; k++)
			if (search_stem_count(q, stems.v[k]) > 0)
				return stems.v[k];
	}
	return TH_NONE;
}

bool search_split(query *q, const question_word *w, search_parts *out)
{
	searching *s = search_of(q);
	*out = (search_parts){0};
	for (size_t cut = PART_MIN; cut + PART_MIN <= w->low.n; cut++) {
		th_strs stems = {0};
		if ((w->low.p[cut] & 0xc0) == 0x80)
			continue;
		search_stems_of(s, th_str_sub(w->low, cut, w->low.n), q->a, &stems);
		for (size_t k = 0; k < stems.n; k++) {
			if (search_stem_count(q, stems.v[k]) == 0)
				continue;
			*out = (search_parts){
			    first_stem(q, s, th_str_sub(w->low, 0, cut)), stems.v[k]};
			if (out->first.n > 0)
				return true;
		}
	}
	return false;
}

void search_complete(query *q, th_str fold, search_stems *out)
{
	th_map seen;
	if (fold.n < COMPLETE_MIN)
		return;
	search_stems found = {0};
	th_map_init(&seen, q->a);
	look_at(q,
	    "SELECT stem, n FROM search_word WHERE fold >= ?1 AND fold < ?2"
	    " ORDER BY fold, word, stem LIMIT ?3",
	    fold, beyond(q->a, fold), &found);
	for (size_t i = 0; i < found.n; i++) {
		search_stem *x = th_map_get(&seen, found.v[i].stem);
		if (x != NULL) {
			x->n += found.v[i].n;
			continue;
		}
		found.v[i].weight = COMPLETE_WEIGHT;
		th_map_put(&seen, found.v[i].stem, &found.v[i]);
	}
	for (size_t i = 0; i < seen.n; i++)
		*TH_ADD(q->a, out) = *(search_stem *)seen.items[i].value;
	best_of(out);
}

/* ---- a typing error away ---- */

typedef struct near_word {
	th_str word;
	size_t distance;
	bool shorter; /* shorter than what was typed: people leave out letters more often than
		       * they add some */
	int64_t n;
} near_word;
typedef TH_LIST(near_word) near_words;

static int by_nearness(const void *x, const void *y)
{
	const near_word *a = x, *b = y;
	if (a->distance != b->distance)
		return a->distance < b->distance ? -1 : 1;
	if (a->shorter != b->shorter)
		return a->shorter ? 1 : -1;
	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return th_str_cmp(a->word, b->word);
}

static void look_near(query *q, th_str begin, th_str fold, size_t most, near_words *out)
{
	enum { WORDS_LOOKED_AT = 20000 };
	if (begin.n == 0)
		return;
	th_str other, word;
	int64_t n;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT fold, word, n FROM search_word WHERE fold >= ?1 AND fold < ?2"
	    " ORDER BY fold, word, stem LIMIT ?3",
	    begin, beyond(q->a, begin), WORDS_LOOKED_AT);
	while (ask_row(q->e, st)) {
		other = row_first(st);
		if (other.n > fold.n + most || fold.n > other.n + most)
			continue;
		size_t d = th_distance(fold, other, most);
		if (d > most)
			continue;
		row_get(st, NULL, ROW_TARGETS(&other, &word, &n));
		*TH_ADD(q->a, out) = (near_word){th_str_dup(q->a, word), d, other.n < fold.n, n};
	}
}

static th_str first_letter(th_str s, size_t from)
{
	size_t i = from;
	if (from >= s.n)
		return TH_NONE;
	th_utf8_next(s, &i);
	return th_str_sub(s, from, i);
}

void search_nearest(query *q, th_str low, th_str fold, size_t limit, th_strs *out)
{
	near_words found = {0};
	size_t most = fold.n < 4 ? 0 : fold.n < 7 ? 1 : 2;
	th_str first = first_letter(fold, 0), second = first_letter(fold, first.n);
	if (most == 0)
		return;
	look_near(q, first, fold, most, &found);
	if (!th_str_eq(first, second)) /* one letter too many, or the first two swapped */
		look_near(q, second, fold, most, &found);
	if (found.n > 0)
		qsort(found.v, found.n, sizeof *found.v, by_nearness);
	for (size_t i = 0; i < found.n && out->n < limit; i++)
		if (!th_strs_has(out, found.v[i].word) && !th_str_eq(found.v[i].word, low))
			*TH_ADD(q->a, out) = found.v[i].word;
}
