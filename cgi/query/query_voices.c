/* query_voices.c -- balance: whose story is on the start page, and the order of voices on the
 * people page. Called by query_start.c and the handlers. README.md has the formula.
 *
 * Each author is represented by the newest of their visible stories. These voices are ordered: the
 * next one is always the smallest by (older than two years, an author of it is already included,
 * how often its team has been chosen, its place, its level, how many are newer). The first ones are
 * on the page every day; the others take daily turns, and everybody has been shown after as many
 * days as there are turns. Nobody has two places on a page as long as six people write.
 *
 * The result depends only on the edition and the day. The order is cached until what is visible
 * changes. */
#include "query.h"

#include <stdlib.h>

enum {
	PLACES = 13, /* the lead and twelve cards */
	ALWAYS = 6,  /* places for the first in the order; the others share the rest */
	RECENT_DAYS = 730,
	WEIGHED = 400, /* that many are ordered by the rule; the rest by age */
	GROUPS = 3,
	DAY = 86400
};

typedef struct voice {
	uint32_t pos;              /* of the story */
	TH_LIST(uint32_t) authors; /* indexes in the facet's list */
	uint32_t group[GROUPS];    /* its team, place, level: 1 + index in the facet's list; 0:
				    * none */
	bool old, chosen;
	size_t turn; /* from 1; 0: no turn of its own */
} voice;

typedef TH_LIST(size_t) group_of_day; /* indexes in the order */

struct voices {
	th_time since, until; /* while this can be seen */
	voice *v;             /* in order */
	size_t n;
	size_t authors; /* with a visible story */
	size_t turns;
	uint64_t *written; /* bits: stories with an author */
};

/* ---- each author's story ---- */

static th_time published_at(query *q, size_t pos)
{
	th_time at = TH_NEVER;
	sqlite3_stmt *st =
	    ASK(q->e, "SELECT published FROM doc WHERE kind = 'story' AND pos = ?1", pos);
	ASK_ONE(q->e, NULL, st, &at);
	return at;
}

/* The lowest position of a story no more than two years older than the newest one. */
static size_t first_recent(query *q, const th_set *seen)
{
	int64_t newest = set_below(seen, INT64_MAX);
	th_time at = newest >= 0 ? published_at(q, (size_t)newest) : TH_NEVER;
	size_t lo = 0, hi = newest >= 0 ? (size_t)newest : 0;
	while (at != TH_NEVER && lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (published_at(q, mid) < at - (th_time)RECENT_DAYS * DAY)
			lo = mid + 1;
		else
			hi = mid;
	}
	return at != TH_NEVER ? lo : 0;
}

static int64_t newest_of(const facet_entry *x, const th_set *seen)
{
	for (size_t i = x->docs.n; i-- > 0;)
		if (set_has(seen, posting_at(x->docs, i)))
			return posting_at(x->docs, i);
	return -1;
}

static int by_age(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
	return (a < b) - (a > b);
}

/* The newest story of each author, each story once, newest first; at[pos]: 1 + its index, or 0. */
static void find_voices(
    query *q, voices *all, const th_set *seen, const facet_list *authors, uint32_t *at)
{
	TH_LIST(uint32_t) stories = {0};
	for (size_t i = 0; i < authors->n; i++) {
		int64_t pos = newest_of(&authors->v[i], seen);
		all->authors += pos >= 0;
		if (pos < 0 || at[pos] != 0)
			continue;
		*TH_ADD(q->a, &stories) = (uint32_t)pos;
		at[pos] = 1;
	}
	if (stories.n > 1)
		qsort(stories.v, stories.n, sizeof *stories.v, by_age);
	size_t recent = first_recent(q, seen);
	all->v = th_alloc_array(q->e->a, stories.n, sizeof *all->v);
	for (size_t i = 0; i < stories.n; i++) {
		all->v[i] = (voice){.pos = stories.v[i], .old = stories.v[i] < recent};
		at[stories.v[i]] = (uint32_t)i + 1;
	}
	all->n = stories.n;
}

