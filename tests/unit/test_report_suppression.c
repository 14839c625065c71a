/* test_report_suppression.c -- groups that are too small to be told. The first tests hold what is
 * told to what somebody can do who knows all of it and how it was made: they make every hub of a
 * few groups, sort them by what is told of them, and look whether all hubs that look alike have the
 * same number in some group that was not told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "teamhub/report.h"

enum { GROUPS_MAX = 6 };

typedef struct counts {
	int n;
	int people[GROUPS_MAX], stories[GROUPS_MAX];
} counts;

static report_part told(th_arena *a, const counts *c, int small)
{
	static const char *const slugs[] = {"a", "b", "c", "d", "e", "f"};
	report_part p = {.of_people = true, .basis = REPORT_PEOPLE};
	int all = 0;
	for (int i = 0; i < c->n; i++)
		all += c->people[i];
	for (int i = 0; i < c->n; i++) {
		*TH_ADD(a, &p.groups) = (report_group){.slug = th_strz(slugs[i]),
		    .people = c->people[i],
		    .stories = c->stories[i],
		    .target = all > 0 ? (1000 * c->people[i] + all / 2) / all : 0};
		p.people += c->people[i];
		p.stories += c->stories[i];
	}
	report_suppress(&p, small);
	return p;
}

static bool is_told(const report_part *p, int i)
{
	for (size_t k = 0; k < p->groups.n; k++)
		if (p->groups.v[k].slug.p[0] == 'a' + i)
			return true;
	return false;
}

/* All that a reader sees. */
static th_str seen(th_arena *a, const report_part *p)
{
	th_str out = th_str_fmt(a, "%d people %d stories;", (int)p->people, (int)p->stories);
	for (size_t i = 0; i < p->groups.n; i++) {
		const report_group *g = &p->groups.v[i];
		out = th_str_fmt(a, "%.*s %.*s=%d/%d", TH_FMT(out), TH_FMT(g->slug), (int)g->people,
		    (int)g->stories);
	}
	return th_str_fmt(a, "%.*s; %d others=%d/%d %d %d %d", TH_FMT(out), (int)p->small,
	    (int)p->rest.people, (int)p->rest.stories, (int)p->rest.share, (int)p->rest.target,
	    (int)p->rest.missing);
}

typedef struct alike { /* hubs of which the same is told */
	counts one;
	report_part part;
	int least[GROUPS_MAX], most[GROUPS_MAX];
} alike;

static void note(th_map *all, const counts *c, int small)
{
	th_arena *scratch = th_arena_new();
	report_part p = told(scratch, c, small);
	th_str key = seen(scratch, &p);
	alike *x = th_map_get(all, key);
	if (x == NULL) {
		x = TH_NEW(all->arena, alike);
		x->one = *c;
		x->part = told(all->arena, c, small);
		for (int i = 0; i < c->n; i++)
			x->least[i] = x->most[i] = c->people[i];
		th_map_put(all, th_str_dup(all->arena, key), x);
	}
	for (int i = 0; i < c->n; i++) {
		if (c->people[i] < x->least[i])
			x->least[i] = c->people[i];
		if (c->people[i] > x->most[i])
			x->most[i] = c->people[i];
	}
	th_arena_free(scratch);
}

/* Every hub of n groups of 0 to `most` people. */
static void make_all(th_map *all, int n, int most, int small)
{
	counts c = {.n = n};
	for (int i = 0; i < n; i++)
		c.stories[i] = 1;
	for (;;) {
		note(all, &c, small);
		int i = 0;
		while (i < n && ++c.people[i] > most)
			c.people[i++] = 0;
		if (i == n)
			return;
	}
}

static void no_group_that_is_not_told_can_be_worked_out(void **state)
{
	(void)state;
	for (int small = 3; small <= 5; small++)
		for (int n = 2; n <= 5; n++) {
			th_map all;
			th_arena *a = th_arena_new();
			th_map_init(&all, a);
			make_all(&all, n, n < 5 ? 8 : 6, small);
			for (size_t k = 0; k < all.n; k++) {
				const alike *x = all.items[k].value;
				for (int i = 0; i < n; i++)
					if (!is_told(&x->part, i) && x->least[i] == x->most[i])
						fail_msg("groups under %d: %.*s: %c has %d", small,
						    TH_FMT(all.items[k].key), 'a' + i, x->least[i]);
			}
			assert_true(all.n > 10);
			th_arena_free(a);
		}
}

