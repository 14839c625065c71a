/* publish_websub.c -- notifies the WebSub hub that hub.yml names: starts the program
 * `teamhub-websub` (cgi/websub), which finds out which feeds changed. Called by publish when the
 * new edition is live. */
#include "publish_websub.h"

#include "teamhub/helper.h"
#include "teamhub/process.h"

#include <syslog.h>

void websub_announce(th_str hub, th_str before, th_str after, th_time now, const char *named)
{
	if (hub.n == 0 || before.n == 0 || th_str_eq(before, after))
		return;
	th_arena *a = th_arena_new();
	th_err err = {""};
	pid_t pid;
	const char *argv[] = {helper_find("websub", a, &err), th_str_z(a, hub), th_str_z(a, before),
	    th_str_z(a, after), th_str_fmt(a, "%lld", (long long)now).p, named != NULL ? named : "",
	    NULL};
	if (argv[0] == NULL)
		syslog(LOG_WARNING, "websub: %s", err.msg);
	else if (process_start(&pid, argv, &(process_options){.session = true}) == 0)
		process_wait(pid); /* it leaves a child behind and ends at once */
	th_arena_free(a);
}
