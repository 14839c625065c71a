/* inline.c -- goes through the words of a text once before any engine, so that both read them
 * alike: bare addresses become links, a star within a word stays a star, [ ] in a list becomes a
 * box, numbers that are dates stay as they are, additions of other generators are handled
 * (extras.c). Discount ends an address at its first bracket and knows few escapes, so for it marks
 * (code points that no text contains) replace such characters. Code is left as it is. */
#include "inline.h"

/* ---- characters ---- */

static char ahead(const pass *p, size_t n)
{
	return p->i + n < p->s.n ? p->s.p[p->i + n] : '\n';
}

static char behind(const pass *p)
{
	return p->i > 0 ? p->s.p[p->i - 1] : '\n';
}

/* Does a letter or digit end before `i`, or begin there? Quotes and dashes do not count. */
static bool letter_before(th_str s, size_t i)
{
	if (i == 0 || (unsigned char)s.p[i - 1] < 0x80)
		return i > 0 && th_is_alnum(s.p[i - 1]);
	return i >= 2 && (unsigned char)s.p[i - 2] >= 0xc3 && (unsigned char)s.p[i - 2] < 0xe0;
}

static bool letter_at(th_str s, size_t i)
{
	unsigned char c = i < s.n ? (unsigned char)s.p[i] : 0;
	return c < 0x80 ? th_is_alnum((char)c) : c >= 0xc3 && c < 0xe0;
}

static size_t paragraph_end(const pass *p, size_t from)
{
	ptrdiff_t end = th_str_find(th_str_sub(p->s, from, p->s.n), TH_S("\n\n"));
	return end < 0 ? p->s.n : from + (size_t)end;
}

static void copy(pass *p, size_t n)
{
	th_buf_add(p->out, th_str_sub(p->s, p->i, p->i + n));
	p->i += n;
}

/* ---- words ---- */

/* Kolleg*innen, jede*r: a star within a German word. */
static bool is_gender_star(const pass *p)
{
	static const char *const ends[] = {"innen", "in", "r", "e", "en", "n", "m", "s", "es"};
	if (!letter_before(p->s, p->i))
		return false;
	for (size_t k = 0; k < TH_COUNT(ends); k++) {
		size_t n = strlen(ends[k]), end = p->i + 1 + n;
		if (end <= p->s.n && memcmp(p->s.p + p->i + 1, ends[k], n) == 0 &&
		    !letter_at(p->s, end) && (k < 2 || end >= p->s.n || p->s.p[end] != '*'))
			return true;
	}
	return false;
}

/* Is it the only star in the word? */
static bool is_lone_star(const pass *p)
{
	size_t from = p->i, to = p->i + 1;
	if (!letter_before(p->s, p->i) || !letter_at(p->s, p->i + 1))
		return false;
	while (from > 0 && letter_before(p->s, from) && p->i - from < 64)
		from--;
	while (to < p->s.n && letter_at(p->s, to) && to - p->i < 64)
		to += (unsigned char)p->s.p[to] < 0x80 ? 1 : 2;
	return (from == 0 || p->s.p[from - 1] != '*') && (to >= p->s.n || p->s.p[to] != '*');
}

static void star(pass *p)
{
	size_t n = run_of(p->s, p->i, '*');
	if (n == 1 && (is_gender_star(p) || (p->own && is_lone_star(p)))) {
		mark_put(p, '*');
		p->i++;
		return;
	}
	copy(p, n);
}

/* Where the code span that begins here ends; 0: not a code span. */
static size_t code_end(pass *p, size_t n)
{
	if (n < 64 && p->no_ticks >> n & 1)
		return 0;
	size_t end = paragraph_end(p, p->i);
	for (size_t k = p->i + n; k < end;) {
		const char *hit = memchr(p->s.p + k, '`', end - k);
		if (hit == NULL)
			break;
		k = (size_t)(hit - p->s.p);
		size_t m = run_of(p->s, k, '`');
		if (m == n)
			return k + m;
		k += m;
	}
	if (n < 64)
		p->no_ticks |= (uint64_t)1 << n;
	return 0;
}

/* `title` of a picture written as HTML is not a caption. */
static void put_tag(pass *p, th_str tag)
{
	if (th_str_caseeq(th_str_sub(tag, 0, 4), TH_S("<img"))) {
		ptrdiff_t title = th_str_find(tag, TH_S(" title="));
		if (title > 0) {
			th_buf_add(p->out, th_str_sub(tag, 0, (size_t)title));
			th_buf_addz(p->out, " data-title=");
			tag = th_str_sub(tag, (size_t)title + 7, tag.n);
		}
	}
	th_buf_add(p->out, tag);
}

