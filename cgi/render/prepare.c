/* prepare.c -- makes Markdown harmless to the parser behind it, which recurses once a level and
 * looks for the end of each bracket anew: bytes that are no text go, levels of quotes and lists,
 * deep indents and unclosed brackets are bounded. Called by markdown.c before anything parses; what
 * ordinary texts hold passes unchanged. */
#include "parts.h"

/* Behind the last octet that is known to be good: ASCII text is passed at full speed. */
static size_t good_until(th_str s, size_t i)
{
	while (i < s.n) {
		unsigned char c = (unsigned char)s.p[i];
		if ((c >= 0x20 && c < 0x80) || c == '\n' || c == '\t') {
			i++;
			continue;
		}
		size_t at = i;
		int32_t cp = c < 0x80 ? -1 : th_utf8_next(s, &i);
		if (cp < 0 || cp == 0xfffe || cp == 0xffff)
			return at;
	}
	return i;
}

void prepare_bytes(th_buf *out, th_str s)
{
	th_buf_reserve(out, s.n + 1);
	for (size_t i = 0; i < s.n;) {
		size_t good = good_until(s, i);
		th_buf_add(out, th_str_sub(s, i, good));
		i = good;
		if (i == s.n)
			return;
		int32_t cp = th_utf8_next(s, &i);
		if (cp < 0)
			th_utf8_put(out, 0xfffd);
		else if (cp == '\r')
			th_buf_addz(out, i < s.n && s.p[i] == '\n' ? "" : "\n");
	}
}

/* Length of a list's mark with its space, or 0. */
static size_t item_mark(th_str line, size_t i)
{
	size_t from = i;
	if (i < line.n && strchr("-+*", line.p[i]) != NULL) {
		i++;
	} else {
		while (i < line.n && i - from < 9 && line.p[i] >= '0' && line.p[i] <= '9')
			i++;
		if (i == from || i >= line.n || (line.p[i] != '.' && line.p[i] != ')'))
			return 0;
		i++;
	}
	return i < line.n && (line.p[i] == ' ' || line.p[i] == '\t') ? i - from + 1 : 0;
}

/* Copies white space and marks at the head of the line, within bounds; returns their length. */
static size_t put_head(th_buf *out, th_str line, bool *flat)
{
	size_t i = 0, marks = 0, columns = 0;
	for (;;) {
		while (i < line.n && (line.p[i] == ' ' || line.p[i] == '\t')) {
			columns += line.p[i] == '\t' ? 4 : 1;
			if (columns <= RENDER_INDENT)
				th_buf_addc(out, line.p[i]);
			else
				*flat = true;
			i++;
		}
		size_t mark = i < line.n && line.p[i] == '>' ? 1 : item_mark(line, i);
		if (mark == 0)
			return i;
		if (++marks <= RENDER_QUOTES)
			th_buf_add(out, th_str_sub(line, i, i + mark));
		else
			*flat = true;
		i += mark;
	}
}

/* What the parser reads otherwise than authors who know CommonMark mean it. */
typedef struct lines {
	char fence; /* inside a fenced block: its character; else 0 */
	size_t fence_n;
	bool text; /* the line before belongs to a paragraph that stands in no list or quote */
} lines;

static size_t run(th_str s, size_t i, char c)
{
	size_t from = i;
	while (i < s.n && s.p[i] == c)
		i++;
	return i - from;
}

/* Follows fences; true when this line opens one. */
static bool follow_fence(lines *l, th_str line)
{
	th_str s = th_str_trim(line);
	char c = s.n > 0 ? s.p[0] : 0;
	size_t n = c == '`' || c == '~' ? run(s, 0, c) : 0;
	if (n < 3)
		return false;
	if (l->fence == 0) {
		if (c == '`' && th_str_chr(th_str_sub(s, n, s.n), '`') >= 0)
			return false;
		l->fence = c;
		l->fence_n = n;
		return true;
	}
	if (c == l->fence && n >= l->fence_n && n == s.n)
		l->fence = 0;
	return false;
}

