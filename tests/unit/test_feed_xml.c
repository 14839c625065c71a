/* test_feed_xml.c -- Atom, RSS and sitemap: valid by their schemas for any text an author can
 * write. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_feed.h"

typedef int (*writer)(th_buf *out, const feed_view *v, th_err *err);

static th_str written(th_buf *out, writer w, const feed_view *v)
{
	th_err err;
	th_buf_cut(out, 0);
	if (w(out, v, &err) != 0)
		print_error("%s\n", err.msg);
	assert_true(out->n > 0);
	return th_buf_str(out);
}

static void an_atom_feed_says_what_the_view_says(void **state)
{
	th_arena *a = *state;
	th_buf out = {0};
	feed_view v = support_feed(a);
	th_str x = written(&out, feed_write_atom, &v);
	assert_true(support_relaxng(x, "atom.rng"));
	assert_true(support_xpath_is(x, "/a:feed/a:title", "Menschen <bei> \"uns\""));
	assert_true(support_xpath_is(x, "/a:feed/@xml:lang", "de"));
	assert_true(support_xpath_is(x, "/a:feed/a:updated", "2026-01-02T00:00:00Z"));
	assert_true(support_xpath_is(x, "/a:feed/a:link[@rel='self']/@href",
	    "https://hub.example/team/stories/feed?team=a&place=b&page=2"));
	assert_true(support_xpath_is(x, "/a:feed/a:link[@rel='next']/@href",
	    "https://hub.example/team/stories/feed?team=a&place=b&page=3"));
	assert_true(support_xpath_is(x, "/a:feed/a:link[@rel='previous']/@href",
	    "https://hub.example/team/stories/feed?team=a&place=b"));
	assert_true(support_xpath_is(x, "count(/a:feed/a:link[@rel='first' or @rel='last'])", "2"));
	assert_true(support_xpath_is(x, "/a:feed/a:link[@rel='alternate']/@href",
	    "https://hub.example/team/stories/?team=a&place=b&page=2"));
	assert_true(support_xpath_is(x, "/a:feed/a:link[1]/@rel", "alternate"));
	assert_true(support_xpath_is(x, "//a:entry/a:link[1]/@rel", "alternate"));
	assert_true(support_xpath_is(x, "//a:entry/a:id", "tag:hub.example,2026:story/x"));
	assert_true(support_xpath_is(x, "//a:entry/a:published", "2026-01-01T00:00:00Z"));
	assert_true(support_xpath_is(x, "count(//a:entry/a:author)", "2"));
	assert_true(support_xpath_is(x, "//a:entry/a:author[2]/a:name", "Emre Yılmaz"));
	assert_true(support_xpath_is(x, "//a:entry/a:category/@label", "Plattform"));
	assert_true(support_xpath_is(x, "//a:entry/a:link[@rel='enclosure']/@length", "1234"));
	assert_true(support_xpath_is(x, "//a:entry/a:content/@type", "html"));
	assert_true(support_xpath_is(x, "//a:entry/a:content",
	    "<p>Text <a href=\"https://hub.example/team/people/jana/\">Jana</a> "
	    "<a href=\"https://hub.example/team/stories/x/#n1\">1</a></p>"));
	assert_true(
	    support_xpath_is(x, "//at:deleted-entry/@ref", "tag:hub.example,2026:story/gone"));
	assert_true(support_xpath_is(x, "//at:deleted-entry/@when", "2026-01-02T00:00:00Z"));
	th_buf_free(&out);
}

static void an_empty_feed_is_a_valid_feed(void **state)
{
	th_arena *a = *state;
	th_buf out = {0};
	feed_view v = support_feed(a);
	v.entries.n = v.tombstones.n = 0;
	v.first = v.prev = v.next = v.last = TH_NONE;
	v.self = TH_S("https://hub.example/team/stories/feed");
	v.subtitle = v.rights = TH_NONE;
	v.updated = 0;
	th_str x = written(&out, feed_write_atom, &v);
	assert_true(support_relaxng(x, "atom.rng"));
	assert_true(support_xpath_is(x, "count(/a:feed/a:link)", "2"));
	assert_true(support_xpath_is(
	    x, "/a:feed/a:link[@rel='self']/@href", "https://hub.example/team/stories/feed"));
	x = written(&out, feed_write_rss, &v);
	assert_true(support_xpath_is(x, "count(/rss/channel/item)", "0"));
	th_buf_free(&out);
}

static void an_entry_whose_authors_may_not_be_named_is_valid(void **state)
{
	th_arena *a = *state;
	th_buf out = {0};
	feed_view v = support_feed(a);
	v.entries.v[0].authors.n = 0;
	v.entries.v[0].image = TH_NONE;
	v.entries.v[0].categories.n = 0;
	v.entries.v[0].published = TH_NEVER;
	assert_true(support_relaxng(written(&out, feed_write_atom, &v), "atom.rng"));
	th_buf_free(&out);
}

static void an_rss_feed_says_what_the_view_says(void **state)
{
	th_arena *a = *state;
	th_buf out = {0};
	feed_view v = support_feed(a);
	th_str x = written(&out, feed_write_rss, &v);
	assert_true(support_xpath_is(x, "/rss/@version", "2.0"));
	assert_true(support_xpath_is(x, "/rss/channel/title", "Menschen <bei> \"uns\""));
	assert_true(support_xpath_is(x, "/rss/channel/description", "Worte &amp; Taten"));
	assert_true(
	    support_xpath_is(x, "/rss/channel/lastBuildDate", "Fri, 02 Jan 2026 00:00:00 +0000"));
	assert_true(support_xpath_is(x, "/rss/channel/a:link[@rel='self']/@href",
	    "https://hub.example/team/stories/feed?team=a&place=b&page=2"));
	assert_true(support_xpath_is(x, "//item/guid", "tag:hub.example,2026:story/x"));
	assert_true(support_xpath_is(x, "//item/guid/@isPermaLink", "false"));
	assert_true(support_xpath_is(x, "//item/pubDate", "Thu, 01 Jan 2026 00:00:00 +0000"));
	assert_true(support_xpath_is(x, "//item/dc:creator[1]", "Jana Weber"));
	assert_true(support_xpath_is(x, "//item/enclosure/@length", "1234"));
	assert_true(support_xpath_is(x, "//item/description", "A &amp; B"));
	assert_true(support_xpath_is(x,
	    "contains(//item/content:encoded, "
	    "'\"https://hub.example/team/people/jana/\"')",
	    "true"));
	v.entries.v[0].image_length = 0; /* an enclosure must say its length */
	x = written(&out, feed_write_rss, &v);
	assert_true(support_xpath_is(x, "count(//enclosure)", "0"));
	th_buf_free(&out);
}

