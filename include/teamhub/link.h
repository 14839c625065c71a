/* link.h -- all documents of one commit, held against each other: names, addresses, consent. */
#ifndef TEAMHUB_LINK_H
#define TEAMHUB_LINK_H

#include "teamhub/doc.h"
#include "teamhub/finding.h"
#include "teamhub/hub.h"

/* An address that an author wants to be gone, from aliases: in withdrawn.yml. */
typedef struct th_gone {
	th_str href; /* below the prefix */
	th_when at;
	bool internal; /* the public edition says nothing of it */
} th_gone;

/* One name in withdrawn.yml. It may be spelt as a slug, as the name of a file or of a person, as a
 * path, or as an address; whatever it may mean is withdrawn. */
typedef struct th_withdrawal {
	th_mark at;
	th_kind kind; /* TH_KIND_COUNT: of any, since it is an address */
	th_str written;
	th_str slug;       /* it may be a name, of whatever kind if it is an address; else empty */
	th_str path;       /* it may be a path, as content_names compares them; else empty */
	th_str href;       /* its address; of a name the address that it gives a document */
	th_when when;      /* TH_NEVER: at once */
	bool internal;     /* the public edition says nothing of it */
	bool with_aliases; /* its addresses are named, since nothing else may know it */
	th_doc
	    *noted; /* stands for it where there is no such file; NULL: no kind has that address */
	TH_LIST(th_doc *) found; /* link: documents that it names, one for each id */
} th_withdrawal;

/* What a state of a document is called; its aliases may be as written. Lives in c->arena. */
typedef struct th_names {
	const th_doc *doc;
	th_strs paths; /* of its file and, of a story's translation, of the original's */
	th_strs slugs; /* its own, of the file's name, of a person's names */
	th_strs hrefs;
} th_names;
struct th_content;
th_names content_names(struct th_content *c, const th_doc *state);
bool withdrawal_names(const th_withdrawal *entry, const th_names *state);
/* "stories/week.md" of "stories/week.en.md"; TH_NONE: the name says no language. */
th_str content_original_path(struct th_content *c, th_str path);
/* The slug or path of a document that is near what the entry names: a typing error away, of that
 * name in another collection, of that title, or there with slashes for backslashes; TH_NONE: none.
 */
th_str withdrawal_hint(struct th_content *c, const th_withdrawal *entry);

/* History says: that file bore the name of an entry before. */
typedef struct th_meant {
	size_t entry; /* in th_content.withdrawals */
	th_str path;
} th_meant;

/* History says: that person, who withdrew, answered to this name before. */
typedef struct th_called {
	th_str id, slug;
} th_called;

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
	 * before the instant `boundary_last` (TH_NEVER: never did), and will from `boundary_next`
	 * on.
	 */
	th_time boundary_last, boundary_next;
	/* path of a picture → a th_doc: shown nowhere, since it is the portrait of somebody who did
	 * not agree to one, or shows somebody who withdrew, or a copy of one; link fills it */
	th_map withheld;
	th_strs faces; /* the caller's: ids of portraits, gone with their people's files */
	TH_LIST(th_gone) gone;
	/* The versions of the guidelines that authors agree to, newest first; link fills it. Empty:
	 * no guideline names one. */
	th_strs guideline_versions;
	/* Meetings of events are written from the first of these to the second: the year of `now`,
	 * the one before, and two more. */
	th_time meetings_from, meetings_until;
	bool unsure; /* withdrawn.yml cannot be read: whoever it means must not be published */
	TH_LIST(th_withdrawal *) withdrawals; /* in the order of withdrawn.yml */
	TH_LIST(th_meant)
	meant; /* the caller's: files that entries name by what they were before */
	TH_LIST(th_called)
	called;      /* the caller's: what people were called who withdrew */
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
/* The document only says that one without a file is withdrawn. */
bool content_is_note(const th_content *c, const th_doc *doc);
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
