/* card.c -- draws the share card of a page: from the SVG that a theme's template gave to a JPEG of
 * 1200×630 pixels and less than 300 kB. Called by main.c. libvips draws SVG through librsvg.
 *
 * Pictures are requested by name from the other side of the socket and cropped around their focal
 * point; nothing else is read or fetched. */
#include "make.h"

#include <libxml/parser.h>
#include <math.h>
#include <stdlib.h>
#include <vips/vips.h>

enum { IMAGES_MAX = 12 };

static const char xlink[] = "http://www.w3.org/1999/xlink";

typedef struct card {
	making *m;
	th_str prefix;
	xmlDoc *doc;
	size_t images;
} card;

/* ---- pictures in it ---- */

/* The file behind an address; empty: not in the media folder. */
static th_str media_file(card *c, const char *href)
{
	th_str h = th_strz(href);
	if (c->m->need == NULL || !th_str_starts(h, c->prefix) || c->prefix.n == 0)
		return TH_NONE;
	return c->m->need(c->m->ctx, th_str_sub(h, c->prefix.n, h.n), c->m->a);
}

/* "30 20": percent from the left and from the top. */
static void read_focus(xmlNode *node, double focus[2])
{
	xmlChar *value = xmlGetProp(node, (const xmlChar *)"data-focus");
	char *end = (char *)value;
	focus[0] = focus[1] = 50;
	for (int i = 0; i < 2 && value != NULL; i++) {
		const char *from = end;
		double n = g_ascii_strtod(from, &end);
		if (end != from && n >= 0 && n <= 100)
			focus[i] = n;
	}
	xmlFree(value);
}

static int part(double whole, double box, double focus)
{
	double at = whole * focus / 100 - box / 2;
	return (int)fmax(0, fmin(at, whole - box));
}

/* Fills a box with the picture, cropped around its focal point. */
static VipsImage *cut(th_str file, int width, int height, const double focus[2])
{
	VipsImage *head = vips_image_new_from_buffer(file.p, file.n, "", NULL);
	VipsImage *whole = NULL, *box = NULL;
	if (head == NULL)
		return NULL;
	double scale = fmax((double)width / head->Xsize, (double)height / head->Ysize);
	int w = (int)ceil(head->Xsize * scale), h = (int)ceil(head->Ysize * scale);
	g_object_unref(head);
	if (vips_thumbnail_buffer(
		(void *)file.p, file.n, &whole, w, "height", h, "size", VIPS_SIZE_FORCE, NULL) != 0)
		return NULL;
	vips_extract_area(
	    whole, &box, part(w, width, focus[0]), part(h, height, focus[1]), width, height, NULL);
	g_object_unref(whole);
	return box;
}

static th_str data_of(card *c, VipsImage *image)
{
	void *bytes = NULL;
	size_t n = 0;
	bool png = vips_image_hasalpha(image);
	int rc = png ? vips_pngsave_buffer(image, &bytes, &n, "strip", TRUE, NULL)
		     : vips_jpegsave_buffer(image, &bytes, &n, "Q", 90, "strip", TRUE, NULL);
	if (rc != 0)
		return TH_NONE;
	gchar *text = g_base64_encode(bytes, n);
	th_str s = th_str_fmt(c->m->a, "data:image/%s;base64,%s", png ? "png" : "jpeg", text);
	g_free(text);
	g_free(bytes);
	return s;
}

