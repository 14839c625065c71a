/* publish_incremental.c -- publishes only what changed: what one publish stores for the next, and
 * what can be kept from the last edition. Called by publish_run.c in the order of the header.
 *
 * Everything is read and linked each time, which is quick because unchanged files are not parsed.
 * Then each page gets a fingerprint of everything it is made of. If that has not changed since the
 * last publish, its rows stay in the copy of the current edition. In doubt, everything is published
 * in full: nothing stored, another hub.yml, theme or program, or most pages changed. */
#include "publish_incremental.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct incremental_copy {
	pthread_t thread;
	const char *from, *to;
	int rc;
	th_err err;
};

static void *copy(void *ctx)
{
	struct incremental_copy *c = ctx;
	c->rc = edition_copy(c->from, c->to, &c->err);
	return NULL;
}

/* -1: the copy failed. */
static int copied(incremental *g)
{
	if (g->copy == NULL)
		return -1;
	pthread_join(g->copy->thread, NULL);
	int rc = g->copy->rc;
	g->copy = NULL;
	return rc;
}

static void begin_copy(incremental *g, th_str current, const char *draft)
{
	struct incremental_copy *c = TH_NEW(g->a, struct incremental_copy);
	c->from = th_str_z(g->a, current);
	c->to = draft;
	unlink(draft);
	if (pthread_create(&c->thread, NULL, copy, c) == 0)
		g->copy = c;
}

static bool was_there(void *ctx, th_str path)
{
	const incremental *g = ctx;
	const parse_cache_text *t = th_map_get(&g->old.texts, path);
	return t != NULL && t->noted;
}

void incremental_open(incremental *g, const char *edition, th_content *c, histories *h,
    th_str settings, th_str current, const char *draft, bool fresh, th_arena *a)
{
	*g = (incremental){.edition = edition, .content = c, .histories = h, .a = a};
	g->scratch = th_arena_new();
	g->said.arena = a;
	th_map *maps[] = {&g->people, &g->changed, &g->pictures};
	for (size_t i = 0; i < TH_COUNT(maps); i++)
		th_map_init(maps[i], a);
	parse_cache_init(&g->now, a);
	g->now.settings = settings;
	g->now.parsing = parse_cache_key(c->hub, c->source, a);
	c->save = true;
	if (fresh || parse_cache_read(&g->old, edition, a) != 0)
		parse_cache_init(&g->old, a);
	g->known = th_str_eq(g->old.parsing, g->now.parsing);
	if (g->known) {
		c->recall = parse_cache_recall;
		c->recall_ctx = &g->old;
	}
	th_str name = th_str_fmt(a, "/%.*s.sqlite", TH_FMT(g->old.identity));
	g->wanted = g->known && th_str_eq(g->old.settings, settings) && g->old.identity.n > 0 &&
		    th_str_ends(current, name);
	if (!g->wanted)
		return;
	h->was_there = was_there;
	h->ctx = g;
	begin_copy(g, current, draft);
}

/* ---- what changed ---- */

static bool is_published(const incremental *g, const th_doc *d)
{
	return !d->left_out && th_map_get(&g->content->by_id, d->id) == d;
}

static void note_people(incremental *g)
{
	th_buf b = {0};
	histories_write_people(g->histories, &b);
	g->now.people = fingerprint_of(th_buf_str(&b));
	th_buf_free(&b);
}

/* Stores each file; an unchanged history is not looked up. */
static void note_text(incremental *g, const th_doc *d)
{
	const parse_cache_text *old = g->wanted ? th_map_get(&g->old.texts, d->path) : NULL;
	bool keeps = histories_can_be_kept(g->histories) && histories_keeps_doc(g->histories, d);
	if (d->entry == NULL || (d->left_out && !keeps))
		return;
	parse_cache_text *t = TH_NEW(g->a, parse_cache_text);
	*t = (parse_cache_text){.path = d->path, .blob = d->entry->id, .noted = keeps};
	if (!d->left_out && !d->portrait_withheld)
		t->saved = d->saved;
	if (old != NULL && th_str_eq(old->blob, t->blob))
		t->lookups = old->lookups;
	if (old != NULL && old->noted == keeps && fingerprint_eq(g->old.people, g->now.people) &&
	    histories_is_as_it_was(g->histories, d))
		t->history = old->history;
	else
		t->history = incremental_fingerprint_history(g, d);
	th_map_put(&g->now.texts, t->path, t);
}

