/* extras.c -- what kramdown (Jekyll), goldmark (Hugo) and markdown-it (Eleventy) add to Markdown,
 * rewritten so that any engine reads it: attribute lists ({: #id .class}, {#id}, {:start="3"}),
 * tables of contents ({:toc}, [[toc]]), abbreviations (*[HTML]: …), markdown="1". Classes and
 * styles are silently dropped; an id becomes an anchor. Called by inline.c for texts of other
 * generators, outside code. */
#include "inline.h"

enum { ABBREVIATIONS = 200 };

/* ---- attribute lists ---- */

static bool is_name(char c)
{
	return th_is_alnum(c) || strchr("-_:.", c) != NULL || (unsigned char)c >= 0x80;
}

typedef struct attributes {
	th_str id, start;
	bool toc;
} attributes;

/* The inside of {…}: ids, classes, names with values; false: something else. */
static bool read_attributes(th_str s, attributes *at, bool words)
{
	bool any = false;
	*at = (attributes){0};
	for (size_t i = 0; i < s.n;) {
		char c = s.p[i];
		if (c == ' ' || c == '\t' || c == ':') {
			i++;
			continue;
		}
		size_t from = i + (c == '#' || c == '.'), k = from;
		while (k < s.n && is_name(s.p[k]) && (c != '.' || s.p[k] != '.'))
			k++;
		th_str name = th_str_sub(s, from, k);
		if (name.n == 0)
			return false;
		if (c == '#') {
			at->id = name;
		} else if (c != '.' && k + 1 < s.n && s.p[k] == '=') {
			char q = s.p[k + 1];
			bool quoted = q == '"' || q == '\'';
			from = k + 1 + quoted;
			for (k = from; k < s.n && (quoted ? s.p[k] != q : s.p[k] != ' ');)
				k++;
			th_str value = th_str_sub(s, from, k);
			k += quoted;
			if (th_str_eqz(name, "id"))
				at->id = value;
			else if (th_str_eqz(name, "start"))
				at->start = value;
		} else if (c != '.') {
			if (!words)
				return false;
			at->toc = at->toc || th_str_eqz(name, "toc");
		}
		any = true;
		i = k;
	}
	return any;
}

/* {: …} or {#…} or {.…} at `i`: its inside and length, or 0. */
static size_t list_at(th_str s, size_t i, attributes *at)
{
	if (i + 2 >= s.n || s.p[i] != '{' || strchr(":#.", s.p[i + 1]) == NULL)
		return 0;
	th_str rest = th_str_sub(s, i, i + RENDER_TAG);
	ptrdiff_t end = th_str_chr(rest, '}'), line = th_str_chr(rest, '\n');
	if (end < 0 || (line >= 0 && line < end))
		return 0;
	*at = (attributes){0};
	if (s.p[i + 2] != '/' && /* the end of an extension */
	    !read_attributes(th_str_sub(rest, 1, (size_t)end), at, s.p[i + 1] == ':'))
		return 0;
	return (size_t)end + 1;
}

static void put_anchor(th_buf *out, th_str id)
{
	if (id.n == 0 || id.n > 200)
		return;
	th_buf_addz(out, "<a id=\"");
	escape_text(out, id);
	th_buf_addz(out, "\"></a>");
}

bool extras_attributes(pass *p)
{
	attributes at;
	size_t n = list_at(p->s, p->i, &at);
	if (n == 0)
		return false;
	th_buf *out = p->out;
	bool ends = p->i + n >= p->s.n || strchr("\n\r", p->s.p[p->i + n]) != NULL;
	if (ends)
		while (out->n > 0 && out->p[out->n - 1] == ' ')
			out->n--;
	put_anchor(out, at.id);
	p->i += n;
	return true;
}

/* ---- lines ---- */

/* Appends `s` to the last line written, if that has words. */
static bool put_behind(th_buf *out, th_str id)
{
	size_t end = out->n, from;
	if (end == 0 || out->p[end - 1] != '\n')
		return false;
	end--;
	for (size_t tries = 0; tries < 2; tries++) {
		for (from = end; from > 0 && out->p[from - 1] != '\n';)
			from--;
		th_str line = th_str_trim(th_str_sub(th_buf_str(out), from, end));
		if (line.n == 0 || strchr("|`~<", line.p[0]) != NULL)
			return false;
		bool under = run_of(line, 0, '=') == line.n || run_of(line, 0, '-') == line.n;
		if (!under)
			break;
		if (from == 0)
			return false;
		end = from - 1;
	}
	th_buf tail = {0};
	th_buf_add(&tail, th_str_sub(th_buf_str(out), end, out->n));
	th_buf_cut(out, end);
	put_anchor(out, id);
	th_buf_add(out, th_buf_str(&tail));
	th_buf_free(&tail);
	return true;
}

