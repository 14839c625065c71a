/* publish_removed.c -- what history knows about files that withdrawn.yml names as they once were:
 * since deleted, moved or renamed. Called by publish_history.c after the walk, then by
 * publish_withdrawn.c and publish_run.c.
 *
 * An entry names a file if it names any state of it: by path, slug, address, alias, or a person's
 * name. All changes of the walk are searched once for all entries; the result is kept in the
 * edition, so that the next publish looks at new commits only. publish_states.c knows the names of
 * each state. */
#include "teamhub/digest.h"
#include "teamhub/publish_history.h"

#include <stdlib.h>

#define HUB_FILE TH_S("hub.yml")

static const th_withdrawal *entry_of(const histories *h, size_t i)
{
	return h->content->withdrawals.v[i];
}

static bool is_found(const histories *h, size_t entry, const th_doc *d)
{
	const th_withdrawal *w = entry_of(h, entry);
	for (size_t i = 0; i < w->found.n; i++)
		if (th_str_eq(w->found.v[i]->id, d->id))
			return true;
	return false;
}

/* Was it found only by what history says about it? */
static bool is_past_match(const histories *h, size_t entry, th_str path)
{
	for (size_t i = 0; i < h->content->past_matches.n; i++)
		if (h->content->past_matches.v[i].entry == entry &&
		    th_str_eq(h->content->past_matches.v[i].path, path))
			return true;
	return false;
}

static const th_doc *living(const histories *h, th_str path)
{
	return th_map_get(&h->content->by_path, path);
}

/* ---- the search ---- */

/* Does an entry name the original of this translation? */
static bool has_original(const histories *h, size_t entry, th_str path)
{
	th_content own = *h->content;
	const revisions *list = &h->entries.v[entry];
	bool has = false;
	own.arena = th_arena_new();
	th_str original = content_original_path(&own, path);
	for (size_t i = 0; original.n > 0 && i < list->n && !has; i++)
		has = list->v[i].blob.n > 0 && th_str_eq(list->v[i].was, original);
	th_arena_free(own.arena);
	return has;
}

/* All names that the person of an entry had. */
static void collect_names(histories *h, size_t entry, th_strs *slugs)
{
	th_content own = *h->content;
	const th_withdrawal *w = entry_of(h, entry);
	const revisions *list = &h->entries.v[entry];
	th_doc was;
	own.arena = h->a;
	if (w->noted == NULL || w->noted->kind != TH_PERSON)
		return;
	*TH_ADD(h->a, slugs) = w->noted->slug;
	for (size_t i = 0; i < w->found.n; i++) {
		th_names n = content_names(&own, w->found.v[i]);
		for (size_t k = 0; k < n.slugs.n; k++)
			*TH_ADD(h->a, slugs) = n.slugs.v[k];
	}
	for (size_t i = 0; i < list->n; i++) {
		if (!states_read(h, h->content->hub, list->v[i].was, list->v[i].blob, h->a, &was) ||
		    was.kind != TH_PERSON)
			continue;
		th_names n = content_names(&own, &was);
		for (size_t k = 0; k < n.slugs.n; k++)
			*TH_ADD(h->a, slugs) = n.slugs.v[k];
	}
}

/* Deleted stories that they wrote, and thanks that they gave or got. */
static bool is_theirs(histories *h, size_t entry, const revisions *states)
{
	const th_strs *slugs = &h->voices.v[entry];
	for (size_t i = 0; slugs->n > 0 && i < states->n; i++) {
		const th_strs *whose = states_whose(h, states->v[i].was, states->v[i].blob);
		for (size_t k = 0; k < whose->n; k++)
			if (th_strs_has(slugs, whose->v[k]))
				return true;
	}
	return false;
}

enum { NAMED, THEIRS, TRANSLATED, PASSES };

/* A file that was at a path until a change deleted or moved it. */
typedef struct ended {
	th_str path;
	revisions states;
} ended;

static void look_at_end(histories *h, bool *found, const ended *e, int pass)
{
	const revisions *states = &e->states;
	memset(found, 0, h->content->withdrawals.n * sizeof(*found));
	states_find_names(h, states, found);
	for (size_t n = 0; n < h->content->withdrawals.n; n++) {
		bool is = pass == NAMED    ? found[n]
			  : pass == THEIRS ? !found[n] && is_theirs(h, n, states)
					   : !found[n] && has_original(h, n, e->path);
		for (size_t i = 0; is && i < states->n; i++)
			*TH_ADD(h->a, &h->entries.v[n]) = states->v[i];
	}
}

