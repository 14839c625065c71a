/* query_event.c -- when events take place: the series of each, read once and kept with the edition,
 * their meetings round the moment asked for, and the instants at which one begins or is over.
 * Called by query_items.c, open.c and the web room. Rows hold numbers; nothing is parsed here that
 * an author wrote. */
#include "inside.h"

#include <stdlib.h>

typedef struct kept_event {
	th_str doc;
	th_time from, until; /* visible */
	th_series series;
	th_str zone;
	bool cancelled;
	int64_t revision;
} kept_event;

struct kept_events {
	kept_event *v;
	size_t n;
	th_map by_doc; /* → kept_event* */
};

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

static void load_zones(edition *e, th_map *zones)
{
	th_map_init(zones, e->a);
	sqlite3_stmt *st = ask(e, "SELECT name, shifts FROM zone ORDER BY name");
	while (ask_row(e, st)) {
		TH_LIST(th_shift) list = {0};
		th_str rest = row_peek(st, 1);
		int64_t from, offset;
		while (number(&rest, &from) && number(&rest, &offset))
			*TH_ADD(e->a, &list) = (th_shift){from, (int)offset};
		th_zone *zone = TH_NEW(e->a, th_zone);
		*zone = (th_zone){list.v, list.n};
		th_map_put(zones, row_str(e->a, st, 0), zone);
	}
}

static const struct kept_events *events_of(edition *e)
{
	if (e->events != NULL)
		return e->events;
	struct kept_events *all = TH_NEW(e->a, struct kept_events);
	TH_LIST(kept_event) list = {0};
	th_map zones;
	load_zones(e, &zones);
	sqlite3_stmt *st = ask(e,
	    "SELECT e.doc, d.visible_from, d.visible_until, e.zone, e.start, e.length, e.day,"
	    " e.freq, e.step, e.count, e.week_start, e.until, e.days, e.dates, e.months, e.choices,"
	    " e.added, e.left_out, e.cancelled, e.revision"
	    " FROM event e JOIN doc d ON d.id = e.doc ORDER BY e.doc");
	while (ask_row(e, st)) {
		kept_event *x = TH_ADD(e->a, &list);
		th_series *s = &x->series;
		x->doc = row_str(e->a, st, 0);
		x->from = row_time(st, 1);
		x->until = row_time(st, 2);
		x->zone = row_str(e->a, st, 3);
		s->zone = th_map_get(&zones, x->zone);
		s->start = row_time(st, 4);
		s->length = sqlite3_column_int64(st, 5);
		s->day_only = sqlite3_column_int(st, 6) != 0;
		read_recur(&s->recur, st, 7);
		s->added = read_times(e->a, row_peek(st, 16), &s->added_count);
		s->left_out = read_times(e->a, row_peek(st, 17), &s->left_out_count);
		x->cancelled = sqlite3_column_int(st, 18) != 0;
		x->revision = sqlite3_column_int64(st, 19);
	}
	all->v = list.v;
	all->n = list.n;
	th_map_init(&all->by_doc, e->a);
	for (size_t i = 0; i < list.n; i++)
		th_map_put(&all->by_doc, list.v[i].doc, &list.v[i]);
	e->events = all;
	return all;
}

void event_boundaries(edition *e, th_time now, th_time *last, th_time *next)
{
	const struct kept_events *all = events_of(e);
	for (size_t i = 0; i < all->n; i++) {
		th_time before, after;
		if (now < all->v[i].from || now >= all->v[i].until)
			continue; /* its own visibility is a boundary anyway */
		series_changes(&all->v[i].series, now, &before, &after);
		if (before != TH_NEVER && (*last == TH_NEVER || before > *last))
			*last = before;
		if (after != TH_NEVER && (*next == TH_NEVER || after < *next))
			*next = after;
	}
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
	const kept_event *x = th_map_get(&events_of(q->e)->by_doc, doc);
	th_meeting m;
	if (x == NULL)
		return;
	behind->series = &x->series;
	behind->zone = x->zone;
	behind->revision = x->revision;
	out->cancelled = x->cancelled;
	out->past = !series_next(&x->series, q->now, &m);
	if (out->past && !series_last(&x->series, q->now, &m))
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
