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

#include <stdio.h>

enum { PLACES = 120, RECENT_DAYS = 730, AUTHORS_MAX = 8 };

typedef struct voice {
	th_str doc;
	th_time published;
	size_t authors[AUTHORS_MAX], author_count;
	size_t group[3]; /* team, place, level */
	bool old, taken;
} voice;

typedef struct tally { /* names → numbers, and how often each was chosen */
	th_arena *a;
	th_map index;
	TH_LIST(unsigned) used;
} tally;

static size_t number_of(tally *t, th_str facet, th_str term)
{
	char key[300];
	int n = snprintf(key, sizeof key, "%.*s/%.*s", TH_FMT(facet), TH_FMT(term));
	th_str name = th_strn(key, n < (int)sizeof key ? (size_t)n : sizeof key - 1);
	size_t *have = th_map_get(&t->index, name);
	if (have != NULL)
		return *have;
	have = TH_NEW(t->a, size_t);
	*have = t->used.n;
	*TH_ADD(t->a, &t->used) = 0;
	th_map_put(&t->index, th_str_dup(t->a, name), have);
	return *have;
}

static void load_groups(edition_writer *w, tally *t, const th_map *by_doc)
{
	static const char *const facets[] = {"team", "place", "level"};
	sqlite3_stmt *st = writer_ask(w,
	    "SELECT doc, facet, term FROM doc_term WHERE kind = 'story'"
	    " AND facet IN ('author', 'team', 'place', 'level') ORDER BY doc, facet, ord");
	while (writer_row(w, st)) {
		voice *v = th_map_get(by_doc, writer_peek(st, 0));
		th_str facet = writer_peek(st, 1);
		if (v == NULL)
			continue;
		size_t number = number_of(t, facet, writer_peek(st, 2));
		if (th_str_eqz(facet, "author") && v->author_count < AUTHORS_MAX)
			v->authors[v->author_count++] = number;
		for (size_t i = 0; i < TH_COUNT(facets); i++)
			if (th_str_eqz(facet, facets[i]) && v->group[i] == 0)
				v->group[i] = number;
	}
}

static unsigned author_used(const tally *t, const voice *v)
{
	unsigned most = 0;
	for (size_t i = 0; i < v->author_count; i++)
		if (t->used.v[v->authors[i]] > most)
			most = t->used.v[v->authors[i]];
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
		for (size_t i = 0; i < best->author_count; i++)
			t->used.v[best->authors[i]]++;
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
	sqlite3_stmt *st = writer_ask(
	    w, "SELECT id, published FROM doc WHERE kind = 'story' ORDER BY published DESC, id");
	while (writer_row(w, st)) {
		voice *v = TH_ADD(t.a, &voices);
		v->doc = writer_column(t.a, st, 0);
		v->published = sqlite3_column_int64(st, 1);
		v->old = voices.v[0].published - v->published > (th_time)RECENT_DAYS * 86400;
	}
	th_map by_doc;
	th_map_init(&by_doc, t.a);
	th_map_init(&t.index, t.a);
	number_of(&t, TH_S("none"), TH_S("")); /* 0: in no team, place or level */
	for (size_t i = 0; i < voices.n; i++)
		th_map_put(&by_doc, voices.v[i].doc, &voices.v[i]);
	load_groups(w, &t, &by_doc);
	choose(w, &t, voices.v, voices.n);
	th_arena_free(t.a);
}
