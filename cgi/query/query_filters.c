/* query_filters.c -- how a selection could be narrowed or widened: for each facet its terms, each
 * with the number of documents it would give. Terms of one facet are alternatives, so the facet's
 * own terms are ignored when its options are counted. Called for the lists of pages. */
#include "query.h"

#include <stdlib.h>

enum { OPTIONS_MAX = 100 };

typedef struct counted {
	size_t place; /* in display order */
	const facet_entry *entry;
	int64_t count;
	bool selected;
} counted;

static bool is_selected(const selection *s, th_str facet, th_str term)
{
	for (size_t i = 0; i < s->terms.n; i++)
		if (th_str_eq(s->terms.v[i].facet, facet) && th_str_eq(s->terms.v[i].term, term))
			return true;
	return false;
}

static int by_weight(const void *x, const void *y)
{
	const counted *a = x, *b = y;
	if (a->selected != b->selected)
		return a->selected ? -1 : 1;
	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return a->place < b->place ? -1 : 1;
}

static int by_place(const void *x, const void *y)
{
	const counted *a = x, *b = y;
	return a->place < b->place ? -1 : 1;
}

static void add_filter(query *q, rank_kind k, const selection *s, th_str facet, th_str label,
    size_t least, view_filters *out)
{
	const facet_list *l = set_facet(q, k, facet);
	th_set set = set_select(q, k, s, facet);
	TH_LIST(counted) found = {0};
	bool active = false;
	for (size_t i = 0; i < l->n; i++) {
		const facet_entry *x = &l->v[l->in_order[i]];
		int64_t count = (int64_t)set_count_entry(&set, x);
		bool selected = is_selected(s, facet, x->slug);
		active = active || selected;
		if (count > 0 || selected)
			*TH_ADD(q->a, &found) = (counted){i, x, count, selected};
	}
	if (found.n < least && !active)
		return;
	if (found.n > OPTIONS_MAX) {
		qsort(found.v, found.n, sizeof *found.v, by_weight);
		found.n = OPTIONS_MAX;
		qsort(found.v, found.n, sizeof *found.v, by_place);
	}
	view_filter *f = TH_ADD(q->a, out);
	*f = (view_filter){.facet = facet, .label = label, .active = active};
	for (size_t i = 0; i < found.n; i++) {
		const counted *c = &found.v[i];
		const view_term *t = kept_term(q, facet, c->entry->slug);
		if (t == NULL)
			continue;
		view_option *o = TH_ADD(q->a, &f->options);
		*o = (view_option){
		    .slug = t->slug, .label = t->label, .count = c->count, .selected = c->selected};
	}
}

static void filters_of(query *q, rank_kind k, const selection *s, view_filters *out)
{
	for (size_t i = 0; i < q->e->facet_count; i++) {
		th_str name = q->e->facets[i].name;
		add_filter(q, k, s, name, edition_facet_label(q->e, name, q->ui, false), 1, out);
	}
	if (k != RANK_STORY)
		return;
	const facet_list *langs = set_facet(q, k, TH_S("lang"));
	if (langs->n > 1) {
		const view_term *t = kept_term(q, TH_S("lang"), langs->v[0].slug);
		if (t != NULL)
			add_filter(q, k, s, TH_S("lang"), t->facet_label, 2, out);
	}
}

void query_filters(query *q, const selection *s, view_filters *out)
{
	filters_of(q, RANK_STORY, s, out);
}

void query_people_filters(query *q, const selection *s, view_filters *out)
{
	filters_of(q, RANK_PERSON, s, out);
}
