/* when.c -- when an event takes place, in words: its next meeting ("Thursday, December 3, 2026,
 * 8:30–9:30 am") and its rule ("every first Thursday of the month"). Called by the handlers that
 * show events. The words stand in words.c, where a theme may say any of them otherwise; a rule that
 * cannot be said well is not said wrongly: then the next dates tell. */
#include "page.h"

#include <stdio.h>

enum { DAY = 86400 };

static th_str key_word(page *p, const char *key, int n)
{
	char full[32];
	snprintf(full, sizeof(full), "%s_%d", key, n);
	return word(p, full);
}

/* "2" as "two" as far as there is a word. */
static th_str number(page *p, int n)
{
	return n >= 2 && n <= 6 ? key_word(p, "number", n) : word_number(p, n);
}

static th_str listed(page *p, const th_strs *parts)
{
	th_str out = parts->n > 0 ? parts->v[0] : TH_S("");
	for (size_t i = 1; i + 1 < parts->n; i++)
		out = th_str_fmt(p->a, "%.*s, %.*s", TH_FMT(out), TH_FMT(parts->v[i]));
	if (parts->n > 1)
		out = word_fill(p, "list_and", out, parts->v[parts->n - 1]);
	return out;
}

/* ---- the time of day ---- */

static bool speaks(const page *p, const char *lang)
{
	return th_str_starts(p->q.ui, th_strz(lang));
}

/* "8.30", "8:30", "08:30"; full hours without minutes where people say them so. */
static th_str clock_of(page *p, th_civil c)
{
	if (speaks(p, "de"))
		return c.minute ? th_str_fmt(p->a, "%d.%02d", c.hour, c.minute)
				: th_str_fmt(p->a, "%d", c.hour);
	if (!speaks(p, "en"))
		return th_str_fmt(p->a, "%02d:%02d", c.hour, c.minute);
	int hour = c.hour % 12 == 0 ? 12 : c.hour % 12;
	return c.minute ? th_str_fmt(p->a, "%d:%02d", hour, c.minute)
			: th_str_fmt(p->a, "%d", hour);
}

/* "8:30–9:30 am", "11:30 am – 1 pm", "8.30–9.30 Uhr"; one time when `until` is NULL. */
static th_str hours(page *p, th_civil from, const th_civil *until)
{
	th_str begin = clock_of(p, from), end = until ? clock_of(p, *until) : TH_NONE;
	const char *half = from.hour < 12 ? "am" : "pm";
	if (!speaks(p, "en")) {
		if (until != NULL)
			begin = th_str_fmt(p->a, "%.*s–%.*s", TH_FMT(begin), TH_FMT(end));
		return word_fill(p, "clock", begin, TH_NONE);
	}
	if (until == NULL)
		return th_str_fmt(p->a, "%.*s %s", TH_FMT(begin), half);
	if ((from.hour < 12) == (until->hour < 12))
		return th_str_fmt(p->a, "%.*s–%.*s %s", TH_FMT(begin), TH_FMT(end), half);
	return th_str_fmt(p->a, "%.*s %s – %.*s %s", TH_FMT(begin), half, TH_FMT(end),
	    until->hour < 12 ? "am" : "pm");
}

static th_civil civil_at(const view_item *item, th_time at)
{
	return th_civil_of(at + (th_time)zone_offset(item->behind->series->zone, at) * 60);
}

/* Those of the usual meeting. */
static th_str usual_hours(page *p, const view_item *item)
{
	const th_series *s = item->behind->series;
	th_civil from = th_civil_of(s->start), until = th_civil_of(s->start + s->length);
	return s->day_only ? TH_NONE : hours(p, from, s->length > 0 ? &until : NULL);
}

/* ---- one meeting ---- */

static th_str day_of(page *p, const view_item *item, const view_date *d)
{
	th_time wall = d->at + (th_time)zone_offset(item->behind->series->zone, d->at) * 60;
	return word_fill(p, "weekday_date", key_word(p, "weekday", th_weekday(wall)), d->label);
}

