/* publish_render.c -- reads and renders the texts of all documents on all processors, and hands
 * them on in order, on the caller's thread. A ring of slots bounds how many wait, so memory does
 * not grow with the hub. Called by publish; the only step that starts threads.
 *
 * A worker takes the next document whose slot is free, fills the slot and marks it; the caller
 * empties the slots in turn. All of this is under one lock, held for a few assignments only. */
#include "teamhub/publish_steps.h"

enum { PLACES = 256, FILE_MAX = 1024 * 1024 + 64 * 1024 };

typedef struct place {
	th_arena *a;
	th_findings findings;
	rendered out;
	bool full, failed;
	th_err err; /* when it failed */
} place;

typedef struct ring {
	const render_batch *batch;
	rendered *jobs;
	size_t n, taken, emptied;
	place places[PLACES];
	pthread_mutex_t lock;
	pthread_cond_t filled, freed;
} ring;

/* The visible documents, each with its languages in a row. */
static void collect(const render_batch *b, th_arena *a, rendered **jobs, size_t *n)
{
	const th_content *c = b->content;
	TH_LIST(rendered) list = {0};
	for (size_t i = 0; i < c->docs.n; i++) {
		th_doc *first = c->docs.v[i];
		if (first->left_out || th_map_get(&c->by_id, first->id) != first ||
		    !b->wants(b->ctx, first))
			continue;
		for (th_doc *d = first; d != NULL; d = d->next_lang)
			if (!d->left_out)
				*TH_ADD(a, &list) = (rendered){.doc = d, .first = first};
		list.v[list.n - 1].last = true;
	}
	*jobs = list.v;
	*n = list.n;
}

static void render_text(const render_batch *b, place *p)
{
	const th_doc *doc = p->out.doc;
	th_err err;
	th_str bytes;
	if (doc->entry == NULL)
		return;
	if (source_read(b->content->source, doc->entry, FILE_MAX, p->a, &bytes, &err) != 0)
		return; /* source_failed reports it: there will be no edition */
	link_context links = {.content = b->content,
	    .pictures = b->pictures,
	    .doc = doc,
	    .a = p->a,
	    .f = &p->findings};
	render_links callbacks = publish_links(&links);
	render_options options = publish_text_options(b->content->hub, doc);
	options.alt_checked =
	    guideline_covers(b->content->rules, &doc->parsed, GUIDELINE_DESCRIPTION);
	th_str body = th_str_sub(bytes, doc->body_at, bytes.n);
	p->out.usable = markdown_render(&p->out.text, body, (th_mark){doc->path, doc->body_line, 1},
			    &options, &callbacks, p->a, &p->findings) == 0;
	p->out.used = links.used;
	p->out.lookups = links.lookups;
	p->out.waits = links.waits;
}

static void fill(ring *r, place *p)
{
	const render_batch *b = r->batch;
	p->findings = (th_findings){.arena = p->a};
	p->out.said = &p->findings;
	render_text(b, p);
	const th_doc *doc = p->out.doc;
	const th_entry *e =
	    doc->picture.n > 0 ? source_find(b->content->source, doc->picture) : NULL;
	th_picture picture;
	if (e != NULL && pictures_get(b->pictures, e, &p->findings, &picture) == PICTURE_LATER)
		p->out.waits = true;
	p->failed =
	    downloads_make(b->pictures, b->content, &p->out, p->a, &p->findings, &p->err) != 0;
	if (b->cards != NULL && !p->failed)
		p->failed = cards_make(b->cards, &p->out, p->a, &p->findings, &p->err) != 0;
}

static void *work(void *ctx)
{
	ring *r = ctx;
	pthread_mutex_lock(&r->lock);
	while (r->taken < r->n) {
		if (r->taken - r->emptied == PLACES) {
			pthread_cond_wait(&r->freed, &r->lock);
			continue;
		}
		place *p = &r->places[r->taken % PLACES];
		p->out = r->jobs[r->taken++];
		pthread_mutex_unlock(&r->lock);
		fill(r, p);
		pthread_mutex_lock(&r->lock);
		p->full = true;
		pthread_cond_signal(&r->filled);
	}
	pthread_mutex_unlock(&r->lock);
	return NULL;
}

static int empty_all(ring *r, th_err *err)
{
	int rc = 0;
	const render_batch *b = r->batch;
	for (size_t i = 0; i < r->n; i++) {
		place *p = &r->places[i % PLACES];
		pthread_mutex_lock(&r->lock);
		while (!p->full)
			pthread_cond_wait(&r->filled, &r->lock);
		pthread_mutex_unlock(&r->lock);
		if (p->failed && rc == 0)
			rc = th_fail(err, "%s", p->err.msg);
		findings_join(b->findings, &p->findings);
		b->each(b->ctx, &p->out);
		b->progress(b->ctx, i + 1, r->n);
		th_arena_reset(p->a);
		pthread_mutex_lock(&r->lock);
		p->full = false;
		r->emptied++;
		pthread_cond_broadcast(&r->freed);
		pthread_mutex_unlock(&r->lock);
	}
	return rc;
}

int publish_render(const render_batch *batch, th_err *err)
{
	enum { THREADS_MAX = 16, FEW = 2 };
	th_arena *a = th_arena_new();
	ring r = {.batch = batch};
	pthread_t threads[THREADS_MAX];
	int started = 0, rc = 0;
	collect(batch, a, &r.jobs, &r.n);
	for (size_t i = 0; i < PLACES; i++)
		r.places[i].a = th_arena_new();
	pthread_mutex_init(&r.lock, NULL);
	pthread_cond_init(&r.filled, NULL);
	pthread_cond_init(&r.freed, NULL);
	bool few = r.n <= FEW; /* not worth a thread; every document has a slot */
	if (few)
		work(&r);
	while (!few && started < batch->threads && started < THREADS_MAX &&
	       pthread_create(&threads[started], NULL, work, &r) == 0)
		started++;
	if (few || started > 0)
		rc = empty_all(&r, err);
	else
		rc = th_fail(err, "no thread can be started: raise the limit of processes");
	for (int i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	pthread_mutex_destroy(&r.lock);
	pthread_cond_destroy(&r.filled);
	pthread_cond_destroy(&r.freed);
	for (size_t i = 0; i < PLACES; i++)
		th_arena_free(r.places[i].a);
	th_arena_free(a);
	return rc;
}
