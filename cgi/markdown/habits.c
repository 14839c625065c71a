/* habits.c -- rewrites for discount what authors who know CommonMark write and discount reads
 * differently; also bounds what only that parser needs bounded. Called by discount.c; the text is
 * within the bounds of prepare.c. */
#include "habits.h"
#include "engine.h"

/* What is known about the lines so far. */
typedef struct lines {
	char fence; /* inside a fenced block: its character; else 0 */
	size_t fence_n;
	bool text;  /* the line before belongs to a paragraph outside lists and quotes */
	bool blank; /* the line before is blank */
	bool table; /* the line before belongs to a table */
	size_t items[RENDER_QUOTES]; /* columns where the texts of the open list items begin */
	size_t depth;
	bool quoted, quoted_item; /* the line before belongs to a quote: its words, its list */
	size_t fence_from;        /* the fence is in an item, at this column; 0: not in one */
} lines;

/* Tracks fences; true when this line opens one. */
static bool follow_fence(lines *l, th_str line)
{
	while (th_str_starts(line, TH_S(">")))
		line = th_str_trim(th_str_sub(line, 1, line.n));
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

/* The parser copies what follows a fence into an attribute: keep one word only. */
static size_t put_fence(th_buf *out, th_str line)
{
	size_t i = 0, from;
	while (i < line.n && strchr(" \t>", line.p[i]) != NULL)
		i++;
	from = i;
	while (i < line.n && (line.p[i] == '`' || line.p[i] == '~'))
		i++;
	th_buf_add(out, th_str_sub(line, 0, i - from > RENDER_OPEN ? from + RENDER_OPEN : i));
	while (i < line.n && th_is_blank(line.p[i]))
		i++;
	from = i;
	i += i < line.n && line.p[i] == '{';
	while (i < line.n && line.p[i] != '\0' && strchr(" \t\"'<>&`{}=", line.p[i]) == NULL)
		i++;
	if (i == line.n || line.p[i] != '=') /* linenos=table: no language */
		th_buf_add(out, th_str_sub(line, from, i));
	return line.n;
}

/* ---- lists ---- */

/* Columns of white space at the start of a line. */
static size_t indent_of(th_str line)
{
	size_t columns = 0;
	for (size_t i = 0; i < line.n && th_is_blank(line.p[i]); i++)
		columns += line.p[i] == '\t' ? 4 - columns % 4 : 1;
	return columns;
}

/* Tracks which list items are open after this line. */
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

/* The parser knows fenced code only at the top level; in a list item it is rewritten as indented
 * code. True when this line, which opens a fence, is in an item. */
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

/* The start of a line of such code: replaces the fence's indentation by the item's. Returns the
 * octets of the line that this handled. */
static size_t put_item_code(th_buf *out, const lines *l, th_str line)
{
	size_t columns = 0, i = 0;
	while (i < line.n && columns < l->fence_from && th_is_blank(line.p[i]))
		columns += line.p[i++] == '\t' ? 4 - columns % 4 : 1;
	if (th_str_trim(line).n == 0)
		return line.n;
	size_t before = l->items[l->depth - 1] + 4;
	before += columns > l->fence_from ? columns - l->fence_from : 0;
	for (size_t k = 0; k < before; k++)
		th_buf_addc(out, ' ');
	return i;
}

/* ---- lines ---- */

/* A list may follow the words of a quote directly. */
static void follow_quote(th_buf *out, lines *l, th_str line)
{
	th_str inner = th_str_trim(th_str_sub(line, 1, line.n));
	bool quote = th_str_starts(line, TH_S(">"));
	bool item = quote && prepare_item_mark(inner, 0) > 0;
	if (item && l->quoted && (strchr("-+*", inner.p[0]) != NULL || inner.p[0] == '1'))
		th_buf_addz(out, ">\n");
	l->quoted = quote && !item && inner.n > 0 && strchr("#>|`~", inner.p[0]) == NULL &&
		    (l->quoted || line.n < 3 || line.p[2] != ' ');
	l->quoted_item = item || (l->quoted_item && quote && inner.n > 0);
	l->quoted = l->quoted && !l->quoted_item;
}

/* "#Hashtag" at the start of a line, after marks and white space, is not a heading. */
static size_t put_hashtag(th_buf *out, th_str line)
{
	size_t i = 0, mark;
	for (;;) {
		while (i < line.n && strchr(" \t>", line.p[i]) != NULL)
			i++;
		if ((mark = prepare_item_mark(line, i)) == 0)
			break;
		i += mark;
	}
	size_t hashes = run_of(line, i, '#'), end = i + hashes;
	if (hashes == 0 || end >= line.n || th_is_blank(line.p[end]))
		return 0;
	th_buf_add(out, th_str_sub(line, 0, i));
	th_buf_addc(out, '\\');
	th_buf_add(out, th_str_sub(line, i, end));
	return end;
}

/* "- " between two items is an empty item; discount would take it as an underline of the item
 * before. */
static size_t put_empty_item(th_buf *out, const lines *l, th_str line, th_str bare)
{
	bool mark = bare.n == 1 && strchr("-+*", bare.p[0]) != NULL;
	for (size_t k = 0; k + 1 < bare.n && k < 9 && th_is_digit(bare.p[k]); k++)
		mark = k + 2 == bare.n && bare.p[k + 1] == '.';
	if (!mark || l->depth == 0 || l->text)
		return 0;
	while (line.n > 0 && strchr(" \t", line.p[line.n - 1]) != NULL)
		line.n--;
	th_buf_add(out, line);
	th_buf_addz(out, " <span></span>");
	return line.n;
}

/* Adds a blank line before what can interrupt a paragraph: a fence, a list, a table. "#Hashtag" at
 * the start of a line is not a heading. Returns the octets of the line that this handled. */
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
	size_t empty = put_empty_item(out, l, line, bare);
	if (empty > 0)
		return line.n;
	follow_items(l, line, bare);
	follow_quote(out, l, line);
	size_t lead = 0;
	while (lead < 3 && lead < line.n && line.p[lead] == ' ')
		lead++;
	size_t mark = prepare_item_mark(line, lead);
	bool list =
	    mark > 0 && bare.n > mark && (strchr("-+*", line.p[lead]) || line.p[lead] == '1');
	bool table = bare.n > 1 && bare.p[0] == '|' && th_str_starts(next, TH_S("|")) &&
		     next.n > 1 && strchr(" :-", next.p[1]) != NULL;
	l->table = table || (l->table && th_str_starts(line, TH_S("|")));
	if (l->text && (opens || list || table))
		th_buf_addc(out, '\n');
	if (opens) {
		l->text = false;
		return put_fence(out, line);
	}
	size_t hashes = run_of(line, 0, '#'), tag = put_hashtag(out, line);
	l->text = bare.n > 0 && mark == 0 && !table && strchr("|>", bare.p[0]) == NULL &&
		  (hashes == 0 || tag > 0) && (l->text || (line.p[0] != ' ' && line.p[0] != '\t'));
	return tag;
}

