/* hub_site.c -- the hub as one visitor sees it: its name, its language, its navigation. Called by
 * site_theme.c, which caches the navigation, and by all handlers. */
#include "teamhub/hub_site.h"
#include "teamhub/exchange.h"

static th_str site_text(hub_site *site, const char *key)
{
	th_str name = th_str_fmt(site->q.a, "%s.%.*s", key, TH_FMT(site->q.ui));
	th_str text = edition_meta(site->q.e, name);
	return text.n ? text : edition_meta(site->q.e, th_strz(key));
}

th_str site_title(hub_site *site)
{
	return site_text(site, "title");
}

th_str site_tagline(hub_site *site)
{
	return site_text(site, "tagline");
}

int64_t site_per_page(const edition *e)
{
	enum { MOST = 100, USUAL = 12 };
	uint64_t n;
	return th_str_uint(edition_meta(e, TH_S("per_page")), MOST, &n) && n > 0 ? (int64_t)n
										 : USUAL;
}

bool site_has_search(const hub_site *site)
{
	return site->files == NULL || site->files->search;
}

bool site_has_layout(const hub_site *site, const char *kind)
{
	return face_html_has(site_theme_face(site->theme), th_strz(kind));
}

th_str kind_path(th_arena *a, th_kind kind)
{
	return th_str_fmt(a, "/%s/", th_kind_path[kind]);
}

th_str kind_label(const hub_site *site, th_kind kind)
{
	return word(site, th_kinds[kind].label);
}

static void nav_add(hub_site *site, view_links *to, th_str label, th_str path)
{
	*TH_ADD(site->q.a, to) =
	    (view_link){.href = url_of(site, path, TH_NONE, 1), .label = label};
}

/* The lists with a place in it: those of stories and people, or the others. */
static void nav_kinds(
    hub_site *site, view_links *to, const site_contents *contents, th_places where, bool own)
{
	for (unsigned place = 1; kind_at(where, place) != TH_KIND_COUNT; place++) {
		th_kind kind = kind_at(where, place);
		if (contents->kinds[kind] && (th_kinds[kind].pages == TH_PAGES_OWN) == own)
			nav_add(site, to, kind_label(site, kind), kind_path(site->q.a, kind));
	}
}

/* footer: in hub.yml: a line each, "address label". */
static void nav_settings(hub_site *site, view_links *to)
{
	th_str lines = site_text(site, "footer"), line;
	while (th_str_split(&lines, '\n', &line)) {
		ptrdiff_t blank = th_str_chr(line, ' ');
		if (blank > 0)
			*TH_ADD(site->q.a, to) =
			    (view_link){.href = th_str_sub(line, 0, (size_t)blank),
				.label = th_str_sub(line, (size_t)blank + 1, line.n)};
	}
}

void site_nav(hub_site *site, const site_contents *contents, view_links *nav, view_links *footer)
{
	size_t n;
	const edition_facet *f = edition_facets(site->q.e, &n);
	nav_kinds(site, nav, contents, TH_IN_HEADER, true);
	for (size_t i = 0; i < n && i < TH_COUNT(contents->facets); i++)
		if (contents->facets[i])
			nav_add(site, nav,
			    edition_facet_label(site->q.e, f[i].name, site->q.ui, true),
			    th_str_fmt(site->q.a, "/%.*s/", TH_FMT(f[i].path)));
	nav_kinds(site, nav, contents, TH_IN_HEADER, false);
	nav_kinds(site, footer, contents, TH_IN_FOOTER, false);
	nav_add(site, footer, word(site, "feeds"), TH_S("/stories/subscribe/"));
	if (site_has_layout(site, "share"))
		nav_add(site, footer, word(site, "share"), TH_S("/feeds/"));
	if (contents->report)
		nav_add(site, footer, word(site, "report"), TH_S("/report/"));
	nav_settings(site, footer);
}

bool site_speak(hub_site *site, th_str lang)
{
	if (th_str_eq(lang, site->q.ui) || !th_strs_has(edition_languages(site->q.e), lang))
		return false;
	site->q.ui = lang;
	site->q.base = url_base(site, lang);
	return true;
}
