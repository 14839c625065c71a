/* notes.c -- footnotes with more than one reference. The parser makes a link of the first [^a] only
 * and shows the others as they are; here later ones become links to the same note. Called by
 * prepare.c, which knows what is code. Numbers follow the parser's: by first reference. */
#include "parts.h"

/* [^name], at i in the line: its length, or 0. */
static size_t reference(th_str line, size_t i, th_str *name)
{
	if (line.n - i < 4 || line.p[i] != '[' || line.p[i + 1] != '^')
		return 0;
	th_str rest = th_str_sub(line, i + 2, i + 68);
	ptrdiff_t end = th_str_chr(rest, ']');
	if (end <= 0)
		return 0;
	*name = th_str_sub(rest, 0, (size_t)end);
	return (size_t)end + 3;
}

void notes_find(footnotes *ns, th_str md, th_arena *a)
{
	th_str line, name;
	th_map_init(&ns->defined, a);
	if (th_str_find(md, TH_S("[^")) < 0)
		return;
	while (th_str_split(&md, '\n', &line) && ns->defined.n < 1000) {
		size_t n = reference(line, 0, &name);
		if (n > 0 && n < line.n && line.p[n] == ':')
			th_map_put(&ns->defined, name, TH_NEW(a, footnote));
	}
}

size_t notes_put(th_buf *out, footnotes *ns, th_str line, size_t i)
{
	th_str name;
	size_t n = ns->defined.n > 0 ? reference(line, i, &name) : 0;
	footnote *have = n > 0 ? th_map_get(&ns->defined, name) : NULL;
	if (have == NULL || (i == 0 && n < line.n && line.p[n] == ':'))
		return 0;
	if (have->number == 0) {
		have->number = ++ns->count;
		return 0;
	}
	th_buf_addf(out, "<sup><a href=\"#fn:%u\">%u</a></sup>", have->number, have->number);
	return n;
}
