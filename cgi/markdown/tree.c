/* tree.c -- the writer behind the allow-list. It has its own stack of open elements and writes tags
 * only according to HTML's content model: no block in a paragraph, no item without a list, no cell
 * without a row, no link in a link. Whatever the input, the result is well-formed, balanced and no
 * deeper than RENDER_DEEP, so a browser reads the intended tree. It also collects the plain text.
 * Every byte it writes was escaped or comes from a table. */
#include "tree.h"

static const element body = {"", NULL, EL_BLOCK, IN_FLOW, EL_EMPTY};

/* ---- opening ---- */

static tree_open *imply(tree *t, const char *name)
{
	return tree_push(t, allow_element(name), TH_NONE, true);
}

/* Makes room for words or a block: opens an item in a list or a cell in a table, or closes
 * elements, until the place accepts phrasing or flow content. */
static void reach_content(tree *t)
{
	for (;;) {
		tree_open *o = tree_top(t);
		switch (o->e->inside) {
		case IN_LIST:
			if (o->implied)
				tree_close_top(t);
			else
				imply(t, "li");
			break;
		case IN_TERMS:
			if (o->implied) {
				tree_close_top(t);
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

/* Closes a paragraph so that a block can follow. False: inside something that accepts only words (a
 * heading, a link, a summary): the block's tag is dropped. */
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
	tree_close_to(t, k);
	reach_content(t);
	return true;
}

/* The nearest open element that accepts `place`, looking through paragraphs and the elements named;
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
		tree_close_to(t, k);
	} else {
		if (!reach_flow(t))
			return NULL;
		imply(t, "ul");
	}
	tree_top(t)->state++; /* of the list: its items */
	return tree_push(t, e, attributes, false);
}

static tree_open *open_term(tree *t, const element *e, th_str attributes)
{
	size_t k = reach_up(t, IN_TERMS, "dt dd");
	if (k > 0) {
		tree_close_to(t, k);
	} else {
		if (!reach_flow(t))
			return NULL;
		imply(t, "dl");
	}
	bool term = AS(e, "dt");
	if (!term && tree_top(t)->state == 0)
		th_buf_addz(t->out, "<dt></dt>\n");
	tree_top(t)->state = term ? 1 : 2;
	return tree_push(t, e, attributes, false);
}

/* Rows before the head would move it: then it is a body like others. */
static tree_open *open_part(tree *t, const element *e, th_str attributes)
{
	size_t k = reach_up(t, IN_TABLE, "thead tbody tfoot tr td th");
	if (k == 0)
		return NULL;
	if (AS(e, "caption")) {
		if (k != t->n || t->out->n != tree_top(t)->inside)
			return NULL;
		return tree_push(t, e, attributes, false);
	}
	tree_close_to(t, k);
	if (tree_top(t)->state != 0 && !AS(e, "tbody"))
		e = allow_element("tbody");
	tree_top(t)->state = 1;
	if (AS(e, "tfoot"))
		e = allow_element("tbody");
	return tree_push(t, e, TH_NONE, false);
}

static tree_open *open_row(tree *t, const element *e)
{
	size_t k = reach_up(t, IN_ROWS, "tr td th");
	if (k > 0) {
		tree_close_to(t, k);
	} else {
		k = reach_up(t, IN_TABLE, "");
		if (k == 0)
			return NULL;
		tree_close_to(t, k);
		tree_top(t)->state = 1;
		imply(t, "tbody");
	}
	return tree_push(t, e, TH_NONE, false);
}

static tree_open *open_cell(tree *t, const element *e, th_str attributes)
{
	size_t k = reach_up(t, IN_ROW, "td th");
	if (k > 0)
		tree_close_to(t, k);
	else if (open_row(t, allow_element("tr")) == NULL)
		return NULL;
	return tree_push(t, e, attributes, false);
}

static tree_open *open_block(tree *t, const element *e, th_str attributes)
{
	if (AS(e, "summary") || AS(e, "figcaption")) {
		tree_open *o = tree_top(t);
		bool fits = AS(o->e, AS(e, "summary") ? "details" : "figure") && !o->summary;
		if (!fits || (AS(e, "summary") && t->out->n != o->inside)) {
			reach_flow(t);
			return NULL;
		}
		o->summary = true;
		return tree_push(t, e, attributes, false);
	}
	if (!reach_flow(t))
		return NULL;
	return tree_push(t, e, attributes, false);
}

/* Opens what is needed before words. */
static void tree_inline(tree *t)
{
	reach_content(t);
	const element *e = tree_top(t)->e;
	if (!full(t) && (t->n == 1 || AS(e, "blockquote") || AS(e, "div")))
		imply(t, "p");
}

static tree_open *open_inline(tree *t, const element *e, th_str attributes)
{
	if (AS(e, "a"))
		for (size_t k = t->n; k > 1 && t->open[k - 1].e->inside == IN_PHRASING; k--)
			if (AS(t->open[k - 1].e, "a")) {
				tree_close_to(t, k - 1);
				break;
			}
	tree_inline(t);
	return tree_push(t, e, attributes, false);
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
		tree_text_break(t);
		return;
	}
	tree_inline(t);
	th_buf_addz(t->out, AS(e, "br") ? "<br>" : "<wbr>");
	if (AS(e, "br"))
		tree_text_add(t, TH_S(" "));
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
		tree_text(t, TH_S(" ")); /* keeps the words on both sides apart */
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
			tree_close_to(t, k - 1);
			return;
		}
		bool inner = e->kind == EL_INLINE || AS(e, "p") || e->kind == EL_HEADING;
		if (inner && have->inside != IN_PHRASING)
			return;
		if (have->kind == EL_CELL && e->kind < EL_PART && !AS(e, "table"))
			return;
	}
}

