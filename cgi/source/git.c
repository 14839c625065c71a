/* git.c -- one commit of a repository as a source, without a checkout. This and git_history.c are
 * the only files that know libgit2. Reads objects only; never runs a hook, a filter or a command of
 * the repository.
 *
 * In a pre-receive hook, git sets GIT_DIR and the object folders of the quarantine in the
 * environment: the repository must be opened from there, or the pushed objects are not found. A
 * pre-commit hook likewise names the index about to be committed (GIT_INDEX_FILE). */
#include "git.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

bool source_path_is_repository(const char *path)
{
	struct stat st;
	char *z = NULL;
	bool found = false;
	size_t n = strlen(path);
	th_arena *a = th_arena_new();
	z = th_str_z(a, th_str_fmt(a, "%s/.git", path));
	/* .git may be a file: a worktree or a submodule. If it cannot be examined, it exists:
	 * opening it gives the reason. */
	if (lstat(z, &st) == 0 || (errno != ENOENT && errno != ENOTDIR))
		found = true;
	if (!found && n > 0) {
		struct stat refs, objects;
		found = stat(th_str_fmt(a, "%s/HEAD", path).p, &st) == 0 && S_ISREG(st.st_mode) &&
			stat(th_str_fmt(a, "%s/refs", path).p, &refs) == 0 &&
			S_ISDIR(refs.st_mode) &&
			stat(th_str_fmt(a, "%s/objects", path).p, &objects) == 0 &&
			S_ISDIR(objects.st_mode);
	}
	th_arena_free(a);
	return found;
}

const char *git_last_words(void)
{
	const git_error *e = git_error_last();
	return e && e->message ? e->message : "no reason given";
}

/* libgit2 has other error codes for that, too, depending on which of the user's settings it may
 * read. */
static bool is_foreign(const char *path)
{
	struct stat st;
	return source_path_is_repository(path) && stat(path, &st) == 0 && st.st_uid != geteuid();
}

static int open_repository(
    git_repository **repo, const char *path, bool by_environment, th_err *err)
{
	static const char *const names[] = {"worktreeconfig", "partialclone", "preciousobjects"};
	const char *extensions[] = {names[0], names[1], names[2]};
	git_libgit2_init();
	/* Like git itself: objects from the store are not hashed again; `git fsck` does that. */
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	/* A walk asks for a tree of a thousand names twice, as the result of one commit and the
	 * start of the next; by default libgit2 caches trees of at most 4 KB. */
	git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE, (size_t)1 << 20);
	/* Those of a sparse or partial clone and of worktrees change nothing about what is read. */
	git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, TH_COUNT(extensions));
	int rc;
	if (by_environment)
		rc = git_repository_open_ext(repo, NULL, GIT_REPOSITORY_OPEN_FROM_ENV, NULL);
	else
		rc = git_repository_open_ext(repo, path, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL);
	if (rc == 0)
		return 0;
	if (rc == GIT_EOWNER || is_foreign(path))
		return th_fail(err,
		    "%s: the repository belongs to another user: run as its owner, or allow it "
		    "with: "
		    "git config --global --add safe.directory %s",
		    path, path);
	if (rc == GIT_ENOTFOUND)
		return th_fail(err, "%s: is not a git repository", path);
	if (strstr(git_last_words(), "extension") != NULL)
		return th_fail(err,
		    "%s: cannot be opened as a repository (%s): publish from a clone without it: "
		    "git clone --bare %s NEW",
		    path, git_last_words(), path);
	return th_fail(err, "%s: cannot be opened as a repository: %s", path, git_last_words());
}

/* If `ref` begins with the name of a branch, here or at a remote: that name in full. git itself
 * prefers a tag of that name, and then anybody who may push tags would decide what is published. */
