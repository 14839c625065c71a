/* clock.c -- the one place where a command reads the clock. */
#include "teamhub/cmd.h"

#include <stdlib.h>
#include <time.h>

th_time publish_now(void)
{
	const char *fixed = getenv("TEAMHUB_NOW");
	th_time now;
	return fixed != NULL && th_time_parse_rfc3339(th_strz(fixed), &now) ? now
									    : (th_time)time(NULL);
}
