/* source.h -- the files of one commit of a git repository, or of a directory. Nothing downstream
 * knows which it was. Only cgi/source/git.c knows libgit2.
 *
 * Entries carry the id that git gives a blob (SHA-1 over "blob N\0" and the bytes), also for a
 * directory: equal files have equal ids on every machine. */
#ifndef TEAMHUB_SOURCE_H
#define TEAMHUB_SOURCE_H

#include "teamhub/base.h"

typedef enum th_entry_kind {
	TH_ENTRY_FILE,
	TH_ENTRY_SYMLINK, /* never followed */
	TH_ENTRY_SUBMODULE,
	TH_ENTRY_OTHER, /* socket, device: directory only */
} th_entry_kind;

typedef struct th_entry {
	th_str path;   /* relative, '/' between segments; bytes as found, may be ill-formed UTF-8 */
	th_str id;     /* 40 hex digits */
	uint64_t size; /* for directories only: use source_size */
	th_entry_kind kind;
} th_entry;

typedef struct th_source th_source;

/* Opens `path`: a bare repository, a working copy or a directory. `ref` is a branch, tag or commit;
 * NULL: HEAD. A directory that is not itself a repository, or any with `worktree` set, is read as
 * files. With GIT_DIR in the environment (a hook), pushed objects in quarantine are found. -1 with
 * err: no such path, not readable, repository of another user (names the `safe.directory` line to
 * add), unknown ref, unborn HEAD. */
int source_open(th_source **out, const char *path, const char *ref, bool worktree, th_err *err);
/* A directory whose files are not read before somebody asks for them: its entries have no ids, and
 * it has no revision. */
int source_open_plain(th_source **out, const char *path, th_err *err);
/* The files below `folder` of another source, which must outlive it; paths are relative to the
 * folder. -1: there are none. */
int source_open_below(th_source **out, const th_source *whole, th_str folder, th_err *err);
/* Another source, which must outlive this one, with `bytes` in place of the file at `path`. Has no
 * history. */
void source_open_with(th_source **out, const th_source *whole, th_str path, th_str bytes);
void source_close(th_source *s); /* NULL-safe */

/* All entries below the root, sorted by the bytes of their paths (no .git; in a directory no names
 * beginning with '.' or '~', and no node_modules, _site, .cache). Owned by the source. */
const th_entry *source_entries(const th_source *s, size_t *count);
const th_entry *source_find(const th_source *s, th_str path); /* NULL: none */

/* The first fault of the machine during reading: disk, memory, descriptors, a damaged object;
 * false: none. What was made from the source must then not be published, whatever was done about
 * that read. From any thread. */
bool source_failed(const th_source *s, th_err *err);

/* Octets of a file. Looked up each time for a commit, since most files are never asked about. */
uint64_t source_size(const th_source *s, const th_entry *e);

/* Reads a file into `a` (a NUL follows, not counted). -1: larger than `limit`, or vanished or
 * unreadable; source_failed reports the latter. May be called from several threads, each with its
 * own arena. */
int source_read(
    const th_source *s, const th_entry *e, size_t limit, th_arena *a, th_str *out, th_err *err);

/* 40 hex digits of the commit; for a directory, a hash over all paths and ids. */
th_str source_revision(const th_source *s);
bool source_is_git(const th_source *s);
/* Committer time; for a directory TH_NEVER. */
th_time source_time(const th_source *s);

/* One file that one commit changed, compared with its parent; strings are valid until `each`
 * returns. */
typedef struct th_revision {
	th_str commit;        /* 40 hex digits */
	th_str path;          /* after the commit; for a removed file, before it */
	th_str was;           /* its path before, if the commit moved the file; else empty */
	th_str before, after; /* blob ids, 40 hex digits; empty: not there before, or not after */
	th_time at;           /* when the commit reached the branch */
	th_time authored;     /* when its author made it */
} th_revision;

/* Calls `each` for every change in this commit and its ancestors, newest first; with `since` (40
 * hex digits) only for commits that are not `since` or its ancestors. *whole: `since` was NULL or
 * not an ancestor, and the whole history was walked. A merge changes only what its branches did
 * not; beyond the end of a shallow clone nothing is known or reported. A directory has no changes.
 */
int source_revisions(const th_source *s, const char *since, bool *whole,
    void (*each)(void *ctx, const th_revision *r), void *ctx, th_err *err);
/* The commit that these files are, or that the next one will follow: `s` itself, or one that is
 * opened into *opened, which the caller closes (NULL: nothing was opened). NULL: no repository, or
 * no commit yet. */
const th_source *source_commit(const th_source *s, th_source **opened);
/* Does the repository have only the latest part of its history? */
bool source_is_shallow(const th_source *s);
/* Which part of its history a clone has: TH_NONE for all of it, else the commits at which it ends
 * or that it is partial. Two clones of one commit tell the same where this is the same. */
th_str source_extent(const th_source *s);
/* A number for what a partial clone was asked for so far and did not have; 0: nothing. */
uint64_t source_lacking(const th_source *s);
/* Reads a former state of a file by its blob id, like source_read. -1 if a partial clone lacks it,
 * which is not a fault. */
int source_read_blob(
    const th_source *s, th_str id, size_t limit, th_arena *a, th_str *out, th_err *err);
/* The name of a commit's author; TH_NONE: no such commit. */
th_str source_author(const th_source *s, th_str commit, th_arena *a);

/* ---- repositories: for hooks, `check --range` and `watch` ---- */

/* The content of the next `git commit` in the working copy at `path`: the index, which is not
 * touched. -1 as source_open, and while a merge has conflicts. */
int source_open_staged(th_source **out, const char *path, th_err *err);

typedef enum th_change {
	TH_CHANGE_ADDED,
	TH_CHANGE_MODIFIED,
	TH_CHANGE_REMOVED,
} th_change;

/* Calls `each` for every path whose entry differs between the commit `old` of the same repository
 * and `s`, sorted by path. `old` NULL or 40 zeros: everything is new. A rename is a removal and an
 * addition. -1: no such commit, or `old` given for a directory. */
int source_changes(const th_source *s, const char *old,
    void (*each)(void *ctx, th_str path, th_change change), void *ctx, th_err *err);
/* Reads a file as it is in another commit of the same repository, without listing that one; *e gets
 * its id, and `path`. -1: it is no file there, or cannot be read. */
int source_read_at(const th_source *s, const char *commit, th_str path, size_t limit, th_arena *a,
    th_entry *e, th_str *out);
/* How many commits (`old` and its ancestors) would be lost if a branch moved from it to `s`. */
int source_lost(const th_source *s, const char *old, size_t *lost, th_err *err);

/* True for a working folder that holds a part of its files only (git sparse-checkout). */
bool source_is_sparse(const char *path);
/* Settings of a repository, as `git config --get` shows them; empty if not set. */
void source_settings(
    const char *path, const char *const *names, th_str *values, size_t n, th_arena *a);
/* The commit that `ref` names in the repository, 40 hex digits; TH_NONE: no such ref. */
th_str source_resolve(const char *path, const char *ref, th_arena *a);

#endif
