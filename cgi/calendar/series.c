/* series.c -- the meetings of an event, one after the other: those the rule gives and those that
 * were added, without those left out. Everything that says when an event takes place uses it.
 *
 * An endless rule is never written out: a walk begins near the moment in question and is bounded,
 * whatever the rule. */
#include "expand.h"

enum {
	HOUR = 3600,
	DAY = 86400,
};
static const th_time NEAR = (th_time)64 * DAY; /* how far to look back at first, then twice that
						* … */

/* One walk: the beginnings of meetings in wall clock, ascending, with the added ones. */
typedef struct walk {
	const th_series *s;
	expander x;
	bool ended;   /* the rule gives no more */
	th_time rule; /* what it gave last; TH_NEVER: not asked yet */
	int given;    /* by the rule */
	size_t added; /* next of s->added */
	int steps;    /* meetings looked at */
} walk;

bool series_repeats(const th_series *s)
{
	return s->recur.freq != TH_ONCE || s->added_count > 0;
}

static int64_t day_of(th_time wall)
{
	return (wall - ((wall % DAY) + DAY) % DAY) / DAY;
}

/* What the rule gives from `from` on, and perhaps some before. */
static void walk_begin(walk *w, const th_series *s, th_time from)
{
	*w = (walk){.s = s, .rule = TH_NEVER};
	while (w->added < s->added_count && s->added[w->added] < from)
		w->added++;
	expand_begin(&w->x, &s->recur, day_of(s->start), day_of(from));
}

static int walk_steps(const walk *w)
{
	return w->steps + w->x.steps;
}

/* The budget is used up: what was found is all that will be. */
static bool walk_is_spent(const walk *w)
{
	return walk_steps(w) >= RECUR_STEPS_MAX;
}

/* The next one that the rule gives. */
static th_time rule_next(walk *w)
{
	const th_recur *r = &w->s->recur;
	int64_t day;
	if (r->freq == TH_ONCE)
		return w->given == 0 ? w->s->start : TH_NEVER;
	while (expand_next(&w->x, &day)) {
		th_time wall = w->s->start + (day - day_of(w->s->start)) * DAY;
		if (wall < w->s->start)
			continue;
		if ((r->until != TH_NEVER && wall > r->until) ||
		    (r->count > 0 && w->given >= r->count))
			break;
		return wall;
	}
	return TH_NEVER;
}

/* Like rule_next, but leaves it in place. TH_NEVER: there is none. */
static th_time peek_rule(walk *w)
{
	if (w->rule == TH_NEVER && !w->ended) {
		w->rule = rule_next(w);
		w->ended = w->rule == TH_NEVER;
		w->given++;
	}
	return w->rule;
}

bool series_leaves_out(const th_series *s, th_time wall)
{
	size_t low = 0, high = s->left_out_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (s->left_out[middle] < wall)
			low = middle + 1;
		else
			high = middle;
	}
	return low < s->left_out_count && s->left_out[low] == wall;
}

/* The next beginning, left out or not; false: there is none. */
static bool walk_any(walk *w, th_time *wall)
{
	const th_series *s = w->s;
	th_time rule = peek_rule(w);
	th_time added = w->added < s->added_count ? s->added[w->added] : TH_NEVER;
	if ((rule == TH_NEVER && added == TH_NEVER) || walk_is_spent(w))
		return false;
	w->steps++;
	bool by_rule = rule != TH_NEVER && (added == TH_NEVER || rule <= added);
	*wall = by_rule ? rule : added;
	if (by_rule)
		w->rule = TH_NEVER;
	if (added != TH_NEVER && added == *wall)
		w->added++;
	return true;
}

static bool walk_next(walk *w, th_meeting *out)
{
	const th_series *s = w->s;
	th_time wall;
	do {
		if (!walk_any(w, &wall))
			return false;
	} while (series_leaves_out(s, wall));
	out->start = zone_instant(s->zone, wall, &out->start_offset);
	/* At the hour that was written, however long a day or a night is. */
	out->end = zone_instant(s->zone, wall + s->length, &out->end_offset);
	if (out->end <= out->start) { /* nobody said, or the clock skips all of it */
		out->end = out->start + s->length;
		out->end_offset = zone_offset(s->zone, out->end);
	}
	return true;
}

