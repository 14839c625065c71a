/* test_shell.c -- a page of the host site as the template for the hub's pages: where the hub goes,
 * what stays byte for byte, what must change, and pages that cannot be used. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support_template.h"
#include "teamhub/content.h"
#include "teamhub/mustache.h"
#include "teamhub/shell.h"

typedef struct worn {
	th_arena *a;
	th_findings f;
	th_buf template, html; /* html: rendered with made-up partials */
	int rc;
} worn;

/* The data that the template may ask for: page.lang alone. */
static bool member(const mu_value *object, th_str name, mu_value *out)
{
	(void)object;
	if (th_str_eqz(name, "page")) {
		*out = (mu_value){.kind = MU_OBJECT};
		return true;
	}
	*out = (mu_value){.kind = MU_TEXT, .text = TH_S("en")};
	return th_str_eqz(name, "lang");
}

static void render(worn *w)
{
	static const mu_data data = {.member = member};
	mu_value root = {.kind = MU_OBJECT};
	mustache *m = mustache_new();
	th_err err = {""};
	int rc = support_template_add(m, TH_S("head"), TH_S("<title>HUB</title>"), &err);
	rc |= support_template_add(m, TH_S("shell"), TH_S("<hub>"), &err);
	rc |= support_template_add(m, TH_S("t"), th_buf_str(&w->template), &err);
	rc |= support_template_render(m, TH_S("t"), &data, &root, &w->html, &err);
	mustache_free(m);
	if (rc != 0)
		fail_msg("%s", err.msg);
	th_buf_addc(&w->html, '\0');
	w->html.n--;
}

static worn wear_at(th_str page, const char *url)
{
	worn w = {.a = th_arena_new()};
	w.f.arena = w.a;
	shell_options o = {.url = th_strz(url), .origin = TH_S("https://careers.example")};
	*TH_ADD(w.a, &o.entries) = TH_S("/team");
	*TH_ADD(w.a, &o.entries) = TH_S("/team/en");
	th_mark at = {.file = TH_S("index.html")};
	w.rc = shell_prepare(&w.template, page, &o, at, w.a, &w.f);
	if (w.rc == 0)
		render(&w);
	return w;
}

static void take_off(worn *w)
{
	th_buf_free(&w->template);
	th_buf_free(&w->html);
	th_arena_free(w->a);
}

/* What a whole page becomes. */
static void becomes(th_str page, const char *html)
{
	worn w = wear_at(page, "/karriere/");
	if (w.rc != 0)
		fail_msg("refused: %s", w.f.list.v[0].rule->name);
	assert_string_equal(w.html.p, html);
	take_off(&w);
}

#define START "<!doctype html><html lang=\"en\"><head>"
#define HEAD START "<title>HUB</title></head>"

/* What a piece of the body becomes, outside of <main>. */
static void body_becomes_at(const char *url, const char *head, const char *in, const char *out)
{
	th_buf page = {0}, want = {0};
	th_buf_addf(&page,
	    "<!doctype html><html><head>%s</head><body>%s<main></main></body></html>", head, in);
	th_buf_addf(&want, HEAD "<body>%s<main><hub></main></body></html>", out);
	worn w = wear_at(th_buf_str(&page), url);
	if (w.rc != 0)
		fail_msg("refused: %s", w.f.list.v[0].rule->name);
	th_buf_addc(&want, '\0');
	assert_string_equal(w.html.p, want.p);
	th_buf_free(&page);
	th_buf_free(&want);
	take_off(&w);
}

static void body_becomes(const char *in, const char *out)
{
	body_becomes_at("/karriere/", "", in, out);
}

static void body_stays(const char *in)
{
	body_becomes(in, in);
}

/* What a piece of the head becomes; the hub's head comes behind it. */
static void head_becomes(const char *in, const char *out)
{
	th_buf page = {0}, want = {0};
	th_buf_addf(&page, "<!doctype html><html><head>%s</head><body><main></main>", in);
	th_buf_addf(&want, START "%s<title>HUB</title></head><body><main><hub></main>", out);
	th_buf_addc(&want, '\0');
	worn w = wear_at(th_buf_str(&page), "/karriere/");
	if (w.rc != 0)
		fail_msg("refused: %s", w.f.list.v[0].rule->name);
	assert_string_equal(w.html.p, want.p);
	th_buf_free(&page);
	th_buf_free(&want);
	take_off(&w);
}