/* A file that still exists: noted when an entry names it by what it was, but not by what it is. */
static void look_at_living(histories *h, bool *found, const th_doc *d)
{
	revisions states = {0};
	if (!states_may_be_named(h, d))
		return;
	histories_follow(h, &states, d->path, TH_NONE, 0);
	memset(found, 0, h->content->withdrawals.n * sizeof(*found));
	states_find_names(h, &states, found);
	for (size_t n = 0; n < h->content->withdrawals.n; n++)
		if (found[n] && (!is_found(h, n, d) || is_past_match(h, n, d->path)))
			*TH_ADD(h->a, &h->entries.v[n]) =
			    (row_revision){.kind = REVISION_MOVED, .was = d->path};
}

static bool is_wanted(const histories *h, th_kind kind)
{
	for (size_t n = 0; n < h->content->withdrawals.n; n++)
		if (entry_of(h, n)->kind == kind || entry_of(h, n)->kind == TH_KIND_COUNT)
			return true;
	return false;
}

static int by_path(const void *x, const void *y)
{
	const raw_revisions *const *a = x, *const *b = y;
	return th_str_cmp((*a)->v[0].path, (*b)->v[0].path);
}

static ended end_of(histories *h, const raw_revision *r, th_str path)
{
	ended e = {.path = path};
	*TH_ADD(h->a, &e.states) = (row_revision){.at = r->at,
	    .kind = REVISION_MOVED,
	    .commit = r->commit,
	    .blob = r->before,
	    .was = path};
	histories_follow(h, &e.states, path, TH_NONE, r->step);
	return e;
}

/* A file that still exists but is not a document: hub.yml leaves it out now. */
static ended unseen_at(histories *h, th_str path)
{
	ended e = {.path = path};
	histories_follow(h, &e.states, path, TH_NONE, 0);
	return e;
}

static void search_all(histories *h)
{
	const th_content *c = h->content;
	bool *found = th_alloc_array(h->a, c->withdrawals.n, sizeof(bool));
	TH_LIST(raw_revisions *) lists = {0};
	TH_LIST(ended) ends = {0};
	for (size_t i = 0; i < h->raw.n; i++)
		*TH_ADD(h->a, &lists) = h->raw.items[i].value;
	if (lists.n > 1) /* the same on every machine, however far this walk went */
		qsort(lists.v, lists.n, sizeof(*lists.v), by_path);
	for (size_t i = 0; i < lists.n; i++) {
		const raw_revision *newest = &lists.v[i]->v[0];
		if (newest->after.n > 0 && living(h, newest->path) == NULL)
			*TH_ADD(h->a, &ends) = unseen_at(h, newest->path);
		for (size_t k = 0; k < lists.v[i]->n; k++) {
			const raw_revision *r = &lists.v[i]->v[k];
			if (r->after.n == 0)
				*TH_ADD(h->a, &ends) = end_of(h, r, r->path);
			else if (r->was.n > 0 && living(h, r->path) == NULL)
				*TH_ADD(h->a, &ends) = end_of(h, r, r->was);
		}
	}
	for (int pass = 0; pass < PASSES; pass++) {
		for (size_t n = 0; n < c->withdrawals.n && pass == THEIRS; n++)
			collect_names(h, n, &h->voices.v[n]);
		for (size_t i = 0; i < ends.n; i++)
			look_at_end(h, found, &ends.v[i], pass);
	}
	for (size_t i = 0; i < c->docs.n; i++)
		if (c->docs.v[i]->entry != NULL && is_wanted(h, c->docs.v[i]->kind))
			look_at_living(h, found, c->docs.v[i]);
	portraits_search(h);
}

void removed_search(histories *h)
{
	const th_content *c = h->content;
	h->entries.n = 0;
	for (size_t n = 0; n < c->withdrawals.n; n++)
		*TH_ADD(h->a, &h->entries) = (revisions){0};
	h->voices.n = 0;
	for (size_t n = 0; n < c->withdrawals.n; n++)
		*TH_ADD(h->a, &h->voices) = (th_strs){0};
	states_read_hubs(h);
	if (c->withdrawals.n == 0 || !source_is_git(h->source))
		return;
	if (h->past == NULL) {
		search_all(h);
		return;
	}
	for (size_t n = 0; n < c->withdrawals.n; n++) {
		const revisions *known = histories_known(h, histories_entry_key(h, n));
		for (size_t i = 0; known != NULL && i < known->n; i++)
			*TH_ADD(h->a, &h->entries.v[n]) = known->v[i];
	}
}

