/* file.c -- whole files (see file.h). Called by all that writes or reads a file by its path; what
 * authors wrote is read by cgi/source, which follows no link. Knows nothing of what files hold. */
#include "teamhub/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Its folder with the slash; empty: the working directory. */
static th_str folder_of(const char *path)
{
	th_str s = th_strz(path);
	return th_str_sub(s, 0, (size_t)(th_str_rchr(s, '/') + 1));
}

/* The name `path` is known to the disk. */
static int sync_name(const char *path, th_arena *a)
{
	th_str folder = folder_of(path);
	int fd = open(folder.n > 0 ? th_str_z(a, folder) : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int rc = fd < 0 ? -1 : fsync(fd), why = errno;
	if (fd >= 0)
		close(fd);
	errno = why;
	return rc;
}

/* Writes all and closes `fd`; -1 with the errno of what failed first. */
static int fill(int fd, th_str bytes, bool flush)
{
	int rc = 0, why = 0;
	for (size_t done = 0; rc == 0 && done < bytes.n;) {
		ssize_t n = write(fd, bytes.p + done, bytes.n - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n == 0)
			errno = ENOSPC;
		rc = n <= 0 ? -1 : 0;
		done += n > 0 ? (size_t)n : 0;
	}
	if (rc == 0 && flush)
		rc = fsync(fd);
	why = errno;
	if (close(fd) != 0 && rc == 0) {
		rc = -1;
		why = errno;
	}
	errno = why;
	return rc;
}

static int set_mode(int fd, const char *old, unsigned mode, unsigned how)
{
	struct stat st;
	if ((how & FILE_SAME_OWNER) && stat(old, &st) == 0 && fchown(fd, st.st_uid, st.st_gid) != 0)
		return -1;
	return fchmod(fd, mode);
}

int file_write(const char *path, th_str bytes, unsigned mode, unsigned how)
{
	th_arena *a = th_arena_new();
	th_str folder = folder_of(path);
	char *beside =
	    th_str_z(a, how & FILE_MANY ? th_str_fmt(a, "%.*s.tmp-XXXXXX", TH_FMT(folder))
					: th_str_fmt(a, "%s.tmp", path));
	if (!(how & FILE_MANY))
		unlink(beside); /* one that was killed left it: what opens it may be another's */
	int fd = how & FILE_MANY ? mkostemp(beside, O_CLOEXEC)
				 : open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	int rc = fd < 0 ? -1 : set_mode(fd, path, mode, how), why = errno;
	if (rc != 0 && fd >= 0)
		close(fd);
	if (rc == 0) {
		rc = fill(fd, bytes, how & FILE_FLUSHED);
		if (rc == 0)
			rc = rename(beside, path);
		why = errno;
	}
	if (rc != 0 && fd >= 0)
		unlink(beside);
	if (rc == 0 && (how & FILE_SYNCED) == FILE_SYNCED) {
		rc = sync_name(path, a);
		why = errno;
	}
	th_arena_free(a);
	errno = why;
	return rc;
}

int file_create(const char *path, th_str bytes)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	int rc = fd < 0 ? -1 : fill(fd, bytes, false), why = errno;
	if (fd >= 0 && rc != 0)
		unlink(path);
	errno = why;
	return rc;
}

int file_make_folders(const char *path, size_t from, unsigned mode)
{
	th_arena *a = th_arena_new();
	char *cut = th_str_z(a, th_strz(path));
	int rc = 0, why = 0;
	for (char *p = cut + from; rc == 0 && *p != '\0'; p++)
		if (*p == '/' && p > cut) {
			*p = '\0';
			rc = mkdir(cut, mode);
			if (rc == 0)
				rc = sync_name(cut, a);
			else if (errno == EEXIST)
				rc = 0;
			why = errno;
			*p = '/';
		}
	th_arena_free(a);
	errno = why;
	return rc;
}

int file_put(const char *path, size_t from, th_str bytes, th_err *err)
{
	if (file_make_folders(path, from, 0755) != 0 ||
	    file_write(path, bytes, 0644, FILE_SYNCED) != 0)
		return th_fail(err, "%s: cannot be written (%s)", path, strerror(errno));
	return 0;
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
	for (ssize_t got = 1; got != 0 && n < (size_t)st.st_size;) {
		got = read(fd, bytes + n, (size_t)st.st_size - n);
		if (got < 0 && errno != EINTR)
			return -1;
		n += got > 0 ? (size_t)got : 0;
	}
	*out = th_strn(bytes, n);
	return 0;
}

int file_read(const char *path, size_t limit, th_arena *a, th_str *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return -1;
	int rc = read_open(fd, limit, a, out), why = errno;
	close(fd);
	errno = why;
	return rc;
}

int file_read_open(th_buf *out, int fd, size_t size)
{
	char chunk[16384];
	while (out->n < size) {
		ssize_t n = read(fd, chunk, sizeof chunk);
		if (n < 0 && errno != EINTR)
			return -1;
		if (n == 0)
			break;
		th_buf_add(out, th_strn(chunk, n > 0 ? (size_t)n : 0));
	}
	return 0;
}
