/* shell.c -- turns a page of the host site into the template that frames the theme's pages. Called
 * by publish for each language. Goes over the tokens of the page twice: first to find the places to
 * fill and any reason to refuse the page, then to copy it with the changes that shell.h promises.
 * No byte of the page may ever be read as a tag of the template. */
#include "shell_parts.h"

#include <stdio.h>

/* A tag of the template; written once the delimiters are known. */
typedef struct shell_tag {
	size_t at; /* in the copy */
	const char *text;
} shell_tag;

typedef struct shell_job {
	th_arena *a;
	const shell_options *o;
	th_findings *f;
	th_mark at;
	th_str page;

	/* places, as offsets */
	scan_token html, markers[2]; /* to 0: not found */
	size_t doctype_end, head_end, body_at;
	size_t main_from, main_to; /* the content of <main> */
	size_t mains;
	bool wrap;               /* the hub adds its own <main> */
	size_t hub_from, hub_to; /* what the hub replaces */
	size_t head_at;          /* where the hub's head goes */
	th_str base_href;
	bool has_base;
	th_map ids;
	shell_base base;

	/* the copy */
	th_buf *out;
	TH_LIST(shell_tag) tags;
	th_buf value;
} shell_job;

enum { MARK_HEAD, MARK_MAIN };

/* ---- faults ---- */

static int refuse(shell_job *j, enum th_rule_id rule, size_t offset, th_str w0, th_str w1)
{
	th_mark at = {j->at.file, 1, 1};
	for (size_t i = 0; i < offset && i < j->page.n; i++) {
		at.column++;
		if (j->page.p[i] == '\n') {
			at.line++;
			at.column = 1;
		}
	}
	finding_add(j->f, rule, at, w0, w1, TH_NONE);
	return -1;
}

static th_str kilobytes(shell_job *j, size_t n)
{
	return th_str_fmt(j->a, "%zu kB", (n + 999) / 1000);
}

static int check_bytes(shell_job *j)
{
	size_t bad;
	if (j->page.n > SHELL_PAGE_MAX)
		return refuse(j, TH_RULE_SHELL_LARGE, 0, kilobytes(j, j->page.n),
		    kilobytes(j, SHELL_PAGE_MAX));
	if (!th_utf8_valid(j->page, &bad))
		return refuse(j, TH_RULE_SHELL_ENCODING, bad, TH_NONE, TH_NONE);
	ptrdiff_t nul = th_str_chr(j->page, 0);
	return nul < 0 ? 0 : refuse(j, TH_RULE_SHELL_ENCODING, (size_t)nul, TH_NONE, TH_NONE);
}

/* ---- first pass: places ---- */

typedef struct survey {
	unsigned templates; /* open <template> */
	head_walk head;
	bool in_main, main_hidden;
	bool many_marks, main_open_at_mark;
	size_t many_at;
} survey;

static void note_marker(shell_job *j, survey *s, const scan_token *t)
{
	static const char *const names[] = {"teamhub:head", "teamhub:main"};
	if (t->to - t->from < 7)
		return;
	th_str text = th_str_trim(th_str_sub(j->page, t->from + 4, t->to - 3));
	for (size_t k = 0; k < TH_COUNT(names); k++) {
		if (!th_str_eqz(text, names[k]))
			continue;
		if (j->markers[k].to > 0 && !s->many_marks) {
			s->many_marks = true;
			s->many_at = t->from;
		}
		j->markers[k] = *t;
		if (k == MARK_MAIN)
			s->main_open_at_mark = s->in_main;
	}
}

static void note_main(shell_job *j, survey *s, const scan_token *t)
{
	scan_attribute a;
	if (t->kind == SCAN_END_TAG) {
		if (s->in_main && !s->main_hidden)
			j->main_to = t->from;
		s->in_main = false;
		return;
	}
	s->main_hidden = scan_attribute_find(j->page, t, "hidden", &a);
	s->in_main = true;
	if (s->main_hidden || ++j->mains > 1) {
		if (j->mains == 2)
			s->many_at = t->from;
		return;
	}
	j->main_from = t->to;
}

/* Links in the shell can lead to ids outside <main>. */
static void note_ids(shell_job *j, const scan_token *t)
{
	scan_attribute a;
	if (scan_attribute_find(j->page, t, "id", &a) && a.value.n > 0)
		th_map_put(&j->ids, a.value, j);
}