/* ---- from one publish to the next ---- */

/* The edition has no names of internal states; publish_former_names.c needs those of people. */
static bool is_hidden_person(const histories *h, size_t entry, const revisions *known)
{
	const th_doc *noted = entry_of(h, entry)->noted;
	for (size_t i = 0; noted != NULL && noted->kind == TH_PERSON && i < known->n; i++)
		if (known->v[i].blob.n == 0 && known->v[i].was.n == 0)
			return true;
	return false;
}

bool removed_are_known(histories *h)
{
	bool known = histories_known(h, HUB_FILE) != NULL;
	for (size_t n = 0; n < h->content->withdrawals.n && known; n++) {
		const revisions *list = histories_known(h, histories_entry_key(h, n));
		known = list != NULL && !is_hidden_person(h, n, list);
	}
	return known;
}

/* An entry named a file by this path, which has changed. */
static bool was_noted(histories *h, th_str path)
{
	for (size_t n = 0; n < h->content->withdrawals.n; n++) {
		const revisions *known = histories_known(h, histories_entry_key(h, n));
		for (size_t i = 0; known != NULL && i < known->n; i++)
			if (known->v[i].blob.n == 0 && th_str_eq(known->v[i].was, path))
				return true;
	}
	return false;
}

static bool translates_known(histories *h, size_t entry, th_str path)
{
	th_content own = *h->content;
	own.arena = h->a;
	th_str original = content_original_path(&own, path);
	const revisions *known = histories_known(h, histories_entry_key(h, entry));
	for (size_t i = 0; original.n > 0 && known != NULL && i < known->n; i++)
		if (th_str_eq(known->v[i].was, original))
			return true;
	return false;
}

/* A story or thanks was deleted, and somebody has withdrawn: it may be theirs. */
static bool may_be_theirs(const histories *h, th_str path)
{
	parsed_doc doc;
	th_arena *a = th_arena_new();
	th_findings none = {.arena = a};
	th_entry e = {.path = path, .kind = TH_ENTRY_FILE};
	bool may = content_classify(&doc, h->content->hub, &e, a, &none) &&
		   (doc.kind == TH_STORY || doc.kind == TH_KUDOS),
	     person = false;
	for (size_t n = 0; n < h->content->withdrawals.n; n++)
		person = person || (entry_of(h, n)->noted != NULL &&
				       entry_of(h, n)->noted->kind == TH_PERSON);
	th_arena_free(a);
	return may && person;
}

/* Does an entry name what the file was before that change, and not what it is? */
static bool was_named(histories *h, const raw_revision *r)
{
	th_str path = r->was.n > 0 ? r->was : r->path;
	const th_doc *now = r->after.n > 0 ? living(h, r->path) : NULL;
	bool *found = th_alloc_array(h->a, h->content->withdrawals.n, sizeof(bool)), is = false;
	revisions one = {0};
	*TH_ADD(h->a, &one) = (row_revision){.at = r->at, .blob = r->before, .was = path};
	if (now == NULL && may_be_theirs(h, path))
		return true;
	states_find_names(h, &one, found);
	for (size_t n = 0; n < h->content->withdrawals.n; n++)
		is = is || (found[n] && (now == NULL || !is_found(h, n, now))) ||
		     (now == NULL && translates_known(h, n, path));
	return is;
}

bool removed_are_others(histories *h)
{
	if (h->content->withdrawals.n == 0)
		return false;
	states_read_hubs(h);
	for (size_t i = 0; i < h->raw.n; i++) {
		const raw_revisions *list = h->raw.items[i].value;
		for (size_t k = 0; k < list->n; k++) {
			const raw_revision *r = &list->v[k];
			th_str left = r->was.n > 0 ? r->was : r->after.n == 0 ? r->path : TH_NONE;
			if ((left.n > 0 && was_noted(h, left)) ||
			    (r->before.n > 0 && was_named(h, r)))
				return true;
		}
	}
	return false;
}

