/* publish_shell.h -- brings the host site's layout into the edition: reads, writes and keeps it.
 * Called by publish_run.c and, for reading only, by the check of a push. */
#ifndef TEAMHUB_PUBLISH_SHELL_H
#define TEAMHUB_PUBLISH_SHELL_H

#include "teamhub/publish_steps.h"

typedef struct shell_worn {
	th_str lang;
	th_str page; /* the host's page in use */
	th_str template;
	bool fresh; /* read now and good; else the one kept from before */
} shell_worn;

typedef struct shells {
	th_arena *a;
	const th_hub *hub;
	th_str folder; /* beside FILE: has the last good ones */
	TH_LIST(shell_worn) worn;
	char digest[65]; /* of what is in use, for the edition's identity */
} shells;

/* Reads the page that hub.yml names for each language, from the source or, for an absolute path
 * below one of `roots` (folders separated by colons; may be NULL), from the machine, and makes
 * templates of them. For a missing or unusable page there is one finding, and the last good one is
 * used; without that, the theme's own layout. */
void shells_read(shells *s, const th_source *source, const th_hub *hub, const theme *t,
    const char *file, const char *roots, th_arena *a, th_findings *f);
/* Writes the templates and the theme's style sheet for them. -1: it cannot be written. */
int shells_put(const shells *s, const th_content *c, const theme *t, edition_writer *w,
    const char *assets_dir, th_err *err);
/* Keeps those that were read now, once the edition is live. -1: a file cannot be written. */
int shells_keep(const shells *s, th_err *err);

#endif
