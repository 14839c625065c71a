/* test_card.c -- share cards: long words, emoji, pictures, and faulty templates. Looks at the
 * pixels. */
#include "support_render.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vips/vips.h>

#include "../../cgi/media/make.h"

/* One pattern of the last font that was asked for stays with fontconfig. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig";
}

#define OPEN                                                                                       \
	"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\" "                 \
	"font-family=\"DejaVu Sans\"><rect width=\"1200\" height=\"630\" fill=\"#102030\"/>"
#define CARD(inside) OPEN inside "</svg>"
#define TEXT(attributes, text)                                                                     \
	CARD("<text x=\"60\" y=\"120\" fill=\"#ffffff\" " attributes ">" text "</text>")

typedef struct room {
	char dir[40];
	th_arena *a;
	th_findings f;
	th_err err;
	th_picture p;
	picture_helpers *helpers;
} room;

static int setup(void **state)
{
	room *r = calloc(1, sizeof(*r));
	static const char template[] = "/tmp/teamhub-card-XXXXXX";
	memcpy(r->dir, template, sizeof(template));
	if (mkdtemp(r->dir) == NULL)
		return -1;
	r->a = th_arena_new();
	r->f.arena = r->a;
	r->helpers = picture_helpers_new(&(picture_options){.most = 1});
	*state = r;
	return 0;
}

static int files(room *r, bool remove)
{
	DIR *d = opendir(r->dir);
	int n = 0;
	for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		n++;
		if (remove)
			unlink(th_str_fmt(r->a, "%s/%s", r->dir, e->d_name).p);
	}
	if (d != NULL)
		closedir(d);
	return n;
}

static int teardown(void **state)
{
	room *r = *state;
	int rc = picture_helpers_free(r->helpers);
	files(r, true);
	rmdir(r->dir);
	th_arena_free(r->a);
	free(r);
	return rc;
}

static int publish(room *r, th_str svg, const char *lang)
{
	card_job job = {.helpers = r->helpers,
	    .media_dir = r->dir,
	    .prefix = TH_S("/team/media/"),
	    .svg = svg,
	    .lang = th_strz(lang),
	    .name = TH_S("story/x"),
	    .at = {TH_S("card.svg.mustache"), 0, 0}};
	return card_publish(&r->p, &job, r->a, &r->f, &r->err);
}

static const char *path(room *r)
{
	ptrdiff_t slash = th_str_rchr(r->p.src, '/');
	th_str name = th_str_sub(r->p.src, (size_t)slash + 1, r->p.src.n);
	return th_str_fmt(r->a, "%s/%.*s", r->dir, TH_FMT(name)).p;
}

static VipsImage *drawn(room *r, const char *svg, const char *lang)
{
	if (publish(r, th_strz(svg), lang) != 0)
		fail_msg("no card: %s", r->err.msg);
	VipsImage *file = vips_image_new_from_file(path(r), NULL);
	assert_non_null(file);
	VipsImage *image = vips_image_copy_memory(file);
	g_object_unref(file);
	assert_int_equal(image->Xsize, 1200);
	assert_int_equal(image->Ysize, 630);
	return image;
}

typedef struct ink {                         /* where it is not the background */
	int left, top, right, bottom, bands; /* bands: rows of text */
	int coloured;                        /* pixels that are neither grey nor background */
} ink;

static ink ink_of(VipsImage *image)
{
	ink k = {.left = 9999, .top = 9999};
	bool inside = false;
	for (int y = 0; y < image->Ysize; y++) {
		int here = 0;
		for (int x = 0; x < image->Xsize; x++) {
			const unsigned char *p = VIPS_IMAGE_ADDR(image, x, y);
			if (abs(p[0] - 0x10) + abs(p[1] - 0x20) + abs(p[2] - 0x30) < 150)
				continue;
			here++;
			k.left = x < k.left ? x : k.left;
			k.right = x > k.right ? x : k.right;
			k.top = y < k.top ? y : k.top;
			k.bottom = y;
			k.coloured += abs(p[0] - p[1]) > 70 || abs(p[1] - p[2]) > 100;
		}
		k.bands += here > 0 && !inside;
		inside = here > 0;
	}
	return k;
}

static ink draw(room *r, const char *svg, const char *lang)
{
	VipsImage *image = drawn(r, svg, lang);
	ink k = ink_of(image);
	g_object_unref(image);
	return k;
}

