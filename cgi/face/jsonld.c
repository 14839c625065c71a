/* jsonld.c -- what a page shows, repeated for search engines: schema.org types as JSON-LD, with the
 * properties that Google documents for each kind of result
 * (developers.google.com/search/docs/appearance/structured-data). Called by web/ for each page
 * before it is written.
 *
 * Never says more than the page shows, nor anything that must not be said elsewhere: no picture
 * without consent to share cards, no employer for somebody who has left. A type that lacks a
 * required property is left out, since half a type is an error there. */
#include "teamhub/face.h"
#include "teamhub/json.h"

typedef struct writer {
	th_json j;
	th_str origin;
	const view *v;
} writer;

/* ---- JSON ---- */

static void text(writer *w, const char *key, th_str value)
{
	if (value.n > 0)
		json_text(&w->j, key, value);
}

static void begin(writer *w, const char *key, const char *type)
{
	json_begin(&w->j, key, '{');
	text(w, "@type", th_strz(type));
}

/* An address: made absolute when it begins at the root. */
static void address(writer *w, const char *key, th_str href)
{
	if (href.n == 0)
		return;
	th_buf b = {0};
	if (href.p[0] == '/')
		th_buf_add(&b, w->origin);
	th_buf_add(&b, href);
	json_text(&w->j, key, th_buf_str(&b));
	th_buf_free(&b);
}

static bool is_url(th_str s)
{
	return th_str_starts(s, TH_S("https://")) || th_str_starts(s, TH_S("http://"));
}

/* ---- people and the organisation ---- */

static void organization(writer *w, const char *key)
{
	const view_site *s = w->v->site;
	if (s->company.n == 0)
		return;
	begin(w, key, "Organization");
	text(w, "name", s->company);
	address(w, "url", s->company_url);
	json_end(&w->j, '}');
}

static void person(writer *w, const char *key, const view_person *p)
{
	begin(w, key, "Person");
	text(w, "name", p->name);
	if (p->page)
		address(w, "url", p->href);
	json_end(&w->j, '}');
}

/* The share card's picture: with it, people agreed to be shown elsewhere. */
static void image(writer *w)
{
	address(w, "image", w->v->page->image);
}

/* ---- pages ---- */

static void crumbs(writer *w)
{
	const view_links *list = &w->v->page->crumbs;
	if (list->n < 2)
		return;
	begin(w, NULL, "BreadcrumbList");
	json_begin(&w->j, "itemListElement", '[');
	for (size_t i = 0; i < list->n; i++) {
		begin(w, NULL, "ListItem");
		json_number(&w->j, "position", (int64_t)i + 1);
		text(w, "name", list->v[i].label);
		address(w, "item", list->v[i].href);
		json_end(&w->j, '}');
	}
	json_end(&w->j, ']');
	json_end(&w->j, '}');
}

static void start(writer *w)
{
	const view_site *s = w->v->site;
	begin(w, NULL, "WebSite");
	text(w, "name", s->title);
	address(w, "url", w->v->page->canonical);
	text(w, "description", s->tagline);
	text(w, "inLanguage", s->lang);
	organization(w, "publisher");
	json_end(&w->j, '}');
	organization(w, NULL);
}

static void story(writer *w)
{
	const view_story *s = w->v->story;
	const view_card *c = &s->card;
	const view_date *changed = s->updated ? s->updated : c->date;
	if (c->date == NULL)
		return;
	begin(w, NULL, "BlogPosting");
	text(w, "headline", c->title);
	text(w, "description", c->summary);
	text(w, "datePublished", c->date->iso);
	text(w, "dateModified", changed->iso);
	text(w, "inLanguage", c->lang);
	image(w);
	json_begin(&w->j, "author", '[');
	for (size_t i = 0; i < c->byline.n; i++)
		person(w, NULL, &c->byline.v[i]);
	if (c->byline.n == 0)
		organization(w, NULL);
	json_end(&w->j, ']');
	organization(w, "publisher");
	address(w, "mainEntityOfPage", w->v->page->canonical);
	json_end(&w->j, '}');
}

