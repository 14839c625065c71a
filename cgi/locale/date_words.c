/* date_words.c -- dates as other programs and people write them, rewritten for date.c: "May 3,
 * 2024", "Fri, 03 May 2024 10:00:00 +0200", JavaScript's "Fri May 03 2024 10:00:00 GMT+0200 (…)",
 * "3. Mai 2024", "20240503". Called by zone_parse when nothing else fits. Knows English and German
 * months; a word that could mean anything else makes it not a date. */
#include "zone_words.h"

#include "teamhub/locale.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct found {
	int year, month, day, hour, minute, second;
	int offset; /* minutes */
	bool clock, zone;
	th_str word; /* for a zone */
} found;

static int month_of(th_str word)
{
	static const char *const names[][3] = {{"january", "januar", "jänner"},
	    {"february", "februar", ""}, {"march", "märz", "maerz"}, {"april", "", ""},
	    {"may", "mai", ""}, {"june", "juni", ""}, {"july", "juli", ""}, {"august", "", ""},
	    {"september", "", ""}, {"october", "oktober", ""}, {"november", "", ""},
	    {"december", "dezember", ""}};
	char low[16];
	if (word.n < 3 || word.n >= sizeof low)
		return 0;
	for (size_t i = 0; i < word.n; i++)
		low[i] = word.p[i] >= 'A' && word.p[i] <= 'Z' ? (char)(word.p[i] + 32) : word.p[i];
	for (int m = 0; m < 12; m++)
		for (int k = 0; k < 3; k++)
			if (names[m][k][0] != 0 && strncmp(names[m][k], low, word.n) == 0)
				return m + 1;
	return th_str_caseeq(word, TH_S("sept")) ? 9 : 0;
}

static bool is_filler(th_str word)
{
	static const char *const words[] = {"monday", "tuesday", "wednesday", "thursday", "friday",
	    "saturday", "sunday", "montag", "dienstag", "mittwoch", "donnerstag", "freitag",
	    "samstag", "sonnabend", "sonntag"};
	static const char *const others[] = {"at", "um", "uhr", "on", "am", "den", "the", "of",
	    "st", "nd", "rd", "th", "mo", "di", "mi", "do", "fr", "sa", "so"};
	for (size_t i = 0; i < TH_COUNT(others); i++)
		if (th_str_caseeq(word, th_strz(others[i])))
			return true;
	for (size_t i = 0; i < TH_COUNT(words); i++)
		if (word.n >= 3 && th_str_caseeq(word, th_str_sub(th_strz(words[i]), 0, word.n)))
			return true;
	return false;
}

static int number(th_str s, size_t from, size_t to)
{
	int value = 0;
	for (size_t i = from; i < to; i++)
		value = value * 10 + (s.p[i] - '0');
	return value;
}

static size_t digits(th_str s, size_t i)
{
	size_t from = i;
	while (i < s.n && th_is_digit(s.p[i]))
		i++;
	return i - from;
}

/* +2, -0500, +05:30 at `i`: its length, or 0. */
static size_t take_zone(found *f, th_str s, size_t i)
{
	size_t n = digits(s, i + 1), end = i + 1 + n;
	int hours = number(s, i + 1, end), minutes = 0;
	if (n == 0 || n == 3 || n > 4)
		return 0;
	if (n == 4) {
		minutes = hours % 100;
		hours /= 100;
	} else if (end + 2 < s.n && s.p[end] == ':' && digits(s, end + 1) == 2) {
		minutes = number(s, end + 1, end + 3);
		end += 3;
	}
	if (hours > 14 || minutes > 59)
		return 0;
	f->offset = (s.p[i] == '-' ? -1 : 1) * (hours * 60 + minutes);
	f->zone = true;
	return end - i;
}

/* 10:00, 10:00:05.123 at `i`. */
static size_t take_clock(found *f, th_str s, size_t i)
{
	size_t n = digits(s, i), at = i + n + 1;
	if (n > 2 || f->clock || digits(s, at) != 2)
		return 0;
	f->hour = number(s, i, i + n);
	f->minute = number(s, at, at + 2);
	at += 2;
	if (at < s.n && s.p[at] == ':' && digits(s, at + 1) == 2) {
		f->second = number(s, at + 1, at + 3);
		at += 3;
		if (at < s.n && s.p[at] == '.' && digits(s, at + 1) > 0)
			at += 1 + digits(s, at + 1);
	}
	f->clock = true;
	return at - i;
}

static size_t letters(th_str s, size_t i)
{
	size_t from = i;
	while (i < s.n && ((s.p[i] >= 'A' && s.p[i] <= 'Z') || (s.p[i] >= 'a' && s.p[i] <= 'z') ||
			      (unsigned char)s.p[i] >= 0x80))
		i++;
	return i - from;
}

/* "10 Uhr", "10 am", "10am": an hour of `n` digits at `i`. */
static bool is_hour(const found *f, th_str s, size_t i, size_t n)
{
	static const char *const words[] = {"uhr", "am", "pm", "h"};
	size_t at = i + n;
	while (at < s.n && s.p[at] == ' ')
		at++;
	th_str word = th_str_sub(s, at, at + letters(s, at));
	for (size_t k = 0; k < TH_COUNT(words); k++)
		if (th_str_caseeq(word, th_strz(words[k])))
			return n <= 2 && !f->clock && (f->day > 0 || k == 0);
	return false;
}

