/* index_change.c -- documents of the search index that change. Most of a text that somebody edited
 * is as it was: the words before and after are compared, and only rows of stems that differ are
 * written, each once, however many documents were dropped. A document that comes back keeps its
 * number. Called by write_search.c.
 *
 * Nothing is written before index_settle, and by then nothing of a dropped document may be left. */
#include "indexing.h"

#include <stdlib.h>

enum { PLACES_KEPT = 400000 }; /* words of dropped documents in memory */

typedef struct dropped_doc {
	uint32_t num;
	bool back;
} dropped_doc;

struct index_changes {
	search_writer words;
	th_map docs; /* id → dropped_doc*, in words.a */
	size_t places;
	bool back; /* one of them came back */
};

static void begin(index_changes *c)
{
	index_empty(&c->words);
	th_map_init(&c->docs, c->words.a);
	c->places = 0;
	c->back = false;
}

static index_changes *changes_of(edition_writer *w)
{
	if (w->changes == NULL) {
		w->changes = TH_NEW(w->a, index_changes);
		index_init(&w->changes->words);
		begin(w->changes);
	}
	return w->changes;
}

void index_changes_free(edition_writer *w)
{
	if (w->changes != NULL)
		index_done(&w->changes->words);
	w->changes = NULL;
}

/* Documents are dropped by any order of numbers; what comes back is looked up. */
static int by_number(const void *x, const void *y)
{
	const stem_change *a = x, *b = y;
	return (a->num > b->num) - (a->num < b->num);
}

void index_note_dropped(edition_writer *w, th_str doc, uint32_t num)
{
	index_changes *c = changes_of(w);
	if (c->back || c->places > PLACES_KEPT)
		index_settle(w);
	dropped_doc *d = TH_NEW(c->words.a, dropped_doc);
	d->num = num;
	th_map_put(&c->docs, th_str_dup(c->words.a, doc), d);
	c->words.sign = -1;
	index_take_doc(w, &c->words, doc);
	c->places += c->words.place;
	for (size_t i = 0; i < c->words.touched.n; i++) {
		stem_row *r = c->words.touched.v[i];
		*TH_ADD(c->words.lists, &r->changes) = (stem_change){
		    .num = num, .was = r->entry, .was_from = r->from, .was_to = r->spots.n};
	}
}

/* After the last one was dropped. */
static void sort_dropped(index_changes *c)
{
	for (size_t i = 0; !c->back && i < c->words.stems.n; i++) {
		stem_row *r = c->words.stems.items[i].value;
		r->dropped = r->changes.n;
		if (r->changes.n > 1)
			qsort(r->changes.v, r->changes.n, sizeof *r->changes.v, by_number);
	}
	c->back = true;
}

bool index_note_changed(edition_writer *w, th_str doc)
{
	index_changes *c = changes_of(w);
	dropped_doc *d = th_map_get(&c->docs, doc);
	if (d == NULL || d->back)
		return false;
	sort_dropped(c);
	d->back = true;
	c->words.sign = 1;
	index_take_doc(w, &c->words, doc);
	for (size_t i = 0; i < c->words.touched.n; i++) {
		stem_row *r = c->words.touched.v[i];
		const stem_change key = {.num = d->num};
		stem_change *x = r->dropped == 0 ? NULL
						 : bsearch(&key, r->changes.v, r->dropped,
						       sizeof key, by_number);
		if (x == NULL) {
			x = TH_ADD(c->words.lists, &r->changes);
			*x = key;
		}
		x->now = r->entry;
		x->now_from = r->from;
		x->now_to = r->spots.n;
	}
	WRITE(w, "INSERT INTO search_doc VALUES(?1, ?2, ?3)", d->num, doc, c->words.place);
	return true;
}

static bool differs(const stem_row *r, const stem_change *x)
{
	const char *v = r->spots.v;
	size_t n = x->was_to - x->was_from;
	return x->was != x->now || n != x->now_to - x->now_from ||
	       (n > 0 && memcmp(v + x->was_from, v + x->now_from, n) != 0);
}

/* Leaves the changes that are some, by number. */
static void settle_stem(edition_writer *w, stem_row *r)
{
	size_t n = 0;
	for (size_t i = 0; i < r->changes.n; i++)
		if (differs(r, &r->changes.v[i]))
			r->changes.v[n++] = r->changes.v[i];
	r->changes.n = n;
	if (n > 1)
		qsort(r->changes.v, n, sizeof *r->changes.v, by_number);
	if (n > 0)
		index_change_stem(w, r);
}

static int by_stem(const void *x, const void *y)
{
	const stem_row *const *a = x, *const *b = y;
	return th_str_cmp((*a)->stem, (*b)->stem);
}

void index_settle(edition_writer *w)
{
	index_changes *c = w->changes;
	if (c == NULL || c->docs.n == 0)
		return;
	search_writer *s = &c->words;
	stem_row **stems = th_alloc_array(s->a, s->stems.n, sizeof(stem_row *));
	for (size_t i = 0; i < s->stems.n; i++)
		stems[i] = s->stems.items[i].value;
	if (s->stems.n > 1)
		qsort(stems, s->stems.n, sizeof *stems, by_stem);
	for (size_t i = 0; i < s->stems.n; i++)
		settle_stem(w, stems[i]);
	index_count_words(w, s);
	begin(c);
}
