/* publish_budget.h -- how long a publish makes pictures before it goes live without the rest.
 * Between publish_run.c and publish_budget.c. */
#ifndef TEAMHUB_PUBLISH_BUDGET_H
#define TEAMHUB_PUBLISH_BUDGET_H

#include "teamhub/shelf.h"

typedef struct budget {
	const shelf *shelf,
	    *outer;     /* outer: of the other edition, whose lock is held too; or NULL */
	double started; /* progress_seconds */
	bool urgent;    /* this publish changes or removes something public */
} budget;

/* For picture_options.stop; ctx: a budget. From any thread. */
bool budget_is_spent(void *ctx);

#endif
