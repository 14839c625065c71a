/* write.h -- the writing side: fills an edition, derives what answers need, and finishes it. Linked
 * into `teamhub` only.
 *
 * One writer, one thread. The first fault (disk full, two documents with one id) is remembered and
 * returned by writer_finish; later calls do nothing, so callers need not check after every row.
 * Strings need to live only until the call returns. */
#ifndef TEAMHUB_WRITE_H
#define TEAMHUB_WRITE_H

#include "teamhub/base.h"
#include "teamhub/calendar.h"

#define PUBLISH_FOREVER INT64_MAX /* visible_until of what never ends */

typedef struct edition_writer edition_writer;

/* Starts a fresh edition in `path`, which must not exist. */
int writer_begin(edition_writer **out, const char *path, th_err *err);
/* Closes and deletes the unfinished file. NULL-safe; after writer_finish it only frees. */
void writer_free(edition_writer *w);

/* ---- rows ---- */

typedef struct row_when {
	th_time at; /* TH_NEVER: not set */
	int offset; /* minutes east of UTC */
	bool day_only;
} row_when;

typedef struct row_doc {
	th_str id, kind, slug, href, lang;
	row_when published, updated, start, end;
	th_time modified, visible_from, visible_until;
	th_time added_at; /* since when it could be in feeds; TH_NEVER: unknown */
	int64_t ord, minutes;
	int64_t pos;    /* set when the edition is finished */
	th_str sort;    /* collation key of the title */
	th_str picture; /* picture.id; empty: none */
	bool critical, former, draft, feed, card;
	th_str uid;
} row_doc;

typedef struct row_text {
	th_str doc, ui, lang, title, subtitle, summary, picture_alt, quote;
	th_str title_lang, subtitle_lang, summary_lang; /* empty: like lang, the language of the
							 * body */
	bool derived;                                   /* the summary is the beginning of the
							 * text */
} row_text;

typedef struct row_picture_data {
	th_str id, src, type, srcset, webp, colour;
	int64_t width, height, bytes;
} row_picture_data;

typedef struct row_share { /* a share card */
	th_str doc, lang, src, alt;
	int64_t width, height, bytes;
} row_share;

typedef struct row_term { /* a document's membership in a term */
	th_str facet, term, kind, doc;
	th_time published; /* the document's date; TH_NEVER: 0 */
	int64_t ord;
} row_term;

typedef struct row_member { /* a person in a programme */
	th_str facet, term, doc;
	th_str since, until; /* as written: 2024-05; empty: not said */
	th_time since_at, until_at;
} row_member;

void writer_put_meta(edition_writer *w, th_str key, th_str value);
void writer_put_facet(edition_writer *w, th_str name, int64_t ord, th_str path, th_str kind);
void writer_put_facet_label(
    edition_writer *w, th_str facet, th_str ui, th_str label, th_str plural);
void writer_put_doc(edition_writer *w, const row_doc *d);
void writer_put_text(edition_writer *w, const row_text *t);
void writer_put_body(edition_writer *w, th_str doc, th_str lang, th_str html);
void writer_put_field(edition_writer *w, th_str doc, th_str name, th_str value);
/* Repeating it for the same document and term changes nothing. */
void writer_put_doc_term(edition_writer *w, const row_term *t);
void writer_put_term(edition_writer *w, th_str facet, th_str slug, th_str doc);
void writer_put_rel(edition_writer *w, th_str doc, const char *role, int64_t ord, th_str target);
void writer_put_byline(edition_writer *w, th_str doc, int64_t ord, th_str name);
void writer_put_link(edition_writer *w, th_str doc, int64_t ord, th_str name, th_str value);
void writer_put_member(edition_writer *w, const row_member *m);
void writer_put_translation(edition_writer *w, th_str doc, th_str lang, th_str other);
void writer_put_picture(edition_writer *w, const row_picture_data *p);
void writer_put_share(edition_writer *w, const row_share *s);
/* A document's own address takes precedence over these, and a moved address over one that is
 * gone. */