static bool is_tag_of(th_str tag, const char *name)
{
	size_t n = strlen(name);
	return th_str_caseeq(th_str_sub(tag, 0, n), th_strz(name)) && tag.n > n &&
	       !th_is_alnum(tag.p[n]);
}

/* Copies <b>, </b>, <!-- -->, <https://…> as they are. */
static void angle(pass *p)
{
	char c = ahead(p, 1);
	size_t end = p->s.n - p->i > RENDER_TAG ? p->i + RENDER_TAG : p->s.n;
	const char *close = NULL;
	if (!p->no_angle && (th_is_alnum(c) || c == '/' || c == '!' || c == '?'))
		close = memchr(p->s.p + p->i, '>', end - p->i);
	if (close == NULL) {
		p->no_angle = p->no_angle || end == p->s.n;
		copy(p, 1);
		return;
	}
	th_str tag = th_strn(p->s.p + p->i, (size_t)(close - p->s.p) + 1 - p->i);
	if (th_str_find(tag, TH_S("\n\n")) >= 0 ||
	    th_str_chr(th_str_sub(tag, 1, tag.n), '<') >= 0) {
		copy(p, 1);
		return;
	}
	if (is_tag_of(tag, "<a"))
		p->link = true;
	else if (is_tag_of(tag, "</a"))
		p->link = false;
	if (p->j->tags && extras_tag(p, tag))
		return;
	put_tag(p, tag);
	p->i += tag.n;
}

/* ---- targets ---- */

typedef struct target {
	size_t from, to; /* the address */
	bool angles;     /* in <> */
	size_t end;      /* after the ) */
} target;

static size_t over_space(th_str s, size_t i)
{
	for (size_t lines = 0; i < s.n && strchr(" \t\n", s.p[i]) && lines < 2; i++)
		lines += s.p[i] == '\n';
	return i;
}

/* CommonMark's (address "title"), with discount's =30x20. `i`: after the bracket. */
static bool read_target(th_str s, size_t i, target *t)
{
	size_t depth = 0;
	s = th_str_sub(s, 0, i + RENDER_TAG * 2);
	i = over_space(s, i);
	t->angles = i < s.n && s.p[i] == '<';
	t->from = i;
	if (t->angles) {
		while (i < s.n && s.p[i] != '>' && s.p[i] != '\n')
			i += s.p[i] == '\\' ? 2 : 1;
		if (i >= s.n || s.p[i] != '>')
			return false;
		i++;
	} else {
		for (; i < s.n && (unsigned char)s.p[i] > ' '; i++) {
			if (s.p[i] == '\\' && i + 1 < s.n)
				i++;
			else if (s.p[i] == '(')
				depth++;
			else if (s.p[i] == ')' && depth-- == 0)
				break;
		}
		if (depth != 0 && depth != SIZE_MAX)
			return false;
	}
	t->to = i;
	i = over_space(s, i);
	if (i + 1 < s.n && s.p[i] == '=' && th_is_digit(s.p[i + 1])) {
		while (i < s.n && (th_is_alnum(s.p[i]) || s.p[i] == '='))
			i++;
		i = over_space(s, i);
	}
	if (i < s.n && i > t->to && strchr("\"'(", s.p[i]) != NULL) {
		char q = s.p[i] == '(' ? ')' : s.p[i];
		for (i++; i < s.n && s.p[i] != q; i++)
			i += s.p[i] == '\\';
		i = over_space(s, i + 1);
	}
	t->end = i + 1;
	return i < s.n && s.p[i] == ')';
}

/* At a ] before (. */
static void link_target(pass *p)
{
	target t;
	if (!read_target(p->s, p->i + 2, &t)) {
		copy(p, 1);
		if (p->own && ++p->bad > 8) { /* each time, discount searches to the end */
			mark_put(p, '(');
			p->i++;
		} else {
			copy(p, 1);
		}
		return;
	}
	copy(p, t.from - p->i);
	for (; p->i < t.to; p->i++) {
		char c = p->s.p[p->i];
		if (p->own && !t.angles && (c == '(' || c == ')'))
			mark_put(p, c);
		else if (p->own && c == '\\' && p->i + 1 < t.to && strchr("()", ahead(p, 1)))
			continue;
		else
			th_buf_addc(p->out, c);
	}
	copy(p, t.end - p->i);
}

static const bool marks[256] = {['\n'] = true,
    ['*'] = true,
    ['<'] = true,
    ['`'] = true,
    ['{'] = true,
    ['['] = true,
    ['\\'] = true,
    [']'] = true};

