/* process.c -- starts another program (see process.h): git, and the helpers of `teamhub`. */
#include "teamhub/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

extern char **environ;

static int give(posix_spawn_file_actions_t *files, int ours, int theirs)
{
	if (ours > 0)
		return posix_spawn_file_actions_adddup2(files, ours, theirs);
	return posix_spawn_file_actions_addopen(
	    files, theirs, "/dev/null", theirs == 0 ? O_RDONLY : O_WRONLY, 0);
}

int process_start(pid_t *pid, const char *const argv[], const process_options *o)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	sigset_t none;
	sigemptyset(&none);
	int rc = posix_spawn_file_actions_init(&files);
	if (rc != 0)
		return rc;
	rc = posix_spawnattr_init(&how);
	if (rc == 0) {
		posix_spawnattr_setflags(
		    &how, (short)(POSIX_SPAWN_SETSIGMASK |
				  (o->session ? POSIX_SPAWN_SETSID : POSIX_SPAWN_SETPGROUP)));
		posix_spawnattr_setsigmask(&how, &none);
		const int ours[] = {o->in, o->out, o->err};
		for (int i = 0; rc == 0 && i < 3; i++)
			rc = give(&files, ours[i], i);
		if (rc == 0)
			rc = posix_spawn_file_actions_addclosefrom_np(&files, 3);
		if (rc == 0)
			rc = posix_spawnp(pid, argv[0], &files, &how, (char *const *)argv,
			    o->environment != NULL ? o->environment : environ);
		posix_spawnattr_destroy(&how);
	}
	posix_spawn_file_actions_destroy(&files);
	return rc;
}

int process_wait(pid_t pid)
{
	int status;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return status;
}
