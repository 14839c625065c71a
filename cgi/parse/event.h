/* event.h -- what event.c and recur_read.c share with the fields and with tests. */
#ifndef TEAMHUB_PARSE_EVENT_H
#define TEAMHUB_PARSE_EVENT_H

#include "fields.h"

/* Reads "FREQ=MONTHLY;BYDAY=1TH". `zone`: for an UNTIL in UTC. False: *bad is the part that is not
 * understood, or that conflicts with the others. */
bool recur_read(th_recur *out, th_str text, const th_zone *zone, th_str *bad);

/* The fields of an event, which can only be read together; indexes in field_job.event. */
enum {
	EVENT_START,
	EVENT_END,
	EVENT_ZONE,
	EVENT_RRULE,
	EVENT_UNTIL,
	EVENT_COUNT,
	EVENT_EXDATE,
	EVENT_RDATE,
	EVENT_CANCELLED,
	EVENT_FIELDS,
};

static inline void event_keep(field_job *job, size_t which, const yaml_node *n)
{
	job->event[which] = n;
}

/* After all fields are read: fills event.schedule, and converts start and end to the event's own
 * zone. Faults are findings; job->bad when it cannot be published. */
void event_read(field_job *job);

#endif
