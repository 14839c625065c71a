/* test_selection.c -- the query of a list: what it selects, its one canonical spelling, its links.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_room.h"

static void is_canonical(room *r, const char *qs, const char *canonical)
{
	char want[300];
	snprintf(
	    want, sizeof want, "canonical href=https://hub.example/team/stories/%s>", canonical);
	assert_int_equal(200, ask_path(&r->k, "/stories/", qs));
	for (size_t i = 0; want[i]; i++) /* as the template escapes it */
		if (want[i] == '&')
			want[i] = '~';
	th_buf body = {0};
	th_str rest = th_buf_str(&r->k.reply.body), part;
	for (bool first = true; rest.n > 0; first = false) {
		ptrdiff_t at = th_str_find(rest, TH_S("&amp;"));
		part = th_str_sub(rest, 0, at < 0 ? rest.n : (size_t)at);
		th_buf_addz(&body, first ? "" : "~");
		th_buf_add(&body, part);
		rest = at < 0 ? TH_NONE : th_str_sub(rest, (size_t)at + 5, rest.n);
	}
	bool found = th_str_find(th_buf_str(&body), th_strz(want)) >= 0;
	if (!found)
		print_error("%s: no %s in %.300s\n", qs, want, body.p);
	th_buf_free(&body);
	assert_true(found);
}

static void one_selection_has_one_canonical_spelling(void **state)
{
	room *r = *state;
	is_canonical(r, "", "");
	is_canonical(r, "team=platform", "?team=platform");
	is_canonical(r, "place=leipzig&team=platform", "?team=platform&place=leipzig");
	is_canonical(r, "team=service&team=platform&team=service", "?team=platform&team=service");
	is_canonical(r, "team=service,platform", "?team=platform&team=service");
	is_canonical(r, "lang=de&place=leipzig", "?place=leipzig&lang=de");
	is_canonical(r, "page=1", "");
	is_canonical(r, "page=2", "?page=2");
	is_canonical(r, "page=2&team=platform&team=service", "?team=platform&team=service&page=2");
}

static void empty_values_and_campaigns_select_nothing(void **state)
{
	room *r = *state;
	is_canonical(r, "team=&place=", "");
	is_canonical(r, "team=,,", "");
	is_canonical(r, "utm_source=mail&team=platform&fbclid=x", "?team=platform");
}

/* Newsletters, applicant systems and ad networks hang names of their own on every link. */
static void a_name_that_is_no_facets_never_refuses_a_visitor(void **state)
{
	room *r = *state;
	static const char *const tags[] = {"mc_cid=4f&mc_eid=x", "_hsenc=p2&_hsmi=1", "gh_src=a",
	    "gbraid=0AAA", "colour=red", "Team=platform", "=", "=platform", "a%5Bb%5D=1", "x"};
	for (size_t i = 0; i < TH_COUNT(tags); i++)
		is_canonical(r, tags[i], "");
	is_canonical(r, "mc_cid=4f&team=platform&_hsenc=p2", "?team=platform");
}

static void a_term_that_is_not_known_is_404(void **state)
{
	room *r = *state;
	static const char *const bad[] = {"team=none", "team=platform&team=none",
	    "team=platform,none", "page=0", "page=-1", "page=x", "page=", "page=1.5", "page=3",
	    "page=99999999999999999999", "page=2&team=platform", "team=Platform",
	    "team=..%2F..%2Fetc", "lang=fr", "author=none", "team=platform%27--"};
	for (size_t i = 0; i < TH_COUNT(bad); i++) {
		if (ask_path(&r->k, "/stories/", bad[i]) != 404)
			print_error("?%s: %d\n", bad[i], r->k.reply.status);
		assert_int_equal(404, r->k.reply.status);
	}
}

static void terms_of_a_facet_are_alternatives_and_facets_are_all_required(void **state)
{
	room *r = *state;
	assert_int_equal(200, ask_path(&r->k, "/stories/", "team=platform"));
	assert_true(body_has(&r->k, "Title eins"));
	assert_true(body_has(&r->k, "Title drei"));
	assert_false(body_has(&r->k, "Title zwei"));
	assert_int_equal(200, ask_path(&r->k, "/stories/", "team=service&lang=en"));
	assert_true(body_has(&r->k, "Title four"));
	assert_false(body_has(&r->k, "Title zwei"));
	assert_int_equal(200, ask_path(&r->k, "/stories/", "team=platform&lang=en"));
	assert_false(body_has(&r->k, "<a href="));
}

