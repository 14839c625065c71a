/* bench_worker.c -- how long a worker takes for an answer, without a web server before it.
 * `bench_worker EDITION ROUNDS ADDRESS…` prints for each address below the prefix, with its query:
 * microseconds of the first request of a worker that has just started, and of the median one. */
#include "teamhub/web.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const char *path, *query_string;

static const char *variable(void *ctx, const char *name)
{
	(void)ctx;
	return strcmp(name, "PATH_INFO") == 0      ? path
	       : strcmp(name, "QUERY_STRING") == 0 ? query_string
						   : NULL;
}

static double now_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static double answer(hub_worker *w, th_arena *a)
{
	double start = now_us();
	th_request r = {.a = a, .now = (th_time)time(NULL)};
	th_reply reply;
	int bad = request_from_cgi(&r, variable, NULL);
	worker_answer(w, &r, bad, &reply, NULL);
	double took = now_us() - start;
	if (reply.status != 200) {
		fprintf(stderr, "bench_worker: %s?%s is %d\n", path, query_string, reply.status);
		exit(1);
	}
	reply_free(&reply);
	th_arena_reset(a);
	return took;
}

static int by_size(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;
	return (a > b) - (a < b);
}

int main(int argc, char **argv)
{
	int rounds = argc > 3 ? atoi(argv[2]) : 0;
	if (rounds < 1)
		return 2;
	double *took = calloc((size_t)rounds, sizeof *took);
	th_arena *a = th_arena_new();
	for (int i = 3; i < argc; i++) {
		char *question = strchr(argv[i], '?');
		if (question != NULL)
			*question = '\0';
		path = argv[i];
		query_string = question != NULL ? question + 1 : "";
		hub_worker *w = worker_new(argv[1]);
		double first = answer(w, a);
		for (int k = 0; k < rounds; k++)
			took[k] = answer(w, a);
		qsort(took, (size_t)rounds, sizeof *took, by_size);
		printf("%.1f %.1f\n", first, took[rounds / 2]);
		worker_free(w);
	}
	free(took);
	th_arena_free(a);
	return 0;
}
