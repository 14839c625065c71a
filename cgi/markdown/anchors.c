/* anchors.c -- targets of links within a text, by the ids that authors or generators gave them: <a
 * name="x">, id= on any element that stays, {#x} of kramdown and goldmark, which extras.c rewrites
 * as the first. All get the prefix of a text's own ids; the first one of a name gets it. Called by
 * sanitize.c. */
#include "parts.h"

static tree_open *open_heading(tree *t)
{
	for (size_t k = t->n; k > 1; k--)
		if (t->open[k - 1].e->kind == EL_HEADING)
			return &t->open[k - 1];
	return NULL;
}

th_str anchor_take(tree *t, const element *e, th_str id, th_str name)
{
	bool link = e->as != NULL && strcmp(e->as, "a") == 0;
	th_str given = id.n > 0 ? id : link ? name : TH_NONE;
	th_buf slug = {0};
	if (given.n == 0 || given.n > 200 || e->as == NULL)
		return TH_NONE;
	th_buf_addz(&slug, "s-");
	address_slug(&slug, given);
	th_str have = slug.n > 2 ? th_str_dup(t->j->a, th_buf_str(&slug)) : TH_NONE;
	th_buf_free(&slug);
	if (have.n == 0 || th_map_get(&t->ids, have) != NULL)
		return TH_NONE;
	tree_open *heading = link ? open_heading(t) : NULL;
	if (heading != NULL && heading->id.n == 0) {
		heading->id = tree_id(t, have);
		return TH_NONE;
	}
	return e->kind == EL_HEADING ? have : tree_id(t, have);
}
