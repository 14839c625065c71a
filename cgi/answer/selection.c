/* selection.c -- the query of a list ↔ a selection of terms. Called by list.c, page_people.c,
 * feed.c, page_subscribe.c.
 *
 * A selection has one canonical spelling: facets in the hub's order, then lang and author, terms by
 * bytes, none twice, search words before them. An unknown name never reaches a query: a name that
 * is not a facet's selects nothing, since newsletters and ad networks add their own to every link;
 * an unknown term is a 404. */
#include "teamhub/selection.h"

enum { TERM_MAX = 40, PAGE_MAX = 100000 };

/* Position of a facet in canonical order; -1: not a facet. */
static int facet_order(const hub_site *site, th_str facet)
{
	size_t n;
	const edition_facet *f = edition_facets(site->q.e, &n);
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

/* Adds a term in canonical order; does nothing if it is there. */
static void insert(const hub_site *site, selection *s, selection_term t)
{
	if (selection_has(s, t.facet, t.term))
		return;
	int order = facet_order(site, t.facet);
	(void)TH_ADD(site->q.a, &s->terms);
	size_t at = s->terms.n - 1;
	for (; at > 0; at--) {
		selection_term *before = &s->terms.v[at - 1];
		int cmp = facet_order(site, before->facet) - order;
		if (cmp == 0)
			cmp = th_str_cmp(before->term, t.term);
		if (cmp < 0)
			break;
		s->terms.v[at] = *before;
	}
	s->terms.v[at] = t;
}

static selection copy(th_arena *a, const selection *s)
{
	selection out = {.text = s->text};
	for (size_t i = 0; i < s->terms.n; i++)
		*TH_ADD(a, &out.terms) = s->terms.v[i];
	return out;
}

selection selection_with(const hub_site *site, const selection *s, th_str facet, th_str term)
{
	selection out = copy(site->q.a, s);
	insert(site, &out, (selection_term){facet, term});
	return out;
}

selection selection_without(th_arena *a, const selection *s, th_str facet, th_str term)
{
	selection out = {.text = s->text};
	for (size_t i = 0; i < s->terms.n; i++)
		if (!th_str_eq(s->terms.v[i].facet, facet) || !th_str_eq(s->terms.v[i].term, term))
			*TH_ADD(a, &out.terms) = s->terms.v[i];
	return out;
}

/* One parameter; commas separate several terms: team=platform,service. */
static bool read_terms(hub_site *site, request *req, const th_param *param)
{
	th_str rest = param->value, slug;
	while (rest.n > 0 && th_str_split(&rest, ',', &slug)) {
		view_term term = {0};
		if (slug.n == 0)
			continue;
		if (req->queried.terms.n >= TERM_MAX ||
		    !query_term(&site->q, param->name, slug, &term))
			return false;
		insert(site, &req->queried, (selection_term){param->name, slug});
	}
	return true;
}

/* A visitor's search words, in which no byte has a special meaning. Cuts what is too long. */
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

bool selection_read(hub_site *site, request *req)
{
	req->number = 1;
	req->queried = (selection){0};
	for (size_t i = 0; i < req->sent->query.n; i++) {
		const th_param *param = &req->sent->query.v[i];
		uint64_t number;
		if (th_str_eq(param->name, request_param(PARAM_PAGE))) {
			if (!th_str_uint(param->value, PAGE_MAX, &number) || number == 0)
				return false;
			req->number = (int64_t)number;
		} else if (th_str_eq(param->name, request_param(PARAM_TEXT))) {
			req->queried.text = read_text(param->value);
		} else if (facet_order(site, param->name) >= 0 && !read_terms(site, req, param)) {
			return false;
		}
	}
	req->selected = req->fixed.facet.n
			    ? selection_with(site, &req->queried, req->fixed.facet, req->fixed.term)
			    : copy(site->q.a, &req->queried);
	return true;
}

bool selection_is_none(hub_site *site, request *req)
{
	return selection_read(site, req) && req->queried.terms.n == 0 && req->queried.text.n == 0;
}

bool selection_of_term(hub_site *site, request *req, th_str *path)
{
	view_term term = {0};
	req->fixed = (selection_term){req->facet->name, req->slug};
	*path = th_str_fmt(site->q.a, "/%.*s/%.*s/", TH_FMT(req->facet->path), TH_FMT(req->slug));
	return query_term(&site->q, req->facet->name, req->slug, &term) &&
	       selection_read(site, req);
}

bool selection_of_person(hub_site *site, request *req, th_str *path, th_str *name)
{
	view_person person;
	if (!query_person(&site->q, req->slug, &person))
		return false;
	req->fixed = (selection_term){TH_S("author"), req->slug};
	*path = th_str_fmt(site->q.a, "/people/%.*s/", TH_FMT(req->slug));
	*name = person.name;
	return selection_read(site, req);
}

th_str selection_query(th_arena *a, const selection *s)
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
	th_str out = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return out;
}

th_str selection_words(hub_site *site, const selection *s)
{
	th_str out = s->text.n ? word_fill(site, "search_quoted", s->text, TH_NONE) : TH_S("");
	for (size_t i = 0; i < s->terms.n; i++) {
		view_term term = {0};
		if (!query_term(&site->q, s->terms.v[i].facet, s->terms.v[i].term, &term))
			term.label = s->terms.v[i].term;
		out = out.n ? th_str_fmt(site->q.a, "%.*s, %.*s", TH_FMT(out), TH_FMT(term.label))
			    : term.label;
	}
	return out;
}