static void is_refused(th_str page, const char *rule, int line, int column)
{
	worn w = wear_at(page, "/karriere/");
	assert_int_equal(w.rc, -1);
	assert_int_equal(w.f.list.n, 1);
	assert_string_equal(w.f.list.v[0].rule->name, rule);
	assert_int_equal(w.f.list.v[0].at.line, line);
	assert_int_equal(w.f.list.v[0].at.column, column);
	assert_int_equal(w.template.n, 0);
	take_off(&w);
}

/* ---- places ---- */

static void the_hub_stands_at_the_markers(void **state)
{
	(void)state;
	becomes(
	    TH_S("<!doctype html><html lang=de><head>\n<!-- teamhub:head -->\n<link rel=stylesheet "
		 "href=/a.css></head>\n<body><main class=x>\n  <!--teamhub:main-->\n</main>"),
	    START "\n<!-- teamhub:head --><title>HUB</title>\n<link rel=stylesheet "
		  "href=/a.css></head>\n<body><main class=x>\n  <!--teamhub:main--><hub>\n</main>");
}

static void a_marker_without_a_main_gets_one(void **state)
{
	(void)state;
	becomes(TH_S("<!doctype html><html><head></head><body><div><!-- teamhub:main --></div>"),
	    HEAD "<body><div><!-- teamhub:main --><main><hub></main></div>");
}

static void without_markers_the_hub_stands_in_main(void **state)
{
	(void)state;
	becomes(TH_S("<!doctype html><html><head></head><body><main id=m><h1>Old</h1><p>x</main>y"),
	    HEAD "<body><main id=m><hub></main>y");
}

static void tags_may_be_upper_case(void **state)
{
	(void)state;
	becomes(TH_S("<!DOCTYPE HTML><HTML "
		     "LANG='de'><HEAD><TITLE>Old</TITLE></HEAD><BODY><MAIN>a</MAIN>"),
	    "<!DOCTYPE HTML><HTML "
	    "lang=\"en\"><HEAD><title>HUB</title></HEAD><BODY><MAIN><hub></MAIN>");
}

static void html_and_head_tags_may_be_absent(void **state)
{
	(void)state;
	becomes(TH_S("<!doctype html><title>a</title><meta charset=utf-8><body><main>a</main>"),
	    "<!doctype html><html lang=\"en\"><meta "
	    "charset=utf-8><title>HUB</title><body><main><hub>"
	    "</main>");
	becomes(TH_S("<title>a</title><!-- teamhub:head --><p>b<main>a</main>"),
	    "<html lang=\"en\"><!-- teamhub:head --><title>HUB</title><p>b<main><hub></main>");
}

/* A page without <html>, <head> and <body>: what stays before the hub's head, what comes next. */
static void bare_becomes(const char *head, const char *body)
{
	th_buf page = {0}, want = {0};
	th_buf_addf(&page, "<!doctype html><title>a</title>%s%s<main>b</main>", head, body);
	th_buf_addf(&want,
	    "<!doctype html><html lang=\"en\">%s<title>HUB</title>%s<main><hub></main>", head,
	    body);
	th_buf_addc(&want, '\0');
	becomes(th_buf_str(&page), want.p);
	th_buf_free(&page);
	th_buf_free(&want);
}

static void without_tags_the_head_ends_at_what_cannot_be_in_it(void **state)
{
	(void)state;
	bare_becomes("", "");
	bare_becomes("<meta charset=utf-8>\n<link rel=icon href=/i>\n", "<header>x</header>");
	bare_becomes("<style>p{}</style><script>'<p>'</script><!-- <p> -->", "<p>x");
	bare_becomes("<template><p>x</p></template>", "text<script></script>");
	bare_becomes("<noscript><img src=/a></noscript><meta charset=utf-8>", "<nav></nav>");
	bare_becomes("</p></title>", "<svg><title>logo</title></svg>");
	bare_becomes("", "</br><meta name=description content=x>");
	bare_becomes("<meta charset=utf-8>", "</head>\n");
	becomes(TH_S("<main>x</main>"), "<html lang=\"en\"><title>HUB</title><main><hub></main>");
	becomes(TH_S("<!-- teamhub:main -->"),
	    "<html lang=\"en\"><title>HUB</title><!-- teamhub:main --><main><hub></main>");
	becomes(
	    TH_S("<title>a</title><!-- teamhub:head --><meta name=robots content=x><main></main>"),
	    "<html lang=\"en\"><!-- teamhub:head --><title>HUB</title><main><hub></main>");
}

static void what_ends_a_head_early_comes_after_the_hubs(void **state)
{
	(void)state;
	becomes(TH_S("<!doctype html><html><head><meta "
		     "charset=utf-8><div></div></head><body><main></main>"),
	    START
	    "<meta charset=utf-8><title>HUB</title><div></div></head><body><main><hub></main>");
}

