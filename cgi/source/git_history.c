/* git_history.c -- what each commit changed, for all files in one walk. Called by the publish step
 * that finds out when pages changed, who changed them and which addresses they had. Compares trees
 * in pairs and reads blobs only where a file may have been renamed; follows renames like `git log
 * -M` with its usual limit, and none across merges. Never writes. */
#include "git.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* The commits at which a shallow clone ends, as git keeps them in the file `shallow`. */
typedef struct boundary {
	git_oid *v;
	size_t n;
} boundary;

typedef struct delta {
	git_delta_t status;
	const char *path;
	git_oid before, after;
} delta;

typedef struct walking {
	const th_source *s;
	git_state *g;
	boundary ends;
	int depth; /* folder depth: documents are never deeper */
	void (*each)(void *ctx, const th_revision *r);
	void *ctx;
	char commit[GIT_OID_HEXSZ + 1];
	th_time at, authored;
	th_arena *a; /* for the current commit */
	TH_LIST(delta) deltas;
	arrivals arrivals;
} walking;

static void tell(walking *w, git_delta_t status, const char *was, const char *path,
    const git_oid *old, const git_oid *new)
{
	char before[GIT_OID_HEXSZ + 1], after[GIT_OID_HEXSZ + 1];
	git_oid_tostr(before, sizeof(before), old);
	git_oid_tostr(after, sizeof(after), new);
	th_revision r = {.commit = th_strz(w->commit),
	    .path = th_strz(status == GIT_DELTA_DELETED ? was : path),
	    .at = w->at,
	    .authored = w->authored};
	if (status != GIT_DELTA_ADDED)
		r.before = th_strz(before);
	if (status != GIT_DELTA_DELETED)
		r.after = th_strz(after);
	if (status == GIT_DELTA_RENAMED)
		r.was = th_strz(was);
	w->each(w->ctx, &r);
}

/* ---- two trees ---- */

static int compare(walking *w, const git_tree *before, const git_tree *after, th_str folder);

static bool is_file(const git_tree_entry *e)
{
	return e != NULL && git_tree_entry_type(e) == GIT_OBJECT_BLOB;
}

static int open_folder(git_tree **out, const walking *w, const git_tree_entry *e)
{
	*out = NULL;
	return e != NULL && git_tree_entry_type(e) == GIT_OBJECT_TREE
		   ? git_tree_lookup(out, w->g->repo, git_tree_entry_id(e))
		   : 0;
}

/* One name, in one tree or both; submodules are ignored. */
static int compare_entry(
    walking *w, const git_tree_entry *before, const git_tree_entry *after, th_str folder)
{
	const char *name = git_tree_entry_name(before != NULL ? before : after);
	th_str path = th_str_fmt(w->a, "%.*s%s", TH_FMT(folder), name);
	bool was = is_file(before), is = is_file(after);
	git_tree *old = NULL, *new = NULL;
	if (was || is) {
		delta *d = TH_ADD(w->a, &w->deltas);
		*d = (delta){.path = path.p,
		    .status = !was  ? GIT_DELTA_ADDED
			      : !is ? GIT_DELTA_DELETED
				    : GIT_DELTA_MODIFIED};
		if (was)
			d->before = *git_tree_entry_id(before);
		if (is)
			d->after = *git_tree_entry_id(after);
	}
	int rc = open_folder(&old, w, before);
	if (rc == 0)
		rc = open_folder(&new, w, after);
	if (rc == 0 && (old != NULL || new != NULL) && w->depth < SOURCE_DEPTH) {
		w->depth++;
		rc = compare(w, old, new, th_str_fmt(w->a, "%.*s/", TH_FMT(path)));
		w->depth--;
	}
	git_tree_free(old);
	git_tree_free(new);
	return rc;
}

/* Either may be NULL: empty. Six times as fast as git_diff_tree_to_tree when folders have many
 * files. */
static int compare(walking *w, const git_tree *before, const git_tree *after, th_str folder)
{
	size_t i = 0, k = 0, n = before != NULL ? git_tree_entrycount(before) : 0;
	size_t m = after != NULL ? git_tree_entrycount(after) : 0;
	int rc = 0;
	while (rc == 0 && (i < n || k < m)) {
		const git_tree_entry *x = i < n ? git_tree_entry_byindex(before, i) : NULL;
		const git_tree_entry *y = k < m ? git_tree_entry_byindex(after, k) : NULL;
		int order = x == NULL ? 1 : y == NULL ? -1 : git_tree_entry_cmp(x, y);
		if (order != 0 || !git_oid_equal(git_tree_entry_id(x), git_tree_entry_id(y)))
			rc = compare_entry(w, order <= 0 ? x : NULL, order >= 0 ? y : NULL, folder);
		i += order <= 0;
		k += order >= 0;
	}
	return rc;
}

