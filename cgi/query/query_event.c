/* query_event.c -- when events take place. Publish wrote the meetings of the coming years and the
 * instants at which one begins or ends, so finding the next is one index look-up, for one event as
 * for a thousand, whatever their rules. Called by query_items.c, open.c and the handlers. Rows hold
 * numbers; nothing that an author wrote is parsed here.
 *
 * After the last year in the table (meta.meetings_until; a publish in the new year writes the next)
 * the rules are used, so that a hub that nobody publishes stays correct. */
#include "query.h"
#include "teamhub/event_row.h"

#include <stdlib.h>

typedef struct series_of {
	th_series series;
	th_str zone;
	bool cancelled;
	int64_t revision;
} series_of;

static const th_zone *zone_of(edition *e, th_str name)
{
	if (e->zones.arena == NULL)
		th_map_init(&e->zones, e->a);
	const th_zone *known = th_map_get(&e->zones, name);
	if (known != NULL)
		return known;
	TH_LIST(th_shift) list = {0};
	th_str rest = TH_NONE;
	int64_t from, offset;
	th_arena *a = th_arena_new();
	ASK_ONE(e, a, ASK(e, "SELECT shifts FROM zone WHERE name = ?1", name), &rest);
	while (event_number(&rest, &from) && event_number(&rest, &offset))
		*TH_ADD(e->a, &list) = (th_shift){from, (int)offset};
	th_arena_free(a);
	th_zone *zone = TH_NEW(e->a, th_zone);
	*zone = (th_zone){list.v, list.n};
	th_map_put(&e->zones, th_str_dup(e->a, name), zone);
	return zone;
}

static void read_event(edition *e, th_arena *a, const event_row *row, series_of *x)
{
	*x = (series_of){.zone = row->zone, .cancelled = row->cancelled, .revision = row->revision};
	x->series.zone = zone_of(e, x->zone);
	event_row_series(row, &x->series, a);
}

static const row_select one_event = {&event_desc, "FROM event WHERE doc = ?1"};
static const row_select visible_events = {&event_desc,
    "FROM event WHERE doc IN"
    " (SELECT id FROM doc WHERE visible_from <= ?1 AND ?1 < visible_until) ORDER BY doc"};

static series_of *event_of(query *q, th_str doc)
{
	event_row row;
	sqlite3_stmt *st = ASK_FOR(q->e, &one_event, doc);
	if (!ask_read(q->e, q->a, st, &event_desc, &row))
		return NULL;
	ask_done(st);
	series_of *x = TH_NEW(q->a, series_of);
	read_event(q->e, q->a, &row, x);
	return x;
}

/* ---- boundaries ---- */

static th_time written_until(edition *e)
{
	uint64_t n = 0;
	if (e->meetings_until == 0) {
		th_str_uint(edition_meta(e, TH_S("meetings_until")), INT64_MAX, &n);
		e->meetings_until = n > 0 ? (th_time)n : INT64_MAX;
	}
	return e->meetings_until;
}

static void nearer(th_time before, th_time after, th_time *last, th_time *next)
{
	if (before != TH_NEVER && (*last == TH_NEVER || before > *last))
		*last = before;
	if (after != TH_NEVER && (*next == TH_NEVER || after < *next))
		*next = after;
}

/* Uses the rules: a walk for each event. */
static void boundaries_by_rules(edition *e, th_time now, th_time *last, th_time *next)
{
	th_arena *a = th_arena_new();
	event_row row;
	sqlite3_stmt *st = ASK_FOR(e, &visible_events, now);
	while (ask_read(e, a, st, &event_desc, &row)) {
		series_of x;
		th_time before, after;
		read_event(e, a, &row, &x);
		series_changes(&x.series, now, &before, &after);
		nearer(before, after, last, next);
		th_arena_reset(a);
	}
	th_arena_free(a);
}

#define BEGUN(class)                                                                               \
	"(SELECT coalesce(max(start), ?2) FROM meeting WHERE class = " #class " AND start <= ?1)"
