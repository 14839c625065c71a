/* pattern.c -- what a file's name says, by patterns of hub.yml: {year}-{month}-{day}-{slug}.
 *
 * Called by classify.c. A part of a pattern that failed at some place is not tried there again, and
 * the remaining steps are limited, so a pattern with many {any} does not get slow on a long
 * name. */
#include "settings.h"

enum { PATTERN_PARTS = 16 }; /* placeholders of a pattern */
enum { MAX_STEPS = 4000, MAX_NAME = 256 };

static const char *const placeholders[] = {"year", "month", "day", "slug", "lang", "any", "path"};
enum { P_YEAR, P_MONTH, P_DAY, P_SLUG, P_LANG, P_ANY, P_PATH, P_NONE };

/* The placeholder at pattern[i], its end in *end; P_NONE: none, or unknown. */
static int placeholder(th_str pattern, size_t i, size_t *end)
{
	th_str rest = th_str_sub(pattern, i, pattern.n);
	ptrdiff_t close = th_str_chr(rest, '}');
	if (rest.n == 0 || rest.p[0] != '{' || close < 0)
		return P_NONE;
	th_str word = th_str_sub(rest, 1, (size_t)close);
	*end = i + (size_t)close + 1;
	for (int k = 0; k < P_NONE; k++)
		if (th_str_eqz(word, placeholders[k]))
			return k;
	return P_NONE;
}

bool pattern_check(th_str pattern, th_str *bad)
{
	size_t parts = 0;
	for (size_t i = 0, end = 0; i < pattern.n; i = end) {
		end = i + 1;
		if (pattern.p[i] == '{' && ++parts > PATTERN_PARTS) {
			*bad = th_str_sub(pattern, i, pattern.n);
			return false;
		}
		if (pattern.p[i] == '{' && placeholder(pattern, i, &end) == P_NONE) {
			*bad = th_str_sub(pattern, i, end > i + 1 ? end : pattern.n);
			return false;
		}
	}
	return true;
}

typedef struct matcher {
	th_str pattern, name;
	const th_strs *languages;
	name_parts parts;
	int steps;
	uint8_t failed[PATTERN_PARTS][MAX_NAME / 8]; /* bits: that part does not match from there */
} matcher;

static bool fits(matcher *m, int kind, th_str piece)
{
	uint64_t number = 0;
	if (piece.n == 0)
		return false;
	switch (kind) {
	case P_YEAR:
		if (piece.n != 4 || !th_str_uint(piece, 9999, &number))
			return false;
		m->parts.year = (int)number;
		return number > 0;
	case P_MONTH:
	case P_DAY:
		if (piece.n > 2 || !th_str_uint(piece, kind == P_MONTH ? 12 : 31, &number))
			return false;
		*(kind == P_MONTH ? &m->parts.month : &m->parts.day) = (int)number;
		return number > 0;
	case P_SLUG:
		m->parts.slug = piece;
		return th_str_chr(piece, '/') < 0;
	case P_LANG:
		m->parts.lang = piece;
		return th_strs_has(m->languages, piece);
	case P_ANY:
		return th_str_chr(piece, '/') < 0;
	default:
		return true;
	}
}

/* The minimum and maximum length of a piece. */
static void reach(const matcher *m, int kind, size_t n, size_t *least, size_t *most)
{
	th_str rest = th_str_sub(m->name, n, m->name.n);
	ptrdiff_t slash = th_str_chr(rest, '/');
	*least = kind == P_YEAR ? 4 : 1;
	*most = kind == P_YEAR                     ? 4
		: kind == P_MONTH || kind == P_DAY ? 2
		: kind == P_PATH || slash < 0      ? rest.n
						   : (size_t)slash;
	if (*most > rest.n)
		*most = rest.n;
}

/* Part `k` of the pattern begins at or after pattern[p]. */
static bool match(matcher *m, size_t p, size_t n, size_t k)
{
	while (p < m->pattern.n && m->pattern.p[p] != '{') {
		if (n >= m->name.n || m->name.p[n] != m->pattern.p[p])
			return false;
		p++;
		n++;
	}
	if (p >= m->pattern.n)
		return n == m->name.n;
	size_t end = p, least, most;
	int kind = placeholder(m->pattern, p, &end);
	if (kind == P_NONE || k >= PATTERN_PARTS)
		return false;
	if (n < MAX_NAME && (m->failed[k][n / 8] >> n % 8 & 1))
		return false;
	reach(m, kind, n, &least, &most);
	char next = end < m->pattern.n && m->pattern.p[end] != '{' ? m->pattern.p[end] : 0;
	for (size_t length = most; length >= least; length--) {
		size_t to = n + length;
		if (++m->steps > MAX_STEPS)
			return false;
		if (next != 0 && (to >= m->name.n || m->name.p[to] != next))
			continue;
		if (!fits(m, kind, th_str_sub(m->name, n, to)))
			continue;
		name_parts mine = m->parts;
		if (match(m, end, to, k + 1))
			return true;
		m->parts = mine;
	}
	if (n < MAX_NAME)
		m->failed[k][n / 8] |= (uint8_t)(1u << n % 8);
	return false;
}

bool pattern_match(name_parts *out, th_str pattern, th_str name, const th_strs *languages)
{
	matcher m = {.pattern = pattern, .name = name, .languages = languages};
	if (!match(&m, 0, 0, 0) || m.parts.slug.n == 0)
		return false;
	*out = m.parts;
	return true;
}
