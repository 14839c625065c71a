/* doc.h -- a document: what its author wrote, and what link made of it. Its
 * members are the rows of doc.def. */
#ifndef TEAMHUB_DOC_H
#define TEAMHUB_DOC_H

#include "teamhub/calendar.h"
#include "teamhub/kinds.h"
#include "teamhub/locale.h"
#include "teamhub/source.h"

enum {
	CONTENT_MAX_FILE = 1024 * 1024,        /* a text with its front matter */
	CONTENT_MAX_TEXTS = 100000,            /* of a hub */
	CONTENT_MAX_BYTES = 512 * 1024 * 1024, /* of all that one publish reads anew */
	CONTENT_MAX_NAMES = 64,                /* list items of a field that are looked at */
};

typedef struct th_ref { /* a name that the author wrote, to be resolved by link */
	th_str written; /* as written: "Jana Weber", "jana-weber", "Offenheit" */
	th_str slug;    /* resolved */
	int line;
	bool only;     /* the one text of its field, not an item of a list */
	uint16_t rank; /* of an author, set by link: its place among those of the byline */
} th_ref;
typedef TH_LIST(th_ref) th_refs;

/* The name of an author without a file: it appears in the byline and nowhere else. */
typedef struct th_byline {
	th_str name;
	uint16_t rank;
} th_byline;
typedef TH_LIST(th_byline) th_bylines;

typedef struct th_term_ref {
	th_str facet;
	th_ref ref;
	bool inherited;
	th_when since, until; /* a person in a programme; parts 0: not said */
} th_term_ref;
typedef TH_LIST(th_term_ref) th_term_refs;

typedef struct th_consent {
	th_time public_since, portrait_since, story_since, feed_since, card_since,
	    kudos_since; /* TH_NEVER: not given */
	th_time until;   /* TH_NEVER: without end */
	th_str guardian;
	th_time guardian_date;
	bool present;
	int line;
} th_consent;

/* A guideline's rule that the author silences for this file, with a reason (guideline.h). */
typedef struct th_override {
	th_str rule, reason; /* "personal.phone" */
	int line;
} th_override;
typedef TH_LIST(th_override) th_overrides;

/* What one version of a guideline or value changed, as its authors tell it. */
typedef struct th_amendment {
	th_str version; /* "2026-09", "3" */
	th_texts what;
	th_refs who; /* took part; after link those who may be named */
	int line;
} th_amendment;
typedef TH_LIST(th_amendment) th_amendments;

/* A file that authors may take along: a logo, a picture to use. */
typedef struct th_download {
	th_str file; /* path in the source after link; empty: there is none */
	th_texts title, licence;
	int line;
} th_download;
typedef TH_LIST(th_download) th_downloads;

typedef TH_LIST(th_time) th_times;

/* When an event takes place; series (calendar.h) says what follows. Times are by the clock on the
 * wall of its zone. */
typedef struct th_event {
	th_str zone; /* Europe/Berlin */
	th_time start;
	int64_t length; /* seconds; 0: no end was given */
	bool day_only;
	th_recur recur;
	th_times added, left_out; /* ascending */
	bool cancelled;           /* it is shown, and does not take place */
	int line;                 /* of rrule:, or of start: */
} th_event;

typedef struct th_doc {
#define MEMBER(type, name, saved) type name;
#include "teamhub/doc.def"
} th_doc;

/* A document of which nothing is known: no date, no consent, visible for ever. */
th_doc doc_empty(th_kind kind, th_str path);

#endif
