/* query_cards.c -- stories as cards: one by one, or a page of a selection, newest first; how many
 * there are, and when the last one changed. Called by the web room for lists and by the pages that
 * show some stories. */
#include "query.h"

#define CARD_COLUMNS                                                                               \
	"SELECT d.id, d.href, d.lang, d.published, d.published_offset, d.published_day, "          \
	"d.minutes,"                                                                               \
	" d.critical, d.draft, t.title, t.summary, t.picture_alt," PICTURE_COLUMNS ", d.slug"      \
	" FROM doc d JOIN text t ON t.doc = d.id AND t.ui = ''"                                    \
	" LEFT JOIN picture p ON p.id = d.picture"

/* A first story, while it is welcomed; a tandem. Only who is named is welcomed by name, and only
 * where one of several is new. */
static void card_voices(query *q, th_str doc, view_card *out)
{
	size_t welcome = 0;
	sqlite3_stmt *st = ask(q->e, "SELECT person FROM first WHERE doc = ?1 AND until > ?2");
	ask_str(st, 1, doc);
	ask_int(st, 2, q->now);
	while (ask_row(q->e, st))
		for (size_t i = 0; i < out->authors.n; i++) {
			if (!th_str_eq(out->authors.v[i].id, row_peek(st, 0)))
				continue;
			welcome++;
			out->first_of = out->authors.v[i].name;
		}
	out->first = welcome > 0;
	if (welcome != 1 || out->byline.n == 1)
		out->first_of = TH_NONE;
	st = ask(q->e, "SELECT 1 FROM tandem WHERE doc = ?1");
	ask_str(st, 1, doc);
	out->tandem = out->authors.n == 2 && out->byline.n == 2 && ask_row(q->e, st);
	ask_done(st);
}

/* Of a public edition nothing is, and nothing is asked. */
static bool is_internal(query *q, th_str doc)
{
	if (th_str_eqz(edition_meta(q->e, TH_S("audience")), "public"))
		return false;
	sqlite3_stmt *st = ask(q->e, "SELECT 1 FROM field WHERE doc = ?1 AND name = 'audience'"
				     " AND value = 'internal'");
	ask_str(st, 1, doc);
	bool is = ask_row(q->e, st);
	ask_done(st);
	return is;
}

static bool fill_card(query *q, sqlite3_stmt *st, view_card *out)
{
	if (!ask_row(q->e, st))
		return false;
	th_str doc = row_str(q->a, st, 0);
	out->id = row_str(q->a, st, 21);
	out->lang = row_str(q->a, st, 2);
	out->href = th_str_cat(q->a, query_base_of(q, out->lang), row_peek(st, 1));
	out->other_lang = !th_str_eq(out->lang, q->ui);
	out->date =
	    row_date(q, row_time(st, 3), sqlite3_column_int64(st, 4), sqlite3_column_int(st, 5));
	out->minutes = sqlite3_column_int64(st, 6);
	out->critical = sqlite3_column_int(st, 7) != 0;
	out->draft = sqlite3_column_int(st, 8) != 0;
	out->title = row_str(q->a, st, 9);
	out->summary = row_str(q->a, st, 10);
	if (sqlite3_column_type(st, 12) != SQLITE_NULL)
		out->picture = row_picture(q, st, 12, row_str(q->a, st, 11));
	ask_done(st);
	out->internal = is_internal(q, doc);
	query_byline(q, doc, &out->authors, &out->byline);
	out->together = out->byline.n > 1;
	card_voices(q, doc, out);
	query_doc_terms(q, doc, &out->terms);
	return true;
}

bool query_card(query *q, th_str doc, view_card *out)
{
	sqlite3_stmt *st =
	    ask(q->e, CARD_COLUMNS " WHERE d.id = ?1 AND d.kind = 'story'"
				   " AND d.visible_from <= ?2 AND ?2 < d.visible_until");
	ask_str(st, 1, doc);
	ask_int(st, 2, q->now);
	return fill_card(q, st, out);
}

bool query_card_at(query *q, int64_t pos, view_card *out)
{
	sqlite3_stmt *st = ask(q->e, CARD_COLUMNS " WHERE d.kind = 'story' AND d.pos = ?1");
	ask_int(st, 1, pos);
	return fill_card(q, st, out);
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
