/* picture.c -- from a picture that somebody put into the repository to the files that a page may
 * show: upright, in sRGB, without a word of metadata (where it was taken, with which camera, by
 * whom), in several widths as WebP and as JPEG or PNG. The one file that knows libvips. Called by
 * publish from several threads.
 *
 * A file name holds the hash of the source's bytes and of this recipe, so a name never means two
 * pictures, and what is there is never made again: the sidecar HASH.txt, written last, says that
 * all files of the hash are complete and what a page needs to know of them. */
#include "parts.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vips/vips.h>

#define RECIPE "2" /* raise it when the files made from equal bytes change */

enum {
	SMALL = 16, /* side of the thumbnail that the colour is taken from */
	NAME_DIGITS = 24,
	JPEG_QUALITY = 80,
	WEBP_QUALITY = 78,
};

static const int widths[] = {400, 800, 1200, 1600};

/* Formats that are read; every other loader of libvips is blocked. */
static const char *const loaders[] = {"VipsForeignLoadJpeg", "VipsForeignLoadPng",
    "VipsForeignLoadWebp", "VipsForeignLoadNsgif", "VipsForeignLoadSvg", "VipsForeignLoadHeif"};

static bool is_read(const char *loader)
{
	for (size_t i = 0; loader != NULL && i < TH_COUNT(loaders); i++)
		if (strncmp(loader, loaders[i], strlen(loaders[i])) == 0)
			return true;
	return false;
}

/* What libvips thinks of a damaged file is said by a finding. */
static void no_warning(
    const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer data)
{
	(void)domain;
	(void)level;
	(void)message;
	(void)data;
}

/* The library is a process's, and takes as long to start as all the rest of a small publish: that
 * is left to the first picture that has to be made. The only state of this program outside of
 * arenas. */
static pthread_once_t started = PTHREAD_ONCE_INIT;
static bool running;

static void start(void)
{
	if (VIPS_INIT("teamhub") != 0)
		return;
	running = true;
	g_log_set_handler("VIPS", G_LOG_LEVEL_WARNING, no_warning, NULL);
	vips_concurrency_set(1); /* publish has threads of its own */
	vips_cache_set_max(0);
	vips_operation_block_set("VipsForeignLoad", TRUE);
	for (size_t i = 0; i < TH_COUNT(loaders); i++)
		vips_operation_block_set(loaders[i], FALSE);
}

void picture_start(void)
{
	pthread_once(&started, start);
}

void picture_stop(void)
{
	card_text_stop();
	if (running)
		vips_shutdown();
}

/* ---- one picture on its way ---- */

typedef struct work {
	const picture_job *job;
	th_arena *a;
	th_str hash_name;
	bool png; /* has transparency, or is a drawing */
	char colour[8];
	int made[TH_COUNT(widths) + 1]; /* widths, ascending */
	int heights[TH_COUNT(widths) + 1];
	size_t n;
	int64_t bytes; /* of the file that src= names */
} work;

static th_str file_name(const work *w, int width, const char *suffix)
{
	return th_str_fmt(w->a, "%.*s-%d.%s", TH_FMT(w->hash_name), width, suffix);
}

static const char *file_path(const work *w, th_str name)
{
	return th_str_fmt(w->a, "%s/%.*s", w->job->media_dir, TH_FMT(name)).p;
}

static int write_file(const work *w, th_str name, th_str bytes, th_err *err)
{
	return media_write(w->job->media_dir, name, bytes, w->a, err);
}

/* ---- the sidecar ---- */

/* "1 png #aabbcc 4711 400x300 800x600\n": recipe, fallback, colour, octets of src, sizes */
static int write_sidecar(const work *w, th_err *err)
{
	th_buf b = {0};
	th_buf_addf(
	    &b, RECIPE " %s %s %lld", w->png ? "png" : "jpg", w->colour, (long long)w->bytes);
	for (size_t i = 0; i < w->n; i++)
		th_buf_addf(&b, " %dx%d", w->made[i], w->heights[i]);
	th_buf_addc(&b, '\n');
	int rc = write_file(w, th_str_cat(w->a, w->hash_name, TH_S(".txt")), th_buf_str(&b), err);
	th_buf_free(&b);
	return rc;
}

