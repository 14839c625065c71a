/* test_picture.c -- pictures as people commit them: rotated, with GPS data, in print colours, cut
 * off, with a wrong name, far too large. All are made here. */
#include "support_render.h"

#include "teamhub/media.h"

#include <dirent.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vips/vips.h>

typedef struct room {
	char dir[40];
	th_arena *a;
	th_findings f;
	th_err err;
	th_picture p;
	picture_helpers *helpers;
	picture_refusals *refusals; /* of what a helper did not survive: here, nothing */
} room;

static int setup(void **state)
{
	room *r = calloc(1, sizeof(*r));
	static const char template[] = "/tmp/teamhub-picture-XXXXXX";
	memcpy(r->dir, template, sizeof(template));
	if (mkdtemp(r->dir) == NULL)
		return -1;
	r->a = th_arena_new();
	r->f.arena = r->a;
	r->helpers = picture_helpers_new(&(picture_options){.most = 4});
	r->refusals = picture_refusals_open(th_str_fmt(r->a, "%s.refused", r->dir).p, NULL);
	*state = r;
	return 0;
}

static int each_file(room *r, void (*call)(room *r, const char *path))
{
	DIR *d = opendir(r->dir);
	int n = 0;
	for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0) {
			n++;
			if (call != NULL)
				call(r, th_str_fmt(r->a, "%s/%s", r->dir, e->d_name).p);
		}
	if (d != NULL)
		closedir(d);
	return n;
}

static void remove_file(room *r, const char *path)
{
	(void)r;
	unlink(path);
}

static int teardown(void **state)
{
	room *r = *state;
	const char *refused = th_str_fmt(r->a, "%s.refused", r->dir).p;
	int rc = picture_helpers_free(r->helpers);
	picture_refusals_close(r->refusals);
	if (unlink(refused) == 0)
		rc = -1;
	each_file(r, remove_file);
	rmdir(r->dir);
	th_arena_free(r->a);
	free(r);
	return rc;
}

static int publish(room *r, th_str bytes, const char *name)
{
	picture_job job = {.helpers = r->helpers,
	    .refusals = r->refusals,
	    .media_dir = r->dir,
	    .prefix = TH_S("/team/media/"),
	    .bytes = bytes,
	    .name = th_strz(name),
	    .at = {TH_S("stories/x.md"), 4, 1}};
	r->err.msg[0] = 0;
	return picture_publish(&r->p, &job, r->a, &r->f, &r->err);
}

/* A picture of two colours, left orange and right blue, as a file of that format. */
static th_str made(room *r, int width, int height, const char *suffix, bool alpha)
{
	int bands = alpha ? 4 : 3;
	unsigned char *p = th_alloc_array(r->a, (size_t)width * (size_t)height, (size_t)bands);
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++) {
			unsigned char *at =
			    p + ((size_t)y * (size_t)width + (size_t)x) * (size_t)bands;
			bool left = x * 3 < width * 2;
			at[0] = left ? 230 : 20;
			at[1] = left ? 120 : 60;
			at[2] = left ? 20 : 200;
			if (alpha)
				at[3] = 200;
		}
	VipsImage *image =
	    vips_image_new_from_memory(p, (size_t)width * (size_t)height * (size_t)bands, width,
		height, bands, VIPS_FORMAT_UCHAR);
	assert_non_null(image);
	image->Type = VIPS_INTERPRETATION_sRGB;
	void *bytes = NULL;
	size_t n = 0;
	assert_int_equal(vips_image_write_to_buffer(image, suffix, &bytes, &n, NULL), 0);
	g_object_unref(image);
	th_str s = th_str_dup(r->a, th_strn(bytes, n));
	g_free(bytes);
	return s;
}

static const char *on_disk(room *r, th_str address)
{
	assert_true(th_str_starts(address, TH_S("/team/media/")));
	return th_str_fmt(r->a, "%s/%.*s", r->dir, (int)(address.n - 12), address.p + 12).p;
}

