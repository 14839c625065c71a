/* publish_history.h -- what the repository's history tells of each file: when its content changed,
 * by which commit, and which paths it had. Called by the publish pipeline. */
#ifndef TEAMHUB_PUBLISH_HISTORY_H
#define TEAMHUB_PUBLISH_HISTORY_H

#include "teamhub/content.h"
#include "teamhub/write.h"

/* The commits of one file, newest first; `path` is the file's present one. */
typedef TH_LIST(row_revision) revisions;

typedef struct histories {
	const th_content *content;
	const th_source *source;
	th_arena *a;
	th_map raw;   /* path → raw_revisions*: what was walked now */
	th_map known; /* path → revisions*: what the edition before knew, as far as it was asked */
	edition_past *past; /* NULL: nothing is taken from there */
	/* The caller's, or NULL: whether the edition before knew that path, without asking it. */
	bool (*was_there)(void *ctx, th_str path);
	void *ctx;
	bool walked_all; /* what was walked now is all there is */
	th_map judged;   /* path → revisions* */
	th_map people;   /* slug of a name → th_doc*: who may be named */
	th_map names;    /* commit → th_doc*, as a one-element array that may hold NULL */
	th_map shown;    /* key → bool*: histories_was_public */
} histories;

/* Walks what is new since the edition in `before` (TH_NONE: everything). `h` is empty but for
 * `was_there`. -1: it cannot be read. */
int histories_read(histories *h, const th_content *c, th_str before, th_arena *a, th_err *err);
void histories_close(histories *h);
/* The edition before knew all there is to know of the document's file. */
bool histories_is_as_it_was(const histories *h, const th_doc *doc);
/* Who may be named, as a text that differs when anyone does. */
void histories_write_people(const histories *h, th_buf *out);
/* Those of a document's file; for a withdrawn one without a file, those that its file had. */
const revisions *histories_of(histories *h, const th_doc *doc);
/* The newest that changed or brought content; NULL: not known. */
const row_revision *histories_last(const revisions *list);
/* The newest that changed content which was there before; NULL: none is known. */
const row_revision *histories_changed(const revisions *list);
/* Who made that commit, when that is a person of the hub; NULL: nobody who may be named. */
const th_doc *histories_author(histories *h, th_str commit);
/* What the next publish need not ask again: nothing when false. */
bool histories_are_kept(const histories *h);
/* Of one document that is kept (histories_keeps), by histories_key. */
bool histories_keeps(histories *h, const th_doc *doc);
/* What an edition for everyone may say of a document that is not in it: some state of its file was
 * for everyone, or nothing is known of it. Always true of the internal edition. */
bool histories_was_public(histories *h, const th_doc *doc);
/* That state of the file, parsed into `was`; false: it was for nobody to see here (internal, or a
 * draft), or cannot be read. */
bool histories_state(
    histories *h, const th_doc *doc, const row_revision *r, th_arena *a, th_doc *was);
th_str histories_key(histories *h, const th_doc *doc);
void histories_put(histories *h, edition_writer *w, const th_doc *doc);

#endif
