/* selection.c -- the query of a list ↔ a selection of terms. Called by list.c, page_people.c,
 * feed.c, page_subscribe.c. One selection has one canonical spelling: facets in the hub's order,
 * then lang and author, terms bytewise, none twice; the visitor's question stands before them.
 * Never lets an unknown name through to a query: a name that is no facet's selects nothing, since
 * newsletters and ad networks hang their own on every link; an unknown term is a 404.
 */
#include "page.h"

enum { TERM_MAX = 40, PAGE_MAX = 100000 };

/* Place of a facet in canonical order; -1: not one. */
static int facet_order(page *p, th_str facet)
{
	size_t n;
	const edition_facet *f = edition_facets(p->q.e, &n);
	for (size_t i = 0; i < n; i++)
		if (th_str_eq(f[i].name, facet))
			return (int)i;
	if (th_str_eqz(facet, "lang"))
		return (int)n;
	return th_str_eqz(facet, "author") ? (int)n + 1 : -1;
}

bool selection_has(const selection *s, th_str facet, th_str term)
{
	for (size_t i = 0; i < s->terms.n; i++)
		if (th_str_eq(s->terms.v[i].facet, facet) && th_str_eq(s->terms.v[i].term, term))
			return true;
	return false;
}

/* Adds in canonical place; nothing when it is there. */
static void insert(page *p, selection *s, selection_term t)
{
	if (selection_has(s, t.facet, t.term))
		return;
	int order = facet_order(p, t.facet);
	(void)TH_ADD(p->a, &s->terms);
	size_t at = s->terms.n - 1;
	for (; at > 0; at--) {
		selection_term *before = &s->terms.v[at - 1];
		int cmp = facet_order(p, before->facet) - order;
		if (cmp == 0)
			cmp = th_str_cmp(before->term, t.term);
		if (cmp < 0)
			break;
		s->terms.v[at] = *before;
	}
	s->terms.v[at] = t;
}

static selection copy(page *p, const selection *s)
{
	selection out = {.text = s->text};
	for (size_t i = 0; i < s->terms.n; i++)
		*TH_ADD(p->a, &out.terms) = s->terms.v[i];
	return out;
}

selection selection_with(page *p, const selection *s, th_str facet, th_str term)
{
	selection out = copy(p, s);
	insert(p, &out, (selection_term){facet, term});
	return out;
}

selection selection_without(page *p, const selection *s, th_str facet, th_str term)
{
	selection out = {.text = s->text};
	for (size_t i = 0; i < s->terms.n; i++)
		if (!th_str_eq(s->terms.v[i].facet, facet) || !th_str_eq(s->terms.v[i].term, term))
			*TH_ADD(p->a, &out.terms) = s->terms.v[i];
	return out;
}

/* One parameter; a comma parts several terms: team=platform,service. */
static bool read_terms(page *p, const th_param *param)
{
	th_str rest = param->value, slug;
	while (rest.n > 0 && th_str_split(&rest, ',', &slug)) {
		view_term term = {0};
		if (slug.n == 0)
			continue;
		if (p->asked.terms.n >= TERM_MAX || !query_term(&p->q, param->name, slug, &term))
			return false;
		insert(p, &p->asked, (selection_term){param->name, slug});
	}
	return true;
}

/* A visitor's question, of which no byte means anything but itself. Too long a one is cut. */
static th_str read_text(th_str value)
{
	th_str text = th_str_trim(value);
	size_t end = 0, next = 0;
	while (next <= SELECTION_TEXT_MAX && end < text.n) {
		end = next;
		if (next < text.n)
			th_utf8_next(text, &next);
	}
	return th_str_trim(th_str_sub(text, 0, end));
}

bool selection_read(page *p)
{
	p->number = 1;
	p->asked = (selection){0};
	for (size_t i = 0; i < p->r->query.n; i++) {
		const th_param *param = &p->r->query.v[i];
		uint64_t number;
		if (th_str_eq(param->name, request_param(PARAM_PAGE))) {
			if (!th_str_uint(param->value, PAGE_MAX, &number) || number == 0)
				return false;
			p->number = (int64_t)number;
		} else if (th_str_eq(param->name, request_param(PARAM_TEXT))) {
			p->asked.text = read_text(param->value);
		} else if (facet_order(p, param->name) >= 0 && !read_terms(p, param)) {
			return false;
		}
	}
	p->all = p->fixed.facet.n ? selection_with(p, &p->asked, p->fixed.facet, p->fixed.term)
				  : copy(p, &p->asked);
	return true;
}

bool selection_is_none(page *p)
{
	return selection_read(p) && p->asked.terms.n == 0 && p->asked.text.n == 0;
}

bool selection_of_term(page *p, th_str *path)
{
	view_term term = {0};
	p->fixed = (selection_term){p->facet->name, p->seg};
	*path = th_str_fmt(p->a, "/%.*s/%.*s/", TH_FMT(p->facet->path), TH_FMT(p->seg));
	return query_term(&p->q, p->facet->name, p->seg, &term) && selection_read(p);
}

bool selection_of_person(page *p, th_str *path, th_str *name)
{
	view_person person;
	if (!query_person(&p->q, p->seg, &person))
		return false;
	p->fixed = (selection_term){TH_S("author"), p->seg};
	*path = th_str_fmt(p->a, "/people/%.*s/", TH_FMT(p->seg));
	*name = person.name;
	return selection_read(p);
}

th_str selection_query(page *p, const selection *s)
{
	th_buf b = {0};
	if (s->text.n > 0) {
		th_buf_addz(&b, "q=");
		th_buf_add_url(&b, s->text, NULL);
	}
	for (size_t i = 0; i < s->terms.n; i++) {
		if (b.n > 0)
			th_buf_addc(&b, '&');
		th_buf_add_url(&b, s->terms.v[i].facet, NULL);
		th_buf_addc(&b, '=');
		th_buf_add_url(&b, s->terms.v[i].term, NULL);
	}
	th_str out = th_str_dup(p->a, th_buf_str(&b));
	th_buf_free(&b);
	return out;
}

th_str selection_words(page *p, const selection *s)
{
	th_str out = s->text.n ? word_fill(p, "search_quoted", s->text, TH_NONE) : TH_S("");
	for (size_t i = 0; i < s->terms.n; i++) {
		view_term term = {0};
		if (!query_term(&p->q, s->terms.v[i].facet, s->terms.v[i].term, &term))
			term.label = s->terms.v[i].term;
		out = out.n ? th_str_fmt(p->a, "%.*s, %.*s", TH_FMT(out), TH_FMT(term.label))
			    : term.label;
	}
	return out;
}
