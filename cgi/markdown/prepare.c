/* prepare.c -- makes Markdown harmless for any parser, which may recurse once per level or search
 * for the end of each bracket: removes bytes that are not text, and bounds levels of quotes and
 * lists, deep indents, unclosed brackets and wide tables. Called by markdown.c before anything
 * parses; ordinary texts pass unchanged. */
#include "parts.h"

/* The offset after the last octet known to be good: ASCII text passes at full speed. */
static size_t good_until(th_str s, size_t i, bool output)
{
	while (i < s.n) {
		unsigned char c = (unsigned char)s.p[i];
		if ((c >= 0x20 && c < 0x80) || c == '\n' || c == '\t') {
			i++;
			continue;
		}
		size_t at = i;
		int32_t cp = c < 0x80 ? -1 : th_utf8_next(s, &i);
		bool none = (cp & 0xfffe) == 0xfffe || (cp >= 0xfdd0 && cp <= 0xfdef);
		if (cp < 0 || cp == 0xfffe || cp == 0xffff || (none && !output))
			return at;
	}
	return i;
}

static void put_bytes(th_buf *out, th_str s, bool output)
{
	th_buf_reserve(out, s.n + 1);
	for (size_t i = 0; i < s.n;) {
		size_t good = good_until(s, i, output);
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

void prepare_bytes(th_buf *out, th_str s)
{
	put_bytes(out, s, false);
}

void prepare_output(th_buf *out, th_str s)
{
	put_bytes(out, s, true);
}

size_t run_of(th_str s, size_t i, char c)
{
	size_t from = i;
	while (i < s.n && s.p[i] == c)
		i++;
	return i - from;
}

size_t prepare_item_mark(th_str line, size_t i)
{
	size_t from = i;
	if (i < line.n && strchr("-+*", line.p[i]) != NULL) {
		i++;
	} else {
		while (i < line.n && i - from < 9 && th_is_digit(line.p[i]))
			i++;
		if (i == from || i >= line.n || (line.p[i] != '.' && line.p[i] != ')'))
			return 0;
		i++;
	}
	return i < line.n && th_is_blank(line.p[i]) ? i - from + 1 : 0;
}

/* Copies white space and marks at the start of the line, within bounds; returns their length. */
static size_t put_head(th_buf *out, th_str line, bool *flat)
{
	size_t i = 0, marks = 0, columns = 0;
	for (;;) {
		while (i < line.n && th_is_blank(line.p[i])) {
			columns += line.p[i] == '\t' ? 4 : 1;
			if (columns <= RENDER_INDENT)
				th_buf_addc(out, line.p[i]);
			else
				*flat = true;
			i++;
		}
		size_t mark = i < line.n && line.p[i] == '>' ? 1 : prepare_item_mark(line, i);
		if (mark == 0)
			return i;
		if (++marks <= RENDER_QUOTES)
			th_buf_add(out, th_str_sub(line, i, i + mark));
		else
			*flat = true;
		i += mark;
	}
}

/* What a paragraph has left open so far. */
typedef struct opens {
	size_t brackets; /* [ */
	size_t targets;  /* ]( */
	size_t angles;   /* < */
	size_t ticks;    /* in a code span: the length of its backticks */
} opens;

/* Would the parser have to search for the end of too many things from here on? */
static bool is_too_many(opens *o, th_str line, size_t i)
{
	switch (line.p[i]) {
	case '[':
		return ++o->brackets > RENDER_BRACKETS;
	case ']':
		o->brackets -= o->brackets > 0;
		return false;
	case '(':
		return i > 0 && line.p[i - 1] == ']' && ++o->targets > RENDER_OPEN;
	case ')':
		o->targets = 0;
		return false;
	case '<':
		return ++o->angles > RENDER_OPEN;
	case '>':
		o->angles = 0;
		return false;
	default:
		return false;
	}
}

/* The rest of a line; escapes what would exceed a limit, shortens endless backticks. */
static void put_rest(th_buf *out, th_str line, size_t i, opens *o, bool *flat, bool *wide)
{
	static const bool marks[256] = {['\\'] = true,
	    ['`'] = true,
	    ['|'] = true,
	    ['['] = true,
	    [']'] = true,
	    ['('] = true,
	    [')'] = true,
	    ['<'] = true,
	    ['>'] = true};
	size_t from = i, pipes = 0;
	while ((i = plain_until(line, i, marks)) < line.n) {
		if (line.p[i] == '\\') {
			i += 2;
			continue;
		}
		if (line.p[i] == '`') {
			size_t n = run_of(line, i, '`');
			o->ticks = o->ticks == 0 ? n : o->ticks == n ? 0 : o->ticks;
			if (n > RENDER_OPEN) {
				*flat = true;
				th_buf_add(out, th_str_sub(line, from, i + RENDER_OPEN));
				from = i + n;
			}
			i += n;
			continue;
		}
		if (line.p[i] == '|' && ++pipes > RENDER_COLUMNS) {
			*wide = true;
			th_buf_add(out, th_str_sub(line, from, i));
			th_buf_addc(out, '\\');
			from = i;
		}
		if (is_too_many(o, line, i)) {
			*flat = true;
			th_buf_add(out, th_str_sub(line, from, i));
			th_buf_addz(out, line.p[i] == '<' ? "&lt;" : "\\");
			from = i + (line.p[i] == '<');
		}
		i++;
	}
	th_buf_add(out, th_str_sub(line, from, line.n));
}

/* ---- definitions: [a]: address "title" ---- */

/* The limit for a definition, so that a text with `uses` brackets does not become a page many times
 * its size. */
static size_t definition_limit(th_str md)
{
	size_t uses = 1;
	for (const char *p = md.p, *end = md.p + md.n; p < end; p++) {
		p = memchr(p, '[', (size_t)(end - p));
		if (p == NULL)
			break;
		uses++;
	}
	size_t limit = RENDER_EXPANDED / uses;
	return limit > RENDER_TAG ? RENDER_TAG : limit;
}

/* Is the definition at `i` of the line, which may continue on the next ones, longer than
 * `limit`? */
static bool is_long_definition(th_str line, size_t i, th_str rest, size_t limit)
{
	if (i >= line.n || line.p[i] != '[')
		return false;
	ptrdiff_t end = th_str_find(th_str_sub(line, i, i + 1024), TH_S("]:"));
	if (end < 0)
		return false;
	if (line.n > limit)
		return true;
	th_str value = th_str_trim(th_str_sub(line, i + (size_t)end + 2, line.n)), next = rest;
	if (value.n == 0) { /* its address is on the next line */
		th_str_split(&next, '\n', &value);
		if (value.n > limit)
			return true;
	}
	for (size_t k = 0; k < value.n; k++) {
		char q = value.p[k];
		if ((q != '"' && q != '\'' && q != '(') || (k > 0 && value.p[k - 1] != ' '))
			continue;
		q = q == '(' ? ')' : q;
		if (th_str_chr(th_str_sub(value, k + 1, value.n), q) >= 0)
			return false;
		th_str title = th_str_sub(next, 0, limit); /* continues below */
		ptrdiff_t close = th_str_chr(title, q), blank = th_str_find(title, TH_S("\n\n"));
		return close < 0 && blank < 0 && next.n > limit;
	}
	return false;
}

/* ---- tables ---- */

/* The parser fills each row to the width of the header, so a wide header and many short rows of a
 * few octets would make a page of megabytes. */
typedef struct filling {
	size_t columns; /* of the table that may be open; 0: none */
	size_t before;  /* pipes in the line before */
	size_t filled;  /* cells in this text that nobody wrote */
	size_t marks;   /* lines since the last blank one that could be below a header */
} filling;

/* True when the line would need too many empty cells: it and those below are text. Counts fenced
 * code as well, since the parser may see no fence where prepare_markdown sees one. */
static bool fills_too_much(filling *f, th_str line)
{
	size_t pipes = 0, other = 0, marks = 0, before = f->before;
	for (size_t i = 0; i < line.n; i++) {
		char c = line.p[i];
		pipes += c == '|';
		marks += c == '-';
		if (c == '|' || c == '-' || c == ':' || c == ' ' || c == '\t' || c == '>')
			continue;
		other = 1; /* words: only the pipes count */
		const char *end = line.p + line.n, *p = line.p + i;
		while ((p = memchr(p, '|', (size_t)(end - p))) != NULL) {
			pipes++;
			p++;
		}
		break;
	}
	f->before = pipes;
	if (pipes + marks + other == 0) {
		f->columns = f->marks = 0;
		return false;
	}
	/* for each of them a parser goes through the paragraph again */
	if (other == 0 && marks > 0 && ++f->marks > RENDER_MARKS) {
		f->columns = f->marks = 0;
		return true;
	}
	if (f->columns > pipes + 1)
		f->filled += f->columns - pipes - 1;
	if (f->filled > RENDER_FILLED) {
		f->filled -= f->columns - pipes - 1;
		f->columns = 0;
		return true;
	}
	if (other == 0 && marks > 0 && before > 0 && before + 1 > f->columns)
		f->columns = before + 1;
	return false;
}

void prepare_markdown(th_buf *out, th_str md, render_job *j)
{
	th_str rest = md, line;
	opens o = {0};
	filling fill = {0};
	size_t definition = th_str_find(rest, TH_S("]:")) >= 0 ? definition_limit(rest) : 0;
	th_buf_reserve(out, md.n + 2);
	if (th_str_starts(rest, TH_S("\xef\xbb\xbf")))
		rest = th_str_sub(rest, 3, rest.n);
	while (th_str_split(&rest, '\n', &line)) {
		if (line.n == 0 && rest.p == NULL)
			break; /* there is no line after the last line feed */
		bool flat = false, wide = fills_too_much(&fill, line);
		size_t at = (size_t)(line.p - md.p);
		if (wide)
			th_buf_addc(out, '\n');
		size_t i = put_head(out, line, &flat);
		if (i == line.n)
			o = (opens){0};
		if (definition > 0 && is_long_definition(line, i, rest, definition)) {
			th_buf_addc(out, '\\');
			flat = true;
		}
		put_rest(out, line, i, &o, &flat, &wide);
		th_buf_addc(out, '\n');
		if (wide)
			report_table(j, at);
		if (flat)
			report_flattened(j, at);
	}
}
