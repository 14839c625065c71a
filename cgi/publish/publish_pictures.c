/* publish_pictures.c -- publishes each picture of the source once, on the thread that first needs
 * it; others that need it wait. Findings name the picture's own file, so they do not depend on
 * which thread was first. What an earlier publish made is found by the picture room and not made
 * again. */
#include "teamhub/digest.h"
#include "teamhub/publish_steps.h"

#include "teamhub/media.h"

typedef struct picture_item {
	bool ready, made, later;
	th_picture picture;
} picture_item;

void pictures_init(pictures *p, const th_source *s, const char *media, th_str hub_prefix)
{
	*p = (pictures){.source = s, .media = media, .a = th_arena_new()};
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->done, NULL);
	th_map_init(&p->items, p->a);
	p->prefix = th_str_cat(p->a, hub_prefix, TH_S("/media/"));
}

void pictures_free(pictures *p)
{
	if (p->a == NULL)
		return;
	pthread_mutex_destroy(&p->lock);
	pthread_cond_destroy(&p->done);
	picture_helpers_free(p->helpers);
	picture_refusals_close(p->refusals);
	th_arena_free(p->a);
}

static void keep(pictures *p, picture_item *item, const th_picture *made)
{
	const th_str *from[] = {
	    &made->src, &made->type, &made->srcset, &made->webp, &made->colour, &made->moving};
	th_picture *k = &item->picture;
	*k = *made;
	th_str *to[] = {&k->src, &k->type, &k->srcset, &k->webp, &k->colour, &k->moving};
	for (size_t i = 0; i < TH_COUNT(to); i++)
		*to[i] = th_str_dup(p->a, *from[i]);
}

static picture_outcome draw(
    pictures *p, th_str key, th_str svg, th_findings *f, th_arena *a, th_picture *out, th_err *err)
{
	picture_job job = {.media_dir = p->media,
	    .prefix = p->prefix,
	    .bytes = svg,
	    .at = {TH_S("layouts/portrait.svg.mustache"), 0, 0}};
	return portrait_publish(out, &job, th_str_sub(key, 1, key.n), a, f, err);
}

static picture_outcome make(
    pictures *p, const th_entry *e, th_findings *f, th_arena *a, th_picture *out, th_err *err)
{
	th_mark at = {.file = e->path};
	picture_job job = {.helpers = p->helpers,
	    .refusals = p->refusals,
	    .media_dir = p->media,
	    .lender = p->lender,
	    .prefix = p->prefix,
	    .name = e->path,
	    .at = at};
	if (e->kind != TH_ENTRY_FILE)
		return PICTURE_REFUSED;
	uint64_t size = source_size(p->source, e);
	if (size > MEDIA_PICTURE_BYTES) {
		finding_add(f, TH_RULE_PICTURE_LARGE, at, e->path,
		    th_str_fmt(a, "%llu MB", (unsigned long long)(size / 1000000)),
		    th_str_fmt(a, "%d MB", MEDIA_PICTURE_BYTES / 1000000));
		return PICTURE_REFUSED;
	}
	if (source_read(p->source, e, MEDIA_PICTURE_BYTES, a, &job.bytes, err) != 0)
		return PICTURE_FAILED;
	return picture_publish(out, &job, a, f, err);
}

/* Of an entry of the source, or of `svg` when the entry is NULL. */
static picture_outcome get(
    pictures *p, th_str key, const th_entry *e, th_str svg, th_findings *f, th_picture *out)
{
	pthread_mutex_lock(&p->lock);
	picture_item *item = th_map_get(&p->items, key);
	if (item != NULL) {
		while (!item->ready)
			pthread_cond_wait(&p->done, &p->lock);
	} else {
		item = TH_NEW(p->a, picture_item);
		th_map_put(&p->items, e ? key : th_str_dup(p->a, key), item);
		pthread_mutex_unlock(&p->lock);
		th_arena *own = th_arena_new(); /* frees the bytes of a picture early */
		th_picture made = {0};
		th_err err;
		picture_outcome rc =
		    e ? make(p, e, f, own, &made, &err) : draw(p, key, svg, f, own, &made, &err);
		pthread_mutex_lock(&p->lock);
		if (rc == PICTURE_MADE)
			keep(p, item, &made);
		if (rc == PICTURE_FAILED && !p->failed) {
			p->failed = true;
			p->err = err;
		}
		item->made = rc == PICTURE_MADE;
		item->later = rc == PICTURE_LATER;
		p->later += item->later;
		item->ready = true;
		pthread_cond_broadcast(&p->done);
		th_arena_free(own);
	}
	picture_outcome outcome = item->made    ? PICTURE_MADE
				  : item->later ? PICTURE_LATER
						: PICTURE_REFUSED;
	pthread_mutex_unlock(&p->lock);
	if (outcome == PICTURE_MADE)
		*out = item->picture; /* never changes again */
	return outcome;
}

picture_outcome pictures_get(pictures *p, const th_entry *e, th_findings *f, th_picture *out)
{
	return get(p, e->path, e, TH_NONE, f, out);
}

bool pictures_draw(
    pictures *p, th_str svg, th_findings *f, th_arena *a, th_str *key, th_picture *out)
{
	char hex[65];
	digest_sha256(hex, svg);
	*key = th_str_fmt(a, ":%.24s", hex); /* no path in the source begins like this */
	if (get(p, *key, NULL, svg, f, out) == PICTURE_MADE)
		return true;
	*key = TH_NONE;
	return false;
}

void pictures_note_later(pictures *p)
{
	pthread_mutex_lock(&p->lock);
	p->later++;
	pthread_mutex_unlock(&p->lock);
}

size_t pictures_put(pictures *p, edition_writer *w)
{
	size_t n = 0;
	for (size_t i = 0; i < p->items.n; i++) {
		const picture_item *item = p->items.items[i].value;
		if (!item->made)
			continue;
		const th_picture *k = &item->picture;
		row_picture_data row = {p->items.items[i].key, k->src, k->type, k->srcset, k->webp,
		    k->colour, k->width, k->height, k->bytes};
		writer_put_picture(w, &row);
		n++;
	}
	return n;
}