static VipsImage *opened(room *r, th_str address)
{
	th_str bytes = read_whole(r->a, on_disk(r, address));
	assert_true(bytes.n > 0);
	VipsImage *image = vips_image_new_from_buffer(bytes.p, bytes.n, "", NULL);
	assert_non_null(image);
	return image;
}

static void finds(room *r, th_str bytes, const char *name, const char *rule)
{
	r->f.list.n = 0;
	if (publish(r, bytes, name) != 1)
		fail_msg("%s was taken, but is to be refused: %s", name, rule);
	assert_int_equal(r->f.list.n, 1);
	assert_string_equal(r->f.list.v[0].rule->name, rule);
	assert_int_equal(r->f.list.v[0].at.line, 4);
	assert_int_equal(each_file(r, NULL), 0);
}

static void a_photograph_comes_in_four_widths_and_two_formats(void **state)
{
	room *r = *state;
	assert_int_equal(publish(r, made(r, 2000, 1000, ".jpg", false), "a.jpg"), 0);
	assert_int_equal(each_file(r, NULL), 9);
	assert_int_equal(r->p.width, 1200);
	assert_int_equal(r->p.height, 600);
	assert_string_equal(th_str_z(r->a, r->p.type), "image/jpeg");
	assert_true(th_str_ends(r->p.src, TH_S("-1200.jpg")));
	assert_true(has(r->p.srcset, "-400.jpg 400w, ") && has(r->p.srcset, "-1600.jpg 1600w"));
	assert_true(has(r->p.webp, "-800.webp 800w") && !has(r->p.srcset, "2000"));
	VipsImage *image = opened(r, r->p.src);
	assert_int_equal(image->Xsize, 1200);
	assert_int_equal(image->Ysize, 600);
	g_object_unref(image);
	struct stat st;
	assert_int_equal(stat(on_disk(r, r->p.src), &st), 0);
	assert_int_equal(st.st_size, r->p.bytes);
	assert_int_equal(st.st_mode & 0777, 0644);
}

static void the_colour_is_the_one_that_most_of_the_picture_has(void **state)
{
	room *r = *state;
	assert_int_equal(publish(r, made(r, 300, 300, ".png", false), "a.png"), 0);
	unsigned red, green, blue;
	assert_int_equal(sscanf(th_str_z(r->a, r->p.colour), "#%2x%2x%2x", &red, &green, &blue), 3);
	assert_true(red > 220 && green > 110 && green < 130 && blue < 40);
}

static void a_small_picture_is_not_blown_up(void **state)
{
	room *r = *state;
	assert_int_equal(publish(r, made(r, 300, 200, ".jpg", false), "a.jpg"), 0);
	assert_int_equal(r->p.width, 300);
	assert_int_equal(each_file(r, NULL), 3);
	assert_int_equal(publish(r, made(r, 1, 1, ".png", false), "b.png"), 0);
	assert_int_equal(r->p.width, 1);
	assert_int_equal(r->p.height, 1);
	assert_int_equal(publish(r, made(r, 1000, 10, ".jpg", false), "c.jpg"), 0);
	assert_true(has(r->p.srcset, " 400w, ") && has(r->p.srcset, " 1000w"));
}

