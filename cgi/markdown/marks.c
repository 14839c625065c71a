/* marks.c -- code points that no text may contain, used between two of our own steps: for a
 * character that discount must not interpret, or for the number of an item. prepare.c removes those
 * that an author wrote; none reaches a page. */
#include "inline.h"

#include <stdio.h>
#include <stdlib.h>

/* U+FDD0 … U+FDEF: one for each ASCII punctuation character, in order. */
static const char punctuation[] = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

void mark_put(pass *p, char c)
{
	if (p->own)
		th_utf8_put(p->out, 0xfdd0 + (uint32_t)(strchr(punctuation, c) - punctuation));
	else
		th_buf_addf(p->out, "&#%d;", c); /* in HTML, too */
}

/* <p>, the mark and </p> at `i`: returns the length and the number of the block of HTML, or 0. */
static size_t html_at(th_str s, size_t i, unsigned long *number)
{
	size_t from = i, k;
	if (s.n - i < 11 || memcmp(s.p + i, "<p>\xf3\xbf\xbf\xbe", 7) != 0)
		return 0;
	*number = 0;
	for (i += 7; i < s.n;) {
		int32_t cp = th_utf8_next(s, &i);
		if (cp == 0x1ffff)
			break;
		if (cp < 0x2fffe || (cp & 0xffff) != 0xfffe)
			return 0;
		*number = *number * 10 + (unsigned long)(cp - 0x2fffe) / 0x10000u;
	}
	k = i;
	return th_str_starts(th_str_sub(s, k, s.n), TH_S("</p>")) ? k + 4 - from : 0;
}

void marks_restore(th_buf *out, th_str html, const th_strs *blocks)
{
	size_t from = 0;
	bool code = false;
	for (size_t i = 0; i + 2 < html.n; i++) {
		const unsigned char *c = (const unsigned char *)html.p + i;
		unsigned k;
		size_t n = 3;
		unsigned long block;
		size_t at = c[0] == '<' && blocks->n > 0 ? html_at(html, i, &block) : 0;
		if (at > 0 && block < blocks->n) {
			th_buf_add(out, th_str_sub(html, from, i));
			marks_restore(out, blocks->v[block], &(th_strs){0});
			from = i + at;
			i = from - 1;
			continue;
		}
		if (c[0] == '<' && i + 5 < html.n) {
			code = memcmp(c, "<pre>", 5) == 0 || memcmp(c, "<code", 5) == 0 ||
			       (code && c[1] != '/');
			continue;
		}
		if (c[0] == 0xef && c[1] == 0xb7) {
			k = c[2] - 0x90u;
		} else if (c[0] == '%' && i + 9 <= html.n && memcmp(c, "%EF%B7%", 7) == 0) {
			char digits[3] = {(char)c[7], (char)c[8], '\0'};
			k = (unsigned)strtoul(digits, NULL, 16) - 0x90u;
			n = 9;
		} else {
			continue;
		}
		if (k >= 32)
			continue;
		th_buf_add(out, th_str_sub(html, from, i));
		if (code && strchr("()*_[", punctuation[k]) == NULL)
			th_buf_addc(out, '\\');
		escape_text(out, th_strn(punctuation + k, 1));
		from = i + n;
		i += n - 1;
	}
	th_buf_add(out, th_str_sub(html, from, html.n));
}

static void put_digits(th_buf *out, uint32_t begin, unsigned long n)
{
	char digits[24];
	snprintf(digits, sizeof(digits), "%lu", n);
	th_utf8_put(out, begin);
	for (const char *d = digits; *d; d++)
		th_utf8_put(out, 0x2fffeu + 0x10000u * (uint32_t)(*d - '0'));
	th_utf8_put(out, 0x1ffff);
}

void number_put(th_buf *out, unsigned long n)
{
	put_digits(out, 0x1fffe, n);
}

void html_put(th_buf *out, unsigned long n)
{
	put_digits(out, 0xffffe, n);
}
