/* check_prose.c -- which bytes of a Markdown file are words that readers see.
 *
 * Called by check_text.c for each file, on any thread. Understands as little Markdown as possible:
 * separates fenced code, code spans, tags, comments and addresses from text, and notes links and
 * pictures. When in doubt, a byte is text: nothing may hide from the checks behind a mark that the
 * renderer ignores. Linear in the length of the file. */
#include "check.h"

enum { MAX_LABEL = 2000, MAX_ADDRESS = 2000, MAX_FENCE = 64, MAX_NESTED = 8 };

typedef struct reader {
	prose *p;
	th_arena *arena;
	th_str s;
	size_t dead_fence[2]; /* no fence of this many ` or ~ closes below; 0: unknown */
	size_t dead_ticks;    /* no code span of dead_run closes before this offset */
	size_t dead_run;
	bool open_comment; /* no comment closes below */
} reader;

static void paint(reader *r, size_t from, size_t to, prose_kind kind)
{
	if (from < to)
		memset(r->p->kind + from, (int)kind, to - from);
}

static void address(reader *r, size_t from, size_t to)
{
	paint(r, from, to, PROSE_HIDDEN);
	*TH_ADD(r->arena, &r->p->addresses) = (prose_span){from, to};
}

static size_t line_end(th_str s, size_t at)
{
	while (at < s.n && s.p[at] != '\n' && s.p[at] != '\r')
		at++;
	return at;
}

static size_t next_line(th_str s, size_t at)
{
	at = line_end(s, at);
	if (at < s.n)
		at += s.p[at] == '\r' && at + 1 < s.n && s.p[at + 1] == '\n' ? 2 : 1;
	return at;
}

/* ---- front matter ---- */

static bool starts_field(th_str s, size_t at)
{
	return at < s.n && !th_is_blank(s.p[at]) && s.p[at] != '#' && s.p[at] != '\n' &&
	       s.p[at] != '\r' && s.p[at] != '-' && s.p[at] != '}' && s.p[at] != ']';
}

/* The values of the fields named are texts, with the indented lines below. Their keys, quotes and
 * brackets stay: no list contains such words. */
static void read_front(reader *r, size_t end, const th_strs *fields)
{
	bool text = false;
	for (size_t at = 0, next; at < end; at = next) {
		next = next_line(r->s, at);
		size_t from = at;
		if (starts_field(r->s, at)) {
			th_str line = th_str_sub(r->s, at, line_end(r->s, at));
			ptrdiff_t colon = th_str_chr(line, ':');
			th_str name = th_str_sub(line, 0, colon < 0 ? 0 : (size_t)colon);
			text = colon > 0 && th_strs_has(fields, th_str_trim(name));
			from = at + (colon < 0 ? 0 : (size_t)colon + 1);
			r->p->kind[at] = PROSE_BREAK;
		}
		if (text)
			paint(r, from, next < end ? next : end, PROSE_TEXT);
	}
}

/* ---- fenced code ---- */

/* Skips quote marks, list marks and indentation. */
static size_t line_content(th_str s, size_t at)
{
	for (;;) {
		while (at < s.n && (th_is_blank(s.p[at]) || s.p[at] == '>'))
			at++;
		if (at + 1 < s.n && memchr("-*+", s.p[at], 3) != NULL && th_is_blank(s.p[at + 1]))
			at += 2;
		else
			return at;
	}
}

static size_t run_of(th_str s, size_t at)
{
	size_t n = 0;
	while (at + n < s.n && s.p[at + n] == s.p[at])
		n++;
	return n;
}

/* The start of the line after the end of the fence that opens at `at`, or 0. */
static size_t fence_end(reader *r, size_t at)
{
	char mark = r->s.p[at];
	size_t run = run_of(r->s, at), *dead = &r->dead_fence[mark == '~'];
	if (run < 3 || run > MAX_FENCE || (*dead > 0 && run >= *dead))
		return 0;
	for (size_t l = next_line(r->s, at); l < r->s.n; l = next_line(r->s, l)) {
		size_t c = line_content(r->s, l);
		if (c >= r->s.n || r->s.p[c] != mark || run_of(r->s, c) < run)
			continue;
		size_t after = c + run_of(r->s, c);
		if (th_str_trim(th_str_sub(r->s, after, line_end(r->s, after))).n == 0)
			return next_line(r->s, l);
	}
	*dead = run;
	return 0;
}

