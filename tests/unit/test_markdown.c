/* test_markdown.c -- Markdown in, page HTML out. Most cases are pairs of files that anyone can add:
 * tests/unit/markdown/NAME.md and NAME.html, with NAME.findings when something is to be said;
 * names that begin with "tags-" are read with the tags of other generators. UPDATE=1 writes what
 * comes out into the .html and .findings files: look at the difference before you commit it. */
#include "support_render.h"

#include <dirent.h>
#include <time.h>
#include <unistd.h>

static const char folder[] = "tests/unit/markdown";

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void write_whole(const char *path, th_str s)
{
	if (s.n == 0) {
		unlink(path);
		return;
	}
	FILE *out = fopen(path, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(s.p, 1, s.n, out), s.n);
	assert_int_equal(fclose(out), 0);
}

/* Compares with the file, or writes it. */
static int settle(rendered *x, const char *name, const char *suffix, th_str have)
{
	const char *path = th_str_fmt(x->a, "%s/%s.%s", folder, name, suffix).p;
	if (getenv("UPDATE") != NULL) {
		write_whole(path, have);
		return 0;
	}
	th_str want = read_whole(x->a, path);
	if (th_str_eq(want, have))
		return 0;
	print_error("%s is different now:\n%.*s\n", path, TH_FMT(have));
	return 1;
}

static void every_pair_of_files_agrees(void **state)
{
	(void)state;
	DIR *d = opendir(folder);
	assert_non_null(d);
	char *names[500];
	size_t n = 0;
	int wrong = 0;
	for (struct dirent *e; (e = readdir(d)) != NULL && n < TH_COUNT(names);) {
		th_str s = th_strz(e->d_name);
		if (th_str_ends(s, TH_S(".md")) && !th_str_eqz(s, "README.md"))
			names[n++] = strndup(s.p, s.n - 3);
	}
	closedir(d);
	qsort(names, n, sizeof(*names), by_name);
	for (size_t i = 0; i < n; i++) {
		th_arena *a = th_arena_new();
		th_str md = read_whole(a, th_str_fmt(a, "%s/%s.md", folder, names[i]).p);
		rendered x = render_text(md, strncmp(names[i], "tags-", 5) == 0);
		assert_int_equal(x.rc, 0);
		wrong += settle(&x, names[i], "html", x.r.html);
		wrong += settle(&x, names[i], "findings", findings_text(&x));
		rendered_free(&x);
		th_arena_free(a);
		free(names[i]);
	}
	assert_true(n > 0);
	assert_int_equal(wrong, 0);
}

static void german_quotes_stay_german(void **state)
{
	(void)state;
	assert_html(
	    "„Zitat“ und \"so\" -- isn't (c)", "<p>„Zitat“ und &quot;so&quot; -- isn't (c)</p>");
}

static void the_highest_heading_becomes_the_level_asked_for_and_none_is_skipped(void **state)
{
	(void)state;
	assert_html("# A\n\n### B\n\n##### C\n\n# D\n",
	    "<h2 id=\"s-a\">A</h2>\n<h3 id=\"s-b\">B</h3>\n<h4 id=\"s-c\">C</h4>\n"
	    "<h2 id=\"s-d\">D</h2>");
	assert_html("#### A\n\n## B\n", "<h2 id=\"s-a\">A</h2>\n<h2 id=\"s-b\">B</h2>");
	rendered x = {.a = th_arena_new()};
	render_options o = {.heading = 5};
	x.f.arena = x.a;
	markdown_render(
	    &x.r, TH_S("# A\n\n## B\n\n### C\n"), (th_mark){TH_S("x"), 1, 1}, &o, NULL, x.a, &x.f);
	assert_string_equal(x.r.html.p, "<h5 id=\"s-a\">A</h5>\n<h6 id=\"s-b\">B</h6>\n"
					"<h6 id=\"s-c\">C</h6>\n");
	rendered_free(&x);
}

static void two_headings_of_one_name_have_two_ids(void **state)
{
	(void)state;
	assert_html("## Größe & Maß!\n\n## Größe & Maß?\n",
	    "<h2 id=\"s-groesse-mass\">Größe &amp; Maß!</h2>\n"
	    "<h2 id=\"s-groesse-mass-2\">Größe &amp; Maß?</h2>");
	assert_html(
	    "## !!!\n\n## 東京 \n", "<h2 id=\"s-heading\">!!!</h2>\n<h2 id=\"s-東京\">東京</h2>");
}

