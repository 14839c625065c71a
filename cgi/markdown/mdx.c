/* mdx.c -- reads Markdown with JSX (.mdx: Docusaurus, Gatsby, Astro) as Markdown: removes imports,
 * exports and expressions in braces, each reported once per kind, and silently removes comments in
 * braces. What a component encloses is kept, since the allow-list does not know its tag. Lines stay
 * where they are. Called by markdown.c before anything else; code is left as it is. */
#include "parts.h"

static bool starts_at(th_str s, size_t i, const char *z)
{
	size_t n = strlen(z);
	return i + n <= s.n && memcmp(s.p + i, z, n) == 0;
}

/* After the brace that closes the one at `i`; quoted texts may contain others. 0: none. */
static size_t braces_end(th_str s, size_t i)
{
	size_t depth = 0, end = s.n - i > RENDER_TAG * 8 ? i + RENDER_TAG * 8 : s.n;
	char quote = 0;
	for (; i < end; i++) {
		char c = s.p[i];
		if (quote != 0) {
			if (c == '\\')
				i++;
			else if (c == quote || c == '\n')
				quote = 0;
		} else if (starts_at(s, i, "/*")) {
			ptrdiff_t close = th_str_find(th_str_sub(s, i, end), TH_S("*/"));
			if (close < 0)
				return 0;
			i += (size_t)close + 1;
		} else if (depth > 1 && (c == '"' || c == '\'' || c == '`')) {
			quote = c;
		} else if (c == '{') {
			depth++;
		} else if (c == '}' && --depth == 0) {
			return i + 1;
		}
	}
	return 0;
}

static void leave_out(th_buf *out, th_str gone)
{
	for (size_t i = 0; i < gone.n; i++)
		if (gone.p[i] == '\n')
			th_buf_addc(out, '\n');
}

static void tell(render_job *j, th_str s, size_t at, size_t end)
{
	if (report_wanted(j))
		finding_add(j->f, TH_RULE_GENERATOR_TAG, report_mark(j->source, j->at, at),
		    th_str_shorten(j->a, th_str_sub(s, at, end), 60), TH_NONE, TH_NONE);
}

/* {…} at `i`; `to` is after it. */
static void put_expression(th_buf *out, th_str s, size_t i, size_t to, render_job *j)
{
	th_str inside = th_str_trim(th_str_sub(s, i + 1, to - 1));
	bool value = i > 0 && s.p[i - 1] == '='; /* of an attribute */
	if (value) {
		bool hides = th_str_find(inside, TH_S("display")) >= 0 ||
			     th_str_find(inside, TH_S("visibility")) >= 0;
		th_buf_addz(out, hides ? "\"display:none\"" : "\"\"");
	} else if (!(th_str_starts(inside, TH_S("/*")) && th_str_ends(inside, TH_S("*/")))) {
		bool text = inside.n > 1 && strchr("\"'", inside.p[0]) != NULL &&
			    inside.p[inside.n - 1] == inside.p[0];
		if (text) /* {" "} */
			th_buf_add(out, th_str_sub(inside, 1, inside.n - 1));
		else
			tell(j, s, i, to);
	}
	leave_out(out, th_str_sub(s, i, to));
}

void mdx_take(th_buf *out, th_str s, render_job *j)
{
	code_scan code = {.blank = true};
	bool start = true, blank = true;
	for (size_t i = 0; i < s.n;) {
		if (start) {
			code_line(&code, s, i);
			bool script =
			    blank && (starts_at(s, i, "import ") || starts_at(s, i, "export "));
			if (script && !code_here(&code)) {
				ptrdiff_t end = th_str_find(th_str_sub(s, i, s.n), TH_S("\n\n"));
				size_t to = end < 0 ? s.n : i + (size_t)end;
				tell(j, s, i, to);
				leave_out(out, th_str_sub(s, i, to));
				i = to;
				start = false;
				continue;
			}
			blank = s.p[i] == '\n';
		}
		size_t marks = code_marks(&code, s, i);
		if (marks > 0) {
			th_buf_add(out, th_str_sub(s, i, i + marks));
			i += marks;
			start = false;
			continue;
		}
		bool brace = s.p[i] == '{' && !code_here(&code) && !starts_at(s, i, "{#") &&
			     (i == 0 || s.p[i - 1] != '\\');
		size_t to = brace ? braces_end(s, i) : 0;
		if (to > 0) {
			put_expression(out, s, i, to, j);
			i = to;
			start = false;
			continue;
		}
		start = s.p[i] == '\n';
		th_buf_addc(out, s.p[i++]);
	}
}
