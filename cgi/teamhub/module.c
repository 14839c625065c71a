/* module.c -- opens a module of this program (see module.h). Called by what stands for the
 * functions of a module, when the first of them is needed. Looks in two places that only who
 * installed the program can write to, never in the working directory or LD_LIBRARY_PATH. */
#include "module.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static bool same_version(module *m, const char *path)
{
	const char *(*version)(void) = NULL;
	*(void **)&version = dlsym(m->handle, "module_version");
	if (version != NULL && strcmp(version(), TH_VERSION) == 0)
		return true;
	th_fail(&m->err, "%s is of another version than this program: install both anew", path);
	dlclose(m->handle);
	m->handle = NULL;
	return false;
}

static bool open_at(module *m, th_str folder, const char *below, th_arena *a)
{
	const char *path = th_str_fmt(a, "%.*s%s/teamhub-%s.so", TH_FMT(folder), below, m->name).p;
	if (access(path, R_OK) != 0)
		return false;
	m->handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (m->handle != NULL)
		return same_version(m, path);
	th_fail(&m->err, "%s cannot be opened: %s", path, dlerror());
	return false;
}

bool module_open(module *m)
{
	th_arena *a = th_arena_new();
	char *program = realpath("/proc/self/exe", NULL);
	th_str folder = program != NULL ? th_strz(program) : TH_NONE;
	folder = th_str_sub(folder, 0, (size_t)(th_str_rchr(folder, '/') + 1));
	th_fail(&m->err,
	    "teamhub-%s.so is not there: install it beside the program, or in "
	    "../lib/teamhub/",
	    m->name);
	bool opened = open_at(m, folder, ".", a) || open_at(m, folder, "../lib/teamhub", a);
	free(program);
	th_arena_free(a);
	return opened;
}

void *module_function(const module *m, const char *name)
{
	void *function = dlsym(m->handle, name);
	if (function == NULL)
		abort();
	return function;
}
