/* page_stories.c -- all stories or any selection of them, and the page of a term, which is such a
 * selection with a text above it; that of a programme is a start page of its own. */
#include "page.h"

/* What a visitor sees first of a list; of a story without a picture, who tells it. */
static void show_first_early(page *p, view_cards *cards)
{
	if (cards->n == 0)
		return;
	view_card *first = &cards->v[0];
	for (size_t i = 0; i < first->authors.n && first->picture == NULL; i++)
		first->authors.v[i].portrait = page_early(p, first->authors.v[i].portrait);
	first->picture = page_early(p, first->picture);
}

int page_stories(page *p)
{
	view_list *list = TH_NEW(p->a, view_list);
	if (!selection_read(p))
		return 404;
	th_str words = selection_words(p, &p->all);
	list->heading = words.n ? words : word(p, "all_stories");
	list->intro = words.n ? TH_S("") : word(p, "stories_intro");
	page_begin(p, "stories", words.n ? words : word(p, "stories"), list->intro);
	page_crumb(p, word(p, "stories"), url_of(p, TH_S("/stories/"), TH_NONE, 1));
	if (words.n > 0)
		page_crumb(
		    p, words, url_of(p, TH_S("/stories/"), selection_query(p, &p->asked), 1));
	if (!list_fill(p, list, TH_S("/stories/")))
		return 404;
	show_first_early(p, &list->cards);
	p->v.list = list;
	return page_show(p);
}

/* A query that names the facet of the address again selects among all stories. */
static bool asks_own_facet(page *p)
{
	for (size_t i = 0; i < p->asked.terms.n; i++)
		if (th_str_eq(p->asked.terms.v[i].facet, p->facet->name))
			return true;
	return false;
}

/* The start page of a programme: not further pages of its list, nor a part of it. */
static void show_programme(page *p)
{
	view_programme *programme = TH_NEW(p->a, view_programme);
	if (!th_str_eqz(p->facet->kind, "programme") || p->number > 1 || p->asked.terms.n > 0 ||
	    p->asked.text.n > 0 || !face_html_has(worker_face(p->w), TH_S("programme")) ||
	    !query_programme(&p->q, p->facet->name, p->seg, programme))
		return;
	if (programme->join_label.n == 0)
		programme->join_label = word(p, "join");
	p->head.kind = TH_S("programme");
	p->v.programme = programme;
}

int page_term(page *p)
{
	view_list *list = TH_NEW(p->a, view_list);
	view_term term = {0};
	p->fixed = (selection_term){p->facet->name, p->seg};
	if (!query_term(&p->q, p->facet->name, p->seg, &term) || !selection_read(p))
		return 404;
	if (asks_own_facet(p)) {
		p->location = url_of(p, TH_S("/stories/"), selection_query(p, &p->all), p->number);
		return 301;
	}
	th_str path = th_str_fmt(p->a, "/%.*s/%.*s/", TH_FMT(p->facet->path), TH_FMT(p->seg));
	th_str folder = th_str_fmt(p->a, "/%.*s/", TH_FMT(p->facet->path));
	if (!query_term_page(&p->q, p->facet->name, p->seg, list, &p->modified))
		return 404;
	if (list->heading.n == 0)
		list->heading = term.label;
	page_begin(p, "term", list->heading,
	    term.summary.n ? term.summary : word_fill(p, "term_description", term.label, TH_NONE));
	page_crumb(p, edition_facet_label(p->q.e, p->facet->name, p->q.ui, true),
	    url_of(p, folder, TH_NONE, 1));
	page_crumb(p, term.label, url_of(p, path, TH_NONE, 1));
	if (list->value) {
		list->write = material_write(p);
		list->propose = material_propose(p, TH_S("value"), term.label);
		material_sizes(p, &list->downloads);
	}
	if (!list_fill(p, list, path))
		return 404;
	p->v.list = list;
	if (th_str_eqz(p->facet->kind, "programme"))
		page_share(p, p->facet->kind, p->seg, list->picture);
	show_programme(p);
	return page_show(p);
}