#define EACH_RANDOM(c, state)                                                                      \
	for (counts c = {0}; c.n >= 0; c.n = -1)                                                   \
		for (uint64_t state = 88172645463325252u, times = 0;                               \
		     times < 20000 && at_random(&c, &state); times++)

static bool at_random(counts *c, uint64_t *state)
{
	for (int i = -1; i < c->n || i < 0; i++) {
		*state ^= *state << 13;
		*state ^= *state >> 7;
		*state ^= *state << 17;
		if (i < 0) {
			c->n = 1 + (int)(*state % GROUPS_MAX);
			continue;
		}
		c->people[i] = (int)(*state >> 8) % 4 == 0 ? (int)((*state >> 16) % 40)
							   : (int)((*state >> 16) % 7);
		c->stories[i] = (int)((*state >> 24) % 4);
	}
	return true;
}

static void nothing_under_the_threshold_is_told(void **state)
{
	(void)state;
	th_arena *a = th_arena_new();
	EACH_RANDOM(c, random)
	{
		report_part p = told(a, &c, 5);
		for (size_t i = 0; i < p.groups.n; i++)
			assert_true(p.groups.v[i].people == 0 || p.groups.v[i].people >= 5);
		th_arena_reset(a);
	}
	th_arena_free(a);
}

static void the_sums_are_those_of_all_groups(void **state)
{
	(void)state;
	th_arena *a = th_arena_new();
	EACH_RANDOM(c, random)
	{
		report_part p = told(a, &c, 5);
		int64_t people = p.rest.people, stories = p.rest.stories;
		for (size_t i = 0; i < p.groups.n; i++) {
			people += p.groups.v[i].people;
			stories += p.groups.v[i].stories;
		}
		assert_int_equal(people, p.people);
		assert_int_equal(stories, p.stories);
		assert_int_equal(p.groups.n + p.small, c.n);
		th_arena_reset(a);
	}
	th_arena_free(a);
}

/* One group alone would be the total less the others; of several the sum says nothing of one,
 * unless it is nothing at all: then all of them have none. */
static void total_less_what_is_told_is_never_one_group_nor_no_story(void **state)
{
	(void)state;
	th_arena *a = th_arena_new();
	EACH_RANDOM(c, random)
	{
		report_part p = told(a, &c, 5);
		bool all = p.groups.n == 0;
		assert_true(p.small != 1 || c.n == 1);
		if (p.small > 0 && !all) {
			int64_t others = p.stories - p.rest.stories;
			assert_true(p.rest.people >= 5);
			assert_true(p.rest.stories > 0 || others == 0);
		}
		th_arena_reset(a);
	}
	th_arena_free(a);
}

static void a_higher_threshold_never_tells_a_group_more(void **state)
{
	(void)state;
	th_arena *a = th_arena_new();
	EACH_RANDOM(c, random)
	{
		report_part low = told(a, &c, 5), high = told(a, &c, 9);
		assert_true(high.groups.n <= low.groups.n);
		th_arena_reset(a);
	}
	th_arena_free(a);
}

static void where_all_groups_are_large_all_are_told(void **state)
{
	(void)state;
	th_arena *a = th_arena_new();
	const counts c = {3, {5, 8, 0}, {0, 2, 0}};
	report_part p = told(a, &c, 5);
	assert_int_equal(p.groups.n, 3);
	assert_int_equal(p.small, 0);
	const counts lonely = {3, {3, 8, 12}, {1, 2, 3}};
	p = told(a, &lonely, 5);
	assert_int_equal(p.groups.n, 1);
	assert_int_equal(p.small, 2);
	assert_int_equal(p.rest.people, 11);
	/* Who has nobody is told as long as that hides nobody: theirs is the voice that is missing.
	 */
	const counts missing = {4, {2, 4, 0, 20}, {1, 1, 0, 3}};
	p = told(a, &missing, 5);
	assert_int_equal(p.groups.n, 2);
	assert_int_equal(p.groups.v[0].people, 0);
	th_arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(no_group_that_is_not_told_can_be_worked_out),
	    cmocka_unit_test(nothing_under_the_threshold_is_told),
	    cmocka_unit_test(the_sums_are_those_of_all_groups),
	    cmocka_unit_test(total_less_what_is_told_is_never_one_group_nor_no_story),
	    cmocka_unit_test(a_higher_threshold_never_tells_a_group_more),
	    cmocka_unit_test(where_all_groups_are_large_all_are_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
