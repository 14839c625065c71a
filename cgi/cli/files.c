/* files.c -- reads and writes whole files beside the edition: bounded, and such that a reader sees
 * either the old file or the new one. Knows nothing about what they contain. */
#include "teamhub/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Makes sure the name `path` has reached the disk. */
static int sync_parent(const char *path)
{
	th_arena *a = th_arena_new();
	ptrdiff_t slash = th_str_rchr(th_strz(path), '/');
	const char *dir = slash > 0 ? th_str_z(a, th_strn(path, (size_t)slash)) : slash ? "." : "/";
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int rc = fd < 0 ? -1 : fsync(fd), why = errno;
	if (fd >= 0)
		close(fd);
	th_arena_free(a);
	errno = why;
	return rc;
}

static int make_dirs(char *path, size_t from)
{
	for (char *p = path + from; *p != '\0'; p++)
		if (*p == '/') {
			*p = '\0';
			int rc = mkdir(path, 0755);
			if (rc == 0)
				rc = sync_parent(path);
			else if (errno == EEXIST)
				rc = 0;
			*p = '/';
			if (rc != 0)
				return -1;
		}
	return 0;
}

static int write_file(const char *path, th_str bytes)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	size_t done = 0;
	while (fd >= 0 && done < bytes.n) {
		ssize_t n = write(fd, bytes.p + done, bytes.n - done);
		if (n <= 0 && errno != EINTR)
			break;
		done += n > 0 ? (size_t)n : 0;
	}
	if (fd < 0)
		return -1;
	bool synced = done == bytes.n && fsync(fd) == 0;
	return close(fd) == 0 && synced ? 0 : -1;
}

int publish_write(const char *path, size_t from, th_str bytes, th_err *err)
{
	th_arena *a = th_arena_new();
	char *tmp = th_str_z(a, th_str_fmt(a, "%s.tmp", path));
	int rc = 0;
	if (make_dirs(tmp, from) != 0 || write_file(tmp, bytes) != 0 || rename(tmp, path) != 0 ||
	    sync_parent(path) != 0)
		rc = th_fail(err, "%s: cannot be written (%s)", path, strerror(errno));
	th_arena_free(a);
	return rc;
}

static int read_open(int fd, size_t limit, th_arena *a, th_str *out)
{
	struct stat st;
	if (fstat(fd, &st) != 0)
		return -1;
	errno = S_ISREG(st.st_mode) ? EFBIG : EISDIR;
	if (!S_ISREG(st.st_mode) || (uint64_t)st.st_size > limit)
		return -1;
	char *bytes = th_alloc(a, (size_t)st.st_size + 1);
	size_t n = 0;
	for (ssize_t got = 1; got > 0 && n < (size_t)st.st_size;) {
		got = read(fd, bytes + n, (size_t)st.st_size - n);
		if (got < 0)
			return -1;
		n += (size_t)got;
	}
	*out = th_strn(bytes, n);
	return 0;
}

int publish_read(const char *path, size_t limit, th_arena *a, th_str *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return -1;
	int rc = read_open(fd, limit, a, out), why = errno;
	close(fd);
	errno = why;
	return rc;
}