static void a_heading_inside_details_keeps_its_level_when_a_summary_is_put_in(void **state)
{
	(void)state;
	assert_html("<details><h3>X</h3><p>y</p></details>",
	    "<details><summary>…</summary>\n<h2 id=\"s-x\">X</h2>\n<p>y</p></details>");
}

static void a_link_to_a_heading_is_understood_as_the_reader_sees_it(void **state)
{
	(void)state;
	assert_html("[a](#groesse) [b](#Größe) [c](#gr%C3%B6%C3%9Fe)\n\n# Größe\n",
	    "<p><a href=\"#s-groesse\">a</a> <a href=\"#s-groesse\">b</a> "
	    "<a href=\"#s-groesse\">c</a></p>\n<h2 id=\"s-groesse\">Größe</h2>");
	assert_finds("x\n\n[a](#nowhere)\n", false, "3:5 link.anchor nowhere\n");
}

static void a_dead_link_is_found_on_its_line_and_its_words_stay(void **state)
{
	(void)state;
	const char *md = "missing.md is named here\n\nlater [words](../x/missing.md \"t\") stand\n";
	assert_html(md, "<p>missing.md is named here</p>\n<p>later words stand</p>");
	assert_finds(md, false, "3:15 link.missing ../x/missing.md\n");
}

static void the_same_dead_link_twice_is_found_on_both_lines(void **state)
{
	(void)state;
	assert_finds("[a](missing.md)\n\n[b](missing.md)\n", false,
	    "1:5 link.missing missing.md\n3:5 link.missing missing.md\n");
}

static void a_picture_alone_becomes_a_figure_with_its_title_below(void **state)
{
	(void)state;
	assert_html("![What is seen](plain.jpg \"The \\\"caption\\\"\")",
	    "<figure><img src=\"/m/p-800.jpg\" width=\"800\" height=\"450\" alt=\"What is seen\" "
	    "loading=\"lazy\" decoding=\"async\"><figcaption>The &quot;caption&quot;</figcaption>"
	    "</figure>");
}

static void a_picture_elsewhere_is_a_link_since_no_page_asks_another_server(void **state)
{
	(void)state;
	assert_html("![Alt](https://cdn.example/x.png)",
	    "<p><a href=\"https://cdn.example/x.png\" rel=\"noopener\">Alt</a></p>");
	assert_finds("![Alt](https://cdn.example/x.png)", false,
	    "1:8 picture.elsewhere https://cdn.example/x.png\n");
}

static void a_picture_without_words_is_reported(void **state)
{
	(void)state;
	assert_finds("a\n\n![](plain.jpg)\n", false, "3:5 picture.alt plain.jpg\n");
	assert_finds("![x](missing.jpg)\n", false, "1:6 picture.missing missing.jpg\n");
}

static void text_summary_and_words_are_taken_from_the_text(void **state)
{
	(void)state;
	rendered x =
	    render_text(TH_S("# Title\n\n> A *quote*\n> of two lines\n\n![p](plain.jpg)\n\n"
			     "First **real** paragraph[^1] 42 – x.\n\n- one\n- two\n\n"
			     "```\n  code\n```\n\n[^1]: Note.\n"),
		false);
	assert_string_equal(x.r.text.p,
	    "Title\nA quote of two lines\nFirst real paragraph 42 – x.\n"
	    "one\ntwo\n  code\nNote.");
	assert_string_equal(x.r.summary.p, "First real paragraph 42 – x.");
	assert_int_equal(x.r.words, 16);
	assert_int_equal(x.r.targets.n, 1);
	rendered_free(&x);
}

static void plain_text_keeps_what_numbers_mean(void **state)
{
	(void)state;
	rendered x = render_text(TH_S("Until ~~May 1~~ May 15, <s>2.000</s> <ins>2.500</ins> Euro, "
				      "10<sup>3</sup> pumps, CO<sub>2</sub>, 2<sup>nd</sup>.\n"),
	    false);
	assert_string_equal(x.r.summary.p, "Until May 15, 2.500 Euro, 10³ pumps, CO₂, 2nd.");
	assert_non_null(strstr(x.r.html.p, "<del>May 1</del>"));
	rendered_free(&x);
}

static void a_long_first_paragraph_is_shortened(void **state)
{
	(void)state;
	th_buf b = {0};
	for (int i = 0; i < 100; i++)
		th_buf_addz(&b, "wörter ");
	rendered x = render_text(th_buf_str(&b), false);
	assert_true(x.r.summary.n > 150 && x.r.summary.n < 260);
	assert_true(th_str_ends(x.r.summary, TH_S(" …")));
	rendered_free(&x);
	th_buf_free(&b);
}