#define COMING(class)                                                                              \
	"(SELECT coalesce(min(start), ?3) FROM meeting WHERE class = " #class " AND start > ?1)"
static const char sql_around[] = "SELECT max(" BEGUN(0) ", " BEGUN(1) ", " BEGUN(
    2) ","
       " (SELECT coalesce(max(over), ?2) FROM meeting WHERE over <= ?1)),"
       " min(" COMING(0) ", " COMING(1) ", " COMING(
	   2) ","
	      " (SELECT coalesce(min(over), ?3) FROM meeting WHERE over > ?1))";

/* Moves *last and *next to the beginning or end of a meeting when that is nearer to `now`. */
static void event_boundaries(edition *e, th_time now, th_time *last, th_time *next)
{
	if (now >= written_until(e)) {
		boundaries_by_rules(e, now, last, next);
		return;
	}
	th_time before, after;
	sqlite3_stmt *st = ASK(e, sql_around, now, INT64_MIN, INT64_MAX);
	if (ASK_ONE(e, NULL, st, &before, &after))
		nearer(before == INT64_MIN ? TH_NEVER : before,
		    after == INT64_MAX ? TH_NEVER : after, last, next);
}

/* ---- the next meeting ---- */

static bool take_meeting(query *q, sqlite3_stmt *st, th_meeting *m)
{
	*m = (th_meeting){0};
	return ASK_ONE(q->e, NULL, st, &m->start, &m->start_offset, &m->end, &m->end_offset);
}

static bool written_next(query *q, th_str doc, th_meeting *m)
{
	return take_meeting(q,
	    ASK(q->e,
		"SELECT start, start_offset, end, end_offset FROM meeting WHERE doc = ?1"
		" AND start > ?2 AND over > ?3 ORDER BY start LIMIT 1",
		doc, q->now - meeting_limit[MEETING_LONG], q->now),
	    m);
}

static bool written_last(query *q, th_str doc, th_meeting *m)
{
	return take_meeting(q,
	    ASK(q->e,
		"SELECT start, start_offset, end, end_offset FROM meeting WHERE doc = ?1"
		" AND start <= ?2 AND over <= ?2 ORDER BY start DESC LIMIT 1",
		doc, q->now),
	    m);
}

/* False: all are over; *m is then the last one, if *known. */
static bool find_meeting(query *q, th_str doc, const series_of *x, th_meeting *m, bool *known)
{
	*known = true;
	if (written_next(q, doc, m))
		return true;
	if (q->now >= written_until(q->e) && series_next(&x->series, q->now, m))
		return true;
	*known = written_last(q, doc, m);
	if (q->now >= written_until(q->e) || !*known)
		*known = series_last(&x->series, q->now, m);
	return false;
}

/* Those of one class, until `limit` different events are found. */
static void coming_of(query *q, int class, size_t limit, th_strs *ids)
{
	size_t found = 0;
	th_str doc;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT m.doc FROM meeting m JOIN doc d ON d.id = m.doc WHERE m.class = ?1 AND"
	    " m.start > ?2 AND m.over > ?3 AND d.visible_from <= ?3 AND ?3 < d.visible_until"
	    " ORDER BY m.start, m.doc",
	    class, q->now - meeting_limit[class], q->now);
	while (found < limit && ASK_ROW(q->e, NULL, st, &doc)) {
		if (th_strs_has(ids, doc))
			continue;
		*TH_ADD(q->a, ids) = th_str_dup(q->a, doc);
		found++;
	}
	ask_done(st);
}

/* Like event_coming, for the whole edition: the result is the same between two boundaries. */
static void find_coming(query *q, size_t limit, th_strs *ids)
{
	if (q->now < written_until(q->e)) {
		for (int class = 0; class < MEETING_CLASSES; class ++)
			coming_of(q, class, limit, ids);
		return;
	}
	*ids = query_ids(q, ASK(q->e, "SELECT doc FROM event ORDER BY doc LIMIT ?1", LISTED_MAX));
}

