/* xml.c -- xmlTextWriter made safe: it silently writes U+0001 and broken UTF-8, so all text is
 * checked here; CDATA is never used. Called by atom.c, rss.c, sitemap.c and opml.c. */
#include "xml.h"

static void fail(xml *x, const char *what)
{
	if (!x->failed)
		th_fail(x->err, "a feed or sitemap cannot be written: %s: publish again", what);
	x->failed = true;
}

static void check(xml *x, int rc)
{
	if (rc < 0)
		fail(x, "the XML writer has failed (out of memory?)");
}

/* The text with a NUL; NULL when it is not valid XML 1.0 text. */
static const xmlChar *safe(xml *x, th_str s)
{
	size_t bad;
	if (!th_xml_valid(s, &bad)) {
		fail(x, "a text holds a character that XML does not allow");
		return NULL;
	}
	th_buf_cut(&x->scratch, 0);
	th_buf_add(&x->scratch, s);
	th_buf_addc(&x->scratch, '\0');
	return (const xmlChar *)x->scratch.p;
}

void xml_begin(xml *x, th_err *err)
{
	*x = (xml){.err = err};
	x->buffer = xmlBufferCreateSize(16 * 1024);
	if (x->buffer != NULL) {
		xmlBufferSetAllocationScheme(x->buffer, XML_BUFFER_ALLOC_DOUBLEIT);
		x->w = xmlNewTextWriterMemory(x->buffer, 0);
	}
	if (x->w == NULL)
		fail(x, "out of memory");
	else
		check(x, xmlTextWriterStartDocument(x->w, "1.0", "UTF-8", NULL));
}

int xml_end(xml *x, th_buf *out)
{
	if (!x->failed)
		check(x, xmlTextWriterEndDocument(x->w));
	if (!x->failed)
		check(x, xmlTextWriterFlush(x->w));
	if (!x->failed)
		th_buf_add(out, th_strn((const char *)xmlBufferContent(x->buffer),
				    (size_t)xmlBufferLength(x->buffer)));
	if (x->w != NULL)
		xmlFreeTextWriter(x->w);
	if (x->buffer != NULL)
		xmlBufferFree(x->buffer);
	th_buf_free(&x->scratch);
	return x->failed ? -1 : 0;
}

void xml_open(xml *x, const char *name)
{
	if (!x->failed)
		check(x, xmlTextWriterStartElement(x->w, (const xmlChar *)name));
}

void xml_close(xml *x)
{
	if (!x->failed)
		check(x, xmlTextWriterEndElement(x->w));
}

void xml_attr(xml *x, const char *name, th_str value)
{
	const xmlChar *v = x->failed ? NULL : safe(x, value);
	if (v != NULL)
		check(x, xmlTextWriterWriteAttribute(x->w, (const xmlChar *)name, v));
}

void xml_attr_if(xml *x, const char *name, th_str value)
{
	if (value.n > 0)
		xml_attr(x, name, value);
}

void xml_text(xml *x, th_str text)
{
	const xmlChar *v = x->failed ? NULL : safe(x, text);
	if (v != NULL)
		check(x, xmlTextWriterWriteString(x->w, v));
}

void xml_element(xml *x, const char *name, th_str text)
{
	xml_open(x, name);
	xml_text(x, text);
	xml_close(x);
}

void xml_element_if(xml *x, const char *name, th_str text)
{
	if (text.n > 0)
		xml_element(x, name, text);
}
