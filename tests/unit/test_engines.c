/* test_engines.c -- what holds for a text whichever engine reads its Markdown: the hub's own
 * dialect or CommonMark. What they read differently stands in a table of content/README.md. */
#include "support_render.h"

#include <pthread.h>
#include <time.h>

static const render_engine engines[] = {RENDER_DISCOUNT, RENDER_COMMONMARK};

static const char *name_of(render_engine e)
{
	return e == RENDER_COMMONMARK ? "commonmark" : "discount";
}

/* The page's HTML, white space between blocks left away. */
static void same_by(render_engine engine, bool tags, const char *md, const char *want)
{
	rendered x = render_by(engine, th_strz(md), tags);
	assert_int_equal(x.rc, 0);
	char *have = th_str_z(x.a, th_str_trim(x.r.html)), *to = have;
	for (const char *p = have; *p; p++)
		if (*p != '\n' || (to > have && to[-1] != '>'))
			*to++ = *p;
	*to = '\0';
	if (strcmp(have, want) != 0)
		fail_msg("%s reads %s as\n%s\nnot as\n%s", name_of(engine), md, have, want);
	rendered_free(&x);
}

static void same(const char *md, const char *want)
{
	for (size_t i = 0; i < TH_COUNT(engines); i++)
		same_by(engines[i], false, md, want);
}

static void tables_notes_and_struck_out_words_are_read_by_both(void **state)
{
	(void)state;
	same("| a | b |\n|---|--:|\n| 1 | ~~2~~ |\n",
	    "<div class=\"table\" tabindex=\"0\"><table><thead><tr><th>a</th>"
	    "<th class=\"right\">b</th></tr></thead><tbody><tr><td>1</td>"
	    "<td class=\"right\"><del>2</del></td></tr></tbody></table></div>");
	same("10~12 Uhr und 14~16 Uhr", "<p>10~12 Uhr und 14~16 Uhr</p>");
	static const char *const md = "One[^a] and again[^a].\n\n[^a]: *Note*.\n";
	for (size_t i = 0; i < TH_COUNT(engines); i++) {
		rendered x = render_by(engines[i], th_strz(md), false);
		assert_true(has(x.r.html, "<p>One<sup id=\"fn-ref-1\"><a href=\"#fn-1\" "
					  "role=\"doc-noteref\">1</a></sup> and again<sup><a "
					  "href=\"#fn-1\" role=\"doc-noteref\">1</a></sup>.</p>"));
		assert_true(has(x.r.html, "<div class=\"footnotes\" role=\"doc-endnotes\"><hr>\n"
					  "<ol><li id=\"fn-1\">"));
		assert_true(has(x.r.html, "<em>Note</em>. <a href=\"#fn-ref-1\" "
					  "role=\"doc-backlink\">↩</a>"));
		assert_true(th_str_eqz(x.r.summary, "One and again."));
		rendered_free(&x);
	}
}

static void links_pictures_and_headings_are_the_hubs_own_for_both(void **state)
{
	(void)state;
	same("# A\n\n#### B\n\n[x](y.md) ![z](plain.jpg)\n",
	    "<h2 id=\"s-a\">A</h2><h3 id=\"s-b\">B</h3><p><a href=\"/team/y/\">x</a> <img "
	    "src=\"/m/p-800.jpg\" width=\"800\" height=\"450\" alt=\"z\" loading=\"lazy\" "
	    "decoding=\"async\"></p>");
	same("[x](javascript:alert) <script>x</script> <b onclick=x>b</b>", "<p>x <b>b</b></p>");
}

/* ---- what authors write, read alike ---- */

