/* parts.h -- shared by yaml.c, json.c and their helpers; knows no library. */
#ifndef YAML_PARTS_H
#define YAML_PARTS_H

#include "teamhub/yaml.h"

/* Do not guess which of two values is meant when one may keep a text from being published. */
bool yaml_may_hide(th_str key);
/* Warns that `key` appears twice, first on line `before`. */
void yaml_tell_twice(th_findings *f, th_mark at, th_str key, int before);
/* Marks a value that cannot be understood: a field that can hide a text then hides it. */
void yaml_make_unclear(yaml_node *n);

/* ---- breaks.c: U+0085, U+2028 and U+2029, which libyaml takes for ends of lines ---- */

enum { YAML_BREAKS = 3 };

typedef struct yaml_breaks {
	bool any;
	uint32_t stand_in[YAML_BREAKS]; /* characters that the text has not */
} yaml_breaks;

/* `text` with other characters in their place; itself when it has none. */
th_str yaml_hide_breaks(yaml_breaks *b, th_str text, th_arena *a);
th_str yaml_show_breaks(const yaml_breaks *b, th_str text, th_arena *a);

/* ---- lost.c: what YAML takes away from a value without quotes ---- */

/* What follows the value that ends at that character of a line (both from 0, as libyaml
 * counts) and is a comment to YAML, though it looks like a word: "#Werkstolz". TH_NONE: nothing.
 * `line_at`, `line`: where the search goes on, for texts in their order. */
typedef struct yaml_lines {
	th_str text;
	size_t at;
	size_t number;
} yaml_lines;

th_str yaml_comment_behind(yaml_lines *l, size_t line, size_t column);

/* ---- alias.c: anchors and what refers to them, in data files ---- */

typedef struct yaml_anchors {
	th_map named;
	size_t expanded; /* nodes so far */
} yaml_anchors;

/* Gives `n` the value of that anchor, at `depth`. False: no such anchor, it is not complete yet, or
 * that would be too much; `n` is then nothing. */
bool yaml_expand(yaml_anchors *x, yaml_node *n, th_str name, int depth);
/* Adds to `map` what `from`, a map or a list of them, has and it lacks. False: it is neither. */
bool yaml_merge(yaml_anchors *x, yaml_node *map, const yaml_node *from, th_arena *a);

#endif
