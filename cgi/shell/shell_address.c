/* shell_address.c -- makes addresses in the host's page work on pages elsewhere. Called by shell.c
 * for attributes and styles. Edits the text of the page: puts the page's folder before relative
 * addresses, leaves all others. Resolves like RFC 3986 §5.2 and browsers. */
#include "shell_parts.h"

/* ---- what kind of address ---- */

typedef enum reference {
	REF_EMPTY,
	REF_FRAGMENT,
	REF_QUERY,
	REF_RELATIVE,
	REF_ROOT,
	REF_SITE, /* //host/path */
	REF_ABSOLUTE,
} reference;

typedef struct char_name {
	const char *name;
	char c;
} char_name;

/* The next character of an attribute's value; decodes references to ASCII characters only. */
static char next_char(th_str v, size_t *i)
{
	static const char_name known[] = {{"sol;", '/'}, {"colon;", ':'}, {"num;", '#'},
	    {"quest;", '?'}, {"period;", '.'}, {"bsol;", '\\'}, {"Tab;", '\t'}, {"NewLine;", '\n'},
	    {"quot;", '"'}, {"apos;", '\''}, {"amp;", '&'}};
	char c = v.p[(*i)++];
	th_str rest = th_str_sub(v, *i, v.n);
	if (c != '&')
		return c;
	for (size_t k = 0; k < TH_COUNT(known); k++)
		if (th_str_starts(rest, th_strz(known[k].name))) {
			*i += strlen(known[k].name);
			return known[k].c;
		}
	if (rest.n < 2 || rest.p[0] != '#')
		return c;
	bool hex = rest.p[1] == 'x' || rest.p[1] == 'X';
	size_t k = hex ? 2 : 1, first = k;
	unsigned value = 0;
	for (; k < rest.n && value < 128; k++) {
		char d = rest.p[k];
		if (th_is_digit(d))
			value = value * (hex ? 16 : 10) + (unsigned)(d - '0');
		else if (hex && ((d | 32) >= 'a' && (d | 32) <= 'f'))
			value = value * 16 + (unsigned)((d | 32) - 'a' + 10);
		else
			break;
	}
	if (k == first || value == 0 || value >= 128)
		return c;
	*i += k + (k < rest.n && rest.p[k] == ';');
	return (char)value;
}

