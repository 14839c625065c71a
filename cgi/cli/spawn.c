/* spawn.c -- runs a program and collects its output. Called by init-repo and watch, for git alone.
 * Must never use a shell and never wait for a person: git does not ask for a password here. */
#include "teamhub/spawn.h"
#include "teamhub/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_OUTPUT = 64 * 1024 };

/* Ours, without git's own variables, in a language that is known. */
static char **environment(th_arena *a)
{
	static const char *const left_out[] = {"GIT_DIR=", "GIT_WORK_TREE=", "GIT_INDEX_FILE=",
	    "GIT_QUARANTINE_PATH=", "GIT_OBJECT_DIRECTORY=", "GIT_ALTERNATE_OBJECT_DIRECTORIES=",
	    "GIT_NAMESPACE=", "GIT_PREFIX=", "GIT_TERMINAL_PROMPT=", "LC_ALL="};
	extern char **environ;
	TH_LIST(char *) list = {0};
	for (char **v = environ; *v != NULL; v++) {
		bool kept = true;
		for (size_t i = 0; i < TH_COUNT(left_out); i++)
			kept = kept && strncmp(*v, left_out[i], strlen(left_out[i])) != 0;
		if (kept)
			*TH_ADD(a, &list) = *v;
	}
	*TH_ADD(a, &list) = (char *)"GIT_TERMINAL_PROMPT=0";
	*TH_ADD(a, &list) = (char *)"LC_ALL=C.UTF-8";
	*TH_ADD(a, &list) = NULL;
	return list.v;
}

/* Reads until the end. 0; -1: the limit was reached, or one of the signals arrived (`signals`). */
static int collect(int pipe, int signals, int seconds, th_buf *out)
{
	int64_t end = th_clock_ms() + (int64_t)seconds * 1000;
	char bytes[4096];
	for (;;) {
		int64_t left = end - th_clock_ms();
		struct pollfd fds[2] = {{.fd = pipe, .events = POLLIN},
		    {.fd = signals, .events = POLLIN}}; /* poll ignores a negative descriptor */
		if (seconds > 0 && left <= 0)
			return -1;
		int rc = poll(fds, 2, seconds > 0 ? (int)left : -1);
		if (rc < 0 && errno == EINTR)
			continue;
		if (rc < 0 || fds[1].revents)
			return -1;
		if (rc == 0 || !fds[0].revents)
			continue;
		ssize_t n = read(pipe, bytes, sizeof(bytes));
		if (n == 0 || (n < 0 && errno != EINTR))
			return 0;
		if (n > 0 && out != NULL && out->n + (size_t)n <= MAX_OUTPUT)
			th_buf_add(out, th_strn(bytes, (size_t)n));
	}
}

int spawn_run(const char *const argv[], const spawn_options *options, th_buf *out, th_err *err)
{
	int ends[2], signals = -1, rc;
	if (pipe2(ends, O_CLOEXEC) != 0)
		return th_fail(err, "%s: cannot be started (%s)", argv[0], strerror(errno));
	th_arena *a = th_arena_new();
	pid_t pid;
	int why = process_start(&pid, argv,
	    &(process_options){.out = ends[1], .err = ends[1], .environment = environment(a)});
	th_arena_free(a);
	close(ends[1]);
	if (why != 0) {
		close(ends[0]);
		return why == ENOENT
			   ? th_fail(err, "%s: is not installed: apt-get install git", argv[0])
			   : th_fail(err, "%s: cannot be started (%s)", argv[0], strerror(why));
	}
	if (options && options->ends_it)
		signals = signalfd(-1, options->ends_it, SFD_CLOEXEC | SFD_NONBLOCK);
	rc = collect(ends[0], signals, options ? options->seconds : 0, out);
	if (rc != 0) {
		kill(-pid, SIGTERM);
		kill(pid, SIGTERM);
	}
	close(ends[0]);
	if (signals >= 0)
		close(signals);
	int status = process_wait(pid);
	if (rc != 0)
		return th_fail(
		    err, "%s: was stopped: it took too long, or we were told to stop", argv[0]);
	if (status < 0)
		return th_fail(err, "%s: cannot be waited for (%s)", argv[0], strerror(errno));
	if (!WIFEXITED(status))
		return th_fail(err, "%s: was killed by a signal (%d)", argv[0], WTERMSIG(status));
	return WEXITSTATUS(status);
}
