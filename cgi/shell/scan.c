/* scan.c -- cuts a page of HTML into tokens by the rules of the HTML standard's tokenizer
 * (§13.2.5), for shell.c. Builds no tree: whatever a browser takes for a tag, a comment or the text
 * of a script is one here, too. What only a tree can decide (svg and math) is followed as far as it
 * affects where a token ends. */
#include "scan.h"

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

bool scan_is(th_str name, const char *lower)
{
	return th_str_caseeq(name, th_strz(lower));
}

bool scan_is_one_of(th_str name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (scan_is(name, names[i]))
			return true;
	return false;
}

/* ---- attributes ---- */

/* The attribute at or after `i`, below `end`; false: none. Does not look for the end of the tag. */
static bool attribute_at(th_str s, size_t i, size_t end, scan_attribute *a)
{
	a->from = i;
	while (i < end && (is_space(s.p[i]) || s.p[i] == '/')) {
		i++;
		if (s.p[i - 1] == '/')
			a->from = i;
	}
	if (i >= end || s.p[i] == '>')
		return false;
	size_t name = i++; /* a "=" here is part of the name */
	while (i < end && !is_space(s.p[i]) && s.p[i] != '/' && s.p[i] != '>' && s.p[i] != '=')
		i++;
	a->name = th_str_sub(s, name, i);
	a->value = TH_NONE;
	a->quote = 0;
	a->to = i;
	while (i < end && is_space(s.p[i]))
		i++;
	if (i >= end || s.p[i] != '=')
		return true;
	for (i++; i < end && is_space(s.p[i]);)
		i++;
	size_t value = i;
	if (i < end && (s.p[i] == '"' || s.p[i] == '\'')) {
		a->quote = s.p[i];
		value = ++i;
		const char *close = memchr(s.p + i, a->quote, end - i);
		i = close ? (size_t)(close - s.p) : end;
		a->value = th_str_sub(s, value, i);
		a->to = i < end ? i + 1 : end;
		return true;
	}
	while (i < end && !is_space(s.p[i]) && s.p[i] != '>')
		i++;
	a->value = th_str_sub(s, value, i);
	a->to = i;
	return true;
}

bool scan_attribute_next(th_str page, const scan_token *t, size_t *pos, scan_attribute *a)
{
	size_t i = *pos ? *pos : t->from + (t->kind == SCAN_END_TAG) + 1 + t->name.n;
	if (!attribute_at(page, i, t->to, a))
		return false;
	*pos = a->to;
	return true;
}

bool scan_attribute_find(th_str page, const scan_token *t, const char *name, scan_attribute *a)
{
	for (size_t pos = 0; scan_attribute_next(page, t, &pos, a);)
		if (scan_is(a->name, name))
			return true;
	return false;
}

/* ---- tokens ---- */

static bool ends_here(scanner *s, scan_token *t, scan_kind kind, size_t to)
{
	t->kind = kind;
	t->to = s->pos = to;
	return true;
}

static bool is_cut(scanner *s, scan_token *t, scan_kind kind)
{
	t->cut = true;
	return ends_here(s, t, kind, s->page.n);
}

/* From the "<" of a tag to its ">". */
static bool scan_tag(scanner *s, scan_token *t, scan_kind kind)
{
	th_str p = s->page;
	size_t i = s->pos + (kind == SCAN_END_TAG) + 1, name = i;
	while (i < p.n && !is_space(p.p[i]) && p.p[i] != '/' && p.p[i] != '>')
		i++;
	t->name = th_str_sub(p, name, i);
	scan_attribute a = {.to = i};
	while (attribute_at(p, a.to, p.n, &a))
		;
	/* attribute_at stopped at ">" or at the end; skip white space and slashes to see which. */
	for (i = a.to; i < p.n && p.p[i] != '>';)
		i++;
	if (i >= p.n)
		return is_cut(s, t, kind);
	t->empty = p.p[i - 1] == '/' && i - 1 >= a.to;
	return ends_here(s, t, kind, i + 1);
}

/* Elements whose text contains no tags, and those that end an open <svg>. */
static const char *const raw_elements[] = {
    "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext"};
static const char *const not_in_svg[] = {"b", "body", "br", "center", "dd", "div", "dl", "dt", "em",
    "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "i", "img", "li", "main", "nav", "ol", "p",
    "pre", "span", "strong", "table", "ul"};

