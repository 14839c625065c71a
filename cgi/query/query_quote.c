/* query_quote.c -- the sentence that a story is quoted by, where everyone concerned agreed to be
 * shown outside of the story itself. Called by web/page_poster.c. */
#include "query.h"

th_str query_quote(query *q, th_str slug)
{
	sqlite3_stmt *st = ask(q->e, "SELECT t.quote FROM doc d JOIN text t ON t.doc = d.id"
				     " AND t.ui = '' WHERE d.id = ?1 AND d.card <> 0"
				     " AND d.visible_from <= ?2 AND ?2 < d.visible_until");
	ask_str(st, 1, th_str_cat(q->a, TH_S("story/"), slug));
	ask_int(st, 2, q->now);
	th_str quote = ask_row(q->e, st) ? row_str(q->a, st, 0) : TH_NONE;
	ask_done(st);
	return quote;
}
