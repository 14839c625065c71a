/* page.h -- what the handlers of this room share, and only they: the request that is being
 * answered, the addresses, the words, and the steps from a view to a reply.
 *
 * A handler (page_*.c, feed.c, sitemap.c …) fills p->v by queries and returns the status: 200 after
 * page_show or after writing p->reply->body and p->type itself, 301 with p->location set, 404 when
 * there is no such thing. It sets no header, writes no markup and no SQL. */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "teamhub/face.h"
#include "teamhub/kinds.h"
#include "teamhub/web.h"

typedef struct page {
	hub_worker *w;
	th_request *r;
	th_arena *a;
	th_reply *reply;
	th_err *log;

	query q; /* with the interface's language and base */
	th_str origin;
	th_str rest;   /* the address below the language: "/stories/x/" */
	bool native;   /* no language in the address */
	bool internal; /* the edition is: nothing of it is for others */
	th_str token;  /* by which a feed reader was let in; empty: by a login */
	th_str frames; /* sites that may show this page in a frame, besides this one */
	bool varies;   /* what is answered depends on the visitor's languages */

	th_str seg;                 /* what `*` bound */
	const edition_facet *facet; /* what `FACET` bound */
	th_kind kind;               /* of the route */
	th_feed format;             /* what `FEED` bound */

	selection_term fixed; /* what the address itself selects; facet empty: nothing */
	selection asked;      /* by the query, in canonical order */
	selection all;        /* both */
	int64_t number;       /* ?page=, from 1 */

	th_time modified; /* TH_NEVER: not known */
	/* What is shown turns by itself: as it is in [since, until); TH_NEVER: it does not. */
	th_time turn_since, turn_until;
	th_str type;     /* media type of the body */
	th_str tag;      /* of a file that never changes: its ETag; else empty */
	th_str location; /* 301, 302 */

	view v;
	view_site site;
	view_head head;
} page;

typedef int (*page_handler)(page *p);

/* ---- routes (router.c) ---- */

typedef struct route { /* a row of routes.def */
	const char *pattern;
	page_handler handler;
	th_kind kind; /* TH_KIND_COUNT: of none */
} route;
extern const route web_routes[];
extern const size_t web_route_count;
/* The first route that takes `path`, with p->seg, p->facet and p->format bound; NULL: none. */
const route *route_find(page *p, th_str path);
/* Answers the request but for the headers that all replies have. Returns the status. */
int route_answer(page *p);
/* Sets p->location to a path of this host, with the visitor's query. Returns 301. */
int route_redirect(page *p, th_str target);

/* ---- what a worker knows of its edition (worker.c) ---- */

const face_html *worker_face(const hub_worker *w);
/* Addresses of the theme's style sheet and script into p->site. */
void worker_assets(const hub_worker *w, page *p);
/* What there is to show now: collections without a document stay out of the navigation. */
typedef struct worker_shows {
	bool report; /* the edition holds one, and the theme has a page for it */
	bool kinds[TH_KIND_COUNT], facets[64];
} worker_shows;
/* The navigation in the interface's language, kept from request to request. */
void worker_nav(hub_worker *w, page *p, const view_links **nav, const view_links **footer);

const char *worker_file(const hub_worker *w); /* the symlink */
const char *worker_tokens(const hub_worker *w);

/* ---- files.c ---- */

/* True for an address of a picture or theme file. */
bool web_file_is(th_str path);
/* A handler: 200 with the file, or 404. */
int files_answer(page *p);

/* ---- access.c, tokens.c ---- */

/* Whether whoever asks may read this edition: 0, or 401, 403. Sets p->internal and takes the token
 * out of the query; whoever brought one to a public edition is sent on without it (302). */
int access_check(page *p);
enum { TOKEN_MIN = 32, TOKEN_MAX = 128 };
/* True when the file has the token's digest. What an operator should mend goes to `log`. */
bool tokens_hold(const char *file, th_str token, th_err *log);

/* ---- request.c ---- */

/* Sets r->path from what the server said of the address, for a hub below `prefix`. */
void request_find_path(th_request *r, th_str prefix);

/* The parameters that a query may have besides facets (params.def). */
typedef enum web_param {
#define PARAM(id, name) PARAM_##id,
#define FACET(name)
#define CAMPAIGN(name)
#include "teamhub/params.def"
#undef PARAM
#undef FACET
#undef CAMPAIGN
} web_param;
th_str request_param(web_param param); /* "page" */
/* Takes a parameter that is not part of a selection out of the query: its last value, or TH_NONE.
 */
th_str request_take(th_request *r, web_param param);
/* Adds the parameters of a query string, bounded and clean; 0, or the status that it deserves. */
int request_read_query(th_request *r, th_str raw);

/* ---- selection.c ---- */

/* Reads the query of a list: p->asked, p->all, p->number. False: unknown facet, term or page. */
bool selection_read(page *p);
/* The same below a term's or a person's page, the one that the address names, and where that page
 * is; false: there is no such. */
