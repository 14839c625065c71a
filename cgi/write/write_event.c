/* write_event.c -- when events take place, as rows. Called by the publish pipeline. */
#include "teamhub/event_row.h"
#include "teamhub/row_desc.h"
#include "teamhub/writing.h"

#include <inttypes.h>

void writer_put_event(edition_writer *w, const row_event *e)
{
	th_arena *a = th_arena_new();
	event_row row = {
	    .doc = e->doc, .zone = e->zone, .cancelled = e->cancelled, .revision = e->revision};
	event_row_fill(&row, e->series, a);
	writer_put(w, &event_desc, &row);
	th_arena_free(a);
}

typedef struct meeting_row {
	row_meeting of;
	int class;
} meeting_row;

#define ROW meeting_row
static const row_column meeting_columns[] = {
    TEXT(of.doc, "doc"),
    NUMBER(of.start, "start"),
    INT(of.start_offset, "start_offset"),
    NUMBER(of.end, "end"),
    INT(of.end_offset, "end_offset"),
    NUMBER(of.over, "over"),
    INT(class, "class"),
};
const row_desc meeting_desc = ROW_INSERT("INSERT OR IGNORE INTO meeting", meeting_columns);
#undef ROW

void writer_put_meeting(edition_writer *w, const row_meeting *m)
{
	meeting_row row = {.of = *m, .class = MEETING_HOURS};
	while (row.class < MEETING_LONG && m->over - m->start > meeting_limit[row.class])
		row.class ++;
	writer_put(w, &meeting_desc, &row);
}

void writer_put_zone(edition_writer *w, th_str name, const th_zone *zone)
{
	th_buf b = {0};
	for (size_t i = 0; i < zone->n; i++)
		th_buf_addf(&b, "%s%" PRId64 ",%d", i ? "," : "", zone->changes[i].from,
		    zone->changes[i].offset);
	WRITE(w, "INSERT OR REPLACE INTO zone VALUES(?1, ?2)", name, th_buf_str(&b));
	th_buf_free(&b);
}

void writer_put_cancelled(edition_writer *w, th_str uid, th_time at, th_time start)
{
	WRITE(w, "INSERT OR REPLACE INTO cancelled VALUES(?1, ?2, ?3)", uid, at, start);
}