/* ---- what comes out ---- */

static void a_card_is_a_small_jpeg_without_a_word_about_itself(void **state)
{
	room *r = *state;
	assert_int_equal(publish(r, th_strz(TEXT("font-size=\"60\"", "Hallo")), "de"), 0);
	assert_true(th_str_ends(r->p.src, TH_S(".jpg")));
	assert_true(r->p.width == 1200 && r->p.height == 630);
	struct stat st;
	assert_int_equal(stat(path(r), &st), 0);
	assert_true(st.st_size == r->p.bytes && st.st_size < MEDIA_CARD_BYTES);
	VipsImage *file = vips_image_new_from_file(path(r), NULL);
	assert_int_equal(vips_image_get_typeof(file, VIPS_META_EXIF_NAME), 0);
	assert_int_equal(vips_image_get_typeof(file, VIPS_META_XMP_NAME), 0);
	g_object_unref(file);
}

static void an_equal_card_is_made_once_and_another_is_another(void **state)
{
	room *r = *state;
	const char *svg = TEXT("font-size=\"60\"", "Hallo");
	assert_int_equal(publish(r, th_strz(svg), "de"), 0);
	th_str first = r->p.src;
	assert_int_equal(truncate(path(r), 100), 0); /* would be noticed, were it made again */
	assert_int_equal(publish(r, th_strz(svg), "de"), 0);
	assert_true(th_str_eq(first, r->p.src));
	assert_int_equal(r->p.bytes, 100);
	assert_int_equal(publish(r, th_strz(TEXT("font-size=\"60\"", "Hallo!")), "de"), 0);
	assert_false(th_str_eq(first, r->p.src));
	assert_int_equal(files(r, false), 2);
}

static void noise_is_small_enough_too(void **state)
{
	room *r = *state;
	VipsImage *noise = NULL, *bytes = NULL;
	assert_int_equal(vips_gaussnoise(&noise, 1200, 630, "mean", 128.0, "sigma", 90.0, NULL), 0);
	assert_int_equal(vips_cast_uchar(noise, &bytes, NULL), 0);
	const char *to = th_str_fmt(r->a, "%s/noise-1200.png", r->dir).p;
	assert_int_equal(vips_pngsave(bytes, to, NULL), 0);
	g_object_unref(noise);
	g_object_unref(bytes);
	assert_int_equal(publish(r,
			     TH_S(CARD("<image href=\"/team/media/noise-1200.png\" "
				       "width=\"1200\" height=\"630\"/>")),
			     "de"),
	    0);
	assert_true(r->p.bytes > 20000);
	print_message("noise: %lld bytes\n", (long long)r->p.bytes);
	assert_true(r->p.bytes < MEDIA_CARD_BYTES);
}

/* ---- text ---- */

static void a_text_is_broken_into_lines_within_its_width(void **state)
{
	room *r = *state;
	ink k = draw(r,
	    TEXT("font-size=\"50\" inline-size=\"500\"",
		"Wir haben so lange gesucht, bis der Ton verschwunden war und alle schliefen."),
	    "de");
	assert_true(k.left >= 55 && k.right <= 565);
	assert_true(k.bands >= 4);
}

static void without_a_width_a_text_stays_on_its_line(void **state)
{
	room *r = *state;
	ink k = draw(
	    r, TEXT("font-size=\"30\"", "Wir haben so lange gesucht, bis es still war."), "de");
	assert_int_equal(k.bands, 1);
	assert_true(k.right > 600);
}

static void a_long_german_word_is_broken_and_does_not_run_out(void **state)
{
	room *r = *state;
	ink k = draw(r,
	    TEXT("font-size=\"60\" inline-size=\"420\"",
		"Wärmepumpenanlagenmechanikerausbildungsverordnung"),
	    "de");
	assert_true(k.right <= 485);
	assert_true(k.bands >= 3);
}

