/* with.c -- a source in which one file has other content: for trying settings before writing them.
 * Called by `teamhub adopt`. Reads through the outer source, which must outlive it; writes
 * nothing. */
#include "source.h"

#include "teamhub/digest.h"

typedef struct with_state {
	const th_source *whole;
	th_str path, bytes;
} with_state;

static bool is_own(const with_state *w, const th_entry *e)
{
	return th_str_eq(e->path, w->path);
}

static int with_read(
    const th_source *s, const th_entry *e, size_t limit, th_arena *a, th_str *out, th_err *err)
{
	const with_state *w = s->impl;
	if (!is_own(w, e))
		return source_read(w->whole, e, limit, a, out, err);
	*out = th_str_dup(a, w->bytes);
	return 0;
}

static uint64_t with_size(const th_source *s, const th_entry *e)
{
	const with_state *w = s->impl;
	return is_own(w, e) ? w->bytes.n : source_size(w->whole, e);
}

static void with_close(th_source *s)
{
	(void)s; /* the outer source belongs to somebody else */
}

static const source_ops with_ops = {.read = with_read, .size = with_size, .close = with_close};

void source_open_with(th_source **out, const th_source *whole, th_str path, th_str bytes)
{
	th_source *s = source_make();
	with_state *w = TH_NEW(s->arena, with_state);
	char hex[41];
	digest_blob(hex, bytes);
	*w = (with_state){whole, th_str_dup(s->arena, path), th_str_dup(s->arena, bytes)};
	s->impl = w;
	s->ops = &with_ops;
	const th_entry own = {
	    .path = w->path, .id = th_str_dup(s->arena, th_strz(hex)), .size = bytes.n};
	bool put = false;
	for (size_t i = 0; i < whole->entries.n; i++) {
		const th_entry *e = &whole->entries.v[i];
		int order = th_str_cmp(w->path, e->path);
		if (!put && order <= 0) {
			*TH_ADD(s->arena, &s->entries) = own;
			put = true;
		}
		if (order != 0)
			*TH_ADD(s->arena, &s->entries) = *e;
	}
	if (!put)
		*TH_ADD(s->arena, &s->entries) = own;
	source_hash(s);
	s->label = whole->label;
	s->follows = whole;
	*out = s;
}
