/* difference.c -- what changed between two states of a text, for readers: paragraphs that were
 * added, removed or reworded, with the words in <ins> and <del>. Called at publish for versions of
 * guidelines and values. Both sides are HTML sanitised by this room, so their text is escaped
 * already; the output has no elements but p, ins and del.
 *
 * Finds the longest common subsequence of paragraphs first, then that of words in two similar
 * paragraphs. Both tables are bounded; beyond that, the old text is struck out before the new
 * one. */
#include "teamhub/markdown.h"

enum { BLOCKS_MAX = 600, WORDS_MAX = 1500 };

typedef struct block {
	th_strs words;
} block;
typedef TH_LIST(block) blocks;

/* ---- paragraphs ---- */

static bool is_block(th_str tag)
{
	static const char *const names[] = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul",
	    "ol", "dl", "dt", "dd", "pre", "blockquote", "div", "table", "thead", "tbody", "tr",
	    "td", "th", "hr", "figure", "figcaption", "section"};
	for (size_t i = 0; i < TH_COUNT(names); i++)
		if (th_str_caseeq(tag, th_strz(names[i])))
			return true;
	return false;
}

static void end_block(blocks *out, block *at, th_arena *a)
{
	if (at->words.n > 0)
		*TH_ADD(a, out) = *at;
	*at = (block){0};
}

/* A word may be cut by inline elements: its pieces are joined. */
static void end_word(block *at, th_buf *word, th_arena *a)
{
	if (word->n > 0)
		*TH_ADD(a, &at->words) = th_str_dup(a, th_buf_str(word));
	th_buf_cut(word, 0);
}

static void split(blocks *out, th_str html, th_arena *a)
{
	block at = {0};
	th_buf word = {0};
	for (size_t i = 0; i < html.n; i++) {
		if (html.p[i] != '<') {
			if (th_is_space(html.p[i]))
				end_word(&at, &word, a);
			else
				th_buf_addc(&word, html.p[i]);
			continue;
		}
		th_str rest = th_str_sub(html, i, html.n);
		ptrdiff_t end = th_str_chr(rest, '>');
		size_t from = rest.n > 1 && rest.p[1] == '/' ? 2 : 1, n = from;
		while (n < rest.n && ((rest.p[n] | 32) >= 'a' || th_is_digit(rest.p[n])) &&
		       rest.p[n] != '>')
			n++;
		th_str tag = th_str_sub(rest, from, n);
		if (is_block(tag)) {
			end_word(&at, &word, a);
			end_block(out, &at, a);
		} else if (th_str_caseeq(tag, TH_S("br"))) {
			end_word(&at, &word, a);
		}
		i += end < 0 ? rest.n : (size_t)end;
	}
	end_word(&at, &word, a);
	end_block(out, &at, a);
	th_buf_free(&word);
}

/* ---- the longest common subsequence ---- */

typedef struct table {
	size_t n, m;
	uint16_t *length; /* the common length from (i, k) on */
} table;

typedef bool (*equal)(const void *a, size_t i, const void *b, size_t k);

static bool equal_words(const void *a, size_t i, const void *b, size_t k)
{
	return th_str_eq(((const th_strs *)a)->v[i], ((const th_strs *)b)->v[k]);
}

static bool equal_blocks(const void *a, size_t i, const void *b, size_t k)
{
	const th_strs *x = &((const blocks *)a)->v[i].words, *y = &((const blocks *)b)->v[k].words;
	bool same = x->n == y->n;
	for (size_t w = 0; same && w < x->n; w++)
		same = th_str_eq(x->v[w], y->v[w]);
	return same;
}

static uint16_t common(const table *t, size_t i, size_t k)
{
	return t->length[i * (t->m + 1) + k];
}

static table compare(const void *a, size_t n, const void *b, size_t m, equal eq, th_arena *arena)
{
	table t = {n, m, th_alloc_array(arena, (n + 1) * (m + 1), sizeof(uint16_t))};
	for (size_t i = n; i-- > 0;)
		for (size_t k = m; k-- > 0;) {
			uint16_t down = common(&t, i + 1, k), right = common(&t, i, k + 1);
			t.length[i * (m + 1) + k] = eq(a, i, b, k)
							? (uint16_t)(common(&t, i + 1, k + 1) + 1)
						    : down > right ? down
								   : right;
		}
	return t;
}

