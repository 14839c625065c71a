/* unseen.c -- removes what no browser shows: HTML comments, <?php … ?>, <![CDATA[ … ]]>, <!DOCTYPE
 * …>, elements with `hidden` or display: none, <script>, <template> and the like, and comments
 * written as link definitions. Called by markdown.c after the generators' tags and before the
 * parser, which ends a block of HTML at a blank line and shows unknown things as text. In code all
 * of this is text. When in doubt it is removed; what never ends is removed to the end of the text,
 * and reported. */
#include "tags.h"

typedef struct unseen {
	th_str s;
	size_t i; /* the next octet */
	th_buf *out;
	render_job *j;
	code_scan code;
	size_t paragraph;   /* end of the paragraph examined last */
	size_t no_closing;  /* there is no ?> before */
	size_t no_bracket;  /* there is no > before */
	unsigned in_vain;   /* searches for the end of elements that need no end tag */
	th_buf definitions; /* from quotes: the parser knows them only at the top level */
} unseen;

static bool starts_at(th_str s, size_t i, const char *z)
{
	size_t n = strlen(z);
	return i <= s.n && th_str_caseeq(th_str_sub(s, i, i + n), th_strn(z, n));
}

/* The offset after the next `mark`, or 0. */
static size_t behind(th_str s, size_t from, const char *mark)
{
	ptrdiff_t hit = th_str_find(th_str_sub(s, from, s.n), th_strz(mark));
	return hit < 0 ? 0 : from + (size_t)hit + strlen(mark);
}

/* The end of the paragraph around `i`, at least u->i. */
static size_t paragraph_end(unseen *u, size_t i)
{
	if (i >= u->paragraph) {
		size_t end = behind(u->s, i, "\n\n");
		u->paragraph = end > 0 ? end - 2 : u->s.n;
	}
	return u->paragraph > i ? u->paragraph : i;
}

static size_t to_the_end(unseen *u, size_t mark)
{
	if (report_wanted(u->j)) {
		th_str open = th_str_sub(u->s, u->i, u->i + mark);
		finding_add(
		    u->j->f, TH_RULE_TEXT_ENDLESS, report_find(u->j, open), open, TH_NONE, TH_NONE);
	}
	return u->s.n;
}

/* ---- comments and declarations ---- */

static size_t comment_end(unseen *u)
{
	size_t from = u->i + 4, end = behind(u->s, from, "-->");
	if (end > 0)
		return comment_nested(u->s, from, end, "<!--", "-->");
	end = behind(u->s, from, "--!>");
	if (end > 0)
		return end;
	if (starts_at(u->s, from, ">") || starts_at(u->s, from, "->"))
		return from + 1 + (u->s.p[from] == '-');
	return to_the_end(u, 4);
}

/* <!DOCTYPE x [ … ]>, <!ENTITY …>, <![endif]> */
static size_t declaration_end(unseen *u)
{
	th_str s = th_str_sub(u->s, 0, paragraph_end(u, u->i));
	if (u->i < u->no_bracket)
		return 0;
	size_t end = behind(s, u->i, ">");
	if (end == 0)
		u->no_bracket = s.n;
	else if (behind(th_str_sub(s, 0, end), u->i + 3, "[") > 0 && behind(s, u->i, "]>") > 0)
		end = behind(s, u->i, "]>");
	return end;
}

/* After what begins with <! or <? at u->i; 0: it is text. */
static size_t markup_end(unseen *u)
{
	char c = u->i + 2 < u->s.n ? u->s.p[u->i + 2] : 0;
	size_t end;
	if (starts_at(u->s, u->i, "<!--"))
		return comment_end(u);
	if (starts_at(u->s, u->i, "<![CDATA[")) {
		end = behind(u->s, u->i, "]]>");
		return end > 0 ? end : to_the_end(u, 9);
	}
	if (starts_at(u->s, u->i, "<?")) {
		end = u->i < u->no_closing ? 0 : behind(u->s, u->i + 2, "?>");
		if (th_is_letter(c))
			return end > 0 ? end : to_the_end(u, 2);
		if (end > 0 && end <= paragraph_end(u, u->i))
			return end;
		u->no_closing = end > 0 ? end - 2 : u->s.n;
		return 0;
	}
	return starts_at(u->s, u->i, "<!") && (th_is_letter(c) || c == '[') ? declaration_end(u)
									    : 0;
}

/* ---- elements ---- */

