/* ical.h -- what the two files that write iCalendar share. Private to the face room. */
#ifndef FACE_ICAL_H
#define FACE_ICAL_H

#include "teamhub/face.h"
#include "teamhub/recur.h"

/* The VTIMEZONE of a zone for events from `since` on: the offset at that time, and later changes as
 * rules (RFC 5545 §3.6.5). */
icalcomponent *ical_zone(const th_zone *zone, const char *name, th_time since);
/* An instant in UTC. */
struct icaltimetype ical_utc(th_time at);
/* The name of the nearest colour that CSS has a name for. */
const char *ical_colour(th_str hex);

#endif
