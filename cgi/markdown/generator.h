/* generator.h -- between generator.c, which goes through a text for the tags of site generators,
 * pairs.c, which knows those with a beginning and an end, and comments.c. No other file includes
 * it. */
#ifndef TEAMHUB_RENDER_GENERATOR_H
#define TEAMHUB_RENDER_GENERATOR_H

#include "parts.h"

/* The first end after `from` is at `to`, which is the end of the text when there is none. */
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
	unsigned endless;       /* bits: pairs without any further end */
	bool endless_note;      /* there is no further #} */
	size_t raw_until;       /* in code guarded by `raw`: its end */
} scan;

/* The position of `close` after `from`, within a tag's bounds; or 0. */
size_t tag_close(scan *c, size_t from, const char *close);
/* Splits a tag's inside into its name and arguments; a closing shortcode keeps its "/". */
th_str tag_cut_name(th_str *inside);
void tag_report(scan *c, enum th_rule_id id, size_t from, size_t to);

/* Handles the tag `name`, which ends before `after`, if it begins a pair: true, and c->i is after
 * its end. `liquid`: {% … %}, else a shortcode. */
bool tag_pair(scan *c, th_str name, th_str args, size_t after, bool liquid);
/* The offset after a hiding pair that is opened at `k`; 0: there is none, or it has no end. */
size_t pair_hidden(scan *c, size_t k);
/* The same for pairs that exist to hide, such as {% comment %}; not for conditions. */
size_t pair_comment(scan *c, size_t k, bool liquid);
/* In code: removes what the generator removes there. True: c->i is after it. */
bool code_tag(scan *c);
/* {# … #}, {::comment} … {:/comment} and kramdown's other extensions. True: c->i is after it. */
bool comment_hidden(scan *c);

#endif
