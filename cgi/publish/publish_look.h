/* publish_look.h -- between publish_run.c and publish_look.c. */
#ifndef TEAMHUB_PUBLISH_LOOK_H
#define TEAMHUB_PUBLISH_LOOK_H

#include "publish_incremental.h"
#include "teamhub/publish_shell.h"

typedef struct look {
	const th_content *content;
	theme *theme;
	const shells *shells;
	const char *identity; /* edition_identity.look */
	incremental *incremental;
	edition_writer *w;
	const char *assets; /* folder */
	bool cards;         /* share cards are wanted */
	th_findings *findings;
	th_arena *a;
} look;

/* Writes theme, colours and the host's layout, or leaves them as they are in the copy; compiles the
 * templates if something will be drawn with them. Call after incremental_begin. -1 as theme_put. */
int look_put(const look *l, th_err *err);

#endif
