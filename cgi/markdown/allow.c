/* allow.c -- the allow-list: every element that may be on a page, its content and attributes. An
 * element that is not in this table loses its tag and keeps its words; one that could run, load or
 * request something is removed with its content. Only tree.c and sanitize.c read it. */
#include "parts.h"

#include <stdlib.h>

/* Sorted by name for binary search; a test checks the order. */
static const element elements[] = {
    {"a", "a", EL_INLINE, IN_PHRASING, AT_LINK | AT_LANG | AT_NEED},
    {"abbr", "abbr", EL_INLINE, IN_PHRASING, AT_TITLE | AT_LANG},
    {"acronym", "abbr", EL_INLINE, IN_PHRASING, AT_TITLE | AT_LANG},
    {"address", NULL, EL_BREAK, IN_FLOW, 0},
    {"applet", NULL, EL_DROP, IN_FLOW, 0},
    {"area", NULL, EL_GONE, IN_FLOW, 0},
    {"article", NULL, EL_BREAK, IN_FLOW, 0},
    {"aside", NULL, EL_BREAK, IN_FLOW, 0},
    {"audio", NULL, EL_FRAME, IN_FLOW, 0},
    {"b", "b", EL_INLINE, IN_PHRASING, AT_LANG},
    {"base", NULL, EL_GONE, IN_FLOW, 0},
    {"basefont", NULL, EL_GONE, IN_FLOW, 0},
    {"bdi", "bdi", EL_INLINE, IN_PHRASING, AT_LANG},
    {"bdo", "bdo", EL_INLINE, IN_PHRASING, AT_DIR | AT_NEED},
    {"bgsound", NULL, EL_GONE, IN_FLOW, 0},
    {"blockquote", "blockquote", EL_BLOCK, IN_FLOW, AT_LANG},
    {"body", NULL, EL_BREAK, IN_FLOW, 0},
    {"br", "br", EL_VOID, IN_FLOW, 0},
    {"button", NULL, EL_DROP, IN_FLOW, 0},
    {"canvas", NULL, EL_DROP, IN_FLOW, 0},
    {"caption", "caption", EL_PART, IN_PHRASING, AT_LANG},
    {"center", NULL, EL_BREAK, IN_FLOW, 0},
    {"cite", "cite", EL_INLINE, IN_PHRASING, AT_LANG},
    {"code", "code", EL_INLINE, IN_PHRASING, AT_CODE},
    {"col", NULL, EL_GONE, IN_FLOW, 0},
    {"datalist", NULL, EL_DROP, IN_FLOW, 0},
    {"dd", "dd", EL_TERM, IN_FLOW, AT_LANG | EL_EMPTY},
    {"del", "del", EL_INLINE, IN_PHRASING, AT_LANG},
    {"details", "details", EL_BLOCK, IN_FLOW, AT_LANG | AT_OPEN},
    {"dfn", "dfn", EL_INLINE, IN_PHRASING, AT_LANG},
    {"dialog", NULL, EL_DROP, IN_FLOW, 0},
    {"dir", "ul", EL_BLOCK, IN_LIST, 0},
    {"div", "div", EL_BLOCK, IN_FLOW, AT_LANG | AT_NEED},
    {"dl", "dl", EL_BLOCK, IN_TERMS, AT_LANG},
    {"dt", "dt", EL_TERM, IN_PHRASING, AT_LANG | EL_EMPTY},
    {"em", "em", EL_INLINE, IN_PHRASING, AT_LANG},
    {"embed", NULL, EL_FRAME, IN_FLOW, 0},
    {"fieldset", NULL, EL_DROP, IN_FLOW, 0},
    {"figcaption", "figcaption", EL_BLOCK, IN_PHRASING, AT_LANG},
    {"figure", "figure", EL_BLOCK, IN_FLOW, AT_LANG},
    {"footer", NULL, EL_BREAK, IN_FLOW, 0},
    {"form", NULL, EL_DROP, IN_FLOW, 0},
    {"frame", NULL, EL_GONE, IN_FLOW, 0},
    {"frameset", NULL, EL_DROP, IN_FLOW, 0},
    {"h1", "h1", EL_HEADING, IN_PHRASING, AT_LANG},
    {"h2", "h2", EL_HEADING, IN_PHRASING, AT_LANG},
    {"h3", "h3", EL_HEADING, IN_PHRASING, AT_LANG},
    {"h4", "h4", EL_HEADING, IN_PHRASING, AT_LANG},
    {"h5", "h5", EL_HEADING, IN_PHRASING, AT_LANG},
    {"h6", "h6", EL_HEADING, IN_PHRASING, AT_LANG},
    {"head", NULL, EL_DROP, IN_FLOW, 0},
    {"header", NULL, EL_BREAK, IN_FLOW, 0},
    {"hgroup", NULL, EL_BREAK, IN_FLOW, 0},
    {"hr", "hr", EL_VOID, IN_FLOW, 0},
    {"html", NULL, EL_BREAK, IN_FLOW, 0},
    {"i", "i", EL_INLINE, IN_PHRASING, AT_LANG},
    {"iframe", NULL, EL_FRAME, IN_FLOW, 0},
    {"image", "img", EL_VOID, IN_FLOW, 0},
    {"img", "img", EL_VOID, IN_FLOW, 0},
    {"input", NULL, EL_GONE, IN_FLOW, 0},
    {"ins", "ins", EL_INLINE, IN_PHRASING, AT_LANG},
    {"isindex", NULL, EL_GONE, IN_FLOW, 0},
    {"kbd", "kbd", EL_INLINE, IN_PHRASING, AT_LANG},
    {"keygen", NULL, EL_GONE, IN_FLOW, 0},
    {"layer", NULL, EL_DROP, IN_FLOW, 0},
    {"li", "li", EL_ITEM, IN_FLOW, AT_LANG | AT_NOTE | EL_EMPTY},
    {"link", NULL, EL_GONE, IN_FLOW, 0},
    {"listing", "pre", EL_BLOCK, IN_PHRASING, 0},
    {"main", NULL, EL_BREAK, IN_FLOW, 0},
    {"map", NULL, EL_DROP, IN_FLOW, 0},
    {"mark", "mark", EL_INLINE, IN_PHRASING, AT_LANG},
    {"math", NULL, EL_DROP, IN_FLOW, 0},
    {"menu", "ul", EL_BLOCK, IN_LIST, 0},
    {"meta", NULL, EL_GONE, IN_FLOW, 0},
    {"nav", NULL, EL_BREAK, IN_FLOW, 0},
    {"noembed", NULL, EL_DROP, IN_FLOW, 0},
    {"noframes", NULL, EL_DROP, IN_FLOW, 0},
    {"noscript", NULL, EL_DROP, IN_FLOW, 0},
    {"object", NULL, EL_FRAME, IN_FLOW, 0},
    {"ol", "ol", EL_BLOCK, IN_LIST, AT_LANG | AT_LIST},
    {"optgroup", NULL, EL_DROP, IN_FLOW, 0},
    {"option", NULL, EL_DROP, IN_FLOW, 0},
    {"p", "p", EL_BLOCK, IN_PHRASING, AT_LANG},
    {"param", NULL, EL_GONE, IN_FLOW, 0},
    {"plaintext", NULL, EL_DROP, IN_FLOW, 0},
    {"portal", NULL, EL_DROP, IN_FLOW, 0},
    {"pre", "pre", EL_BLOCK, IN_PHRASING, AT_LANG},
    {"q", "q", EL_INLINE, IN_PHRASING, AT_LANG},
    {"s", "s", EL_INLINE, IN_PHRASING, AT_LANG},
    {"samp", "samp", EL_INLINE, IN_PHRASING, AT_LANG},
    {"script", NULL, EL_DROP, IN_FLOW, 0},
    {"section", NULL, EL_BREAK, IN_FLOW, 0},
    {"select", NULL, EL_DROP, IN_FLOW, 0},
    {"slot", NULL, EL_DROP, IN_FLOW, 0},
    {"small", "small", EL_INLINE, IN_PHRASING, AT_LANG},
    {"source", NULL, EL_GONE, IN_FLOW, 0},
    {"span", "span", EL_INLINE, IN_PHRASING, AT_LANG | AT_NEED},
    {"strike", "s", EL_INLINE, IN_PHRASING, AT_LANG},
    {"strong", "strong", EL_INLINE, IN_PHRASING, AT_LANG},
    {"style", NULL, EL_DROP, IN_FLOW, 0},
    {"sub", "sub", EL_INLINE, IN_PHRASING, AT_LANG},
    {"summary", "summary", EL_BLOCK, IN_PHRASING, AT_LANG},
    {"sup", "sup", EL_INLINE, IN_PHRASING, AT_LANG | AT_NOTE},
    {"svg", NULL, EL_DROP, IN_FLOW, 0},
    {"table", "table", EL_BLOCK, IN_TABLE, AT_LANG},
    {"tbody", "tbody", EL_PART, IN_ROWS, 0},
    {"td", "td", EL_CELL, IN_FLOW, AT_LANG | AT_CELL | EL_EMPTY},
    {"template", NULL, EL_DROP, IN_FLOW, 0},
    {"textarea", NULL, EL_DROP, IN_FLOW, 0},
    {"tfoot", "tfoot", EL_PART, IN_ROWS, 0},
    {"th", "th", EL_CELL, IN_PHRASING, AT_LANG | AT_CELL | EL_EMPTY},
    {"thead", "thead", EL_PART, IN_ROWS, 0},
    {"title", NULL, EL_DROP, IN_FLOW, 0},
    {"tr", "tr", EL_ROW, IN_ROW, 0},
    {"track", NULL, EL_GONE, IN_FLOW, 0},
    {"tt", "code", EL_INLINE, IN_PHRASING, 0},
    {"u", "u", EL_INLINE, IN_PHRASING, AT_LANG},
    {"ul", "ul", EL_BLOCK, IN_LIST, AT_LANG},
    {"var", "var", EL_INLINE, IN_PHRASING, AT_LANG},
    {"video", NULL, EL_FRAME, IN_FLOW, 0},
    {"wbr", "wbr", EL_VOID, IN_FLOW, 0},
    {"xml", NULL, EL_DROP, IN_FLOW, 0},
    {"xmp", NULL, EL_DROP, IN_FLOW, 0},
};