typedef struct start_tag {
	th_str name;  /* lower case */
	size_t after; /* after its > */
	bool hides, closed;
	th_str src, title; /* for what another server shows, as written */
} start_tag;

/* Ignores case, and makes no copy: strangers' texts may have any number of names. */
static bool is_one_of(th_str name, const char *words)
{
	for (const char *p = words; *p; p += strlen(p) + 1)
		if (th_str_caseeq(name, th_strz(p)))
			return true;
	return false;
}

static size_t skip_space(th_str s, size_t i)
{
	while (i < s.n && strchr(" \t\n\f/", s.p[i]) != NULL)
		i++;
	return i;
}

/* One attribute at `i`, or the closing >: returns the offset after it; 0: not a tag. */
static size_t read_attribute(start_tag *t, th_str s, size_t i)
{
	size_t from = i;
	while (i < s.n && strchr(" \t\n\f/>=\"'<", s.p[i]) == NULL)
		i++;
	th_str name = th_str_sub(s, from, i), value = TH_S("");
	if (name.n == 0)
		return 0;
	size_t k = skip_space(s, i);
	if (k < s.n && s.p[k] == '=') {
		i = skip_space(s, k + 1);
		char quote = i < s.n && strchr("\"'", s.p[i]) ? s.p[i] : 0;
		from = i += quote != 0;
		while (i < s.n && (quote ? s.p[i] != quote : strchr(" \t\n\f>", s.p[i]) == NULL))
			i++;
		value = th_str_sub(s, from, i);
		i += quote != 0;
	}
	if (t->src.n == 0 && is_one_of(name, "src\0data\0value\0data-src\0") &&
	    embed_is_web(th_str_trim(value)))
		t->src = th_str_trim(value);
	if (th_str_caseeq(name, TH_S("title")))
		t->title = value;
	t->hides = t->hides || th_str_caseeq(name, TH_S("hidden")) ||
		   (th_str_caseeq(name, TH_S("style")) && allow_style_hides(value));
	return i;
}

static bool read_tag(start_tag *t, unseen *u)
{
	th_str s = th_str_sub(u->s, 0, paragraph_end(u, u->i));
	size_t i = u->i + 1, from = i;
	if (s.n - i > RENDER_LONG_TAG)
		s = th_str_sub(s, 0, i + RENDER_LONG_TAG);
	while (i < s.n &&
	       (th_is_letter(s.p[i]) || th_is_digit(s.p[i]) || (i > from && strchr("-_:", s.p[i]))))
		i++;
	*t = (start_tag){.name = th_str_sub(s, from, i)};
	if (t->name.n == 0 || t->name.n > 64 || !th_is_letter(t->name.p[0]) ||
	    (i < s.n && strchr(" \t\n\f/>", s.p[i]) == NULL))
		return false;
	for (;;) {
		i = skip_space(s, i);
		if (i >= s.n)
			return false;
		if (s.p[i] == '>')
			break;
		if ((i = read_attribute(t, s, i)) == 0)
			return false;
	}
	t->closed = s.p[i - 1] == '/';
	t->after = i + 1;
	return true;
}

static bool is_end_of(th_str s, size_t i, th_str name)
{
	size_t after = i + 2 + name.n;
	return i + 1 < s.n && s.p[i] == '<' && s.p[i + 1] == '/' &&
	       th_str_caseeq(th_str_sub(s, i + 2, after), name) &&
	       (after >= s.n || strchr(" \t\n\f/>", s.p[after]) != NULL);
}

/* The offset after the > of the end tag at `i`. */
static size_t end_tag(th_str s, size_t i)
{
	size_t end = behind(s, i, ">");
	return end > 0 ? end : s.n;
}

/* Browsers take everything as text until that end. */
static size_t raw_end(const unseen *u, const start_tag *t)
{
	for (size_t i = t->after; i < u->s.n; i++)
		if (is_end_of(u->s, i, t->name))
			return end_tag(u->s, i);
	return 0;
}

/* After the end tag of the element, which may contain others of its name, code and comments; or
 * 0. */
static size_t element_end(const unseen *u, const start_tag *t)
{
	code_scan code = u->code;
	size_t depth = 0, marks;
	for (size_t i = t->after; i < u->s.n; i++) {
		if (u->s.p[i - 1] == '\n')
			code_line(&code, u->s, i);
		marks = code_marks(&code, u->s, i);
		if (marks > 0)
			i += marks - 1;
		if (u->s.p[i] != '<' || code_here(&code))
			continue;
		size_t after = i + 1 + t->name.n;
		if (starts_at(u->s, i, "<!--"))
			i = (after = behind(u->s, i, "-->")) > 0 ? after - 1 : i;
		else if (is_end_of(u->s, i, t->name) && depth-- == 0)
			return end_tag(u->s, i);
		else if (th_str_caseeq(th_str_sub(u->s, i + 1, after), t->name) && after < u->s.n &&
			 strchr(" \t\n\f/>", u->s.p[after]) != NULL)
			depth++;
	}
	return 0;
}

