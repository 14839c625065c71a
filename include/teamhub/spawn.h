/* spawn.h -- runs git for what no library does: making a repository, fetching. */
#ifndef TEAMHUB_SPAWN_H
#define TEAMHUB_SPAWN_H

#include <signal.h>

#include "teamhub/base.h"

typedef struct spawn_options {
	int seconds;             /* limit; 0: none */
	const sigset_t *ends_it; /* blocked by the caller; if one arrives, the child is ended */
} spawn_options;

/* Runs argv[0] from PATH, without a shell, with standard input from /dev/null and without git's own
 * variables (GIT_DIR …), so that it works on the repository given. Both outputs (at most 64 KiB) go
 * to `out`, which may be NULL. Returns the exit status; -1 with err when it cannot be run, was
 * killed, or exceeded the limit. */
int spawn_run(const char *const argv[], const spawn_options *options, th_buf *out, th_err *err);

#endif
