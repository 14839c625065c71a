/* manual.h -- shared by what is made from the tables of commands, options, settings and fields:
 * --help (main.c), man pages (manual.c, roff.c) and completions (completion.c). */
#ifndef TEAMHUB_TEAMHUB_MANUAL_H
#define TEAMHUB_TEAMHUB_MANUAL_H

#include "teamhub/base.h"
#include "teamhub/texts.h"

/* ---- commands.c ---- */

typedef struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *usage;
	enum text_id does, about; /* in a line; in a paragraph */
} command;

extern const command commands[];
extern const size_t command_count;

/* "--source PATH [--ref NAME]": options and operands, with the languages filled in. */
th_str command_usage(const command *c, th_arena *a);

/* An option of a usage line; `value` is TH_NONE for a flag. */
typedef struct command_option {
	th_str name, value;
	enum text_id what;
} command_option;
typedef TH_LIST(command_option) command_options;

void command_list_options(command_options *out, const command *c, th_arena *a);

/* ---- roff.c: mdoc(7) ---- */

/* A paragraph: escaped, a line for each sentence, none too long; `code` is bold. */
void roff_text(th_buf *out, th_str text);
/* Preformatted lines. */
void roff_literal(th_buf *out, th_str text);
/* `usage` as macros, an element a line. */
void roff_usage(th_buf *out, th_str usage);
void roff_option(th_buf *out, const command_option *o);
/* Text within a macro's arguments. */
void roff_word(th_buf *out, th_str word);

/* ---- completion.c ---- */

void completion_bash(th_buf *out, th_arena *a);
void completion_zsh(th_buf *out, th_arena *a);

/* ---- manual.c ---- */

/* The names of all pages: "teamhub-publish.1". */
void manual_pages(th_strs *out, th_arena *a);
/* False: no such page. */
bool manual_write(th_buf *out, th_str page, th_str lang, th_arena *a);

/* ---- cmd_schema.c ---- */

/* A field of front matter; false after the last. */
bool schema_field(size_t i, const char **name, const char **what, unsigned *kinds);
/* "story, event", "all", "all but person". */
void schema_add_kinds(th_buf *out, unsigned kinds);

#endif