/* As written, in double quotes and on one line. */
static void put_value(th_buf *out, th_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '"' || c == '<' || c == '>')
			th_buf_addz(out, c == '"' ? "&quot;" : c == '<' ? "&lt;" : "&gt;");
		else
			th_buf_addc(out, c == '\n' ? ' ' : c);
	}
}

/* A frame, film or plug-in from u->i to `end`: leaves one tag with its address for the sanitiser.
 * The address may be in an element inside: <embed>, <source>, <param>. */
static bool put_frame(unseen *u, start_tag t, size_t end)
{
	enum { TAGS_MAX = 32 }; /* enough: films have a handful of sources */
	size_t from = u->i, tags = 0;
	th_str title = t.title;
	for (u->i = t.after; t.src.n == 0 && u->i < end && tags < TAGS_MAX; u->i++) {
		start_tag in;
		if (u->s.p[u->i] != '<')
			continue;
		tags++;
		if (read_tag(&in, u) && !in.hides &&
		    is_one_of(in.name, "embed\0source\0iframe\0object\0param\0"))
			t.src = in.src;
	}
	u->i = from;
	if (t.src.n == 0)
		return false;
	th_buf_addz(u->out, "<iframe src=\"");
	put_value(u->out, t.src);
	th_buf_addz(u->out, "\" title=\"");
	put_value(u->out, title);
	th_buf_addz(u->out, "\"></iframe>");
	return true;
}

/* After an invisible element that begins at u->i, or after any other tag, which is copied; 0: not a
 * tag, or the allow-list handles it. */
static size_t hidden_end(unseen *u)
{
	static const char raw[] = "script\0style\0textarea\0title\0xmp\0iframe\0noembed\0noframes\0"
				  "noscript\0";
	/* Elements that need no end tag. */
	static const char ends_itself[] =
	    "p\0li\0dt\0dd\0td\0th\0tr\0thead\0tbody\0tfoot\0option\0optgroup\0br\0hr\0img\0wbr\0"
	    "input\0source\0track\0col\0area\0base\0embed\0link\0meta\0param\0";
	start_tag t;
	if (!read_tag(&t, u))
		return 0;
	t.name = th_str_lower(u->j->a, t.name);
	const element *e = allow_element(th_str_z(u->j->a, t.name));
	bool svg = is_one_of(t.name, "svg\0math\0");
	if ((!t.hides && e->kind != EL_DROP && e->kind != EL_FRAME) || e->kind == EL_GONE ||
	    e->kind == EL_VOID || (t.closed && svg)) {
		th_buf_add(u->out, th_str_sub(u->s, u->i, t.after));
		return t.after; /* its attributes contain no markup */
	}
	bool open = is_one_of(t.name, ends_itself);
	if (open && u->in_vain > 100)
		return 0;
	bool empty = th_str_eqz(t.name, "embed"); /* has no end */
	size_t end = empty ? t.after : is_one_of(t.name, raw) ? raw_end(u, &t) : element_end(u, &t);
	if (end == 0 && open && !empty) {
		u->in_vain++;
		return 0;
	}
	if (e->kind == EL_FRAME && !t.hides && end > 0 && put_frame(u, t, end))
		return end;
	th_str tag = th_str_fmt(u->j->a, "<%.*s", TH_FMT(t.name));
	report_once(u->j, TH_RULE_TEXT_HTML, tag, th_str_cat(u->j->a, tag, TH_S(">")));
	return end > 0 ? end : to_the_end(u, tag.n);
}

/* ---- link definitions ---- */

/* [//]: # (words), [comment]: <> "words": removes the words. In a quote the parser knows no
 * definitions: it is removed there, and moved to the end of the text if it leads somewhere. */
