/* when.c -- when an event takes place, in words: its next meeting ("Thursday, December 3, 2026,
 * 8:30–9:30 am") and its rule ("every first Thursday of the month"). Called by handlers that show
 * events. Words come from words.c, so a theme can replace them. A rule that cannot be put into
 * words well is left out; the next dates tell enough. */
#include "event.h"

#include <stdio.h>

enum { DAY = 86400 };

static th_str key_word(hub_site *site, const char *key, int n)
{
	char full[32];
	snprintf(full, sizeof(full), "%s_%d", key, n);
	return word(site, full);
}

/* "2" as "two" if there is a word. */
static th_str number(hub_site *site, int n)
{
	return n >= 2 && n <= 6 ? key_word(site, "number", n) : word_number(site->q.a, n);
}

static th_str listed(hub_site *site, const th_strs *parts)
{
	th_str out = parts->n > 0 ? parts->v[0] : TH_S("");
	for (size_t i = 1; i + 1 < parts->n; i++)
		out = th_str_fmt(site->q.a, "%.*s, %.*s", TH_FMT(out), TH_FMT(parts->v[i]));
	if (parts->n > 1)
		out = word_fill(site, "list_and", out, parts->v[parts->n - 1]);
	return out;
}

/* ---- the time of day ---- */

static bool speaks(const hub_site *site, const char *lang)
{
	return th_str_starts(site->q.ui, th_strz(lang));
}

/* "8.30", "8:30", "08:30"; full hours without minutes where people say it that way. */
static th_str clock_of(hub_site *site, th_civil c)
{
	if (speaks(site, "de"))
		return c.minute ? th_str_fmt(site->q.a, "%d.%02d", c.hour, c.minute)
				: th_str_fmt(site->q.a, "%d", c.hour);
	if (!speaks(site, "en"))
		return th_str_fmt(site->q.a, "%02d:%02d", c.hour, c.minute);
	int hour = c.hour % 12 == 0 ? 12 : c.hour % 12;
	return c.minute ? th_str_fmt(site->q.a, "%d:%02d", hour, c.minute)
			: th_str_fmt(site->q.a, "%d", hour);
}

/* "8:30–9:30 am", "11:30 am – 1 pm", "8.30–9.30 Uhr"; one time when `until` is NULL. */
static th_str hours(hub_site *site, th_civil from, const th_civil *until)
{
	th_str begin = clock_of(site, from), end = until ? clock_of(site, *until) : TH_NONE;
	const char *half = from.hour < 12 ? "am" : "pm";
	if (!speaks(site, "en")) {
		if (until != NULL)
			begin = th_str_fmt(site->q.a, "%.*s–%.*s", TH_FMT(begin), TH_FMT(end));
		return word_fill(site, "clock", begin, TH_NONE);
	}
	if (until == NULL)
		return th_str_fmt(site->q.a, "%.*s %s", TH_FMT(begin), half);
	if ((from.hour < 12) == (until->hour < 12))
		return th_str_fmt(site->q.a, "%.*s–%.*s %s", TH_FMT(begin), TH_FMT(end), half);
	return th_str_fmt(site->q.a, "%.*s %s – %.*s %s", TH_FMT(begin), half, TH_FMT(end),
	    until->hour < 12 ? "am" : "pm");
}

static th_civil civil_at(const view_item *item, th_time at)
{
	return th_civil_of(at + (th_time)zone_offset(item->behind->series->zone, at) * 60);
}

/* The hours of a regular meeting. */
static th_str usual_hours(hub_site *site, const view_item *item)
{
	const th_series *s = item->behind->series;
	th_civil from = th_civil_of(s->start), until = th_civil_of(s->start + s->length);
	return s->day_only ? TH_NONE : hours(site, from, s->length > 0 ? &until : NULL);
}

/* ---- one meeting ---- */

static th_str day_of(hub_site *site, const view_item *item, const view_date *d)
{
	th_time wall = d->at + (th_time)zone_offset(item->behind->series->zone, d->at) * 60;
	return word_fill(
	    site, "weekday_date", key_word(site, "weekday", th_weekday(wall)), d->label);
}

