/* shelf_erase.c -- removes what was withdrawn, or lost its consent, from the editions kept for
 * rollback. Called by publish once the new edition is live.
 *
 * An edition is never changed in place: workers may have it open. A copy is rewritten (rows
 * deleted, derived rows made anew, VACUUM, so that no page of the file remembers), gets an identity
 * of its own (its answers differ, so its ETags must) and is moved into place by rename(2); only
 * then is the old file deleted. If the publish is killed in between, the next one repeats this. */
#include "teamhub/digest.h"
#include "teamhub/writing.h"

#include "files.h"
#include "teamhub/edition.h"
#include "teamhub/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- what an edition holds of it ---- */

static bool has_row(sqlite3 *db, const char *sql, const row_value *values, size_t n, bool *broken)
{
	sqlite3_stmt *st = NULL;
	bool has = false;
	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK) {
		*broken = true;
	} else {
		row_bind(st, values, n);
		int rc = sqlite3_step(st);
		has = rc == SQLITE_ROW;
		*broken = *broken || (rc != SQLITE_ROW && rc != SQLITE_DONE);
	}
	sqlite3_finalize(st);
	return has;
}

#define HAS_ROW(db, broken, sql, ...) has_row((db), (sql), ROW_VALUES(__VA_ARGS__), (broken))

static const char has_document[] = "SELECT 1 FROM doc WHERE id = ?1";
static const char has_portrait[] = "SELECT 1 FROM doc WHERE id = ?1 AND picture NOT LIKE ':%'";
static const char has_picture[] = "SELECT 1 FROM picture WHERE id = ?1";
static const char has_card[] = "SELECT 1 FROM share WHERE doc = ?1";
static const char is_gone[] = "SELECT 1 FROM gone WHERE href = ?1";

/* Whatever happened to its file since. */
static const char by_voice[] =
    "SELECT r.doc FROM rel r JOIN doc d ON d.id = r.doc WHERE r.target = ?1"
    " AND d.kind IN ('story', 'kudos') AND r.role IN ('author', 'from', 'to')";

static const char from_source[] =
    "SELECT doc FROM source WHERE path = ?1 AND doc <> '' AND (?2 = '' OR blob = ?2)";

typedef enum holds { HOLDS_NOTHING, HOLDS_ADDRESSES, HOLDS_TEXT, HOLDS_UNKNOWN } holds;

/* Of its own, or in one of its texts. */
static const char has_pictures[] =
    "SELECT 1 FROM doc WHERE id = ?1 AND picture IS NOT NULL AND picture NOT LIKE ':%' UNION ALL"
    " SELECT 1 FROM body WHERE doc = ?1 AND html LIKE '%<img %'";

static bool is_schema(sqlite3 *db)
{
	sqlite3_stmt *st = NULL;
	bool is = sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &st, NULL) == SQLITE_OK &&
		  sqlite3_step(st) == SQLITE_ROW && sqlite3_column_int(st, 0) == EDITION_SCHEMA;
	sqlite3_finalize(st);
	return is;
}

static holds look(const char *path, const erasure *e)
{
	sqlite3 *db = NULL;
	bool broken = false, text = false, address = false;
	int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;
	if (sqlite3_open_v2(path, &db, flags, NULL) != SQLITE_OK) {
		sqlite3_close(db);
		return HOLDS_UNKNOWN;
	}
	bool ours = is_schema(db);
	for (size_t i = 0; i < e->ids.n && !text; i++)
		text = HAS_ROW(db, &broken, has_document, e->ids.v[i]);
	for (size_t i = 0; i < e->voices.n && !text && ours; i++)
		text = HAS_ROW(db, &broken, by_voice, e->voices.v[i]);
	for (size_t i = 0; i < e->sources.n && !text; i++)
		text =
		    HAS_ROW(db, &broken, from_source, e->sources.v[i].path, e->sources.v[i].blob);
	for (size_t i = 0; i < e->portraits.n && !text; i++)
		text = HAS_ROW(db, &broken, has_portrait, e->portraits.v[i]);
	for (size_t i = 0; i < e->pictures.n && !text; i++)
		text = HAS_ROW(db, &broken, has_picture, e->pictures.v[i]);
	for (size_t i = 0; i < e->without_pictures.n && !text && ours; i++)
		text = HAS_ROW(db, &broken, has_pictures, e->without_pictures.v[i]);
	for (size_t i = 0; i < e->cards.n && !text && ours; i++)
		text = HAS_ROW(db, &broken, has_card, e->cards.v[i]);
	for (size_t i = 0; i < e->gone.n && !address && ours; i++)
		address = !HAS_ROW(db, &broken, is_gone, e->gone.v[i].href);
	sqlite3_close(db);
	if (broken || (text && !ours))
		return HOLDS_UNKNOWN;
	return text ? HOLDS_TEXT : address ? HOLDS_ADDRESSES : HOLDS_NOTHING;
}