void event_coming(query *q, size_t limit, th_strs *ids)
{
	struct kept_coming *k = &q->e->coming;
	th_time last, next;
	edition_boundaries(q->e, q->now, &last, &next);
	if (k->a == NULL || k->since != last || k->limit != limit) {
		query own = *q;
		if (k->a == NULL)
			k->a = th_arena_new();
		th_arena_reset(k->a);
		own.a = k->a;
		k->ids = (th_strs){0};
		k->since = last;
		k->limit = limit;
		find_coming(&own, limit, &k->ids);
	}
	for (size_t i = 0; i < k->ids.n; i++)
		*TH_ADD(q->a, ids) = k->ids.v[i];
}

static const view_date *date_of(query *q, th_time at, int offset, bool day_only)
{
	return row_date(q, at, offset, day_only);
}

static void put_meeting(query *q, const th_series *s, const th_meeting *m, view_item *out)
{
	th_meeting last = *m;
	if (s->day_only) { /* its last day, not the day after */
		last.end = zone_instant(
		    s->zone, m->end + (th_time)m->end_offset * 60 - 24 * 60 * 60, &last.end_offset);
	}
	out->start = date_of(q, m->start, m->start_offset, s->day_only);
	out->end = s->length > 0 ? date_of(q, last.end, last.end_offset, s->day_only) : NULL;
}

void event_fill(query *q, th_str doc, view_item *out, view_behind *behind)
{
	const series_of *x = event_of(q, doc);
	th_meeting m;
	bool known;
	if (x == NULL)
		return;
	behind->series = &x->series;
	behind->zone = x->zone;
	behind->revision = x->revision;
	out->cancelled = x->cancelled;
	out->past = !find_meeting(q, doc, x, &m, &known);
	if (!known)
		return;
	out->running = !out->past && !x->cancelled && m.start <= q->now;
	put_meeting(q, &x->series, &m, out);
}

void query_meetings(query *q, const view_item *item, size_t skip, size_t limit, view_dates *out)
{
	enum { MOST = 24 };
	th_meeting m[MOST];
	const th_series *s = item->behind ? item->behind->series : NULL;
	if (s == NULL || item->past || skip + limit > MOST)
		return;
	size_t n = series_list(s, q->now, m, skip + limit);
	for (size_t i = skip; i < n; i++)
		*TH_ADD(q->a, out) = *date_of(q, m[i].start, m[i].start_offset, s->day_only);
}

void query_cancelled(query *q, ical_view *out)
{
	enum { DAYS = 30 };
	ical_entry x = {.cancelled = true};
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT uid, at, start FROM cancelled WHERE at > ?1 AND at <= ?2 ORDER BY uid LIMIT "
	    "200",
	    q->now - (th_time)DAYS * 24 * 60 * 60, q->now);
	while (ASK_ROW(q->e, q->a, st, &x.uid, &x.changed, &x.start))
		*TH_ADD(q->a, &out->entries) = x;
}

void query_calendar_years(query *q, ical_view *out)
{
	enum { BEFORE = 1, YEARS = 4 }; /* as link/meetings.c */
	th_time written = written_until(q->e);
	int year = q->now < written && written < INT64_MAX ? th_civil_of(written).year - YEARS
							   : th_civil_of(q->now).year - BEFORE;
	out->from = th_time_of((th_civil){year, 1, 1, 0, 0, 0});
	out->until = th_time_of((th_civil){year + YEARS, 1, 1, 0, 0, 0});
}

void edition_boundaries(edition *e, th_time now, th_time *last, th_time *next)
{
	if (!e->bounded || (e->last != TH_NEVER && now < e->last) ||
	    (e->next != TH_NEVER && now >= e->next)) {
		sqlite3_stmt *st = ASK(e,
		    "SELECT (SELECT max(at) FROM boundary WHERE at <= ?1),"
		    " (SELECT min(at) FROM boundary WHERE at > ?1)",
		    now);
		e->last = e->next = TH_NEVER;
		e->between.has_changed = e->between.has_sitemap = false;
		e->bounded = ASK_ONE(e, NULL, st, &e->last, &e->next);
		event_boundaries(e, now, &e->last, &e->next);
	}
	*last = e->last;
	*next = e->next;
}
