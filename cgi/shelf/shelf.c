/* shelf.c -- where editions are kept: FILE is a symlink into editions/ beside it; media/ and
 * assets/ hold what nginx serves from disk; `lock` allows one publish at a time. Called by publish.
 * Never touches the live edition: a new one is moved in beside it and the link is replaced by
 * rename(2), so readers see either the old or the new one. */
#include "teamhub/encoding.h"

#include "files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct shelf {
	th_arena *a;
	char *file, *dir, *editions, *media, *assets, *draft;
	int lock, waiting; /* descriptors; -1: not open */
};

static char *join(th_arena *a, const char *dir, const char *name)
{
	return (char *)th_str_fmt(a, "%s/%s", dir, name).p;
}

static int make_dir(const char *path, th_err *err)
{
	if (mkdir(path, 0755) == 0 || errno == EEXIST)
		return 0;
	return th_fail(
	    err, "%s: cannot be made (%s): check its parent directory", path, strerror(errno));
}

/* A publish that waits for the lock holds a shared lock on this file. */
static int open_waiting(const shelf *s)
{
	return open(join(s->a, s->dir, "waiting"), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
}

bool shelf_is_awaited(const shelf *s)
{
	if (s->waiting < 0)
		return false;
	bool awaited = flock(s->waiting, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
	flock(s->waiting, LOCK_UN);
	return awaited;
}

static int take_lock(shelf *s, int wait, th_err *err)
{
	enum { EVERY_MS = 20 };
	char *path = join(s->a, s->dir, "lock");
	s->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	if (s->lock < 0)
		return th_fail(err, "%s: cannot be opened (%s): publish as the user who owns it",
		    path, strerror(errno));
	s->waiting = open_waiting(s); /* without it the holder does not know, and waiting takes
				       * longer */
	for (int turn = 0;; turn++) {
		if (flock(s->lock, LOCK_EX | LOCK_NB) == 0) {
			flock(s->waiting, LOCK_UN);
			return 0;
		}
		if (errno != EWOULDBLOCK && errno != EINTR)
			return th_fail(err, "%s: cannot be locked (%s)", path, strerror(errno));
		if (turn == 0)
			flock(s->waiting, LOCK_SH);
		if (turn >= wait * (1000 / EVERY_MS))
			return th_fail(err,
			    "%s: another publish has held the lock for %d seconds: wait for it, or "
			    "end it",
			    path, wait);
		nanosleep(&(struct timespec){.tv_nsec = EVERY_MS * 1000 * 1000}, NULL);
	}
}

/* Calls `each` with every name in a directory, which may not exist. -1: there may be more. */
static int each_name(
    const char *dir, void (*each)(void *ctx, const char *dir, const char *name), void *ctx)
{
	DIR *d = opendir(dir);
	if (d == NULL)
		return errno == ENOENT ? 0 : -1;
	struct dirent *x;
	while ((errno = 0, x = readdir(d)) != NULL)
		if (strcmp(x->d_name, ".") != 0 && strcmp(x->d_name, "..") != 0)
			each(ctx, dir, x->d_name);
	int rc = errno != 0 ? -1 : 0;
	closedir(d);
	return rc;
}

static void remove_leftover(void *ctx, const char *dir, const char *name)
{
	shelf *s = ctx;
	th_str n = th_strz(name);
	if (th_str_ends(n, TH_S(".tmp")) || th_str_starts(n, TH_S(".tmp-")))
		unlink(join(s->a, dir, name));
}

int shelf_open(shelf **out, const char *file, int wait, th_err *err)
{
	*out = NULL;
	th_arena *a = th_arena_new();
	shelf *s = TH_NEW(a, shelf);
	s->a = a;
	s->lock = s->waiting = -1;
	s->file = th_str_z(a, th_strz(file));
	ptrdiff_t slash = th_str_rchr(th_strz(file), '/');
	s->dir = slash < 0 ? th_str_z(a, TH_S("."))
			   : th_str_z(a, th_strn(file, slash > 0 ? (size_t)slash : 1));
	s->editions = join(a, s->dir, "editions");
	s->media = join(a, s->dir, "media");
	s->assets = join(a, s->dir, "assets");
	s->draft = join(a, s->editions, "draft.tmp");
	struct stat st;
	if (lstat(file, &st) == 0 && !S_ISLNK(st.st_mode)) {
		th_fail(err, "%s: exists but is not a symlink: name another file, or move it away",
		    file);
		goto fail;
	}
	if (make_dir(s->dir, err) != 0 || make_dir(s->editions, err) != 0 ||
	    make_dir(s->media, err) != 0 || make_dir(s->assets, err) != 0 ||
	    take_lock(s, wait, err) != 0)
		goto fail;
	each_name(s->dir, remove_leftover, s);
	each_name(s->editions, remove_leftover, s);
	each_name(s->media, remove_leftover, s);
	*out = s;
	return 0;
fail:
	shelf_close(s);
	return -1;
}

void shelf_close(shelf *s)
{
	if (s == NULL)
		return;
	if (s->lock >= 0)
		close(s->lock);
	if (s->waiting >= 0)
		close(s->waiting);
	th_arena_free(s->a);
}

const char *shelf_media(const shelf *s)
{
	return s->media;
}

const char *shelf_assets(const shelf *s)
{
	return s->assets;
}

const char *shelf_draft(const shelf *s)
{
	return s->draft;
}

static th_str link_target(const shelf *s)
{
	char target[PATH_MAX];
	ssize_t n = readlink(s->file, target, sizeof target);
	return n > 0 ? th_str_dup(s->a, th_strn(target, (size_t)n)) : TH_NONE;
}

static th_str edition_name(const shelf *s, th_str identity)
{
	return th_str_fmt(s->a, "editions/%.*s.sqlite", TH_FMT(identity));
}

const char *shelf_file(const shelf *s)
{
	return s->file;
}

const char *shelf_editions_dir(const shelf *s)
{
	return s->editions;
}

bool shelf_is_current(const shelf *s, th_str identity)
{
	return th_str_eq(link_target(s), edition_name(s, identity)) && access(s->file, R_OK) == 0;
}

static int sync_dir(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int rc = fd < 0 ? -1 : fsync(fd);
	if (fd >= 0)
		close(fd);
	return rc;
}

int shelf_swap(shelf *s, th_str identity, th_err *err)
{
	char *to = join(s->a, s->dir, edition_name(s, identity).p);
	/* Everything the edition refers to must be on disk before it goes live. */
	const char *const dirs[] = {s->media, s->assets};
	for (size_t i = 0; i < TH_COUNT(dirs); i++)
		if (sync_dir(dirs[i]) != 0 && errno != ENOENT)
			return th_fail(err, "%s: cannot be synced (%s)", dirs[i], strerror(errno));
	if (chmod(s->draft, 0444) != 0 || rename(s->draft, to) != 0 || sync_dir(s->editions) != 0)
		return th_fail(err, "%s: cannot be moved into place (%s)", to, strerror(errno));
	return shelf_point(s, identity, err);
}

int shelf_point(shelf *s, th_str identity, th_err *err)
{
	th_str name = edition_name(s, identity);
	char *fresh = (char *)th_str_fmt(s->a, "%s.tmp", s->file).p;
	if (access(join(s->a, s->dir, name.p), R_OK) != 0)
		return th_fail(err, "%s/%s: cannot be read (%s)", s->dir, name.p, strerror(errno));
	unlink(fresh);
	if (symlink(name.p, fresh) != 0 || rename(fresh, s->file) != 0)
		return th_fail(
		    err, "%s: cannot be pointed to %s (%s)", s->file, name.p, strerror(errno));
	if (sync_dir(s->dir) != 0)
		return th_fail(err, "%s: cannot be synced (%s)", s->dir, strerror(errno));
	return 0;
}

/* ---- what was erased ---- */

bool shelf_is_clean(const shelf *s, th_str identity)
{
	char target[PATH_MAX];
	ssize_t n = readlink(join(s->a, s->dir, "clean"), target, sizeof target);
	return n > 0 && th_str_eq(th_strn(target, (size_t)n), identity);
}

int shelf_mark_clean(shelf *s, th_str identity, th_err *err)
{
	char *name = join(s->a, s->dir, "clean"), *fresh = join(s->a, s->dir, "clean.tmp");
	unlink(fresh);
	if (symlink(th_str_z(s->a, identity), fresh) != 0 || rename(fresh, name) != 0)
		return th_fail(err, "%s: cannot be written (%s)", name, strerror(errno));
	return 0;
}

/* ---- tidying ---- */

typedef struct lying {
	char *path;
	struct timespec at;
	bool current;
} lying;

typedef struct tidy {
	shelf *s;
	TH_LIST(lying) editions;
	th_str current;
	th_map there; /* stems below media/ and folders below assets/ */
	th_map used;  /* those that an edition refers to */
	bool missed;  /* an edition that cannot be looked at */
	int rc;
	th_err *err;
} tidy;

static void note_edition(void *ctx, const char *dir, const char *name)
{
	tidy *t = ctx;
	struct stat st;
	if (!th_str_ends(th_strz(name), TH_S(".sqlite")))
		return;
	lying x = {.path = join(t->s->a, dir, name)};
	if (stat(x.path, &st) != 0) {
		t->missed = true;
		return;
	}
	x.at = st.st_mtim; /* when it was finished */
	x.current = th_str_ends(t->current, th_strz(name));
	*TH_ADD(t->s->a, &t->editions) = x;
}

static int newest_first(const void *x, const void *y)
{
	const lying *a = x, *b = y;
	if (a->current != b->current)
		return a->current ? -1 : 1;
	if (a->at.tv_sec != b->at.tv_sec)
		return a->at.tv_sec > b->at.tv_sec ? -1 : 1;
	if (a->at.tv_nsec != b->at.tv_nsec)
		return a->at.tv_nsec > b->at.tv_nsec ? -1 : 1;
	return strcmp(a->path, b->path);
}

/* HASH of HASH-800.webp: the files of a picture, and its notes, are removed together. */
static th_str stem(th_str name)
{
	size_t n = 0;
	while (n < name.n && name.p[n] != '-' && name.p[n] != '.')
		n++;
	return th_strn(name.p, n);
}

static void note_use(void *ctx, th_str name)
{
	tidy *t = ctx;
	name = stem(name);
	if (th_map_get(&t->used, name) == NULL)
		th_map_put(&t->used, th_str_dup(t->s->a, name), t);
}

static void note_name(void *ctx, const char *dir, const char *name)
{
	tidy *t = ctx;
	bool picture = strcmp(dir, t->s->media) == 0;
	th_str key = picture ? stem(th_strz(name)) : th_strz(name);
	th_map_put(&t->there, th_str_dup(t->s->a, key), t);
}

static bool all_are_used(const tidy *t)
{
	for (size_t i = 0; i < t->there.n; i++)
		if (th_map_get(&t->used, t->there.items[i].key) == NULL)
			return false;
	return true;
}

static bool is_copy(const char *name)
{
	return th_str_ends(th_strz(name), th_strz(coding_suffix(TH_CODING_BR))) ||
	       th_str_ends(th_strz(name), th_strz(coding_suffix(TH_CODING_GZIP)));
}

static void remove_unused_media(void *ctx, const char *dir, const char *name)
{
	tidy *t = ctx;
	if (th_map_get(&t->used, stem(th_strz(name))) == NULL)
		unlink(join(t->s->a, dir, name));
}

/* First: nginx sends a compressed copy whether the picture is there or not. */
static void remove_unused_copies(void *ctx, const char *dir, const char *name)
{
	if (is_copy(name))
		remove_unused_media(ctx, dir, name);
}

static void remove_tree(shelf *s, const char *path, int depth);

typedef struct tree {
	shelf *s;
	int depth;
} tree;

static void remove_in_tree(void *ctx, const char *dir, const char *name)
{
	tree *t = ctx;
	remove_tree(t->s, join(t->s->a, dir, name), t->depth);
}

static void remove_tree(shelf *s, const char *path, int depth)
{
	struct stat st;
	if (lstat(path, &st) != 0)
		return;
	if (!S_ISDIR(st.st_mode)) {
		unlink(path);
		return;
	}
	if (depth > 0)
		each_name(path, remove_in_tree, &(tree){s, depth - 1});
	rmdir(path);
}

static void remove_unused_assets(void *ctx, const char *dir, const char *name)
{
	tidy *t = ctx;
	if (th_map_get(&t->used, th_strz(name)) == NULL)
		remove_tree(t->s, join(t->s->a, dir, name), 8);
}

int shelf_clear(const char *file, int wait, th_err *err)
{
	static const char *const names[] = {
	    "editions", "media", "assets", "memory", "clean", "refused", "notified"};
	shelf *s;
	struct stat st;
	if (lstat(file, &st) != 0)
		return 0;
	if (shelf_open(&s, file, wait, err) != 0)
		return -1;
	int rc = unlink(file) == 0 ? 0
				   : th_fail(err, "%s: cannot be removed (%s): remove it by hand",
					 file, strerror(errno));
	for (size_t i = 0; i < TH_COUNT(names) && rc == 0; i++)
		remove_tree(s, join(s->a, s->dir, names[i]), 8);
	shelf_close(s);
	return rc;
}

int shelf_tidy(shelf *s, int keep, th_err *err)
{
	tidy t = {.s = s, .current = link_target(s), .err = err};
	th_map_init(&t.used, s->a);
	/* An edition that is missed here would lose its pictures. */
	if (each_name(s->editions, note_edition, &t) != 0 || t.missed)
		return th_fail(err, "%s: cannot be read, so nothing is tidied", s->editions);
	if (t.editions.n == 0)
		return 0;
	qsort(t.editions.v, t.editions.n, sizeof *t.editions.v, newest_first);
	size_t left = keep > 1 ? (size_t)keep : 1;
	if (left > t.editions.n)
		left = t.editions.n;
	for (size_t i = left; i < t.editions.n; i++)
		if (unlink(t.editions.v[i].path) != 0)
			t.rc = th_fail(err, "%s: cannot be removed (%s)", t.editions.v[i].path,
			    strerror(errno));
	th_map_init(&t.there, s->a);
	each_name(s->media, note_name, &t);
	each_name(s->assets, note_name, &t);
	/* The newest edition usually refers to everything; then the others need not be read. */
	for (size_t i = 0; i < left && !all_are_used(&t); i++)
		if (edition_files(t.editions.v[i].path, note_use, &t) != 0)
			return th_fail(err,
			    "%s: cannot be read, so no picture is removed: remove it by hand",
			    t.editions.v[i].path);
	if (all_are_used(&t))
		return t.rc;
	each_name(s->media, remove_unused_copies, &t);
	each_name(s->media, remove_unused_media, &t);
	each_name(s->assets, remove_unused_assets, &t);
	return t.rc;
}
