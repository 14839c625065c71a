/* picture.c -- decodes a stranger's picture and makes what pages show: upright, in sRGB, without
 * any metadata (where, with which camera, by whom), in several widths as WebP and as JPEG or PNG.
 * Called by main.c, which receives and returns the octets. */
#include "make.h"

#include <stdio.h>
#include <stdlib.h>
#include <vips/vips.h>

enum {
	SMALL = 16, /* size of the thumbnail from which the colour is taken */
	JPEG_QUALITY = 80,
	WEBP_QUALITY = 78,
};

static const int widths[] = {400, 800, 1200, MEDIA_WIDEST};

/* Formats that are read; all other loaders of libvips are blocked. */
static const char *const loaders[] = {"VipsForeignLoadJpeg", "VipsForeignLoadPng",
    "VipsForeignLoadWebp", "VipsForeignLoadNsgif", "VipsForeignLoadSvg", "VipsForeignLoadHeif"};

static bool is_read(const char *loader)
{
	for (size_t i = 0; loader != NULL && i < TH_COUNT(loaders); i++)
		if (strncmp(loader, loaders[i], strlen(loaders[i])) == 0)
			return true;
	return false;
}

void media_choose_loaders(void)
{
	vips_operation_block_set("VipsForeignLoad", TRUE);
	for (size_t i = 0; i < TH_COUNT(loaders); i++)
		vips_operation_block_set(loaders[i], FALSE);
}

/* One picture. */
typedef struct work {
	making *m;
	bool png; /* has transparency, or is a drawing */
} work;

/* Removes all metadata: `strip` of the WebP writer alone lets XMP through (8.14). */
static void forget(VipsImage *image)
{
	gchar **names = vips_image_get_fields(image);
	for (size_t i = 0; names != NULL && names[i] != NULL; i++)
		vips_image_remove(image, names[i]); /* refuses for width, height and the like */
	g_strfreev(names);
	vips_error_clear();
}

/* Upright, sRGB, eight bits, at most `width` wide (a drawing: exactly); NULL when it cannot be
 * decoded completely. */
static VipsImage *decode(th_str bytes, int width, bool drawing, bool profile)
{
	VipsImage *out = NULL, *flat = NULL;
	/* Ask for the profile only if the file has one: without, pure red would lose 3 %. The
	 * thumbnail's option fail_on is not passed to the loader of a buffer (8.14). */
	if (vips_thumbnail_buffer((void *)bytes.p, bytes.n, &out, width, "height", 4 * width,
		"size", drawing ? VIPS_SIZE_BOTH : VIPS_SIZE_DOWN, "export_profile",
		profile ? "srgb" : NULL, "option_string", "fail_on=truncated", NULL) != 0)
		return NULL;
	if (vips_colourspace(out, &flat, VIPS_INTERPRETATION_sRGB, NULL) == 0) {
		g_object_unref(out);
		out = flat;
		flat = NULL;
	}
	if (out->BandFmt != VIPS_FORMAT_UCHAR && vips_cast_uchar(out, &flat, NULL) == 0) {
		g_object_unref(out);
		out = flat;
	}
	VipsImage *memory = vips_image_copy_memory(out);
	g_object_unref(out);
	if (memory != NULL)
		forget(memory);
	return memory;
}

static int hand_on(making *m, VipsImage *image, const char *suffix, const void *bytes, size_t n)
{
	return m->file(m->ctx, image->Xsize, image->Ysize, suffix, th_strn(bytes, n));
}

/* -1: cannot be encoded, or is not wanted. */
static int encode_webp(making *m, VipsImage *image)
{
	void *bytes = NULL, *clean = NULL;
	size_t n = 0, clean_n = 0;
	int rc = vips_webpsave_buffer(
	    image, &bytes, &n, "Q", WEBP_QUALITY, "effort", 3, "strip", TRUE, NULL);
	if (rc == 0 && media_strip_webp(bytes, n, &clean, &clean_n))
		rc = hand_on(m, image, "webp", clean, clean_n);
	else
		rc = -1;
	media_free_webp(clean);
	g_free(bytes);
	return rc;
}

static int encode_other(const work *w, VipsImage *image)
{
	void *bytes = NULL;
	size_t n = 0;
	int rc = w->png
		     ? vips_pngsave_buffer(image, &bytes, &n, "compression", 7, "strip", TRUE, NULL)
		     : vips_jpegsave_buffer(image, &bytes, &n, "Q", JPEG_QUALITY, "optimize_coding",
			   TRUE, "strip", TRUE, NULL);
	rc = rc == 0 ? hand_on(w->m, image, w->png ? "png" : "jpg", bytes, n) : -1;
	g_free(bytes);
	return rc;
}

