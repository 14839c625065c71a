/* plan.h -- programme.yml: what the lead of the programme wants to watch. Whom the hub should
 * represent (targets), and when to ask somebody for another story. It changes no page that visitors
 * see; the lead's report uses it (report.h). */
#ifndef TEAMHUB_PLAN_H
#define TEAMHUB_PLAN_H

#include "teamhub/link.h"

/* The share of stories that a group should have. */
typedef struct th_target {
	th_str facet, term; /* facet may be "lang" */
	int permille;
	int line;
} th_target;

typedef enum th_plan_page {
	TH_PLAN_COVERAGE, /* the page in the hub shows groups only */
	TH_PLAN_ALL,      /* and people by name, as the command does */
	TH_PLAN_NONE,     /* there is no page */
} th_plan_page;

typedef struct th_plan {
	bool given;  /* the file exists and is readable */
	int window;  /* how many days of stories to look at */
	int quiet;   /* days of silence before somebody is asked */
	int consent; /* days before the end of a consent to mention it */
	int small;   /* groups with fewer people are not shown separately; at least 5 */
	th_plan_page page;
	TH_LIST(th_target) targets;
} th_plan;

enum { TH_PLAN_SMALL = 5 };

/* Reads programme.yml of c->source, after content_link (it names terms). Without the file or a
 * setting, `plan` holds defaults. An unusable setting is a finding with its line. -1: the file
 * cannot be read at all (err). */
int plan_load(th_plan *plan, const th_content *c, th_findings *f, th_err *err);
/* The same from bytes. */
void plan_read(th_plan *plan, th_str bytes, const th_content *c, th_findings *f);

#endif
