/* shell_style.c -- the theme's style sheet for pages in a host's layout. Called by publish. Splits
 * CSS into rules (CSS Syntax 3: blocks, strings, comments, nothing finer), puts a heavy selector
 * before each selector and copies the rest. The sheet comes from whoever runs the hub; a fault in
 * it ends with its block and harms nothing else. */
#include "teamhub/shell.h"

/* Three ids that no element has: heavier than any rule a host will have. */
#define SCOPE ".teamhub-shell:not(#th#th#th)"

/* A wall: nothing that the host says about elements applies inside, and its fonts and colours are
 * not inherited. Pictures keep their width and height. --th-rem is 1rem as it is unless the host
 * changes it; registered, so that it becomes a length once and for all. */
static const char wall[] =
    "@property --th-rem{syntax:\"<length>\";inherits:true;initial-value:16px}\n" SCOPE
    "{all:initial;display:block;--th-rem:1em}\n" SCOPE " :not(:where(img,svg,svg *))," SCOPE
    "::before," SCOPE "::after," SCOPE " ::before," SCOPE " ::after{all:revert}\n" SCOPE
    " img{align-self:revert;animation:revert;background:revert;border:revert;"
    "border-radius:revert;box-shadow:revert;clip-path:revert;color:revert;content:revert;"
    "cursor:revert;display:revert;filter:revert;flex:revert;float:revert;font:revert;"
    "grid-area:revert;inset:revert;justify-self:revert;letter-spacing:revert;line-height:revert;"
    "margin:revert;mask:revert;max-height:revert;max-width:revert;min-height:revert;"
    "min-width:revert;mix-blend-mode:revert;object-fit:revert;object-position:revert;"
    "opacity:revert;order:revert;outline:revert;overflow:revert;padding:revert;"
    "pointer-events:revert;position:revert;rotate:revert;scale:revert;text-decoration:revert;"
    "text-indent:revert;text-transform:revert;transform:revert;transition:revert;"
    "translate:revert;vertical-align:revert;visibility:revert;word-spacing:revert;z-index:revert}"
    "\n";
static const char light[] = SCOPE " .teamhub.teamhub{color-scheme:light}\n";

typedef struct sheet {
	th_buf *out;
	th_str css;
	size_t pos;
	bool dark;
} sheet;

enum { SHEET_DEEP = 16 };

static bool is_name(char c)
{
	return th_is_alnum(c) || c == '-' || c == '_' || (unsigned char)c >= 128;
}

/* The length of what must be kept whole at `i`: a comment, a string, an escape, or one
 * character. */
static size_t piece(th_str s, size_t i)
{
	char c = s.p[i];
	if (c == '/' && i + 1 < s.n && s.p[i + 1] == '*') {
		ptrdiff_t end = th_str_find(th_str_sub(s, i + 2, s.n), TH_S("*/"));
		return end < 0 ? s.n - i : (size_t)end + 4;
	}
	if (c == '\\')
		return s.n - i < 2 ? 1 : 2;
	if (c != '"' && c != '\'')
		return 1;
	size_t k = i + 1;
	while (k < s.n && s.p[k] != c && s.p[k] != '\n')
		k += s.p[k] == '\\' && k + 1 < s.n ? 2 : 1;
	return (k < s.n ? k + 1 : s.n) - i;
}

static bool is_comment(th_str s, size_t i, size_t n)
{
	return n > 1 && s.p[i] == '/';
}

/* The end of what begins at `i`: one of `stops` outside brackets, strings and comments. */
static size_t find_end(th_str s, size_t i, const char *stops)
{
	size_t deep = 0;
	while (i < s.n) {
		size_t n = piece(s, i);
		if (n == 1 && deep == 0 && strchr(stops, s.p[i]))
			return i;
		if (n == 1 && strchr("([{", s.p[i]))
			deep++;
		else if (n == 1 && strchr(")]}", s.p[i]) && deep > 0)
			deep--;
		i += n;
	}
	return s.n;
}

static void skip_space(sheet *x)
{
	while (x->pos < x->css.n) {
		size_t n = piece(x->css, x->pos);
		if (!th_is_space(x->css.p[x->pos]) && !is_comment(x->css, x->pos, n))
			return;
		x->pos += n;
	}
}

/* ---- copying ---- */

/* The length of a number in rem at `i`, or 0. */
static size_t rem_at(th_str s, size_t i)
{
	size_t k = i;
	while (k < s.n && (th_is_digit(s.p[k]) || s.p[k] == '.'))
		k++;
	bool rem = k > i && th_str_caseeq(th_str_sub(s, k, k + 3), TH_S("rem"));
	return rem && (k + 3 == s.n || !is_name(s.p[k + 3])) ? k - i : 0;
}

