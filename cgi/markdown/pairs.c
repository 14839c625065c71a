/* pairs.c -- tags of site generators that have a beginning and an end, and what stands between:
 * code, text that is not to be looked at, and above all what a reader of the site never sees:
 * comments, and branches that stand under a condition the hub cannot judge. Called by generator.c.
 * In doubt it is left out. */
#include "generator.h"

static bool starts_at(th_str s, size_t i, const char *z)
{
	size_t n = strlen(z);
	return s.n - i >= n && memcmp(s.p + i, z, n) == 0;
}

/* Where `close` stands behind `from`, within a tag's bounds (no blank line in it); or 0. What was
 * searched in vain is not searched again. */
size_t tag_close(scan *c, size_t from, const char *close)
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

void tag_report(scan *c, size_t from, size_t to)
{
	render_job *j = c->j;
	if (!report_wanted(j))
		return;
	th_str tag = th_str_sub(c->s, from, to);
	finding_add(j->f, TH_RULE_GENERATOR_TAG, report_mark(j->source, j->at, from),
	    th_str_shorten(j->a, tag, 60), TH_NONE, TH_NONE);
}

/* ---- pairs ---- */

typedef enum pair_kind {
	PAIR_RAW,
	PAIR_CODE,
	PAIR_COMMENT, /* is not shown, and nothing is said */
	PAIR_HIDDEN,  /* likewise, and it is told */
} pair_kind;

enum { LIQUID = 1, HUGO = 2 };

static const struct {
	const char *name;
	pair_kind kind;
	unsigned of;
} pairs[] = {
    {"raw", PAIR_RAW, LIQUID},
    {"verbatim", PAIR_RAW, LIQUID},
    {"highlight", PAIR_CODE, LIQUID | HUGO},
    {"comment", PAIR_COMMENT, LIQUID | HUGO},
    {"comments", PAIR_COMMENT, LIQUID | HUGO},
    {"todo", PAIR_COMMENT, LIQUID | HUGO},
    {"draft", PAIR_COMMENT, LIQUID | HUGO},
    {"hide", PAIR_COMMENT, LIQUID | HUGO},
    {"hidden", PAIR_COMMENT, LIQUID | HUGO},
    {"private", PAIR_COMMENT, LIQUID | HUGO},
    {"internal", PAIR_COMMENT, LIQUID | HUGO},
    {"if", PAIR_HIDDEN, LIQUID},
    {"unless", PAIR_HIDDEN, LIQUID},
    {"case", PAIR_HIDDEN, LIQUID},
    {"switch", PAIR_HIDDEN, LIQUID},
    {"for", PAIR_HIDDEN, LIQUID},
    {"asyncEach", PAIR_HIDDEN, LIQUID},
    {"asyncAll", PAIR_HIDDEN, LIQUID},
    {"tablerow", PAIR_HIDDEN, LIQUID},
    {"capture", PAIR_HIDDEN, LIQUID},
    {"set", PAIR_HIDDEN, LIQUID},
    {"macro", PAIR_HIDDEN, LIQUID},
};

static int pair_of(th_str name, unsigned of)
{
	for (size_t i = 0; i < TH_COUNT(pairs); i++)
		if ((pairs[i].of & of) && th_str_eqz(name, pairs[i].name))
			return (int)i;
	return -1;
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
	th_str mark = liquid ? TH_S("end") : TH_S("/");
	*out = (found_tag){.name = name, .after = end + strlen(close)};
	if (th_str_starts(name, mark)) {
		out->ends = true;
		out->name = th_str_trim(th_str_sub(name, mark.n, name.n));
	}
	return true;
}

/* The end of the pair `name` that was opened before `from`: where it begins, and behind it. Within
 * most pairs another of that name has an end of its own. */
