/* parts.c -- a series in a form that all calendars read alike: rules in plain forms (plain.c), each
 * an event of its own, and single meetings for what no such rule gives. Called by the face that
 * writes iCalendar, and by the check, which refuses what would be too many.
 *
 * Written as single meetings: dates that were added (RDATE), everything from a rule without a plain
 * form, and meetings that begin or end at an hour that the clock skips or repeats, or during which
 * it changes: half of the readers go by the clock on the wall, the others by the hours that pass. A
 * rule may be endless; single meetings cover a window of years. */
#include "expand.h"

/* 2037: from there on node-ical fails about some dates, and others know no zones. */
static const th_time FAR = 2114380800;
/* SLACK: a reader that is an hour wrong about the last begin still has it. */
enum { DAY = 86400, SLACK = 2 * 3600 };

typedef struct telling {
	th_arena *a;
	const th_series *s;
	th_time from, until; /* wall clock */
	th_parts *out;
	bool named;  /* one is the event itself */
	bool beyond; /* also rules that begin after the window */
	bool too_many;
} telling;

/* ---- what a rule gives ---- */

typedef struct begins {
	expander x;
	const th_recur *r;
	th_time clock, least;
} begins;

static int64_t day_of(th_time wall)
{
	return (wall - ((wall % DAY) + DAY) % DAY) / DAY;
}

static th_time clock_of(th_time wall)
{
	return ((wall % DAY) + DAY) % DAY;
}

/* Those from `from` on of a rule that is counted from the day `anchor`; `r` stays the caller's. */
static void begins_from(
    begins *b, const th_recur *r, int64_t anchor, const th_series *s, th_time from)
{
	*b = (begins){.r = r, .clock = clock_of(s->start)};
	b->least = from > s->start ? from : s->start;
	expand_begin(&b->x, r, anchor, day_of(from));
}

static th_time begins_next(begins *b)
{
	int64_t day;
	while (expand_next(&b->x, &day)) {
		th_time wall = day * DAY + b->clock;
		if (b->r->until != TH_NEVER && wall > b->r->until)
			break;
		if (wall >= b->least)
			return wall;
	}
	return TH_NEVER;
}

/* COUNT counts what is left out in one reader and not in the other: the last one is named. */
static th_time last_of_count(const th_series *s)
{
	begins b;
	th_time last = s->start, next;
	begins_from(&b, &s->recur, day_of(s->start), s, s->start);
	for (int i = 0; i < s->recur.count && (next = begins_next(&b)) != TH_NEVER; i++)
		last = next;
	return last;
}

/* The last day on which one may begin, at the usual hour. */
static th_time last_begin(const th_series *s)
{
	if (s->recur.count > 0)
		return last_of_count(s);
	if (s->recur.until == TH_NEVER)
		return TH_NEVER;
	th_time clock = clock_of(s->start), day = day_of(s->recur.until);
	return (clock_of(s->recur.until) < clock ? day - 1 : day) * DAY + clock;
}

/* ---- single meetings ---- */

/* Calendars differ about when it is. */
static bool is_odd(const th_series *s, th_time wall)
{
	int begin, end;
	if (s->day_only)
		return false;
	if (wall >= FAR || zone_shows(s->zone, wall) != 1 ||
	    zone_shows(s->zone, wall + s->length) != 1)
		return true;
	zone_instant(s->zone, wall, &begin);
	zone_instant(s->zone, wall + s->length, &end);
	return begin != end;
}

/* The first of them is the event itself, another is named by its day, with the hour when it is not
 * the usual one. */
static th_part *add(telling *t, th_time start)
{
	if (t->out->n >= PARTS_MAX) {
		t->too_many = true;
		return NULL;
	}
	th_str iso = th_time_rfc3339(t->a, start, 0);
	bool usual = clock_of(start) == clock_of(t->s->start);
	th_part *part = TH_ADD(t->a, t->out);
	*part = (th_part){.series = *t->s};
	part->series.start = start;
	part->series.added_count = part->series.left_out_count = 0;
	if (t->named)
		part->key = th_str_sub(iso, 0, usual ? 10 : 16);
	t->named = true;
	return part;
}

static void add_single(telling *t, th_time start)
{
	th_part *part = add(t, start);
	if (part == NULL)
		return;
	part->series.recur = (th_recur){.until = TH_NEVER};
	part->in_utc = is_odd(t->s, start);
}

static void add_all_single(telling *t)
{
	begins b;
	th_time last = last_begin(t->s), wall;
	begins_from(&b, &t->s->recur, day_of(t->s->start), t->s,
	    t->s->recur.count > 0 ? t->s->start : t->from);
	while (!t->too_many && (wall = begins_next(&b)) != TH_NEVER && wall < t->until &&
	       (last == TH_NEVER || wall <= last))
		if (wall >= t->from && !series_leaves_out(t->s, wall))
			add_single(t, wall);
}

/* ---- a rule ---- */

typedef TH_LIST(th_time) th_walls;

