/* oembed.c -- oEmbed 1.0 as JSON: what another site may show of one of our pages. Called by
 * pages/oembed.c. Values are escaped so that the answer is safe inside a script element. */
#include "teamhub/face_share.h"
#include "teamhub/json.h"

static void add_text(th_json *j, const char *name, th_str value)
{
	if (value.n > 0)
		json_text(j, name, value);
}

void oembed_write(th_buf *out, const oembed_view *v)
{
	bool rich = v->html.n > 0;
	th_json j = {.out = out};
	json_begin(&j, NULL, '{');
	json_text(&j, "version", TH_S("1.0"));
	json_text(&j, "type", rich ? TH_S("rich") : TH_S("link"));
	add_text(&j, "title", v->title);
	add_text(&j, "author_name", v->author_name);
	add_text(&j, "author_url", v->author_url);
	add_text(&j, "provider_name", v->provider_name);
	add_text(&j, "provider_url", v->provider_url);
	json_number(&j, "cache_age", v->cache_age);
	if (rich) {
		json_text(&j, "html", v->html);
		json_number(&j, "width", v->width);
		json_number(&j, "height", v->height);
	}
	if (v->thumbnail != NULL) {
		add_text(&j, "thumbnail_url", v->thumbnail->src);
		json_number(&j, "thumbnail_width", v->thumbnail->width);
		json_number(&j, "thumbnail_height", v->thumbnail->height);
	}
	json_end(&j, '}');
	th_buf_addc(out, '\n');
}
