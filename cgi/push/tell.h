/* tell.h -- what the post-receive hook says in files of its own. */
#ifndef TEAMHUB_PUSH_TELL_H
#define TEAMHUB_PUSH_TELL_H

#include "teamhub/push.h"

/* Findings about pictures that came by the push whose branch was at `old` (40 hex digits) before.
 */
void tell_pictures(
    const push_settings *d, const char *old, const th_findings *f, th_str lang, th_arena *a);

#endif
