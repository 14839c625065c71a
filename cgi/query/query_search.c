/* query_search.c -- search results as a page shows them: people, stories with excerpts, other
 * documents; and a "did you mean" when there are none. Called by the handlers. */
#include "query.h"
#include "teamhub/searching.h"

#include <stdlib.h>

enum { PEOPLE_SHOWN = 6, OTHERS_SHOWN = 5, LOOKED_AT = 60 };

/* ---- the best first ---- */

typedef struct ranked { /* of one kind, by score, then by its position in the kind's order */
	uint32_t score, num, place;
} ranked;
typedef TH_LIST(ranked) ranked_list;

static bool is_before(const ranked *a, const ranked *b)
{
	return a->score != b->score ? a->score > b->score : a->place > b->place;
}

static int by_rank(const void *x, const void *y)
{
	return is_before(x, y) ? -1 : is_before(y, x);
}

/* Keeps the first `limit`: a heap with the worst kept one on top. */
static void sink(ranked *heap, size_t n, size_t i)
{
	for (;;) {
		size_t worst = i;
		for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < n; child++)
			if (is_before(&heap[worst], &heap[child]))
				worst = child;
		if (worst == i)
			return;
		ranked x = heap[i];
		heap[i] = heap[worst];
		heap[worst] = x;
		i = worst;
	}
}

static void keep(query *q, ranked_list *list, size_t limit, ranked x)
{
	if (list->n < limit) {
		*TH_ADD(q->a, list) = x;
		if (list->n == limit)
			for (size_t i = limit / 2 + 1; i-- > 0;)
				sink(list->v, limit, i);
	} else if (limit > 0 && is_before(&x, &list->v[0])) {
		list->v[0] = x;
		sink(list->v, limit, 0);
	}
}

static ranked_list best(query *q, rank_kind k, const th_set *set, size_t limit)
{
	searching *s = search_of(q);
	ranked_list list = {0};
	for (size_t i = set->words; i-- > 0;) /* among equals, the first one stays */
		for (uint64_t w = set->w[i]; w != 0;) {
			unsigned bit = 63 - (unsigned)__builtin_clzll(w);
			uint32_t pos = (uint32_t)(i * 64 + bit);
			w &= ~(UINT64_C(1) << bit);
			uint32_t num = pos < s->ranked[k] ? s->nums[k][pos] : SEARCH_NOWHERE;
			if (num == SEARCH_NOWHERE ||
			    (list.n == limit && (limit == 0 || s->score[num] <= list.v[0].score)))
				continue;
			keep(q, &list, limit, (ranked){s->score[num], num, pos});
		}
	if (list.n > 0)
		qsort(list.v, list.n, sizeof *list.v, by_rank);
	return list;
}

/* ---- hits ---- */

/* Where an excerpt should begin: at the word that is followed by most of the other words. */
static bool best_offset(const searching *s, const search_found *f, uint32_t num, size_t *out)
{
	enum { NEAR = 6 };
	int most = -1;
	for (size_t i = 0; i < f->question.n; i++) {
		int with = 0;
		int at = s->offset[i][num];
		if (at == UINT16_MAX)
			continue;
		for (size_t k = 0; k < f->question.n; k++) {
			int other = s->offset[k][num];
			with += other != UINT16_MAX && other >= at && other <= at + NEAR;
		}
		if (with > most) {
			most = with;
			*out = (size_t)at * SEARCH_OFFSET_UNIT;
		}
	}
	return most >= 0;
}

static th_str excerpt_of(
    query *q, const search_found *f, uint32_t num, th_str doc, th_str lang, th_str summary)
{
	size_t offset;
	if (best_offset(search_of(q), f, num, &offset)) {
		th_str out = TH_NONE, html;
		sqlite3_stmt *st =
		    ASK(q->e, "SELECT html FROM body WHERE doc = ?1 AND lang = ?2", doc, lang);
		if (ASK_ROW(q->e, NULL, st, &html))
			out = search_excerpt(q, f, lang, html, offset);
		ask_done(st);
		if (out.n > 0)
			return out;
	}
	return search_mark(q, f, lang, summary);
}

static bool story_hit(query *q, const search_found *f, const ranked *r, view_hit *hit)
{
	view_card card = {0};
	if (!query_card_at(q, r->place, &card))
		return false;
	th_str doc = th_str_cat(q->a, TH_S("story/"), card.id);
	*hit = (view_hit){.kind = TH_S("story"),
	    .href = card.href,
	    .lang = card.lang,
	    .other_lang = card.other_lang,
	    .date = card.date,
	    .people = card.byline,
	    .picture = card.picture,
	    .minutes = card.minutes,
	    .draft = card.draft,
	    .title = search_mark(q, f, card.lang, card.title),
	    .excerpt = excerpt_of(q, f, r->num, doc, card.lang, card.summary)};
	return true;
}

static th_str label_of(query *q, th_str kind, th_str doc)
{
	th_str facet = TH_NONE, rest = doc;
	if (th_str_eqz(kind, "term")) {
		th_str_split(&rest, '/', &facet);
		th_str_split(&rest, '/', &facet);
	}
	for (size_t i = 0; i < q->e->facet_count; i++)
		if (facet.n == 0 && th_str_eq(q->e->facets[i].kind, kind))
			facet = q->e->facets[i].name;
	return facet.n > 0 ? edition_facet_label(q->e, facet, q->ui, false) : TH_NONE;
}

