/* source.c -- chooses between repository and directory, and does what is the same for both. Called
 * by every command that reads what authors wrote; writes nothing. */
#include "source.h"

#include "teamhub/digest.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

th_source *source_make(void)
{
	th_arena *a = th_arena_new();
	th_source *s = TH_NEW(a, th_source);
	s->arena = a;
	s->time = TH_NEVER;
	s->fault = TH_NEW(a, source_fault);
	pthread_mutex_init(&s->fault->lock, NULL);
	return s;
}

void source_hash(th_source *s)
{
	th_buf all = {0};
	char hex[65];
	for (size_t i = 0; i < s->entries.n; i++) {
		th_buf_add(&all, s->entries.v[i].id);
		th_buf_addc(&all, ' ');
		th_buf_add(&all, s->entries.v[i].path);
		th_buf_addc(&all, 0);
	}
	digest_sha256(hex, th_buf_str(&all));
	th_buf_free(&all);
	s->revision = th_str_dup(s->arena, th_strn(hex, 40));
}

int source_count(th_source *s, th_str path, th_err *err)
{
	int depth = 0;
	for (size_t i = 0; i < path.n; i++)
		depth += path.p[i] == '/';
	s->names += path.n;
	if (depth > SOURCE_DEPTH)
		return th_fail(err, "%.*s …: folders nested deeper than %d: move its files up",
		    TH_FMT(th_str_sub(path, 0, 200)), SOURCE_DEPTH);
	if (++s->met > SOURCE_ENTRIES)
		return th_fail(err,
		    "%.*s: more than %d files and folders: is this the right place for them? "
		    "Content is what hub.yml names; the rest belongs elsewhere",
		    TH_FMT(path), SOURCE_ENTRIES);
	if (s->names > SOURCE_NAMES)
		return th_fail(err,
		    "%.*s: the names of all files are more than %d MB together: give them "
		    "shorter ones",
		    TH_FMT(path), SOURCE_NAMES / 1024 / 1024);
	return 0;
}

int source_fail(const th_source *s, th_err *err, const char *format, ...)
{
	source_fault *f = s->fault;
	th_err own;
	va_list args;
	va_start(args, format);
	vsnprintf(own.msg, sizeof(own.msg), format, args);
	va_end(args);
	pthread_mutex_lock(&f->lock);
	if (!f->failed)
		f->err = own;
	f->failed = true;
	pthread_mutex_unlock(&f->lock);
	if (err != NULL)
		*err = own;
	return -1;
}

void source_note_lacking(const th_source *s, th_str id)
{
	uint64_t sum = 14695981039346656037u; /* FNV-1a; added up, so that their order is nothing */
	for (size_t i = 0; i < id.n; i++)
		sum = (sum ^ (unsigned char)id.p[i]) * 1099511628211u;
	pthread_mutex_lock(&s->fault->lock);
	s->fault->lacking += sum;
	pthread_mutex_unlock(&s->fault->lock);
}

uint64_t source_lacking(const th_source *s)
{
	pthread_mutex_lock(&s->fault->lock);
	uint64_t sum = s->fault->lacking;
	pthread_mutex_unlock(&s->fault->lock);
	return sum;
}

th_str source_extent(const th_source *s)
{
	return s->extent;
}

bool source_failed(const th_source *s, th_err *err)
{
	source_fault *f = s->fault;
	pthread_mutex_lock(&f->lock);
	bool failed = f->failed;
	if (failed && err != NULL)
		*err = f->err;
	pthread_mutex_unlock(&f->lock);
	return failed;
}

int source_open(th_source **out, const char *path, const char *ref, bool worktree, th_err *err)
{
	*out = NULL;
	th_source *s = source_make();
	bool git = !worktree && (ref != NULL || source_path_is_repository(path));
	if ((git ? source_open_git(s, path, ref, err) : source_open_dir(s, path, err)) != 0) {
		source_close(s);
		return -1;
	}
	*out = s;
	return 0;
}

int source_open_plain(th_source **out, const char *path, th_err *err)
{
	*out = NULL;
	th_source *s = source_make();
	s->plain = true;
	if (source_open_dir(s, path, err) != 0) {
		source_close(s);
		return -1;
	}
	*out = s;
	return 0;
}

