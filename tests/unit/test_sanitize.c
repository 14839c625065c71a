/* test_sanitize.c -- nothing that runs, loads or breaks the page gets through the allow-list. Each
 * result is judged twice by others: by the strict reader of support_allowed.h and by walking the
 * tree that libxml2 makes of it. The vectors of ../shared/test-data/xss are skipped, with a word,
 * where that folder is absent. */
#include "support_allowed.h"
#include "support_render.h"
#include "support_sanitize.h"

#include <jansson.h>
#include <libxml/HTMLparser.h>

static allowed reader; /* large; not shared: this program has one thread */

/* ---- the second judge ---- */

static bool bad_value(const char *v)
{
	char squeezed[64];
	size_t n = 0;
	for (; *v && n + 1 < sizeof(squeezed); v++)
		if ((unsigned char)*v > ' ')
			squeezed[n++] = *v >= 'A' && *v <= 'Z' ? (char)(*v + 32) : *v;
	squeezed[n] = 0;
	static const char *const bad[] = {"javascript:", "vbscript:", "data:", "livescript:",
	    "mocha:", "file:", "view-source:", "feed:", "blob:", "//"};
	for (size_t i = 0; i < TH_COUNT(bad); i++)
		if (strncmp(squeezed, bad[i], strlen(bad[i])) == 0)
			return true;
	return false;
}

static void walk(const xmlNode *node, const char *what)
{
	static const char words[] =
	    " html body a abbr b bdi bdo blockquote br caption cite code dd del details dfn div dl "
	    "dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q s "
	    "samp small source span strong sub summary sup table tbody td th thead tr u ul var "
	    "wbr ";
	for (; node != NULL; node = node->next) {
		if (node->type == XML_COMMENT_NODE || node->type == XML_PI_NODE)
			fail_msg("a comment came out of: %s", what);
		if (node->type != XML_ELEMENT_NODE)
			continue;
		if (!allowed_word(th_strz((const char *)node->name), words))
			fail_msg("<%s> came out of: %s", (const char *)node->name, what);
		for (const xmlAttr *at = node->properties; at != NULL; at = at->next) {
			const char *name = (const char *)at->name;
			xmlChar *value = xmlNodeListGetString(node->doc, at->children, 1);
			bool url = strcmp(name, "href") == 0 || strcmp(name, "src") == 0;
			if (strncmp(name, "on", 2) == 0 || strcmp(name, "style") == 0 ||
			    (url && value && bad_value((const char *)value)))
				fail_msg("%s=%s came out of: %s", name, (const char *)value, what);
			xmlFree(value);
		}
		walk(node->children, what);
	}
}

