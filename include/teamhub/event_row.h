/* event_row.h -- the table `event`: when an event takes place, by the clock of its zone. One
 * descriptor for writing and reading. It holds numbers only, so that the answering side parses
 * nothing that an author wrote; a list of numbers is a text with commas. */
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
	th_time until; /* TH_NEVER is stored as it is */
	th_str days, dates, months, choices, added, left_out;
	bool cancelled;
	int64_t revision; /* how often its content changed */
} event_row;

extern const row_desc event_desc;

/* Copies the parts of `s` into the row and back; texts and lists live in `a`. The caller supplies
 * the zone. */
void event_row_fill(event_row *row, const th_series *s, th_arena *a);
void event_row_series(const event_row *row, th_series *s, th_arena *a);

/* Reads the next number of "123,-4"; false at the end. */
bool event_number(th_str *rest, int64_t *out);

#endif
