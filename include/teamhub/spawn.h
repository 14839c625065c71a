/* spawn.h -- runs git, where a library does not do: making a repository, fetching. */
#ifndef TEAMHUB_SPAWN_H
#define TEAMHUB_SPAWN_H

#include <signal.h>

#include "teamhub/base.h"

typedef struct spawn_options {
	int seconds;             /* limit; 0: none */
	const sigset_t *ends_it; /* blocked by the caller; one of them arriving ends the child */
} spawn_options;

/* Runs argv[0] from PATH, without a shell, standard input from /dev/null, and without git's own
 * variables (GIT_DIR …) so that it works on the repository it is told. What it writes to both
 * outputs (at most 64 KiB) goes to `out`, which may be NULL. Returns its status; -1 with err when
 * it cannot be run, was killed, or took longer than the limit. */
int spawn_run(const char *const argv[], const spawn_options *options, th_buf *out, th_err *err);

#endif
