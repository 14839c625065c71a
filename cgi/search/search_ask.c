/* search_ask.c -- a visitor's query as words and phrases. Any bytes are valid: the only syntax is
 * quotation marks. Called by search_find.c. */
#include "teamhub/searching.h"

static bool is_quote(int32_t c)
{
	return c == '"' || c == 0xab || c == 0xbb || (c >= 0x201c && c <= 0x201f);
}

/* The next piece, inside or outside quotation marks. */
static bool next_piece(th_str text, size_t *i, size_t *from, size_t *to, bool *quoted)
{
	if (*i > text.n)
		return false;
	*from = *i;
	while (*i < text.n) {
		size_t at = *i;
		if (is_quote(th_utf8_next(text, i))) {
			*to = at;
			return true;
		}
	}
	*to = text.n;
	*i = text.n + 1;
	if (*quoted) /* not closed: not a phrase */
		*quoted = false;
	return true;
}

static void add_word(question *q, const text_word *x, size_t offset, unsigned phrase, th_arena *a)
{
	char buf[WORD_MAX];
	if (q->n == ASKED_MAX)
		return;
	q->words[q->n++] = (question_word){.low = th_str_dup(a, x->low),
	    .fold = th_str_dup(a, word_fold(x->low, buf)),
	    .from = offset + x->from,
	    .to = offset + x->to,
	    .phrase = phrase};
}

static void read_piece(question *q, th_str text, size_t from, size_t to, bool quoted, th_arena *a)
{
	word_reader r = {.s = th_str_sub(text, from, to)};
	text_word x;
	unsigned phrase = quoted ? q->phrases + 1 : 0;
	size_t before = q->n, end = SIZE_MAX;
	while (word_next(&r, &x)) {
		if (quoted && x.same_place)
			continue;
		if (x.same_place) /* "Software-Entwicklung" is searched by its parts */
			while (q->n > before && q->words[q->n - 1].from >= from + x.from)
				q->n--;
		add_word(q, &x, from, phrase, a);
		end = from + x.to;
	}
	if (quoted)
		q->phrases += q->n > before;
	else if (q->n > before && end <= to)
		q->words[q->n - 1].open = true;
}

/* Drops common words beside others, unless they are quoted. Alone they may be somebody's name. */
static void drop_common(question *q)
{
	bool any = false;
	size_t n = 0;
	for (size_t i = 0; i < q->n; i++)
		any = any || q->words[i].phrase != 0 || !word_is_common(q->words[i].low);
	for (size_t i = 0; i < q->n && any; i++)
		if (q->words[i].phrase != 0 || !word_is_common(q->words[i].low))
			q->words[n++] = q->words[i];
	q->common = q->n > 0 && !any;
	if (any)
		q->n = n;
}

void search_read(question *out, th_str text, th_arena *a)
{
	size_t i = 0, from, to;
	bool quoted = false;
	*out = (question){.text = th_str_dup(a, text)};
	while (next_piece(out->text, &i, &from, &to, &quoted)) {
		read_piece(out, out->text, from, to, quoted, a);
		quoted = !quoted;
	}
	for (size_t k = 0; k + 1 < out->n; k++)
		out->words[k].open = false;
	drop_common(out);
}