static void numbers_are_those_that_were_written(void **state)
{
	(void)state;
	same("3. drei\n4. vier", "<ol start=\"3\"><li>drei</li><li>vier</li></ol>");
	same("2. Platz beim Wettbewerb!", "<ol start=\"2\"><li>Platz beim Wettbewerb!</li></ol>");
	same("1. a\n\n```\nx\n```\n\n2. b\n3. c\n",
	    "<ol><li>a</li></ol><pre><code>x\n</code></"
	    "pre><ol start=\"2\"><li>b</li><li>c</li></ol>");
	same("1986. Was für ein Jahr!\n\n24. Dezember ist frei.",
	    "<ol start=\"1986\"><li><p>Was für ein Jahr!</p></li><li value=\"24\"><p>Dezember ist "
	    "frei.</p></li></ol>");
	same("1. a\n1. b\n5. c\n", "<ol><li>a</li><li>b</li><li>c</li></ol>");
	rendered x = render_text(TH_S("3. *drei*\n"), false);
	assert_true(th_str_eqz(x.r.text, "drei"));
	rendered_free(&x);
}

static void an_address_keeps_its_brackets_and_leaves_the_sentence_its_marks(void **state)
{
	(void)state;
	static const char halle[] =
	    "<a href=\"https://de.wikipedia.org/wiki/Halle_(Saale)\" rel=\"noopener\">";
	char want[400];
	snprintf(want, sizeof(want), "<p>%sL</a></p>", halle);
	same("[L](https://de.wikipedia.org/wiki/Halle_(Saale))", want);
	snprintf(want, sizeof(want),
	    "<p>%shttps://de.wikipedia.org/wiki/Halle_(Saale)</a> (x).</p>", halle);
	same("https://de.wikipedia.org/wiki/Halle_(Saale) (x).", want);
	same("„https://a.example/z“ »https://b.example«, (https://c.example/d).",
	    "<p>„<a href=\"https://a.example/z\" rel=\"noopener\">https://a.example/z</a>“ »<a "
	    "href=\"https://b.example\" rel=\"noopener\">https://b.example</a>«, (<a "
	    "href=\"https://c.example/d\" rel=\"noopener\">https://c.example/d</a>).</p>");
	same("anna@x.example-Adresse, a_b@x.example.",
	    "<p>anna@x.example-Adresse, <a href=\"mailto:a_b@x.example\">a_b@x.example</a>.</p>");
	same("`https://a.example` [see https://a.example](y.md)",
	    "<p><code>https://a.example</code> <a href=\"/team/y/\">see https://a.example</a></p>");
	same("<div>https://a.example/b_c</div>",
	    "<p><a href=\"https://a.example/b_c\" rel=\"noopener\">https://a.example/b_c</a></p>");
	assert_finds("x\n\n![x](missing(1).jpg)\n", false, "3:6 picture.missing missing(1).jpg\n");
}

static void code_keeps_its_fence_whatever_stands_behind_it(void **state)
{
	(void)state;
	same("```python {linenos=table}\na = 1\n```\n",
	    "<pre><code class=\"language-python\">a = 1\n</code></pre>");
	same(
	    "```py title=\"x\"\n# a\n```\n", "<pre><code class=\"language-py\"># a\n</code></pre>");
	same("> ```py {a=b}\n> # no\n> ```\n\nEnd",
	    "<blockquote><pre><code class=\"language-py\"># "
	    "no\n</code></pre></blockquote><p>End</p>");
	rendered x = render_text(TH_S("- a\n\n  ```py {a=b}\n  # no\n  ```\n\n- b\n\nEnd"), false);
	assert_true(has(x.r.html, "<pre><code># no\n</code></pre></li>\n<li><p>b</p></li></ul>\n"
				  "<p>End</p>"));
	rendered_free(&x);
}

static void html_with_blank_lines_holds_what_stands_between(void **state)
{
	(void)state;
	same("<details><summary>M</summary>\n\n- **x**\n\n</details>\n\nEnd",
	    "<details><summary>M</summary><ul><li><strong>x</strong></li></ul></details><p>End</"
	    "p>");
	same("<div class=note>\n\n**x**\n\ny\n\n</div>\n", "<p><strong>x</strong></p><p>y</p>");
	same("<section>\n\n*a*\n\n</section>\n\n<aside>\n\n*b*\n\n</aside>",
	    "<p><em>a</em></p><p><em>b</em></p>");
}

