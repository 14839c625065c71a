/* search_mark.c -- search results for readers: a title or two lines of a text, with <mark> around
 * matching words. Everything but <mark> is escaped: text by us, HTML by publish, and none of its
 * tags gets through. Called by query_search.c. */
#include "teamhub/searching.h"

enum { BEFORE = 70, SHOWN = 210, LOOK_BACK = 600, LOOK_ON = 6000 };

static bool is_found(searching *s, const search_found *f, th_str lang, th_str low)
{
	char buf[WORD_MAX];
	th_str fold = word_fold(low, buf);
	if (fold.n == 0 || !f->first[(unsigned char)fold.p[0]])
		return false;
	if (th_map_get(&f->stems, fold) != NULL)
		return true;
	return th_map_get(&f->stems, word_stem(&s->stemmers, lang, low, buf)) != NULL;
}

static th_str taken(query *q, th_buf *b)
{
	th_str out = th_str_dup(q->a, th_buf_str(b));
	th_buf_free(b);
	return out;
}

th_str search_mark(query *q, const search_found *f, th_str lang, th_str text)
{
	searching *s = search_of(q);
	th_buf b = {0};
	word_reader r = {.s = text};
	text_word x;
	size_t at = 0;
	while (word_next(&r, &x)) {
		if (x.from < at || !is_found(s, f, lang, x.low))
			continue;
		th_buf_add_html(&b, th_str_sub(text, at, x.from));
		th_buf_addz(&b, "<mark>");
		th_buf_add_html(&b, th_str_sub(text, x.from, x.to));
		th_buf_addz(&b, "</mark>");
		at = x.to;
	}
	th_buf_add_html(&b, th_str_sub(text, at, text.n));
	return taken(q, &b);
}

/* ---- excerpts ---- */

/* Does the tag that ends before `at` begin a new piece of text? */
static bool parts_text(th_str html, size_t at)
{
	size_t from = at - 1, to;
	while (from > 0 && html.p[from] != '<')
		from--;
	from += from + 1 < at && html.p[from + 1] == '/' ? 2 : 1;
	for (to = from;
	     to < at && ((html.p[to] >= 'a' && html.p[to] <= 'z') || th_is_digit(html.p[to])); to++)
		;
	return to > from && !word_tag_is_inline(th_str_sub(html, from, to));
}

/* Where an excerpt with the word at `offset` begins: at the start of its paragraph or item if that
 * is near, else at a word. Never inside a tag. */
static size_t begin_of(th_str html, size_t offset, bool *cut)
{
	size_t at = offset < html.n ? offset : html.n, i = at, back = 0, word_at = SIZE_MAX;
	*cut = false;
	while (i > 0 && back < LOOK_BACK && html.p[i - 1] != '<' && html.p[i - 1] != '>') {
		i--;
		back++;
	}
	if (i > 0 && html.p[i - 1] == '<') { /* inside a tag: begin after it */
		ptrdiff_t end = th_str_chr(th_str_sub(html, i, html.n), '>');
		at = end < 0 ? html.n : i + (size_t)end + 1;
	}
	i = at;
	for (size_t shown = 0; i > 0 && shown <= BEFORE; shown++) {
		if (html.p[i - 1] == '>') {
			if (parts_text(html, i))
				return i;
			while (i > 0 && html.p[i - 1] != '<')
				i--;
			i -= i > 0;
			continue;
		}
		if (html.p[i - 1] == ' ' || html.p[i - 1] == '\n')
			word_at = i;
		i--;
	}
	if (i == 0)
		return 0;
	*cut = true;
	return word_at == SIZE_MAX ? at : word_at;
}

typedef struct excerpt {
	th_buf b;
	size_t shown;
	bool space; /* write one before the next letter */
} excerpt;

static void put_octet(excerpt *x, char c)
{
	if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
		x->space = x->shown > 0;
		return;
	}
	if (x->space)
		th_buf_addc(&x->b, ' ');
	x->space = false;
	if (c == '>')
		th_buf_addz(&x->b, "&gt;");
	else
		th_buf_addc(&x->b, c);
	x->shown += ((unsigned char)c & 0xc0) != 0x80;
}

/* Skips the tag at `at`; for a link to or from a footnote also its number or arrow, which would
 * join the sentence: "2019" with note 1 is not 20191. */
static size_t past_tag(th_str html, size_t at)
{
	th_str rest = th_str_sub(html, at, html.n);
	ptrdiff_t end = th_str_chr(rest, '>');
	if (end < 0)
		return html.n;
	th_str tag = th_str_sub(rest, 0, (size_t)end);
	if (th_str_starts(tag, TH_S("<a ")) &&
	    (th_str_find(tag, TH_S("role=\"doc-noteref\"")) > 0 ||
		th_str_find(tag, TH_S("role=\"doc-backlink\"")) > 0)) {
		ptrdiff_t close = th_str_find(rest, TH_S("</a>"));
		if (close > 0)
			return at + (size_t)close + 4;
	}
	return at + (size_t)end + 1;
}

/* Copies text between tags, which is escaped; tags separate words. Returns where it ended: `to`, or
 * after something skipped that began before. */
static size_t put_text(excerpt *x, th_str html, size_t from, size_t to)
{
	while (from < to)
		if (html.p[from] != '<')
			put_octet(x, html.p[from++]);
		else
			from = past_tag(html, from);
	return from;
}

/* The offset may be slightly before the word; finds the word itself. */
static size_t word_near(
    searching *s, const search_found *f, th_str lang, th_str html, size_t offset)
{
	bool cut;
	word_reader r = {.s = html, .i = begin_of(html, offset, &cut), .html = true};
	text_word w;
	while (word_next(&r, &w) && w.from < offset + 4 * SEARCH_OFFSET_UNIT)
		if (w.to > offset && is_found(s, f, lang, w.low))
			return w.from;
	return offset;
}

th_str search_excerpt(query *q, const search_found *f, th_str lang, th_str html, size_t offset)
{
	searching *s = search_of(q);
	bool cut = false;
	size_t at = begin_of(html, word_near(s, f, lang, html, offset), &cut), begin = at;
	excerpt x = {0};
	word_reader r = {.s = html, .i = at, .html = true};
	text_word w;
	if (cut)
		th_buf_addz(&x.b, "… ");
	while (x.shown < SHOWN && at < begin + LOOK_ON && word_next(&r, &w)) {
		if (w.from < at)
			continue;
		at = put_text(&x, html, at, w.from);
		if (w.from < at)
			continue;
		if (w.gap)
			x.space = x.shown > 0;
		bool found = is_found(s, f, lang, w.low);
		if (found && x.space)
			th_buf_addc(&x.b, ' ');
		if (found) {
			x.space = false;
			th_buf_addz(&x.b, "<mark>");
		}
		at = put_text(&x, html, w.from, w.to);
		if (found)
			th_buf_addz(&x.b, "</mark>");
	}
	if (x.shown < SHOWN) /* the end: what follows the last word */
		put_text(&x, html, at, html.n);
	else
		th_buf_addz(&x.b, " …");
	return taken(q, &x.b);
}
