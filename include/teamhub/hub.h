/* hub.h -- hub.yml as values: settings, facets, mappings; and what a path means by them. */
#ifndef TEAMHUB_HUB_H
#define TEAMHUB_HUB_H

#include "teamhub/calendar.h"
#include "teamhub/doc.h"
#include "teamhub/finding.h"
#include "teamhub/kinds.h"
#include "teamhub/source.h"

/* Limits, since pages, lists and cards are made for each of them. */
enum { HUB_MAX_LANGUAGES = 24, HUB_MAX_FACETS = 24 };

typedef struct th_facet {
	th_str name, path; /* team, teams */
	th_texts label, plural;
	bool inherit;
	th_kind kind; /* the kind of its terms: TH_TERM, TH_VALUE, TH_PROGRAMME, TH_PERSON */
	int line;
} th_facet;

/* The static site generator that builds a site from the same files. */
typedef enum th_generator {
	TH_GENERATOR_NONE, /* the files are written for the hub */
	TH_GENERATOR_ANY,  /* there is one, unknown which */
	TH_GENERATOR_JEKYLL,
	TH_GENERATOR_HUGO,
	TH_GENERATOR_ELEVENTY,
	TH_GENERATOR_ZOLA,
} th_generator;

/* The Markdown dialect: the hub's own, or that of other generators. */
typedef enum th_dialect {
	TH_DIALECT_BY_MAPPING, /* CommonMark where files are mapped, else the hub's own */
	TH_DIALECT_DISCOUNT,
	TH_DIALECT_COMMONMARK,
} th_dialect;

/* The mapping of one collection: where its files are, what their names mean, how their fields are
 * called. */
typedef struct th_mapping {
	th_kind kind;
	th_strs folders; /* "stories", "_posts", "content/blog" */
	/* patterns: "{year}-{month}-{day}-{slug}", default "{slug}"; {lang}, {any} */
	th_strs names;
	th_strs permalinks; /* addresses that the generator gave its pages:
			     * "/:categories/:year/:month/:title/"; they become aliases */
	th_map fields;      /* the file's field name → ours, as th_str*: "tags" → "topic" */
	th_map defaults; /* our field → its default, as th_str*; several values are separated by
			  * line breaks */
	th_str lang;     /* default language of its files; empty: the hub's */
	th_strs words;   /* fields whose one text holds several values, separated by commas or
			  * else by spaces, like Jekyll's tags */
	th_strs split;   /* fields whose one text names several people: "A, B and C" */
	th_strs skip;    /* values to ignore: "posts", "all" (Eleventy) */
	th_str data;     /* one YAML file with an entry per document: _data/authors.yml */
	bool mapped;     /* hub.yml sets its folders or field names */
	th_generator generator; /* of its files */
} th_mapping;

/* One of our fields that a mapping names. */
typedef struct th_named {
	th_kind kind;
	th_str name;
	int line, column;
} th_named;

/* What to do with an author who has no file in people/. */
typedef enum th_policy {
	TH_POLICY_BYLINE, /* the name appears in the byline, and the check reports it */
	TH_POLICY_PAGE,   /* the author gets a page, for repositories whose authors are public */
	TH_POLICY_REFUSE, /* the story is left out */
	TH_POLICY_IGNORE, /* like BYLINE, without a finding */
} th_policy;

/* The second edition, for the protected address: internal: in hub.yml */
typedef struct th_internal {
	bool wanted;
	th_str base_url; /* without a slash at the end */
	th_str prefix;
} th_internal;

/* A design token of the theme, set by hub.yml or derived from one that is; safe in a style
 * sheet. */
typedef struct th_token {
	th_str name;  /* without the leading --th-: "accent-ink" */
	th_str value; /* "#0b5c55", "0.5rem", "\"Georgia\",serif" */
	bool colour;
	bool dark; /* a colour for dark mode */
} th_token;
typedef TH_LIST(th_token) th_tokens;

