/* name_list.c -- several people in one text: "Jana Weber, Tom Okafor und Kim". Called by parse for
 * fields that hub.yml says hold several, and by link where all names are people's. Knows no
 * people. */
#include "teamhub/locale.h"

bool names_next(th_str s, size_t *at, size_t *n)
{
	static const char *const words[] = {
	    ",", ";", "&", " und ", " and ", " sowie ", " + ", " / ", " | "};
	*at = s.n;
	for (size_t i = 0; i < TH_COUNT(words); i++) {
		ptrdiff_t found = th_str_find(s, th_strz(words[i]));
		if (found >= 0 && (size_t)found < *at) {
			*at = (size_t)found;
			*n = strlen(words[i]);
		}
	}
	return *at < s.n;
}

th_strs names_list(th_arena *a, th_str written)
{
	th_strs names = {0};
	size_t at, n = 0;
	for (bool more = true; more; written = th_str_sub(written, more ? at + n : at, written.n)) {
		more = names_next(written, &at, &n);
		th_str name = th_str_trim(th_str_sub(written, 0, at));
		if (name.n > 0)
			*TH_ADD(a, &names) = name;
	}
	return names;
}

static th_str without_brackets(th_arena *a, th_str s)
{
	th_buf b = {0};
	for (size_t i = 0; i < s.n; i++) {
		ptrdiff_t close = s.p[i] == '(' ? th_str_chr(th_str_sub(s, i, s.n), ')') : -1;
		if (close < 0)
			th_buf_addc(&b, s.p[i]);
		else
			i += (size_t)close;
	}
	th_str out = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return out;
}

static th_str without_others(th_str name)
{
	static const char *const others[] = {
	    "et al.", "et al", "u. a.", "u.a.", "and others", "others", "und andere", "andere"};
	for (size_t i = 0; i < TH_COUNT(others); i++) {
		size_t n = strlen(others[i]);
		bool whole = name.n == n, word = name.n > n && name.p[name.n - n - 1] == ' ';
		if ((whole || word) &&
		    th_str_caseeq(th_str_sub(name, name.n - n, name.n), th_strz(others[i])))
			return th_str_trim(th_str_sub(name, 0, name.n - n));
	}
	return name;
}

th_strs names_split(th_arena *a, th_str written)
{
	th_strs all = names_list(a, without_brackets(a, written)), out = {0};
	for (size_t i = 0; i < all.n; i++) {
		th_str name = without_others(all.v[i]);
		if (name.n > 0)
			*TH_ADD(a, &out) = name;
	}
	return out;
}
