/* lost.c -- words that an author wrote but YAML ignores: what follows # after a value without
 * quotes. Called by yaml.c, which reports them. */
#include "parts.h"

static bool is_break(char c)
{
	return c == '\n' || c == '\r';
}

static th_str line_of(yaml_lines *l, size_t number)
{
	while (l->number < number && l->at < l->text.n) {
		size_t i = l->at;
		while (i < l->text.n && !is_break(l->text.p[i]))
			i++;
		if (i < l->text.n)
			i += l->text.p[i] == '\r' && i + 1 < l->text.n && l->text.p[i + 1] == '\n'
				 ? 2
				 : 1;
		l->at = i;
		l->number++;
	}
	size_t end = l->at;
	while (end < l->text.n && !is_break(l->text.p[end]))
		end++;
	return l->number == number ? th_str_sub(l->text, l->at, end) : TH_NONE;
}

th_str yaml_comment_behind(yaml_lines *l, size_t line, size_t column)
{
	th_str text = line_of(l, line);
	size_t i = 0;
	while (column-- > 0 && i < text.n)
		th_utf8_next(text, &i);
	size_t from = i;
	while (i < text.n && (text.p[i] == ' ' || text.p[i] == '\t'))
		i++;
	if (i == from || i + 1 >= text.n || text.p[i] != '#')
		return TH_NONE;
	unsigned char c = (unsigned char)text.p[i + 1];
	bool word =
	    c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	return word ? th_str_trim(th_str_sub(text, i, text.n)) : TH_NONE;
}
