/* sanitize.h -- between sanitize.c, which gets the events of the HTML parser, and
 * sanitize_pictures.c. No other file includes it. */
#ifndef TEAMHUB_MARKDOWN_SANITIZE_H
#define TEAMHUB_MARKDOWN_SANITIZE_H

#include "parts.h"

#include <libxml/HTMLparser.h>

/* Elements with AT_NEED whose tag may have been left away: whether the open ones were written, so
 * that an end tag closes its own. a, bdo, div, span */
typedef struct needs {
	uint64_t written;
} needs;

typedef struct events {
	render_job *j;
	tree t;
	unsigned skip;  /* inside something that is dropped: how deep */
	unsigned depth; /* elements open in the input */
	needs needs[4];
	th_str loose; /* punctuation behind a bare address that was taken into it */
	htmlParserCtxtPtr ctxt;
} events;

/* The value of an attribute; TH_NONE: it is not there. */
th_str attribute_get(const xmlChar **atts, const char *name);
/* Of a title: the parser leaves the backslash of \" in it. */
th_str attribute_title(const xmlChar **atts, th_arena *a);
void attribute_put(th_buf *out, const char *name, th_str value);

void picture_start(events *v, const xmlChar **atts);
/* A frame, a film or a plug-in that another server would fill: a paragraph with the link to it;
 * false: it names no address that may stand in a page. */
bool frame_start(events *v, const xmlChar **atts);

#endif