static const th_strs *lookups_before(incremental *g, const th_doc *d)
{
	const parse_cache_text *t = d->entry != NULL ? th_map_get(&g->now.texts, d->path) : NULL;
	return t != NULL ? &t->lookups : NULL;
}

static void compare_page(incremental *g, th_doc *first)
{
	const parse_cache_page *old = th_map_get(&g->old.pages, first->id);
	if (old == NULL) {
		th_map_put(&g->changed, first->id, first);
		return;
	}
	page_fingerprint fingerprint = incremental_fingerprint_page(g, first, lookups_before);
	bool same = fingerprint_eq(fingerprint, old->fingerprint);
	if (same && !old->waits) {
		parse_cache_page *p = TH_NEW(g->a, parse_cache_page);
		*p = *old;
		th_map_put(&g->now.pages, p->id, p);
		g->kept++;
		return;
	}
	th_map_put(&g->changed, first->id, first);
	*TH_ADD(g->a, &g->gone) = old->id;
	if (same)
		return;
	g->changes = true;
	/* A consent may have been narrowed, or versions hidden. */
	if (first->kind == TH_PERSON || first->kind == TH_VALUE || first->kind == TH_GUIDELINE)
		g->erased = true;
}

static void find_gone(incremental *g)
{
	for (size_t i = 0; i < g->old.pages.n; i++) {
		th_str id = g->old.pages.items[i].key;
		const th_doc *d = th_map_get(&g->content->by_id, id);
		if (d != NULL && is_published(g, d))
			continue;
		*TH_ADD(g->a, &g->gone) = id;
		g->erased = g->changes = true;
	}
}

void incremental_compare(incremental *g)
{
	g->compares = g->wanted;
	note_people(g);
	for (size_t i = 0; i < g->content->docs.n; i++)
		note_text(g, g->content->docs.v[i]);
	for (size_t i = 0; histories_can_be_kept(g->histories) && i < g->content->withdrawals.n;
	     i++)
		*TH_ADD(g->a, &g->now.lost) = histories_entry_key(g->histories, i);
	*TH_ADD(g->a, &g->now.lost) = TH_S("hub.yml"); /* its history is inserted anew, too */
	for (size_t i = 0; g->wanted && i < g->content->docs.n; i++)
		if (is_published(g, g->content->docs.v[i]))
			compare_page(g, g->content->docs.v[i]);
	if (g->wanted)
		find_gone(g);
	/* Deleting costs more than inserting. */
	if (g->changed.n > g->kept)
		g->wanted = false;
}

/* ---- writing ---- */

static void forget_old(incremental *g, edition_writer *w)
{
	writer_forget(w, &g->gone);
	writer_forget_hub(w);
	for (size_t i = 0; i < g->old.texts.n; i++) {
		const parse_cache_text *old = g->old.texts.items[i].value;
		const parse_cache_text *t = th_map_get(&g->now.texts, old->path);
		if (old->noted &&
		    (t == NULL || !t->noted || !fingerprint_eq(t->history, old->history)))
			writer_forget_history(w, old->path);
	}
	for (size_t i = 0; i < g->old.lost.n; i++)
		writer_forget_history(w, g->old.lost.v[i]);
}

