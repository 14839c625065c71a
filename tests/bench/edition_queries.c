/* edition_queries.c -- how long the questions of each page take on an edition of N stories (10,000
 * when not said otherwise) of about 600 words. Prints one line for each, in microseconds, and fails
 * when one takes longer than it may: `make bench` runs it. The edition is filled by hand, so that
 * only the edition room is measured. */
#include <time.h>

#include "../unit/support_edition.h"

static double now_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static const char *pick(built *b, const char *what, size_t of, size_t i)
{
	return th_str_fmt(b->a, "%s-%zu", what, i * 7919 % of).p;
}

static void fill(built *b, size_t n)
{
	th_buf words = {0};
	for (int i = 0; i < 600; i++)
		th_buf_addz(&words, i % 60 == 0 ? "</p>\n<p>Anfang " : "Wort und ");
	for (size_t i = 0; i < 12; i++)
		built_term(b, "team", "teams", pick(b, "team", 12, i));
	for (size_t i = 0; i < 8; i++)
		built_term(b, "place", "places", pick(b, "place", 8, i));
	for (size_t i = 0; i < 200; i++)
		built_term(b, "topic", "topics", pick(b, "topic", 200, i));
	for (size_t i = 0; i < 300; i++)
		built_person(b, pick(b, "person", 300, i), "Jana Weber", pick(b, "team", 12, i),
		    pick(b, "place", 8, i));
	for (size_t i = 0; i < n; i++)
		built_add(b, (built_story){.slug = th_str_fmt(b->a, "story-%06zu", i).p,
				 .title = "Eine Überschrift von mittlerer Länge",
				 .lang = i % 3 ? "de" : "en",
				 .author = pick(b, "person", 300, i),
				 .second = i % 10 ? NULL : pick(b, "person", 300, i + 1),
				 .team = pick(b, "team", 12, i),
				 .place = pick(b, "place", 8, i / 3),
				 .topic = pick(b, "topic", 200, i / 2),
				 .at = BUILT_DAYS(1) - (th_time)i * 3600,
				 .text = words.p});
	th_buf_free(&words);
}

typedef void (*question)(query *q, size_t i);

static void one_story(query *q, size_t i)
{
	view_story s = {0};
	th_time modified;
	if (!query_story(q, th_str_fmt(q->a, "story-%06zu", i * 7919 % 10000), &s, &modified))
		abort();
}

static void twelve_cards(query *q, size_t i)
{
	selection_term t = {TH_S("team"), th_str_fmt(q->a, "team-%zu", i % 12)};
	selection s = {.terms = {&t, 1, 1}};
	view_cards cards = {0};
	query_cards(q, &s, (int64_t)(i % 60) * 12, 12, &cards);
}

static void the_filters(query *q, size_t i)
{
	selection_term t = {TH_S("team"), th_str_fmt(q->a, "team-%zu", i % 12)};
	selection s = {.terms = {&t, 1, 1}};
	view_filters f = {0};
	query_filters(q, &s, &f);
}

static void a_feed(query *q, size_t i)
{
	selection_term t = {TH_S("team"), th_str_fmt(q->a, "team-%zu", i % 12)};
	selection s = {.terms = {&t, 1, 1}};
	feed_view f = {0};
	query_feed_entries(q, &s, 0, 20, &f);
}

static void a_person(query *q, size_t i)
{
	view_person_page p = {0};
	th_time modified;
	if (!query_person_page(q, th_str_fmt(q->a, "person-%zu", i % 300), &p, &modified))
		abort();
}

static void the_start(query *q, size_t i)
{
	(void)i;
	view_start s = {0};
	query_start(q, &s);
}

static void the_sitemap(query *q, size_t i)
{
	(void)i;
	sitemap_view map = {0};
	query_sitemap(q, 0, 50000, &map);
}

/* What its index asks for: how many parts, and since when. */
static void the_sitemap_index(query *q, size_t i)
{
	(void)i;
	query_sitemap_count(q);
	query_modified(q, NULL);
}

static const struct {
	const char *name;
	question ask;
	size_t times;
	double limit; /* microseconds */
} questions[] = {
    {"story", one_story, 20000, 60},
    {"cards", twelve_cards, 5000, 150},
    {"filters", the_filters, 500, 10000},
    {"feed", a_feed, 2000, 600},
    {"person", a_person, 1000, 600},
    {"start", the_start, 500, 2000},
    {"sitemap", the_sitemap, 5, 200000},
    {"index", the_sitemap_index, 50, 1000},
};

int main(int argc, char **argv)
{
	size_t n = argc > 1 ? (size_t)atol(argv[1]) : 10000;
	built *b = built_new();
	double begin = now_us();
	fill(b, n);
	double filled = now_us();
	built_open(b);
	printf("fill %.0f ms, finish and open %.0f ms\n", (filled - begin) / 1e3,
	    (now_us() - filled) / 1e3);
	int slow = 0;
	th_arena *a = th_arena_new();
	for (size_t i = 0; i < TH_COUNT(questions) && n >= 10000; i++) {
		query q = b->q;
		q.a = a;
		double first = now_us();
		questions[i].ask(&q, 0);
		double start = now_us();
		for (size_t k = 0; k < questions[i].times; k++) {
			th_arena_reset(a);
			questions[i].ask(&q, k);
		}
		double took = (now_us() - start) / (double)questions[i].times;
		printf("%-8s %8.1f us  (first %.0f us, at most %.0f)%s\n", questions[i].name, took,
		    start - first, questions[i].limit, took > questions[i].limit ? "  SLOW" : "");
		slow += took > questions[i].limit;
	}
	th_arena_free(a);
	built_free(b);
	return slow > 0;
}
