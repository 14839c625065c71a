/* utf8.c -- UTF-8 (RFC 3629), the characters of XML 1.0, and escaping by context. */
#include "teamhub/base.h"

int32_t th_utf8_next(th_str s, size_t *i)
{
	const unsigned char *p = (const unsigned char *)s.p + *i;
	size_t left = s.n - *i;
	unsigned c = p[0];
	(*i)++;
	if (c < 0x80)
		return (int32_t)c;
	size_t more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
	if (c < 0xc2 || c > 0xf4 || left <= more)
		return -1;
	uint32_t cp = c & (0x3fu >> more);
	for (size_t k = 1; k <= more; k++) {
		if ((p[k] & 0xc0) != 0x80)
			return -1;
		cp = cp << 6 | (p[k] & 0x3fu);
	}
	if ((more == 2 && cp < 0x800) || (more == 3 && (cp < 0x10000 || cp > 0x10ffff)) ||
	    (cp >= 0xd800 && cp <= 0xdfff))
		return -1;
	*i += more;
	return (int32_t)cp;
}

void th_utf8_put(th_buf *b, uint32_t cp)
{
	if (cp < 0x80) {
		th_buf_addc(b, (char)cp);
		return;
	}
	if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
		cp = 0xfffd;
	char out[4];
	size_t n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
	for (size_t k = n - 1; k > 0; k--, cp >>= 6)
		out[k] = (char)(0x80 | (cp & 0x3f));
	out[0] = (char)((n == 2 ? 0xc0 : n == 3 ? 0xe0 : 0xf0) | cp);
	th_buf_add(b, (th_str){out, n});
}

/* Are these eight octets all from U+0020 to U+007E? */
static bool is_printable(const char *p)
{
	const uint64_t each = 0x0101010101010101u;
	uint64_t v;
	memcpy(&v, p, sizeof v);
	uint64_t below = v - 0x20 * each, del = v + each; /* bit 7 of an octet, if none had it */
	return ((v | below | del) & 0x80 * each) == 0;
}

static bool scan(th_str s, size_t *bad, bool xml)
{
	size_t i = 0;
	while (i < s.n) {
		if (s.n - i >= 8 && is_printable(s.p + i)) { /* most text is */
			i += 8;
			continue;
		}
		if (s.p[i] >= 0x20 && s.p[i] < 0x7f) {
			i++;
			continue;
		}
		size_t at = i;
		int32_t cp = th_utf8_next(s, &i);
		bool ok = cp >= 0;
		if (ok && xml)
			ok = (cp >= 0x20 && cp != 0xfffe && cp != 0xffff) || cp == '\t' ||
			     cp == '\n' || cp == '\r';
		if (!ok) {
			if (bad)
				*bad = at;
			return false;
		}
	}
	return true;
}

bool th_utf8_valid(th_str s, size_t *bad)
{
	return scan(s, bad, false);
}

bool th_xml_valid(th_str s, size_t *bad)
{
	return scan(s, bad, true);
}

th_str th_str_shorten(th_arena *a, th_str s, size_t max)
{
	size_t i = 0, count = 0, space = 0, space_count = 0;
	while (i < s.n && count < max) {
		if (s.p[i] == ' ') {
			space = i;
			space_count = count;
		}
		th_utf8_next(s, &i);
		count++;
	}
	if (i >= s.n)
		return s;
	if (space_count > max * 2 / 3)
		i = space;
	th_str cut = th_str_trim(th_str_sub(s, 0, i));
	while (cut.n > 0 && strchr(",;:-", cut.p[cut.n - 1]))
		cut.n--;
	return th_str_cat(a, cut, TH_S(" …"));
}

/* Index into html_refs; 0: printed as it is. */
static const unsigned char html_special[256] = {
    ['&'] = 1, ['<'] = 2, ['>'] = 3, ['"'] = 4, ['\''] = 5};
static const th_str html_refs[] = {
    {"", 0},
    {"&amp;", 5},
    {"&lt;", 4},
    {"&gt;", 4},
    {"&quot;", 6},
    {"&#39;", 5},
};

void th_buf_add_html(th_buf *b, th_str s)
{
	size_t from = 0, i = 0;
	for (;;) {
		while (i < s.n && html_special[(unsigned char)s.p[i]] == 0)
			i++;
		th_buf_add(b, th_str_sub(s, from, i));
		if (i == s.n)
			return;
		th_buf_add(b, html_refs[html_special[(unsigned char)s.p[i]]]);
		from = ++i;
	}
}

static bool unreserved(unsigned char c)
{
	return th_is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

void th_buf_add_url(th_buf *b, th_str s, const char *keep)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (unreserved(c) || (c != 0 && keep && strchr(keep, c)))
			th_buf_addc(b, (char)c);
		else
			th_buf_addf(b, "%%%02X", c);
	}
}

void th_buf_add_json(th_buf *b, th_str s)
{
	static const char digit[] = "0123456789abcdef";
	static const bool quoted[256] = {
	    ['"'] = true, ['\\'] = true, ['<'] = true, ['>'] = true, ['&'] = true, [0x7f] = true};
	size_t from = 0;
	th_buf_reserve(b, s.n + 2);
	th_buf_addc(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c >= 0x20 && !quoted[c])
			continue;
		th_buf_add(b, th_str_sub(s, from, i));
		from = i + 1;
		char ref[6] = {'\\', 'u', '0', '0', digit[c >> 4], digit[c & 15]};
		char brief = c == '\n' ? 'n' : c == '\t' ? 't' : (char)c;
		if (c == '"' || c == '\\' || brief != (char)c)
			th_buf_add(b, (th_str){(char[2]){'\\', brief}, 2});
		else
			th_buf_add(b, (th_str){ref, sizeof(ref)});
	}
	th_buf_add(b, th_str_sub(s, from, s.n));
	th_buf_addc(b, '"');
}

static int hex(char c)
{
	if (th_is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool th_url_decode(th_arena *a, th_str s, bool form, th_str *out)
{
	char *p = th_alloc(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '%') {
			if (i + 2 >= s.n || hex(s.p[i + 1]) < 0 || hex(s.p[i + 2]) < 0)
				return false;
			c = (char)(hex(s.p[i + 1]) << 4 | hex(s.p[i + 2]));
			i += 2;
		} else if (c == '+' && form) {
			c = ' ';
		}
		if (c == 0)
			return false;
		p[n++] = c;
	}
	*out = (th_str){p, n};
	return true;
}

th_str th_str_initials(th_arena *a, th_str name)
{
	th_str rest = name, part, first = TH_NONE, last = TH_NONE;
	while (th_str_split(&rest, ' ', &part)) {
		if (part.n == 0 || th_str_ends(part, TH_S(".")))
			continue;
		if (first.n == 0)
			first = part;
		else
			last = part;
	}
	size_t i = 0, j = 0;
	if (first.n > 0)
		th_utf8_next(first, &i);
	if (last.n > 0)
		th_utf8_next(last, &j);
	return th_str_cat(a, th_str_sub(first, 0, i), th_str_sub(last, 0, j));
}

size_t th_utf8_length(th_str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; n++)
		th_utf8_next(s, &i);
	return n;
}