static void find_authors(query *q, voices *all, const facet_list *authors, const uint32_t *at)
{
	size_t n = q->e->ranks[RANK_STORY].n;
	all->written = th_alloc_array(q->e->a, n / 64 + 1, sizeof *all->written);
	for (size_t i = 0; i < authors->n; i++)
		for (size_t k = 0; k < authors->v[i].docs.n; k++) {
			uint32_t pos = posting_at(authors->v[i].docs, k);
			if (pos >= n)
				continue;
			all->written[pos / 64] |= UINT64_C(1) << pos % 64;
			if (at[pos] != 0)
				*TH_ADD(q->e->a, &all->v[at[pos] - 1].authors) = (uint32_t)i;
		}
}

static void find_groups(query *q, voices *all, const uint32_t *at, unsigned **used)
{
	static const char *const facets[GROUPS] = {"team", "place", "level"};
	size_t n = q->e->ranks[RANK_STORY].n;
	for (size_t g = 0; g < GROUPS; g++) {
		const facet_list *l = set_facet(q, RANK_STORY, th_strz(facets[g]));
		used[g] = th_alloc_array(q->a, l->n + 1, sizeof **used);
		for (size_t i = 0; i < l->n; i++)
			for (size_t k = 0; k < l->v[i].docs.n; k++) {
				uint32_t pos = posting_at(l->v[i].docs, k);
				if (pos < n && at[pos] != 0 && all->v[at[pos] - 1].group[g] == 0)
					all->v[at[pos] - 1].group[g] = (uint32_t)i + 1;
			}
	}
}

/* ---- the order ---- */

/* How many of its authors are included already. */
static size_t heard_of(const voice *v, const unsigned *heard)
{
	size_t n = 0;
	for (size_t i = 0; i < v->authors.n; i++)
		n += heard[v->authors.v[i]] != 0;
	return n;
}

/* Does `a` come before the newer `b`? */
static bool before(const voice *a, const voice *b, unsigned *const *used, const unsigned *heard)
{
	if (a->old != b->old)
		return b->old;
	bool x = heard_of(a, heard) > 0, y = heard_of(b, heard) > 0;
	if (x != y)
		return y;
	for (size_t g = 0; g < GROUPS; g++)
		if (used[g][a->group[g]] != used[g][b->group[g]])
			return used[g][a->group[g]] < used[g][b->group[g]];
	return false;
}

static voice *choose(const voices *all, size_t chosen, unsigned *const *used, const unsigned *heard)
{
	voice *best = NULL;
	for (size_t i = 0; i < all->n; i++) {
		voice *v = &all->v[i];
		if (v->chosen || heard_of(v, heard) == v->authors.n)
			continue;
		if (best == NULL || before(v, best, used, heard))
			best = v;
		if (chosen >= WEIGHED)
			break;
	}
	return best;
}

static void put_in_order(query *q, voices *all, unsigned *const *used, size_t authors)
{
	unsigned *heard = th_alloc_array(q->a, authors, sizeof *heard);
	voice *order = th_alloc_array(q->e->a, all->n, sizeof *order), *v;
	size_t n = 0;
	while ((v = choose(all, n, used, heard)) != NULL) {
		v->chosen = true;
		order[n++] = *v;
		for (size_t i = 0; i < v->authors.n; i++)
			heard[v->authors.v[i]]++;
		for (size_t g = 0; g < GROUPS; g++)
			used[g][v->group[g]] += v->group[g] != 0;
	}
	all->v = order;
	all->n = n;
}

/* ---- turns ---- */

static bool share_author(const voice *a, const voice *b)
{
	for (size_t i = 0; i < a->authors.n; i++)
		for (size_t k = 0; k < b->authors.n; k++)
			if (a->authors.v[i] == b->authors.v[k])
				return true;
	return false;
}

static bool fits(const voices *all, const group_of_day *t, const voice *v)
{
	bool fit = t->n < PLACES - ALWAYS;
	for (size_t i = 0; i < t->n && fit; i++)
		fit = !share_author(&all->v[t->v[i]], v);
	return fit;
}