static void a_byte_order_mark_goes(void **state)
{
	(void)state;
	becomes(TH_S("\xef\xbb\xbf<!doctype html><html><head></head><body><main></main>"),
	    HEAD "<body><main><hub></main>");
}

static void one_of_several_mains_is_chosen_by_hidden_or_marker(void **state)
{
	(void)state;
	body_stays("<template><main>t</main></template>");
	body_stays("<main hidden>a</main>");
	becomes(TH_S("<head></head><body><main>a</main><main>b<!-- teamhub:main --></main>"),
	    "<html lang=\"en\"><head><title>HUB</title></head><body><main>a</main><main>b"
	    "<!-- teamhub:main --><hub></main>");
}

static void the_language_is_that_of_each_page(void **state)
{
	(void)state;
	becomes(TH_S("<html class=a lang=de xml:lang='de' data-x><head></head><body><main></main>"),
	    "<html lang=\"en\" class=a xml:lang='en' "
	    "data-x><head><title>HUB</title></head><body><main>"
	    "<hub></main>");
}

/* ---- what looks like a place and is none ---- */

static void scripts_and_comments_hold_no_places(void **state)
{
	(void)state;
	body_stays("<script>var a = '</main><main>', b = \"<!-- teamhub:main -->\";</script>");
	body_stays("<script>/* <!-- <script> </main> </script> --> */ '<main>'</script>");
	body_stays("<!-- <main> </main> -->");
	body_stays("<!--> <p>a</p> <!---> <b>b</b>");
	body_stays("<style>p::before { content: '<main>' }</style>");
	body_stays("<textarea><main></textarea>");
	body_stays("<div title='<main>' data-a=\"</body><main>\">x</div>");
	body_stays("<iframe><main></iframe><noscript><p>a</p></noscript>");
	body_stays("<?php <main ?></! main> a < b </>");
}

static void svg_and_cdata_are_stepped_over(void **state)
{
	(void)state;
	body_stays("<svg><title/><path d='M0 0'/></svg>");
	body_stays("<svg><![CDATA[ <main> ]]></svg>");
	body_stays("<![CDATA[ <b>no cdata in HTML</b> ]]>");
	body_stays("<svg><style>a > b {}</style></svg><script>'<main>'</script>");
	body_stays("<svg><g><p>broken out</p><title>x</title>");
	body_stays("<math><mi>x</mi></math>");
}

/* ---- the head ---- */

static void a_title_in_svg_takes_no_place_along(void **state)
{
	(void)state;
	worn w = wear_at(TH_S("<!doctype html><html><head><title>a</title><svg><title/></</b>"
			      "<!-- teamhub:head --></svg></head><body><main>x</main>"),
	    "/karriere/");
	assert_int_equal(w.rc, 0);
	assert_true(th_str_find(th_buf_str(&w.html), TH_S("<title>HUB</title>")) > 0);
	assert_true(th_str_find(th_buf_str(&w.html), TH_S("<hub>")) > 0);
	take_off(&w);
}

static void what_is_about_the_hosts_page_goes(void **state)
{
	(void)state;
	head_becomes("<title>Karriere</title>", "");
	head_becomes("<meta name=description content='x'>", "");
	head_becomes("<META NAME=\"Robots\" content=noindex>", "");
	head_becomes(
	    "<meta property='og:title' content=x><meta content=y property=og:image />", "");
	head_becomes("<meta name=twitter:card content=x>", "");
	head_becomes("<link rel=canonical href=/k/>", "");
	head_becomes("<link rel=\"alternate\" hreflang=en href=/en/>", "");
	head_becomes("<link href=/o rel='alternate' type='application/json+oembed'>", "");
	head_becomes("<meta http-equiv=refresh content='0; url=/x'>", "");
	head_becomes("<script type=\"application/ld+json\">{\"a\": \"</b>\"}</script>", "");
	body_becomes("a<script type=application/ld+json>{}</script>b", "ab");
}

static void what_is_the_sites_own_stays(void **state)
{
	(void)state;
	const char *const stay[] = {
	    "<meta charset=utf-8>",
	    "<meta name=viewport content=\"width=device-width\">",
	    "<meta name=theme-color content=\"#fff\">",
	    "<link rel=stylesheet href=/a.css>",
	    "<link rel=\"alternate stylesheet\" title=b href=/b.css>",
	    "<link rel=alternate type=\"application/atom+xml\" href=/news.atom>",
	    "<link rel=icon href=/i.svg>",
	    "<link rel=preload as=font href=/f.woff2 crossorigin>",
	    "<script src=/a.js defer></script>",
	    "<script>if (a < b && c > d) {}</script>",
	    "<style>body{margin:0}</style>",
	    "<!-- a note -->",
	};
	for (size_t i = 0; i < TH_COUNT(stay); i++)
		head_becomes(stay[i], stay[i]);
}