static void profile(writer *w)
{
	const view_person_page *page = w->v->person;
	const view_person *p = &page->person;
	begin(w, NULL, "ProfilePage");
	address(w, "url", w->v->page->canonical);
	text(w, "inLanguage", w->v->site->lang);
	begin(w, "mainEntity", "Person");
	text(w, "name", p->name);
	text(w, "description", p->summary);
	text(w, "jobTitle", p->role);
	if (p->portrait != NULL && !p->portrait->generated && w->v->page->image.n > 0)
		address(w, "image", p->portrait->src);
	address(w, "url", w->v->page->canonical);
	if (!p->former)
		organization(w, "worksFor");
	if (page->links.n > 0) {
		json_begin(&w->j, "sameAs", '[');
		for (size_t i = 0; i < page->links.n; i++)
			if (is_url(page->links.v[i].href))
				json_text(&w->j, NULL, page->links.v[i].href);
		json_end(&w->j, ']');
	}
	json_end(&w->j, '}');
	json_end(&w->j, '}');
}

/* ---- lists ---- */

static void list_begin(writer *w)
{
	begin(w, NULL, "CollectionPage");
	text(w, "name", w->v->page->title);
	address(w, "url", w->v->page->canonical);
	text(w, "inLanguage", w->v->site->lang);
	begin(w, "mainEntity", "ItemList");
	json_begin(&w->j, "itemListElement", '[');
}

static void list_item(writer *w, size_t position, th_str title, th_str href)
{
	begin(w, NULL, "ListItem");
	json_number(&w->j, "position", (int64_t)position);
	address(w, "url", href);
	text(w, "name", title);
	json_end(&w->j, '}');
}

static void list_end(writer *w)
{
	json_end(&w->j, ']');
	json_end(&w->j, '}');
	json_end(&w->j, '}');
}

static void cards(writer *w, const view_cards *list)
{
	if (list->n == 0)
		return;
	list_begin(w);
	for (size_t i = 0; i < list->n; i++)
		list_item(w, i + 1, list->v[i].title, list->v[i].href);
	list_end(w);
}

static void items(writer *w, const view_items *list)
{
	if (list->n == 0)
		return;
	list_begin(w);
	for (size_t i = 0; i < list->n; i++)
		list_item(w, i + 1, list->v[i].title, list->v[i].href);
	list_end(w);
}

static void people(writer *w, const view_people *list)
{
	size_t n = 0;
	for (size_t i = 0; i < list->n; i++)
		n += list->v[i].page;
	if (n == 0)
		return;
	list_begin(w);
	n = 0;
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].page)
			list_item(w, ++n, list->v[i].name, list->v[i].href);
	list_end(w);
}

/* ---- places ---- */

static th_str field(const th_dict *fields, const char *key)
{
	return fields ? th_dict_get(fields, th_strz(key)) : TH_NONE;
}

static th_str place_of(const view_item *item)
{
	for (size_t i = 0; i < item->terms.n; i++)
		if (th_str_eqz(item->terms.v[i].facet, "place"))
			return item->terms.v[i].label;
	return TH_NONE;
}

/* The address of the place, as the page shows it. */
static void postal(writer *w, const view_item_page *page)
{
	th_str city = field(page->place, "address.city");
	begin(w, "address", "PostalAddress");
	text(w, "streetAddress", field(page->place, "address.street"));
	text(w, "postalCode", field(page->place, "address.code"));
	text(w, "addressLocality", city.n ? city : place_of(&page->item));
	text(w, "addressRegion", field(page->place, "address.region"));
	text(w, "addressCountry", field(page->place, "address.country"));
	json_end(&w->j, '}');
}

/* ---- jobs ---- */

static bool is_number(th_str s)
{
	uint64_t n;
	ptrdiff_t dot = th_str_chr(s, '.');
	th_str whole = dot < 0 ? s : th_str_sub(s, 0, (size_t)dot);
	return th_str_uint(whole, 1000000000, &n) &&
	       (dot < 0 || th_str_uint(th_str_sub(s, (size_t)dot + 1, s.n), 1000000, &n));
}

static void number(writer *w, const char *key, th_str value)
{
	if (is_number(value))
		json_raw(&w->j, key, value);
}

static bool is_one_of(th_str s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (th_str_eqz(s, list[i]))
			return true;
	return false;
}

static void salary(writer *w, const th_dict *fields)
{
	static const char *const units[] = {"HOUR", "DAY", "WEEK", "MONTH", "YEAR"};
	th_str min = field(fields, "salary.min"), max = field(fields, "salary.max");
	th_str unit = field(fields, "salary.unit"), currency = field(fields, "salary.currency");
	if (!is_number(min) || currency.n != 3 || !is_one_of(unit, units, TH_COUNT(units)))
		return;
	begin(w, "baseSalary", "MonetaryAmount");
	text(w, "currency", currency);
	begin(w, "value", "QuantitativeValue");
	if (is_number(max)) {
		number(w, "minValue", min);
		number(w, "maxValue", max);
	} else {
		number(w, "value", min);
	}
	text(w, "unitText", unit);
	json_end(&w->j, '}');
	json_end(&w->j, '}');
}

