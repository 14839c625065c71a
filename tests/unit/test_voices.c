/* test_voices.c -- balance as properties over hubs made at random: whoever has something to say is
 * heard within as many days as there are turns, nobody has two places while others wait, the newest
 * voice is always there, and it is the same for the same edition and day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_edition.h"

enum { PLACES = 13, ALWAYS = 6, DAY = 86400, MOST_PEOPLE = 64 };

static unsigned chance(uint64_t *state, unsigned n)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return (unsigned)((*state * 0x2545f4914f6cdd1du) >> 33) % n;
}

typedef struct random_hub {
	built *b;
	int people, stories;
	int newest[MOST_PEOPLE]; /* days ago of each one's newest visible story; 0: none */
	int tandems[MOST_PEOPLE];
	int first; /* days ago of the newest of all */
} random_hub;

static const char *who(built *b, int i)
{
	return th_str_fmt(b->a, "p%02d", i).p;
}

static void note(random_hub *h, int person, int days, bool tandem)
{
	if (h->newest[person] == 0 || days < h->newest[person])
		h->newest[person] = days;
	h->tandems[person] += tandem;
	if (h->first == 0 || days < h->first)
		h->first = days;
}

/* A few are loud, some write in pairs, some only long ago, some not yet, some no more. */
static random_hub hub_at_random(uint64_t seed)
{
	random_hub h = {.b = built_new()};
	uint64_t state = seed * 0x9e3779b97f4a7c15u + 1;
	h.people = 1 + (int)chance(&state, MOST_PEOPLE - 1);
	h.stories = 1 + (int)chance(&state, 200);
	built *b = h.b;
	for (int i = 0; i < 6; i++)
		built_term(b, "team", "teams", th_str_fmt(b->a, "t%d", i).p);
	for (int i = 0; i < h.people; i++)
		built_person(b, who(b, i), who(b, i), NULL, NULL);
	for (int i = 0; i < h.stories; i++) {
		int loud = chance(&state, 3) == 0;
		int a = loud ? 0 : (int)chance(&state, (unsigned)h.people);
		int second = chance(&state, 4) == 0 ? (int)chance(&state, (unsigned)h.people) : a;
		int days = 1 + (int)chance(&state, chance(&state, 5) == 0 ? 1500 : 300);
		bool seen = chance(&state, 8) != 0;
		th_time at = BUILT_DAYS(days) - i; /* no two at one time */
		built_add(b, (built_story){.slug = th_str_fmt(b->a, "s%03d", i).p,
				 .author = who(b, a),
				 .second = second != a ? who(b, second) : NULL,
				 .team = th_str_fmt(b->a, "t%d", a % 6).p,
				 .at = at,
				 .until = seen ? 0 : at + 3600});
		if (!seen)
			continue;
		note(&h, a, days, second != a);
		if (second != a)
			note(&h, second, days, true);
	}
	built_open(b);
	return h;
}

static void start_on(random_hub *h, int day, view_start *s)
{
	*s = (view_start){0};
	h->b->q.now = BUILT_NOW + (th_time)day * DAY + 3600;
	query_start(&h->b->q, s);
}

static const view_card *card_at(const view_start *s, size_t i)
{
	return i == 0 ? s->lead : &s->cards.v[i - 1];
}

static int number_of(const view_person *p)
{
	return (p->id.p[1] - '0') * 10 + (p->id.p[2] - '0');
}

/* How many places each has. */
static size_t count_places(const view_start *s, int *places)
{
	size_t n = s->lead != NULL ? s->cards.n + 1 : 0;
	memset(places, 0, MOST_PEOPLE * sizeof *places);
	for (size_t i = 0; i < n; i++) {
		const view_card *c = card_at(s, i);
		for (size_t k = 0; k < c->authors.n; k++)
			places[number_of(&c->authors.v[k])]++;
	}
	return n;
}

static int authors_of(const random_hub *h)
{
	int n = 0;
	for (int i = 0; i < h->people; i++)
		n += h->newest[i] != 0;
	return n;
}

/* One who has told something in the two years before the newest story. */
static bool is_active(const random_hub *h, int person)
{
	return h->newest[person] != 0 && h->newest[person] < h->first + 730;
}

#define EACH_HUB(h)                                                                                \
	for (uint64_t seed = 1; seed <= 60; seed++)                                                \
		for (random_hub h = hub_at_random(seed); h.b != NULL; built_free(h.b), h.b = NULL)

