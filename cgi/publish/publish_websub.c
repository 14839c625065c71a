/* publish_websub.c -- notifies the WebSub hub that hub.yml names: starts the program
 * `teamhub-websub` (cgi/websub), which finds out which feeds changed. Called by publish when the
 * new edition is live. */
#include "publish_websub.h"

#include "teamhub/helper.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

extern char **environ;

void websub_announce(th_str hub, th_str before, th_str after, th_time now, const char *named)
{
	th_arena *a = th_arena_new();
	char *argv[] = {(char *)"teamhub-websub", th_str_z(a, hub), th_str_z(a, before),
	    th_str_z(a, after), th_str_z(a, th_str_fmt(a, "%lld", (long long)now)),
	    th_str_z(a, th_strz(named)), NULL};
	th_err err = {""};
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	pid_t pid;
	bool changed = hub.n > 0 && before.n > 0 && !th_str_eq(before, after);
	const char *path = changed ? helper_find("websub", a, &err) : NULL;
	if (changed && path == NULL)
		syslog(LOG_WARNING, "websub: %s", err.msg);
	if (path != NULL && posix_spawn_file_actions_init(&files) == 0) {
		posix_spawnattr_init(&how);
		posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSID);
		for (int fd = 0; fd < 3; fd++)
			posix_spawn_file_actions_addopen(&files, fd, "/dev/null", O_RDWR, 0);
		posix_spawn_file_actions_addclosefrom_np(&files, 3);
		if (posix_spawn(&pid, path, &files, &how, argv, environ) == 0)
			while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
				continue; /* it forks a child and exits at once */
		posix_spawn_file_actions_destroy(&files);
		posix_spawnattr_destroy(&how);
	}
	th_arena_free(a);
}
