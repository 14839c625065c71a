/* date.c -- dates as authors write them, in the zone of the hub, and back into words.
 *
 * ICU knows the zones and the words. Its calendars are slow to open, so a hub's zone is asked once
 * for all its changes and kept as a table: ten thousand stories then cost arithmetic only. No clock
 * is read here. */
#include "teamhub/locale.h"

#include <stdlib.h>
#include <unicode/ucal.h>
#include <unicode/uclean.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/ustring.h>

static const int64_t YEAR_1900 = -2208988800, YEAR_2200 = 7258118400;

static void *icu_malloc(const void *context, size_t n)
{
	(void)context;
	return th_malloc(n);
}

static void *icu_realloc(const void *context, void *p, size_t n)
{
	(void)context;
	return th_realloc(p, n);
}

static void icu_free(const void *context, void *p)
{
	(void)context;
	free(p);
}

void locale_start(void)
{
	UErrorCode status = U_ZERO_ERROR; /* a second time is one time too many, and harmless */
	u_setMemoryFunctions(NULL, icu_malloc, icu_realloc, icu_free, &status);
}

/* A UTF-16 copy, terminated; false when it does not fit. */
static bool to_utf16(UChar *out, int32_t cap, th_str s)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t n = 0;
	u_strFromUTF8(out, cap, &n, s.p ? s.p : "", (int32_t)(s.n > 1000 ? 1000 : s.n), &status);
	return U_SUCCESS(status) && n < cap;
}

static UCalendar *open_zone(th_str name)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar id[64], found[64];
	UBool known = false;
	/* ICU takes "Mars/Phobos" for UTC without a word; its canonical ids tell. */
	if (name.n == 0 || !to_utf16(id, TH_COUNT(id), name))
		return NULL;
	ucal_getCanonicalTimeZoneID(id, -1, found, TH_COUNT(found), &known, &status);
	if (U_FAILURE(status) || !known)
		return NULL;
	UCalendar *cal = ucal_open(id, -1, "en", UCAL_GREGORIAN, &status);
	return U_SUCCESS(status) ? cal : NULL;
}

static int calendar_offset(UCalendar *cal, th_time at)
{
	UErrorCode status = U_ZERO_ERROR;
	ucal_setMillis(cal, (UDate)at * 1000, &status);
	int32_t ms =
	    ucal_get(cal, UCAL_ZONE_OFFSET, &status) + ucal_get(cal, UCAL_DST_OFFSET, &status);
	return U_SUCCESS(status) ? ms / 60000 : 0;
}

const th_zone *zone_make(th_arena *a, th_str name)
{
	UCalendar *cal = open_zone(name);
	if (cal == NULL)
		return NULL;
	TH_LIST(th_shift) list = {0};
	th_time at = YEAR_1900;
	*TH_ADD(a, &list) = (th_shift){INT64_MIN, calendar_offset(cal, at)};
	while (at < YEAR_2200) {
		UErrorCode status = U_ZERO_ERROR;
		UDate then = 0;
		ucal_setMillis(cal, (UDate)at * 1000, &status);
		if (!ucal_getTimeZoneTransitionDate(cal, UCAL_TZ_TRANSITION_NEXT, &then, &status) ||
		    U_FAILURE(status) || (th_time)(then / 1000) <= at)
			break;
		at = (th_time)(then / 1000);
		*TH_ADD(a, &list) = (th_shift){at, calendar_offset(cal, at)};
	}
	ucal_close(cal);
	th_zone *zone = TH_NEW(a, th_zone);
	zone->changes = list.v;
	zone->n = list.n;
	return zone;
}

/* ---- reading ---- */

typedef struct cursor {
	th_str s;
	size_t i;
} cursor;

static int peek(const cursor *c)
{
	return c->i < c->s.n ? (unsigned char)c->s.p[c->i] : 0;
}

static bool take(cursor *c, char what)
{
	if (peek(c) != what)
		return false;
	c->i++;
	return true;
}

static bool take_digits(cursor *c, int least, int most, int *out)
{
	int n = 0;
	*out = 0;
	for (; n < most && peek(c) >= '0' && peek(c) <= '9'; n++, c->i++)
		*out = *out * 10 + (peek(c) - '0');
	return n >= least && !(peek(c) >= '0' && peek(c) <= '9');
}

static void take_spaces(cursor *c)
{
	while (peek(c) == ' ' || peek(c) == '\t')
		c->i++;
}

/* 2026, 2026-11, 2026-11-23, 2026/11/23, 23.11.2026: the parts read, 0 when none. */
static int read_day(cursor *c, th_civil *day)
{
	size_t start = c->i;
	*day = (th_civil){.month = 1, .day = 1};
	if (take_digits(c, 1, 2, &day->day) && take(c, '.')) {
		take_spaces(c);
		if (!take_digits(c, 1, 2, &day->month) || !take(c, '.'))
			return 0;
		take_spaces(c);
		return take_digits(c, 4, 4, &day->year) ? 3 : 0;
	}
	c->i = start;
	*day = (th_civil){.month = 1, .day = 1};
	if (!take_digits(c, 4, 4, &day->year))
		return 0;
	char sep = peek(c) == '/' ? '/' : '-';
	if (!take(c, sep))
		return 1;
	if (!take_digits(c, 1, 2, &day->month))
		return 0;
	if (!take(c, sep))
		return 2;
	return take_digits(c, 1, 2, &day->day) ? 3 : 0;
}

