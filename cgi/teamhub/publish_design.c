/* publish_design.c -- the company's colours, type and corners (design: in hub.yml) as a second
 * style sheet, which says the theme's tokens anew. Called by the publish pipeline; the values were
 * read by cgi/content/design.c, which lets nothing else through. */
#include "publish_design.h"

#include "publish_files.h"

#include <string.h>

static void add_rule(th_buf *out, const char *media, const th_hub *hub, bool colour, bool dark)
{
	bool any = false;
	for (size_t i = 0; i < hub->design.n; i++) {
		const th_token *t = &hub->design.v[i];
		if (t->colour != colour || t->dark != dark)
			continue;
		if (!any)
			th_buf_addf(out, "%shtml.th-page,.teamhub{", media);
		th_buf_addf(out, "--th-%.*s:%.*s;", TH_FMT(t->name), TH_FMT(t->value));
		any = true;
	}
	if (any)
		th_buf_addz(out, *media ? "}}\n" : "}\n");
}

/* Paper keeps the theme's own colours, black on white. */
void design_write_css(th_buf *out, const th_hub *hub, bool dark)
{
	add_rule(out, "", hub, false, false);
	add_rule(out, dark ? "@media screen and (prefers-color-scheme:light){" : "@media screen{",
	    hub, true, false);
	if (dark)
		add_rule(out, "@media screen and (prefers-color-scheme:dark){", hub, true, true);
}

int design_put(
    const th_hub *hub, const theme *t, edition_writer *w, const char *assets_dir, th_err *err)
{
	if (hub->design.n == 0)
		return 0;
	th_arena *a = th_arena_new();
	th_buf css = {0};
	char hex[65];
	design_write_css(&css, hub, true);
	digest_sha256(hex, th_buf_str(&css));
	th_str name = th_str_fmt(a, "%s/design-%.8s.css", t->assets, hex);
	th_str path = th_str_fmt(a, "%s/%.*s", assets_dir, TH_FMT(name));
	int rc = publish_write(path.p, strlen(assets_dir) + 1, th_buf_str(&css), err);
	if (rc == 0)
		writer_put_asset(
		    w, TH_S("/design.css"), th_str_fmt(a, "/assets/%.*s", TH_FMT(name)));
	th_buf_free(&css);
	th_arena_free(a);
	return rc;
}
