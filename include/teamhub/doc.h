/* doc.h -- a document: what its author wrote, and what link made of it. A name per member; which
 * fields of front matter fill which is the table of cgi/parse/fields.c. */
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
	th_str written; /* as it stands: "Jana Weber", "jana-weber", "Offenheit" */
	th_str slug;    /* resolved */
	int line;
	bool only;     /* the one text of its field, not an item of a list */
	uint16_t rank; /* of an author, set by link: its place among those of the byline */
} th_ref;
typedef TH_LIST(th_ref) th_refs;

/* The name of an author who has no file: it stands in the byline and nowhere else. */
typedef struct th_byline {
	th_str name;
	uint16_t rank;
} th_byline;

typedef struct th_term_ref {
	th_str facet;
	th_ref ref;
	bool inherited;
	th_when since, until; /* a person in a programme; parts 0: not said */
} th_term_ref;

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

/* What one version of a guideline or value changed, as its authors tell it. */
typedef struct th_amendment {
	th_str version; /* "2026-09", "3" */
	th_texts what;
	th_refs who; /* took part; after link those who may be named */
	int line;
} th_amendment;

/* A file that authors may take along: a logo, a picture to use. */
typedef struct th_download {
	th_str file; /* path in the source after link; empty: there is none */
	th_texts title, licence;
	int line;
} th_download;

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
	th_kind kind;
	const th_entry
	    *entry;   /* NULL: made up by the hub (a term without a file, an author without one) */
	th_str path;  /* of the entry */
	th_str facet; /* TH_TERM only */
	th_str slug, lang;
	th_str name;   /* the slug that the name of the file gives; slug: may say otherwise */
	th_str id;     /* "story/my-first-week", "person/jana-weber", "term/team/platform" */
	th_str href;   /* below prefix and language: "/stories/my-first-week/" */
	bool left_out; /* draft, consent missing, an error: link set it; nothing of it is published
			*/
	bool broken;   /* the file has a fault: only path, kind, slug and id are right; left_out */
	bool draft, critical;
	th_audience audience; /* as written; after link never TH_UNSAID where it is TH_INTERNAL */
	int audience_line;
	/* Set by link: shown from (TH_NEVER: always) until before (INT64_MAX: for ever). From
	 * publish, date, expires, a job's end, a withdrawal to come, and the end of consent. */
	th_time visible_from, visible_until;

	th_texts title, subtitle, summary; /* subtitle: role, hashtag, where */
	int title_line;
	th_when date, updated, publish, expires, start, end;
	int64_t order;
	th_str picture; /* path in the source after link; empty: none */
	int picture_line;
	th_texts picture_alt;
	th_str focus;    /* of the picture: "30 20", percent from left and top; empty: the middle */
	th_refs authors; /* kudos: from */
	TH_LIST(th_byline) byline; /* story, set by link: its other authors */
	th_refs to; /* kudos: to; event: stories; programme: rules; job: ambassadors */
	TH_LIST(th_term_ref) terms;
	th_strs aliases; /* below the prefix: "/stories/old-name/"; after link only free ones */
	int aliases_line;
	th_str translates; /* path as written */
	int translates_line;
	/* stories: the same story in other languages, a ring in order of path; NULL: none */
	struct th_doc *translation;
	th_str uid; /* feed id as written; empty: made from the slug */

	th_event *event; /* TH_EVENT that can be shown; else NULL */

	/* person */
	th_str pronouns;
	th_when joined, left;
	th_when born; /* emptied by link: never comes to the edition */
	th_strs asks;
	th_strs ask_topics; /* set by link: the topic that each of them is; empty: none */
	th_pairs links;
	th_consent consent;
	bool withdrawn; /* after link: the day has come */
	/* its own, or that of a person without whom it does not stay; to come unless `withdrawn` */
	th_when withdrawal;
	bool withheld;          /* left out for want of consent, which may have been given before */
	bool in_feeds;          /* person, kudos: whom it names agreed to feeds, withdrawn or not */
	bool portrait_withheld; /* its picture was taken away for that */
	/* somebody who can be recognised in its pictures has withdrawn: none of them is shown */
	bool pictures_withheld;

	th_ref agreed; /* person: the version of the guidelines that they agreed to; never published
			*/
	TH_LIST(th_amendment) changes;  /* guideline, value: newest first as written */
	TH_LIST(th_download) downloads; /* brand, value */

	th_refs shown; /* people in the pictures; for the check of their consent only */
	TH_LIST(th_override) overrides; /* valid ones, for the report */

	/* all fields that are not known, and those of the kind (rrule, hashtag, url, salary.min …),
	 * flattened with dots, text as written */
	th_pairs fields;

	size_t body_at;           /* offset of the Markdown in the blob */
	int body_line;            /* its first line */
	struct th_doc *next_lang; /* the same document in another language (not stories) */
	th_str saved; /* as content_save_parsed wrote it before link, when that was asked for */
} th_doc;

/* A document of which nothing is known: no date, no consent, visible for ever. */
th_doc doc_empty(th_kind kind, th_str path);

#endif
