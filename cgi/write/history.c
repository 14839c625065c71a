/* history.c -- what an earlier edition knows about the history of files, so that the next publish
 * walks only new commits. Called by publish. Notes of another version of the program are ignored:
 * it may have had other ideas of what a change is. */
#include "teamhub/ask.h"
#include "teamhub/writing.h"

#include "teamhub/edition.h"

static th_str meta(sqlite3 *db, th_arena *a, const char *key)
{
	sqlite3_stmt *st = NULL;
	th_str value = TH_NONE;
	static const char sql[] = "SELECT value FROM meta WHERE key = ?1";
	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK) {
		row_bind(st, ROW_VALUES(key));
		if (sqlite3_step(st) == SQLITE_ROW)
			row_get(st, a, ROW_TARGETS(&value));
	}
	sqlite3_finalize(st);
	return value;
}

struct edition_past {
	sqlite3 *db;
	sqlite3_stmt *st;
	th_str revision;
	bool failed;
};

static const row_select of_path = {&history_desc, "FROM history WHERE path = ?1 ORDER BY ord"};

edition_past *past_open(const char *file, th_arena *a)
{
	edition_past *p = TH_NEW(a, edition_past);
	if (edition_open_file(&p->db, file, a) == SQLITE_OK &&
	    th_str_eqz(meta(p->db, a, "built_by"), TH_VERSION) &&
	    th_str_eq(meta(p->db, a, "schema"), th_str_fmt(a, "%d", EDITION_SCHEMA)) &&
	    sqlite3_prepare_v2(p->db, row_select_sql(a, &of_path), -1, &p->st, NULL) == SQLITE_OK)
		p->revision = meta(p->db, a, "history");
	return p;
}

void past_close(edition_past *p)
{
	if (p == NULL)
		return;
	sqlite3_finalize(p->st);
	sqlite3_close(p->db);
	p->st = NULL;
	p->db = NULL;
}

th_str past_revision(const edition_past *p)
{
	return p->revision;
}

bool past_failed(const edition_past *p)
{
	return p != NULL && p->failed;
}

bool past_each(
    edition_past *p, th_str path, void (*each)(void *ctx, const row_revision *r), void *ctx)
{
	bool any = false;
	if (p->revision.n == 0)
		return false;
	sqlite3_reset(p->st);
	row_bind(p->st, ROW_VALUES(path));
	int rc;
	while ((rc = sqlite3_step(p->st)) == SQLITE_ROW) {
		row_revision r;
		row_read(p->st, NULL, &history_desc, &r);
		r.path = path;
		each(ctx, &r);
		any = true;
	}
	p->failed = p->failed || rc != SQLITE_DONE;
	return any;
}