static void long_words_are_broken_where_german_breaks_them(void **state)
{
	room *r = *state;
	static const char *const words[] = {"Maschi|nen|schraube", "Ansprech|part|ner",
	    "Kran|ken|pfle|ge|schule", "Arbeits|gruppe", "Wär|me|pum|pen|hei|zung",
	    "Zwi|schen|zwei|ge|schoss"};
	for (size_t i = 0; i < TH_COUNT(words); i++) {
		th_buf plain = {0}, shown = {0};
		for (const char *c = words[i]; *c; c++)
			if (*c != '|')
				th_buf_addc(&plain, *c);
		th_str got = card_text_hyphenate(th_buf_str(&plain), true, r->a), part;
		for (size_t n = 0; got.n > 0; n++) {
			ptrdiff_t at = th_str_find(got, TH_S("\xc2\xad"));
			part = at < 0 ? got : th_str_sub(got, 0, (size_t)at);
			th_buf_addf(&shown, "%s%.*s", n > 0 ? "|" : "", TH_FMT(part));
			got = at < 0 ? TH_NONE : th_str_sub(got, (size_t)at + 2, got.n);
		}
		if (!th_str_eqz(th_buf_str(&shown), words[i]))
			fail_msg("%.*s, not %s", TH_FMT(th_buf_str(&shown)), words[i]);
		th_buf_free(&plain);
		th_buf_free(&shown);
	}
}

static void a_word_that_nobody_can_spell_is_broken_anywhere(void **state)
{
	room *r = *state;
	ink k = draw(
	    r, TEXT("font-size=\"60\" inline-size=\"300\"", "xxxxxxxxxxxxxxxxxxxxxxxxxxxx"), "en");
	assert_true(k.right <= 365);
	assert_true(k.bands >= 3);
}

static void a_text_gets_smaller_before_it_is_cut(void **state)
{
	room *r = *state;
	const char *text = TEXT("font-size=\"80\" data-least=\"30\" inline-size=\"600\" "
				"data-height=\"200\"",
	    "Wir haben so lange gesucht, bis der Ton verschwunden war und alle schliefen.");
	ink k = draw(r, text, "de");
	assert_true(k.bottom < 120 + 200);
	assert_true(k.bands >= 3);
}

static void a_text_without_end_is_cut_at_its_lines(void **state)
{
	room *r = *state;
	th_buf b = {0};
	th_buf_addz(&b, OPEN "<text x=\"60\" y=\"120\" fill=\"#ffffff\" font-size=\"40\" "
			     "inline-size=\"600\" data-lines=\"2\">");
	for (int i = 0; i < 3000; i++)
		th_buf_addz(&b, "lang und länger ");
	th_buf_addz(&b, "</text></svg>");
	ink k = draw(r, th_str_z(r->a, th_buf_str(&b)), "de");
	th_buf_free(&b);
	assert_int_equal(k.bands, 2);
}

static void a_text_can_grow_upwards(void **state)
{
	room *r = *state;
	ink k = draw(r,
	    CARD("<text x=\"60\" y=\"500\" fill=\"#ffffff\" font-size=\"40\" inline-size=\"400\" "
		 "data-grow=\"up\">Eins zwei drei vier fünf sechs sieben acht neun zehn</text>"),
	    "de");
	assert_true(k.bands >= 2);
	assert_true(k.bottom < 515 && k.bottom > 480);
}

static void emoji_are_drawn_in_their_colours(void **state)
{
	room *r = *state;
	if (system("fc-list | grep -qi 'color *emoji'") != 0) {
		print_message("no font with coloured emoji here: skipped\n");
		return;
	}
	ink plain = draw(r, TEXT("font-size=\"60\" inline-size=\"600\"", "Grüße daraus"), "de");
	ink k = draw(r,
	    TEXT("font-size=\"60\" inline-size=\"600\"", "Grüße 🎉🔥 daraus 👩‍🔧"),
	    "de");
	assert_true(plain.coloured < 50);
	assert_true(k.coloured > 1000);
	assert_true(k.right > plain.right);
}

static void markup_in_a_text_is_text(void **state)
{
	room *r = *state;
	ink k = draw(r,
	    TEXT("font-size=\"40\" inline-size=\"900\"", "&lt;b&gt; &amp; &quot;so&quot; &#39;"),
	    "de");
	assert_int_equal(k.bands, 1);
}

static void assert_hyphens(const char *word, const char *want)
{
	th_arena *a = th_arena_new();
	th_str with = card_text_hyphenate(th_strz(word), true, a);
	th_buf b = {0};
	for (size_t i = 0; i < with.n; i++)
		if (with.p[i] == '\xc2' && i + 1 < with.n && with.p[i + 1] == '\xad') {
			th_buf_addc(&b, '-');
			i++;
		} else {
			th_buf_addc(&b, with.p[i]);
		}
	if (!th_str_eqz(th_buf_str(&b), want))
		fail_msg("%s became %.*s, want %s", word, (int)b.n, b.p, want);
	th_buf_free(&b);
	th_arena_free(a);
}