/* Handles one position within a paragraph. */
static void word(pass *p)
{
	char c = p->s.p[p->i];
	size_t n, end;
	switch (c) {
	case '\\':
		if (p->own && strchr("\"$%',/;<=?@^~", ahead(p, 1)) != NULL) {
			mark_put(p, ahead(p, 1));
			p->i += 2;
		} else {
			copy(p, p->i + 1 < p->s.n && ahead(p, 1) != '\n' ? 2 : 1);
		}
		return;
	case '`':
		n = run_of(p->s, p->i, '`');
		end = code_end(p, n);
		copy(p, end > 0 ? end - p->i : n);
		return;
	case '*':
		star(p);
		return;
	case '<':
		angle(p);
		return;
	case '[':
		p->brackets++;
		copy(p, 1);
		return;
	case ']':
		p->brackets -= p->brackets > 0;
		if (ahead(p, 1) == '(')
			link_target(p);
		else
			copy(p, 1);
		return;
	case '{':
		if (!p->j->tags || !extras_attributes(p))
			copy(p, 1);
		return;
	default:
		break;
	}
	bool starts = th_is_alnum(c) && !letter_before(p->s, p->i);
	if (starts && (p->webs || p->mails) && p->brackets == 0 && !p->link && bare_address(p))
		return;
	if (starts && p->abbreviations.n > 0 && p->brackets == 0 && extras_abbreviation(p))
		return;
	size_t k = p->i + 1;
	bool words = p->webs || p->mails || p->abbreviations.n > 0;
	if (!words)
		k = plain_until(p->s, k, marks);
	while (words && starts && k < p->s.n && th_is_alnum(p->s.p[k]))
		k++;
	copy(p, k - p->i);
}

/* ---- lines ---- */

static size_t columns_of(th_str line, size_t *i)
{
	size_t columns = 0;
	for (*i = 0; *i < line.n && th_is_blank(line.p[*i]); ++*i)
		columns += line.p[*i] == '\t' ? 4 - columns % 4 : 1;
	return columns;
}

/* Must the number of an item, at `i` of the line, be written out because the engine ignores it or
 * counts on? A list in discount begins with 1, and "24. Dezember" after "1986. Was für ein Jahr!"
 * is not 1987. */
static bool number_is_own(pass *p, th_str line, size_t i, size_t indent, unsigned long *n)
{
	size_t k = i;
	for (*n = 0; k < line.n && th_is_digit(line.p[k]); k++)
		*n = *n * 10 + (unsigned long)(line.p[k] - '0');
	while (p->depth > 0 && p->lists[p->depth - 1].indent > indent + 1)
		p->depth--;
	numbering *l = p->depth > 0 ? &p->lists[p->depth - 1] : NULL;
	if (l == NULL || indent > l->indent + 1 || l->delimiter != line.p[k]) {
		if (l == NULL || indent > l->indent + 1) {
			if (p->depth == TH_COUNT(p->lists))
				return false;
			l = &p->lists[p->depth++];
		}
		*l = (numbering){indent, line.p[k], *n, *n};
		return p->own && *n != 1;
	}
	bool follows = *n == l->before + 1 || *n == l->before || l->first <= 1;
	l->before = l->first <= 1 ? l->before + 1 : *n;
	return !follows;
}

/* Quote and item marks at the start of the line; boxes; the number of an item. */
static void head(pass *p, th_str line)
{
	size_t i, indent = columns_of(line, &i), bracket = 0, base = p->out->n;
	bool item = false;
	for (;;) {
		size_t n = i < line.n && line.p[i] == '>' ? 1 : prepare_item_mark(line, i);
		if (n == 0)
			break;
		bool digit = th_is_digit(line.p[i]), own = false;
		unsigned long number = 0;
		if (digit && !p->text)
			own = number_is_own(p, line, i, indent, &number);
		item = item || line.p[i] != '>';
		if (digit && p->own && !p->text && line.p[i + n - 2] == ')')
			bracket = base + i + n - 2; /* discount knows only "1." */
		if (digit && p->first_mark == 0)
			p->first_mark = p->out->n + i + 1;
		i += n;
		size_t from = i;
		while (i < line.n && line.p[i] == ' ')
			i++;
		if (own &&
		    (letter_at(line, i) || (i < line.n && strchr("*_\"'[<\xe2\xc2", line.p[i])))) {
			copy(p, i);
			number_put(p->out, number);
			line = th_str_sub(line, i, line.n);
			i = from = 0;
		}
		if (i - from > 3)
			break;
	}
	copy(p, i);
	if (bracket > 0)
		p->out->p[bracket] = '.';
	if (i + 3 < line.n && item && line.p[i] == '[' && line.p[i + 2] == ']' &&
	    line.p[i + 3] == ' ' && strchr(" xX", line.p[i + 1]) != NULL) {
		th_buf_addz(p->out, line.p[i + 1] == ' ' ? "☐" : "☑");
		p->i += 3;
	}
	p->list = p->list || item;
}

