/* writing.h -- what the files that write an edition share. For cgi/write and cgi/shelf only. */
#ifndef TEAMHUB_WRITING_H
#define TEAMHUB_WRITING_H

#include "teamhub/rows.h"
#include "teamhub/write.h"

typedef struct search_writer search_writer;
typedef struct index_ahead index_ahead;
typedef struct index_changes index_changes;

struct edition_writer {
	sqlite3 *db;
	char *path;
	th_arena *a;
	row_statement statements[256]; /* by their SQL texts, or row_descs */
	bool failed, finished;
	bool incremental; /* a copy of an edition, which has its indexes */
	th_map days;      /* in a copy: days that it has in words */
	th_map fresh;     /* in a copy: ids of documents inserted */
	th_err err;
	search_writer *search;  /* write_search.c; NULL until needed */
	index_ahead *ahead;     /* index_ahead.c; NULL until needed */
	index_changes *changes; /* index_change.c; NULL until needed */
};

/* The statement for a constant SQL text, ready to bind; NULL after a fault. */
sqlite3_stmt *writer_ask(edition_writer *w, const char *sql);
/* The same with values for ?1, ?2 … (th_str, th_buf as a blob, a number); texts must outlive the
 * rows. */
sqlite3_stmt *writer_ask_with(
    edition_writer *w, const char *sql, const row_value *values, size_t n);
#define WRITER_ASK(w, sql, ...) writer_ask_with((w), (sql), ROW_VALUES(__VA_ARGS__))
sqlite3_stmt *writer_ask_for(edition_writer *w, const row_select *select); /* for a constant
									    * row_select */
bool writer_row(edition_writer *w, sqlite3_stmt *st); /* false at the end or on a fault */
/* Reads the next row's columns into variables, for WRITER_ROW; or the first row's. */
bool writer_get(edition_writer *w, th_arena *a, sqlite3_stmt *st, const row_target *to, size_t n);
bool writer_one(edition_writer *w, th_arena *a, sqlite3_stmt *st, const row_target *to, size_t n);
#define WRITER_ROW(w, a, st, ...) writer_get((w), (a), (st), ROW_TARGETS(__VA_ARGS__))
#define WRITER_ONE(w, a, st, ...) writer_one((w), (a), (st), ROW_TARGETS(__VA_ARGS__))
/* Runs a statement without rows. */
void writer_run(edition_writer *w, const char *sql, const row_value *values, size_t n);
#define WRITE(w, sql, ...) writer_run((w), (sql), ROW_VALUES(__VA_ARGS__))
/* Inserts the struct by its descriptor. */
void writer_put(edition_writer *w, const row_desc *d, const void *row);
extern const row_desc doc_desc, text_desc, doc_term_desc, member_desc, picture_desc, share_desc,
    version_desc, amendment_desc, download_desc, download_file_desc, history_desc, meeting_desc,
    report_term_desc, report_doc_desc;
/* Closes the statements that were kept, before the database. */
void writer_close_statements(edition_writer *w);
/* Begins writing to an edition that has rows: deleting a document deletes what belongs to it. Texts
 * are inserted before their document, so references are checked at the end. (A fresh edition has
 * nothing to delete and no indexes yet, so it is filled without foreign keys.) */
#define WRITER_BEGIN_OWNED "PRAGMA foreign_keys=ON; BEGIN; PRAGMA defer_foreign_keys=ON"

/* Runs the part of schema.sql that makes indexes, or all the rest. */
void writer_run_schema(edition_writer *w, bool indexes);
void writer_exec(edition_writer *w, const char *sql);

/* write_finish.c: derives everything except days in words. */
void writer_derive(edition_writer *w);
int writer_sync(const char *path); /* fsync of a file; -1 with errno */

/* write_first.c: tables first and tandem. */
void writer_first(edition_writer *w);
/* write_ranks.c: doc.pos, tables rank and posting. */
void writer_rank(edition_writer *w);
/* write_search.c: adds every document that is not in the search index yet, and the position of
 * each. */
void writer_search(edition_writer *w);
void writer_search_free(edition_writer *w); /* NULL-safe */

#endif