/* ---- inside a line ---- */

/* Both search to the end of the paragraph only. */
static size_t find_in_block(th_str s, size_t at, char c, size_t most)
{
	for (size_t end = at + most < s.n ? at + most : s.n; at < end; at++) {
		if (s.p[at] == '\\' && c != '>')
			at++;
		else if (s.p[at] == c)
			return at;
		else if (c == '>' && s.p[at] == '<')
			return 0;
		else if (s.p[at] == '\n' &&
			 th_str_trim(th_str_sub(s, at + 1, line_end(s, at + 1))).n == 0)
			return 0;
	}
	return 0;
}

static size_t bracket_end(th_str s, size_t at)
{
	int depth = 0;
	for (size_t end = at + MAX_LABEL < s.n ? at + MAX_LABEL : s.n; at < end; at++) {
		if (s.p[at] == '\\')
			at++;
		else if (s.p[at] == '[' && ++depth > MAX_NESTED)
			return 0;
		else if (s.p[at] == ']' && --depth == 0)
			return at;
		else if (s.p[at] == '\n' && at + 1 < s.n && s.p[at + 1] == '\n')
			return 0;
	}
	return 0;
}

static size_t code_span(reader *r, size_t at)
{
	size_t run = run_of(r->s, at);
	if (run == r->dead_run && at < r->dead_ticks)
		return at + run;
	size_t i = at + run;
	while (i < r->s.n && i - at < 64 * 1024) {
		size_t tick = find_in_block(r->s, i, '`', r->s.n);
		if (tick == 0)
			break;
		size_t other = run_of(r->s, tick);
		if (other == run) {
			paint(r, at, tick + other, PROSE_CODE);
			return tick + other;
		}
		i = tick + other;
	}
	r->dead_run = run;
	r->dead_ticks = i;
	return at + run;
}

/* Reads "(address "title")" after a label and notes the address; returns where it began, or 0. */
static size_t link_address(reader *r, size_t at, prose_span *found)
{
	size_t from = at + 1;
	while (from < r->s.n && th_is_blank(r->s.p[from]))
		from++;
	bool angle = from < r->s.n && r->s.p[from] == '<';
	size_t to = from += angle ? 1 : 0;
	int depth = 0;
	for (; to < r->s.n && to - from < MAX_ADDRESS; to++) {
		char c = r->s.p[to];
		if (angle ? c == '>' : (c == ')' && depth == 0) || th_is_blank(c) || c == '"')
			break;
		if (c == '\n' || c == '\r')
			break;
		depth += (c == '(') - (c == ')');
		if (depth > MAX_NESTED)
			return 0;
	}
	if (to >= r->s.n || find_in_block(r->s, to, ')', MAX_ADDRESS) == 0)
		return 0;
	*found = (prose_span){from, to};
	return from;
}

/* The label of a link or picture, at '['. Returns where reading continues. */
static size_t label(reader *r, size_t at, bool picture)
{
	size_t end = bracket_end(r->s, at);
	prose_span to = {at, end};
	if (end == 0)
		return at + 1;
	char next = end + 1 < r->s.n ? r->s.p[end + 1] : 0;
	if (next != '(' && next != '[')
		return at + 1;
	bool linked = next == '(' && link_address(r, end + 1, &to) != 0;
	if (next == '[') {
		size_t close = bracket_end(r->s, end + 1);
		to = (prose_span){end + 2, close};
		linked = close != 0;
		if (linked)
			paint(r, to.from, to.to, PROSE_HIDDEN);
	} else if (linked) {
		address(r, to.from, to.to);
	}
	if (picture && linked && th_str_trim(th_str_sub(r->s, at + 1, end)).n == 0)
		*TH_ADD(r->arena, &r->p->undescribed) = to;
	return at + 1; /* the label is text and may hold a picture */
}