bool selection_of_term(page *p, th_str *path);
bool selection_of_person(page *p, th_str *path, th_str *name);
/* For lists without filters: p->asked and p->all are empty, p->number is read. False: there is more
 * in the query than a page. */
bool selection_is_none(page *p);
/* The canonical query of a selection: "" or "team=platform&place=leipzig", without a page. */
th_str selection_query(page *p, const selection *s);
/* With the term added, or without it. */
selection selection_with(page *p, const selection *s, th_str facet, th_str term);
selection selection_without(page *p, const selection *s, th_str facet, th_str term);
bool selection_has(const selection *s, th_str facet, th_str term);
/* In words: "Plattform, Leipzig"; empty for the empty selection. */
th_str selection_words(page *p, const selection *s);

/* ---- url.c ---- */

/* base + path + "?" + query (and page when > 1). `query` without its question mark. */
th_str url_of(page *p, th_str path, th_str qs, int64_t number);
th_str url_absolute(page *p, th_str path);
/* "?…" or "", for feeds. */
th_str url_query(page *p, th_str qs, int64_t number);
/* Base of a language: the prefix, and /LANG unless it is the hub's first or not one of the hub's.
 */
th_str url_base(page *p, th_str lang);
/* The path percent-encoded, fit for a header. */
th_str url_encode_path(page *p, th_str path);
th_str url_encode_query(page *p, th_str qs);

/* ---- words.c ---- */

/* The theme's word for the key in the interface's language, else the program's own. */
th_str word(const page *p, const char *key);
th_str word_in(const page *p, th_str lang, const char *key);
/* With {n} and {m} filled in. */
th_str word_fill(const page *p, const char *key, th_str n, th_str m);
/* KEY_one, KEY_other …, as the number asks for in the language, with {n}. */
th_str word_count(const page *p, const char *key, int64_t n);
th_str word_number(const page *p, int64_t n);

/* ---- view_common.c ---- */

/* The share card, or else `picture` (may be NULL); neither, and no words, where somebody has not
 * agreed to it. After head.lang and head.og_type are set. */
/* The same picture, to be loaded at once; NULL of none. For the first one that a page shows. */
const view_picture *page_early(page *p, const view_picture *picture);
void page_share(page *p, th_str kind, th_str slug, const view_picture *picture);
/* Who is named as the author where Mastodon shows the link; after page_share. */
void page_creator(page *p, const view_people *people);

/* Title, language, canonical address, alternates, navigation. `title` empty: the site's own. */
void page_begin(page *p, const char *kind, th_str title, th_str description);
/* Makes the links of the navigation, in p's language and arena. Called by worker_nav. */
void page_nav(page *p, const worker_shows *shows, view_links *nav, view_links *footer);
/* Adds a step to the crumbs; home is there already. */
void page_crumb(page *p, th_str label, th_str href);
/* Addresses of the three feeds of the list at `path`; `query` without a page. */
void page_feeds(page *p, view_feed_links *out, th_str path, th_str qs, th_str title);
/* The same for a page that leads to one feed of its own: for the head, and the address of the page
 * that explains them (`subscribe` may be NULL). `title` without the site's. */
void page_subscribe(
    page *p, view_feed_links *feeds, th_str *subscribe, th_str path, th_str qs, th_str title);
/* Canonical, prev and next, alternates for page `number` of `of` of the list at `path`. */
void page_address(page *p, th_str path, th_str qs, int64_t number, int64_t of);
/* Writes the view through the theme; 200, or 500 with p->log. */
int page_show(page *p);
/* Switches the interface to `lang` when the hub speaks it; true when something changed. */
bool page_speak(page *p, th_str lang);
const view_pages *page_numbers(page *p, th_str path, th_str qs, int64_t number, int64_t of);

/* ---- negotiate.c ---- */

/* The one of `langs` that suits an Accept-Language best; TH_NONE: none does. */
th_str negotiate_language(th_arena *a, const th_strs *langs, th_str accept);

/* ---- profiles.c ---- */

/* What an address of a person is called: Mastodon, LinkedIn, Website. */
th_str profile_label(page *p, th_str name);

/* ---- facts.c ---- */

/* What is said of a job or an event, into item->facts. */
void facts_fill(page *p, view_item_page *item);
/* Where an event is, in one line: "Canteen, house 2, Hafenstraße 4, 25813 Husum". */
th_str facts_location(page *p, const view_item *item);

/* ---- when.c ---- */

/* An event's next meeting, its rule and its kind in words. */
void when_fill(page *p, view_item *item);
void when_fill_all(page *p, view_items *items);
th_str when_kind(page *p, th_str kind);
/* Those of the days that are not over, in words, at most six. */
th_str when_days(page *p, const view_item *item, const th_time *walls, size_t n);

/* ---- events.c: events of a selection, for their list and their calendar ---- */

