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
	bool text;  /* the line before belongs to a paragraph that stands in no list or quote */
	bool blank; /* the line before is blank */
	bool table; /* the line before belongs to a table */
	size_t items[RENDER_QUOTES]; /* columns at which the texts of the open list items begin */
	size_t depth;
	size_t fence_from; /* the fence stands in an item, at this column; 0: in none */
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
	size_t i = 0, from;
	while (i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'))
		i++;
	from = i;
	while (i < line.n && (line.p[i] == '`' || line.p[i] == '~'))
		i++;
	th_buf_add(out, th_str_sub(line, 0, i - from > RENDER_OPEN ? from + RENDER_OPEN : i));
	from = i;
	while (i < line.n && line.p[i] != '\0' && strchr("\"'<>&`", line.p[i]) == NULL)
		i++;
	th_buf_add(out, th_str_sub(line, from, i));
	return line.n;
}

/* ---- lists ---- */

/* Columns of white space at the head of a line. */
static size_t indent_of(th_str line)
{
	size_t columns = 0;
	for (size_t i = 0; i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'); i++)
		columns += line.p[i] == '\t' ? 4 - columns % 4 : 1;
	return columns;
}

/* Notes which list items are open behind this line. */
static void follow_items(lines *l, th_str line, th_str bare)
{
	size_t indent = indent_of(line), mark = item_mark(bare, 0);
	if (bare.n == 0 || (mark == 0 && indent > 0))
		return;
	while (l->depth > 0 && (mark == 0 || l->items[l->depth - 1] > indent))
		l->depth--;
	if (mark > 0 && indent < RENDER_INDENT / 2 && l->depth < TH_COUNT(l->items))
		l->items[l->depth++] = indent + mark;
}

/* The parser knows fenced code at the top alone; in a list item it is written as indented code.
 * True when this line, which opens a fence, stands in an item. */
static bool opens_in_item(lines *l, th_str line)
{
	size_t indent = indent_of(line);
	while (l->depth > 1 && l->items[l->depth - 1] > indent)
		l->depth--;
	if (l->depth == 0 || indent < 2)
		return false;
	l->fence_from = indent;
	return true;
}

/* The head of a line of such code: what the fence was indented by goes, what the item asks for
 * comes. Returns how much of the line that was. */
static size_t put_item_code(th_buf *out, const lines *l, th_str line)
{
	size_t columns = 0, i = 0;
	while (i < line.n && columns < l->fence_from && (line.p[i] == ' ' || line.p[i] == '\t'))
		columns += line.p[i++] == '\t' ? 4 - columns % 4 : 1;
	if (th_str_trim(line).n == 0)
		return line.n;
	size_t before = l->items[l->depth - 1] + 4;
	before += columns > l->fence_from ? columns - l->fence_from : 0;
	for (size_t k = 0; k < before; k++)
		th_buf_addc(out, ' ');
	return i;
}

/* A blank line before what may interrupt a paragraph: a fence, a list, a table. "#Hashtag" at the
 * head of a line is no heading. Returns how many octets of the line it has dealt with itself. */
static size_t mend_line(th_buf *out, lines *l, th_str line, th_str next, bool *flat)
{
	bool inside = l->fence != 0, opens = follow_fence(l, line), blank = l->blank;
	th_str bare = th_str_trim(line);
	l->blank = bare.n == 0;
	if (inside && l->fence_from > 0) {
		if (l->fence != 0) {
			size_t i = put_item_code(out, l, line);
			return i + put_head(out, th_str_sub(line, i, line.n), flat);
		}
		l->fence_from = 0;
		l->blank = true;
		return line.n;
	}
	if (inside)
		return 0;
	if (opens && opens_in_item(l, line)) {
		if (!blank)
			th_buf_addc(out, '\n');
		return line.n;
	}
	follow_items(l, line, bare);
	size_t mark = item_mark(line, 0);
	bool list = mark > 0 && bare.n > mark && (strchr("-+*", line.p[0]) || line.p[0] == '1');
	bool table = bare.n > 1 && bare.p[0] == '|' && th_str_starts(next, TH_S("|")) &&
		     next.n > 1 && strchr(" :-", next.p[1]) != NULL;
	l->table = table || (l->table && th_str_starts(line, TH_S("|")));
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

/* What a paragraph has left open so far. */
typedef struct opens {
	size_t brackets; /* [ */
	size_t targets;  /* ]( */
	size_t angles;   /* < */
	size_t ticks;    /* in a code span: the length of its backticks */
	bool code;       /* in a fenced block */
	footnotes notes;
} opens;

/* Whether the parser would have to look for the end of too many things from here on. */
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

/* The rest of a line; what would be one too many is escaped, endless backticks are shortened. */
static void put_rest(th_buf *out, th_str line, size_t i, opens *o, bool *flat)
{
	size_t from = i;
	while (i < line.n) {
		if (line.p[i] == '\\') {
			i += 2;
			continue;
		}
		if (line.p[i] == '`') {
			size_t n = run(line, i, '`');
			o->ticks = o->ticks == 0 ? n : o->ticks == n ? 0 : o->ticks;
			if (n > RENDER_OPEN) {
				*flat = true;
				th_buf_add(out, th_str_sub(line, from, i + RENDER_OPEN));
				from = i + n;
			}
			i += n;
			continue;
		}
		if (line.p[i] == '[' && !o->code && o->ticks == 0 && i + 1 < line.n &&
		    line.p[i + 1] == '^') {
			th_buf_add(out, th_str_sub(line, from, i));
			from = i;
			size_t n = notes_put(out, &o->notes, line, i);
			if (n > 0) {
				from = i += n;
				continue;
			}
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

/* The parser copies the rest of a line behind each block of HTML in it, so that a line of thousands
 * of them would fill the memory: a very long line is taken in parts, cut before a tag. */
static bool take_line(th_str *rest, th_str *line)
{
	th_str whole = *rest;
	if (!th_str_split(rest, '\n', line))
		return false;
	if (line->n <= RENDER_LINE)
		return true;
	for (size_t i = RENDER_LINE / 4; i < line->n; i++)
		if (line->p[i] == '<') {
			*line = th_str_sub(whole, 0, i);
			*rest = th_str_sub(whole, i, whole.n);
			break;
		}
	return true;
}

static bool has_long_word(th_str line)
{
	while (line.n > RENDER_WORD) {
		size_t n = 0;
		while (n < line.n && line.p[n] != ' ')
			n++;
		if (n > RENDER_WORD)
			return true;
		line = th_str_sub(line, n + 1, line.n);
	}
	return false;
}

/* A line of a table that stands in no list; there may be thousands, and they must stay together. */
static bool is_row(const lines *l, th_str line)
{
	return l->table && l->depth == 0 && th_str_starts(line, TH_S("|"));
}

/* ---- tables ---- */

/* The parser fills each row up to the width of the header, so that a wide header and many short
 * rows, which are a few octets each, would make a page of megabytes. */
typedef struct filling {
	size_t columns; /* of the table that may be open; 0: none is */
	size_t before;  /* pipes in the line before */
	size_t filled;  /* cells in this text that nobody has written */
} filling;

/* True when the line would take too many empty cells: it and those below are text. Fenced code is
 * counted too, since the parser may see no fence where prepare_markdown sees one. */
static bool fills_too_much(filling *f, th_str line)
{
	size_t pipes = 0, other = 0, marks = 0, before = f->before;
	for (size_t i = 0; i < line.n; i++) {
		char c = line.p[i];
		pipes += c == '|';
		marks += c == '-';
		other += c == '\0' || strchr("|-: \t>", c) == NULL;
	}
	f->before = pipes;
	if (pipes + marks + other == 0) {
		f->columns = 0;
		return false;
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
	th_buf clean = {0};
	prepare_bytes(&clean, md);
	th_str rest = th_buf_str(&clean), line;
	lines l = {0};
	opens o = {0};
	filling fill = {0};
	size_t together = 0; /* lines without a blank one between them */
	notes_find(&o.notes, rest, j->a);
	th_buf_reserve(out, clean.n + 2);
	if (th_str_starts(rest, TH_S("\xef\xbb\xbf")))
		rest = th_str_sub(rest, 3, rest.n);
	while (take_line(&rest, &line)) {
		bool flat = false, fenced = l.fence != 0;
		j->long_word = j->long_word || has_long_word(line);
		size_t at = (size_t)(line.p - clean.p);
		/* The parser goes through all lines of an item, a definition, a note for each. */
		if (!fenced && !is_row(&l, line) && ++together % RENDER_TOGETHER == 0)
			th_buf_addc(out, '\n');
		if (fills_too_much(&fill, line)) {
			th_buf_addc(out, '\n');
			report_table(j, at);
		}
		size_t i = mend_line(out, &l, line, rest, &flat);
		if (i == 0)
			i = put_head(out, line, &flat);
		if (i == line.n) {
			o = (opens){.notes = o.notes};
			together = 0;
		}
		o.code = fenced || l.fence != 0;
		/* "\\" at the end of a line breaks it, as two spaces do */
		bool br = !fenced && line.n > i + 1 && line.p[line.n - 1] == '\\' &&
			  line.p[line.n - 2] != '\\' && rest.n > 0;
		put_rest(out, th_str_sub(line, 0, line.n - br), i, &o, &flat);
		th_buf_addz(out, br ? "  \n" : "\n");
		if (flat)
			report_flattened(j, at);
	}
	th_buf_free(&clean);
}
