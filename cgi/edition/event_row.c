/* event_row.c -- converts an event's series to a row and back. Used by write_event.c and
 * query_event.c, so that both programs agree on how a rule is stored. */
#include "teamhub/event_row.h"

#include "teamhub/row_desc.h"

#include <inttypes.h>

#define ROW event_row
static const row_column event_columns[] = {
    TEXT(doc, "doc"),
    TEXT(zone, "zone"),
    NUMBER(start, "start"),
    NUMBER(length, "length"),
    FLAG(day_only, "day"),
    INT(freq, "freq"),
    INT(step, "step"),
    INT(count, "count"),
    INT(week_start, "week_start"),
    NUMBER(until, "until"),
    TEXT(days, "days"),
    TEXT(dates, "dates"),
    TEXT(months, "months"),
    TEXT(choices, "choices"),
    TEXT(added, "added"),
    TEXT(left_out, "left_out"),
    FLAG(cancelled, "cancelled"),
    NUMBER(revision, "revision"),
};
const row_desc event_desc = ROW_INSERT("INSERT INTO event", event_columns);
#undef ROW

/* ---- lists of numbers ---- */

static th_str numbers(th_arena *a, const th_numbers *list)
{
	th_str out = TH_S("");
	for (size_t i = 0; i < list->n; i++)
		out = th_str_fmt(a, "%.*s%s%d", TH_FMT(out), i ? "," : "", list->v[i]);
	return out;
}

static th_str times(th_arena *a, const th_time *list, size_t n)
{
	th_buf b = {0};
	for (size_t i = 0; i < n; i++)
		th_buf_addf(&b, "%s%" PRId64, i ? "," : "", list[i]);
	th_str out = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return out;
}

bool event_number(th_str *rest, int64_t *out)
{
	th_str part;
	uint64_t n;
	if (rest->n == 0 || !th_str_split(rest, ',', &part))
		return false;
	bool minus = th_str_starts(part, TH_S("-"));
	if (!th_str_uint(th_str_sub(part, minus, part.n), (uint64_t)INT64_MAX + 1, &n))
		return false;
	*out = minus ? (int64_t)(0 - n) : (int64_t)n;
	return true;
}

static th_numbers read_numbers(th_str s)
{
	th_numbers out = {0};
	int64_t n;
	while (out.n < RECUR_LIST && event_number(&s, &n))
		out.v[out.n++] = (int16_t)n;
	return out;
}

static const th_time *read_times(th_arena *a, th_str s, size_t *n)
{
	TH_LIST(th_time) list = {0};
	int64_t at;
	while (event_number(&s, &at))
		*TH_ADD(a, &list) = at;
	*n = list.n;
	return list.v;
}

/* ---- a series ---- */

void event_row_fill(event_row *row, const th_series *s, th_arena *a)
{
	const th_recur *r = &s->recur;
	row->start = s->start;
	row->length = s->length;
	row->day_only = s->day_only;
	row->freq = r->freq;
	row->step = r->step;
	row->count = r->count;
	row->week_start = r->week_start;
	row->until = r->until;
	row->days = numbers(a, &r->days);
	row->dates = numbers(a, &r->dates);
	row->months = numbers(a, &r->months);
	row->choices = numbers(a, &r->choices);
	row->added = times(a, s->added, s->added_count);
	row->left_out = times(a, s->left_out, s->left_out_count);
}

void event_row_series(const event_row *row, th_series *s, th_arena *a)
{
	th_recur *r = &s->recur;
	s->start = row->start;
	s->length = row->length;
	s->day_only = row->day_only;
	r->freq = row->freq >= TH_ONCE && row->freq <= TH_YEARLY ? (th_freq)row->freq : TH_ONCE;
	r->step = row->step;
	r->count = row->count;
	r->week_start = row->week_start;
	r->until = row->until;
	r->days = read_numbers(row->days);
	r->dates = read_numbers(row->dates);
	r->months = read_numbers(row->months);
	r->choices = read_numbers(row->choices);
	s->added = read_times(a, row->added, &s->added_count);
	s->left_out = read_times(a, row->left_out, &s->left_out_count);
}