static void place_camera_and_author_do_not_come_along(void **state)
{
	room *r = *state;
	th_str plain = made(r, 400, 300, ".png", false);
	VipsImage *image = vips_image_new_from_buffer(plain.p, plain.n, "", NULL), *copy = NULL;
	assert_int_equal(vips_copy(image, &copy, NULL), 0);
	static const char *const tags[][2] = {
	    {"exif-ifd0-Make", "SECRETCAMERA (SECRETCAMERA, ASCII, 13 components, 13 bytes)"},
	    {"exif-ifd3-GPSLatitude",
		"51/1 20/1 25/1 (51, 20, 25, Rational, 3 components, 24 bytes)"},
	    {"exif-ifd3-GPSLatitudeRef", "N (N, ASCII, 2 components, 2 bytes)"},
	    {"exif-ifd0-Artist", "SECRETNAME (SECRETNAME, ASCII, 11 components, 11 bytes)"},
	};
	for (size_t i = 0; i < TH_COUNT(tags); i++)
		vips_image_set_string(copy, tags[i][0], tags[i][1]);
	vips_image_set_blob_copy(copy, VIPS_META_XMP_NAME, "<x>SECRETXMP</x>", 16);
	vips_image_set_blob_copy(copy, VIPS_META_IPTC_NAME, "SECRETIPTC", 10);
	void *bytes = NULL;
	size_t n = 0;
	assert_int_equal(vips_jpegsave_buffer(copy, &bytes, &n, NULL), 0);
	g_object_unref(copy);
	g_object_unref(image);
	th_str jpeg = th_strn(bytes, n);
	assert_true(has(jpeg, "SECRETCAMERA") && has(jpeg, "SECRETXMP"));
	assert_int_equal(publish(r, jpeg, "a.jpg"), 0);
	g_free(bytes);
	th_str out[] = {r->p.src, th_str_sub(r->p.webp, 0, (size_t)th_str_chr(r->p.webp, ' '))};
	for (size_t i = 0; i < TH_COUNT(out); i++) {
		th_str file = read_whole(r->a, on_disk(r, out[i]));
		static const char *const traces[] = {
		    "SECRET", "Exif", "EXIF", "eXIf", "http://ns.adobe.com", "ICC_PROFILE", "ICCP"};
		for (size_t k = 0; k < TH_COUNT(traces); k++)
			if (has(file, traces[k]))
				fail_msg("%s is in %s", traces[k], th_str_z(r->a, out[i]));
		VipsImage *have = opened(r, out[i]);
		assert_int_equal(vips_image_get_typeof(have, "exif-ifd3-GPSLatitude"), 0);
		g_object_unref(have);
	}
}

/* What a file is made of: names of chunks, or markers of segments as numbers. */
static th_str parts_of(room *r, th_str file)
{
	const unsigned char *p = (const unsigned char *)file.p;
	th_buf b = {0};
	size_t i = 0;
	if (th_str_starts(file, TH_S("\x89PNG"))) {
		for (i = 8; i + 12 <= file.n;) {
			size_t n = (size_t)p[i] << 24 | (size_t)p[i + 1] << 16 |
				   (size_t)p[i + 2] << 8 | p[i + 3];
			th_buf_addf(&b, "%.4s ", file.p + i + 4);
			i += 12 + n;
		}
	} else if (th_str_starts(file, TH_S("RIFF"))) {
		for (i = 12; i + 8 <= file.n;) {
			size_t n = (size_t)p[i + 7] << 24 | (size_t)p[i + 6] << 16 |
				   (size_t)p[i + 5] << 8 | p[i + 4];
			th_buf_addf(&b, "%.4s ", file.p + i);
			i += 8 + n + (n & 1);
		}
	} else {
		for (i = 2; i + 4 <= file.n && p[i] == 0xff && p[i + 1] != 0xda;) {
			th_buf_addf(&b, "%02x ", p[i + 1]);
			i += 2 + ((size_t)p[i + 2] << 8 | p[i + 3]);
		}
	}
	assert_true(i <= file.n);
	th_str s = th_str_dup(r->a, th_buf_str(&b));
	th_buf_free(&b);
	return s;
}

static void assert_parts(room *r, th_str address, const char *allowed)
{
	th_str parts = parts_of(r, read_whole(r->a, on_disk(r, address))), part;
	assert_true(parts.n > 0);
	while (th_str_split(&parts, ' ', &part))
		if (part.n > 0 && strstr(allowed, th_str_z(r->a, part)) == NULL)
			fail_msg("%s has a part %s", th_str_z(r->a, address), th_str_z(r->a, part));
}

