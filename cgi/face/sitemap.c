/* sitemap.c -- the sitemap (sitemaps.org, protocol 0.9) with the languages of a page as alternates,
 * and the index of several sitemaps. Called by pages/sitemap.c. */
#include "xml.h"

#include <inttypes.h>

#define NS TH_S("http://www.sitemaps.org/schemas/sitemap/0.9")

static void alternates(xml *x, const sitemap_entry *e)
{
	for (size_t i = 0; i < e->alternates.n; i++) {
		xml_open(x, "xhtml:link");
		xml_attr(x, "rel", TH_S("alternate"));
		xml_attr(x, "hreflang", e->alternates.v[i].lang);
		xml_attr(x, "href", e->alternates.v[i].loc);
		xml_close(x);
	}
}

int sitemap_write(th_buf *out, const sitemap_view *v, th_err *err)
{
	xml x;
	th_arena *a = th_arena_new();
	xml_begin(&x, err);
	xml_open(&x, "urlset");
	xml_attr(&x, "xmlns", NS);
	xml_attr(&x, "xmlns:xhtml", TH_S("http://www.w3.org/1999/xhtml"));
	for (size_t i = 0; i < v->n; i++) {
		xml_open(&x, "url");
		xml_element(&x, "loc", v->v[i].loc);
		if (v->v[i].lastmod != TH_NEVER)
			xml_element(&x, "lastmod", th_time_rfc3339(a, v->v[i].lastmod, 0));
		alternates(&x, &v->v[i]);
		xml_close(&x);
		th_arena_reset(a);
	}
	xml_close(&x);
	int rc = xml_end(&x, out);
	th_arena_free(a);
	return rc;
}

int sitemap_write_index(th_buf *out, const th_strs *parts, th_time lastmod, th_err *err)
{
	xml x;
	th_arena *a = th_arena_new();
	xml_begin(&x, err);
	xml_open(&x, "sitemapindex");
	xml_attr(&x, "xmlns", NS);
	for (size_t i = 0; i < parts->n; i++) {
		xml_open(&x, "sitemap");
		xml_element(&x, "loc", parts->v[i]);
		if (lastmod != TH_NEVER)
			xml_element(&x, "lastmod", th_time_rfc3339(a, lastmod, 0));
		xml_close(&x);
	}
	xml_close(&x);
	int rc = xml_end(&x, out);
	th_arena_free(a);
	return rc;
}