static void stars_within_words_stay(void **state)
{
	(void)state;
	same("Mitarbeiter*innen, *wirklich*", "<p>Mitarbeiter*innen, <em>wirklich</em></p>");
	same("Kolleg*innen und Kund*innen", "<p>Kolleg*innen und Kund*innen</p>");
	same("**Kolleg*innen** und jede*r *Schüler*in* `a*in b*in`",
	    "<p><strong>Kolleg*innen</strong> und jede*r <em>Schüler*in</em> "
	    "<code>a*in b*in</code></p>");
}

static void lists_are_lists_wherever_they_stand(void **state)
{
	(void)state;
	same("- a\n- \n- b", "<ul><li>a</li><li></li><li>b</li></ul>");
	same("Text:\n  - a\n  - b\n\nEnd", "<p>Text:</p><ul><li>a</li><li>b</li></ul><p>End</p>");
	same("> t\n> - a\n> - b\n",
	    "<blockquote><p>t</p><ul><li>a</li><li>b</li></ul></blockquote>");
	same("- a\n| x |\n|---|\n| 1 |\n",
	    "<ul><li>a</li></ul><div class=\"table\" tabindex=\"0\"><table><thead><tr><th>x</th>"
	    "</tr></thead><tbody><tr><td>1</td></tr></tbody></table></div>");
	same("- a\n  #4117 by x\n- #tag\n", "<ul><li>a\n#4117 by x</li><li>#tag</li></ul>");
	same("- [ ] a\n- [x] b\n", "<ul><li>☐ a</li><li>☑ b</li></ul>");
}

static void a_backslash_makes_any_mark_a_letter(void **state)
{
	(void)state;
	same("\\<b\\> \\$ \\= \\\"x\\\" `\\<`",
	    "<p>&lt;b&gt; $ = &quot;x&quot; <code>\\&lt;</code></p>");
	same("x\n\n    \\<b\\>\n", "<p>x</p><pre><code>\\&lt;b\\&gt;\n</code></pre>");
}

/* ---- what other generators add ---- */

static void same_with_tags(const char *md, const char *want)
{
	for (size_t i = 0; i < TH_COUNT(engines); i++)
		same_by(engines[i], true, md, want);
}

static void attribute_lists_give_ids_and_say_nothing_else(void **state)
{
	(void)state;
	same_with_tags("## Head {#own .x}\n\n[a](#own) [b](#p1)\n\ntext\n{: #p1 .c}\n",
	    "<h2 id=\"s-own\">Head</h2><p><a href=\"#s-own\">a</a> <a href=\"#s-p1\">b</a></p>"
	    "<p>text<a id=\"s-p1\"></a></p>");
	same_with_tags("Setext\n---\n{: #st}\n\n{: #bef}\n## H\n",
	    "<h2 id=\"s-st\">Setext</h2><h2 id=\"s-bef\">H</h2>");
	same_with_tags("Words {.lead}\n\n![x](plain.jpg){: width=\"3\"} y\n",
	    "<p>Words</p><p><img src=\"/m/p-800.jpg\" width=\"800\" height=\"450\" alt=\"x\" "
	    "loading=\"lazy\" decoding=\"async\"> y</p>");
	same_with_tags("1. a\n2. b\n{:start=\"3\"}\n", "<ol start=\"3\"><li>a</li><li>b</li></ol>");
	same("Words {.lead}\n", "<p>Words {.lead}</p>");
}