/* The value of an attribute in the tag [from, to); false when it is not there. */
static bool attribute(th_str s, size_t from, size_t to, const char *name, prose_span *value)
{
	size_t n = strlen(name);
	for (size_t i = from + 1; i + n < to; i++) {
		bool edge = th_is_blank(s.p[i - 1]) || s.p[i - 1] == '\n' || s.p[i - 1] == '/' ||
			    s.p[i - 1] == '"' || s.p[i - 1] == '\'';
		if (!edge || !th_str_caseeq(th_str_sub(s, i, i + n), th_strz(name)))
			continue;
		size_t v = i + n;
		while (v < to && th_is_blank(s.p[v]))
			v++;
		if (v >= to || s.p[v] != '=') {
			*value = (prose_span){v, v};
			return v >= to || th_is_blank(s.p[v]) || s.p[v] == '/' || s.p[v] == '>';
		}
		for (v++; v < to && th_is_blank(s.p[v]); v++)
			;
		char quote = v < to && (s.p[v] == '"' || s.p[v] == '\'') ? s.p[v++] : 0;
		size_t e = v;
		while (e < to && (quote ? s.p[e] != quote : !th_is_blank(s.p[e]) && s.p[e] != '>'))
			e++;
		*value = (prose_span){v, e};
		return true;
	}
	return false;
}

/* At "<": a comment, an address in angle brackets, or a tag. Returns where reading continues. */
static size_t angle(reader *r, size_t at)
{
	th_str rest = th_str_sub(r->s, at, r->s.n);
	if (th_str_starts(rest, TH_S("<!--"))) {
		ptrdiff_t end = r->open_comment ? -1 : th_str_find(rest, TH_S("-->"));
		r->open_comment = end < 0;
		if (end < 0)
			return at + 1;
		paint(r, at, at + (size_t)end + 3, PROSE_HIDDEN);
		return at + (size_t)end + 3;
	}
	size_t end = find_in_block(r->s, at + 1, '>', MAX_ADDRESS);
	if (end == 0 || at + 1 >= r->s.n ||
	    !(th_is_letter(r->s.p[at + 1]) || r->s.p[at + 1] == '/'))
		return at + 1;
	th_str in = th_str_sub(r->s, at + 1, end);
	if (th_str_chr(in, ' ') < 0 && (th_str_chr(in, ':') > 0 || th_str_chr(in, '@') > 0)) {
		if (th_str_chr(in, ':') > 0)
			address(r, at + 1, end);
		return th_str_chr(in, ':') > 0 ? end + 1 : at + 1;
	}
	prose_span alt = {0, 0}, src = {at + 1, end}, title, href;
	bool described = attribute(r->s, at, end, "alt", &alt);
	paint(r, at, end + 1, PROSE_HIDDEN);
	if (described)
		paint(r, alt.from, alt.to, PROSE_TEXT);
	if (attribute(r->s, at, end, "title", &title))
		paint(r, title.from, title.to, PROSE_TEXT);
	if (attribute(r->s, at, end, "href", &href))
		address(r, href.from, href.to);
	if (in.n > 4 && th_str_caseeq(th_str_sub(in, 0, 4), TH_S("img ")) && !described) {
		attribute(r->s, at, end, "src", &src);
		*TH_ADD(r->arena, &r->p->undescribed) = src;
	}
	return end + 1;
}

/* The length of a bare address in the text, or 0. */
static size_t bare_address(th_str s, size_t at)
{
	static const char *const schemes[] = {"http://", "https://", "www.", "mailto:", "tel:"};
	if (at > 0 && (th_is_letter(s.p[at - 1]) || th_is_digit(s.p[at - 1])))
		return 0;
	for (size_t k = 0; k < TH_COUNT(schemes); k++) {
		if (at + 1 >= s.n || (s.p[at + 1] | 32) != schemes[k][1] ||
		    (s.p[at] | 32) != schemes[k][0])
			continue; /* for most words the second letter decides */
		size_t n = strlen(schemes[k]), end = at + n;
		if (!th_str_caseeq(th_str_sub(s, at, at + n), th_strz(schemes[k])))
			continue;
		while (end < s.n && (unsigned char)s.p[end] > ' ' &&
		       memchr("<>\"()|`", s.p[end], 7) == NULL)
			end++;
		return end > at + n ? end - at : 0;
	}
	return 0;
}