/* ---- rewriting ---- */

/* People who must not appear are also on the cards of what they wrote. */
static const char forget_cards[] =
    "DELETE FROM share WHERE doc = ?1 OR doc IN (SELECT doc FROM rel WHERE target = ?1)";

/* Deleting a document's row deletes what it owns (schema.sql). Before that, rows that name it by
 * its file or its words are deleted (?1 is its id); after it, writer_derive updates what others say
 * about it. */
static const char *const forget_traces[] = {
    forget_cards,
    "DELETE FROM doc_term WHERE facet = 'author' AND 'person/' || term = ?1",
    "DELETE FROM depends WHERE on_path IN (SELECT path FROM source WHERE doc = ?1)",
    "DELETE FROM history WHERE path IN (SELECT path FROM source WHERE doc = ?1)",
};

/* Pictures that nothing shows any more; their files leave the disk when the shelf is next tidied. A
 * picture of the source that a remaining document lists is one that its text shows. */
static const char forget_pictures[] =
    "DELETE FROM picture WHERE id NOT IN (SELECT picture FROM doc WHERE picture IS NOT NULL)"
    " AND id NOT IN (SELECT picture FROM download)"
    " AND id NOT IN (SELECT on_path FROM depends)";

/* Drafts that waited then are nobody's business now. */
static const char forget_derived[] =
    "DELETE FROM rank; DELETE FROM posting; DELETE FROM boundary;"
    "DELETE FROM first; DELETE FROM tandem;"
    "DELETE FROM report_author WHERE doc IN (SELECT doc FROM report_doc WHERE kind = 'draft');"
    "DELETE FROM report_override WHERE doc NOT IN (SELECT id FROM doc);"
    "DELETE FROM report_doc WHERE kind = 'draft'";

static void forget(edition_writer *w, th_str id)
{
	search_drop(w, id);
	for (size_t k = 0; k < TH_COUNT(forget_traces); k++)
		WRITE(w, forget_traces[k], id);
	WRITE(w, "DELETE FROM doc WHERE id = ?1", id);
}

static void forget_made_from(edition_writer *w, const erasure *e)
{
	th_strs ids = {0};
	th_str id;
	for (size_t i = 0; i < e->voices.n; i++) {
		sqlite3_stmt *st = WRITER_ASK(w, by_voice, e->voices.v[i]);
		while (WRITER_ROW(w, w->a, st, &id))
			*TH_ADD(w->a, &ids) = id;
	}
	for (size_t i = 0; i < e->sources.n; i++) {
		sqlite3_stmt *st =
		    WRITER_ASK(w, from_source, e->sources.v[i].path, e->sources.v[i].blob);
		while (WRITER_ROW(w, w->a, st, &id))
			*TH_ADD(w->a, &ids) = id;
	}
	for (size_t i = 0; i < ids.n; i++)
		forget(w, ids.v[i]);
}

static void rewrite_rows(edition_writer *w, const erasure *e, th_str identity)
{
	forget_made_from(w, e);
	for (size_t i = 0; i < e->ids.n; i++)
		forget(w, e->ids.v[i]);
	for (size_t i = 0; i < e->portraits.n; i++) {
		WRITE(w, "UPDATE text SET picture_alt = '' WHERE doc = ?1", e->portraits.v[i]);
		WRITE(w, "UPDATE doc SET picture = NULL WHERE id = ?1 AND picture NOT LIKE ':%'",
		    e->portraits.v[i]);
		WRITE(w, forget_cards, e->portraits.v[i]);
	}
	for (size_t i = 0; i < e->without_pictures.n; i++)
		erase_pictures_of(w, e->without_pictures.v[i]);
	for (size_t i = 0; i < e->pictures.n; i++)
		erase_picture(w, e->pictures.v[i]);
	for (size_t i = 0; i < e->cards.n; i++)
		WRITE(w, "DELETE FROM share WHERE doc = ?1", e->cards.v[i]);
	for (size_t i = 0; i < e->gone.n; i++)
		writer_put_gone(w, e->gone.v[i].href, e->gone.v[i].at);
	for (size_t i = 0; i < e->tombstones.n; i++)
		writer_put_tombstone(w, e->tombstones.v[i].uid, e->tombstones.v[i].at,
		    e->tombstones.v[i].href, e->tombstones.v[i].kind);
	writer_exec(w, forget_pictures);
	writer_exec(w, forget_derived);
	writer_derive(w);
	writer_put_meta(w, TH_S("identity"), identity);
}