static th_str branch_first(git_repository *repo, const char *ref, th_arena *a)
{
	static const char *const places[] = {"refs/heads", "refs/remotes"};
	size_t n = strcspn(ref, "~^@:"); /* main, main~2, main^{tree}, main:stories */
	th_str name = th_strn(ref, n);
	bool plain = n > 0 && !th_str_eqz(name, "HEAD") && !th_str_starts(name, TH_S("refs/"));
	for (size_t i = 0; plain && i < TH_COUNT(places); i++) {
		git_reference *found = NULL;
		th_str full = th_str_fmt(a, "%s/%.*s", places[i], TH_FMT(name));
		bool there = git_reference_lookup(&found, repo, full.p) == 0;
		git_reference_free(found);
		if (there)
			return th_str_cat(a, full, th_strz(ref + n));
	}
	return th_strz(ref);
}

/* A full commit id means that commit, even if a branch or tag has that name. */
static int look_up(git_object **out, git_repository *repo, const char *ref, git_object_t type)
{
	git_object *found = NULL;
	git_oid id;
	th_arena *a = th_arena_new();
	bool is_id = strlen(ref) == GIT_OID_HEXSZ && git_oid_fromstr(&id, ref) == 0;
	int rc = is_id ? git_object_lookup(&found, repo, &id, GIT_OBJECT_ANY)
		       : git_revparse_single(&found, repo, branch_first(repo, ref, a).p);
	if (rc == 0)
		rc = git_object_peel(out, found, type);
	git_object_free(found);
	th_arena_free(a);
	return rc;
}

/* A clone with --filter: a remote has promised the objects that are missing.
 * (git_config_foreach_match would leak 20 kB per entry with libgit2 1.5.1 and PCRE2.) */
static bool is_partial(git_repository *repo)
{
	bool is = false;
	git_config *config = NULL;
	git_config_iterator *all = NULL;
	git_config_entry *e;
	if (git_repository_config_snapshot(&config, repo) == 0 &&
	    git_config_iterator_new(&all, config) == 0)
		while (!is && git_config_next(&e, all) == 0)
			is = th_str_starts(th_strz(e->name), TH_S("remote.")) &&
			     th_str_ends(th_strz(e->name), TH_S(".promisor")) && e->value != NULL &&
			     strcmp(e->value, "false") != 0;
	git_config_iterator_free(all);
	git_config_free(config);
	return is;
}

/* What helps where an object is not here; a partial clone is whole to `git fsck`. */
static const char *remedy(bool partial)
{
	return partial ? "this is a partial clone (--filter): fetch the rest with `git fetch "
			 "--refetch --no-filter`"
		       : "run `git fsck`";
}

static int find_commit(git_state *g, const char *path, const char *ref, bool partial, th_err *err)
{
	git_object *peeled = NULL;
	if (look_up(&peeled, g->repo, ref ? ref : "HEAD", GIT_OBJECT_COMMIT) != 0) {
		if (ref == NULL)
			return th_fail(
			    err, "%s: has no commit yet: commit and push a story first", path);
		return th_fail(
		    err, "%s: has no branch, tag or commit '%s': see `git branch -a`", path, ref);
	}
	g->commit = (git_commit *)peeled;
	if (git_commit_tree(&g->tree, g->commit) != 0)
		return th_fail(err, "%s: the commit's tree cannot be read: %s: %s", path,
		    git_last_words(), remedy(partial));
	return 0;
}

typedef struct walking {
	th_source *s;
	git_state *g;
	th_err *err;
} walking;

/* `path` already lives in the source's arena. */
static int take_entry(th_source *s, const git_state *g, th_str path, const git_oid *id,
    git_filemode_t mode, th_err *err)
{
	if (source_count(s, path, err) != 0)
		return -1;
	th_entry *e = TH_ADD(s->arena, &s->entries);
	char hex[GIT_OID_HEXSZ + 1];
	git_oid_tostr(hex, sizeof(hex), id);
	e->path = path;
	e->id = th_str_dup(s->arena, th_strz(hex));
	e->kind = mode == GIT_FILEMODE_LINK     ? TH_ENTRY_SYMLINK
		  : mode == GIT_FILEMODE_COMMIT ? TH_ENTRY_SUBMODULE
						: TH_ENTRY_FILE;
	if (e->kind == TH_ENTRY_FILE && !git_odb_exists(g->odb, id))
		return th_fail(
		    err, "%.*s: its object is missing: %s", TH_FMT(path), remedy(s->partial));
	return 0;
}

