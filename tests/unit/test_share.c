/* test_share.c -- sharing a selection: QR codes, OPML, oEmbed, HTML to copy.
 * tests/integration/share.test.mjs reads the codes with a decoder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <jansson.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "teamhub/face_share.h"

static xmlDocPtr parse(const th_buf *b)
{
	xmlDocPtr doc = xmlReadMemory(b->p, (int)b->n, "x.xml", NULL, XML_PARSE_NONET);
	assert_non_null(doc);
	return doc;
}

static char *text_at(xmlDocPtr doc, const char *path)
{
	xmlXPathContextPtr c = xmlXPathNewContext(doc);
	xmlXPathRegisterNs(c, (const xmlChar *)"s", (const xmlChar *)"http://www.w3.org/2000/svg");
	xmlXPathObjectPtr o = xmlXPathEvalExpression((const xmlChar *)path, c);
	assert_non_null(o);
	char *s = (char *)xmlXPathCastToString(o);
	xmlXPathFreeObject(o);
	xmlXPathFreeContext(c);
	return s;
}

static void assert_text_at(xmlDocPtr doc, const char *path, const char *want)
{
	char *got = text_at(doc, path);
	assert_string_equal(got, want);
	xmlFree(got);
}

/* ---- QR codes ---- */

static void a_code_is_square_black_on_white_and_says_what_it_is(void **state)
{
	(void)state;
	th_buf b = {0};
	th_err err;
	assert_int_equal(
	    0, qr_write_svg(&b, TH_S("https://hub.example/"), TH_S("A <b> & \"c\""), &err));
	xmlDocPtr doc = parse(&b);
	/* 20 octets at level M: version 2, 25 modules, and four of rest on each side */
	assert_text_at(doc, "string(/s:svg/@viewBox)", "0 0 33 33");
	assert_text_at(doc, "string(/s:svg/s:title)", "A <b> & \"c\"");
	assert_text_at(doc, "string(/s:svg/s:rect/@fill)", "#fff");
	assert_text_at(doc, "string(/s:svg/s:path/@fill)", "#000");
	char *d = text_at(doc, "string(/s:svg/s:path/@d)");
	/* the finder in the upper left corner: seven dark modules */
	assert_memory_equal(d, "M4 4h7v1h-7z", 12);
	xmlFree(d);
	xmlFreeDoc(doc);
	th_buf_free(&b);
}

static void equal_texts_have_equal_codes_and_others_do_not(void **state)
{
	(void)state;
	th_buf one = {0}, two = {0}, other = {0};
	th_err err;
	assert_int_equal(0, qr_write_png(&one, TH_S("https://hub.example/a"), &err));
	assert_int_equal(0, qr_write_png(&two, TH_S("https://hub.example/a"), &err));
	assert_int_equal(0, qr_write_png(&other, TH_S("https://hub.example/b"), &err));
	assert_true(th_str_eq(th_buf_str(&one), th_buf_str(&two)));
	assert_false(th_str_eq(th_buf_str(&one), th_buf_str(&other)));
	th_buf_free(&one);
	th_buf_free(&two);
	th_buf_free(&other);
}

