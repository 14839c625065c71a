/* publish_rounds.h -- a publish is one round, or several when there was no time for all pictures.
 * Between publish_run.c and publish_rounds.c. */
#ifndef TEAMHUB_PUBLISH_ROUNDS_H
#define TEAMHUB_PUBLISH_ROUNDS_H

#include "teamhub/publish.h"

/* One round of publish_run: goes live without the pictures there was no time for (out->later). */
int publish_once(publish_outcome *out, const publish_request *r, th_arena *a, th_err *err);
/* Reports a finding of both editions once. */
void publish_join_findings(th_findings *into, const th_findings *from);

#endif
