/* publish_history.c -- what the commits of a repository mean for each document. Called by publish,
 * on one thread.
 *
 * The revisions of a file are the commits to its path, back to the one that added it, and, if that
 * one moved it, the commits to its former path. A commit that changes notation only (content_same)
 * does not count. Revisions are kept in the edition by path, commit and blob, so that the next
 * publish walks only new commits. Names of authors are never kept: they are read from the commit,
 * and whoever is not a person in the hub stays unnamed. A shallow clone gives what it has, but none
 * of it is kept, since more may be fetched later. */
#include "teamhub/publish_history.h"

#include <stdlib.h>

enum { FILE_MAX = 1024 * 1024 + 64 * 1024, MOVES_MAX = 50 };

static bool is_text(th_str path)
{
	return th_str_ends(path, TH_S(".md")) || th_str_ends(path, TH_S(".markdown")) ||
	       th_str_ends(path, TH_S(".mdx")) || th_str_ends(path, TH_S(".yml")) ||
	       th_str_ends(path, TH_S(".yaml")) || path_is_html(path);
}

static void take(void *ctx, const th_revision *r)
{
	histories *h = ctx;
	if (!th_str_eq(h->last, r->commit)) {
		h->last = th_str_dup(h->a, r->commit);
		h->steps++;
	}
	portraits_note(h, r);
	if (!is_text(r->path) && !is_text(r->was))
		return;
	raw_revisions *list = th_map_get(&h->raw, r->path);
	if (list == NULL) {
		list = TH_NEW(h->a, raw_revisions);
		th_map_put(&h->raw, th_str_dup(h->a, r->path), list);
	}
	*TH_ADD(h->a, list) = (raw_revision){.commit = th_str_dup(h->a, r->commit),
	    .path = th_str_dup(h->a, r->path),
	    .was = th_str_dup(h->a, r->was),
	    .before = th_str_dup(h->a, r->before),
	    .after = th_str_dup(h->a, r->after),
	    .at = r->at,
	    .step = h->steps};
}

typedef struct asking {
	histories *h;
	revisions *list;
} asking;

static void take_known(void *ctx, const row_revision *r)
{
	const asking *x = ctx;
	const histories *h = x->h;
	if (r->kind == REVISION_NONE)
		return;
	row_revision *kept = TH_ADD(h->a, x->list);
	*kept = *r;
	kept->path = TH_NONE;
	kept->commit = th_str_dup(h->a, r->commit);
	kept->blob = th_str_dup(h->a, r->blob);
	kept->was = th_str_dup(h->a, r->was);
}

/* What the last edition knew about that path; NULL: nothing. */
const revisions *histories_known(histories *h, th_str path)
{
	static const revisions nothing = {0};
	revisions *list = th_map_get(&h->known, path);
	if (h->past == NULL)
		return NULL;
	if (list == NULL) {
		list = TH_NEW(h->a, revisions);
		bool any = past_each(h->past, path, take_known, &(asking){h, list});
		th_map_put(&h->known, th_str_dup(h->a, path), any ? list : (void *)&nothing);
		return any ? list : NULL;
	}
	return list != &nothing ? list : NULL;
}

/* ---- the revisions of one path ---- */

static int64_t kind_of(histories *h, const raw_revision *r)
{
	if (r->before.n == 0)
		return REVISION_ADDED;
	if (th_str_eq(r->before, r->after))
		return REVISION_MOVED;
	th_str before, after;
	th_arena *a = th_arena_new();
	bool same = source_read_blob(h->source, r->before, FILE_MAX, a, &before, NULL) == 0 &&
		    source_read_blob(h->source, r->after, FILE_MAX, a, &after, NULL) == 0 &&
		    content_same(before, after, a);
	th_arena_free(a);
	return same ? REVISION_MOVED : REVISION_CHANGED;
}

/* Stops where the file was added or removed: before that, the path belonged to another file. */
static void follow(
    histories *h, revisions *out, th_str path, th_str present, size_t below, int moves)
{
	const raw_revisions *raw = th_map_get(&h->raw, path);
	const revisions *known = histories_known(h, path);
	for (size_t i = 0; raw != NULL && i < raw->n; i++) {
		const raw_revision *r = &raw->v[i];
		if (r->step <= below)
			continue;
		if (r->after.n == 0)
			return;
		int64_t kind = kind_of(h, r);
		if (kind != REVISION_MOVED || r->was.n > 0)
			*TH_ADD(h->a, out) = (row_revision){.at = r->at,
			    .kind = kind,
			    .commit = r->commit,
			    .blob = r->after,
			    .was = th_str_eq(path, present) ? TH_NONE : path};
		if (r->was.n > 0 && moves < MOVES_MAX)
			follow(h, out, r->was, present, r->step, moves + 1);
		if (r->was.n > 0 || kind == REVISION_ADDED)
			return;
	}
	for (size_t k = 0; known != NULL && k < known->n; k++) {
		row_revision r = known->v[k];
		r.was = r.was.n > 0 ? r.was : th_str_eq(path, present) ? TH_NONE : path;
		*TH_ADD(h->a, out) = r;
	}
}

