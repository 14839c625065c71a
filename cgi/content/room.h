/* room.h -- what the files of cgi/content share. Not for other rooms. */
#ifndef CONTENT_ROOM_H
#define CONTENT_ROOM_H

#include "teamhub/content.h"
#include "yaml.h"

enum {
	CONTENT_MAX_FILE = 1024 * 1024, /* a text with its front matter */
	CONTENT_MAX_FRONT = 64 * 1024,
	CONTENT_MAX_NAMES = 64, /* list items of a field that are looked at */
};

/* ---- date.c ---- */

bool zone_parse(th_when *out, th_str text, const th_zone *zone);

/* ---- pattern.c ---- */

typedef struct name_parts {
	int year, month, day; /* 0: not in the name */
	th_str slug, lang;    /* views into the name */
} name_parts;

/* `pattern` as {year}-{month}-{day}-{slug}; false when it does not match the whole of `name`. */
bool pattern_match(name_parts *out, th_str pattern, th_str name, const th_strs *languages);
/* False when a placeholder is unknown: *bad is it. */
bool pattern_check(th_str pattern, th_str *bad);
bool permalink_check(th_str pattern, th_str *bad);
/* The address that a generator gave `doc`, or TH_NONE when a part is not known. */
th_str permalink_expand(
    th_arena *a, th_str pattern, const th_doc *doc, th_str stem, const th_strs *categories);

/* ---- frontmatter.c ---- */

typedef struct front {
	th_str yaml; /* view into the bytes */
	int yaml_line;
	size_t body_at;
	int body_line;
} front;

/* Finds the front matter. -1 with one finding: none, not closed, TOML, JSON, too large. */
int front_split(front *out, th_str bytes, th_str file, th_arena *a, th_findings *f);

/* ---- fields.c ---- */

typedef struct field_job {
	th_doc *doc;
	const th_hub *hub;
	const th_mapping *mapping;
	th_arena *arena;   /* what the document keeps */
	th_arena *scratch; /* what only the reading needs */
	th_findings *findings;
	th_strs categories;        /* for permalinks */
	th_strs given;             /* our names of the fields that stood there */
	const yaml_node *event[9]; /* fields of an event that are read together: event.h */
	int line;                  /* where a missing field is reported */
	bool bad;                  /* a finding that leaves the file out */
} field_job;

/* Gives every entry of `map` to its field; unknown ones are kept in doc->fields. */
void fields_read(field_job *job, const yaml_node *map);
/* Values of the mapping for fields that the file does not have, and what a kind must have. */
void fields_finish(field_job *job);
/* XML 1.0 characters only: others become U+FFFD, with one finding. */
th_str text_clean(field_job *job, th_str text, int line, int column);
/* As text_clean, white space at the ends gone and runs of it one space. */
th_str text_line(th_arena *a, th_str text);

/* ---- parse.c ---- */

/* A document from an entry of a data file (_data/authors.yml). */
int content_parse_data(
    th_doc *doc, const th_hub *hub, const yaml_node *map, th_arena *a, th_findings *f);

/* ---- classify.c ---- */

const th_mapping *hub_mapping(const th_hub *hub, th_kind kind);
/* Without the last ending; the base name. */
th_str path_stem(th_str path);
th_str path_base(th_str path);
th_str path_folder(th_str path); /* with its slash; empty at the root */
bool path_in(th_str path, th_str folder);
/* A document of which nothing is known: no date, no consent, visible for ever. */
th_doc doc_empty(th_kind kind, th_str path);
/* id and href from kind, facet and slug. */
void doc_address(th_doc *doc, const th_hub *hub, th_arena *a);

/* ---- nearest.c ---- */

/* The one of `names` that is a typing error away from `word`, or TH_NONE. */
th_str nearest(th_str word, const th_strs *names);

/* ---- link.c and its helpers, in the order they run ---- */

/* Names to documents, made once all slugs stand. */
typedef struct resolver {
	th_content *content;
	th_findings *findings;
	th_map people; /* slug of slug, name or other name → th_doc* */
	th_map terms;  /* "facet/slug of slug or title" → th_doc* */
	th_map slugs;  /* as written → slug, as th_str*: transliteration is slow */
	th_map hints;  /* as written → nearest, as th_str* */
	th_strs person_slugs;
	th_map known; /* facet → th_strs* of the slugs that have a file */
} resolver;

/* A document that no file made; it may be shown. */
th_doc *content_make_up(th_content *c, th_kind kind, th_str facet, th_str slug, th_str title);
/* The slug of what an author wrote, remembered. */
th_str resolver_slug(resolver *r, th_str written);
/* The nearest of `known`, remembered under `key`. */
th_str resolver_hint(resolver *r, th_str key, th_str slug, const th_strs *known);
bool doc_is_first_lang(const th_doc *doc, const th_content *c);

void link_names(resolver *r);       /* people.c: what people answer to */
void link_audience(resolver *r);    /* audience.c: who is not to read it */
void link_hidden(resolver *r);      /* audience.c: their addresses, which stand nowhere */
void link_withdrawals(resolver *r); /* withdrawals.c: what withdrawn.yml names */
void link_consent(resolver *r);     /* consent.c: which people may be shown, and what of them */
void link_people(
    resolver *r); /* people.c: authors, from, to become people; missing ones are made up */
void link_shown(resolver *r);      /* check_shown.c: the consent of people in pictures */
void link_agreements(resolver *r); /* agreement.c: versions of the guidelines, and reminders */
void link_meetings(resolver *r);   /* meetings.c: what all events come to */
void link_judge(resolver *r); /* consent.c: what others wrote, by the consent of their people */
void link_terms(resolver *r); /* terms.c: facets, inherited ones included */
void link_programmes(resolver *r);        /* programmes.c: topics of people, rules, whose stories */
void link_stories_of_events(resolver *r); /* people.c */
void link_translations(resolver *r);      /* address.c */
void link_pictures(resolver *r);          /* pictures.c */
void link_hrefs(resolver *r);             /* address.c: addresses in use, aliases that are free */
void link_visibility(resolver *r);        /* visible.c */
th_time day_after(const th_hub *hub,
    th_when when); /* visible.c: the instant at which that day, month, year ends */

/* Something is judged differently from `at` on (TH_NEVER: nothing is). */
void content_judged(th_content *c, th_time at);
/* address.c: the key of stories that are one in several languages, by their paths; and the story
 * that `translates` means, or NULL. */
th_str translation_group(const th_content *c, th_str path);
const th_doc *translation_original(const th_content *c, const th_doc *doc);
/* withdrawals.c: reads withdrawn.yml, so that link can use it. */
int withdrawals_load(th_content *c, th_findings *f, th_err *err);
/* address.c: an alias as written by `doc`, below the prefix; TH_NONE: no address of the hub's
 * documents. */
th_str address_normalise(th_content *c, const th_doc *doc, th_str written);

#endif
