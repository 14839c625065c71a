/* check_people.c -- insults, defamation, and names of customers who want to stay unnamed.
 *
 * Called by check_text.c with the matches of the lists. Reporting an insult is not insulting: what
 * is in quotation marks beside "said", or after "called me", tells what happened. Must never judge
 * an opinion; nothing here could. */
#include "check.h"

enum { REACH = 400 }; /* octets of a sentence to look at */

static const char *const openers[] = {"„", "“", "«", "»", "\"", "‚", "‘", "‹", "›"};
static const char *const closers[] = {"“", "”", "»", "«", "\"", "‘", "’", "›", "‹"};

static bool any_at(th_str s, size_t at, const char *const *marks, size_t count)
{
	unsigned char c = (unsigned char)s.p[at];
	if (c != '"' && c != 0xe2 && c != 0xc2) /* every quotation mark begins with one of these */
		return false;
	for (size_t k = 0; k < count; k++)
		if (th_str_starts(th_str_sub(s, at, at + 3), th_strz(marks[k])))
			return true;
	return false;
}

static bool is_opener(th_str s, size_t at)
{
	return any_at(s, at, openers, TH_COUNT(openers));
}

static bool is_closer(th_str s, size_t at)
{
	return any_at(s, at, closers, TH_COUNT(closers));
}

/* The quotation around [from, to) within its block; false: not in quotation marks. */
static bool quotation(const prose *p, size_t from, size_t to, prose_span *out)
{
	th_str s = p->file;
	size_t open = from, close = to;
	for (;; open--) {
		if (open == 0 || from - open > REACH || p->kind[open - 1] == PROSE_BREAK)
			return false;
		if (is_opener(s, open - 1))
			break;
		if (is_closer(s, open - 1) &&
		    !th_str_starts(th_str_sub(s, open - 1, s.n), TH_S("’")))
			return false; /* an apostrophe closes nothing */
	}
	for (; close < s.n && !is_closer(s, close); close++)
		if (close - to > REACH || p->kind[close] == PROSE_BREAK || is_opener(s, close))
			return false;
	*out = (prose_span){open - 1, close};
	return close < s.n;
}

/* The sentence around a span: from and to a . ! ? before a blank, or the end of the block. */
static prose_span sentence(const prose *p, prose_span at)
{
	th_str s = p->file;
	size_t from = at.from, to = at.to;
	while (from > 0 && at.from - from < REACH && p->kind[from - 1] != PROSE_BREAK &&
	       !(memchr(".!?", s.p[from - 1], 3) && (s.p[from] == ' ' || s.p[from] == '\n')))
		from--;
	while (to < s.n && to - at.to < REACH && p->kind[to] != PROSE_BREAK &&
	       memchr(".!?", s.p[to], 3) == NULL)
		to++;
	return (prose_span){from, to};
}

static bool inside(prose_span span, prose_span in)
{
	return span.from >= in.from && span.to <= in.to;
}

static prose_span span_of(const prose *p, const prose_hit *h)
{
	return (prose_span){p->words.v[h->first].from, p->words.v[h->end - 1].to};
}

/* Is there a match of that role in the span but not in `but`? Searches around match `i`. */
static bool hit_within(const prose *p, size_t i, word_role role, prose_span in, prose_span but)
{
	while (i > 0 && span_of(p, &p->hits.v[i - 1]).from >= in.from)
		i--;
	for (; i < p->hits.n && span_of(p, &p->hits.v[i]).from < in.to; i++) {
		prose_span at = span_of(p, &p->hits.v[i]);
		if (p->hits.v[i].role == role && inside(at, in) && !inside(at, but))
			return true;
	}
	return false;
}

static bool reported(const prose *p, size_t i)
{
	prose_span word = span_of(p, &p->hits.v[i]), quote;
	if (quotation(p, word.from, word.to, &quote) &&
	    hit_within(p, i, WORD_QUOTED, sentence(p, quote), quote))
		return true;
	return hit_within(p, i, WORD_REPORTED, sentence(p, word), (prose_span){0, 0});
}

void check_people(check *c)
{
	const prose *p = c->prose;
	static const guideline_rule_id rule_of[] = {
	    [WORD_INSULT] = GUIDELINE_INSULT,
	    [WORD_DEFAMATION] = GUIDELINE_DEFAMATION,
	    [WORD_NDA] = GUIDELINE_NDA,
	};
	for (size_t i = 0; i < p->hits.n; i++) {
		const prose_hit *h = &p->hits.v[i];
		if (h->role >= TH_COUNT(rule_of) || !c->rules->rule[rule_of[h->role]].on)
			continue;
		if (h->role != WORD_NDA && reported(p, i))
			continue;
		prose_span at = span_of(p, h);
		check_report(c, rule_of[h->role], at.from, th_str_sub(p->file, at.from, at.to));
	}
}
