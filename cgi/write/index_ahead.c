/* index_ahead.c -- a thread that takes the words of documents while others are rendered and
 * written: taking them and putting them into the tables are the longest parts of a full publish.
 * Called by write_search.c, for a fresh edition.
 *
 * The writer reads a document's texts from its rows and puts them into a short queue; the thread
 * gathers their words in memory. When it has enough, it hands them over as a batch and goes on with
 * the other of two; the writer, which alone speaks to the database, writes the batch the next time
 * that it comes by. Documents are taken in the order in which they were put, so what is written
 * does not depend on the threads. */
#include "indexing.h"

#include <pthread.h>

enum { QUEUE = 64, WORDS_KEPT = 300000 };

typedef struct waiting_doc {
	th_arena *a;
	th_str id;
	doc_texts texts;
	uint32_t num;
} waiting_doc;

typedef struct taken_doc {
	th_str id; /* in batch.words.lists */
	uint32_t num, places;
} taken_doc;

typedef struct batch {
	search_writer words;
	TH_LIST(taken_doc) docs;
} batch;

struct index_ahead {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed; /* any of what follows */
	waiting_doc queue[QUEUE];
	size_t first, count;
	bool closed;  /* nothing more is put */
	bool ended;   /* the thread has handed over everything */
	batch *full;  /* for the writer */
	batch *spare; /* for the thread */
	batch batches[2];
	int64_t written; /* the last chunk that has rows: of the writer */
};

/* ---- the thread ---- */

static void take(batch *b, const waiting_doc *d)
{
	index_gather(&b->words, &d->texts, d->num);
	*TH_ADD(b->words.lists, &b->docs) =
	    (taken_doc){th_str_dup(b->words.lists, d->id), d->num, b->words.place};
}

/* Is the next one of another chunk, or are there many words? */
static bool is_full(const batch *b, const waiting_doc *next)
{
	return b->docs.n > 0 &&
	       (b->words.words.n > WORDS_KEPT || b->words.chunk != next->num / SEARCH_CHUNK);
}

/* With the lock. */
static void hand_over(index_ahead *x, batch *b)
{
	while (x->full != NULL)
		pthread_cond_wait(&x->changed, &x->lock);
	x->full = b;
	pthread_cond_broadcast(&x->changed);
}

static batch *other(index_ahead *x)
{
	while (x->spare == NULL)
		pthread_cond_wait(&x->changed, &x->lock);
	batch *b = x->spare;
	x->spare = NULL;
	return b;
}

static void *work(void *arg)
{
	index_ahead *x = arg;
	batch *b = &x->batches[0];
	pthread_mutex_lock(&x->lock);
	for (;;) {
		while (x->count == 0 && !x->closed)
			pthread_cond_wait(&x->changed, &x->lock);
		if (x->count == 0)
			break;
		waiting_doc d = x->queue[x->first];
		x->first = (x->first + 1) % QUEUE;
		x->count--;
		pthread_cond_broadcast(&x->changed);
		if (is_full(b, &d)) {
			hand_over(x, b);
			b = other(x);
		}
		pthread_mutex_unlock(&x->lock);
		take(b, &d);
		th_arena_free(d.a);
		pthread_mutex_lock(&x->lock);
	}
	hand_over(x, b);
	x->ended = true;
	pthread_cond_broadcast(&x->changed);
	pthread_mutex_unlock(&x->lock);
	return NULL;
}

/* ---- the writer ---- */

static bool begin(edition_writer *w)
{
	index_ahead *x = TH_NEW(w->a, index_ahead);
	*x = (index_ahead){.written = -1};
	for (size_t i = 0; i < TH_COUNT(x->batches); i++)
		index_init(&x->batches[i].words);
	x->spare = &x->batches[1];
	pthread_mutex_init(&x->lock, NULL);
	pthread_cond_init(&x->changed, NULL);
	w->ahead = x;
	if (pthread_create(&x->thread, NULL, work, x) == 0)
		return true;
	x->ended = true; /* writer_search does it all */
	x->closed = true;
	return false;
}

static void write_batch(edition_writer *w, index_ahead *x, batch *b)
{
	for (size_t i = 0; i < b->docs.n; i++)
		WRITE(w, "INSERT INTO search_doc VALUES(?1, ?2, ?3)", b->docs.v[i].num,
		    b->docs.v[i].id, b->docs.v[i].places);
	b->words.written = x->written;
	if (b->docs.n > 0)
		index_flush(w, &b->words);
	x->written = b->words.written;
}

/* With the lock, which is released meanwhile. `w` NULL: forgets it. */
static void write_full(edition_writer *w, index_ahead *x)
{
	batch *b = x->full;
	x->full = NULL;
	pthread_cond_broadcast(&x->changed);
	pthread_mutex_unlock(&x->lock);
	if (w != NULL)
		write_batch(w, x, b);
	else
		index_empty(&b->words);
	b->docs.v = NULL;
	b->docs.n = b->docs.cap = 0;
	pthread_mutex_lock(&x->lock);
	x->spare = b;
	pthread_cond_broadcast(&x->changed);
}

bool index_ahead_put(edition_writer *w, th_str doc, uint32_t num)
{
	if (w->ahead == NULL && !begin(w))
		return false;
	index_ahead *x = w->ahead;
	if (x->closed)
		return false;
	waiting_doc d = {.a = th_arena_new(), .num = num};
	d.id = th_str_dup(d.a, doc);
	index_read(w, doc, &d.texts, d.a);
	pthread_mutex_lock(&x->lock);
	while (x->full != NULL || x->count == QUEUE)
		if (x->full != NULL)
			write_full(w, x);
		else
			pthread_cond_wait(&x->changed, &x->lock);
	x->queue[(x->first + x->count++) % QUEUE] = d;
	pthread_cond_broadcast(&x->changed);
	pthread_mutex_unlock(&x->lock);
	return true;
}

static void end(edition_writer *w, index_ahead *x)
{
	pthread_mutex_lock(&x->lock);
	x->closed = true;
	pthread_cond_broadcast(&x->changed);
	while (!x->ended || x->full != NULL)
		if (x->full != NULL)
			write_full(w, x);
		else
			pthread_cond_wait(&x->changed, &x->lock);
	pthread_mutex_unlock(&x->lock);
	pthread_join(x->thread, NULL);
}

void index_ahead_finish(edition_writer *w)
{
	index_ahead *x = w->ahead;
	if (x != NULL && !x->closed)
		end(w, x);
	if (x != NULL && w->search != NULL)
		w->search->written = x->written;
}

void index_ahead_free(edition_writer *w)
{
	index_ahead *x = w->ahead;
	if (x == NULL)
		return;
	if (!x->closed)
		end(NULL, x); /* the draft goes, too */
	for (size_t i = 0; i < TH_COUNT(x->batches); i++)
		index_done(&x->batches[i].words);
	pthread_cond_destroy(&x->changed);
	pthread_mutex_destroy(&x->lock);
	w->ahead = NULL;
}
