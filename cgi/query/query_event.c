/* query_event.c -- when events take place. Publish wrote their meetings of the coming years and the
 * instants at which one begins or is over: to find the next of them is one look into an index, for
 * one event as for a thousand, whatever their rules. Called by query_items.c, open.c and the web
 * room. Rows hold numbers; nothing is parsed here that an author wrote.
 *
 * After the last year that publish wrote (meta.meetings_until; a publish in the new year writes
 * the next) the rules are asked, so that a hub that nobody touches goes on being right. */
#include "query.h"

#include <stdlib.h>

typedef struct event_row {
	th_series series;
	th_str zone;
	bool cancelled;
	int64_t revision;
} event_row;

/* The next of "123,-4"; false at the end. Publish wrote it. */
static bool number(th_str *rest, int64_t *out)
{
	th_str part;
	uint64_t n;
	if (rest->n == 0 || !th_str_split(rest, ',', &part))
		return false;
	bool minus = th_str_starts(part, TH_S("-"));
	if (!th_str_uint(th_str_sub(part, minus, part.n), (uint64_t)INT64_MAX + 1, &n))
		return false;
	*out = minus ? (int64_t)(0 - n) : (int64_t)n;
	return true;
}

static void read_numbers(th_numbers *out, th_str s)
{
	int64_t n;
	while (out->n < RECUR_LIST && number(&s, &n))
		out->v[out->n++] = (int16_t)n;
}

static const th_time *read_times(th_arena *a, th_str s, size_t *n)
{
	TH_LIST(th_time) list = {0};
	int64_t at;
	while (number(&s, &at))
		*TH_ADD(a, &list) = at;
	*n = list.n;
	return list.v;
}

static void read_recur(th_recur *r, sqlite3_stmt *st, int i)
{
	int64_t freq = sqlite3_column_int64(st, i);
	r->freq = freq >= TH_ONCE && freq <= TH_YEARLY ? (th_freq)freq : TH_ONCE;
	r->step = sqlite3_column_int(st, i + 1);
	r->count = sqlite3_column_int(st, i + 2);
	r->week_start = sqlite3_column_int(st, i + 3);
	r->until = sqlite3_column_int64(st, i + 4);
	read_numbers(&r->days, row_peek(st, i + 5));
	read_numbers(&r->dates, row_peek(st, i + 6));
	read_numbers(&r->months, row_peek(st, i + 7));
	read_numbers(&r->choices, row_peek(st, i + 8));
}

static const th_zone *zone_of(edition *e, th_str name)
{
	if (e->zones.arena == NULL)
		th_map_init(&e->zones, e->a);
	const th_zone *known = th_map_get(&e->zones, name);
	if (known != NULL)
		return known;
	sqlite3_stmt *st = ask(e, "SELECT shifts FROM zone WHERE name = ?1");
	ask_str(st, 1, name);
	TH_LIST(th_shift) list = {0};
	if (ask_row(e, st)) {
		th_str rest = row_peek(st, 0);
		int64_t from, offset;
		while (number(&rest, &from) && number(&rest, &offset))
			*TH_ADD(e->a, &list) = (th_shift){from, (int)offset};
		ask_done(st);
	}
	th_zone *zone = TH_NEW(e->a, th_zone);
	*zone = (th_zone){list.v, list.n};
	th_map_put(&e->zones, th_str_dup(e->a, name), zone);
	return zone;
}

#define EVENT_COLUMNS                                                                              \
	" e.zone, e.start, e.length, e.day, e.freq, e.step, e.count, e.week_start, e.until,"       \
	" e.days, e.dates, e.months, e.choices, e.added, e.left_out, e.cancelled, e.revision"

