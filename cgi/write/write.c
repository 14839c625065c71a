/* write.c -- a fresh edition and its rows. Called by the publish pipeline, from one thread. The
 * file is nobody's until it is finished and swapped in, so nothing is journalled or synced on the
 * way: a crash leaves a draft that the next publish throws away. */
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

static const char schema_text[] =
#include "schema.h"
    ;

void writer_run_schema(edition_writer *w, bool indexes)
{
	const char *first_index = strstr(schema_text, "CREATE INDEX");
	size_t tables = first_index ? (size_t)(first_index - schema_text) : sizeof schema_text - 1;
	if (indexes)
		writer_exec(w, schema_text + tables);
	else
		writer_exec(w, th_str_z(w->a, th_strn(schema_text, tables)));
}

int writer_begin(edition_writer **out, const char *path, th_err *err)
{
	*out = NULL;
	if (access(path, F_OK) == 0)
		return th_fail(err, "%s: is there already: remove it", path);
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
	for (size_t i = 0; i < TH_COUNT(w->statements); i++)
		sqlite3_finalize(w->statements[i].st);
	writer_search_free(w);
	sqlite3_close(w->db);
	if (!w->finished)
		unlink(w->path);
	th_arena_free(w->a);
}

/* ---- statements ---- */

sqlite3_stmt *writer_ask(edition_writer *w, const char *sql)
{
	if (w->failed)
		return NULL;
	for (size_t i = 0; i < TH_COUNT(w->statements); i++) {
		writer_statement *s = &w->statements[i];
		if (s->sql == NULL) {
			if (sqlite3_prepare_v2(w->db, sql, -1, &s->st, NULL) != SQLITE_OK) {
				fail(w);
				return NULL;
			}
			s->sql = sql;
		}
		if (s->sql == sql) {
			sqlite3_reset(s->st);
			return s->st;
		}
	}
	th_fail(&w->err, "%s: more statements than are kept", w->path);
	w->failed = true;
	return NULL;
}

void writer_bind(sqlite3_stmt *st, int i, th_str s)
{
	sqlite3_bind_text(st, i, s.p ? s.p : "", (int)s.n, SQLITE_STATIC);
}

void writer_bind_int(sqlite3_stmt *st, int i, int64_t v)
{
	sqlite3_bind_int64(st, i, v);
}

static void bind_time(sqlite3_stmt *st, int i, th_time t)
{
	if (t == TH_NEVER)
		sqlite3_bind_null(st, i);
	else
		sqlite3_bind_int64(st, i, t);
}