static void note_element(scanner *s, const scan_token *t)
{
	bool foreign = scan_is(t->name, "svg") || scan_is(t->name, "math");
	if (foreign && t->kind == SCAN_TAG && !t->empty)
		s->foreign++;
	if (foreign && t->kind == SCAN_END_TAG && s->foreign > 0)
		s->foreign--;
	if (t->kind != SCAN_TAG || foreign)
		return;
	if (s->foreign > 0 && scan_is_one_of(t->name, not_in_svg, TH_COUNT(not_in_svg)))
		s->foreign = 0;
	if (s->foreign == 0 && scan_is_one_of(t->name, raw_elements, TH_COUNT(raw_elements)))
		s->raw = t->name;
}

static bool name_ends(th_str p, size_t i)
{
	return i >= p.n || is_space(p.p[i]) || p.p[i] == '/' || p.p[i] == '>';
}

static bool names(th_str p, size_t i, th_str name)
{
	return th_str_caseeq(th_str_sub(p, i, i + name.n), name) && name_ends(p, i + name.n);
}

/* Where the end tag of the raw text element begins, or the end of the page. In a script, "<!--"
 * followed by "<script" hides end tags (§13.2.5.15 and on). */
static size_t raw_end(th_str p, size_t i, th_str name)
{
	bool script = scan_is(name, "script"), escaped = false, twice = false;
	for (; i < p.n; i++) {
		if (escaped && p.p[i] == '-' && th_str_starts(th_str_sub(p, i, p.n), TH_S("-->")))
			escaped = twice = false;
		if (p.p[i] != '<')
			continue;
		bool end = i + 1 < p.n && p.p[i + 1] == '/' && names(p, i + 2, name);
		if (end && !twice)
			return i;
		if (end)
			twice = false;
		else if (script && escaped && names(p, i + 1, name))
			twice = true;
		else if (script && !escaped && th_str_starts(th_str_sub(p, i, p.n), TH_S("<!--"))) {
			escaped = true;
			i++; /* so that <!--> ends itself */
		}
	}
	return p.n;
}

static bool scan_raw(scanner *s, scan_token *t)
{
	t->name = s->raw;
	size_t to = scan_is(s->raw, "plaintext") ? s->page.n : raw_end(s->page, s->pos, s->raw);
	s->raw = TH_NONE;
	if (to == s->page.n)
		return is_cut(s, t, SCAN_RAW);
	return ends_here(s, t, SCAN_RAW, to);
}

static bool scan_until(scanner *s, scan_token *t, scan_kind kind, size_t from, th_str end)
{
	ptrdiff_t hit = th_str_find(th_str_sub(s->page, from, s->page.n), end);
	return hit < 0 ? is_cut(s, t, kind) : ends_here(s, t, kind, from + (size_t)hit + end.n);
}

static bool scan_comment(scanner *s, scan_token *t)
{
	th_str p = s->page;
	for (size_t i = s->pos + 2; i + 2 < p.n; i++) {
		if (p.p[i] != '-' || p.p[i + 1] != '-')
			continue;
		bool inside = i >= s->pos + 4; /* "<!-->" and "<!--->" are whole comments */
		if (p.p[i + 2] == '>')
			return ends_here(s, t, SCAN_COMMENT, i + 3);
		if (inside && p.p[i + 2] == '!' && i + 3 < p.n && p.p[i + 3] == '>')
			return ends_here(s, t, SCAN_COMMENT, i + 4);
	}
	return is_cut(s, t, SCAN_COMMENT);
}

static bool scan_markup(scanner *s, scan_token *t)
{
	th_str rest = th_str_sub(s->page, s->pos, s->page.n);
	char c = rest.n > 1 ? rest.p[1] : 0, d = rest.n > 2 ? rest.p[2] : 0;
	if (th_is_letter(c) || (c == '/' && th_is_letter(d))) {
		scan_tag(s, t, c == '/' ? SCAN_END_TAG : SCAN_TAG);
		note_element(s, t);
		return true;
	}
	if (th_str_starts(rest, TH_S("<!--")))
		return scan_comment(s, t);
	if (s->foreign > 0 && th_str_starts(rest, TH_S("<![CDATA[")))
		return scan_until(s, t, SCAN_OTHER, s->pos, TH_S("]]>"));
	if (c == '!' || c == '?' || (c == '/' && rest.n > 2))
		return scan_until(s, t, SCAN_OTHER, s->pos, TH_S(">"));
	return false;
}

bool scan_next(scanner *s, scan_token *t)
{
	*t = (scan_token){.from = s->pos};
	if (s->pos >= s->page.n)
		return false;
	if (s->raw.n > 0)
		return scan_raw(s, t);
	if (s->page.p[s->pos] == '<' && scan_markup(s, t))
		return true;
	const char *next = memchr(s->page.p + s->pos + 1, '<', s->page.n - s->pos - 1);
	return ends_here(s, t, SCAN_TEXT, next ? (size_t)(next - s->page.p) : s->page.n);
}