static void judge(th_str html, const char *what)
{
	if (!allowed_html(&reader, html))
		fail_msg("%s\n  out of: %s\n  came:   %.*s", reader.why, what, TH_FMT(html));
	if (html.n == 0)
		return;
	htmlDocPtr doc = htmlReadMemory(html.p, (int)html.n, NULL, "UTF-8",
	    HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
	assert_non_null(doc);
	walk(xmlDocGetRootElement(doc), what);
	xmlFreeDoc(doc);
}

/* By both ways in. */
static void judge_input(const char *input)
{
	rendered x = render_text(th_strz(input), true);
	judge(x.r.html, input);
	th_buf out = {0};
	support_sanitize(&out, th_strz(input), NULL, x.a);
	judge(th_buf_str(&out), input);
	th_buf_cut(&out, 0);
	render_links links = {.ctx = x.a, .page = world_page, .picture = world_picture};
	support_sanitize(&out, th_strz(input), &links, x.a);
	judge(th_buf_str(&out), input);
	/* once more: what is clean stays as it is in what it allows */
	th_str again = th_str_dup(x.a, th_buf_str(&out));
	th_buf_cut(&out, 0);
	support_sanitize(&out, again, NULL, x.a);
	judge(th_buf_str(&out), input);
	th_buf_free(&out);
	rendered_free(&x);
}

static void no_vector_of_the_lists_gets_through(void **state)
{
	(void)state;
	static const char *const lists[] = {
	    "owasp", "fuzzdb-other", "fuzzdb-polyglot", "fuzzdb-rsnake"};
	const char *data = getenv("TH_TEST_DATA");
	size_t count = 0;
	th_arena *a = th_arena_new();
	for (size_t i = 0; i < TH_COUNT(lists); i++) {
		th_str path =
		    th_str_fmt(a, "%s/xss/%s.json", data ? data : "../shared/test-data", lists[i]);
		json_t *list = json_load_file(path.p, 0, NULL), *item;
		size_t k;
		json_array_foreach(list, k, item)
		{
			const char *payload = json_string_value(json_object_get(item, "payload"));
			if (payload == NULL)
				continue;
			judge_input(payload);
			static const char *const round[] = {"# %s\n", "- %s\n", "[x](%s)",
			    "![x](%s \"y\")", "| a |\n|---|\n| %s |\n", "<b title=\"%s\">x</b>",
			    "<a href='%s'>x</a>", "```%s\nx\n```\n"};
			for (size_t r = 0; r < TH_COUNT(round); r++) {
				th_buf b = {0};
				const char *hole = strstr(round[r], "%s");
				th_buf_add(&b, th_strn(round[r], (size_t)(hole - round[r])));
				th_buf_addz(&b, payload);
				th_buf_addz(&b, hole + 2);
				th_buf_addc(&b, 0);
				judge_input(b.p);
				th_buf_free(&b);
			}
			count++;
		}
		json_decref(list);
	}
	th_arena_free(a);
	if (count == 0) {
		print_message("skipped: no XSS vectors at ../shared/test-data\n");
		skip();
	}
	assert_true(count > 300);
}

static void what_other_filters_let_through_stays_out(void **state)
{
	(void)state;
	static const char *const inputs[] = {
	    "<!--><img src=x onerror=alert(1)>-->",
	    "<!--!><img src=x onerror=alert(1)>",
	    "<![CDATA[<img src=x onerror=alert(1)>]]>",
	    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 "
	    "onerror=alert(1)&gt;\">",
	    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
	    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
	    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
	    "<select><template><img src=x onerror=alert(1)></template></select>",
	    "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
	    "<a href=\"&#1;javascript:alert(1)\">x</a>",
	    "<a href=\" \njavascript:alert(1)\">x</a>",
	    "<a href=\"javascript&colon;alert(1)\">x</a>",
	    "<a href=\"\\\\evil.example\">x</a> <a href=\"/\\evil.example\">y</a>",
	    "<a href=\"https:evil.example\">x</a> <a href=\"https:/evil.example\">x</a>",
	    "<a href=\"https://a b/\">x</a> <a href=\"http://[::1]/\">x</a>",
	    "<img src=\"`><script>alert(1)</script>\" alt=\"``onerror=alert(1)\">",
	    "<img srcset=\"x 1x\" src=a.jpg><source srcset=x>",
	    "<p id=\"content\" class=\"nav\" name=\"body\">clobber</p><a id=cookie "
	    "name=cookie>x</a>",
	    "<sup id=\"fn:1\">a</sup><sup id=\"fn:1\">b</sup><li id=\"fnref:2\">c",
	    "<base href=//evil.example/><link rel=stylesheet href=x><meta http-equiv=refresh "
	    "content=0>",
	    "<a href=x.md target=_blank ping=//evil rel=opener download>x</a>",
	    "<table background=javascript:alert(1)><td style=\"background:url(x)\" onclick=x>a",
	    "<xmp><p title=\"</xmp><script>alert(1)</script>\"></xmp>",
	    "<plaintext><script>alert(1)</script>",
	    "<textarea><img title=\"</textarea><img src onerror=alert(1)>\"></textarea>",
	    "<title><img title=\"</title><img src onerror=alert(1)>\"></title>",
	    "<p lang=\"x' onload='a\" dir=\"x\">y</p><span lang=\"de\\\"\">z</span>",
	    "<details ontoggle=alert(1) open>x</details>",
	    "<b\x0bonclick=alert(1)>x</b><b/onclick=alert(1)>y</b>",
	    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
	    "<object data=javascript:alert(1)><param><embed src=x></object>",
	    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
	    "<ol type=\"x\" start=\"-1e9\"><li value=x></ol><td colspan=99999999>",
	    "&lt;script&gt;alert(1)&lt;/script&gt; \" onmouseover=\"x ' href=\"/x\"",
	    "<x:script>alert(1)</x:script><script/x>alert(1)</script\t>",
	    "<scr<script>ipt>alert(1)</scr</script>ipt>",
	    "<p><p><table><p><td><p><ul><p><li><p><dl><p><dd><p><h2><p>x",
	    "<ul>text<p>p</p><ol><dt>x<li>y</ul>z<tr><caption>c<thead>d",
	    "<table>a<tr>b<td>c<tbody>d<caption>e<thead><th>f</table>g</td>h",
	    "<figure><p><img src=a.jpg></p><figcaption>a<figcaption>b</figure><summary>c",
	    "<a href=x.md><div><a href=y.md><table><a href=z.md>x",
	    "<pre><div><code class=\"language-x y\"><p>x</pre>",
	};
	for (size_t i = 0; i < TH_COUNT(inputs); i++)
		judge_input(inputs[i]);
}

static void sanitized(const char *html, const char *want)
{
	th_arena *a = th_arena_new();
	th_buf out = {0};
	support_sanitize(&out, th_strz(html), NULL, a);
	judge(th_buf_str(&out), html);
	assert_string_equal(th_str_z(a, th_str_trim(th_buf_str(&out))), want);
	th_buf_free(&out);
	th_arena_free(a);
}

static void text_escapes_the_double_quote_so_that_an_attribute_is_one(void **state)
{
	(void)state;
	sanitized("a \" href=\"/x\" & 'b' &amp;lt;",
	    "<p>a &quot; href=&quot;/x&quot; &amp; 'b' &amp;lt;</p>");
}

static void a_link_in_a_link_is_two_links(void **state)
{
	(void)state;
	sanitized("<p><a href=\"/a\">x<a href=\"/b\">y</a>z</a></p>",
	    "<p><a href=\"/a\">x</a><a href=\"/b\">y</a>z</p>");
}

static void an_end_tag_closes_its_own_element_only(void **state)
{
	(void)state;
	sanitized("<p><span lang=en>a<span>b</span>c</span>d</p>",
	    "<p><span lang=\"en\">abc</span>d</p>");
	sanitized("<div lang=en><div>b</div>c</div>d",
	    "<div lang=\"en\"><p>b</p>\n<p>c</p></div>\n<p>d</p>");
}

static void paragraphs_do_not_nest_and_words_do_not_run_together(void **state)
{
	(void)state;
	sanitized(
	    "<p>a<div>b</div><section>c</section>d", "<p>a</p>\n<p>b</p>\n<p>c</p>\n<p>d</p>");
	sanitized("<h2>a<section>b</section>c</h2>", "<h2 id=\"s-a-b-c\">a b c</h2>");
}

static void only_web_mail_and_telephone_addresses_are_links(void **state)
{
	(void)state;
	sanitized(
	    "<a href=\"HTTPS://A.example/x y?q=[1]\">a</a> <a href=\"ftp://a.example/\">b</a> "
	    "<a href=\"mailto:a@b.example?subject=x\">c</a> <a href=\"tel:(0341) 12-34\">d</a>",
	    "<p><a href=\"https://A.example/x%20y?q=%5B1%5D\" rel=\"noopener\">a</a> b "
	    "<a href=\"mailto:a@b.example?subject=x\">c</a> <a href=\"tel:03411234\">d</a></p>");
}

static void punctuation_behind_a_bare_address_is_put_behind_the_link(void **state)
{
	(void)state;
	assert_html("See https://a.example/x_. Or (http://b.example/): \"https://c.example/!?",
	    "<p>See <a href=\"https://a.example/x\" rel=\"noopener\">https://a.example/x</a>_. Or ("
	    "<a href=\"http://b.example/\" rel=\"noopener\">http://b.example/</a>): &quot;"
	    "<a href=\"https://c.example/\" rel=\"noopener\">https://c.example/</a>!?</p>");
	/* a link around it: nothing but that punctuation may be cut */
	judge_input(
	    "<a href=x.md>http://b.example/*** \xef\xbf\xbd\xef\xbf\xbd`***`x\xef\xbf\xbd</a>");
	judge_input("<a href=https://a.example/. >https://a.example/.<b>\xc3\xa4</b></a>");
}

static void the_reader_that_judges_can_refuse(void **state)
{
	(void)state;
	static const char *const bad[] = {"<script>x</script>", "<p onclick=\"x\">y</p>", "<p>x",
	    "<p><p>x</p></p>", "<a href=\"javascript:x\">y</a>", "<li>x</li>", "<ul>x<p>y</p></ul>",
	    "a > b", "a \" b", "<p id=\"x\">y</p>", "<h2 id=\"s-a\">a</h2><h2 id=\"s-a\">b</h2>",
	    "<p>x</b>", "<p class=x>y</p>", "&nbsp;", "<a href=\"//x\">y</a>",
	    "<a href=\"/x\"><b><a href=\"/y\">z</a></b></a>", "<h1>x</h1>", "<!-- x -->"};
	for (size_t i = 0; i < TH_COUNT(bad); i++)
		if (allowed_html(&reader, th_strz(bad[i])))
			fail_msg("accepted: %s", bad[i]);
}

/* H stands for what no browser shows, S for what every reader sees. */
static void what_no_browser_shows_is_not_in_the_text(void **state)
{
	(void)state;
	static const char *const inputs[] = {
	    "S <?php echo \"H\" > 1; ?> S",
	    "<?php\n\nH\n\n?>\n\nS",
	    "S\n\n<?xml H",
	    "S <![CDATA[ x > H ]]> S",
	    "<![CDATA[\n\nH\n\n]]>\n\nS",
	    "S <!DOCTYPE H> S",
	    "<!DOCTYPE x [ <!ENTITY e \"H\"> ]>\n\nS",
	    "S <!note H> S",
	    "S <![if H]> S",
	    "S\n\n<!-- H\n\nH",
	    "S <!-- H\n\nH",
	    "S <!-- H --!> S",
	    "S <!-- x\n\nH\n\n--> S",
	    "S <!-- x <!-- y --> H --> S",
	    "- S <!-- x\n\n  H\n\n  -->\n- S",
	    "<!--\n\n```\n-- > H\n```\n\n-->\n\nS",
	    "<template>\n\nH\n\n</template>\n\nS",
	    "<section hidden>\n\nH\n\n</section>\n\nS",
	    "<X-Y HIDDEN=''>\n\nH\n\n</x-y>\n\nS",
	    "<aside\n style='a: b; display: none'>\n\nH\n\n</aside>\n\nS",
	    "<span style=\"/* x */opacity:0\">H</span> S",
	    "<i style=font-size:0px>\nH</i> S",
	    "<div hidden>\n\n<div>x</div>\n\nH\n\n</div>\n\nS",
	    "<div hidden>\n\n```\n</div>\n```\n\nH\n\n</div>\n\nS",
	    "S\n\n<section hidden>\n\nH",
	    "S <script>\n\n\"H\"\n\n</script> S",
	    "<textarea>\n\nH\n\n</textarea>\n\nS",
	    "S\n\n[//]: # (x\nH)\n\nS",
	    "> S\n>\n> [//]: # (H)\n",
	    "S\n\n[x]: # H\n\nS",
	    "S\r\n\r\n<!--\r\n\r\nH\r\n\r\n-->\r\n\r\nS",
	};
	for (size_t i = 0; i < TH_COUNT(inputs); i++) {
		rendered x = render_text(th_strz(inputs[i]), false);
		if (th_str_chr(x.r.html, 'H') >= 0 || th_str_chr(x.r.text, 'H') >= 0 ||
		    th_str_chr(x.r.text, 'S') < 0)
			fail_msg("%s became %s", inputs[i], th_str_z(x.a, x.r.html));
		rendered_free(&x);
	}
}

static void what_readers_see_stays(void **state)
{
	(void)state;
	static const char *const inputs[] = {
	    "`<!-- S -->`",
	    "```\n<!-- S\n```\n",
	    "    <!-- S -->\n",
	    "`<?php S ?>`",
	    "~~~\n<![CDATA[ S ]]>\n~~~",
	    "a <? b, S",
	    "1 < 2 <!S",
	    "\\<!-- S",
	    "a <b title=\"<!-- \">S</b> -->",
	    "a <span title='<?php '>S</span>",
	    "> [Wort]: Das S\n",
	    "> [a][x] S\n>\n> [x]: https://a.example\n",
	    "[x]: #\n\n[S][x]",
	    "`` ` <!-- S -->``",
	    "<b style=\"opacity:0.5\">S</b>",
	    "x <-- S --> y",
	    "a <p hidden>b</p>\n\nS",
	};
	for (size_t i = 0; i < TH_COUNT(inputs); i++) {
		rendered x = render_text(th_strz(inputs[i]), false);
		if (th_str_chr(x.r.text, 'S') < 0)
			fail_msg("%s became %s", inputs[i], th_str_z(x.a, x.r.html));
		rendered_free(&x);
	}
}

static void what_hides_without_an_end_costs_no_time(void **state)
{
	(void)state;
	static const char *const deep[] = {"<!--", "<!-- <!-- -->", "<?", "<? ", "<?x", "<!a ",
	    "<![CDATA[", "<a ", "<a b=\"", "<a b='\"", "<p hidden>", "<li hidden><b>", "<b hidden>",
	    "<b hidden></b>", "<script>", "</script>", "[a]: # (", "> [a]: # (x\n", "<!a [", "<!-",
	    "<template><p>", "<b style=\"", "*[a]: b\n"};
	for (size_t i = 0; i < TH_COUNT(deep); i++) {
		th_buf b = {0};
		while (b.n < 200000)
			th_buf_addz(&b, deep[i]);
		rendered x = render_text(th_buf_str(&b), true);
		assert_int_equal(x.rc, 0);
		rendered_free(&x);
		th_buf_free(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_no_browser_shows_is_not_in_the_text),
	    cmocka_unit_test(what_readers_see_stays),
	    cmocka_unit_test(what_hides_without_an_end_costs_no_time),
	    cmocka_unit_test(the_reader_that_judges_can_refuse),
	    cmocka_unit_test(what_other_filters_let_through_stays_out),
	    cmocka_unit_test(no_vector_of_the_lists_gets_through),
	    cmocka_unit_test(text_escapes_the_double_quote_so_that_an_attribute_is_one),
	    cmocka_unit_test(a_link_in_a_link_is_two_links),
	    cmocka_unit_test(an_end_tag_closes_its_own_element_only),
	    cmocka_unit_test(paragraphs_do_not_nest_and_words_do_not_run_together),
	    cmocka_unit_test(punctuation_behind_a_bare_address_is_put_behind_the_link),
	    cmocka_unit_test(only_web_mail_and_telephone_addresses_are_links),
	};
	render_start();
	int rc = cmocka_run_group_tests(tests, NULL, NULL);
	return rc;
}