static void facts_stand_before_the_text_as_text(void **state)
{
	(void)state;
	th_buf b = {0};
	th_arena *a = th_arena_new();
	feed_view v = {.origin = TH_S("https://hub.example")};
	feed_entry e = {.html = TH_S("<p><a href=\"/x\">x</a></p>")};
	*TH_ADD(a, &e.facts) = (view_fact){TH_S("Until"), TH_S("May <b> & \"c\""), TH_NONE};
	feed_html(&b, &v, &e);
	th_buf_addc(&b, '\0');
	assert_string_equal(b.p, "<ul><li>Until: May &lt;b&gt; &amp; &quot;c&quot;</li></ul>\n"
				 "<p><a href=\"https://hub.example/x\">x</a></p>");
	th_buf_free(&b);
	th_arena_free(a);
}

/* Readers that make plain text of it drop <sup>: 42.000 must not become 42.0002. */
static void numbers_of_footnotes_stand_in_brackets(void **state)
{
	(void)state;
	th_buf b = {0};
	feed_view v = {.origin = TH_S("https://hub.example")};
	feed_entry e = {.url = TH_S("https://hub.example/s/"),
	    .html = TH_S("<p>42.000<sup id=\"fn-ref-2\"><a href=\"#fn-2\" "
			 "role=\"doc-noteref\">2</a></sup>, <sup>x</sup>"
			 "<a href=\"#fn-ref-2\" role=\"doc-backlink\">\u21a9</a></p>")};
	feed_html(&b, &v, &e);
	th_buf_addc(&b, '\0');
	assert_string_equal(b.p,
	    "<p>42.000<sup id=\"fn-ref-2\"><a href=\"https://hub.example/s/#fn-2\" "
	    "role=\"doc-noteref\">[2]</a></sup>, <sup>x</sup>"
	    "<a href=\"https://hub.example/s/#fn-ref-2\" role=\"doc-backlink\">\u21a9</a></p>");
	th_buf_free(&b);
}

