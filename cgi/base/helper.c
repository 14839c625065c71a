/* helper.c -- finds the helper programs (see helper.h). */
#include "teamhub/helper.h"

#include <stdlib.h>
#include <unistd.h>

/* TEAMHUB_MEDIA of "media" */
static const char *named_by_operator(const char *name, th_arena *a)
{
	char *variable = th_str_z(a, th_str_fmt(a, "TEAMHUB_%s", name));
	for (char *p = variable; *p != '\0'; p++)
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
	const char *path = getenv(variable);
	return path != NULL && path[0] == '/' ? th_str_z(a, th_strz(path)) : NULL;
}

const char *helper_find(const char *name, th_arena *a, th_err *err)
{
	static const char *const places[] = {"", "../lib/teamhub/"};
	const char *path = named_by_operator(name, a);
	char *program = realpath("/proc/self/exe", NULL);
	th_str folder = program != NULL ? th_str_dup(a, th_strz(program)) : TH_NONE;
	free(program);
	folder = th_str_sub(folder, 0, (size_t)(th_str_rchr(folder, '/') + 1));
	for (size_t i = 0; path == NULL && i < TH_COUNT(places); i++) {
		path = th_str_fmt(a, "%.*s%steamhub-%s", TH_FMT(folder), places[i], name).p;
		if (access(path, X_OK) != 0)
			path = NULL;
	}
	if (path == NULL || access(path, X_OK) != 0) {
		th_fail(err,
		    "teamhub-%s is not there: install it beside teamhub, or in ../lib/teamhub/",
		    name);
		return NULL;
	}
	return path;
}
