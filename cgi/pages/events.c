/* events.c -- what the list of events, its calendar and the page about the calendar share:
 * selection by terms and kind, addresses, filters. Called by page_events.c and page_calendar.c. */
#include "event.h"
#include "teamhub/selection.h"

static bool has_term(const view_item *item, th_str facet, th_str term)
{
	for (size_t i = 0; i < item->terms.n; i++)
		if (th_str_eq(item->terms.v[i].facet, facet) &&
		    th_str_eq(item->terms.v[i].slug, term))
			return true;
	return false;
}

/* Terms of one facet are alternatives; every facet must match. */
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

static void choose(
    th_arena *a, const request *req, events_chosen *c, const view_items *from, view_items *out)
{
	for (size_t i = 0; i < from->n; i++) {
		const view_item *x = &from->v[i];
		*TH_ADD(a, &c->all) = *x;
		c->known = c->known || th_str_eq(kind_of(x), c->kind);
		if (!fits(x, &req->selected) || (c->kind.n > 0 && !th_str_eq(kind_of(x), c->kind)))
			continue;
		*TH_ADD(a, out) = *x;
		if (x->behind->modified > c->modified)
			c->modified = x->behind->modified;
	}
}

/* "place=leipzig&kind=lunch" */
static th_str query_of(th_arena *a, const selection *s, th_str kind)
{
	th_str qs = selection_query(a, s);
	if (kind.n == 0)
		return qs;
	th_buf b = {0};
	th_buf_add(&b, qs);
	th_buf_addz(&b, qs.n > 0 ? "&kind=" : "kind=");
	th_buf_add_url(&b, kind, "");
	qs = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return qs;
}

bool events_choose(hub_site *site, request *req, events_chosen *c)
{
	view_items coming = {0}, past = {0};
	*c = (events_chosen){.modified = TH_NEVER};
	c->kind = request_take(req->sent, PARAM_KIND);
	if (!selection_read(site, req) || req->number > 1 || req->queried.text.n > 0)
		return false;
	query_items(&site->q, TH_S("event"), &coming, &past);
	choose(site->q.a, req, c, &coming, &c->coming);
	choose(site->q.a, req, c, &past, &c->past);
	if (c->kind.n > 0 && !c->known)
		return false;
	c->query = query_of(site->q.a, &req->queried, c->kind);
	c->words = selection_words(site, &req->selected);
	if (c->kind.n > 0)
		c->words = th_str_fmt(site->q.a, "%.*s%s%.*s", TH_FMT(c->words),
		    c->words.n > 0 ? ", " : "", TH_FMT(when_kind(site, c->kind)));
	return true;
}

/* ---- filters ---- */

static th_str href_of(hub_site *site, const selection *s, th_str kind)
{
	return url_of(site, TH_S("/events/"), query_of(site->q.a, s, kind), 1);
}

static view_option *option(view_filter *f, th_str slug)
{
	for (size_t i = 0; i < f->options.n; i++)
		if (th_str_eq(f->options.v[i].slug, slug))
			return &f->options.v[i];
	return NULL;
}

static void add_option(th_arena *a, view_filter *f, th_str slug, th_str label, bool selected)
{
	if (slug.n == 0 || option(f, slug) != NULL)
		return;
	view_option *o = TH_ADD(a, &f->options);
	*o = (view_option){.slug = slug, .label = label, .selected = selected};
	f->active = f->active || selected;
}

static view_filter facet_filter(
    hub_site *site, const request *req, const events_chosen *c, th_str facet)
{
	view_filter f = {
	    .facet = facet, .label = edition_facet_label(site->q.e, facet, site->q.ui, false)};
	for (size_t i = 0; i < c->all.n; i++)
		for (size_t k = 0; k < c->all.v[i].terms.n; k++) {
			const view_term *t = &c->all.v[i].terms.v[k];
			if (th_str_eq(t->facet, facet))
				add_option(site->q.a, &f, t->slug, t->label,
				    selection_has(&req->selected, facet, t->slug));
		}
	size_t kept = 0;
	for (size_t i = 0; i < f.options.n; i++) {
		view_option o = f.options.v[i];
		selection s = o.selected
				  ? selection_without(site->q.a, &req->selected, facet, o.slug)
				  : selection_with(site, &req->selected, facet, o.slug);
		if (!url_has_page(site, &s))
			continue;
		o.href = href_of(site, &s, c->kind);
		f.options.v[kept++] = o;
	}
	f.options.n = kept;
	return f;
}

static view_filter kind_filter(hub_site *site, const request *req, const events_chosen *c)
{
	view_filter f = {.facet = TH_S("kind"), .label = word(site, "event_kind")};
	for (size_t i = 0; i < c->all.n; i++) {
		th_str kind = kind_of(&c->all.v[i]);
		add_option(site->q.a, &f, kind, when_kind(site, kind), th_str_eq(kind, c->kind));
	}
	for (size_t i = 0; i < f.options.n; i++) {
		view_option *o = &f.options.v[i];
		o->href = href_of(site, &req->selected, o->selected ? TH_NONE : o->slug);
	}
	return f;
}

static void add_filter(th_arena *a, view_items_page *items, view_filter f)
{
	if (f.options.n > 1 || f.active)
		*TH_ADD(a, &items->filters) = f;
	for (size_t i = 0; i < f.options.n; i++)
		if (f.options.v[i].selected)
			*TH_ADD(a, &items->chips) =
			    (view_link){.href = f.options.v[i].href, .label = f.options.v[i].label};
}

void events_filters(
    hub_site *site, const request *req, const events_chosen *c, view_items_page *items)
{
	size_t n;
	const edition_facet *facets = edition_facets(site->q.e, &n);
	add_filter(site->q.a, items, kind_filter(site, req, c));
	for (size_t i = 0; i < n; i++)
		add_filter(site->q.a, items, facet_filter(site, req, c, facets[i].name));
	if (c->query.n > 0)
		items->clear = url_of(site, TH_S("/events/"), TH_NONE, 1);
}

/* ---- the calendar of a selection ---- */

const view_calendar *events_calendar(hub_site *site, const events_chosen *c)
{
	view_calendar *cal = TH_NEW(site->q.a, view_calendar);
	cal->href = url_of(site, TH_S("/events.ics"), c->query, 1);
	cal->url = url_absolute(site, cal->href);
	ptrdiff_t colon = th_str_chr(cal->url, ':');
	cal->webcal = th_str_cat(site->q.a, TH_S("webcal"),
	    th_str_sub(cal->url, colon < 0 ? 0 : (size_t)colon, cal->url.n));
	if (site_has_layout(site, "calendar"))
		cal->subscribe = url_of(site, TH_S("/events/calendar/"), c->query, 1);
	cal->page = url_of(site, TH_S("/events/"), c->query, 1);
	cal->selection = c->words.n ? c->words : word(site, "calendar_all");
	return cal;
}