/* Three numbers with `sep` between them, of at most these digits: the length, or 0. */
static size_t take_three(int v[3], th_str s, size_t i, char sep, const size_t most[3])
{
	size_t at = i;
	for (int k = 0; k < 3; k++) {
		size_t n = digits(s, at);
		if (n == 0 || n > most[k] || (most[k] == 4 && n != 4))
			return 0;
		v[k] = number(s, at, at + n);
		at += n;
		if (k == 2)
			return at - i;
		if (at == s.n || s.p[at++] != sep)
			return 0;
		while (sep == '.' && at < s.n && s.p[at] == ' ')
			at++;
	}
	return 0;
}

/* 2026-06-10, 2026/6/10, 10.6.2026, 13/6/2026, 6/13/2026. */
static size_t take_day(found *f, th_str s, size_t i)
{
	static const size_t year_first[3] = {4, 2, 2}, year_last[3] = {2, 2, 4};
	int v[3];
	size_t n = take_three(v, s, i, '-', year_first);
	if (n == 0)
		n = take_three(v, s, i, '/', year_first);
	if (n > 0) {
		f->year = v[0];
		f->month = v[1];
		f->day = v[2];
		return n;
	}
	n = take_three(v, s, i, '.', year_last);
	bool slashed = n == 0 && (n = take_three(v, s, i, '/', year_last)) > 0;
	if (n == 0 || (slashed && v[0] <= 12 && v[1] <= 12 && v[0] != v[1]))
		return 0; /* either may be the month */
	bool month_first = slashed && v[1] > 12;
	f->day = month_first ? v[1] : v[0];
	f->month = month_first ? v[0] : v[1];
	f->year = v[2];
	return n;
}

bool date_is_slashed(th_str text, int *day, int *month, int *year)
{
	static const size_t year_last[3] = {2, 2, 4};
	int v[3];
	if (take_three(v, th_str_trim(text), 0, '/', year_last) == 0 || v[0] > 12 || v[1] > 12 ||
	    v[0] < 1 || v[1] < 1 || v[0] == v[1])
		return false;
	*day = v[0];
	*month = v[1];
	*year = v[2];
	return true;
}

static size_t take_number(found *f, th_str s, size_t i)
{
	size_t n = digits(s, i), whole;
	if (f->year == 0 && f->month == 0 && f->day == 0 && (whole = take_day(f, s, i)) > 0)
		return whole;
	if (i + n < s.n && s.p[i + n] == ':')
		return take_clock(f, s, i);
	if (is_hour(f, s, i, n)) {
		f->hour = number(s, i, i + n);
		f->clock = true;
		return n;
	}
	if (n == 8 && f->year == 0 && f->month == 0) {
		f->year = number(s, i, i + 4);
		f->month = number(s, i + 4, i + 6);
		f->day = number(s, i + 6, i + 8);
	} else if (n == 4 && f->year == 0) {
		f->year = number(s, i, i + 4);
	} else if (n <= 2 && f->day == 0) {
		f->day = number(s, i, i + n);
	} else {
		return 0;
	}
	return n;
}

static size_t take_word(found *f, th_str s, size_t i)
{
	th_str word = th_str_sub(s, i, i + letters(s, i));
	bool noon = th_str_caseeq(word, TH_S("pm")) || th_str_caseeq(word, TH_S("am"));
	if (noon && f->clock && f->hour >= 1 && f->hour <= 12) {
		f->hour = f->hour % 12 + (th_str_caseeq(word, TH_S("pm")) ? 12 : 0);
		return word.n;
	}
	if (f->clock && (th_str_caseeq(word, TH_S("gmt")) || th_str_caseeq(word, TH_S("utc")) ||
			    th_str_caseeq(word, TH_S("z")))) {
		f->zone = true;
		return word.n;
	}
	int month = f->month == 0 ? month_of(word) : 0;
	if (month > 0)
		f->month = month;
	else if (is_filler(word) || (f->year > 0 && th_str_eqz(word, "T")))
		return word.n;
	else if (f->clock && f->word.n == 0 && zone_looks_like_word(word))
		f->word = word;
	else
		return 0;
	return word.n;
}

bool date_respell(char out[DATE_RESPELT], th_str text)
{
	found f = {0};
	th_str s = th_str_trim(text);
	ptrdiff_t note = th_str_find(s, TH_S(" ("));
	if (note > 0 && th_str_ends(s, TH_S(")"))) /* the zone in words */
		s = th_str_sub(s, 0, (size_t)note);
	if (s.n > 80)
		return false;
	for (size_t i = 0, n = 0; i < s.n; i += n) {
		char c = s.p[i];
		if (c == ' ' || c == ',' || (c == '.' && (f.day > 0 || f.month > 0)))
			n = 1;
		else if (th_is_digit(c))
			n = take_number(&f, s, i);
		else if ((c == '+' || c == '-') && f.clock)
			n = take_zone(&f, s, i);
		else
			n = take_word(&f, s, i);
		if (n == 0)
			return false;
	}
	if (f.year == 0 || f.month < 1 || f.month > 12 || f.day < 1 || f.day > 31 || f.hour > 23 ||
	    f.minute > 59 || f.second > 59)
		return false;
	int at = snprintf(out, DATE_RESPELT, "%04d-%02d-%02d", f.year, f.month, f.day);
	if (f.clock)
		at += snprintf(out + at, DATE_RESPELT - (size_t)at, " %02d:%02d:%02d", f.hour,
		    f.minute, f.second);
	if (f.zone)
		snprintf(out + at, DATE_RESPELT - (size_t)at, " %c%02d:%02d",
		    f.offset < 0 ? '-' : '+', abs(f.offset) / 60, abs(f.offset) % 60);
	else if (f.word.n > 0)
		snprintf(out + at, DATE_RESPELT - (size_t)at, " %.*s", TH_FMT(f.word));
	return true;
}
