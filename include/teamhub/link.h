/* link.h -- relates all documents of one commit to each other: names, addresses, consent. */
#ifndef TEAMHUB_LINK_H
#define TEAMHUB_LINK_H

#include "teamhub/doc.h"
#include "teamhub/finding.h"
#include "teamhub/hub.h"

/* An address that an author wants gone, from aliases: in withdrawn.yml. */
typedef struct th_gone {
	th_str href; /* below the prefix */
	th_when at;
	bool internal; /* the public edition does not mention it */
} th_gone;

/* One entry in withdrawn.yml. It may be a slug, the name of a file or of a person, a path, or an
 * address; everything that it may mean is withdrawn. */
typedef struct th_withdrawal {
	th_mark at;
	th_kind kind; /* TH_KIND_COUNT: any, since the entry is an address */
	th_str written;
	th_str slug;       /* if it may be a name (of any kind, if it is an address); else empty */
	th_str path;       /* if it may be a path, as content_names compares them; else empty */
	th_str href;       /* its address; for a name, the address of a document with that name */
	th_when when;      /* TH_NEVER: at once */
	bool internal;     /* the public edition does not mention it */
	bool with_aliases; /* it lists its addresses, since nothing else may know them */
	/* stands in for a file that does not exist; NULL: no kind has that address */
	th_doc *noted;
	TH_LIST(th_doc *) found; /* set by link: the documents it names, one per id */
} th_withdrawal;

/* The names of a document in one of its states; aliases may be as written. Lives in c->arena. */
typedef struct th_names {
	const th_doc *doc;
	th_strs paths; /* of its file and, for a translated story, of the original's */
	th_strs slugs; /* its own, that of the file's name, those of a person's names */
	th_strs hrefs;
} th_names;
struct th_content;
th_names content_names(struct th_content *c, const th_doc *state);
bool withdrawal_names(const th_withdrawal *entry, const th_names *state);
/* "stories/week.md" for "stories/week.en.md"; TH_NONE: the name has no language. */
th_str content_original_path(struct th_content *c, th_str path);
/* A document that the entry nearly names, as slug or path: one typing error away, of that name in
 * another collection, of that title, or with slashes instead of backslashes; TH_NONE: none. */
th_str withdrawal_hint(struct th_content *c, const th_withdrawal *entry);

/* By its history, that file once had the name of an entry. */
typedef struct th_past_match {
	size_t entry; /* in th_content.withdrawals */
	th_str path;
} th_past_match;

/* By its history, that person, who withdrew, once had this name. */
typedef struct th_former_name {
	th_str id, slug;
} th_former_name;

/* Everything in one commit. */
typedef struct th_content {
	th_arena *arena;
	const th_hub *hub;
	const th_source *source;
	TH_LIST(th_doc *) docs; /* after link sorted by id, then lang; includes those left out */
	th_map by_id;           /* id → th_doc* (the first language; others by next_lang) */
	th_map by_path;         /* path → th_doc* */
	th_map composed;        /* path in NFC → th_entry*: files whose names are not ASCII */
	th_map hrefs;           /* href → th_doc*: addresses in use, without documents left out */
	th_map moved;           /* alias → th_doc*: their former addresses */
	th_map hidden;          /* href → th_doc*: addresses that content_hides; never written */
	struct guideline_rules *rules; /* set by content_load; NULL: there are none */
	th_time now;                   /* set by the caller before content_load */
	/* Decisions that depend on `now` (consent, withdrawal, age, leaving the company) were
	 * different before `boundary_last` (TH_NEVER: never) and will be from `boundary_next`
	 * on. */
	th_time boundary_last, boundary_next;
	/* path of a picture → a th_doc; set by link. Shown nowhere: the portrait of somebody who
	 * did not agree to one, a picture of somebody who withdrew, or a copy of one */
	th_map withheld;
	th_strs faces; /* set by the caller: ids of portraits that went with their people's files */
	TH_LIST(th_gone) gone;
	/* The versions of the guidelines that authors can agree to, newest first; set by link.
	 * Empty: no guideline has versions. */
	th_strs guideline_versions;
	/* The window in which meetings of events are written: the year of `now`, the one before,
	 * and two more. */
	th_time meetings_from, meetings_until;
	bool unsure; /* withdrawn.yml is unreadable: nothing that it may mean can be published */
	TH_LIST(th_withdrawal *) withdrawals; /* in the order of withdrawn.yml */
	TH_LIST(th_past_match)
	past_matches; /* set by the caller: files that entries name by what they were */
	TH_LIST(th_former_name)
	former_names; /* set by the caller: former names of people who withdrew */
	bool drafts;  /* set by the caller: drafts are not left out (preview) */
	/* Set by the caller, or NULL. Returns what content_save_parsed wrote for that entry under
	 * the same hub.yml and guideline rules; TH_NONE: nothing known. The result lives as long as
	 * the content. */
	th_str (*recall)(void *ctx, const th_entry *e);
	void *recall_ctx;
	bool save; /* set by the caller: fill `saved` of documents without faults */
	/* programme.yml (plan.h), read by content_load; NULL: not read, since an internal edition
	 * has it. */
	struct th_plan *plan;
} th_content;

/* Resolves names, addresses, inheritance, translations and consent of all documents; makes up
 * missing authors and terms; leaves out what must not be public. Findings use the lines kept in
 * refs. */
void content_link(th_content *c, th_findings *f);
/* The window for meetings at `now`. */
void content_meetings(th_time now, th_time *from, th_time *until);

/* Prepares an earlier state of a file, parsed on its own: turns its aliases into addresses, as link
 * does. */
void content_link_alone(struct th_content *c, th_doc *doc);
/* The same for a person as parsed: leaves in `consent` what that state of the file agreed to, at
 * any time: since when each purpose was valid, and `until` which instant. */
void content_consent_alone(const struct th_content *c, th_doc *person);

/* The file that `written` means in the file `from`: beside it, or from the root ("/media/x.jpg")
 * and the hub's media folders, in whichever form its letters are (NFC, NFD). `written` has no query
 * or fragment. NULL: none, or outside the content. */
const th_entry *content_find_file(const th_content *c, th_str from, th_str written);
/* Is the document left out of this edition because it is internal? */
bool content_hides(const th_content *c, const th_doc *doc);
/* Does the document only stand for a withdrawn one without a file? */
bool content_is_note(const th_content *c, const th_doc *doc);
/* The person, story, term … with that id, or NULL. */
th_doc *content_doc(const th_content *c, th_kind kind, th_str facet, th_str slug);

/* withdrawals.c: reads withdrawn.yml for link. */
int withdrawals_load(th_content *c, th_findings *f, th_err *err);

/* ---- the guidelines: who agreed to which version ---- */

typedef enum guideline_agreement {
	GUIDELINE_AGREED_NOTHING, /* the guidelines have no versions */
	GUIDELINE_AGREED_CURRENT,
	GUIDELINE_AGREED_OLD,
	GUIDELINE_AGREED_MISSING, /* not said */
	GUIDELINE_AGREED_UNKNOWN, /* the version given does not exist */
} guideline_agreement;

/* After content_link: compares `person->agreed` with c->guideline_versions. For the lead's report
 * only; no public edition may contain it. */
guideline_agreement guideline_agreed(const th_content *c, const th_doc *person);
/* Does this finding remind an author of the guidelines? That is never a reason to refuse. */
bool guideline_is_reminder(const th_finding *f);

#endif
