/* report.h -- the lead's report as values: whose voice is missing, whom to invite, what waits. Made
 * by the edition room from tables that the internal edition alone has; written as a page (web), as
 * text and as JSON (teamhub report).
 *
 * It is no ranking: people come in order of their names. Groups of fewer than `small` people are
 * not told apart, nor can they be worked out from what is told (README of cgi/query). */
#ifndef TEAMHUB_REPORT_H
#define TEAMHUB_REPORT_H

#include "teamhub/edition.h"

typedef enum report_basis {
	REPORT_TARGET, /* programme.yml says so */
	REPORT_PEOPLE, /* no target: the share of the people who are there */
	REPORT_EQUAL,  /* no target, and people do not belong to it: the same for each */
} report_basis;

typedef struct report_group {
	th_str slug;  /* empty: those that say nothing of it */
	th_str label; /* empty where slug is */
	int64_t people, stories;
	int64_t share, target; /* permille of the stories, REPORT_NO_TARGET: none */
	int64_t missing;       /* so many more would reach the target; 0: it is reached */
} report_group;
enum { REPORT_NO_TARGET = -1 };
typedef TH_LIST(report_group) report_groups;

/* Coverage of one facet. */
typedef struct report_part {
	th_str facet, label;
	report_basis basis;
	bool of_people;          /* people belong to it; else stories alone do */
	int64_t people, stories; /* sums over all groups, the small ones included */
	report_groups groups;    /* those that may be told */
	size_t small;            /* how many others there are: none or at least two */
	report_group rest;       /* those together */
} report_part;

/* Takes out of part->groups what must not be told, into part->rest. Groups without people hide
 * nobody and stay. `small` is what is asked of a group. */
void report_suppress(report_part *part, int64_t small);

typedef struct report_person {
	th_str id, href, name;
	const view_date *date; /* the last story; the end of a consent; NULL: none */
	int64_t days;          /* since, until; -1: never */
	th_str version;        /* of the guidelines; empty: none */
	bool current;
} report_person;
typedef TH_LIST(report_person) report_people;

typedef struct report_tandem {
	report_person frequent, hesitant;
	th_strs topics, places; /* what they share, in words */
} report_tandem;

typedef struct report_draft {
	th_str path, title;
	th_strs authors;
	const view_date *date; /* as the file says; NULL: it does not */
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
	th_str guidelines; /* the newest version; empty: they name none */
	int64_t people, stories;
	TH_LIST(report_part) parts;
	report_people quiet_people; /* in order of name */
	TH_LIST(report_tandem) tandems;
	TH_LIST(report_draft) drafts;
	report_people consents; /* the first that ends first */
	report_people agreements;
	TH_LIST(report_override) overrides;
} report;

/* There is a page of it in this edition. */
bool query_has_report(query *q);
/* As it is at q->now, in q->ui. False: this edition holds no report. */
bool query_report(query *q, report *out);

#endif
