/* generator.c -- finds the tags of other site generators in Markdown: {% … %} and {{ … }} (Liquid,
 * Nunjucks), {{< … >}} and {{% … %}} (Hugo), {# … #}, and kramdown's {: … }. Those that have a
 * meaning here are translated by tags.c, all others are reported where they stand; none is ever
 * shown. In code they are text, but for `raw`, which is there to be taken away. Called by
 * markdown.c before the text is parsed. */
#include "parts.h"

typedef struct scan {
	th_str s;
	size_t i; /* next octet */
	th_buf *out;
	render_job *j;
	char fence; /* in a fenced block: its character */
	size_t fence_n;
	bool blank;            /* the line before was blank, or this is the first */
	bool list;             /* in a list: an indented line is no code */
	bool indented;         /* this line is indented code */
	size_t span;           /* in a code span: the length of its backticks */
	size_t none_before[6]; /* no end of that kind begins before */
	unsigned endless;      /* pairs whose end does not come any more, one bit each */
} scan;

static bool at(const scan *c, const char *z)
{
	size_t n = strlen(z);
	return c->s.n - c->i >= n && memcmp(c->s.p + c->i, z, n) == 0;
}

static size_t run_of(th_str s, size_t i, char c)
{
	size_t from = i;
	while (i < s.n && s.p[i] == c)
		i++;
	return i - from;
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

/* Where `close` stands behind `from`, within a tag's bounds (no blank line in it); or 0. What was
 * searched in vain is not searched again. */
static size_t find_close(scan *c, size_t from, const char *close)
{
	static const char *const closes[] = {"%}", "}}", ">}}", "%}}", "#}", "}"};
	size_t end = c->s.n - from > RENDER_TAG ? from + RENDER_TAG : c->s.n, k = 0;
	while (k + 1 < TH_COUNT(closes) && strcmp(closes[k], close) != 0)
		k++;
	size_t start = c->none_before[k] > from ? c->none_before[k] : from;
	if (start >= end)
		return 0;
	ptrdiff_t hit = th_str_find(th_str_sub(c->s, start, end), th_strz(close));
	if (hit < 0) {
		c->none_before[k] = end - start > 2 ? end - 2 : start;
		return 0;
	}
	end = start + (size_t)hit;
	return th_str_find(th_str_sub(c->s, from, end), TH_S("\n\n")) >= 0 ? 0 : end;
}

/* The inside of a tag → its name and arguments; "/" stays at the name of a closing shortcode. */
static th_str cut_name(th_str *inside)
{
	th_str s = th_str_trim(*inside);
	while (s.n > 0 && (s.p[0] == '-' || s.p[0] == '+'))
		s = th_str_trim(th_str_sub(s, 1, s.n));
	while (s.n > 0 && s.p[s.n - 1] == '-')
		s = th_str_trim(th_str_sub(s, 0, s.n - 1));
	size_t n = 0;
	if (n < s.n && s.p[n] == '/') {
		n++;
		while (n < s.n && s.p[n] == ' ')
			n++;
	}
	while (n < s.n && s.p[n] != ' ' && s.p[n] != '\t' && s.p[n] != '\n' && s.p[n] != '\r')
		n++;
	*inside = th_str_trim(th_str_sub(s, n, s.n));
	return th_str_sub(s, 0, n);
}

static void report(scan *c, size_t from, size_t to)
{
	render_job *j = c->j;
	if (!report_wanted(j))
		return;
	th_str tag = th_str_sub(c->s, from, to);
	finding_add(j->f, TH_RULE_GENERATOR_TAG, report_mark(j->source, j->at, from),
	    th_str_shorten(j->a, tag, 60), TH_NONE, TH_NONE);
}

/* Finds {% endNAME %} or {{< /NAME >}} from `from` on: where it begins, and behind it. */
static bool find_end(scan *c, size_t from, th_str name, size_t *begin, size_t *after)
{
	for (size_t k = from; k + 3 < c->s.n; k++) {
		const char *open = c->s.p + k;
		bool liquid = open[0] == '{' && open[1] == '%';
		bool hugo = open[0] == '{' && open[1] == '{' && (open[2] == '<' || open[2] == '%');
		if (!liquid && !hugo)
			continue;
		size_t in = k + (hugo ? 3 : 2);
		const char *close = !hugo ? "%}" : open[2] == '<' ? ">}}" : "%}}";
		size_t end = find_close(c, in, close);
		if (end == 0)
			continue;
		th_str inside = th_str_sub(c->s, in, end);
		th_str have = cut_name(&inside);
		bool is = liquid ? th_str_starts(have, TH_S("end")) &&
				       th_str_eq(th_str_sub(have, 3, have.n), name)
				 : th_str_starts(have, TH_S("/")) &&
				       th_str_eq(th_str_trim(th_str_sub(have, 1, have.n)), name);
		if (is) {
			*begin = k;
			*after = end + strlen(close);
			return true;
		}
	}
	return false;
}

static void put_code(th_buf *out, th_str lang, th_str code)
{
	size_t longest = 0;
	for (size_t i = 0; i < code.n; i++) {
		size_t n = run_of(code, i, '`');
		longest = n > longest ? n : longest;
		i += n;
	}
	th_buf_addz(out, "\n\n");
	for (size_t i = 0; i < (longest < 3 ? 3 : longest + 1); i++)
		th_buf_addc(out, '`');
	for (size_t i = 0; i < lang.n && i < 32; i++) {
		char l = lang.p[i];
		if ((l >= 'a' && l <= 'z') || (l >= 'A' && l <= 'Z') || (l >= '0' && l <= '9') ||
		    l == '+' || l == '-' || l == '#')
			th_buf_addc(out, l);
	}
	th_buf_addc(out, '\n');
	while (code.n > 0 && (code.p[0] == '\n' || code.p[0] == '\r'))
		code = th_str_sub(code, 1, code.n);
	th_buf_add(out, code);
	if (code.n == 0 || code.p[code.n - 1] != '\n')
		th_buf_addc(out, '\n');
	for (size_t i = 0; i < (longest < 3 ? 3 : longest + 1); i++)
		th_buf_addc(out, '`');
	th_buf_addz(out, "\n\n");
}

/* raw, highlight, comment: tags with a content of their own. True: done, c->i is behind it. */
static bool paired(scan *c, th_str name, th_str args, size_t after)
{
	bool raw = th_str_eqz(name, "raw");
	bool code = th_str_eqz(name, "highlight");
	bool comment = th_str_eqz(name, "comment");
	unsigned bit = raw ? 1 : code ? 2 : 4;
	size_t begin, end;
	if ((!raw && !code && !comment) || (c->endless & bit))
		return false;
	if (!find_end(c, after, name, &begin, &end)) {
		c->endless |= bit;
		return false;
	}
	th_str content = th_str_sub(c->s, after, begin), lang = args;
	if (code) {
		for (size_t i = 0; i < lang.n; i++)
			if (lang.p[i] == ' ' || lang.p[i] == ',')
				lang = th_str_sub(lang, 0, i);
		put_code(c->out, lang, content);
	} else if (raw) {
		th_buf_add(c->out, content);
	}
	c->i = end;
	return true;
}

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
	size_t from = c->i, end = find_close(c, from + open, close);
	if (end == 0) { /* never closed: text */
		th_buf_addc(c->out, c->s.p[c->i++]);
		return;
	}
	size_t after = end + strlen(close);
	th_str args = th_str_sub(c->s, from + open, end);
	th_str name = cut_name(&args);
	c->i = after;
	if (th_str_starts(name, TH_S("/*"))) { /* Hugo: shown as it is, or a comment */
		th_str all = th_str_trim(th_str_sub(c->s, from + open, end));
		if (open == 3 && th_str_ends(all, TH_S("*/"))) {
			th_buf_addz(c->out, "`");
			th_buf_add(c->out, th_str_sub(c->s, from, from + open));
			th_buf_add(c->out, th_str_sub(all, 2, all.n - 2));
			th_buf_addz(c->out, close);
			th_buf_addz(c->out, "`");
		}
		return;
	}
	if (paired(c, name, args, after) || generator_tag(c->out, name, args, c->j->a) ||
	    closes(name))
		return;
	report(c, from, after);
}

/* {{ "/assets/x.jpg" | relative_url }} is an address; {{ site.baseurl }} is nothing here. */
static void variable(scan *c)
{
	size_t from = c->i, end = find_close(c, from + 2, "}}");
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
	report(c, from, c->i);
}

/* kramdown: {: .class}, {:toc}; goldmark: ## Heading {#id}; nunjucks: {# comment #}. They say
 * nothing here. */
static bool attribute_list(scan *c)
{
	size_t end = find_close(c, c->i, "}");
	th_str s = th_str_sub(c->s, c->i, end);
	size_t comment = c->s.p[c->i + 1] == '#' ? find_close(c, c->i + 2, "#}") : 0;
	if (comment > 0) {
		c->i = comment + 2;
		return true;
	}
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
	size_t end = find_close(c, c->i + 2, "%}");
	if (end == 0 || end - c->i > 24)
		return false;
	th_str inside = th_str_sub(c->s, c->i + 2, end), name = cut_name(&inside);
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
			if (at(&c, "{%") && raw_mark(&c))
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