/* Of every kind, with all that a file may say about itself: nothing but the picture comes out. */
static void every_format_holds_its_picture_and_nothing_else(void **state)
{
	room *r = *state;
	static const char *const kinds[] = {
	    ".jpg[profile=srgb]", ".png[profile=srgb]", ".webp[profile=srgb]"};
	for (size_t i = 0; i < 2 * TH_COUNT(kinds); i++) {
		bool alpha = i >= TH_COUNT(kinds);
		th_str plain = made(r, 900, 300 + (int)i, ".png", alpha);
		VipsImage *image = vips_image_new_from_buffer(plain.p, plain.n, "", NULL);
		VipsImage *copy = NULL;
		assert_int_equal(vips_copy(image, &copy, "xres", 11.8, "yres", 11.8, NULL), 0);
		vips_image_set_string(
		    copy, "exif-ifd0-Artist", "SECRET (SECRET, ASCII, 7 components, 7 bytes)");
		vips_image_set_string(copy, "png-comment-0-Author", "SECRET");
		vips_image_set_string(copy, "jpeg-comment", "SECRET");
		vips_image_set_blob_copy(copy, VIPS_META_XMP_NAME, "<x>SECRET</x>", 13);
		void *bytes = NULL;
		size_t n = 0;
		assert_int_equal(
		    vips_image_write_to_buffer(copy, kinds[i % TH_COUNT(kinds)], &bytes, &n, NULL),
		    0);
		g_object_unref(copy);
		g_object_unref(image);
		assert_int_equal(publish(r, th_strn(bytes, n), "a"), 0);
		g_free(bytes);
		assert_parts(r, r->p.src,
		    th_str_ends(r->p.src, TH_S("png")) ? "IHDR PLTE tRNS pHYs bKGD IDAT IEND"
						       : "e0 db c0 c2 c4 dd");
		th_str rest = r->p.webp, one;
		while (th_str_split(&rest, ',', &one)) {
			one = th_str_trim(one);
			one = th_str_sub(one, 0, (size_t)th_str_chr(one, ' '));
			assert_parts(r, one, "VP8X VP8L VP8 ALPH");
			assert_false(has(read_whole(r->a, on_disk(r, one)), "SECRET"));
		}
		assert_false(has(read_whole(r->a, on_disk(r, r->p.src)), "SECRET"));
	}
}

static void a_picture_taken_upright_stands_upright(void **state)
{
	room *r = *state;
	th_str plain = made(r, 600, 300, ".png", false);
	VipsImage *image = vips_image_new_from_buffer(plain.p, plain.n, "", NULL), *copy = NULL;
	assert_int_equal(vips_copy(image, &copy, NULL), 0);
	vips_image_set_int(copy, VIPS_META_ORIENTATION, 6);
	void *bytes = NULL;
	size_t n = 0;
	assert_int_equal(vips_jpegsave_buffer(copy, &bytes, &n, NULL), 0);
	g_object_unref(copy);
	g_object_unref(image);
	assert_int_equal(publish(r, th_strn(bytes, n), "a.jpg"), 0);
	g_free(bytes);
	assert_int_equal(r->p.width, 300);
	assert_int_equal(r->p.height, 600);
}

static void print_colours_become_screen_colours(void **state)
{
	room *r = *state;
	th_str plain = made(r, 500, 200, ".png", false);
	VipsImage *image = vips_image_new_from_buffer(plain.p, plain.n, "", NULL), *cmyk = NULL;
	assert_int_equal(vips_colourspace(image, &cmyk, VIPS_INTERPRETATION_CMYK, NULL), 0);
	void *bytes = NULL;
	size_t n = 0;
	assert_int_equal(vips_jpegsave_buffer(cmyk, &bytes, &n, NULL), 0);
	g_object_unref(cmyk);
	g_object_unref(image);
	assert_int_equal(publish(r, th_strn(bytes, n), "a.jpg"), 0);
	g_free(bytes);
	image = opened(r, r->p.src);
	assert_int_equal(image->Bands, 3);
	assert_int_equal(image->Type, VIPS_INTERPRETATION_sRGB);
	g_object_unref(image);
}

