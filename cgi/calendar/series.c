/* series.c -- the meetings of an event, one after the other: what the rule gives and what was
 * added, without what was left out. Called wherever something is said about when.
 *
 * An endless rule is never written out: libical goes on from a place near the moment asked for.
 * Each walk is bounded, whatever the rule says. */
#include "recur.h"

enum {
	STEPS_MAX = 20000, /* meetings looked at in one walk */
	HOUR = 3600,
	DAY = 86400,
};
static const th_time NEAR = (th_time)64 * DAY; /* looked back at first, then twice that … */

/* One walk: begins by the clock on the wall, ascending, with what was added in between. */
typedef struct walk {
	const th_series *s;
	icalrecur_iterator *it; /* NULL: the rule gives no more */
	th_time rule;           /* what it gave last; TH_NEVER: not asked yet */
	bool once;              /* the start itself is yet to come */
	size_t added;           /* next of s->added */
	int steps;
} walk;

bool series_repeats(const th_series *s)
{
	return s->recur.freq != TH_ONCE || s->added_count > 0;
}

static th_time wall_of(struct icaltimetype t)
{
	return th_time_of((th_civil){t.year, t.month, t.day, t.hour, t.minute, t.second});
}

/* What the rule gives from `from` on, and not before. */
static void walk_begin(walk *w, const th_series *s, th_time from)
{
	*w = (walk){.s = s, .rule = TH_NEVER, .once = s->recur.freq == TH_ONCE};
	while (w->added < s->added_count && s->added[w->added] < from)
		w->added++;
	if (w->once)
		return;
	struct icalrecurrencetype rule;
	recur_to_ical(&rule, &s->recur, s->day_only);
	w->it = icalrecur_iterator_new(rule, wall_to_ical(s->start, s->day_only));
	/* One that counts must be counted from its beginning. */
	if (w->it != NULL && s->recur.count == 0 && from > s->start)
		icalrecur_iterator_set_start(w->it, wall_to_ical(from, s->day_only));
}

static void walk_end(walk *w)
{
	if (w->it != NULL)
		icalrecur_iterator_free(w->it);
}

/* The next of the rule; TH_NEVER: there is none. It stays until it is taken. */
static th_time peek_rule(walk *w)
{
	if (w->once)
		return w->s->start;
	if (w->rule != TH_NEVER || w->it == NULL)
		return w->rule;
	struct icaltimetype t = icalrecur_iterator_next(w->it);
	if (icaltime_is_null_time(t) || t.year > 2199) {
		icalrecur_iterator_free(w->it);
		w->it = NULL;
		return TH_NEVER;
	}
	w->rule = wall_of(t);
	return w->rule;
}

static bool left_out(const th_series *s, th_time wall)
{
	for (size_t i = 0; i < s->left_out_count; i++)
		if (s->left_out[i] == wall)
			return true;
	return false;
}

/* The next begin, left out or not; false: there is none. */
static bool walk_any(walk *w, th_time *wall)
{
	const th_series *s = w->s;
	th_time rule = peek_rule(w);
	th_time added = w->added < s->added_count ? s->added[w->added] : TH_NEVER;
	if ((rule == TH_NEVER && added == TH_NEVER) || ++w->steps > STEPS_MAX)
		return false;
	bool by_rule = rule != TH_NEVER && (added == TH_NEVER || rule <= added);
	*wall = by_rule ? rule : added;
	if (by_rule) {
		w->rule = TH_NEVER;
		w->once = false;
	}
	if (added != TH_NEVER && added == *wall)
		w->added++;
	if (w->s->recur.freq == TH_ONCE && by_rule)
		w->it = NULL;
	return true;
}

static bool walk_next(walk *w, th_meeting *out)
{
	const th_series *s = w->s;
	th_time wall;
	do {
		if (!walk_any(w, &wall))
			return false;
	} while (left_out(s, wall));
	out->start = zone_instant(s->zone, wall, &out->start_offset);
	if (s->day_only) { /* whole days, however long they are */
		out->end = zone_instant(s->zone, wall + s->length, &out->end_offset);
	} else {
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

/* Where a walk must begin so that what is not over at `now` is met. */
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
	walk_end(&w);
	return n;
}

bool series_next(const th_series *s, th_time now, th_meeting *out)
{
	return series_list(s, now, out, 1) == 1;
}

/* The last that is over at `now`, among those from `from` on. */
static bool last_from(const th_series *s, th_time from, th_time now, th_meeting *out)
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
	walk_end(&w);
	return found;
}

bool series_last(const th_series *s, th_time now, th_meeting *out)
{
	th_time first = s->added_count > 0 && s->added[0] < s->start ? s->added[0] : s->start;
	for (th_time back = NEAR;; back *= 2) {
		th_time from = before(s, now) - back;
		if (last_from(s, from, now, out))
			return true;
		if (from <= first)
			return false;
	}
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
	/* Another may begin while this one is on. */
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
	walk_end(&w);
}

th_time series_first(const th_series *s)
{
	walk w;
	walk_begin(&w, s, s->start);
	th_time first = peek_rule(&w);
	walk_end(&w);
	return first;
}

bool series_has(const th_series *s, th_time wall)
{
	walk w;
	th_time at = TH_NEVER;
	walk_begin(&w, s, wall - DAY);
	while (walk_any(&w, &at) && at < wall)
		continue;
	walk_end(&w);
	return at == wall;
}
