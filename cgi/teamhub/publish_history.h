/* publish_history.h -- what the repository's history tells of each file: when its content changed,
 * by which commit, and which paths it had. Called by the publish pipeline. */
#ifndef TEAMHUB_PUBLISH_HISTORY_H
#define TEAMHUB_PUBLISH_HISTORY_H

#include "teamhub/content.h"
#include "teamhub/publish.h"

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
bool histories_keeps(const th_doc *doc);
th_str histories_key(histories *h, const th_doc *doc);
void histories_put(histories *h, edition_writer *w, const th_doc *doc);

#endif
