/* generator.c -- finds the tags of other site generators in Markdown: {% … %} and {{ … }} (Liquid,
 * Nunjucks), {{< … >}} and {{% … %}} (Hugo), {# … #}, and kramdown's {: … }. Those that have a
 * meaning here are translated by tags.c, all others are reported where they stand; none is ever
 * shown. In code they are text, but for `raw`, which is there to be taken away. Called by
 * markdown.c before the text is parsed. */
#include "generator.h"

static bool at(const scan *c, const char *z)
{
	size_t n = strlen(z);
	return c->s.n - c->i >= n && memcmp(c->s.p + c->i, z, n) == 0;
}

/* ---- lines: what is code ---- */

static void begin_line(scan *c)
{
	th_str rest = th_str_sub(c->s, c->i, c->s.n), line;
	th_str_split(&rest, '\n', &line);
	size_t lead = 0;
	while (
	    lead < line.n && (line.p[lead] == ' ' || line.p[lead] == '\t' || line.p[lead] == '>'))
		lead++;
	th_str bare = th_str_trim(th_str_sub(line, lead, line.n));
	char first = bare.n > 0 ? bare.p[0] : 0;
	size_t marks = first == '`' || first == '~' ? run_of(bare, 0, first) : 0;
	if (c->fence != 0) {
		if (first == c->fence && marks >= c->fence_n && marks == bare.n)
			c->fence = 0;
		c->indented = true; /* the closing line itself holds nothing to translate */
		return;
	}
	bool is_fence = marks >= 3 && th_str_chr(th_str_sub(bare, marks, bare.n), '`') < 0;
	if (is_fence) {
		c->fence = first;
		c->fence_n = marks;
		c->span = 0;
	}
	bool deep = th_str_starts(line, TH_S("    ")) || th_str_starts(line, TH_S("\t"));
	c->indented = is_fence || (deep && !c->list && (c->blank || c->indented) && bare.n > 0);
	c->blank = bare.n == 0;
	if (c->blank)
		c->span = 0;
	bool mark = bare.n > 1 && (bare.p[1] == ' ' || bare.p[1] == '.' || bare.p[1] == ')') &&
		    strchr("-+*0123456789", first) != NULL;
	if (mark && !c->indented)
		c->list = true;
	else if (bare.n > 0 && !deep && line.p[0] != ' ')
		c->list = false;
}

/* True: a code span opens or closes here; its marks are copied. */
static bool code_span(scan *c)
{
	size_t n = run_of(c->s, c->i, '`');
	if (n == 0)
		return false;
	if (c->span == n) {
		c->span = 0;
	} else if (c->span == 0) { /* only when it ends in this paragraph */
		size_t k = c->i + n;
		while (k < c->s.n) {
			size_t m = run_of(c->s, k, '`');
			if (m == n) {
				c->span = n;
				break;
			}
			if (c->s.p[k] == '\n' && k + 1 < c->s.n && c->s.p[k + 1] == '\n')
				break;
			k += m ? m : 1;
		}
	}
	th_buf_add(c->out, th_str_sub(c->s, c->i, c->i + n));
	c->i += n;
	return true;
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

static void tag(scan *c, size_t open, const char *close)
{
	size_t from = c->i, end = tag_close(c, from + open, close);
	if (end == 0) { /* never closed: text */
		th_buf_addc(c->out, c->s.p[c->i++]);
		return;
	}
	size_t after = end + strlen(close);
	th_str args = th_str_sub(c->s, from + open, end);
	th_str name = tag_cut_name(&args);
	if (th_str_starts(name, TH_S("/*"))) { /* Hugo: shown as it is, or a comment */
		th_str all = th_str_trim(th_str_sub(c->s, from + open, end));
		if (open == 3 && th_str_ends(all, TH_S("*/"))) {
			th_buf_addz(c->out, "`");
			th_buf_add(c->out, th_str_sub(c->s, from, from + open));
			th_buf_add(c->out, th_str_sub(all, 2, all.n - 2));
			th_buf_addz(c->out, close);
			th_buf_addz(c->out, "`");
		}
		c->i = after;
		return;
	}
	if (tag_pair(c, name, args, after, open == 2))
		return;
	c->i = after;
	if (generator_tag(c->out, name, args, c->j->a) || closes(name))
		return;
	tag_report(c, from, after);
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
	tag_report(c, from, c->i);
}

/* kramdown: {: .class}, {:toc}; goldmark: ## Heading {#id}. They say nothing here. */
static bool attribute_list(scan *c)
{
	size_t end = tag_close(c, c->i, "}");
	th_str s = th_str_sub(c->s, c->i, end);
	if (comment_hidden(c))
		return true;
	if (end == 0 || th_str_chr(s, '\n') >= 0)
		return false;
	if (c->s.p[c->i + 1] == '#') {
		bool last = end + 1 == c->s.n || c->s.p[end + 1] == '\n' || c->s.p[end + 1] == '\r';
		if (!last || s.n < 3 || th_str_chr(s, '"') >= 0)
			return false;
	}
	while (c->out->n > 0 && c->s.p[c->i + 1] == '#' && c->out->p[c->out->n - 1] == ' ')
		c->out->n--;
	c->i = end + 1;
	return true;
}

/* In code only `raw` and its end go. */
static bool raw_mark(scan *c)
{
	size_t end = tag_close(c, c->i + 2, "%}");
	if (end == 0 || end - c->i > 24)
		return false;
	th_str inside = th_str_sub(c->s, c->i + 2, end), name = tag_cut_name(&inside);
	if (!th_str_eqz(name, "raw") && !th_str_eqz(name, "endraw"))
		return false;
	c->i = end + 2;
	return true;
}

void generator_translate(th_buf *out, th_str md, render_job *j)
{
	scan c = {.s = md, .out = out, .j = j, .blank = true};
	bool start = true;
	if (th_str_chr(md, '{') < 0) {
		th_buf_add(out, md);
		return;
	}
	while (c.i < md.n) {
		if (start)
			begin_line(&c);
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
		bool code = c.fence != 0 || c.indented || c.span > 0;
		if (b == '`' && c.fence == 0 && !c.indented && code_span(&c))
			continue;
		if (b == '{' && code) {
			if (code_hidden(&c) || (at(&c, "{%") && raw_mark(&c)))
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
			else if ((at(&c, "{:") || at(&c, "{#")) && attribute_list(&c))
				continue;
			if (c.i != before)
				continue;
		}
		start = b == '\n';
		th_buf_addc(out, b);
		c.i++;
	}
}