/* A link at the foot of every page: footer: in hub.yml */
typedef struct th_foot_link {
	th_texts label;
	th_texts url; /* by language: http(s)://…, a path of the site ("/imprint/"), or a text of
		       * the content ("pages/imprint.md") */
	int line;
} th_foot_link;

/* Drawings of the content (SVG): logo: in hub.yml */
typedef struct th_logo {
	th_str light, dark; /* paths in the source; empty: none */
	int line;
} th_logo;

typedef struct th_hub {
	th_texts title, tagline;
	th_str company, company_url, contact;
	th_str base_url; /* without a slash at the end */
	th_str origin;   /* scheme and authority of base_url */
	th_str prefix;   /* "/team"; empty: the root */
	th_strs languages;
	th_str timezone, theme;
	th_texts shell; /* the host's page that the hub takes its layout from: in the source, or an
			 * absolute path */
	th_texts shell_url; /* its address on the host site; empty: the hub's own */
	int shell_line, theme_line;
	th_logo logo;
	th_tokens design;      /* colours, lengths and fonts that replace the theme's */
	th_str feed_authority; /* of tag: ids: "careers.example,2026"; default from base_url and the
				  fixed year 2026 */
	TH_LIST(th_facet) facets;
	TH_LIST(th_mapping) mappings; /* one per kind, with defaults filled in */
	TH_LIST(th_named) named;      /* our field names that the mappings use, as written */
	th_policy missing_author;
	bool consent_required; /* false: people without consent: count as public (mapped
				* repositories) */
	int per_page;
	bool share_cards;    /* draw them at publish: about 30 ms each, the first time */
	bool generator_tags; /* look for {% … %} and {{< … >}} */
	th_pairs tags;      /* name of a tag → picture, inner, person, or an address with {src} */
	th_dialect dialect; /* the Markdown dialect of its texts */
	th_str synonyms;    /* one group of synonyms per line; empty: none */
	th_str websub;      /* WebSub hub that is notified of changed feeds; empty: none */
	th_str edit_url;    /* where a file can be edited, with {path} in it; empty: nowhere */
	th_str write;       /* path of the text that explains how to write a story, or https://…;
			     * empty: none */
	int write_line;
	TH_LIST(th_foot_link) footer; /* in the order they appear */
	th_strs embed_allow;  /* origins of sites that may show the hub's fragments in a frame */
	th_strs ignore;       /* path prefixes */
	th_strs media;        /* folders to search for addresses from the root, too: "static/" */
	th_strs theme_fields; /* set by the caller: names of authors' own fields that the theme
			       * prints */
	const th_zone *zone;  /* of timezone */
	th_str raw;           /* the bytes of hub.yml, for the edition's identity */
	th_str content_key;   /* a digest of the settings that texts depend on; empty: of none */
	th_internal internal;
	th_audience audience;   /* whom the edition is for: TH_EXTERNAL, or TH_INTERNAL after
				 * hub_make_internal */
	th_generator generator; /* as hub.yml names it; TH_GENERATOR_ANY: not named */
	/* What other files of the source say about texts; hub_load reads it. */
	const struct th_site *site;
	th_strs moved_from; /* hosts and paths of the site that the files were published on:
			     * "blog.example/news" */
	th_str site_key;    /* its digest; empty: no generator is involved */
} th_hub;

/* Reads hub.yml of the source (missing: defaults and one note). Always fills `hub`; an unusable
 * setting is a finding and keeps its default. -1 only when nothing can be published (err for the
 * operator). */
int hub_load(th_hub *hub, const th_source *s, th_arena *a, th_findings *f, th_err *err);
/* The same from the bytes of hub.yml. */
int hub_read(th_hub *hub, th_str bytes, th_arena *a, th_findings *f, th_err *err);
/* Is it an address rather than a file of the content: http(s)://…, mailto:…, a path of the site? */
bool address_is_link(th_str s);
/* Does a public hub in German have its own layout, and no link to an imprint (§ 5 DDG)? With a
 * host's layout the host has one. */
bool hub_lacks_imprint(const th_hub *hub);
const th_facet *hub_facet(const th_hub *hub, th_str name);
/* Turns the hub into that of the internal audience: all documents, at the address of internal: */
void hub_make_internal(th_hub *hub);

