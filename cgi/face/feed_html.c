/* feed_html.c -- the text of an entry as all feed formats carry it: what is known of it in short
 * (until when one can apply, where an event is), then its own text with absolute addresses. Called
 * by atom.c, rss.c and jsonfeed.c. */
#include "teamhub/face.h"

void feed_html(th_buf *out, const feed_view *v, const feed_entry *e)
{
	th_buf_cut(out, 0);
	if (e->facts.n > 0)
		th_buf_addz(out, "<ul>");
	for (size_t i = 0; i < e->facts.n; i++) {
		th_buf_addz(out, "<li>");
		th_buf_add_html(out, e->facts.v[i].label);
		th_buf_addz(out, ": ");
		th_buf_add_html(out, e->facts.v[i].value);
		th_buf_addz(out, "</li>");
	}
	if (e->facts.n > 0)
		th_buf_addz(out, "</ul>\n");
	html_absolute(out, e->html, v->origin, e->url);
}
