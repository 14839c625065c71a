/* tree_write.c -- the lower half of the writer: start and end tags, with what is inserted later
 * (ids of headings, figures, a missing summary), and the plain text. tree.c decides where an
 * element may be. */
#include "tree.h"

tree_open *tree_top(tree *t)
{
	return &t->open[t->n - 1];
}

/* ---- plain text ---- */

void tree_text_break(tree *t)
{
	th_buf *b = &t->j->text;
	while (b->n > 0 && b->p[b->n - 1] == ' ')
		b->n--;
	if (b->n > 0 && b->p[b->n - 1] != '\n')
		th_buf_addc(b, '\n');
}

void tree_text_add(tree *t, th_str s)
{
	th_buf *b = &t->j->text;
	if (t->mute > 0)
		return;
	if (t->pre > 0) {
		th_buf_add(b, s);
		return;
	}
	for (size_t i = 0; i < s.n;) {
		if (th_is_space(s.p[i])) {
			if (b->n > 0 && b->p[b->n - 1] != ' ' && b->p[b->n - 1] != '\n')
				th_buf_addc(b, ' ');
			i++;
			continue;
		}
		size_t from = i;
		while (i < s.n && !th_is_space(s.p[i]))
			i++;
		th_buf_add(b, th_str_sub(s, from, i));
	}
}

/* Digits above or below the line stay separate: 10<sup>3</sup> is not 103. */
bool tree_text_shifted(tree *t, th_str s)
{
	static const char *const digits[2][10] = {
	    {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"},
	    {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"}};
	bool sup = AS(tree_top(t)->e, "sup");
	if (t->mute > 0 || !(sup || AS(tree_top(t)->e, "sub")))
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
	while (from < to && th_is_space(p[from]))
		from++;
	while (to > from && th_is_space(p[to - 1]))
		to--;
	*out_from = from;
	*out_to = to;
	return to > from;
}

/* ---- later insertions ---- */

void tree_insert(tree *t, size_t at, th_str s)
{
	for (size_t i = t->n; i > 0 && t->open[i - 1].inside > at; i--) {
		t->open[i - 1].inside += s.n;
		t->open[i - 1].start += t->open[i - 1].start > at ? s.n : 0;
	}
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
	tree_insert(t, p->start, TH_S("<figure>"));
	if (t->caption.n > 0) {
		th_buf_addz(t->out, "<figcaption>");
		escape_text(t->out, t->caption);
		th_buf_addz(t->out, "</figcaption>");
		tree_text_break(t);
		tree_text_add(t, t->caption);
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
	th_str id = o->id.n > 0 ? o->id : tree_id(t, th_str_dup(t->j->a, th_buf_str(&slug)));
	th_buf_free(&slug);
	tree_insert(t, o->start + 3, th_str_fmt(t->j->a, " id=\"%.*s\"", TH_FMT(id)));
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
}

void tree_close_top(tree *t)
{
	tree_open *o = tree_top(t);
	const element *e = o->e;
	bool block = e->kind >= EL_BLOCK;

	if (AS(e, "dl") && o->state == 1) { /* a term without its description */
		th_buf_addz(t->out, "<dd></dd>\n");
		o->state = 2;
	}
	if (AS(e, "details") && !o->summary && t->out->n > o->inside)
		tree_insert(t, o->inside, TH_S("<summary>…</summary>\n"));
	if (block && t->pre == 0)
		while (t->out->n > o->inside && th_is_space(t->out->p[t->out->n - 1]))
			t->out->n--;
	if (AS(e, "pre"))
		t->pre--;
	if (o->mute)
		t->mute--;
	t->n--;

	if (t->out->n == o->inside && !(e->flags & EL_EMPTY) && !o->keep) {
		th_buf_cut(t->out, o->start);
	} else if (AS(e, "p") && o->pictures == 1 && !o->words && !AS(tree_top(t)->e, "figure")) {
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
			tree_text_add(t, TH_S(" "));
		else
			tree_text_break(t);
	}
}

void tree_close_to(tree *t, size_t n)
{
	while (t->n > n)
		tree_close_top(t);
}

/* ---- opening ---- */

/* A block begins on a new line. */
static void tidy_line(tree *t)
{
	size_t inside = tree_top(t)->inside;
	if (t->pre > 0 || t->out->n == inside)
		return;
	while (t->out->n > inside && th_is_space(t->out->p[t->out->n - 1]))
		t->out->n--;
	if (t->out->n > inside)
		th_buf_addc(t->out, '\n');
}

tree_open *tree_push(tree *t, const element *e, th_str attributes, bool implied)
{
	if (e->kind >= EL_BLOCK && e->kind != EL_CELL) {
		tree_text_break(t);
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
