/* fuzz_recur.c -- rules of recurrence with anything in them: what is read gives meetings in order,
 * within bounds, and the same from wherever one begins to look. */
#include <stdint.h>
#include <stdlib.h>

#include "../../cgi/parse/event.h"

enum { SHOWN = 12 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const th_shift shifts[] = {{INT64_MIN, 60}, {1774746000, 120}, {1792890000, 60}};
	const th_zone zone = {shifts, TH_COUNT(shifts)};
	th_meeting m[SHOWN], last;
	th_series s = {.zone = &zone, .length = 3600};
	th_str bad = TH_NONE;
	if (n > 200 || !recur_read(&s.recur, th_strn((const char *)data, n), &zone, &bad))
		return 0;
	s.start = th_time_of((th_civil){2026, 1, 1, 2, 30, 0});
	bool spent;
	s.start = series_first(&s, &spent);
	if (s.start == TH_NEVER)
		return 0;
	size_t got = series_list(&s, 0, m, SHOWN);
	for (size_t i = 0; i + 1 < got; i++)
		if (m[i].start > m[i + 1].start || !series_last(&s, m[i].end, &last) ||
		    last.start != m[i].start)
			abort();
	return 0;
}
