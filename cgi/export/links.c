/* links.c -- the addresses of this hub in a page, a feed or a style sheet. Called by crawl.c. Looks
 * at the bytes and not at the markup, so that a theme may write what it likes: an address begins
 * behind a quotation mark, an equals sign, a bracket, a comma or white space. */
#include "export.h"

/* Characters that end an address, or begin what is no part of a path. */
static bool ends(char c)
{
	return th_is_space(c) || (c != '\0' && strchr("\"'<>()\\,;#?&{}|^`", c) != NULL);
}

/* May an address begin behind this? */
static bool begins_behind(th_str text, size_t i)
{
	return i == 0 || th_is_space(text.p[i - 1]) || strchr("\"'=(,>;", text.p[i - 1]) != NULL;
}

static bool is_at(th_str text, size_t i, th_str what)
{
	return i + what.n <= text.n && memcmp(text.p + i, what.p, what.n) == 0;
}

void links_each(
    th_str text, th_str origin, th_str prefix, void (*each)(void *ctx, th_str href), void *ctx)
{
	size_t i = 0;
	while (i < text.n) {
		const char *slash = memchr(text.p + i, '/', text.n - i);
		if (slash == NULL)
			return;
		i = (size_t)(slash - text.p);
		bool ours = i >= origin.n && origin.n > 0 && is_at(text, i - origin.n, origin);
		size_t end = i + prefix.n;
		if ((!ours && !begins_behind(text, i)) || !is_at(text, i, prefix) ||
		    end >= text.n || text.p[end] != '/' ||
		    (prefix.n == 0 && end + 1 < text.n && text.p[end + 1] == '/')) {
			i++;
			continue;
		}
		while (end < text.n && !ends(text.p[end]))
			end++;
		each(ctx, th_str_sub(text, i, end));
		i = end;
	}
}
