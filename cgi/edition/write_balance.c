/* write_balance.c -- the order of voices on the start page: table balance. Called when an edition
 * is finished. It depends on nothing but the stories themselves, so it is the same on every
 * machine.
 *
 * One after the other is chosen: of the stories of the last two years (before the newest one; older
 * ones wait until these are used up) the one whose author was chosen least often so far; of these
 * the one whose team was; then place; then level; then the newest; then by id. So no author repeats
 * while another waits, among equals no team, and so on. A story of several authors counts as the
 * one of them who was chosen most often. README.md has this as a formula. */
#include "writing.h"

enum { PLACES = 120, RECENT_DAYS = 730, GROUPS = 3 };
static const char *const facets[] = {"author", "team", "place", "level"};

typedef struct voice {
	th_str doc;
	th_time published;
	TH_LIST(size_t) authors;
	size_t group[GROUPS]; /* team, place, level */
	int64_t ord[GROUPS];  /* of several the first that the author named counts */
	bool several[GROUPS];
	bool old, taken;
} voice;

typedef struct tally { /* how often each name was chosen; 0: in no team, place or level */
	th_arena *a;
	th_map index; /* "team/platform" → size_t* */
	TH_LIST(unsigned) used;
} tally;

static size_t next_number(tally *t)
{
	*TH_ADD(t->a, &t->used) = 0;
	return t->used.n - 1;
}

static th_str key_of(tally *t, const char *facet, th_str term)
{
	return th_str_fmt(t->a, "%s/%.*s", facet, TH_FMT(term));
}

/* Whom a term has stands in its posting, by place: the newest story has the highest. */
static void load_facet(
    edition_writer *w, tally *t, voice *voices, size_t n, const char *facet, int group)
{
	sqlite3_stmt *st =
	    writer_ask(w, "SELECT term, docs FROM posting WHERE kind = 'story' AND facet = ?1");
	writer_bind(st, 1, th_strz(facet));
	while (writer_row(w, st)) {
		size_t *number = TH_NEW(t->a, size_t);
		*number = next_number(t);
		th_map_put(&t->index, key_of(t, facet, writer_peek(st, 0)), number);
		const unsigned char *p = sqlite3_column_blob(st, 1);
		for (int i = 0; i + 4 <= sqlite3_column_bytes(st, 1); i += 4) {
			size_t pos = (size_t)p[i] | (size_t)p[i + 1] << 8 | (size_t)p[i + 2] << 16 |
				     (size_t)p[i + 3] << 24;
			if (pos >= n)
				continue;
			voice *v = &voices[n - 1 - pos];
			if (group < 0) {
				*TH_ADD(t->a, &v->authors) = *number;
				continue;
			}
			v->several[group] = v->group[group] != 0;
			v->group[group] = *number;
		}
	}
}

/* Stories of several teams, places or levels are few. */
static void settle(edition_writer *w, tally *t, const th_map *by_doc, const char *facet, int group)
{
	sqlite3_stmt *st = writer_ask(
	    w, "SELECT doc, term, ord FROM doc_term WHERE facet = ?1 AND kind = 'story'");
	writer_bind(st, 1, th_strz(facet));
	while (writer_row(w, st)) {
		voice *v = th_map_get(by_doc, writer_peek(st, 0));
		int64_t ord = sqlite3_column_int64(st, 2);
		if (v == NULL || !v->several[group] || ord > v->ord[group])
			continue;
		const size_t *number = th_map_get(&t->index, key_of(t, facet, writer_peek(st, 1)));
		v->group[group] = number != NULL ? *number : 0;
		v->ord[group] = ord;
	}
}

static void settle_all(edition_writer *w, tally *t, voice *voices, size_t n)
{
	for (int k = 0; k < GROUPS; k++) {
		th_map by_doc;
		th_map_init(&by_doc, t->a);
		for (size_t i = 0; i < n; i++) {
			voices[i].ord[k] = INT64_MAX;
			if (voices[i].several[k])
				th_map_put(&by_doc, voices[i].doc, &voices[i]);
		}
		if (by_doc.n > 0)
			settle(w, t, &by_doc, facets[k + 1], k);
	}
}

static unsigned author_used(const tally *t, const voice *v)
{
	unsigned most = 0;
	for (size_t i = 0; i < v->authors.n; i++)
		if (t->used.v[v->authors.v[i]] > most)
			most = t->used.v[v->authors.v[i]];
	return most;
}

/* True when `a` comes before `b`, which stands earlier in the list (newer, or by id). */
static bool before(const tally *t, const voice *a, const voice *b)
{
	if (a->old != b->old)
		return !a->old;
	unsigned x = author_used(t, a), y = author_used(t, b);
	for (size_t i = 0; x == y && i < TH_COUNT(a->group); i++) {
		x = t->used.v[a->group[i]];
		y = t->used.v[b->group[i]];
	}
	return x < y;
}

static void choose(edition_writer *w, tally *t, voice *voices, size_t n)
{
	for (size_t pos = 0; pos < PLACES && pos < n; pos++) {
		voice *best = NULL;
		for (size_t i = 0; i < n; i++)
			if (!voices[i].taken && (best == NULL || before(t, &voices[i], best)))
				best = &voices[i];
		best->taken = true;
		for (size_t i = 0; i < best->authors.n; i++)
			t->used.v[best->authors.v[i]]++;
		for (size_t i = 0; i < TH_COUNT(best->group); i++)
			t->used.v[best->group[i]] += best->group[i] != 0;
		sqlite3_stmt *st = writer_ask(w, "INSERT INTO balance VALUES(?1, ?2)");
		writer_bind_int(st, 1, (int64_t)pos);
		writer_bind(st, 2, best->doc);
		writer_run(w, st);
	}
}

void writer_balance(edition_writer *w)
{
	tally t = {.a = th_arena_new()};
	TH_LIST(voice) voices = {0};
	for (size_t i = 0; i < w->stories.n; i++) {
		voice *v = TH_ADD(t.a, &voices);
		v->doc = w->stories.v[i].doc;
		v->published = w->stories.v[i].published;
		v->old = voices.v[0].published - v->published > (th_time)RECENT_DAYS * 86400;
	}
	th_map_init(&t.index, t.a);
	next_number(&t);
	for (int i = -1; i < GROUPS; i++)
		load_facet(w, &t, voices.v, voices.n, facets[i + 1], i);
	settle_all(w, &t, voices.v, voices.n);
	choose(w, &t, voices.v, voices.n);
	th_arena_free(t.a);
}
