/* kinds.h -- the kinds of documents (kinds.def), the formats of feeds (feeds.def), what addresses
 * and queries reserve (routes.def, params.def), and texts in several languages. The lowest room
 * that knows what a hub holds: both programs include it. */
#ifndef TEAMHUB_KINDS_H
#define TEAMHUB_KINDS_H

#include "teamhub/base.h"

typedef enum th_kind {
#define KIND(id, ...) TH_##id,
#include "teamhub/kinds.def"
#undef KIND
	TH_KIND_COUNT
} th_kind;

/* "story", "person" …, and the folder of its addresses: "stories", "people" … (terms use the
 * facet's path) */
extern const char *const th_kind_name[TH_KIND_COUNT];
extern const char *const th_kind_path[TH_KIND_COUNT];

typedef enum th_pages { TH_PAGES_OWN, TH_PAGES_ITEMS, TH_PAGES_TERMS } th_pages;
typedef enum th_order { TH_ORDER_NEWEST, TH_ORDER_LATEST, TH_ORDER_BY_ORDER } th_order;
enum { TH_FEEDS = 1, TH_WITH_TERMS = 2 };

/* A row of kinds.def, which explains its columns. */
typedef struct th_kind_row {
	const char *label;
	th_pages pages;
	th_order order;
	unsigned char header, footer, search, sitemap;
	unsigned flags;
} th_kind_row;
extern const th_kind_row th_kinds[TH_KIND_COUNT];

/* False: no kind has that name. */
bool kind_named(th_kind *kind, th_str name);
/* The kind at `place` in a column of places; TH_KIND_COUNT: none. */
typedef enum th_places {
	TH_IN_HEADER = offsetof(th_kind_row, header),
	TH_IN_FOOTER = offsetof(th_kind_row, footer),
	TH_IN_SEARCH = offsetof(th_kind_row, search),
	TH_IN_SITEMAP = offsetof(th_kind_row, sitemap),
} th_places;
th_kind kind_at(th_places column, unsigned place);

typedef enum th_feed {
#define FEED(id, ...) TH_FEED_##id,
#include "teamhub/feeds.def"
#undef FEED
	TH_FEED_COUNT
} th_feed;

typedef struct th_feed_row {
	const char *file, *ending, *name, *type; /* "feed.atom", "atom", "Atom", media type */
} th_feed_row;
extern const th_feed_row th_feeds[TH_FEED_COUNT];

/* The format of a file by its name, "feed.atom"; TH_FEED_COUNT: not a feed. */
th_feed feed_of_file(th_str name);

/* Names that a facet must not have, because a query gives them another meaning; and paths that are
 * taken, by a collection or by the hub's own addresses. */
bool kinds_is_reserved_param(th_str name);
bool kinds_is_reserved_path(th_str path);
/* Parameters that mailings and advertisements add: utm_source, fbclid … */
bool kinds_is_campaign(th_str name);

/* A text in one or several languages; lang empty: in the document's own. */
typedef struct th_in_lang {
	th_str lang, text;
} th_in_lang;
typedef TH_LIST(th_in_lang) th_texts;
/* The text in `lang`, else in `fallback`, else the first one, else TH_NONE. */
th_str texts_get(const th_texts *t, th_str lang, th_str fallback);

/* Who a document is for. By default, everyone. */
typedef enum th_audience {
	TH_UNSAID, /* like TH_EXTERNAL, unless it translates a document that says TH_INTERNAL */
	TH_EXTERNAL,
	TH_INTERNAL, /* not in the public edition at all */
} th_audience;

#endif
