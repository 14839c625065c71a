/* bench_render.c -- how long the whole way of one text takes on one thread: Markdown file in, page
 * HTML out. `bench_render FILE [ROUNDS [commonmark]]` prints the best and the median of all rounds
 * in microseconds; front matter is cut off first. The links of the text all lead somewhere. */
#include "teamhub/markdown.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static bool any_page(void *ctx, th_str target, th_str *href)
{
	(void)ctx;
	(void)target;
	*href = TH_S("/team/stories/x/");
	return true;
}

static bool any_picture(void *ctx, th_str target, th_picture *out)
{
	(void)ctx;
	(void)target;
	*out = (th_picture){.src = TH_S("/team/media/a-800.jpg"),
	    .srcset = TH_S("/team/media/a-400.jpg 400w, /team/media/a-800.jpg 800w"),
	    .webp = TH_S("/team/media/a-400.webp 400w, /team/media/a-800.webp 800w"),
	    .width = 800,
	    .height = 450};
	return true;
}

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	FILE *in = argc > 1 ? fopen(argv[1], "rb") : NULL;
	size_t rounds = argc > 2 ? (size_t)atoi(argv[2]) : 2000;
	char *bytes = malloc(1 << 20);
	if (in == NULL || bytes == NULL || rounds == 0) {
		fputs("usage: bench_render FILE [ROUNDS [commonmark]]\n", stderr);
		return 2;
	}
	th_str md = {bytes, fread(bytes, 1, 1 << 20, in)};
	fclose(in);
	if (th_str_starts(md, TH_S("---\n"))) {
		ptrdiff_t end = th_str_find(md, TH_S("\n---\n"));
		md = end > 0 ? th_str_sub(md, (size_t)end + 5, md.n) : md;
	}
	render_start();
	th_arena *a = th_arena_new();
	render_links links = {.page = any_page, .picture = any_picture};
	bool commonmark = argc > 3 && strcmp(argv[3], "commonmark") == 0;
	render_options o = {.engine = commonmark ? RENDER_COMMONMARK : RENDER_DISCOUNT,
	    .heading = 2,
	    .generator_tags = true};
	render_result r = {0};
	double *took = calloc(rounds, sizeof(*took));
	for (size_t i = 0; took != NULL && i < rounds; i++) {
		th_arena_reset(a);
		th_findings f = {.arena = a};
		double from = now();
		markdown_render(&r, md, (th_mark){TH_S("x.md"), 1, 1}, &o, &links, a, &f);
		took[i] = now() - from;
	}
	qsort(took, rounds, sizeof(*took), by_value);
	printf("%lld words, %zu octets of HTML: best %.0f us, median %.0f us\n", (long long)r.words,
	    r.html.n, took[0], took[rounds / 2]);
	free(took);
	free(bytes);
	th_arena_free(a);
	return 0;
}
