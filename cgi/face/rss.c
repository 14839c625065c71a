/* rss.c -- a feed as RSS 2.0 with content:encoded, dc:creator and atom:link. Called by
 * pages/feed.c. RSS has no updates and no tombstones; readers that want them use Atom.
 *
 * Every reader takes a description as HTML, so plain text is escaped as HTML first and then as XML.
 * A title is plain text; readers that we tried show the entities of one that is escaped twice. */
#include "xml.h"

static void page_link(xml *x, const char *rel, th_str to)
{
	if (to.p == NULL)
		return;
	xml_open(x, "atom:link");
	xml_attr(x, "rel", th_strz(rel));
	xml_attr(x, "type", TH_S("application/rss+xml"));
	xml_attr(x, "href", to);
	xml_close(x);
}

static void enclosure(xml *x, th_arena *a, const feed_entry *e)
{
	if (e->image.n == 0 || e->image_length <= 0 || e->image_type.n == 0)
		return; /* RSS demands all three */
	xml_open(x, "enclosure");
	xml_attr(x, "url", e->image);
	xml_attr(x, "length", th_str_fmt(a, "%lld", (long long)e->image_length));
	xml_attr(x, "type", e->image_type);
	xml_close(x);
}

static void description(xml *x, th_str text)
{
	th_buf html = {0};
	th_buf_add_html(&html, text);
	xml_element(x, "description", th_buf_str(&html));
	th_buf_free(&html);
}

static void item(xml *x, th_arena *a, const feed_view *v, const feed_entry *e, th_buf *html)
{
	feed_html(html, v, e);
	xml_open(x, "item");
	xml_element(x, "title", e->title);
	xml_element(x, "link", e->url);
	xml_open(x, "guid");
	xml_attr(x, "isPermaLink", TH_S("false"));
	xml_text(x, e->id);
	xml_close(x);
	if (e->published != TH_NEVER)
		xml_element(x, "pubDate", th_time_rfc822(a, e->published));
	for (size_t i = 0; i < e->authors.n; i++)
		xml_element(x, "dc:creator", e->authors.v[i].name);
	xml_element_if(x, "dc:language", e->lang);
	for (size_t i = 0; i < e->categories.n; i++) {
		const feed_category *c = &e->categories.v[i];
		xml_open(x, "category");
		xml_attr_if(x, "domain", c->scheme);
		xml_text(x, c->label.n ? c->label : c->term);
		xml_close(x);
	}
	enclosure(x, a, e);
	description(x, e->summary.n ? e->summary : e->title);
	xml_element(x, "content:encoded", th_buf_str(html));
	xml_close(x);
}

static void hub_link(xml *x, const feed_view *v)
{
	if (v->hub.n == 0)
		return;
	xml_open(x, "atom:link");
	xml_attr(x, "rel", TH_S("hub"));
	xml_attr(x, "href", v->hub);
	xml_close(x);
}

static void channel(xml *x, th_arena *a, const feed_view *v)
{
	xml_element(x, "title", v->title);
	xml_element(x, "link", v->alternate);
	description(x, v->subtitle.n ? v->subtitle : v->title);
	xml_element_if(x, "language", v->lang);
	xml_element_if(x, "copyright", v->rights);
	xml_element(x, "lastBuildDate", th_time_rfc822(a, v->updated));
	xml_element_if(x, "generator", v->generator);
	page_link(x, "self", v->self);
	hub_link(x, v);
	page_link(x, "first", v->first);
	page_link(x, "previous", v->prev);
	page_link(x, "next", v->next);
	page_link(x, "last", v->last);
}

int feed_write_rss(th_buf *out, const feed_view *v, th_err *err)
{
	xml x;
	th_buf html = {0};
	th_arena *a = th_arena_new();
	xml_begin(&x, err);
	xml_open(&x, "rss");
	xml_attr(&x, "version", TH_S("2.0"));
	xml_attr(&x, "xmlns:atom", TH_S("http://www.w3.org/2005/Atom"));
	xml_attr(&x, "xmlns:content", TH_S("http://purl.org/rss/1.0/modules/content/"));
	xml_attr(&x, "xmlns:dc", TH_S("http://purl.org/dc/elements/1.1/"));
	xml_open(&x, "channel");
	channel(&x, a, v);
	for (size_t i = 0; i < v->entries.n; i++)
		item(&x, a, v, &v->entries.v[i], &html);
	xml_close(&x);
	xml_close(&x);
	int rc = xml_end(&x, out);
	th_buf_free(&html);
	th_arena_free(a);
	return rc;
}