/* Removes the last line again if it is an item: the one before {:toc}. */
static void take_item(th_buf *out)
{
	size_t from = out->n - (out->n > 0), end = out->n;
	while (from > 0 && out->p[from - 1] != '\n')
		from--;
	if (prepare_item_mark(th_str_sub(th_buf_str(out), from, end), 0) > 0)
		th_buf_cut(out, from);
}

/* Sets the number of the first item in the list above. */
static void set_start(pass *p, th_str start)
{
	uint64_t n;
	size_t at = p->first_mark > 0 ? p->first_mark - 1 : p->out->n, digits = 0;
	while (at + digits < p->out->n && th_is_digit(p->out->p[at + digits]))
		digits++;
	if (!th_str_uint(start, 99999, &n) || digits == 0 || p->out->n - at > 4096)
		return;
	th_buf tail = {0};
	th_buf_add(&tail, th_str_sub(th_buf_str(p->out), at + digits, p->out->n));
	th_buf_cut(p->out, at);
	th_buf_addf(p->out, "%u", (unsigned)n);
	size_t space = tail.n > 2 && tail.p[1] == ' ' ? 2 : 0;
	th_buf_add(p->out, th_str_sub(th_buf_str(&tail), 0, space));
	if (p->own && space > 0)
		number_put(p->out, (unsigned long)n);
	th_buf_add(p->out, th_str_sub(th_buf_str(&tail), space, tail.n));
	th_buf_free(&tail);
}

static bool is_contents(th_str bare)
{
	static const char *const marks[] = {"[[toc]]", "[toc]", "[[_toc_]]", "${toc}"};
	for (size_t i = 0; i < TH_COUNT(marks); i++)
		if (th_str_caseeq(bare, th_strz(marks[i])))
			return true;
	return false;
}

bool extras_line(pass *p, th_str line)
{
	th_str bare = th_str_trim(line);
	size_t whole = line.n + (p->i + line.n < p->s.n);
	attributes at;
	if (p->pending.n > 0 && bare.n > 0 && bare.p[0] != '{') {
		size_t lead = run_of(line, 0, '#');
		lead += lead > 0 && lead < line.n && line.p[lead] == ' ';
		th_str id = p->pending;
		p->pending = TH_NONE;
		if (lead > 0 || (unsigned char)line.p[0] >= 0x80 || is_name(line.p[0])) {
			size_t mark = prepare_item_mark(line, 0);
			th_buf_add(p->out, th_str_sub(line, 0, lead + mark));
			put_anchor(p->out, id);
			p->i += lead + mark;
			p->blank = false;
		}
		return false;
	}
	if (is_contents(bare) ||
	    (th_str_starts(line, TH_S("*[")) && th_str_find(line, TH_S("]:")) > 0)) {
		p->i += whole;
		return true;
	}
	if (bare.n < 3 || bare.p[0] != '{' || list_at(bare, 0, &at) != bare.n)
		return false;
	if (at.toc)
		take_item(p->out);
	if (at.start.n > 0)
		set_start(p, at.start);
	if (at.id.n > 0 && (p->blank || !put_behind(p->out, at.id)))
		p->pending = at.id;
	p->i += whole;
	return true;
}

/* ---- definition lists, which CommonMark does not have ---- */

/* ": meaning" */
static bool is_meaning(th_str line)
{
	return line.n > 2 && line.p[0] == ':' && th_is_blank(line.p[1]);
}

static bool is_term(th_str line)
{
	return line.n > 0 && strchr(" \t:#>|-+*<`~=[{", line.p[0]) == NULL &&
	       prepare_item_mark(line, 0) == 0;
}

static void put_term(pass *p, th_str line)
{
	th_buf_addz(p->out, "<dt>\n\n");
	th_buf_add(p->out, line);
	th_buf_addz(p->out, "\n\n</dt>\n<dd>\n\n");
	p->i += line.n + 3; /* with the line feed, the colon and the space of the next */
	p->terms = true;
}

