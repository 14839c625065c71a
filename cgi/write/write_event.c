/* write_event.c -- when events take place, as rows: numbers only, so that whoever answers has
 * nothing to read that an author wrote. Called by the publish pipeline. */
#include "teamhub/writing.h"

#include <inttypes.h>

static th_str numbers(th_arena *a, const th_numbers *list)
{
	th_str out = TH_S("");
	for (size_t i = 0; i < list->n; i++)
		out = th_str_fmt(a, "%.*s%s%d", TH_FMT(out), i ? "," : "", list->v[i]);
	return out;
}

static th_str times(th_arena *a, const th_time *list, size_t n)
{
	th_buf b = {0};
	for (size_t i = 0; i < n; i++)
		th_buf_addf(&b, "%s%" PRId64, i ? "," : "", list[i]);
	th_str out = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return out;
}

void writer_put_event(edition_writer *w, const row_event *e)
{
	const th_series *s = e->series;
	const th_recur *r = &s->recur;
	th_arena *a = th_arena_new();
	sqlite3_stmt *st = writer_ask(w, "INSERT INTO event VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
					 " ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)");
	th_str days = numbers(a, &r->days), dates = numbers(a, &r->dates);
	th_str months = numbers(a, &r->months), choices = numbers(a, &r->choices);
	th_str added = times(a, s->added, s->added_count);
	th_str left_out = times(a, s->left_out, s->left_out_count);
	writer_bind(st, 1, e->doc);
	writer_bind(st, 2, e->zone);
	writer_bind_int(st, 3, s->start);
	writer_bind_int(st, 4, s->length);
	writer_bind_int(st, 5, s->day_only);
	writer_bind_int(st, 6, r->freq);
	writer_bind_int(st, 7, r->step);
	writer_bind_int(st, 8, r->count);
	writer_bind_int(st, 9, r->week_start);
	writer_bind_int(st, 10, r->until);
	writer_bind(st, 11, days);
	writer_bind(st, 12, dates);
	writer_bind(st, 13, months);
	writer_bind(st, 14, choices);
	writer_bind(st, 15, added);
	writer_bind(st, 16, left_out);
	writer_bind_int(st, 17, e->cancelled);
	writer_bind_int(st, 18, e->revision);
	writer_run(w, st);
	th_arena_free(a);
}

void writer_put_meeting(edition_writer *w, const row_meeting *m)
{
	sqlite3_stmt *st =
	    writer_ask(w, "INSERT OR IGNORE INTO meeting VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
	writer_bind(st, 1, m->doc);
	writer_bind_int(st, 2, m->start);
	writer_bind_int(st, 3, m->start_offset);
	writer_bind_int(st, 4, m->end);
	writer_bind_int(st, 5, m->end_offset);
	writer_bind_int(st, 6, m->over);
	int class = MEETING_HOURS;
	while (class < MEETING_LONG && m->over - m->start > meeting_limit[class])
		class ++;
	writer_bind_int(st, 7, class);
	writer_run(w, st);
}

void writer_put_zone(edition_writer *w, th_str name, const th_zone *zone)
{
	th_buf b = {0};
	for (size_t i = 0; i < zone->n; i++)
		th_buf_addf(&b, "%s%" PRId64 ",%d", i ? "," : "", zone->changes[i].from,
		    zone->changes[i].offset);
	sqlite3_stmt *st = writer_ask(w, "INSERT OR REPLACE INTO zone VALUES(?1, ?2)");
	writer_bind(st, 1, name);
	writer_bind(st, 2, th_buf_str(&b));
	writer_run(w, st);
	th_buf_free(&b);
}

void writer_put_cancelled(edition_writer *w, th_str uid, th_time at, th_time start)
{
	sqlite3_stmt *st = writer_ask(w, "INSERT OR REPLACE INTO cancelled VALUES(?1, ?2, ?3)");
	writer_bind(st, 1, uid);
	writer_bind_int(st, 2, at);
	writer_bind_int(st, 3, start);
	writer_run(w, st);
}