static void transparency_stays_and_gives_png(void **state)
{
	room *r = *state;
	assert_int_equal(publish(r, made(r, 500, 200, ".png", true), "a.png"), 0);
	assert_string_equal(th_str_z(r->a, r->p.type), "image/png");
	VipsImage *image = opened(r, r->p.src);
	assert_true(vips_image_hasalpha(image));
	g_object_unref(image);
}

static void the_content_counts_and_not_the_name(void **state)
{
	room *r = *state;
	assert_int_equal(publish(r, made(r, 100, 50, ".png", false), "a.jpg"), 0);
	assert_int_equal(publish(r, made(r, 100, 50, ".webp", false), "a.gif"), 0);
	assert_int_equal(publish(r, made(r, 100, 50, ".jpg", false), "a.txt"), 0);
}

static void what_is_no_picture_is_found(void **state)
{
	room *r = *state;
	finds(r, TH_S("This is text."), "a.jpg", "picture.kind");
	finds(r, TH_S("<html><script>alert(1)</script></html>"), "a.svg", "picture.kind");
	finds(r, TH_S("%PDF-1.4\n%%EOF"), "a.png", "picture.kind");
	finds(r, TH_S("push graphic-context\nimage over 0,0 0,0 'url(https://evil.example/)'"),
	    "a.mvg", "picture.kind");
	finds(r, TH_S(""), "a.png", "picture.broken");
	finds(r, made(r, 50, 50, ".tif", false), "a.tif", "picture.kind");
}

static void what_is_cut_off_is_found(void **state)
{
	room *r = *state;
	static const char *const suffixes[] = {".jpg", ".png", ".webp"};
	for (size_t i = 0; i < TH_COUNT(suffixes); i++) {
		th_str whole = made(r, 700, 500, suffixes[i], false);
		finds(r, th_str_sub(whole, 0, whole.n / 2), "a.jpg", "picture.broken");
	}
	finds(r, TH_S("\xff\xd8\xff\xe0"), "a.jpg", "picture.broken");
	finds(r, TH_S("\x89PNG\r\n\x1a\n"), "a.png", "picture.broken");
	finds(r, TH_S("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect"),
	    "a.svg", "picture.broken");
}

/* A PNG whose header promises 60,000 x 60,000 points. */
static void a_bomb_is_refused_by_its_header(void **state)
{
	room *r = *state;
	static const unsigned char head[] = {0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I',
	    'H', 'D', 'R', 0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60, 8, 2, 0, 0, 0, 0x2d, 0x2e, 0x51,
	    0xd4, 0, 0, 0, 0, 'I', 'D', 'A', 'T', 0x35, 0xaf, 0x06, 0x1e, 0, 0, 0, 0, 'I', 'E', 'N',
	    'D', 0xae, 0x42, 0x60, 0x82};
	r->f.list.n = 0;
	assert_int_equal(publish(r, th_strn((const char *)head, sizeof(head)), "a.png"), 1);
	assert_int_equal(each_file(r, NULL), 0);
	finds(r,
	    TH_S("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30000\" height=\"30000\"/>"),
	    "a.svg", "picture.large");
	th_str huge = {th_alloc(r->a, MEDIA_PICTURE_BYTES + 1), MEDIA_PICTURE_BYTES + 1};
	finds(r, huge, "a.jpg", "picture.large");
}

static void a_drawing_becomes_points_and_its_script_nothing(void **state)
{
	room *r = *state;
	static const char svg[] =
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" "
	    "xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
	    "width=\"24\" height=\"12\" onload=\"alert(1)\"><script>alert(2)</script>"
	    "<image xlink:href=\"file:///etc/passwd\" width=\"9\" height=\"9\"/>"
	    "<rect width=\"24\" height=\"12\" fill=\"#ff0000\"/></svg>";
	assert_int_equal(publish(r, th_strz(svg), "a.svg"), 0);
	assert_string_equal(th_str_z(r->a, r->p.type), "image/png");
	assert_int_equal(r->p.width, 800);
	assert_int_equal(r->p.height, 400);
	assert_string_equal(th_str_z(r->a, r->p.colour), "#ff0000");
	assert_false(has(read_whole(r->a, on_disk(r, r->p.src)), "alert"));
}

