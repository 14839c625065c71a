/* publish_history.h -- what the repository's history tells of each file: when its content changed,
 * by which commit, and which paths it had. Called by the publish pipeline. */
#ifndef TEAMHUB_PUBLISH_HISTORY_H
#define TEAMHUB_PUBLISH_HISTORY_H

#include "teamhub/content.h"
#include "teamhub/write.h"

/* The commits of one file, newest first; `path` is the file's present one. */
typedef TH_LIST(row_revision) revisions;

typedef struct raw_revision { /* as the walk told it */
	th_str commit, path, was, before, after;
	th_time at;
	size_t step; /* how many commits into the walk: clocks go wrong, the order does not */
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
	const th_source *given; /* the caller's: its history is asked; NULL: the content's own */
	th_arena *a;
	th_map raw;   /* path → raw_revisions*: what was walked now */
	th_map known; /* path → revisions*: what the edition before knew, as far as it was asked */
	edition_past *past; /* NULL: nothing is taken from there */
	/* The caller's, or NULL: whether the edition before knew that path, without asking it. */
	bool (*was_there)(void *ctx, th_str path);
	void *ctx;
	size_t steps;    /* commits that were walked … */
	th_str last;     /* … up to this one */
	bool failed;     /* an edition that is closed already could not be read */
	bool walked_all; /* what was walked now is all there is */
	bool already_walked;
	th_map of_path;    /* path → revisions* */
	th_map people;     /* slug of a name → th_doc*: who may be named */
	th_map names;      /* commit → th_doc*, as a one-element array that may hold NULL */
	th_map was_public; /* key → bool*: histories_was_public */
	TH_LIST(revisions) entries; /* publish_removed.c: of each entry of withdrawn.yml */
	TH_LIST(th_strs) voices;    /* what the people are called whom entries name */
	/* publish_states.c: newest first; those that make the same names and addresses as a later
	 * one, or today's, are none of them. */
	TH_LIST(former_hub) hubs;
	th_map pictures; /* publish_portraits.c: path of a picture → th_strs*: ids that it had */
	th_map named;    /* a state → which entries it names: bool[] */
	th_map whose;    /* a state → slugs of who wrote it or is thanked: th_strs */
} histories;

/* Walks what is new since the edition in `before` (TH_NONE: everything). `h` is empty but for
 * `was_there`. -1: it cannot be read. */
int histories_read(histories *h, const th_content *c, th_str before, th_arena *a, th_err *err);
/* True when what the edition before knew could not be read. */
bool histories_failed(const histories *h);
void histories_close(histories *h);
/* Behind histories_read and histories_close: as `unread` again, for the same commit and entries,
 * but that what was walked in full need not be walked again. */
void histories_restart(histories *h, const histories *unread);
/* The edition before knew all there is to know of the document's file. */
bool histories_is_as_it_was(const histories *h, const th_doc *doc);
/* Who may be named, as a text that differs when anyone does. */
void histories_write_people(const histories *h, th_buf *out);
/* Those of a document's file; none for a document without one. */
const revisions *histories_of(histories *h, const th_doc *doc);
/* The newest that changed or brought content; NULL: not known. */
const row_revision *histories_last(const revisions *list);
/* The newest that changed content which was there before; NULL: none is known. */
const row_revision *histories_changed(const revisions *list);
/* Who made that commit, when that is a person of the hub; NULL: nobody who may be named. */
const th_doc *histories_author(histories *h, th_str commit);
/* What the next publish need not ask again: nothing when false. */
bool histories_can_be_kept(const histories *h);
/* Of one document that is kept (histories_keeps_doc), by histories_key. */
bool histories_keeps_doc(histories *h, const th_doc *doc);
/* What an edition for everyone may say of a document that is not in it: some state of its file was
 * for everyone, or nothing is known of it. Always true of the internal edition. */
bool histories_was_public(histories *h, const th_doc *doc);
/* That state of the file, parsed into `was`; false: it was for nobody to see here (internal, or a
 * draft), or cannot be read. */
bool histories_state(
    histories *h, const th_doc *doc, const row_revision *r, th_arena *a, th_doc *was);
void histories_put(histories *h, edition_writer *w, const th_doc *doc);

/* ---- publish_removed.c: files that entries of withdrawn.yml name by what they were ---- */

/* The states of every file that an entry named once and that is not there any more, each with its
 * path; a file that is there with another name has one revision, without a blob. */
const revisions *histories_of_entry(const histories *h, size_t entry);
/* The public edition may say something of what the entry names, though nothing of it is there. */
bool histories_entry_was_public(histories *h, size_t entry);
/* Adds to `meant` the files that are there, and that an entry names by what they were alone, and
 * to `called` and `faces`. Returns how many were not in the content yet. */
size_t histories_add_meant(histories *h, th_content *c);
/* Tells of entries that name nothing which is or was there, and what may be meant. */
void histories_suggest(const histories *h, th_content *c, th_findings *f);
/* Under which names the next publish finds what is noted of entries; histories_put_entries notes
 * it. */
th_str histories_entry_key(const histories *h, size_t entry);
void histories_put_entries(histories *h, edition_writer *w);
/* Calls `each` with a state of a file as today's hub.yml reads it, then as every hub.yml did that
 * was in force since. Internal states are passed over in a public edition. */
void histories_each_state(histories *h, th_str path, const row_revision *r, th_arena *a,
    void (*each)(void *ctx, th_doc *was), void *ctx);

/* Between publish_history.c and publish_removed.c: adds what happened to `path` in commits that
 * come behind the first `below` of the walk; paths other than `present` are noted. */
void histories_follow(histories *h, revisions *out, th_str path, th_str present, size_t below);
const revisions *histories_known(histories *h, th_str key);
/* publish_portraits.c */
void portraits_note(histories *h, const th_revision *r); /* called by the walk */
/* To the states of each entry the portraits that its people had (REVISION_PICTURE). */
void portraits_search(histories *h);
/* Adds their ids to `faces`; returns how many were not there yet. */
size_t portraits_add_faces(const histories *h, th_content *c);

/* publish_called.c: adds to `called` what the people who withdrew were called in any state of their
 * files; returns how many names were not there yet. */
size_t called_add(histories *h, th_content *c);

/* Between publish_removed.c and publish_states.c. */
/* That state as this hub.yml reads it; false: it is no document's, or cannot be read. */
bool states_read(
    const histories *h, const th_hub *hub, th_str path, th_str blob, th_arena *a, th_doc *was);
void states_read_hubs(histories *h); /* fills h->hubs */
/* Sets the bool of each entry that names one of these states (path in `was`, and blob). */
void states_find_names(histories *h, const revisions *states, bool *found);
/* False: no earlier state of the file, as far as it was walked, is named by any entry. */
bool states_may_be_named(histories *h, const th_doc *d);
/* Slugs of the authors of a story, and of both sides of thanks; none of what is neither. */
const th_strs *states_whose(histories *h, th_str path, th_str blob);

void removed_search(histories *h);     /* fills h->entries, h->hubs */
bool removed_are_known(histories *h);  /* the edition before knows all entries */
bool removed_are_others(histories *h); /* what was walked now changes what it knows */

#endif
