/* report.h -- what the files of the lead's report share. Private to cgi/query.
 */
#ifndef TEAMHUB_QUERY_REPORT_H
#define TEAMHUB_QUERY_REPORT_H

#include "query.h"
#include "teamhub/report.h"

/* ---- query_report_cover.c ---- */

int64_t report_permille(int64_t part, int64_t of); /* rounded */
int64_t report_missing(int64_t stories, int64_t all, int64_t target);

/* ---- query_report.c: what was read ---- */

typedef struct fact_person {
	th_str doc, name;
	bool present;                /* can be seen, and is a colleague */
	th_time last;                /* visible, and still a colleague */
	int64_t last_offset, recent; /* their newest visible story; TH_NEVER: none */
	th_time consent_until;
	int64_t consent_offset;
	th_str agreed;
	bool agreed_now;
	th_strs topics, places; /* slugs */
	size_t tandems;
} fact_person;

typedef struct fact_story {
	th_str doc;
	th_time at;
	int64_t offset;
	bool visible, recent;
	TH_LIST(fact_person *) authors;
} fact_story;

typedef struct facts {
	query *q;
	report *out;
	TH_LIST(fact_person *) people; /* in order of name */
	TH_LIST(fact_story *) stories;
	th_map by_person, by_story; /* doc → */
} facts;

th_str report_label(facts *f, th_str facet, th_str term);

/* ---- query_report_people.c: whom to invite, with whom, and what to ask about ---- */

void report_add_people(facts *f);

#endif