static void contents_abbreviations_and_markdown_in_html_are_understood(void **state)
{
	(void)state;
	same_with_tags("* TOC\n{:toc}\n\n[[toc]]\n\n# A\n", "<h2 id=\"s-a\">A</h2>");
	static const char terms[] = "Lack\n: glänzt\n: *hält*\n\nRost\n: stört\n\nEnde\n";
	same_by(RENDER_DISCOUNT, true, terms,
	    "<dl><dt>Lack</dt><dd>glänzt</dd><dd><em>hält</em></dd><dt>Rost</dt><dd>stört</dd></dl>"
	    "<p>Ende</p>");
	same_by(RENDER_COMMONMARK, true, terms,
	    "<dl><dt>Lack</dt><dd><p>glänzt</p></dd><dd><p><em>hält</em></p></dd><dt>Rost</dt>"
	    "<dd><p>stört</p></dd></dl><p>Ende</p>");
	same_with_tags("*[HTML]: Hyper Text\n\nHTML is HTML5.",
	    "<p><abbr title=\"Hyper Text\">HTML</abbr> is HTML5.</p>");
	same_with_tags(
	    "<div markdown=\"1\" class=\"x\">\n*a*\n</div>\n\nEnd", "<p><em>a</em></p><p>End</p>");
}

static void ids_of_html_are_places_that_links_lead_to(void **state)
{
	(void)state;
	same("<a name=\"old\"></a>Text [x](#old) <span id=\"sp\">y</span> [z](#sp)",
	    "<p><a id=\"s-old\"></a>Text <a href=\"#s-old\">x</a> <span id=\"s-sp\">y</span> <a "
	    "href=\"#s-sp\">z</a></p>");
	same("## <a id=\"x\"></a>Head\n", "<h2 id=\"s-x\">Head</h2>");
}

static void a_tip_of_a_picture_is_no_caption_and_pictures_elsewhere_are_words_apart(void **state)
{
	(void)state;
	same("<img src=\"plain.jpg\" alt=\"b\" title=\"T\">",
	    "<figure><img src=\"/m/p-800.jpg\" width=\"800\" height=\"450\" alt=\"b\" "
	    "title=\"T\" loading=\"lazy\" decoding=\"async\"></figure>");
	same("![A](https://x.example/a.png)![B](https://x.example/b.png) "
	     "[![C](https://x.example/c.png)](https://y.example)",
	    "<p><a href=\"https://x.example/a.png\" rel=\"noopener\">A</a> <a "
	    "href=\"https://x.example/b.png\" rel=\"noopener\">B</a> <a "
	    "href=\"https://y.example\" rel=\"noopener\">C</a></p>");
}

/* ---- bounds ---- */

static th_str repeated(th_arena *a, const char *head, const char *line, size_t total)
{
	size_t n = strlen(line), at = strlen(head);
	char *p = th_alloc(a, at + total + n + 1);
	memcpy(p, head, at);
	for (; at + n <= total; at += n)
		memcpy(p + at, line, n);
	return (th_str){p, at};
}

