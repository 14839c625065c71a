/* query_set.c -- the members of a selection as bits: counting, and stepping up and down.
 * cgi/edition/sets.c makes the sets of single terms. Called by the other query files. */
#include "query.h"
#include "teamhub/search.h"

static th_set set_new(th_arena *a, size_t n)
{
	return (th_set){th_alloc_array(a, n / 64 + 1, sizeof(uint64_t)), n / 64 + 1};
}

static void set_add(th_set *s, posting p)
{
	for (size_t i = 0; i < p.n; i++) {
		uint32_t pos = posting_at(p, i);
		if (pos / 64 < s->words)
			s->w[pos / 64] |= UINT64_C(1) << pos % 64;
	}
}

static void set_and(th_set *s, const th_set *other)
{
	for (size_t i = 0; i < s->words; i++)
		s->w[i] &= i < other->words ? other->w[i] : 0;
}

th_set set_select(query *q, rank_kind k, const selection *s, th_str but)
{
	rank_set *r = set_rank(q, k);
	th_set out = set_new(q->a, r->n);
	memcpy(out.w, r->visible, out.words * sizeof(uint64_t));
	if (s == NULL)
		return out;
	for (size_t i = 0; i < s->terms.n;) {
		th_str facet = s->terms.v[i].facet;
		th_set any = set_new(q->a, r->n);
		const facet_list *l = set_facet(q, k, facet);
		for (; i < s->terms.n && th_str_eq(s->terms.v[i].facet, facet); i++) {
			const facet_entry *x = facet_find(l, s->terms.v[i].term);
			if (x != NULL)
				set_add(&any, x->docs);
		}
		if (!th_str_eq(facet, but))
			set_and(&out, &any);
	}
	if (s->text.n > 0)
		set_and(&out, search_set(q, k, s->text));
	if (s->feed) {
		const facet_entry *x = facet_find(set_facet(q, k, TH_S("")), TH_S("feed"));
		th_set any = set_new(q->a, r->n);
		if (x != NULL)
			set_add(&any, x->docs);
		set_and(&out, &any);
	}
	return out;
}

size_t set_count(const th_set *s)
{
	size_t n = 0;
	for (size_t i = 0; i < s->words; i++)
		n += (size_t)__builtin_popcountll(s->w[i]);
	return n;
}

bool set_has(const th_set *s, int64_t pos)
{
	return pos >= 0 && (uint64_t)pos / 64 < s->words && (s->w[pos / 64] >> pos % 64 & 1) != 0;
}

static unsigned bits_in(uint64_t w)
{
	w -= w >> 1 & UINT64_C(0x5555555555555555);
	w = (w & UINT64_C(0x3333333333333333)) + (w >> 2 & UINT64_C(0x3333333333333333));
	w = (w + (w >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
	return (unsigned)(w * UINT64_C(0x0101010101010101) >> 56);
}

size_t set_count_entry(const th_set *s, const facet_entry *x)
{
	size_t n = 0;
	for (size_t i = 0; x->bits != NULL && i < s->words && i < x->words; i++)
		n += bits_in(s->w[i] & x->bits[i]);
	for (size_t i = 0; x->bits == NULL && i < x->docs.n; i++)
		n += set_has(s, posting_at(x->docs, i));
	return n;
}

int64_t set_below(const th_set *s, int64_t pos)
{
	if (pos > (int64_t)(s->words * 64))
		pos = (int64_t)(s->words * 64);
	while (pos > 0) {
		pos--;
		uint64_t w = s->w[pos / 64] << (63 - pos % 64);
		if (w != 0)
			return pos - __builtin_clzll(w);
		pos -= pos % 64;
	}
	return -1;
}

int64_t set_above(const th_set *s, int64_t pos)
{
	for (pos++; (uint64_t)pos / 64 < s->words; pos += 64 - pos % 64) {
		uint64_t w = s->w[pos / 64] >> pos % 64;
		if (w != 0)
			return pos + __builtin_ctzll(w);
	}
	return -1;
}