/* Gives turns to the voices that are not there every day, and to stories of several authors, since
 * another story of one of these may take their place. Consecutive voices get consecutive turns, so
 * that each page has voices from all parts of the order; the next turn if an author has a place in
 * that one. */
static void give_turns(query *q, voices *all)
{
	TH_LIST(group_of_day) turns = {0};
	size_t waiting = 0, k = 0;
	for (size_t i = 0; i < all->n; i++)
		waiting += !all->v[i].old && (i >= ALWAYS || all->v[i].authors.n > 1);
	for (size_t i = 0; i < waiting; i += PLACES - ALWAYS)
		*TH_ADD(q->a, &turns) = (group_of_day){0};
	for (size_t i = 0; i < all->n; i++) {
		voice *v = &all->v[i];
		if (v->old || (i < ALWAYS && v->authors.n < 2))
			continue;
		size_t j = 0, at = k++ % turns.n;
		while (j < turns.n && !fits(all, &turns.v[at], v)) {
			at = (at + 1) % turns.n;
			j++;
		}
		if (j == turns.n) {
			at = turns.n;
			*TH_ADD(q->a, &turns) = (group_of_day){0};
		}
		*TH_ADD(q->a, &turns.v[at]) = i;
		v->turn = at + 1;
	}
	all->turns = turns.n > 0 ? turns.n : 1;
}

static const voices *voices_now(query *q)
{
	rank_set *r = set_rank(q, RANK_STORY);
	voices *all = q->e->voices;
	if (all != NULL && all->since <= q->now && q->now < all->until)
		return all;
	const facet_list *authors = set_facet(q, RANK_STORY, TH_S("author"));
	th_set seen = {r->visible, r->n / 64 + 1};
	uint32_t *at = th_alloc_array(q->a, r->n + 1, sizeof *at);
	unsigned *used[GROUPS];
	all = TH_NEW(q->e->a, voices);
	all->since = r->since;
	all->until = r->until;
	find_voices(q, all, &seen, authors, at);
	find_authors(q, all, authors, at);
	find_groups(q, all, at, used);
	put_in_order(q, all, used, authors->n);
	give_turns(q, all);
	q->e->voices = all;
	return all;
}

/* ---- a day ---- */

typedef struct day_page {
	const voices *all;
	const facet_list *authors;
	unsigned *places; /* per author */
	bool *chosen;     /* per voice */
	voice_places list;
} day_page;

static bool is_free(const day_page *p, const voice *v)
{
	for (size_t i = 0; i < v->authors.n; i++)
		if (p->places[v->authors.v[i]] > 0)
			return false;
	return true;
}

static void take(day_page *p, size_t i)
{
	const voice *v = &p->all->v[i];
	p->chosen[i] = true;
	for (size_t k = 0; k < v->authors.n; k++)
		p->places[v->authors.v[k]]++;
}

static size_t turn_of(const voices *all, th_time now)
{
	th_time day = (now - ((now % DAY) + DAY) % DAY) / DAY, n = (th_time)all->turns;
	return (size_t)(((day % n) + n) % n) + 1;
}

/* First those whose turn it is, then from the top of the order while there is room. */
static void take_voices(query *q, day_page *p)
{
	const voices *all = p->all;
	size_t n = 0, turn = turn_of(all, q->now);
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].turn == turn) {
			take(p, i);
			n++;
		}
	for (size_t i = 0; i < all->n && n < PLACES; i++)
		if (!p->chosen[i] && is_free(p, &all->v[i])) {
			take(p, i);
			n++;
		}
	for (size_t i = 0; i < all->n; i++)
		if (p->chosen[i])
			*TH_ADD(q->a, &p->list) = all->v[i].pos;
}

static bool is_listed(const day_page *p, uint32_t pos)
{
	for (size_t i = 0; i < p->list.n; i++)
		if (p->list.v[i] == pos)
			return true;
	return false;
}

/* With fewer than six authors each has several places, but no more than one of six would have
 * had. */