static bool other_hit(query *q, const search_found *f, const ranked *r, view_hit *hit)
{
	view_item item = {0};
	th_str doc = search_doc(q, r->num);
	if (!query_item_of(q, doc, &item))
		return false;
	th_str kind =
	    th_strz(th_kind_name[kind_at(TH_IN_SEARCH, search_kind(search_of(q), r->num) + 1)]);
	*hit = (view_hit){.kind = kind,
	    .kind_label = label_of(q, kind, doc),
	    .href = item.href,
	    .lang = q->ui,
	    .date = item.start ? item.start : item.date,
	    .people = item.people,
	    .picture = item.picture,
	    .title = search_mark(q, f, q->ui, item.title),
	    .excerpt = excerpt_of(q, f, r->num, doc, q->ui, item.summary)};
	return !(item.past && th_str_eqz(kind, "job"));
}

static void fill_others(query *q, const search_found *f, view_search *out)
{
	searching *s = search_of(q);
	ranked_list list = {0};
	for (size_t i = 0; i < f->others.n; i++) {
		uint32_t num = f->others.v[i];
		/* Equal scores: by kind in the order of kinds.def, then in the kind's own order. */
		uint32_t place = (TH_KIND_COUNT - search_kind(s, num)) << 28 | search_pos(s, num);
		/* People and terms, by which stories are sorted, come before documents that merely
		 * contain the word. */
		uint32_t score = s->score[num];
		if ((s->sorters >> search_kind(s, num) & 1) != 0)
			score *= 2;
		keep(q, &list, LOOKED_AT, (ranked){score, num, place});
	}
	if (list.n > 0)
		qsort(list.v, list.n, sizeof *list.v, by_rank);
	for (size_t i = 0; i < list.n; i++) {
		view_hit hit = {0};
		if (out->jobs.n >= OTHERS_SHOWN && out->others.n >= OTHERS_SHOWN)
			break;
		if (!other_hit(q, f, &list.v[i], &hit))
			continue;
		view_hits *hits = th_str_eqz(hit.kind, "job") ? &out->jobs : &out->others;
		if (hits->n < OTHERS_SHOWN)
			*TH_ADD(q->a, hits) = hit;
	}
}

static void fill_people(query *q, const selection *s, view_people *out)
{
	th_set set = set_select(q, RANK_PERSON, s, TH_NONE);
	ranked_list list = best(q, RANK_PERSON, &set, PEOPLE_SHOWN);
	for (size_t i = 0; i < list.n; i++) {
		const view_person *p = kept_person(q, search_doc(q, list.v[i].num));
		if (p != NULL)
			*TH_ADD(q->a, out) = *p;
	}
}

void query_search(query *q, const selection *s, int64_t offset, int64_t limit, view_search *out)
{
	if (s->text.n == 0)
		return;
	th_set set = set_select(q, RANK_STORY, s, TH_NONE);
	const search_found *f = search_find(q, s->text);
	out->total = (int64_t)set_count(&set);
	out->common = f->question.common;
	ranked_list list = best(q, RANK_STORY, &set, (size_t)(offset + limit));
	for (size_t i = (size_t)offset; i < list.n; i++) {
		view_hit hit = {0};
		if (story_hit(q, f, &list.v[i], &hit))
			*TH_ADD(q->a, &out->stories) = hit;
	}
	if (offset > 0)
		return;
	fill_people(q, s, &out->people);
	if (s->terms.n == 0)
		fill_others(q, f, out);
}

/* ---- what was meant ---- */

static bool is_answered(query *q, th_str text)
{
	selection s = {.text = text};
	view_search v = {0};
	query_search(q, &s, 0, 0, &v);
	return v.total > 0 || v.people.n > 0 || v.jobs.n > 0 || v.others.n > 0;
}

static th_str replaced(query *q, th_str text, const question_word *w, th_str by)
{
	th_buf b = {0};
	th_buf_add(&b, th_str_sub(text, 0, w->from));
	char first = w->from < text.n ? text.p[w->from] : 0;
	if (first >= 'A' && first <= 'Z' && by.n > 0 && by.p[0] >= 'a' && by.p[0] <= 'z') {
		th_buf_addc(&b, (char)(by.p[0] - 'a' + 'A'));
		by = th_str_sub(by, 1, by.n);
	}
	th_buf_add(&b, by);
	th_buf_add(&b, th_str_sub(text, w->to, text.n));
	th_str out = th_str_dup(q->a, th_buf_str(&b));
	th_buf_free(&b);
	return out;
}

th_str query_meant(query *q, const selection *s)
{
	enum { TRIED = 4 };
	question own = {0};
	th_str text = s->text;
	bool changed = false;
	if (text.n == 0)
		return TH_NONE;
	search_read(&own, text, q->a);
	const search_found *f = search_find(q, text);
	for (size_t i = 0; i < own.n && i < f->question.n; i++)
		own.words[i].known = f->question.words[i].known;
	for (size_t i = own.n; i-- > 0;) { /* from the end, so that earlier positions stay valid */
		th_strs near = {0};
		if (own.words[i].known)
			continue;
		search_nearest(q, own.words[i].low, own.words[i].fold, TRIED, &near);
		bool found = false;
		for (size_t k = 0; k < near.n && !found; k++) {
			found = is_answered(q, near.v[k]);
			if (found)
				text = replaced(q, text, &own.words[i], near.v[k]);
		}
		if (!found)
			return TH_NONE;
		changed = true;
	}
	return changed && text.n <= SELECTION_TEXT_MAX && is_answered(q, text) ? text : TH_NONE;
}
