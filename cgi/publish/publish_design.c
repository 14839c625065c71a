/* publish_design.c -- the company's colours, type and corners (design: in hub.yml) and the colours
 * of each programme, as a second style sheet that overrides the theme's tokens. Called by publish;
 * cgi/parse has checked the values. */
#include "publish_design.h"

#include "teamhub/digest.h"
#include "teamhub/encoding.h"

#include <string.h>

typedef struct rule { /* which elements tokens apply to, and in which colour scheme */
	const char *media, *where;
	bool colour, dark;
} rule;

static void add_rule(th_buf *out, const th_tokens *tokens, const rule *r)
{
	bool any = false;
	for (size_t i = 0; i < tokens->n; i++) {
		const th_token *t = &tokens->v[i];
		if (t->colour != r->colour || t->dark != r->dark)
			continue;
		if (!any)
			th_buf_addf(out, "%s%s{", r->media, r->where);
		th_buf_addf(out, "--th-%.*s:%.*s;", TH_FMT(t->name), TH_FMT(t->value));
		any = true;
	}
	if (any)
		th_buf_addz(out, *r->media ? "}}\n" : "}\n");
}

/* Printed pages keep the theme's own colours, black on white. */
static void add_colours(th_buf *out, const th_tokens *tokens, const char *where, bool dark)
{
	const rule light = {
	    dark ? "@media screen and (prefers-color-scheme:light){" : "@media screen{", where,
	    true, false};
	const rule night = {"@media screen and (prefers-color-scheme:dark){", where, true, true};
	add_rule(out, tokens, &light);
	if (dark)
		add_rule(out, tokens, &night);
}

/* Slugs are letters, digits and hyphens; anything else is not a class name. */
static bool is_class(th_str slug)
{
	for (size_t i = 0; i < slug.n; i++) {
		char c = slug.p[i];
		if (!((c >= 'a' && c <= 'z') || th_is_digit(c) || c == '-'))
			return false;
	}
	return slug.n > 0;
}

void design_write_css(th_buf *out, const th_content *c, bool dark)
{
	static const char hub[] = "html.th-page,.teamhub";
	th_arena *a = th_arena_new();
	const rule type = {"", hub, false, false};
	add_rule(out, &c->hub->design, &type);
	add_colours(out, &c->hub->design, hub, dark);
	for (size_t i = 0; i < c->docs.n; i++) {
		const th_doc *d = c->docs.v[i];
		th_tokens tokens = {0};
		if (d->kind != TH_PROGRAMME || d->left_out || th_map_get(&c->by_id, d->id) != d ||
		    !is_class(d->slug) || !programme_colours(&tokens, &d->parsed, c->hub, a))
			continue;
		const char *where = th_str_fmt(a, ".teamhub .th-in-%.*s", TH_FMT(d->slug)).p;
		add_colours(out, &tokens, where, dark);
	}
	th_arena_free(a);
}

int design_put(
    const th_content *c, const theme *t, edition_writer *w, const char *assets_dir, th_err *err)
{
	th_buf css = {0};
	design_write_css(&css, c, true);
	if (css.n == 0)
		return 0;
	char hex[65];
	th_arena *a = th_arena_new();
	digest_sha256(hex, th_buf_str(&css));
	th_str name = th_str_fmt(a, "%s/design-%.8s.css", t->assets, hex);
	th_str path = th_str_fmt(a, "%s/%.*s", assets_dir, TH_FMT(name));
	int rc = coding_put_file(path.p, strlen(assets_dir) + 1, th_buf_str(&css), err);
	if (rc == 0)
		writer_put_asset(
		    w, TH_S("/design.css"), th_str_fmt(a, "/assets/%.*s", TH_FMT(name)));
	th_buf_free(&css);
	th_arena_free(a);
	return rc;
}
