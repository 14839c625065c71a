/* query_cards.c -- stories as cards: single ones, or a page of a selection, newest first; how many
 * there are, and when one last changed. Called by the handlers for lists and by pages that show
 * some stories. */
#include "query_rows.h"

typedef struct card_row {
	th_str doc, href, lang, title, summary, alt, slug;
	row_moment published;
	int64_t minutes;
	bool critical, draft;
	picture_row picture;
} card_row;

#define ROW card_row
static const row_column card_columns[] = {
    TEXT(doc, "d.id"),
    TEXT(href, "d.href"),
    TEXT(lang, "d.lang"),
    WHEN(published, "d.published", "d.published"),
    NUMBER(minutes, "d.minutes"),
    FLAG(critical, "d.critical"),
    FLAG(draft, "d.draft"),
    TEXT(title, "t.title"),
    TEXT(summary, "t.summary"),
    TEXT(alt, "t.picture_alt"),
    PICTURE(picture),
    TEXT(slug, "d.slug"),
};
static const row_desc card_desc = ROW_READ(card_columns);
#undef ROW

#define FROM_STORIES                                                                               \
	"FROM doc d JOIN text t ON t.doc = d.id AND t.ui = ''"                                     \
	" LEFT JOIN picture p ON p.id = d.picture"
static const row_select card_of = {&card_desc,
    FROM_STORIES " WHERE d.id = ?1 AND d.kind = 'story'"
		 " AND d.visible_from <= ?2 AND ?2 < d.visible_until"};
static const row_select card_at = {
    &card_desc, FROM_STORIES " WHERE d.kind = 'story' AND d.pos = ?1"};

/* A first story while it is welcomed, or a tandem. Only people who are named are welcomed by name,
 * and a name is given only if one of several authors is new. */
static void card_voices(query *q, th_str doc, view_card *out)
{
	size_t welcome = 0;
	th_str person;
	sqlite3_stmt *st =
	    ASK(q->e, "SELECT person FROM first WHERE doc = ?1 AND until > ?2", doc, q->now);
	while (ASK_ROW(q->e, NULL, st, &person))
		for (size_t i = 0; i < out->authors.n; i++) {
			if (!th_str_eq(out->authors.v[i].id, person))
				continue;
			welcome++;
			out->first_of = out->authors.v[i].name;
		}
	out->first = welcome > 0;
	if (welcome != 1 || out->byline.n == 1)
		out->first_of = TH_NONE;
	out->tandem = out->authors.n == 2 && out->byline.n == 2 &&
		      ask_any(q->e, ASK(q->e, "SELECT 1 FROM tandem WHERE doc = ?1", doc));
}

/* Nothing is internal in a public edition, so it is not queried. */
static bool is_internal(query *q, th_str doc)
{
	if (th_str_eqz(edition_meta(q->e, TH_S("audience")), "public"))
		return false;
	return ask_any(q->e,
	    ASK(q->e,
		"SELECT 1 FROM field WHERE doc = ?1 AND name = 'audience' AND value = 'internal'",
		doc));
}

static bool fill_card(query *q, sqlite3_stmt *st, view_card *out)
{
	card_row r;
	if (!ask_read(q->e, q->a, st, &card_desc, &r))
		return false;
	ask_done(st);
	out->id = r.slug;
	out->lang = r.lang;
	out->href = th_str_cat(q->a, query_base_of(q, r.lang), r.href);
	out->other_lang = !th_str_eq(r.lang, q->ui);
	out->date = moment_date(q, &r.published);
	out->minutes = r.minutes;
	out->critical = r.critical;
	out->draft = r.draft;
	out->title = r.title;
	out->summary = r.summary;
	out->picture = picture_view(q, &r.picture, r.alt);
	out->internal = is_internal(q, r.doc);
	query_byline(q, r.doc, &out->authors, &out->byline);
	out->together = out->byline.n > 1;
	card_voices(q, r.doc, out);
	query_doc_terms(q, r.doc, &out->terms);
	return true;
}

bool query_card(query *q, th_str doc, view_card *out)
{
	return fill_card(q, ASK_FOR(q->e, &card_of, doc, q->now), out);
}

bool query_card_at(query *q, int64_t pos, view_card *out)
{
	return fill_card(q, ASK_FOR(q->e, &card_at, pos), out);
}

int64_t query_count(query *q, const selection *s)
{
	th_set set = set_select(q, RANK_STORY, s, TH_NONE);
	return (int64_t)set_count(&set);
}

void query_cards(query *q, const selection *s, int64_t offset, int64_t limit, view_cards *out)
{
	th_set set = set_select(q, RANK_STORY, s, TH_NONE);
	int64_t pos = set_below(&set, INT64_MAX);
	while (pos >= 0 && offset-- > 0)
		pos = set_below(&set, pos);
	for (; pos >= 0 && limit-- > 0; pos = set_below(&set, pos)) {
		view_card card = {0};
		if (query_card_at(q, pos, &card))
			*TH_ADD(q->a, out) = card;
	}
}

void query_cards_critical(
    query *q, const selection *s, int64_t size, int64_t offset, int64_t limit, view_cards *out)
{
	th_set set = set_select(q, RANK_STORY, s, TH_NONE);
	const facet_entry *marked =
	    facet_find(set_facet(q, RANK_STORY, TH_S("")), TH_S("critical"));
	int64_t chosen = -1, place = 0;
	for (size_t i = marked != NULL ? marked->docs.n : 0; i-- > 0 && chosen < 0;)
		if (set_has(&set, posting_at(marked->docs, i)))
			chosen = posting_at(marked->docs, i);
	int64_t pos = set_below(&set, INT64_MAX);
	for (int64_t at = pos; at > chosen && place < size; at = set_below(&set, at))
		place++;
	bool moves = chosen >= 0 && place >= size;
	for (int64_t i = 0; pos >= 0 && i < offset + limit; i++) {
		int64_t one = pos;
		view_card card = {0};
		if (moves && i == size - 1) {
			one = chosen;
		} else {
			if (moves && i >= size && pos == chosen)
				one = pos = set_below(&set, pos);
			pos = set_below(&set, pos);
		}
		if (one >= 0 && i >= offset && query_card_at(q, one, &card))
			*TH_ADD(q->a, out) = card;
	}
}

th_time query_changed_at(query *q)
{
	edition *e = q->e;
	th_time at = TH_NEVER, last, next;
	edition_boundaries(e, q->now, &last, &next);
	if (e->between.has_changed)
		return e->between.changed;
	sqlite3_stmt *st = ASK(e,
	    "SELECT max(max(modified, visible_from, coalesce(came, modified))) FROM doc"
	    " WHERE visible_from <= ?1 AND ?1 < visible_until",
	    q->now);
	ASK_ONE(e, NULL, st, &at);
	e->between.changed = at != TH_NEVER ? at : edition_changed_at(e);
	e->between.has_changed = !e->failed;
	return e->between.changed;
}

th_time query_modified(query *q, const selection *s)
{
	th_set set = set_select(q, RANK_STORY, s, TH_NONE);
	const rank_set *r = set_rank(q, RANK_STORY);
	th_time newest = TH_NEVER;
	for (int64_t pos = set_below(&set, INT64_MAX); pos >= 0; pos = set_below(&set, pos)) {
		th_time at = set_modified_at(r, (size_t)pos, q->now);
		if (at > newest)
			newest = at;
	}
	return newest;
}
