/* bare.c -- turns bare web and mail addresses into links, in the same way for both engines: without
 * a quote, bracket or full stop at the end, and only if the host is plausible
 * ("anna@x.example-Adresse" is not an address). Called by inline.c, which knows what is code, HTML
 * or the text of a link. */
#include "inline.h"

enum { ADDRESS_MAX = 2000, LOCAL_MAX = 64 };

/* The length of a quote or of dots at `i`, which no address contains in the middle, or 0. */
static size_t quote_at(th_str s, size_t i)
{
	const unsigned char *c = (const unsigned char *)s.p + i;
	if (i + 1 < s.n && c[0] == 0xc2 && (c[1] == 0xab || c[1] == 0xbb))
		return 2;
	if (i + 2 < s.n && c[0] == 0xe2 && c[1] == 0x80 &&
	    ((c[2] >= 0x93 && c[2] <= 0x9f) || c[2] == 0xa6 || c[2] == 0xb9 || c[2] == 0xba))
		return 3;
	return 0;
}

/* Where the address that begins at `i` ends: at white space, a quote, or characters of Markdown or
 * HTML. */
static size_t address_end(th_str s, size_t i)
{
	size_t from = i, open = 0, close = 0;
	while (i < s.n && i - from < ADDRESS_MAX && (unsigned char)s.p[i] > ' ' &&
	       strchr("<>\"`[]|{}\\", s.p[i]) == NULL && quote_at(s, i) == 0) {
		open += s.p[i] == '(';
		close += s.p[i] == ')';
		i++;
	}
	while (i > from) {
		char c = s.p[i - 1];
		if (c == ')' && close > open)
			close--;
		else if (strchr("?!.,:;*_~'(", c) == NULL)
			break;
		else
			open -= c == '(';
		i--;
	}
	return i;
}

/* a.example: labels of letters, digits and hyphens, the last one of letters. Returns its end or
 * 0. */
static size_t host_end(th_str s, size_t i)
{
	size_t from = i, label = i;
	bool dot = false;
	while (i < s.n && i - from < 254 &&
	       (th_is_alnum(s.p[i]) || s.p[i] == '-' || (unsigned char)s.p[i] >= 0x80 ||
		   s.p[i] == '.')) {
		if (quote_at(s, i) > 0)
			break;
		if (s.p[i] == '.') {
			if (i == label || i + 1 >= s.n ||
			    !(th_is_alnum(s.p[i + 1]) || (s.p[i + 1] & 0x80)))
				break;
			dot = true;
			label = i + 1;
		}
		i++;
	}
	if (!dot || i - label < 2 || (i < s.n && (s.p[i] == '_' || s.p[i] == '@')))
		return 0;
	bool coded = th_str_starts(th_str_sub(s, label, i), TH_S("xn--"));
	for (size_t k = label; k < i && !coded; k++)
		if (!((s.p[k] | 0x20) >= 'a' && (s.p[k] | 0x20) <= 'z') && !(s.p[k] & 0x80))
			return 0;
	return i;
}

/* Written as HTML, which works in words and in a block of HTML, and where nothing is emphasis. */
static void put_link(pass *p, size_t end, const char *scheme)
{
	th_str s = th_str_sub(p->s, p->i, end);
	th_buf_addf(p->out, "<a href=\"%s", scheme);
	escape_text(p->out, s);
	th_buf_addz(p->out, "\">");
	for (size_t i = 0; i < s.n; i++) {
		if (strchr("_*~&", s.p[i]) != NULL)
			th_buf_addf(p->out, "&#%d;", s.p[i]);
		else
			th_buf_addc(p->out, s.p[i]);
	}
	th_buf_addz(p->out, "</a>");
	p->i = end;
}

/* No address begins inside an attribute or right after another part of an address. */
static bool may_begin(const pass *p)
{
	char before = p->i > 0 ? p->s.p[p->i - 1] : ' ';
	return strchr("=/.@:-+_#&?%", before) == NULL ||
	       (before == '_' && p->i > 1 && strchr(" \n*(", p->s.p[p->i - 2]) != NULL) ||
	       (before == ':' && p->i > 1 &&
		   th_str_find(th_str_sub(p->s, p->i, p->i + 8), TH_S("://")) > 0);
}

bool bare_address(pass *p)
{
	th_str s = th_str_sub(p->s, p->i, p->s.n);
	char c = s.p[0] | 0x20;
	if (p->webs && (c == 'h' || c == 'w') && may_begin(p)) {
		size_t head = th_str_caseeq(th_str_sub(s, 0, 8), TH_S("https://"))  ? 8
			      : th_str_caseeq(th_str_sub(s, 0, 7), TH_S("http://")) ? 7
			      : th_str_caseeq(th_str_sub(s, 0, 4), TH_S("www."))    ? 4
										    : 0;
		bool www = head == 4;
		size_t end = head > 0 ? address_end(s, head) : 0;
		if (head > 0 && end > head && (th_is_alnum(s.p[head]) || (s.p[head] & 0x80)) &&
		    (!www || host_end(s, 0) > 0)) {
			put_link(p, p->i + end, www ? "https://" : "");
			return true;
		}
	}
	if (!p->mails)
		return false;
	size_t n = 0;
	while (n < s.n && n < LOCAL_MAX && (th_is_alnum(s.p[n]) || strchr("._+-", s.p[n]) != NULL))
		n++;
	if (n >= s.n || s.p[n] != '@' || s.p[n - 1] == '.' || !may_begin(p))
		return false;
	size_t end = host_end(s, n + 1);
	if (end == 0 || (end < s.n && s.p[end] == '/'))
		return false;
	put_link(p, p->i + end, "mailto:");
	return true;
}