static bool is_fence(pass *p, th_str bare)
{
	char c = bare.n > 0 ? bare.p[0] : 0;
	size_t n = c == '`' || c == '~' ? run_of(bare, 0, c) : 0;
	if (p->fence != 0) {
		if (c == p->fence && n >= p->fence_n && n == bare.n)
			p->fence = 0;
		return true;
	}
	if (n < 3 || (c == '`' && th_str_chr(th_str_sub(bare, n, bare.n), '`') >= 0))
		return false;
	p->fence = c;
	p->fence_n = n;
	return true;
}

/* [a]: address */
static bool is_definition(th_str line, size_t i)
{
	if (i >= line.n || line.p[i] != '[' || (i + 1 < line.n && line.p[i + 1] == '^'))
		return false;
	return th_str_find(th_str_sub(line, i, i + 1024), TH_S("]:")) > 0;
}

/* At the beginning of a line: copies what is not words; false: the line is finished. */
static bool begin(pass *p)
{
	th_str rest = th_str_sub(p->s, p->i, p->s.n), line;
	th_str_split(&rest, '\n', &line);
	size_t lead, columns = columns_of(line, &lead), whole = line.n + (rest.p != NULL);
	if (p->i + whole > p->s.n)
		whole = line.n;
	bool blank = lead == line.n;
	if (blank) {
		p->brackets = p->bad = 0;
		p->no_ticks = 0;
		p->no_angle = p->link = false;
	}
	size_t k = lead;
	while (k < line.n && (line.p[k] == '>' || line.p[k] == ' '))
		k++;
	if (p->fence == 0)
		for (size_t n; (n = prepare_item_mark(line, k)) > 0;)
			k += n;
	th_str bare = th_str_trim(th_str_sub(line, k, line.n));
	bool code = is_fence(p, bare);
	bool indented = !code && columns >= 4 && !p->list && (p->blank || p->indented) && !blank;
	if (!code && !indented && !blank && p->j->tags && extras_line(p, line))
		return false;
	if (!code && !indented && !blank && p->j->tags && !p->own && extras_terms(p)) {
		p->blank = false;
		return true;
	}
	if (!code && !blank && columns == 0 && p->blank && prepare_item_mark(line, 0) == 0)
		p->list = false, p->depth = p->first_mark = 0;
	if (code && columns == 0 && !blank)
		p->depth = 0;
	p->indented = indented || (p->indented && blank);
	bool item = prepare_item_mark(line, lead) > 0;
	if (code || indented || blank || is_definition(line, lead)) {
		copy(p, whole);
		p->blank = blank;
		p->text = false;
		return false;
	}
	/* a table right after a list belongs to no item */
	if (columns == 0 && p->list && !p->blank && line.n > 2 && line.p[0] == '|' && rest.n > 2 &&
	    rest.p[0] == '|' && strchr(" :-", rest.p[1]) != NULL && p->s.p[p->i - 2] != '|') {
		th_buf_addc(p->out, '\n');
		p->list = false;
		p->depth = 0;
	}
	if (prepare_item_mark(line, lead) > 0 && !th_is_digit(line.p[lead]))
		while (p->depth > 0 && p->lists[p->depth - 1].indent >= columns)
			p->depth--;
	head(p, line);
	p->blank = false;
	p->text = !p->list && !item;
	return true;
}

void inline_mend(th_buf *out, th_str md, render_job *j, bool own)
{
	pass p = {.s = md, .out = out, .j = j, .own = own, .blank = true};
	p.webs = th_str_find(md, TH_S("://")) >= 0 || th_str_find(md, TH_S("www.")) >= 0;
	p.mails = th_str_chr(md, '@') >= 0;
	th_map_init(&p.abbreviations, j->a);
	if (j->tags)
		extras_find(&p);
	th_buf_reserve(out, md.n + md.n / 8 + 16);
	bool start = true;
	while (p.i < md.n) {
		if (start && !begin(&p))
			continue;
		start = false;
		if (p.i >= md.n)
			break;
		if (md.p[p.i] == '\n') {
			start = true;
			copy(&p, 1);
			continue;
		}
		word(&p);
		start = behind(&p) == '\n';
	}
}
