/* publish_history.h -- what the repository's history says about each file: when its content
 * changed, in which commit, and which paths it had. Called by publish. */
#ifndef TEAMHUB_PUBLISH_HISTORY_H
#define TEAMHUB_PUBLISH_HISTORY_H

#include "teamhub/content.h"
#include "teamhub/write.h"

/* The commits of one file, newest first; `path` is its present path. */
typedef TH_LIST(row_revision) revisions;

typedef struct raw_revision { /* as the walk found it */
	th_str commit, path, was, before, after;
	th_time at;
	size_t step; /* position in the walk: clocks may be wrong, the order is not */
} raw_revision;
typedef TH_LIST(raw_revision) raw_revisions;

/* Settings that were in force until `until`. */
typedef struct former_hub {
	const th_hub *hub;
	th_time until;
} former_hub;

typedef struct histories {
	const th_content *content;
	const th_source *source;
	const th_source *given; /* set by the caller: the source whose history to read; NULL: the
				 * content's own */
	th_arena *a;
	th_map raw;         /* path → raw_revisions*: what was walked now */
	th_map known;       /* path → revisions*: what the last edition knew, loaded on demand */
	edition_past *past; /* NULL: nothing is taken from the last edition */
	/* Set by the caller, or NULL: did the last edition know that path? Without reading it. */
	bool (*was_there)(void *ctx, th_str path);
	void *ctx;
	size_t steps;    /* commits walked … */
	th_str last;     /* … up to this one */
	bool failed;     /* an edition, already closed, could not be read */
	bool walked_all; /* this walk went over the whole history */
	bool already_walked;
	th_map of_path; /* path → revisions*, made on demand by histories_of */
	th_map people;  /* slug of a name → th_doc*: who may be named */
	th_map names;   /* commit → th_doc*, as a one-element array that may hold NULL */
	TH_LIST(revisions) entries; /* publish_removed.c: of each entry of withdrawn.yml */
	TH_LIST(th_strs) voices;    /* all names of the people whom entries name */
	/* publish_states.c: newest first; without those that give the same names and addresses as a
	 * later one, or today's. */
	TH_LIST(former_hub) hubs;
	th_map pictures; /* publish_portraits.c: path of a picture → th_strs*: the ids it had */
	th_map named;    /* a state → which entries it names: bool[] */
	th_map whose;    /* a state → slugs of its authors, or of both sides of thanks: th_strs */
} histories;

/* Walks what is new since the edition `before` (TH_NONE: everything). `h` is empty except for
 * `was_there`. -1: it cannot be read. */
int histories_read(histories *h, const th_content *c, th_str before, th_arena *a, th_err *err);
/* Was something in the last edition unreadable? */
bool histories_failed(const histories *h);
void histories_close(histories *h);
/* After histories_read and histories_close: starts again like `unread`, for the same commit and
 * entries, but without repeating a full walk. */
void histories_restart(histories *h, const histories *unread);
/* Did the last edition know everything about the document's file? */
bool histories_is_as_it_was(const histories *h, const th_doc *doc);
/* Writes who may be named: a text that differs when anybody does. */
void histories_write_people(const histories *h, th_buf *out);
/* The revisions of a document's file; none for a document without one. */
const revisions *histories_of(histories *h, const th_doc *doc);
/* The newest that changed or added content; NULL: unknown. */
const row_revision *histories_last(const revisions *list);
/* The newest that changed existing content; NULL: none known. */
const row_revision *histories_changed(const revisions *list);
/* The person in the hub who made that commit; NULL: nobody who may be named. */
const th_doc *histories_author(histories *h, th_str commit);
/* Can this history be stored, so that the next publish need not read it again? */
bool histories_can_be_kept(const histories *h);
/* Stores the history of a document that is kept (histories_keeps_doc), under histories_key. */
bool histories_keeps_doc(histories *h, const th_doc *doc);
/* Parses that state of the file into `was`; false: it was not public (internal, or a draft), or
 * cannot be read. */
bool histories_state(
    histories *h, const th_doc *doc, const row_revision *r, th_arena *a, th_doc *was);
void histories_put(histories *h, edition_writer *w, const th_doc *doc);

/* ---- publish_removed.c: files that entries of withdrawn.yml name by what they were ---- */

/* The states of every file that the entry once named and that no longer exists, each with its path;
 * a file that exists under another name has one revision, without a blob. */
const revisions *histories_of_entry(const histories *h, size_t entry);
/* May the public edition say something about what the entry names, although none of it is there? */
bool histories_entry_was_public(histories *h, size_t entry);
/* Adds to `past_matches` the existing files that an entry names only by what they were, and fills
 * `former_names` and `faces`. Returns how many were new to the content. */
size_t histories_add_past_matches(histories *h, th_content *c);
/* Reports entries that name nothing that is or was there, with what may be meant. */
void histories_suggest(const histories *h, th_content *c, th_findings *f);
/* The key under which notes about an entry are stored; histories_put_entries stores them. */
th_str histories_entry_key(const histories *h, size_t entry);
void histories_put_entries(histories *h, edition_writer *w);
/* Calls `each` with a state of a file as today's hub.yml reads it, then as every hub.yml in force
 * since then did. Skips internal states for a public edition. */
void histories_each_state(histories *h, th_str path, const row_revision *r, th_arena *a,
    void (*each)(void *ctx, th_doc *was), void *ctx);

/* Between publish_history.c and publish_removed.c: adds what happened to `path` in commits older
 * than the first `below` of the walk; notes paths other than `present`. */
void histories_follow(histories *h, revisions *out, th_str path, th_str present, size_t below);
const revisions *histories_known(histories *h, th_str key);
/* publish_portraits.c */
void portraits_note(histories *h, const th_revision *r); /* called by the walk */
/* Adds to the states of each entry the portraits that its people had (REVISION_PICTURE). */
void portraits_search(histories *h);
/* Adds their ids to `faces`; returns how many were new. */
size_t portraits_add_faces(const histories *h, th_content *c);

/* publish_former_names.c: adds to `former_names` the names in any state of the files of people who
 * withdrew; returns how many were new. */
size_t former_names_add(histories *h, th_content *c);

/* Between publish_removed.c and publish_states.c. */
/* Reads that state by this hub.yml; false: not a document, or unreadable. */
bool states_read(
    const histories *h, const th_hub *hub, th_str path, th_str blob, th_arena *a, th_doc *was);
void states_read_hubs(histories *h); /* fills h->hubs */
/* Sets the bool of each entry that names one of these states (path in `was`, and blob). */
void states_find_names(histories *h, const revisions *states, bool *found);
/* False: no entry names an earlier state of the file, as far as it was walked. */
bool states_may_be_named(histories *h, const th_doc *d);
/* The slugs of a story's authors, or of both sides of thanks; none for anything else. */
const th_strs *states_whose(histories *h, th_str path, th_str blob);

void removed_search(histories *h);     /* fills h->entries, h->hubs */
bool removed_are_known(histories *h);  /* did the last edition know all entries? */
bool removed_are_others(histories *h); /* does this walk change what it knew? */

#endif