/* Of an event elsewhere: "London time". */
static th_str with_zone(page *p, const view_item *item, th_str text)
{
	th_str zone = item->behind->zone;
	if (zone.n == 0 || item->behind->series->day_only ||
	    th_str_eq(zone, edition_meta(p->q.e, TH_S("timezone"))))
		return text;
	char *city = th_str_z(p->a, th_str_sub(zone, (size_t)(th_str_rchr(zone, '/') + 1), zone.n));
	for (char *c = city; *c; c++)
		if (*c == '_')
			*c = ' ';
	return word_fill(p, "zone_time", text, th_strz(city));
}

static th_str meeting(page *p, const view_item *item)
{
	const view_date *start = item->start, *end = item->end;
	th_str day = day_of(p, item, start);
	bool same =
	    end == NULL || th_str_eq(th_str_sub(start->iso, 0, 10), th_str_sub(end->iso, 0, 10));
	if (item->behind->series->day_only)
		return same ? day
			    : th_str_fmt(
				  p->a, "%.*s – %.*s", TH_FMT(day), TH_FMT(day_of(p, item, end)));
	th_civil from = civil_at(item, start->at),
		 until = civil_at(item, end ? end->at : start->at);
	if (same)
		return with_zone(p, item,
		    th_str_fmt(p->a, "%.*s, %.*s", TH_FMT(day),
			TH_FMT(hours(p, from, end ? &until : NULL))));
	return with_zone(p, item,
	    th_str_fmt(p->a, "%.*s, %.*s – %.*s, %.*s", TH_FMT(day), TH_FMT(hours(p, from, NULL)),
		TH_FMT(day_of(p, item, end)), TH_FMT(hours(p, until, NULL))));
}

/* ---- a rule ---- */

/* "first", "last", "second to last"; empty: no word for it. */
static th_str ordinal(page *p, int n)
{
	if (n >= 1 && n <= 5)
		return key_word(p, "ordinal", n);
	return n == -1 ? word(p, "ordinal_last") : n == -2 ? word(p, "ordinal_last_2") : TH_NONE;
}

/* "15." or "15th" */
static th_str date_word(page *p, int n)
{
	if (n == -1)
		return word(p, "date_last");
	if (n < 0)
		return TH_NONE;
	if (!speaks(p, "en"))
		return word_fill(p, "date_nth", word_number(p, n), TH_NONE);
	const char *tail = n % 10 == 1 && n != 11   ? "st"
			   : n % 10 == 2 && n != 12 ? "nd"
			   : n % 10 == 3 && n != 13 ? "rd"
						    : "th";
	return th_str_fmt(p->a, "%d%s", n, tail);
}

static bool is_working_week(const th_numbers *days)
{
	unsigned seen = 0;
	for (size_t i = 0; i < days->n; i++)
		seen |= recur_which(days->v[i]) == 0 ? 1u << recur_weekday(days->v[i]) : 1u << 7;
	return seen == 0x3e;
}

/* "Monday, Wednesday and Friday"; false: one of them is numbered. Begins with Monday. */
static bool weekdays(page *p, const th_numbers *days, th_str *out)
{
	th_strs parts = {0};
	for (int day = 1; day <= 7; day++)
		for (size_t i = 0; i < days->n; i++) {
			if (recur_which(days->v[i]) != 0)
				return false;
			if (recur_weekday(days->v[i]) == day % 7)
				*TH_ADD(p->a, &parts) = key_word(p, "weekday", day % 7);
		}
	*out = listed(p, &parts);
	return true;
}

