/* quote.c -- which block quotation the hub may show elsewhere as the voice of a story's author, on
 * the start page, a share card or a poster. Called by tree_write.c for each one at its end.
 *
 * A quotation in a text is either a sentence that the author sets apart or somebody else's
 * document. It is taken only if nothing speaks for the latter: it is one short paragraph of words,
 * leads nowhere, is not announced by a colon and not signed. */
#include "parts.h"

enum { QUOTE_MAX = 240, SIGNATURE_MAX = 80 };

/* One paragraph of words. */
static bool is_plain(th_str html)
{
	static const char *const words[] = {"abbr", "b", "bdi", "br", "em", "i", "mark", "small",
	    "span", "strong", "sub", "sup", "wbr"};
	size_t blocks = 0;
	for (size_t i = 0; i < html.n; i++) {
		if (html.p[i] != '<' || i + 1 == html.n || html.p[i + 1] == '/')
			continue;
		size_t from = ++i;
		while (i < html.n && strchr(" />", html.p[i]) == NULL)
			i++;
		th_str name = th_str_sub(html, from, i);
		bool known = th_str_eqz(name, "p") || th_str_eqz(name, "blockquote");
		blocks += known;
		for (size_t k = 0; !known && k < TH_COUNT(words); k++)
			known = th_str_eqz(name, words[k]);
		if (!known)
			return false;
	}
	return blocks <= 2;
}

/* The length of a dash at the beginning. */
static size_t dash_at(th_str s)
{
	static const char *const dashes[] = {"\u2013", "\u2014", "\u2015", "--"};
	for (size_t i = 0; i < TH_COUNT(dashes); i++)
		if (th_str_starts(s, th_strz(dashes[i])))
			return strlen(dashes[i]);
	return 0;
}

bool quote_is_signature(th_str s)
{
	size_t dash = dash_at(s);
	s = th_str_trim(th_str_sub(s, dash, s.n));
	/* A sentence after a dash has an end. */
	return dash > 0 && s.n > 0 && s.n <= SIGNATURE_MAX &&
	       strchr(".!?:;,", s.p[s.n - 1]) == NULL && !th_str_ends(s, TH_S("\u201c")) &&
	       !th_str_ends(s, TH_S("\u201d")) && !th_str_ends(s, TH_S("\u00ab")) &&
	       !th_str_ends(s, TH_S("\u00bb")) && s.p[s.n - 1] != '"';
}

/* „Words.“ — Name */
static bool is_signed(th_str s)
{
	for (size_t i = 1; i < s.n; i++)
		if (th_is_space(s.p[i - 1]) && quote_is_signature(th_str_sub(s, i, s.n)))
			return true;
	return false;
}

bool quote_is_own(th_str html, th_str before, th_str words)
{
	before = th_str_trim(before);
	return words.n > 0 && words.n <= QUOTE_MAX && is_plain(html) &&
	       !th_str_ends(before, TH_S(":")) && !is_signed(words);
}