static void a_line_that_is_left_out_leaves_no_hole(void **state)
{
	(void)state;
	head_becomes("\n  <title>a</title>\n  <meta charset=utf-8>\n  <base href=/>\r\n",
	    "\n  <meta charset=utf-8>\n");
}

/* ---- addresses ---- */

static void relative_addresses_count_from_the_page(void **state)
{
	(void)state;
	body_becomes("<a href=jobs/>", "<a href=\"/karriere/jobs/\">");
	body_becomes(
	    "<a href='./jobs/?a=1&amp;b=2#c'>", "<a href='/karriere/jobs/?a=1&amp;b=2#c'>");
	body_becomes("<a href=\"../\">", "<a href=\"/\">");
	body_becomes("<a href=\"../../../x\">", "<a href=\"/x\">");
	body_becomes("<a href=\"..\">", "<a href=\"/\">");
	body_becomes("<a href=\".\">", "<a href=\"/karriere/\">");
	body_becomes("<a href=\"\">", "<a href=\"/karriere/\">");
	body_becomes("<a href=\"?p=2\">", "<a href=\"/karriere/?p=2\">");
	body_becomes("<a href = ' x ' >", "<a href = '/karriere/x' >");
	body_becomes("<img src=a.png alt=''>", "<img src=\"/karriere/a.png\" alt=''>");
	body_becomes("<video poster=p.jpg src='v.mp4'>",
	    "<video poster=\"/karriere/p.jpg\" src='/karriere/v.mp4'>");
	body_becomes("<form action=send>", "<form action=\"/karriere/send\">");
	body_becomes("<object data=a.svg></object><p data=a>",
	    "<object data=\"/karriere/a.svg\"></object><p data=a>");
	body_becomes("<img data-src=a.png>", "<img data-src=\"/karriere/a.png\">");
	body_becomes("<a href=a'b\"c>", "<a href=\"/karriere/a'b&quot;c\">");
	body_becomes_at("/karriere.html", "", "<a href=jobs.html>", "<a href=\"/jobs.html\">");
}

static void other_addresses_stay(void **state)
{
	(void)state;
	const char *const stay[] = {"/x/", "//cdn.example/x", "https://a.example/",
	    "mailto:a@b.example", "tel:+49", "javascript:void(0)", "java&#115;cript:x",
	    "javascript&colon;x", "data:,x", "&#47;x", "&sol;&sol;a.example", "\\\\a.example",
	    " /x", "\t//x", "#", "#top", "#here"};
	for (size_t i = 0; i < TH_COUNT(stay); i++) {
		char html[200];
		snprintf(html, sizeof html, "<i id=here></i><a href=\"%s\">", stay[i]);
		body_stays(html);
	}
	body_stays("<a data-href=x.html name=y HREFLANG=de>");
	body_stays("<a href>");
	body_stays("<svg><use href=\"#icon\"/></svg>");
	body_stays("<img src=\"\">");
}

static void a_fragment_leads_to_where_its_place_is(void **state)
{
	(void)state;
	becomes(TH_S("<head></head><body id=b><a href=#b></a><a href=#m></a><a href='#gone'></a>"
		     "<main id=m><p id=gone></main>"),
	    "<html lang=\"en\"><head><title>HUB</title></head><body id=b><a href=#b></a><a "
	    "href=#m></a>"
	    "<a href='/karriere/#gone'></a><main id=m><hub></main>");
}

static void the_hosts_page_with_a_place_in_the_shell_is_that_place(void **state)
{
	(void)state;
	becomes(TH_S("<head><base href=/></head><body id=b><a href='/karriere/#b'></a>"
		     "<a href='karriere/#b'></a><a href=/karriere/#gone></a><a href=/#b></a>"
		     "<main></main>"),
	    "<html lang=\"en\"><head><title>HUB</title></head><body id=b><a href='#b'></a>"
	    "<a href='#b'></a><a href=/karriere/#gone></a><a href=/#b></a><main><hub></main>");
}

