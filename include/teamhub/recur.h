/* recur.h -- a rule in libical's own form, for series.c and for the face that writes iCalendar. */
#ifndef TEAMHUB_RECUR_H
#define TEAMHUB_RECUR_H

#include "teamhub/calendar.h"

#include <libical/ical.h>

/* Converts the rule; `until` is wall clock (or a day, when `day_only`). TH_ONCE is not a rule. */
void recur_to_ical(struct icalrecurrencetype *out, const th_recur *r, bool day_only);
/* Wall clock without a zone, or a day. */
struct icaltimetype wall_to_ical(th_time wall, bool day_only);

#endif
