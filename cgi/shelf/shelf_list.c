/* shelf_list.c -- lists the editions on the shelf with commit, time and size. Called by `editions`,
 * `rollback` and `watch`. Reads only, without the lock; an edition that cannot be opened is listed
 * with the reason. */
#include "teamhub/edition.h"
#include "teamhub/shelf.h"
#include "teamhub/write.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int newest_first(const void *x, const void *y)
{
	const shelf_edition *a = x, *b = y;
	if (a->published != b->published)
		return a->published > b->published ? -1 : 1;
	return th_str_cmp(a->identity, b->identity);
}

/* In nanoseconds, so that two publishes in the same second can be ordered. */
static int64_t finished_at(const struct stat *st)
{
	return (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
}

static void add_edition(
    shelf_editions *out, th_arena *a, const char *path, th_str name, bool current)
{
	struct stat st;
	edition *e;
	th_err err;
	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return;
	shelf_edition *x = TH_ADD(a, out);
	*x = (shelf_edition){.identity = th_str_dup(a, name),
	    .published = finished_at(&st),
	    .size = (uint64_t)st.st_size,
	    .current = current};
	if (edition_open(&e, path, &err) != 0) {
		x->fault = th_str_dup(a, th_strz(err.msg));
		return;
	}
	x->revision = th_str_dup(a, edition_meta(e, TH_S("revision")));
	edition_close(e);
}

int shelf_list(const char *file, th_arena *a, shelf_editions *out, th_err *err)
{
	*out = (shelf_editions){0};
	th_str whole = th_strz(file), suffix = TH_S(".sqlite");
	ptrdiff_t slash = th_str_rchr(whole, '/');
	th_str dir =
	    slash < 0 ? TH_S("editions") : th_str_fmt(a, "%.*s/editions", (int)slash, file);
	char target[4096];
	ssize_t n = readlink(file, target, sizeof(target));
	th_str current = n > 0 ? th_strn(target, (size_t)n) : TH_NONE;
	current = th_str_sub(current, (size_t)(th_str_rchr(current, '/') + 1), current.n);
	DIR *d = opendir(dir.p);
	if (d == NULL)
		return th_fail(err,
		    "%s: cannot be read (%s): publish first, or name another --edition", dir.p,
		    strerror(errno));
	struct dirent *x;
	while ((errno = 0, x = readdir(d)) != NULL) {
		th_str name = th_strz(x->d_name);
		if (!th_str_ends(name, suffix))
			continue;
		add_edition(out, a, th_str_fmt(a, "%s/%s", dir.p, x->d_name).p,
		    th_str_sub(name, 0, name.n - suffix.n), th_str_eq(name, current));
	}
	int fault = errno;
	closedir(d);
	if (fault != 0)
		return th_fail(err, "%s: cannot be read (%s)", dir.p, strerror(fault));
	if (out->n > 1)
		qsort(out->v, out->n, sizeof(*out->v), newest_first);
	for (size_t i = 0; i < out->n; i++)
		out->v[i].published /= 1000000000;
	return 0;
}
