/* xml.h -- xmlTextWriter for this room: text with a length, checked, and one place that remembers a
 * failure. Only cgi/face includes it. */
#ifndef FACE_XML_H
#define FACE_XML_H

#include "teamhub/face.h"

#include <libxml/xmlwriter.h>

typedef struct xml {
	xmlBufferPtr buffer;
	xmlTextWriterPtr w;
	th_buf scratch; /* for the NUL that xmlTextWriter needs */
	bool failed;
	th_err *err;
} xml;

/* Starts a document (UTF-8). Every function below does nothing once one has failed. */
void xml_begin(xml *x, th_err *err);
/* Ends the document: appends it to `out` and returns 0, or -1 with err and `out` unchanged. Frees
 * in either case. */
int xml_end(xml *x, th_buf *out);

void xml_open(xml *x, const char *name);
void xml_close(xml *x);
void xml_attr(xml *x, const char *name, th_str value);
/* Writes nothing when `value` is empty. */
void xml_attr_if(xml *x, const char *name, th_str value);
void xml_text(xml *x, th_str text);
/* <name>text</name>; the second writes nothing when the text is empty. */
void xml_element(xml *x, const char *name, th_str text);
void xml_element_if(xml *x, const char *name, th_str text);

#endif