/* Files were added and removed, so some may have been moved. */
static bool may_have_moved(const walking *w)
{
	bool came = false, went = false;
	for (size_t i = 0; i < w->deltas.n; i++) {
		came = came || w->deltas.v[i].status == GIT_DELTA_ADDED;
		went = went || w->deltas.v[i].status == GIT_DELTA_DELETED;
	}
	return came && went;
}

static int tell_moves(walking *w, git_tree *before, git_tree *now)
{
	git_diff *diff = NULL;
	git_diff_options options;
	git_diff_find_options find;
	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	git_diff_find_options_init(&find, GIT_DIFF_FIND_OPTIONS_VERSION);
	options.flags = GIT_DIFF_SKIP_BINARY_CHECK | GIT_DIFF_IGNORE_SUBMODULES;
	find.flags = GIT_DIFF_FIND_RENAMES;
	int rc = git_diff_tree_to_tree(&diff, w->g->repo, before, now, &options);
	if (rc == 0)
		rc = git_diff_find_similar(diff, &find);
	for (size_t i = 0; rc == 0 && i < git_diff_num_deltas(diff); i++) {
		const git_diff_delta *d = git_diff_get_delta(diff, i);
		tell(w, d->status, d->old_file.path, d->new_file.path, &d->old_file.id,
		    &d->new_file.id);
	}
	git_diff_free(diff);
	return rc;
}

/* libgit2 1.9 shows such a commit as one without parents, 1.5 as one whose parent is not found:
 * only the list tells the beginning of history from the end of what was fetched. */
static int read_boundary(boundary *b, const git_state *g, th_err *err)
{
	th_arena *a = th_arena_new();
	const char *path =
	    th_str_z(a, th_str_fmt(a, "%s/shallow", git_repository_commondir(g->repo)));
	FILE *f = fopen(path, "re");
	char line[GIT_OID_HEXSZ + 2];
	int rc = f == NULL && errno != ENOENT
		     ? th_fail(err, "%s cannot be read (%s)", path, strerror(errno))
		     : 0;
	while (f != NULL && rc == 0 && fgets(line, sizeof line, f) != NULL) {
		git_oid id, *more = NULL;
		if (git_oid_fromstrn(&id, line, GIT_OID_HEXSZ) == 0)
			more = realloc(b->v, (b->n + 1) * sizeof *more);
		if (more == NULL) {
			rc = th_fail(err, "%s cannot be read: clone the repository anew", path);
			continue;
		}
		b->v = more;
		b->v[b->n++] = id;
	}
	if (f != NULL && rc == 0 && ferror(f))
		rc = th_fail(err, "%s cannot be read: publish again", path);
	if (f != NULL)
		fclose(f);
	th_arena_free(a);
	return rc;
}

static int by_id(const void *a, const void *b)
{
	return git_oid_cmp(a, b);
}

int git_read_extent(th_source *s, th_err *err)
{
	boundary ends = {0};
	th_buf b = {0};
	char hex[GIT_OID_HEXSZ + 1];
	int rc = s->shallow ? read_boundary(&ends, s->impl, err) : 0;
	if (ends.n > 0)
		qsort(ends.v, ends.n, sizeof *ends.v, by_id);
	for (size_t i = 0; i < ends.n; i++)
		th_buf_addf(&b, "%s\n", git_oid_tostr(hex, sizeof hex, &ends.v[i]));
	if (s->partial)
		th_buf_addf(&b, "partial\n");
	s->extent = th_str_dup(s->arena, th_buf_str(&b));
	th_buf_free(&b);
	free(ends.v);
	return rc;
}

static bool is_boundary(const boundary *b, const git_oid *id)
{
	for (size_t i = 0; i < b->n; i++)
		if (git_oid_equal(&b->v[i], id))
			return true;
	return false;
}

/* Is this missing because the clone is shallow or partial? */
static bool is_elsewhere(const walking *w, int rc)
{
	return rc == GIT_ENOTFOUND && (w->s->shallow || w->s->partial);
}

static void note_lacking(const walking *w, const git_commit *c)
{
	char hex[GIT_OID_HEXSZ + 1];
	source_note_lacking(w->s, th_strz(git_oid_tostr(hex, sizeof hex, git_commit_id(c))));
}

