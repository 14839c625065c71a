/* query_ask.c -- asking SQLite: statements that are prepared once and kept with the edition, and
 * the columns of a row. Called by the query_*.c files. A damaged file ends a query early and marks
 * the edition as failed; it never ends the process. */
#include "teamhub/ask.h"

static void fail(edition *e, const char *why)
{
	if (!e->failed)
		th_fail(&e->err,
		    "%s: damaged (%s): publish again, or point the link to an older edition",
		    e->path, why);
	e->failed = true;
}

sqlite3_stmt *ask(edition *e, const char *sql)
{
	size_t i = ((uintptr_t)sql >> 3) % TH_COUNT(e->asked);
	for (size_t tried = 0; tried < TH_COUNT(e->asked); tried++) {
		asked *slot = &e->asked[i];
		if (slot->sql == sql) {
			sqlite3_reset(slot->st);
			return slot->st;
		}
		if (slot->sql == NULL) {
			if (sqlite3_prepare_v3(e->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &slot->st,
				NULL) != SQLITE_OK) {
				fail(e, sqlite3_errmsg(e->db));
				return NULL;
			}
			slot->sql = sql;
			return slot->st;
		}
		i = (i + 1) % TH_COUNT(e->asked);
	}
	fail(e, "more statements than are kept");
	return NULL;
}

void ask_str(sqlite3_stmt *st, int i, th_str s)
{
	sqlite3_bind_text(st, i, s.p ? s.p : "", (int)s.n, SQLITE_STATIC);
}

void ask_int(sqlite3_stmt *st, int i, int64_t v)
{
	sqlite3_bind_int64(st, i, v);
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

void ask_done(sqlite3_stmt *st)
{
	sqlite3_reset(st);
}

th_str row_peek(sqlite3_stmt *st, int i)
{
	const char *p = (const char *)sqlite3_column_text(st, i);
	return th_strn(p, p ? (size_t)sqlite3_column_bytes(st, i) : 0);
}

th_str row_str(th_arena *a, sqlite3_stmt *st, int i)
{
	th_str s = row_peek(st, i);
	return s.n > 0 ? th_str_dup(a, s) : TH_S("");
}

th_time row_time(sqlite3_stmt *st, int i)
{
	return sqlite3_column_type(st, i) == SQLITE_NULL ? TH_NEVER : sqlite3_column_int64(st, i);
}
