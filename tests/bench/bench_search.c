/* bench_search.c -- prints how many seconds it takes to make the search index of an edition, which
 * is taken out of a copy before. Called by bench.py. */
#include "teamhub/writing.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	char path[] = "/tmp/teamhub-bench-search-XXXXXX", command[4096];
	if (argc != 2 || mkstemp(path) < 0)
		return 2;
	snprintf(command, sizeof command, "cp '%s' '%s' && chmod 600 '%s'", argv[1], path, path);
	th_arena *a = th_arena_new();
	edition_writer *w = TH_NEW(a, edition_writer);
	w->a = a;
	w->path = path;
	if (system(command) != 0 || sqlite3_open(path, &w->db) != SQLITE_OK)
		return 1;
	writer_exec(w, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=OFF;"
		       "PRAGMA synchronous=OFF; PRAGMA cache_size=-8000; DELETE FROM search_doc;"
		       "DELETE FROM search_stem; DELETE FROM search_post; DELETE FROM search_word;"
		       "DROP INDEX search_stem_by_tail; BEGIN");
	double begin = now();
	writer_search(w);
	for (size_t i = 0; i < TH_COUNT(w->statements); i++)
		sqlite3_finalize(w->statements[i].st);
	writer_exec(w, "COMMIT");
	double end = now();
	bool failed = w->failed;
	writer_search_free(w);
	sqlite3_close(w->db);
	unlink(path);
	th_arena_free(a);
	printf("%.3f\n", end - begin);
	return failed;
}