/* "first Thursday", "first and third Thursday"; false: not all of them have a word. */
static bool numbered_days(page *p, const th_recur *r, th_str *out)
{
	th_strs parts = {0}, numbers = {0};
	bool same = true;
	for (size_t i = 0; i < r->days.n; i++) {
		int day = r->days.v[i];
		th_str which = ordinal(p, recur_which(day));
		if (which.n == 0)
			return false;
		same = same && recur_weekday(day) == recur_weekday(r->days.v[0]);
		*TH_ADD(p->a, &numbers) = which;
		*TH_ADD(p->a, &parts) = th_str_fmt(p->a, "%.*s %.*s", TH_FMT(which),
		    TH_FMT(key_word(p, "weekday", recur_weekday(day))));
	}
	*out = listed(p, &parts);
	if (same && r->days.n > 1)
		*out = th_str_fmt(p->a, "%.*s %.*s", TH_FMT(listed(p, &numbers)),
		    TH_FMT(key_word(p, "weekday", recur_weekday(r->days.v[0]))));
	return r->days.n > 0;
}

/* "last working day"; false: another choice. */
static bool chosen_day(page *p, const th_recur *r, th_str *out)
{
	th_str which = r->choices.n == 1 ? ordinal(p, r->choices.v[0]) : TH_NONE;
	if (which.n == 0 || !is_working_week(&r->days) || r->dates.n > 0)
		return false;
	*out = word_fill(p, "working_day", which, TH_NONE);
	return true;
}

static bool dates(page *p, const th_numbers *list, th_str *out)
{
	th_strs parts = {0};
	for (size_t i = 0; i < list->n; i++) {
		th_str one = date_word(p, list->v[i]);
		if (one.n == 0)
			return false;
		*TH_ADD(p->a, &parts) = one;
	}
	*out = listed(p, &parts);
	return true;
}

static th_str months(page *p, const th_numbers *list)
{
	th_strs parts = {0};
	for (int month = 1; month <= 12; month++)
		for (size_t i = 0; i < list->n; i++)
			if (list->v[i] == month)
				*TH_ADD(p->a, &parts) = key_word(p, "month", month);
	return listed(p, &parts);
}

static th_str by_week(page *p, const th_recur *r, th_civil start, int weekday)
{
	th_numbers days = r->days;
	th_str names;
	(void)start;
	if (days.n == 0)
		days = (th_numbers){{(int16_t)weekday}, 1};
	if (!weekdays(p, &days, &names))
		return TH_NONE;
	if (r->step == 1 && is_working_week(&days))
		return word(p, "every_working_day");
	if (r->step == 1)
		return word_fill(p, "every", names, TH_NONE);
	if (r->step == 2 && days.n == 1)
		return word_fill(p, "every_second", names, TH_NONE);
	return word_fill(p, "every_weeks", number(p, r->step), names);
}

static th_str by_day(page *p, const th_recur *r, th_civil start, int weekday)
{
	if (r->dates.n > 0)
		return TH_NONE;
	if (r->days.n > 0 && r->step == 1)
		return by_week(p, r, start, weekday);
	if (r->days.n > 0)
		return TH_NONE;
	return r->step == 1 ? word(p, "every_day")
			    : word_fill(p, "every_days", number(p, r->step), TH_NONE);
}

static th_str by_month(page *p, const th_recur *r, th_civil start, int weekday)
{
	th_str on;
	th_numbers list = r->dates;
	(void)weekday;
	if (r->days.n > 0 && r->dates.n == 0 && r->choices.n == 0 && r->step == 1 &&
	    weekdays(p, &r->days, &on))
		return word_fill(p, "every", on, TH_NONE);
	if (chosen_day(p, r, &on) ||
	    (r->choices.n == 0 && r->dates.n == 0 && numbered_days(p, r, &on)))
		return r->step == 1 ? word_fill(p, "every_month_day", on, TH_NONE)
				    : word_fill(p, "every_months_day", on, ordinal(p, r->step));
	if (r->days.n > 0 || r->choices.n > 0)
		return TH_NONE;
	if (list.n == 0)
		list = (th_numbers){{(int16_t)start.day}, 1};
	if (!dates(p, &list, &on) || (r->step > 1 && ordinal(p, r->step).n == 0))
		return TH_NONE;
	return r->step == 1 ? word_fill(p, "every_month_date", on, TH_NONE)
			    : word_fill(p, "every_months_date", on, ordinal(p, r->step));
}

