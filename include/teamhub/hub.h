/* hub.h -- hub.yml as values: settings, facets, mappings, and what a path is by them. */
#ifndef TEAMHUB_HUB_H
#define TEAMHUB_HUB_H

#include "teamhub/calendar.h"
#include "teamhub/doc.h"
#include "teamhub/finding.h"
#include "teamhub/kinds.h"
#include "teamhub/source.h"

/* Pages, lists and cards are made for each of them. */
enum { HUB_MAX_LANGUAGES = 24, HUB_MAX_FACETS = 24 };

typedef struct th_facet {
	th_str name, path; /* team, teams */
	th_texts label, plural;
	bool inherit;
	th_kind kind; /* of the documents that are its terms: TH_TERM, TH_VALUE, TH_PROGRAMME,
			 TH_PERSON */
	int line;
} th_facet;

/* Who else builds a site from the same files. */
typedef enum th_generator {
	TH_GENERATOR_NONE, /* they are written for the hub */
	TH_GENERATOR_ANY,  /* it is not known which */
	TH_GENERATOR_JEKYLL,
	TH_GENERATOR_HUGO,
	TH_GENERATOR_ELEVENTY,
} th_generator;

/* Markdown: the hub's own, or what other generators' texts are written in. */
typedef enum th_dialect {
	TH_DIALECT_BY_MAPPING, /* CommonMark where files are mapped, else the hub's own */
	TH_DIALECT_DISCOUNT,
	TH_DIALECT_COMMONMARK,
} th_dialect;

/* One collection's mapping: where its files lie, what their names say, what their fields are
 * called. */
typedef struct th_mapping {
	th_kind kind;
	th_strs folders; /* "stories", "_posts", "content/blog" */
	th_strs
	    names; /* patterns: "{year}-{month}-{day}-{slug}", default "{slug}"; {lang}, {any} */
	th_strs permalinks; /* where the generator published it:
			       "/:categories/:year/:month/:title/": become aliases */
	th_map fields;      /* the file's field name → ours, as th_str*: "tags" → "topic" */
	th_map defaults; /* ours → value, as th_str*: what a file without the field has; several
			    values with line breaks between them */
	th_str lang;     /* default language of its files; empty: the hub's */
	th_strs words;   /* fields whose one text is several values, split at commas or else at
			    spaces, as Jekyll does with tags */
	th_strs skip;    /* values that mean nothing here: "posts", "all" (Eleventy) */
	th_str data;     /* one YAML file with an entry for each document: _data/authors.yml */
	bool mapped;     /* hub.yml says where its files lie or what their fields are called */
	th_generator generator; /* of its files */
} th_mapping;

/* A field of ours that a mapping names. */
typedef struct th_named {
	th_kind kind;
	th_str name;
	int line, column;
} th_named;

/* What becomes of an author who has no file in people/. */
typedef enum th_policy {
	TH_POLICY_BYLINE, /* the name stands in the byline, and the check says so */
	TH_POLICY_PAGE,   /* a page with the name, for repositories whose authors are public */
	TH_POLICY_REFUSE, /* the story is left out */
	TH_POLICY_IGNORE, /* as BYLINE, and nothing is said */
} th_policy;

/* The second edition, for the protected address: hub.yml, internal: */
typedef struct th_internal {
	bool wanted;
	th_str base_url; /* no slash at the end */
	th_str prefix;
} th_internal;

/* A token of the theme that hub.yml sets, or that follows from one: safe in a style sheet. */
typedef struct th_token {
	th_str name;  /* as after --th-: "accent-ink" */
	th_str value; /* "#0b5c55", "0.5rem", "\"Georgia\",serif" */
	bool colour;
	bool dark; /* a colour for dark screens */
} th_token;
typedef TH_LIST(th_token) th_tokens;

typedef struct th_hub {
	th_texts title, tagline;
	th_str company, company_url, contact;
	th_str base_url; /* no slash at the end */
	th_str origin;   /* scheme and authority of base_url */
	th_str prefix;   /* "/team"; empty: the root */
	th_strs languages;
	th_str timezone, theme;
	th_texts
	    shell; /* a page of the host whose layout the hub wears: in the source, or absolute */
	th_texts shell_url; /* its address on the host site; empty: the hub's own */
	int shell_line, theme_line;
	th_tokens design;      /* colours, lengths, fonts instead of the theme's */
	th_str feed_authority; /* of tag: ids: "careers.example,2026"; default from base_url and the
				  fixed year 2026 */
	TH_LIST(th_facet) facets;
	TH_LIST(th_mapping) mappings; /* one for each kind, defaults filled in */
	TH_LIST(th_named) named;      /* names of ours that the mappings give, as written */
	th_policy missing_author;
	bool consent_required; /* false: people without consent: are taken as public (mapped
				  repositories) */
	int per_page;
	bool share_cards;    /* drawn at publish, about 30 ms each the first time */
	bool generator_tags; /* {% … %}, {{< … >}} are looked for */
	th_pairs tags;       /* name of a tag → picture, inner, person or an address with {src} */
	th_dialect dialect;  /* in which Markdown is written */
	th_str synonyms;     /* a group of words that mean one thing a line; empty: none */
	th_str websub;       /* hub that hears of changed feeds (WebSub); empty: none */
	th_str edit_url;     /* where a file is edited, with {path} in it; empty: not said */
	th_str write; /* path of the text that says how one writes a story, or https://…; empty:
			 none */
	int write_line;
	th_strs embed_allow; /* origins of sites that may show the hub's fragments in a frame */
	th_strs ignore;      /* path prefixes */
	th_strs media; /* folders that addresses from the root are also looked for in: "static/" */
	th_strs theme_fields; /* the caller's: names of authors' own fields that the theme prints */
	const th_zone *zone;  /* of timezone */
	th_str raw;           /* the bytes of hub.yml, for the edition's identity */
	th_internal internal;
	th_audience audience;   /* of what is made of it: TH_EXTERNAL, unless hub_make_internal */
	th_generator generator; /* as hub.yml names it; TH_GENERATOR_ANY: it does not */
	/* What other files of the source say of a text: hub_load reads it. */
	const struct th_site *site;
	th_strs moved_from; /* hosts and paths of the site that the files are of:
			       "blog.example/news" */
	th_str site_key;    /* a digest of it; empty: no generator has a say */
} th_hub;

