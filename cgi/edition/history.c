/* history.c -- what an earlier edition knows of the history of files, so that the next publish
 * walks new commits only. Called by the publish pipeline. What another version of the program noted
 * is not taken: it may have judged otherwise what a change is. */
#include "writing.h"

#include "teamhub/edition.h"

static th_str meta(sqlite3 *db, th_arena *a, const char *key)
{
	sqlite3_stmt *st = NULL;
	th_str value = TH_NONE;
	if (sqlite3_prepare_v2(db, "SELECT value FROM meta WHERE key = ?1", -1, &st, NULL) ==
		SQLITE_OK &&
	    sqlite3_bind_text(st, 1, key, -1, SQLITE_STATIC) == SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW)
		value = writer_column(a, st, 0);
	sqlite3_finalize(st);
	return value;
}

void edition_history(const char *file, th_arena *a, th_str *revision,
    void (*each)(void *ctx, const row_revision *r), void *ctx)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *st = NULL;
	*revision = TH_NONE;
	if (sqlite3_open_v2(file, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) ==
		SQLITE_OK &&
	    th_str_eqz(meta(db, a, "built_by"), TH_VERSION) &&
	    th_str_eq(meta(db, a, "schema"), th_str_fmt(a, "%d", EDITION_SCHEMA)) &&
	    sqlite3_prepare_v2(db,
		"SELECT path, ord, at, kind, \"commit\", blob, was FROM history ORDER BY path, ord",
		-1, &st, NULL) == SQLITE_OK) {
		*revision = meta(db, a, "history");
		while (revision->n > 0 && sqlite3_step(st) == SQLITE_ROW) {
			row_revision r = {.path = writer_peek(st, 0),
			    .ord = sqlite3_column_int64(st, 1),
			    .at = sqlite3_column_int64(st, 2),
			    .kind = sqlite3_column_int64(st, 3),
			    .commit = writer_peek(st, 4),
			    .blob = writer_peek(st, 5),
			    .was = writer_peek(st, 6)};
			each(ctx, &r);
		}
	}
	sqlite3_finalize(st);
	sqlite3_close(db);
}