/* Which half of a <switch> is drawn must not be up to the settings of whoever publishes. */
static void a_drawing_is_the_same_whatever_language_the_publisher_speaks(void **state)
{
	room *r = *state;
	static const char svg[] =
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"24\" height=\"12\"><switch>"
	    "<rect systemLanguage=\"de\" width=\"24\" height=\"12\" fill=\"#ff0000\"/>"
	    "<rect width=\"24\" height=\"12\" fill=\"#0000ff\"/></switch></svg>";
	const char *was = getenv("LC_ALL");
	was = was != NULL ? th_str_z(r->a, th_strz(was)) : NULL;
	setenv("LC_ALL", "de_DE.UTF-8", 1);
	int rc = publish(r, th_strz(svg), "a.svg");
	if (was != NULL)
		setenv("LC_ALL", was, 1);
	else
		unsetenv("LC_ALL");
	assert_int_equal(rc, 0);
	assert_string_equal(th_str_z(r->a, r->p.colour), "#0000ff");
}

static void of_an_animation_the_first_picture_is_shown(void **state)
{
	room *r = *state;
	/* two frames of 2 x 1 points */
	static const unsigned char gif[] = {'G', 'I', 'F', '8', '9', 'a', 2, 0, 1, 0, 0x80, 0, 0,
	    255, 0, 0, 0, 0, 255, 0x21, 0xf9, 4, 0, 10, 0, 0, 0, 0x2c, 0, 0, 0, 0, 2, 0, 1, 0, 0, 2,
	    2, 4, 10, 0, 0x21, 0xf9, 4, 0, 10, 0, 0, 0, 0x2c, 0, 0, 0, 0, 2, 0, 1, 0, 0, 2, 2, 0x44,
	    10, 0, 0x3b};
	assert_int_equal(publish(r, th_strn((const char *)gif, sizeof(gif)), "a.gif"), 0);
	assert_int_equal(r->p.width, 2);
	assert_int_equal(r->p.height, 1);
	assert_string_equal(th_str_z(r->a, r->p.type), "image/png");
}

/* An animation of that many frames, each of another grey, shown for `delay` milliseconds. */
static th_str animation(room *r, int width, int height, int frames, int delay, const char *suffix)
{
	size_t size = (size_t)width * (size_t)height * 3;
	unsigned char *p = th_alloc_array(r->a, (size_t)frames, size);
	int *delays = th_alloc_array(r->a, (size_t)frames, sizeof *delays);
	for (int i = 0; i < frames; i++) {
		memset(p + (size_t)i * size, 5 + 20 * (i % 12), size);
		delays[i] = delay;
	}
	VipsImage *image = vips_image_new_from_memory(
	    p, size * (size_t)frames, width, height * frames, 3, VIPS_FORMAT_UCHAR);
	VipsImage *copy = vips_image_copy_memory(image);
	copy->Type = VIPS_INTERPRETATION_sRGB;
	vips_image_set_int(copy, "page-height", height);
	vips_image_set_array_int(copy, "delay", delays, frames);
	vips_image_set_int(copy, "loop", 0);
	void *bytes = NULL;
	size_t n = 0;
	assert_int_equal(vips_image_write_to_buffer(copy, suffix, &bytes, &n, NULL), 0);
	g_object_unref(copy);
	g_object_unref(image);
	th_str s = th_str_dup(r->a, th_strn(bytes, n));
	g_free(bytes);
	return s;
}

