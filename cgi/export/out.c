/* out.c -- the folder of an export: writes what changed, and removes what an earlier export wrote
 * and this one did not. Called by crawl.c and redirects.c. Never touches a file that no export
 * wrote.
 *
 * The list of all files is a file among them. Each path is added to it before its file is written,
 * so that nothing is forgotten when an export is interrupted. */
#include "export.h"
#include "teamhub/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LIST ".teamhub-export"
enum { LIST_MAX = 256 << 20, BYTES_MAX = 1 << 30 };

static char *place(out_folder *out, th_arena *a, th_str path)
{
	return th_str_z(a, th_str_fmt(a, "%s/%.*s", out->dir, TH_FMT(path)));
}

/* ---- opening ---- */

static bool is_empty(const char *dir)
{
	DIR *d = opendir(dir);
	const struct dirent *e;
	bool empty = true;
	while (d != NULL && empty && (e = readdir(d)) != NULL)
		empty = strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0;
	if (d != NULL)
		closedir(d);
	return empty;
}

static int read_list(out_folder *out, const char *file, th_err *err)
{
	th_str all = TH_NONE, line;
	if (file_read(file, LIST_MAX, out->a, &all) != 0)
		return errno == ENOENT
			   ? 0
			   : th_fail(err, "%s: cannot be read (%s)", file, strerror(errno));
	while (all.n > 0 && th_str_split(&all, '\n', &line))
		if (line.n > 0)
			th_map_put(&out->before, line, out);
	return 0;
}