int incremental_begin(incremental *g, edition_writer **w, const char *draft, th_err *err)
{
	g->used = copied(g) == 0 && g->wanted && writer_begin_incremental(w, draft, NULL) == 0;
	if (g->used && writer_is_worn(*w)) {
		writer_free(*w);
		g->used = false;
	}
	if (g->used) {
		forget_old(g, *w);
		return 0;
	}
	th_map_init(&g->now.pages, g->a);
	unlink(draft);
	return writer_begin(w, draft, err);
}

bool incremental_only_adds(const incremental *g)
{
	return g->compares && !g->changes;
}

bool incremental_differing(const incremental *g, th_strs *ids)
{
	for (size_t i = 0; g->used && i < g->changed.n; i++)
		*TH_ADD(g->a, ids) = g->changed.items[i].key;
	for (size_t i = 0; g->used && i < g->gone.n; i++)
		*TH_ADD(g->a, ids) = g->gone.v[i];
	return g->used;
}

bool incremental_wants(const incremental *g, const th_doc *first)
{
	return !g->used || th_map_get(&g->changed, first->id) != NULL;
}

/* ---- storing ---- */

static bool is_own(const th_doc *first, th_str file)
{
	for (const th_doc *d = first; d != NULL; d = d->next_lang)
		if (th_str_eq(d->path, file))
			return true;
	return false;
}

/* A finding about a picture names the picture's file and is stored with it: other pages may use
 * it. */
static void split_said(
    incremental *g, const th_doc *first, const th_findings *said, th_findings *own)
{
	for (size_t i = 0; i < said->list.n; i++) {
		const th_finding *one = &said->list.v[i];
		th_findings part = {.arena = g->a, .list = {.v = (th_finding *)one, .n = 1}};
		const th_entry *e = source_find(g->content->source, one->at.file);
		if (e == NULL || is_own(first, e->path)) {
			findings_join(own, &part);
			continue;
		}
		parse_cache_picture *p = th_map_get(&g->now.pictures, e->path);
		th_findings both = {.arena = g->a};
		if (p == NULL) {
			p = TH_NEW(g->a, parse_cache_picture);
			p->path = e->path;
			th_map_put(&g->now.pictures, p->path, p);
		} else {
			content_restore_findings(&both, p->said);
		}
		findings_join(&both, &part);
		th_buf b = {0};
		content_save_findings(&b, &both);
		p->said = th_str_dup(g->a, th_buf_str(&b));
		th_buf_free(&b);
	}
}

static th_str saved_findings(incremental *g, const th_findings *f)
{
	th_buf b = {0};
	if (f->list.n > 0)
		content_save_findings(&b, f);
	th_str saved = th_str_dup(g->a, th_buf_str(&b));
	th_buf_free(&b);
	return saved;
}

void incremental_take(incremental *g, const rendered *r)
{
	parse_cache_text *t =
	    r->doc->entry != NULL ? th_map_get(&g->now.texts, r->doc->path) : NULL;
	if (g->page == NULL) {
		g->page = TH_NEW(g->a, parse_cache_page);
		g->page->id = r->first->id;
		g->said = (th_findings){.arena = g->a};
	}
	if (t != NULL) {
		t->lookups = (th_strs){0};
		for (size_t i = 0; i < r->lookups.n; i++)
			*TH_ADD(g->a, &t->lookups) = th_str_dup(g->a, r->lookups.v[i]);
	}
	split_said(g, r->first, r->said, &g->said);
	g->page->waits = g->page->waits || r->waits;
	if (r->drawn.n > 0)
		g->page->drawn = th_str_dup(g->a, r->drawn);
	if (!r->last)
		return;
	g->page->said = saved_findings(g, &g->said);
	g->page->fingerprint = incremental_fingerprint_page(g, r->first, lookups_before);
	th_map_put(&g->now.pages, g->page->id, g->page);
	g->page = NULL;
}

/* ---- what stays ---- */

static void need(incremental *g, th_str picture)
{
	if (picture.n > 0 && th_map_get(&g->pictures, picture) == NULL)
		th_map_put(&g->pictures, picture, g);
}

