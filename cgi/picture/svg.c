/* svg.c -- a drawing to download: SVG in, SVG out, with nothing but what draws. Called by publish
 * for downloads; pictures on pages are bitmaps (picture.c).
 *
 * Read by libxml2 without network, entities or DTD; written anew from two tables, so that anything
 * not listed is left out: scripts, handlers, styles, links, foreign elements, addresses that do not
 * begin with #. A drawing that is nested or repeated excessively is refused. */
#include "parts.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

enum { SVG_BYTES = 2 * 1000 * 1000, SVG_DEEP = 64, SVG_NODES = 50000 };

static const char *const elements[] = {"svg", "g", "defs", "symbol", "use", "title", "desc", "path",
    "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "linearGradient",
    "radialGradient", "stop", "clipPath", "mask", "marker", "pattern"};

/* Presentation and geometry; addresses are checked below. */
static const char *const attributes[] = {"id", "viewBox", "width", "height", "x", "y", "x1", "y1",
    "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "d", "points", "dx", "dy", "transform",
    "preserveAspectRatio", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width",
    "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "stroke-dashoffset",
    "stroke-miterlimit", "stroke-opacity", "opacity", "offset", "stop-color", "stop-opacity",
    "gradientUnits", "gradientTransform", "spreadMethod", "clip-path", "clip-rule", "clipPathUnits",
    "mask", "maskUnits", "maskContentUnits", "marker-start", "marker-mid", "marker-end",
    "markerWidth", "markerHeight", "markerUnits", "refX", "refY", "orient", "patternUnits",
    "patternTransform", "patternContentUnits", "font-family", "font-size", "font-weight",
    "font-style", "text-anchor", "dominant-baseline", "letter-spacing", "role", "aria-label",
    "color", "display", "visibility"};

typedef struct svg {
	th_buf *out;
	size_t nodes;
	bool bad;
} svg;

static bool listed(const char *name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(name, list[i]) == 0)
			return true;
	return false;
}

/* Does it stay within the drawing: "#id", "url(#id)", or no address at all? */
static bool harmless(th_str value)
{
	if (th_str_chr(value, '\\') >= 0 || th_str_chr(value, ':') >= 0 ||
	    th_str_find(value, TH_S("//")) >= 0)
		return false;
	for (ptrdiff_t at; (at = th_str_chr(value, '(')) >= 0;) {
		th_str before = th_str_sub(value, 0, (size_t)at);
		bool url = before.n >= 3 &&
			   th_str_caseeq(th_str_sub(before, before.n - 3, before.n), TH_S("url"));
		value = th_str_sub(value, (size_t)at + 1, value.n);
		if (url && !th_str_starts(value, TH_S("#")))
			return false;
	}
	return true;
}

static void write_attributes(svg *s, const xmlNode *n)
{
	for (const xmlAttr *a = n->properties; a != NULL; a = a->next) {
		const char *name = (const char *)a->name;
		bool href = strcmp(name, "href") == 0;
		xmlChar *text = xmlNodeListGetString(n->doc, a->children, 1);
		th_str value = th_strz((const char *)text);
		bool keep = href
				? th_str_starts(value, TH_S("#"))
				: a->ns == NULL && listed(name, attributes, TH_COUNT(attributes)) &&
				      harmless(value);
		if (keep && th_xml_valid(value, NULL)) {
			th_buf_addf(s->out, " %s=\"", name);
			th_buf_add_html(s->out, value);
			th_buf_addc(s->out, '"');
		}
		xmlFree(text);
	}
}

static void write_node(svg *s, const xmlNode *n, int deep)
{
	const char *name = (const char *)n->name;
	if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) {
		th_buf_add_html(s->out, th_strz((const char *)n->content));
		return;
	}
	if (n->type != XML_ELEMENT_NODE || !listed(name, elements, TH_COUNT(elements)))
		return;
	if (deep > SVG_DEEP || ++s->nodes > SVG_NODES) {
		s->bad = true;
		return;
	}
	th_buf_addf(s->out, "<%s", name);
	if (deep == 0)
		th_buf_addz(s->out, " xmlns=\"http://www.w3.org/2000/svg\"");
	write_attributes(s, n);
	th_buf_addc(s->out, '>');
	for (const xmlNode *c = n->children; c != NULL && !s->bad; c = c->next)
		write_node(s, c, deep + 1);
	th_buf_addf(s->out, "</%s>", name);
}

static void quiet(void *ctx, const char *format, ...)
{
	(void)ctx;
	(void)format;
}

int svg_sanitize(th_buf *out, th_str bytes)
{
	svg s = {.out = out};
	size_t before = out->n;
	if (bytes.n == 0 || bytes.n > SVG_BYTES)
		return -1;
	xmlParserCtxt *ctx = xmlNewParserCtxt();
	xmlDoc *doc = NULL;
	if (ctx != NULL) {
		ctx->sax->error = ctx->sax->warning = quiet;
		ctx->sax->fatalError = quiet;
		ctx->sax->getEntity = NULL; /* no entities of its own */
		doc = xmlCtxtReadMemory(ctx, bytes.p, (int)bytes.n, NULL, NULL,
		    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT);
	}
	const xmlNode *root = doc != NULL ? xmlDocGetRootElement(doc) : NULL;
	/* Old programs write a DOCTYPE; a drawing never needs one that declares something. */
	bool declares = doc != NULL && doc->intSubset != NULL && doc->intSubset->children != NULL;
	if (root != NULL && strcmp((const char *)root->name, "svg") == 0 && !declares)
		write_node(&s, root, 0);
	else
		s.bad = true;
	xmlFreeDoc(doc);
	xmlFreeParserCtxt(ctx);
	if (s.bad)
		th_buf_cut(out, before);
	else
		th_buf_addc(out, '\n');
	return s.bad ? -1 : 0;
}
