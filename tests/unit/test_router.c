/* test_router.c -- addresses: which handler, in which order; languages, redirects, moved, gone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_room.h"
#include "teamhub/route.h"

/* Turns a pattern into an address that it takes. */
static void example_of(char *out, size_t size, const char *pattern)
{
	size_t n = 0;
	for (const char *p = pattern; *p && n + 8 < size;) {
		if (*p == '*') {
			n += (size_t)snprintf(out + n, size - n, "some");
			p++;
		} else if (strncmp(p, "FACET", 5) == 0) {
			n += (size_t)snprintf(out + n, size - n, "teams");
			p += 5;
		} else if (strncmp(p, "FEED", 4) == 0) {
			n += (size_t)snprintf(out + n, size - n, "feed.rss");
			p += 4;
		} else {
			out[n++] = *p++;
		}
	}
	out[n] = '\0';
}

static void every_route_is_reached_by_an_address_of_its_own(void **state)
{
	room *r = *state;
	edition *e;
	th_err err;
	assert_int_equal(0, edition_open(&e, r->file, &err));
	hub_site site = {.q = {.e = e, .a = r->k.a}};
	request req = {0};
	for (size_t i = 0; i < web_route_count; i++) {
		char path[100];
		example_of(path, sizeof path, web_routes[i].pattern);
		/* This edition holds no report. */
		const route *want = web_routes[i].handler == page_report ? NULL : &web_routes[i];
		assert_ptr_equal(want, route_find(&site, &req, th_strz(path)));
	}
	edition_close(e);
}

static void a_fixed_segment_stands_above_one_that_is_bound(void **state)
{
	room *r = *state;
	edition *e;
	th_err err;
	assert_int_equal(0, edition_open(&e, r->file, &err));
	hub_site site = {.q = {.e = e, .a = r->k.a}};
	request req = {0};
	assert_ptr_equal(
	    feed_stories, route_find(&site, &req, TH_S("/stories/feed.atom"))->handler);
	assert_ptr_equal(
	    subscribe_stories, route_find(&site, &req, TH_S("/stories/subscribe/"))->handler);
	assert_ptr_equal(page_story, route_find(&site, &req, TH_S("/stories/feed.atom/"))->handler);
	assert_ptr_equal(page_term, route_find(&site, &req, TH_S("/teams/feed/"))->handler);
	assert_true(th_str_eqz(req.facet->name, "team"));
	assert_true(th_str_eqz(req.slug, "feed"));
	assert_null(route_find(&site, &req, TH_S("/nothing/")));
	assert_null(route_find(&site, &req, TH_S("/stories//")));
	assert_null(route_find(&site, &req, TH_S("/stories/a/b/")));
	assert_null(route_find(&site, &req, TH_S("//")));
	edition_close(e);
}

static void pages_of_all_kinds_answer_200(void **state)
{
	room *r = *state;
	static const char *const paths[] = {"/", "/stories/", "/stories/eins/", "/people/",
	    "/people/jana/", "/teams/", "/teams/platform/", "/places/leipzig/", "/guidelines/",
	    "/events/", "/kudos/", "/jobs/", "/stories/subscribe/", "/teams/platform/subscribe/",
	    "/people/jana/subscribe/", "/stories/feed.atom", "/stories/feed.rss",
	    "/stories/feed.json", "/teams/platform/feed.atom", "/people/tom/feed.rss",
	    "/sitemap.xml", "/robots.txt", "/healthz", "/en/", "/en/stories/", "/en/stories/four/",
	    "/en/people/jana/", "/en/teams/platform/feed.json"};
	for (size_t i = 0; i < TH_COUNT(paths); i++) {
		if (ask_path(&r->k, paths[i], "") != 200)
			print_error("%s: %d %s\n", paths[i], r->k.reply.status, r->k.log.msg);
		assert_int_equal(200, r->k.reply.status);
		assert_true(r->k.reply.body.n > 0);
	}
}

static void what_does_not_exist_answers_404_by_a_page(void **state)
{
	room *r = *state;
	static const char *const paths[] = {"/nothing", "/nothing/", "/stories/none/",
	    "/people/none/", "/teams/none/", "/team/platform/", "/stories/later/", "/fr/stories/",
	    "/en/nothing/", "/stories/eins/feed.atom", "/teams/none/feed.atom",
	    "/people/none/feed.rss", "/stories/../people/", "/stories/./eins/", "//stories/",
	    "/stories/eins//", "/sitemap.xml/", "/en/sitemap.xml", "/guidelines/none/",
	    "/none/feed.xml", "/none/page/2/", "/stories/eins/index.xml", "/*/", "/FACET/"};
	for (size_t i = 0; i < TH_COUNT(paths); i++) {
		if (ask_path(&r->k, paths[i], "") != 404)
			print_error("%s: %d\n", paths[i], r->k.reply.status);
		assert_int_equal(404, r->k.reply.status);
		assert_true(body_has(&r->k, "[error]"));
	}
}

