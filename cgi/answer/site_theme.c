/* site_theme.c -- the theme of an open edition, compiled once, and what is the same for all pages
 * made with it: addresses of its files, the navigation. Opened by web/worker.c, used by page.c. */
#include "teamhub/hub_site.h"
#include "teamhub/report.h"

#include <stdlib.h>

enum { LANGUAGES_KEPT = 16 };

typedef struct kept_nav {
	th_str ui;
	view_links nav, footer;
} kept_nav;

struct site_theme {
	edition *e;
	face_html *face;
	th_str design_css; /* like those below: the company's colours and type */
	/* Below the prefix; live as long as the edition. shell_css: for pages in a host's
	 * layout. */
	th_str css, shell_css, js, icon;

	/* The navigation; made again when a boundary passes. */
	bool known;
	th_time known_at;
	site_contents contents;
	th_arena *nav_arena;
	kept_nav navs[LANGUAGES_KEPT];
	size_t nav_count;
};

struct adding {
	face_html *face;
	th_err *err;
	int rc;
};

static void add_template(void *ctx, th_str name, th_str text)
{
	struct adding *to = ctx;
	if (to->rc == 0)
		to->rc = face_html_add(to->face, name, text, to->err);
}

int site_theme_open(site_theme **out, edition *e, th_err *err)
{
	static const char *const icons[] = {"icon.svg", "icon.png", "favicon.svg", "favicon.ico"};
	struct adding to = {face_html_new(), err, 0};
	int rc = edition_templates(e, add_template, &to, err);
	if (rc != 0 || to.rc != 0) {
		face_html_free(to.face);
		return -1;
	}
	site_theme *t = calloc(1, sizeof(*t));
	if (t == NULL)
		abort();
	t->e = e;
	t->face = to.face;
	t->nav_arena = th_arena_new();
	t->design_css = edition_asset(e, TH_S("/design.css"));
	t->css = edition_asset(e, TH_S("main.css"));
	t->shell_css = edition_asset(e, TH_S("/shell.css"));
	t->js = edition_asset(e, TH_S("main.js"));
	for (size_t i = 0; i < TH_COUNT(icons) && t->icon.n == 0; i++)
		t->icon = edition_asset(e, th_strz(icons[i]));
	*out = t;
	return 0;
}

void site_theme_close(site_theme *t)
{
	if (t == NULL)
		return;
	face_html_free(t->face);
	th_arena_free(t->nav_arena);
	free(t);
}

const face_html *site_theme_face(const site_theme *t)
{
	return t->face;
}

static int64_t number_of(const edition *e, const char *key)
{
	uint64_t n = 0;
	th_str_uint(edition_meta(e, th_strz(key)), 100000, &n);
	return (int64_t)n;
}

static void add_logo(const query *q, view_site *out)
{
	th_str light = edition_meta(q->e, TH_S("logo")),
	       dark = edition_meta(q->e, TH_S("logo_dark"));
	if (light.n > 0)
		out->logo = th_str_cat(q->a, q->prefix, light);
	if (light.n > 0 && dark.n > 0)
		out->logo_dark = th_str_cat(q->a, q->prefix, dark);
	out->logo_width = number_of(q->e, "logo_width");
	out->logo_height = number_of(q->e, "logo_height");
}

void site_theme_assets(const site_theme *t, const query *q, view_site *out)
{
	bool shell = t->shell_css.n > 0 && face_html_has_shell(t->face, q->ui);
	th_str css = shell ? t->shell_css : t->css;
	if (t->design_css.n > 0 && !shell) /* included in the shell's sheet */
		out->design = th_str_cat(q->a, q->prefix, t->design_css);
	if (css.n > 0)
		out->css = th_str_cat(q->a, q->prefix, css);
	if (t->js.n > 0)
		out->js = th_str_cat(q->a, q->prefix, t->js);
	if (t->icon.n > 0)
		out->icon = th_str_cat(q->a, q->prefix, t->icon);
	add_logo(q, out);
	out->assets = edition_assets(t->e);
}

/* ---- what the navigation shows ---- */

static void find_contents(site_theme *t, hub_site *site)
{
	th_time last, next;
	edition_boundaries(t->e, site->q.now, &last, &next);
	if (t->known && t->known_at == last)
		return;
	size_t n;
	const edition_facet *f = edition_facets(t->e, &n);
	site_contents *c = &t->contents;
	for (size_t i = 0; i < n && i < TH_COUNT(c->facets); i++)
		c->facets[i] = query_has_terms(&site->q, f[i].name);
	for (int k = 0; k < TH_KIND_COUNT; k++)
		if (th_kinds[k].pages == TH_PAGES_ITEMS)
			c->kinds[k] = query_has(&site->q, th_strz(th_kind_name[k]));
	c->kinds[TH_STORY] = true; /* there even before the first story */
	c->kinds[TH_PERSON] = query_has(&site->q, th_strz(th_kind_name[TH_PERSON]));
	c->report = site_has_layout(site, "report") && query_has_report(&site->q);
	t->known = true;
	t->known_at = last;
	t->nav_count = 0;
	th_arena_reset(t->nav_arena);
}

static kept_nav *make_nav(site_theme *t, const hub_site *site, kept_nav *into)
{
	hub_site own = *site;
	own.q.a = t->nav_arena;
	*into = (kept_nav){.ui = th_str_dup(t->nav_arena, site->q.ui)};
	site_nav(&own, &t->contents, &into->nav, &into->footer);
	return into;
}

void site_theme_nav(hub_site *site, const view_links **nav, const view_links **footer)
{
	site_theme *t = site->theme;
	kept_nav *found = NULL;
	find_contents(t, site);
	for (size_t i = 0; i < t->nav_count && found == NULL; i++)
		if (th_str_eq(t->navs[i].ui, site->q.ui))
			found = &t->navs[i];
	if (found == NULL && t->nav_count < LANGUAGES_KEPT)
		found = make_nav(t, site, &t->navs[t->nav_count++]);
	if (found == NULL) { /* more languages than are cached: made each time */
		t->nav_count--;
		found = make_nav(t, site, &t->navs[t->nav_count++]);
	}
	*nav = &found->nav;
	*footer = &found->footer;
}
