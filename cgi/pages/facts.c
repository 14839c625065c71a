/* facts.c -- facts about a job or an event besides its text: since when, until when, where, how
 * much, each with its label. Called by page_items.c. Structured data says the same in its own
 * way. */
#include "event.h"
#include "item.h"

typedef struct facts {
	hub_site *site;
	view_item_page *item;
} facts;

static th_str field(const th_dict *fields, const char *key)
{
	return fields ? th_dict_get(fields, th_strz(key)) : TH_NONE;
}

static void add(facts *f, const char *label, th_str value, th_str iso)
{
	if (value.n > 0)
		*TH_ADD(f->site->q.a, &f->item->facts) =
		    (view_fact){.label = word(f->site, label), .value = value, .iso = iso};
}

static void add_date(facts *f, const char *label, const view_date *d)
{
	if (d != NULL)
		add(f, label, d->label, d->time.n ? d->iso : th_str_sub(d->iso, 0, 10));
}

static th_str place_of(const view_item *item)
{
	for (size_t i = 0; i < item->terms.n; i++)
		if (th_str_eqz(item->terms.v[i].facet, "place"))
			return item->terms.v[i].label;
	return TH_NONE;
}

static th_str join(th_arena *a, th_str x, const char *between, th_str y)
{
	return x.n == 0   ? y
	       : y.n == 0 ? x
			  : th_str_fmt(a, "%.*s%s%.*s", TH_FMT(x), between, TH_FMT(y));
}

/* "Hafenstraße 4, 25813 Husum, DE"; only the place if its text has no address. */
static th_str address(th_arena *a, const th_dict *place, const view_item *item)
{
	th_str city = field(place, "address.city");
	if (city.n == 0)
		city = place_of(item);
	th_str line = join(a, field(place, "address.street"), ", ",
	    join(a, field(place, "address.code"), " ", city));
	line = join(a, line, ", ", field(place, "address.region"));
	line = join(a, line, ", ", field(place, "address.country"));
	return line;
}

static void add_place(facts *f)
{
	add(f, "fact_place", address(f->site->q.a, f->item->place, &f->item->item), TH_NONE);
}

th_str facts_location(hub_site *site, const view_item *item)
{
	const th_dict *place = NULL;
	for (size_t i = 0; i < item->terms.n && place == NULL; i++)
		if (th_str_eqz(item->terms.v[i].facet, "place"))
			place = query_term_fields(&site->q, TH_S("place"), item->terms.v[i].slug);
	return join(site->q.a, item->subtitle, ", ", address(site->q.a, place, item));
}

static void add_event(facts *f)
{
	hub_site *site = f->site;
	const view_item *x = &f->item->item;
	const th_series *s = x->behind ? x->behind->series : NULL;
	if (s != NULL && x->repeats.n > 0 && !x->past)
		add(f, "fact_except", when_days(site, x, s->left_out, s->left_out_count), TH_NONE);
	add_place(f);
	add(f, "fact_kind", x->kind_label, TH_NONE);
}

/* 44000 as 44 000, with a narrow no-break space; anything else unchanged. */
static th_str grouped(th_arena *a, th_str s)
{
	uint64_t n;
	th_buf b = {0};
	if (!th_str_uint(s, 1000000000, &n))
		return s;
	for (size_t i = 0; i < s.n; i++) {
		if (i > 0 && (s.n - i) % 3 == 0)
			th_buf_addz(&b, "\xe2\x80\xaf");
		th_buf_addc(&b, s.p[i]);
	}
	th_str out = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return out;
}

/* The word for a known code, or the code itself. */
static th_str coded(hub_site *site, const char *kind, th_str code)
{
	const char *key = th_str_z(site->q.a, th_str_fmt(site->q.a, "%s_%.*s", kind, TH_FMT(code)));
	th_str found = word(site, key);
	return th_str_eqz(found, key) ? code : found;
}

static void add_salary(facts *f)
{
	hub_site *site = f->site;
	const th_dict *fields = f->item->item.fields;
	th_str min = grouped(site->q.a, field(fields, "salary.min"));
	th_str max = grouped(site->q.a, field(fields, "salary.max"));
	th_str line = join(
	    site->q.a, join(site->q.a, min, " – ", max), " ", field(fields, "salary.currency"));
	th_str unit = field(fields, "salary.unit");
	if (min.n > 0)
		add(f, "fact_salary",
		    join(site->q.a, line, " ", unit.n ? coded(site, "unit", unit) : unit), TH_NONE);
}

void facts_fill(hub_site *site, view_item_page *item)
{
	facts f = {site, item};
	if (th_str_eqz(item->kind, "job")) {
		th_str employment = field(item->item.fields, "employment");
		add_date(&f, "fact_posted", item->item.date);
		add_date(&f, "fact_until", item->item.end);
		add_place(&f);
		if (employment.n > 0)
			add(&f, "fact_employment", coded(site, "employment", employment), TH_NONE);
		add_salary(&f);
	}
	if (th_str_eqz(item->kind, "event"))
		add_event(&f);
}
