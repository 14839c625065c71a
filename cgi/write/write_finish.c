/* write_finish.c -- completes an edition: what is derived from its rows, a check that what is
 * referred to exists, indexes, identity, sync. Called once at the end of a publish. */
#include "teamhub/writing.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { DAY = 24 * 60 * 60 };

/* Removes references to nothing, which would be dead ends on pages; the check has already reported
 * them to the author. */
static void drop_loose_ends(edition_writer *w)
{
	writer_exec(w,
	    "DELETE FROM moved WHERE href IN (SELECT href FROM doc);"
	    "DELETE FROM moved WHERE target NOT IN (SELECT id FROM doc);"
	    "DELETE FROM version_author WHERE target NOT IN (SELECT id FROM doc);"
	    "DELETE FROM amendment_person WHERE target NOT IN (SELECT id FROM doc);"
	    "DELETE FROM rel WHERE target NOT IN (SELECT id FROM doc);"
	    "DELETE FROM translation WHERE other NOT IN (SELECT id FROM doc);"
	    "DELETE FROM term WHERE doc NOT IN (SELECT id FROM doc);"
	    "UPDATE doc SET picture = NULL WHERE picture NOT IN (SELECT id FROM picture)");
}

/* Instants at which an answer changes on its own. */
static const char sql_boundaries[] =
    "INSERT OR IGNORE INTO boundary"
    " SELECT visible_from FROM doc WHERE visible_from > -9000000000000000000"
    " UNION ALL SELECT visible_until FROM doc WHERE visible_until < 9223372036854775807"
    " UNION ALL SELECT end_at + end_day * 86400 FROM doc WHERE end_at IS NOT NULL"
    " UNION ALL SELECT start_at + 86400 FROM doc WHERE start_at IS NOT NULL AND end_at IS NULL"
    " UNION ALL SELECT since_at FROM member WHERE since_at IS NOT NULL"
    " UNION ALL SELECT until_at FROM member WHERE until_at IS NOT NULL"
    " UNION ALL SELECT at FROM gone WHERE at > 0"
    " UNION ALL SELECT at FROM tombstone"
    " UNION ALL SELECT at + 30 * 86400 FROM tombstone"
    " UNION ALL SELECT at FROM cancelled"
    " UNION ALL SELECT at + 30 * 86400 FROM cancelled"
    " UNION ALL SELECT until FROM first";

static th_str replaced(th_arena *a, th_str s, th_str what, th_str by)
{
	ptrdiff_t at = th_str_find(s, what);
	if (at < 0)
		return s;
	return th_str_fmt(a, "%.*s%.*s%.*s", (int)at, s.p, TH_FMT(by),
	    TH_FMT(th_str_sub(s, (size_t)at + what.n, s.n)));
}

/* A copy has most days already; putting one into words is slow. */
static void load_days(edition_writer *w)
{
	th_str day;
	th_map_init(&w->days, w->a);
	sqlite3_stmt *st = writer_ask(w, "SELECT DISTINCT day FROM day");
	while (w->incremental && WRITER_ROW(w, w->a, st, &day))
		th_map_put(&w->days, day, w);
}

static th_str label_of(const writer_days *days, th_arena *a, th_str key, int64_t day, th_str ui)
{
	enum { MONTH = sizeof "2024-05" - 1 };
	if (key.n != MONTH)
		return days->label(a, day * DAY, 0, ui);
	return days->month != NULL ? days->month(a, day * DAY, ui) : key;
}

static void put_label(edition_writer *w, th_str day, th_str ui, th_str label)
{
	WRITE(w, "INSERT OR IGNORE INTO day VALUES(?1, ?2, ?3)", day, ui, label);
}

static void put_day(
    edition_writer *w, const writer_days *days, th_arena *a, th_str key, int64_t day)
{
	if (th_map_get(&w->days, key) != NULL)
		return;
	for (size_t i = 0; i < days->languages->n; i++) {
		th_str ui = days->languages->v[i];
		put_label(w, key, ui, label_of(days, a, key, day, ui));
	}
}

/* Removes days that nothing shows any more. */
static void drop_days(edition_writer *w, const th_map *found)
{
	for (size_t i = 0; i < w->days.n; i++) {
		th_str day = w->days.items[i].key;
		if (th_map_get(found, day) == NULL)
			WRITE(w, "DELETE FROM day WHERE day = ?1", day);
	}
}

/* For days beyond the table, since a rule goes on: for each month the label of any day, with {d}
 * and {y} for the numbers. */
