/* shim.c -- lets one call to the system fail, once: the FAULT_AT-th of those that FAULT_CALLS names
 * (read, write or alloc) on files below one of the folders in FAULT_BELOW (colons between them),
 * with the error number FAULT_ERRNO. Loaded by faults.test.py with LD_PRELOAD; FAULT_COUNT names a
 * file that gets the number of calls, when the program ends. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_long calls;
static long fault_at = -1;
static int fault_errno;
static char kind; /* r, w, a */
static char below[4][PATH_MAX];
static int below_n;
static char count_file[PATH_MAX];
static __thread int inside;

__attribute__((constructor)) static void begin(void)
{
	const char *s = getenv("FAULT_CALLS");
	kind = s ? s[0] : 0;
	s = getenv("FAULT_AT");
	fault_at = s ? atol(s) : -1;
	s = getenv("FAULT_ERRNO");
	fault_errno = s ? atoi(s) : EIO;
	s = getenv("FAULT_COUNT");
	if (s)
		snprintf(count_file, sizeof count_file, "%s", s);
	for (s = getenv("FAULT_BELOW"); s && *s && below_n < 4;) {
		size_t n = strcspn(s, ":");
		snprintf(below[below_n++], PATH_MAX, "%.*s", (int)n, s);
		s += n + (s[n] == ':');
	}
}

__attribute__((destructor)) static void end(void)
{
	inside = 1;
	if (count_file[0]) {
		FILE *f = fopen(count_file, "w");
		if (f) {
			fprintf(f, "%ld\n", atomic_load(&calls));
			fclose(f);
		}
	}
}

static int strike(char what)
{
	if (inside || kind != what)
		return 0;
	if (atomic_fetch_add(&calls, 1) + 1 != fault_at)
		return 0;
	if (getenv("FAULT_TRACE")) { /* who asked, for whoever looks for a fault */
		void *frames[40];
		inside++;
		backtrace_symbols_fd(frames, backtrace(frames, 40), 2);
		inside--;
	}
	errno = fault_errno;
	return 1;
}

static int is_below(const char *path)
{
	for (int i = 0; i < below_n; i++)
		if (strncmp(path, below[i], strlen(below[i])) == 0)
			return 1;
	return 0;
}

static int fd_below(int fd)
{
	char name[64], path[PATH_MAX];
	int saved = errno;
	snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
	ssize_t n = readlink(name, path, sizeof path - 1);
	errno = saved;
	if (n <= 0)
		return 0;
	path[n] = 0;
	return is_below(path);
}

static int path_below(int dir, const char *path)
{
	if (path[0] == '/')
		return is_below(path);
	return dir != AT_FDCWD && fd_below(dir);
}

