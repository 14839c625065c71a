/* refusals.c -- pictures that ended a helper and are not tried again: a file of hashes beside the
 * edition, one per line, below the program's version. Anybody may delete it; then each is tried
 * once more. */
#include "parts.h"
#include "teamhub/file.h"

#include <pthread.h>

enum { MOST = 4096, FILE_MAX = 1 << 20 };

struct picture_refusals {
	pthread_mutex_t lock;
	th_arena *a;
	const char *path;
	th_map hashes;
	th_strs own; /* those of `path`, sorted */
	bool added;
};

static const char title[] = "teamhub " TH_VERSION;

static void read_hashes(picture_refusals *r, const char *path, bool own)
{
	th_str rest = TH_NONE, line = TH_NONE;
	if (path == NULL || file_read(path, FILE_MAX, r->a, &rest) != 0)
		return;
	bool known = th_str_split(&rest, '\n', &line) && th_str_eqz(line, title);
	while (known && r->hashes.n < 2 * MOST && th_str_split(&rest, '\n', &line)) {
		line = th_str_trim(line);
		if (line.n == 0)
			continue;
		if (own)
			*TH_ADD(r->a, &r->own) = line;
		th_map_put(&r->hashes, line, r);
	}
}

picture_refusals *picture_refusals_open(const char *path, const char *other)
{
	th_arena *a = th_arena_new();
	picture_refusals *r = TH_NEW(a, picture_refusals);
	r->a = a;
	r->path = path != NULL ? th_str_z(a, th_strz(path)) : NULL;
	pthread_mutex_init(&r->lock, NULL);
	th_map_init(&r->hashes, a);
	read_hashes(r, path, true);
	read_hashes(r, other, false);
	return r;
}

static void write_own(const picture_refusals *r)
{
	th_buf b = {0};
	th_buf_addf(&b, "%s\n", title);
	for (size_t i = r->own.n > MOST ? r->own.n - MOST : 0; i < r->own.n; i++)
		th_buf_addf(&b, "%.*s\n", TH_FMT(r->own.v[i]));
	file_write(r->path, th_buf_str(&b), 0644, 0); /* without it each is tried once more */
	th_buf_free(&b);
}

void picture_refusals_close(picture_refusals *r)
{
	if (r == NULL)
		return;
	if (r->added && r->path != NULL)
		write_own(r);
	pthread_mutex_destroy(&r->lock);
	th_arena_free(r->a);
}

bool refusals_have(picture_refusals *r, th_str hash)
{
	if (r == NULL)
		return false;
	pthread_mutex_lock(&r->lock);
	bool have = th_map_get(&r->hashes, hash) != NULL;
	pthread_mutex_unlock(&r->lock);
	return have;
}

void refusals_add(picture_refusals *r, th_str hash)
{
	if (r == NULL)
		return;
	pthread_mutex_lock(&r->lock);
	if (th_map_get(&r->hashes, hash) == NULL) {
		hash = th_str_dup(r->a, hash);
		th_map_put(&r->hashes, hash, r);
		*TH_ADD(r->a, &r->own) = hash;
		r->added = true;
	}
	pthread_mutex_unlock(&r->lock);
}
