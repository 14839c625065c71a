/* date.c -- dates as authors write them, in the hub's zone, and back into words.
 *
 * ICU knows the zones and the words. Its calendars are slow to open, so ICU is asked once for all
 * changes of a hub's zone, which are kept as a table: ten thousand stories then cost arithmetic
 * only. Reads no clock. */
#include "zone_words.h"

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

/* Three-letter names that ICU kept from 1997: BST is Bangladesh. Allows those in the zone
 * database. */
static bool is_short_name(th_str name)
{
	static const char *const real[] = {"CET", "EET", "MET", "WET", "EST", "MST", "HST", "UTC",
	    "GMT", "UCT", "PRC", "ROC", "ROK"};
	bool is_short = name.n == 3;
	for (size_t i = 0; i < name.n; i++)
		is_short = is_short && name.p[i] >= 'A' && name.p[i] <= 'Z';
	for (size_t i = 0; i < TH_COUNT(real); i++)
		is_short = is_short && !th_str_eqz(name, real[i]);
	return is_short;
}

static UCalendar *open_zone(th_str name)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar id[64], found[64];
	UBool known = false;
	/* ICU silently takes "Mars/Phobos" for UTC; its canonical ids reveal it. */
	if (name.n == 0 || is_short_name(name) || !to_utf16(id, TH_COUNT(id), name))
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

int zone_offset_named(const char *name, th_time wall)
{
	UCalendar *cal = open_zone(th_strz(name));
	int offset = cal != NULL ? calendar_offset(cal, wall) : 0;
	offset = cal != NULL ? calendar_offset(cal, wall - offset * 60) : 0;
	ucal_close(cal);
	return offset;
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
	for (; n < most && th_is_digit(peek(c)); n++, c->i++)
		*out = *out * 10 + (peek(c) - '0');
	return n >= least && !th_is_digit(peek(c));
}

static void take_spaces(cursor *c)
{
	while (th_is_blank(peek(c)))
		c->i++;
}

/* 2026, 2026-11, 2026-11-23, 2026/11/23, 23.11.2026: returns how many parts were read, or 0. */
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

/* Z, UTC, GMT. */
static bool take_universal(cursor *c)
{
	static const char *const words[] = {"UTC", "GMT", "Z"};
	th_str rest = th_str_sub(c->s, c->i, c->s.n);
	for (size_t i = 0; i < TH_COUNT(words); i++) {
		th_str word = th_strz(words[i]);
		char next = word.n < rest.n ? rest.p[word.n] : ' ';
		if (th_str_caseeq(th_str_sub(rest, 0, word.n), word) &&
		    (next == ' ' || next == '+' || next == '-' || next == '[')) {
			c->i += word.n;
			return true;
		}
	}
	return false;
}

/* "[Europe/Berlin]" (RFC 9557) or "CEST" (Go) after an offset repeats it. */
static void take_name_again(cursor *c)
{
	th_str rest = th_str_trim(th_str_sub(c->s, c->i, c->s.n));
	bool bracket = th_str_starts(rest, TH_S("[")) && th_str_ends(rest, TH_S("]"));
	if (bracket || zone_looks_like_word(rest))
		c->i = c->s.n;
}

/* Z, UTC, UTC+2, +1, +01, +0100, +01:00. */
static bool read_offset(cursor *c, int *offset)
{
	int hours, minutes = 0;
	bool universal = take_universal(c);
	int sign = peek(c) == '-' ? -1 : 1;
	*offset = 0;
	if (!take(c, '+') && !take(c, '-')) {
		if (universal)
			take_name_again(c);
		return universal;
	}
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
	take_name_again(c);
	return hours <= 14 && minutes < 60;
}

/* `named` is set to the zone's name if one follows; `at` is then wall clock. */
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
			if (!offset_given) {
				*named = th_str_sub(c.s, c.i, c.s.n);
				if (th_str_chr(*named, '/') < 0 && !zone_looks_like_word(*named))
					return false;
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
		when.at = local;
	*out = when;
	return true;
}

static bool parse_any(
    th_when *out, th_str text, const th_zone *zone, char respelt[DATE_RESPELT], th_str *named)
{
	return parse(out, text, zone, named) ||
	       (date_respell(respelt, text) && parse(out, th_strz(respelt), zone, named));
}

/* Turns `when` from wall clock in the named zone into an instant. */
static bool resolve_named(th_when *when, th_str named)
{
	zone_meanings meant;
	if (zone_word(&meant, named, when->at)) {
		when->offset = meant.offset[0];
		when->at -= (th_time)meant.offset[0] * 60;
		return meant.n == 1;
	}
	if (zone_looks_like_word(named))
		return false;
	th_arena *a = th_arena_new();
	const th_zone *other = zone_make(a, named);
	if (other != NULL)
		when->at = zone_instant(other, when->at, &when->offset);
	th_arena_free(a);
	return other != NULL;
}

bool zone_parse(th_when *out, th_str text, const th_zone *zone)
{
	th_str named;
	th_when when = {.line = out->line};
	char respelt[DATE_RESPELT];
	if (!parse_any(&when, text, zone, respelt, &named) ||
	    (named.p != NULL && !resolve_named(&when, named)))
		return false;
	*out = when;
	return true;
}

static th_str with_offset(th_arena *a, th_time wall, int offset)
{
	th_civil c = th_civil_of(wall);
	int minutes = abs(offset);
	return th_str_fmt(a, "%04d-%02d-%02d %02d:%02d %c%02d:%02d", c.year, c.month, c.day, c.hour,
	    c.minute, offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

bool date_doubt(th_doubt *out, th_str text, th_arena *a)
{
	th_str named = TH_NONE;
	th_when when = {0};
	zone_meanings meant;
	char respelt[DATE_RESPELT];
	int day, month, year;
	*out = (th_doubt){.choices = TH_NONE};
	if (date_is_slashed(text, &day, &month, &year)) {
		out->choices = th_str_fmt(
		    a, "%04d-%02d-%02d, %04d-%02d-%02d", year, month, day, year, day, month);
		return true;
	}
	if (!parse_any(&when, text, NULL, respelt, &named) || named.p == NULL)
		return false;
	out->zone = th_str_dup(a, named);
	if (zone_word(&meant, named, when.at))
		for (size_t i = 0; i < meant.n; i++)
			out->choices = th_str_fmt(a, "%.*s%s%.*s", TH_FMT(out->choices),
			    i > 0 ? ", " : "", TH_FMT(with_offset(a, when.at, meant.offset[i])));
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
