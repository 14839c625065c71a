/* publish_added.c -- since when a document could be in feeds: by its date or history, and by the
 * consent of everybody concerned. Called by publish_rows.c.
 *
 * A consent that begins later than the document's date makes it new on that day. One that was only
 * renewed does not: the history of a person's file says what was agreed to before, and whether the
 * document could be seen then, it stays where it was in the feeds. */
#include "teamhub/publish_steps.h"

typedef struct span {
	th_time from, until; /* [from, until), as the file says */
	th_time known;       /* from when on the hub knew it: a day may be written later */
} span;

typedef TH_LIST(span) spans;

/* What feeds need. */
enum purpose { PUBLIC, STORY, FEED, KUDOS, PURPOSES };

/* What one person agreed to and when. Today's span has no end here: the document ends with it. */
typedef struct agreed {
	spans to[PURPOSES];
	bool former; /* with what earlier states of the file say */
} agreed;

/* All of these must hold; each holds while any of its spans does. */
typedef TH_LIST(spans) needs;

/* When it was added to the repository; TH_NEVER: unknown. */
static th_time committed_at(publish_rows *p)
{
	th_time added_at = TH_NEVER;
	for (size_t i = 0; i < p->langs.n; i++) {
		const th_doc *d = p->langs.v[i].doc;
		const revisions *list = d->entry ? histories_of(p->histories, d) : NULL;
		const row_revision *first = list && list->n > 0 ? &list->v[list->n - 1] : NULL;
		if (first != NULL && first->kind == REVISION_ADDED &&
		    (added_at == TH_NEVER || first->at < added_at))
			added_at = first->at;
	}
	return added_at;
}

/* ---- what people agreed to ---- */

static th_time since_of(const th_consent *c, int purpose)
{
	const th_time since[PURPOSES] = {
	    c->public_since, c->story_since, c->feed_since, c->kudos_since};
	return since[purpose];
}

static void add_spans(
    publish_rows *p, agreed *all, const th_consent *c, th_time committed, th_time end)
{
	for (int i = 0; i < PURPOSES; i++) {
		th_time since = since_of(c, i);
		if (since != TH_NEVER && since < end)
			*TH_ADD(p->all, &all->to[i]) =
			    (span){since, end, since > committed ? since : committed};
	}
}

static void add_former(publish_rows *p, agreed *all, const th_doc *person)
{
	const revisions *list = histories_of(p->histories, person);
	all->former = true;
	for (size_t i = 1; i < list->n; i++) {
		th_arena *a = th_arena_new();
		th_doc was;
		if (histories_state(p->histories, person, &list->v[i], a, &was) &&
		    was.kind == TH_PERSON) {
			th_consent *c = &was.person.consent;
			th_time replaced = list->v[i - 1].at;
			content_consent_alone(p->content, &was);
			add_spans(p, all, c, list->v[i].at,
			    c->until != TH_NEVER && c->until < replaced ? c->until : replaced);
		}
		th_arena_free(a);
	}
}

/* History is read only when it matters. */
static const agreed *agreed_by(publish_rows *p, const th_doc *person, bool former)
{
	agreed *all = th_map_get(&p->agreed, person->path);
	if (all == NULL) {
		all = TH_NEW(p->all, agreed);
		th_map_put(&p->agreed, person->path, all);
		add_spans(p, all, &person->person.consent, TH_NEVER, INT64_MAX);
	}
	if (former && !all->former)
		add_former(p, all, person);
	return all;
}

/* ---- when all of it held ---- */

/* The first instant from `at` on at which the need holds, or was known to hold; TH_NEVER: none. */
static th_time first_held(const spans *need, th_time at, bool known)
{
	th_time first = TH_NEVER;
	for (size_t i = 0; i < need->n; i++) {
		const span *x = &need->v[i];
		th_time from = known ? x->known : x->from;
		if (from < at)
			from = at;
		if (from < x->until && (first == TH_NEVER || from < first))
			first = from;
	}
	return first;
}

static th_time all_held(const needs *all, th_time at, bool known)
{
	for (size_t i = 0; i < all->n;) {
		th_time first = first_held(&all->v[i], at, known);
		if (first == TH_NEVER)
			return TH_NEVER;
		i = first > at ? 0 : i + 1; /* what held before may have ended by then */
		at = first;
	}
	return at;
}

/* Since when it holds today; TH_NEVER: it does not. */
static th_time held_since(const spans *need)
{
	th_time since = TH_NEVER;
	for (size_t i = 0; i < need->n; i++)
		if (need->v[i].until == INT64_MAX && (since == TH_NEVER || need->v[i].from < since))
			since = need->v[i].from;
	return since;
}

typedef struct needing {
	publish_rows *p;
	bool former;
	needs all;
} needing;

/* A consent of 0 is assumed: it never began. */
static void add_need(needing *x, const spans *need)
{
	if (held_since(need) > 0)
		*TH_ADD(x->p->a, &x->all) = *need;
}

/* What each of these people agreed to, or, `any`, one of them. */
static void add_people(needing *x, const th_refs *people, enum purpose purpose, bool any)
{
	spans together = {0};
	for (size_t i = 0; i < people->n; i++) {
		const th_doc *person =
		    content_doc(x->p->content, TH_PERSON, TH_NONE, people->v[i].slug);
		if (person == NULL || person->entry == NULL)
			continue;
		const spans *one = &agreed_by(x->p, person, x->former)->to[purpose];
		for (size_t k = 0; any && k < one->n; k++)
			*TH_ADD(x->p->a, &together) = one->v[k];
		if (!any)
			add_need(x, one);
	}
	add_need(x, &together);
}

static needs needed(publish_rows *p, const th_doc *doc, bool former)
{
	needing x = {.p = p, .former = former};
	if (doc->kind == TH_PERSON) {
		add_need(&x, &agreed_by(p, doc, former)->to[PUBLIC]);
		add_need(&x, &agreed_by(p, doc, former)->to[FEED]);
	} else if (doc->kind == TH_KUDOS) {
		for (int i = 0; i < PURPOSES; i++)
			if (i != STORY) {
				add_people(&x, &doc->authors, i, false);
				add_people(&x, &doc->kudos.to, i, false);
			}
	} else if (doc->kind == TH_STORY) {
		add_people(&x, &doc->authors, STORY, false);
		add_people(&x, &doc->authors, FEED, false);
		/* It has a name to show as soon as one of its authors is public. */
		add_people(&x, &doc->authors, PUBLIC, true);
	}
	return x.all;
}

th_time rows_added_at(publish_rows *p)
{
	const th_doc *doc = p->langs.v[0].doc;
	th_time committed = committed_at(p);
	th_time dated = doc->date.at != TH_NEVER ? doc->date.at : committed, latest = dated;
	needs all = needed(p, doc, false);
	for (size_t i = 0; i < all.n; i++)
		if (held_since(&all.v[i]) > latest)
			latest = held_since(&all.v[i]);
	if (latest == dated)
		return dated;
	all = needed(p, doc, true);
	th_time due = doc->visible_from > dated ? doc->visible_from : dated;
	th_time seen = all_held(&all, committed > due ? committed : due, true);
	return seen != TH_NEVER && seen < latest ? all_held(&all, due, false) : latest;
}