void histories_follow(histories *h, revisions *out, th_str path, th_str present, size_t below)
{
	follow(h, out, path, present, below, 0);
}

static int newest_first(const void *x, const void *y)
{
	const row_revision *a = x, *b = y;
	if (a->at != b->at)
		return a->at > b->at ? -1 : 1;
	if (a->kind != b->kind) /* a file cannot have changed before it was added */
		return a->kind == REVISION_ADDED ? 1 : b->kind == REVISION_ADDED ? -1 : 0;
	return 0;
}

static void sort(revisions *list)
{
	for (size_t i = 1; i < list->n; i++) /* a stable sort, for a list that is nearly always
					      * sorted */
		for (size_t k = i; k > 0 && newest_first(&list->v[k - 1], &list->v[k]) > 0; k--) {
			row_revision x = list->v[k];
			list->v[k] = list->v[k - 1];
			list->v[k - 1] = x;
		}
}

const revisions *histories_of(histories *h, const th_doc *doc)
{
	static const revisions nothing = {0};
	if (doc->entry == NULL)
		return &nothing;
	revisions *list = th_map_get(&h->of_path, doc->path);
	if (list != NULL)
		return list;
	list = TH_NEW(h->a, revisions);
	th_map_put(&h->of_path, doc->path, list);
	follow(h, list, doc->path, doc->path, 0, 0);
	sort(list);
	return list;
}

const row_revision *histories_last(const revisions *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].kind != REVISION_MOVED)
			return &list->v[i];
	return NULL;
}

const row_revision *histories_changed(const revisions *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].kind == REVISION_CHANGED)
			return &list->v[i];
	return NULL;
}

/* ---- authors ---- */

static void index_people(histories *h)
{
	const th_content *c = h->content;
	for (int pass = 0; pass < 2; pass++) /* names of files take precedence over written names */
		for (size_t i = 0; i < c->docs.n; i++) {
			th_doc *d = c->docs.v[i];
			if (d->kind != TH_PERSON || d->left_out || d->entry == NULL)
				continue;
			if (pass == 0)
				th_map_put(&h->people, d->slug, d);
			for (size_t k = 0; pass == 1 && k < d->title.n; k++) {
				th_str slug = slug_of(h->a, d->title.v[k].text);
				if (slug.n > 0 && th_map_get(&h->people, slug) == NULL)
					th_map_put(&h->people, slug, d);
			}
		}
}

const th_doc *histories_author(histories *h, th_str commit)
{
	th_doc **kept = th_map_get(&h->names, commit);
	if (kept == NULL) {
		kept = TH_NEW(h->a, th_doc *);
		th_str name = source_author(h->source, commit, h->a);
		if (th_utf8_valid(name, NULL) && name.n > 0 && name.n < 200)
			*kept = th_map_get(&h->people, slug_of(h->a, name));
		th_map_put(&h->names, commit, kept);
	}
	return *kept;
}

/* ---- from one publish to the next ---- */

/* False when the file was not published before, so nothing is known about it. */
static bool is_complete(histories *h, th_str path, int moves)
{
	const raw_revisions *raw = th_map_get(&h->raw, path);
	for (size_t i = 0; raw != NULL && i < raw->n; i++) {
		const raw_revision *r = &raw->v[i];
		if (r->before.n == 0 || r->after.n == 0)
			return true;
		if (r->was.n > 0)
			return moves >= MOVES_MAX || is_complete(h, r->was, moves + 1);
	}
	return (h->was_there != NULL && h->was_there(h->ctx, path)) ||
	       histories_known(h, path) != NULL;
}

static bool all_complete(histories *h)
{
	for (size_t i = 0; i < h->content->docs.n; i++) {
		const th_doc *d = h->content->docs.v[i];
		bool has_past = !d->left_out || d->withdrawn || content_hides(h->content, d);
		if (d->entry != NULL && has_past && !is_complete(h, d->path, 0))
			return false;
	}
	return true;
}

static void forget(histories *h)
{
	th_map_init(&h->raw, h->a);
	th_map_init(&h->pictures, h->a);
	th_map_init(&h->known, h->a);
	h->failed = h->failed || past_failed(h->past);
	past_close(h->past);
	h->past = NULL;
	h->walked_all = true;
	h->steps = 0;
	h->last = TH_NONE;
}

/* Files removed by the last commit. */
static void take_removals(histories *h)
{
	size_t n;
	const th_entry *entries = source_entries(h->source, &n);
	for (size_t i = 0; i < n; i++)
		if (source_find(h->content->source, entries[i].path) == NULL)
			take(h, &(th_revision){.path = entries[i].path,
				    .before = entries[i].id,
				    .at = h->content->now});
}

