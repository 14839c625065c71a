/* query_quote.c -- the sentence to quote from a story, if everyone concerned agreed to be shown
 * outside the story. Called by pages/page_poster.c. */
#include "query.h"

th_str query_quote(query *q, th_str slug)
{
	th_str quote = TH_NONE;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT t.quote FROM doc d JOIN text t ON t.doc = d.id AND t.ui = ''"
	    " WHERE d.id = ?1 AND d.card <> 0 AND d.visible_from <= ?2 AND ?2 < d.visible_until",
	    th_str_cat(q->a, TH_S("story/"), slug), q->now);
	ASK_ONE(q->e, q->a, st, &quote);
	return quote;
}
