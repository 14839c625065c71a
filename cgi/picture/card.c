/* card.c -- from the SVG that a theme's template printed to the picture that other sites show
 * beside a link: 1200×630, JPEG, below 300 kB. Called by publish from several threads. The second
 * file that knows libvips, which draws SVG through librsvg.
 *
 * The name holds the hash of the SVG as printed and of this recipe: equal cards are one file, made
 * once and kept; and the name is the same on machines with other fonts. Pictures come from the
 * media folder alone, cut to their place round their focal point; nothing else is read or fetched.
 */
#include "card.h"

#include <errno.h>
#include <libxml/parser.h>
#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vips/vips.h>

#define CARD_RECIPE "1" /* raise it when the file made from equal bytes changes */

enum { NAME_DIGITS = 24, SVG_BYTES = 256 * 1024, IMAGES_MAX = 12 };

static const char xlink[] = "http://www.w3.org/1999/xlink";

typedef struct card {
	const card_job *job;
	th_arena *a;
	th_str name;
	const char *path;
	xmlDoc *doc;
	size_t images;
} card;

static void name_card(card *c)
{
	static const char recipe[] = "teamhub card " CARD_RECIPE;
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
	g_checksum_update(sum, (const guchar *)recipe, sizeof(recipe));
	g_checksum_update(sum, (const guchar *)c->job->lang.p, (gssize)c->job->lang.n);
	g_checksum_update(sum, (const guchar *)"", 1);
	g_checksum_update(sum, (const guchar *)c->job->svg.p, (gssize)c->job->svg.n);
	c->name = th_str_fmt(c->a, "%.*s.jpg", NAME_DIGITS, g_checksum_get_string(sum));
	c->path = th_str_fmt(c->a, "%s/%.*s", c->job->media_dir, TH_FMT(c->name)).p;
	g_checksum_free(sum);
}

/* ---- pictures in it ---- */

/* The file of an address in the media folder, or NULL. */
static const char *media_file(card *c, const char *href)
{
	th_str h = th_strz(href), prefix = c->job->prefix;
	if (!th_str_starts(h, prefix))
		return NULL;
	th_str name = th_str_sub(h, prefix.n, h.n);
	if (name.n == 0 || name.p[0] == '.' || th_str_chr(name, '/') >= 0)
		return NULL;
	return th_str_fmt(c->a, "%s/%.*s", c->job->media_dir, TH_FMT(name)).p;
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

/* Fills a box with the picture, round its focal point. */
static VipsImage *cut(const char *path, int width, int height, const double focus[2])
{
	VipsImage *head = vips_image_new_from_file(path, NULL), *whole = NULL, *box = NULL;
	if (head == NULL)
		return NULL;
	double scale = fmax((double)width / head->Xsize, (double)height / head->Ysize);
	int w = (int)ceil(head->Xsize * scale), h = (int)ceil(head->Ysize * scale);
	g_object_unref(head);
	if (vips_thumbnail(path, &whole, w, "height", h, "size", VIPS_SIZE_FORCE, NULL) != 0)
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
	th_str s = th_str_fmt(c->a, "data:image/%s;base64,%s", png ? "png" : "jpeg", text);
	g_free(text);
	g_free(bytes);
	return s;
}

/* The picture stands in the SVG itself afterwards; what names another place is taken out. */
static bool put_image(card *c, xmlNode *node)
{
	xmlChar *href = xmlGetNoNsProp(node, (const xmlChar *)"href");
	if (href == NULL)
		href = xmlGetNsProp(node, (const xmlChar *)"href", (const xmlChar *)xlink);
	const char *path =
	    href && c->images++ < IMAGES_MAX ? media_file(c, (const char *)href) : NULL;
	xmlFree(href);
	double width = card_number(node, "width", 0), height = card_number(node, "height", 0);
	double focus[2];
	if (path == NULL || width < 1 || height < 1 || width > CARD_WIDTH || height > CARD_WIDTH)
		return false;
	read_focus(node, focus);
	VipsImage *image = cut(path, (int)width, (int)height, focus);
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

/* In ever lower quality until it is small enough. */
static int save(card *c, VipsImage *flat, int64_t *size, th_err *err)
{
	void *bytes = NULL;
	size_t n = 0;
	for (int quality = 88; quality >= 40; quality -= 12) {
		g_free(bytes);
		bytes = NULL;
		if (vips_jpegsave_buffer(flat, &bytes, &n, "Q", quality, "optimize_coding", TRUE,
			"subsample_mode", VIPS_FOREIGN_SUBSAMPLE_OFF, "strip", TRUE, NULL) != 0)
			return th_fail(
			    err, "cannot encode the share card of %.*s", TH_FMT(c->job->name));
		if (n < CARD_BYTES)
			break;
	}
	*size = (int64_t)n;
	int rc = media_write(c->job->media_dir, c->name, th_strn(bytes, n), c->a, err);
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
	    drawn->Xsize == CARD_WIDTH && drawn->Ysize == CARD_HEIGHT) {
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

static int make(card *c, int64_t *size, th_findings *f, th_err *err)
{
	const card_job *job = c->job;
	int rc = 0;
	if (job->svg.n < SVG_BYTES)
		c->doc = xmlReadMemory(job->svg.p, (int)job->svg.n, NULL, "UTF-8",
		    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	VipsImage *flat = NULL;
	if (c->doc != NULL && xmlDocGetRootElement(c->doc) != NULL) {
		put_images(c, xmlDocGetRootElement(c->doc));
		card_text_break(c->doc, job->lang, c->a); /* emoji become pictures */
		flat = draw(c);
	}
	if (flat == NULL) {
		finding_add(f, TH_RULE_THEME_CARD, job->at, job->name, TH_NONE, TH_NONE);
		rc = 1;
	} else {
		rc = save(c, flat, size, err);
	}
	g_clear_object(&flat);
	xmlFreeDoc(c->doc);
	vips_error_clear();
	vips_thread_shutdown();
	return rc;
}

int card_publish(th_picture *out, const card_job *job, th_arena *a, th_findings *f, th_err *err)
{
	card c = {.job = job, .a = a};
	struct stat st;
	int64_t size = 0;
	*out = (th_picture){0};
	name_card(&c);
	if (stat(c.path, &st) == 0 && st.st_size > 0) {
		size = st.st_size;
	} else {
		picture_start();
		int rc = make(&c, &size, f, err);
		if (rc != 0)
			return rc;
	}
	*out = (th_picture){.src = th_str_cat(a, job->prefix, c.name),
	    .type = TH_S("image/jpeg"),
	    .width = CARD_WIDTH,
	    .height = CARD_HEIGHT,
	    .bytes = size};
	return 0;
}
