/* start.c -- starts the libraries and makes each load what it loads once: fonts, their settings,
 * decoders that are plug-ins. Called by main.c between the two steps of confine.c; what is loaded
 * here need not be opened later. */
#include "make.h"

#include <librsvg/rsvg.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <vips/vips.h>

#include <vips/vector.h> /* needs the one above */

/* Damaged files are reported as findings, not as warnings of libvips. */
static void no_warning(
    const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer data)
{
	(void)domain;
	(void)level;
	(void)message;
	(void)data;
}

/* A text and a picture, as on a card. */
static const char drawing[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"><text>a</text>"
    "<image width=\"1\" height=\"1\" "
    "href=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAA"
    "AAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==\"/></svg>";

static void draw(cairo_t *cr)
{
	RsvgHandle *svg =
	    rsvg_handle_new_from_data((const guint8 *)drawing, sizeof drawing - 1, NULL);
	if (svg == NULL)
		return;
	RsvgRectangle all = {.width = 8, .height = 8};
	rsvg_handle_render_document(svg, cr, &all, NULL);
	g_object_unref(svg);
}

static void write_text(cairo_t *cr)
{
	PangoLayout *layout = pango_cairo_create_layout(cr);
	int width;
	pango_layout_set_text(layout, "a", 1);
	pango_layout_get_size(layout, &width, NULL);
	g_object_unref(layout);
}

/* libvips's plug-in for HEIF, and the plug-ins that it uses itself. */
static void load_heif(void)
{
	static const char head[] = "\0\0\0\x18"
				   "ftypheic\0\0\0\0mif1heic";
	VipsImage *none = NULL;
	vips_heifload_buffer((void *)head, sizeof head - 1, &none, NULL);
	g_clear_object(&none);
	vips_error_clear();
}

int media_start(void)
{
	/* Cache nothing on disk, however large, and ignore the user's language: librsvg would use
	 * it to choose a branch of <switch>, fontconfig to choose a font. */
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("VIPS_DISC_THRESHOLD", "8g", 1);
	setenv("VIPS_CONCURRENCY", "1", 1); /* several copies of this program run */
	if (VIPS_INIT("teamhub-media") != 0)
		return -1;
	g_log_set_handler("VIPS", G_LOG_LEVEL_WARNING, no_warning, NULL);
	vips_concurrency_set(1);
	/* Code made at run time would need memory that can be written and executed, which the unit
	 * of the publisher forbids, and would make other bytes of a picture than a machine without.
	 */
	vips_vector_set_enabled(FALSE);
	vips_cache_set_max(0);
	media_choose_loaders();
	load_heif();
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 8, 8);
	cairo_t *cr = cairo_create(surface);
	draw(cr);
	write_text(cr);
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
	return 0;
}
