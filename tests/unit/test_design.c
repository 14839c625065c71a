/* design: in hub.yml, from the company's colours to the style sheet: what is taken, what follows
 * from it, what is refused, and what is said about contrast. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../cgi/publish/publish_design.h"
#include "support_publish.h"

typedef struct given {
	th_arena *a;
	th_hub hub;
	th_findings f;
	th_buf css;
} given;

/* `yaml`: the lines below design:, each indented by two. */
static given *design(const char *yaml)
{
	th_arena *a = th_arena_new();
	given *g = TH_NEW(a, given);
	th_err err;
	g->a = a;
	g->f.arena = a;
	th_str all = th_str_fmt(
	    a, "title: T\nbase_url: http://a.example\nlanguages: [en]\ndesign:\n%s\n", yaml);
	assert_int_equal(hub_read(&g->hub, all, a, &g->f, &err), 0);
	design_write_css(&g->css, &(th_content){.hub = &g->hub}, true);
	th_buf_addc(&g->css, '\0');
	return g;
}

static void given_free(given *g)
{
	th_buf_free(&g->css);
	th_arena_free(g->a);
}

static const char *token(const given *g, const char *name, bool dark)
{
	for (size_t i = 0; i < g->hub.design.n; i++) {
		const th_token *t = &g->hub.design.v[i];
		if (th_str_eqz(t->name, name) && t->dark == dark)
			return th_str_dup(g->a, t->value).p;
	}
	return "";
}

static void nothing_is_written_when_nothing_is_set(void **state)
{
	(void)state;
	given *g = design("  {}");
	assert_int_equal(g->hub.design.n, 0);
	assert_string_equal(g->css.p, "");
	assert_int_equal(g->f.list.n, 0);
	given_free(g);
}

static void colours_lengths_and_fonts_become_tokens(void **state)
{
	(void)state;
	given *g =
	    design("  paper: \"#fff\"\n  line: \"#CCDDEE\"\n  radius: 0\n  measure: 40.5rem\n"
		   "  serif: [Georgia, Source Serif 4]\n  sans: Inter, system-ui\n"
		   "  dark: {line: \"#334455\"}");
	assert_string_equal(g->css.p,
	    "html.th-page,.teamhub{--th-radius:0px;--th-measure:40.5rem;"
	    "--th-serif:\"Georgia\",\"Source Serif 4\",serif;"
	    "--th-sans:\"Inter\",system-ui,system-ui,sans-serif;}\n"
	    "@media screen and "
	    "(prefers-color-scheme:light){html.th-page,.teamhub{--th-paper:#ffffff;"
	    "--th-line:#ccddee;}}\n"
	    "@media screen and "
	    "(prefers-color-scheme:dark){html.th-page,.teamhub{--th-line:#334455;}}"
	    "\n");
	assert_int_equal(g->f.list.n, 0);
	given_free(g);
}

static void a_page_that_is_always_light_takes_no_dark_colours(void **state)
{
	(void)state;
	given *g = design("  accent: \"#7a1f5c\"");
	th_buf css = {0};
	design_write_css(&css, &(th_content){.hub = &g->hub}, false);
	assert_true(th_str_starts(th_buf_str(&css), TH_S("@media screen{html.th-page,.teamhub{")));
	assert_true(th_str_find(th_buf_str(&css), TH_S("dark")) < 0);
	th_buf_free(&css);
	given_free(g);
}

static void one_colour_brings_those_that_stand_on_it_and_its_dark_counterpart(void **state)
{
	(void)state;
	static const char *const brands[] = {"#7a1f5c", "#003366", "#c8102e", "#005f2d", "#111111"};
	for (size_t i = 0; i < TH_COUNT(brands); i++) {
		th_arena *a = th_arena_new();
		given *g = design(th_str_fmt(a, "  accent: \"%s\"", brands[i]).p);
		assert_string_equal(token(g, "accent", false), brands[i]);
		assert_string_equal(token(g, "accent-ink", false), "#ffffff");
		assert_string_not_equal(token(g, "accent", true), "");
		assert_string_not_equal(token(g, "accent", true), brands[i]);
		assert_string_not_equal(token(g, "accent-ink", true), "");
		assert_int_equal(g->f.list.n, 0); /* all of them can be read */
		given_free(g);
		th_arena_free(a);
	}
}