static void note_tag(shell_job *j, survey *s, const scan_token *t)
{
	scan_attribute a;
	bool end = t->kind == SCAN_END_TAG;
	if (scan_is(t->name, "template"))
		s->templates = end ? s->templates - (s->templates > 0) : s->templates + 1;
	if (s->templates > 0)
		return;
	if (scan_is(t->name, "main"))
		note_main(j, s, t);
	if (!end && (!s->in_main || scan_is(t->name, "main")))
		note_ids(j, t);
	if (scan_is(t->name, "head") && end && j->head_end == 0)
		j->head_end = t->from;
	if (end)
		return;
	if (scan_is(t->name, "html") && j->html.to == 0)
		j->html = *t;
	if (scan_is(t->name, "body") && j->body_at == 0)
		j->body_at = t->from;
	if (scan_is(t->name, "base") && !j->has_base &&
	    scan_attribute_find(j->page, t, "href", &a)) {
		j->has_base = true;
		j->base_href = a.value;
	}
}

static int check_places(shell_job *j, const survey *s)
{
	const scan_token *head = &j->markers[MARK_HEAD], *hub = &j->markers[MARK_MAIN];
	bool mark_head = head->to > 0, mark_hub = hub->to > 0, over = s->head.over;
	size_t begin = s->head.end;
	if (s->many_marks)
		return refuse(j, TH_RULE_SHELL_MARKERS, s->many_at, TH_NONE, TH_NONE);
	if (j->head_end == 0 || (j->body_at > 0 && j->body_at < j->head_end))
		j->head_end = j->body_at;
	bool tagged = j->head_end > 0;
	if (mark_hub && !tagged && (!over || begin > hub->from)) {
		over = true; /* the hub's <main> begins the body */
		begin = hub->from;
	}
	if (!mark_head && !tagged && !over)
		return refuse(j, TH_RULE_SHELL_HEAD, 0, TH_NONE, TH_NONE);
	if (!mark_hub && j->mains > 1)
		return refuse(j, TH_RULE_SHELL_MAINS, s->many_at, TH_NONE, TH_NONE);
	if (!mark_hub && (j->mains == 0 || j->main_to < j->main_from))
		return refuse(j, TH_RULE_SHELL_MAIN, 0, TH_NONE, TH_NONE);
	if (!tagged)
		j->head_end = mark_head && (!over || begin < head->to) ? head->to : begin;
	j->head_at = mark_head ? head->to : over && begin < j->head_end ? begin : j->head_end;
	j->hub_from = mark_hub ? hub->to : j->main_from;
	j->hub_to = mark_hub ? hub->to : j->main_to;
	j->wrap = mark_hub && j->mains == 0;
	if (j->head_at > j->head_end || j->head_end > j->hub_from)
		return refuse(
		    j, TH_RULE_SHELL_MARKERS, mark_head ? head->from : hub->from, TH_NONE, TH_NONE);
	if (mark_hub && j->mains > 0 && !s->main_open_at_mark)
		return refuse(j, TH_RULE_SHELL_MARKERS, hub->from, TH_NONE, TH_NONE);
	return 0;
}

static int find_places(shell_job *j)
{
	scanner scan = {.page = j->page};
	scan_token t;
	survey s = {0};
	while (scan_next(&scan, &t)) {
		if (t.cut) {
			th_str what = t.kind == SCAN_COMMENT ? TH_S("<!--")
				      : t.kind == SCAN_OTHER
					  ? TH_S("<!")
					  : th_str_fmt(j->a, "<%.*s",
						(int)(t.name.n < 40 ? t.name.n : 40), t.name.p);
			return refuse(j, TH_RULE_SHELL_UNCLOSED, t.from, what, TH_NONE);
		}
		if (t.kind == SCAN_COMMENT && s.templates == 0)
			note_marker(j, &s, &t);
		else if (t.kind == SCAN_TAG || t.kind == SCAN_END_TAG)
			note_tag(j, &s, &t);
		else if (t.kind == SCAN_OTHER && j->doctype_end == 0)
			j->doctype_end = t.to;
		if (s.templates == 0)
			head_follow(&s.head, j->page, &t);
	}
	return check_places(j, &s);
}

/* ---- second pass: the copy ---- */

static void put_page(shell_job *j, size_t from, size_t to)
{
	th_buf_add(j->out, th_str_sub(j->page, from, to));
}

static void put_tag(shell_job *j, const char *text)
{
	*TH_ADD(j->a, &j->tags) = (shell_tag){j->out->n, text};
}

static bool leads_to_hub(const shell_job *j, th_str href)
{
	th_str path = address_path(&j->base, j->o, href);
	if (path.n > 1 && path.p[path.n - 1] == '/')
		path.n--;
	for (size_t i = 0; i < j->o->entries.n && path.n > 0; i++) {
		th_str entry = j->o->entries.v[i];
		if (th_str_eq(path, entry.n > 0 ? entry : TH_S("/")))
			return true;
	}
	return false;
}

