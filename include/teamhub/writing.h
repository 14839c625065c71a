/* writing.h -- what the writing files of this room share. For cgi/write and cgi/shelf alone.
 */
#ifndef TEAMHUB_WRITING_H
#define TEAMHUB_WRITING_H

#include "teamhub/write.h"

#include <sqlite3.h>

typedef struct writer_statement {
	const char *sql;
	sqlite3_stmt *st;
} writer_statement;

typedef struct search_writer search_writer;

struct edition_writer {
	sqlite3 *db;
	char *path;
	th_arena *a;
	writer_statement statements[160]; /* by the address of the text */
	bool failed, finished;
	bool again;   /* from a copy: indexes are there */
	th_map days;  /* of a copy: those that stood in it in words */
	th_map fresh; /* of a copy: ids of the documents that were put */
	th_err err;
	search_writer *search; /* write_search.c; NULL: not asked for yet */
};

/* The statement of a constant text, ready to bind; NULL after a fault. */
sqlite3_stmt *writer_ask(edition_writer *w, const char *sql);
void writer_bind(sqlite3_stmt *st, int i, th_str s);
void writer_bind_int(sqlite3_stmt *st, int i, int64_t v);
void writer_run(edition_writer *w, sqlite3_stmt *st); /* a statement without rows */
bool writer_row(edition_writer *w, sqlite3_stmt *st); /* false at the end or on a fault */
th_str writer_peek(sqlite3_stmt *st, int i);          /* until the next row */
th_str writer_column(th_arena *a, sqlite3_stmt *st, int i);
/* Runs what of schema.sql makes indexes, or all the rest. */
void writer_run_schema(edition_writer *w, bool indexes);
void writer_exec(edition_writer *w, const char *sql);

/* write_finish.c: what follows from the rows, days in words excepted. */
void writer_derive(edition_writer *w);
int writer_sync(const char *path); /* fsync of a file; -1 with errno */

/* write_first.c: tables first and tandem. */
void writer_first(edition_writer *w);
/* ranks.c: doc.pos, tables rank and posting. */
void writer_rank(edition_writer *w);
/* write_search.c: puts every document that is not in the search index yet, and where all lie. */
void writer_search(edition_writer *w);
void writer_search_free(edition_writer *w); /* NULL-safe */

#endif
