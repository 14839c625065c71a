/* event_row.h -- table event: when an event takes place, by the clock of its zone. One descriptor
 * for whoever writes it and whoever reads it. Numbers only, so that whoever answers has nothing to
 * read that an author wrote; lists of them are texts with commas between. */
#ifndef TEAMHUB_EVENT_ROW_H
#define TEAMHUB_EVENT_ROW_H

#include "teamhub/calendar.h"
#include "teamhub/rows.h"

typedef struct event_row {
	th_str doc, zone;
	th_time start;
	int64_t length; /* 0: no end was given */
	bool day_only;
	int freq, step, count, week_start;
	th_time until; /* TH_NEVER is written as it is */
	th_str days, dates, months, choices, added, left_out;
	bool cancelled;
	int64_t revision; /* how often its content changed */
} event_row;

extern const row_desc event_desc;

/* The parts of `s` into the row and back; texts and lists live in `a`. The zone is the caller's. */
void event_row_fill(event_row *row, const th_series *s, th_arena *a);
void event_row_series(const event_row *row, th_series *s, th_arena *a);

/* The next number of "123,-4"; false at the end. */
bool event_number(th_str *rest, int64_t *out);

#endif