int out_open(out_folder *out, const char *dir, bool dry, th_arena *a, th_err *err)
{
	*out = (out_folder){.a = a, .dir = dir, .dry = dry, .list = -1};
	th_map_init(&out->before, a);
	th_map_init(&out->now, a);
	th_map_init(&out->folders, a);
	const char *file = place(out, a, TH_S(LIST));
	if (access(file, F_OK) != 0 && !is_empty(dir))
		return th_fail(err,
		    "%s holds files that no export wrote: name a folder of its own for the hub, "
		    "which "
		    "need not be there yet",
		    dir);
	if (!dry) {
		if (file_make_folders(file, 0, 0777) == 0)
			out->list = open(file, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
		if (out->list < 0)
			return th_fail(err, "%s: cannot be written (%s)", dir, strerror(errno));
		if (flock(out->list, LOCK_EX | LOCK_NB) != 0)
			return th_fail(err, "%s: another export is writing there", dir);
	}
	return read_list(out, file, err);
}

void out_close(out_folder *out)
{
	if (out->list >= 0)
		close(out->list);
	out->list = -1;
}

/* ---- writing ---- */

/* No name that could lead out of the folder, or be read as anything but a name. */
static bool is_safe(th_str path)
{
	th_str rest = path, part;
	while (th_str_split(&rest, '/', &part))
		if (part.n == 0 || part.n > 255 || th_str_eqz(part, ".") ||
		    th_str_eqz(part, "..") || th_str_chr(part, '\n') >= 0 || th_str_eqz(part, LIST))
			return false;
	return path.n < 4000;
}

static int make_folders(out_folder *out, char *path)
{
	size_t from = strlen(out->dir) + 1;
	for (char *p = path + from; *p != '\0'; p++) {
		th_str folder = th_strn(path, (size_t)(p - path));
		if (*p != '/' || th_map_get(&out->folders, folder) != NULL)
			continue;
		*p = '\0';
		int rc = mkdir(path, 0777);
		*p = '/';
		if (rc != 0 && errno != EEXIST)
			return -1;
		th_map_put(&out->folders, th_str_dup(out->a, folder), out);
	}
	return 0;
}

static int note(out_folder *out, th_str path)
{
	th_arena *a = th_arena_new();
	th_str line = th_str_fmt(a, "%.*s\n", TH_FMT(path));
	ssize_t n = write(out->list, line.p, line.n);
	th_arena_free(a);
	return n == (ssize_t)line.n ? 0 : -1;
}

/* 0: it has other bytes; 1: these; -1: there is none. */
static int compare(const char *file, th_str bytes, th_arena *a)
{
	struct stat st;
	th_str there;
	if (lstat(file, &st) != 0)
		return -1;
	return S_ISREG(st.st_mode) && (uint64_t)st.st_size == bytes.n &&
	       file_read(file, BYTES_MAX, a, &there) == 0 && th_str_eq(there, bytes);
}

int out_put(out_folder *out, th_str path, th_str bytes, th_err *err)
{
	if (!is_safe(path) || th_map_get(&out->now, path) != NULL)
		return 0;
	path = th_str_dup(out->a, path);
	th_map_put(&out->now, path, out);
	th_arena *a = th_arena_new();
	char *file = place(out, a, path);
	int was = compare(file, bytes, a), rc = 0;
	if (was != 1) {
		*TH_ADD(out->a, &out->touched) = path;
		*(was < 0 ? &out->added : &out->changed) += 1;
	}
	if (was != 1 && !out->dry) {
		if ((th_map_get(&out->before, path) == NULL && note(out, path) != 0) ||
		    make_folders(out, file) != 0 || file_write(file, bytes, 0644, 0) != 0)
			rc = th_fail(err, "%s: cannot be written (%s)", file, strerror(errno));
	}
	th_arena_free(a);
	return rc;
}

bool out_keep(out_folder *out, th_str path)
{
	th_arena *a = th_arena_new();
	bool there = th_map_get(&out->before, path) != NULL && is_safe(path) &&
		     access(place(out, a, path), F_OK) == 0;
	th_arena_free(a);
	if (there)
		th_map_put(&out->now, th_str_dup(out->a, path), out);
	return there;
}

/* ---- the end ---- */

/* Removes the folders above a file that hold nothing any more. */
static void remove_folders(out_folder *out, char *file)
{
	size_t from = strlen(out->dir);
	for (char *slash = strrchr(file, '/'); slash != NULL && (size_t)(slash - file) > from;
	     slash = strrchr(file, '/')) {
		*slash = '\0';
		if (rmdir(file) != 0)
			return;
	}
}

static int by_name(const void *x, const void *y)
{
	return th_str_cmp(*(const th_str *)x, *(const th_str *)y);
}

static int write_list(out_folder *out, th_err *err)
{
	th_strs all = {0};
	th_buf b = {0};
	for (size_t i = 0; i < out->now.n; i++)
		*TH_ADD(out->a, &all) = out->now.items[i].key;
	qsort(all.v, all.n, sizeof *all.v, by_name);
	for (size_t i = 0; i < all.n; i++)
		th_buf_addf(&b, "%.*s\n", TH_FMT(all.v[i]));
	char *file = place(out, out->a, TH_S(LIST));
	int rc = file_write(file, th_buf_str(&b), 0644, FILE_SYNCED);
	th_buf_free(&b);
	return rc == 0 ? 0 : th_fail(err, "%s: cannot be written (%s)", file, strerror(errno));
}

int out_finish(out_folder *out, th_err *err)
{
	for (size_t i = 0; i < out->before.n; i++) {
		th_str path = out->before.items[i].key;
		if (th_map_get(&out->now, path) != NULL || !is_safe(path))
			continue;
		th_arena *a = th_arena_new();
		char *file = place(out, a, path);
		bool there = access(file, F_OK) == 0;
		if (there) {
			out->removed++;
			*TH_ADD(out->a, &out->touched) = path;
		}
		int rc = there && !out->dry ? unlink(file) : 0;
		if (rc != 0)
			th_fail(err, "%s: cannot be removed (%s)", file, strerror(errno));
		else if (!out->dry)
			remove_folders(out, file);
		th_arena_free(a);
		if (rc != 0)
			return -1;
	}
	return out->dry ? 0 : write_list(out, err);
}
