/* tree.c -- the writer behind the allow-list. It keeps its own stack of open elements and puts out
 * start and end tags only by HTML's content model: no block in a paragraph, no item without a
 * list, no cell without a row, no link in a link. Whatever comes in, the result is well-formed,
 * balanced and no deeper than RENDER_DEEP, so a browser reads the tree that was meant. It also
 * gathers the plain text. It never writes a byte that was not escaped or came from a table. */
#include "parts.h"

static const element body = {"", NULL, EL_BLOCK, IN_FLOW, EL_EMPTY};

#define AS(e, literal) ((e)->as != NULL && strcmp((e)->as, literal) == 0)

static tree_open *top(tree *t)
{
	return &t->open[t->n - 1];
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_blank(th_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_space(s.p[i]))
			return false;
	return true;
}

/* ---- plain text ---- */

static void text_break(tree *t)
{
	th_buf *b = &t->j->text;
	while (b->n > 0 && b->p[b->n - 1] == ' ')
		b->n--;
	if (b->n > 0 && b->p[b->n - 1] != '\n')
		th_buf_addc(b, '\n');
}

static void text_add(tree *t, th_str s)
{
	th_buf *b = &t->j->text;
	if (t->mute > 0)
		return;
	if (t->pre > 0) {
		th_buf_add(b, s);
		return;
	}
	for (size_t i = 0; i < s.n;) {
		if (is_space(s.p[i])) {
			if (b->n > 0 && b->p[b->n - 1] != ' ' && b->p[b->n - 1] != '\n')
				th_buf_addc(b, ' ');
			i++;
			continue;
		}
		size_t from = i;
		while (i < s.n && !is_space(s.p[i]))
			i++;
		th_buf_add(b, th_str_sub(s, from, i));
	}
}

