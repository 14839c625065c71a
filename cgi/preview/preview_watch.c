/* preview_watch.c -- notices changes below some folders through inotify(7); when the system has no
 * more watches, or when told to, by comparing names, sizes and times twice a second. Called by
 * cmd_preview.c. A watch is never mapped back to its folder: after any event all folders are
 * searched again, which is cheap compared with a publish, which reads all files. */
#include "preview_watch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { ROOTS = 8, DEPTH = 32, LOOK_MS = 500, ENTRIES = 500000 };

struct preview_watch {
	th_arena *a;
	const char *roots[ROOTS];
	size_t count;
	int fd; /* inotify; -1: polling */
	bool lost, gave_up, said;
	uint64_t seen; /* the state at the last look */
	int64_t next;  /* when to look next, in milliseconds */
	int pause;     /* between two looks */
};

/* One walk through all folders. */
typedef struct walk {
	preview_watch *w;
	uint64_t sum; /* of all entries, in any order */
	size_t left;  /* entries that may still be visited */
} walk;

/* As source/dir.c does. */
static bool skipped(const char *name)
{
	return name[0] == '.' || name[0] == '~' || strcmp(name, "node_modules") == 0 ||
	       strcmp(name, "_site") == 0;
}

static void watch_folder(preview_watch *w, const char *path)
{
	const uint32_t mask = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO |
			      IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
	if (w->fd < 0 || inotify_add_watch(w->fd, path, mask) >= 0)
		return;
	if (errno != ENOSPC && errno != ENOMEM && errno != EMFILE)
		return; /* it has gone; its parent has an event */
	close(w->fd);
	w->fd = -1;
	w->gave_up = true;
}

static void add_entry(walk *x, const char *name, const struct stat *st)
{
	const int64_t what[] = {(int64_t)st->st_ino, (int64_t)st->st_size, st->st_mtim.tv_sec,
	    st->st_mtim.tv_nsec, (int64_t)st->st_mode};
	x->sum +=
	    th_str_hash(th_strz(name)) ^ th_str_hash(th_strn((const char *)what, sizeof what));
}

static void walk_folder(walk *x, const char *path, int depth)
{
	int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (depth > 0 ? O_NOFOLLOW : 0);
	watch_folder(x->w, path); /* watch first: later changes give events, earlier ones are
				   * read */
	int fd = open(path, flags);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	if (d == NULL) {
		if (fd >= 0)
			close(fd);
		x->w->lost = x->w->lost || depth == 0;
		return;
	}
	for (struct dirent *e; (e = readdir(d)) != NULL && x->left > 0;) {
		struct stat st;
		char below[PATH_MAX];
		size_t dir = strlen(path), name = strlen(e->d_name);
		if (skipped(e->d_name) || dir + name + 2 > sizeof below ||
		    fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		x->left--;
		if (!S_ISDIR(st.st_mode)) {
			add_entry(x, e->d_name, &st);
			continue;
		}
		memcpy(below, path, dir);
		below[dir] = '/';
		memcpy(below + dir + 1, e->d_name, name + 1);
		x->sum += th_str_hash(th_strz(below));
		if (depth < DEPTH)
			walk_folder(x, below, depth + 1);
	}
	closedir(d);
}

static uint64_t walk_all(preview_watch *w)
{
	walk x = {.w = w, .left = ENTRIES};
	w->lost = false;
	for (size_t i = 0; i < w->count; i++)
		walk_folder(&x, w->roots[i], 0);
	return x.sum;
}

preview_watch *watch_new(bool look)
{
	th_arena *a = th_arena_new();
	preview_watch *w = TH_NEW(a, preview_watch);
	w->a = a;
	w->pause = LOOK_MS;
	w->fd = look ? -1 : inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	w->gave_up = !look && w->fd < 0;
	return w;
}

void watch_free(preview_watch *w)
{
	if (w == NULL)
		return;
	if (w->fd >= 0)
		close(w->fd);
	th_arena_free(w->a);
}

void watch_add(preview_watch *w, const char *root)
{
	for (size_t i = 0; i < w->count; i++)
		if (strcmp(w->roots[i], root) == 0)
			return;
	if (w->count == ROOTS)
		return;
	w->roots[w->count++] = th_str_z(w->a, th_strz(root));
	watch_renew(w);
}

void watch_renew(preview_watch *w)
{
	int64_t from = th_clock_ms();
	w->seen = walk_all(w);
	/* Polling takes at most a twentieth of one processor. */
	int64_t took = th_clock_ms() - from;
	w->pause = took * 20 > LOOK_MS ? (int)(took * 20) : LOOK_MS;
	w->next = from + took + w->pause;
}

int watch_fd(const preview_watch *w)
{
	return w->fd;
}

int watch_wait(const preview_watch *w)
{
	if (w->fd >= 0 && !w->lost)
		return -1;
	int64_t left = w->next - th_clock_ms();
	return left < 0 ? 0 : (int)left;
}

static bool read_events(preview_watch *w)
{
	_Alignas(struct inotify_event) char bytes[16 * 1024];
	bool changed = false;
	for (ssize_t n; (n = read(w->fd, bytes, sizeof bytes)) > 0;)
		for (char *p = bytes; p < bytes + n;) {
			const struct inotify_event *e = (const struct inotify_event *)(void *)p;
			p += sizeof *e + e->len;
			changed =
			    changed ||
			    (e->mask & (IN_Q_OVERFLOW | IN_DELETE_SELF | IN_MOVE_SELF)) != 0 ||
			    (e->len > 0 && !skipped(e->name));
		}
	return changed;
}

static bool look(preview_watch *w)
{
	uint64_t before = w->seen;
	watch_renew(w);
	return w->seen != before;
}

bool watch_changed(preview_watch *w)
{
	bool told = w->fd >= 0 && read_events(w);
	bool due = (w->fd < 0 || w->lost) && th_clock_ms() >= w->next;
	return (due && look(w)) || told;
}

bool watch_gave_up(preview_watch *w)
{
	bool news = w->gave_up && !w->said;
	w->said = w->said || news;
	return news;
}
