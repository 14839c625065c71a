/* sanitize.h -- between sanitize.c, which gets the events of the HTML parser, and
 * sanitize_pictures.c. No other file includes it. */
#ifndef TEAMHUB_MARKDOWN_SANITIZE_H
#define TEAMHUB_MARKDOWN_SANITIZE_H

#include "parts.h"

#include <libxml/HTMLparser.h>

/* Whether tags of open AT_NEED elements were written, so that an end tag closes its own. a, bdo,
 * div, span */
typedef struct needs {
	uint64_t written;
} needs;

typedef struct events {
	render_job *j;
	tree t;
	unsigned skip;  /* nesting depth inside something that is dropped */
	unsigned depth; /* elements open in the input */
	needs needs[4];
	th_str loose; /* punctuation after a bare address that was included in it */
	htmlParserCtxtPtr ctxt;
} events;

/* The value of an attribute; TH_NONE: absent. */
th_str attribute_get(const xmlChar **atts, const char *name);
/* For a title, in which the parser leaves the backslash of \". */
th_str attribute_title(const xmlChar **atts, th_arena *a);
void attribute_put(th_buf *out, const char *name, th_str value);

void picture_start(events *v, const xmlChar **atts);
/* A frame, film or plug-in filled by another server: writes a paragraph with a link to it; false:
 * its address is not allowed on a page. */
bool frame_start(events *v, const xmlChar **atts);

#endif
