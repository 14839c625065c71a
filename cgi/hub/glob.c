/* glob.c -- path patterns of site generators: * ** ? [abc] {a,b}.
 *
 * Called by site.c with patterns from a site's settings, which may be anything: steps are limited,
 * and a match that takes more does not count. */
#include "teamhub/site.h"

enum { MAX_STEPS = 20000, MAX_DEPTH = 64 };

typedef struct matcher {
	th_str text;
	unsigned flags;
	int steps, depth;
} matcher;

static char folded(const matcher *m, char c)
{
	return (m->flags & GLOB_ANY_CASE) && c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* [abc], [a-z], [!a]: the length of the class at p[i], 0 when it is not closed; *fits: does it
 * contain c? */
static size_t class_at(th_str p, size_t i, char c, bool *fits)
{
	size_t k = i + 1;
	bool not = k < p.n && (p.p[k] == '!' || p.p[k] == '^');
	bool in = false;
	for (k += not ; k < p.n && (p.p[k] != ']' || k == i + 1 + not ); k++) {
		unsigned char from = (unsigned char)p.p[k], to = from, have = (unsigned char)c;
		if (k + 2 < p.n && p.p[k + 1] == '-' && p.p[k + 2] != ']') {
			to = (unsigned char)p.p[k + 2];
			k += 2;
		}
		in = in || (have >= from && have <= to);
	}
	*fits = in != not ;
	return k < p.n ? k + 1 - i : 0;
}

/* The } that closes the { at p[i]; 0: none. */
static size_t brace_end(th_str p, size_t i)
{
	int open = 0;
	for (size_t k = i; k < p.n; k++) {
		open += p.p[k] == '{';
		open -= p.p[k] == '}';
		if (open == 0)
			return k;
	}
	return 0;
}

static bool match(matcher *m, th_str p, size_t i, size_t t);

/* Tries each of {a,b} with the rest of the pattern. */
static bool match_braces(matcher *m, th_str p, size_t i, size_t end, size_t t)
{
	th_buf b = {0};
	bool found = false;
	int open = 0;
	size_t from = i + 1;
	for (size_t k = i + 1; k <= end && !found; k++) {
		if (open == 0 && (p.p[k] == ',' || k == end)) {
			th_buf_cut(&b, 0);
			th_buf_add(&b, th_str_sub(p, from, k));
			th_buf_add(&b, th_str_sub(p, end + 1, p.n));
			found = match(m, th_buf_str(&b), 0, t);
			from = k + 1;
		}
		open += p.p[k] == '{';
		open -= p.p[k] == '}';
	}
	th_buf_free(&b);
	return found;
}

static bool match_star(matcher *m, th_str p, size_t i, size_t t)
{
	bool deep = (m->flags & GLOB_STAR_CROSSES) || (i + 1 < p.n && p.p[i + 1] == '*');
	size_t next = i;
	while (next < p.n && p.p[next] == '*')
		next++;
	if (deep && next < p.n && p.p[next] == '/' && match(m, p, next + 1, t))
		return true; /* matches a folder, or nothing */
	for (;; t++) {
		if (match(m, p, next, t))
			return true;
		if (t >= m->text.n || (m->text.p[t] == '/' && !deep))
			return false;
	}
}

static bool match_here(matcher *m, th_str p, size_t i, size_t t)
{
	for (; i < p.n; i++, t++) {
		if (++m->steps > MAX_STEPS)
			return false;
		char c = p.p[i];
		if (c == '*')
			return match_star(m, p, i, t);
		size_t end = c == '{' ? brace_end(p, i) : 0;
		if (end > 0)
			return match_braces(m, p, i, end, t);
		if (t >= m->text.n)
			return false;
		char have = folded(m, m->text.p[t]);
		bool fits = false;
		size_t n = c == '[' ? class_at(p, i, have, &fits) : 0;
		if (n > 0) {
			i += n - 1;
		} else if (c == '?') {
			fits = have != '/' || (m->flags & GLOB_STAR_CROSSES);
		} else {
			if (c == '\\' && i + 1 < p.n)
				c = p.p[++i];
			fits = folded(m, c) == have;
		}
		if (!fits)
			return false;
	}
	return t == m->text.n;
}

static bool match(matcher *m, th_str p, size_t i, size_t t)
{
	bool found = ++m->depth <= MAX_DEPTH && match_here(m, p, i, t);
	m->depth--;
	return found;
}

bool glob_match(th_str pattern, th_str text, unsigned flags)
{
	matcher m = {.text = text, .flags = flags};
	return match(&m, pattern, 0, 0);
}