static void redirects_to(room *r, const char *path, const char *qs, const char *target)
{
	if (ask_path(&r->k, path, qs) != 301 || strcmp(header_of(&r->k, "Location"), target) != 0)
		print_error("%s?%s: %d %s, not %s\n", path, qs, r->k.reply.status,
		    header_of(&r->k, "Location"), target);
	assert_int_equal(301, r->k.reply.status);
	assert_string_equal(target, header_of(&r->k, "Location"));
}

static void a_missing_slash_is_added_and_the_query_kept(void **state)
{
	room *r = *state;
	redirects_to(r, "", "", "/team/");
	redirects_to(r, "/stories", "", "/team/stories/");
	redirects_to(r, "/stories", "team=a&page=2", "/team/stories/?team=a&page=2");
	redirects_to(r, "/en", "", "/team/en/");
	redirects_to(r, "/en/people/jana", "utm_source=x", "/team/en/people/jana/?utm_source=x");
	redirects_to(r, "/teams/platform", "", "/team/teams/platform/");
}

/* As generators name them; whatever the hub's texts come from. */
static void further_pages_and_feeds_of_other_sites_lead_to_the_lists(void **state)
{
	room *r = *state;
	redirects_to(r, "/page/2/", "", "/team/stories/?page=2");
	redirects_to(r, "/page/1/", "", "/team/stories/");
	redirects_to(r, "/page2", "utm_source=x", "/team/stories/?utm_source=x&page=2");
	redirects_to(r, "/page/2/", "page=2", "/team/stories/?page=2");
	redirects_to(r, "/en/page/12/index.html", "", "/team/en/stories/?page=2"); /* the last */
	assert_int_equal(404, ask_path(&r->k, "/page/99999999999999999999/", ""));
	redirects_to(r, "/feed.xml", "", "/team/stories/feed.atom");
	redirects_to(r, "/index.xml", "", "/team/stories/feed.rss");
	redirects_to(r, "/en/feed/feed.json", "", "/team/en/stories/feed.json");
	redirects_to(r, "/teams/platform/page/2/", "", "/team/teams/platform/");
	redirects_to(r, "/teams/platform/index.xml", "", "/team/teams/platform/feed.rss");
	redirects_to(r, "/stories/page/3/", "", "/team/stories/?page=2");
	assert_int_equal(200, ask_path(&r->k, "/stories/", "page=2"));
	assert_int_equal(404, ask_path(&r->k, "/stories/", "page=3"));
}

static void a_redirect_stays_on_the_site_whatever_was_asked(void **state)
{
	room *r = *state;
	redirects_to(r, "/stories/a b\"<>", "", "/team/stories/a%20b%22%3C%3E/");
	redirects_to(r, "/stories", "a=\"<b>\\", "/team/stories/?a=%22%3Cb%3E%5C");
	assert_int_equal(400, ask_path(&r->k, "/stories", "a=%0d%0aX:1"));
	assert_int_equal(404, ask_path(&r->k, "//evil.example", ""));
	redirects_to(r, "/de//evil.example/", "", "/team//evil.example/");
}

static void without_a_prefix_no_redirect_names_another_host(void **state)
{
	room *r = *state;
	support_hub(r->file, "UPDATE meta SET value = '' WHERE key = 'prefix'", NULL);
	redirects_to(r, "/de//evil.example/", "", "/evil.example/");
	redirects_to(r, "/de///evil.example/", "", "/evil.example/");
	redirects_to(r, "/de/\\evil.example/", "", "/%5Cevil.example/");
	redirects_to(r, "/stories", "", "/stories/");
}

static void the_first_language_has_no_segment(void **state)
{
	room *r = *state;
	redirects_to(r, "/de/stories/", "team=platform", "/team/stories/?team=platform");
	redirects_to(r, "/de", "", "/team/");
	assert_int_equal(404, ask_path(&r->k, "/den/", ""));
	assert_int_equal(404, ask_path(&r->k, "/english/", ""));
}

static void a_story_has_one_address_in_its_own_language(void **state)
{
	room *r = *state;
	redirects_to(r, "/stories/four/", "", "/team/en/stories/four/");
	redirects_to(r, "/en/stories/eins/", "", "/team/stories/eins/");
	assert_int_equal(200, ask_path(&r->k, "/en/stories/four/", ""));
	assert_true(body_has(&r->k, "href=https://hub.example/team/en/stories/four/>"));
}

