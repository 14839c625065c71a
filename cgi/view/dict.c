/* dict.c -- look-up of fields and words. Faces call it for every name in a template, so it must be
 * quick: tables are short, dictionaries are sorted. */
#include "teamhub/view.h"

#include <stdlib.h>

const th_field *th_desc_find(const th_desc *d, th_str name)
{
	if (name.n == 0 || d->count == 0)
		return NULL;
	const th_field *end = d->fields + d->count;
	const char first = name.p[0], last = name.p[name.n - 1]; /* few share both */
	for (const th_field *f = d->fields; f < end; f++)
		if (f->length == name.n && f->name[0] == first && f->name[name.n - 1] == last &&
		    memcmp(f->name, name.p, name.n) == 0)
			return f;
	return NULL;
}

th_str th_dict_get(const th_dict *d, th_str key)
{
	size_t from = 0, to = d ? d->n : 0;
	while (from < to) {
		size_t mid = from + (to - from) / 2;
		int order = th_str_cmp(key, d->pairs[mid].key);
		if (order == 0)
			return d->pairs[mid].value;
		if (order < 0)
			to = mid;
		else
			from = mid + 1;
	}
	return TH_NONE;
}

static int by_key(const void *a, const void *b)
{
	const th_pair *x = *(const th_pair *const *)a, *y = *(const th_pair *const *)b;
	int order = th_str_cmp(x->key, y->key);
	return order ? order : (x > y) - (x < y); /* equal keys keep their order */
}

size_t th_dict_sort(th_pair *pairs, size_t n)
{
	if (n < 2)
		return n;
	th_arena *a = th_arena_new();
	const th_pair **order = th_alloc_array(a, n, sizeof(*order));
	th_pair *sorted = th_alloc_array(a, n, sizeof(*sorted));
	for (size_t i = 0; i < n; i++)
		order[i] = &pairs[i];
	qsort(order, n, sizeof(*order), by_key);
	size_t kept = 0;
	for (size_t i = 0; i < n; i++) {
		if (kept > 0 && th_str_eq(sorted[kept - 1].key, order[i]->key))
			kept--;
		sorted[kept++] = *order[i];
	}
	memcpy(pairs, sorted, kept * sizeof(*sorted));
	th_arena_free(a);
	return kept;
}
