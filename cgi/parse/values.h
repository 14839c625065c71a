/* values.h -- the types that a field may have, between fields.c (the table) and values.c. */
#ifndef TEAMHUB_PARSE_VALUES_H
#define TEAMHUB_PARSE_VALUES_H

#include "event.h"
#include "fields.h"

enum { MAX_KEPT = 200 };

typedef enum field_type {
	F_TEXTS,      /* th_texts: one text, or one a language */
	F_TEXT,       /* th_str */
	F_DATE,       /* th_when */
	F_BOOL,       /* bool */
	F_INT,        /* int64_t */
	F_REF,        /* th_ref: one text and its line */
	F_REFS,       /* th_refs */
	F_STRS,       /* th_strs */
	F_PICTURE,    /* th_str: a path, or a map with src and alt */
	F_LINKS,      /* th_pairs: name and address */
	F_LANG,       /* th_str */
	F_SLUG,       /* th_str */
	F_ALIASES,    /* th_strs: addresses, or other names of a person */
	F_PERMALINK,  /* an address of the generator; false: not published */
	F_PUBLISHED,  /* false: a draft */
	F_TRANSLATES, /* th_str and its line */
	F_WITHDRAWN,  /* true or a date */
	F_CONSENT,    /* th_consent */
	F_CHANGES,    /* what each version of a guideline changed */
	F_DOWNLOADS,  /* files to take along */
	F_OVERRIDES,  /* rules of the guidelines, with reasons */
	F_AUDIENCE,   /* external; whatever else stands there is internal */
	F_FOCUS,      /* what must stay of a picture */
	F_URL,        /* kept when its scheme is harmless */
	F_EVENT,      /* read when all are known: event.h; `where` is its place there */
	F_COLOURS,    /* kept, written anew */
	F_JOIN,       /* how to join a programme: kept */
	F_OWN,        /* which stories are a programme's */
	F_FIRST,      /* what its page begins with */
	F_JOBS,       /* its ambassadors may be asked about jobs */
} field_type;

enum {
	KEEP = 1,  /* also for the theme, under its own name */
	FATAL = 2, /* unreadable: the file is left out rather than published wrongly */
};

typedef struct field_def {
	const char *name;
	unsigned kinds; /* bits of th_kind */
	field_type type;
	size_t where;
	int flags;
} field_def;

/* `written` is the name as it stands in the file. */
void value_read(field_job *job, const field_def *def, th_str written, const yaml_node *n);
void value_read_terms(field_job *job, const th_facet *facet, th_str written, const yaml_node *n);
/* The texts of a text or list, cleaned; those that the mapping skips left away. */
void value_texts(field_job *job, th_strs *out, th_str written, const yaml_node *n);
/* One text on one line; false when there is none, with a finding when it is something else. */
bool value_one_text(field_job *job, th_str written, const yaml_node *n, th_str *out);
/* A date; false when there is none, with a finding when it cannot be read. */
bool value_when(field_job *job, th_when *when, th_str written, const yaml_node *n);
void value_refuse(
    field_job *job, enum th_rule_id rule, th_str written, const yaml_node *n, th_str value);
void value_read_consent(
    field_job *job, th_consent *c, th_str written, const yaml_node *n); /* values_consent.c */
/* audience.c; the second: true when `name` is a typing error away from "audience". */
void value_read_audience(field_job *job, th_str written, const yaml_node *n);
bool value_read_near_audience(field_job *job, th_str name, const yaml_node *n);
void value_read_focus(field_job *job, th_str written, const yaml_node *n); /* values_focus.c */
/* values_lists.c */
void value_read_changes(field_job *job, th_str written, const yaml_node *n);
void value_read_downloads(field_job *job, th_str written, const yaml_node *n);
/* One text, or {de: …, en: …}; names of people: one text or a list. */
void value_read_texts(field_job *job, th_texts *texts, th_str written, const yaml_node *n);
void value_read_refs(field_job *job, th_refs *refs, th_str written, const yaml_node *n);
/* A key that `written` does not have, with the one that is meant; or those that there are. */
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
