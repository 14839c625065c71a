/* publish_withdrawn.c -- what is left out but still answers, and what must leave earlier editions
 * too. Called by publish when all documents are written.
 *
 * A withdrawn document answers 410 on every address that it had in any known state of its file, as
 * today's hub.yml makes addresses; feeds get a tombstone. Nothing of its text is left, not even its
 * title. */
#include "teamhub/publish_steps.h"

static void note_gone(publish_rows *p, erasure *e, th_str href, th_time at)
{
	if (p->w != NULL)
		writer_put_gone(p->w, href, at);
	*TH_ADD(p->all, &e->gone) = (erasure_gone){th_str_dup(p->all, href), at};
}

/* For a state of a file, which was not linked. */
static bool all_agreed(const publish_rows *p, const th_refs *refs)
{
	for (size_t i = 0; i < refs->n; i++) {
		th_str slug = slug_of(p->a, refs->v[i].written);
		const th_doc *person = content_doc(p->content, TH_PERSON, TH_NONE, slug);
		if (person == NULL || !person->in_feeds)
			return false;
	}
	return refs->n > 0;
}

/* A tombstone names nobody whom the feed did not name before. */
static bool was_in_feeds(const publish_rows *p, const th_doc *d)
{
	if (d->in_feeds)
		return true;
	switch (d->kind) {
	case TH_PERSON:
		return d->person.consent.present
			   ? d->person.consent.feed_since != TH_NEVER
			   : d->entry != NULL && !p->content->hub->consent_required;
	case TH_KUDOS:
		return all_agreed(p, &d->authors) && all_agreed(p, &d->kudos.to);
	default:
		return true;
	}
}

static void note_tombstone(publish_rows *p, erasure *e, const th_doc *d, th_time at)
{
	const th_doc *now = th_map_get(&p->content->by_id, d->id);
	bool taken = now != NULL && !now->left_out && now->withdrawal.at == TH_NEVER;
	if (at == TH_NEVER || taken || p->w == NULL)
		return;
	if (d->kind == TH_EVENT) /* calendars need a time */
		writer_put_cancelled(p->w,
		    doc_uid(&d->parsed, p->content->hub->feed_authority, p->a), at,
		    d->event.start.at != TH_NEVER ? d->event.start.at : at);
	if (!was_in_feeds(p, d))
		return;
	th_str kind = th_strz(th_kind_name[d->kind]);
	th_str uid = doc_uid(&d->parsed, p->content->hub->feed_authority, p->a);
	writer_put_tombstone(p->w, uid, at, d->href, kind);
	*TH_ADD(p->all, &e->tombstones) =
	    (erasure_tombstone){th_str_dup(p->all, uid), th_str_dup(p->all, d->href), kind, at};
}

typedef struct taking {
	publish_rows *p;
	erasure *e;
	th_time at, tombstone_at; /* when it answers 410; the tombstone's date (TH_NEVER: no
				   * tombstone) */
	bool erase;
} taking;

static void take_state(taking *t, const th_doc *d)
{
	publish_rows *p = t->p;
	const th_doc *now = th_map_get(&p->content->by_id, d->id);
	note_gone(p, t->e, d->href, t->at);
	for (size_t i = 0; i < d->aliases.n; i++)
		note_gone(p, t->e, d->aliases.v[i], t->at);
	note_tombstone(p, t->e, d, t->tombstone_at);
	/* When the id is now another document's, only what came from its files is erased:
	 * take_source. */
	bool other = now != NULL && !now->left_out;
	if (t->erase && !other && d->kind == TH_PERSON && !th_strs_has(&t->e->voices, d->id))
		*TH_ADD(p->all, &t->e->voices) = th_str_dup(p->all, d->id);
	if (t->erase && !other && !th_strs_has(&t->e->ids, d->id))
		*TH_ADD(p->all, &t->e->ids) = th_str_dup(p->all, d->id);
}

static void take_parsed(void *ctx, th_doc *was)
{
	take_state(ctx, was);
}