static void read_event(edition *e, th_arena *a, sqlite3_stmt *st, event_row *x)
{
	th_series *s = &x->series;
	*x = (event_row){.zone = row_str(a, st, 0)};
	s->zone = zone_of(e, x->zone);
	s->start = row_time(st, 1);
	s->length = sqlite3_column_int64(st, 2);
	s->day_only = sqlite3_column_int(st, 3) != 0;
	read_recur(&s->recur, st, 4);
	s->added = read_times(a, row_peek(st, 13), &s->added_count);
	s->left_out = read_times(a, row_peek(st, 14), &s->left_out_count);
	x->cancelled = sqlite3_column_int(st, 15) != 0;
	x->revision = sqlite3_column_int64(st, 16);
}

static event_row *event_of(query *q, th_str doc)
{
	sqlite3_stmt *st = ask(q->e, "SELECT" EVENT_COLUMNS " FROM event e WHERE e.doc = ?1");
	ask_str(st, 1, doc);
	if (!ask_row(q->e, st))
		return NULL;
	event_row *x = TH_NEW(q->a, event_row);
	read_event(q->e, q->a, st, x);
	ask_done(st);
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

/* By their rules: each event costs a walk. */
static void boundaries_by_rules(edition *e, th_time now, th_time *last, th_time *next)
{
	th_arena *a = th_arena_new();
	sqlite3_stmt *st = ask(e, "SELECT" EVENT_COLUMNS " FROM event e JOIN doc d ON d.id = e.doc"
				  " WHERE d.visible_from <= ?1 AND ?1 < d.visible_until"
				  " ORDER BY e.doc");
	ask_int(st, 1, now);
	while (ask_row(e, st)) {
		event_row x;
		th_time before, after;
		read_event(e, a, st, &x);
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

void event_boundaries(edition *e, th_time now, th_time *last, th_time *next)
{
	if (now >= written_until(e)) {
		boundaries_by_rules(e, now, last, next);
		return;
	}
	sqlite3_stmt *st =
	    ask(e, "SELECT max(" BEGUN(0) ", " BEGUN(1) ", " BEGUN(
		       2) ","
			  " (SELECT coalesce(max(over), ?2) FROM meeting WHERE over <= ?1)),"
			  " min(" COMING(0) ", " COMING(1) ", " COMING(
			      2) ","
				 " (SELECT coalesce(min(over), ?3) FROM meeting WHERE over > ?1))");
	ask_int(st, 1, now);
	ask_int(st, 2, INT64_MIN);
	ask_int(st, 3, INT64_MAX);
	if (ask_row(e, st)) {
		th_time before = row_time(st, 0), after = row_time(st, 1);
		nearer(before == INT64_MIN ? TH_NEVER : before,
		    after == INT64_MAX ? TH_NEVER : after, last, next);
		ask_done(st);
	}
}

/* ---- the next meeting ---- */

static void read_meeting(sqlite3_stmt *st, th_meeting *m)
{
	*m = (th_meeting){.start = row_time(st, 0),
	    .start_offset = sqlite3_column_int(st, 1),
	    .end = row_time(st, 2),
	    .end_offset = sqlite3_column_int(st, 3)};
}

static bool written_next(query *q, th_str doc, th_meeting *m)
{
	sqlite3_stmt *st =
	    ask(q->e, "SELECT start, start_offset, end, end_offset FROM meeting WHERE doc = ?1"
		      " AND start > ?2 AND over > ?3 ORDER BY start LIMIT 1");
	ask_str(st, 1, doc);
	ask_int(st, 2, q->now - meeting_limit[MEETING_LONG]);
	ask_int(st, 3, q->now);
	bool found = ask_row(q->e, st);
	if (found)
		read_meeting(st, m);
	ask_done(st);
	return found;
}

static bool written_last(query *q, th_str doc, th_meeting *m)
{
	sqlite3_stmt *st =
	    ask(q->e, "SELECT start, start_offset, end, end_offset FROM meeting WHERE doc = ?1"
		      " AND start <= ?2 AND over <= ?2 ORDER BY start DESC LIMIT 1");
	ask_str(st, 1, doc);
	ask_int(st, 2, q->now);
	bool found = ask_row(q->e, st);
	if (found)
		read_meeting(st, m);
	ask_done(st);
	return found;
}

/* False: all are over; then *m is the last, if *known. */
static bool find_meeting(query *q, th_str doc, const event_row *x, th_meeting *m, bool *known)
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

/* Those of a class, until `limit` different events were found. */
static void coming_of(query *q, int class, size_t limit, th_strs *ids)
{
	size_t found = 0;
	sqlite3_stmt *st = ask(q->e,
	    "SELECT m.doc FROM meeting m JOIN doc d ON d.id = m.doc WHERE m.class = ?1 AND"
	    " m.start > ?2 AND m.over > ?3 AND d.visible_from <= ?3 AND ?3 < d.visible_until"
	    " ORDER BY m.start, m.doc");
	ask_int(st, 1, class);
	ask_int(st, 2, q->now - meeting_limit[class]);
	ask_int(st, 3, q->now);
	while (found < limit && ask_row(q->e, st)) {
		th_str doc = row_peek(st, 0);
		bool have = false;
		for (size_t i = 0; i < ids->n; i++)
			have = have || th_str_eq(ids->v[i], doc);
		if (have)
			continue;
		*TH_ADD(q->a, ids) = row_str(q->a, st, 0);
		found++;
	}
	ask_done(st);
}

/* As event_coming, of the edition: between two boundaries it is the same. */
static void find_coming(query *q, size_t limit, th_strs *ids)
{
	if (q->now < written_until(q->e)) {
		for (int class = 0; class < MEETING_CLASSES; class ++)
			coming_of(q, class, limit, ids);
		return;
	}
	sqlite3_stmt *st = ask(q->e, "SELECT doc FROM event ORDER BY doc LIMIT ?1");
	ask_int(st, 1, LISTED_MAX);
	while (ask_row(q->e, st))
		*TH_ADD(q->a, ids) = row_str(q->a, st, 0);
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
	if (s->day_only) { /* the last day of it, not the one after */
		last.end = zone_instant(
		    s->zone, m->end + (th_time)m->end_offset * 60 - 24 * 60 * 60, &last.end_offset);
	}
	out->start = date_of(q, m->start, m->start_offset, s->day_only);
	out->end = s->length > 0 ? date_of(q, last.end, last.end_offset, s->day_only) : NULL;
}

void event_fill(query *q, th_str doc, view_item *out, view_behind *behind)
{
	const event_row *x = event_of(q, doc);
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
	sqlite3_stmt *st = ask(q->e, "SELECT uid, at, start FROM cancelled WHERE at > ?1 AND"
				     " at <= ?2 ORDER BY uid LIMIT 200");
	ask_int(st, 1, q->now - (th_time)DAYS * 24 * 60 * 60);
	ask_int(st, 2, q->now);
	while (ask_row(q->e, st)) {
		ical_entry *x = TH_ADD(q->a, &out->entries);
		x->uid = row_str(q->a, st, 0);
		x->changed = row_time(st, 1);
		x->start = row_time(st, 2);
		x->cancelled = true;
	}
}

void edition_boundaries(edition *e, th_time now, th_time *last, th_time *next)
{
	if (!e->bounded || (e->last != TH_NEVER && now < e->last) ||
	    (e->next != TH_NEVER && now >= e->next)) {
		sqlite3_stmt *st = ask(e, "SELECT (SELECT max(at) FROM boundary WHERE at <= ?1),"
					  " (SELECT min(at) FROM boundary WHERE at > ?1)");
		ask_int(st, 1, now);
		e->last = e->next = TH_NEVER;
		e->bounded = ask_row(e, st);
		if (e->bounded) {
			e->last = row_time(st, 0);
			e->next = row_time(st, 1);
		}
		ask_done(st);
		event_boundaries(e, now, &e->last, &e->next);
	}
	*last = e->last;
	*next = e->next;
}
