/* bench_mustache.c -- how long a list page of 20 cards (8 kB) takes from a view to HTML, through
 * the descriptors and a layout with partials. Prints microseconds for one page: the best and the
 * median of 200 rounds. usage: bench_mustache */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "teamhub/face_html.h"

enum { CARDS = 20, ROUNDS = 200, PAGES = 200 };

static const char base[] =
    "<!doctype html>\n<html lang=\"{{page.lang}}\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<title>{{page.full_title}}</title>\n<meta name=\"description\" "
    "content=\"{{page.description}}\">\n"
    "<link rel=\"stylesheet\" href=\"{{site.css}}\">\n"
    "{{#page.canonical}}<link rel=\"canonical\" href=\"{{.}}\">\n{{/page.canonical}}"
    "</head>\n<body>\n<nav>{{#site.nav}}<a href=\"{{href}}\"{{#current}} "
    "aria-current=\"page\"{{/current}}>"
    "{{label}}</a>{{/site.nav}}</nav>\n<main>\n{{$main}}{{/main}}\n</main>\n"
    "<footer>{{site.company}} {{t.privacy}}</footer>\n</body>\n</html>\n";

static const char stories[] = "{{<base}}\n{{$main}}\n{{#list}}\n<h1>{{heading}}</"
			      "h1>\n<p>{{count_label}}</p>\n<ul>\n{{#cards}}\n"
			      "{{>card}}\n{{/cards}}\n</ul>\n{{^cards}}<p>{{t.nothing}}</p>{{/"
			      "cards}}\n{{/list}}\n{{/main}}\n{{/base}}\n";

static const char card[] =
    "<li class=\"th-card{{#critical}} th-critical{{/critical}}\"{{#other_lang}} "
    "lang=\"{{lang}}\"{{/other_lang}}>"
    "<h2><a href=\"{{href}}\">{{title}}</a></h2>\n"
    "{{#picture}}<img src=\"{{src}}\" alt=\"{{alt}}\" width=\"{{width}}\" "
    "height=\"{{height}}\">{{/picture}}"
    "<p>{{summary}}</p>\n<p class=\"th-by\">{{#authors}}{{#page}}<a "
    "href=\"{{href}}\">{{name}}</a>{{/page}}"
    "{{^page}}{{name}}{{/page}} {{/authors}}"
    "{{#date}}<time datetime=\"{{iso}}\">{{label}}</time>{{/date}} {{minutes}} {{t.minutes}}</p>\n"
    "{{#terms}}<a href=\"{{href}}\">{{label}}</a> {{/terms}}</li>";

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static void add(face_html *f, const char *name, const char *text)
{
	th_err err;
	if (face_html_add(f, th_strz(name), th_strz(text), &err) < 0) {
		fprintf(stderr, "bench_mustache: %s\n", err.msg);
		exit(1);
	}
}

int main(void)
{
	view_link nav[] = {
	    {.href = TH_S("/team/stories/"), .label = TH_S("Geschichten"), .current = true},
	    {.href = TH_S("/team/people/"), .label = TH_S("Menschen")},
	    {.href = TH_S("/team/teams/"), .label = TH_S("Teams")},
	    {.href = TH_S("/team/jobs/"), .label = TH_S("Stellen")},
	};
	view_site site = {
	    .company = TH_S("Auenwerk"),
	    .css = TH_S("/team/assets/main.1a2b3c4d.css"),
	    .nav = {nav, 4, 4},
	};
	view_head head = {
	    .full_title = TH_S("Geschichten – Menschen bei Auenwerk"),
	    .description = TH_S("Wärme machen Menschen. Hier erzählen sie, wie das geht."),
	    .canonical = TH_S("https://careers.example/team/stories/"),
	    .lang = TH_S("de"),
	    .kind = TH_S("stories"),
	};
	view_date date = {.iso = TH_S("2026-11-23"), .label = TH_S("23. November 2026")};
	view_person author = {
	    .href = TH_S("/team/people/jana/"), .name = TH_S("Jana Weber"), .page = true};
	view_term terms[] = {
	    {.href = TH_S("/team/teams/montage/"), .label = TH_S("Montage")},
	};
	view_card cards[CARDS];
	for (size_t i = 0; i < CARDS; i++)
		cards[i] = (view_card){
		    .href = TH_S("/team/stories/meine-erste-woche/"),
		    .title = TH_S("Meine erste Woche in der Montage"),
		    .summary = TH_S("Ich dachte, es geht um Rohre & Ventile. Es ging um Kaffee."),
		    .lang = TH_S("de"),
		    .date = &date,
		    .authors = {&author, 1, 1},
		    .terms = {terms, 1, 1},
		    .minutes = 4,
		};
	view_list list = {
	    .heading = TH_S("Geschichten"),
	    .count_label = TH_S("42 Beiträge"),
	    .cards = {cards, CARDS, CARDS},
	    .total = 42,
	};
	th_pair pairs[60] = {
	    {TH_S("minutes"), TH_S("Min. Lesezeit")},
	    {TH_S("nothing"), TH_S("Nichts gefunden.")},
	    {TH_S("privacy"), TH_S("Ohne Cookies.")},
	};
	static const char filler[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ01234";
	for (size_t i = 3; i < TH_COUNT(pairs); i++)
		pairs[i] = (th_pair){th_strn(&filler[i - 3], 1), TH_S("Wort")};
	th_dict dict = {pairs, th_dict_sort(pairs, TH_COUNT(pairs))};
	view_words words = {.theme = &dict, .lang = TH_S("de")};
	view v = {.site = &site, .page = &head, .t = &words, .list = &list};

	face_html *f = face_html_new();
	add(f, "layouts/base", base);
	add(f, "layouts/stories", stories);
	add(f, "card", card);
	th_buf out = {0};
	double times[ROUNDS];
	for (size_t r = 0; r < ROUNDS; r++) {
		double start = now();
		for (size_t i = 0; i < PAGES; i++) {
			th_err err;
			th_buf_cut(&out, 0);
			if (face_html_write(f, &v, &out, &err) < 0) {
				fprintf(stderr, "bench_mustache: %s\n", err.msg);
				return 1;
			}
		}
		times[r] = (now() - start) / PAGES;
	}
	qsort(times, ROUNDS, sizeof(*times), by_size);
	printf("mustache: a page of %zu bytes with %d cards: best %.1f µs, median %.1f µs\n", out.n,
	    CARDS, times[0], times[ROUNDS / 2]);
	th_buf_free(&out);
	face_html_free(f);
	return 0;
}
