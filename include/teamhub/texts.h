/* texts.h -- every sentence of the hub: pages, findings, what commands print. One catalogue per
 * language (cgi/texts/de.yml), compiled in; the build fails if one of them lacks a text named here.
 * Languages are tags ("de", "de-AT", "de_DE.UTF-8"); a language without a catalogue gets
 * English. */
#ifndef TEAMHUB_TEXTS_H
#define TEAMHUB_TEXTS_H

#include "teamhub/base.h"

#include <stdio.h>

#include "text_ids.h" /* made from cgi/texts/en.yml: enum text_id, enum text_plural */

/* The text as in the catalogue, with its placeholders; a NUL follows. */
th_str catalogue_get(th_str lang, enum text_id id);
/* Finds a text by its key, "stories_intro". False: no such key. */
bool catalogue_find(enum text_id *id, th_str key);
th_str catalogue_key(enum text_id id);

/* The value of {name}: a text, or a number. */
typedef struct text_arg {
	const char *name;
	th_str text; /* unless `is_number` */
	int64_t number;
	bool is_number;
} text_arg;
#define TEXT_S(name_, text_) ((text_arg){.name = (name_), .text = (text_)})
#define TEXT_N(name_, number_)                                                                     \
	((text_arg){.name = (name_), .number = (int64_t)(number_), .is_number = true})
/* TEXT_WITH(TEXT_S("file", path), TEXT_N("n", n)) */
#define TEXT_WITH(...) ((const text_arg[]){__VA_ARGS__, {.name = NULL}})
#define TEXT_ALONE ((const text_arg[]){{.name = NULL}})

/* Writes `text` with its placeholders filled; one without an argument stays as it is. */
void catalogue_fill(th_buf *out, th_str text, const text_arg *args);
void catalogue_add(th_buf *out, th_str lang, enum text_id id, const text_arg *args);
/* Writes the form for the number n, which fills {n}. */
void catalogue_add_count(
    th_buf *out, th_str lang, enum text_plural what, int64_t n, const text_arg *args);
/* The same with a newline; and to a file. */
void catalogue_add_line(th_buf *out, th_str lang, enum text_id id, const text_arg *args);
void catalogue_print(FILE *to, th_str lang, enum text_id id, const text_arg *args);
/* The same into an arena. */
th_str catalogue_str(th_arena *a, th_str lang, enum text_id id, const text_arg *args);
th_str catalogue_count(
    th_arena *a, th_str lang, enum text_plural what, int64_t n, const text_arg *args);

/* A text and what fills it, to be put into words by whoever prints it: only they know the language
 * of the reader. */
typedef struct text_sentence {
	enum text_id id;
	const text_arg *args;
} text_sentence;

/* A copy in the arena; of the arguments, too. */
const text_sentence *catalogue_keep(th_arena *a, enum text_id id, const text_arg *args);

/* ---- languages ---- */

/* "de" of "de-AT"; "en" where there is no catalogue for the tag. */
th_str catalogue_language(th_str tag);
bool catalogue_has_language(th_str code); /* exact code: "de" */
/* The codes of all languages, one by one; TH_NONE after the last. */
th_str catalogue_language_at(size_t i);
/* "de|en"; `between` may be " or ". */
th_str catalogue_languages(th_arena *a, const char *between);

/* CLDR's name (UTS #35 part 3 §5) of the plural form for a whole number: "zero", "one", "two",
 * "few", "many", "other". For any language, with or without a catalogue. */
const char *plural_form(th_str lang, int64_t n);

#endif