th_time series_over(const th_series *s, const th_meeting *m)
{
	if (s->length > 0)
		return m->end;
	return m->start + (series_repeats(s) && !s->day_only ? HOUR : DAY);
}

/* Where a walk must begin to meet everything that is not over at `now`. */
static th_time before(const th_series *s, th_time now)
{
	return now + (th_time)zone_offset(s->zone, now) * 60 - s->length - 2 * DAY;
}

size_t series_list(const th_series *s, th_time now, th_meeting *out, size_t limit)
{
	walk w;
	size_t n = 0;
	walk_begin(&w, s, before(s, now));
	while (n < limit && walk_next(&w, &out[n]))
		if (series_over(s, &out[n]) > now)
			n++;
	return n;
}

bool series_next(const th_series *s, th_time now, th_meeting *out)
{
	return series_list(s, now, out, 1) == 1;
}

/* The last meeting that is over at `now`, of those that begin at `from` or later. */
static bool last_from(const th_series *s, th_time from, th_time now, th_meeting *out, int *steps)
{
	walk w;
	th_meeting m;
	bool found = false;
	walk_begin(&w, s, from);
	while (walk_next(&w, &m) && m.start <= now)
		if (series_over(s, &m) <= now) {
			*out = m;
			found = true;
		}
	*steps += walk_steps(&w);
	return found;
}

static bool find_last(const th_series *s, th_time now, th_meeting *out, int *steps)
{
	th_time first = s->added_count > 0 && s->added[0] < s->start ? s->added[0] : s->start;
	for (th_time back = NEAR;; back *= 2) {
		th_time from = before(s, now) - back;
		if (last_from(s, from, now, out, steps))
			return true;
		if (from <= first)
			return false;
	}
}

bool series_last(const th_series *s, th_time now, th_meeting *out)
{
	int steps = 0;
	return find_last(s, now, out, &steps);
}

int series_span(const th_series *s, th_time from, th_time until,
    void (*each)(void *ctx, const th_meeting *m), void *ctx)
{
	walk w;
	th_meeting m;
	int steps = 0;
	if (find_last(s, from, &m, &steps))
		each(ctx, &m);
	walk_begin(&w, s, before(s, from));
	bool more = true;
	while (more && walk_next(&w, &m)) {
		if (series_over(s, &m) > from)
			each(ctx, &m);
		more = m.start < until;
	}
	steps += walk_steps(&w);
	return steps < RECUR_STEPS_MAX ? steps : RECUR_STEPS_MAX;
}

void series_changes(const th_series *s, th_time now, th_time *last, th_time *next)
{
	th_meeting m[2] = {{0}};
	*last = *next = TH_NEVER;
	if (series_last(s, now, &m[0]))
		*last = series_over(s, &m[0]);
	if (series_list(s, now, m, 1) == 0)
		return;
	if (m[0].start > now) {
		*next = m[0].start;
		return;
	}
	*next = series_over(s, &m[0]);
	if (m[0].start > *last)
		*last = m[0].start;
	/* Another meeting may begin before this one ends. */
	walk w;
	walk_begin(&w, s, before(s, now));
	while (walk_next(&w, &m[1]) && m[1].start < *next) {
		if (m[1].start > now) {
			*next = m[1].start;
			break;
		}
		if (m[1].start > *last)
			*last = m[1].start;
	}
}

th_time series_first(const th_series *s, bool *spent)
{
	walk w;
	walk_begin(&w, s, s->start);
	th_time first = peek_rule(&w);
	*spent = walk_is_spent(&w);
	return first;
}

bool series_has(const th_series *s, th_time wall)
{
	walk w;
	th_time at = TH_NEVER;
	walk_begin(&w, s, wall - DAY);
	while (walk_any(&w, &at) && at < wall)
		continue;
	return at == wall;
}
