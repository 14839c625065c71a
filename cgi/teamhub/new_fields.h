/* new_fields.h -- the content of a file that `teamhub new` makes: between cmd_new.c and
 * new_fields.c. */
#ifndef TEAMHUB_NEW_FIELDS_H
#define TEAMHUB_NEW_FIELDS_H

#include "teamhub/content.h"

typedef struct new_file {
	th_arena *a;
	th_kind kind;
	th_str title, path; /* path: below the repository's root */
	th_str today;       /* 2026-11-23 */
	th_str author, to;  /* names of people; empty: not known */
	th_str lang;        /* of the text */
	th_str speech;      /* the language of comments, one with a catalogue */
	const th_mapping *mapping;
	const th_content *content; /* people and terms to offer */
} new_file;

/* "story", "person" …: any kind but a term. */
bool new_kind_of(th_str word, th_kind *kind);
/* Front matter without findings, with optional fields commented out. */
void new_write_fields(th_buf *out, const new_file *n);
/* Guidelines to start from, in n->lang (check new_guidelines_in). n->title may be empty. */
bool new_guidelines_in(th_str lang);
th_str new_guidelines_languages(th_arena *a); /* "de and en" */
th_str new_guidelines_title(const new_file *n);
void new_write_guidelines(th_buf *out, const new_file *n);
/* A YAML text in double quotes. */
void new_add_quoted(th_buf *b, th_str s);
/* The hub.yml of a new hub. */
void new_write_hub(th_buf *out, const new_file *n);

#endif