static bool read_clock(cursor *c, th_civil *day)
{
	int fraction;
	if (!take_digits(c, 1, 2, &day->hour) || !take(c, ':') ||
	    !take_digits(c, 2, 2, &day->minute))
		return false;
	if (take(c, ':') && !take_digits(c, 2, 2, &day->second))
		return false;
	return !take(c, '.') || take_digits(c, 1, 9, &fraction);
}

/* Z, UTC, +1, +01, +0100, +01:00. */
static bool read_offset(cursor *c, int *offset)
{
	int hours, minutes = 0, sign = peek(c) == '-' ? -1 : 1;
	th_str rest = th_str_sub(c->s, c->i, c->s.n);
	*offset = 0;
	if (th_str_caseeq(rest, TH_S("z")) || th_str_eqz(rest, "UTC") || th_str_eqz(rest, "GMT")) {
		c->i = c->s.n;
		return true;
	}
	if (!take(c, '+') && !take(c, '-'))
		return false;
	size_t start = c->i;
	if (!take_digits(c, 1, 2, &hours)) {
		int both;
		c->i = start;
		if (!take_digits(c, 4, 4, &both))
			return false;
		hours = both / 100;
		minutes = both % 100;
	} else if (take(c, ':') && !take_digits(c, 2, 2, &minutes)) {
		return false;
	}
	*offset = sign * (hours * 60 + minutes);
	return hours <= 14 && minutes < 60;
}

/* `named` gets the zone's name when one stands at the end. */
static bool parse(th_when *out, th_str text, const th_zone *zone, th_str *named)
{
	cursor c = {th_str_trim(text), 0};
	th_civil civil;
	th_when when = {.at = TH_NEVER, .line = out->line};
	when.parts = (uint8_t)read_day(&c, &civil);
	if (when.parts == 0)
		return false;
	when.day_only = true;
	*named = TH_NONE;
	bool offset_given = false;
	if (when.parts == 3 && c.i < c.s.n) {
		if (!take(&c, 'T') && !take(&c, 't')) {
			if (!take(&c, ' '))
				return false;
			take_spaces(&c);
		}
		if (!read_clock(&c, &civil))
			return false;
		when.parts = 4;
		when.day_only = false;
		take_spaces(&c);
		if (c.i < c.s.n) {
			offset_given = read_offset(&c, &when.offset);
			if (!offset_given && !(peek(&c) >= 'A' && peek(&c) <= 'Z'))
				return false;
			if (!offset_given) {
				*named = th_str_sub(c.s, c.i, c.s.n);
				c.i = c.s.n;
			}
		}
	}
	if (c.i != c.s.n || !th_civil_valid(civil))
		return false;
	th_time local = th_time_of(civil);
	if (offset_given || named->p != NULL)
		when.parts = 5;
	if (offset_given)
		when.at = local - when.offset * 60;
	else if (named->p == NULL)
		when.at = zone_instant(zone, local, &when.offset);
	else
		when.at = local; /* the caller resolves it */
	*out = when;
	return true;
}

bool zone_parse(th_when *out, th_str text, const th_zone *zone)
{
	th_str named;
	th_when when = {.line = out->line};
	char respelt[40];
	if (!parse(&when, text, zone, &named) &&
	    !(date_respell(respelt, text) && parse(&when, th_strz(respelt), zone, &named)))
		return false;
	if (named.p != NULL) {
		th_arena *a = th_arena_new();
		const th_zone *other = zone_make(a, named);
		if (other != NULL)
			when.at = zone_instant(other, when.at, &when.offset);
		th_arena_free(a);
		if (other == NULL)
			return false;
	}
	*out = when;
	return true;
}

/* ---- writing ---- */

static UDateFormat *open_month(const char *locale, UErrorCode *status)
{
	static const UChar utc[] = {'U', 'T', 'C', 0}, parts[] = {'y', 'M', 'M', 'M', 'M', 0};
	UChar pattern[64];
	UDateTimePatternGenerator *by = udatpg_open(locale, status);
	int32_t n = udatpg_getBestPattern(by, parts, -1, pattern, TH_COUNT(pattern), status);
	udatpg_close(by);
	return U_SUCCESS(*status)
		   ? udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, utc, 3, pattern, n, status)
		   : NULL;
}

static th_str label(th_arena *a, th_time at, th_str lang, bool month)
{
	static const UChar utc[] = {'U', 'T', 'C', 0};
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[128];
	char text[512];
	int32_t n = 0;
	char locale[32] = "en";
	if (lang.n > 0 && lang.n < sizeof(locale)) {
		memcpy(locale, lang.p, lang.n);
		locale[lang.n] = 0;
	}
	UDateFormat *format =
	    month ? open_month(locale, &status)
		  : udat_open(UDAT_NONE, UDAT_LONG, locale, utc, 3, NULL, 0, &status);
	if (U_SUCCESS(status))
		udat_format(format, (UDate)at * 1000, wide, TH_COUNT(wide), NULL, &status);
	if (U_SUCCESS(status))
		u_strToUTF8(text, sizeof(text), &n, wide, -1, &status);
	udat_close(format);
	if (U_SUCCESS(status))
		return th_str_dup(a, (th_str){text, (size_t)n});
	return th_str_sub(th_time_rfc3339(a, at, 0), 0, month ? 7 : 10);
}

th_str date_month_label(th_arena *a, th_time at, th_str lang)
{
	return label(a, at, lang, true);
}

th_str date_label(th_arena *a, th_time at, int offset, th_str lang)
{
	return label(a, at + (th_time)offset * 60, lang, false);
}