static void german_words_are_broken_between_syllables(void **state)
{
	(void)state;
	assert_hyphens("Softwareentwicklung", "Soft-wa-reent-wick-lung");
	assert_hyphens("Wärmepumpenheizung", "Wär-me-pum-pen-hei-zung");
	assert_hyphens("Gleichberechtigung", "Gleich-be-rech-ti-gung");
	assert_hyphens("Größenverhältnisse", "Grö-ßen-ver-hält-nisse");
	assert_hyphens("Störungssuche", "Stö-rungs-su-che");
}

static void short_words_and_what_is_no_word_stay_whole(void **state)
{
	(void)state;
	assert_hyphens("Werkstatt", "Werkstatt");
	assert_hyphens("", "");
	assert_hyphens("0123456789012345", "0123456789012345");
	assert_hyphens("bcdfghjklmnpqrst", "bcdfghjklmnpqrst");
	assert_hyphens("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa");
}

/* ---- pictures ---- */

/* Left half red, right half green. */
static void put_halves(room *r)
{
	unsigned char bytes[200 * 100 * 3];
	for (int i = 0; i < 200 * 100; i++) {
		bytes[i * 3] = i % 200 < 100 ? 220 : 20;
		bytes[i * 3 + 1] = i % 200 < 100 ? 20 : 220;
		bytes[i * 3 + 2] = 20;
	}
	VipsImage *image =
	    vips_image_new_from_memory_copy(bytes, sizeof bytes, 200, 100, 3, VIPS_FORMAT_UCHAR);
	image->Type = VIPS_INTERPRETATION_sRGB;
	const char *to = th_str_fmt(r->a, "%s/halves-200.jpg", r->dir).p;
	assert_int_equal(vips_jpegsave(image, to, "Q", 95, NULL), 0);
	g_object_unref(image);
}

static void assert_middle(room *r, const char *svg, int red, int green)
{
	VipsImage *image = drawn(r, svg, "de");
	const unsigned char *p = VIPS_IMAGE_ADDR(image, 300, 300);
	if (abs(p[0] - red) > 40 || abs(p[1] - green) > 40)
		fail_msg("got %d %d, want %d %d", p[0], p[1], red, green);
	g_object_unref(image);
}

#define HALVES(focus)                                                                              \
	CARD("<image href=\"/team/media/halves-200.jpg\" x=\"200\" y=\"200\" width=\"200\" "       \
	     "height=\"200\"" focus "/>")

static void a_picture_is_cut_round_its_focal_point(void **state)
{
	room *r = *state;
	put_halves(r);
	assert_middle(r, HALVES(" data-focus=\"0 50\""), 220, 20);
	assert_middle(r, HALVES(" data-focus=\"100 50\""), 20, 220);
	assert_middle(r, HALVES(" data-focus=\"nonsense\""), 120, 120);
}

static void the_old_name_of_an_address_is_understood(void **state)
{
	room *r = *state;
	put_halves(r);
	assert_middle(r,
	    CARD("<image xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
		 "xlink:href=\"/team/media/halves-200.jpg\" x=\"200\" y=\"200\" width=\"200\" "
		 "height=\"200\" data-focus=\"0 0\"/>"),
	    220, 20);
}

static void nothing_but_the_media_folder_is_read(void **state)
{
	room *r = *state;
	put_halves(r);
	const char *halves = th_str_fmt(r->a, "%s/halves-200.jpg", r->dir).p;
	const char *const hrefs[] = {halves, th_str_fmt(r->a, "file://%s", halves).p,
	    "/team/media/../halves-200.jpg", "/team/media/./halves-200.jpg",
	    "/team/media/no-such.jpg", "/team/media/", "https://other.example/x.jpg", "",
	    "data:image/png;base64,AAAA"};
	for (size_t i = 0; i < TH_COUNT(hrefs); i++) {
		th_str svg = th_str_fmt(r->a,
		    OPEN "<image href=\"%s\" x=\"200\" y=\"200\" width=\"200\" "
			 "height=\"200\"/></svg>",
		    hrefs[i]);
		assert_middle(r, th_str_z(r->a, svg), 0x10, 0x20);
	}
}