static void take_more(query *q, day_page *p, const th_set *seen)
{
	unsigned most = p->all->authors ? (unsigned)((ALWAYS - 1) / p->all->authors) + 1 : 1;
	for (int64_t pos = set_below(seen, INT64_MAX); most > 1 && pos >= 0 && p->list.n < PLACES;
	     pos = set_below(seen, pos)) {
		size_t n = 0;
		unsigned have = 0;
		for (size_t i = 0; i < p->authors->n; i++) {
			posting docs = p->authors->v[i].docs;
			size_t k = posting_find(docs, (uint32_t)pos);
			bool is = k < docs.n && posting_at(docs, k) == pos;
			n += is;
			if (is && p->places[i] > have)
				have = p->places[i];
		}
		if (n == 0 || have >= most || is_listed(p, (uint32_t)pos))
			continue;
		*TH_ADD(q->a, &p->list) = (uint32_t)pos;
		for (size_t i = 0; i < p->authors->n; i++) {
			posting docs = p->authors->v[i].docs;
			size_t k = posting_find(docs, (uint32_t)pos);
			p->places[i] += k < docs.n && posting_at(docs, k) == pos;
		}
	}
}

/* Stories without an author fill what is left. */
static void take_unsigned(query *q, day_page *p, const th_set *seen)
{
	th_set written = {p->all->written, seen->words};
	for (int64_t pos = set_below(seen, INT64_MAX); pos >= 0 && p->list.n < PLACES;
	     pos = set_below(seen, pos))
		if (!set_has(&written, pos))
			*TH_ADD(q->a, &p->list) = (uint32_t)pos;
}

void query_voices(query *q, voice_places *out)
{
	const voices *all = voices_now(q);
	rank_set *r = set_rank(q, RANK_STORY);
	th_set seen = {r->visible, r->n / 64 + 1};
	day_page p = {.all = all, .authors = set_facet(q, RANK_STORY, TH_S("author"))};
	p.places = th_alloc_array(q->a, p.authors->n, sizeof *p.places);
	p.chosen = th_alloc_array(q->a, all->n, sizeof *p.chosen);
	take_voices(q, &p);
	take_more(q, &p, &seen);
	take_unsigned(q, &p, &seen);
	*out = p.list;
}

int64_t query_turn(query *q, th_time *since, th_time *until)
{
	const voices *all = voices_now(q);
	*since = *until = TH_NEVER;
	if (all->turns > 1) {
		*since = q->now - ((q->now % DAY) + DAY) % DAY;
		*until = *since + DAY;
	}
	return (int64_t)all->turns;
}

/* ---- people ---- */

typedef struct ranked {
	size_t rank, was;
	view_person person;
} ranked;

static int by_rank(const void *x, const void *y)
{
	const ranked *a = x, *b = y;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return a->was < b->was ? -1 : 1;
}

void query_people_in_turn(query *q, view_people *people)
{
	const voices *all = voices_now(q);
	const facet_list *authors = set_facet(q, RANK_STORY, TH_S("author"));
	day_page p = {.all = all, .authors = authors};
	p.places = th_alloc_array(q->a, authors->n, sizeof *p.places);
	p.chosen = th_alloc_array(q->a, all->n, sizeof *p.chosen);
	take_voices(q, &p);
	size_t *rank = th_alloc_array(q->a, authors->n, sizeof *rank); /* from 1 */
	for (size_t i = 0; i < 2 * all->n; i++) {
		const voice *v = &all->v[i % all->n];
		bool today = p.chosen[i % all->n];
		for (size_t k = 0; k < v->authors.n && today == (i < all->n); k++)
			if (rank[v->authors.v[k]] == 0)
				rank[v->authors.v[k]] = i + 1;
	}
	ranked *list = th_alloc_array(q->a, people->n, sizeof *list);
	for (size_t i = 0; i < people->n; i++) {
		const facet_entry *x = facet_find(authors, people->v[i].id);
		size_t at = x != NULL ? rank[x - authors->v] : 0;
		list[i] = (ranked){at ? at : SIZE_MAX, i, people->v[i]};
	}
	if (people->n > 1)
		qsort(list, people->n, sizeof *list, by_rank);
	for (size_t i = 0; i < people->n; i++)
		people->v[i] = list[i].person;
}
