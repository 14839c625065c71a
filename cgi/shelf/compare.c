/* compare.c -- what a publish changed: compares two editions, document by document. Called by the
 * hook that tells an author which addresses are now live, changed or gone.
 *
 * Compares what authors wrote: the blobs that documents were made from, titles, summaries, dates.
 * Lists and term pages change with every story and are not named. Reads only. */
#include "teamhub/ask.h"

#include "teamhub/shelf.h"
#include "teamhub/write.h"

#include <stdlib.h>

/* The beginning of an edition's addresses. */
typedef struct place {
	th_str origin, prefix, languages;
} place;

typedef struct comparing {
	th_arena *a;
	sqlite3 *db;
	place was, is;
	th_time now;
	TH_LIST(edition_difference) found;
} comparing;

/* A document of one edition, of those to compare; `now` is ?1. */
#define SEEN(edition)                                                                              \
	"(SELECT d.id, d.href, d.lang, d.kind, d.visible_from, d.published_offset,"                \
	" (SELECT t.title FROM " edition ".text t WHERE t.doc = d.id ORDER BY t.ui LIMIT 1) AS "   \
	"title FROM wanted CROSS JOIN " edition ".doc d ON d.id = wanted.id WHERE "                \
	"d.visible_until > ?1)"

/* All four statements return the columns of `found`. */
static const char sql_live[] =
    "SELECT n.href, n.lang, n.kind, n.title, n.visible_from, n.published_offset, NULL, NULL, 0"
    " FROM " SEEN(
	"new") " n LEFT JOIN old.doc o ON o.id = n.id AND o.href = n.href AND ("
	       "(o.visible_from <= ?1 AND ?1 < o.visible_until)"
	       " OR (n.visible_from > ?1 AND o.visible_from = n.visible_from)) WHERE o.id IS NULL";

static const char sql_changed[] =
    "SELECT n.href, n.lang, n.kind, n.title, n.visible_from, n.published_offset, NULL, NULL, 0"
    " FROM " SEEN(
	"new") " n JOIN old.doc o ON o.id = n.id AND o.href = n.href"
	       " AND o.visible_from <= ?1 AND ?1 < o.visible_until JOIN new.doc d ON d.id = n.id"
	       " WHERE n.visible_from <= ?1 AND ("
	       "d.published IS NOT o.published OR d.updated IS NOT o.updated"
	       " OR d.picture IS NOT o.picture OR d.start_at IS NOT o.start_at OR d.end_at IS NOT "
	       "o.end_at"
	       " OR d.critical <> o.critical OR d.former <> o.former OR n.id IN ("
	       "SELECT s.doc FROM new.source s LEFT JOIN old.source p ON p.path = s.path"
	       " WHERE s.doc IN (SELECT id FROM wanted) AND p.blob IS NOT s.blob)"
	       " OR EXISTS (SELECT 1 FROM new.text t JOIN old.text u ON u.doc = t.doc AND u.ui = "
	       "t.ui"
	       " WHERE t.doc = n.id"
	       " AND (t.title <> u.title OR t.subtitle <> u.subtitle OR t.summary <> u.summary)))";

static const char sql_gone[] =
    "SELECT o.href, o.lang, o.kind, o.title, o.visible_from, o.published_offset,"
    " (SELECT d.href FROM new.moved m JOIN new.doc d ON d.id = m.target WHERE m.href = o.href),"
    " (SELECT d.lang FROM new.moved m JOIN new.doc d ON d.id = m.target WHERE m.href = o.href),"
    " EXISTS (SELECT 1 FROM new.gone g WHERE g.href = o.href AND g.at <= ?1)"
    " FROM " SEEN("old") " o WHERE o.visible_from <= ?1 AND NOT EXISTS ("
			 "SELECT 1 FROM new.doc n WHERE n.href = o.href AND n.kind = o.kind"
			 " AND n.visible_from <= ?1 AND ?1 < n.visible_until)";

/* Addresses that had no page of their own before: aliases, old addresses. */
static const char sql_withdrawn[] =
    "SELECT g.href, '', '', '', 0, 0, NULL, NULL, 0 FROM new.gone g WHERE g.at <= ?1"
    " AND NOT EXISTS (SELECT 1 FROM old.gone p WHERE p.href = g.href AND p.at <= ?1)"
    " AND NOT EXISTS (SELECT 1 FROM old.doc o WHERE o.href = g.href AND o.visible_from <= ?1"
    " AND ?1 < o.visible_until) AND NOT EXISTS (SELECT 1 FROM new.moved m WHERE m.href = g.href)"
    " AND NOT EXISTS (SELECT 1 FROM new.doc d WHERE d.href = g.href AND d.visible_from <= ?1"
    " AND ?1 < d.visible_until)";