static void what_is_named_does_not_follow(void **state)
{
	(void)state;
	given *g =
	    design("  accent: \"#003366\"\n  accent_ink: \"#ffeecc\"\n"
		   "  dark: {accent: \"#99ccff\"}\n  stage: \"#ffd500\"\n  glow: \"#d0e8ff\"");
	assert_string_equal(token(g, "accent-ink", false), "#ffeecc");
	assert_string_equal(token(g, "accent", true), "#99ccff");
	assert_string_equal(token(g, "glow", true), "#d0e8ff"); /* the same in both looks */
	assert_string_not_equal(token(g, "stage-ink", false), "#fcf6e9"); /* dark, on yellow */
	assert_int_equal(g->f.list.n, 0);
	given_free(g);
}

static void what_can_hardly_be_read_is_said_with_a_colour_that_can(void **state)
{
	(void)state;
	given *g = design("  radius: 0\n  accent: \"#4fb3a5\"");
	assert_true(g->f.list.n > 0);
	const th_finding *f = &g->f.list.v[0];
	assert_int_equal(f->severity, TH_WARNING);
	assert_int_equal(f->at.line, 6);
	th_buf said = {0};
	finding_write_text(&said, f, TH_S("en"));
	th_buf_addc(&said, '\0');
	assert_non_null(strstr(said.p, "accent #4fb3a5 on paper #fdfaf4"));
	assert_non_null(strstr(said.p, "2.4:1"));
	ptrdiff_t at = th_str_find(f->words[3], TH_S("#"));
	th_arena *a = th_arena_new();
	given *mended = design(th_str_fmt(a, "  accent: \"%.*s\"", 7, f->words[3].p + at).p);
	for (size_t i = 0; i < mended->f.list.n; i++)
		if (th_str_find(mended->f.list.v[i].words[1], TH_S("paper")) >= 0)
			fail_msg("the colour that was proposed cannot be read either");
	given_free(mended);
	th_arena_free(a);
	th_buf_free(&said);
	given_free(g);
}

static void two_colours_that_hide_each_other_are_one_warning(void **state)
{
	(void)state;
	given *g = design("  stage: \"#888888\"\n  stage_ink: \"#999999\"\n  stage_soft: \"#000\"\n"
			  "  dark: {stage: \"#000\", stage_ink: \"#fff\", stage_soft: \"#fff\"}");
	assert_int_equal(g->f.list.n, 1);
	assert_string_equal(g->f.list.v[0].rule->name, "hub.contrast");
	given_free(g);
}

static void whatever_is_no_colour_length_or_font_is_refused_and_written_nowhere(void **state)
{
	(void)state;
	static const char *const bad[] = {
	    "paper: red",
	    "paper: \"#12\"",
	    "paper: \"#12345g\"",
	    "paper: \"#11223344\"",
	    "paper: \"#fff;} body{display:none\"",
	    "paper: \"url(https://evil.example/)\"",
	    "paper: [\"#fff\"]",
	    "paper: {x: \"#fff\"}",
	    "paper: \"</style><script>alert(1)</script>\"",
	    "radius: 5",
	    "radius: -1px",
	    "radius: .5rem",
	    "radius: 1.rem",
	    "radius: 12345px",
	    "radius: 1px;color:red",
	    "radius: calc(1px + 1px)",
	    "radius: [1px]",
	    "radius:",
	    "serif: \"x\\\"; } *{}\"",
	    "serif: \"url(x)\"",
	    "serif: \"Geor\\\\gia\"",
	    "serif: [Georgia, \"a;b\"]",
	    "serif: \"\"",
	    "serif: []",
	    "serif: \",\"",
	    "serif: {a: b}",
	    "sans: [a,b,c,d,e,f,g,h,i]",
	    "mono: \"-x\"",
	    "colour: \"#fff\"", /* no such token */
	    "dark: {radius: 1px}",
	    "dark: {dark: {paper: \"#fff\"}}",
	    "dark: \"#000\"",
	};
	for (size_t i = 0; i < TH_COUNT(bad); i++) {
		th_arena *a = th_arena_new();
		given *g = design(th_str_fmt(a, "  %s", bad[i]).p);
		if (g->hub.design.n != 0 || g->css.n != 1)
			fail_msg("taken: %s", bad[i]);
		if (g->f.list.n != 1)
			fail_msg("%zu findings: %s", g->f.list.n, bad[i]);
		given_free(g);
		th_arena_free(a);
	}
}

static void a_fault_leaves_the_others_as_they_are(void **state)
{
	(void)state;
	given *g = design("  paper: no\n  radius: 2px");
	assert_string_equal(g->css.p, "html.th-page,.teamhub{--th-radius:2px;}\n");
	given_free(g);
}

