/* generator.c -- finds the tags of other site generators in Markdown: {% … %} and {{ … }} (Liquid,
 * Nunjucks), {{< … >}} and {{% … %}} (Hugo), {# … #}, {::comment}. tags.c translates those with a
 * meaning here; all others are reported; none is ever shown. In code they are text, except `raw`,
 * which exists to be removed. If no generator reads the texts, only comments are removed. Called by
 * markdown.c before the text is parsed. */
#include "generator.h"

static bool at(const scan *c, const char *z)
{
	size_t n = strlen(z);
	return c->s.n - c->i >= n && memcmp(c->s.p + c->i, z, n) == 0;
}

/* ---- tags ---- */

static bool closes(th_str name)
{
	static const char *const words[] = {"else", "elif", "elsif", "when", "break", "continue"};
	for (size_t i = 0; i < TH_COUNT(words); i++)
		if (th_str_eqz(name, words[i]))
			return true;
	return th_str_starts(name, TH_S("end")) || th_str_starts(name, TH_S("/"));
}

/* Of the tag from `from` up to c->i. */
static void report_meaning(scan *c, tag_meaning means, size_t from)
{
	if (means != TAG_KNOWN)
		tag_report(c, means == TAG_PARTLY ? TH_RULE_GENERATOR_LINK : TH_RULE_GENERATOR_TAG,
		    from, c->i);
}

/* youtube(id="x"): Zola's shortcodes, Nunjucks' macros. */
static bool is_call(th_str inside, th_str *name, th_str *args)
{
	th_str s = th_str_trim(inside);
	size_t n = 0;
	while (n < s.n && (th_is_alnum(s.p[n]) || s.p[n] == '_'))
		n++;
	if (n == 0 || n + 1 >= s.n || s.p[n] != '(' || s.p[s.n - 1] != ')')
		return false;
	*name = th_str_sub(s, 0, n);
	*args = th_str_sub(s, n + 1, s.n - 1);
	return true;
}

static void tag(scan *c, size_t open, const char *close)
{
	size_t from = c->i, end = tag_close(c, from + open, close);
	if (end == 0) { /* never closed: text */
		th_buf_addc(c->out, c->s.p[c->i++]);
		return;
	}
	size_t after = end + strlen(close);
	th_str args = th_str_sub(c->s, from + open, end), name;
	if (open != 2 || !is_call(args, &name, &args))
		name = tag_cut_name(&args);
	th_str all = th_str_sub(c->s, from + open, end);
	if (th_str_starts(all, TH_S("/*"))) { /* Hugo: shown as it is, or a comment */
		bool hugo = c->j->code_tags == 0 || (c->j->code_tags & RENDER_SHORTCODES);
		all = th_str_trim(all);
		if (hugo && open == 3 && th_str_ends(all, TH_S("*/"))) {
			bool html = c->j->html_source;
			th_buf_addz(c->out, html ? "<code>{{" : "`");
			if (html)
				th_buf_addz(
				    c->out, open == 3 && c->s.p[from + 2] == '<' ? "&lt;" : "%");
			else
				th_buf_add(c->out, th_str_sub(c->s, from, from + open));
			th_buf_add(c->out, th_str_sub(all, 2, all.n - 2));
			th_buf_addz(c->out, close);
			th_buf_addz(c->out, html ? "</code>" : "`");
		}
		c->i = after;
		return;
	}
	if (tag_pair(c, name, args, after, open == 2))
		return;
	c->i = after;
	tag_meaning means = generator_tag(c->out, name, args, c->j);
	report_meaning(c, closes(name) && means == TAG_UNKNOWN ? TAG_KNOWN : means, from);
}

/* {{ "/assets/x.jpg" | relative_url }} is an address; {{ site.baseurl }} is nothing here. */
static void variable(scan *c)
{
	size_t from = c->i, end = tag_close(c, from + 2, "}}");
	if (end == 0) {
		th_buf_addc(c->out, c->s.p[c->i++]);
		return;
	}
	th_str s = th_str_trim(th_str_sub(c->s, from + 2, end));
	c->i = end + 2;
	if (s.n > 4 && th_str_starts(s, TH_S("/*")))
		return;
	th_str name, args;
	if (is_call(s, &name, &args)) {
		report_meaning(c, generator_tag(c->out, name, args, c->j), from);
		return;
	}
	static const char *const nothing[] = {"site.baseurl", "site.url", "site.base_url",
	    "site.BaseURL", ".Site.BaseURL", "baseurl", "base_url"};
	th_str first = s, filters = s;
	th_str_split(&filters, '|', &first);
	first = th_str_trim(first);
	for (size_t i = 0; i < TH_COUNT(nothing); i++)
		if (th_str_eqz(first, nothing[i]))
			return;
	bool quoted = first.n >= 2 && (first.p[0] == '"' || first.p[0] == '\'') &&
		      first.p[first.n - 1] == first.p[0];
	if (quoted && (filters.p == NULL || th_str_find(filters, TH_S("url")) >= 0)) {
		th_buf_add(c->out, th_str_sub(first, 1, first.n - 1));
		return;
	}
	tag_report(c, TH_RULE_GENERATOR_TAG, from, c->i);
}

