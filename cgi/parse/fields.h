/* fields.h -- what the files of cgi/parse share: the reading of fields. */
#ifndef TEAMHUB_PARSE_FIELDS_H
#define TEAMHUB_PARSE_FIELDS_H

#include "teamhub/parse.h"

typedef struct field_job {
	parsed_doc *doc;
	const th_hub *hub;
	const th_mapping *mapping;
	th_arena *arena;   /* for what the document keeps */
	th_arena *scratch; /* for what only reading needs */
	th_findings *findings;
	th_strs categories;        /* for permalinks */
	th_strs given;             /* our names of the fields in the file */
	const yaml_node *event[9]; /* fields of an event, read together: event.h */
	int line;                  /* where a missing field is reported */
	bool date_moves;           /* the date is the day of the file's last commit */
	bool bad;                  /* a finding that leaves the file out */
} field_job;

/* Assigns every entry of `map` to its field; unknown ones are kept in doc->fields. */
void fields_read(field_job *job, const yaml_node *map);
/* One field, by its name in the file or in another file that gives it to this one. */
void field_read(field_job *job, th_str name, const yaml_node *n);
/* One of our fields, called `written` in the file; false: there is none of that name. */
bool field_apply(field_job *job, th_str target, th_str written, const yaml_node *n);
/* site_fields.c, after the document's own fields: those that other files of the site give to it,
 * and signs that the generator does not publish it. */
void site_fields(field_job *job, const yaml_node *own);
/* old_address.c: adds the addresses at which the generator published it as aliases. `map` has its
 * own fields. */
void old_addresses(field_job *job, const yaml_node *map);
/* The mapping's values for missing fields; then reports what a kind must have. */
void fields_finish(field_job *job);
/* Keeps XML 1.0 characters only: others become U+FFFD, with one finding. */
th_str text_clean(field_job *job, th_str text, int line, int column);

#endif