static int unreadable(const th_source *s, th_str name, th_err *err)
{
	return source_fail(s, err,
	    "%.*s: its object cannot be read (%s): publish again; if it stays so, %s", TH_FMT(name),
	    git_last_words(), remedy(s->partial));
}

/* 0 of what cannot be read: source_failed says why. */
static uint64_t git_size(const th_source *s, const th_entry *e)
{
	const git_state *g = s->impl;
	git_oid id;
	size_t size;
	git_object_t kind;
	if (git_oid_fromstrn(&id, e->id.p, e->id.n) == 0 &&
	    git_odb_read_header(&size, &kind, g->odb, &id) == 0)
		return size;
	unreadable(s, e->path, NULL);
	return 0;
}

static int add_entry(const char *root, const git_tree_entry *te, void *payload)
{
	walking *w = payload;
	th_source *s = w->s;
	th_str path = th_str_cat(s->arena, th_strz(root), th_strz(git_tree_entry_name(te)));
	if (git_tree_entry_type(te) == GIT_OBJECT_TREE) /* folders without files count, too */
		return source_count(s, path, w->err);
	return take_entry(
	    s, w->g, path, git_tree_entry_id(te), git_tree_entry_filemode(te), w->err);
}

static int read_object(const th_source *s, th_str hex, th_str name, bool may_lack, size_t limit,
    th_arena *a, th_str *out, th_err *err)
{
	const git_state *g = s->impl;
	git_oid id;
	git_odb_object *object;
	int rc = git_oid_fromstrn(&id, hex.p, hex.n);
	if (rc == 0)
		rc = git_odb_read(&object, g->odb, &id);
	if (rc == GIT_ENOTFOUND && may_lack) {
		source_note_lacking(s, hex);
		return th_fail(err, "%.*s: is not in this clone", TH_FMT(name));
	}
	if (rc != 0)
		return unreadable(s, name, err);
	size_t n = git_odb_object_size(object);
	if (n > limit)
		rc = th_fail(err, "%.*s: %zu bytes, the limit is %zu", TH_FMT(name), n, limit);
	else
		*out = th_str_dup(a, th_strn(git_odb_object_data(object), n));
	git_odb_object_free(object);
	return rc;
}

static int git_read(
    const th_source *s, const th_entry *e, size_t limit, th_arena *a, th_str *out, th_err *err)
{
	return read_object(s, e->id, e->path, false, limit, a, out, err);
}

static int git_read_blob(
    const th_source *s, th_str id, size_t limit, th_arena *a, th_str *out, th_err *err)
{
	return read_object(s, id, id, s->partial, limit, a, out, err);
}

static int git_read_at(const th_source *s, const char *commit, th_str path, size_t limit,
    th_arena *a, th_entry *e, th_str *out)
{
	const git_state *g = s->impl;
	git_object *tree = NULL;
	git_tree_entry *te = NULL;
	int rc = -1;
	if (look_up(&tree, g->repo, commit, GIT_OBJECT_TREE) == 0 &&
	    git_tree_entry_bypath(&te, (git_tree *)tree, th_str_z(a, path)) == 0 &&
	    git_tree_entry_type(te) == GIT_OBJECT_BLOB &&
	    git_tree_entry_filemode(te) != GIT_FILEMODE_LINK) {
		char hex[GIT_OID_HEXSZ + 1];
		git_oid_tostr(hex, sizeof(hex), git_tree_entry_id(te));
		*e = (th_entry){
		    .path = path, .id = th_str_dup(a, th_strz(hex)), .kind = TH_ENTRY_FILE};
		rc = read_object(s, e->id, path, s->partial, limit, a, out, NULL);
	}
	git_tree_entry_free(te);
	git_object_free(tree);
	return rc;
}

static void git_close(th_source *s)
{
	git_state *g = s->impl;
	git_index_free(g->index);
	git_tree_free(g->tree);
	git_commit_free(g->commit);
	git_odb_free(g->odb);
	git_repository_free(g->repo);
	git_libgit2_shutdown();
}

/* ---- what a push changed ---- */

static bool no_commit(const char *hex)
{
	return hex == NULL || strspn(hex, "0") == strlen(hex);
}