static double seconds_for(render_engine engine, const char *head, const char *line, size_t total)
{
	struct timespec from, to;
	th_arena *a = th_arena_new();
	th_str md = repeated(a, head, line, total);
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
	rendered x = render_by(engine, md, true);
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
	assert_int_equal(x.rc, 0);
	if (x.r.html.n > 64 * md.n + (16 << 20))
		fail_msg("%s: %s%s… grows to %zu octets", name_of(engine), head, line, x.r.html.n);
	rendered_free(&x);
	th_arena_free(a);
	return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

static void a_hostile_text_takes_no_more_time_than_it_may(void **state)
{
	(void)state;
	static const struct {
		const char *head, *line;
	} text[] = {
	    {"", ">"},
	    {"", "> "},
	    {"", "- "},
	    {"", "*a _b "},
	    {"", "a**b"},
	    {"", "**x *y _z __w "},
	    {"", "["},
	    {"", "[a]("},
	    {"", "![[]()"},
	    {"", "`` ` "},
	    {"", "<"},
	    {"", "<a "},
	    {"", "a <!-- "},
	    {"", "a <?"},
	    {"", "a <!A "},
	    {"", "a <![CDATA["},
	    {"", "&"},
	    {"", "~~a "},
	    {"", "[^a] "},
	    {"", "a|b\n-|-\n"},
	    {"", "|\n|-\n"},
	    {"", "a | b\n"},
	    {"", "<div>\n\n"},
	    {"", "a\n=\n"},
	    {"", "# a\n"},
	    {"> > > > > > > > > a\n", "b\n"},
	    {"- - - - - - a\n", "b\n"},
	    {"", "[a](b) "},
	    {"", "https://a.example/x "},
	    {"", "www."},
	    {"", "a@b.example "},
	    {"", "@"},
	    {"", "a@a@"},
	    {"[a](", "("},
	    {"", "[a](b \"c "},
	    {"", "[a](b 'c\n"},
	    {"", "[a](<b"},
	    {"", "{: .a"},
	    {"", "{"},
	    {"", "```\n"},
	    {"", "- ```\n"},
	    {"", "***"},
	    {"", "a*"},
	    {"", "> - a\n"},
	    {"", "<a b=\""},
	    {"", "a\n: b\n"},
	    {"", "[x]: /u \"t\n"},
	    {"", "{{"},
	    {"", "{% a "},
	    {"", "![a](b \"c\") "},
	    {"*[A]: b\n", "A "},
	    {"[x]: /uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu\n\n", "[x]"},
	};
	for (size_t i = 0; i < TH_COUNT(text); i++)
		for (size_t e = 0; e < TH_COUNT(engines); e++) {
			/* half a second and less; with the sanitizers' realloc three */
			double took = seconds_for(engines[e], text[i].head, text[i].line, 48000);
			if (took > 8)
				fail_msg("%s: %s%s…: %.2f s", name_of(engines[e]), text[i].head,
				    text[i].line, took);
		}
}

/* ---- threads ---- */

static void *read_often(void *ctx)
{
	size_t *wrong = ctx;
	for (size_t i = 0; i < 300; i++) {
		rendered x =
		    render_by(RENDER_COMMONMARK, TH_S("~~a~~ <https://a.example> b"), false);
		*wrong += !has(x.r.html, "<del>a</del> <a href=\"https://a.example\"");
		rendered_free(&x);
	}
	return NULL;
}

static void threads_do_not_disturb_each_other(void **state)
{
	(void)state;
	pthread_t threads[4];
	size_t wrong[4] = {0};
	for (size_t i = 0; i < TH_COUNT(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, read_often, &wrong[i]), 0);
	for (size_t i = 0; i < TH_COUNT(threads); i++) {
		pthread_join(threads[i], NULL);
		assert_int_equal(wrong[i], 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tables_notes_and_struck_out_words_are_read_by_both),
	    cmocka_unit_test(links_pictures_and_headings_are_the_hubs_own_for_both),
	    cmocka_unit_test(numbers_are_those_that_were_written),
	    cmocka_unit_test(an_address_keeps_its_brackets_and_leaves_the_sentence_its_marks),
	    cmocka_unit_test(code_keeps_its_fence_whatever_stands_behind_it),
	    cmocka_unit_test(html_with_blank_lines_holds_what_stands_between),
	    cmocka_unit_test(stars_within_words_stay),
	    cmocka_unit_test(lists_are_lists_wherever_they_stand),
	    cmocka_unit_test(a_backslash_makes_any_mark_a_letter),
	    cmocka_unit_test(attribute_lists_give_ids_and_say_nothing_else),
	    cmocka_unit_test(contents_abbreviations_and_markdown_in_html_are_understood),
	    cmocka_unit_test(ids_of_html_are_places_that_links_lead_to),
	    cmocka_unit_test(
		a_tip_of_a_picture_is_no_caption_and_pictures_elsewhere_are_words_apart),
	    cmocka_unit_test(a_hostile_text_takes_no_more_time_than_it_may),
	    cmocka_unit_test(threads_do_not_disturb_each_other),
	};
	render_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