static void a_list_is_cut_into_pages(void **state)
{
	room *r = *state;
	assert_int_equal(200, ask_path(&r->k, "/stories/", ""));
	assert_true(body_has(&r->k, "Title four"));
	assert_true(body_has(&r->k, "Title drei"));
	assert_false(body_has(&r->k, "Title zwei"));
	assert_int_equal(200, ask_path(&r->k, "/stories/", "page=2"));
	assert_true(body_has(&r->k, "Title zwei"));
	assert_true(body_has(&r->k, "Title eins"));
	assert_int_equal(404, ask_path(&r->k, "/stories/", "page=3"));
}

static void what_is_to_come_appears_at_its_time(void **state)
{
	room *r = *state;
	assert_int_equal(404, ask_path(&r->k, "/stories/later/", ""));
	r->k.now = support_day(300);
	assert_int_equal(200, ask_path(&r->k, "/stories/later/", ""));
	assert_int_equal(200, ask_path(&r->k, "/stories/", ""));
	assert_true(body_has(&r->k, "Title later"));
	r->k.now = support_day(300) - 1;
	assert_int_equal(404, ask_path(&r->k, "/stories/later/", ""));
}

static void options_and_chips_lead_to_the_selection_they_name(void **state)
{
	room *r = *state;
	assert_int_equal(200, ask_path(&r->k, "/stories/", "place=leipzig"));
	assert_true(body_has(&r->k, "<i href=/team/stories/>Title leipzig</i>"));
	assert_true(
	    body_has(&r->k, "<b href=/team/stories/?team=platform&amp;place=leipzig>platform</b>"));
	assert_true(body_has(&r->k, "<b href=/team/stories/>leipzig</b>"));
}

static void the_page_of_a_term_narrows_on_its_own_address(void **state)
{
	room *r = *state;
	assert_int_equal(200, ask_path(&r->k, "/teams/platform/", "place=leipzig"));
	assert_true(body_has(
	    &r->k, "canonical href=https://hub.example/team/teams/platform/?place=leipzig>"));
	assert_true(body_has(&r->k, "<i href=/team/teams/platform/>Title leipzig</i>"));
	assert_true(
	    body_has(&r->k, "<b href=/team/teams/platform/?place=leipzig&amp;lang=de>de</b>") ||
	    !body_has(&r->k, ">de</b>"));
	assert_true(body_has(&r->k,
	    "<b href=/team/stories/?team=platform&amp;team=service&amp;place=leipzig>service</b>"));
	assert_false(body_has(&r->k, "Title zwei"));
}

static void a_term_page_that_is_asked_for_its_own_facet_leads_to_all_stories(void **state)
{
	room *r = *state;
	assert_int_equal(301, ask_path(&r->k, "/teams/platform/", "team=service"));
	assert_string_equal(
	    "/team/stories/?team=platform&team=service", header_of(&r->k, "Location"));
}

static void pages_without_a_selection_do_not_look_at_their_query(void **state)
{
	room *r = *state;
	assert_int_equal(200, ask_path(&r->k, "/stories/eins/", "x=1&page=9"));
	assert_true(body_has(&r->k, "canonical href=https://hub.example/team/stories/eins/>"));
	assert_int_equal(200, ask_path(&r->k, "/people/jana/", "x=1"));
	assert_int_equal(200, ask_path(&r->k, "/", "x=1"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, support_room, support_room_left)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(one_selection_has_one_canonical_spelling),
	    TEST(empty_values_and_campaigns_select_nothing),
	    TEST(a_name_that_is_no_facets_never_refuses_a_visitor),
	    TEST(a_term_that_is_not_known_is_404),
	    TEST(terms_of_a_facet_are_alternatives_and_facets_are_all_required),
	    TEST(a_list_is_cut_into_pages),
	    TEST(what_is_to_come_appears_at_its_time),
	    TEST(options_and_chips_lead_to_the_selection_they_name),
	    TEST(the_page_of_a_term_narrows_on_its_own_address),
	    TEST(a_term_page_that_is_asked_for_its_own_facet_leads_to_all_stories),
	    TEST(pages_without_a_selection_do_not_look_at_their_query),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