static void hostile_text_comes_out_as_it_went_in(void **state)
{
	th_arena *a = *state;
	th_buf out = {0};
	for (size_t i = 0; i < TH_COUNT(support_hostile); i++) {
		feed_view v = support_feed(a);
		th_str text = th_strz(support_hostile[i]);
		v.title = v.subtitle = v.rights = text;
		v.entries.v[0].title = v.entries.v[0].summary = text;
		v.entries.v[0].html = th_str_fmt(a, "<p>x</p>%.*s", TH_FMT(text));
		v.entries.v[0].authors.v[0].name = text;
		v.entries.v[0].categories.v[0].label = text;
		th_str x = written(&out, feed_write_atom, &v);
		assert_true(support_relaxng(x, "atom.rng"));
		assert_true(th_str_find(x, TH_S("<![CDATA[")) < 0);
		if (strpbrk(support_hostile[i], "\r\n\t") == NULL)
			assert_true(
			    support_xpath_is(x, "//a:entry/a:category/@label", support_hostile[i]));
		assert_true(support_xpath_is(x, "//a:entry/a:title", support_hostile[i]));
		assert_true(
		    support_xpath_is(x, "//a:entry/a:author[1]/a:name", support_hostile[i]));
		x = written(&out, feed_write_rss, &v);
		assert_true(support_xpath_is(x, "//item/title", support_hostile[i]));
	}
	th_buf_free(&out);
}

static void text_that_xml_cannot_say_is_refused_and_nothing_is_written(void **state)
{
	th_arena *a = *state;
	writer writers[] = {feed_write_atom, feed_write_rss};
	for (size_t w = 0; w < TH_COUNT(writers); w++)
		for (size_t i = 0; i < TH_COUNT(support_impossible); i++)
			for (int where = 0; where < 4; where++) {
				th_buf out = {0};
				th_err err = {{0}};
				th_buf_addz(&out, "before");
				feed_view v = support_feed(a);
				feed_entry *e = &v.entries.v[0];
				th_str *at[] = {
				    &v.title, &e->title, &e->html, &e->authors.v[0].name};
				*at[where] = th_strz(support_impossible[i]);
				assert_int_equal(-1, writers[w](&out, &v, &err));
				assert_true(th_str_eqz(th_buf_str(&out), "before"));
				assert_true(err.msg[0] != '\0');
				th_buf_free(&out);
			}
}

static void becomes(const char *html, const char *want)
{
	th_buf out = {0};
	html_absolute(&out, th_strz(html), TH_S("https://h.example"), TH_S("https://h.example/s/"));
	if (!th_str_eqz(th_buf_str(&out), want))
		print_error("%s: %.*s\n", html, TH_FMT(th_buf_str(&out)));
	assert_true(th_str_eqz(th_buf_str(&out), want));
	th_buf_free(&out);
}

static void addresses_in_html_become_absolute(void **state)
{
	(void)state;
	becomes("<a href=\"/x\">", "<a href=\"https://h.example/x\">");
	becomes("<a href=\"#n\">", "<a href=\"https://h.example/s/#n\">");
	becomes("<img src=\"/a.jpg\" srcset=\"/a.jpg 480w, /b.jpg 960w\" alt=\"/x\">",
	    "<img src=\"https://h.example/a.jpg\" srcset=\"https://h.example/a.jpg 480w, "
	    "https://h.example/b.jpg 960w\" alt=\"/x\">");
	becomes("<video poster=\"/p.jpg\">", "<video poster=\"https://h.example/p.jpg\">");
	becomes("<a title=\"> href=\" href=\"/x\">",
	    "<a title=\"> href=\" href=\"https://h.example/x\">");
	becomes("<br/><img src=\"/a\"/>", "<br/><img src=\"https://h.example/a\"/>");
}