int source_open_staged(th_source **out, const char *path, th_err *err)
{
	*out = NULL;
	th_source *s = source_make();
	if (source_open_index(s, path, err) != 0) {
		source_close(s);
		return -1;
	}
	*out = s;
	return 0;
}

void source_close(th_source *s)
{
	if (s == NULL)
		return;
	if (s->impl != NULL)
		s->ops->close(s);
	pthread_mutex_destroy(&s->fault->lock);
	th_arena_free(s->arena); /* contains s itself */
}

const th_entry *source_entries(const th_source *s, size_t *count)
{
	*count = s->entries.n;
	return s->entries.v;
}

static int by_path(const void *key, const void *entry)
{
	return th_str_cmp(*(const th_str *)key, ((const th_entry *)entry)->path);
}

const th_entry *source_find(const th_source *s, th_str path)
{
	if (s->entries.n == 0)
		return NULL;
	return bsearch(&path, s->entries.v, s->entries.n, sizeof(th_entry), by_path);
}

uint64_t source_size(const th_source *s, const th_entry *e)
{
	return s->ops->size != NULL ? s->ops->size(s, e) : e->size;
}

int source_read(
    const th_source *s, const th_entry *e, size_t limit, th_arena *a, th_str *out, th_err *err)
{
	*out = TH_NONE;
	if (e->kind != TH_ENTRY_FILE)
		return th_fail(err, "%.*s: is not a regular file", TH_FMT(e->path));
	uint64_t size = source_size(s, e); /* before allocating memory */
	if (size > limit)
		return th_fail(err, "%.*s: %llu bytes, the limit is %zu", TH_FMT(e->path),
		    (unsigned long long)size, limit);
	return s->ops->read(s, e, limit, a, out, err);
}

th_str source_revision(const th_source *s)
{
	return s->revision;
}

bool source_is_git(const th_source *s)
{
	return s->time != TH_NEVER;
}

th_time source_time(const th_source *s)
{
	return s->time;
}

const th_source *source_commit(const th_source *s, th_source **opened)
{
	*opened = NULL;
	while (s->follows != NULL)
		s = s->follows;
	if (source_is_git(s))
		return s;
	if (s->folder.n == 0 || !source_path_is_repository(s->folder.p))
		return NULL;
	return source_open(opened, s->folder.p, "HEAD", false, NULL) == 0 ? *opened : NULL;
}

int source_revisions(const th_source *s, const char *since, bool *whole,
    void (*each)(void *ctx, const th_revision *r), void *ctx, th_err *err)
{
	*whole = true;
	return s->ops->revisions ? s->ops->revisions(s, since, whole, each, ctx, err) : 0;
}

bool source_is_shallow(const th_source *s)
{
	return s->shallow;
}

int source_read_blob(
    const th_source *s, th_str id, size_t limit, th_arena *a, th_str *out, th_err *err)
{
	*out = TH_NONE;
	if (s->ops->read_blob == NULL)
		return th_fail(
		    err, "%.*s: a directory keeps no earlier versions", TH_FMT(s->label));
	return s->ops->read_blob(s, id, limit, a, out, err);
}

int source_read_at(const th_source *s, const char *commit, th_str path, size_t limit, th_arena *a,
    th_entry *e, th_str *out)
{
	*out = TH_NONE;
	return s->ops->read_at != NULL ? s->ops->read_at(s, commit, path, limit, a, e, out) : -1;
}

th_str source_author(const th_source *s, th_str commit, th_arena *a)
{
	return s->ops->author ? s->ops->author(s, commit, a) : TH_NONE;
}

int source_changes(const th_source *s, const char *old,
    void (*each)(void *ctx, th_str path, th_change change), void *ctx, th_err *err)
{
	if (old == NULL || strspn(old, "0") == strlen(old)) {
		for (size_t i = 0; i < s->entries.n; i++)
			each(ctx, s->entries.v[i].path, TH_CHANGE_ADDED);
		return 0;
	}
	if (s->ops->changes == NULL)
		return th_fail(
		    err, "%.*s: a directory has no commits to compare", TH_FMT(s->label));
	return s->ops->changes(s, old, each, ctx, err);
}

int source_lost(const th_source *s, const char *old, size_t *lost, th_err *err)
{
	*lost = 0;
	return s->ops->lost ? s->ops->lost(s, old, lost, err) : 0;
}