static void job(writer *w)
{
	static const char *const kinds[] = {"FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY",
	    "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER"};
	const view_item_page *page = w->v->item;
	const view_item *item = &page->item;
	th_str employment = field(item->fields, "employment");
	if (item->past || item->date == NULL || page->html.n == 0 || w->v->site->company.n == 0 ||
	    field(page->place, "address.country").n == 0)
		return;
	begin(w, NULL, "JobPosting");
	text(w, "title", item->title);
	th_buf html = {0};
	html_absolute(&html, page->html, w->origin, w->v->page->canonical);
	text(w, "description", th_buf_str(&html));
	th_buf_free(&html);
	text(w, "datePosted", th_str_sub(item->date->iso, 0, 10));
	if (item->end != NULL)
		text(w, "validThrough",
		    item->end->time.n ? item->end->iso : th_str_sub(item->end->iso, 0, 10));
	if (is_one_of(employment, kinds, TH_COUNT(kinds)))
		text(w, "employmentType", employment);
	begin(w, "hiringOrganization", "Organization");
	text(w, "name", w->v->site->company);
	address(w, "sameAs", w->v->site->company_url);
	json_end(&w->j, '}');
	begin(w, "jobLocation", "Place");
	postal(w, page);
	json_end(&w->j, '}');
	salary(w, item->fields);
	begin(w, "identifier", "PropertyValue");
	text(w, "name", w->v->site->company);
	text(w, "value", item->id);
	json_end(&w->j, '}');
	address(w, "url", w->v->page->canonical);
	json_end(&w->j, '}');
}

/* ---- events ---- */

/* An event that repeats has no single date to give. */
static void event(writer *w)
{
	const view_item_page *page = w->v->item;
	const view_item *item = &page->item;
	th_str place = place_of(item);
	th_str where = item->subtitle.n ? item->subtitle : place;
	if (item->start == NULL || where.n == 0 || field(item->fields, "rrule").n > 0)
		return;
	begin(w, NULL, "Event");
	text(w, "name", item->title);
	text(w, "description", item->summary);
	text(w, "startDate",
	    item->start->time.n ? item->start->iso : th_str_sub(item->start->iso, 0, 10));
	if (item->end != NULL)
		text(w, "endDate",
		    item->end->time.n ? item->end->iso : th_str_sub(item->end->iso, 0, 10));
	text(w, "eventStatus", TH_S("https://schema.org/EventScheduled"));
	text(w, "eventAttendanceMode", TH_S("https://schema.org/OfflineEventAttendanceMode"));
	begin(w, "location", "Place");
	text(w, "name", where);
	if (place.n > 0 || field(page->place, "address.city").n > 0)
		postal(w, page);
	else
		text(w, "address", where);
	json_end(&w->j, '}');
	image(w);
	organization(w, "organizer");
	address(w, "url", w->v->page->canonical);
	json_end(&w->j, '}');
}

static void item(writer *w)
{
	if (th_str_eqz(w->v->item->kind, "job"))
		job(w);
	else if (th_str_eqz(w->v->item->kind, "event"))
		event(w);
}

void jsonld_write(th_buf *out, const view *v, th_str origin)
{
	size_t before = out->n;
	writer w = {.j = {.out = out}, .origin = origin, .v = v};
	json_begin(&w.j, NULL, '{');
	json_text(&w.j, "@context", TH_S("https://schema.org"));
	json_begin(&w.j, "@graph", '[');
	size_t empty = out->n;
	if (v->start != NULL)
		start(&w);
	if (v->story != NULL)
		story(&w);
	if (v->person != NULL)
		profile(&w);
	if (v->list != NULL)
		cards(&w, &v->list->cards);
	if (v->terms != NULL)
		items(&w, &v->terms->items);
	if (v->items != NULL)
		items(&w, &v->items->items);
	if (v->people != NULL)
		people(&w, &v->people->people);
	if (v->item != NULL)
		item(&w);
	crumbs(&w);
	json_end(&w.j, ']');
	json_end(&w.j, '}');
	if (out->n == empty + 2)
		th_buf_cut(out, before);
}