static void candidates_of_a_srcset_are_resolved_one_by_one(void **state)
{
	(void)state;
	body_becomes("<img srcset=\"a.png 1x, /b.png 2x,c.png 3x\">",
	    "<img srcset=\"/karriere/a.png 1x, /b.png 2x,/karriere/c.png 3x\">");
	body_becomes("<source srcset='a.png, b.png 2x'>",
	    "<source srcset='/karriere/a.png, /karriere/b.png 2x'>");
	body_stays("<img srcset=\"data:image/png;base64,AA== 1x, /b.png 2x\">");
	body_becomes(
	    "<img srcset=\" a,b.png 100w \">", "<img srcset=\" /karriere/a,b.png 100w \">");
	body_stays("<img srcset=\", ,\">");
}

static void addresses_in_styles_are_resolved(void **state)
{
	(void)state;
	body_becomes(
	    "<i style=\"background:url(a.png)\">", "<i style=\"background:url(/karriere/a.png)\">");
	body_becomes("<i style='background:URL( &quot;a.png&quot; ),url(/b.png)'>",
	    "<i style='background:URL( &quot;/karriere/a.png&quot; ),url(/b.png)'>");
	body_stays("<i style='filter:url(#f);background:url(data:image/gif;base64,R0)'>");
	body_becomes("<style>@import \"a.css\"; b{background:url('x/y.png')}</style>",
	    "<style>@import \"/karriere/a.css\"; b{background:url('/karriere/x/y.png')}</style>");
	body_stays("<i style=\"background:url(\">");
}

static void base_is_resolved_and_removed(void **state)
{
	(void)state;
	body_becomes_at("/karriere/", "<base href=\"/site/de/\">",
	    "<a href=x><a href=#y><a href=/z>",
	    "<a href=\"/site/de/x\"><a href=\"/karriere/#y\"><a href=/z>");
	body_becomes_at("/karriere/", "<base href=\"sub/page.html\" target=_top>", "<img src=x>",
	    "<img src=\"/karriere/sub/x\">");
	body_becomes_at("/karriere/", "<base href='https://www.example.org/de/'>",
	    "<a href=x><a href=/y><a href=//z>",
	    "<a href=\"https://www.example.org/de/x\"><a href=\"https://www.example.org/y\"><a "
	    "href=//z>");
	body_becomes_at("/karriere/", "<base href=//cdn.example>", "<img src=x>",
	    "<img src=\"//cdn.example/x\">");
	body_becomes_at("/karriere/", "<base href='https://careers.example/q/'>",
	    "<a href=x><a href=/y>", "<a href=\"/q/x\"><a href=/y>");
	body_becomes_at(
	    "/karriere/", "<base href='/a\"b/'>", "<a href=\"x\">", "<a href=\"/a%22b/x\">");
	body_becomes_at(
	    "/karriere/", "<base href='&#x2f;d&#47;'>", "<a href=x>", "<a href=\"/d/x\">");
	body_becomes_at("/karriere/", "<base target=_blank><base href=/1/><base href=/2/>",
	    "<a href=x>", "<a href=\"/1/x\">");
}

static void the_page_may_lie_on_another_site(void **state)
{
	(void)state;
	body_becomes_at("https://www.example.org/karriere/", "", "<a href=x><a href=/y>",
	    "<a href=\"https://www.example.org/karriere/x\"><a "
	    "href=\"https://www.example.org/y\">");
	body_becomes_at("", "", "<a href=x>", "<a href=\"/x\">");
	body_becomes_at(
	    "/a\" onclick='b'/", "", "<a href=\"x\">", "<a href=\"/a%22%20onclick=%27b%27/x\">");
}

/* ---- the menu ---- */

static void the_entry_of_the_hub_is_the_current_one(void **state)
{
	(void)state;
	body_becomes("<a href=/team/>", "<a aria-current=\"page\" href=/team/>");
	body_becomes("<a href='../team'>", "<a aria-current=\"page\" href='/team'>");
	body_becomes("<a href=/team/en/?a#b>", "<a aria-current=\"page\" href=/team/en/?a#b>");
	body_becomes("<a href=https://careers.example/team/>",
	    "<a aria-current=\"page\" href=https://careers.example/team/>");
	body_stays("<a href=/team/ aria-current=true>");
	body_stays("<a href=/team/stories/><a href=/teams/><a href=https://b.example/team/>");
	body_becomes("<a class=x href=/karriere/ aria-current=\"page\">K</a>",
	    "<a class=x href=/karriere/>K</a>");
	body_becomes("<li aria-current=true>", "<li>");
}

/* ---- injection ---- */