static const element unknown = {"", NULL, EL_UNWRAP, IN_FLOW, 0};

static int by_name(const void *key, const void *e)
{
	return strcmp(key, ((const element *)e)->name);
}

const element *allow_element(const char *name)
{
	const element *e = bsearch(name, elements, TH_COUNT(elements), sizeof(*elements), by_name);
	return e ? e : &unknown;
}

/* A style without its comments. */
static th_str without_comments(th_buf *b, th_str style)
{
	for (size_t i = 0; i < style.n; i++) {
		bool open = style.p[i] == '/' && i + 1 < style.n && style.p[i + 1] == '*';
		ptrdiff_t end =
		    open ? th_str_find(th_str_sub(style, i + 2, style.n), TH_S("*/")) : -1;
		if (end >= 0)
			i += 3 + (size_t)end;
		else
			th_buf_addc(b, style.p[i]);
	}
	return th_buf_str(b);
}

/* 0, 0.0, .0, 0px */
static bool is_nothing(th_str value)
{
	size_t i = 0;
	bool zero = false;
	for (; i < value.n && (value.p[i] == '0' || value.p[i] == '.'); i++)
		zero = zero || value.p[i] == '0';
	return zero && (i == value.n || value.p[i] < '0' || value.p[i] > '9');
}

/* Does the value of `property` in a style begin with `value`, or is it nothing if `value` is NULL?
 * Ignores white space and case. */
static bool sets(th_str style, const char *property, const char *value)
{
	th_str rest = style, one;
	while (th_str_split(&rest, ';', &one)) {
		ptrdiff_t colon = th_str_chr(one, ':');
		th_str name = th_str_trim(th_str_sub(one, 0, colon < 0 ? 0 : (size_t)colon));
		th_str is = th_str_trim(th_str_sub(one, (size_t)(colon + 1), one.n));
		if (!th_str_caseeq(name, th_strz(property)))
			continue;
		if (value == NULL ? is_nothing(is)
				  : th_str_caseeq(th_str_sub(is, 0, strlen(value)), th_strz(value)))
			return true;
	}
	return false;
}

bool allow_style_hides(th_str style)
{
	th_buf b = {0};
	style = without_comments(&b, style);
	bool hides = sets(style, "display", "none") || sets(style, "visibility", "hidden") ||
		     sets(style, "visibility", "collapse") || sets(style, "opacity", NULL) ||
		     sets(style, "font-size", NULL);
	th_buf_free(&b);
	return hides;
}
