/* dir.c -- a directory as a source: for previews, and for hubs whose files come from elsewhere.
 * Never follows a symbolic link and never leaves the root: every name is opened relative to its
 * folder's descriptor with O_NOFOLLOW. */
#include "source.h"

#include "teamhub/digest.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A larger file is named by its size alone: no collection takes it, and hashing is slow. */
static const size_t hash_limit = 64u << 20;

typedef struct dir_state {
	int root;
} dir_state;

static bool skipped(const char *name)
{
	static const char *const folders[] = {"node_modules", "_site", NULL};
	static const char *const settings[] = {".eleventy.js", ".eleventyignore", NULL};
	for (size_t i = 0; settings[i]; i++) /* they say what a site does not publish */
		if (strcmp(name, settings[i]) == 0)
			return false;
	if (name[0] == '.' || name[0] == '~')
		return true;
	for (size_t i = 0; folders[i]; i++)
		if (strcmp(name, folders[i]) == 0)
			return true;
	return false;
}

static int read_all(int fd, size_t size, th_arena *a, th_str *out)
{
	char *p = th_alloc(a, size + 1);
	size_t n = 0;
	while (n < size) {
		ssize_t got = read(fd, p + n, size - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		n += (size_t)got;
	}
	p[n] = 0;
	*out = th_strn(p, n);
	return 0;
}

/* The blob id of an open file; read through an arena of its own, so memory stays flat. */
static int hash_file(int fd, th_entry *e, th_arena *keep)
{
	char hex[41];
	if (e->size > hash_limit) {
		e->id = th_str_fmt(keep, "%040llx", (unsigned long long)e->size);
		return 0;
	}
	th_arena *a = th_arena_new();
	th_str bytes;
	int rc = read_all(fd, (size_t)e->size, a, &bytes);
	if (rc == 0) {
		e->size = bytes.n;
		digest_blob(hex, bytes);
		e->id = th_str_dup(keep, th_strz(hex));
	}
	th_arena_free(a);
	return rc;
}

static int walk(th_source *s, int dir, th_str prefix, th_err *err)
{
	DIR *d = fdopendir(dir);
	if (d == NULL) {
		close(dir);
		return th_fail(err, "%.*s: %s", TH_FMT(prefix), strerror(errno));
	}
	int rc = 0;
	while (rc == 0) {
		struct stat st;
		errno = 0;
		struct dirent *entry = readdir(d);
		if (entry == NULL && errno != 0)
			rc = th_fail(err, "%.*s/: %s", TH_FMT(prefix), strerror(errno));
		if (entry == NULL)
			break;
		if (skipped(entry->d_name))
			continue;
		if (fstatat(dirfd(d), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
			if (errno == ENOENT)
				continue; /* it has vanished: an editor's temporary file */
			rc = th_fail(
			    err, "%.*s/%s: %s", TH_FMT(prefix), entry->d_name, strerror(errno));
			break;
		}
		th_str name = th_strz(entry->d_name);
		th_str path = prefix.n
				  ? th_str_fmt(s->arena, "%.*s/%.*s", TH_FMT(prefix), TH_FMT(name))
				  : th_str_dup(s->arena, name);
		rc = source_count(s, path, err);
		if (rc != 0)
			break;
		int fd = -1;
		if (S_ISDIR(st.st_mode) || (S_ISREG(st.st_mode) && !s->plain)) {
			fd = openat(dirfd(d), entry->d_name,
			    O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
			if (fd < 0 && (errno == ENOENT || errno == ELOOP))
				continue;
			if (fd < 0) {
				rc = th_fail(err, "%.*s: %s: make it readable for this user",
				    TH_FMT(path), strerror(errno));
				break;
			}
		}
		if (S_ISDIR(st.st_mode)) {
			rc = walk(s, fd, path, err);
			continue;
		}
		th_entry *e = TH_ADD(s->arena, &s->entries);
		*e = (th_entry){.path = path, .size = (uint64_t)st.st_size, .id = TH_S("")};
		e->kind = S_ISREG(st.st_mode)   ? TH_ENTRY_FILE
			  : S_ISLNK(st.st_mode) ? TH_ENTRY_SYMLINK
						: TH_ENTRY_OTHER;
		if (fd >= 0) {
			if (hash_file(fd, e, s->arena) != 0)
				rc = th_fail(err, "%.*s: %s", TH_FMT(path), strerror(errno));
			close(fd);
		}
	}
	closedir(d);
	return rc;
}

static int dir_read(
    const th_source *s, const th_entry *e, size_t limit, th_arena *a, th_str *out, th_err *err)
{
	const dir_state *state = s->impl;
	struct stat st;
	int fd = dup(state->root);
	th_str rest = e->path, part;
	while (fd >= 0 && th_str_split(&rest, '/', &part)) {
		int next =
		    openat(fd, th_str_z(a, part), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
		int why = errno;
		close(fd);
		errno = why;
		fd = next;
	}
	int rc = 0;
	if (fd < 0 || fstat(fd, &st) != 0)
		rc = source_fail(
		    s, err, "%.*s: %s: publish again", TH_FMT(e->path), strerror(errno));
	else if (!S_ISREG(st.st_mode) || (size_t)st.st_size > limit)
		rc = source_fail(
		    s, err, "%.*s: changed while it was read: publish again", TH_FMT(e->path));
	else if (read_all(fd, (size_t)st.st_size, a, out) != 0)
		rc = source_fail(
		    s, err, "%.*s: %s: publish again", TH_FMT(e->path), strerror(errno));
	if (fd >= 0)
		close(fd);
	return rc;
}

static void dir_close(th_source *s)
{
	close(((dir_state *)s->impl)->root);
}

static const source_ops dir_ops = {.read = dir_read, .close = dir_close};

static int by_path(const void *a, const void *b)
{
	return th_str_cmp(((const th_entry *)a)->path, ((const th_entry *)b)->path);
}

int source_open_dir(th_source *s, const char *path, th_err *err)
{
	int root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root < 0)
		return th_fail(err, "%s: %s: name a folder or a repository that exists", path,
		    strerror(errno));
	dir_state *state = TH_NEW(s->arena, dir_state);
	state->root = root;
	s->impl = state;
	s->ops = &dir_ops;
	int top = fcntl(root, F_DUPFD_CLOEXEC, 0);
	if (top < 0)
		return th_fail(err, "%s: %s", path, strerror(errno));
	if (walk(s, top, TH_NONE, err) != 0)
		return -1;
	if (s->entries.n > 0)
		qsort(s->entries.v, s->entries.n, sizeof(th_entry), by_path);
	if (!s->plain)
		source_hash(s);
	s->label = s->folder = th_str_dup(s->arena, th_strz(path));
	return 0;
}