/* Writes terms and their meanings as blocks of HTML, between which CommonMark reads Markdown. */
bool extras_terms(pass *p)
{
	th_str rest = th_str_sub(p->s, p->i, p->s.n), line, below = TH_NONE;
	th_str_split(&rest, '\n', &line);
	th_str_split(&rest, '\n', &below);
	bool meaning = is_meaning(line), term = is_term(line) && is_meaning(below);
	if (!p->terms) {
		if (!p->blank || !term)
			return false;
		th_buf_addz(p->out, "<dl>\n");
		put_term(p, line);
		return true;
	}
	bool within = line.p[0] == ' ' || line.p[0] == '\t' || !p->blank;
	if (!meaning && !term && within)
		return false;
	th_buf_addz(p->out, "\n\n</dd>\n");
	if (term) {
		put_term(p, line);
	} else if (meaning) {
		th_buf_addz(p->out, "<dd>\n\n");
		p->i += 2;
	} else {
		th_buf_addz(p->out, "</dl>\n\n");
		p->terms = false;
	}
	return meaning || term;
}

/* ---- markdown="1" ---- */

static bool is_block_tag(th_str name)
{
	static const char *const blocks[] = {"div", "section", "aside", "article", "details",
	    "figure", "blockquote", "header", "footer", "main", "nav", "figcaption", "summary",
	    "center"};
	for (size_t i = 0; i < TH_COUNT(blocks); i++)
		if (th_str_caseeq(name, th_strz(blocks[i])))
			return true;
	return false;
}

bool extras_tag(pass *p, th_str tag)
{
	ptrdiff_t at = th_str_find(tag, TH_S(" markdown="));
	size_t n = 1 + (tag.n > 1 && tag.p[1] == '/');
	size_t from = n;
	while (n < tag.n && is_name(tag.p[n]))
		n++;
	th_str name = th_str_sub(tag, from, n);
	bool block = is_block_tag(name);
	if (from == 2 && block && th_map_get(&p->abbreviations, TH_S("<")) != NULL) {
		th_buf_addz(p->out, "\n\n");
		th_buf_add(p->out, tag);
		th_buf_addz(p->out, "\n\n");
		p->i += tag.n;
		return true;
	}
	if (at < 0)
		return false;
	size_t end = (size_t)at + 10;
	char q = end < tag.n ? tag.p[end] : 0;
	bool quoted = q == '"' || q == '\'';
	size_t value = end + quoted;
	for (end = value;
	     end < tag.n && (quoted ? tag.p[end] != q : strchr(" >", tag.p[end]) == NULL);)
		end++;
	bool off = th_str_eqz(th_str_sub(tag, value, end), "0");
	end += quoted;
	th_buf_add(p->out, th_str_sub(tag, 0, (size_t)at));
	th_buf_add(p->out, th_str_sub(tag, end, tag.n));
	p->i += tag.n;
	if (block && !off) {
		th_buf_addz(p->out, "\n\n");
		th_map_put(&p->abbreviations, TH_S("<"), p);
	}
	return true;
}

/* ---- abbreviations ---- */

void extras_find(pass *p)
{
	th_str rest = p->s, line;
	if (th_str_find(rest, TH_S("*[")) < 0)
		return;
	while (th_str_split(&rest, '\n', &line) && p->abbreviations.n < ABBREVIATIONS) {
		ptrdiff_t end =
		    th_str_starts(line, TH_S("*[")) ? th_str_find(line, TH_S("]:")) : -1;
		if (end < 3 || end > 66)
			continue;
		th_str *means = TH_NEW(p->j->a, th_str);
		*means = th_str_sub(th_str_trim(th_str_sub(line, (size_t)end + 2, line.n)), 0, 200);
		th_map_put(&p->abbreviations, th_str_sub(line, 2, (size_t)end), means);
	}
}

bool extras_abbreviation(pass *p)
{
	size_t n = 0;
	while (p->i + n < p->s.n && n < 64 && is_name(p->s.p[p->i + n]) &&
	       strchr(".:", p->s.p[p->i + n]) == NULL)
		n++;
	th_str word = th_str_sub(p->s, p->i, p->i + n);
	const th_str *means = th_map_get(&p->abbreviations, word);
	if (means == NULL || n == 0)
		return false;
	th_buf_addz(p->out, "<abbr title=\"");
	escape_text(p->out, *means);
	th_buf_addz(p->out, "\">");
	th_buf_add(p->out, word);
	th_buf_addz(p->out, "</abbr>");
	p->i += n;
	return true;
}