static void assert_moves(room *r, int width, int height, int frames, int loops)
{
	assert_int_equal(r->f.list.n, 0);
	th_str bytes = read_whole(r->a, on_disk(r, r->p.moving));
	VipsImage *all = vips_image_new_from_buffer(bytes.p, bytes.n, "[n=-1]", NULL);
	assert_non_null(all);
	int n = 0, loop = -1, page = 0;
	vips_image_get_int(all, "n-pages", &n);
	vips_image_get_int(all, "loop", &loop);
	vips_image_get_int(all, "page-height", &page);
	assert_int_equal(n, frames);
	assert_int_equal(loop, loops);
	assert_int_equal(all->Xsize, width);
	assert_int_equal(page, height);
	g_object_unref(all);
}

static void an_animation_moves_until_five_seconds_are_over(void **state)
{
	room *r = *state;
	static const char *const suffixes[] = {".gif", ".webp"};
	for (size_t i = 0; i < TH_COUNT(suffixes); i++) {
		th_str bytes = animation(r, 1000, 500, 10, 100, suffixes[i]);
		assert_int_equal(publish(r, bytes, "a.gif"), 0);
		assert_moves(r, 800, 400, 10, 5);
		assert_int_equal(r->p.height, 500); /* everything else is a still */
		VipsImage *still = opened(r, r->p.src);
		assert_int_equal(still->Ysize, 500);
		assert_int_equal(vips_image_get_typeof(still, "n-pages"), 0);
		g_object_unref(still);
		assert_parts(r, r->p.moving, "VP8X ANIM ANMF ");
		th_str first = r->p.moving; /* the second time nothing is made */
		struct stat before, after;
		assert_int_equal(stat(on_disk(r, first), &before), 0);
		assert_int_equal(publish(r, bytes, "a.gif"), 0);
		assert_true(th_str_eq(first, r->p.moving));
		assert_int_equal(stat(on_disk(r, first), &after), 0);
		assert_int_equal(before.st_ino, after.st_ino);
	}
	assert_int_equal(publish(r, animation(r, 40, 20, 3, 1500, ".gif"), "b.gif"), 0);
	assert_moves(r, 40, 20, 3, 1);
}

static void assert_still(room *r, th_str bytes)
{
	for (int time = 0; time < 2; time++) { /* told again when nothing has to be made */
		r->f.list.n = 0;
		assert_int_equal(publish(r, bytes, "a.gif"), 0);
		assert_int_equal(r->p.moving.n, 0);
		assert_true(r->p.src.n > 0);
		assert_int_equal(r->f.list.n, 1);
		assert_string_equal(r->f.list.v[0].rule->name, "picture.still");
	}
	r->f.list.n = 0;
}

static void an_animation_that_goes_on_or_is_too_large_stands_still_and_that_is_told(void **state)
{
	room *r = *state;
	assert_still(r, animation(r, 40, 20, 6, 1000, ".gif"));
	assert_still(r, animation(r, 8, 8, 151, 20, ".gif"));
	assert_still(r, animation(r, 3000, 2000, 14, 100, ".webp"));
}