static void what_is_no_rooted_address_stays(void **state)
{
	(void)state;
	static const char *const same[] = {"", "<", "<a", "<a href", "<a href=", "<a href=\"",
	    "text href=\"/x\" text", "<a href=\"//other.example/x\">", "<a href=\"https://x/\">",
	    "<a href=\"mailto:a@b\">", "<a href=\"\">", "<a data-href=\"/x\">", "<p title=\"/x\">",
	    "<code>&lt;a href=\"/x\"&gt;</code>", "</a href=\"/x\">", "< a href=\"/x\">", "a < b"};
	for (size_t i = 0; i < TH_COUNT(same); i++)
		becomes(same[i], same[i]);
}

static void a_sitemap_is_valid_and_names_its_alternates(void **state)
{
	th_arena *a = *state;
	th_buf out = {0};
	th_err err;
	sitemap_view v = {0};
	sitemap_entry e = {
	    .loc = TH_S("https://hub.example/team/stories/x/?a=1&b=<"), .lastmod = 1767225600};
	*TH_ADD(a, &e.alternates) = (sitemap_alternate){TH_S("de"), e.loc};
	*TH_ADD(a, &e.alternates) =
	    (sitemap_alternate){TH_S("en"), TH_S("https://hub.example/en/")};
	*TH_ADD(a, &v) = e;
	*TH_ADD(a, &v) =
	    (sitemap_entry){.loc = TH_S("https://hub.example/team/"), .lastmod = TH_NEVER};
	assert_int_equal(0, sitemap_write(&out, &v, &err));
	th_str x = th_buf_str(&out);
	assert_true(support_xsd(x, "sitemap.xsd"));
	assert_true(
	    support_xpath_is(x, "//s:url[1]/s:loc", "https://hub.example/team/stories/x/?a=1&b=<"));
	assert_true(support_xpath_is(x, "//s:url[1]/s:lastmod", "2026-01-01T00:00:00Z"));
	assert_true(support_xpath_is(x, "count(//s:url[2]/s:lastmod)", "0"));
	assert_true(support_xpath_is(
	    x, "//s:url[1]/x:link[@hreflang='en']/@href", "https://hub.example/en/"));
	v.v[0].loc = TH_S("https://hub.example/\x01");
	th_buf_cut(&out, 0);
	assert_int_equal(-1, sitemap_write(&out, &v, &err));
	assert_int_equal(0, out.n);
	th_buf_free(&out);
}

static void an_index_names_its_parts(void **state)
{
	(void)state;
	th_buf out = {0};
	th_err err;
	th_str parts[] = {TH_S("https://hub.example/team/sitemap.xml?part=1"),
	    TH_S("https://hub.example/team/sitemap.xml?part=2"),
	    TH_S("https://hub.example/team/sitemap.xml?part=3")};
	assert_int_equal(0, sitemap_write_index(&out, &(th_strs){parts, 3, 3}, 1767225600, &err));
	assert_true(support_xsd(th_buf_str(&out), "siteindex.xsd"));
	assert_true(support_xpath_is(th_buf_str(&out), "count(//s:sitemap)", "3"));
	assert_true(support_xpath_is(th_buf_str(&out), "//s:sitemap[3]/s:loc",
	    "https://hub.example/team/sitemap.xml?part=3"));
	th_buf_free(&out);
}

static int setup(void **state)
{
	*state = th_arena_new();
	return 0;
}

static int teardown(void **state)
{
	th_arena_free(*state);
	return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(an_atom_feed_says_what_the_view_says),
	    TEST(an_empty_feed_is_a_valid_feed),
	    TEST(an_entry_whose_authors_may_not_be_named_is_valid),
	    TEST(an_rss_feed_says_what_the_view_says),
	    TEST(facts_stand_before_the_text_as_text),
	    TEST(numbers_of_footnotes_stand_in_brackets),
	    TEST(hostile_text_comes_out_as_it_went_in),
	    TEST(text_that_xml_cannot_say_is_refused_and_nothing_is_written),
	    TEST(addresses_in_html_become_absolute),
	    TEST(what_is_no_rooted_address_stays),
	    TEST(a_sitemap_is_valid_and_names_its_alternates),
	    TEST(an_index_names_its_parts),
	};
	int rc = cmocka_run_group_tests(tests, NULL, NULL);
	xmlRelaxNGCleanupTypes();
	xmlCleanupParser();
	return rc;
}