/* Declarations: drops comments, turns rem into the hub's own length. */
static void put_body(th_buf *out, th_str s)
{
	for (size_t i = 0; i < s.n;) {
		size_t n = piece(s, i), number = 0;
		bool sign = i > 0 && s.p[i - 1] == '-' && (i < 2 || !is_name(s.p[i - 2]));
		if (n == 1 && (i == 0 || sign || !is_name(s.p[i - 1])) &&
		    (i == 0 || s.p[i - 1] != '.'))
			number = rem_at(s, i);
		if (number > 0) {
			if (sign) /* "-8rem" */
				th_buf_cut(out, out->n - 1);
			th_buf_addf(out, "calc(%s%.*s*var(--th-rem))", sign ? "-" : "", (int)number,
			    s.p + i);
			n = number + 3;
		} else if (!is_comment(s, i, n)) {
			th_buf_add(out, th_str_sub(s, i, i + n));
		}
		i += n;
	}
}

static bool begins_with_element(th_str selector, const char *name)
{
	size_t n = strlen(name);
	return th_str_caseeq(th_str_sub(selector, 0, n), th_strz(name)) &&
	       (selector.n == n || !is_name(selector.p[n]));
}

/* One selector of a list; false: it concerns the theme's own page, or is empty. */
static bool put_selector(th_buf *out, th_str selector, bool first)
{
	th_str root = TH_S(":root");
	selector = th_str_trim(selector);
	if (selector.n == 0 || begins_with_element(selector, "html") ||
	    begins_with_element(selector, "body"))
		return false;
	th_buf_addz(out, first ? SCOPE : "," SCOPE);
	if (begins_with_element(selector, root.p)) {
		selector = th_str_sub(selector, root.n, selector.n);
	} else {
		th_buf_addc(out, ' ');
	}
	th_buf_add(out, selector);
	return true;
}

static void put_rule(sheet *x, th_str prelude, th_str body)
{
	bool any = false;
	for (size_t i = 0; i < prelude.n;) {
		size_t end = find_end(prelude, i, ",");
		any = put_selector(x->out, th_str_sub(prelude, i, end), !any) || any;
		i = end + 1;
	}
	if (!any)
		return;
	th_buf_addc(x->out, '{');
	put_body(x->out, th_str_trim(body));
	th_buf_addz(x->out, "}\n");
}

static bool is_dark_only(th_str prelude)
{
	return th_str_find(prelude, TH_S("prefers-color-scheme")) >= 0 &&
	       th_str_find(prelude, TH_S("dark")) >= 0;
}

static bool holds_rules(th_str prelude)
{
	static const char *const names[] = {
	    "@media", "@supports", "@container", "@layer", "@scope", "@starting-style"};
	for (size_t i = 0; i < TH_COUNT(names); i++)
		if (begins_with_element(prelude, names[i]))
			return true;
	return false;
}

static void put_rules(sheet *x, int deep);

static void put_at_rule(sheet *x, th_str prelude, th_str body, int deep)
{
	if (begins_with_element(prelude, "@media") && !x->dark && is_dark_only(prelude))
		return;
	th_buf_add(x->out, prelude);
	th_buf_addc(x->out, '{');
	if (holds_rules(prelude) && deep < SHEET_DEEP) {
		sheet inner = {.out = x->out, .css = body, .dark = x->dark};
		put_rules(&inner, deep + 1);
	} else {
		th_buf_add(x->out, body);
	}
	th_buf_addz(x->out, "}\n");
}

static void put_rules(sheet *x, int deep)
{
	for (skip_space(x); x->pos < x->css.n; skip_space(x)) {
		size_t end = find_end(x->css, x->pos, "{;}");
		th_str prelude = th_str_trim(th_str_sub(x->css, x->pos, end));
		x->pos = end + 1;
		if (end >= x->css.n)
			return;
		if (x->css.p[end] != '{') { /* @import, @layer a, b; or a stray one */
			if (x->css.p[end] == ';' && th_str_starts(prelude, TH_S("@")) &&
			    !begins_with_element(prelude, "@charset"))
				th_buf_addf(x->out, "%.*s;\n", TH_FMT(prelude));
			continue;
		}
		size_t close = find_end(x->css, x->pos, "}");
		th_str body = th_str_sub(x->css, x->pos, close);
		x->pos = close + 1;
		if (th_str_starts(prelude, TH_S("@")))
			put_at_rule(x, prelude, body, deep);
		else
			put_rule(x, prelude, body);
	}
}

void shell_style(th_buf *out, th_str css, bool dark)
{
	sheet x = {.out = out, .css = css, .dark = dark};
	if (th_str_starts(css, TH_S("\xef\xbb\xbf")))
		x.pos = 3;
	th_buf_addz(out, wall);
	put_rules(&x, 0);
	if (!dark)
		th_buf_addz(out, light);
}
