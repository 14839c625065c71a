/* open.c -- opens an edition for reading and holds what applies to all of it: settings, languages,
 * facets, words, templates, boundaries. Called by worker.c and by `teamhub export` and `report`.
 * Never writes: the file is opened read-only and immutable, and may be in a directory that belongs
 * to somebody else. */
#include "teamhub/ask.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

const char *const rank_kind_name[RANK_COUNT] = {"story", "person"};

th_str edition_uri(th_arena *a, const char *path)
{
	th_buf uri = {0};
	th_buf_addz(&uri, "file:");
	th_buf_add_url(&uri, th_strz(path), "/");
	th_buf_addz(&uri, "?mode=ro&immutable=1");
	th_str s = th_str_dup(a, th_buf_str(&uri));
	th_buf_free(&uri);
	return s;
}

void edition_start(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

int edition_open_file(sqlite3 **db, const char *path, th_arena *a)
{
	int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
	return sqlite3_open_v2(edition_uri(a, path).p, db, flags, NULL);
}

static int open_database(edition *e, th_err *err)
{
	int rc = edition_open_file(&e->db, e->path, e->a);
	if (rc != SQLITE_OK)
		return th_fail(err, "%s: cannot be opened (%s): check its permissions, or publish",
		    e->path, sqlite3_errmsg(e->db));
	/* One read transaction for the whole time: nothing can change, so no statement has to
	 * check. */
	sqlite3_exec(
	    e->db, "PRAGMA mmap_size=4294967296; PRAGMA query_only=1; BEGIN", NULL, NULL, NULL);
	return 0;
}

static int64_t ask_number(edition *e, const char *sql, bool *ok)
{
	sqlite3_stmt *st = NULL;
	int64_t v = -1;
	*ok = sqlite3_prepare_v2(e->db, sql, -1, &st, NULL) == SQLITE_OK &&
	      sqlite3_step(st) == SQLITE_ROW;
	if (*ok)
		v = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return v;
}

static int check_schema(edition *e, th_err *err)
{
	bool ok;
	int64_t id = ask_number(e, "PRAGMA application_id", &ok);
	if (!ok)
		return th_fail(err, "%s: damaged (%s): publish again, or point to an older edition",
		    e->path, sqlite3_errmsg(e->db));
	if (id != EDITION_APPLICATION)
		return th_fail(err, "%s: is a database but not an edition: publish one", e->path);
	int64_t version = ask_number(e, "PRAGMA user_version", &ok);
	if (!ok || version != EDITION_SCHEMA)
		return th_fail(err,
		    "%s: has schema %lld, this program reads schema %d: publish with the same "
		    "version "
		    "of teamhub",
		    e->path, (long long)version, EDITION_SCHEMA);
	return 0;
}

/* All rows of a statement with two columns, sorted by the first. */
static th_dict load_dict(edition *e, sqlite3_stmt *st)
{
	th_pairs pairs = {0};
	th_pair p;
	while (ASK_ROW(e, e->a, st, &p.key, &p.value))
		*TH_ADD(e->a, &pairs) = p;
	return (th_dict){pairs.v, pairs.n};
}

th_str edition_asset_name(th_arena *a, th_str name)
{
	char *s = th_str_z(a, name);
	for (size_t i = 0; i < name.n; i++)
		if (s[i] == '.' || s[i] == '/')
			s[i] = '_';
	return th_strn(s, name.n);
}

static void load_asset_names(edition *e)
{
	th_pairs pairs = {0};
	th_str prefix = edition_meta(e, TH_S("prefix"));
	for (size_t i = 0; i < e->assets.n; i++) {
		const th_pair *a = &e->assets.pairs[i];
		if (!th_str_starts(a->key, TH_S("/"))) /* made by publish, not a file of the
							* theme */
			*TH_ADD(e->a, &pairs) = (th_pair){
			    edition_asset_name(e->a, a->key), th_str_cat(e->a, prefix, a->value)};
	}
	e->asset_names = (th_dict){pairs.v, th_dict_sort(pairs.v, pairs.n)};
}

const th_dict *edition_assets(const edition *e)
{
	return &e->asset_names;
}

static void load_meta(edition *e)
{
	e->meta = load_dict(e, ask(e, "SELECT key, value FROM meta ORDER BY key"));
	e->assets = load_dict(e, ask(e, "SELECT name, path FROM asset ORDER BY name"));
	load_asset_names(e);
	th_str rest = edition_meta(e, TH_S("languages")), part;
	while (th_str_split(&rest, ',', &part))
		if (part.n > 0)
			*TH_ADD(e->a, &e->languages) = part;
}

static void load_facets(edition *e)
{
	TH_LIST(edition_facet) facets = {0};
	edition_facet f;
	sqlite3_stmt *st = ask(e, "SELECT name, path, kind FROM facet ORDER BY ord, name");
	while (ASK_ROW(e, e->a, st, &f.name, &f.path, &f.kind))
		*TH_ADD(e->a, &facets) = f;
	e->facets = facets.v;
	e->facet_count = facets.n;
	th_pairs labels = {0};
	th_str facet, ui, label[2];
	st = ask(e, "SELECT facet, ui, label, plural FROM facet_label");
	while (ASK_ROW(e, e->a, st, &facet, &ui, &label[0], &label[1]))
		for (int many = 0; many < 2; many++) {
			th_pair *p = TH_ADD(e->a, &labels);
			p->key = th_str_fmt(e->a, "%.*s/%.*s/%d", TH_FMT(facet), TH_FMT(ui), many);
			p->value = label[many];
		}
	e->labels = (th_dict){labels.v, th_dict_sort(labels.v, labels.n)};
}

int edition_open(edition **out, const char *file, th_err *err)
{
	*out = NULL;
	th_arena *a = th_arena_new();
	edition *e = TH_NEW(a, edition);
	e->a = a;
	struct stat st, name;
	char *real = realpath(file, NULL);
	if (real == NULL || stat(real, &st) != 0) {
		th_fail(err, "%s: no edition there (%s): run teamhub publish --edition %s", file,
		    strerror(errno), file);
		goto fail;
	}
	e->path = th_str_z(a, th_strz(real));
	e->dev = st.st_dev;
	e->ino = st.st_ino;
	/* The symlink is made anew by every publish and every rollback. */
	e->linked_since = lstat(file, &name) == 0 ? name.st_mtim.tv_sec : TH_NEVER;
	if (!S_ISREG(st.st_mode)) {
		th_fail(
		    err, "%s: is not a file: name the edition that teamhub publish writes", file);
		goto fail;
	}
	if (open_database(e, err) != 0 || check_schema(e, err) != 0)
		goto fail;
	load_meta(e);
	load_facets(e);
	if (!e->failed && edition_meta(e, TH_S("identity")).n == 0)
		th_fail(&e->err, "%s: was not finished: publish again", e->path), e->failed = true;
	if (edition_failed(e, err))
		goto fail;
	free(real);
	*out = e;
	return 0;
fail:
	free(real);
	edition_close(e);
	return -1;
}

void edition_close(edition *e)
{
	if (e == NULL)
		return;
	for (size_t i = 0; i < TH_COUNT(e->statements); i++)
		sqlite3_finalize(e->statements[i].st);
	sqlite3_close(e->db);
	if (e->search_free != NULL)
		e->search_free(e->search);
	th_arena_free(e->coming.a);
	th_arena_free(e->a);
}

bool edition_failed(const edition *e, th_err *err)
{
	if (e->failed && err != NULL)
		*err = e->err;
	return e->failed;
}

bool edition_moved(const edition *e, const char *file)
{
	struct stat st;
	return stat(file, &st) != 0 || st.st_dev != e->dev || st.st_ino != e->ino;
}

th_str edition_meta(const edition *e, th_str key)
{
	return th_dict_get(&e->meta, key);
}

th_time edition_linked_since(const edition *e)
{
	return e->linked_since;
}

th_time edition_changed_at(const edition *e)
{
	uint64_t at;
	return th_str_uint(edition_meta(e, TH_S("committed")), INT64_MAX, &at)
		   ? (th_time)at
		   : edition_linked_since(e);
}

const th_strs *edition_languages(const edition *e)
{
	return &e->languages;
}

const edition_facet *edition_facets(const edition *e, size_t *n)
{
	*n = e->facet_count;
	return e->facets;
}

const edition_facet *edition_facet_named(const edition *e, th_str name)
{
	for (size_t i = 0; i < e->facet_count; i++)
		if (th_str_eq(e->facets[i].name, name))
			return &e->facets[i];
	return NULL;
}

th_str edition_facet_label(const edition *e, th_str facet, th_str ui, bool plural)
{
	char key[200];
	int n =
	    snprintf(key, sizeof key, "%.*s/%.*s/%d", TH_FMT(facet), TH_FMT(ui), plural ? 1 : 0);
	if (n < 0 || (size_t)n >= sizeof key)
		return facet;
	th_str label = th_dict_get(&e->labels, th_strn(key, (size_t)n));
	return label.n > 0 ? label : facet;
}

const th_dict *edition_words(const edition *e, th_str ui)
{
	for (ui_words *w = e->words; w != NULL; w = w->next)
		if (th_str_eq(w->ui, ui))
			return &w->words;
	if (!th_strs_has(&e->languages, ui))
		return NULL;
	edition *own = (edition *)e; /* caches results, although the caller sees a constant */
	ui_words *w = TH_NEW(own->a, ui_words);
	w->ui = th_str_dup(own->a, ui);
	w->words =
	    load_dict(own, ASK(own, "SELECT key, value FROM word WHERE ui = ?1 ORDER BY key", ui));
	w->next = own->words;
	own->words = w;
	return &w->words;
}

int edition_templates(
    edition *e, void (*each)(void *ctx, th_str name, th_str text), void *ctx, th_err *err)
{
	th_str name, text;
	sqlite3_stmt *st = ask(e, "SELECT name, text FROM template ORDER BY name");
	while (ASK_ROW(e, NULL, st, &name, &text))
		each(ctx, name, text);
	return edition_failed(e, err) ? -1 : 0;
}

th_str edition_asset(const edition *e, th_str name)
{
	return th_dict_get(&e->assets, name);
}