th_str histories_entry_key(const histories *h, size_t entry)
{
	const th_withdrawal *w = entry_of(h, entry);
	char hex[65];
	digest_sha256(hex, th_str_fmt(h->a, "%d\n%d\n%.*s\n%.*s\n%.*s", w->kind, w->internal,
			       TH_FMT(w->written), TH_FMT(w->href), TH_FMT(h->content->hub->raw)));
	return th_str_fmt(h->a, ":%.32s", hex); /* no path begins so */
}

/* ---- using the result ---- */

const revisions *histories_of_entry(const histories *h, size_t entry)
{
	return &h->entries.v[entry];
}

static void add_past_match(const histories *h, th_content *c, size_t entry, const th_doc *d)
{
	if (is_found(h, entry, d) || is_past_match(h, entry, d->path))
		return;
	*TH_ADD(h->a, &c->past_matches) = (th_past_match){entry, d->path};
}

/* A story that exists, whose original is gone. */
static void add_translations(const histories *h, th_content *c)
{
	for (size_t k = 0; k < c->docs.n; k++) {
		const th_doc *d = c->docs.v[k];
		if (d->kind != TH_STORY || d->entry == NULL)
			continue;
		th_str original = d->story.translates.n > 0 ? d->story.translates
							    : content_original_path(c, d->path);
		for (size_t n = 0; original.n > 0 && n < h->entries.n; n++)
			for (size_t i = 0; i < h->entries.v[n].n; i++)
				if (h->entries.v[n].v[i].blob.n > 0 &&
				    th_str_eq(h->entries.v[n].v[i].was, original))
					add_past_match(h, c, n, d);
	}
}

size_t histories_add_past_matches(histories *h, th_content *c)
{
	size_t before = c->past_matches.n;
	if (h->entries.n > 0)
		add_translations(h, c);
	for (size_t n = 0; n < h->entries.n; n++)
		for (size_t i = 0; i < h->entries.v[n].n; i++) {
			const th_doc *d = living(h, h->entries.v[n].v[i].was);
			if (d != NULL)
				add_past_match(h, c, n, d);
		}
	return c->past_matches.n - before + portraits_add_faces(h, c) + former_names_add(h, c);
}

static void note_public(void *ctx, th_doc *was)
{
	(void)was;
	*(bool *)ctx = true;
}

static bool is_public(histories *h, const row_revision *r)
{
	bool any = false;
	th_arena *a = th_arena_new();
	if (r->blob.n == 0) {
		const th_doc *d = living(h, r->was);
		any = d != NULL && !content_hides(h->content, d);
	} else {
		histories_each_state(h, r->was, r, a, note_public, &any);
	}
	th_arena_free(a);
	return any;
}

bool histories_entry_was_public(histories *h, size_t entry)
{
	const revisions *list = &h->entries.v[entry];
	bool any = list->n == 0 && !entry_of(h, entry)->internal;
	if (h->content->hub->audience == TH_INTERNAL)
		return true;
	for (size_t i = 0; i < list->n && !any; i++)
		any = is_public(h, &list->v[i]);
	return any;
}

/* An internal path contains words, too: only the fact that there was something is kept. */
void histories_put_entries(histories *h, edition_writer *w)
{
	bool internal = h->content->hub->audience == TH_INTERNAL;
	for (size_t n = 0; n < h->entries.n; n++) {
		const revisions *list = &h->entries.v[n];
		th_str key = histories_entry_key(h, n);
		for (size_t i = 0; i < list->n; i++) {
			row_revision r = list->v[i];
			if (!internal && r.kind != REVISION_PICTURE && !is_public(h, &r))
				r = (row_revision){.kind = REVISION_MOVED};
			r.path = key;
			r.ord = (int64_t)i;
			writer_put_revision(w, &r);
		}
		if (list->n == 0)
			writer_put_revision(w, &(row_revision){.path = key});
	}
	revisions hubs = {0};
	histories_follow(h, &hubs, HUB_FILE, HUB_FILE, 0);
	for (size_t i = 0; i < hubs.n; i++) {
		hubs.v[i].path = HUB_FILE;
		hubs.v[i].ord = (int64_t)i;
		writer_put_revision(w, &hubs.v[i]);
	}
	if (hubs.n == 0)
		writer_put_revision(w, &(row_revision){.path = HUB_FILE});
}