static bool by_rule(const plain_rule *p, const th_series *s, th_time wall)
{
	begins b;
	begins_from(&b, &p->recur, p->anchor, s, wall);
	return begins_next(&b) == wall;
}

/* Odd ones around a change of the clock, ascending. */
static void odd_near(telling *t, const plain_rule *p, th_time change, th_walls *odd)
{
	begins b;
	th_time wall;
	begins_from(&b, &p->recur, p->anchor, t->s, change - t->s->length - DAY);
	while ((wall = begins_next(&b)) != TH_NEVER && wall <= change + DAY) {
		bool again = odd->n > 0 && wall <= odd->v[odd->n - 1];
		if (!again && is_odd(t->s, wall) && !series_leaves_out(t->s, wall))
			*TH_ADD(t->a, odd) = wall;
	}
}

static void find_odd(telling *t, const plain_rule *p, th_walls *odd)
{
	const th_zone *zone = t->s->zone;
	if (t->s->day_only || zone == NULL)
		return;
	for (size_t i = 1; i < zone->n; i++) {
		th_time change = zone->changes[i].from + (th_time)zone->changes[i].offset * 60;
		if (change >= t->from && change < t->until)
			odd_near(t, p, change, odd);
	}
}

static bool among(const th_walls *list, th_time wall)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i] == wall)
			return true;
	return false;
}

/* What the author left out of this rule, and `odd`: both ascend, and so does the outcome. */
static void leave_out(telling *t, const plain_rule *p, const th_walls *odd, th_series *out)
{
	th_walls list = {0};
	size_t i = 0, k = 0;
	while (i < t->s->left_out_count || k < odd->n) {
		bool written =
		    k == odd->n || (i < t->s->left_out_count && t->s->left_out[i] < odd->v[k]);
		th_time wall = written ? t->s->left_out[i++] : odd->v[k++];
		if (wall > out->start && wall < FAR && by_rule(p, t->s, wall))
			*TH_ADD(t->a, &list) = wall;
	}
	out->left_out = list.v;
	out->left_out_count = list.n;
}

/* The rule from `from` on. A first meeting that does not take place is shown by some nonetheless:
 * it begins with the next. */
static void add_stretch(telling *t, const plain_rule *p, th_time from, const th_walls *odd)
{
	begins b;
	th_time first;
	begins_from(&b, &p->recur, p->anchor, t->s, from);
	do
		first = begins_next(&b);
	while (first != TH_NEVER && (series_leaves_out(t->s, first) || among(odd, first)));
	if (first == TH_NEVER || (first >= t->until && !t->beyond))
		return;
	if (first >= FAR || begins_next(&b) == TH_NEVER) {
		add_single(t, first);
		return;
	}
	th_part *part = add(t, first);
	if (part == NULL)
		return;
	part->series.recur = p->recur;
	if (p->recur.until != TH_NEVER)
		part->series.recur.until += SLACK;
	leave_out(t, p, odd, &part->series);
}

/* Readers do not find a date to leave out at an hour that the clock leaves out or shows twice:
 * before it one rule ends, and behind it one begins. */
static void add_rule(telling *t, plain_rule p)
{
	th_walls odd = {0};
	th_time from = t->s->start, until = p.recur.until;
	find_odd(t, &p, &odd);
	for (size_t i = 0; i < odd.n; i++)
		if (zone_shows(t->s->zone, odd.v[i]) != 1) {
			p.recur.until = odd.v[i] - DAY;
			add_stretch(t, &p, from, &odd);
			from = odd.v[i] + DAY;
		}
	p.recur.until = until;
	add_stretch(t, &p, from, &odd);
	for (size_t i = 0; i < odd.n; i++)
		add_single(t, odd.v[i]);
}

bool series_parts(th_parts *out, const th_series *s, th_time from, th_time until, th_arena *a)
{
	/* A day more on either side: the window is in UTC. */
	telling t = {.a = a, .s = s, .from = from - DAY, .until = until + DAY, .out = out};
	plain_rule rules[PLAIN_MAX];
	size_t n = 0;
	if (s->recur.freq == TH_ONCE) {
		if (!series_leaves_out(s, s->start))
			add_single(&t, s->start);
	} else if ((n = recur_plain(rules, &s->recur, day_of(s->start))) == 0) {
		add_all_single(&t);
	}
	th_time last = last_begin(s);
	do
		for (size_t i = 0; i < n; i++) {
			rules[i].recur.until = last;
			add_rule(&t, rules[i]);
		}
	while (out->n == 0 && !t.beyond && (t.beyond = n > 0));
	th_series alone = *s;
	alone.added_count = 0;
	for (size_t i = 0; i < s->added_count; i++)
		if ((i == 0 || s->added[i] != s->added[i - 1]) &&
		    !series_leaves_out(s, s->added[i]) && !series_has(&alone, s->added[i]))
			add_single(&t, s->added[i]);
	return !t.too_many;
}
