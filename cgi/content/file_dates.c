/* file_dates.c -- when a file came into the repository and when it last changed. Called while
 * texts are parsed, for those that name this as their date (Eleventy's `date: git Created`).
 *
 * One walk over the whole history answers for all files. It goes from the newest commit to the
 * oldest and follows each file under its earlier names: what `git log -1 --format=%at` says, and
 * with --follow --diff-filter=A. A path that was removed or moved away belonged, before that, to
 * another file. */
#include "file_dates.h"

typedef struct tracked {
	th_time came, changed;
	th_time before[FILE_DAYS_MAX]; /* of other days, newest first */
	size_t days;
	bool done;
} tracked;

/* The file that had this path before the commits that were seen so far. */
static tracked *file_at(file_dates *x, th_str path)
{
	tracked *file = th_map_get(&x->tracked, path);
	if (file != NULL)
		return file;
	file = TH_NEW(x->a, tracked);
	*file = (tracked){.came = TH_NEVER, .changed = TH_NEVER};
	path = th_str_dup(x->a, path);
	th_map_put(&x->tracked, path, file);
	th_map_put(&x->present, path, file);
	return file;
}

static void add_day(tracked *file, th_time at)
{
	enum { DAY = 24 * 60 * 60 };
	th_time last = file->days > 0 ? file->before[file->days - 1] : file->changed;
	if (file->days < FILE_DAYS_MAX && at / DAY != last / DAY)
		file->before[file->days++] = at;
}

static void take(void *ctx, const th_revision *r)
{
	static tracked another = {.done = true};
	file_dates *x = ctx;
	tracked *file = file_at(x, r->path);
	if (file->done)
		return;
	bool removed = r->after.n == 0, moved = r->was.n > 0;
	if (!removed && file->changed == TH_NEVER)
		file->changed = r->authored;
	else if (!removed)
		add_day(file, r->authored);
	if (!removed && !moved && r->before.n == 0)
		file->came = r->authored;
	if (moved)
		th_map_put(&x->tracked, th_str_dup(x->a, r->was), file);
	if (moved || removed || r->before.n == 0)
		th_map_put(&x->tracked, th_str_dup(x->a, r->path), &another);
}

static void walk(file_dates *x)
{
	bool all;
	x->walked = true;
	x->commit = source_commit(x->source, &x->opened);
	x->a = th_arena_new();
	th_map_init(&x->present, x->a);
	th_map_init(&x->tracked, x->a);
	x->known = x->commit != NULL && source_revisions(x->commit, NULL, &all, take, x, NULL) == 0;
}

static th_time at(void *ctx, th_str path, bool came)
{
	file_dates *x = ctx;
	pthread_mutex_lock(&x->lock);
	if (!x->walked)
		walk(x);
	const tracked *file = x->known ? th_map_get(&x->present, path) : NULL;
	bool is_new = x->known && source_find(x->commit, path) == NULL;
	pthread_mutex_unlock(&x->lock);
	if (is_new)
		return x->now;
	return file == NULL ? TH_NEVER : came ? file->came : file->changed;
}

static size_t before(void *ctx, th_str path, th_time *out)
{
	file_dates *x = ctx;
	pthread_mutex_lock(&x->lock);
	if (!x->walked)
		walk(x);
	const tracked *file = x->known ? th_map_get(&x->present, path) : NULL;
	size_t n = file != NULL ? file->days : 0;
	for (size_t i = 0; i < n; i++)
		out[i] = file->before[i];
	pthread_mutex_unlock(&x->lock);
	return n;
}

void file_dates_open(file_dates *x, const th_source *s, th_time now)
{
	*x = (file_dates){.lookup = {at, before, x}, .source = s, .now = now};
	pthread_mutex_init(&x->lock, NULL);
}

void file_dates_close(file_dates *x)
{
	pthread_mutex_destroy(&x->lock);
	source_close(x->opened);
	if (x->a != NULL)
		th_arena_free(x->a);
}
