/* opml.c -- a list of feeds as OPML 2.0, which every feed reader imports. Called by
 * pages/share_files.c. An outline of type rss stands for a feed of any format. */
#include "teamhub/face_share.h"
#include "xml.h"

static void write_feed(xml *x, const opml_feed *f)
{
	xml_open(x, "outline");
	xml_attr(x, "type", TH_S("rss"));
	xml_attr(x, "text", f->title); /* both, since readers differ in which one they show */
	xml_attr(x, "title", f->title);
	xml_attr(x, "xmlUrl", f->feed);
	xml_attr_if(x, "htmlUrl", f->page);
	xml_close(x);
}

static void write_group(xml *x, const opml_group *g)
{
	if (g->title.n > 0) {
		xml_open(x, "outline");
		xml_attr(x, "text", g->title);
		xml_attr(x, "title", g->title);
	}
	for (size_t i = 0; i < g->feeds.n; i++)
		write_feed(x, &g->feeds.v[i]);
	if (g->title.n > 0)
		xml_close(x);
}

int opml_write(th_buf *out, const opml_view *v, th_err *err)
{
	xml x;
	th_arena *a = th_arena_new();
	xml_begin(&x, err);
	xml_open(&x, "opml");
	xml_attr(&x, "version", TH_S("2.0"));
	xml_open(&x, "head");
	xml_element(&x, "title", v->title);
	if (v->modified != TH_NEVER)
		xml_element(&x, "dateModified", th_time_rfc822(a, v->modified));
	xml_element(&x, "docs", TH_S("http://opml.org/spec2.opml"));
	xml_close(&x);
	xml_open(&x, "body");
	for (size_t i = 0; i < v->groups.n; i++)
		if (v->groups.v[i].feeds.n > 0)
			write_group(&x, &v->groups.v[i]);
	xml_close(&x);
	xml_close(&x);
	int rc = xml_end(&x, out);
	th_arena_free(a);
	return rc;
}