/* The dominant colour of a small copy: the fullest of 64 boxes, on white. */
static void find_colour(making *m, VipsImage *image)
{
	struct {
		unsigned n, r, g, b;
	} box[64] = {0}, *most = &box[0];
	VipsImage *small = NULL, *flat = NULL;
	VipsArrayDouble *white = vips_array_double_newv(1, 255.0);
	memcpy(m->colour, "#888888", 8);
	int rc = vips_thumbnail_image(image, &small, SMALL, "height", SMALL, NULL);
	if (rc == 0 && vips_image_hasalpha(small))
		rc = vips_flatten(small, &flat, "background", white, NULL);
	else if (rc == 0)
		flat = g_object_ref(small); /* flatten would take the last band for alpha */
	if (rc == 0) {
		size_t size = 0;
		unsigned char *p = vips_image_write_to_memory(flat, &size);
		size_t bands = (size_t)flat->Bands;
		for (size_t i = 0; p != NULL && bands > 0 && i + bands <= size; i += bands) {
			unsigned r = p[i], g = bands >= 3 ? p[i + 1] : r,
				 b = bands >= 3 ? p[i + 2] : r;
			size_t k = (r >> 6) << 4 | (g >> 6) << 2 | b >> 6;
			box[k].n++;
			box[k].r += r;
			box[k].g += g;
			box[k].b += b;
			if (box[k].n > most->n)
				most = &box[k];
		}
		if (most->n > 0)
			snprintf(m->colour, sizeof(m->colour), "#%02x%02x%02x",
			    (most->r / most->n) & 0xff, (most->g / most->n) & 0xff,
			    (most->b / most->n) & 0xff);
		g_free(p);
	}
	vips_area_unref(VIPS_AREA(white));
	g_clear_object(&small);
	g_clear_object(&flat);
	vips_error_clear();
}

static int make_width(const work *w, VipsImage *whole, int width)
{
	VipsImage *image = NULL;
	if (width == whole->Xsize)
		image = g_object_ref(whole);
	else if (vips_thumbnail_image(
		     whole, &image, width, "height", 4 * width, "size", VIPS_SIZE_DOWN, NULL) != 0)
		return -1;
	VipsImage *memory = vips_image_copy_memory(image); /* encoded twice, resized once */
	int rc = memory != NULL ? encode_webp(w->m, memory) : -1;
	if (rc == 0)
		rc = encode_other(w, memory);
	g_clear_object(&memory);
	g_object_unref(image);
	return rc;
}

static int make_widths(const work *w, VipsImage *whole)
{
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < TH_COUNT(widths); i++)
		if (widths[i] < whole->Xsize)
			rc = make_width(w, whole, widths[i]);
	return rc == 0 ? make_width(w, whole, whole->Xsize) : rc;
}

static int refuse(making *m, const char *why)
{
	m->refused = why;
	return -1;
}

static int make(making *m, th_str bytes)
{
	const char *loader = vips_foreign_find_load_buffer(bytes.p, bytes.n);
	if (!is_read(loader))
		return refuse(m, MEDIA_NO_PICTURE);
	VipsImage *head = vips_image_new_from_buffer(bytes.p, bytes.n, "", NULL);
	if (head == NULL)
		return refuse(m, MEDIA_BROKEN);
	double pixels = (double)head->Xsize * (double)head->Ysize;
	bool drawing = strstr(loader, "Svg") != NULL;
	work w = {
	    .m = m, .png = vips_image_hasalpha(head) || drawing || strstr(loader, "gif") != NULL};
	bool profile = vips_image_get_typeof(head, VIPS_META_ICC_NAME) != 0;
	if (pixels > MEDIA_PICTURE_PIXELS) {
		g_object_unref(head);
		m->detail = th_str_fmt(m->a, "%.0f MP", pixels / 1e6);
		return refuse(m, MEDIA_LARGE);
	}
	VipsImage *whole = decode(bytes, drawing ? 800 : MEDIA_WIDEST, drawing, profile);
	if (whole == NULL) {
		g_object_unref(head);
		return refuse(m, MEDIA_BROKEN);
	}
	find_colour(m, whole);
	int rc = make_widths(&w, whole);
	if (rc == 0 && media_moves(head))
		rc = media_make_moving(m, bytes, head);
	g_object_unref(whole);
	g_object_unref(head);
	return rc == 0 ? 0 : refuse(m, MEDIA_BROKEN);
}

int media_make_picture(making *m, th_str bytes)
{
	int rc = bytes.n > 0 ? make(m, bytes) : refuse(m, MEDIA_BROKEN);
	vips_error_clear();
	return rc;
}
