/* engine.h -- the interface of the Markdown parsers. Everything before them (tags and extras of
 * other generators, bounds, bare addresses) and after them (allow-list, headings, links, pictures,
 * plain text) is the same for all engines. An engine is thread-safe once `start` has run, and its
 * output is never trusted. */
#ifndef TEAMHUB_MARKDOWN_ENGINE_H
#define TEAMHUB_MARKDOWN_ENGINE_H

#include "parts.h"

typedef struct engine {
	void (*start)(void); /* called once, before threads start */
	/* `md`: well-formed UTF-8 of XML characters, within the bounds of prepare.c. Adds HTML of
	 * any sort to `out`; footnotes carry the ids "fn:1" and "fnref:1". -1: it gave up. */
	int (*html)(th_buf *out, th_str md, render_job *j);
} engine;

extern const engine engine_discount;   /* the hub's own dialect: discount.c */
extern const engine engine_commonmark; /* for texts written for other generators */

#endif