static bool find_end(scan *c, size_t from, th_str name, bool liquid, size_t *begin, size_t *after)
{
	bool nests = !th_str_eqz(name, "raw") && !th_str_eqz(name, "set");
	size_t depth = 0;
	found_tag t;
	for (size_t k = from; k + 3 < c->s.n; k++) {
		if (c->s.p[k] != '{' || !tag_at(c, k, liquid, &t) || !th_str_eq(t.name, name))
			continue;
		if (!t.ends) {
			depth += nests;
		} else if (depth > 0) {
			depth--;
		} else {
			*begin = k;
			*after = t.after;
			return true;
		}
		k = t.after - 1;
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

bool tag_pair(scan *c, th_str name, th_str args, size_t after, bool liquid)
{
	int i = pair_of(name, liquid ? LIQUID : HUGO);
	size_t begin, end, from = c->i;
	if (i < 0 || (th_str_eqz(name, "set") && th_str_chr(args, '=') >= 0))
		return false;
	pair_kind kind = pairs[i].kind;
	if ((c->endless >> i & 1) || !find_end(c, after, name, liquid, &begin, &end)) {
		c->endless |= 1u << i;
		if (kind != PAIR_COMMENT)
			return false;
		begin = end = c->s.n; /* in doubt nothing of it is for readers */
		tag_report(c, from, after);
	}
	th_str content = th_str_sub(c->s, after, begin), lang = args;
	if (kind == PAIR_CODE) {
		for (size_t k = 0; k < lang.n; k++)
			if (lang.p[k] == ' ' || lang.p[k] == ',')
				lang = th_str_sub(lang, 0, k);
		put_code(c->out, lang, content);
	} else if (kind == PAIR_RAW) {
		th_buf_add(c->out, content);
	} else if (kind == PAIR_HIDDEN) {
		tag_report(c, from, after);
	}
	c->i = end;
	return true;
}

/* ---- comments ---- */

/* {# … #}: a blank line in it is one of Nunjucks' comments only. */
static bool nunjucks_comment(scan *c)
{
	size_t end = tag_close(c, c->i + 2, "#}");
	if (end == 0 && (c->j->code_tags & RENDER_NUNJUCKS) && !c->endless_note) {
		ptrdiff_t hit = th_str_find(th_str_sub(c->s, c->i + 2, c->s.n), TH_S("#}"));
		c->endless_note = hit < 0;
		end = hit < 0 ? 0 : c->i + 2 + (size_t)hit;
	}
	if (end == 0)
		return false;
	c->i = end + 2;
	return true;
}

/* The line around `i`, without the marks of quotes and lists before it. */
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

/* Behind the {:/comment} or {:/} of a comment that began before `from`; the end of the text when it
 * has none. A comment that has lines of its own ends with one, too. */
static size_t comment_end(th_str s, size_t from, bool block)
{
	for (size_t k = from; k + 3 < s.n; k++) {
		if (s.p[k] != '{' || s.p[k + 1] != ':' || s.p[k + 2] != '/')
			continue;
		bool long_mark = starts_at(s, k, "{:/comment}");
		if (!long_mark && !starts_at(s, k, "{:/}"))
			continue;
		th_str mark = th_str_sub(s, k, k + (long_mark ? 11 : 4));
		if (!block || th_str_eq(bare_line(s, k), mark))
			return k + mark.n;
	}
	return s.n;
}

/* {::comment}, {::nomarkdown}, {::options … /}: the marks go, and with a comment what it holds. */
static bool kramdown_extension(scan *c)
{
	size_t end = tag_close(c, c->i, "}"), from = c->i;
	if (end == 0)
		return false;
	th_str mark = th_str_sub(c->s, c->i, end + 1);
	if (th_str_chr(mark, '\n') >= 0)
		return false;
	c->i = end + 1;
	if (!th_str_starts(mark, TH_S("{::comment")) || th_str_ends(mark, TH_S("/}")))
		return true;
	bool block = th_str_eq(bare_line(c->s, from), mark);
	c->i = comment_end(c->s, end + 1, block);
	if (c->i == c->s.n && !th_str_ends(th_str_trim(c->s), TH_S("}")))
		tag_report(c, from, end + 1);
	return true;
}

bool comment_hidden(scan *c)
{
	if (starts_at(c->s, c->i, "{::"))
		return kramdown_extension(c);
	return starts_at(c->s, c->i, "{#") && nunjucks_comment(c);
}

/* ---- code ---- */

bool code_hidden(scan *c)
{
	unsigned tags = c->j->code_tags;
	bool liquid = starts_at(c->s, c->i, "{%");
	found_tag t;
	size_t begin, end;
	if (c->i < c->raw_until)
		return false;
	if (starts_at(c->s, c->i, "{#"))
		return (tags & RENDER_NUNJUCKS) && nunjucks_comment(c);
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
