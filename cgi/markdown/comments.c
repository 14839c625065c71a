/* comments.c -- comments of template languages, kramdown and MDX: {# … #}, {::comment} …
 * {:/comment}. Called by generator.c. What a reader of the site never sees is left out, also when
 * in doubt. */
#include "generator.h"

static bool starts_at(th_str s, size_t i, const char *z)
{
	size_t n = strlen(z);
	return s.n - i >= n && memcmp(s.p + i, z, n) == 0;
}

static size_t behind(th_str s, size_t from, const char *mark)
{
	ptrdiff_t hit = th_str_find(th_str_sub(s, from, s.n), th_strz(mark));
	return hit < 0 ? 0 : from + (size_t)hit + strlen(mark);
}

size_t comment_nested(th_str s, size_t from, size_t end, const char *open, const char *close)
{
	size_t inner = 0, next, begun = from;
	while ((begun = behind(s, begun, open)) > 0 && begun <= end)
		inner++;
	for (; inner > 0 && (next = behind(s, end, close)) > 0; inner--) {
		if (begun > 0 && begun < next)
			break; /* the next one */
		end = next;
	}
	return end;
}

/* After the end of the last hiding tag that begins in [from, end): generators that ignore {#
 * execute it. */
static size_t with_pairs(scan *c, size_t from, size_t end)
{
	for (size_t k = from; k < end; k++) {
		size_t after = c->s.p[k] == '{' ? pair_hidden(c, k) : 0;
		if (after > end)
			end = after;
		if (after > 0)
			k = after - 1;
	}
	return end;
}

/* {# … #}: only a comment of Nunjucks can contain a blank line, and those always end. */
static bool nunjucks_comment(scan *c)
{
	bool real = c->j->code_tags & RENDER_NUNJUCKS;
	size_t from = c->i + 2, end = tag_close(c, from, "#}");
	if (end == 0 && real && !c->endless_note) {
		end = behind(c->s, from, "#}");
		c->endless_note = end == 0;
		end -= end > 0 ? 2 : 0;
	}
	if (end == 0 && real && from < c->s.n && strchr(" \t\n-", c->s.p[from]) != NULL) {
		tag_report(c, TH_RULE_GENERATOR_TAG, c->i, from);
		c->i = c->s.n;
		return true;
	}
	if (end == 0)
		return false;
	end = comment_nested(c->s, from, end + 2, "{#", "#}");
	c->i = with_pairs(c, from, end);
	return true;
}

/* The line around `i`, without quote and list marks. */
static th_str bare_line(th_str s, size_t i)
{
	size_t from = i, to = i;
	while (from > 0 && s.p[from - 1] != '\n')
		from--;
	while (to < s.n && s.p[to] != '\n')
		to++;
	while (from < to && strchr(" \t>-*+", s.p[from]) != NULL)
		from++;
	return th_str_trim(th_str_sub(s, from, to));
}

/* After the {:/comment} or {:/} of a comment that began before `from`; without one, the end of the
 * text. A comment on lines of its own also ends with one. */
static size_t comment_end(th_str s, size_t from, const char *long_end, bool block)
{
	for (size_t k = from; k + 3 < s.n; k++) {
		if (s.p[k] != '{' || s.p[k + 1] != ':' || s.p[k + 2] != '/')
			continue;
		bool long_mark = starts_at(s, k, long_end);
		if (!long_mark && !starts_at(s, k, "{:/}"))
			continue;
		th_str mark = th_str_sub(s, k, k + (long_mark ? strlen(long_end) : 4));
		if (!block || th_str_eq(bare_line(s, k), mark))
			return k + mark.n;
	}
	return s.n;
}

/* {::nomarkdown type="latex"}: not for pages. */
static bool is_for_print(th_str mark)
{
	ptrdiff_t type = th_str_find(mark, TH_S("type="));
	return th_str_starts(mark, TH_S("{::nomarkdown")) && type > 0 &&
	       th_str_find(th_str_sub(mark, (size_t)type, mark.n), TH_S("html")) < 0;
}

/* {::comment}, {::nomarkdown}, {::options … /}: removes the marks, and for a comment its
 * content. */
static bool kramdown_extension(scan *c)
{
	size_t end = tag_close(c, c->i, "}"), from = c->i;
	if (end == 0)
		return false;
	th_str mark = th_str_sub(c->s, c->i, end + 1);
	if (th_str_chr(mark, '\n') >= 0)
		return false;
	c->i = end + 1;
	bool print = is_for_print(mark);
	if ((!print && !th_str_starts(mark, TH_S("{::comment"))) || th_str_ends(mark, TH_S("/}")))
		return true;
	bool block = th_str_eq(bare_line(c->s, from), mark);
	c->i = comment_end(c->s, end + 1, print ? "{:/nomarkdown}" : "{:/comment}", block);
	if (c->i == c->s.n && !th_str_ends(th_str_trim(c->s), TH_S("}")))
		tag_report(c, TH_RULE_GENERATOR_TAG, from, end + 1);
	return true;
}

/* MDX, as Docusaurus and Astro read it: a comment without an end is an error there. */
static bool mdx_comment(scan *c)
{
	size_t end = behind(c->s, c->i + 3, "*/}");
	if (end == 0)
		tag_report(c, TH_RULE_GENERATOR_TAG, c->i, c->i + 3);
	c->i = end > 0 ? end : c->s.n;
	return true;
}

bool comment_hidden(scan *c)
{
	if (starts_at(c->s, c->i, "{/*"))
		return mdx_comment(c);
	if (starts_at(c->s, c->i, "{::"))
		return kramdown_extension(c);
	return starts_at(c->s, c->i, "{#") && nunjucks_comment(c);
}