static void what_looks_like_a_template_is_text(void **state)
{
	(void)state;
	body_stays("<p>{{page.title}} {{{x}}} {{> head}} {{=<% %>=}} {{#page}}</p>");
	body_stays("<script>app.render('{{ user }}', `${x}`)</script>");
	body_stays("<p>{th0-page.lang -th0} {th0-> head -th0}{th1-page.lang -th1}</p>");
	body_stays("{");
	/* Apart in the page, together when what is between them is gone. */
	body_becomes("{th<script type=application/ld+json></script>0-page.lang -th0}",
	    "{th0-page.lang -th0}");
}

/* ---- pages that cannot serve ---- */

static void a_page_that_cannot_serve_is_one_finding(void **state)
{
	(void)state;
	is_refused(TH_S(""), "shell.head", 1, 1);
	is_refused(TH_S("<!doctype html><title>a</title>\n"), "shell.head", 1, 1);
	is_refused(TH_S("<p>no page</p>"), "shell.main", 1, 1);
	is_refused(TH_S("<head></head><body><div>no main</div>"), "shell.main", 1, 1);
	is_refused(TH_S("<head></head><body><main>open"), "shell.main", 1, 1);
	is_refused(TH_S("<head></head><body>\n<main></main>\n <main></main>"), "shell.mains", 3, 2);
	is_refused(TH_S("<head></head>\n<body><main><!-- x</main>"), "shell.unclosed", 2, 13);
	is_refused(TH_S("<head></head><main></main><script>a"), "shell.unclosed", 1, 35);
	is_refused(TH_S("<head></head><main></main><a href=\"x>"), "shell.unclosed", 1, 27);
	is_refused(TH_S("<head></head><main></main><plaintext></main>"), "shell.unclosed", 1, 38);
}

static void markers_in_the_wrong_place_are_one_finding(void **state)
{
	(void)state;
	is_refused(TH_S("<head><!-- teamhub:main --></head><body><!-- teamhub:head -->"),
	    "shell.markers", 1, 41);
	is_refused(
	    TH_S("<head><!-- teamhub:main --></head><body><main></main>"), "shell.markers", 1, 7);
	is_refused(
	    TH_S("<head></head><body><!-- teamhub:head --><main></main>"), "shell.markers", 1, 20);
	is_refused(
	    TH_S("<head></head><body><main><!-- teamhub:main --><!-- teamhub:main --></main>"),
	    "shell.markers", 1, 47);
	is_refused(
	    TH_S("<head></head><body><main></main><!-- teamhub:main -->"), "shell.markers", 1, 33);
}

static void bytes_that_are_no_utf8_are_one_finding(void **state)
{
	(void)state;
	is_refused(TH_S("<head></head>\n<p>K\xf6ln"), "shell.encoding", 2, 5);
	is_refused(TH_S("<head>\0</head>"), "shell.encoding", 1, 7);
	is_refused(TH_S("\xff\xfe<\0h\0"), "shell.encoding", 1, 1);
}

static void a_page_of_five_megabytes_is_refused(void **state)
{
	(void)state;
	th_buf page = {0};
	th_buf_addz(&page, "<head></head><body><main></main>");
	while (page.n < 600 * 1024)
		th_buf_addz(&page, "<p>0123456789</p>");
	is_refused(th_buf_str(&page), "shell.large", 1, 1); /* too large as a template */
	while (page.n < 5 * 1024 * 1024)
		th_buf_addz(&page, "<p>0123456789</p>");
	is_refused(th_buf_str(&page), "shell.large", 1, 1);
	th_buf_free(&page);
}

static void what_main_holds_may_be_large(void **state)
{
	(void)state;
	th_buf page = {0};
	th_buf_addz(&page, "<head></head><body><main>");
	while (page.n < 900 * 1024)
		th_buf_addz(&page, "<p>0123456789</p>");
	th_buf_addz(&page, "</main>");
	becomes(th_buf_str(&page),
	    "<html lang=\"en\"><head><title>HUB</title></head><body><main><hub></main>");
	th_buf_free(&page);
}

/* ---- the setting ---- */

static void setting_is(const char *yaml, const char *de, const char *en, const char *de_url,
    const char *en_url, size_t faults)
{
	th_arena *a = th_arena_new();
	th_findings f = {.arena = a};
	th_hub hub;
	th_err err;
	th_str all =
	    th_str_fmt(a, "title: T\nbase_url: http://a.example\nlanguages: [de, en]\n%s\n", yaml);
	assert_int_equal(hub_read(&hub, all, a, &f, &err), 0);
	assert_true(th_str_eqz(texts_get(&hub.shell, TH_S("de"), TH_NONE), de));
	assert_true(th_str_eqz(texts_get(&hub.shell, TH_S("en"), TH_NONE), en));
	assert_true(th_str_eqz(texts_get(&hub.shell_url, TH_S("de"), TH_NONE), de_url));
	assert_true(th_str_eqz(texts_get(&hub.shell_url, TH_S("en"), TH_NONE), en_url));
	assert_int_equal(f.list.n, faults);
	th_arena_free(a);
}