/* Everything made from that file, whatever its id in an earlier edition. */
static void take_source(taking *t, th_str path, th_str blob)
{
	publish_rows *p = t->p;
	const th_doc *now = th_map_get(&p->content->by_path, path);
	bool other = now != NULL && !now->left_out;
	if (!t->erase || path.n == 0)
		return;
	erasure_source one = {th_str_dup(p->all, path), other ? th_str_dup(p->all, blob) : TH_NONE};
	for (size_t i = 0; i < t->e->sources.n; i++)
		if (th_str_eq(t->e->sources.v[i].path, one.path) &&
		    th_str_eq(t->e->sources.v[i].blob, one.blob))
			return;
	*TH_ADD(p->all, &t->e->sources) = one;
}

static void take_revisions(taking *t, const revisions *list, th_str present)
{
	for (size_t i = 0; i < list->n; i++) {
		const row_revision *r = &list->v[i];
		th_str path = r->was.n > 0 ? r->was : present;
		histories_each_state(t->p->histories, path, r, t->p->a, take_parsed, t);
		take_source(t, path, r->blob);
	}
}

static th_time newest_in(const revisions *list)
{
	th_time at = TH_NEVER;
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].blob.n > 0 && (at == TH_NEVER || list->v[i].at > at))
			at = list->v[i].at;
	return at;
}

static th_time newest_of(publish_rows *p, const th_doc *d)
{
	const th_content *c = p->content;
	const revisions *list = histories_of(p->histories, d);
	th_time at = list->n > 0 ? list->v[0].at : TH_NEVER;
	for (size_t i = 0; d->entry == NULL && i < c->withdrawals.n; i++)
		if (c->withdrawals.v[i]->noted == d)
			at = newest_in(histories_of_entry(p->histories, i));
	return at;
}

/* When it was withdrawn: the date given, or that of the commit. */
static th_time tombstone_at(publish_rows *p, const th_doc *d)
{
	th_time at = d->withdrawal.at;
	if (at == TH_NEVER)
		at = newest_of(p, d);
	for (size_t i = 0; d->withdrawal.at == TH_NEVER && i < d->authors.n; i++) {
		const th_doc *person =
		    content_doc(p->content, TH_PERSON, TH_NONE, d->authors.v[i].slug);
		th_time then =
		    person != NULL && person->withdrawn ? newest_of(p, person) : TH_NEVER;
		if (then > at)
			at = then;
	}
	return at != TH_NEVER ? at : source_time(p->content->source);
}

/* When its file first said internal after it was public; TH_NEVER: it never was. */
static th_time turned_internal(publish_rows *p, const th_doc *d)
{
	const revisions *list = histories_of(p->histories, d);
	th_time at = TH_NEVER;
	for (size_t i = 0; i < list->n; i++) {
		th_doc was;
		if (histories_state(p->histories, d, &list->v[i], p->a, &was))
			return at; /* TH_NEVER: it follows another document, and this is not that
				    * one's history */
		at = list->v[i].at;
	}
	return TH_NEVER;
}

/* An internal document leaves no trace, unless it was public before: then its addresses answer 410,
 * as if it were withdrawn. */
static void put_hidden(publish_rows *p, erasure *e, th_doc *d)
{
	*TH_ADD(p->all, &e->ids) = th_str_dup(p->all, d->id);
	th_time at = turned_internal(p, d);
	taking t = {p, e, TH_NEVER, at, true};
	if (at != TH_NEVER)
		take_revisions(&t, histories_of(p->histories, d), d->path);
	th_arena_reset(p->a);
}

/* The document itself, and every state of its file that history knows. */
static void put_document(publish_rows *p, erasure *e, const th_doc *d)
{
	bool later = !d->left_out && d->withdrawal.at > p->content->now;
	th_time at = later ? d->withdrawal.at : TH_NEVER;
	taking t = {p, e, at, later ? at : tombstone_at(p, d), !later};
	take_state(&t, d);
	if (d->entry == NULL)
		return;
	take_source(&t, d->path, d->entry->id);
	take_revisions(&t, histories_of(p->histories, d), d->path);
}

