/* oembed.c -- oEmbed 1.0 as JSON: what another site may show of one of our pages. Called by
 * pages/oembed.c. Values are escaped so that the answer is safe inside a script element. */
#include "teamhub/face_share.h"

#include <inttypes.h>

static void add_text(th_buf *out, const char *name, th_str value)
{
	if (value.n == 0)
		return;
	th_buf_addf(out, ",\"%s\":", name);
	th_buf_add_json(out, value);
}

static void add_number(th_buf *out, const char *name, int64_t value)
{
	th_buf_addf(out, ",\"%s\":%" PRId64, name, value);
}

void oembed_write(th_buf *out, const oembed_view *v)
{
	bool rich = v->html.n > 0;
	th_buf_addf(out, "{\"version\":\"1.0\",\"type\":\"%s\"", rich ? "rich" : "link");
	add_text(out, "title", v->title);
	add_text(out, "author_name", v->author_name);
	add_text(out, "author_url", v->author_url);
	add_text(out, "provider_name", v->provider_name);
	add_text(out, "provider_url", v->provider_url);
	add_number(out, "cache_age", v->cache_age);
	if (rich) {
		add_text(out, "html", v->html);
		add_number(out, "width", v->width);
		add_number(out, "height", v->height);
	}
	if (v->thumbnail != NULL) {
		add_text(out, "thumbnail_url", v->thumbnail->src);
		add_number(out, "thumbnail_width", v->thumbnail->width);
		add_number(out, "thumbnail_height", v->thumbnail->height);
	}
	th_buf_addz(out, "}\n");
}
