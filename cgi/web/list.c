/* list.c -- a list of stories for any selection: cards, filters, chips, pages, feeds. Called by the
 * story list and by term pages, which differ only in what their address selects already. */
#include "page.h"

enum { PER_PAGE_MAX = 100 };

/* Where the list with that selection lives: on this address while it holds what the address
 * selects, else among all stories. */
static th_str href_of(page *p, const selection *s, th_str path)
{
	if (p->fixed.facet.n == 0)
		return url_of(p, path, selection_query(p, s), 1);
	if (!selection_has(s, p->fixed.facet, p->fixed.term))
		return url_of(p, TH_S("/stories/"), selection_query(p, s), 1);
	selection asked = selection_without(p, s, p->fixed.facet, p->fixed.term);
	for (size_t i = 0; i < asked.terms.n; i++)
		if (th_str_eq(asked.terms.v[i].facet, p->fixed.facet))
			return url_of(p, TH_S("/stories/"), selection_query(p, s), 1);
	return url_of(p, path, selection_query(p, &asked), 1);
}

/* A number of stories is said of the hub, a team, a topic; never of a person. */
static bool is_of_person(const page *p)
{
	for (size_t i = 0; i < p->all.terms.n; i++)
		if (th_str_eqz(p->all.terms.v[i].facet, "author"))
			return true;
	return false;
}

th_str list_count_label(page *p, int64_t n)
{
	return is_of_person(p) ? word(p, "stories") : word_count(p, "stories_count", n);
}

void list_filters(page *p, view_filters *filters)
{
	query_filters(&p->q, &p->all, filters);
	for (size_t i = 0; is_of_person(p) && i < filters->n; i++)
		for (size_t k = 0; k < filters->v[i].options.n; k++)
			filters->v[i].options.v[k].count = 0;
}

void list_link_options(page *p, view_filters *filters, th_str path)
{
	for (size_t i = 0; i < filters->n; i++) {
		view_filter *f = &filters->v[i];
		for (size_t k = 0; k < f->options.n; k++) {
			view_option *o = &f->options.v[k];
			selection s = o->selected ? selection_without(p, &p->all, f->facet, o->slug)
						  : selection_with(p, &p->all, f->facet, o->slug);
			o->href = href_of(p, &s, path);
		}
	}
}

void list_add_chips(page *p, view_links *chips, th_str path)
{
	for (size_t i = 0; i < p->asked.terms.n; i++) {
		const selection_term *t = &p->asked.terms.v[i];
		view_term term = {0};
		if (!query_term(&p->q, t->facet, t->term, &term))
			continue;
		selection s = selection_without(p, &p->all, t->facet, t->term);
		*TH_ADD(p->a, chips) =
		    (view_link){.href = href_of(p, &s, path), .label = term.label};
	}
}

/* On a list the question is one of the things that narrow it. */
static void add_chips(page *p, view_list *list, th_str path)
{
	if (p->asked.text.n > 0) {
		selection s = selection_without(p, &p->all, TH_NONE, TH_NONE);
		s.text = TH_NONE;
		*TH_ADD(p->a, &list->chips) = (view_link){.href = href_of(p, &s, path),
		    .label = word_fill(p, "search_quoted", p->asked.text, TH_NONE)};
	}
	list_add_chips(p, &list->chips, path);
	if (p->asked.terms.n > 0 || p->asked.text.n > 0)
		list->clear = url_of(p, path, TH_NONE, 1);
}

int64_t list_per_page(page *p)
{
	uint64_t n;
	return th_str_uint(edition_meta(p->q.e, TH_S("per_page")), PER_PAGE_MAX, &n) && n > 0
		   ? (int64_t)n
		   : 12;
}

bool list_fill(page *p, view_list *list, th_str path)
{
	th_str qs = selection_query(p, &p->asked);
	int64_t size = list_per_page(p);
	list->total = query_count(&p->q, &p->all);
	int64_t of = list->total == 0 ? 1 : (list->total + size - 1) / size;
	if (p->number > of)
		return false;
	list->count_label = list_count_label(p, list->total);
	if (list->value)
		query_cards_critical(
		    &p->q, &p->all, size, (p->number - 1) * size, size, &list->cards);
	else
		query_cards(&p->q, &p->all, (p->number - 1) * size, size, &list->cards);
	list_filters(p, &list->filters);
	list_link_options(p, &list->filters, path);
	add_chips(p, list, path);
	list->pages = page_numbers(p, path, qs, p->number, of);
	th_str title = p->site.title, words = selection_words(p, &p->all);
	if (words.n > 0)
		title = th_str_fmt(p->a, "%.*s: %.*s", TH_FMT(title), TH_FMT(words));
	page_feeds(p, &list->feeds, path, qs, title);
	p->head.feeds = list->feeds;
	list->subscribe = url_of(p, th_str_cat(p->a, path, TH_S("subscribe/")), qs, 1);
	page_address(p, path, qs, p->number, of);
	p->head.oembed = share_oembed(p, url_absolute(p, url_of(p, path, qs, 1)));
	p->head.noindex = p->asked.terms.n > 1 ||
			  p->asked.text.n > 0; /* combinations are endless: link them, index none */
	th_time modified = query_modified(&p->q, &p->all);
	if (modified > p->modified)
		p->modified = modified;
	return true;
}