/* Reads hub.yml of the source (absent: defaults, one note). Always fills `hub`; unusable settings
 * become findings and their defaults. -1 only when nothing can be published (err for the operator).
 */
int hub_load(th_hub *hub, const th_source *s, th_arena *a, th_findings *f, th_err *err);
/* The same from bytes, as hub.yml holds them. */
int hub_read(th_hub *hub, th_str bytes, th_arena *a, th_findings *f, th_err *err);
const th_facet *hub_facet(const th_hub *hub, th_str name);
/* The same hub as the internal audience sees it: all documents, at the address of internal: */
void hub_make_internal(th_hub *hub);

/* A date (zone_parse) and an offset by the hub's table of its zone: for ten thousand dates. */
bool hub_date_parse(th_when *out, th_str text, const th_hub *hub);
int hub_date_offset(const th_hub *hub, th_time at);
/* The instant at which that day, month or year is over; of a time, the time. */
th_time hub_date_end(const th_hub *hub, th_when when);
/* Files that are written for the hub and for nothing else, and read wherever collections lie. No
 * repository brings them by chance, and ignore: cannot mean them. */
bool hub_own_file(th_str path);
/* What a path is, by the mappings: fills kind, slug, lang, date (from the name), facet. False: none
 * of the collections' (a picture, a README). */
bool content_classify(
    th_doc *doc, const th_hub *hub, const th_entry *e, th_arena *a, th_findings *f);

const th_mapping *hub_mapping(const th_hub *hub, th_kind kind);
/* The mapping whose folder holds `path`, the longest of several; NULL: none. */
const th_mapping *path_mapping(const th_hub *hub, th_str path, th_str *folder);
/* .md, .markdown */
bool path_is_text(th_str path);
/* "week.en" → "week" and "en", when the hub speaks it; `lang` stays as it is when not. */
void path_split_lang(th_str *name, th_str *lang, const th_hub *hub);
/* id and href from kind, facet and slug. */
void doc_address(th_doc *doc, const th_hub *hub, th_arena *a);

/* ---- own_address.c: what the hub answers by itself (routes.def) ---- */

/* A page, feed or service of the hub, or below a folder of files: no document can be there, now or
 * before. `href` below the prefix, with a slash in front: "/events/calendar/". */
bool hub_answers(const th_hub *hub, th_str href);
/* Below the folder of that name stands what the hub itself makes and no document: search, feeds. */
bool hub_keeps_folder(th_str name);

/* ---- pattern.c: names and addresses by patterns ---- */

typedef struct name_parts {
	int year, month, day; /* 0: not in the name */
	th_str slug, lang;    /* views into the name */
} name_parts;

/* `pattern` as {year}-{month}-{day}-{slug}; false when it does not match the whole of `name`. */
bool pattern_match(name_parts *out, th_str pattern, th_str name, const th_strs *languages);
/* False when a placeholder is unknown: *bad is it. */
bool pattern_check(th_str pattern, th_str *bad);

/* ---- permalink.c: the addresses that generators give ---- */

/* A page as its generator sees it. */
typedef struct permalink_page {
	th_generator
	    as;      /* whose rules; TH_GENERATOR_ANY: the hub's own slug where one is asked for */
	th_str path; /* of its file, below the root of the site's contents */
	th_str stem; /* the name of its file, or of its folder: no date, language, ending */
	th_str slug; /* as written; empty: none */
	th_str own_slug; /* the hub's */
	th_str title, lang;
	th_strs categories;
	th_strs sections; /* Hugo: the folders above it that are sections */
	th_civil date;
	bool dated;
} permalink_page;

/* The pattern of a style that Jekyll has a name for ("pretty"); any other text as it is. */
th_str permalink_style(th_str name);
bool permalink_check(th_str pattern, th_str *bad);
/* The address by `pattern`, percent-encoded, or TH_NONE when a part of it is not known. */
th_str permalink_expand(th_arena *a, th_str pattern, const permalink_page *page);

#endif
