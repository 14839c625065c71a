/* time.c -- civil dates and the three formats of an instant that the web uses. Named zones and
 * dates as authors write them are read in locale/date.c; this is only arithmetic. */
#include "teamhub/base.h"

#include <stdio.h>
#include <time.h>

static const char days[7][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
static const char months[12][4] = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/* Days since 1970-01-01 and back (H. Hinnant, "chrono-compatible low-level date algorithms"). */
static int64_t days_of(int64_t y, int m, int d)
{
	y -= m <= 2;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return era * 146097 + doe - 719468;
}

th_time th_time_of(th_civil c)
{
	return days_of(c.year, c.month, c.day) * 86400 + c.hour * 3600 + c.minute * 60 + c.second;
}

th_civil th_civil_of(th_time t)
{
	int64_t z = t / 86400, rest = t % 86400;
	if (rest < 0)
		rest += 86400, z--;
	z += 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	int month = (int)(mp < 10 ? mp + 3 : mp - 9);
	return (th_civil){(int)(yoe + era * 400 + (month <= 2)), month,
	    (int)(doy - (153 * mp + 2) / 5 + 1), (int)(rest / 3600), (int)(rest / 60 % 60),
	    (int)(rest % 60)};
}

bool th_civil_valid(th_civil c)
{
	static const int length[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	if (c.year < 1 || c.year > 9999 || c.month < 1 || c.month > 12 || c.day < 1)
		return false;
	bool leap = (c.year % 4 == 0 && c.year % 100 != 0) || c.year % 400 == 0;
	if (c.day > length[c.month - 1] + (c.month == 2 && leap))
		return false;
	return c.hour >= 0 && c.hour < 24 && c.minute >= 0 && c.minute < 60 && c.second >= 0 &&
	       c.second < 60;
}

int th_weekday(th_time t)
{
	int64_t day = t / 86400 - (t % 86400 < 0);
	return (int)(((day + 4) % 7 + 7) % 7);
}

/* `n` digits with leading zeros, then `after`. Not printf, since every line of a page has dates. */
static char *put(char *to, int n, int value, char after)
{
	for (int i = n - 1; i >= 0; i--, value /= 10)
		to[i] = (char)('0' + value % 10);
	to[n] = after;
	return to + n + 1;
}

th_str th_time_rfc3339(th_arena *a, th_time t, int offset)
{
	th_civil c = th_civil_of(t + (th_time)offset * 60);
	if (c.year < 0 || c.year > 9999)
		return th_str_fmt(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year, c.month, c.day,
		    c.hour, c.minute, c.second);
	char *s = th_alloc(a, sizeof("0000-00-00T00:00:00+00:00")), *to = s;
	to = put(to, 4, c.year, '-');
	to = put(to, 2, c.month, '-');
	to = put(to, 2, c.day, 'T');
	to = put(to, 2, c.hour, ':');
	to = put(to, 2, c.minute, ':');
	to = put(to, 2, c.second, offset == 0 ? 'Z' : offset < 0 ? '-' : '+');
	if (offset != 0) {
		int east = offset < 0 ? -offset : offset;
		to = put(to, 2, east / 60, ':');
		to = put(to, 2, east % 60, '\0') - 1;
	}
	return th_strn(s, (size_t)(to - s));
}

static th_str wordy(th_arena *a, th_time t, const char *zone)
{
	th_civil c = th_civil_of(t);
	return th_str_fmt(a, "%s, %02d %s %04d %02d:%02d:%02d %s", days[th_weekday(t)], c.day,
	    months[c.month - 1], c.year, c.hour, c.minute, c.second, zone);
}

th_str th_time_rfc822(th_arena *a, th_time t)
{
	return wordy(a, t, "+0000");
}

th_str th_time_http(th_arena *a, th_time t)
{
	return wordy(a, t, "GMT");
}

/* Reads exactly `n` digits at *p. */
static bool digits(const char **p, const char *end, int n, int *out)
{
	*out = 0;
	for (; n > 0; n--, (*p)++) {
		if (*p >= end || **p < '0' || **p > '9')
			return false;
		*out = *out * 10 + (**p - '0');
	}
	return true;
}

static bool one(const char **p, const char *end, const char *set)
{
	if (*p >= end || !strchr(set, **p))
		return false;
	(*p)++;
	return true;
}

bool th_time_parse_http(th_str s, th_time *out)
{
	th_civil c;
	if (s.n != 29)
		return false;
	const char *p = s.p + 5, *end = s.p + s.n;
	if (memcmp(s.p + 3, ", ", 2) != 0 || memcmp(s.p + 25, " GMT", 4) != 0)
		return false;
	if (!digits(&p, end, 2, &c.day) || !one(&p, end, " "))
		return false;
	for (c.month = 1; c.month <= 12 && memcmp(p, months[c.month - 1], 3) != 0; c.month++)
		;
	p += 3;
	if (!one(&p, end, " ") || !digits(&p, end, 4, &c.year) || !one(&p, end, " ") ||
	    !digits(&p, end, 2, &c.hour) || !one(&p, end, ":") || !digits(&p, end, 2, &c.minute) ||
	    !one(&p, end, ":") || !digits(&p, end, 2, &c.second) || !th_civil_valid(c))
		return false;
	*out = th_time_of(c);
	return true;
}

bool th_time_parse_rfc3339(th_str s, th_time *out)
{
	th_civil c;
	int hours = 0, minutes = 0, sign = 1;
	if (s.n < 20)
		return false;
	const char *p = s.p, *end = s.p + s.n;
	if (!digits(&p, end, 4, &c.year) || !one(&p, end, "-") || !digits(&p, end, 2, &c.month) ||
	    !one(&p, end, "-") || !digits(&p, end, 2, &c.day) || !one(&p, end, "Tt ") ||
	    !digits(&p, end, 2, &c.hour) || !one(&p, end, ":") || !digits(&p, end, 2, &c.minute) ||
	    !one(&p, end, ":") || !digits(&p, end, 2, &c.second) || !th_civil_valid(c))
		return false;
	if (p < end && *p == '.')
		for (p++; p < end && th_is_digit(*p); p++)
			;
	if (p < end && (*p == 'Z' || *p == 'z')) {
		p++;
	} else {
		if (p < end && *p == '-')
			sign = -1;
		if (!one(&p, end, "+-") || !digits(&p, end, 2, &hours) || !one(&p, end, ":") ||
		    !digits(&p, end, 2, &minutes) || hours > 23 || minutes > 59)
			return false;
	}
	*out = th_time_of(c) - sign * (hours * 3600 + minutes * 60);
	return p == end;
}

int64_t th_clock_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