void writer_run(edition_writer *w, sqlite3_stmt *st)
{
	if (st == NULL)
		return;
	if (sqlite3_step(st) != SQLITE_DONE)
		fail(w);
	sqlite3_reset(st);
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

th_str writer_peek(sqlite3_stmt *st, int i)
{
	const char *p = (const char *)sqlite3_column_text(st, i);
	return th_strn(p, p ? (size_t)sqlite3_column_bytes(st, i) : 0);
}

th_str writer_column(th_arena *a, sqlite3_stmt *st, int i)
{
	return th_str_dup(a, writer_peek(st, i));
}

/* ---- rows ---- */

static void put(edition_writer *w, const char *sql, const th_str *values, int n)
{
	sqlite3_stmt *st = writer_ask(w, sql);
	for (int i = 0; i < n; i++)
		writer_bind(st, i + 1, values[i]);
	writer_run(w, st);
}

#define PUT(w, sql, ...)                                                                           \
	put((w), (sql), (const th_str[]){__VA_ARGS__},                                             \
	    (int)(sizeof((const th_str[]){__VA_ARGS__}) / sizeof(th_str)))

void writer_put_meta(edition_writer *w, th_str key, th_str value)
{
	PUT(w, "INSERT OR REPLACE INTO meta VALUES(?1, ?2)", key, value);
}

void writer_put_facet(edition_writer *w, th_str name, int64_t ord, th_str path, th_str kind)
{
	sqlite3_stmt *st = writer_ask(w, "INSERT INTO facet VALUES(?1, ?2, ?3, ?4)");
	writer_bind(st, 1, name);
	writer_bind_int(st, 2, ord);
	writer_bind(st, 3, path);
	writer_bind(st, 4, kind);
	writer_run(w, st);
}

void writer_put_facet_label(edition_writer *w, th_str facet, th_str ui, th_str label, th_str plural)
{
	PUT(w, "INSERT OR REPLACE INTO facet_label VALUES(?1, ?2, ?3, ?4)", facet, ui, label,
	    plural);
}

static void bind_when(sqlite3_stmt *st, int i, const row_when *t)
{
	bind_time(st, i, t->at);
	writer_bind_int(st, i + 1, t->at == TH_NEVER ? 0 : t->offset);
	writer_bind_int(st, i + 2, t->at != TH_NEVER && t->day_only);
}

void writer_put_doc(edition_writer *w, const row_doc *d)
{
	if (w->again)
		th_map_put(&w->fresh, th_str_dup(w->a, d->id), w);
	sqlite3_stmt *st = writer_ask(w,
	    "INSERT INTO doc(id, kind, slug, pos, href, lang, published, published_offset,"
	    " published_day, updated, updated_offset, updated_day, modified, visible_from,"
	    " visible_until, start_at, start_offset, start_day, end_at, end_offset, end_day, ord, "
	    "sort,"
	    " picture, minutes, critical, former, draft, feed, uid, card, came) VALUES(?1, ?2, ?3, "
	    "0, "
	    "?4, ?5, "
	    "?6,"
	    " ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, "
	    "?24,"
	    " ?25, ?26, ?27, ?28, ?29, ?30, ?31)");
	writer_bind(st, 1, d->id);
	writer_bind(st, 2, d->kind);
	writer_bind(st, 3, d->slug);
	writer_bind(st, 4, d->href);
	writer_bind(st, 5, d->lang);
	bind_when(st, 6, &d->published);
	bind_when(st, 9, &d->updated);
	writer_bind_int(st, 12, d->modified);
	writer_bind_int(st, 13, d->visible_from);
	writer_bind_int(st, 14, d->visible_until);
	bind_when(st, 15, &d->start);
	bind_when(st, 18, &d->end);
	writer_bind_int(st, 21, d->ord);
	sqlite3_bind_blob(st, 22, d->sort.p ? d->sort.p : "", (int)d->sort.n, SQLITE_STATIC);
	if (d->picture.n > 0)
		writer_bind(st, 23, d->picture);
	else
		sqlite3_bind_null(st, 23);
	writer_bind_int(st, 24, d->minutes);
	writer_bind_int(st, 25, d->critical);
	writer_bind_int(st, 26, d->former);
	writer_bind_int(st, 27, d->draft);
	writer_bind_int(st, 28, d->feed);
	writer_bind(st, 29, d->uid);
	writer_bind_int(st, 30, d->card);
	if (d->came != TH_NEVER)
		writer_bind_int(st, 31, d->came);
	else
		sqlite3_bind_null(st, 31);
	writer_run(w, st);
}

void writer_put_text(edition_writer *w, const row_text *t)
{
	const th_str texts[] = {t->doc, t->ui, t->lang, t->title, t->subtitle, t->summary,
	    t->picture_alt, t->quote, t->title_lang.n ? t->title_lang : t->lang,
	    t->subtitle_lang.n ? t->subtitle_lang : t->lang,
	    t->summary_lang.n ? t->summary_lang : t->lang};
	sqlite3_stmt *st = writer_ask(
	    w, "INSERT INTO text VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
	for (size_t i = 0; i < TH_COUNT(texts); i++)
		writer_bind(st, (int)i + 1, texts[i]);
	writer_bind_int(st, 12, t->derived);
	writer_run(w, st);
}

void writer_put_body(edition_writer *w, th_str doc, th_str lang, th_str html)
{
	PUT(w, "INSERT INTO body VALUES(?1, ?2, ?3)", doc, lang, html);
}

void writer_put_field(edition_writer *w, th_str doc, th_str name, th_str value)
{
	PUT(w, "INSERT OR REPLACE INTO field VALUES(?1, ?2, ?3)", doc, name, value);
}

void writer_put_doc_term(edition_writer *w, const row_term *t)
{
	sqlite3_stmt *st =
	    writer_ask(w, "INSERT OR IGNORE INTO doc_term VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
	writer_bind(st, 1, t->facet);
	writer_bind(st, 2, t->term);
	writer_bind(st, 3, t->kind);
	writer_bind_int(st, 4, t->published == TH_NEVER ? 0 : t->published);
	writer_bind(st, 5, t->doc);
	writer_bind_int(st, 6, t->ord);
	writer_run(w, st);
}

void writer_put_term(edition_writer *w, th_str facet, th_str slug, th_str doc)
{
	PUT(w, "INSERT OR IGNORE INTO term VALUES(?1, ?2, ?3)", facet, slug, doc);
}

void writer_put_rel(edition_writer *w, th_str doc, const char *role, int64_t ord, th_str target)
{
	sqlite3_stmt *st = writer_ask(w, "INSERT INTO rel VALUES(?1, ?2, ?3, ?4)");
	writer_bind(st, 1, doc);
	writer_bind(st, 2, th_strz(role));
	writer_bind_int(st, 3, ord);
	writer_bind(st, 4, target);
	writer_run(w, st);
}

void writer_put_byline(edition_writer *w, th_str doc, int64_t ord, th_str name)
{
	sqlite3_stmt *st = writer_ask(w, "INSERT INTO byline VALUES(?1, ?2, ?3)");
	writer_bind(st, 1, doc);
	writer_bind_int(st, 2, ord);
	writer_bind(st, 3, name);
	writer_run(w, st);
}

void writer_put_link(edition_writer *w, th_str doc, int64_t ord, th_str name, th_str value)
{
	sqlite3_stmt *st = writer_ask(w, "INSERT INTO link VALUES(?1, ?2, ?3, ?4)");
	writer_bind(st, 1, doc);
	writer_bind_int(st, 2, ord);
	writer_bind(st, 3, name);
	writer_bind(st, 4, value);
	writer_run(w, st);
}

void writer_put_member(edition_writer *w, const row_member *m)
{
	sqlite3_stmt *st =
	    writer_ask(w, "INSERT OR IGNORE INTO member VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
	writer_bind(st, 1, m->facet);
	writer_bind(st, 2, m->term);
	writer_bind(st, 3, m->doc);
	writer_bind(st, 4, m->since);
	bind_time(st, 5, m->since_at);
	writer_bind(st, 6, m->until);
	bind_time(st, 7, m->until_at);
	writer_run(w, st);
}

void writer_put_translation(edition_writer *w, th_str doc, th_str lang, th_str other)
{
	PUT(w, "INSERT OR IGNORE INTO translation VALUES(?1, ?2, ?3)", doc, lang, other);
}

void writer_put_picture(edition_writer *w, const row_picture_data *p)
{
	sqlite3_stmt *st = writer_ask(
	    w, "INSERT OR REPLACE INTO picture VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
	writer_bind(st, 1, p->id);
	writer_bind(st, 2, p->src);
	writer_bind(st, 3, p->type);
	writer_bind(st, 4, p->srcset);
	writer_bind(st, 5, p->webp);
	writer_bind(st, 6, p->colour);
	writer_bind_int(st, 7, p->width);
	writer_bind_int(st, 8, p->height);
	writer_bind_int(st, 9, p->bytes);
	writer_run(w, st);
}

void writer_put_share(edition_writer *w, const row_share *s)
{
	sqlite3_stmt *st =
	    writer_ask(w, "INSERT OR REPLACE INTO share VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
	writer_bind(st, 1, s->doc);
	writer_bind(st, 2, s->lang);
	writer_bind(st, 3, s->src);
	writer_bind(st, 4, s->alt);
	writer_bind_int(st, 5, s->width);
	writer_bind_int(st, 6, s->height);
	writer_bind_int(st, 7, s->bytes);
	writer_run(w, st);
}

void writer_put_moved(edition_writer *w, th_str href, th_str target)
{
	PUT(w, "INSERT OR IGNORE INTO moved VALUES(?1, ?2)", href, target);
}

void writer_put_gone(edition_writer *w, th_str href, th_time at)
{
	sqlite3_stmt *st =
	    writer_ask(w, "INSERT INTO gone VALUES(?1, ?2) ON CONFLICT(href) DO UPDATE SET at = "
			  "min(at, excluded.at)");
	writer_bind(st, 1, href);
	writer_bind_int(st, 2, at == TH_NEVER ? 0 : at);
	writer_run(w, st);
}

void writer_put_tombstone(edition_writer *w, th_str uid, th_time at, th_str href, th_str kind)
{
	sqlite3_stmt *st = writer_ask(w, "INSERT OR REPLACE INTO tombstone VALUES(?1, ?2, ?3, ?4)");
	writer_bind(st, 1, uid);
	writer_bind_int(st, 2, at);
	writer_bind(st, 3, href);
	writer_bind(st, 4, kind);
	writer_run(w, st);
}

void writer_put_template(edition_writer *w, th_str name, th_str text)
{
	PUT(w, "INSERT INTO template VALUES(?1, ?2)", name, text);
}

void writer_put_word(edition_writer *w, th_str ui, th_str key, th_str value)
{
	PUT(w, "INSERT OR REPLACE INTO word VALUES(?1, ?2, ?3)", ui, key, value);
}

void writer_put_asset(edition_writer *w, th_str name, th_str path)
{
	PUT(w, "INSERT INTO asset VALUES(?1, ?2)", name, path);
}

void writer_put_source(edition_writer *w, th_str path, th_str blob, th_str doc, th_str lang)
{
	PUT(w, "INSERT OR REPLACE INTO source VALUES(?1, ?2, ?3, ?4)", path, blob, doc, lang);
}

void writer_put_depends(edition_writer *w, th_str path, th_str on_path)
{
	PUT(w, "INSERT OR IGNORE INTO depends VALUES(?1, ?2)", path, on_path);
}

void writer_put_version(edition_writer *w, const row_version *v)
{
	sqlite3_stmt *st = writer_ask(w, "INSERT INTO version VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
	writer_bind(st, 1, v->doc);
	writer_bind(st, 2, v->lang);
	writer_bind_int(st, 3, v->n);
	writer_bind_int(st, 4, v->at);
	writer_bind_int(st, 5, v->offset);
	writer_bind(st, 6, v->html);
	writer_run(w, st);
}

void writer_put_version_author(edition_writer *w, const row_version *v, int64_t ord, th_str person)
{
	sqlite3_stmt *st = writer_ask(w, "INSERT INTO version_author VALUES(?1, ?2, ?3, ?4, ?5)");
	writer_bind(st, 1, v->doc);
	writer_bind(st, 2, v->lang);
	writer_bind_int(st, 3, v->n);
	writer_bind_int(st, 4, ord);
	writer_bind(st, 5, person);
	writer_run(w, st);
}

void writer_put_revision(edition_writer *w, const row_revision *r)
{
	sqlite3_stmt *st =
	    writer_ask(w, "INSERT OR REPLACE INTO history VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
	writer_bind(st, 1, r->path);
	writer_bind_int(st, 2, r->ord);
	writer_bind_int(st, 3, r->at);
	writer_bind_int(st, 4, r->kind);
	writer_bind(st, 5, r->commit);
	writer_bind(st, 6, r->blob);
	writer_bind(st, 7, r->was);
	writer_run(w, st);
}
