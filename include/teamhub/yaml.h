/* yaml.h -- a YAML text as a small tree with line and column, and front matter at the top of a
 * file. yaml.c is the one file that knows libyaml. */
#ifndef TEAMHUB_YAML_H
#define TEAMHUB_YAML_H

#include "teamhub/base.h"
#include "teamhub/finding.h"

enum {
	YAML_MAX_DEPTH = 16,
	YAML_MAX_FRONT = 64 * 1024, /* front matter */
};

typedef enum yaml_kind {
	YAML_TEXT,
	YAML_LIST,
	YAML_MAP,
} yaml_kind;

typedef struct yaml_node {
	yaml_kind kind;
	bool plain;  /* not quoted: may mean true, a number, nothing */
	bool lost;   /* an alias that leads nowhere: nothing is known of its value */
	bool shared; /* an alias refers to it */
	th_str text; /* YAML_TEXT */
	int line, column;
	th_str key; /* in a map */
	int key_line, key_column;
	struct yaml_node *first, *next;
	size_t count; /* children */
} yaml_node;

/* Reads the first document of `text`, whose first line is line `line` of `file`. An empty text
 * gives an empty map. Anchors are ignored; an alias, a merge (<<), a duplicate key, a key that is
 * not plain text, more than YAML_MAX_DEPTH levels and every syntax error give -1 and exactly one
 * finding. */
int yaml_read(yaml_node **out, th_str text, th_str file, int line, th_arena *a, th_findings *f);

/* The same, but of a name that appears twice at the top level the last counts, with a warning. */
int yaml_read_last(
    yaml_node **out, th_str text, th_str file, int line, th_arena *a, th_findings *f);

/* A data file of a site, where one fault must not cost all the others: aliases and merges are
 * expanded, within bounds, and reported where they cannot be; of a name that appears twice the last
 * counts, with a warning, or neither where it may hide something. */
int yaml_read_data(
    yaml_node **out, th_str text, th_str file, int line, th_arena *a, th_findings *f);

/* Is there anything after the first document of `text`, which yaml_read could read? It may be
 * unreadable. */
bool yaml_has_more(th_str text);

const yaml_node *yaml_get(const yaml_node *map, th_str key);
/* Nothing, ~ or null, without quotes. */
bool yaml_is_null(const yaml_node *n);
/* true, false, yes, no, on, off, and so in German; false when it is none of them. */
bool yaml_bool(const yaml_node *n, bool *out);

/* A YAML file as pairs, with nested keys joined by dots: the words of a theme. -1 with one finding
 * when it is not valid YAML. */
int content_flatten(th_pairs *out, th_str text, th_str file, th_arena *a, th_findings *f);
/* The same for a tree. */
void yaml_flatten(th_pairs *out, const yaml_node *root, th_arena *a);

/* ---- frontmatter.c ---- */

typedef enum front_format {
	FRONT_YAML,
	FRONT_TOML, /* between +++ lines */
	FRONT_JSON, /* one object, and the text behind it */
} front_format;

typedef struct front {
	front_format format;
	th_str text; /* view into the bytes */
	int line;    /* of its first */
	size_t body_at;
	int body_line;
	bool data; /* the caller's: read by yaml_read_data */
	/* Set by the caller: of a name that appears twice the last counts, with a warning, as in
	 * Jekyll; unless it may keep a text from being published. */
	bool last_counts;
} front;

/* Finds the front matter. -1 with one finding: none, not closed, too large. */
int front_split(front *out, th_str bytes, th_str file, th_arena *a, th_findings *f);
/* Reads it in its format, like yaml_read. */
int front_read(yaml_node **map, const front *split, th_str file, th_arena *a, th_findings *f);

/* ---- toml.c, json.c: as yaml_read; `text` is UTF-8 ---- */

int toml_read(yaml_node **out, th_str text, th_str file, int line, th_arena *a, th_findings *f);
int json_read(yaml_node **out, th_str text, th_str file, int line, th_arena *a, th_findings *f);

#endif
