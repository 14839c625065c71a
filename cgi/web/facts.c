/* facts.c -- what is said of a job or an event beside its text: since when, until when, where, how
 * much, each with its label. Called by page_items.c. What stands here in words is what structured
 * data says in its own. */
#include "page.h"

typedef struct facts {
	page *p;
	view_item_page *item;
} facts;

static th_str field(const th_dict *fields, const char *key)
{
	return fields ? th_dict_get(fields, th_strz(key)) : TH_NONE;
}

static void add(facts *f, const char *label, th_str value, th_str iso)
{
	if (value.n > 0)
		*TH_ADD(f->p->a, &f->item->facts) =
		    (view_fact){.label = word(f->p, label), .value = value, .iso = iso};
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

static th_str join(page *p, th_str x, const char *between, th_str y)
{
	return x.n == 0   ? y
	       : y.n == 0 ? x
			  : th_str_fmt(p->a, "%.*s%s%.*s", TH_FMT(x), between, TH_FMT(y));
}

/* "Hafenstraße 4, 25813 Husum, DE"; the place alone when its text gives no address. */
static th_str address(page *p, const th_dict *place, const view_item *item)
{
	th_str city = field(place, "address.city");
	if (city.n == 0)
		city = place_of(item);
	th_str line = join(p, field(place, "address.street"), ", ",
	    join(p, field(place, "address.code"), " ", city));
	line = join(p, line, ", ", field(place, "address.region"));
	line = join(p, line, ", ", field(place, "address.country"));
	return line;
}

static void add_place(facts *f)
{
	add(f, "fact_place", address(f->p, f->item->place, &f->item->item), TH_NONE);
}

th_str facts_location(page *p, const view_item *item)
{
	const th_dict *place = NULL;
	for (size_t i = 0; i < item->terms.n && place == NULL; i++)
		if (th_str_eqz(item->terms.v[i].facet, "place"))
			place = query_term_fields(&p->q, TH_S("place"), item->terms.v[i].slug);
	return join(p, item->subtitle, ", ", address(p, place, item));
}

static void add_event(facts *f)
{
	page *p = f->p;
	const view_item *x = &f->item->item;
	const th_series *s = x->behind ? x->behind->series : NULL;
	if (s != NULL && x->repeats.n > 0 && !x->past)
		add(f, "fact_except", when_days(p, x, s->left_out, s->left_out_count), TH_NONE);
	add_place(f);
	add(f, "fact_kind", x->kind_label, TH_NONE);
}

/* 44000 as 44 000, with a narrow space that does not break; anything else as it stands. */
static th_str grouped(page *p, th_str s)
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
	th_str out = th_str_dup(p->a, th_buf_str(&b));
	th_buf_free(&b);
	return out;
}

/* The word for one of a known set of codes, or the code. */
static th_str coded(page *p, const char *kind, th_str code)
{
	const char *key = th_str_z(p->a, th_str_fmt(p->a, "%s_%.*s", kind, TH_FMT(code)));
	th_str found = word(p, key);
	return th_str_eqz(found, key) ? code : found;
}

static void add_salary(facts *f)
{
	page *p = f->p;
	const th_dict *fields = f->item->item.fields;
	th_str min = grouped(p, field(fields, "salary.min"));
	th_str max = grouped(p, field(fields, "salary.max"));
	th_str line = join(p, join(p, min, " – ", max), " ", field(fields, "salary.currency"));
	th_str unit = field(fields, "salary.unit");
	if (min.n > 0)
		add(f, "fact_salary", join(p, line, " ", unit.n ? coded(p, "unit", unit) : unit),
		    TH_NONE);
}

void facts_fill(page *p, view_item_page *item)
{
	facts f = {p, item};
	if (th_str_eqz(item->kind, "job")) {
		th_str employment = field(item->item.fields, "employment");
		add_date(&f, "fact_posted", item->item.date);
		add_date(&f, "fact_until", item->item.end);
		add_place(&f);
		if (employment.n > 0)
			add(&f, "fact_employment", coded(p, "employment", employment), TH_NONE);
		add_salary(&f);
	}
	if (th_str_eqz(item->kind, "event"))
		add_event(&f);
}
