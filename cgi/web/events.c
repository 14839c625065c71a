/* events.c -- what the list of events, its calendar and the page about the calendar have in common:
 * the selection by terms and kind, its addresses, its filters. Called by page_events.c and
 * page_calendar.c. */
#include "page.h"

static bool has_term(const view_item *item, th_str facet, th_str term)
{
	for (size_t i = 0; i < item->terms.n; i++)
		if (th_str_eq(item->terms.v[i].facet, facet) &&
		    th_str_eq(item->terms.v[i].slug, term))
			return true;
	return false;
}

/* Terms of one facet are alternatives, facets are all required. */
static bool fits(const view_item *item, const selection *s)
{
	for (size_t i = 0; i < s->terms.n; i++) {
		bool one = false;
		for (size_t k = 0; k < s->terms.n; k++)
			if (th_str_eq(s->terms.v[k].facet, s->terms.v[i].facet))
				one =
				    one || has_term(item, s->terms.v[k].facet, s->terms.v[k].term);
		if (!one)
			return false;
	}
	return true;
}

static th_str kind_of(const view_item *item)
{
	return item->fields ? th_dict_get(item->fields, TH_S("kind")) : TH_NONE;
}

static void choose(page *p, events_chosen *c, const view_items *from, view_items *out)
{
	for (size_t i = 0; i < from->n; i++) {
		const view_item *x = &from->v[i];
		*TH_ADD(p->a, &c->all) = *x;
		c->known = c->known || th_str_eq(kind_of(x), c->kind);
		if (!fits(x, &p->all) || (c->kind.n > 0 && !th_str_eq(kind_of(x), c->kind)))
			continue;
		*TH_ADD(p->a, out) = *x;
		if (x->behind->modified > c->modified)
			c->modified = x->behind->modified;
	}
}

/* "place=leipzig&kind=lunch" */
static th_str query_of(page *p, const selection *s, th_str kind)
{
	th_str qs = selection_query(p, s);
	if (kind.n == 0)
		return qs;
	th_buf b = {0};
	th_buf_add(&b, qs);
	th_buf_addz(&b, qs.n > 0 ? "&kind=" : "kind=");
	th_buf_add_url(&b, kind, "");
	qs = th_str_dup(p->a, th_buf_str(&b));
	th_buf_free(&b);
	return qs;
}

bool events_choose(page *p, events_chosen *c)
{
	view_items coming = {0}, past = {0};
	*c = (events_chosen){.modified = TH_NEVER};
	c->kind = request_take(p->r, PARAM_KIND);
	if (!selection_read(p) || p->number > 1 || p->asked.text.n > 0)
		return false;
	query_items(&p->q, TH_S("event"), &coming, &past);
	choose(p, c, &coming, &c->coming);
	choose(p, c, &past, &c->past);
	if (c->kind.n > 0 && !c->known)
		return false;
	c->query = query_of(p, &p->asked, c->kind);
	c->words = selection_words(p, &p->all);
	if (c->kind.n > 0)
		c->words = th_str_fmt(p->a, "%.*s%s%.*s", TH_FMT(c->words),
		    c->words.n > 0 ? ", " : "", TH_FMT(when_kind(p, c->kind)));
	return true;
}

/* ---- filters ---- */

static th_str href_of(page *p, const selection *s, th_str kind)
{
	return url_of(p, TH_S("/events/"), query_of(p, s, kind), 1);
}

static view_option *option(view_filter *f, th_str slug)
{
	for (size_t i = 0; i < f->options.n; i++)
		if (th_str_eq(f->options.v[i].slug, slug))
			return &f->options.v[i];
	return NULL;
}

static void add_option(page *p, view_filter *f, th_str slug, th_str label, bool selected)
{
	if (slug.n == 0 || option(f, slug) != NULL)
		return;
	view_option *o = TH_ADD(p->a, &f->options);
	*o = (view_option){.slug = slug, .label = label, .selected = selected};
	f->active = f->active || selected;
}

static view_filter facet_filter(page *p, const events_chosen *c, th_str facet)
{
	view_filter f = {
	    .facet = facet, .label = edition_facet_label(p->q.e, facet, p->q.ui, false)};
	for (size_t i = 0; i < c->all.n; i++)
		for (size_t k = 0; k < c->all.v[i].terms.n; k++) {
			const view_term *t = &c->all.v[i].terms.v[k];
			if (th_str_eq(t->facet, facet))
				add_option(p, &f, t->slug, t->label,
				    selection_has(&p->all, facet, t->slug));
		}
	for (size_t i = 0; i < f.options.n; i++) {
		view_option *o = &f.options.v[i];
		selection s = o->selected ? selection_without(p, &p->all, facet, o->slug)
					  : selection_with(p, &p->all, facet, o->slug);
		o->href = href_of(p, &s, c->kind);
	}
	return f;
}

static view_filter kind_filter(page *p, const events_chosen *c)
{
	view_filter f = {.facet = TH_S("kind"), .label = word(p, "event_kind")};
	for (size_t i = 0; i < c->all.n; i++) {
		th_str kind = kind_of(&c->all.v[i]);
		add_option(p, &f, kind, when_kind(p, kind), th_str_eq(kind, c->kind));
	}
	for (size_t i = 0; i < f.options.n; i++) {
		view_option *o = &f.options.v[i];
		o->href = href_of(p, &p->all, o->selected ? TH_NONE : o->slug);
	}
	return f;
}

static void add_filter(page *p, view_items_page *items, view_filter f)
{
	if (f.options.n > 1 || f.active)
		*TH_ADD(p->a, &items->filters) = f;
	for (size_t i = 0; i < f.options.n; i++)
		if (f.options.v[i].selected)
			*TH_ADD(p->a, &items->chips) =
			    (view_link){.href = f.options.v[i].href, .label = f.options.v[i].label};
}

void events_filters(page *p, const events_chosen *c, view_items_page *items)
{
	size_t n;
	const edition_facet *facets = edition_facets(p->q.e, &n);
	add_filter(p, items, kind_filter(p, c));
	for (size_t i = 0; i < n; i++)
		add_filter(p, items, facet_filter(p, c, facets[i].name));
	if (c->query.n > 0)
		items->clear = url_of(p, TH_S("/events/"), TH_NONE, 1);
}

/* ---- the calendar of a selection ---- */

const view_calendar *events_calendar(page *p, const events_chosen *c)
{
	view_calendar *cal = TH_NEW(p->a, view_calendar);
	cal->href = url_of(p, TH_S("/events.ics"), c->query, 1);
	cal->url = url_absolute(p, cal->href);
	ptrdiff_t colon = th_str_chr(cal->url, ':');
	cal->webcal = th_str_cat(
	    p->a, TH_S("webcal"), th_str_sub(cal->url, colon < 0 ? 0 : (size_t)colon, cal->url.n));
	if (share_has(p, "calendar"))
		cal->subscribe = url_of(p, TH_S("/events/calendar/"), c->query, 1);
	cal->page = url_of(p, TH_S("/events/"), c->query, 1);
	cal->selection = c->words.n ? c->words : word(p, "calendar_all");
	return cal;
}
