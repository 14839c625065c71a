/* publish_portraits.c -- the portraits of people whose files are gone, by the ids of their bytes: a
 * copy that somebody made of the picture must not show a person who withdrew. Called by the walk of
 * publish_history.c and by publish_removed.c.
 *
 * Only the id is kept, with what is known about the entry in withdrawn.yml. */
#include "teamhub/publish_history.h"

static const char *const endings[] = {".jpg", ".jpeg", ".png", ".webp", ".svg", ".avif", ".gif"};

static bool is_picture(th_str path)
{
	for (size_t i = 0; i < TH_COUNT(endings); i++)
		if (th_str_ends(path, th_strz(endings[i])))
			return true;
	return false;
}

static void note(histories *h, th_str path, th_str id)
{
	th_strs *ids = th_map_get(&h->pictures, path);
	if (id.n == 0 || !is_picture(path))
		return;
	if (ids == NULL) {
		ids = TH_NEW(h->a, th_strs);
		th_map_put(&h->pictures, th_str_dup(h->a, path), ids);
	}
	if (!th_strs_has(ids, id))
		*TH_ADD(h->a, ids) = th_str_dup(h->a, id);
}

void portraits_note(histories *h, const th_revision *r)
{
	note(h, r->was.n > 0 ? r->was : r->path, r->before);
	note(h, r->path, r->after);
}

static void take(histories *h, size_t entry, const row_revision *state, th_str path)
{
	const th_strs *ids = th_map_get(&h->pictures, path);
	revisions *list = &h->entries.v[entry];
	for (size_t i = 0; ids != NULL && i < ids->n; i++) {
		bool known = false;
		for (size_t k = 0; k < list->n && !known; k++)
			known = list->v[k].kind == REVISION_PICTURE &&
				th_str_eq(list->v[k].blob, ids->v[i]);
		if (!known)
			*TH_ADD(h->a, list) = (row_revision){.at = state->at,
			    .kind = REVISION_PICTURE,
			    .commit = state->commit,
			    .blob = ids->v[i]};
	}
}

/* "../media/max.jpg" of people/max.md → "media/max.jpg" */
static th_str joined(th_str folder, th_str written, th_arena *a)
{
	th_str path = folder, segment;
	while (th_str_split(&written, '/', &segment)) {
		if (segment.n == 0 || th_str_eqz(segment, "."))
			continue;
		if (!th_str_eqz(segment, "..")) {
			path = th_str_fmt(a, "%.*s%s%.*s", TH_FMT(path),
			    path.n > 0 && path.p[path.n - 1] != '/' ? "/" : "", TH_FMT(segment));
			continue;
		}
		if (path.n > 0 && path.p[path.n - 1] == '/')
			path.n--;
		path = path_folder(path);
	}
	return path;
}

static void take_state(histories *h, size_t entry, const row_revision *state)
{
	const th_hub *hub = h->content->hub;
	th_arena *a = th_arena_new();
	th_doc was;
	if (states_read(h, hub, state->was, state->blob, a, &was) && was.kind == TH_PERSON) {
		for (size_t i = 0; i < TH_COUNT(endings); i++)
			take(h, entry, state,
			    th_str_cat(a, path_stem(state->was), th_strz(endings[i])));
		if (was.picture.n > 0) {
			take(h, entry, state, joined(path_folder(state->was), was.picture, a));
			take(h, entry, state, joined(TH_NONE, was.picture, a));
		}
		for (size_t i = 0; was.picture.n > 0 && i < hub->media.n; i++)
			take(h, entry, state, joined(hub->media.v[i], was.picture, a));
	}
	th_arena_free(a);
}

void portraits_search(histories *h)
{
	for (size_t n = 0; n < h->entries.n; n++) {
		size_t states = h->entries.v[n].n;
		for (size_t i = 0; i < states; i++) {
			row_revision state = h->entries.v[n].v[i];
			if (state.blob.n > 0 && state.kind != REVISION_PICTURE)
				take_state(h, n, &state);
		}
	}
}

size_t portraits_add_faces(const histories *h, th_content *c)
{
	size_t before = c->faces.n;
	for (size_t n = 0; n < h->entries.n; n++)
		for (size_t i = 0; i < h->entries.v[n].n; i++) {
			const row_revision *r = &h->entries.v[n].v[i];
			if (r->kind == REVISION_PICTURE && !th_strs_has(&c->faces, r->blob))
				*TH_ADD(h->a, &c->faces) = r->blob;
		}
	return c->faces.n - before;
}
