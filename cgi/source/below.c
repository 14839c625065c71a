/* below.c -- one folder of a source as a source of its own: a theme inside the content. Called by
 * publish where the operator allows such a theme. Reads through the outer source, which must
 * outlive it; writes nothing. */
#include "source.h"

typedef struct below_state {
	const th_source *whole;
	th_str folder; /* with a slash at the end */
} below_state;

static int below_read(
    const th_source *s, const th_entry *e, size_t limit, th_arena *a, th_str *out, th_err *err)
{
	const below_state *b = s->impl;
	const th_entry *there = source_find(b->whole, th_str_cat(a, b->folder, e->path));
	return there != NULL
		   ? source_read(b->whole, there, limit, a, out, err)
		   : th_fail(err, "%.*s%.*s: no longer exists", TH_FMT(b->folder), TH_FMT(e->path));
}

static uint64_t below_size(const th_source *s, const th_entry *e)
{
	const below_state *b = s->impl;
	th_arena *a = th_arena_new();
	const th_entry *there = source_find(b->whole, th_str_cat(a, b->folder, e->path));
	uint64_t size = there != NULL ? source_size(b->whole, there) : 0;
	th_arena_free(a);
	return size;
}

static void below_close(th_source *s)
{
	(void)s; /* the outer source belongs to somebody else */
}

static const source_ops below_ops = {.read = below_read, .size = below_size, .close = below_close};

int source_open_below(th_source **out, const th_source *whole, th_str folder, th_err *err)
{
	th_source *s = source_make();
	below_state *b = TH_NEW(s->arena, below_state);
	while (th_str_ends(folder, TH_S("/")))
		folder.n--;
	*b = (below_state){whole, th_str_cat(s->arena, folder, TH_S("/"))};
	s->impl = b;
	s->ops = &below_ops;
	for (size_t i = 0; i < whole->entries.n; i++) {
		const th_entry *e = &whole->entries.v[i];
		if (!th_str_starts(e->path, b->folder))
			continue;
		th_entry *own = TH_ADD(s->arena, &s->entries);
		*own = *e;
		own->path = th_str_sub(e->path, b->folder.n, e->path.n);
	}
	*out = NULL;
	if (s->entries.n == 0) {
		source_close(s);
		return th_fail(
		    err, "%.*s: has no folder %.*s", TH_FMT(whole->label), TH_FMT(folder));
	}
	source_hash(s);
	s->label = th_str_fmt(s->arena, "%.*s of %.*s", TH_FMT(folder), TH_FMT(whole->label));
	*out = s;
	return 0;
}
