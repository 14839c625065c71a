/* query_story.c -- the page of one story: its text, translations, other stories of its team,
 * related ones, open positions of its team and place, and its neighbours in time. Called by the web
 * room.
 *
 * Stories are related by shared terms: another common team counts 4, the same topic or programme 3,
 * the same place 2, any other facet 1, the same language 2. Stories by the same author come last;
 * the story's own translations never appear. For each term, only the few stories nearest in time
 * are considered. */
#include "query.h"
#include "query_rows.h"

enum { MORE = 3, NEAR_EACH_SIDE = 3, CANDIDATES = 96, JOBS = 3 };

typedef struct candidate {
	int64_t pos;
	int weight;
} candidate;

typedef struct near {
	candidate v[CANDIDATES];
	size_t n;
} near;

static int weight_of(th_str facet)
{
	if (th_str_eqz(facet, "team"))
		return 4;
	if (th_str_eqz(facet, "topic") || th_str_eqz(facet, "programme"))
		return 3;
	return th_str_eqz(facet, "place") ? 2 : 1;
}

static void near_add(near *x, int64_t pos, int weight)
{
	for (size_t i = 0; i < x->n; i++)
		if (x->v[i].pos == pos) {
			x->v[i].weight += weight;
			return;
		}
	if (x->n < CANDIDATES)
		x->v[x->n++] = (candidate){pos, weight};
}

/* The visible stories of a term nearest to `pos` on both sides. */
static void near_term(near *x, posting p, const th_set *visible, int64_t pos, int weight)
{
	size_t at = posting_find(p, (uint32_t)pos);
	int taken = 0;
	for (size_t i = at; i-- > 0 && taken < NEAR_EACH_SIDE;)
		if (set_has(visible, posting_at(p, i))) {
			near_add(x, posting_at(p, i), weight);
			taken++;
		}
	taken = 0;
	for (size_t i = at; i < p.n && taken < NEAR_EACH_SIDE; i++)
		if (posting_at(p, i) != pos && set_has(visible, posting_at(p, i))) {
			near_add(x, posting_at(p, i), weight);
			taken++;
		}
}

static bool posting_has(posting p, int64_t pos)
{
	size_t i = posting_find(p, (uint32_t)pos);
	return i < p.n && posting_at(p, i) == pos;
}

static posting posting_of(query *q, th_str facet, th_str slug)
{
	const facet_entry *x = facet_find(set_facet(q, RANK_STORY, facet), slug);
	return x ? x->docs : (posting){0};
}

static void near_remove(near *x, int64_t pos)
{
	for (size_t i = 0; i < x->n; i++)
		if (x->v[i].pos == pos)
			x->v[i--] = x->v[--x->n];
}

static bool is_translation(const view_story *s, th_str href)
{
	for (size_t i = 0; i < s->translations.n; i++)
		if (th_str_eq(s->translations.v[i].href, href))
			return true;
	return false;
}

/* The MORE most related stories of `x` into `out`, best first, and their positions into `taken`. */
static void near_take(query *q, near *x, const view_story *s, view_cards *out, near *taken)
{
	posting lang = posting_of(q, TH_S("lang"), s->card.lang);
	for (size_t i = 0; i < x->n; i++)
		if (posting_has(lang, x->v[i].pos))
			x->v[i].weight += 2;
	for (size_t k = 0; k < s->card.authors.n; k++) {
		posting own = posting_of(q, TH_S("author"), s->card.authors.v[k].id);
		for (size_t i = 0; i < x->n; i++)
			if (posting_has(own, x->v[i].pos))
				x->v[i].weight -= 100;
	}
	while (out->n < MORE && x->n > 0) {
		candidate best = x->v[0];
		for (size_t i = 1; i < x->n; i++)
			if (x->v[i].weight > best.weight ||
			    (x->v[i].weight == best.weight && x->v[i].pos > best.pos))
				best = x->v[i];
		near_remove(x, best.pos);
		near_add(taken, best.pos, 0);
		view_card more = {0};
		if (query_card_at(q, best.pos, &more) && !is_translation(s, more.href))
			*TH_ADD(q->a, out) = more;
	}
}