/* Digits above or below the line stay what they are: 10<sup>3</sup> is not 103. */
static bool text_shifted(tree *t, th_str s)
{
	static const char *const digits[2][10] = {
	    {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"},
	    {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"}};
	bool sup = AS(top(t)->e, "sup");
	if (t->mute > 0 || !(sup || AS(top(t)->e, "sub")))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	for (size_t i = 0; i < s.n; i++)
		th_buf_addz(&t->j->text, digits[sup][s.p[i] - '0']);
	return true;
}

/* The text from `from` on without white space at its ends, as a range. */
static bool text_range(tree *t, size_t from, size_t *out_from, size_t *out_to)
{
	size_t to = t->j->text.n;
	const char *p = t->j->text.p;
	while (from < to && is_space(p[from]))
		from++;
	while (to > from && is_space(p[to - 1]))
		to--;
	*out_from = from;
	*out_to = to;
	return to > from;
}

/* ---- out, with what must be put in later ---- */

static void insert(tree *t, size_t at, th_str s)
{
	for (size_t i = t->headings.n; i > 0 && t->headings.v[i - 1].open >= at; i--) {
		t->headings.v[i - 1].open += s.n;
		t->headings.v[i - 1].close += s.n;
	}
	th_buf_reserve(t->out, s.n);
	memmove(t->out->p + at + s.n, t->out->p + at, t->out->n - at);
	memcpy(t->out->p + at, s.p, s.n);
	t->out->n += s.n;
}

static void cut(tree *t, size_t from, size_t to)
{
	memmove(t->out->p + from, t->out->p + to, t->out->n - to);
	t->out->n -= to - from;
}

th_str tree_id(tree *t, th_str s)
{
	th_str id = s;
	tree_count *c = th_map_get(&t->ids, s);
	while (c != NULL && th_map_get(&t->ids, id) != NULL)
		id = th_str_fmt(t->j->a, "%.*s-%u", TH_FMT(s), ++c->n);
	c = th_alloc(t->j->a, sizeof(*c));
	c->n = 1;
	th_map_put(&t->ids, id, c);
	return id;
}

/* ---- closing ---- */

/* <p><img></p> becomes <figure><img><figcaption>title</figcaption></figure>. */
static void make_figure(tree *t, const tree_open *p)
{
	if (t->caption.n > 0)
		cut(t, t->caption_at, t->caption_end);
	cut(t, p->start, p->inside);
	insert(t, p->start, TH_S("<figure>"));
	if (t->caption.n > 0) {
		th_buf_addz(t->out, "<figcaption>");
		escape_text(t->out, t->caption);
		th_buf_addz(t->out, "</figcaption>");
		text_break(t);
		text_add(t, t->caption);
	}
	th_buf_addz(t->out, "</figure>\n");
}

static void close_heading(tree *t, tree_open *o)
{
	th_buf slug = {0};
	size_t from, to;
	text_range(t, o->text_from, &from, &to);
	th_buf_addz(&slug, "s-");
	address_slug(&slug, th_strn(t->j->text.p ? t->j->text.p + from : "", to - from));
	if (slug.n == 2)
		th_buf_addz(&slug, "heading");
	th_str id = tree_id(t, th_str_dup(t->j->a, th_buf_str(&slug)));
	th_buf_free(&slug);
	insert(t, o->start + 3, th_str_fmt(t->j->a, " id=\"%.*s\"", TH_FMT(id)));
	tree_heading *h = TH_ADD(t->j->a, &t->headings);
	*h = (tree_heading){o->start + 2, t->out->n + 3, o->state};
	th_buf_addf(t->out, "</h%d>\n", o->state);
}

static void note_text(tree *t, const tree_open *o)
{
	render_job *j = t->j;
	size_t from, to;
	if (AS(o->e, "p") && t->n == 1 && j->summary_to == 0 &&
	    text_range(t, o->text_from, &from, &to)) {
		j->summary_from = from;
		j->summary_to = to;
	}
	if (AS(o->e, "blockquote") && j->quote_to == 0 && text_range(t, o->text_from, &from, &to)) {
		j->quote_from = from;
		j->quote_to = to;
	}
}

static void close_top(tree *t)
{
	tree_open *o = top(t);
	const element *e = o->e;
	bool block = e->kind >= EL_BLOCK;

	if (AS(e, "dl") && o->state == 1) { /* a term without its description */
		th_buf_addz(t->out, "<dd></dd>\n");
		o->state = 2;
	}
	if (AS(e, "details") && !o->summary && t->out->n > o->inside)
		insert(t, o->inside, TH_S("<summary>…</summary>\n"));
	if (block && t->pre == 0)
		while (t->out->n > o->inside && is_space(t->out->p[t->out->n - 1]))
			t->out->n--;
	if (AS(e, "pre"))
		t->pre--;
	if (o->mute)
		t->mute--;
	t->n--;

	if (t->out->n == o->inside && !(e->flags & EL_EMPTY)) {
		th_buf_cut(t->out, o->start);
	} else if (AS(e, "p") && o->pictures == 1 && !o->words && !AS(top(t)->e, "figure")) {
		make_figure(t, o);
	} else if (e->kind == EL_HEADING) {
		close_heading(t, o);
	} else if (AS(e, "th") && t->out->n == o->inside) { /* an empty heading says nothing */
		t->out->p[o->start + 2] = 'd';
		th_buf_addz(t->out, "</td>");
	} else {
		th_buf_addz(t->out, "</");
		th_buf_addz(t->out, e->as);
		th_buf_addc(t->out, '>');
		if (AS(e, "table"))
			th_buf_addz(t->out, "</div>");
		if (block && e->kind != EL_CELL)
			th_buf_addc(t->out, '\n');
	}
	if (block) {
		note_text(t, o);
		if (e->kind == EL_CELL)
			text_add(t, TH_S(" "));
		else
			text_break(t);
	}
}

static void close_to(tree *t, size_t n)
{
	while (t->n > n)
		close_top(t);
}

/* ---- opening ---- */

/* A block begins a line of its own. */
static void tidy_line(tree *t)
{
	size_t inside = top(t)->inside;
	if (t->pre > 0 || t->out->n == inside)
		return;
	while (t->out->n > inside && is_space(t->out->p[t->out->n - 1]))
		t->out->n--;
	if (t->out->n > inside)
		th_buf_addc(t->out, '\n');
}

static tree_open *push(tree *t, const element *e, th_str attributes, bool implied)
{
	if (e->kind >= EL_BLOCK && e->kind != EL_CELL) {
		text_break(t);
		tidy_line(t);
	}
	tree_open *o = &t->open[t->n++];
	*o = (tree_open){.e = e, .start = t->out->n, .implied = implied};
	o->text_from = t->j->text.n;
	if (AS(e, "table"))
		th_buf_addz(t->out, "<div class=\"table\" tabindex=\"0\">");
	th_buf_addc(t->out, '<');
	th_buf_addz(t->out, e->as);
	th_buf_add(t->out, attributes);
	th_buf_addc(t->out, '>');
	o->inside = t->out->n;
	if (AS(e, "pre"))
		t->pre++;
	if (e->kind == EL_HEADING)
		o->state = e->as[1] - '0';
	return o;
}

static tree_open *imply(tree *t, const char *name)
{
	return push(t, allow_element(name), TH_NONE, true);
}

/* Where words stand that hold no block: in a list that needs an item, in a table that needs a
 * cell. Opens or closes what is needed until the place takes phrasing or flow. */
static void reach_content(tree *t)
{
	for (;;) {
		tree_open *o = top(t);
		switch (o->e->inside) {
		case IN_LIST:
			if (o->implied)
				close_top(t);
			else
				imply(t, "li");
			break;
		case IN_TERMS:
			if (o->implied) {
				close_top(t);
			} else {
				if (o->state == 0)
					th_buf_addz(t->out, "<dt></dt>\n");
				o->state = 2;
				imply(t, "dd");
			}
			break;
		case IN_TABLE:
			o->state = 1;
			imply(t, "tbody");
			break;
		case IN_ROWS:
			imply(t, "tr");
			break;
		case IN_ROW:
			imply(t, "td");
			break;
		default:
			return;
		}
	}
}

static bool full(const tree *t)
{
	return t->n >= RENDER_DEEP;
}

/* Closes a paragraph so that a block may stand here. False: inside something that takes words
 * only (a heading, a link, a summary): the block's tag is left away. */
static bool reach_flow(tree *t)
{
	reach_content(t);
	size_t k = t->n;
	while (t->open[k - 1].e->inside == IN_PHRASING) {
		const element *e = t->open[k - 1].e;
		if (AS(e, "a") || (e->kind != EL_INLINE && !AS(e, "p")))
			return false;
		k--;
	}
	close_to(t, k);
	reach_content(t);
	return true;
}

/* The nearest open element that takes `place`, seen through paragraphs and the elements named;
 * 0: none. */
static size_t reach_up(tree *t, element_place place, const char *through)
{
	for (size_t k = t->n; k > 0; k--) {
		const element *e = t->open[k - 1].e;
		if (e->inside == place)
			return k;
		bool pass =
		    e->kind == EL_INLINE || AS(e, "p") || e->kind == EL_HEADING || AS(e, "caption");
		if (!pass && (e->as == NULL || strstr(through, e->as) == NULL))
			return 0;
	}
	return 0;
}

static tree_open *open_item(tree *t, const element *e, th_str attributes)
{
	size_t k = reach_up(t, IN_LIST, "li");
	if (k > 0) {
		close_to(t, k);
	} else {
		if (!reach_flow(t))
			return NULL;
		imply(t, "ul");
	}
	return push(t, e, attributes, false);
}

static tree_open *open_term(tree *t, const element *e, th_str attributes)
{
	size_t k = reach_up(t, IN_TERMS, "dt dd");
	if (k > 0) {
		close_to(t, k);
	} else {
		if (!reach_flow(t))
			return NULL;
		imply(t, "dl");
	}
	bool term = AS(e, "dt");
	if (!term && top(t)->state == 0)
		th_buf_addz(t->out, "<dt></dt>\n");
	top(t)->state = term ? 1 : 2;
	return push(t, e, attributes, false);
}

/* Rows before the head would put it in the wrong place: then it is a body like others. */
static tree_open *open_part(tree *t, const element *e, th_str attributes)
{
	size_t k = reach_up(t, IN_TABLE, "thead tbody tfoot tr td th");
	if (k == 0)
		return NULL;
	if (AS(e, "caption")) {
		if (k != t->n || t->out->n != top(t)->inside)
			return NULL;
		return push(t, e, attributes, false);
	}
	close_to(t, k);
	if (top(t)->state != 0 && !AS(e, "tbody"))
		e = allow_element("tbody");
	top(t)->state = 1;
	if (AS(e, "tfoot"))
		e = allow_element("tbody");
	return push(t, e, TH_NONE, false);
}

static tree_open *open_row(tree *t, const element *e)
{
	size_t k = reach_up(t, IN_ROWS, "tr td th");
	if (k > 0) {
		close_to(t, k);
	} else {
		k = reach_up(t, IN_TABLE, "");
		if (k == 0)
			return NULL;
		close_to(t, k);
		top(t)->state = 1;
		imply(t, "tbody");
	}
	return push(t, e, TH_NONE, false);
}

static tree_open *open_cell(tree *t, const element *e, th_str attributes)
{
	size_t k = reach_up(t, IN_ROW, "td th");
	if (k > 0)
		close_to(t, k);
	else if (open_row(t, allow_element("tr")) == NULL)
		return NULL;
	return push(t, e, attributes, false);
}

static tree_open *open_block(tree *t, const element *e, th_str attributes)
{
	if (AS(e, "summary") || AS(e, "figcaption")) {
		tree_open *o = top(t);
		bool fits = AS(o->e, AS(e, "summary") ? "details" : "figure") && !o->summary;
		if (!fits || (AS(e, "summary") && t->out->n != o->inside)) {
			reach_flow(t);
			return NULL;
		}
		o->summary = true;
		return push(t, e, attributes, false);
	}
	if (!reach_flow(t))
		return NULL;
	return push(t, e, attributes, false);
}

static tree_open *open_inline(tree *t, const element *e, th_str attributes)
{
	if (AS(e, "a"))
		for (size_t k = t->n; k > 1 && t->open[k - 1].e->inside == IN_PHRASING; k--)
			if (AS(t->open[k - 1].e, "a")) {
				close_to(t, k - 1);
				break;
			}
	tree_inline(t);
	return push(t, e, attributes, false);
}

void tree_inline(tree *t)
{
	reach_content(t);
	const element *e = top(t)->e;
	if (!full(t) && (t->n == 1 || AS(e, "blockquote") || AS(e, "div")))
		imply(t, "p");
}

void tree_picture(tree *t, th_str head, th_str title, th_str tail)
{
	tree_inline(t);
	th_buf_add(t->out, head);
	t->caption = title;
	t->caption_at = t->out->n;
	if (title.n > 0) {
		th_buf_addz(t->out, " title=\"");
		escape_text(t->out, title);
		th_buf_addc(t->out, '"');
	}
	t->caption_end = t->out->n;
	th_buf_add(t->out, tail);
	for (size_t k = t->n; k > 0 && t->open[k - 1].e->inside == IN_PHRASING; k--)
		t->open[k - 1].pictures++;
}

static void write_void(tree *t, const element *e)
{
	if (AS(e, "hr")) {
		if (!reach_flow(t))
			return;
		th_buf_addz(t->out, "<hr>\n");
		text_break(t);
		return;
	}
	tree_inline(t);
	th_buf_addz(t->out, AS(e, "br") ? "<br>" : "<wbr>");
	if (AS(e, "br"))
		text_add(t, TH_S(" "));
}

tree_open *tree_element(tree *t, const element *e, th_str attributes)
{
	tree_open *o = NULL;
	if (e->kind == EL_VOID) {
		write_void(t, e);
		return NULL;
	}
	if (e->kind == EL_BREAK || full(t)) {
		if (e->kind >= EL_BLOCK || e->kind == EL_BREAK) {
			reach_flow(t);
			tree_text(t, TH_S(" "));
		}
		if (full(t))
			report_flattened(t->j, t->j->cursor);
		return NULL;
	}
	switch (e->kind) {
	case EL_INLINE:
		return open_inline(t, e, attributes);
	case EL_BLOCK:
	case EL_HEADING:
		o = open_block(t, e, attributes);
		break;
	case EL_ITEM:
		o = open_item(t, e, attributes);
		break;
	case EL_TERM:
		o = open_term(t, e, attributes);
		break;
	case EL_PART:
		o = open_part(t, e, attributes);
		break;
	case EL_ROW:
		o = open_row(t, e);
		break;
	case EL_CELL:
		o = open_cell(t, e, attributes);
		break;
	default:
		return NULL;
	}
	if (o == NULL)
		tree_text(t, TH_S(" ")); /* the words on both sides stay apart */
	return o;
}

void tree_end(tree *t, const element *e)
{
	if (e->kind == EL_BREAK) {
		reach_flow(t);
		tree_text(t, TH_S(" "));
		return;
	}
	if (e->as == NULL || e->kind == EL_VOID)
		return;
	for (size_t k = t->n; k > 1; k--) {
		const element *have = t->open[k - 1].e;
		if (have == e || (AS(have, "tbody") && e->inside == IN_ROWS)) {
			close_to(t, k - 1);
			return;
		}
		bool inner = e->kind == EL_INLINE || AS(e, "p") || e->kind == EL_HEADING;
		if (inner && have->inside != IN_PHRASING)
			return;
		if (have->kind == EL_CELL && e->kind < EL_PART && !AS(e, "table"))
			return;
	}
}

void tree_text(tree *t, th_str s)
{
	if (is_blank(s)) {
		tree_open *o = top(t);
		bool edge =
		    t->out->n == o->inside || t->out->n == 0 || is_space(t->out->p[t->out->n - 1]);
		if (t->pre == 0 &&
		    (edge || t->n == 1 || (o->e->inside != IN_FLOW && o->e->inside != IN_PHRASING)))
			return;
	} else {
		tree_inline(t);
		tree_open *o = top(t);
		if (t->pre == 0 && t->out->n == o->inside && o->e->kind != EL_INLINE)
			while (is_space(s.p[0]))
				s.p++, s.n--;
		for (size_t k = t->n; k > 0 && t->open[k - 1].e->inside == IN_PHRASING; k--)
			t->open[k - 1].words = true;
	}
	escape_text(t->out, s);
	if (!text_shifted(t, s))
		text_add(t, s);
}

/* ---- the whole ---- */

void tree_start(tree *t, render_job *j)
{
	*t = (tree){.j = j, .out = j->out, .n = 1};
	t->open[0] = (tree_open){.e = &body, .start = j->out->n, .inside = j->out->n};
	th_map_init(&t->ids, j->a);
}

/* Headings: the highest becomes job.heading, and none is more than one below the one before. */
static void settle_headings(tree *t)
{
	int levels[8], depth = 0;
	for (size_t i = 0; i < t->headings.n; i++) {
		const tree_heading *h = &t->headings.v[i];
		while (depth > 0 && levels[depth - 1] >= h->level)
			depth--;
		levels[depth++] = h->level;
		int level = t->j->heading + depth - 1;
		char digit = (char)('0' + (level > 6 ? 6 : level));
		t->out->p[h->open] = digit;
		t->out->p[h->close] = digit;
	}
}

void tree_finish(tree *t)
{
	close_to(t, 1);
	text_break(t);
	settle_headings(t);
	for (size_t i = 0; i < t->wanted.n; i++) {
		th_pair to = t->wanted.v[i];
		if (th_map_get(&t->ids, to.key) == NULL)
			report_add(
			    t->j, TH_RULE_LINK_ANCHOR, to.value, th_str_sub(to.key, 2, to.key.n));
	}
}
