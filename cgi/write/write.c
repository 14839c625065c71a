/* write.c -- a fresh edition, and the statements that fill it. Called by publish, from one thread.
 * Nobody reads the file until it is finished and swapped in, so nothing is journalled or synced
 * before: a crash leaves a draft that the next publish discards. */
#include "teamhub/writing.h"

#include <stdio.h>
#include <unistd.h>

static void fail(edition_writer *w)
{
	if (!w->failed)
		th_fail(&w->err, "%s: cannot write the edition (%s): is the disk full?", w->path,
		    sqlite3_errmsg(w->db));
	w->failed = true;
}

void writer_exec(edition_writer *w, const char *sql)
{
	if (!w->failed && sqlite3_exec(w->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail(w);
}

#include "schema_sql.h" /* schema_sql */

void writer_run_schema(edition_writer *w, bool indexes)
{
	const char *first_index = strstr(schema_sql, "CREATE INDEX");
	size_t tables = first_index ? (size_t)(first_index - schema_sql) : sizeof schema_sql - 1;
	if (indexes)
		writer_exec(w, schema_sql + tables);
	else
		writer_exec(w, th_str_z(w->a, th_strn(schema_sql, tables)));
}

int writer_begin(edition_writer **out, const char *path, th_err *err)
{
	*out = NULL;
	if (access(path, F_OK) == 0)
		return th_fail(err, "%s: already exists: remove it", path);
	th_arena *a = th_arena_new();
	edition_writer *w = TH_NEW(a, edition_writer);
	w->a = a;
	w->path = th_str_z(a, th_strz(path));
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
	if (sqlite3_open_v2(path, &w->db, flags, NULL) != SQLITE_OK) {
		th_fail(err, "%s: cannot be made (%s): check the directory's permissions", path,
		    sqlite3_errmsg(w->db));
		writer_free(w);
		return -1;
	}
	writer_exec(w,
	    "PRAGMA page_size=4096; PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=OFF;"
	    "PRAGMA synchronous=OFF; PRAGMA cache_size=-8000; PRAGMA temp_store=MEMORY; BEGIN");
	writer_run_schema(w, false);
	if (w->failed) {
		if (err != NULL)
			*err = w->err;
		writer_free(w);
		return -1;
	}
	*out = w;
	return 0;
}

void writer_free(edition_writer *w)
{
	if (w == NULL)
		return;
	writer_close_statements(w);
	writer_search_free(w);
	sqlite3_close(w->db);
	if (!w->finished)
		unlink(w->path);
	th_arena_free(w->a);
}

/* ---- statements ---- */

/* Found by the address of `key`; exactly one of the three gives the SQL text. */
static sqlite3_stmt *ask_by(edition_writer *w, const void *key, const char *sql,
    const row_select *select, const row_desc *insert)
{
	if (w->failed)
		return NULL;
	row_statement *s = row_statement_of(w->statements, TH_COUNT(w->statements), key);
	if (s == NULL) {
		th_fail(&w->err, "%s: more statements than are kept", w->path);
		w->failed = true;
		return NULL;
	}
	if (s->key != NULL) {
		sqlite3_reset(s->st);
		return s->st;
	}
	if (select != NULL)
		sql = row_select_sql(w->a, select);
	if (insert != NULL)
		sql = row_insert_sql(w->a, insert);
	if (sqlite3_prepare_v2(w->db, sql, -1, &s->st, NULL) != SQLITE_OK) {
		fail(w);
		return NULL;
	}
	s->key = key;
	return s->st;
}

sqlite3_stmt *writer_ask(edition_writer *w, const char *sql)
{
	return ask_by(w, sql, sql, NULL, NULL);
}

sqlite3_stmt *writer_ask_for(edition_writer *w, const row_select *select)
{
	return ask_by(w, select, NULL, select, NULL);
}

sqlite3_stmt *writer_ask_with(edition_writer *w, const char *sql, const row_value *values, size_t n)
{
	sqlite3_stmt *st = writer_ask(w, sql);
	row_bind(st, values, n);
	return st;
}

static void run(edition_writer *w, sqlite3_stmt *st)
{
	if (st == NULL)
		return;
	if (sqlite3_step(st) != SQLITE_DONE)
		fail(w);
	sqlite3_reset(st);
}

void writer_run(edition_writer *w, const char *sql, const row_value *values, size_t n)
{
	run(w, writer_ask_with(w, sql, values, n));
}

void writer_put(edition_writer *w, const row_desc *d, const void *row)
{
	sqlite3_stmt *st = ask_by(w, d, NULL, NULL, d);
	row_bind_all(st, d, row);
	run(w, st);
}

bool writer_row(edition_writer *w, sqlite3_stmt *st)
{
	if (st == NULL)
		return false;
	int rc = sqlite3_step(st);
	if (rc == SQLITE_ROW)
		return true;
	if (rc != SQLITE_DONE)
		fail(w);
	sqlite3_reset(st);
	return false;
}

bool writer_get(edition_writer *w, th_arena *a, sqlite3_stmt *st, const row_target *to, size_t n)
{
	if (!writer_row(w, st))
		return false;
	if (row_get(st, a, to, n))
		return true;
	th_fail(&w->err, "%s: another number of columns: %s", w->path, sqlite3_sql(st));
	w->failed = true;
	sqlite3_reset(st);
	return false;
}

bool writer_one(edition_writer *w, th_arena *a, sqlite3_stmt *st, const row_target *to, size_t n)
{
	bool found = writer_get(w, a, st, to, n);
	sqlite3_reset(st);
	return found;
}

void writer_close_statements(edition_writer *w)
{
	for (size_t i = 0; i < TH_COUNT(w->statements); i++) {
		sqlite3_finalize(w->statements[i].st);
		w->statements[i] = (row_statement){0};
	}
}
