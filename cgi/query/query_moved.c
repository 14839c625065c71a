/* query_moved.c -- what became of an address that no document has: moved (an alias, a new slug:
 * 301) or withdrawn (410). web/router.c calls it before it answers 404. publish/publish_withdrawn.c
 * decides which addresses count as withdrawn. */
#include "query.h"

static bool leads_on(query *q, th_str href, th_str *target)
{
	th_str to, lang;
	bool story;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT d.href, d.kind = 'story', d.lang FROM moved m JOIN doc d ON d.id = m.target"
	    " WHERE m.href = ?1 AND d.visible_from <= ?2 AND ?2 < d.visible_until",
	    href, q->now);
	bool found = ASK_ONE(q->e, q->a, st, &to, &story, &lang);
	if (found)
		*target = th_str_cat(q->a, story ? query_base_of(q, lang) : q->base, to);
	return found;
}

query_found query_moved(query *q, th_str href, th_str *target)
{
	if (leads_on(q, href, target))
		return QUERY_MOVED;
	bool gone = ask_any(
	    q->e, ASK(q->e, "SELECT 1 FROM gone WHERE href = ?1 AND at <= ?2", href, q->now));
	return gone ? QUERY_GONE : QUERY_NONE;
}

void query_former(query *q, th_strs *moved, th_strs *gone)
{
	th_str href;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT m.href FROM moved m JOIN doc d ON d.id = m.target"
	    " WHERE d.visible_from <= ?1 AND ?1 < d.visible_until ORDER BY m.href",
	    q->now);
	while (ASK_ROW(q->e, q->a, st, &href))
		*TH_ADD(q->a, moved) = href;
	st = ASK(q->e, "SELECT href FROM gone WHERE at <= ?1 ORDER BY href", q->now);
	while (ASK_ROW(q->e, q->a, st, &href))
		*TH_ADD(q->a, gone) = href;
}

static bool has_below(query *q, th_str href, const char *kind, th_str *example)
{
	th_str end = th_str_cat(q->a, href, TH_S("\xf4\x8f\xbf\xbf"));
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT d.href FROM moved m JOIN doc d ON d.id = m.target WHERE m.href > ?1"
	    " AND m.href < ?2 AND d.kind = ?3 AND d.visible_from <= ?4 AND ?4 < d.visible_until"
	    " ORDER BY m.href LIMIT 1",
	    href, end, th_strz(kind), q->now);
	return ASK_ONE(q->e, q->a, st, example);
}

bool query_was_list(query *q, th_str href, th_str *list)
{
	th_str example;
	if (!has_below(q, href, "story", &example) && !has_below(q, href, "term", &example) &&
	    !has_below(q, href, "person", &example))
		return false;
	ptrdiff_t slash = th_str_rchr(th_str_sub(example, 0, example.n - 1), '/');
	*list = th_str_sub(example, 0, (size_t)slash + 1);
	return true;
}