static int rewrite(const char *path, const erasure *e, th_str identity, th_arena *a, th_err *err)
{
	edition_writer *w = TH_NEW(a, edition_writer);
	w->a = a;
	w->path = th_str_z(a, th_strz(path));
	if (sqlite3_open_v2(path, &w->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) !=
	    SQLITE_OK) {
		th_fail(err, "%s: cannot be opened (%s)", path, sqlite3_errmsg(w->db));
		sqlite3_close(w->db);
		return -1;
	}
	writer_exec(w,
	    "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
	    "PRAGMA temp_store=MEMORY;" WRITER_BEGIN_OWNED);
	rewrite_rows(w, e, identity);
	writer_close_statements(w);
	writer_search_free(w);
	writer_exec(w, "COMMIT");
	writer_exec(w, "VACUUM");
	sqlite3_close(w->db);
	if (w->failed && err != NULL)
		*err = w->err;
	return w->failed ? -1 : 0;
}

/* ---- files ---- */

static th_str identity_of(th_str was, const erasure *e, th_arena *a)
{
	th_buf all = {0};
	char *hex = th_alloc(a, 65);
	th_buf_add(&all, was);
	for (size_t i = 0; i < e->ids.n; i++)
		th_buf_addf(&all, "\ndocument %.*s", TH_FMT(e->ids.v[i]));
	for (size_t i = 0; i < e->voices.n; i++)
		th_buf_addf(&all, "\nvoice %.*s", TH_FMT(e->voices.v[i]));
	for (size_t i = 0; i < e->sources.n; i++)
		th_buf_addf(&all, "\nsource %.*s %.*s", TH_FMT(e->sources.v[i].path),
		    TH_FMT(e->sources.v[i].blob));
	for (size_t i = 0; i < e->portraits.n; i++)
		th_buf_addf(&all, "\npicture %.*s", TH_FMT(e->portraits.v[i]));
	for (size_t i = 0; i < e->pictures.n; i++)
		th_buf_addf(&all, "\nfile %.*s", TH_FMT(e->pictures.v[i]));
	for (size_t i = 0; i < e->without_pictures.n; i++)
		th_buf_addf(&all, "\nshown %.*s", TH_FMT(e->without_pictures.v[i]));
	for (size_t i = 0; i < e->cards.n; i++)
		th_buf_addf(&all, "\ncard %.*s", TH_FMT(e->cards.v[i]));
	for (size_t i = 0; i < e->gone.n; i++)
		th_buf_addf(&all, "\ngone %.*s %lld", TH_FMT(e->gone.v[i].href),
		    (long long)e->gone.v[i].at);
	digest_sha256(hex, th_buf_str(&all));
	th_buf_free(&all);
	return th_strz(hex);
}

static int replace(shelf *s, const shelf_edition *x, const erasure *e, th_arena *a, th_err *err)
{
	const char *dir = shelf_editions_dir(s);
	const char *was = th_str_fmt(a, "%s/%.*s.sqlite", dir, TH_FMT(x->identity)).p;
	holds what = look(was, e);
	if (what == HOLDS_NOTHING)
		return 0;
	if (what == HOLDS_UNKNOWN)
		return unlink(was) == 0
			   ? 0
			   : th_fail(err, "%s: cannot be removed (%s): remove it by hand", was,
				 strerror(errno));
	const char *draft = th_str_fmt(a, "%s/erase.tmp", dir).p;
	th_str identity = identity_of(x->identity, e, a);
	const char *to = th_str_fmt(a, "%s/%.*s.sqlite", dir, TH_FMT(identity)).p;
	struct stat st;
	if (stat(was, &st) != 0)
		return th_fail(err, "%s: cannot be read (%s)", was, strerror(errno));
	const struct timespec times[2] = {st.st_mtim, st.st_mtim};
	if (edition_copy(was, draft, err) != 0 || rewrite(draft, e, identity, a, err) != 0) {
		th_err why = err != NULL ? *err : (th_err){""};
		unlink(draft);
		unlink(was); /* a withdrawal outranks rollback */
		return th_fail(
		    err, "%s: was removed, since it could not be rewritten: %.600s", was, why.msg);
	}
	if (utimensat(AT_FDCWD, draft, times, 0) != 0 || chmod(draft, 0444) != 0 ||
	    writer_sync(draft) != 0 || rename(draft, to) != 0 || unlink(was) != 0)
		return th_fail(err, "%s: cannot be moved into place (%s)", to, strerror(errno));
	return 0;
}

int shelf_erase(shelf *s, const erasure *e, th_err *err)
{
	shelf_editions list;
	th_arena *a = th_arena_new();
	int rc = 0;
	if (e->ids.n + e->sources.n + e->portraits.n + e->pictures.n + e->without_pictures.n +
		e->cards.n + e->gone.n >
	    0)
		rc = shelf_list(shelf_file(s), a, &list, err);
	else
		list = (shelf_editions){0};
	for (size_t i = 0; rc == 0 && i < list.n; i++)
		if (!list.v[i].current)
			rc = replace(s, &list.v[i], e, a, err);
	th_arena_free(a);
	return rc;
}
