/* publish_withdrawn.c -- what is left out but leaves an answer, and what must leave earlier
 * editions too. Called by the publish pipeline when all documents are written.
 *
 * A withdrawn document answers 410 on every address that it had in any state of its file that the
 * history knows, as today's hub.yml makes addresses; a feed is told by a tombstone. Nothing of its
 * text is left, not even its title. */
#include "teamhub/publish_steps.h"

static void note_gone(publish_rows *p, erasure *e, th_str href, th_time at)
{
	writer_put_gone(p->w, href, at);
	*TH_ADD(p->all, &e->gone) = (erasure_gone){th_str_dup(p->all, href), at};
}

/* Of a state of a file that was not linked. */
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

/* Nobody is named to feeds now who was not named to them before. */
static bool was_in_feeds(const publish_rows *p, const th_doc *d)
{
	if (d->in_feeds)
		return true;
	switch (d->kind) {
	case TH_PERSON:
		return d->consent.present ? d->consent.feed_since != TH_NEVER
					  : d->entry != NULL && !p->content->hub->consent_required;
	case TH_KUDOS:
		return all_agreed(p, &d->authors) && all_agreed(p, &d->to);
	default:
		return true;
	}
}

static void note_tombstone(publish_rows *p, erasure *e, const th_doc *d, th_time at)
{
	if (at == TH_NEVER)
		return;
	if (d->kind == TH_EVENT) /* calendars want a time */
		writer_put_cancelled(
		    p->w, rows_uid(p, d), at, d->start.at != TH_NEVER ? d->start.at : at);
	if (!was_in_feeds(p, d))
		return;
	th_str kind = th_strz(th_kind_name[d->kind]);
	th_str uid = rows_uid(p, d);
	writer_put_tombstone(p->w, uid, at, d->href, kind);
	*TH_ADD(p->all, &e->tombstones) =
	    (erasure_tombstone){th_str_dup(p->all, uid), th_str_dup(p->all, d->href), kind, at};
}

static void take_state(publish_rows *p, erasure *e, const th_doc *d, th_time at, bool erase)
{
	note_gone(p, e, d->href, at);
	for (size_t i = 0; i < d->aliases.n; i++)
		note_gone(p, e, d->aliases.v[i], at);
	if (erase && !th_strs_has(&e->ids, d->id))
		*TH_ADD(p->all, &e->ids) = th_str_dup(p->all, d->id);
}

/* Every state of the file that history knows, but the present one. */
static void take_history(publish_rows *p, erasure *e, th_doc *d, th_time at, th_time told)
{
	th_content own = *p->content;
	const revisions *list = histories_of(p->histories, d);
	own.arena = p->a;
	for (size_t i = 0; i < list->n; i++) {
		th_doc was;
		if (!histories_state(p->histories, d, &list->v[i], p->a, &was))
			continue;
		content_link_alone(&own, &was);
		take_state(p, e, &was, at, true);
		note_tombstone(p, e, &was, told);
	}
}

static th_time newest_of(publish_rows *p, const th_doc *d)
{
	const revisions *list = histories_of(p->histories, d);
	return list->n > 0 ? list->v[0].at : TH_NEVER;
}

/* When it was withdrawn: as said, or when the commit said so. */
static th_time told_at(publish_rows *p, const th_doc *d)
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

/* When its file said internal for the first time since it was for everyone; TH_NEVER: it never was.
 */
static th_time turned_inside(publish_rows *p, const th_doc *d)
{
	const revisions *list = histories_of(p->histories, d);
	th_time at = TH_NEVER;
	for (size_t i = 0; i < list->n; i++) {
		th_doc was;
		if (histories_state(p->histories, d, &list->v[i], p->a, &was))
			return at; /* TH_NEVER: it follows another document, whose history this is
				      not */
		at = list->v[i].at;
	}
	return TH_NEVER;
}

/* False: its file is gone, and was internal when it went. */
static bool was_last_public(publish_rows *p, const th_doc *d)
{
	th_doc was;
	const revisions *list = d->entry == NULL ? histories_of(p->histories, d) : NULL;
	return list == NULL || list->n == 0 ||
	       histories_state(p->histories, d, &list->v[0], p->a, &was);
}

/* An internal document leaves no trace, but where everyone may have seen it before: then those
 * addresses are gone, as if it were withdrawn. */
static void put_hidden(publish_rows *p, erasure *e, th_doc *d)
{
	*TH_ADD(p->all, &e->ids) = th_str_dup(p->all, d->id);
	th_time at = turned_inside(p, d);
	if (at != TH_NEVER)
		take_history(p, e, d, TH_NEVER, at);
	th_arena_reset(p->a);
}

void rows_put_withdrawn(publish_rows *p, erasure *e)
{
	const th_content *c = p->content;
	for (size_t i = 0; i < c->gone.n; i++)
		note_gone(p, e, c->gone.v[i].href, TH_NEVER);
	for (size_t i = 0; i < c->withheld.n; i++)
		if (c->withheld.items[i].value != NULL)
			*TH_ADD(p->all, &e->pictures) =
			    th_str_dup(p->all, c->withheld.items[i].key);
	for (size_t i = 0; i < c->docs.n; i++) {
		th_doc *d = c->docs.v[i];
		if (d->pictures_withheld && !d->left_out)
			*TH_ADD(p->all, &e->shown) = th_str_dup(p->all, d->id);
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
		if ((!d->withdrawn && !later) || other || d->href.n == 0 ||
		    (d->entry == NULL && !histories_was_public(p->histories, d)))
			continue;
		th_time told = later ? d->withdrawal.at : told_at(p, d);
		if (was_last_public(p, d)) {
			take_state(p, e, d, later ? d->withdrawal.at : TH_NEVER, !later);
			note_tombstone(p, e, d, told);
		}
		if (!later)
			take_history(p, e, d, TH_NEVER, told);
		th_arena_reset(p->a);
	}
}
