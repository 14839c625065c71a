/* support_helpers.c -- linked into every unit test: uses the helper programs of the same build, one
 * folder up, unless the environment names others. */
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void name_helper(const char *folder, const char *variable, const char *program)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s", folder, program);
	if (access(path, X_OK) == 0)
		setenv(variable, path, 0);
}

static void __attribute__((constructor)) name_helpers(void)
{
	char *own = realpath("/proc/self/exe", NULL);
	if (own == NULL)
		return;
	const char *folder = dirname(dirname(own)); /* build/san of build/san/unit/test_x */
	name_helper(folder, "TEAMHUB_MEDIA", "teamhub-media");
	free(own);
}