static bool is_skipped(char c)
{
	return c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static reference kind_of(th_str v)
{
	char first[2] = {0};
	size_t n = 0;
	bool scheme = false;
	for (size_t i = 0; i < v.n;) {
		char c = next_char(v, &i);
		if (is_skipped(c) || (n == 0 && (unsigned char)c <= ' '))
			continue;
		bool letter = th_is_letter(c);
		if (n < 2)
			first[n] = c == '\\' ? '/' : c;
		if (n == 0)
			scheme = letter;
		else if (scheme && c == ':')
			return REF_ABSOLUTE;
		else if (!letter && !th_is_digit(c) && !strchr("+-.", c))
			scheme = false;
		n++;
		if (n >= 2 && !scheme)
			break;
	}
	if (n == 0)
		return REF_EMPTY;
	if (first[0] == '/')
		return first[1] == '/' ? REF_SITE : REF_ROOT;
	return first[0] == '#' ? REF_FRAGMENT : first[0] == '?' ? REF_QUERY : REF_RELATIVE;
}

/* ---- the base ---- */

/* Decodes references; the result is safe within quotes of both kinds. */
static th_str plain_base(th_arena *a, th_str s)
{
	th_buf b = {0};
	for (size_t i = 0; i < s.n;) {
		size_t at = i;
		char c = next_char(s, &i);
		if (c == '&' && i > at + 1)
			th_buf_addz(&b, "&amp;");
		else if ((unsigned char)c <= ' ' || strchr("\"'<>", c))
			th_buf_addf(&b, "%%%02X", (unsigned)(unsigned char)c);
		else
			th_buf_addc(&b, c);
	}
	th_str copy = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return copy;
}

static void set_path(shell_base *b, th_str path)
{
	size_t end = 0;
	while (end < path.n && path.p[end] != '?' && path.p[end] != '#')
		end++;
	path.n = end;
	b->page = path.n > 0 && path.p[0] == '/' ? path : th_str_cat(b->a, TH_S("/"), path);
	b->folder = th_str_sub(b->page, 0, (size_t)th_str_rchr(b->page, '/') + 1);
}

/* Takes scheme and authority off an absolute address, or "//host". */
static void set_whole(shell_base *b, th_str url, const shell_options *o)
{
	ptrdiff_t at = th_str_find(url, TH_S("//"));
	size_t end = (size_t)at + 2;
	while (end < url.n && !strchr("/?#", url.p[end]))
		end++;
	b->origin = th_str_sub(url, 0, end);
	if (th_str_caseeq(b->origin, o->origin))
		b->origin = TH_NONE;
	set_path(b, th_str_sub(url, end, url.n));
}

/* Joins a relative path to a folder; resolves leading "./" and "../". */
static void add_joined(th_buf *out, th_str folder, th_str path)
{
	for (;;) {
		bool up = th_str_starts(path, TH_S("../")) || th_str_eqz(path, "..");
		bool here = th_str_starts(path, TH_S("./")) || th_str_eqz(path, ".");
		if (!up && !here)
			break;
		size_t dots = up ? 2 : 1;
		path = th_str_sub(path, path.n > dots ? dots + 1 : dots, path.n);
		if (up && folder.n > 1)
			folder.n =
			    (size_t)th_str_rchr(th_str_sub(folder, 0, folder.n - 1), '/') + 1;
	}
	th_buf_add(out, folder);
	th_buf_add(out, path);
}

void base_set(shell_base *b, const shell_options *o, th_str base_href, th_arena *a)
{
	b->a = a;
	b->origin = TH_NONE;
	th_str url = plain_base(a, o->url);
	if (kind_of(url) == REF_ABSOLUTE && th_str_find(url, TH_S("://")) > 0)
		set_whole(b, url, o);
	else
		set_path(b, url);
	b->own = th_str_cat(a, b->origin, b->page);
	th_str href = plain_base(a, th_str_trim(base_href));
	bool http = th_str_starts(href, TH_S("https://")) || th_str_starts(href, TH_S("http://"));
	reference kind = kind_of(href);
	if (kind == REF_SITE || (kind == REF_ABSOLUTE && http))
		set_whole(b, href, o);
	else if (kind == REF_ROOT)
		set_path(b, href);
	else if (kind == REF_RELATIVE) {
		th_buf joined = {0};
		add_joined(&joined, b->folder, href);
		set_path(b, th_str_dup(a, th_buf_str(&joined)));
		th_buf_free(&joined);
	}
}

/* ---- writing ---- */

static th_str without_space(th_str v)
{
	while (v.n > 0 && (unsigned char)v.p[0] <= ' ')
		v = th_str_sub(v, 1, v.n);
	while (v.n > 0 && (unsigned char)v.p[v.n - 1] <= ' ')
		v.n--;
	return v;
}

/* A fragment means a place in the shell if that has the id; otherwise one on the host's page. */
static bool write_fragment(th_buf *out, const shell_base *b, th_str v)
{
	th_str id = th_str_sub(without_space(v), 1, v.n);
	if (id.n == 0 || th_str_caseeq(id, TH_S("top")) || th_map_get(b->ids, id) != NULL)
		return false;
	th_buf_add(out, b->own);
	th_buf_add(out, v);
	return true;
}

static bool resolve(th_buf *out, const shell_base *b, address_kind kind, th_str v)
{
	switch (kind_of(v)) {
	case REF_EMPTY:
		if (kind != ADDRESS_LINK)
			return false;
		th_buf_add(out, b->origin);
		th_buf_add(out, b->page);
		return true;
	case REF_FRAGMENT:
		return kind == ADDRESS_LINK && write_fragment(out, b, v);
	case REF_QUERY:
		th_buf_add(out, b->origin);
		th_buf_add(out, b->page);
		th_buf_add(out, v);
		return true;
	case REF_RELATIVE:
		th_buf_add(out, b->origin);
		add_joined(out, b->folder, v);
		return true;
	case REF_ROOT:
		if (b->origin.n == 0)
			return false;
		th_buf_add(out, b->origin);
		th_buf_add(out, v);
		return true;
	case REF_SITE:
	case REF_ABSOLUTE:
		return false;
	}
	return false;
}

/* The host's own page with a fragment that is in the shell: hosts with <base> write "#content" like
 * that. */
static bool is_place(const shell_base *b, th_str url, th_str *place)
{
	if (!th_str_starts(url, b->own) || url.n < b->own.n + 2 || url.p[b->own.n] != '#')
		return false;
	*place = th_str_sub(url, b->own.n, url.n);
	return th_map_get(b->ids, th_str_sub(*place, 1, place->n)) != NULL;
}

static bool write_one(th_buf *out, const shell_base *b, address_kind kind, th_str v)
{
	v = without_space(v);
	size_t at = out->n;
	th_str place;
	bool anew = resolve(out, b, kind, v);
	th_str url = anew ? th_str_sub(th_buf_str(out), at, out->n) : v;
	if (kind != ADDRESS_LINK || !is_place(b, url, &place))
		return anew;
	place = th_str_dup(b->a, place);
	th_buf_cut(out, at);
	th_buf_add(out, place);
	return true;
}

/* An address inside a longer text: copies from *done to `at`, then writes [at, to) anew. */
static void write_within(
    th_buf *out, const shell_base *b, th_str v, size_t *done, size_t at, size_t to)
{
	size_t before = out->n;
	th_buf_add(out, th_str_sub(v, *done, at));
	if (write_one(out, b, ADDRESS_FILE, th_str_sub(v, at, to)))
		*done = to;
	else
		th_buf_cut(out, before);
}

/* srcset: addresses without white space, each with descriptors up to a comma (HTML §4.8.4.2.1). */
static size_t write_set(th_buf *out, const shell_base *b, th_str v)
{
	size_t done = 0;
	for (size_t i = 0; i < v.n;) {
		if ((unsigned char)v.p[i] <= ' ' || v.p[i] == ',') {
			i++;
			continue;
		}
		size_t at = i, deep = 0;
		while (i < v.n && (unsigned char)v.p[i] > ' ')
			i++;
		size_t to = i;
		while (to > at && v.p[to - 1] == ',')
			to--;
		write_within(out, b, v, &done, at, to);
		for (; to == i && i < v.n && (v.p[i] != ',' || deep > 0); i++, to = i)
			deep = v.p[i] == '('               ? deep + 1
			       : v.p[i] == ')' && deep > 0 ? deep - 1
							   : deep;
	}
	return done;
}

static size_t skip_space(th_str v, size_t i)
{
	while (i < v.n && (unsigned char)v.p[i] <= ' ')
		i++;
	return i;
}

/* The length of a quote at i: one character, or a reference to one. */
static size_t quote_at(th_str v, size_t i)
{
	static const char *const quotes[] = {
	    "\"", "'", "&quot;", "&#34;", "&#x22;", "&apos;", "&#39;", "&#x27;"};
	for (size_t k = 0; k < TH_COUNT(quotes); k++)
		if (th_str_starts(th_str_sub(v, i, v.n), th_strz(quotes[k])))
			return strlen(quotes[k]);
	return 0;
}

/* url(…) and @import "…". */
static size_t write_style(th_buf *out, const shell_base *b, th_str v)
{
	size_t done = 0;
	for (size_t i = 0; i < v.n; i++) {
		bool url = th_str_caseeq(th_str_sub(v, i, i + 4), TH_S("url("));
		if (!url && !th_str_caseeq(th_str_sub(v, i, i + 7), TH_S("@import")))
			continue;
		size_t at = skip_space(v, i + (url ? 4 : 7)), quote = quote_at(v, at), to;
		th_str mark = th_str_sub(v, at, at + quote);
		at += quote;
		if (!url && quote == 0)
			continue;
		for (to = at; to < v.n; to++)
			if (quote ? th_str_starts(th_str_sub(v, to, v.n), mark)
				  : v.p[to] == ')' || (unsigned char)v.p[to] <= ' ')
				break;
		if (to == v.n)
			break;
		write_within(out, b, v, &done, at, to);
		i = to;
	}
	return done;
}

bool address_write(th_buf *out, const shell_base *b, address_kind kind, th_str v)
{
	size_t done = 0;
	if (kind == ADDRESS_NONE)
		return false;
	if (kind == ADDRESS_LINK || kind == ADDRESS_FILE)
		return write_one(out, b, kind, v);
	done = kind == ADDRESS_SET ? write_set(out, b, v) : write_style(out, b, v);
	if (done > 0)
		th_buf_add(out, th_str_sub(v, done, v.n));
	return done > 0;
}

th_str address_path(const shell_base *b, const shell_options *o, th_str v)
{
	th_buf whole = {0};
	if (!address_write(&whole, b, ADDRESS_LINK, v))
		th_buf_add(&whole, without_space(v));
	th_str s = th_str_dup(b->a, th_buf_str(&whole));
	th_buf_free(&whole);
	if (o->origin.n > 0 && th_str_starts(s, o->origin))
		s = th_str_sub(s, o->origin.n, s.n);
	size_t end = 0;
	while (end < s.n && s.p[end] != '?' && s.p[end] != '#')
		end++;
	s.n = end;
	return kind_of(s) == REF_ROOT ? s : TH_NONE;
}

/* ---- which attributes ---- */

address_kind address_kind_of(th_str element, th_str attribute)
{
	static const struct {
		const char *name;
		address_kind kind;
	} known[] = {{"href", ADDRESS_LINK}, {"src", ADDRESS_FILE}, {"srcset", ADDRESS_SET},
	    {"style", ADDRESS_STYLE}, {"action", ADDRESS_LINK}, {"formaction", ADDRESS_LINK},
	    {"poster", ADDRESS_FILE}, {"data", ADDRESS_FILE}, {"cite", ADDRESS_FILE},
	    {"background", ADDRESS_FILE}, {"longdesc", ADDRESS_FILE}, {"manifest", ADDRESS_FILE},
	    {"xlink:href", ADDRESS_FILE}, {"imagesrcset", ADDRESS_SET},
	    /* by common custom, scripts turn these into src and srcset */
	    {"data-src", ADDRESS_FILE}, {"data-srcset", ADDRESS_SET}};
	static const char *const pages[] = {"a", "area"};
	for (size_t i = 0; i < TH_COUNT(known); i++) {
		if (!scan_is(attribute, known[i].name))
			continue;
		if (scan_is(attribute, "data") && !scan_is(element, "object"))
			return ADDRESS_NONE;
		bool link =
		    scan_is(attribute, "href") && !scan_is_one_of(element, pages, TH_COUNT(pages));
		return link ? ADDRESS_FILE : known[i].kind;
	}
	return ADDRESS_NONE;
}
