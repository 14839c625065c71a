/* support_allowed.h -- a second opinion on HTML that claims to be sanitised: a strict reader with
 * its own lists that accepts only what the markdown room promises. Shares no code with it. Used by
 * test_sanitize.c and by the fuzzer. */
#ifndef TEAMHUB_SUPPORT_ALLOWED_H
#define TEAMHUB_SUPPORT_ALLOWED_H

#include <stdio.h>

#include "teamhub/base.h"

typedef struct allowed {
	th_str s;
	size_t i;
	th_str open[80];
	size_t n;
	th_str ids[4096];
	size_t id_count;
	char why[200];
} allowed;

static inline bool allowed_word(th_str s, const char *words)
{
	char padded[40];
	if (s.n == 0 || s.n > 30 || th_str_chr(s, ' ') >= 0)
		return false;
	snprintf(padded, sizeof(padded), " %.*s ", TH_FMT(s));
	return strstr(words, padded) != NULL;
}

#define ALLOWED_VOID " br hr wbr img source "
#define ALLOWED_INLINE                                                                             \
	" a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub "    \
	"sup "                                                                                     \
	"u var picture "
#define ALLOWED_BLOCK                                                                              \
	" blockquote caption dd details div dl dt figcaption figure h2 h3 h4 h5 h6 li ol p pre "   \
	"summary table tbody td th thead tr ul "
#define ALLOWED_PHRASING                                                                           \
	" caption dt figcaption h2 h3 h4 h5 h6 p pre summary th picture" ALLOWED_INLINE

static inline bool allowed_fail(allowed *w, const char *what, th_str s)
{
	snprintf(w->why, sizeof(w->why), "%s: %.*s", what, s.n > 100 ? 100 : (int)s.n, s.p);
	return false;
}

static inline bool allowed_url(th_str s, bool link)
{
	size_t i = 0;
	for (size_t k = 0; k < s.n; k++)
		if ((unsigned char)s.p[k] <= ' ' || strchr("<>\"'`\\{}|^", s.p[k]) != NULL)
			return false;
	while (i < s.n && strchr(":/?#", s.p[i]) == NULL)
		i++;
	if (i == s.n || s.p[i] != ':')
		return s.n > 0 && !(s.n > 1 && s.p[0] == '/' && s.p[1] == '/');
	return link && allowed_word(th_str_sub(s, 0, i), " http https mailto tel ");
}

static inline bool allowed_id(allowed *w, th_str s)
{
	if (!th_str_starts(s, TH_S("s-")) && !th_str_starts(s, TH_S("fn-")))
		return false;
	for (size_t i = 0; i < w->id_count; i++)
		if (th_str_eq(w->ids[i], s))
			return false;
	if (w->id_count < TH_COUNT(w->ids))
		w->ids[w->id_count++] = s;
	return th_str_chr(s, ' ') < 0;
}

static inline bool allowed_attribute(allowed *w, th_str e, th_str name, th_str value)
{
	uint64_t number;
	bool is_number = th_str_uint(value, 1000000, &number);
	if (allowed_word(name, " lang "))
		return !allowed_word(e, ALLOWED_VOID) && value.n >= 2 && value.n <= 12;
	if (allowed_word(name, " dir "))
		return allowed_word(value, " ltr rtl auto ");
	if (allowed_word(name, " title "))
		return allowed_word(e, " a abbr img ");
	if (allowed_word(name, " href "))
		return th_str_eqz(e, "a") && allowed_url(value, true);
	if (allowed_word(name, " rel "))
		return th_str_eqz(e, "a") && th_str_eqz(value, "noopener");
	if (allowed_word(name, " role "))
		return allowed_word(value, " doc-noteref doc-backlink doc-endnotes ");
	if (allowed_word(name, " src "))
		return th_str_eqz(e, "img") && allowed_url(value, false);
	if (allowed_word(name, " srcset sizes "))
		return allowed_word(e, " img source ");
	if (allowed_word(name, " alt loading decoding "))
		return th_str_eqz(e, "img");
	if (allowed_word(name, " width height "))
		return th_str_eqz(e, "img") && is_number;
	if (allowed_word(name, " type "))
		return th_str_eqz(e, "ol") ? value.n == 1 && strchr("1aAiI", value.p[0]) != NULL
					   : th_str_eqz(e, "source");
	if (allowed_word(name, " start "))
		return th_str_eqz(e, "ol") && is_number;
	if (allowed_word(name, " value "))
		return th_str_eqz(e, "li") && is_number;
	if (allowed_word(name, " colspan rowspan "))
		return allowed_word(e, " td th ") && is_number && number <= 50;
	if (allowed_word(name, " tabindex "))
		return th_str_eqz(e, "div") && th_str_eqz(value, "0");
	if (allowed_word(name, " class "))
		return (allowed_word(e, " td th ") && allowed_word(value, " left center right ")) ||
		       (th_str_eqz(e, "code") && th_str_starts(value, TH_S("language-"))) ||
		       (th_str_eqz(e, "div") && allowed_word(value, " table footnotes "));
	if (allowed_word(name, " id "))
		return !allowed_word(e, ALLOWED_VOID) && allowed_id(w, value);
	return false;
}