/* Writes a new value in quotes; keeps the kind of quotes it had. */
static void put_value(shell_job *j, const scan_attribute *a, th_str value)
{
	size_t start = a->from;
	size_t at = a->value.p ? (size_t)(a->value.p - j->page.p) : a->to;
	put_page(j, start, at);
	if (a->quote == 0)
		th_buf_addc(j->out, '"');
	for (size_t i = 0; i < value.n; i++)
		if (a->quote == 0 && value.p[i] == '"')
			th_buf_addz(j->out, "&quot;");
		else
			th_buf_addc(j->out, value.p[i]);
	if (a->quote == 0)
		th_buf_addc(j->out, '"');
	put_page(j, at + a->value.n, a->to);
}

static void put_lang(shell_job *j, const scan_attribute *a)
{
	size_t at = (size_t)(a->value.p - j->page.p);
	put_page(j, a->from, at);
	if (a->quote == 0)
		th_buf_addc(j->out, '"');
	put_tag(j, "page.lang");
	if (a->quote == 0)
		th_buf_addc(j->out, '"');
	put_page(j, at + a->value.n, a->to);
}

/* The tag may be missing; browsers assume it at this place. */
static void put_missing_html(shell_job *j)
{
	th_buf_addz(j->out, "<html lang=\"");
	put_tag(j, "page.lang");
	th_buf_addz(j->out, "\">");
}

/* <html> with our attributes instead of those about its language. */
static void put_html_tag(shell_job *j, const scan_token *t)
{
	scan_attribute a;
	size_t done = t->from + 1 + t->name.n;
	put_page(j, t->from, done);
	th_buf_addz(j->out, " lang=\"");
	put_tag(j, "page.lang");
	th_buf_addz(j->out, "\"");
	for (size_t pos = 0; scan_attribute_next(j->page, t, &pos, &a);) {
		put_page(j, done, a.from);
		done = a.to;
		if (scan_is(a.name, "lang"))
			continue;
		if (scan_is(a.name, "xml:lang") && a.value.p != NULL)
			put_lang(j, &a);
		else
			put_page(j, a.from, a.to);
	}
	put_page(j, done, t->to);
}

static void put_start_tag(shell_job *j, const scan_token *t)
{
	scan_attribute a;
	bool link = scan_is(t->name, "a") || scan_is(t->name, "area");
	bool hub = link && scan_attribute_find(j->page, t, "href", &a) && leads_to_hub(j, a.value);
	bool has = scan_attribute_find(j->page, t, "aria-current", &a);
	size_t done = t->from + 1 + t->name.n;
	put_page(j, t->from, done);
	if (hub && !has)
		th_buf_addz(j->out, " aria-current=\"page\"");
	for (size_t pos = 0; scan_attribute_next(j->page, t, &pos, &a);) {
		put_page(j, done, a.from);
		done = a.to;
		if (scan_is(a.name, "aria-current") && !hub)
			continue;
		th_buf_cut(&j->value, 0);
		address_kind kind = address_kind_of(t->name, a.name);
		if (a.value.p != NULL && address_write(&j->value, &j->base, kind, a.value))
			put_value(j, &a, th_buf_str(&j->value));
		else
			put_page(j, a.from, a.to);
	}
	put_page(j, done, t->to);
}

/* Leaves out what ends at `to`, and its line when nothing else is on it. Returns where copying
 * continues. */
static size_t leave_out(shell_job *j, size_t to)
{
	size_t n = j->out->n;
	while (n > 0 && th_is_blank(j->out->p[n - 1]))
		n--;
	size_t next = to + (to < j->page.n && j->page.p[to] == '\r');
	bool tags_on_it = j->tags.n > 0 && j->tags.v[j->tags.n - 1].at >= n;
	if (n == 0 || j->out->p[n - 1] != '\n' || next >= j->page.n || j->page.p[next] != '\n' ||
	    tags_on_it)
		return to;
	th_buf_cut(j->out, n);
	return next + 1;
}

/* Is this element removed? *raw: along with its text and end tag. */
static bool goes(const shell_job *j, const scan_token *t, bool *raw)
{
	*raw = false;
	if (t->kind != SCAN_TAG)
		return false;
	if (scan_is(t->name, "base"))
		return true;
	bool in_head = t->from < j->head_end;
	*raw = head_is_data(j->page, t) || (in_head && scan_is(t->name, "title"));
	return *raw || (in_head && head_removes(j->page, t));
}

/* Skips the raw text of the element from `to`, where the scanner is. <title/> in SVG is empty: what
 * follows belongs to the page, including the place for our head. */
static size_t skip_element(scanner *scan, th_str name, size_t to)
{
	scan_token t;
	scanner ahead = *scan;
	for (bool end = false; !end && scan_next(&ahead, &t); to = t.to, *scan = ahead) {
		end = t.kind == SCAN_END_TAG && th_str_caseeq(t.name, name);
		if (!end && t.kind != SCAN_RAW)
			break;
	}
	return to;
}

