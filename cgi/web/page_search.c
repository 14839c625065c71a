/* page_search.c -- answers a visitor's question: people, stories, whatever else there is; without a
 * question, the form alone. The question goes into the page as text and to the edition as bytes;
 * nothing here looks into it. */
#include "page.h"

static const th_str path = {"/search", sizeof "/search" - 1};

/* /search/?q= is what people guess. */
int search_moved(page *p)
{
	p->location = url_of(p, path, url_encode_query(p, p->r->raw_query), 1);
	return 301;
}

static th_str label_of(page *p, const view_hit *hit)
{
	if (hit->kind_label.n > 0) /* a facet's, in the interface's language */
		return hit->kind_label;
	th_kind kind;
	if (!kind_named(&kind, hit->kind) || th_kinds[kind].pages != TH_PAGES_ITEMS)
		return TH_NONE;
	return word(p, th_str_fmt(p->a, "search_%s", th_kind_name[kind]).p);
}

/* The selection but for the question, so that a new one keeps it. */
static void add_inputs(page *p, view_search *s)
{
	for (size_t i = 0; i < p->asked.terms.n; i++)
		*TH_ADD(p->a, &s->inputs) =
		    (view_input){p->asked.terms.v[i].facet, p->asked.terms.v[i].term};
}

/* Without an answer: the same without the filters, each word for itself, and the lists. */
static void add_ways(page *p, view_search *s)
{
	enum { WORDS = 4 };
	selection alone = {.text = p->asked.text};
	if (p->asked.terms.n > 0 && query_count(&p->q, &alone) > 0)
		*TH_ADD(p->a, &s->ways) =
		    (view_link){.href = url_of(p, path, selection_query(p, &alone), 1),
			.label = word_fill(p, "search_heading", p->asked.text, TH_NONE)};
	th_str rest = p->asked.text, part;
	size_t words = 0;
	while (th_str_chr(p->asked.text, ' ') > 0 && words < WORDS &&
	       th_str_split(&rest, ' ', &part)) {
		alone.text = part;
		if (part.n < 3 || query_count(&p->q, &alone) == 0)
			continue;
		*TH_ADD(p->a, &s->ways) =
		    (view_link){.href = url_of(p, path, selection_query(p, &alone), 1),
			.label = word_fill(p, "search_alone", part, TH_NONE)};
		words++;
	}
	for (size_t i = 0; i < p->site.nav.n; i++)
		*TH_ADD(p->a, &s->ways) = p->site.nav.v[i];
}

static void add_meant(page *p, view_search *s)
{
	th_str meant = query_meant(&p->q, &p->asked);
	if (meant.n == 0)
		return;
	selection other = {.text = meant};
	view_link *link = TH_NEW(p->a, view_link);
	*link = (view_link){.href = url_of(p, path, selection_query(p, &other), 1), .label = meant};
	s->meant = link;
}

static bool answer(page *p, view_search *s)
{
	th_str qs = selection_query(p, &p->asked);
	int64_t size = list_per_page(p);
	query_search(&p->q, &p->all, (p->number - 1) * size, size, s);
	int64_t of = s->total == 0 ? 1 : (s->total + size - 1) / size;
	if (p->number > of)
		return false;
	for (size_t i = 0; i < s->jobs.n; i++)
		s->jobs.v[i].kind_label = label_of(p, &s->jobs.v[i]);
	for (size_t i = 0; i < s->others.n; i++)
		s->others.v[i].kind_label = label_of(p, &s->others.v[i]);
	s->count_label = list_count_label(p, s->total);
	if (s->total > 0 || p->asked.terms.n > 0)
		list_filters(p, &s->filters);
	list_link_options(p, &s->filters, path);
	list_add_chips(p, &s->chips, path);
	selection question = {.text = p->asked.text};
	if (p->asked.terms.n > 0)
		s->clear = url_of(p, path, selection_query(p, &question), 1);
	s->pages = page_numbers(p, path, qs, p->number, of);
	page_feeds(p, &s->feeds, TH_S("/search/"), qs, s->heading);
	p->head.feeds = s->feeds;
	s->subscribe = url_of(p, TH_S("/search/subscribe/"), qs, 1);
	page_address(p, path, qs, p->number, of);
	s->nothing = s->total == 0 && s->people.n == 0 && s->jobs.n == 0 && s->others.n == 0;
	if (s->nothing) {
		add_meant(p, s);
		add_ways(p, s);
	}
	return true;
}

int page_search(page *p)
{
	view_search *s = TH_NEW(p->a, view_search);
	if (!selection_read(p))
		return 404;
	s->question = p->asked.text;
	s->asked = p->asked.text.n > 0;
	s->action = url_of(p, path, TH_NONE, 1);
	s->heading =
	    s->asked ? word_fill(p, "search_heading", s->question, TH_NONE) : word(p, "search");
	page_begin(p, "search", s->heading, TH_NONE);
	page_crumb(p, word(p, "search"), s->action);
	add_inputs(p, s);
	if (s->asked && !answer(p, s))
		return 404;
	if (!s->asked) {
		if (p->number > 1)
			return 404;
		page_address(p, path, selection_query(p, &p->asked), 1, 1);
		s->ways = p->site.nav;
	}
	p->head.noindex = true;
	p->v.search = s;
	return page_show(p);
}