/* Embeds the picture in the SVG; removes references to anything else. */
static bool put_image(card *c, xmlNode *node)
{
	xmlChar *href = xmlGetNoNsProp(node, (const xmlChar *)"href");
	if (href == NULL)
		href = xmlGetNsProp(node, (const xmlChar *)"href", (const xmlChar *)xlink);
	th_str file =
	    href && c->images++ < IMAGES_MAX ? media_file(c, (const char *)href) : TH_NONE;
	xmlFree(href);
	double width = card_number(node, "width", 0), height = card_number(node, "height", 0);
	double focus[2];
	if (file.n == 0 || width < 1 || height < 1 || width > MEDIA_CARD_WIDTH ||
	    height > MEDIA_CARD_WIDTH)
		return false;
	read_focus(node, focus);
	VipsImage *image = cut(file, (int)width, (int)height, focus);
	th_str data = image ? data_of(c, image) : TH_NONE;
	g_clear_object(&image);
	if (data.n == 0)
		return false;
	xmlUnsetNsProp(
	    node, xmlSearchNsByHref(c->doc, node, (const xmlChar *)xlink), (const xmlChar *)"href");
	xmlSetProp(node, (const xmlChar *)"href", (const xmlChar *)data.p);
	return true;
}

static void put_images(card *c, xmlNode *node)
{
	for (xmlNode *n = node, *next; n != NULL; n = next) {
		next = n->next;
		if (n->type != XML_ELEMENT_NODE)
			continue;
		bool image = xmlStrEqual(n->name, (const xmlChar *)"image") ||
			     xmlStrEqual(n->name, (const xmlChar *)"feImage");
		if (!image) {
			put_images(c, n->children);
		} else if (!put_image(c, n)) {
			xmlUnlinkNode(n);
			xmlFreeNode(n);
		}
	}
}

/* ---- the picture of it ---- */

/* Lowers the quality until it is small enough. -1: not wanted, or cannot be encoded. */
static int save(card *c, VipsImage *flat)
{
	void *bytes = NULL;
	size_t n = 0;
	int rc = 0;
	for (int quality = 88; quality >= 40 && rc == 0; quality -= 12) {
		g_free(bytes);
		bytes = NULL;
		rc = vips_jpegsave_buffer(flat, &bytes, &n, "Q", quality, "optimize_coding", TRUE,
		    "subsample_mode", VIPS_FOREIGN_SUBSAMPLE_OFF, "strip", TRUE, NULL);
		if (n < MEDIA_CARD_BYTES)
			break;
	}
	if (rc == 0)
		rc = c->m->file(
		    c->m->ctx, MEDIA_CARD_WIDTH, MEDIA_CARD_HEIGHT, "jpg", th_strn(bytes, n));
	g_free(bytes);
	return rc;
}

static VipsImage *draw(card *c)
{
	xmlChar *svg = NULL;
	int n = 0;
	VipsImage *drawn = NULL, *flat = NULL;
	VipsArrayDouble *white = vips_array_double_newv(1, 255.0);
	xmlDocDumpMemoryEnc(c->doc, &svg, &n, "UTF-8");
	if (svg != NULL && vips_svgload_buffer(svg, (size_t)n, &drawn, NULL) == 0 &&
	    drawn->Xsize == MEDIA_CARD_WIDTH && drawn->Ysize == MEDIA_CARD_HEIGHT) {
		VipsImage *whole = vips_image_copy_memory(drawn);
		if (whole != NULL)
			vips_flatten(whole, &flat, "background", white, NULL);
		g_clear_object(&whole);
	}
	g_clear_object(&drawn);
	vips_area_unref(VIPS_AREA(white));
	xmlFree(svg);
	return flat;
}

int media_make_card(making *m, th_str lang, th_str prefix, th_str svg)
{
	card c = {.m = m, .prefix = prefix};
	VipsImage *flat = NULL;
	if (svg.n < MEDIA_SVG_BYTES)
		c.doc = xmlReadMemory(svg.p, (int)svg.n, NULL, "UTF-8",
		    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (c.doc != NULL && xmlDocGetRootElement(c.doc) != NULL) {
		put_images(&c, xmlDocGetRootElement(c.doc));
		card_text_break(c.doc, lang, m->a); /* emoji become pictures */
		flat = draw(&c);
	}
	int rc = flat != NULL ? save(&c, flat) : -1;
	if (rc != 0)
		m->refused = MEDIA_NO_CARD;
	g_clear_object(&flat);
	xmlFreeDoc(c.doc);
	vips_error_clear();
	return rc;
}
