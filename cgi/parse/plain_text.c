/* plain_text.c -- turns markup in a field into what its readers saw: a title with entities, an
 * excerpt or biography with Markdown and HTML. The hub shows fields as text. Called by values.c for
 * mapped collections; uses libxml2's table of entity names and nothing else of it. */
#include "values.h"

#include <libxml/HTMLparser.h>

/* ---- entities ---- */

/* What Windows wrote there and browsers show: HTML's "numeric character reference end state". */
static const uint16_t windows[32] = {0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d,
    0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178};

static uint32_t number_of(th_str digits)
{
	bool hex = digits.n > 1 && (digits.p[0] | 0x20) == 'x';
	uint32_t value = 0;
	for (size_t i = hex; i < digits.n; i++) {
		char c = digits.p[i] >= 'A' ? (char)(digits.p[i] | 0x20) : digits.p[i];
		uint32_t digit = c >= '0' && c <= '9'          ? (uint32_t)(c - '0')
				 : hex && c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
							       : 99;
		value = value * (hex ? 16 : 10) + digit;
		if (digit == 99 || value > 0x10ffff)
			return 0;
	}
	return value >= 0x80 && value < 0xa0 ? windows[value - 0x80] : value;
}

/* The character of &name; 0: none. */
static uint32_t entity(th_str name)
{
	char z[16];
	if (name.n < 2 || name.n >= sizeof z)
		return 0;
	if (name.p[0] == '#')
		return number_of(th_str_sub(name, 1, name.n));
	if (th_str_eqz(name, "apos"))
		return '\'';
	memcpy(z, name.p, name.n);
	z[name.n] = 0;
	const htmlEntityDesc *found = htmlEntityLookup((const xmlChar *)z);
	return found != NULL ? found->value : 0;
}

static void decode(th_buf *out, th_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		ptrdiff_t end = s.p[i] == '&' ? th_str_chr(th_str_sub(s, i, s.n), ';') : -1;
		uint32_t cp = end > 1 ? entity(th_str_sub(s, i + 1, i + (size_t)end)) : 0;
		if (cp >= 0x20 && (cp < 0xd800 || cp > 0xdfff)) {
			th_utf8_put(out, cp);
			i += (size_t)end;
		} else {
			th_buf_addc(out, s.p[i]);
		}
	}
}

/* ---- tags ---- */

