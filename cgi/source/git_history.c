/* git_history.c -- what each commit changed, for all files in one walk. Called by the publish step
 * that knows when pages changed, who changed them and which addresses they had. Compares trees pair
 * by pair and reads blobs only where a file may have been renamed; follows renames as `git log -M`
 * does with its usual limit, and none across merges. Never writes. */
#include "git.h"

#include <stdio.h>
#include <stdlib.h>

/* The commits at which a shallow clone ends, as git keeps them in the file `shallow`. */
typedef struct boundary {
	git_oid *v;
	size_t n;
} boundary;

typedef struct walking {
	git_state *g;
	boundary ends;
	void (*each)(void *ctx, const th_revision *r);
	void *ctx;
	char commit[GIT_OID_HEXSZ + 1];
	th_time at;
} walking;

static int tell(const git_delta_t status, const git_diff_delta *d, walking *w)
{
	char before[GIT_OID_HEXSZ + 1], after[GIT_OID_HEXSZ + 1];
	git_oid_tostr(before, sizeof(before), &d->old_file.id);
	git_oid_tostr(after, sizeof(after), &d->new_file.id);
	th_revision r = {.commit = th_strz(w->commit),
	    .path = th_strz(status == GIT_DELTA_DELETED ? d->old_file.path : d->new_file.path),
	    .at = w->at};
	if (status != GIT_DELTA_ADDED)
		r.before = th_strz(before);
	if (status != GIT_DELTA_DELETED)
		r.after = th_strz(after);
	if (status == GIT_DELTA_RENAMED)
		r.was = th_strz(d->old_file.path);
	w->each(w->ctx, &r);
	return 0;
}

/* Looks for files that were moved, when something came and something went. */
static int find_moved(git_diff *diff)
{
	bool came = false, went = false;
	for (size_t i = 0; i < git_diff_num_deltas(diff); i++) {
		git_delta_t status = git_diff_get_delta(diff, i)->status;
		came = came || status == GIT_DELTA_ADDED;
		went = went || status == GIT_DELTA_DELETED;
	}
	git_diff_find_options options;
	git_diff_find_options_init(&options, GIT_DIFF_FIND_OPTIONS_VERSION);
	options.flags = GIT_DIFF_FIND_RENAMES;
	return came && went ? git_diff_find_similar(diff, &options) : 0;
}

/* libgit2 1.9 shows such a commit as one without parents, 1.5 as one whose parent is not found:
 * only the list itself tells what is the beginning of history and what the end of what was fetched.
 */
static int read_boundary(boundary *b, const git_state *g, th_err *err)
{
	th_arena *a = th_arena_new();
	const char *path =
	    th_str_z(a, th_str_fmt(a, "%s/shallow", git_repository_commondir(g->repo)));
	FILE *f = fopen(path, "re");
	char line[GIT_OID_HEXSZ + 2];
	int rc = 0;
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
	if (f != NULL)
		fclose(f);
	th_arena_free(a);
	return rc;
}

static bool is_boundary(const boundary *b, const git_oid *id)
{
	for (size_t i = 0; i < b->n; i++)
		if (git_oid_equal(&b->v[i], id))
			return true;
	return false;
}

static int look_at(walking *w, git_commit *c)
{
	git_tree *now = NULL, *before = NULL;
	git_commit *parent = NULL;
	git_diff *diff = NULL;
	int rc = -1;
	if (git_commit_parentcount(c) > 1 || is_boundary(&w->ends, git_commit_id(c)))
		return 0;
	if (git_commit_parentcount(c) == 1 && git_commit_parent(&parent, c, 0) != 0)
		return 0; /* a shallow clone ends here */
	if (git_commit_tree(&now, c) != 0 ||
	    (parent != NULL && git_commit_tree(&before, parent) != 0))
		goto out;
	git_diff_options options;
	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.flags = GIT_DIFF_SKIP_BINARY_CHECK | GIT_DIFF_IGNORE_SUBMODULES;
	if (git_diff_tree_to_tree(&diff, w->g->repo, before, now, &options) != 0 ||
	    find_moved(diff) != 0)
		goto out;
	git_oid_tostr(w->commit, sizeof(w->commit), git_commit_id(c));
	w->at = git_commit_author(c)->when.time;
	for (size_t i = 0; i < git_diff_num_deltas(diff); i++) {
		const git_diff_delta *d = git_diff_get_delta(diff, i);
		tell(d->status, d, w);
	}
	rc = 0;
out:
	git_diff_free(diff);
	git_tree_free(before);
	git_tree_free(now);
	git_commit_free(parent);
	return rc;
}

static bool is_ancestor(const git_state *g, const char *since, git_oid *id)
{
	const git_oid *tip = git_commit_id(g->commit);
	return since != NULL && git_oid_fromstr(id, since) == 0 &&
	       (git_oid_equal(id, tip) || git_graph_descendant_of(g->repo, tip, id) == 1);
}

int git_revisions(const th_source *s, const char *since, bool *whole,
    void (*each)(void *ctx, const th_revision *r), void *ctx, th_err *err)
{
	git_state *g = s->impl;
	git_revwalk *walk = NULL;
	git_oid id, old;
	walking w = {.g = g, .each = each, .ctx = ctx};
	*whole = !is_ancestor(g, since, &old);
	int rc = read_boundary(&w.ends, g, err);
	if (rc != 0)
		goto out;
	if (git_revwalk_new(&walk, g->repo) != 0 ||
	    git_revwalk_push(walk, git_commit_id(g->commit)) != 0 ||
	    (!*whole && git_revwalk_hide(walk, &old) != 0))
		rc = th_fail(err, "history cannot be read: %s", git_last_words());
	while (rc == 0 && git_revwalk_next(&id, walk) == 0) {
		git_commit *c;
		if (git_commit_lookup(&c, g->repo, &id) != 0)
			break; /* a shallow clone, or damage that reading the files will name */
		int looked = look_at(&w, c);
		git_commit_free(c);
		if (looked != 0)
			break;
	}
out:
	git_revwalk_free(walk);
	free(w.ends.v);
	return rc;
}

th_str git_author(const th_source *s, th_str commit, th_arena *a)
{
	const git_state *g = s->impl;
	git_oid id;
	git_commit *c;
	if (git_oid_fromstrn(&id, commit.p, commit.n) != 0 ||
	    git_commit_lookup(&c, g->repo, &id) != 0)
		return TH_NONE;
	th_str name = th_str_dup(a, th_strz(git_commit_author(c)->name));
	git_commit_free(c);
	return name;
}