static void put_months(edition_writer *w, const writer_days *days, th_arena *a, th_map *keys)
{
	for (int month = 1; month <= 12; month++) {
		th_str key = th_str_fmt(w->a, "-%02d", month);
		th_time day = th_time_of((th_civil){2028, month, 17, 0, 0, 0});
		th_map_put(keys, key, w);
		if (th_map_get(&w->days, key) != NULL)
			continue;
		for (size_t i = 0; i < days->languages->n; i++) {
			th_str label = days->label(a, day, 0, days->languages->v[i]);
			label = replaced(a, label, TH_S("2028"), TH_S("{y}"));
			label = replaced(a, label, TH_S("17"), TH_S("{d}"));
			put_label(w, key, days->languages->v[i], label);
		}
	}
}

/* When people joined programmes: days and months; years need no words. */
static void put_since(edition_writer *w, const writer_days *days, th_arena *a, th_map *keys)
{
	th_strs found = {0};
	th_str month;
	sqlite3_stmt *st =
	    writer_ask(w, "SELECT since FROM member WHERE length(since) > 4"
			  " UNION SELECT until FROM member WHERE length(until) > 4 ORDER BY 1");
	while (WRITER_ROW(w, w->a, st, &month))
		*TH_ADD(w->a, &found) = month;
	for (size_t i = 0; i < found.n; i++) {
		th_str key = found.v[i];
		th_str day = key.n > 7 ? key : th_str_fmt(w->a, "%.*s-01", TH_FMT(key));
		th_time at;
		if (!th_time_parse_rfc3339(th_str_fmt(w->a, "%.*sT00:00:00Z", TH_FMT(day)), &at))
			continue;
		th_map_put(keys, key, w);
		put_day(w, days, a, key, at / DAY);
		th_arena_reset(a);
	}
}

/* Every date that a page may show, as the day it was in its own zone. */
static const char sql_days[] =
    "SELECT DISTINCT at - ((at % 86400) + 86400) % 86400 FROM ("
    "SELECT published + published_offset * 60 AS at FROM doc WHERE published IS NOT NULL"
    " UNION ALL SELECT updated + updated_offset * 60 FROM doc WHERE updated IS NOT NULL"
    " UNION ALL SELECT start_at + start_offset * 60 FROM doc WHERE start_at IS NOT NULL"
    " UNION ALL SELECT end_at + end_offset * 60 FROM doc WHERE end_at IS NOT NULL"
    " UNION ALL SELECT at + at_offset * 60 FROM version"
    " UNION ALL SELECT at + at_offset * 60 FROM report_doc WHERE at IS NOT NULL"
    " UNION ALL SELECT consent_until + consent_offset * 60 FROM report_doc"
    " WHERE consent_until IS NOT NULL)";

static void put_days(edition_writer *w, const writer_days *days)
{
	TH_LIST(int64_t) found = {0};
	int64_t at;
	load_days(w);
	sqlite3_stmt *st = writer_ask(w, sql_days);
	while (WRITER_ROW(w, NULL, st, &at))
		*TH_ADD(w->a, &found) = at / DAY;
	th_arena *a = th_arena_new();
	th_map keys;
	th_map_init(&keys, w->a);
	for (size_t i = 0; i < found.n; i++) {
		th_str key = th_str_sub(th_time_rfc3339(w->a, found.v[i] * DAY, 0), 0, 10);
		th_map_put(&keys, key, w);
		put_day(w, days, a, key, found.v[i]);
		th_arena_reset(a);
	}
	put_since(w, days, a, &keys);
	put_months(w, days, a, &keys);
	if (w->incremental)
		drop_days(w, &keys);
	th_arena_free(a);
}

int writer_sync(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int rc = fd < 0 ? -1 : fsync(fd);
	int saved = errno;
	if (fd >= 0)
		close(fd);
	errno = saved;
	return rc;
}

void writer_derive(edition_writer *w)
{
	drop_loose_ends(w);
	writer_rank(w);
	writer_search(w);
	writer_first(w);
	writer_exec(w, sql_boundaries);
}

int writer_finish(edition_writer *w, th_str identity, const writer_days *days, th_err *err)
{
	writer_derive(w);
	put_days(w, days);
	if (!w->incremental)
		writer_run_schema(w, true);
	writer_put_meta(w, TH_S("identity"), identity);
	writer_close_statements(w);
	writer_exec(w, "COMMIT");
	if (!w->failed && sqlite3_close(w->db) == SQLITE_OK) {
		w->db = NULL;
		if (writer_sync(w->path) == 0) {
			w->finished = true;
			return 0;
		}
		w->failed = true;
		th_fail(&w->err, "%s: cannot be synced (%s): is the disk full?", w->path,
		    strerror(errno));
	}
	if (err != NULL)
		*err = w->err;
	return -1;
}