static void note_any(void *ctx, th_doc *was)
{
	(void)was;
	*(bool *)ctx = true;
}

/* Was the last known state public? Then so is the name in the entry. */
static bool was_last_public(publish_rows *p, size_t entry)
{
	const th_withdrawal *w = p->content->withdrawals.v[entry];
	const revisions *list = histories_of_entry(p->histories, entry);
	const row_revision *last = NULL;
	bool any = false;
	for (size_t i = 0; i < list->n; i++)
		if (last == NULL || list->v[i].at > last->at)
			last = &list->v[i];
	if (last == NULL || w->found.n > 0)
		return !w->internal || p->content->hub->audience == TH_INTERNAL;
	histories_each_state(p->histories, last->was, last, p->a, note_any, &any);
	return any;
}

/* The address that an entry gives, and the states of its file. */
static void put_entry(publish_rows *p, erasure *e, size_t entry)
{
	const th_withdrawal *w = p->content->withdrawals.v[entry];
	const revisions *list = histories_of_entry(p->histories, entry);
	th_time tombstone_at = w->when.at;
	bool later = w->found.n > 0 && w->when.at != TH_NEVER && w->when.at > p->content->now;
	if (w->noted != NULL && w->found.n == 0)
		*TH_ADD(p->all, &e->ids) = th_str_dup(p->all, w->noted->id);
	if (!histories_entry_was_public(p->histories, entry))
		return;
	if (tombstone_at == TH_NEVER)
		tombstone_at = newest_in(list);
	if (tombstone_at == TH_NEVER)
		tombstone_at = source_time(p->content->source);
	taking t = {p, e, later ? w->when.at : TH_NEVER, tombstone_at, !later};
	if (was_last_public(p, entry)) {
		note_gone(p, e, w->href, t.at);
		if (w->noted != NULL && w->found.n == 0)
			note_tombstone(p, e, w->noted, tombstone_at);
	}
	t.at = TH_NEVER; /* files that are gone are gone now */
	t.erase = true;
	take_revisions(&t, list, TH_NONE);
}

void rows_put_withdrawn(publish_rows *p, erasure *e)
{
	const th_content *c = p->content;
	for (size_t i = 0; i < c->gone.n; i++)
		if (!c->gone.v[i].internal || c->hub->audience == TH_INTERNAL)
			note_gone(p, e, c->gone.v[i].href, TH_NEVER);
	for (size_t i = 0; i < c->withdrawals.n; i++) {
		put_entry(p, e, i);
		th_arena_reset(p->a);
	}
	for (size_t i = 0; i < c->withheld.n; i++)
		if (c->withheld.items[i].value != NULL)
			*TH_ADD(p->all, &e->pictures) =
			    th_str_dup(p->all, c->withheld.items[i].key);
	for (size_t i = 0; i < c->docs.n; i++) {
		th_doc *d = c->docs.v[i];
		if (content_is_note(c, d))
			continue;
		if (d->pictures_withheld && !d->left_out)
			*TH_ADD(p->all, &e->without_pictures) = th_str_dup(p->all, d->id);
		bool later = !d->left_out && d->withdrawal.at > c->now;
		if (content_hides(c, d)) {
			put_hidden(p, e, d);
			continue;
		}
		if (d->portrait_withheld)
			*TH_ADD(p->all, &e->portraits) = th_str_dup(p->all, d->id);
		bool shared = d->kind == TH_STORY || d->kind == TH_PERSON;
		if (shared && !d->left_out && !cards_allowed(c, d))
			*TH_ADD(p->all, &e->cards) = th_str_dup(p->all, d->id);
		if (d->withheld && !d->withdrawn)
			*TH_ADD(p->all, &e->ids) = th_str_dup(p->all, d->id);
		/* A second file of the same name has nothing of its own to withdraw. */
		bool other = d->broken && th_map_get(&c->by_id, d->id) != d;
		if ((!d->withdrawn && !later) || other || d->href.n == 0)
			continue;
		put_document(p, e, d);
		th_arena_reset(p->a);
	}
}