/* What the program takes for the theme's colours is what the theme says. */
static void the_default_theme_has_the_colours_that_contrast_is_judged_by(void **state)
{
	(void)state;
	static const char *const names[] = {"paper", "surface", "tint", "ink", "ink_soft", "line",
	    "accent", "accent_ink", "accent_soft", "stage", "stage_ink", "stage_soft", "glow",
	    "glow_ink", "focus"};
	tree t = {.a = th_arena_new()};
	th_str css = tree_read(&t, "themes/default/assets/main.css");
	ptrdiff_t dark = th_str_find(css, TH_S("@media (prefers-color-scheme: dark)"));
	assert_true(css.n > 0 && dark > 0);
	for (size_t i = 0; i < TH_COUNT(names); i++)
		for (int look = 0; look < 2; look++) {
			/* A wrong colour is refused, and the finding names the one that stays. */
			given *g = design(look ? th_str_fmt(t.a, "  dark: {%s: x}", names[i]).p
					       : th_str_fmt(t.a, "  %s: x", names[i]).p);
			th_buf line = {0};
			for (const char *c = names[i]; *c != '\0'; c++)
				th_buf_addc(&line, *c == '_' ? '-' : *c);
			th_str there = look ? th_str_sub(css, (size_t)dark, css.n) : css;
			th_str is = th_str_fmt(t.a, "--th-%.*s: %.*s;", TH_FMT(th_buf_str(&line)),
			    TH_FMT(g->f.list.v[0].words[2]));
			bool same_in_both = look && th_str_starts(th_strz(names[i]), TH_S("glow"));
			if (th_str_find(same_in_both ? css : there, is) < 0)
				fail_msg("main.css does not say %s", is.p);
			th_buf_free(&line);
			given_free(g);
		}
	th_arena_free(t.a);
}

static void a_colour_without_quotes_is_told_with_the_quotes(void **state)
{
	(void)state;
	given *g = design("  paper: #fdfaf4"); /* a comment to YAML */
	assert_int_equal(g->hub.design.n, 0);
	assert_int_equal(g->css.n, 1);
	assert_int_equal(g->f.list.n, 2);
	assert_string_equal(g->f.list.v[0].rule->name, "yaml.hash");
	given_free(g);
}

static void the_style_sheet_is_published_under_a_hash_beside_the_theme(void **state)
{
	(void)state;
	tree *t = tree_new();
	tree_person(t, "jana", "team: montage\n");
	tree_publish(t);
	assert_int_equal(t->status, 0);
	assert_int_equal(edition_asset(t->e, TH_S("/design.css")).n, 0);
	tree_shell(t, "printf 'design: {accent: \"#003366\", radius: 1rem}\\n' >> src/hub.yml");
	tree_publish(t);
	assert_int_equal(t->status, 0);
	th_str one = th_str_dup(t->a, edition_asset(t->e, TH_S("/design.css")));
	th_str file = th_str_fmt(t->a, "hub%.*s", TH_FMT(one));
	th_str css = tree_read(t, tree_path(t, file.p));
	assert_true(th_str_find(css, TH_S("--th-accent:#003366;")) > 0);
	assert_true(th_str_find(one, TH_S("/design-")) > 0);
	tree_shell(t, "sed -i 's/003366/330066/' src/hub.yml");
	tree_publish(t);
	assert_false(th_str_eq(one, edition_asset(t->e, TH_S("/design.css"))));
	tree_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nothing_is_written_when_nothing_is_set),
	    cmocka_unit_test(colours_lengths_and_fonts_become_tokens),
	    cmocka_unit_test(a_page_that_is_always_light_takes_no_dark_colours),
	    cmocka_unit_test(one_colour_brings_those_that_stand_on_it_and_its_dark_counterpart),
	    cmocka_unit_test(what_is_named_does_not_follow),
	    cmocka_unit_test(what_can_hardly_be_read_is_said_with_a_colour_that_can),
	    cmocka_unit_test(two_colours_that_hide_each_other_are_one_warning),
	    cmocka_unit_test(whatever_is_no_colour_length_or_font_is_refused_and_written_nowhere),
	    cmocka_unit_test(a_fault_leaves_the_others_as_they_are),
	    cmocka_unit_test(the_default_theme_has_the_colours_that_contrast_is_judged_by),
	    cmocka_unit_test(a_colour_without_quotes_is_told_with_the_quotes),
	    cmocka_unit_test(the_style_sheet_is_published_under_a_hash_beside_the_theme),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