/* For an event elsewhere: "London time". */
static th_str with_zone(hub_site *site, const view_item *item, th_str text)
{
	th_str zone = item->behind->zone;
	if (zone.n == 0 || item->behind->series->day_only ||
	    th_str_eq(zone, edition_meta(site->q.e, TH_S("timezone"))))
		return text;
	char *city =
	    th_str_z(site->q.a, th_str_sub(zone, (size_t)(th_str_rchr(zone, '/') + 1), zone.n));
	for (char *c = city; *c; c++)
		if (*c == '_')
			*c = ' ';
	return word_fill(site, "zone_time", text, th_strz(city));
}

static th_str meeting(hub_site *site, const view_item *item)
{
	const view_date *start = item->start, *end = item->end;
	th_str day = day_of(site, item, start);
	bool same =
	    end == NULL || th_str_eq(th_str_sub(start->iso, 0, 10), th_str_sub(end->iso, 0, 10));
	if (item->behind->series->day_only)
		return same ? day
			    : th_str_fmt(site->q.a, "%.*s – %.*s", TH_FMT(day),
				  TH_FMT(day_of(site, item, end)));
	th_civil from = civil_at(item, start->at),
		 until = civil_at(item, end ? end->at : start->at);
	if (same)
		return with_zone(site, item,
		    th_str_fmt(site->q.a, "%.*s, %.*s", TH_FMT(day),
			TH_FMT(hours(site, from, end ? &until : NULL))));
	return with_zone(site, item,
	    th_str_fmt(site->q.a, "%.*s, %.*s – %.*s, %.*s", TH_FMT(day),
		TH_FMT(hours(site, from, NULL)), TH_FMT(day_of(site, item, end)),
		TH_FMT(hours(site, until, NULL))));
}

/* ---- a rule ---- */

/* "first", "last", "second to last"; empty: no word for it. */
static th_str ordinal(hub_site *site, int n)
{
	if (n >= 1 && n <= 5)
		return key_word(site, "ordinal", n);
	return n == -1   ? word(site, "ordinal_last")
	       : n == -2 ? word(site, "ordinal_last_2")
			 : TH_NONE;
}

/* "15." or "15th" */
static th_str date_word(hub_site *site, int n)
{
	if (n == -1)
		return word(site, "date_last");
	if (n < 0)
		return TH_NONE;
	if (!speaks(site, "en"))
		return word_fill(site, "date_nth", word_number(site->q.a, n), TH_NONE);
	const char *tail = n % 10 == 1 && n != 11   ? "st"
			   : n % 10 == 2 && n != 12 ? "nd"
			   : n % 10 == 3 && n != 13 ? "rd"
						    : "th";
	return th_str_fmt(site->q.a, "%d%s", n, tail);
}

static bool is_working_week(const th_numbers *days)
{
	unsigned seen = 0;
	for (size_t i = 0; i < days->n; i++)
		seen |= recur_which(days->v[i]) == 0 ? 1u << recur_weekday(days->v[i]) : 1u << 7;
	return seen == 0x3e;
}

/* "Monday, Wednesday and Friday"; false: one of them has a number. Begins with Monday. */
static bool weekdays(hub_site *site, const th_numbers *days, th_str *out)
{
	th_strs parts = {0};
	for (int day = 1; day <= 7; day++)
		for (size_t i = 0; i < days->n; i++) {
			if (recur_which(days->v[i]) != 0)
				return false;
			if (recur_weekday(days->v[i]) == day % 7)
				*TH_ADD(site->q.a, &parts) = key_word(site, "weekday", day % 7);
		}
	*out = listed(site, &parts);
	return true;
}

