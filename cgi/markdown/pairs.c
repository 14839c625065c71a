/* pairs.c -- paired tags of site generators and what they enclose: code, text to leave alone, and
 * above all what a reader of the site never sees: comments, and branches under a condition that the
 * hub cannot evaluate. Called by generator.c. When in doubt, it is left out. */
#include "generator.h"

static bool starts_at(th_str s, size_t i, const char *z)
{
	size_t n = strlen(z);
	return s.n - i >= n && memcmp(s.p + i, z, n) == 0;
}

/* The position of `close` after `from`, within a tag's bounds; or 0. Generators read their tags
 * before paragraphs, so tags may contain blank lines, except {: … } and {# … #}. Nothing is
 * searched twice. */
size_t tag_close(scan *c, size_t from, const char *close)
{
	static const char *const closes[] = {"%}", "}}", ">}}", "%}}", "#}", "}"};
	unsigned tags = c->j->code_tags;
	size_t k = 0;
	while (k + 1 < TH_COUNT(closes) && strcmp(closes[k], close) != 0)
		k++;
	tag_search *m = &c->searches[k];
	if (m->to == 0 || from < m->from || from > m->to) {
		ptrdiff_t hit = th_str_find(th_str_sub(c->s, from, c->s.n), th_strz(close));
		*m = (tag_search){from, hit < 0 ? c->s.n : from + (size_t)hit};
	}
	bool is_long = (k < 2 && (tags & (RENDER_LIQUID | RENDER_NUNJUCKS))) ||
		       ((k == 2 || k == 3) && (tags & RENDER_SHORTCODES));
	size_t end = m->to, bound = is_long ? RENDER_LONG_TAG : RENDER_TAG;
	if (end == c->s.n || end - from > bound ||
	    (!is_long && th_str_find(th_str_sub(c->s, from, end), TH_S("\n\n")) >= 0))
		return 0;
	return end;
}

/* Splits a tag's inside into its name and arguments; a closing shortcode keeps its "/". */
th_str tag_cut_name(th_str *inside)
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

void tag_report(scan *c, enum th_rule_id id, size_t from, size_t to)
{
	render_job *j = c->j;
	if (!report_wanted(j))
		return;
	th_str tag = th_str_sub(c->s, from, to);
	finding_add(j->f, id, report_mark(j->source, j->at, from), th_str_shorten(j->a, tag, 60),
	    TH_NONE, TH_NONE);
}

/* ---- pairs ---- */

typedef enum pair_kind {
	PAIR_RAW,
	PAIR_CODE,
	PAIR_COMMENT, /* silently left out */
	PAIR_HIDDEN,  /* left out, and reported */
} pair_kind;

/* MUST: without its end it is an error everywhere. */
enum { LIQUID = 1, HUGO = 2, MUST = 4 };

static const struct {
	const char *name;
	pair_kind kind;
	unsigned of;
	const char *end; /* ends like that one; NULL: like itself */
} pairs[] = {
    {"raw", PAIR_RAW, LIQUID, NULL},
    {"verbatim", PAIR_RAW, LIQUID, NULL},
    {"highlight", PAIR_CODE, LIQUID | HUGO, NULL},
    {"comment", PAIR_COMMENT, LIQUID | HUGO, NULL},
    {"comments", PAIR_COMMENT, LIQUID | HUGO, NULL},
    {"todo", PAIR_COMMENT, LIQUID | HUGO, NULL},
    {"draft", PAIR_COMMENT, LIQUID | HUGO, NULL},
    {"hide", PAIR_COMMENT, LIQUID | HUGO, NULL},
    {"hidden", PAIR_COMMENT, LIQUID | HUGO, NULL},
    {"private", PAIR_COMMENT, LIQUID | HUGO, NULL},
    {"internal", PAIR_COMMENT, LIQUID | HUGO, NULL},
    {"doc", PAIR_COMMENT, LIQUID, NULL},
    {"if", PAIR_HIDDEN, LIQUID | MUST, NULL},
    {"ifAsync", PAIR_HIDDEN, LIQUID | MUST, "if"},
    {"unless", PAIR_HIDDEN, LIQUID | MUST, NULL},
    {"case", PAIR_HIDDEN, LIQUID | MUST, NULL},
    {"switch", PAIR_HIDDEN, LIQUID | MUST, NULL},
    {"for", PAIR_HIDDEN, LIQUID | MUST, NULL},
    {"asyncEach", PAIR_HIDDEN, LIQUID, "each"},
    {"asyncAll", PAIR_HIDDEN, LIQUID, "all"},
    {"tablerow", PAIR_HIDDEN, LIQUID, NULL},
    {"capture", PAIR_HIDDEN, LIQUID | MUST, NULL},
    {"set", PAIR_HIDDEN, LIQUID, NULL},
    {"macro", PAIR_HIDDEN, LIQUID | MUST, NULL},
    {"call", PAIR_HIDDEN, LIQUID, NULL},
    {"js", PAIR_HIDDEN, LIQUID, NULL},
    {"css", PAIR_HIDDEN, LIQUID, NULL},
};

