/* publish_logo.h -- between publish_run.c and publish_logo.c. */
#ifndef TEAMHUB_PUBLISH_LOGO_H
#define TEAMHUB_PUBLISH_LOGO_H

#include "teamhub/publish_steps.h"

typedef struct logo_job {
	const th_content *content;
	const theme *theme;
	edition_writer *w;
	const char *assets; /* folder */
	th_findings *findings;
	th_arena *a;
} logo_job;

/* Writes the drawings of logo: as files, and their addresses as settings of the edition. What is no
 * drawing with a viewBox is a finding. -1: a file cannot be written. */
int logo_put(const logo_job *j, th_err *err);

#endif
