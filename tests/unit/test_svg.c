/* test_svg.c -- drawings to download: what draws stays, and nothing else. */
#include "support_render.h"

static char *cleaned(const char *svg, th_buf *b)
{
	th_buf_cut(b, 0);
	if (svg_sanitize(b, th_strz(svg)) != 0)
		return NULL;
	th_buf_addc(b, 0);
	return b->p;
}

static void what_draws_stays(void **state)
{
	th_buf b = {0};
	(void)state;
	const char *out = cleaned(
	    "<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://x/y.dtd'>"
	    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><title>A &amp; B</title>"
	    "<defs><linearGradient id='g'><stop offset='0' "
	    "stop-color='#fff'/></linearGradient></defs>"
	    "<path d='M0 0h10' fill='url(#g)' stroke='red'/><use href='#g'/></svg>",
	    &b);
	assert_non_null(out);
	assert_string_equal(out,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\">"
	    "<title>A &amp; B</title><defs><linearGradient id=\"g\"><stop offset=\"0\" "
	    "stop-color=\"#fff\"></stop></linearGradient></defs><path d=\"M0 0h10\" "
	    "fill=\"url(#g)\" stroke=\"red\"></path><use href=\"#g\"></use></svg>\n");
	th_buf_free(&b);
}

static void nothing_that_runs_or_asks_elsewhere_stays(void **state)
{
	static const char *const bad[] = {"<script>alert(1)</script>", "<rect onload='alert(1)'/>",
	    "<a href='javascript:alert(1)'><rect/></a>", "<style>@import 'http://evil'</style>",
	    "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'>evil</body></foreignObject>",
	    "<use href='http://evil/#x'/>", "<use xlink:href='data:image/svg+xml,evil'/>",
	    "<image href='http://evil/x.png'/>", "<rect fill='url(http://evil)'/>",
	    "<rect fill='URL( //evil)'/>", "<rect fill='u\\72l(evil)'/>",
	    "<set attributeName='onload' to='alert(1)'/>",
	    "<animate attributeName='href' to='evil'/>", "<rect style='background:url(evil)'/>",
	    "<text x:onload='alert'>t</text>", "<svg onload='alert(1)'/>", "<iframe src='evil'/>",
	    "<handler>alert(1)</handler>", "<?xml-stylesheet href='evil'?>", "<!-- evil -->"};
	th_buf b = {0};
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char text[400];
		snprintf(text, sizeof text,
		    "<svg xmlns='http://www.w3.org/2000/svg' "
		    "xmlns:xlink='http://www.w3.org/1999/xlink'"
		    " xmlns:x='x'>%s<path d='M0 0'/></svg>",
		    bad[i]);
		const char *out = cleaned(text, &b);
		assert_non_null(out);
		if (strstr(out, "evil") || strstr(out, "alert") || strstr(out, "script"))
			fail_msg("%s became %s", bad[i], out);
		assert_non_null(strstr(out, "<path d=\"M0 0\">"));
	}
	th_buf_free(&b);
}

static void what_is_no_drawing_is_refused(void **state)
{
	static const char *const bad[] = {"", "text", "<html/>", "<svg>", "<svg><g></svg>",
	    "\x89PNG\r\n", "<svg/><svg/>",
	    "<!DOCTYPE svg [<!ENTITY a \"evil\">]><svg><text>&a;</text></svg>",
	    "<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><svg><text>&a;</text></svg>",
	    "<svg>\xff</svg>"};
	th_buf b = {0};
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (cleaned(bad[i], &b) != NULL)
			fail_msg("%s became %s", bad[i], b.p);
	th_buf_free(&b);
}

static void a_drawing_out_of_reason_is_refused(void **state)
{
	th_buf deep = {0}, wide = {0}, b = {0};
	(void)state;
	th_buf_addz(&deep, "<svg>");
	for (int i = 0; i < 200; i++)
		th_buf_addz(&deep, "<g>");
	for (int i = 0; i < 200; i++)
		th_buf_addz(&deep, "</g>");
	th_buf_addz(&deep, "</svg>");
	th_buf_addz(&wide, "<svg>");
	for (int i = 0; i < 60000; i++)
		th_buf_addz(&wide, "<g/>");
	th_buf_addz(&wide, "</svg>");
	assert_int_equal(svg_sanitize(&b, th_buf_str(&deep)), -1);
	assert_int_equal(svg_sanitize(&b, th_buf_str(&wide)), -1);
	assert_int_equal(b.n, 0);
	th_buf_free(&deep);
	th_buf_free(&wide);
	th_buf_free(&b);
}

static void what_came_out_goes_in_again_the_same(void **state)
{
	th_buf one = {0}, two = {0};
	(void)state;
	const char *svg = "<svg viewBox='0 0 1 1'><text x='1'>a &lt; \"b\" &#x1F600;</text></svg>";
	assert_int_equal(svg_sanitize(&one, th_strz(svg)), 0);
	assert_int_equal(svg_sanitize(&two, th_buf_str(&one)), 0);
	assert_true(th_str_eq(th_buf_str(&one), th_buf_str(&two)));
	th_buf_free(&one);
	th_buf_free(&two);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_draws_stays),
	    cmocka_unit_test(nothing_that_runs_or_asks_elsewhere_stays),
	    cmocka_unit_test(what_is_no_drawing_is_refused),
	    cmocka_unit_test(a_drawing_out_of_reason_is_refused),
	    cmocka_unit_test(what_came_out_goes_in_again_the_same),
	};
	render_start();
	int rc = cmocka_run_group_tests(tests, NULL, NULL);
	return rc;
}
