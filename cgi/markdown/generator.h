/* generator.h -- between generator.c, which goes through a text for the tags of site generators,
 * pairs.c, which knows those with a beginning and an end, and comments.c. No other file includes
 * it. */
#ifndef TEAMHUB_RENDER_GENERATOR_H
#define TEAMHUB_RENDER_GENERATOR_H

#include "parts.h"

/* The first end behind `from` stands at `to`: the end of the text when there is none. */
typedef struct tag_search {
	size_t from, to;
} tag_search;

typedef struct scan {
	th_str s;
	size_t i; /* next octet */
	th_buf *out;
	render_job *j;
	code_scan code;
	tag_search searches[6]; /* one for each kind of end */
	unsigned endless;       /* pairs whose end does not come any more, one bit each */
	bool endless_note;      /* no #} comes any more */
	size_t raw_until;       /* in code that `raw` guards: where that ends */
} scan;

/* Where `close` stands behind `from`, within a tag's bounds; or 0. */
size_t tag_close(scan *c, size_t from, const char *close);
/* The inside of a tag → its name and arguments; "/" stays at the name of a closing shortcode. */
th_str tag_cut_name(th_str *inside);
void tag_report(scan *c, size_t from, size_t to);

/* The tag `name`, which ends before `after`, begins a pair: true when all of it was dealt with and
 * c->i is behind its end. `liquid`: {% … %}, else a shortcode. */
bool tag_pair(scan *c, th_str name, th_str args, size_t after, bool liquid);
/* Behind the end of the pair that hides something and is opened at `k`; 0: none is, or it has no
 * end. */
size_t pair_hidden(scan *c, size_t k);
/* The same of a pair that is there to hide, as {% comment %}; no condition is one. */
size_t pair_comment(scan *c, size_t k, bool liquid);
/* In code: takes away what the generator takes away there. True: c->i is behind it. */
bool code_tag(scan *c);
/* {# … #}, {::comment} … {:/comment} and kramdown's other extensions. True: c->i is behind it. */
bool comment_hidden(scan *c);

#endif