/* The pictures that the page's texts and the page itself use, as when it was rendered. */
static void need_pictures(incremental *g, const th_doc *first, const parse_cache_page *page)
{
	need(g, page->drawn);
	for (const th_doc *d = first; d != NULL; d = d->next_lang) {
		const th_strs *lookups = lookups_before(g, d);
		if (d->left_out)
			continue;
		need(g, d->picture);
		for (size_t i = 0; i < d->guide.downloads.n; i++)
			need(g, d->guide.downloads.v[i].file);
		for (size_t i = 0; lookups != NULL && i < lookups->n; i++) {
			th_str what = lookups->v[i];
			const th_entry *e = what.p[0] == LOOKUP_PICTURE
						? content_find_file(g->content, d->path,
						      th_str_sub(what, 1, what.n))
						: NULL;
			need(g, e != NULL ? e->path : TH_NONE);
		}
	}
}

void incremental_keep(incremental *g, publish_rows *rows, th_findings *f)
{
	const th_content *c = g->content;
	for (size_t i = 0; i < c->docs.n; i++) {
		const th_doc *d = c->docs.v[i];
		const parse_cache_text *t = d->entry ? th_map_get(&g->now.texts, d->path) : NULL;
		const parse_cache_text *old =
		    g->used && t != NULL ? th_map_get(&g->old.texts, d->path) : NULL;
		if (histories_can_be_kept(g->histories) && histories_keeps_doc(g->histories, d) &&
		    (old == NULL || !old->noted || !fingerprint_eq(old->history, t->history)))
			histories_put(g->histories, rows->w, d);
		if (!g->used || !is_published(g, d) || incremental_wants(g, d))
			continue;
		const parse_cache_page *page = th_map_get(&g->now.pages, d->id);
		rows_count(rows, d->kind);
		if (page->said.n > 0)
			content_restore_findings(f, page->said);
		need_pictures(g, d, page);
	}
	if (histories_can_be_kept(g->histories))
		histories_put_entries(g->histories, rows->w);
	/* Findings about their pictures, unless they were reported again. */
	for (size_t i = 0; i < g->pictures.n; i++) {
		th_str path = g->pictures.items[i].key;
		parse_cache_picture *p = th_map_get(&g->old.pictures, path);
		if (p == NULL || th_map_get(&g->now.pictures, path) != NULL)
			continue;
		content_restore_findings(f, p->said);
		th_map_put(&g->now.pictures, p->path, p);
	}
}

typedef struct sweeping {
	const incremental *g;
	edition_writer *w;
	size_t n;
} sweeping;

static void sweep(void *ctx, th_str id)
{
	sweeping *x = ctx;
	if (th_map_get(&x->g->pictures, id) != NULL)
		x->n++;
	else
		writer_forget_picture(x->w, id);
}

size_t incremental_put_pictures(incremental *g, pictures *p, edition_writer *w)
{
	for (size_t i = 0; g->used && i < p->items.n; i++) {
		need(g, p->items.items[i].key);
		writer_forget_picture(w, p->items.items[i].key); /* it must not be shown any more */
	}
	size_t n = pictures_put(p, w);
	if (!g->used)
		return n;
	sweeping x = {.g = g, .w = w};
	writer_each_picture(w, sweep, &x);
	writer_forget_derived(w);
	return x.n;
}

int incremental_finish(incremental *g, const char *draft, th_err *err)
{
	if (!g->used || !g->erased)
		return 0;
	return writer_compact(draft, th_str_fmt(g->a, "%s.tmp", draft).p, err);
}

void incremental_write(incremental *g, th_str identity)
{
	g->now.identity = identity;
	parse_cache_write(&g->now, g->edition);
}

void incremental_close(incremental *g)
{
	const char *draft = g->copy != NULL ? g->copy->to : NULL;
	copied(g);
	if (draft != NULL)
		unlink(draft);
	th_arena_free(g->scratch);
	th_buf_free(&g->buf);
}