static bool is_there(const work *w, th_str name)
{
	return access(file_path(w, name), R_OK) == 0;
}

static int src_width(const work *w)
{
	int best = w->made[0];
	for (size_t i = 0; i < w->n; i++)
		if (w->made[i] <= 1200)
			best = w->made[i];
	return best;
}

/* True when every file of the hash is there; then the rest of `w` is filled. */
static bool read_sidecar(work *w)
{
	char line[256] = {0}, kind[4], colour[8];
	FILE *in = fopen(file_path(w, th_str_cat(w->a, w->hash_name, TH_S(".txt"))), "rbe");
	if (in == NULL)
		return false;
	size_t n = fread(line, 1, sizeof(line) - 1, in);
	fclose(in);
	long long bytes;
	int used = 0;
	if (n == 0 || sscanf(line, RECIPE " %3s %7s %lld%n", kind, colour, &bytes, &used) != 3)
		return false;
	w->png = strcmp(kind, "png") == 0;
	memcpy(w->colour, colour, sizeof(colour));
	w->bytes = bytes;
	const char *p = line + used;
	int width, height;
	while (w->n < TH_COUNT(w->made) && sscanf(p, " %dx%d%n", &width, &height, &used) == 2) {
		w->made[w->n] = width;
		w->heights[w->n++] = height;
		p += used;
		if (!is_there(w, file_name(w, width, "webp")) ||
		    !is_there(w, file_name(w, width, w->png ? "png" : "jpg")))
			return false;
	}
	return w->n > 0;
}

/* Takes the files from where they were made already, the sidecar last. */
static bool borrow(work *w)
{
	picture_job there = *w->job;
	const picture_job *own = w->job;
	if (own->lender == NULL)
		return false;
	there.media_dir = own->lender;
	w->job = &there;
	bool ok = read_sidecar(w);
	w->job = own;
	for (size_t i = 0; i < w->n && ok; i++)
		ok = media_borrow(
			 own->lender, own->media_dir, file_name(w, w->made[i], "webp"), w->a) &&
		     media_borrow(own->lender, own->media_dir,
			 file_name(w, w->made[i], w->png ? "png" : "jpg"), w->a);
	return ok && media_borrow(own->lender, own->media_dir,
			 th_str_cat(w->a, w->hash_name, TH_S(".txt")), w->a);
}

/* ---- making ---- */

/* Takes all metadata off: `strip` of the WebP writer alone lets XMP through (8.14). */
static void forget(VipsImage *image)
{
	gchar **names = vips_image_get_fields(image);
	for (size_t i = 0; names != NULL && names[i] != NULL; i++)
		vips_image_remove(image, names[i]); /* refuses for width, height and the like */
	g_strfreev(names);
	vips_error_clear();
}

/* Upright, sRGB, eight bits, at most `width` wide (a drawing: just as wide); NULL when it cannot be
 * decoded to the end. */
