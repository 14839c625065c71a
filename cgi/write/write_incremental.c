/* write_incremental.c -- makes an edition from a copy of the last one: removes and re-inserts what
 * changed. Called by publish, which knows what changed; write.c inserts rows as into a fresh one.
 *
 * Nobody reads the copy until it is swapped in, so nothing is journalled. Deleted rows are
 * overwritten with zeros, and when something was withdrawn the whole file is rewritten
 * (writer_compact), so that no page of it remembers. */
#include "teamhub/writing.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Starts writing each part to disk at once, which leaves little for the final sync. */
static int copy_parts(int in, int out)
{
	enum { PART = 4 * 1024 * 1024 };
	off_t at = 0;
	ssize_t n = 1;
	while (n > 0) {
		n = copy_file_range(in, NULL, out, NULL, PART, 0);
		if (n < 0 && errno == EINTR)
			n = 1;
		else if (n > 0) {
			sync_file_range(out, at, n, SYNC_FILE_RANGE_WRITE);
			at += n;
		}
	}
	return n < 0 ? -1 : 0;
}

int edition_copy(const char *from, const char *to, th_err *err)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	int rc = in < 0 || out < 0 ? -1 : 0;
	/* Where the file system can, both files share their pages until one is written to. */
	if (rc == 0 && ioctl(out, FICLONE, in) != 0)
		rc = copy_parts(in, out);
	if (rc != 0)
		th_fail(err, "%s: cannot be copied (%s): is the disk full?", from, strerror(errno));
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	return rc;
}

int writer_begin_incremental(edition_writer **out, const char *path, th_err *err)
{
	*out = NULL;
	th_arena *a = th_arena_new();
	edition_writer *w = TH_NEW(a, edition_writer);
	w->a = a;
	w->incremental = true;
	th_map_init(&w->fresh, a);
	w->path = th_str_z(a, th_strz(path));
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
	if (sqlite3_open_v2(path, &w->db, flags, NULL) != SQLITE_OK) {
		th_fail(err, "%s: cannot be opened (%s)", path, sqlite3_errmsg(w->db));
		writer_free(w);
		return -1;
	}
	writer_exec(w,
	    "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
	    "PRAGMA cache_size=-64000; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=1073741824;"
	    "PRAGMA secure_delete=ON;" WRITER_BEGIN_OWNED);
	if (w->failed) {
		if (err != NULL)
			*err = w->err;
		writer_free(w);
		return -1;
	}
	*out = w;
	return 0;
}

/* Deleting a document's row deletes everything it owns (schema.sql); rows of others that refer to
 * it change when these are written. */
void writer_forget(edition_writer *w, const th_strs *docs)
{
	writer_forget_report(w); /* inserted anew each time, so there is nothing to compare */
	for (size_t i = 0; i < docs->n; i++) {
		search_drop(w, docs->v[i]);
		WRITE(w, "DELETE FROM doc WHERE id = ?1", docs->v[i]);
	}
}

void writer_forget_history(edition_writer *w, th_str path)
{
	WRITE(w, "DELETE FROM history WHERE path = ?1", path);
}

void writer_forget_picture(edition_writer *w, th_str id)
{
	WRITE(w, "DELETE FROM picture WHERE id = ?1", id);
}

void writer_each_picture(edition_writer *w, void (*each)(void *ctx, th_str id), void *ctx)
{
	th_strs ids = {0};
	th_str picture;
	sqlite3_stmt *st = writer_ask(w, "SELECT id FROM picture ORDER BY id");
	while (WRITER_ROW(w, w->a, st, &picture))
		*TH_ADD(w->a, &ids) = picture;
	for (size_t i = 0; i < ids.n; i++)
		each(ctx, ids.v[i]);
}

/* Small things that are inserted anew each time: settings, addresses that are gone. */
void writer_forget_hub(edition_writer *w)
{
	writer_exec(w, "DELETE FROM meta; DELETE FROM facet; DELETE FROM facet_label;"
		       "DELETE FROM gone; DELETE FROM tombstone; DELETE FROM cancelled;");
}

void writer_forget_look(edition_writer *w)
{
	writer_exec(w, "DELETE FROM template; DELETE FROM word; DELETE FROM asset;");
}

/* A language is a term as long as a story is written in it. */
static void forget_languages(edition_writer *w)
{
	writer_exec(w,
	    "DELETE FROM term WHERE facet = 'lang' AND NOT EXISTS (SELECT 1 FROM doc_term d"
	    " WHERE d.facet = 'lang' AND d.term = term.slug)");
}

void writer_forget_derived(edition_writer *w)
{
	forget_languages(w);
	writer_exec(w, "DELETE FROM boundary;"
		       "DELETE FROM first; DELETE FROM tandem");
}

/* Numbers in the search index are never reused; too many unused ones make it slow. */
bool writer_is_worn(edition_writer *w)
{
	enum { SPARE = 4096 };
	int64_t next = 0, used = 0;
	sqlite3_stmt *st = writer_ask(w, "SELECT coalesce(max(num), 0), count(*) FROM search_doc");
	WRITER_ONE(w, NULL, st, &next, &used);
	return next > 2 * used + SPARE;
}

int writer_compact(const char *path, const char *to, th_err *err)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	unlink(to);
	if (rc == SQLITE_OK)
		rc = sqlite3_prepare_v2(db, "VACUUM INTO ?1", -1, &st, NULL);
	if (rc == SQLITE_OK) {
		row_bind(st, ROW_VALUES(to));
		rc = sqlite3_step(st);
	}
	if (rc != SQLITE_DONE)
		th_fail(
		    err, "%s: cannot be written (%s): is the disk full?", to, sqlite3_errmsg(db));
	sqlite3_finalize(st);
	sqlite3_close(db);
	if (rc == SQLITE_DONE && (writer_sync(to) != 0 || rename(to, path) != 0))
		return th_fail(err, "%s: cannot be moved into place (%s)", to, strerror(errno));
	return rc == SQLITE_DONE ? 0 : -1;
}
