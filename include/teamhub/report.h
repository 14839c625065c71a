/* report.h -- the lead's report as values: whose voice is missing, whom to invite, what waits. Read
 * by the query room from tables that only the internal edition has; shown as a page (web), as text
 * and as JSON (teamhub report).
 *
 * It is not a ranking: people are sorted by name. Groups of fewer than `small` people are not shown
 * separately, nor can they be worked out from what is shown (README of cgi/query). */
#ifndef TEAMHUB_REPORT_H
#define TEAMHUB_REPORT_H

#include "teamhub/edition.h"

typedef enum report_basis {
	REPORT_TARGET, /* programme.yml says so */
	REPORT_PEOPLE, /* no target: the share of the people who are there */
	REPORT_EQUAL,  /* no target, and people do not belong to it: the same for each */
} report_basis;

typedef struct report_group {
	th_str slug;  /* empty: those without a term */
	th_str label; /* empty when slug is */
	int64_t people, stories;
	int64_t share, target; /* permille of the stories, REPORT_NO_TARGET: none */
	int64_t missing;       /* how many more stories would reach the target; 0: reached */
} report_group;
enum { REPORT_NO_TARGET = -1 };
typedef TH_LIST(report_group) report_groups;

/* Coverage of one facet. */
typedef struct report_part {
	th_str facet, label;
	report_basis basis;
	bool of_people;          /* people have terms of this facet; else only stories do */
	int64_t people, stories; /* totals over all groups, including small ones */
	report_groups groups;    /* those that may be shown */
	size_t small;            /* the number of others: none or at least two */
	report_group rest;       /* the others together */
} report_part;

/* Moves groups that must not be shown from part->groups to part->rest. Groups without people hide
 * nobody and stay. `small` is the minimum size. */
void report_suppress(report_part *part, int64_t small);

typedef struct report_person {
	th_str id, href, name;
	const view_date *date; /* the last story; the end of a consent; NULL: none */
	int64_t days;          /* since or until; -1: never */
	th_str version;        /* of the guidelines; empty: none */
	bool current;
} report_person;
typedef TH_LIST(report_person) report_people;

typedef struct report_tandem {
	report_person frequent, hesitant;
	th_strs topics, places; /* in common, in words */
} report_tandem;

typedef struct report_draft {
	th_str path, title;
	th_strs authors;
	const view_date *date; /* from the file; NULL: none */
} report_draft;

typedef struct report_override {
	th_str path, rule, reason;
	int64_t line;
} report_override;

typedef struct report {
	int64_t window, quiet, consent, small; /* days, days, days, people */
	bool planned;                          /* there is a programme.yml */
	bool by_name;                          /* the page may name people */
	bool page;
	th_str guidelines; /* the newest version; empty: no versions */
	int64_t people, stories;
	TH_LIST(report_part) parts;
	report_people quiet_people; /* sorted by name */
	TH_LIST(report_tandem) tandems;
	TH_LIST(report_draft) drafts;
	report_people consents; /* the one that ends first comes first */
	report_people agreements;
	TH_LIST(report_override) overrides;
} report;

/* Does this edition have a page for it? */
bool query_has_report(query *q);
/* The report at q->now, in q->ui. False: this edition has no report. */
bool query_report(query *q, report *out);

#endif