static VipsImage *decode(th_str bytes, int width, bool drawing, bool profile)
{
	VipsImage *out = NULL, *flat = NULL;
	/* The profile is asked for only where the file has one: without, pure red would lose 3 %.
	 * fail_on as an option of the thumbnail is not handed to the loader of a buffer (8.14). */
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

static int encode(
    work *w, VipsImage *image, int width, const char *suffix, int64_t *size, th_err *err)
{
	void *bytes = NULL;
	size_t n = 0;
	int rc;
	if (strcmp(suffix, "webp") == 0)
		rc = vips_webpsave_buffer(
		    image, &bytes, &n, "Q", WEBP_QUALITY, "effort", 3, "strip", TRUE, NULL);
	else if (strcmp(suffix, "png") == 0)
		rc = vips_pngsave_buffer(image, &bytes, &n, "compression", 7, "strip", TRUE, NULL);
	else
		rc = vips_jpegsave_buffer(image, &bytes, &n, "Q", JPEG_QUALITY, "optimize_coding",
		    TRUE, "strip", TRUE, NULL);
	if (rc != 0) {
		th_fail(err, "cannot encode %.*s: %s", TH_FMT(w->job->name), vips_error_buffer());
		vips_error_clear();
		return -1;
	}
	if (strcmp(suffix, "webp") == 0 && !webp_strip(bytes, &n))
		rc = th_fail(err, "the WebP of %.*s is damaged: this is a fault of libvips",
		    TH_FMT(w->job->name));
	if (rc == 0)
		rc = write_file(w, file_name(w, width, suffix), th_strn(bytes, n), err);
	*size = (int64_t)n;
	g_free(bytes);
	return rc;
}

/* The colour that most of a small copy has: of 64 boxes the fullest, on white. */
static void find_colour(work *w, VipsImage *image)
{
	struct {
		unsigned n, r, g, b;
	} box[64] = {0}, *most = &box[0];
	VipsImage *small = NULL, *flat = NULL;
	VipsArrayDouble *white = vips_array_double_newv(1, 255.0);
	memcpy(w->colour, "#888888", 8);
	int rc = vips_thumbnail_image(image, &small, SMALL, "height", SMALL, NULL);
	if (rc == 0 && vips_image_hasalpha(small))
		rc = vips_flatten(small, &flat, "background", white, NULL);
	else if (rc == 0)
		flat = g_object_ref(small); /* flatten would take the last colour for alpha */
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
			snprintf(w->colour, sizeof(w->colour), "#%02x%02x%02x",
			    (most->r / most->n) & 0xff, (most->g / most->n) & 0xff,
			    (most->b / most->n) & 0xff);
		g_free(p);
	}
	vips_area_unref(VIPS_AREA(white));
	g_clear_object(&small);
	g_clear_object(&flat);
	vips_error_clear();
}

static int make_width(work *w, VipsImage *whole, int width, th_err *err)
{
	VipsImage *image = NULL;
	int64_t size = 0;
	if (width < whole->Xsize) {
		if (vips_thumbnail_image(whole, &image, width, "height", 4 * width, "size",
			VIPS_SIZE_DOWN, NULL) != 0)
			return th_fail(err, "cannot resize %.*s", TH_FMT(w->job->name));
	} else {
		g_object_ref(whole);
		image = whole;
	}
	VipsImage *memory = vips_image_copy_memory(image); /* encoded twice, resized once */
	int rc = memory == NULL ? th_fail(err, "cannot resize %.*s", TH_FMT(w->job->name)) : 0;
	if (rc == 0)
		rc = encode(w, memory, width, "webp", &size, err);
	if (rc == 0)
		rc = encode(w, memory, width, w->png ? "png" : "jpg", &size, err);
	if (rc == 0) {
		w->made[w->n] = width;
		w->heights[w->n++] = memory->Ysize;
		if (width <= 1200)
			w->bytes = size;
	}
	g_clear_object(&memory);
	g_object_unref(image);
	return rc;
}

/* ---- what comes out ---- */

static th_str candidates(const work *w, const char *suffix)
{
	th_buf b = {0};
	for (size_t i = 0; i < w->n; i++) {
		if (i > 0)
			th_buf_addz(&b, ", ");
		th_buf_add(&b, w->job->prefix);
		th_buf_add(&b, file_name(w, w->made[i], suffix));
		th_buf_addf(&b, " %dw", w->made[i]);
	}
	th_str s = th_str_dup(w->a, th_buf_str(&b));
	th_buf_free(&b);
	return s;
}

static void fill(th_picture *out, const work *w)
{
	int width = src_width(w), height = 0;
	const char *suffix = w->png ? "png" : "jpg";
	for (size_t i = 0; i < w->n; i++)
		if (w->made[i] == width)
			height = w->heights[i];
	*out = (th_picture){
	    .src = th_str_cat(w->a, w->job->prefix, file_name(w, width, suffix)),
	    .type = w->png ? TH_S("image/png") : TH_S("image/jpeg"),
	    .srcset = candidates(w, suffix),
	    .webp = candidates(w, "webp"),
	    .colour = th_str_dup(w->a, th_strz(w->colour)),
	    .width = width,
	    .height = height,
	    .bytes = w->bytes,
	};
}

