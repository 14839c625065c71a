/* ask.c -- runs SQL: statements that are prepared once and kept with the edition, and the columns
 * of a row. Called by the query_*.c files. A damaged file ends a query early and marks the edition
 * as failed; it never ends the process. */
#include "teamhub/ask.h"

static void fail(edition *e, const char *why)
{
	if (!e->failed)
		th_fail(&e->err,
		    "%s: damaged (%s): publish again, or point the link to an older edition",
		    e->path, why);
	e->failed = true;
}

/* Found by the address of `key`; its text is made only when it is first needed. */
static sqlite3_stmt *ask_by(edition *e, const void *key, const char *sql, const row_select *select)
{
	row_statement *s = row_statement_of(e->statements, TH_COUNT(e->statements), key);
	if (s == NULL) {
		fail(e, "more statements than are kept");
		return NULL;
	}
	if (s->key != NULL) {
		sqlite3_reset(s->st);
		return s->st;
	}
	if (select != NULL)
		sql = row_select_sql(e->a, select);
	if (sqlite3_prepare_v3(e->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s->st, NULL) !=
	    SQLITE_OK) {
		fail(e, sqlite3_errmsg(e->db));
		return NULL;
	}
	s->key = key;
	return s->st;
}

sqlite3_stmt *ask(edition *e, const char *sql)
{
	return ask_by(e, sql, sql, NULL);
}

sqlite3_stmt *ask_with(edition *e, const char *sql, const row_value *values, size_t n)
{
	sqlite3_stmt *st = ask(e, sql);
	row_bind(st, values, n);
	return st;
}

sqlite3_stmt *ask_for(edition *e, const row_select *select, const row_value *values, size_t n)
{
	sqlite3_stmt *st = ask_by(e, select, NULL, select);
	row_bind(st, values, n);
	return st;
}

bool ask_row(edition *e, sqlite3_stmt *st)
{
	if (st == NULL)
		return false;
	int rc = sqlite3_step(st);
	if (rc == SQLITE_ROW)
		return true;
	if (rc != SQLITE_DONE)
		fail(e, sqlite3_errmsg(e->db));
	sqlite3_reset(st);
	return false;
}

bool ask_get(edition *e, th_arena *a, sqlite3_stmt *st, const row_target *targets, size_t n)
{
	if (!ask_row(e, st))
		return false;
	if (row_get(st, a, targets, n))
		return true;
	fail(e, "another number of columns");
	sqlite3_reset(st);
	return false;
}

bool ask_one(edition *e, th_arena *a, sqlite3_stmt *st, const row_target *targets, size_t n)
{
	bool found = ask_get(e, a, st, targets, n);
	ask_done(st);
	return found;
}

bool ask_any(edition *e, sqlite3_stmt *st)
{
	bool any = ask_row(e, st);
	ask_done(st);
	return any;
}

bool ask_read(edition *e, th_arena *a, sqlite3_stmt *st, const row_desc *d, void *row)
{
	if (!ask_row(e, st))
		return false;
	row_read(st, a, d, row);
	return true;
}

void ask_done(sqlite3_stmt *st)
{
	sqlite3_reset(st);
}