static void put_hub(shell_job *j)
{
	if (j->wrap)
		th_buf_addz(j->out, "<main>");
	put_tag(j, "> shell");
	if (j->wrap)
		th_buf_addz(j->out, "</main>");
}

static void put_token(shell_job *j, const scan_token *t)
{
	if (t->kind == SCAN_TAG && t->from == j->html.from && j->html.to > 0) {
		put_html_tag(j, t);
	} else if (t->kind == SCAN_TAG) {
		put_start_tag(j, t);
	} else if (t->kind == SCAN_RAW && scan_is(t->name, "style")) {
		th_str css = th_str_sub(j->page, t->from, t->to);
		if (!address_write(j->out, &j->base, ADDRESS_STYLE, css))
			put_page(j, t->from, t->to);
	} else {
		put_page(j, t->from, t->to);
	}
}

static void copy_page(shell_job *j)
{
	scanner scan = {.page = j->page};
	scan_token t;
	size_t line_end = 0; /* end of a line that was left out */
	if (j->html.to == 0 && j->doctype_end == 0)
		put_missing_html(j);
	while (scan_next(&scan, &t)) {
		bool raw;
		if (t.from == j->head_at && j->markers[MARK_HEAD].to == 0)
			put_tag(j, "> head");
		if (t.from >= j->hub_from && t.from < j->hub_to)
			continue;
		if (t.from == j->hub_to && j->markers[MARK_MAIN].to == 0)
			put_hub(j);
		if (goes(j, &t, &raw)) {
			size_t to = raw ? skip_element(&scan, t.name, t.to) : t.to;
			line_end = leave_out(j, to);
			continue;
		}
		if (line_end > t.from)
			t.from = line_end < t.to ? line_end : t.to;
		put_token(j, &t);
		if (t.to == j->doctype_end && j->html.to == 0)
			put_missing_html(j);
		if (t.to == j->markers[MARK_HEAD].to)
			put_tag(j, "> head");
		if (t.to == j->markers[MARK_MAIN].to)
			put_hub(j);
	}
}

/* ---- the template ---- */

static size_t count(th_str s, th_str what)
{
	size_t n = 0;
	for (ptrdiff_t at; (at = th_str_find(s, what)) >= 0; n++)
		s = th_str_sub(s, (size_t)at + what.n, s.n);
	return n;
}

static void write_template(shell_job *j, th_buf *out, unsigned number)
{
	th_str copy = th_buf_str(j->out);
	size_t done = 0;
	th_buf_addf(out, "{{={th%u- -th%u}=}}\n", number, number);
	for (size_t i = 0; i < j->tags.n; i++) {
		const shell_tag *t = &j->tags.v[i];
		th_buf_add(out, th_str_sub(copy, done, t->at));
		th_buf_addf(out, "{th%u-%s -th%u}", number, t->text, number);
		done = t->at;
	}
	th_buf_add(out, th_str_sub(copy, done, copy.n));
}

/* Chooses delimiters that occur nowhere else, by trying numbers. Counts in the result, because
 * pieces that were apart in the page may now be adjacent. */
static int finish(shell_job *j, th_buf *out)
{
	enum { TRIES = 1000 };
	size_t start = out->n;
	if (j->out->n > SHELL_TEMPLATE_MAX)
		return refuse(j, TH_RULE_SHELL_LARGE, 0, kilobytes(j, j->out->n),
		    kilobytes(j, SHELL_TEMPLATE_MAX));
	for (unsigned number = 0; number < TRIES; number++) {
		char open[16];
		snprintf(open, sizeof(open), "{th%u-", number);
		write_template(j, out, number);
		th_str text = th_str_sub(th_buf_str(out), start, out->n);
		if (count(text, th_strz(open)) == j->tags.n + 1)
			return 0;
		th_buf_cut(out, start);
	}
	return refuse(j, TH_RULE_SHELL_LARGE, 0, TH_S("1000 {th…-"), TH_S("999"));
}

int shell_prepare(
    th_buf *out, th_str page, const shell_options *o, th_mark at, th_arena *a, th_findings *f)
{
	th_buf copy = {0};
	shell_job j = {.a = a, .o = o, .f = f, .at = at, .page = page, .out = &copy};
	if (th_str_starts(page, TH_S("\xef\xbb\xbf")))
		j.page = th_str_sub(page, 3, page.n);
	th_map_init(&j.ids, a);
	j.base.ids = &j.ids;
	int rc = check_bytes(&j);
	if (rc == 0)
		rc = find_places(&j);
	if (rc == 0) {
		base_set(&j.base, o, j.base_href, a);
		copy_page(&j);
		rc = finish(&j, out);
	}
	th_buf_free(&copy);
	th_buf_free(&j.value);
	return rc;
}
