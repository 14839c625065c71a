/* moving.c -- an animation (GIF, WebP) as one WebP file that moves. Called by picture.c, whose
 * files show its first frame: cards, previews and whoever wants no motion get those.
 *
 * It runs as often as it does in five seconds and then stands, since nobody can stop it. What is
 * longer, larger or has too many frames stays still, and the author is told. */
#include "make.h"

#include <vips/vips.h>

enum { QUALITY = 75, DELAY_LEAST = 20, DELAY_OTHERWISE = 100 /* as browsers do */ };

static int number(const VipsImage *image, const char *name, int otherwise)
{
	int n = otherwise;
	if (vips_image_get_typeof(image, name) == G_TYPE_INT)
		vips_image_get_int(image, name, &n);
	return n;
}

bool media_moves(const void *head)
{
	return number(head, VIPS_META_N_PAGES, 1) > 1;
}

/* Of one run, in milliseconds; INT64_MAX: unknown. */
static int64_t length_of(VipsImage *all)
{
	int *delays = NULL, n = 0;
	int64_t sum = 0;
	if (vips_image_get_typeof(all, "delay") == 0 ||
	    vips_image_get_array_int(all, "delay", &delays, &n) != 0 || n < 1)
		return INT64_MAX;
	for (int i = 0; i < n; i++)
		sum += delays[i] < DELAY_LEAST ? DELAY_OTHERWISE : delays[i];
	return sum;
}

/* All metadata but what makes it move. */
static void forget(VipsImage *all)
{
	static const char *const kept[] = {"page-height", "delay", "loop", "n-pages"};
	gchar **names = vips_image_get_fields(all);
	for (size_t i = 0; names != NULL && names[i] != NULL; i++) {
		bool keep = false;
		for (size_t k = 0; k < TH_COUNT(kept); k++)
			keep = keep || strcmp(names[i], kept[k]) == 0;
		if (!keep)
			vips_image_remove(all, names[i]);
	}
	g_strfreev(names);
	vips_error_clear();
}

/* NULL: it cannot be decoded. */
static VipsImage *decode(th_str bytes)
{
	VipsImage *all = NULL;
	if (vips_thumbnail_buffer((void *)bytes.p, bytes.n, &all, MEDIA_MOVING_WIDTH, "height",
		4 * MEDIA_MOVING_WIDTH, "size", VIPS_SIZE_DOWN, "option_string",
		"n=-1,fail_on=truncated", NULL) != 0)
		return NULL;
	VipsImage *memory = vips_image_copy_memory(all);
	g_object_unref(all);
	return memory;
}

int media_make_moving(making *m, th_str bytes, const void *head)
{
	const VipsImage *first = head;
	int frames = number(first, VIPS_META_N_PAGES, 1), rc = 0;
	void *file = NULL, *clean = NULL;
	size_t n = 0, clean_n = 0;
	m->still = true;
	if (frames > MEDIA_MOVING_FRAMES ||
	    (double)first->Xsize * first->Ysize * frames > MEDIA_PICTURE_PIXELS)
		return 0;
	VipsImage *all = decode(bytes);
	int64_t length = all != NULL ? length_of(all) : INT64_MAX;
	if (length > MEDIA_MOVING_MS || number(all, "page-height", 0) <= 0) {
		g_clear_object(&all);
		vips_error_clear();
		return 0;
	}
	forget(all);
	vips_image_set_int(all, "loop", length > 0 ? (int)(MEDIA_MOVING_MS / length) : 1);
	if (vips_webpsave_buffer(all, &file, &n, "Q", QUALITY, "effort", 2, "strip", FALSE, NULL) ==
		0 &&
	    media_strip_webp(file, n, &clean, &clean_n) && clean_n <= MEDIA_MOVING_BYTES) {
		m->still = false;
		rc = m->file(m->ctx, all->Xsize, number(all, "page-height", 0), "moving",
		    th_strn(clean, clean_n));
	}
	media_free_webp(clean);
	g_free(file);
	g_object_unref(all);
	vips_error_clear();
	return rc;
}
