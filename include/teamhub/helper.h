/* helper.h -- the programs beside `teamhub` that it starts when it needs them: what takes long to
 * load, or reads what strangers made, is none of its own. */
#ifndef TEAMHUB_HELPER_H
#define TEAMHUB_HELPER_H

#include "teamhub/base.h"

/* The path of teamhub-NAME, in `a`: what TEAMHUB_NAME in the environment says, else beside this
 * program, else in ../lib/teamhub/ from there; never looked for in the working directory or PATH.
 * NULL with err, which says what to install. */
const char *helper_find(const char *name, th_arena *a, th_err *err);

#endif