void writer_put_moved(edition_writer *w, th_str href, th_str target);
/* Answers 410 from `at` on (TH_NEVER: always). */
void writer_put_gone(edition_writer *w, th_str href, th_time at);
void writer_put_tombstone(edition_writer *w, th_str uid, th_time at, th_str href, th_str kind);
void writer_put_template(edition_writer *w, th_str name, th_str text);
void writer_put_word(edition_writer *w, th_str ui, th_str key, th_str value);
void writer_put_asset(edition_writer *w, th_str name, th_str path);
void writer_put_source(edition_writer *w, th_str path, th_str blob, th_str doc, th_str lang);
void writer_put_depends(edition_writer *w, th_str path, th_str on_path);

typedef struct row_version { /* a state of a value or a guideline */
	th_str doc, lang;
	int64_t n; /* from 1, the oldest */
	th_time at;
	int offset;
	th_str html; /* difference from the one before */
} row_version;
void writer_put_version(edition_writer *w, const row_version *v);
void writer_put_version_author(edition_writer *w, const row_version *v, int64_t ord, th_str person);

typedef struct row_amendment {
	th_str doc, ui;
	int64_t n; /* from 0, the newest */
	th_str version, what, lang;
} row_amendment;
void writer_put_amendment(edition_writer *w, const row_amendment *r);
void writer_put_amendment_person(
    edition_writer *w, th_str doc, int64_t n, int64_t ord, th_str person);

typedef struct row_download {
	th_str doc, ui;
	int64_t n;
	th_str title, title_lang, licence, licence_lang, picture;
} row_download;
typedef struct row_download_file {
	th_str doc;
	int64_t n, ord;
	th_str href, name, format;
	int64_t bytes, width, height;
} row_download_file;
void writer_put_download(edition_writer *w, const row_download *r);
void writer_put_download_file(edition_writer *w, const row_download_file *r);
typedef struct row_event {
	th_str doc, zone;
	const th_series *series;
	bool cancelled;
	int64_t revision; /* how often its content has changed */
} row_event;
void writer_put_event(edition_writer *w, const row_event *e);
typedef struct row_meeting { /* one of the event's, in order of start */
	th_str doc;
	th_time start, end, over; /* over: the instant from which it is past */
	int start_offset, end_offset;
} row_meeting;
void writer_put_meeting(edition_writer *w, const row_meeting *m);
/* Repeating it for the same zone replaces the first. */
void writer_put_zone(edition_writer *w, th_str name, const th_zone *zone);
/* An event that was withdrawn at `at`; calendars are told by its uid. */
void writer_put_cancelled(edition_writer *w, th_str uid, th_time at, th_time start);

/* REVISION_PICTURE: for an entry of withdrawn.yml; the blob is a former portrait. */
enum { REVISION_NONE, REVISION_ADDED, REVISION_CHANGED, REVISION_MOVED, REVISION_PICTURE };
typedef struct row_revision { /* a commit that changed a file, so that the next publish need not
			       * walk it */
	th_str path;
	int64_t ord; /* from 0, the newest */
	th_time at;
	int64_t kind;
	th_str commit, blob; /* blob: the file as the commit left it */
	th_str was;          /* its path before, if different */
} row_revision;
void writer_put_revision(edition_writer *w, const row_revision *r);

/* What an edition knows about the history of files, by path. past_revision: the commit up to which
 * it knows it; TH_NONE: this program did not make it from a repository's history. */
typedef struct edition_past edition_past;
edition_past *past_open(const char *file, th_arena *a);
void past_close(edition_past *p); /* NULL-safe */
th_str past_revision(const edition_past *p);
/* Did reading meet a fault? Then past_each may have missed something. NULL-safe. */
bool past_failed(const edition_past *p);
/* Calls `each` in order of ord, newest first; false: nothing is known about that path. */
bool past_each(
    edition_past *p, th_str path, void (*each)(void *ctx, const row_revision *r), void *ctx);