/* For a commit that a clone has only in part, reports what there is. */
static int look_at(walking *w, git_commit *c)
{
	w->at = arrivals_take(&w->arrivals, c);
	w->authored = git_commit_author(c)->when.time;
	git_tree *now = NULL, *before = NULL;
	git_commit *parent = NULL;
	bool moved = false;
	if (git_commit_parentcount(c) > 1 || is_boundary(&w->ends, git_commit_id(c)))
		return 0;
	th_arena_reset(w->a);
	w->deltas.n = w->deltas.cap = 0;
	w->deltas.v = NULL;
	git_oid_tostr(w->commit, sizeof(w->commit), git_commit_id(c));
	int rc = git_commit_parentcount(c) == 1 ? git_commit_parent(&parent, c, 0) : 0;
	if (rc == 0)
		rc = git_commit_tree(&now, c);
	if (rc == 0 && parent != NULL)
		rc = git_commit_tree(&before, parent);
	if (rc == 0)
		rc = compare(w, before, now, TH_S(""));
	if (rc == 0 && may_have_moved(w)) {
		rc = tell_moves(w, before, now);
		moved = rc == 0;
		if (is_elsewhere(w, rc)) { /* without the bytes a move looks like a removal and an
					    * addition */
			note_lacking(w, c);
			rc = 0;
		}
	}
	for (size_t i = 0; rc == 0 && !moved && i < w->deltas.n; i++) {
		const delta *d = &w->deltas.v[i];
		tell(w, d->status, d->path, d->path, &d->before, &d->after);
	}
	git_tree_free(before);
	git_tree_free(now);
	git_commit_free(parent);
	if (!is_elsewhere(w, rc))
		return rc;
	note_lacking(w, c);
	return 0;
}

/* A commit that the branch showed before: only what came since need be walked. */
static bool is_ancestor(const git_state *g, const char *since, git_oid *id)
{
	const git_oid *tip = git_commit_id(g->commit);
	return since != NULL && git_oid_fromstr(id, since) == 0 &&
	       (git_oid_equal(id, tip) || (git_graph_descendant_of(g->repo, tip, id) == 1 &&
					      arrival_is_on_branch(g->repo, tip, id)));
}

int git_revisions(const th_source *s, const char *since, bool *whole,
    void (*each)(void *ctx, const th_revision *r), void *ctx, th_err *err)
{
	git_state *g = s->impl;
	git_revwalk *walk = NULL;
	git_oid id, old;
	walking w = {.s = s, .g = g, .each = each, .ctx = ctx, .a = th_arena_new()};
	th_arena *all = th_arena_new();
	arrivals_init(&w.arrivals, git_commit_id(g->commit), all);
	*whole = !is_ancestor(g, since, &old);
	int rc = read_boundary(&w.ends, g, err);
	if (rc != 0) {
		source_fail(s, NULL, "%s", err != NULL ? err->msg : "history cannot be read");
		goto out;
	}
	rc = git_revwalk_new(&walk, g->repo);
	if (rc == 0 && !s->shallow) /* sorting loads all commits first (libgit2 1.5) */
		rc = git_revwalk_sorting(walk, GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME);
	if (rc == 0)
		rc = git_revwalk_push(walk, git_commit_id(g->commit));
	if (rc == 0 && !*whole)
		rc = git_revwalk_hide(walk, &old);
	while (rc == 0 && (rc = git_revwalk_next(&id, walk)) == 0) {
		git_commit *c = NULL;
		rc = git_commit_lookup(&c, g->repo, &id);
		if (rc == 0)
			rc = look_at(&w, c);
		git_commit_free(c);
	}
	if (rc == GIT_ITEROVER || is_elsewhere(&w, rc)) /* or a shallow clone ends there */
		rc = 0;
	else
		rc = source_fail(s, err,
		    "history cannot be read (%s): publish again; if it stays so, run `git fsck`",
		    git_last_words());
out:
	git_revwalk_free(walk);
	free(w.ends.v);
	th_arena_free(w.a);
	th_arena_free(all);
	return rc;
}

th_str git_author(const th_source *s, th_str commit, th_arena *a)
{
	const git_state *g = s->impl;
	git_oid id;
	git_commit *c;
	int rc = git_oid_fromstrn(&id, commit.p, commit.n);
	if (rc != 0)
		return TH_NONE;
	rc = git_commit_lookup(&c, g->repo, &id);
	if (rc != 0) {
		if (rc != GIT_ENOTFOUND || !(s->shallow || s->partial))
			source_fail(s, NULL, "commit %.*s cannot be read (%s): publish again",
			    TH_FMT(commit), git_last_words());
		return TH_NONE;
	}
	th_str name = th_str_dup(a, th_strz(git_commit_author(c)->name));
	git_commit_free(c);
	return name;
}
