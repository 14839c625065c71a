/* module.h -- parts of `teamhub` that lie in shared objects of their own and are opened when they
 * are needed: libvips and Pango bring 80 libraries along, which take longer to load than a push to
 * check and to publish. module_pictures.c and module_preview.c stand for the functions in them;
 * tests link these directly. */
#ifndef TEAMHUB_MODULE_H
#define TEAMHUB_MODULE_H

#include "teamhub/base.h"

typedef struct module {
	const char *name; /* teamhub-NAME.so, beside the program or in ../lib/teamhub/ */
	void *handle;
	th_err err; /* when it cannot be opened */
} module;

/* From one thread. False: it is not there, or is of another version than the program; err says what
 * to do. It stays open for good. */
bool module_open(module *m);
/* A function of an open module. Aborts when there is none: the module is of this version. */
void *module_function(const module *m, const char *name);

/* In each module. */
const char *module_version(void);

#endif
