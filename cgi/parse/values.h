/* values.h -- the types of fields. Between the table of fields (fields.def), fields.c and
 * values.c. */
#ifndef TEAMHUB_PARSE_VALUES_H
#define TEAMHUB_PARSE_VALUES_H

#include "event.h"
#include "fields.h"

enum { MAX_KEPT = 200 };

typedef enum field_type {
#define TYPE(id, ...) F_##id,
#include "teamhub/field_types.def"
} field_type;

enum {
	KEEP = 1,      /* the theme gets it, too, under its own name */
	FATAL = 2,     /* if unreadable, the file is left out rather than published wrongly */
	HIDES = 4,     /* hides, ends or limits something: hides if it is unreadable, or if a name
			* is nearly its own */
	PRIVATE = 8,   /* never published, under any name */
	ANY_CASE = 16, /* a generator's name, read in any case */
};

typedef struct field_def {
	const char *name;
	unsigned kinds; /* bits of th_kind */
	field_type type;
	size_t where;
	int flags;
	const char *also; /* common wrong names: fields.def */
} field_def;

/* ---- field_names.c ---- */

/* The field of that name for such documents, or NULL. */
const field_def *field_find(th_kind kind, th_str name);

typedef struct field_guess {
	th_str name; /* the field or facet that is meant; TH_NONE: none */
	bool same;   /* written in other letters only: it is read */
	bool hides;
	bool drop; /* the value must not be seen */
} field_guess;
/* For a name that is neither a field nor a facet. */
field_guess field_meant(const th_hub *hub, th_kind kind, th_str name, th_arena *a);
/* hidden_words.c: the field to use instead of a name that hides the text with this value, such as
 * status: draft; TH_NONE: it does not hide. */
th_str field_hidden_by(th_str name, const yaml_node *n, th_arena *a);
/* The same inside a map that is passed to themes: params: {draft: true}. */
th_str field_hidden_in(th_str name, const yaml_node *n, th_arena *a);
/* Does the text begin with more fields, one of which hides it, and a line that ends them? */
bool field_hidden_below(th_str body, th_arena *a);
/* The first folder in `below`, a path, that is for texts which are not to be seen (drafts/);
 * TH_NONE: none. first_is_facet: the first one is a name of the hub. */
th_str folder_that_hides(th_str below, bool first_is_facet, th_arena *a);
/* Does the mapping give it its own name? That is how hub.yml says that a field is the repository's
 * own. */
bool field_is_own(const th_mapping *m, th_str name);
/* The part of `field` (PART in fields.def) with that name, in any letters; TH_NONE: none, then
 * *hint is the one that is meant, or TH_NONE. */
th_str field_part(const char *field, th_str name, th_str *hint, th_arena *a);
th_str field_parts(const char *field, th_arena *a); /* all of them: "name, date" */

/* `written` is the name in the file. */
void value_read(field_job *job, const field_def *def, th_str written, const yaml_node *n);
void value_read_terms(field_job *job, const th_facet *facet, th_str written, const yaml_node *n);
/* The texts of a text or list, cleaned, without those that the mapping skips. */
void value_texts(field_job *job, th_strs *out, th_str written, const yaml_node *n);
/* One text on one line; false when there is none, with a finding when it is something else. */
bool value_one_text(field_job *job, th_str written, const yaml_node *n, th_str *out);
/* The first of these keys in the map; NULL: none. */
const yaml_node *value_first_of(const yaml_node *map, const char *const *keys, size_t count);
/* values_links.c: a map or list of addresses; in a mapped collection also accounts. */
void value_read_links(field_job *job, th_pairs *links, th_str written, const yaml_node *n);
/* What themes call such a list (social:), and places whose name alone is a field (github:). */
bool value_is_links_name(th_str name);
bool value_is_place(th_str name);
/* plain_text.c: `text` as its readers saw it: entities decoded, without HTML tags and, if it is
 * Markdown, without its marks. In `a`, or `text` itself. */
th_str text_plain(th_arena *a, th_str text, bool markdown);
/* A date; false when there is none, with a finding when it cannot be read. */
bool value_when(field_job *job, th_when *when, th_str written, const yaml_node *n);
/* The day on which the file came into the repository, or last changed; false, with a finding: the
 * history of the file is not known. */
bool value_date_of_file(field_job *job, th_when *when, th_str written, int line, bool came);
/* Makes an unreadable date, just reported, no reason to leave the file out. */
void value_soften(field_job *job);
void value_refuse(
    field_job *job, enum th_rule_id rule, th_str written, const yaml_node *n, th_str value);
void value_read_consent(
    field_job *job, th_consent *c, th_str written, const yaml_node *n); /* values_consent.c */
void value_read_date(
    field_job *job, const field_def *def, th_when *when, th_str written, const yaml_node *n);
/* values_names.c */
void value_read_lang(field_job *job, th_str *out, th_str written, const yaml_node *n);
void value_read_slug(field_job *job, th_str *out, th_str written, const yaml_node *n);
/* values_hides.c */
void value_keep_stricter(const parsed_doc *doc, th_when *now, const th_when *old);
void value_read_draft(field_job *job, th_str written, const yaml_node *n);
void value_read_published(field_job *job, th_str written, const yaml_node *n);
void value_read_kept_bool(field_job *job, const field_def *def, th_str written, const yaml_node *n);
void value_read_withdrawn(field_job *job, const field_def *def, th_str written, const yaml_node *n);
void value_read_shown(field_job *job, th_refs *refs, th_str written, const yaml_node *n);
/* For an unknown part of consent: or shown: the file is left out. */
void value_refuse_part(field_job *job, const char *field, const yaml_node *n, th_str hint);
void value_read_audience(
    field_job *job, th_str written, const yaml_node *n);                   /* values_audience.c */
void value_read_focus(field_job *job, th_str written, const yaml_node *n); /* values_focus.c */
/* values_lists.c */
void value_read_changes(field_job *job, th_str written, const yaml_node *n);
void value_read_downloads(field_job *job, th_str written, const yaml_node *n);
/* One text, or {de: …, en: …}; names of people: one text or a list. */
void value_read_texts(field_job *job, th_texts *texts, th_str written, const yaml_node *n);
void value_read_refs(field_job *job, th_refs *refs, th_str written, const yaml_node *n);
/* An unknown key of `written`, with the one that is meant, or with all that exist. */
void value_unknown_key(field_job *job, th_str written, const yaml_node *n, const th_strs *known);
/* The name in {name: Jana Weber, url: …}; NULL: it has none. */
const yaml_node *value_named(const yaml_node *map);
/* An address with a harmless scheme; false when there is none, with a finding. */
bool value_url(field_job *job, th_str written, const yaml_node *n, th_str *out);
void value_read_colours(field_job *job, th_str written, const yaml_node *n); /* values_colours.c */
/* values_programme.c */
void value_read_join(field_job *job, th_str written, const yaml_node *n);
void value_read_stories(field_job *job, th_str written, const yaml_node *n);
void value_read_first(field_job *job, th_str written, const yaml_node *n);
void value_read_jobs(field_job *job, th_str written, const yaml_node *n);
void value_check_hashtag(field_job *job, const yaml_node *n);
void value_read_memberships(
    field_job *job, const th_facet *facet, th_str written, const yaml_node *n);
/* check_front.c */
void value_read_overrides(field_job *job, const yaml_node *n);
void field_keep(field_job *job, th_str name, const yaml_node *n);

#endif