/* ---- the lead's report (write_report.c): rows of the internal edition only ---- */

typedef struct row_report_doc { /* of table report_doc */
	th_str doc, path, title;
	th_str kind; /* person, story, draft */
	int64_t ord;
	row_when at;                         /* TH_NEVER: none */
	th_time visible_from, visible_until; /* [from, until) */
	th_time left;                        /* TH_NEVER: has not left */
	row_when consent_until;              /* the last day; TH_NEVER: without end */
	th_str agreed;
	bool agreed_now;
} row_report_doc;

/* Deletes all rows; they are inserted anew each time. */
void writer_forget_report(edition_writer *w);
void writer_put_report(edition_writer *w, const char *name, th_str value);
typedef struct row_report_term {
	th_str facet, term; /* term empty: the facet itself */
	int64_t ord;
	int64_t target; /* permille, -1: none */
	th_str doc;     /* the term's; empty: a facet, a language */
} row_report_term;
void writer_put_report_term(edition_writer *w, const row_report_term *t);
void writer_put_report_label(edition_writer *w, th_str facet, th_str term, th_str ui, th_str label);
void writer_put_report_doc(edition_writer *w, const row_report_doc *d);
void writer_put_report_author(edition_writer *w, th_str doc, int64_t ord, th_str person);
void writer_put_report_member(edition_writer *w, th_str facet, th_str term, th_str doc);
void writer_put_report_override(
    edition_writer *w, th_str path, int64_t line, th_str rule, th_str reason, th_str doc);

/* The search index, for documents with rows in the edition. writer_finish adds those that are
 * missing; before changing a document, drop it while its old rows are there. */
void search_put(edition_writer *w, th_str doc);
void search_drop(edition_writer *w, th_str doc);
/* After all rows of a document are written to a fresh edition: a thread takes its words while
 * others are rendered. In a copy, does nothing. */
void search_put_ahead(edition_writer *w, th_str doc);

/* ---- an edition from a copy of the one before ---- */

/* Copies an edition that nobody writes to, sharing pages where the file system can. May run on a
 * thread of its own. */
int edition_copy(const char *from, const char *to, th_err *err);
/* Opens the copy at `path`, to delete and re-insert what changed; then writer_finish, as usual. */
int writer_begin_incremental(edition_writer **out, const char *path, th_err *err);
/* Deletes documents with all their rows, before any is inserted again. Some may not exist. */
void writer_forget(edition_writer *w, const th_strs *docs);
void writer_forget_history(edition_writer *w, th_str path);
void writer_forget_picture(edition_writer *w, th_str id);
void writer_each_picture(edition_writer *w, void (*each)(void *ctx, th_str id), void *ctx);
/* Deletes settings, facets, and addresses that are gone; the caller inserts them anew. */
void writer_forget_hub(edition_writer *w);
/* Deletes templates, words and assets, when the theme or its colours changed. */
void writer_forget_look(edition_writer *w);
/* When all documents are in place: deletes what writer_finish derives. */
void writer_forget_derived(edition_writer *w);
/* Has it been changed so often that a fresh edition is better? */
bool writer_is_worn(edition_writer *w);
/* After writer_finish: rewrites the file by way of `to`, so that no page of it contains deleted
 * data. */
int writer_compact(const char *path, const char *to, th_err *err);

/* ---- finish ---- */

typedef struct writer_days { /* puts a day into words (date_label of cgi/locale) */
	th_str (*label)(th_arena *a, th_time at, int offset, th_str ui);
	const th_strs *languages;
	/* Puts a month into words; NULL: as written. */
	th_str (*month)(th_arena *a, th_time at, th_str ui);
} writer_days;

/* Derives order, sets, boundaries and day labels, checks references, builds the indexes, writes
 * meta.identity last, syncs and closes. On failure the file is deleted. */
int writer_finish(edition_writer *w, th_str identity, const writer_days *days, th_err *err);

#endif