static uint32_t number_at(const th_buf *b, size_t at)
{
	const unsigned char *p = (const unsigned char *)b->p + at;
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void a_png_has_one_bit_a_pixel_and_its_chunks_in_order(void **state)
{
	(void)state;
	th_buf b = {0};
	th_err err;
	th_buf_addz(&b, "before");
	assert_int_equal(0, qr_write_png(&b, TH_S("https://hub.example/"), &err));
	assert_memory_equal(b.p, "before\x89PNG\r\n\x1a\n", 14);
	uint32_t side = number_at(&b, 6 + 16);
	assert_int_equal(side, number_at(&b, 6 + 20));
	assert_true(side >= 1000 && side < 1100 && side % 33 == 0);
	assert_memory_equal(b.p + 6 + 24, "\1\0\0\0\0", 5); /* one bit, grey */
	size_t at = 6 + 8, chunks = 0;
	const char *names[] = {"IHDR", "IDAT", "IEND"};
	while (at < b.n) {
		assert_true(chunks < 3);
		assert_memory_equal(b.p + at + 4, names[chunks++], 4);
		at += 12 + number_at(&b, at);
	}
	assert_int_equal(chunks, 3);
	assert_int_equal(at, b.n);
	assert_true(b.n < 4000);
	th_buf_free(&b);
}

static void what_no_phone_reads_is_refused_and_nothing_is_written(void **state)
{
	(void)state;
	char text[QR_TEXT_MAX + 1];
	memset(text, 'x', sizeof text);
	th_buf b = {0};
	th_err err;
	th_buf_addz(&b, "kept");
	assert_int_equal(-1, qr_write_svg(&b, th_strn(text, sizeof text), TH_S("x"), &err));
	assert_int_equal(-1, qr_write_png(&b, th_strn(text, sizeof text), &err));
	assert_int_equal(-1, qr_write_png(&b, TH_NONE, &err));
	assert_int_equal(-1, qr_write_svg(&b, TH_S("x"), TH_S("\x01"), &err));
	assert_true(th_str_eqz(th_buf_str(&b), "kept"));
	assert_int_equal(0, qr_write_png(&b, th_strn(text, QR_TEXT_MAX), &err));
	th_buf_free(&b);
}

static void any_octet_may_stand_in_a_code(void **state)
{
	(void)state;
	char text[256];
	for (int i = 0; i < 256; i++)
		text[i] = (char)i;
	th_buf b = {0};
	th_err err;
	assert_int_equal(0, qr_write_svg(&b, th_strn(text, sizeof text), TH_S("x"), &err));
	xmlFreeDoc(parse(&b));
	th_buf_free(&b);
}

/* ---- OPML ---- */

static void add_feed(th_arena *a, opml_group *g, const char *title)
{
	*TH_ADD(a, &g->feeds) =
	    (opml_feed){th_strz(title), TH_S("https://hub.example/team/teams/a/feed.atom?x=1&y=2"),
		TH_S("https://hub.example/team/teams/a/")};
}

static void feeds_stand_in_their_groups_and_empty_groups_are_left_out(void **state)
{
	(void)state;
	th_arena *a = th_arena_new();
	opml_view v = {.title = TH_S("A & <B>"), .modified = 1767312000};
	opml_group top = {0}, teams = {.title = TH_S("\"Teams\"")}, none = {.title = TH_S("None")};
	add_feed(a, &top, "All");
	add_feed(a, &teams, "One");
	add_feed(a, &teams, "Zwei 😀");
	*TH_ADD(a, &v.groups) = top;
	*TH_ADD(a, &v.groups) = teams;
	*TH_ADD(a, &v.groups) = none;
	th_buf b = {0};
	th_err err;
	assert_int_equal(0, opml_write(&b, &v, &err));
	xmlDocPtr doc = parse(&b);
	assert_text_at(doc, "string(/opml/@version)", "2.0");
	assert_text_at(doc, "string(/opml/head/title)", "A & <B>");
	assert_text_at(doc, "string(/opml/head/dateModified)", "Fri, 02 Jan 2026 00:00:00 +0000");
	assert_text_at(doc, "count(/opml/body/outline)", "2");
	assert_text_at(doc, "string(/opml/body/outline[1]/@type)", "rss");
	assert_text_at(doc, "string(/opml/body/outline[2]/@text)", "\"Teams\"");
	assert_text_at(doc, "count(/opml/body/outline[2]/@xmlUrl)", "0");
	assert_text_at(doc, "count(/opml/body/outline[2]/outline)", "2");
	assert_text_at(doc, "string(//outline[@text='Zwei 😀']/@xmlUrl)",
	    "https://hub.example/team/teams/a/feed.atom?x=1&y=2");
	xmlFreeDoc(doc);
	th_buf_free(&b);
	th_arena_free(a);
}

static void text_that_xml_cannot_hold_makes_no_opml(void **state)
{
	(void)state;
	opml_view v = {.title = TH_S("a\x01"), .modified = TH_NEVER};
	th_buf b = {0};
	th_err err;
	assert_int_equal(-1, opml_write(&b, &v, &err));
	assert_int_equal(b.n, 0);
	th_buf_free(&b);
}

/* ---- oEmbed ---- */

static json_t *oembed_of(const oembed_view *v)
{
	th_buf b = {0};
	oembed_write(&b, v);
	assert_true(th_str_chr(th_buf_str(&b), '<') < 0);
	json_t *j = json_loadb(b.p, b.n, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(j);
	th_buf_free(&b);
	return j;
}

static const char *string_at(json_t *j, const char *key)
{
	return json_string_value(json_object_get(j, key));
}

static void a_story_is_a_link_with_all_three_facts_of_its_picture(void **state)
{
	(void)state;
	view_picture p = {
	    .src = TH_S("https://hub.example/team/media/a.jpg"), .width = 1200, .height = 630};
	oembed_view v = {.title = TH_S("\"A\" </script> \\"),
	    .author_name = TH_S("Jana"),
	    .provider_name = TH_S("Hub"),
	    .thumbnail = &p,
	    .cache_age = 60};
	json_t *j = oembed_of(&v);
	assert_string_equal(string_at(j, "version"), "1.0");
	assert_string_equal(string_at(j, "type"), "link");
	assert_string_equal(string_at(j, "title"), "\"A\" </script> \\");
	assert_string_equal(string_at(j, "thumbnail_url"), "https://hub.example/team/media/a.jpg");
	assert_int_equal(json_integer_value(json_object_get(j, "thumbnail_width")), 1200);
	assert_int_equal(json_integer_value(json_object_get(j, "thumbnail_height")), 630);
	assert_null(json_object_get(j, "author_url"));
	assert_null(json_object_get(j, "html"));
	json_decref(j);
}

static void a_list_is_rich_and_has_a_size(void **state)
{
	(void)state;
	oembed_view v = {.title = TH_S("A"), .html = TH_S("<p>x</p>"), .width = 400, .height = 300};
	json_t *j = oembed_of(&v);
	assert_string_equal(string_at(j, "type"), "rich");
	assert_string_equal(string_at(j, "html"), "<p>x</p>");
	assert_int_equal(json_integer_value(json_object_get(j, "width")), 400);
	assert_int_equal(json_integer_value(json_object_get(j, "height")), 300);
	assert_null(json_object_get(j, "thumbnail_url"));
	json_decref(j);
}

/* ---- HTML to copy ---- */

static void nothing_in_a_snippet_ends_its_attribute_or_element(void **state)
{
	(void)state;
	th_str nasty = TH_S("\"><script>'&");
	th_buf b = {0};
	snippet_link(&b, nasty, nasty, nasty);
	snippet_frame(&b, nasty, nasty, 600, 480);
	assert_true(th_str_find(th_buf_str(&b), TH_S("<script")) < 0);
	assert_true(th_str_find(th_buf_str(&b), TH_S("\"\"")) < 0);
	size_t quotes = 0;
	for (size_t i = 0; i < b.n; i++)
		quotes += b.p[i] == '"';
	assert_int_equal(quotes, 2 + 12); /* one attribute, and six */
	th_buf_free(&b);
}

#define TEST(name) cmocka_unit_test(name)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_code_is_square_black_on_white_and_says_what_it_is),
	    TEST(equal_texts_have_equal_codes_and_others_do_not),
	    TEST(a_png_has_one_bit_a_pixel_and_its_chunks_in_order),
	    TEST(what_no_phone_reads_is_refused_and_nothing_is_written),
	    TEST(any_octet_may_stand_in_a_code),
	    TEST(feeds_stand_in_their_groups_and_empty_groups_are_left_out),
	    TEST(text_that_xml_cannot_hold_makes_no_opml),
	    TEST(a_story_is_a_link_with_all_three_facts_of_its_picture),
	    TEST(a_list_is_rich_and_has_a_size),
	    TEST(nothing_in_a_snippet_ends_its_attribute_or_element),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