typedef struct events_chosen {
	th_str kind;                  /* ?kind=; empty: any */
	th_str query;                 /* the selection in canonical spelling */
	th_str words;                 /* in words; empty: all */
	view_items coming, past, all; /* all: whatever the selection */
	bool known;                   /* there is an event of that kind */
	th_time modified;             /* newest change among them */
} events_chosen;

/* False: there is no such kind, term or facet. */
bool events_choose(page *p, events_chosen *c);
void events_filters(page *p, const events_chosen *c, view_items_page *items);
const view_calendar *events_calendar(page *p, const events_chosen *c);
/* page_events.c: words, further dates and calendar of one event, into its page. */
void event_page_fill(page *p, view_item_page *item);

/* ---- page_items.c ---- */

/* Where the list of a kind is: "/guidelines/", and what it is called. */
th_str kind_path(page *p, th_kind kind);
th_str kind_label(page *p, th_kind kind);

/* ---- material.c ---- */

/* Where one proposes a change of the document of this page: the file in the repository, or a mail
 * to the contact that is begun already; TH_NONE: the hub names neither. */
th_str material_propose(page *p, th_str kind, th_str title);
/* Where it is told how one writes a story; TH_NONE: nowhere. */
th_str material_write(page *p);
/* The sizes of files in words. */
void material_sizes(page *p, view_downloads *downloads);

/* ---- list.c: what story lists and term pages have in common ---- */

/* Cards, filters, chips, pages, feeds of p->all at `path`. False: no such page. */
bool list_fill(page *p, view_list *list, th_str path);
/* "42 stories", or only "Stories" when a person is selected. */
th_str list_count_label(page *p, int64_t n);
/* What p->all could be narrowed to; without numbers when a person is selected. */
void list_filters(page *p, view_filters *filters);
/* Addresses of the options: the list with them, or without. */
void list_link_options(page *p, view_filters *filters, th_str path);
/* What is selected, each with the address of the list without it. */
void list_add_chips(page *p, view_links *chips, th_str path);
int64_t list_per_page(page *p);

/* ---- share.c: what the share kit, its files, posters, fragments and oEmbed have in common ---- */

/* Whether the theme has a layout for it: the kit came later than some themes. */
bool share_has(const page *p, const char *kind);
/* The best address of what was selected: of a term or person when it is that alone, else of the
 * list with its query. After selection_read. */
void share_list(page *p, th_str *path, th_str *qs);
/* That address, absolute, with the campaign tag. */
th_str share_url(page *p);
/* The query of the selection with the tag, for addresses below /feeds/; `more`: "size=a6" or "". */
th_str share_query(page *p, const char *more);
/* "People at Example: Platform, Leipzig". */
th_str share_title(page *p);
/* Absolute address of the fragment of the selection. */
th_str share_frame(page *p);
/* Absolute address of what oEmbed says of the page at `url`. */
th_str share_oembed(page *p, th_str url);

/* ---- reply.c ---- */

void reply_header(page *p, th_str name, th_str value);
/* Status-dependent headers, ETag, conditions, caching; turns 200 into 304 where it may. */
void reply_finish(page *p, int status);
/* headers.c: the headers that protect the page, whatever its status. */
void reply_protect(page *p);
/* RFC 9110 §13.1.2 with weak comparison; a tag that a server marked as compressed ("x-gzip") is the
 * one that it was made of. */
bool reply_etag_matches(th_str if_none_match, th_str etag);

/* ---- error.c ---- */

/* Writes the error page of `status` through the theme, or the built-in one. */
void error_show(page *p, int status);
/* The built-in page, which needs neither edition nor theme. */
void error_builtin(th_buf *out, int status);

/* ---- handlers ---- */

int page_start(page *p);
int page_stories(page *p);
int page_story(page *p);
int page_people(page *p);
int page_person(page *p);
int page_terms(page *p);
int page_term(page *p);
int page_versions(page *p);
int page_search(page *p);
int search_moved(page *p);
int subscribe_search(page *p);
int feed_search(page *p);
int page_items(page *p);
int page_item(page *p);
int page_events(page *p);
int page_calendar(page *p);
int calendar_all(page *p);
int calendar_term(page *p);
int calendar_event(page *p);
int subscribe_stories(page *p);
int subscribe_people(page *p);
int subscribe_items(page *p);
int subscribe_terms(page *p);
int subscribe_term(page *p);
int subscribe_person(page *p);
int feed_stories(page *p);
int feed_people_list(page *p);
int feed_items(page *p);
int feed_terms(page *p);
int feed_term(page *p);
int feed_person_stories(page *p);
int feed_root(page *p);
int page_kit(page *p);
int page_poster(page *p);
int page_report(page *p);
int share_qr_svg(page *p);
int share_qr_png(page *p);
int share_opml(page *p);
int page_fragment(page *p);
int oembed_answer(page *p);
int sitemap_answer(page *p);
int robots_answer(page *p);
int healthz_answer(page *p);

#endif
