/* atom.c -- a feed as Atom 1.0 (RFC 4287), paged (RFC 5005 §3), with tombstones (RFC 6721).
 * Called by pages/feed.c. */
#include "xml.h"

static void date(xml *x, th_arena *a, const char *name, th_time t)
{
	xml_element(x, name, th_time_rfc3339(a, t, 0));
}

static void link(xml *x, const char *rel, const char *type, th_str href)
{
	xml_open(x, "link");
	xml_attr(x, "rel", th_strz(rel));
	xml_attr_if(x, "type", th_strz(type));
	xml_attr(x, "href", href);
	xml_close(x);
}

/* A page of this feed; none when it is not set. */
static void page_link(xml *x, const char *rel, th_str to)
{
	if (to.p != NULL)
		link(x, rel, "application/atom+xml", to);
}

static void person(xml *x, const feed_person *p)
{
	xml_open(x, "author");
	xml_element(x, "name", p->name);
	xml_element_if(x, "uri", p->url);
	xml_close(x);
}

static void category(xml *x, const feed_category *c)
{
	xml_open(x, "category");
	xml_attr(x, "term", c->term);
	xml_attr_if(x, "scheme", c->scheme);
	xml_attr_if(x, "label", c->label);
	xml_close(x);
}

static void enclosure(xml *x, th_arena *a, const feed_entry *e)
{
	if (e->image.n == 0)
		return;
	xml_open(x, "link");
	xml_attr(x, "rel", TH_S("enclosure"));
	xml_attr_if(x, "type", e->image_type);
	xml_attr(x, "href", e->image);
	if (e->image_length > 0)
		xml_attr(x, "length", th_str_fmt(a, "%lld", (long long)e->image_length));
	xml_close(x);
}

static void entry(xml *x, th_arena *a, const feed_view *v, const feed_entry *e, th_buf *html)
{
	feed_html(html, v, e);
	xml_open(x, "entry");
	xml_attr_if(x, "xml:lang", e->lang);
	xml_element(x, "id", e->id);
	xml_element(x, "title", e->title);
	link(x, "alternate", "text/html", e->url);
	enclosure(x, a, e);
	if (e->published != TH_NEVER)
		date(x, a, "published", e->published);
	date(x, a, "updated", e->updated);
	for (size_t i = 0; i < e->authors.n; i++)
		person(x, &e->authors.v[i]);
	for (size_t i = 0; i < e->categories.n; i++)
		category(x, &e->categories.v[i]);
	xml_element_if(x, "summary", e->summary);
	xml_open(x, "content");
	xml_attr(x, "type", TH_S("html"));
	xml_text(x, th_buf_str(html));
	xml_close(x);
	xml_close(x);
}

static void tombstone(xml *x, th_arena *a, const feed_tombstone *t)
{
	xml_open(x, "at:deleted-entry");
	xml_attr(x, "ref", t->ref);
	xml_attr(x, "when", th_time_rfc3339(a, t->when, 0));
	xml_close(x);
}

static void head(xml *x, th_arena *a, const feed_view *v)
{
	xml_element(x, "id", v->id);
	xml_element(x, "title", v->title);
	xml_element_if(x, "subtitle", v->subtitle);
	date(x, a, "updated", v->updated);
	link(x, "alternate", "text/html", v->alternate); /* many take the first link for the site */
	page_link(x, "self", v->self);
	if (v->hub.n > 0)
		link(x, "hub", "", v->hub);
	page_link(x, "first", v->first);
	page_link(x, "previous", v->prev);
	page_link(x, "next", v->next);
	page_link(x, "last", v->last);
	xml_open(x, "author"); /* for entries whose authors must not be named (§4.1.2) */
	xml_element(x, "name", v->rights.n ? v->rights : v->title);
	xml_close(x);
	xml_element_if(x, "rights", v->rights);
	xml_element_if(x, "icon", v->icon);
	xml_element_if(x, "generator", v->generator);
}

int feed_write_atom(th_buf *out, const feed_view *v, th_err *err)
{
	xml x;
	th_buf html = {0};
	th_arena *a = th_arena_new();
	xml_begin(&x, err);
	xml_open(&x, "feed");
	xml_attr(&x, "xmlns", TH_S("http://www.w3.org/2005/Atom"));
	if (v->tombstones.n > 0)
		xml_attr(&x, "xmlns:at", TH_S("http://purl.org/atompub/tombstones/1.0"));
	xml_attr_if(&x, "xml:lang", v->lang);
	head(&x, a, v);
	for (size_t i = 0; i < v->tombstones.n; i++)
		tombstone(&x, a, &v->tombstones.v[i]);
	for (size_t i = 0; i < v->entries.n; i++)
		entry(&x, a, v, &v->entries.v[i], &html);
	xml_close(&x);
	int rc = xml_end(&x, out);
	th_buf_free(&html);
	th_arena_free(a);
	return rc;
}