static void what_is_there_is_not_made_again(void **state)
{
	room *r = *state;
	th_str bytes = made(r, 900, 450, ".jpg", false);
	assert_int_equal(publish(r, bytes, "a.jpg"), 0);
	th_picture first = r->p;
	struct stat before, after;
	assert_int_equal(stat(on_disk(r, first.src), &before), 0);
	assert_int_equal(publish(r, bytes, "another-name.jpg"), 0);
	assert_int_equal(stat(on_disk(r, r->p.src), &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	assert_true(th_str_eq(first.src, r->p.src) && th_str_eq(first.srcset, r->p.srcset) &&
		    th_str_eq(first.webp, r->p.webp) && th_str_eq(first.colour, r->p.colour));
	assert_int_equal(first.bytes, r->p.bytes);
	assert_int_equal(first.height, r->p.height);
	/* one file is lost: all are made again */
	unlink(on_disk(r, first.src));
	assert_int_equal(publish(r, bytes, "a.jpg"), 0);
	assert_int_equal(access(on_disk(r, first.src), R_OK), 0);
	/* a damaged sidecar says nothing */
	th_str stem = th_str_sub(first.src, 12, 36);
	FILE *out = fopen(th_str_fmt(r->a, "%s/%.*s.txt", r->dir, TH_FMT(stem)).p, "wb");
	assert_non_null(out);
	fputs("1 jpg #", out);
	fclose(out);
	assert_int_equal(publish(r, bytes, "a.jpg"), 0);
	assert_int_equal(first.bytes, r->p.bytes);
}

static void a_folder_that_cannot_be_written_is_for_the_operator(void **state)
{
	room *r = *state;
	th_str bytes = made(r, 100, 50, ".jpg", false);
	picture_job job = {.helpers = r->helpers,
	    .media_dir = "/nonexistent/media",
	    .prefix = TH_S("/m/"),
	    .bytes = bytes,
	    .name = TH_S("a.jpg")};
	assert_int_equal(picture_publish(&r->p, &job, r->a, &r->f, &r->err), -1);
	assert_non_null(strstr(r->err.msg, "/nonexistent/media"));
	assert_int_equal(r->f.list.n, 0);
}

typedef struct worker {
	pthread_t thread;
	const char *dir;
	picture_helpers *helpers;
	th_str bytes;
	int rc;
	int64_t width;
} worker;

static void *work(void *arg)
{
	worker *w = arg;
	th_arena *a = th_arena_new();
	th_findings f = {.arena = a};
	th_picture p;
	th_err err;
	picture_job job = {
	    .helpers = w->helpers, .media_dir = w->dir, .prefix = TH_S("/m/"), .bytes = w->bytes};
	w->rc = picture_publish(&p, &job, a, &f, &err);
	w->width = p.width;
	th_arena_free(a);
	return NULL;
}

static void several_threads_may_make_the_same_picture(void **state)
{
	room *r = *state;
	worker w[4];
	th_str bytes = made(r, 1000, 500, ".jpg", false);
	for (size_t i = 0; i < TH_COUNT(w); i++) {
		w[i] = (worker){.dir = r->dir, .helpers = r->helpers, .bytes = bytes};
		assert_int_equal(pthread_create(&w[i].thread, NULL, work, &w[i]), 0);
	}
	for (size_t i = 0; i < TH_COUNT(w); i++) {
		pthread_join(w[i].thread, NULL);
		assert_int_equal(w[i].rc, 0);
		assert_int_equal(w[i].width, 1000);
	}
	assert_int_equal(each_file(r, NULL), 7);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_photograph_comes_in_four_widths_and_two_formats),
	    TEST(the_colour_is_the_one_that_most_of_the_picture_has),
	    TEST(a_small_picture_is_not_blown_up),
	    TEST(place_camera_and_author_do_not_come_along),
	    TEST(every_format_holds_its_picture_and_nothing_else),
	    TEST(a_picture_taken_upright_stands_upright),
	    TEST(print_colours_become_screen_colours),
	    TEST(transparency_stays_and_gives_png),
	    TEST(the_content_counts_and_not_the_name),
	    TEST(what_is_no_picture_is_found),
	    TEST(what_is_cut_off_is_found),
	    TEST(a_bomb_is_refused_by_its_header),
	    TEST(a_drawing_becomes_points_and_its_script_nothing),
	    TEST(a_drawing_is_the_same_whatever_language_the_publisher_speaks),
	    TEST(of_an_animation_the_first_picture_is_shown),
	    TEST(an_animation_moves_until_five_seconds_are_over),
	    TEST(an_animation_that_goes_on_or_is_too_large_stands_still_and_that_is_told),
	    TEST(what_is_there_is_not_made_again),
	    TEST(a_folder_that_cannot_be_written_is_for_the_operator),
	    TEST(several_threads_may_make_the_same_picture),
	};
	render_start();
	if (VIPS_INIT("test") != 0)
		return 1;
	int rc = cmocka_run_group_tests(tests, NULL, NULL);
	vips_shutdown();
	return rc;
}
