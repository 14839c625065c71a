/* query_moved.c -- what became of an address that no document has: moved (an alias, a new slug) or
 * withdrawn. Called by the web room before it answers 404. */
#include "query.h"

static bool leads_on(query *q, th_str href, th_str *target)
{
	sqlite3_stmt *st = ask(q->e,
	    "SELECT d.href, d.kind = 'story', d.lang FROM moved m JOIN doc d ON d.id = "
	    "m.target WHERE m.href = ?1 AND d.visible_from <= ?2 AND ?2 < d.visible_until");
	ask_str(st, 1, href);
	ask_int(st, 2, q->now);
	bool found = ask_row(q->e, st);
	if (found) {
		bool story = sqlite3_column_int(st, 1) != 0;
		th_str base = story ? query_base_of(q, row_peek(st, 2)) : q->base;
		*target = th_str_cat(q->a, base, row_peek(st, 0));
	}
	ask_done(st);
	return found;
}

query_found query_moved(query *q, th_str href, th_str *target)
{
	if (leads_on(q, href, target))
		return QUERY_MOVED;
	sqlite3_stmt *st = ask(q->e, "SELECT 1 FROM gone WHERE href = ?1 AND at <= ?2");
	ask_str(st, 1, href);
	ask_int(st, 2, q->now);
	bool gone = ask_row(q->e, st);
	ask_done(st);
	return gone ? QUERY_GONE : QUERY_NONE;
}