/* Parses a date (zone_parse) in the hub's zone, and gives the offset; fast enough for ten thousand
 * dates. */
bool hub_date_parse(th_when *out, th_str text, const th_hub *hub);
int hub_date_offset(const th_hub *hub, th_time at);
/* The instant at which a day, month or year ends; a time is its own end. */
th_time hub_date_end(const th_hub *hub, th_when when);
/* Is this one of the files written for the hub alone? They are read wherever collections are, and
 * ignore: does not apply to them. */
bool hub_own_file(th_str path);
/* Classifies a path by the mappings: fills kind, slug, lang, facet and the date in the name. False:
 * in no collection (a picture, a README). */
bool content_classify(
    parsed_doc *doc, const th_hub *hub, const th_entry *e, th_arena *a, th_findings *f);

const th_mapping *hub_mapping(const th_hub *hub, th_kind kind);
/* The mapping with the longest folder that holds `path`; NULL: none. */
const th_mapping *path_mapping(const th_hub *hub, th_str path, th_str *folder);
/* Does it end in .md or .markdown? */
bool path_is_text(th_str path);
/* HTML, which is a text in a mapped collection when it has front matter and a date. */
bool path_is_html(th_str path);
/* Splits "week.en" into "week" and "en" when the hub has that language; otherwise leaves `lang`
 * alone. */
void path_split_lang(th_str *name, th_str *lang, const th_hub *hub);

/* A folder of a mapped collection that is one language's: _posts/de/, or Hugo's contentDir of a
 * language. Without path[from, to) the paths of its translations are the same. */
typedef struct th_lang_folder {
	th_str lang; /* empty: none */
	size_t from, to;
} th_lang_folder;
th_lang_folder path_lang_folder(const th_hub *hub, th_str path);
/* The language that the name or else the folder says: of x.de.md, de/x.md; empty: none does. */
th_str path_lang(const th_hub *hub, th_str path);
/* Sets id and href from kind, facet and slug. */
void doc_address(parsed_doc *doc, const th_hub *hub, th_arena *a);

/* ---- own_address.c: addresses that belong to the hub itself (routes.def) ---- */

/* Is `href` a page, feed or service of the hub, or in one of its folders of files? No document can
 * be there, now or before. `href` is below the prefix: "/events/calendar/". */
bool hub_owns_address(const th_hub *hub, th_str href);
/* Does the folder of that name hold only what the hub itself makes: search, feeds? */
bool hub_owns_folder(th_str name);

/* ---- pattern.c: names and addresses by patterns ---- */

typedef struct name_parts {
	int year, month, day; /* 0: not in the name */
	th_str slug, lang;    /* views into the name */
} name_parts;

/* Matches the whole of `name` against `pattern`, such as {year}-{month}-{day}-{slug}. */
bool pattern_match(name_parts *out, th_str pattern, th_str name, const th_strs *languages);
/* False when a placeholder is unknown; *bad is that placeholder. */
bool pattern_check(th_str pattern, th_str *bad);

/* ---- permalink.c: the addresses that generators give to pages ---- */

/* A page as its generator sees it. */
typedef struct permalink_page {
	th_generator as; /* whose rules apply; TH_GENERATOR_ANY: the hub's own slugs */
	th_str path;     /* of its file, below the root of the site's content */
	th_str stem;     /* name of its file or folder, without date, language and extension */
	th_str slug;     /* as written; empty: none */
	th_str own_slug; /* the hub's */
	th_str title, lang;
	th_strs categories;
	th_strs sections; /* Hugo: the folders above it that are sections */
	th_civil date;
	bool dated;
} permalink_page;

/* The pattern of a style that Jekyll names ("pretty"); any other text unchanged. */
th_str permalink_style(th_str name);
bool permalink_check(th_str pattern, th_str *bad);
/* The address by `pattern`, percent-encoded, or TH_NONE when part of it is unknown. */
th_str permalink_expand(th_arena *a, th_str pattern, const permalink_page *page);

#endif