static void an_entity_reads_no_file(void **state)
{
	room *r = *state;
	const char *svg = "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>" CARD(
	    "<text x=\"60\" y=\"120\" font-size=\"60\" fill=\"#fff\" inline-size=\"500\">&x;"
	    "</text>");
	if (publish(r, th_strz(svg), "de") != 0)
		return;
	VipsImage *file = vips_image_new_from_file(path(r), NULL);
	VipsImage *image = vips_image_copy_memory(file);
	assert_int_equal(ink_of(image).bands, 0);
	g_object_unref(image);
	g_object_unref(file);
}

/* ---- what a template may get wrong ---- */

static void what_is_no_card_is_a_finding_and_leaves_no_file(void **state)
{
	room *r = *state;
	const char *const wrong[] = {"", "no markup", "<svg", "<html/>",
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"100\"/>",
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\"><text>",
	    OPEN "<text>\x01</text></svg>", OPEN "<text>\xff</text></svg>"};
	for (size_t i = 0; i < TH_COUNT(wrong); i++) {
		size_t before = r->f.list.n;
		if (publish(r, th_strz(wrong[i]), "de") != 1 || r->f.list.n != before + 1)
			fail_msg("taken: %s", wrong[i]);
		assert_string_equal(r->f.list.v[before].rule->name, "theme.card");
	}
	assert_int_equal(files(r, false), 0);
}

static void wild_numbers_do_no_harm(void **state)
{
	room *r = *state;
	draw(r, TEXT("font-size=\"1e9\" inline-size=\"99999\" data-lines=\"-7\"", "x"), "de");
	draw(r, TEXT("font-size=\"nan\" inline-size=\"1\" data-lines=\"1e300\"", "Wärme"), "de");
	draw(r, TEXT("font-size=\"40\" inline-size=\"0.01\" data-least=\"-1\"", "Wärme"), "");
	draw(r, TEXT("font-size=\"40\" inline-size=\"200\" data-height=\"0.1\"", "Wärme pur"), "x");
	draw(r, TEXT("font-size=\"40\" inline-size=\"200\" data-line-height=\"-3\"", "a b"), "de");
}

static void a_folder_that_cannot_be_written_is_the_operators(void **state)
{
	room *r = *state;
	card_job job = {.helpers = r->helpers,
	    .media_dir = "/nonexistent/media",
	    .prefix = TH_S("/team/media/"),
	    .svg = TH_S(CARD("")),
	    .lang = TH_S("de")};
	assert_int_equal(card_publish(&r->p, &job, r->a, &r->f, &r->err), -1);
	assert_non_null(strstr(r->err.msg, "/nonexistent/media"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_card_is_a_small_jpeg_without_a_word_about_itself),
	    TEST(an_equal_card_is_made_once_and_another_is_another),
	    TEST(noise_is_small_enough_too),
	    TEST(a_text_is_broken_into_lines_within_its_width),
	    TEST(without_a_width_a_text_stays_on_its_line),
	    TEST(a_long_german_word_is_broken_and_does_not_run_out),
	    TEST(long_words_are_broken_where_german_breaks_them),
	    TEST(a_word_that_nobody_can_spell_is_broken_anywhere),
	    TEST(a_text_gets_smaller_before_it_is_cut),
	    TEST(a_text_without_end_is_cut_at_its_lines),
	    TEST(a_text_can_grow_upwards),
	    TEST(emoji_are_drawn_in_their_colours),
	    TEST(markup_in_a_text_is_text),
	    cmocka_unit_test(german_words_are_broken_between_syllables),
	    cmocka_unit_test(short_words_and_what_is_no_word_stay_whole),
	    TEST(a_picture_is_cut_round_its_focal_point),
	    TEST(the_old_name_of_an_address_is_understood),
	    TEST(nothing_but_the_media_folder_is_read),
	    TEST(an_entity_reads_no_file),
	    TEST(what_is_no_card_is_a_finding_and_leaves_no_file),
	    TEST(wild_numbers_do_no_harm),
	    TEST(a_folder_that_cannot_be_written_is_the_operators),
	};
	render_start();
	if (VIPS_INIT("test") != 0)
		return 1;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	vips_shutdown();
	return failed;
}