static int git_changes(const th_source *s, const char *old,
    void (*each)(void *ctx, th_str path, th_change change), void *ctx, th_err *err)
{
	git_state *g = s->impl;
	git_object *before = NULL;
	git_diff *diff = NULL;
	git_diff_options options;
	int rc = -1;
	if (look_up(&before, g->repo, old, GIT_OBJECT_TREE) != 0) {
		th_fail(err, "%.*s: has no branch, tag or commit '%s'", TH_FMT(s->label), old);
		goto out;
	}
	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.flags = GIT_DIFF_SKIP_BINARY_CHECK | GIT_DIFF_INCLUDE_TYPECHANGE;
	rc = g->tree
		 ? git_diff_tree_to_tree(&diff, g->repo, (git_tree *)before, g->tree, &options)
		 : git_diff_tree_to_index(&diff, g->repo, (git_tree *)before, g->index, &options);
	if (rc != 0) {
		th_fail(err, "%.*s: cannot be compared: %s", TH_FMT(s->label), git_last_words());
		goto out;
	}
	for (size_t i = 0; i < git_diff_num_deltas(diff); i++) {
		const git_diff_delta *d = git_diff_get_delta(diff, i);
		if (d->status == GIT_DELTA_ADDED &&
		    source_find(s, th_strz(d->new_file.path)) == NULL)
			continue; /* a file marked with `git add -N` */
		each(ctx, th_strz(d->new_file.path ? d->new_file.path : d->old_file.path),
		    d->status == GIT_DELTA_ADDED     ? TH_CHANGE_ADDED
		    : d->status == GIT_DELTA_DELETED ? TH_CHANGE_REMOVED
						     : TH_CHANGE_MODIFIED);
	}
out:
	git_diff_free(diff);
	git_object_free(before);
	return rc == 0 ? 0 : -1;
}

static int git_lost(const th_source *s, const char *old, size_t *lost, th_err *err)
{
	const git_state *g = s->impl;
	git_oid was;
	size_t ahead;
	if (no_commit(old) || g->commit == NULL)
		return 0;
	if (git_oid_fromstr(&was, old) != 0 ||
	    git_graph_ahead_behind(&ahead, lost, g->repo, git_commit_id(g->commit), &was) != 0)
		return th_fail(err, "%.*s: cannot be compared with %s: %s", TH_FMT(s->label), old,
		    git_last_words());
	return 0;
}

static const source_ops git_ops = {.read = git_read,
    .size = git_size,
    .read_blob = git_read_blob,
    .read_at = git_read_at,
    .revisions = git_revisions,
    .author = git_author,
    .changes = git_changes,
    .lost = git_lost,
    .close = git_close};
static const source_ops index_ops = {.read = git_read,
    .size = git_size,
    .read_at = git_read_at,
    .changes = git_changes,
    .close = git_close};

static int by_path(const void *a, const void *b)
{
	return th_str_cmp(((const th_entry *)a)->path, ((const th_entry *)b)->path);
}

int source_open_git(th_source *s, const char *path, const char *ref, th_err *err)
{
	git_state *g = TH_NEW(s->arena, git_state);
	s->impl = g;
	s->ops = &git_ops;
	if (open_repository(&g->repo, path, getenv("GIT_QUARANTINE_PATH") != NULL, err) != 0 ||
	    find_commit(g, path, ref, s->partial = is_partial(g->repo), err) != 0)
		return -1;
	if (git_repository_odb(&g->odb, g->repo) != 0)
		return th_fail(err, "%s: %s", path, git_last_words());
	walking w = {s, g, err};
	if (err)
		err->msg[0] = 0;
	if (git_tree_walk(g->tree, GIT_TREEWALK_PRE, add_entry, &w) != 0)
		return err && err->msg[0]
			   ? -1
			   : th_fail(err, "%s: %s: %s", path, git_last_words(), remedy(s->partial));
	if (s->entries.n > 0)
		qsort(s->entries.v, s->entries.n, sizeof(th_entry), by_path);
	char hex[GIT_OID_HEXSZ + 1];
	git_oid_tostr(hex, sizeof(hex), git_commit_id(g->commit));
	s->revision = th_str_dup(s->arena, th_strz(hex));
	s->label = th_str_fmt(s->arena, "%s at %s (%.7s)", path, ref ? ref : "HEAD", hex);
	s->time = git_commit_time(g->commit);
	s->shallow = git_repository_is_shallow(g->repo) == 1;
	return git_read_extent(s, err);
}

