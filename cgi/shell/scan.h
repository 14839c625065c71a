/* scan.h -- between scan.c, which cuts a page of HTML into tokens, and shell*.c, which copy it with
 * changes. Offsets refer to the page; nothing is copied. */
#ifndef TEAMHUB_RENDER_SCAN_H
#define TEAMHUB_RENDER_SCAN_H

#include "teamhub/base.h"

typedef enum scan_kind {
	SCAN_TEXT,
	SCAN_TAG,
	SCAN_END_TAG,
	SCAN_RAW,     /* the text of a script, style, title, textarea … */
	SCAN_COMMENT, /* <!-- … --> */
	SCAN_OTHER,   /* doctype, CDATA section, and what browsers turn into comments: <? … >, </!
		       * … > */
} scan_kind;

typedef struct scan_token {
	scan_kind kind;
	size_t from, to;
	th_str name; /* tags: as written; SCAN_RAW: of its element */
	bool empty;  /* ends with "/>" */
	bool cut;    /* the page ends within it */
} scan_token;

typedef struct scanner {
	th_str page;
	size_t pos;
	th_str raw;       /* element whose raw text comes next; empty: none */
	unsigned foreign; /* open <svg> and <math> */
} scanner;

/* The next token; false at the end of the page. Start with {.page = page}. Linear for any page. */
bool scan_next(scanner *s, scan_token *t);

typedef struct scan_attribute {
	th_str name, value; /* as written, character references and all */
	size_t from, to;    /* includes the white space before it */
	char quote;         /* '"', '\'', or 0: unquoted, or no value */
} scan_attribute;

/* The attributes of a tag, one by one, duplicates included; *pos starts as 0. */
bool scan_attribute_next(th_str page, const scan_token *t, size_t *pos, scan_attribute *a);
/* The first attribute of that name (lower case), or false. */
bool scan_attribute_find(th_str page, const scan_token *t, const char *name, scan_attribute *a);
/* Is the tag's or attribute's name this one (lower case)? */
bool scan_is(th_str name, const char *lower);
bool scan_is_one_of(th_str name, const char *const *names, size_t count);

#endif