/* "[name]: address" at the start of a line. Returns where reading continues. */
static size_t definition(reader *r, size_t at)
{
	size_t end = bracket_end(r->s, at);
	if (end == 0 || end + 1 >= r->s.n || r->s.p[end + 1] != ':' || r->s.p[at + 1] == '^' ||
	    line_end(r->s, at) < end)
		return 0;
	size_t from = end + 2, stop = line_end(r->s, at);
	while (from < stop && (th_is_blank(r->s.p[from]) || r->s.p[from] == '<'))
		from++;
	size_t to = from;
	while (to < stop && !th_is_blank(r->s.p[to]) && r->s.p[to] != '>')
		to++;
	paint(r, at, end + 2, PROSE_HIDDEN);
	address(r, from, to);
	return to;
}

/* Phrases do not span two blocks. */
static void mark_block(reader *r, size_t at, size_t content)
{
	char c = r->s.p[content];
	if (c == '\n' || c == '\r' || c == '#' || c == '|')
		r->p->kind[content] = PROSE_BREAK;
	else if (content >= at + 2 && memchr("-*+", r->s.p[content - 2], 3) != NULL)
		r->p->kind[content - 1] = PROSE_BREAK;
}

static void read_body(reader *r, size_t at)
{
	bool line = true;
	while (at < r->s.n) {
		if (line) {
			line = false;
			size_t c = line_content(r->s, at);
			if (c >= r->s.n)
				break;
			bool blank = r->s.p[c] == '\n' || r->s.p[c] == '\r';
			mark_block(r, at, c);
			size_t fence = r->s.p[c] == '`' || r->s.p[c] == '~' ? fence_end(r, c) : 0;
			if (fence > 0) {
				paint(r, at, fence, PROSE_HIDDEN);
				r->p->kind[at] = PROSE_BREAK;
				at = fence;
				line = true;
				continue;
			}
			size_t behind = r->s.p[c] == '[' ? definition(r, c) : 0;
			at = behind > 0 ? behind : blank ? c : at;
			if (behind > 0)
				continue;
		}
		size_t n;
		switch (r->s.p[at]) {
		case '\r':
		case '\n':
			at = next_line(r->s, at);
			line = true;
			break;
		case '\\':
			at += 2;
			break;
		case '`':
			at = code_span(r, at);
			break;
		case '<':
			at = angle(r, at);
			break;
		case '!':
			at = at + 1 < r->s.n && r->s.p[at + 1] == '[' ? label(r, at + 1, true)
								      : at + 1;
			break;
		case '[':
			at = label(r, at, false);
			break;
		case 'h':
		case 'H':
		case 'w':
		case 'W':
		case 'm':
		case 'M':
		case 't':
		case 'T':
			n = r->p->kind[at] == PROSE_TEXT ? bare_address(r->s, at) : 0;
			if (n > 0)
				address(r, at, at + n);
			at += n > 0 ? n : 1;
			break;
		default:
			at++;
		}
	}
}

void prose_read(prose *p, th_str file, size_t body_at, const th_strs *fields, th_arena *a)
{
	reader r = {.p = p, .arena = a, .s = file};
	*p = (prose){.file = file, .kind = th_alloc(a, file.n + 1)};
	if (body_at > file.n)
		body_at = file.n;
	read_front(&r, body_at, fields);
	paint(&r, body_at, file.n, PROSE_TEXT);
	if (body_at > 0)
		p->kind[body_at - 1] = PROSE_BREAK;
	read_body(&r, body_at);
}

/* The word (ASCII letters, digits and everything beyond) that ends before `at` on the same line,
 * with only blanks and one of ":.#(" between; *before is where it begins. TH_NONE: none. */
static th_str word_before(const prose *p, size_t at, size_t *before)
{
	size_t end = at;
	while (end > 0 && at - end < 4 && memchr(" \t:.#(", p->file.p[end - 1], 6) != NULL)
		end--;
	size_t from = end;
	while (from > 0 && end - from < 40 && prose_readable(p, from - 1)) {
		unsigned char c = (unsigned char)p->file.p[from - 1];
		if (c < 0x80 && !th_is_letter((char)c) && !th_is_digit(c) && c != '-')
			break;
		from--;
	}
	*before = from;
	return th_str_sub(p->file, from, end);
}

bool prose_word_before_in(const prose *p, size_t at, const char *const *list, int most)
{
	for (int back = 0; back < most; back++) {
		size_t from;
		th_str word = word_before(p, at, &from);
		if (word.n == 0)
			return false;
		if (word_listed(word, list))
			return true;
		at = from;
	}
	return false;
}