static int pair_of(th_str name, unsigned of)
{
	for (size_t i = 0; i < TH_COUNT(pairs); i++)
		if ((pairs[i].of & of) && th_str_caseeq(name, th_strz(pairs[i].name)))
			return (int)i;
	return -1;
}

/* The name of its end. */
static th_str end_of(th_str name, unsigned of)
{
	int i = pair_of(name, of);
	return i >= 0 && pairs[i].end != NULL ? th_strz(pairs[i].end) : name;
}

/* {% comment: x %} is a comment to Liquid. */
static th_str first_word(th_str name)
{
	size_t n = 0;
	while (n < name.n && (name.p[n] == '_' || th_is_digit(name.p[n]) ||
				 ((name.p[n] | 0x20) >= 'a' && (name.p[n] | 0x20) <= 'z')))
		n++;
	return th_str_sub(name, 0, n);
}

/* A tag at `k`: its name, whether it opens a pair or ends one, and where it ends; false: none. */
typedef struct found_tag {
	th_str name;
	bool ends;
	size_t after;
} found_tag;

static bool tag_at(scan *c, size_t k, bool liquid, found_tag *out)
{
	const char *open = c->s.p + k;
	if (c->s.n - k < 4 || open[0] != '{' || open[1] != (liquid ? '%' : '{') ||
	    (!liquid && open[2] != '<' && open[2] != '%'))
		return false;
	size_t in = k + (liquid ? 2 : 3);
	const char *close = liquid ? "%}" : open[2] == '<' ? ">}}" : "%}}";
	size_t end = tag_close(c, in, close);
	if (end == 0)
		return false;
	th_str inside = th_str_sub(c->s, in, end);
	th_str name = tag_cut_name(&inside);
	if (liquid)
		name = first_word(name);
	th_str mark = liquid ? TH_S("end") : TH_S("/");
	*out = (found_tag){.name = name, .after = end + strlen(close)};
	if (th_str_caseeq(th_str_sub(name, 0, mark.n), mark)) {
		out->ends = true;
		out->name = th_str_trim(th_str_sub(name, mark.n, name.n));
	}
	return true;
}

static bool find_end(scan *c, size_t from, th_str name, bool liquid, size_t *begin, size_t *after);

/* Inside a pair, ends of others do not count in {% raw %} or in a comment: the offset after the one
 * that `t` opens, or 0. */
static size_t behind_guard(scan *c, th_str name, const found_tag *t, bool liquid)
{
	int in = pair_of(name, liquid ? LIQUID : HUGO),
	    i = pair_of(t->name, liquid ? LIQUID : HUGO);
	size_t begin, after;
	if (t->ends || i < 0 || (c->endless >> i & 1))
		return 0;
	bool guards = pairs[i].kind == PAIR_RAW ||
		      (pairs[i].kind == PAIR_COMMENT && (in < 0 || pairs[in].kind != PAIR_COMMENT));
	if (!guards)
		return 0;
	if (find_end(c, t->after, t->name, liquid, &begin, &after))
		return after;
	c->endless |= 1u << i;
	return 0;
}

/* The end of the pair `name` opened before `from`: where it begins, and after it. In most pairs
 * another one of that name has its own end. */
static bool find_end(scan *c, size_t from, th_str name, bool liquid, size_t *begin, size_t *after)
{
	unsigned of = liquid ? LIQUID : HUGO;
	int own = pair_of(name, of);
	bool raw = own >= 0 && pairs[own].kind == PAIR_RAW;
	bool nests = !raw && !th_str_caseeq(name, TH_S("set"));
	th_str end = end_of(name, of);
	size_t depth = 0, guard;
	found_tag t;
	for (size_t k = from; k + 3 < c->s.n; k++) {
		if (c->s.p[k] != '{' || !tag_at(c, k, liquid, &t))
			continue;
		bool same = th_str_caseeq(t.ends ? t.name : end_of(t.name, of), end);
		if (same && t.ends && depth == 0) {
			*begin = k;
			*after = t.after;
			return true;
		}
		if (same)
			depth = t.ends ? depth - 1 : depth + nests;
		else if (!raw && (guard = behind_guard(c, name, &t, liquid)) > 0)
			t.after = guard;
		if (!raw || same)
			k = t.after - 1;
	}
	return false;
}

/* Code as the generator would leave it. */
static void put_code_text(scan *c, th_str code)
{
	scan in = {.s = code, .out = c->out, .j = c->j};
	while (in.i < code.n)
		if (code.p[in.i] != '{' || !code_tag(&in))
			th_buf_addc(in.out, code.p[in.i++]);
}