#define REAL(name)                                                                                 \
	static __typeof__(&name) real;                                                             \
	if (!real) {                                                                               \
		inside++;                                                                          \
		real = (__typeof__(&name))dlsym(RTLD_NEXT, #name);                                 \
		inside--;                                                                          \
	}

#define HIT(what, where) (kind == (what) && !inside && (where) && strike(what))

#define OPEN(name, dirparam, dirarg, dir)                                                          \
	int name(dirparam const char *path, int flags, ...)                                        \
	{                                                                                          \
		REAL(name)                                                                         \
		mode_t mode = 0;                                                                   \
		if (flags & (O_CREAT | __O_TMPFILE)) {                                             \
			va_list ap;                                                                \
			va_start(ap, flags);                                                       \
			mode = va_arg(ap, mode_t);                                                 \
			va_end(ap);                                                                \
		}                                                                                  \
		if (HIT((flags & O_ACCMODE) == O_RDONLY ? 'r' : 'w', path_below(dir, path)))       \
			return -1;                                                                 \
		return real(dirarg path, flags, mode);                                             \
	}
#define COMMA ,
OPEN(open, , , AT_FDCWD)
OPEN(open64, , , AT_FDCWD)
OPEN(openat, int d COMMA, d COMMA, d)
OPEN(openat64, int d COMMA, d COMMA, d)

#define ON_FD(ret, fail, what, name, params, args)                                                 \
	ret name params                                                                            \
	{                                                                                          \
		REAL(name)                                                                         \
		if (HIT(what, fd_below(fd)))                                                       \
			return fail;                                                               \
		return real args;                                                                  \
	}
ON_FD(ssize_t, -1, 'r', read, (int fd, void *b, size_t n), (fd, b, n))
ON_FD(ssize_t, -1, 'r', pread, (int fd, void *b, size_t n, off_t o), (fd, b, n, o))
ON_FD(ssize_t, -1, 'r', pread64, (int fd, void *b, size_t n, off64_t o), (fd, b, n, o))
ON_FD(int, -1, 'r', fstat, (int fd, struct stat *st), (fd, st))
ON_FD(int, -1, 'r', fstat64, (int fd, struct stat64 *st), (fd, st))
ON_FD(ssize_t, -1, 'w', write, (int fd, const void *b, size_t n), (fd, b, n))
ON_FD(ssize_t, -1, 'w', pwrite, (int fd, const void *b, size_t n, off_t o), (fd, b, n, o))
ON_FD(ssize_t, -1, 'w', pwrite64, (int fd, const void *b, size_t n, off64_t o), (fd, b, n, o))
ON_FD(int, -1, 'w', fsync, (int fd), (fd))
ON_FD(int, -1, 'w', ftruncate, (int fd, off_t n), (fd, n))
ON_FD(int, -1, 'w', ftruncate64, (int fd, off64_t n), (fd, n))
ON_FD(int, -1, 'w', fchmod, (int fd, mode_t m), (fd, m))

int fstatat(int fd, const char *path, struct stat *st, int flags)
{
	REAL(fstatat)
	if (HIT('r', path_below(fd, path)))
		return -1;
	return real(fd, path, st, flags);
}

#define ON_PATH(ret, fail, what, name, params, args, path)                                         \
	ret name params                                                                            \
	{                                                                                          \
		REAL(name)                                                                         \
		if (HIT(what, path_below(AT_FDCWD, path)))                                         \
			return fail;                                                               \
		return real args;                                                                  \
	}
ON_PATH(int, -1, 'r', stat, (const char *p, struct stat *st), (p, st), p)
ON_PATH(int, -1, 'r', stat64, (const char *p, struct stat64 *st), (p, st), p)
ON_PATH(int, -1, 'r', lstat, (const char *p, struct stat *st), (p, st), p)
ON_PATH(int, -1, 'r', lstat64, (const char *p, struct stat64 *st), (p, st), p)
ON_PATH(int, -1, 'r', access, (const char *p, int m), (p, m), p)
ON_PATH(DIR *, NULL, 'r', opendir, (const char *p), (p), p)
ON_PATH(int, -1, 'w', rename, (const char *p, const char *q), (p, q), p)
ON_PATH(int, -1, 'w', link, (const char *p, const char *q), (p, q), q)
ON_PATH(int, -1, 'w', symlink, (const char *p, const char *q), (p, q), q)
ON_PATH(int, -1, 'w', mkdir, (const char *p, mode_t m), (p, m), p)
ON_PATH(int, -1, 'w', chmod, (const char *p, mode_t m), (p, m), p)

void *mmap(void *a, size_t n, int prot, int flags, int fd, off_t o)
{
	REAL(mmap)
	if (fd >= 0 && HIT('r', fd_below(fd)))
		return MAP_FAILED;
	return real(a, n, prot, flags, fd, o);
}

void *mmap64(void *a, size_t n, int prot, int flags, int fd, off64_t o)
{
	REAL(mmap64)
	if (fd >= 0 && HIT('r', fd_below(fd)))
		return MAP_FAILED;
	return real(a, n, prot, flags, fd, o);
}

struct dirent *readdir(DIR *d)
{
	REAL(readdir)
	if (HIT('r', fd_below(dirfd(d))))
		return NULL;
	return real(d);
}

struct dirent64 *readdir64(DIR *d)
{
	REAL(readdir64)
	if (HIT('r', fd_below(dirfd(d))))
		return NULL;
	return real(d);
}

/* ---- memory: only what is asked for after main began counts ---- */

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);

void *malloc(size_t n)
{
	if (kind == 'a' && !inside && strike('a'))
		return NULL;
	return __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
	if (kind == 'a' && !inside && strike('a'))
		return NULL;
	return __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
	if (kind == 'a' && !inside && strike('a'))
		return NULL;
	return __libc_realloc(p, n);
}