static void an_empty_text_is_an_empty_page(void **state)
{
	(void)state;
	assert_html("", "");
	assert_html(" \n\n\t\n", "");
	assert_html("<!-- only a comment -->", "");
}

static void bytes_that_are_no_text_do_not_reach_the_page(void **state)
{
	(void)state;
	rendered x = render_text(
	    TH_S("a\001b\177c\xef\xbf\xbe\xff\xc2\x85 \xed\xa0\x80&#1;&#xFFFE;&#x80;z\r\ny"),
	    false);
	assert_int_equal(x.rc, 0);
	assert_true(th_xml_valid(x.r.html, NULL));
	assert_false(has(x.r.html, "\177") || has(x.r.html, "\xc2\x85") || has(x.r.html, "\r"));
	assert_true(has(x.r.html, "z\ny"));
	rendered_free(&x);
}

static void a_text_above_the_limit_is_refused_with_one_finding(void **state)
{
	(void)state;
	th_arena *a = th_arena_new();
	th_str md = {th_alloc(a, 600 * 1024), 600 * 1024};
	memset((char *)md.p, 'x', md.n);
	rendered x = render_text(md, false);
	assert_int_equal(x.rc, -1);
	assert_string_equal(findings_text(&x).p, "1:1 file.large 600 KiB\n");
	rendered_free(&x);
	th_arena_free(a);
}

static th_str repeat(th_arena *a, const char *what, size_t total)
{
	size_t n = strlen(what);
	char *p = th_alloc(a, total + n + 1);
	size_t i = 0;
	for (; i + n <= total; i += n)
		memcpy(p + i, what, n);
	return (th_str){p, i};
}

static void nesting_without_end_is_flattened_and_said_once(void **state)
{
	(void)state;
	static const char *const deep[] = {"> ", "- ", "* ", "1. ", ">", "[", "![", "<div><b>",
	    "<blockquote>", "<ul><li>", "<table><tr><td>", "<p><span lang=de>", "[[", "<b>"};
	for (size_t i = 0; i < TH_COUNT(deep); i++) {
		th_arena *a = th_arena_new();
		th_str md = th_str_cat(a, repeat(a, deep[i], 20000), TH_S("TAIL"));
		rendered x = render_text(md, false);
		assert_int_equal(x.rc, 0);
		assert_int_equal(x.f.list.n, 1);
		assert_string_equal(x.f.list.v[0].rule->name, "text.flattened");
		rendered_free(&x);
		th_arena_free(a);
	}
}

/* A head of `columns` cells and `rows` rows of `row`, each line behind `mark`. */
static th_str table_of(th_arena *a, const char *mark, size_t columns, const char *row, size_t rows)
{
	th_str head = th_str_fmt(a, "%s|%.*s\n%s|%.*s\n", mark,
	    TH_FMT(repeat(a, "a|", columns * 2)), mark, TH_FMT(repeat(a, "-|", columns * 2)));
	th_str line = th_str_fmt(a, "%s%s\n", mark, row);
	return th_str_cat(a, head, repeat(a, line.p, line.n * rows));
}

static void a_wide_table_of_short_rows_stays_small_and_is_told_with_its_line(void **state)
{
	(void)state;
	static const struct {
		const char *mark, *row;
		size_t columns, tables;
	} text[] = {{"", "|b|", 2000, 1}, {"", "|b|\n|-|", 2000, 1}, {"> ", "|b|", 2000, 1},
	    {"  ", "|b|", 2000, 1}, {"", "|b|", 50, 20}, {"", "|b|\n>|b|", 2000, 1},
	    {"", "|b|\n> |b|\n>", 2000, 1}};
	for (size_t i = 0; i < TH_COUNT(text); i++) {
		th_arena *a = th_arena_new();
		th_str md = TH_S("Words\n\n"),
		       one = table_of(a, text[i].mark, text[i].columns, text[i].row, 2000);
		for (size_t k = 0; k < text[i].tables; k++)
			md = th_str_fmt(a, "%.*s%.*s\n", TH_FMT(md), TH_FMT(one));
		rendered x = render_text(md, false);
		assert_int_equal(x.rc, 0);
		if (x.r.html.n > 40 * md.n + 400000)
			fail_msg("%zu: %zu octets became %zu", i, md.n, x.r.html.n);
		if (i != 6) { /* there quotes end the table */
			assert_int_equal(x.f.list.n, 1);
			assert_string_equal(x.f.list.v[0].rule->name, "text.table");
			assert_true(x.f.list.v[0].at.line > 2);
		}
		rendered_free(&x);
		th_arena_free(a);
	}
}