static const char sql_stays[] = "SELECT n.href, n.lang, n.kind, n.title, o.lang FROM " SEEN(
    "new") " n"
	   " JOIN old.doc o ON o.id = n.id AND o.href = n.href"
	   " AND o.visible_from <= ?1 AND ?1 < o.visible_until AND n.visible_from <= ?1";

typedef struct found {
	th_str href, lang, kind, title;
	th_time from;
	int offset;
	th_str moved_href, moved_lang; /* where that address leads now; empty: nowhere */
	bool withdrawn;
} found;

/* A story has one address, in its own language; everything else is named in the hub's first
 * language. */
static th_str address(const comparing *c, const place *at, th_str kind, th_str lang, th_str href)
{
	th_str rest = at->languages, part;
	bool first = true, other = false;
	while (th_str_split(&rest, ',', &part)) {
		other |= !first && th_str_eq(part, lang);
		first = false;
	}
	if (!other || !th_str_eqz(kind, "story"))
		return th_str_fmt(
		    c->a, "%.*s%.*s%.*s", TH_FMT(at->origin), TH_FMT(at->prefix), TH_FMT(href));
	return th_str_fmt(c->a, "%.*s%.*s/%.*s%.*s", TH_FMT(at->origin), TH_FMT(at->prefix),
	    TH_FMT(lang), TH_FMT(href));
}

static int collect(comparing *c, const char *sql, edition_change change, th_err *err)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(c->db, sql, -1, &st, NULL);
	if (rc == SQLITE_OK)
		row_bind(st, ROW_VALUES(c->now));
	found f;
	while (rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW) {
		row_get(st, c->a,
		    ROW_TARGETS(&f.href, &f.lang, &f.kind, &f.title, &f.from, &f.offset,
			&f.moved_href, &f.moved_lang, &f.withdrawn));
		edition_difference *d = TH_ADD(c->a, &c->found);
		*d = (edition_difference){.change = change,
		    .url = address(
			c, change == EDITION_GONE ? &c->was : &c->is, f.kind, f.lang, f.href),
		    .kind = f.kind,
		    .lang = f.lang,
		    .title = f.title,
		    .from = f.from,
		    .offset = f.offset};
		if (change == EDITION_LIVE && d->from > c->now)
			d->change = EDITION_LATER;
		if (change == EDITION_GONE && f.moved_href.n > 0) {
			d->change = EDITION_MOVED;
			d->target = address(c, &c->is, f.kind, f.moved_lang, f.moved_href);
		} else if (change == EDITION_GONE && f.withdrawn) {
			d->change = EDITION_WITHDRAWN;
		}
		rc = SQLITE_OK;
	}
	sqlite3_finalize(st);
	return rc == SQLITE_DONE
		   ? 0
		   : th_fail(err, "the two editions cannot be compared: %s", sqlite3_errmsg(c->db));
}

static int by_change(const void *x, const void *y)
{
	const edition_difference *a = x, *b = y;
	if (a->change != b->change)
		return a->change < b->change ? -1 : 1;
	return th_str_cmp(a->url, b->url);
}

/* When settings (host, prefix, languages) change, every address moves, although no page changes. */
static int collect_moved(comparing *c, th_err *err)
{
	sqlite3_stmt *st = NULL;
	if (th_str_eq(c->was.origin, c->is.origin) && th_str_eq(c->was.prefix, c->is.prefix) &&
	    th_str_eq(c->was.languages, c->is.languages))
		return 0;
	int rc = sqlite3_prepare_v2(c->db, sql_stays, -1, &st, NULL);
	if (rc == SQLITE_OK)
		row_bind(st, ROW_VALUES(c->now));
	while (rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW) {
		th_str href, kind, lang, title, was_lang;
		row_get(st, c->a, ROW_TARGETS(&href, &lang, &kind, &title, &was_lang));
		th_str url = address(c, &c->was, kind, was_lang, href);
		th_str target = address(c, &c->is, kind, lang, href);
		rc = SQLITE_OK;
		if (!th_str_eq(url, target))
			*TH_ADD(c->a, &c->found) = (edition_difference){.change = EDITION_MOVED,
			    .url = url,
			    .target = target,
			    .kind = kind,
			    .lang = lang,
			    .title = title};
	}
	sqlite3_finalize(st);
	return rc == SQLITE_DONE
		   ? 0
		   : th_fail(err, "the two editions cannot be compared: %s", sqlite3_errmsg(c->db));
}