static bool definition(unseen *u)
{
	size_t i = u->i, line_end = behind(u->s, i, "\n");
	line_end = line_end > 0 ? line_end - 1 : u->s.n;
	bool quote = false;
	for (; i < line_end && strchr(" \t>-*+", u->s.p[i]) != NULL; i++)
		quote = quote || u->s.p[i] == '>';
	size_t label = i, close = i;
	while (close < line_end && u->s.p[close] != ']')
		close += 1 + (u->s.p[close] == '\\');
	if (i >= line_end || u->s.p[i] != '[' || close + 1 >= line_end ||
	    u->s.p[close + 1] != ':' || starts_at(u->s, i, "[^") || close == i + 1)
		return false;
	th_str rest = th_str_trim(th_str_sub(u->s, close + 2, line_end));
	ptrdiff_t space = th_str_chr(rest, ' ');
	th_str target = th_str_sub(rest, 0, space < 0 ? rest.n : (size_t)space);
	rest = th_str_trim(th_str_sub(rest, target.n, rest.n));
	bool empty = th_str_eqz(target, "#") || th_str_eqz(target, "<>");
	char mark = rest.n > 0 ? rest.p[0] : 0;
	bool titled = mark == '(' || mark == '"' || mark == '\'';
	bool apart = quote || u->i == 0 || (u->i > 1 && u->s.p[u->i - 2] == '\n');
	bool any = apart && (u->j->code_tags & RENDER_KRAMDOWN);
	if (rest.n > 0 ? !empty && !any && !(quote && titled) : !quote)
		return false;
	if (titled) {
		size_t k = (size_t)(rest.p - u->s.p) + 1, bound = paragraph_end(u, k);
		while (k < bound && u->s.p[k] != (mark == '(' ? ')' : mark))
			k += 1 + (u->s.p[k] == '\\');
		while (k < bound && u->s.p[k] != '\n')
			k++;
		line_end = k <= bound && k > line_end ? k : line_end;
	}
	th_buf_add(u->out, th_str_sub(u->s, u->i, label));
	th_buf *out = quote ? &u->definitions : u->out;
	th_buf_add(out, th_str_sub(u->s, label, close + 2));
	th_buf_addf(out, " %.*s\n", TH_FMT(empty ? TH_S("#") : target));
	if (!quote)
		out->n--;
	u->i = line_end;
	return true;
}

/* ---- all of it ---- */

static bool may_hold_any(th_str md)
{
	for (size_t i = 0; i + 1 < md.n; i++)
		if ((md.p[i] == '<' && (th_is_letter(md.p[i + 1]) || strchr("!?", md.p[i + 1]))) ||
		    (md.p[i] == ']' && md.p[i + 1] == ':'))
			return true;
	return false;
}

static const bool marks_of_html[256] = {
    ['<'] = true, ['`'] = true, ['\n'] = true, ['\\'] = true, ['\0'] = true};

void unseen_take(th_buf *out, th_str md, render_job *j)
{
	unseen u = {.s = md, .out = out, .j = j, .code = {.blank = true, .off = j->html_source}};
	bool start = true, tight = j->code_tags & RENDER_NO_INDENT;
	if (!may_hold_any(md)) {
		th_buf_add(out, md);
		return;
	}
	while (u.i < md.n) {
		if (start) {
			code_line(&u.code, md, u.i);
			if (tight && u.code.fence == 0)
				u.code.indented = false;
			start = false;
			if (!j->html_source && !code_here(&u.code) && definition(&u))
				continue;
		}
		size_t plain = u.i, marks, end = 0;
		plain = plain_until(md, plain, marks_of_html);
		th_buf_add(out, th_str_sub(md, u.i, plain));
		u.i = plain;
		if (u.i == md.n)
			break;
		char c = md.p[u.i];
		bool code = code_here(&u.code);
		if ((marks = code_marks(&u.code, md, u.i)) > 0) {
			th_buf_add(out, th_str_sub(md, u.i, u.i + marks));
			u.i += marks;
			continue;
		}
		if (c == '<' && !code && u.i + 1 < md.n)
			end = strchr("!?", md.p[u.i + 1]) ? markup_end(&u) : hidden_end(&u);
		if (end > 0) {
			bool spaced = out->n > 0 && out->p[out->n - 1] == ' ';
			u.i = end + (spaced && end < md.n && md.p[end] == ' ');
			continue;
		}
		start = c == '\n';
		th_buf_addc(out, c);
		u.i++;
		if (c == '\\' && !code && !j->html_source && u.i < md.n && md.p[u.i] != '\n')
			th_buf_addc(out, md.p[u.i++]);
	}
	if (u.definitions.n > 0) {
		th_buf_addz(out, "\n\n");
		th_buf_add(out, th_buf_str(&u.definitions));
	}
	th_buf_free(&u.definitions);
}
