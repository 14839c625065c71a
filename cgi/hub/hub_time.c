/* hub_time.c -- dates in the hub's zone, from the table that hub_load made. */
#include "teamhub/hub.h"

bool hub_date_parse(th_when *out, th_str text, const th_hub *hub)
{
	return zone_parse(out, text, hub->zone);
}

int hub_date_offset(const th_hub *hub, th_time at)
{
	return zone_offset(hub->zone, at);
}

th_time hub_date_end(const th_hub *hub, th_when when)
{
	if (when.at == TH_NEVER || !when.day_only)
		return when.at;
	th_civil c = th_civil_of(when.at + (th_time)when.offset * 60);
	if (when.parts == 1)
		c.year++;
	else if (when.parts == 2)
		c.month++;
	th_civil next = c;
	if (c.month > 12)
		next = (th_civil){c.year + 1, 1, 1, 0, 0, 0};
	if (when.parts == 3)
		next = th_civil_of(th_time_of((th_civil){c.year, c.month, c.day, 0, 0, 0}) + 86400);
	th_arena *a = th_arena_new();
	th_when end = {.at = TH_NEVER};
	zone_parse(
	    &end, th_str_fmt(a, "%04d-%02d-%02d", next.year, next.month, next.day), hub->zone);
	th_arena_free(a);
	return end.at == TH_NEVER ? when.at : end.at;
}
