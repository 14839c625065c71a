/* code.c -- which parts of Markdown are code, line by line: fences, indented blocks, spans. Used by
 * the steps before the parser (generator.c, unseen.c): code is shown as it is. When in doubt,
 * nothing is code. */
#include "parts.h"

void code_line(code_scan *c, th_str s, size_t i)
{
	th_str rest = th_str_sub(s, i, s.n), line;
	th_str_split(&rest, '\n', &line);
	size_t lead = 0;
	if (c->off)
		return;
	while (
	    lead < line.n && (line.p[lead] == ' ' || line.p[lead] == '\t' || line.p[lead] == '>'))
		lead++;
	th_str bare = th_str_trim(th_str_sub(line, lead, line.n));
	char first = bare.n > 0 ? bare.p[0] : 0;
	size_t marks = first == '`' || first == '~' ? run_of(bare, 0, first) : 0;
	if (c->fence != 0) {
		if (first == c->fence && marks >= c->fence_n && marks == bare.n)
			c->fence = 0;
		c->indented = true; /* the closing line itself holds nothing to look at */
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

size_t code_marks(code_scan *c, th_str s, size_t i)
{
	size_t n = run_of(s, i, '`');
	if (n == 0 || c->off || c->fence != 0 || c->indented)
		return 0;
	if (c->span == n) {
		c->span = 0;
	} else if (c->span == 0) { /* only when it ends in this paragraph */
		size_t k = i + n;
		while (k < s.n) {
			size_t m = run_of(s, k, '`');
			if (m == n) {
				c->span = n;
				break;
			}
			if (s.p[k] == '\n' && k + 1 < s.n && s.p[k + 1] == '\n')
				break;
			k += m ? m : 1;
		}
	}
	return n;
}

bool code_here(const code_scan *c)
{
	return c->fence != 0 || c->indented || c->span > 0;
}
