/* helper.h -- the programs that `teamhub` starts when it needs them: whatever takes long to load,
 * or reads data from strangers, runs in a process of its own. */
#ifndef TEAMHUB_HELPER_H
#define TEAMHUB_HELPER_H

#include "teamhub/base.h"

/* The path of teamhub-NAME, in `a`: TEAMHUB_NAME from the environment, else beside this program,
 * else in ../lib/teamhub/ from there; never from the working directory or PATH. NULL with err,
 * which says what to install. */
const char *helper_find(const char *name, th_arena *a, th_err *err);

#endif
