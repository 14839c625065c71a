/* sets.c -- sets of documents: what is visible now, and what has a term.
 *
 * Every story and person has a position in the order of its kind (pos; the first one in lists has
 * the highest), and a set holds one bit per position. Publish stored the positions of each term's
 * documents (table posting), so the counts of hundreds of filters over ten thousand stories take a
 * few thousand steps, and any page of any selection costs the same. Called by query and search.
 * What was loaded is kept with the edition. */
#include "teamhub/ask.h"

#include <stdlib.h>

static uint32_t u32_of(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static int64_t i64_of(const unsigned char *p)
{
	return (int64_t)((uint64_t)u32_of(p) | (uint64_t)u32_of(p + 4) << 32);
}

uint32_t posting_at(posting p, size_t i)
{
	return u32_of(p.p + 4 * i);
}

size_t posting_find(posting p, uint32_t pos)
{
	size_t lo = 0, hi = p.n;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		if (posting_at(p, mid) < pos)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static void load_rank(edition *e, rank_kind k, rank_set *r)
{
	r->loaded = true;
	th_map_init(&r->facets, e->a);
	th_str spans = TH_NONE, order = TH_NONE;
	ASK_ONE(e, e->a,
	    ASK(e, "SELECT spans, feed_order FROM rank WHERE kind = ?1", rank_kind_name[k]), &spans,
	    &order);
	r->n = spans.n / 24;
	r->spans = (const unsigned char *)spans.p;
	r->feed_order = (posting){(const unsigned char *)order.p, order.n / 4};
	r->visible = th_alloc_array(e->a, r->n / 64 + 1, sizeof(uint64_t));
	r->since = r->until = 0; /* nothing is in [0, 0), so it is loaded anew */
}

static void see_rank(rank_set *r, th_time now)
{
	th_time since = INT64_MIN, until = INT64_MAX;
	memset(r->visible, 0, (r->n / 64 + 1) * sizeof(uint64_t));
	for (size_t i = 0; i < r->n; i++) {
		th_time from = i64_of(r->spans + 24 * i), to = i64_of(r->spans + 24 * i + 8);
		if (from <= now && now < to)
			r->visible[i / 64] |= UINT64_C(1) << i % 64;
		if (from <= now && from > since)
			since = from;
		if (to <= now && to > since)
			since = to;
		if (from > now && from < until)
			until = from;
		if (to > now && to < until)
			until = to;
	}
	r->since = since;
	r->until = until;
}

rank_set *set_rank(query *q, rank_kind k)
{
	rank_set *r = &q->e->ranks[k];
	if (!r->loaded)
		load_rank(q->e, k, r);
	if (q->now < r->since || q->now >= r->until)
		see_rank(r, q->now);
	return r;
}

th_time set_modified_at(const rank_set *r, size_t pos, th_time now)
{
	th_time from = i64_of(r->spans + 24 * pos), modified = i64_of(r->spans + 24 * pos + 16);
	return from > modified && from <= now ? from : modified;
}

/* For a term with more members than a set has words, it is quicker to count words. */
static void add_bits(edition *e, rank_kind k, facet_entry *x)
{
	size_t words = e->ranks[k].n / 64 + 1;
	if (x->docs.n <= words)
		return;
	x->words = words;
	x->bits = th_alloc_array(e->a, words, sizeof *x->bits);
	for (size_t i = 0; i < x->docs.n; i++) {
		uint32_t pos = posting_at(x->docs, i);
		if (pos / 64 < words)
			x->bits[pos / 64] |= UINT64_C(1) << pos % 64;
	}
}

static const facet_list *load_facet(edition *e, rank_kind k, th_str facet)
{
	TH_LIST(facet_entry) list = {0};
	th_str slug, doc, docs;
	sqlite3_stmt *st = ASK(e,
	    "SELECT t.slug, t.doc, p.docs FROM term t LEFT JOIN posting p"
	    " ON p.kind = ?1 AND p.facet = t.facet AND p.term = t.slug"
	    " WHERE t.facet = ?2 ORDER BY t.slug",
	    rank_kind_name[k], facet);
	while (ASK_ROW(e, e->a, st, &slug, &doc, &docs)) {
		facet_entry *x = TH_ADD(e->a, &list);
		x->slug = slug;
		x->doc = doc;
		x->docs = (posting){(const unsigned char *)docs.p, docs.n / 4};
		add_bits(e, k, x);
	}
	facet_list *l = TH_NEW(e->a, facet_list);
	l->v = list.v;
	l->n = list.n;
	l->in_order = th_alloc_array(e->a, l->n, sizeof *l->in_order);
	/* Terms are sorted like their documents, languages by their code. */
	st = ASK(e,
	    "SELECT t.slug FROM term t LEFT JOIN doc d ON d.id = t.doc"
	    " WHERE t.facet = ?1 ORDER BY d.kind, d.pos DESC, t.slug",
	    facet);
	size_t place = 0;
	while (ASK_ROW(e, NULL, st, &slug)) {
		const facet_entry *x = facet_find(l, slug);
		if (x == NULL || place == l->n)
			continue;
		size_t i = (size_t)(x - l->v);
		l->v[i].place = place;
		l->in_order[place++] = i;
	}
	return l;
}

const facet_list *set_facet(query *q, rank_kind k, th_str facet)
{
	edition *e = q->e;
	rank_set *r = set_rank(q, k);
	const facet_list *l = th_map_get(&r->facets, facet);
	if (l != NULL)
		return l;
	bool known = th_str_eqz(facet, "lang") || th_str_eqz(facet, "author") || facet.n == 0;
	for (size_t i = 0; i < e->facet_count && !known; i++)
		known = th_str_eq(e->facets[i].name, facet);
	l = known ? load_facet(e, k, facet) : TH_NEW(q->a, facet_list);
	if (known) /* so a visitor cannot fill the map with invented names */
		th_map_put(&r->facets, th_str_dup(e->a, facet), (void *)l);
	return l;
}

const facet_entry *facet_find(const facet_list *l, th_str slug)
{
	size_t lo = 0, hi = l->n;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		const facet_entry *x = &l->v[mid];
		size_t n = x->slug.n < slug.n ? x->slug.n : slug.n;
		int c = n ? memcmp(x->slug.p, slug.p, n) : 0;
		if (c == 0 && x->slug.n == slug.n)
			return x;
		if (c < 0 || (c == 0 && x->slug.n < slug.n))
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

enum { KEPT_MAX = 30000 };

bool kept_room(edition *e)
{
	return e->kept_count < KEPT_MAX;
}

void kept_count_one(edition *e)
{
	e->kept_count++;
}
