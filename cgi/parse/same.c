/* same.c -- whether two states of a file say the same. Called by the publish step that reads the
 * history: a commit that only sorts fields, changes quotes or wraps lines is not an update.
 *
 * Fields are compared as sorted pairs of full key and text; the order of a list's items counts.
 * White space counts only as a gap, even in fenced code: spaces alone rarely change what a reader
 * sees there. */
#include "fields.h"

#include <stdlib.h>

static int by_key(const void *x, const void *y)
{
	return th_str_cmp(((const th_pair *)x)->key, ((const th_pair *)y)->key);
}

static bool read_fields(th_pairs *out, front *split, th_str bytes, th_arena *a)
{
	th_findings none = {.arena = a};
	yaml_node *map;
	if (front_split(split, bytes, TH_S("x"), a, &none) != 0 ||
	    front_read(&map, split, TH_S("x"), a, &none) != 0)
		return false;
	yaml_flatten(out, map, a);
	if (out->n > 1)
		qsort(out->v, out->n, sizeof(*out->v), by_key);
	return true;
}

static bool same_words(th_str a, th_str b)
{
	size_t i = 0, k = 0;
	a = th_str_trim(a);
	b = th_str_trim(b);
	while (i < a.n && k < b.n) {
		if (th_is_space(a.p[i]) != th_is_space(b.p[k]))
			return false;
		if (!th_is_space(a.p[i])) {
			if (a.p[i++] != b.p[k++])
				return false;
			continue;
		}
		while (i < a.n && th_is_space(a.p[i]))
			i++;
		while (k < b.n && th_is_space(b.p[k]))
			k++;
	}
	return i == a.n && k == b.n;
}

bool content_same(th_str before, th_str after, th_arena *a)
{
	th_pairs fields[2] = {{0}, {0}};
	front split[2];
	if (th_str_eq(before, after))
		return true;
	if (!read_fields(&fields[0], &split[0], before, a) ||
	    !read_fields(&fields[1], &split[1], after, a) || fields[0].n != fields[1].n)
		return false;
	for (size_t i = 0; i < fields[0].n; i++)
		if (!th_str_eq(fields[0].v[i].key, fields[1].v[i].key) ||
		    !same_words(fields[0].v[i].value, fields[1].v[i].value))
			return false;
	return same_words(th_str_sub(before, split[0].body_at, before.n),
	    th_str_sub(after, split[1].body_at, after.n));
}
