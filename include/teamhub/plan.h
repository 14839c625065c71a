/* plan.h -- programme.yml: what the lead of the programme wants to look at. Whom the hub should
 * mirror (targets), and from when on somebody is asked whether they have a story to tell. It
 * changes no page that a visitor sees; the lead's report is made by it (report.h). */
#ifndef TEAMHUB_PLAN_H
#define TEAMHUB_PLAN_H

#include "teamhub/link.h"

/* The share that a group should have of the stories. */
typedef struct th_target {
	th_str facet, term; /* facet may be "lang" */
	int permille;
	int line;
} th_target;

typedef enum th_plan_page {
	TH_PLAN_COVERAGE, /* the internal page shows groups only */
	TH_PLAN_ALL,      /* and people by name, as the command does */
	TH_PLAN_NONE,     /* there is no page */
} th_plan_page;

typedef struct th_plan {
	bool given;  /* there is a file, and it can be read */
	int window;  /* days back that stories are looked at */
	int quiet;   /* days after which somebody is asked */
	int consent; /* days before a consent ends that it is named */
	int small;   /* groups of fewer people are not broken down; 5 at least */
	th_plan_page page;
	TH_LIST(th_target) targets;
} th_plan;

enum { TH_PLAN_SMALL = 5 };

/* Reads programme.yml of c->source, after content_link (it names terms). Without that file, or
 * where it says nothing, `plan` holds the defaults. What cannot be used is a finding with its line.
 * -1: the file cannot be read at all (err). */
int plan_load(th_plan *plan, const th_content *c, th_findings *f, th_err *err);
/* The same from bytes. */
void plan_read(th_plan *plan, th_str bytes, const th_content *c, th_findings *f);

#endif
