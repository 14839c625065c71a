/* link.h -- all documents of one commit, held against each other: names, addresses, consent. */
#ifndef TEAMHUB_LINK_H
#define TEAMHUB_LINK_H

#include "teamhub/doc.h"
#include "teamhub/finding.h"
#include "teamhub/hub.h"

/* An address that an author wants to be gone, from withdrawn.yml. */
typedef struct th_gone {
	th_str href; /* below the prefix */
	th_when at;
} th_gone;

/* Everything of one commit. */
typedef struct th_content {
	th_arena *arena;
	const th_hub *hub;
	const th_source *source;
	TH_LIST(th_doc *) docs; /* sorted by id, then lang, after link; those left out included */
	th_map by_id;           /* id → th_doc* (the first language; others by next_lang) */
	th_map by_path;         /* path → th_doc* */
	th_map hrefs;           /* href → th_doc*: addresses in use, of what is not left out */
	th_map moved;           /* alias → th_doc*: where they were, of the same */
	th_map hidden; /* href → th_doc*: addresses of what content_hides; written nowhere */
	struct guideline_rules *rules; /* content_load reads them; NULL: there are none */
	th_time now; /* the caller sets it before content_load: judges consent by it */
	/* What is judged by `now` (consent, withdrawal, age, who left) turned out differently
	 * before the instant `judged_last` (TH_NEVER: never did), and will from `judged_next` on.
	 */
	th_time judged_last, judged_next;
	/* path of a picture → a th_doc: shown nowhere, since it is the portrait of somebody who did
	 * not agree to one, or shows somebody who withdrew; link fills it */
	th_map withheld;
	TH_LIST(th_gone) gone;
	/* The versions of the guidelines that authors agree to, newest first; link fills it. Empty:
	 * no guideline names one. */
	th_strs guideline_versions;
	/* Meetings of events are written from the first of these to the second: the year of `now`,
	 * the one before, and two more. */
	th_time meetings_from, meetings_until;
	bool unsure; /* withdrawn.yml cannot be read: whoever it means must not be published */
	TH_LIST(th_doc *)
	withdrawals; /* one for each entry of withdrawn.yml; link joins them with docs */
	bool drafts; /* the caller's: drafts are not left out (preview) */
	/* The caller's, NULL: none. What content_save_parsed wrote of that entry when hub.yml and
	 * the guidelines' rules were the same; TH_NONE: not known. Lives as long as the content. */
	th_str (*recall)(void *ctx, const th_entry *e);
	void *recall_ctx;
	bool save; /* the caller's: fill `saved` of documents whose file has no fault */
	/* programme.yml (plan.h), from content_load; NULL: not read, since an internal edition is.
	 */
	struct th_plan *plan;
} th_content;

/* Resolves names, addresses, inheritance, translations and consent over all documents; makes up
 * missing authors and terms; leaves out what must not be public. Findings carry the lines kept in
 * refs. */
void content_link(th_content *c, th_findings *f);
/* The window of `c` for what is made at `now`. */
void content_meetings(th_time now, th_time *from, th_time *until);

/* An earlier state of a file, parsed alone: makes its aliases addresses, as link does. */
void content_link_alone(struct th_content *c, th_doc *doc);

/* The file that `written` means in the file `from`: beside it, or from the root ("/media/x.jpg")
 * and the hub's media folders. Query and fragment are not part of `written`. NULL: none, or
 * outside. */
const th_entry *content_find_file(const th_content *c, th_str from, th_str written);
/* True when the document is left out of what is being made since it is internal. */
bool content_hides(const th_content *c, const th_doc *doc);
/* The person, story, term … of that id, or NULL. */
th_doc *content_doc(const th_content *c, th_kind kind, th_str facet, th_str slug);

/* withdrawals.c: reads withdrawn.yml, so that link can use it. */
int withdrawals_load(th_content *c, th_findings *f, th_err *err);

/* ---- the guidelines as texts: who agreed to which version ---- */

typedef enum guideline_agreement {
	GUIDELINE_AGREED_NOTHING, /* the guidelines name no version */
	GUIDELINE_AGREED_CURRENT,
	GUIDELINE_AGREED_OLD,
	GUIDELINE_AGREED_MISSING, /* not said */
	GUIDELINE_AGREED_UNKNOWN, /* said of a version that there is not */
} guideline_agreement;

/* After content_link: what `person->agreed` is worth beside c->guideline_versions. For the lead's
 * report alone; no public edition may hold it. */
guideline_agreement guideline_agreed(const th_content *c, const th_doc *person);
/* A finding that reminds an author of the guidelines: never a reason to refuse. */
bool guideline_is_reminder(const th_finding *f);

#endif