/* "first Thursday", "first and third Thursday"; false: there is no word for one of them. */
static bool numbered_days(hub_site *site, const th_recur *r, th_str *out)
{
	th_strs parts = {0}, numbers = {0};
	bool same = true;
	for (size_t i = 0; i < r->days.n; i++) {
		int day = r->days.v[i];
		th_str which = ordinal(site, recur_which(day));
		if (which.n == 0)
			return false;
		same = same && recur_weekday(day) == recur_weekday(r->days.v[0]);
		*TH_ADD(site->q.a, &numbers) = which;
		*TH_ADD(site->q.a, &parts) = th_str_fmt(site->q.a, "%.*s %.*s", TH_FMT(which),
		    TH_FMT(key_word(site, "weekday", recur_weekday(day))));
	}
	*out = listed(site, &parts);
	if (same && r->days.n > 1)
		*out = th_str_fmt(site->q.a, "%.*s %.*s", TH_FMT(listed(site, &numbers)),
		    TH_FMT(key_word(site, "weekday", recur_weekday(r->days.v[0]))));
	return r->days.n > 0;
}

/* "last working day"; false: another choice. */
static bool chosen_day(hub_site *site, const th_recur *r, th_str *out)
{
	th_str which = r->choices.n == 1 ? ordinal(site, r->choices.v[0]) : TH_NONE;
	if (which.n == 0 || !is_working_week(&r->days) || r->dates.n > 0)
		return false;
	*out = word_fill(site, "working_day", which, TH_NONE);
	return true;
}

static bool dates(hub_site *site, const th_numbers *list, th_str *out)
{
	th_strs parts = {0};
	for (size_t i = 0; i < list->n; i++) {
		th_str one = date_word(site, list->v[i]);
		if (one.n == 0)
			return false;
		*TH_ADD(site->q.a, &parts) = one;
	}
	*out = listed(site, &parts);
	return true;
}

static th_str months(hub_site *site, const th_numbers *list)
{
	th_strs parts = {0};
	for (int month = 1; month <= 12; month++)
		for (size_t i = 0; i < list->n; i++)
			if (list->v[i] == month)
				*TH_ADD(site->q.a, &parts) = key_word(site, "month", month);
	return listed(site, &parts);
}

static th_str by_week(hub_site *site, const th_recur *r, th_civil start, int weekday)
{
	th_numbers days = r->days;
	th_str names;
	(void)start;
	if (days.n == 0)
		days = (th_numbers){{(int16_t)weekday}, 1};
	if (!weekdays(site, &days, &names))
		return TH_NONE;
	if (r->step == 1 && is_working_week(&days))
		return word(site, "every_working_day");
	if (r->step == 1)
		return word_fill(site, "every", names, TH_NONE);
	if (r->step == 2 && days.n == 1)
		return word_fill(site, "every_second", names, TH_NONE);
	return word_fill(site, "every_weeks", number(site, r->step), names);
}

static th_str by_day(hub_site *site, const th_recur *r, th_civil start, int weekday)
{
	if (r->dates.n > 0)
		return TH_NONE;
	if (r->days.n > 0 && r->step == 1)
		return by_week(site, r, start, weekday);
	if (r->days.n > 0)
		return TH_NONE;
	return r->step == 1 ? word(site, "every_day")
			    : word_fill(site, "every_days", number(site, r->step), TH_NONE);
}

static th_str by_month(hub_site *site, const th_recur *r, th_civil start, int weekday)
{
	th_str on;
	th_numbers list = r->dates;
	(void)weekday;
	if (r->days.n > 0 && r->dates.n == 0 && r->choices.n == 0 && r->step == 1 &&
	    weekdays(site, &r->days, &on))
		return word_fill(site, "every", on, TH_NONE);
	if (chosen_day(site, r, &on) ||
	    (r->choices.n == 0 && r->dates.n == 0 && numbered_days(site, r, &on)))
		return r->step == 1
			   ? word_fill(site, "every_month_day", on, TH_NONE)
			   : word_fill(site, "every_months_day", on, ordinal(site, r->step));
	if (r->days.n > 0 || r->choices.n > 0)
		return TH_NONE;
	if (list.n == 0)
		list = (th_numbers){{(int16_t)start.day}, 1};
	if (!dates(site, &list, &on) || (r->step > 1 && ordinal(site, r->step).n == 0))
		return TH_NONE;
	return r->step == 1 ? word_fill(site, "every_month_date", on, TH_NONE)
			    : word_fill(site, "every_months_date", on, ordinal(site, r->step));
}

