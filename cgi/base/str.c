/* str.c -- text as pointer and length: comparing, cutting, copying; and the operator's error. */
#include "teamhub/base.h"

#include <stdio.h>
#include <stdlib.h>

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool th_str_eq(th_str a, th_str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool th_str_eqz(th_str a, const char *z)
{
	return th_str_eq(a, th_strz(z));
}

bool th_str_caseeq(th_str a, th_str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

int th_str_cmp(th_str a, th_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;
	return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool th_str_starts(th_str s, th_str prefix)
{
	return s.n >= prefix.n && th_str_eq((th_str){s.p, prefix.n}, prefix);
}

bool th_str_ends(th_str s, th_str suffix)
{
	return s.n >= suffix.n &&
	       (suffix.n == 0 || memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0);
}

ptrdiff_t th_str_chr(th_str s, char c)
{
	const char *hit = s.n ? memchr(s.p, c, s.n) : NULL;
	return hit ? hit - s.p : -1;
}

ptrdiff_t th_str_rchr(th_str s, char c)
{
	for (size_t i = s.n; i > 0; i--)
		if (s.p[i - 1] == c)
			return (ptrdiff_t)i - 1;
	return -1;
}

ptrdiff_t th_str_find(th_str s, th_str needle)
{
	if (needle.n == 0)
		return 0;
	for (size_t i = 0; i + needle.n <= s.n; i++) {
		const char *hit = memchr(s.p + i, needle.p[0], s.n - needle.n - i + 1);
		if (hit == NULL)
			return -1;
		if (memcmp(hit, needle.p, needle.n) == 0)
			return hit - s.p;
		i = (size_t)(hit - s.p);
	}
	return -1;
}

th_str th_str_sub(th_str s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	return s.p ? (th_str){s.p + from, to - from} : TH_NONE;
}

bool th_str_is_blank(th_str s)
{
	return th_str_trim(s).n == 0;
}

th_str th_str_trim(th_str s)
{
	while (s.n > 0 && th_is_space(s.p[0]))
		s.p++, s.n--;
	while (s.n > 0 && th_is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool th_str_split(th_str *rest, char sep, th_str *part)
{
	if (rest->p == NULL)
		return false;
	ptrdiff_t at = th_str_chr(*rest, sep);
	if (at < 0) {
		*part = *rest;
		*rest = TH_NONE;
	} else {
		*part = th_str_sub(*rest, 0, (size_t)at);
		*rest = th_str_sub(*rest, (size_t)at + 1, rest->n);
	}
	return true;
}

bool th_str_uint(th_str s, uint64_t max, uint64_t *out)
{
	uint64_t v = 0;
	if (s.n == 0 || s.n > 20)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		if (__builtin_mul_overflow(v, 10u, &v) ||
		    __builtin_add_overflow(v, (uint64_t)(s.p[i] - '0'), &v))
			return false;
	}
	*out = v;
	return v <= max;
}

uint64_t th_str_hash(th_str s)
{
	uint64_t h = 14695981039346656037u;
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	return h ^ (h >> 32);
}

th_str th_str_dup(th_arena *a, th_str s)
{
	return (th_str){th_str_z(a, s), s.n};
}

char *th_str_z(th_arena *a, th_str s)
{
	char *p = th_alloc(a, s.n + 1);
	if (s.n > 0)
		memcpy(p, s.p, s.n);
	return p;
}

th_str th_str_fmt(th_arena *a, const char *fmt, ...)
{
	va_list args, again;
	va_start(args, fmt);
	va_copy(again, args);
	char small[256]; /* nearly all fit, and are not printed twice */
	int n = vsnprintf(small, sizeof small, fmt, args);
	va_end(args);
	th_str s = {"", 0};
	if (n > 0 && (size_t)n < sizeof small) {
		s = th_str_dup(a, th_strn(small, (size_t)n));
	} else if (n > 0) {
		char *p = th_alloc(a, (size_t)n + 1);
		vsnprintf(p, (size_t)n + 1, fmt, again);
		s = (th_str){p, (size_t)n};
	}
	va_end(again);
	return s;
}

th_str th_str_cat(th_arena *a, th_str x, th_str y)
{
	char *p = th_alloc(a, x.n + y.n + 1);
	if (x.n > 0)
		memcpy(p, x.p, x.n);
	if (y.n > 0)
		memcpy(p + x.n, y.p, y.n);
	return (th_str){p, x.n + y.n};
}

th_str th_str_lower(th_arena *a, th_str s)
{
	char *p = th_str_z(a, s);
	for (size_t i = 0; i < s.n; i++)
		p[i] = lower(p[i]);
	return (th_str){p, s.n};
}

int th_fail(th_err *err, const char *fmt, ...)
{
	if (err == NULL)
		return -1;
	va_list args;
	va_start(args, fmt);
	vsnprintf(err->msg, sizeof(err->msg), fmt, args);
	va_end(args);
	for (char *p = err->msg; *p; p++)
		if (*p == '\n' || *p == '\r')
			*p = ' ';
	return -1;
}

bool th_str_is_quoted(th_str s)
{
	static const char *const marks[] = {
	    "\"", "'", "„", "“", "”", "‚", "‘", "’", "«", "»", "‹", "›"};
	bool begins = false, ends = false;
	if (th_str_ends(s, TH_S(".")))
		s.n--;
	for (size_t i = 0; i < TH_COUNT(marks); i++) {
		begins = begins || th_str_starts(s, th_strz(marks[i]));
		ends = ends || th_str_ends(s, th_strz(marks[i]));
	}
	return begins && ends;
}

/* U+0085, U+2028 and U+2029 at the beginning: its octets, or 0. */
static size_t line_end(th_str s)
{
	static const char *const ends[] = {"\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9"};
	for (size_t i = 0; i < TH_COUNT(ends) && (unsigned char)s.p[0] >= 0xc2; i++)
		if (th_str_starts(s, th_strz(ends[i])))
			return strlen(ends[i]);
	return 0;
}

th_str text_line(th_arena *a, th_str text)
{
	text = th_str_trim(text);
	char *p = th_str_z(a, text);
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++) {
		size_t wide = line_end(th_str_sub(text, i, text.n));
		bool space = wide > 0 || p[i] == ' ' || (p[i] >= '\t' && p[i] <= '\r');
		i += wide > 0 ? wide - 1 : 0;
		if (!space)
			p[n++] = p[i];
		else if (n > 0 && p[n - 1] != ' ')
			p[n++] = ' ';
	}
	p[n] = 0;
	return (th_str){p, n};
}