int source_open_index(th_source *s, const char *path, th_err *err)
{
	git_state *g = TH_NEW(s->arena, git_state);
	s->impl = g;
	s->ops = &index_ops;
	s->label = th_str_fmt(s->arena, "%s, staged", path);
	s->folder = th_str_dup(s->arena, th_strz(path));
	s->revision = TH_S("staged");
	if (open_repository(&g->repo, path, getenv("GIT_INDEX_FILE") != NULL, err) != 0)
		return -1;
	s->partial = is_partial(g->repo);
	if (git_repository_is_bare(g->repo))
		return th_fail(err, "%s: is a bare repository: nothing can be staged in it", path);
	if (git_repository_odb(&g->odb, g->repo) != 0 ||
	    git_repository_index(&g->index, g->repo) != 0)
		return th_fail(err, "%s: its index cannot be read: %s", path, git_last_words());
	for (size_t i = 0; i < git_index_entrycount(g->index); i++) {
		const git_index_entry *e = git_index_get_byindex(g->index, i);
		if (git_index_entry_is_conflict(e))
			return th_fail(err, "%s: is in conflict: finish the merge first", e->path);
		if (e->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD)
			continue;
		if (take_entry(s, g, th_str_dup(s->arena, th_strz(e->path)), &e->id,
			(git_filemode_t)e->mode, err) != 0)
			return -1;
	}
	if (s->entries.n > 0)
		qsort(s->entries.v, s->entries.n, sizeof(th_entry), by_path);
	return 0;
}

void source_settings(
    const char *path, const char *const *names, th_str *values, size_t n, th_arena *a)
{
	git_repository *repo = NULL;
	git_config *config = NULL;
	bool open = open_repository(&repo, path, false, NULL) == 0 &&
		    git_repository_config_snapshot(&config, repo) == 0;
	for (size_t i = 0; i < n; i++) {
		git_buf value = {0};
		values[i] = TH_NONE;
		if (open && git_config_get_string_buf(&value, config, names[i]) == 0)
			values[i] = th_str_dup(a, th_strn(value.ptr, value.size));
		git_buf_dispose(&value);
	}
	git_config_free(config);
	git_repository_free(repo);
}

th_str source_resolve(const char *path, const char *ref, th_arena *a)
{
	git_repository *repo = NULL;
	git_object *commit = NULL;
	th_str found = TH_NONE;
	char hex[GIT_OID_HEXSZ + 1];
	if (open_repository(&repo, path, false, NULL) == 0 &&
	    look_up(&commit, repo, ref, GIT_OBJECT_COMMIT) == 0) {
		git_oid_tostr(hex, sizeof(hex), git_object_id(commit));
		found = th_str_dup(a, th_strz(hex));
	}
	git_object_free(commit);
	git_repository_free(repo);
	return found;
}

bool source_is_sparse(const char *path)
{
	git_repository *repo = NULL;
	git_config *config = NULL;
	int sparse = 0;
	th_arena *a = th_arena_new();
	/* In config.worktree, which libgit2 1.5 does not read; earlier versions of git: in config.
	 */
	if (source_path_is_repository(path) && open_repository(&repo, path, false, NULL) == 0) {
		th_str own = th_str_fmt(a, "%sconfig.worktree", git_repository_path(repo));
		if (git_config_open_ondisk(&config, own.p) != 0 ||
		    git_config_get_bool(&sparse, config, "core.sparseCheckout") != 0) {
			git_config_free(config);
			config = NULL;
			if (git_repository_config_snapshot(&config, repo) != 0 ||
			    git_config_get_bool(&sparse, config, "core.sparseCheckout") != 0)
				sparse = 0;
		}
	}
	git_config_free(config);
	git_repository_free(repo);
	th_arena_free(a);
	return sparse != 0;
}