/* The content model, as far as it can be seen from the parent. */
static inline bool allowed_place(const allowed *w, th_str e)
{
	th_str up = w->n > 0 ? w->open[w->n - 1] : TH_S("");
	if (allowed_word(e, " li "))
		return allowed_word(up, " ul ol ");
	if (allowed_word(e, " dt dd "))
		return allowed_word(up, " dl ");
	if (allowed_word(e, " td th "))
		return allowed_word(up, " tr ");
	if (allowed_word(e, " tr "))
		return allowed_word(up, " tbody thead ");
	if (allowed_word(e, " tbody thead caption "))
		return allowed_word(up, " table ");
	if (allowed_word(e, " source "))
		return allowed_word(up, " picture ");
	if (allowed_word(up, " ul ol dl tr tbody thead table "))
		return false;
	if (allowed_word(e, ALLOWED_BLOCK) || th_str_eqz(e, "hr"))
		if (allowed_word(up, ALLOWED_PHRASING))
			return false;
	if (th_str_eqz(e, "a"))
		for (size_t i = 0; i < w->n; i++)
			if (th_str_eqz(w->open[i], "a"))
				return false;
	return true;
}

static inline th_str allowed_name(allowed *w)
{
	size_t from = w->i;
	while (w->i < w->s.n && ((w->s.p[w->i] >= 'a' && w->s.p[w->i] <= 'z') ||
				    (w->s.p[w->i] >= '0' && w->s.p[w->i] <= '9')))
		w->i++;
	return th_str_sub(w->s, from, w->i);
}

static inline bool allowed_start(allowed *w)
{
	size_t from = w->i++;
	th_str rest = th_str_sub(w->s, from, w->s.n), e = allowed_name(w);
	bool empty = allowed_word(e, ALLOWED_VOID);
	if (!empty && !allowed_word(e, ALLOWED_INLINE) && !allowed_word(e, ALLOWED_BLOCK))
		return allowed_fail(w, "element", rest);
	if (!allowed_place(w, e))
		return allowed_fail(w, "place", rest);
	while (w->i < w->s.n && w->s.p[w->i] == ' ') {
		w->i++;
		th_str name = allowed_name(w);
		if (allowed_word(name, " open reversed ") && w->s.p[w->i] != '=')
			continue;
		if (w->s.n - w->i < 3 || w->s.p[w->i] != '=' || w->s.p[w->i + 1] != '"')
			return allowed_fail(w, "attribute", rest);
		size_t value = w->i += 2;
		while (w->i < w->s.n && strchr("\"<>", w->s.p[w->i]) == NULL)
			w->i++;
		if (w->i == w->s.n || w->s.p[w->i] != '"')
			return allowed_fail(w, "value", rest);
		if (!allowed_attribute(w, e, name, th_str_sub(w->s, value, w->i)))
			return allowed_fail(w, "attribute", rest);
		w->i++;
	}
	if (w->i == w->s.n || w->s.p[w->i++] != '>')
		return allowed_fail(w, "tag", rest);
	if (empty)
		return true;
	if (w->n == TH_COUNT(w->open))
		return allowed_fail(w, "too deep", rest);
	w->open[w->n++] = e;
	return true;
}

static inline bool allowed_end(allowed *w)
{
	size_t from = w->i;
	w->i += 2;
	th_str e = allowed_name(w);
	if (w->n == 0 || !th_str_eq(w->open[--w->n], e) || w->i == w->s.n || w->s.p[w->i++] != '>')
		return allowed_fail(w, "end tag", th_str_sub(w->s, from, w->s.n));
	return true;
}

/* A reference: one of the four that are ever written. */
static inline bool allowed_reference(allowed *w)
{
	static const char *const refs[] = {"&amp;", "&lt;", "&gt;", "&quot;"};
	th_str rest = th_str_sub(w->s, w->i, w->s.n);
	for (size_t i = 0; i < TH_COUNT(refs); i++)
		if (th_str_starts(rest, th_strz(refs[i]))) {
			w->i += strlen(refs[i]);
			return true;
		}
	return allowed_fail(w, "reference", rest);
}

/* True when every byte of `html` is as promised; else w->why says where not. */
static inline bool allowed_html(allowed *w, th_str html)
{
	*w = (allowed){.s = html};
	if (!th_xml_valid(html, NULL))
		return allowed_fail(w, "bytes", html);
	while (w->i < html.n) {
		char c = html.p[w->i];
		bool ok = true;
		if (c == '<')
			ok = w->i + 1 < html.n && html.p[w->i + 1] == '/' ? allowed_end(w)
									  : allowed_start(w);
		else if (c == '&')
			ok = allowed_reference(w);
		else if (c == '>' || c == '"' || c == '\r' || c == 0x7f)
			ok = allowed_fail(w, "text", th_str_sub(html, w->i, html.n));
		else
			w->i++;
		if (!ok)
			return false;
	}
	if (w->n > 0)
		return allowed_fail(w, "never closed", w->open[w->n - 1]);
	return true;
}

#endif