static bool is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool is_word(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

typedef enum { NO_TAG, INLINE, BLOCK, WITH_INSIDE } tag_kind;

/* Only tags that HTML has: "Vec<T>" is a title. */
static tag_kind kind_of(th_str name)
{
	static const char *const line[] = {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "del",
	    "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span",
	    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"};
	static const char *const block[] = {"address", "article", "aside", "blockquote", "br",
	    "center", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3",
	    "h4", "h5", "h6", "header", "hr", "img", "li", "main", "nav", "ol", "p", "picture",
	    "pre", "section", "source", "table", "tbody", "td", "th", "thead", "tr", "ul"};
	static const char *const whole[] = {
	    "script", "style", "iframe", "svg", "video", "audio", "object", "noscript", "template"};
	for (size_t i = 0; i < TH_COUNT(line); i++)
		if (th_str_caseeq(name, th_strz(line[i])))
			return INLINE;
	for (size_t i = 0; i < TH_COUNT(block); i++)
		if (th_str_caseeq(name, th_strz(block[i])))
			return BLOCK;
	for (size_t i = 0; i < TH_COUNT(whole); i++)
		if (th_str_caseeq(name, th_strz(whole[i])))
			return WITH_INSIDE;
	return NO_TAG;
}

/* The offset after the > of the tag at `i`, or 0. */
static size_t tag_end(th_str s, size_t i)
{
	char quote = 0;
	for (; i < s.n; i++) {
		char c = s.p[i];
		if (quote != 0)
			quote = c == quote ? 0 : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '>')
			return i + 1;
	}
	return 0;
}

/* The offset after the tag or comment at `i`, including content that is not text; 0: there is
 * none. */
static size_t skip_tag(th_str s, size_t i, tag_kind *kind)
{
	th_str rest = th_str_sub(s, i, s.n);
	size_t at = i + 1 + th_str_starts(rest, TH_S("</")), from = at;
	*kind = INLINE;
	if (th_str_starts(rest, TH_S("<!--"))) {
		ptrdiff_t end = th_str_find(rest, TH_S("-->"));
		return end > 0 ? i + (size_t)end + 3 : s.n;
	}
	while (at < s.n && is_word(s.p[at]))
		at++;
	th_str name = th_str_sub(s, from, at);
	*kind = kind_of(name);
	size_t end = *kind != NO_TAG ? tag_end(s, at) : 0;
	if (*kind != WITH_INSIDE || end == 0 || from > i + 1)
		return end;
	for (size_t k = end; k + 1 < s.n; k++)
		if (s.p[k] == '<' && s.p[k + 1] == '/' &&
		    th_str_caseeq(th_str_sub(s, k + 2, k + 2 + name.n), name))
			return tag_end(s, k);
	return end;
}

static void strip_tags(th_buf *out, th_str s)
{
	for (size_t i = 0; i < s.n;) {
		tag_kind kind = NO_TAG;
		size_t end = s.p[i] == '<' ? skip_tag(s, i, &kind) : 0;
		if (end == 0) {
			th_buf_addc(out, s.p[i++]);
			continue;
		}
		if (kind != INLINE)
			th_buf_addc(out, ' ');
		i = end;
	}
}

/* ---- Markdown ---- */

enum { OPEN_MAX = 16, NESTING_MAX = 4 };

typedef struct opener {
	char c;
	size_t n, at; /* of the run, in `out` */
} opener;

/* The offset after the bracket that closes the one at `i`, or 0. */
static size_t closing(th_str s, size_t i, char open, char close)
{
	int depth = 0;
	for (size_t k = i; k < s.n; k++) {
		if (s.p[k] == '\\')
			k++;
		else if (s.p[k] == open)
			depth++;
		else if (s.p[k] == close && --depth == 0)
			return k + 1;
	}
	return 0;
}

static void strip_markdown(th_buf *out, th_str s, int depth);

/* [words](address), [words][name], ![what can be seen](address): its length, or 0. */
static size_t take_link(th_buf *out, th_str s, size_t i, int depth)
{
	size_t from = i + (s.p[i] == '!'), end = closing(s, from, '[', ']'), behind = 0;
	if (end == 0 || end >= s.n)
		return 0;
	if (s.p[end] == '(')
		behind = closing(s, end, '(', ')');
	else if (s.p[end] == '[')
		behind = closing(s, end, '[', ']');
	if (behind > 0)
		strip_markdown(out, th_str_sub(s, from + 1, end - 1), depth + 1);
	return behind > 0 ? behind - i : 0;
}

/* `code`: its length, or 0. */
static size_t take_code(th_buf *out, th_str s, size_t i)
{
	size_t n = 0;
	while (i + n < s.n && s.p[i + n] == '`')
		n++;
	for (size_t k = i + n; k + n <= s.n; k++) {
		size_t m = 0;
		while (k + m < s.n && s.p[k + m] == '`')
			m++;
		if (m == n) {
			th_buf_add(out, th_str_trim(th_str_sub(s, i + n, k)));
			return k + n - i;
		}
		k += m > 0 ? m - 1 : 0;
	}
	return 0;
}

/* A run of * _ ~ that ends emphasis removes its beginning as well; within a word it is an ordinary
 * character. */
static size_t take_run(th_buf *out, th_str s, size_t i, opener *open, size_t *opened)
{
	char c = s.p[i];
	size_t n = 1;
	while (i + n < s.n && s.p[i + n] == c)
		n++;
	char before = i > 0 ? s.p[i - 1] : ' ', after = i + n < s.n ? s.p[i + n] : ' ';
	bool fits = n <= 3 && (c != '~' || n == 2);
	if (fits && before != ' ' && !is_word(after))
		for (size_t k = *opened; k-- > 0;)
			if (open[k].c == c && open[k].n == n) {
				memmove(out->p + open[k].at, out->p + open[k].at + n,
				    out->n - open[k].at - n);
				out->n -= n;
				*opened = k;
				return n;
			}
	if (fits && after != ' ' && !is_word(before) && *opened < OPEN_MAX)
		open[(*opened)++] = (opener){c, n, out->n};
	th_buf_add(out, th_str_sub(s, i, i + n));
	return n;
}

static void strip_markdown(th_buf *out, th_str s, int depth)
{
	opener open[OPEN_MAX];
	size_t opened = 0;
	for (size_t i = 0; i < s.n;) {
		char c = s.p[i], next = i + 1 < s.n ? s.p[i + 1] : 0;
		size_t n = 0;
		if (c == '\\' && next > ' ' && !is_word(next)) {
			th_buf_addc(out, next);
			n = 2;
		} else if (c == '`') {
			n = take_code(out, s, i);
		} else if ((c == '[' || (c == '!' && next == '[')) && depth < NESTING_MAX) {
			n = take_link(out, s, i, depth);
		} else if (c == '*' || c == '_' || c == '~') {
			n = take_run(out, s, i, open, &opened);
		}
		if (n == 0)
			th_buf_addc(out, c);
		i += n > 0 ? n : 1;
	}
}

/* Removes the mark of a heading or a quotation. */
static th_str without_mark(th_str s)
{
	size_t i = 0;
	while (i < s.n && i < 6 && s.p[i] == '#')
		i++;
	if (i == 0 && s.n > 0 && s.p[0] == '>')
		i = 1;
	return i > 0 && i < s.n && s.p[i] == ' ' ? th_str_sub(s, i + 1, s.n) : s;
}

th_str text_plain(th_arena *a, th_str text, bool markdown)
{
	th_buf first = {0}, second = {0}, third = {0};
	if (text.n == 0 || strpbrk(th_str_z(a, text), "&<*_`[\\~#>") == NULL)
		return text;
	if (markdown)
		strip_markdown(&first, without_mark(text), 0);
	else
		th_buf_add(&first, text);
	strip_tags(&second, th_buf_str(&first));
	decode(&third, th_buf_str(&second));
	th_str out = text_line(a, th_buf_str(&third));
	th_buf_free(&first);
	th_buf_free(&second);
	th_buf_free(&third);
	return out;
}