static void every_active_author_is_on_the_page_within_one_round_of_turns(void **state)
{
	(void)state;
	EACH_HUB(h)
	{
		th_time since, until;
		int turns = (int)query_turn(&h.b->q, &since, &until), active = 0, most = 0;
		bool heard[MOST_PEOPLE] = {0};
		int start = (int)(seed % 17); /* whichever day one begins */
		for (int day = start; day < start + turns; day++) {
			view_start s;
			int places[MOST_PEOPLE];
			start_on(&h, day, &s);
			count_places(&s, places);
			for (int i = 0; i < h.people; i++)
				heard[i] = heard[i] || places[i] > 0;
		}
		for (int i = 0; i < h.people; i++) {
			active += is_active(&h, i);
			if (h.tandems[i] > most)
				most = h.tandems[i];
			if (is_active(&h, i) && !heard[i])
				fail_msg("hub %d: %d is not heard in %d days", (int)seed, i, turns);
		}
		/* Seven places take turns; one who writes with many has one of them a day. */
		int bound = (active + 6) / 7 + most + 1;
		if (turns > bound)
			fail_msg("hub %d: %d turns for %d authors", (int)seed, turns, active);
	}
}

static void without_tandems_a_round_takes_as_many_days_as_the_formula_says(void **state)
{
	(void)state;
	for (int people = 1; people < 50; people += 3) {
		built *b = built_new();
		for (int i = 0; i < people; i++) {
			built_person(b, who(b, i), who(b, i), NULL, NULL);
			built_add(b,
			    (built_story){
				.slug = who(b, i), .author = who(b, i), .at = BUILT_DAYS(i + 1)});
		}
		built_open(b);
		th_time since, until;
		int waiting = people > ALWAYS ? people - ALWAYS : 0;
		int want = waiting > 0 ? (waiting + 6) / 7 : 1;
		assert_int_equal(query_turn(&b->q, &since, &until), want);
		if (want == 1) {
			assert_true(since == TH_NEVER && until == TH_NEVER);
		} else {
			assert_true(since <= b->q.now && b->q.now < until);
			assert_int_equal(until - since, DAY);
		}
		built_free(b);
	}
}

static void nobody_has_two_places_of_a_page_once_there_are_six(void **state)
{
	(void)state;
	EACH_HUB(h)
	{
		int authors = authors_of(&h);
		for (int day = 0; day < 4; day++) {
			view_start s;
			int places[MOST_PEOPLE];
			start_on(&h, day, &s);
			size_t n = count_places(&s, places);
			int most = authors >= ALWAYS ? 1 : authors > 0 ? (5 / authors) + 1 : 1;
			for (int i = 0; i < h.people; i++)
				if (places[i] > most)
					fail_msg("hub %d, day %d: %d has %d places of %d",
					    (int)seed, day, i, places[i], (int)n);
			assert_true(n <= PLACES);
			assert_true(authors == 0 || n > 0);
		}
	}
}

static void no_place_stays_empty_while_somebody_waits(void **state)
{
	(void)state;
	EACH_HUB(h)
	{
		view_start s;
		int places[MOST_PEOPLE];
		start_on(&h, 0, &s);
		size_t n = count_places(&s, places);
		for (int i = 0; i < h.people && n < PLACES; i++)
			/* whose newest is written with somebody who is there already may wait */
			if (h.newest[i] != 0 && places[i] == 0 && h.tandems[i] == 0)
				fail_msg("hub %d: %d waits, %d places", (int)seed, i, (int)n);
	}
}

static void the_author_of_the_newest_story_is_there_every_day(void **state)
{
	(void)state;
	EACH_HUB(h)
	{
		for (int day = 0; day < 5; day++) {
			view_start s;
			int places[MOST_PEOPLE], there = 0, newest = 0;
			start_on(&h, day, &s);
			count_places(&s, places);
			for (int i = 0; i < h.people; i++)
				if (h.newest[i] == h.first && ++newest)
					there += places[i] > 0;
			assert_true(newest == 0 || there > 0);
		}
	}
}

static th_str page_as_text(th_arena *a, const view_start *s)
{
	th_str out = TH_S("");
	for (size_t i = 0; s->lead != NULL && i <= s->cards.n; i++)
		out = th_str_fmt(a, "%.*s %.*s", TH_FMT(out), TH_FMT(card_at(s, i)->id));
	return out;
}

static void it_is_the_same_the_whole_day_and_comes_back_after_a_round(void **state)
{
	(void)state;
	EACH_HUB(h)
	{
		th_time since, until;
		view_start s;
		int turns = (int)query_turn(&h.b->q, &since, &until);
		start_on(&h, 2, &s);
		th_str early = page_as_text(h.b->a, &s);
		h.b->q.now = BUILT_NOW + 2 * (th_time)DAY + DAY - 1;
		s = (view_start){0};
		query_start(&h.b->q, &s);
		assert_true(th_str_eq(early, page_as_text(h.b->a, &s)));
		start_on(&h, 2 + turns, &s);
		assert_true(th_str_eq(early, page_as_text(h.b->a, &s)));
		edition *again = NULL;
		th_err err = {""};
		assert_int_equal(edition_open(&again, h.b->path, &err), 0);
		query q = h.b->q;
		q.e = again;
		view_start other = {0};
		query_start(&q, &other);
		assert_true(th_str_eq(early, page_as_text(h.b->a, &other)));
		edition_close(again);
	}
}