static void a_large_table_whose_rows_are_whole_stays_a_table(void **state)
{
	(void)state;
	th_arena *a = th_arena_new();
	rendered x = render_text(
	    table_of(a, "", 20, "|b|b|b|b|b|b|b|b|b|b|b|b|b|b|b|b|b|b|b|b|", 2000), false);
	assert_int_equal(x.rc, 0);
	assert_int_equal(x.f.list.n, 0);
	assert_false(has(x.r.html, "|"));
	rendered_free(&x);
	th_arena_free(a);
}

static double seconds_for(const char *head, const char *line, size_t lines)
{
	struct timespec from, to;
	th_arena *a = th_arena_new();
	th_str md = th_str_cat(a, th_strz(head), repeat(a, line, lines * strlen(line)));
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	rendered x = render_text(md, false);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	assert_int_equal(x.rc, 0);
	rendered_free(&x);
	th_arena_free(a);
	return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

static void eight_times_the_lines_take_no_square_of_the_time(void **state)
{
	(void)state;
	static const struct {
		const char *head, *line;
	} text[] = {{"- a\n", "x\n"}, {"- a\n", "  x\n"}, {"1. a\n", "x\n"}, {"a\n: b\n", "x\n"},
	    {"a[^1]\n\n[^1]: b\n", "    x\n"}, {"> a\n", "x\n"}, {"", "x\n"},
	    {"- a\n  ```\n", "  x\n"}, {"- a\n", "|x|\n"}};
	for (size_t i = 0; i < TH_COUNT(text); i++) {
		double some = seconds_for(text[i].head, text[i].line, 4000);
		double many = seconds_for(text[i].head, text[i].line, 32000);
		if (many > 0.5 && many > some * 25)
			fail_msg("%s%s…: %.2f s, %.2f s", text[i].head, text[i].line, some, many);
	}
}

static void three_hundred_levels_of_html_lose_no_word(void **state)
{
	(void)state;
	th_arena *a = th_arena_new();
	th_str md = th_str_cat(a, repeat(a, "<div lang=en>", 300 * 13), TH_S("<p>TAIL</p>\n"));
	md = th_str_cat(a, md, repeat(a, "</div>", 300 * 6));
	md = th_str_cat(a, md, TH_S("\n\nEND\n"));
	rendered x = render_text(md, false);
	assert_true(has(x.r.html, "TAIL"));
	assert_true(has(x.r.html, "END"));
	rendered_free(&x);
	th_arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_pair_of_files_agrees),
	    cmocka_unit_test(german_quotes_stay_german),
	    cmocka_unit_test(the_highest_heading_becomes_the_level_asked_for_and_none_is_skipped),
	    cmocka_unit_test(two_headings_of_one_name_have_two_ids),
	    cmocka_unit_test(a_heading_inside_details_keeps_its_level_when_a_summary_is_put_in),
	    cmocka_unit_test(a_link_to_a_heading_is_understood_as_the_reader_sees_it),
	    cmocka_unit_test(a_dead_link_is_found_on_its_line_and_its_words_stay),
	    cmocka_unit_test(the_same_dead_link_twice_is_found_on_both_lines),
	    cmocka_unit_test(a_picture_alone_becomes_a_figure_with_its_title_below),
	    cmocka_unit_test(a_picture_elsewhere_is_a_link_since_no_page_asks_another_server),
	    cmocka_unit_test(a_picture_without_words_is_reported),
	    cmocka_unit_test(text_summary_and_words_are_taken_from_the_text),
	    cmocka_unit_test(plain_text_keeps_what_numbers_mean),
	    cmocka_unit_test(a_long_first_paragraph_is_shortened),
	    cmocka_unit_test(an_empty_text_is_an_empty_page),
	    cmocka_unit_test(bytes_that_are_no_text_do_not_reach_the_page),
	    cmocka_unit_test(a_text_above_the_limit_is_refused_with_one_finding),
	    cmocka_unit_test(nesting_without_end_is_flattened_and_said_once),
	    cmocka_unit_test(a_wide_table_of_short_rows_stays_small_and_is_told_with_its_line),
	    cmocka_unit_test(a_large_table_whose_rows_are_whole_stays_a_table),
	    cmocka_unit_test(eight_times_the_lines_take_no_square_of_the_time),
	    cmocka_unit_test(three_hundred_levels_of_html_lose_no_word),
	};
	render_start();
	int rc = cmocka_run_group_tests(tests, NULL, NULL);
	return rc;
}