/* The number that number_put wrote before an item's words: the start of the list, or this item's
 * own. */
static th_str take_number(tree *t, th_str s)
{
	size_t i = 4;
	unsigned n = 0;
	int32_t cp = 0;
	while (i < s.n && (cp = th_utf8_next(s, &i)) >= 0x2fffe && (cp & 0xffff) == 0xfffe)
		n = n * 10 + (unsigned)(cp - 0x2fffe) / 0x10000u;
	if (cp != 0x1ffff)
		return s;
	size_t k = t->n;
	while (k > 2 && AS(t->open[k - 1].e, "p"))
		k--;
	tree_open *item = &t->open[k - 1], *list = item - 1;
	if (k < 2 || !AS(item->e, "li") || !AS(list->e, "ol") || item->text_from != t->j->text.n ||
	    n > 99999)
		return th_str_sub(s, i, s.n);
	if (list->state > 1)
		tree_insert(t, item->start + 3, th_str_fmt(t->j->a, " value=\"%u\"", n));
	else if (t->out->p[list->start + 3] == '>')
		tree_insert(t, list->start + 3, th_str_fmt(t->j->a, " start=\"%u\"", n));
	return th_str_sub(s, i, s.n);
}

void tree_text(tree *t, th_str s)
{
	if (s.n > 8 && memcmp(s.p, "\xf0\x9f\xbf\xbe", 4) == 0)
		s = take_number(t, s);
	if (th_str_is_blank(s)) {
		tree_open *o = tree_top(t);
		bool edge = t->out->n == o->inside || t->out->n == 0 ||
			    th_is_space(t->out->p[t->out->n - 1]);
		if (t->pre == 0 &&
		    (edge || t->n == 1 || (o->e->inside != IN_FLOW && o->e->inside != IN_PHRASING)))
			return;
	} else {
		tree_inline(t);
		tree_open *o = tree_top(t);
		if (t->pre == 0 && t->out->n == o->inside && o->e->kind != EL_INLINE)
			while (th_is_space(s.p[0]))
				s.p++, s.n--;
		for (size_t k = t->n; k > 0 && t->open[k - 1].e->inside == IN_PHRASING; k--)
			t->open[k - 1].words = true;
	}
	escape_text(t->out, s);
	if (!tree_text_shifted(t, s))
		tree_text_add(t, s);
}

/* ---- the whole ---- */

void tree_start(tree *t, render_job *j)
{
	*t = (tree){.j = j, .out = j->out, .n = 1};
	t->open[0] = (tree_open){.e = &body, .start = j->out->n, .inside = j->out->n};
	th_map_init(&t->ids, j->a);
}

/* Headings: the highest becomes job.heading, and none is more than one level below the one
 * before. */
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
	tree_close_to(t, 1);
	tree_text_break(t);
	settle_headings(t);
	for (size_t i = 0; i < t->wanted.n; i++) {
		th_pair to = t->wanted.v[i];
		if (th_map_get(&t->ids, to.key) == NULL)
			report_add(
			    t->j, TH_RULE_LINK_ANCHOR, to.value, th_str_sub(to.key, 2, to.key.n));
	}
}