/* In the order of voices no team comes again before each of those who wait has come as often. */
static void no_team_repeats_in_the_order_while_another_waits(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed < 40; seed++) {
		built *b = built_new();
		uint64_t random = seed * 977;
		char team[MOST_PEOPLE];
		int n = 7 + (int)chance(&random, 6); /* all on one page, so in order */
		for (int i = 0; i < 4; i++)
			built_term(b, "team", "teams", th_str_fmt(b->a, "t%d", i).p);
		for (int i = 0; i < n; i++) {
			team[i] = (char)('0' + chance(&random, 4));
			built_person(b, who(b, i), who(b, i), NULL, NULL);
			built_add(b, (built_story){.slug = who(b, i),
					 .author = who(b, i),
					 .team = th_str_fmt(b->a, "t%c", team[i]).p,
					 .at = BUILT_DAYS(i + 1)});
		}
		built_open(b);
		view_people people = {0};
		query_people(&b->q, NULL, &people);
		query_people_in_turn(&b->q, &people);
		assert_int_equal(people.n, n);
		int used[4] = {0}, waits[4] = {0};
		for (int i = 0; i < n; i++)
			waits[team[i] - '0']++;
		for (int i = 0; i < n; i++) {
			int t = team[number_of(&people.v[i])] - '0';
			for (int k = 0; k < 4; k++)
				assert_true(waits[k] == 0 || used[k] >= used[t]);
			used[t]++;
			waits[t]--;
		}
		built_free(b);
	}
}

static void people_in_turn_begin_with_those_of_the_start_page_and_miss_nobody(void **state)
{
	(void)state;
	EACH_HUB(h)
	{
		view_start s;
		view_people people = {0};
		int places[MOST_PEOPLE], seen[MOST_PEOPLE] = {0}, today = 0;
		start_on(&h, 1, &s);
		count_places(&s, places);
		query_people(&h.b->q, NULL, &people);
		query_people_in_turn(&h.b->q, &people);
		assert_int_equal(people.n, h.people);
		for (int i = 0; i < h.people; i++)
			today += places[i] > 0;
		for (size_t i = 0; i < people.n; i++) {
			int person = number_of(&people.v[i]);
			seen[person]++;
			assert_true((int)i >= today || places[person] > 0);
			/* who has not told anything stands after all who have */
			assert_true(i == 0 || h.newest[person] == 0 ||
				    h.newest[number_of(&people.v[i - 1])] != 0);
		}
		for (int i = 0; i < h.people; i++)
			assert_int_equal(seen[i], 1);
	}
}

static void a_story_that_is_yet_to_appear_takes_nobodys_place(void **state)
{
	(void)state;
	built *b = built_new();
	for (int i = 0; i < 20; i++) {
		built_person(b, who(b, i), who(b, i), NULL, NULL);
		built_add(b, (built_story){
				 .slug = who(b, i), .author = who(b, i), .at = BUILT_DAYS(i + 10)});
	}
	built_add(b, (built_story){.slug = "later", .author = who(b, 0), .at = BUILT_DAYS(-1)});
	built_open(b);
	view_start s = {0};
	query_start(&b->q, &s);
	assert_true(th_str_eqz(s.lead->id, who(b, 0)));
	s = (view_start){0};
	b->q.now = BUILT_DAYS(-1); /* the same edition, a day later */
	query_start(&b->q, &s);
	assert_true(th_str_eqz(s.lead->id, "later"));
	int places[MOST_PEOPLE];
	count_places(&s, places);
	assert_int_equal(places[0], 1);
	built_free(b);
}

static void stories_that_name_no_author_have_the_places_that_are_left(void **state)
{
	(void)state;
	built *b = built_new();
	built_person(b, who(b, 0), "One", NULL, NULL);
	for (int i = 0; i < 20; i++)
		built_add(b, (built_story){.slug = th_str_fmt(b->a, "s%02d", i).p,
				 .author = i == 5 ? who(b, 0) : NULL,
				 .at = BUILT_DAYS(i + 1)});
	built_open(b);
	view_start s = {0};
	query_start(&b->q, &s);
	assert_true(th_str_eqz(s.lead->id, "s05"));
	assert_int_equal(s.cards.n, 12);
	assert_true(th_str_eqz(s.cards.v[0].id, "s00"));
	built_free(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_active_author_is_on_the_page_within_one_round_of_turns),
	    cmocka_unit_test(without_tandems_a_round_takes_as_many_days_as_the_formula_says),
	    cmocka_unit_test(nobody_has_two_places_of_a_page_once_there_are_six),
	    cmocka_unit_test(no_place_stays_empty_while_somebody_waits),
	    cmocka_unit_test(the_author_of_the_newest_story_is_there_every_day),
	    cmocka_unit_test(it_is_the_same_the_whole_day_and_comes_back_after_a_round),
	    cmocka_unit_test(no_team_repeats_in_the_order_while_another_waits),
	    cmocka_unit_test(people_in_turn_begin_with_those_of_the_start_page_and_miss_nobody),
	    cmocka_unit_test(a_story_that_is_yet_to_appear_takes_nobodys_place),
	    cmocka_unit_test(stories_that_name_no_author_have_the_places_that_are_left),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