/* Stories of the team, and related ones; none appears in both. */
static void story_more(query *q, view_story *s, int64_t pos, const th_set *visible)
{
	const view_terms *terms = &s->card.terms;
	near x = {.n = 0}, taken = {.n = 0};
	for (size_t i = 0; i < terms->n && s->team == NULL; i++)
		if (th_str_eqz(terms->v[i].facet, "team"))
			s->team = &terms->v[i];
	if (s->team != NULL)
		near_term(&x, posting_of(q, s->team->facet, s->team->slug), visible, pos, 0);
	near_take(q, &x, s, &s->team_stories, &taken);
	x.n = 0;
	for (size_t i = 0; i < terms->n; i++) {
		const view_term *t = &terms->v[i];
		if (t != s->team)
			near_term(&x, posting_of(q, t->facet, t->slug), visible, pos,
			    weight_of(t->facet));
	}
	if (x.n < MORE)
		near_term(&x, posting_of(q, TH_S("lang"), s->card.lang), visible, pos, 0);
	for (size_t i = 0; i < taken.n; i++)
		near_remove(&x, taken.v[i].pos);
	near_take(q, &x, s, &s->more, &taken);
}

static void story_translations(query *q, th_str doc, view_links *out)
{
	view_link one = {0};
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT x.lang, d.href, t.title FROM translation x JOIN doc d ON d.id = x.other"
	    " JOIN text t ON t.doc = d.id AND t.ui = ''"
	    " WHERE x.doc = ?1 AND d.visible_from <= ?2 AND ?2 < d.visible_until ORDER BY x.lang",
	    doc, q->now);
	while (ASK_ROW(q->e, q->a, st, &one.lang, &one.href, &one.label)) {
		one.href = th_str_cat(q->a, query_base_of(q, one.lang), one.href);
		*TH_ADD(q->a, out) = one;
	}
}

/* The next story up or down that is not a translation of this one. */
static const view_card *neighbour(query *q, const view_story *s, const th_set *visible, int64_t pos,
    int64_t (*next)(const th_set *set, int64_t pos))
{
	view_card *card = TH_NEW(q->a, view_card);
	for (pos = next(visible, pos); pos >= 0; pos = next(visible, pos)) {
		*card = (view_card){0};
		if (query_card_at(q, pos, card) && !is_translation(s, card->href))
			return card;
	}
	return NULL;
}

typedef struct story_row { /* what the page needs beyond the card */
	int64_t pos;
	row_moment updated;
	th_time modified, from;
	th_str html;
	bool derived;
} story_row;

#define ROW story_row
static const row_column story_columns[] = {
    NUMBER(pos, "d.pos"),
    WHEN(updated, "d.updated", "d.updated"),
    NUMBER(modified, "d.modified"),
    NUMBER(from, "d.visible_from"),
    TEXT(html, "b.html"),
    FLAG(derived, "t.derived"),
};
static const row_desc story_desc = ROW_READ(story_columns);
#undef ROW

static const row_select story_of = {&story_desc,
    "FROM doc d JOIN text t ON t.doc = d.id AND t.ui = ''"
    " LEFT JOIN body b ON b.doc = d.id AND b.lang = d.lang WHERE d.id = ?1"};

bool query_story(query *q, th_str slug, view_story *out, th_time *modified)
{
	th_str doc = th_str_cat(q->a, TH_S("story/"), slug);
	if (!query_card(q, doc, &out->card))
		return false;
	story_row r = {.pos = -1};
	sqlite3_stmt *st = ASK_FOR(q->e, &story_of, doc);
	if (ask_read(q->e, q->a, st, &story_desc, &r)) {
		out->updated = moment_date(q, &r.updated);
		*modified = r.modified > r.from ? r.modified : r.from;
		out->html = r.html;
		if (!r.derived)
			out->lead = out->card.summary;
	}
	ask_done(st);
	story_translations(q, doc, &out->translations);
	query_doc_people(q, doc, "contributor", &out->contributors);
	out->fields = query_doc_fields(q, doc);
	rank_set *ranks = set_rank(q, RANK_STORY);
	th_set visible = {ranks->visible, ranks->n / 64 + 1};
	story_more(q, out, r.pos, &visible);
	out->newer = neighbour(q, out, &visible, r.pos, set_above);
	out->older = neighbour(q, out, &visible, r.pos, set_below);
	query_jobs_near(q, &out->card.terms, JOBS, &out->jobs, &out->work_with);
	return true;
}
