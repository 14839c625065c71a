/* test_kinds.c -- the tables of what a hub contains: each is consistent and has its words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "teamhub/ask.h"
#include "teamhub/hub.h"
#include "teamhub/route.h"

/* A column of places names each once, from 1 and without a gap. */
static void places_are_given_once_and_none_is_skipped(void **state)
{
	static const th_places columns[] = {
	    TH_IN_HEADER, TH_IN_FOOTER, TH_IN_SEARCH, TH_IN_SITEMAP};
	(void)state;
	for (size_t c = 0; c < TH_COUNT(columns); c++) {
		unsigned given = 0, place = 1;
		for (int k = 0; k < TH_KIND_COUNT; k++)
			given += ((const unsigned char *)&th_kinds[k])[columns[c]] > 0;
		while (kind_at(columns[c], place) != TH_KIND_COUNT)
			place++;
		assert_int_equal(place - 1, given);
	}
	assert_int_equal(TH_KIND_COUNT, kind_at(TH_IN_HEADER, 0));
}

static void no_two_kinds_share_a_name_or_a_path(void **state)
{
	(void)state;
	for (int a = 0; a < TH_KIND_COUNT; a++)
		for (int b = 0; b < a; b++) {
			assert_string_not_equal(th_kind_name[a], th_kind_name[b]);
			assert_string_not_equal(th_kind_path[a], th_kind_path[b]);
		}
	th_kind kind;
	assert_true(kind_named(&kind, TH_S("brand")) && kind == TH_BRAND);
	assert_false(kind_named(&kind, TH_S("brands")));
}

static void what_has_sets_is_found_before_the_rest(void **state)
{
	(void)state;
	for (unsigned k = 0; k < RANK_COUNT; k++)
		assert_string_equal(rank_kind_name[k], th_kind_name[kind_at(TH_IN_SEARCH, k + 1)]);
}

static void has_word(th_arena *a, const char *lang, const char *key, const char *end)
{
	hub_site site = {.q = {.a = a}};
	th_str name = th_str_fmt(a, "%s%s", key, end);
	th_str found = word_in(&site, th_strz(lang), name.p);
	if (th_str_eq(found, name))
		fail_msg("%s has no word for %s", lang, name.p);
}

static void every_collection_has_its_words(void **state)
{
	static const char *const langs[] = {"de", "en"};
	th_arena *a = th_arena_new();
	(void)state;
	for (int k = 0; k < TH_KIND_COUNT; k++)
		for (size_t l = 0; l < TH_COUNT(langs) && th_kinds[k].label[0] != '\0'; l++) {
			bool items = th_kinds[k].pages == TH_PAGES_ITEMS;
			has_word(a, langs[l], th_kinds[k].label, "_intro");
			if (items)
				has_word(a, langs[l], th_kinds[k].label, "_empty");
			if (items)
				has_word(a, langs[l], "search_", th_kind_name[k]);
		}
	th_arena_free(a);
}

/* What is in the navigation or has feeds has a name for its list. */
static void what_has_a_list_says_what_it_is_called(void **state)
{
	(void)state;
	for (int k = 0; k < TH_KIND_COUNT; k++) {
		const th_kind_row *row = &th_kinds[k];
		bool list = row->header || row->footer || row->sitemap || row->flags & TH_FEEDS;
		assert_int_equal(list, row->label[0] != '\0');
		assert_int_equal(list, row->pages != TH_PAGES_TERMS);
	}
}

static void a_feed_is_known_by_the_name_of_its_file(void **state)
{
	(void)state;
	assert_int_equal(TH_FEED_ATOM, feed_of_file(TH_S("feed.atom")));
	assert_int_equal(TH_FEED_JSON, feed_of_file(TH_S("feed.json")));
	assert_int_equal(TH_FEED_COUNT, feed_of_file(TH_S("feed.xml")));
	assert_int_equal(TH_FEED_COUNT, feed_of_file(TH_S("feed.")));
	assert_int_equal(TH_FEED_COUNT, feed_of_file(TH_NONE));
}

static void what_begins_an_address_of_the_hub_is_reserved(void **state)
{
	static const char *const taken[] = {"report", "feeds", "search", "healthz", "oembed",
	    "fragments", "assets", "media", "stories", "brand", "values", "terms"};
	(void)state;
	for (size_t i = 0; i < TH_COUNT(taken); i++)
		if (!kinds_is_reserved_path(th_strz(taken[i])))
			fail_msg("%s is free", taken[i]);
	for (size_t i = 0; i < web_route_count; i++) {
		th_str rest = th_strz(web_routes[i].pattern + 1), first;
		th_str_split(&rest, '/', &first);
		if (!th_str_eqz(first, "FACET") && first.n > 0)
			assert_true(kinds_is_reserved_path(first));
	}
	assert_false(kinds_is_reserved_path(TH_S("teams")));
	assert_false(kinds_is_reserved_path(TH_S("")));
}

static void what_a_page_reads_from_a_query_is_reserved(void **state)
{
	static const char *const taken[] = {"kind", "order", "url", "format", "token", "page", "q",
	    "part", "size", "maxwidth", "lang", "author", "c", "ref", "utm_source"};
	(void)state;
	for (size_t i = 0; i < TH_COUNT(taken); i++)
		if (!kinds_is_reserved_param(th_strz(taken[i])))
			fail_msg("%s is free", taken[i]);
	assert_false(kinds_is_reserved_param(TH_S("team")));
	assert_false(kinds_is_reserved_param(TH_S("kinds")));
}

static void a_fixed_address_below_a_list_is_no_documents(void **state)
{
	th_facet facet = {.name = TH_S("team"), .path = TH_S("teams"), .kind = TH_TERM};
	th_hub hub = {.facets = {.v = &facet, .n = 1}};
	(void)state;
	assert_true(hub_owns_address(&hub, TH_S("/stories/subscribe/")));
	assert_true(hub_owns_address(&hub, TH_S("/events/calendar/")));
	assert_true(hub_owns_address(&hub, TH_S("/teams/subscribe/")));
	assert_false(hub_owns_address(&hub, TH_S("/stories/calendar/")));
	assert_false(hub_owns_address(&hub, TH_S("/teams/versions/")));
	assert_false(hub_owns_address(&hub, TH_S("/events/lunch/")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(places_are_given_once_and_none_is_skipped),
	    cmocka_unit_test(no_two_kinds_share_a_name_or_a_path),
	    cmocka_unit_test(what_has_sets_is_found_before_the_rest),
	    cmocka_unit_test(every_collection_has_its_words),
	    cmocka_unit_test(what_has_a_list_says_what_it_is_called),
	    cmocka_unit_test(a_feed_is_known_by_the_name_of_its_file),
	    cmocka_unit_test(what_begins_an_address_of_the_hub_is_reserved),
	    cmocka_unit_test(what_a_page_reads_from_a_query_is_reserved),
	    cmocka_unit_test(a_fixed_address_below_a_list_is_no_documents),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
