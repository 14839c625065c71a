/* habits.c -- what authors who know CommonMark write and discount reads otherwise: here it is
 * written in discount's own way. Also what only that parser needs bounded. Called by discount.c;
 * the text is within the bounds of prepare.c. */
#include "habits.h"
#include "engine.h"

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

/* Follows fences; true when this line opens one. */
static bool follow_fence(lines *l, th_str line)
{
	th_str s = th_str_trim(line);
	char c = s.n > 0 ? s.p[0] : 0;
	size_t n = c == '`' || c == '~' ? run_of(s, 0, c) : 0;
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
	size_t indent = indent_of(line), mark = prepare_item_mark(bare, 0);
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
static size_t mend_line(th_buf *out, lines *l, th_str line, th_str next)
{
	bool inside = l->fence != 0, opens = follow_fence(l, line), blank = l->blank;
	th_str bare = th_str_trim(line);
	l->blank = bare.n == 0;
	if (inside && l->fence_from > 0) {
		if (l->fence != 0) {
			size_t i = put_item_code(out, l, line);
			return i;
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
	size_t mark = prepare_item_mark(line, 0);
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
	size_t hashes = run_of(line, 0, '#');
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

/* "\\" at the end of a line breaks it, as two spaces do. */
static bool breaks_line(th_str line, size_t from)
{
	return line.n > from + 1 && line.p[line.n - 1] == '\\' && line.p[line.n - 2] != '\\';
}

/* The rest of a line; a footnote that is referred to again is a link to the same. */
static void put_words(th_buf *out, th_str line, footnotes *notes, size_t *ticks)
{
	size_t from = 0, i = 0;
	while (i < line.n) {
		if (line.p[i] == '\\') {
			i += 2;
		} else if (line.p[i] == '`') {
			size_t n = run_of(line, i, '`');
			*ticks = *ticks == 0 ? n : *ticks == n ? 0 : *ticks;
			i += n;
		} else if (line.p[i] == '[' && *ticks == 0 && i + 1 < line.n &&
			   line.p[i + 1] == '^') {
			th_buf_add(out, th_str_sub(line, from, i));
			from = i;
			size_t n = notes_put(out, notes, line, i);
			i += n > 0 ? n : 1;
			from = n > 0 ? i : from;
		} else {
			i++;
		}
	}
	th_buf_add(out, th_str_sub(line, from, line.n));
}

void habits_mend(th_buf *out, th_str md, render_job *j)
{
	th_str rest = md, line;
	lines l = {0};
	footnotes notes = {0};
	size_t together = 0; /* lines without a blank one between them */
	size_t ticks = 0;    /* in a code span: the length of its backticks */
	notes_find(&notes, rest, j->a);
	th_buf_reserve(out, md.n + 2);
	while (take_line(&rest, &line)) {
		bool fenced = l.fence != 0;
		j->long_word = j->long_word || has_long_word(line);
		/* The parser goes through all lines of an item, a definition, a note for each. */
		if (!fenced && !is_row(&l, line) && ++together % RENDER_TOGETHER == 0)
			th_buf_addc(out, '\n');
		size_t i = mend_line(out, &l, line, rest);
		if (th_str_trim(line).n == 0)
			ticks = together = 0;
		bool code = fenced || l.fence != 0,
		     br = !code && rest.n > 0 && breaks_line(line, i);
		th_str words = th_str_sub(line, i, line.n - br);
		if (code)
			th_buf_add(out, words);
		else
			put_words(out, words, &notes, &ticks);
		th_buf_addz(out, br ? "  \n" : "\n");
	}
}