static void a_shell_is_one_file_or_one_for_each_language(void **state)
{
	(void)state;
	setting_is("shell: a.html", "a.html", "a.html", "", "", 0);
	setting_is(
	    "shell: {file: /srv/a.html, url: /k/}", "/srv/a.html", "/srv/a.html", "/k/", "/k/", 0);
	setting_is("shell: {de: a.html, en: b.html}", "a.html", "b.html", "", "", 0);
	setting_is("shell: {file: {de: a, en: b}, url: {de: /a/, en: 'https://b.example/'}}", "a",
	    "b", "/a/", "https://b.example/", 0);
	setting_is(
	    "shell: {de: {file: a, url: /a/}, en: {file: b, url: /b/}}", "a", "b", "/a/", "/b/", 0);
	setting_is("shell: {de: a}", "a", "a", "", "", 0);
	setting_is("shell:", "", "", "", "", 0);
}

static void a_shell_that_names_nothing_is_a_finding(void **state)
{
	(void)state;
	setting_is("shell: {url: /k/}", "", "", "", "", 1);
	setting_is("shell: {file: a, url: k}", "a", "a", "", "", 1);
	setting_is("shell: {file: a, url: 'javascript:x'}", "a", "a", "", "", 1);
	setting_is("shell: [a, b]", "", "", "", "", 1);
	setting_is("shell: {de: [a]}", "", "", "", "", 1);
}

/* ---- the style sheet ---- */

#define S ".teamhub-shell:not(#th#th#th)"

static void style_becomes(const char *css, const char *want, bool dark)
{
	th_buf wall = {0}, out = {0};
	shell_style(&wall, TH_S(""), dark);
	shell_style(&out, th_strz(css), dark);
	size_t tail = dark ? 0 : sizeof(S " .teamhub.teamhub{color-scheme:light}\n") - 1;
	th_str rules = th_str_sub(th_buf_str(&out), wall.n - tail, out.n - tail);
	char text[2000];
	snprintf(text, sizeof text, "%.*s", TH_FMT(rules));
	assert_string_equal(text, want);
	th_buf_free(&wall);
	th_buf_free(&out);
}

static void every_rule_stands_below_the_shell(void **state)
{
	(void)state;
	style_becomes(
	    ".a,.b > c:is(d, e){color:red}", S " .a," S " .b > c:is(d, e){color:red}\n", true);
	style_becomes("/* {x} */ a::before { content: \"}\"; /* no */ top: 0 }",
	    S " a::before{content: \"}\";  top: 0}\n", true);
	style_becomes("a[title=\"x,{y}\"]{b:c}", S " a[title=\"x,{y}\"]{b:c}\n", true);
	style_becomes(".a{b:c;&:hover{d:e}}", S " .a{b:c;&:hover{d:e}}\n", true);
	style_becomes("@media print{.a{b:c}@supports (x:y){d{e:f}}}",
	    "@media print{" S " .a{b:c}\n@supports (x:y){" S " d{e:f}\n}\n}\n", true);
}

static void what_has_no_selectors_stays(void **state)
{
	(void)state;
	style_becomes("@font-face{src:url(a.woff2)}", "@font-face{src:url(a.woff2)}\n", true);
	style_becomes(
	    "@keyframes k{from{top:0}to{top:1px}}", "@keyframes k{from{top:0}to{top:1px}}\n", true);
	style_becomes("@charset \"utf-8\";@layer a, b;", "@layer a, b;\n", true);
}

static void rules_for_the_whole_page_are_left_to_the_host(void **state)
{
	(void)state;
	style_becomes(
	    "html.th-page,.teamhub{a:b}html{c:d}body > p{e:f}", S " .teamhub{a:b}\n", true);
	style_becomes(":root{--x:1}:root.a b{c:d}", S "{--x:1}\n" S ".a b{c:d}\n", true);
	style_becomes(".html,.body-x{a:b}", S " .html," S " .body-x{a:b}\n", true);
}

