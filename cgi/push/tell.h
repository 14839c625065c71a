/* tell.h -- what the post-receive hook prints; for its larger parts. */
#ifndef TEAMHUB_PUSH_TELL_H
#define TEAMHUB_PUSH_TELL_H

#include "teamhub/push.h"

/* Prints findings about pictures in a push; the branch was at `old` (40 hex digits) before. */
void tell_pictures(
    const push_settings *d, const char *old, const th_findings *f, th_str lang, th_arena *a);

#endif