static void put_code_html(scan *c, th_str lang, th_str code)
{
	th_buf plain = {0}, *out = c->out;
	c->out = &plain;
	put_code_text(c, code);
	c->out = out;
	th_buf_addz(out, "<pre><code class=\"language-");
	escape_text(out, lang);
	th_buf_addz(out, "\">");
	escape_text(out, th_buf_str(&plain));
	th_buf_addz(out, "</code></pre>\n");
	th_buf_free(&plain);
}

static void put_code(scan *c, th_str lang, th_str code)
{
	th_buf *out = c->out;
	if (c->j->html_source) {
		put_code_html(c, lang, code);
		return;
	}
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
		if (th_is_alnum(l) || l == '+' || l == '-' || l == '#')
			th_buf_addc(out, l);
	}
	th_buf_addc(out, '\n');
	while (code.n > 0 && (code.p[0] == '\n' || code.p[0] == '\r'))
		code = th_str_sub(code, 1, code.n);
	put_code_text(c, code);
	if (code.n == 0 || code.p[code.n - 1] != '\n')
		th_buf_addc(out, '\n');
	for (size_t i = 0; i < (longest < 3 ? 3 : longest + 1); i++)
		th_buf_addc(out, '`');
	th_buf_addz(out, "\n\n");
}

bool tag_pair(scan *c, th_str name, th_str args, size_t after, bool liquid)
{
	if (liquid)
		name = first_word(name);
	int i = pair_of(name, liquid ? LIQUID : HUGO);
	size_t begin, end, from = c->i;
	if (i < 0 || (th_str_eqz(name, "set") && th_str_chr(args, '=') >= 0) ||
	    (!liquid && th_str_ends(args, TH_S("/"))))
		return false;
	pair_kind kind = pairs[i].kind;
	if ((c->endless >> i & 1) || !find_end(c, after, name, liquid, &begin, &end)) {
		c->endless |= 1u << i;
		if (kind != PAIR_COMMENT && !(pairs[i].of & MUST))
			return false;
		begin = end = c->s.n; /* in doubt, nothing of it is for readers */
		if (kind == PAIR_COMMENT)
			tag_report(c, TH_RULE_GENERATOR_TAG, from, after);
	}
	th_str content = th_str_sub(c->s, after, begin), lang = args;
	if (kind == PAIR_CODE) {
		for (size_t k = 0; k < lang.n; k++)
			if (lang.p[k] == ' ' || lang.p[k] == ',')
				lang = th_str_sub(lang, 0, k);
		put_code(c, lang, content);
	} else if (kind == PAIR_RAW) {
		th_buf_add(c->out, content);
	} else if (kind == PAIR_HIDDEN) {
		tag_report(c, TH_RULE_GENERATOR_TAG, from, after);
	}
	c->i = end;
	return true;
}

/* After the end of the pair opened at `k`, if its kind is in the bits `kinds`; or 0. */
static size_t pair_end(scan *c, size_t k, bool liquid, unsigned kinds)
{
	found_tag t;
	size_t begin, after;
	if (!tag_at(c, k, liquid, &t) || t.ends)
		return 0;
	int i = pair_of(t.name, liquid ? LIQUID : HUGO);
	if (i < 0 || (kinds >> pairs[i].kind & 1) == 0 || (c->endless >> i & 1))
		return 0;
	if (find_end(c, t.after, t.name, liquid, &begin, &after))
		return after;
	c->endless |= 1u << i;
	return 0;
}

size_t pair_hidden(scan *c, size_t k)
{
	return pair_end(c, k, true, 1u << PAIR_COMMENT | 1u << PAIR_HIDDEN);
}

size_t pair_comment(scan *c, size_t k, bool liquid)
{
	return pair_end(c, k, liquid, 1u << PAIR_COMMENT);
}

/* ---- code ---- */

static bool code_hidden(scan *c)
{
	unsigned tags = c->j->code_tags;
	bool liquid = starts_at(c->s, c->i, "{%");
	found_tag t;
	size_t begin, end;
	if (c->i < c->raw_until)
		return false;
	if (starts_at(c->s, c->i, "{#"))
		return (tags & RENDER_NUNJUCKS) && comment_hidden(c);
	if (!tag_at(c, c->i, liquid, &t) || t.ends)
		return false;
	int i = pair_of(t.name, liquid ? LIQUID : HUGO);
	if (i < 0 || pairs[i].kind == PAIR_CODE || (c->endless >> i & 1))
		return false;
	if (pairs[i].kind != PAIR_RAW && !(tags & (liquid ? RENDER_LIQUID : RENDER_SHORTCODES)))
		return false;
	if (!find_end(c, t.after, t.name, liquid, &begin, &end)) {
		c->endless |= 1u << i;
		return false;
	}
	if (pairs[i].kind == PAIR_RAW) {
		c->raw_until = begin;
		c->i = t.after;
	} else {
		c->i = end;
	}
	return true;
}

/* In code only `raw` and its end are removed. */
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

bool code_tag(scan *c)
{
	return code_hidden(c) || (starts_at(c->s, c->i, "{%") && raw_mark(c));
}
