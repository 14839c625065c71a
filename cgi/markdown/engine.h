/* engine.h -- the seam between the way of a text and the Markdown parser in its middle. Everything
 * before it (tags and extras of other generators, bounds, bare addresses) and behind it
 * (allow-list, headings, links, pictures, plain text) is the same for all engines; what is here is
 * theirs alone. An engine is safe in several threads once `start` ran, and what it gives back is
 * trusted with nothing. */
#ifndef TEAMHUB_MARKDOWN_ENGINE_H
#define TEAMHUB_MARKDOWN_ENGINE_H

#include "parts.h"

typedef struct engine {
	void (*start)(void); /* once, before threads */
	/* `md`: well-formed UTF-8 of XML characters, within the bounds of prepare.c. Adds HTML of
	 * any sort to `out`; footnotes carry the ids "fn:1" and "fnref:1". -1: it gave up. */
	int (*html)(th_buf *out, th_str md, render_job *j);
} engine;

extern const engine engine_discount;   /* the hub's own dialect: discount.c */
extern const engine engine_commonmark; /* what other generators' texts are written for */

#endif
