/* hub_site.h -- the hub as a visitor sees it: the open edition at this moment, in one language; its
 * addresses and words; and what is cached of its theme. Knows nothing about the request. */
#ifndef TEAMHUB_HUB_SITE_H
#define TEAMHUB_HUB_SITE_H

#include "teamhub/edition.h"
#include "teamhub/face.h"
#include "teamhub/face_html.h"
#include "teamhub/kinds.h"

/* The compiled theme of an edition, and what is the same for all pages made with it. */
typedef struct site_theme site_theme;

typedef struct hub_site {
	query q;       /* edition, arena, time; the interface's language and base */
	th_str origin; /* "https://firm.example" */
	bool internal; /* the edition is internal: nothing in it is for others */
	site_theme *theme;
	const struct th_files *files; /* exchange.h; NULL: a program answers */
} hub_site;

/* ---- hub_site.c ---- */

/* In the interface's language. */
th_str site_title(hub_site *site);
th_str site_tagline(hub_site *site);
/* Switches the interface to `lang` if the hub has that language; true when something changed. */
bool site_speak(hub_site *site, th_str lang);
/* Does the theme have that layout? Some layouts are newer than some themes. */
bool site_has_layout(const hub_site *site, const char *kind);
/* How many stories a page of a list has: per_page of hub.yml. */
int64_t site_per_page(const edition *e);
/* Can visitors search? Where the hub lies in files, a script does it. */
bool site_has_search(const hub_site *site);
/* The address of a kind's list, "/guidelines/", and its name. */
th_str kind_path(th_arena *a, th_kind kind);
th_str kind_label(const hub_site *site, th_kind kind);

/* What there is now: empty collections are not in the navigation. */
typedef struct site_contents {
	bool report; /* the edition has one, and the theme has a page for it */
	bool kinds[TH_KIND_COUNT], facets[64];
} site_contents;
/* Makes the links of the navigation, in the site's language and arena. */
void site_nav(hub_site *site, const site_contents *contents, view_links *nav, view_links *footer);

/* ---- site_theme.c ---- */

/* Compiles the templates of `e`. -1 with err when one of them does not compile. */
int site_theme_open(site_theme **out, edition *e, th_err *err);
void site_theme_close(site_theme *t); /* NULL-safe; before its edition is closed */
const face_html *site_theme_face(const site_theme *t);
/* Addresses of the style sheet, the script and other files, for a page in q->ui. */
void site_theme_assets(const site_theme *t, const query *q, view_site *out);
/* The navigation in the interface's language, cached until something appears or goes. */
void site_theme_nav(hub_site *site, const view_links **nav, const view_links **footer);

/* ---- url.c ---- */

/* base + path + "?" + query (and page when > 1). `query` without its question mark. */
th_str url_of(const hub_site *site, th_str path, th_str qs, int64_t number);
/* The same in another language: below `base` instead of the visitor's. */
th_str url_below(const hub_site *site, th_str base, th_str path, th_str qs, int64_t number);
th_str url_absolute(const hub_site *site, th_str path);
/* Base of a language: the prefix, and /LANG unless it is the hub's first or not one of the hub's.
 */
th_str url_base(const hub_site *site, th_str lang);
/* The path percent-encoded, fit for a header. */
th_str url_encode_path(th_arena *a, th_str path);
th_str url_encode_query(th_arena *a, th_str qs);

/* ---- url_files.c: addresses of a hub that lies in files ---- */

struct th_request;
/* path?query, both percent-encoded, as a path: /stories/?team=x&page=2 →
 * /stories/by/team/x/page/2/, /stories/feed.atom?team=x → /stories/by/team/x/feed.atom. */
th_str url_as_file(th_arena *a, th_str path, th_str qs);
/* The other way, for a path below the prefix: what it selects is added to r->query. */
void url_from_file(const hub_site *site, struct th_request *r);
/* Will there be a page of that selection? Always, if a program answers. */
bool url_has_page(const hub_site *site, const selection *s);

/* ---- words.c ---- */

/* The theme's word for the key in the interface's language, else the catalogue's. */
th_str word(const hub_site *site, const char *key);
th_str word_in(const hub_site *site, th_str lang, const char *key);
/* With {n} and {m} filled in. */
th_str word_fill(const hub_site *site, const char *key, th_str n, th_str m);
/* KEY_one, KEY_other …, as the number requires in the language, with {n}. */
th_str word_count(const hub_site *site, const char *key, int64_t n);
th_str word_number(th_arena *a, int64_t n);

#endif