static void rem_does_not_count_from_the_hosts_html(void **state)
{
	(void)state;
	style_becomes("a{b:1.5rem;top:-8rem;c:.5rem -0.25rem;d:x1rem 1remx \"1rem\"}",
	    S " a{b:calc(1.5*var(--th-rem));top:calc(-8*var(--th-rem));c:calc(.5*var(--th-rem)) "
	      "calc(-0.25*var(--th-rem));d:x1rem 1remx \"1rem\"}\n",
	    true);
	style_becomes("a{b:clamp(1rem,0.9rem + 1vw,2rem)}",
	    S " a{b:clamp(calc(1*var(--th-rem)),calc(0.9*var(--th-rem)) + "
	      "1vw,calc(2*var(--th-rem)))}\n",
	    true);
}

static void a_light_host_has_no_dark_hub(void **state)
{
	(void)state;
	const char *css = "@media (prefers-color-scheme: dark){a{b:c}}d{e:f}";
	style_becomes(css, S " d{e:f}\n", false);
	style_becomes(
	    css, "@media (prefers-color-scheme: dark){" S " a{b:c}\n}\n" S " d{e:f}\n", true);
	assert_true(shell_is_dark(TH_S("<meta name=color-scheme content=\"light dark\">")));
	assert_false(shell_is_dark(TH_S("<meta name=color-scheme content=light>")));
	assert_false(shell_is_dark(TH_S("<!-- <meta name=color-scheme content=dark> -->")));
}

static void broken_css_ends_at_its_end(void **state)
{
	(void)state;
	style_becomes("a{b:c", S " a{b:c}\n", true);
	style_becomes("}}a{b:c}", S " a{b:c}\n", true);
	style_becomes("a", "", true);
	style_becomes("/* ", "", true);
	style_becomes("a{b:\"", S " a{b:\"}\n", true);
	style_becomes("\\", "", true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_hub_stands_at_the_markers),
	    cmocka_unit_test(a_marker_without_a_main_gets_one),
	    cmocka_unit_test(without_markers_the_hub_stands_in_main),
	    cmocka_unit_test(tags_may_be_upper_case),
	    cmocka_unit_test(html_and_head_tags_may_be_absent),
	    cmocka_unit_test(without_tags_the_head_ends_at_what_cannot_be_in_it),
	    cmocka_unit_test(what_ends_a_head_early_comes_after_the_hubs),
	    cmocka_unit_test(a_byte_order_mark_goes),
	    cmocka_unit_test(one_of_several_mains_is_chosen_by_hidden_or_marker),
	    cmocka_unit_test(the_language_is_that_of_each_page),
	    cmocka_unit_test(scripts_and_comments_hold_no_places),
	    cmocka_unit_test(svg_and_cdata_are_stepped_over),
	    cmocka_unit_test(a_title_in_svg_takes_no_place_along),
	    cmocka_unit_test(what_is_about_the_hosts_page_goes),
	    cmocka_unit_test(what_is_the_sites_own_stays),
	    cmocka_unit_test(a_line_that_is_left_out_leaves_no_hole),
	    cmocka_unit_test(relative_addresses_count_from_the_page),
	    cmocka_unit_test(other_addresses_stay),
	    cmocka_unit_test(a_fragment_leads_to_where_its_place_is),
	    cmocka_unit_test(the_hosts_page_with_a_place_in_the_shell_is_that_place),
	    cmocka_unit_test(candidates_of_a_srcset_are_resolved_one_by_one),
	    cmocka_unit_test(addresses_in_styles_are_resolved),
	    cmocka_unit_test(base_is_resolved_and_removed),
	    cmocka_unit_test(the_page_may_lie_on_another_site),
	    cmocka_unit_test(the_entry_of_the_hub_is_the_current_one),
	    cmocka_unit_test(what_looks_like_a_template_is_text),
	    cmocka_unit_test(a_page_that_cannot_serve_is_one_finding),
	    cmocka_unit_test(markers_in_the_wrong_place_are_one_finding),
	    cmocka_unit_test(bytes_that_are_no_utf8_are_one_finding),
	    cmocka_unit_test(a_page_of_five_megabytes_is_refused),
	    cmocka_unit_test(what_main_holds_may_be_large),
	    cmocka_unit_test(a_shell_is_one_file_or_one_for_each_language),
	    cmocka_unit_test(a_shell_that_names_nothing_is_a_finding),
	    cmocka_unit_test(every_rule_stands_below_the_shell),
	    cmocka_unit_test(what_has_no_selectors_stays),
	    cmocka_unit_test(rules_for_the_whole_page_are_left_to_the_host),
	    cmocka_unit_test(rem_does_not_count_from_the_hosts_html),
	    cmocka_unit_test(a_light_host_has_no_dark_hub),
	    cmocka_unit_test(broken_css_ends_at_its_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
