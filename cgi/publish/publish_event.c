/* publish_event.c -- when an event takes place, as rows of the edition; and the uid that tells
 * calendars of a withdrawn event. Called with the event's other rows. */
#include "teamhub/publish_steps.h"

/* How often its content has changed, by the repository's history. */
static int64_t revision_of(publish_rows *p)
{
	int64_t n = 0;
	for (size_t i = 0; i < p->langs.n; i++) {
		const th_doc *d = p->langs.v[i].doc;
		const revisions *list = d->entry ? histories_of(p->histories, d) : NULL;
		for (size_t k = 0; list != NULL && k < list->n; k++)
			n += list->v[k].kind == REVISION_CHANGED;
	}
	return n;
}

typedef struct meetings {
	edition_writer *w;
	const th_series *series;
	row_meeting row;
} meetings;

static void put(void *ctx, const th_meeting *m)
{
	meetings *x = ctx;
	x->row.start = m->start;
	x->row.start_offset = m->start_offset;
	x->row.end = m->end;
	x->row.end_offset = m->end_offset;
	x->row.over = series_over(x->series, m);
	writer_put_meeting(x->w, &x->row);
}

void rows_put_event(publish_rows *p, const th_doc *doc)
{
	const th_hub *hub = p->content->hub;
	const th_event *e = doc->event.schedule;
	if (e == NULL)
		return;
	const th_zone *zone =
	    th_str_eq(e->zone, hub->timezone) ? hub->zone : zone_make(p->a, e->zone);
	th_series series = event_series(e, zone);
	row_event row = {.doc = doc->id,
	    .zone = e->zone,
	    .series = &series,
	    .cancelled = e->cancelled,
	    .revision = revision_of(p)};
	writer_put_event(p->w, &row);
	meetings m = {.w = p->w, .row = {.doc = doc->id}, .series = &series};
	series_span(&series, p->content->meetings_from, p->content->meetings_until, put, &m);
	if (zone != NULL)
		writer_put_zone(p->w, e->zone, zone);
}
