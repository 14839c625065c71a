/* inline.h -- between inline.c, which goes through the words of a text, and bare.c and extras.c,
 * which handle what they find there. No other file includes it. */
#ifndef TEAMHUB_MARKDOWN_INLINE_H
#define TEAMHUB_MARKDOWN_INLINE_H

#include "parts.h"

/* A numbered list that is open. */
typedef struct numbering {
	size_t indent;
	char delimiter;
	unsigned long first, before;
} numbering;

typedef struct pass {
	th_str s;
	size_t i; /* the next octet */
	th_buf *out;
	render_job *j;
	bool own;   /* for discount */
	char fence; /* in a fenced block: its character */
	size_t fence_n;
	bool blank, text, list; /* the line before: blank, of a paragraph; a list is open */
	bool indented;          /* the line before is indented code */
	bool link;              /* within <a> … </a> as HTML */
	bool mails, webs;       /* the text contains an @, a :// or www. */
	size_t brackets;        /* unclosed [ in this paragraph */
	size_t bad;             /* ]( without an end in this paragraph */
	uint64_t no_ticks;      /* bits: runs of backticks of that length have no end in it */
	bool no_angle;          /* there is no further > in it */
	size_t span;            /* in a code span, until here */
	numbering lists[8];
	size_t depth;
	size_t first_mark; /* in out: where the number of the list's first item is */
	bool terms;        /* a definition list is open */
	th_str pending;    /* an id for the next block */
	th_map abbreviations;
} pass;

/* marks.c: writes the character without any special meaning. */
void mark_put(pass *p, char c);

/* bare.c: writes a bare web or mail address that begins here as a link. */
bool bare_address(pass *p);

/* extras.c: handles a line that begins here if it is kramdown's or goldmark's own. */
bool extras_line(pass *p, th_str line);
/* Handles a term, whose meaning follows after a colon, or a meaning; its words are next. */
bool extras_terms(pass *p);
/* Handles {: …}, {#id}, {.class} after or before words. */
bool extras_attributes(pass *p);
/* <div markdown="1"> and its end. */
bool extras_tag(pass *p, th_str tag);
/* A word that is explained elsewhere in the text. */
bool extras_abbreviation(pass *p);
void extras_find(pass *p);

#endif
