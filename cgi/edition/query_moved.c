/* query_moved.c -- what became of an address that no document has: moved (an alias, a new slug) or
 * withdrawn. Called by the web room before it answers 404. */
#include "inside.h"

query_found query_moved(query *q, th_str href, th_str *target)
{
	sqlite3_stmt *st =
	    ask(q->e, "SELECT m.target, d.href, d.visible_from <= ?2 AND ?2 < d.visible_until,"
		      " d.kind = 'story', d.lang FROM moved m LEFT JOIN doc d ON d.id = m.target "
		      "WHERE m.href = ?1");
	ask_str(st, 1, href);
	ask_int(st, 2, q->now);
	query_found found = QUERY_NONE;
	if (ask_row(q->e, st)) {
		if (sqlite3_column_type(st, 0) == SQLITE_NULL) {
			found = QUERY_GONE;
		} else if (sqlite3_column_int(st, 2) != 0) {
			found = QUERY_MOVED;
			bool story = sqlite3_column_int(st, 3) != 0;
			th_str base = story ? query_base_of(q, row_peek(st, 4)) : q->base;
			*target = th_str_cat(q->a, base, row_peek(st, 1));
		}
	}
	ask_done(st);
	return found;
}