/* The parser copies the rest of a line after each block of HTML in it, so a line with thousands of
 * them would exhaust memory: a very long line is cut into parts, before a tag. */
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

/* A table row outside lists; there may be thousands, and they must stay together. */
static bool is_row(const lines *l, th_str line)
{
	return l->table && l->depth == 0 && th_str_starts(line, TH_S("|"));
}

/* ---- HTML ---- */

/* Elements whose start or end at the start of a line begins a block of HTML that ends before a
 * blank line (CommonMark §4.6, kind 6). */
static bool begins_html(th_str line)
{
	static const char *const names[] = {"address", "article", "aside", "blockquote", "center",
	    "dd", "details", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
	    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "main", "menu", "nav", "ol",
	    "p", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"};
	size_t i = 0;
	while (i < line.n && i < 3 && line.p[i] == ' ')
		i++;
	if (i + 1 >= line.n || line.p[i] != '<')
		return false;
	i += line.p[i + 1] == '/' ? 2 : 1;
	size_t from = i;
	while (i < line.n && ((line.p[i] | 0x20) >= 'a' || th_is_digit(line.p[i])) &&
	       (line.p[i] | 0x20) <= 'z')
		i++;
	th_str name = th_str_sub(line, from, i);
	if (i < line.n && strchr(" \t/>", line.p[i]) == NULL)
		return false;
	for (size_t k = 0; k < TH_COUNT(names); k++)
		if (th_str_caseeq(name, th_strz(names[k])))
			return true;
	return false;
}

/* discount searches the whole text for the end of an element and reads nothing on the way: a block
 * of HTML is kept aside, and a mark stands for it. Returns its length. */
static size_t put_html(th_buf *out, th_str md, render_job *j)
{
	ptrdiff_t blank = th_str_find(md, TH_S("\n\n"));
	size_t n = blank < 0 ? md.n : (size_t)blank;
	th_buf_addz(out, "\n");
	html_put(out, (unsigned long)j->html.n);
	th_buf_addz(out, "\n\n");
	*TH_ADD(j->a, &j->html) = th_str_sub(md, 0, n);
	return n;
}

/* "\\" at the end of a line is a line break, like two spaces. */
static bool breaks_line(th_str line, size_t from)
{
	return line.n > from + 1 && line.p[line.n - 1] == '\\' && line.p[line.n - 2] != '\\';
}

/* The rest of a line; another reference to a footnote becomes a link to it. */
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
		if (!fenced && l.depth == 0 && begins_html(line)) {
			size_t at = (size_t)(line.p - md.p);
			rest =
			    th_str_sub(md, at + put_html(out, th_str_sub(md, at, md.n), j), md.n);
			l = (lines){0};
			ticks = together = 0;
			continue;
		}
		/* The parser goes through all lines of an item, a definition or a note for each
		 * one. */
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
