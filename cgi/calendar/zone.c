/* zone.c -- the offsets of a zone, from a table that publish made (locale/date.c asks ICU). So the
 * answering program needs no zone files, and two machines agree. */
#include "teamhub/calendar.h"

int zone_offset(const th_zone *zone, th_time at)
{
	size_t low = 0, high = zone ? zone->n : 0;
	if (high == 0)
		return 0;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (zone->changes[middle].from <= at)
			low = middle;
		else
			high = middle;
	}
	return zone->changes[low].offset;
}

int zone_shows(const th_zone *zone, th_time wall)
{
	int before = zone_offset(zone, wall - 86400), after = zone_offset(zone, wall + 86400);
	int n = zone_offset(zone, wall - before * 60) == before;
	return n + (after != before && zone_offset(zone, wall - after * 60) == after);
}

th_time zone_instant(const th_zone *zone, th_time wall, int *offset)
{
	int before = zone_offset(zone, wall - 86400), after = zone_offset(zone, wall + 86400);
	th_time at = wall - before * 60;
	*offset = zone_offset(zone, at);
	if (*offset != before && zone_offset(zone, wall - after * 60) == after) {
		at = wall - after * 60;
		*offset = after;
	}
	return at;
}
