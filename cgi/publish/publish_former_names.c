/* publish_former_names.c -- the former names of people who withdrew. Called by publish_removed.c
 * once history is known.
 *
 * A story may name its author by the name of a deleted file, or by a name that was removed from it.
 * Link is told who had that name and treats the story like that of anybody who withdrew; otherwise
 * the name would belong to nobody and appear in the byline. */
#include "teamhub/publish_history.h"

static bool is_there(const th_content *c, th_str id, th_str slug)
{
	for (size_t i = 0; i < c->former_names.n; i++)
		if (th_str_eq(c->former_names.v[i].slug, slug) &&
		    th_str_eq(c->former_names.v[i].id, id))
			return true;
	return false;
}

static void add_names(
    const histories *h, th_content *c, th_str id, const revisions *list, th_str at)
{
	th_content own = *h->content;
	th_doc was;
	own.arena = th_arena_new();
	for (size_t i = 0; i < list->n; i++) {
		th_str path = list->v[i].was.n > 0 ? list->v[i].was : at;
		if (list->v[i].kind == REVISION_PICTURE || path.n == 0 ||
		    !states_read(h, own.hub, path, list->v[i].blob, own.arena, &was) ||
		    was.kind != TH_PERSON)
			continue;
		th_names n = content_names(&own, &was);
		for (size_t k = 0; k < n.slugs.n; k++)
			if (n.slugs.v[k].n > 0 && !is_there(c, id, n.slugs.v[k]))
				*TH_ADD(h->a, &c->former_names) = (th_former_name){
				    th_str_dup(h->a, id), th_str_dup(h->a, n.slugs.v[k])};
		th_arena_reset(own.arena);
	}
	th_arena_free(own.arena);
}

size_t former_names_add(histories *h, th_content *c)
{
	size_t before = c->former_names.n;
	for (size_t n = 0; n < h->entries.n; n++) {
		const th_doc *noted = c->withdrawals.v[n]->noted;
		if (noted != NULL && noted->kind == TH_PERSON)
			add_names(h, c, noted->id, &h->entries.v[n], TH_NONE);
	}
	for (size_t i = 0; i < c->docs.n; i++) {
		const th_doc *d = c->docs.v[i];
		if (d->kind == TH_PERSON && d->withdrawn && d->entry != NULL)
			add_names(h, c, d->id, histories_of(h, d), d->path);
	}
	return c->former_names.n - before;
}
