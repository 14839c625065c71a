/* generator.h -- between generator.c, which goes through a text for the tags of site generators,
 * and pairs.c, which knows those with a beginning and an end. No other file includes it. */
#ifndef TEAMHUB_RENDER_GENERATOR_H
#define TEAMHUB_RENDER_GENERATOR_H

#include "parts.h"

typedef struct scan {
	th_str s;
	size_t i; /* next octet */
	th_buf *out;
	render_job *j;
	char fence; /* in a fenced block: its character */
	size_t fence_n;
	bool blank;            /* the line before was blank, or this is the first */
	bool list;             /* in a list: an indented line is no code */
	bool indented;         /* this line is indented code */
	size_t span;           /* in a code span: the length of its backticks */
	size_t none_before[6]; /* no end of that kind begins before */
	unsigned endless;      /* pairs whose end does not come any more, one bit each */
	bool endless_note;     /* no #} comes any more */
	size_t raw_until;      /* in code that `raw` guards: where that ends */
} scan;

/* Where `close` stands behind `from`, within a tag's bounds (no blank line in it); or 0. */
size_t tag_close(scan *c, size_t from, const char *close);
/* The inside of a tag → its name and arguments; "/" stays at the name of a closing shortcode. */
th_str tag_cut_name(th_str *inside);
void tag_report(scan *c, size_t from, size_t to);

/* The tag `name`, which ends before `after`, begins a pair: true when all of it was dealt with and
 * c->i is behind its end. `liquid`: {% … %}, else a shortcode. */
bool tag_pair(scan *c, th_str name, th_str args, size_t after, bool liquid);
/* In code: takes away what the generator takes away there. True: c->i is behind it. */
bool code_hidden(scan *c);
/* {# … #}, {::comment} … {:/comment} and kramdown's other extensions. True: c->i is behind it. */
bool comment_hidden(scan *c);

#endif
