/* process.h -- starts another program, without a shell. */
#ifndef TEAMHUB_PROCESS_H
#define TEAMHUB_PROCESS_H

#include <sys/types.h>

#include "teamhub/base.h"

/* What a program gets of ours: these three, and no other file. */
typedef struct process_options {
	int in, out, err;         /* descriptors of ours; 0: /dev/null */
	bool session;             /* away from the terminal; else in a process group of its own */
	char *const *environment; /* NULL: ours */
} process_options;

/* Starts argv[0], which is looked for in PATH unless it has a slash. Signals are as at the start of
 * a program; Ctrl-C is for whoever started us, not for it. Returns 0, or an errno. */
int process_start(pid_t *pid, const char *const argv[], const process_options *o);
/* Waits for its end: the status of waitpid(2), or -1 with errno. */
int process_wait(pid_t pid);

#endif