static int refuse(const work *w, th_findings *f, enum th_rule_id id, th_str is, th_str at_most)
{
	vips_error_clear();
	finding_add(f, id, w->job->at, w->job->name, is, at_most);
	return 1;
}

static int make_all(work *w, th_findings *f, th_err *err)
{
	th_str bytes = w->job->bytes;
	const char *loader = vips_foreign_find_load_buffer(bytes.p, bytes.n);
	if (!is_read(loader))
		return refuse(w, f, TH_RULE_PICTURE_KIND, TH_NONE, TH_NONE);
	VipsImage *head = vips_image_new_from_buffer(bytes.p, bytes.n, "", NULL);
	if (head == NULL)
		return refuse(w, f, TH_RULE_PICTURE_BROKEN, TH_NONE, TH_NONE);
	double pixels = (double)head->Xsize * (double)head->Ysize;
	bool drawing = strstr(loader, "Svg") != NULL;
	w->png = vips_image_hasalpha(head) || drawing || strstr(loader, "gif") != NULL;
	bool profile = vips_image_get_typeof(head, VIPS_META_ICC_NAME) != 0;
	g_object_unref(head);
	if (pixels > PICTURE_PIXELS)
		return refuse(w, f, TH_RULE_PICTURE_LARGE,
		    th_str_fmt(w->a, "%.0f MP", pixels / 1e6), TH_S("80 MP"));

	int largest = w->job->quick ? 800 : widths[TH_COUNT(widths) - 1];
	VipsImage *whole = decode(bytes, drawing ? 800 : largest, drawing, profile);
	if (whole == NULL)
		return refuse(w, f, TH_RULE_PICTURE_BROKEN, TH_NONE, TH_NONE);
	find_colour(w, whole);
	int rc = 0;
	if (!w->job->quick)
		for (size_t i = 0; rc == 0 && i < TH_COUNT(widths); i++)
			if (widths[i] < whole->Xsize)
				rc = make_width(w, whole, widths[i], err);
	if (rc == 0)
		rc = make_width(w, whole, whole->Xsize, err);
	g_object_unref(whole);
	return rc == 0 ? write_sidecar(w, err) : rc;
}

static void name_of(work *w)
{
	static const char recipe[] = "teamhub picture " RECIPE;
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
	g_checksum_update(sum, (const guchar *)recipe, sizeof(recipe));
	g_checksum_update(sum, (const guchar *)(w->job->quick ? "quick" : "whole"), 5);
	g_checksum_update(sum, (const guchar *)w->job->bytes.p, (gssize)w->job->bytes.n);
	w->hash_name = th_str_fmt(w->a, "%.*s", NAME_DIGITS, g_checksum_get_string(sum));
	g_checksum_free(sum);
}

int picture_publish(
    th_picture *out, const picture_job *job, th_arena *a, th_findings *f, th_err *err)
{
	work w = {.job = job, .a = a};
	*out = (th_picture){0};
	if (job->bytes.n > PICTURE_BYTES)
		return refuse(&w, f, TH_RULE_PICTURE_LARGE,
		    th_str_fmt(a, "%zu MB", job->bytes.n / 1000000), TH_S("30 MB"));
	if (job->bytes.n == 0)
		return refuse(&w, f, TH_RULE_PICTURE_BROKEN, TH_NONE, TH_NONE);
	name_of(&w);
	bool there = read_sidecar(&w);
	if (!there) {
		w.n = 0;
		there = borrow(&w);
	}
	if (!there) {
		w.n = 0;
		picture_start();
		int rc = make_all(&w, f, err);
		vips_thread_shutdown();
		if (rc != 0)
			return rc;
	}
	fill(out, &w);
	return 0;
}
