/* fields.h -- what the files of cgi/parse share: where front matter lies, and the reading of its
 * fields. */
#ifndef TEAMHUB_PARSE_FIELDS_H
#define TEAMHUB_PARSE_FIELDS_H

#include "teamhub/parse.h"

typedef struct front {
	th_str yaml; /* view into the bytes */
	int yaml_line;
	size_t body_at;
	int body_line;
} front;

/* Finds the front matter. -1 with one finding: none, not closed, TOML, JSON, too large. */
int front_split(front *out, th_str bytes, th_str file, th_arena *a, th_findings *f);

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

#endif
