/* meetings.c -- keeps the meetings of all events of a hub together within a budget. Publish
 * writes those of the coming years into the edition, so that answering costs the same whatever the
 * rules. Called by link.c.
 *
 * The window moves with the year of `now`, so in a new year the same commit makes another edition.
 * A hub that is not published for years still gives right answers (query/query_event.c), only more
 * slowly. */
#include "resolver.h"
#include "teamhub/parse.h"

#include <stdlib.h>

/* SINGLES_MAX: what all calendars of a hub may hold beside an entry for each event. */
enum { MEETINGS_MAX = 250000, SINGLES_MAX = 6000, YEARS_AHEAD = 3 };

typedef struct counting {
	resolver *r;
	th_map zones; /* name → th_zone: ICU takes a while to make one */
	size_t meetings, singles;
	bool beyond; /* some event continues after the window */
} counting;

void content_meetings(th_time now, th_time *from, th_time *until)
{
	int year = th_civil_of(now).year;
	*from = th_time_of((th_civil){year - 1, 1, 1, 0, 0, 0});
	*until = th_time_of((th_civil){year + YEARS_AHEAD, 1, 1, 0, 0, 0});
}

static const th_zone *zone_of(counting *k, th_str name)
{
	const th_content *c = k->r->content;
	if (th_str_eq(name, c->hub->timezone))
		return c->hub->zone;
	const th_zone *zone = th_map_get(&k->zones, name);
	if (zone == NULL && (zone = zone_make(c->arena, name)) != NULL)
		th_map_put(&k->zones, name, (void *)zone);
	return zone;
}

typedef struct tally {
	size_t n;
	th_time last;
} tally;

static void count(void *ctx, const th_meeting *m)
{
	tally *t = ctx;
	t->n++;
	t->last = m->start;
}

/* An event and its share of the budget. */
typedef struct candidate {
	th_doc *doc;
	size_t order;
	size_t singles; /* written in calendars, beyond the first */
	tally t;
} candidate;
typedef TH_LIST(candidate) candidates;

static void refuse(counting *k, th_doc *doc, enum th_rule_id rule, int limit, const tally *t)
{
	th_content *c = k->r->content;
	th_str year = th_str_fmt(c->arena, "%d", th_civil_of(c->meetings_until).year - 1);
	finding_add(k->r->findings, rule, (th_mark){doc->path, doc->event.schedule->line, 1},
	    th_str_fmt(c->arena, "%d", limit), year, th_str_fmt(c->arena, "%zu", t->n));
	doc->left_out = doc->broken = true;
}

/* False: the calendar cannot hold them. */
static bool count_singles(counting *k, const th_series *s, size_t *n)
{
	const th_content *c = k->r->content;
	th_arena *a = th_arena_new();
	th_parts parts = {0};
	bool fits = series_parts(&parts, s, c->meetings_from, c->meetings_until, a);
	*n = parts.n > 1 ? parts.n - 1 : 0;
	th_arena_free(a);
	return fits;
}

static void count_event(counting *k, candidates *all, th_doc *doc)
{
	th_content *c = k->r->content;
	candidate one = {.doc = doc, .order = all->n};
	th_series s = event_series(doc->event.schedule, zone_of(k, doc->event.schedule->zone));
	int steps = series_span(&s, c->meetings_from, c->meetings_until, count, &one.t);
	if (steps >= RECUR_STEPS_MAX)
		refuse(k, doc, TH_RULE_EVENT_DEAR, RECUR_STEPS_MAX, &one.t);
	else if (!count_singles(k, &s, &one.singles))
		refuse(k, doc, TH_RULE_EVENT_SINGLE, PARTS_MAX, &one.t);
	else
		*TH_ADD(c->arena, all) = one;
}

/* Events with many meetings are dropped before those with one. */
static int fewest_first(const void *a, const void *b)
{
	const candidate *x = a, *y = b;
	int order = (x->t.n > y->t.n) - (x->t.n < y->t.n);
	if (order == 0)
		order = (x->doc->event.start.at > y->doc->event.start.at) -
			(x->doc->event.start.at < y->doc->event.start.at);
	return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

static void spend(counting *k, candidates *all)
{
	th_content *c = k->r->content;
	if (all->n > 1)
		qsort(all->v, all->n, sizeof(*all->v), fewest_first);
	for (size_t i = 0; i < all->n; i++) {
		const tally *t = &all->v[i].t;
		if (k->meetings + t->n > MEETINGS_MAX) {
			refuse(k, all->v[i].doc, TH_RULE_EVENT_MANY, MEETINGS_MAX, t);
			continue;
		}
		if (k->singles + all->v[i].singles > SINGLES_MAX) {
			refuse(k, all->v[i].doc, TH_RULE_EVENT_SINGLE, SINGLES_MAX, t);
			continue;
		}
		k->singles += all->v[i].singles;
		k->meetings += t->n;
		k->beyond = k->beyond || (t->n > 0 && t->last >= c->meetings_until);
	}
}

void link_meetings(resolver *r)
{
	th_content *c = r->content;
	counting k = {.r = r};
	candidates all = {0};
	th_map_init(&k.zones, c->arena);
	content_meetings(c->now, &c->meetings_from, &c->meetings_until);
	for (size_t i = 0; i < c->docs.n; i++) {
		th_doc *doc = c->docs.v[i];
		if (doc->event.schedule != NULL && !doc->left_out && doc_is_first_lang(doc, c) &&
		    !content_hides(c, doc))
			count_event(&k, &all, doc);
	}
	spend(&k, &all);
	if (k.beyond) { /* when the window moves */
		int year = th_civil_of(c->now).year;
		content_add_boundary(c, th_time_of((th_civil){year, 1, 1, 0, 0, 0}));
		content_add_boundary(c, th_time_of((th_civil){year + 1, 1, 1, 0, 0, 0}));
	}
}