static th_str by_year(hub_site *site, const th_recur *r, th_civil start, int weekday)
{
	th_str on;
	int month = r->months.n > 0 ? r->months.v[0] : start.month;
	(void)weekday;
	if (r->months.n > 1 || (r->days.n + r->dates.n > 0 && r->months.n == 0))
		return TH_NONE;
	if (chosen_day(site, r, &on) ||
	    (r->choices.n == 0 && r->dates.n == 0 && numbered_days(site, r, &on)))
		on = word_fill(site, "day_in_month", on, key_word(site, "month", month));
	else if (r->days.n > 0 || r->choices.n > 0 || r->dates.n > 1 ||
		 (r->dates.n == 1 && r->dates.v[0] < 0))
		return TH_NONE;
	else
		on = word_fill(site, "date_of_month",
		    word_number(site->q.a, r->dates.n > 0 ? r->dates.v[0] : start.day),
		    key_word(site, "month", month));
	return r->step == 1 ? word_fill(site, "every_year", on, TH_NONE)
			    : word_fill(site, "every_years", number(site, r->step), on);
}

/* "…, 8:30–9:30 am, until January 31, 2027" */
static th_str with_limits(hub_site *site, const view_item *item, th_str text)
{
	const th_recur *r = &item->behind->series->recur;
	th_str at = usual_hours(site, item);
	if (at.n > 0)
		text = th_str_fmt(site->q.a, "%.*s, %.*s", TH_FMT(text), TH_FMT(at));
	if (r->count > 0)
		text = word_fill(site, "times_in_all", text, word_number(site->q.a, r->count));
	if (r->until != TH_NEVER)
		text = word_fill(site, "until_day", text, query_day(&site->q, r->until));
	return with_zone(site, item, text);
}

static th_str repeats(hub_site *site, const view_item *item)
{
	static th_str (*const by[])(hub_site *, const th_recur *, th_civil, int) = {
	    NULL, by_day, by_week, by_month, by_year};
	const th_series *s = item->behind->series;
	const th_recur *r = &s->recur;
	if (!series_repeats(s))
		return TH_NONE;
	th_str text = TH_NONE;
	if (r->freq != TH_ONCE)
		text = by[r->freq](site, r, th_civil_of(s->start), th_weekday(s->start));
	if (text.n > 0 && r->months.n > 0 && r->freq != TH_YEARLY)
		text = word_fill(site, "in_months", text, months(site, &r->months));
	return text.n > 0 ? with_limits(site, item, text) : word(site, "repeats_other");
}

void when_fill(hub_site *site, view_item *item)
{
	th_str kind = item->fields ? th_dict_get(item->fields, TH_S("kind")) : TH_NONE;
	if (kind.n > 0)
		item->kind_label = when_kind(site, kind);
	if (item->behind == NULL || item->behind->series == NULL || item->start == NULL)
		return;
	item->when = meeting(site, item);
	item->repeats = repeats(site, item);
}

void when_fill_all(hub_site *site, view_items *items)
{
	for (size_t i = 0; i < items->n; i++)
		when_fill(site, &items->v[i]);
}

th_str when_kind(hub_site *site, th_str kind)
{
	const char *key = th_str_z(site->q.a, th_str_fmt(site->q.a, "event_%.*s", TH_FMT(kind)));
	th_str found = word(site, key);
	return th_str_eqz(found, key) ? kind : found;
}

th_str when_days(hub_site *site, const view_item *item, const th_time *walls, size_t n)
{
	enum { SHOWN = 6 };
	th_strs parts = {0};
	for (size_t i = 0; i < n && parts.n < SHOWN; i++) {
		int offset;
		if (zone_instant(item->behind->series->zone, walls[i], &offset) + DAY > site->q.now)
			*TH_ADD(site->q.a, &parts) = query_day(&site->q, walls[i]);
	}
	return listed(site, &parts);
}