/* ---- writing ---- */

static void add_words(th_buf *out, const th_strs *w, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (i > from)
			th_buf_addc(out, ' ');
		th_buf_add(out, w->v[i]);
	}
}

static void add_part(th_buf *out, const char *tag, const th_strs *w, size_t from, size_t to)
{
	if (from == to)
		return;
	if (out->n > 0 && out->p[out->n - 1] != '>')
		th_buf_addc(out, ' ');
	else if (th_str_ends(th_buf_str(out), TH_S("</del>")) ||
		 th_str_ends(th_buf_str(out), TH_S("</ins>")))
		th_buf_addc(out, ' ');
	if (tag != NULL)
		th_buf_addf(out, "<%s>", tag);
	add_words(out, w, from, to);
	if (tag != NULL)
		th_buf_addf(out, "</%s>", tag);
}

static void add_whole(th_buf *out, const char *tag, const block *b)
{
	th_buf_addz(out, "<p>");
	add_part(out, tag, &b->words, 0, b->words.n);
	th_buf_addz(out, "</p>\n");
}

/* Writes both paragraphs as one, if one is a rewording of the other. */
static bool add_reworded(th_buf *out, const block *was, const block *is, th_arena *a)
{
	const th_strs *x = &was->words, *y = &is->words;
	if (x->n > WORDS_MAX || y->n > WORDS_MAX)
		return false;
	table t = compare(x, x->n, y, y->n, equal_words, a);
	if ((size_t)common(&t, 0, 0) * 5 < x->n + y->n) /* two fifths of both */
		return false;
	th_buf_addz(out, "<p>");
	for (size_t i = 0, k = 0; i < x->n || k < y->n;) {
		size_t i0 = i, k0 = k;
		while (i < x->n && k < y->n && equal_words(x, i, y, k))
			i++, k++;
		add_part(out, NULL, x, i0, i);
		i0 = i;
		k0 = k;
		while (
		    (i < x->n || k < y->n) && !(i < x->n && k < y->n && equal_words(x, i, y, k))) {
			if (k == y->n || (i < x->n && common(&t, i + 1, k) >= common(&t, i, k + 1)))
				i++;
			else
				k++;
		}
		add_part(out, "del", x, i0, i);
		add_part(out, "ins", y, k0, k);
	}
	th_buf_addz(out, "</p>\n");
	return true;
}

/* Paragraphs [i0, i) were replaced by [k0, k). */
static void add_change(th_buf *out, const blocks *was, size_t i0, size_t i, const blocks *is,
    size_t k0, size_t k, th_arena *a)
{
	for (; i0 < i || k0 < k; i0 += i0 < i, k0 += k0 < k) {
		if (i0 < i && k0 < k && add_reworded(out, &was->v[i0], &is->v[k0], a))
			continue;
		if (i0 < i)
			add_whole(out, "del", &was->v[i0]);
		if (k0 < k)
			add_whole(out, "ins", &is->v[k0]);
	}
}

void difference_write(th_buf *out, th_str before, th_str after, th_arena *a)
{
	blocks was = {0}, is = {0};
	split(&was, before, a);
	split(&is, after, a);
	if (was.n > BLOCKS_MAX || is.n > BLOCKS_MAX) {
		add_change(out, &was, 0, was.n, &is, 0, is.n, a);
		return;
	}
	table t = compare(&was, was.n, &is, is.n, equal_blocks, a);
	for (size_t i = 0, k = 0; i < was.n || k < is.n;) {
		size_t i0 = i;
		while (i < was.n && k < is.n && equal_blocks(&was, i, &is, k))
			i++, k++;
		if (i > i0)
			th_buf_addz(out, "<p>…</p>\n");
		i0 = i;
		size_t k0 = k;
		while ((i < was.n || k < is.n) &&
		       !(i < was.n && k < is.n && equal_blocks(&was, i, &is, k))) {
			if (k == is.n ||
			    (i < was.n && common(&t, i + 1, k) >= common(&t, i, k + 1)))
				i++;
			else
				k++;
		}
		add_change(out, &was, i0, i, &is, k0, k, a);
	}
}