static th_str by_year(page *p, const th_recur *r, th_civil start, int weekday)
{
	th_str on;
	int month = r->months.n > 0 ? r->months.v[0] : start.month;
	(void)weekday;
	if (r->months.n > 1 || (r->days.n + r->dates.n > 0 && r->months.n == 0))
		return TH_NONE;
	if (chosen_day(p, r, &on) ||
	    (r->choices.n == 0 && r->dates.n == 0 && numbered_days(p, r, &on)))
		on = word_fill(p, "day_in_month", on, key_word(p, "month", month));
	else if (r->days.n > 0 || r->choices.n > 0 || r->dates.n > 1 ||
		 (r->dates.n == 1 && r->dates.v[0] < 0))
		return TH_NONE;
	else
		on = word_fill(p, "date_of_month",
		    word_number(p, r->dates.n > 0 ? r->dates.v[0] : start.day),
		    key_word(p, "month", month));
	return r->step == 1 ? word_fill(p, "every_year", on, TH_NONE)
			    : word_fill(p, "every_years", number(p, r->step), on);
}

/* "…, 8:30–9:30 am, until January 31, 2027" */
static th_str with_limits(page *p, const view_item *item, th_str text)
{
	const th_recur *r = &item->behind->series->recur;
	th_str at = usual_hours(p, item);
	if (at.n > 0)
		text = th_str_fmt(p->a, "%.*s, %.*s", TH_FMT(text), TH_FMT(at));
	if (r->count > 0)
		text = word_fill(p, "times_in_all", text, word_number(p, r->count));
	if (r->until != TH_NEVER)
		text = word_fill(p, "until_day", text, query_day(&p->q, r->until));
	return with_zone(p, item, text);
}

static th_str repeats(page *p, const view_item *item)
{
	static th_str (*const by[])(page *, const th_recur *, th_civil, int) = {
	    NULL, by_day, by_week, by_month, by_year};
	const th_series *s = item->behind->series;
	const th_recur *r = &s->recur;
	if (!series_repeats(s))
		return TH_NONE;
	th_str text = TH_NONE;
	if (r->freq != TH_ONCE)
		text = by[r->freq](p, r, th_civil_of(s->start), th_weekday(s->start));
	if (text.n > 0 && r->months.n > 0 && r->freq != TH_YEARLY)
		text = word_fill(p, "in_months", text, months(p, &r->months));
	return text.n > 0 ? with_limits(p, item, text) : word(p, "repeats_other");
}

void when_fill(page *p, view_item *item)
{
	th_str kind = item->fields ? th_dict_get(item->fields, TH_S("kind")) : TH_NONE;
	if (kind.n > 0)
		item->kind_label = when_kind(p, kind);
	if (item->behind == NULL || item->behind->series == NULL || item->start == NULL)
		return;
	item->when = meeting(p, item);
	item->repeats = repeats(p, item);
}

void when_fill_all(page *p, view_items *items)
{
	for (size_t i = 0; i < items->n; i++)
		when_fill(p, &items->v[i]);
}

th_str when_kind(page *p, th_str kind)
{
	const char *key = th_str_z(p->a, th_str_fmt(p->a, "event_%.*s", TH_FMT(kind)));
	th_str found = word(p, key);
	return th_str_eqz(found, key) ? kind : found;
}

th_str when_days(page *p, const view_item *item, const th_time *walls, size_t n)
{
	enum { SHOWN = 6 };
	th_strs parts = {0};
	for (size_t i = 0; i < n && parts.n < SHOWN; i++) {
		int offset;
		if (zone_instant(item->behind->series->zone, walls[i], &offset) + DAY > p->r->now)
			*TH_ADD(p->a, &parts) = query_day(&p->q, walls[i]);
	}
	return listed(p, &parts);
}
