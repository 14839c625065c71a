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
	    cmocka_unit_test(a_hostile_text_takes_no_more_time_than_it_may),
	    cmocka_unit_test(threads_do_not_disturb_each_other),
	};
	render_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