static void a_moved_address_leads_on_also_for_its_feeds(void **state)
{
	room *r = *state;
	redirects_to(r, "/stories/alt/", "", "/team/stories/eins/");
	redirects_to(r, "/stories/alt", "", "/team/stories/eins/");
	redirects_to(r, "/2024/old.html", "x=1", "/team/stories/drei/?x=1");
	redirects_to(r, "/teams/old/feed.rss", "", "/team/teams/platform/feed.rss");
	redirects_to(r, "/teams/old/subscribe/", "", "/team/teams/platform/subscribe/");
}

static void what_was_withdrawn_answers_410_also_for_its_feeds(void **state)
{
	room *r = *state;
	static const char *const paths[] = {"/stories/weg/", "/stories/weg", "/people/gone/",
	    "/people/gone/feed.atom", "/people/gone/subscribe/", "/en/stories/weg/"};
	for (size_t i = 0; i < TH_COUNT(paths); i++)
		assert_int_equal(410, ask_path(&r->k, paths[i], ""));
}

static void a_page_of_a_feed_that_does_not_exist_is_404_and_no_story(void **state)
{
	room *r = *state;
	assert_int_equal(404, ask_path(&r->k, "/stories/feed.atom", "page=9"));
	assert_int_equal(404, ask_path(&r->k, "/stories/feed.atom", "team=none"));
	assert_int_equal(404, ask_path(&r->k, "/sitemap.xml", "part=9"));
}

static void the_feed_that_people_guess_leads_to_the_stories(void **state)
{
	room *r = *state;
	redirects_to(r, "/feed.atom", "", "/team/stories/feed.atom");
	redirects_to(
	    r, "/en/feed.json", "team=platform", "/team/en/stories/feed.json?team=platform");
}

static void every_list_has_feeds_of_its_own_and_a_page_that_explains_them(void **state)
{
	room *r = *state;
	static const char *const lists[] = {"/people/", "/jobs/", "/events/", "/kudos/",
	    "/guidelines/", "/teams/", "/places/", "/en/jobs/", "/en/teams/"};
	static const char *const formats[] = {"feed.atom", "feed.rss", "feed.json"};
	char path[80];
	for (size_t i = 0; i < TH_COUNT(lists); i++) {
		for (size_t k = 0; k < TH_COUNT(formats); k++) {
			snprintf(path, sizeof path, "%s%s", lists[i], formats[k]);
			if (ask_path(&r->k, path, "") != 200)
				fail_msg("%s answers %d", path, r->k.reply.status);
			assert_true(body_has(&r->k, lists[i]));
			assert_int_equal(404, ask_path(&r->k, path, "page=2"));
			assert_int_equal(404, ask_path(&r->k, path, "team=none"));
		}
		snprintf(path, sizeof path, "%ssubscribe/", lists[i]);
		if (ask_path(&r->k, path, "") != 200)
			fail_msg("%s answers %d", path, r->k.reply.status);
		assert_true(body_has(&r->k, "[feeds]"));
	}
	assert_int_equal(200, ask_path(&r->k, "/people/feed.atom", "team=platform"));
	assert_int_equal(200, ask_path(&r->k, "/people/subscribe/", "team=platform"));
	/* These lists have no selections. */
	assert_int_equal(404, ask_path(&r->k, "/jobs/feed.atom", "team=platform"));
	assert_int_equal(404, ask_path(&r->k, "/jobs/subscribe/", "team=platform"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, support_room, support_room_left)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(every_route_is_reached_by_an_address_of_its_own),
	    TEST(a_fixed_segment_stands_above_one_that_is_bound),
	    TEST(pages_of_all_kinds_answer_200),
	    TEST(what_does_not_exist_answers_404_by_a_page),
	    TEST(a_missing_slash_is_added_and_the_query_kept),
	    TEST(further_pages_and_feeds_of_other_sites_lead_to_the_lists),
	    TEST(a_redirect_stays_on_the_site_whatever_was_asked),
	    TEST(without_a_prefix_no_redirect_names_another_host),
	    TEST(the_first_language_has_no_segment),
	    TEST(a_story_has_one_address_in_its_own_language),
	    TEST(a_moved_address_leads_on_also_for_its_feeds),
	    TEST(what_was_withdrawn_answers_410_also_for_its_feeds),
	    TEST(a_page_of_a_feed_that_does_not_exist_is_404_and_no_story),
	    TEST(the_feed_that_people_guess_leads_to_the_stories),
	    TEST(every_list_has_feeds_of_its_own_and_a_page_that_explains_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