/* The parser puts what stands behind a fence into an attribute as it is: a word, no more. */
static size_t put_fence(th_buf *out, th_str line)
{
	size_t i = 0;
	while (i < line.n && strchr(" \t`~", line.p[i]) != NULL)
		i++;
	while (i < line.n && line.p[i] != '\0' && strchr("\"'<>&`", line.p[i]) == NULL)
		i++;
	th_buf_add(out, th_str_sub(line, 0, i));
	return line.n;
}

/* A blank line before what may interrupt a paragraph: a fence, a list, a table. "#Hashtag" at the
 * head of a line is no heading. Returns how many octets of the line it has written itself. */
static size_t mend_line(th_buf *out, lines *l, th_str line, th_str next)
{
	bool inside = l->fence != 0, opens = follow_fence(l, line);
	th_str bare = th_str_trim(line);
	if (inside)
		return 0;
	size_t mark = item_mark(line, 0);
	bool list = mark > 0 && bare.n > mark && (strchr("-+*", line.p[0]) || line.p[0] == '1');
	bool table = bare.n > 1 && bare.p[0] == '|' && th_str_starts(next, TH_S("|")) &&
		     next.n > 1 && strchr(" :-", next.p[1]) != NULL;
	if (l->text && (opens || list || table))
		th_buf_addc(out, '\n');
	if (opens) {
		l->text = false;
		return put_fence(out, line);
	}
	size_t hashes = run(line, 0, '#');
	bool hashtag =
	    hashes > 0 && hashes < line.n && line.p[hashes] != ' ' && line.p[hashes] != '\t';
	l->text = bare.n > 0 && mark == 0 && !table && strchr("|>", bare.p[0]) == NULL &&
		  (hashes == 0 || hashtag) && (l->text || (line.p[0] != ' ' && line.p[0] != '\t'));
	if (hashtag) {
		th_buf_addc(out, '\\');
		th_buf_add(out, th_str_sub(line, 0, hashes));
		return hashes;
	}
	return 0;
}

/* The rest of a line, with a bounded number of brackets left open in the paragraph. */
static void put_rest(th_buf *out, th_str line, size_t i, size_t *brackets, bool *flat)
{
	size_t from = i;
	for (; i < line.n; i++) {
		if (line.p[i] == '\\') {
			i++;
		} else if (line.p[i] == ']') {
			*brackets -= *brackets > 0;
		} else if (line.p[i] == '[' && ++*brackets > RENDER_BRACKETS) {
			*flat = true;
			th_buf_add(out, th_str_sub(line, from, i));
			th_buf_addc(out, '\\');
			from = i;
		}
	}
	th_buf_add(out, th_str_sub(line, from, line.n));
}

void prepare_markdown(th_buf *out, th_str md, render_job *j)
{
	th_buf clean = {0};
	prepare_bytes(&clean, md);
	th_str rest = th_buf_str(&clean), line;
	lines l = {0};
	size_t brackets = 0;
	th_buf_reserve(out, clean.n + 2);
	if (th_str_starts(rest, TH_S("\xef\xbb\xbf")))
		rest = th_str_sub(rest, 3, rest.n);
	while (th_str_split(&rest, '\n', &line)) {
		bool flat = false, fenced = l.fence != 0;
		size_t at = (size_t)(line.p - clean.p);
		size_t i = mend_line(out, &l, line, rest);
		if (i == 0)
			i = put_head(out, line, &flat);
		if (i == line.n)
			brackets = 0;
		/* "\\" at the end of a line breaks it, as two spaces do */
		bool br = !fenced && line.n > i + 1 && line.p[line.n - 1] == '\\' &&
			  line.p[line.n - 2] != '\\' && rest.n > 0;
		put_rest(out, th_str_sub(line, 0, line.n - br), i, &brackets, &flat);
		th_buf_addz(out, br ? "  \n" : "\n");
		if (flat)
			report_flattened(j, at);
	}
	th_buf_free(&clean);
}