static th_str meta(const comparing *c, const char *sql, const char *key)
{
	sqlite3_stmt *st = NULL;
	th_str value = TH_NONE;
	if (sqlite3_prepare_v2(c->db, sql, -1, &st, NULL) == SQLITE_OK) {
		row_bind(st, ROW_VALUES(key));
		if (sqlite3_step(st) == SQLITE_ROW)
			row_get(st, c->a, ROW_TARGETS(&value));
	}
	sqlite3_finalize(st);
	return value;
}

static place read_place(const comparing *c, const char *sql)
{
	return (place){meta(c, sql, "origin"), meta(c, sql, "prefix"), meta(c, sql, "languages")};
}

static int attach(comparing *c, const char *path, const char *sql)
{
	sqlite3_stmt *st = NULL;
	th_str uri = edition_uri(c->a, path);
	int rc = sqlite3_prepare_v2(c->db, sql, -1, &st, NULL);
	if (rc == SQLITE_OK)
		row_bind(st, ROW_VALUES(uri));
	if (rc == SQLITE_OK && sqlite3_step(st) != SQLITE_DONE)
		rc = SQLITE_ERROR;
	sqlite3_finalize(st);
	return rc;
}

/* Attaches both to an empty in-memory database; without an older edition, empty tables of the same
 * shape. */
static int open_both(comparing *c, const char *before, const char *after)
{
	static const char empty[] =
	    "ATTACH ':memory:' AS old; CREATE TABLE old.doc AS SELECT * FROM new.doc WHERE 0;"
	    "CREATE TABLE old.text AS SELECT * FROM new.text WHERE 0;"
	    "CREATE TABLE old.source AS SELECT * FROM new.source WHERE 0;"
	    "CREATE TABLE old.gone AS SELECT * FROM new.gone WHERE 0;";
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
	int rc = sqlite3_open_v2(":memory:", &c->db, flags, NULL);
	if (rc == SQLITE_OK)
		rc = attach(c, after, "ATTACH ?1 AS new");
	if (rc == SQLITE_OK)
		rc = before ? attach(c, before, "ATTACH ?1 AS old")
			    : sqlite3_exec(c->db, empty, NULL, NULL, NULL);
	return rc;
}

/* The documents to compare: `ids`, or all of both editions. */
static int ask_about(comparing *c, const th_strs *ids)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_exec(
	    c->db, "CREATE TABLE wanted(id TEXT PRIMARY KEY) WITHOUT ROWID", NULL, NULL, NULL);
	if (rc == SQLITE_OK && ids == NULL)
		return sqlite3_exec(c->db,
		    "INSERT INTO wanted SELECT id FROM new.doc UNION SELECT id FROM old.doc", NULL,
		    NULL, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_prepare_v2(
		    c->db, "INSERT OR IGNORE INTO main.wanted VALUES(?1)", -1, &st, NULL);
	for (size_t i = 0; rc == SQLITE_OK && i < ids->n; i++) {
		sqlite3_reset(st);
		row_bind(st, ROW_VALUES(ids->v[i]));
		rc = sqlite3_step(st) == SQLITE_DONE ? SQLITE_OK : SQLITE_ERROR;
	}
	sqlite3_finalize(st);
	return rc;
}

int edition_compare(const char *before, const char *after, const th_strs *ids, th_time now,
    void (*each)(void *ctx, const edition_difference *d), void *ctx, th_err *err)
{
	comparing c = {.a = th_arena_new(), .now = now};
	int rc = 0;
	if (open_both(&c, before, after) != SQLITE_OK || ask_about(&c, ids) != SQLITE_OK) {
		rc = th_fail(err, "%s: cannot be compared with %s: %s", after,
		    before ? before : "nothing", sqlite3_errmsg(c.db));
		goto out;
	}
	c.is = read_place(&c, "SELECT value FROM new.meta WHERE key = ?1");
	c.was = before ? read_place(&c, "SELECT value FROM old.meta WHERE key = ?1") : c.is;
	rc = collect_moved(&c, err);
	if (rc == 0)
		rc = collect(&c, sql_live, EDITION_LIVE, err);
	if (rc == 0)
		rc = collect(&c, sql_changed, EDITION_CHANGED, err);
	if (rc == 0)
		rc = collect(&c, sql_gone, EDITION_GONE, err);
	if (rc == 0)
		rc = collect(&c, sql_withdrawn, EDITION_WITHDRAWN, err);
	if (rc != 0)
		goto out;
	if (c.found.n > 1)
		qsort(c.found.v, c.found.n, sizeof(*c.found.v), by_change);
	for (size_t i = 0; i < c.found.n; i++)
		each(ctx, &c.found.v[i]);
out:
	sqlite3_close(c.db);
	th_arena_free(c.a);
	return rc;
}