int histories_read(histories *h, const th_content *c, th_str before, th_arena *a, th_err *err)
{
	h->content = c;
	h->source = h->given != NULL ? h->given : c->source;
	h->a = a;
	th_map *maps[] = {&h->known, &h->of_path, &h->people, &h->names};
	th_map *walked[] = {&h->raw, &h->pictures, &h->named, &h->whose};
	for (size_t i = 0; i < TH_COUNT(maps); i++)
		th_map_init(maps[i], a);
	for (size_t i = 0; i < TH_COUNT(walked) && !h->already_walked; i++)
		th_map_init(walked[i], a);
	index_people(h);
	if (h->already_walked) {
		removed_search(h);
		return 0;
	}
	if (before.n > 0 && source_is_git(c->source))
		h->past = past_open(th_str_z(a, before), a);
	th_str since = h->past != NULL ? past_revision(h->past) : TH_NONE;
	if (since.n == 0 || !removed_are_known(h))
		forget(h);
	if (h->given != NULL && h->given != c->source)
		take_removals(h);
	bool whole;
	const char *from = h->past != NULL ? since.p : NULL;
	if (source_revisions(h->source, from, &whole, take, h, err) != 0)
		return -1;
	if (h->past != NULL && (whole || removed_are_others(h) || !all_complete(h))) {
		forget(h);
		if (source_revisions(h->source, NULL, &whole, take, h, err) != 0)
			return -1;
	}
	removed_search(h);
	return 0;
}

bool histories_failed(const histories *h)
{
	return h->failed || past_failed(h->past);
}

void histories_close(histories *h)
{
	past_close(h->past);
	h->past = NULL;
}

void histories_restart(histories *h, const histories *unread)
{
	histories was = *h;
	*h = *unread;
	if (!was.walked_all)
		return;
	h->raw = was.raw;
	h->named = was.named;
	h->whose = was.whose;
	h->pictures = was.pictures;
	h->steps = was.steps;
	h->last = was.last;
	h->failed = was.failed;
	h->walked_all = h->already_walked = true;
}

bool histories_is_as_it_was(const histories *h, const th_doc *doc)
{
	return source_is_git(h->source)
		   ? !h->walked_all && doc->entry != NULL && th_map_get(&h->raw, doc->path) == NULL
		   : true;
}

void histories_write_people(const histories *h, th_buf *out)
{
	for (size_t i = 0; i < h->people.n; i++) {
		const th_doc *d = h->people.items[i].value;
		th_buf_addf(out, "%.*s %.*s\n", TH_FMT(h->people.items[i].key), TH_FMT(d->id));
	}
}

bool histories_can_be_kept(const histories *h)
{
	return source_is_git(h->source) && !source_is_shallow(h->source);
}

bool histories_keeps_doc(histories *h, const th_doc *d)
{
	if (content_hides(h->content, d))
		return false;
	return d->entry != NULL && (!d->left_out || d->withdrawn);
}

bool histories_state(
    histories *h, const th_doc *doc, const row_revision *r, th_arena *a, th_doc *was)
{
	const th_content *c = h->content;
	th_str path = r->was.n > 0 ? r->was : doc->path, bytes;
	th_entry entry = {.path = path, .kind = TH_ENTRY_FILE};
	th_findings none = {.arena = a};
	*was = doc_empty(TH_STORY, path);
	if (!content_classify(&was->parsed, c->hub, &entry, a, &none) ||
	    source_read_blob(h->source, r->blob, FILE_MAX, a, &bytes, NULL) != 0)
		return false;
	content_parse(&was->parsed, c->hub, bytes, a, &none);
	return c->hub->audience == TH_INTERNAL || was->audience != TH_INTERNAL;
}

/* A path that the file had while it was internal contains words, too. */
static bool had_hidden_path(histories *h, const th_doc *doc, const row_revision *r)
{
	th_doc was;
	th_arena *a = th_arena_new();
	bool hidden = r->was.n > 0 && h->content->hub->audience != TH_INTERNAL &&
		      !histories_state(h, doc, r, a, &was) && was.audience == TH_INTERNAL;
	th_arena_free(a);
	return hidden;
}

void histories_put(histories *h, edition_writer *w, const th_doc *doc)
{
	th_str key = doc->path;
	const revisions *list = histories_of(h, doc);
	for (size_t i = 0; i < list->n; i++) {
		row_revision r = list->v[i];
		if (had_hidden_path(h, doc, &r))
			r.was = TH_NONE;
		r.path = key;
		r.ord = (int64_t)i;
		writer_put_revision(w, &r);
	}
	if (list->n == 0)
		writer_put_revision(w, &(row_revision){.path = key, .kind = REVISION_NONE});
}
