/* refusals.c -- pictures that ended a helper and are not tried again: a file of hashes beside the
 * edition, one per line, below the program's version. Anybody may delete it; then each is tried
 * once more. */
#include "parts.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST = 4096, LINE = 128 };

struct picture_refusals {
	pthread_mutex_t lock;
	th_arena *a;
	const char *path;
	th_map hashes;
	th_strs own; /* those of `path`, sorted */
	bool added;
};

static const char title[] = "teamhub " TH_VERSION "\n";

static void read_file(picture_refusals *r, const char *path, bool own)
{
	char line[LINE];
	FILE *in = path != NULL ? fopen(path, "rbe") : NULL;
	if (in == NULL)
		return;
	bool known = fgets(line, sizeof line, in) != NULL && strcmp(line, title) == 0;
	while (known && fgets(line, sizeof line, in) != NULL && r->hashes.n < 2 * MOST) {
		th_str hash = th_str_dup(r->a, th_str_trim(th_strz(line)));
		if (own)
			*TH_ADD(r->a, &r->own) = hash;
		th_map_put(&r->hashes, hash, r);
	}
	fclose(in);
}

picture_refusals *picture_refusals_open(const char *path, const char *other)
{
	th_arena *a = th_arena_new();
	picture_refusals *r = TH_NEW(a, picture_refusals);
	r->a = a;
	r->path = path != NULL ? th_str_z(a, th_strz(path)) : NULL;
	pthread_mutex_init(&r->lock, NULL);
	th_map_init(&r->hashes, a);
	read_file(r, path, true);
	read_file(r, other, false);
	return r;
}

static void write_file(const picture_refusals *r)
{
	const char *fresh = th_str_fmt(r->a, "%s.tmp", r->path).p;
	FILE *out = fopen(fresh, "wbe");
	if (out == NULL)
		return;
	fputs(title, out);
	for (size_t i = r->own.n > MOST ? r->own.n - MOST : 0; i < r->own.n; i++)
		fprintf(out, "%.*s\n", TH_FMT(r->own.v[i]));
	if (fclose(out) != 0 || rename(fresh, r->path) != 0)
		unlink(fresh);
}

void picture_refusals_close(picture_refusals *r)
{
	if (r == NULL)
		return;
	if (r->added && r->path != NULL)
		write_file(r);
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
