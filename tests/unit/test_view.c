/* test_view.c -- the descriptor tables contain every field of their struct; dictionaries; the
 * generated reference. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "teamhub/texts.h"
#include "teamhub/view.h"

static size_t size_of_field(const th_field *f)
{
	switch (f->type) {
	case TH_TEXT:
	case TH_HTML:
		return sizeof(th_str);
	case TH_FLAG:
		return sizeof(bool);
	case TH_NUMBER:
		return sizeof(int64_t);
	case TH_OBJECT:
	case TH_WORDS:
	case TH_FIELDS:
		return sizeof(void *);
	case TH_PART:
		return f->of->size;
	case TH_ITEMS:
		return sizeof(view_links);
	}
	return 0;
}

static int by_offset(const void *a, const void *b)
{
	const th_field *x = a, *y = b;
	return (x->offset > y->offset) - (x->offset < y->offset);
}

/* Every byte but padding (less than a pointer, behind a flag) belongs to a field. */
static void assert_covers(const th_desc *d)
{
	th_field sorted[64];
	assert_true(d->count > 0 && d->count <= TH_COUNT(sorted));
	memcpy(sorted, d->fields, d->count * sizeof(*sorted));
	qsort(sorted, d->count, sizeof(*sorted), by_offset);
	/* date.at, item.behind: not for themes */
	size_t at = strcmp(d->name, "date") == 0   ? sizeof(th_time)
		    : strcmp(d->name, "item") == 0 ? sizeof(void *)
						   : 0;
	bool after_flag = false;
	for (size_t i = 0; i <= d->count; i++) {
		size_t next = i < d->count ? sorted[i].offset : d->size;
		if (next < at || next - at >= sizeof(void *) || (next != at && !after_flag))
			fail_msg("%s: a field before %s stands in no table", d->name,
			    i < d->count ? sorted[i].name : "the end");
		if (i < d->count) {
			at = next + size_of_field(&sorted[i]);
			after_flag = sorted[i].type == TH_FLAG;
		}
	}
}

/* All descriptors that can be reached from the root. */
static size_t collect(const th_desc **all, size_t max)
{
	size_t n = 1;
	all[0] = &view_desc;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < all[i]->count; k++) {
			const th_desc *of = all[i]->fields[k].of;
			bool known = of == NULL;
			for (size_t j = 0; j < n && !known; j++)
				known = all[j] == of;
			if (!known) {
				assert_true(n < max);
				all[n++] = of;
			}
		}
	return n;
}

static void every_field_of_every_struct_stands_in_its_table(void **state)
{
	(void)state;
	const th_desc *all[64];
	size_t n = collect(all, TH_COUNT(all));
	assert_int_equal(n, 50);
	for (size_t i = 0; i < n; i++)
		assert_covers(all[i]);
}

/* A sentence of the catalogue, which the build wants in every language. */
static void assert_explained(th_str key)
{
	enum text_id id;
	if (!catalogue_find(&id, key))
		fail_msg("%.*s: not in cgi/texts/en.yml", TH_FMT(key));
}

static void every_field_is_found_by_its_name_and_explained(void **state)
{
	(void)state;
	const th_desc *all[64];
	size_t n = collect(all, TH_COUNT(all));
	th_arena *a = th_arena_new();
	for (size_t i = 0; i < n; i++) {
		assert_explained(th_str_fmt(a, "theme_struct_%s", all[i]->name));
		for (size_t k = 0; k < all[i]->count; k++) {
			const th_field *f = &all[i]->fields[k];
			assert_ptr_equal(th_desc_find(all[i], th_strz(f->name)), f);
			assert_explained(th_str_fmt(a, "theme_field_%s_%s", all[i]->name, f->name));
			bool nested =
			    f->type == TH_OBJECT || f->type == TH_PART || f->type == TH_ITEMS;
			assert_true(nested == (f->of != NULL));
		}
	}
	th_arena_free(a);
}

static void a_name_that_is_longer_or_shorter_is_not_found(void **state)
{
	(void)state;
	assert_null(th_desc_find(&view_desc, TH_S("sit")));
	assert_null(th_desc_find(&view_desc, TH_S("sitex")));
	assert_null(th_desc_find(&view_desc, TH_S("")));
	assert_null(th_desc_find(&view_desc, TH_NONE));
	assert_null(th_desc_find(&view_desc, th_strn("site\0", 5)));
	assert_non_null(th_desc_find(&view_desc, th_strn("sitexx", 4)));
}

static void the_last_of_equal_words_wins_and_all_are_found(void **state)
{
	(void)state;
	th_pair pairs[] = {
	    {TH_S("b"), TH_S("1")},
	    {TH_S("ab"), TH_S("2")},
	    {TH_S("a"), TH_S("3")},
	    {TH_S("b"), TH_S("4")},
	    {TH_S("\xc3\xa4"), TH_S("5")},
	    {TH_S(""), TH_S("6")},
	};
	th_dict d = {pairs, th_dict_sort(pairs, TH_COUNT(pairs))};
	assert_int_equal(d.n, 5);
	assert_true(th_str_eqz(th_dict_get(&d, TH_S("b")), "4"));
	assert_true(th_str_eqz(th_dict_get(&d, TH_S("a")), "3"));
	assert_true(th_str_eqz(th_dict_get(&d, TH_S("ab")), "2"));
	assert_true(th_str_eqz(th_dict_get(&d, TH_S("\xc3\xa4")), "5"));
	assert_true(th_str_eqz(th_dict_get(&d, TH_S("")), "6"));
	assert_null(th_dict_get(&d, TH_S("c")).p);
	assert_null(th_dict_get(NULL, TH_S("a")).p);
	assert_int_equal(th_dict_sort(pairs, 0), 0);
}

static void the_reference_names_every_struct_once_and_every_field(void **state)
{
	(void)state;
	th_buf b = {0};
	view_write_reference(&b, TH_S("en"));
	const th_desc *all[64];
	size_t n = collect(all, TH_COUNT(all));
	th_arena *a = th_arena_new();
	for (size_t i = 0; i < n; i++) {
		th_str head = th_str_fmt(a, "\n## %s\n", all[i]->name), text = th_buf_str(&b);
		ptrdiff_t at = th_str_find(text, head);
		assert_true(at >= 0);
		th_str rest = th_str_sub(text, (size_t)at + head.n, text.n);
		assert_int_equal(th_str_find(rest, head), -1);
		ptrdiff_t end = th_str_find(rest, TH_S("\n## "));
		th_str part = end < 0 ? rest : th_str_sub(rest, 0, (size_t)end + 1);
		for (size_t k = 0; k < all[i]->count; k++) {
			th_str row = th_str_fmt(a, "\n| `%s` | ", all[i]->fields[k].name);
			assert_true(th_str_find(part, row) >= 0);
		}
	}
	assert_true(th_str_find(th_buf_str(&b), TH_S("| `cards` | list of [card](#card) |")) > 0);
	th_arena_free(a);
	th_buf_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_field_of_every_struct_stands_in_its_table),
	    cmocka_unit_test(every_field_is_found_by_its_name_and_explained),
	    cmocka_unit_test(a_name_that_is_longer_or_shorter_is_not_found),
	    cmocka_unit_test(the_last_of_equal_words_wins_and_all_are_found),
	    cmocka_unit_test(the_reference_names_every_struct_once_and_every_field),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