/* {: style="display: none"}, {: hidden="hidden"}. */
static bool list_hides(th_str list)
{
	ptrdiff_t style = th_str_find(list, TH_S("style=")), word;
	if (style > 0 && (size_t)style + 7 < list.n) {
		th_str value = th_str_sub(list, (size_t)style + 6, list.n);
		char quote = value.p[0];
		bool quoted = quote == '"' || quote == '\'';
		value = th_str_sub(value, quoted, value.n);
		ptrdiff_t end = quoted ? th_str_chr(value, quote) : -1;
		if (allow_style_hides(th_str_sub(value, 0, end < 0 ? value.n : (size_t)end)))
			return true;
	}
	word = th_str_find(list, TH_S("hidden="));
	return word > 0 && strchr(" :{,", list.p[word - 1]) != NULL;
}

/* Removes the block that such a list at `from` belongs to: the one above or around it; after a
 * blank line the next one. */
static void hide_block(scan *c, size_t from)
{
	th_buf *out = c->out;
	size_t before = out->n;
	while (out->n > 0 && out->p[out->n - 1] == '\n')
		out->n--;
	if (before > out->n + 1 || out->n == 0) {
		ptrdiff_t end = th_str_find(th_str_sub(c->s, c->i, c->s.n), TH_S("\n\n"));
		out->n = before;
		c->i = end < 0 ? c->s.n : c->i + (size_t)end;
	} else {
		while (out->n > 1 && !(out->p[out->n - 1] == '\n' && out->p[out->n - 2] == '\n'))
			out->n--;
		out->n = out->n <= 1 ? 0 : out->n;
	}
	tag_report(c, TH_RULE_GENERATOR_TAG, from, from + 2);
}

/* goldmark: ## Heading {hidden="hidden"} */
static bool heading_list(scan *c)
{
	size_t from = c->i, end = tag_close(c, from + 1, "}");
	th_str s = th_str_sub(c->s, from, end);
	if (end == 0 || th_str_chr(s, '\n') >= 0 || !list_hides(s))
		return false;
	c->i = end + 1;
	hide_block(c, from);
	return true;
}

/* Removes comments and what a list hides; extras.c reads the rest later. */
static bool attribute_list(scan *c)
{
	size_t end = tag_close(c, c->i, "}");
	th_str s = th_str_sub(c->s, c->i, end);
	if (comment_hidden(c))
		return true;
	if (end == 0 || th_str_chr(s, '\n') >= 0 || !list_hides(s))
		return false;
	return heading_list(c);
}

/* Hugo's comment: slash and star behind the braces, with or without dashes. */
static bool slash_comment(scan *c)
{
	size_t end = tag_close(c, c->i + 2, "}}");
	th_str s = th_str_sub(c->s, c->i + 2, end);
	while (s.n > 0 && strchr("- \t\n", s.p[0]) != NULL)
		s = th_str_sub(s, 1, s.n);
	if (end == 0 || !th_str_starts(s, TH_S("/*")))
		return false;
	c->i = end + 2;
	return true;
}

/* In a hub whose texts no generator reads, tags are text. But comments are hidden in every hub:
 * authors never mean them to be read. */
static bool comment_alone(scan *c)
{
	size_t after = at(c, "{%")                    ? pair_comment(c, c->i, true)
		       : at(c, "{{<") || at(c, "{{%") ? pair_comment(c, c->i, false)
						      : 0;
	if (after > 0) {
		c->i = after;
		return true;
	}
	if (at(c, "{{"))
		return slash_comment(c);
	if (at(c, "{#"))
		return c->i + 2 < c->s.n && strchr(" \t\n-", c->s.p[c->i + 2]) != NULL &&
		       comment_hidden(c);
	if (at(c, "{::"))
		return (at(c, "{::comment") || at(c, "{::nomarkdown")) && comment_hidden(c);
	return (at(c, "{:") || at(c, "{/*")) && attribute_list(c);
}

void generator_translate(th_buf *out, th_str md, render_job *j)
{
	scan c = {.s = md, .out = out, .j = j, .code = {.blank = true, .off = j->html_source}};
	bool start = true;
	if (th_str_chr(md, '{') < 0 && th_str_find(md, TH_S("*[")) < 0) {
		th_buf_add(out, md);
		return;
	}
	while (c.i < md.n) {
		if (start)
			code_line(&c.code, md, c.i);
		start = false;
		size_t plain = c.i;
		while (
		    plain < md.n && md.p[plain] != '{' && md.p[plain] != '`' && md.p[plain] != '\n')
			plain++;
		th_buf_add(out, th_str_sub(md, c.i, plain));
		c.i = plain;
		if (c.i == md.n)
			break;
		char b = md.p[c.i];
		bool code = code_here(&c.code);
		size_t marks = code_marks(&c.code, md, c.i);
		if (marks > 0) {
			th_buf_add(out, th_str_sub(md, c.i, c.i + marks));
			c.i += marks;
			continue;
		}
		if (b == '{' && !j->tags) {
			if (!code && comment_alone(&c))
				continue;
		} else if (b == '{' && code) {
			if (code_tag(&c))
				continue;
		} else if (b == '{') {
			size_t before = c.i;
			if (at(&c, "{{<"))
				tag(&c, 3, ">}}");
			else if (at(&c, "{{%"))
				tag(&c, 3, "%}}");
			else if (at(&c, "{%"))
				tag(&c, 2, "%}");
			else if (at(&c, "{{"))
				variable(&c);
			else if ((at(&c, "{:") || at(&c, "{#") || at(&c, "{/*"))
				     ? attribute_list(&c)
				     : heading_list(&c))
				continue;
			if (c.i != before)
				continue;
		}
		start = b == '\n';
		th_buf_addc(out, b);
		c.i++;
	}
}
