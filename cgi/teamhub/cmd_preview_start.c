/* cmd_preview_start.c -- `teamhub preview` starts a program of its own, `teamhub-preview`, because
 * its HTTP server brings a whole TLS library that nothing else needs. */
#include "teamhub/cmd.h"
#include "teamhub/helper.h"

#include <errno.h>
#include <unistd.h>

int cmd_preview_start(int argc, char **argv)
{
	th_err err = {""};
	th_arena *a = th_arena_new();
	const char *path = helper_find("preview", a, &err);
	(void)argc;
	if (path != NULL) {
		execv(path, argv);
		th_fail(&err, "%s cannot be started (%s)", path, strerror(errno));
	}
	th_arena_free(a);
	return cmd_fail("preview", &err);
}
