/* inline.h -- between inline.c, which goes through the words of a text, and those who know what
 * stands at one place of it: bare.c and extras.c. No other file includes it. */
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
	size_t i; /* next octet */
	th_buf *out;
	render_job *j;
	bool own;   /* for discount */
	char fence; /* in a fenced block: its character */
	size_t fence_n;
	bool blank, text, list; /* the line before: blank, of a paragraph; a list is open */
	bool indented;          /* the line before is indented code */
	bool link;              /* within <a> … </a> as HTML */
	bool mails, webs;       /* the text has an @, a :// or www. */
	size_t brackets;        /* [ that are open in this paragraph */
	size_t bad;             /* ]( without an end in this paragraph */
	uint64_t no_ticks;      /* runs of backticks of that length have no end in it */
	bool no_angle;          /* no > comes in it any more */
	size_t span;            /* in a code span, until here */
	numbering lists[8];
	size_t depth;
	size_t first_mark; /* in out: where the number of the list's first item stands */
	bool terms;        /* a list of terms is open */
	th_str pending;    /* an id that belongs to the block that comes */
	th_map abbreviations;
} pass;

/* marks.c: the character, as no more than itself. */
void mark_put(pass *p, char c);

/* bare.c: an address or a mail address without marks that begins here: written as a link. */
bool bare_address(pass *p);

/* extras.c: the line that begins here is one of kramdown's or goldmark's own, and dealt with. */
bool extras_line(pass *p, th_str line);
/* A term, whose meaning stands below behind a colon, or a meaning: its words are next. */
bool extras_terms(pass *p);
/* {: …}, {#id}, {.class} behind or before words: dealt with. */
bool extras_attributes(pass *p);
/* <div markdown="1"> and its end. */
bool extras_tag(pass *p, th_str tag);
/* A word that is explained elsewhere in the text. */
bool extras_abbreviation(pass *p);
void extras_find(pass *p);

#endif
