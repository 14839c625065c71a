/* publish_shell.h -- the host site's layout on its way into the edition: read, put, kept. Called
 * by publish_run.c and, reading only, by the check of a push. */
#ifndef TEAMHUB_PUBLISH_SHELL_H
#define TEAMHUB_PUBLISH_SHELL_H

#include "teamhub/publish_steps.h"

typedef struct shell_worn {
	th_str lang;
	th_str page; /* bytes of the host's page that is worn */
	th_str template;
	bool fresh; /* read now and good; else the one kept from before */
} shell_worn;

typedef struct shells {
	th_arena *a;
	const th_hub *hub;
	th_str folder; /* beside FILE: where the last good ones are kept */
	TH_LIST(shell_worn) worn;
	char digest[65]; /* of what is worn, for the edition's identity */
} shells;

/* Reads the page of each language that hub.yml names, from the source or, by an absolute path below
 * one of `roots` (folders with colons between; may be NULL), from the machine, and makes templates
 * of them. One that is missing or cannot serve is one finding, and
 * the last good one is worn; where there is none, the theme's own page. */
void shells_read(shells *s, const th_source *source, const th_hub *hub, const theme *t,
    const char *file, const char *roots, th_arena *a, th_findings *f);
/* Templates and the theme's style sheet for them into the edition. -1: it cannot be written. */
int shells_put(const shells *s, const th_content *c, const theme *t, edition_writer *w,
    const char *assets_dir, th_err *err);
/* Keeps those that were read now, when the edition is live. -1: a file cannot be written. */
int shells_keep(const shells *s, th_err *err);

#endif
