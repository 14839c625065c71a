/* test_erasing.c -- to take a document out is to delete its row: every table that may hold words of
 * an author says by a foreign key, or by the trigger, whose they are. A hub with a document of each
 * kind and a marker in each of their fields is published and withdrawn; the marker is then in no
 * byte of any file below the hub. A new table or column of texts fails here until it is owned by a
 * document, or named among what holds no words, and until a marker reaches it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <ftw.h>
#include <sqlite3.h>

#include "support_publish.h"
#include "teamhub/ask.h"
#include "teamhub/event_row.h"
#include "teamhub/writing.h"

/* ---- the tables ---- */

/* Tables with texts that are no document's, each with what they hold. */
static const char *const nobodys[] = {
    "meta",         /* settings of hub.yml */
    "facet",        /* so */
    "facet_label",  /* so */
    "template",     /* the theme */
    "word",         /* so */
    "asset",        /* so */
    "zone",         /* names of time zones */
    "day",          /* dates in words */
    "rank",         /* kinds */
    "posting",      /* slugs of terms; without a document none is left */
    "gone",         /* addresses that answer 410 */
    "tombstone",    /* ids in feeds, for 30 days */
    "cancelled",    /* ids in calendars */
    "picture",      /* files; those that nothing shows are taken out */
    "history",      /* paths and commits */
    "search_place", /* numbers */
    "search_doc",   /* lets no document go before search_drop() */
    "search_stem",  /* search_drop() takes the words out */
    "search_post",  /* so */
    "search_word",  /* so */
};

static bool is_in(const char *const *list, size_t n, th_str name)
{
	for (size_t i = 0; i < n; i++)
		if (th_str_eqz(name, list[i]))
			return true;
	return false;
}

static th_strs names_of(sqlite3 *db, th_arena *a, const char *sql, th_str key)
{
	th_strs out = {0};
	th_str name;
	sqlite3_stmt *st = NULL;
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	if (sqlite3_bind_parameter_count(st) > 0)
		row_bind(st, ROW_VALUES(key));
	while (sqlite3_step(st) == SQLITE_ROW && row_get(st, a, ROW_TARGETS(&name)))
		*TH_ADD(a, &out) = name;
	sqlite3_finalize(st);
	return out;
}

static const char tables_with_texts[] =
    "SELECT DISTINCT s.name FROM sqlite_schema s, pragma_table_info(s.name) c"
    " WHERE s.type = 'table' AND c.type IN ('TEXT', 'BLOB', '')";
static const char parents[] =
    "SELECT \"table\" FROM pragma_foreign_key_list(?1) WHERE on_delete = 'CASCADE'";
static const char trigger[] =
    "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'doc'"
    " AND sql LIKE '%AFTER DELETE ON doc%DELETE FROM ' || ?1 || ' WHERE%'";

/* By way of its parents to doc. */
static bool is_owned(sqlite3 *db, th_arena *a, th_str table)
{
	if (th_str_eqz(table, "doc") || names_of(db, a, trigger, table).n > 0)
		return true;
	th_strs list = names_of(db, a, parents, table);
	for (size_t i = 0; i < list.n; i++)
		if (!th_str_eq(list.v[i], table) && is_owned(db, a, list.v[i]))
			return true;
	return false;
}

/* Tables of texts that neither leave with a document nor are known to hold nothing of one. */
static th_strs forgotten_tables(sqlite3 *db, th_arena *a)
{
	th_strs out = {0};
	th_strs all = names_of(db, a, tables_with_texts, TH_NONE);
	for (size_t i = 0; i < all.n; i++)
		if (!is_in(nobodys, TH_COUNT(nobodys), all.v[i]) && !is_owned(db, a, all.v[i]))
			*TH_ADD(a, &out) = all.v[i];
	return out;
}

static sqlite3 *fresh_edition(tree *t)
{
	edition_writer *w;
	th_err err;
	const char *file = tree_path(t, "fresh.sqlite");
	writer_days days = {NULL, &(th_strs){0}, NULL};
	assert_int_equal(writer_begin(&w, file, &err), 0);
	assert_int_equal(writer_finish(w, TH_S("fresh"), &days, &err), 0);
	writer_free(w);
	sqlite3 *db;
	assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
	return db;
}

static void whatever_holds_words_leaves_with_its_document(void **state)
{
	(void)state;
	tree *t = tree_new();
	sqlite3 *db = fresh_edition(t);
	th_strs left = forgotten_tables(db, t->a);
	if (left.n > 0)
		fail_msg("table %.*s has texts and no owner: REFERENCES doc ON DELETE CASCADE, or "
			 "say in `nobodys` what it holds",
		    TH_FMT(left.v[0]));
	/* One that is added without is found. */
	sqlite3_exec(db, "CREATE TABLE aside(doc TEXT, words TEXT)", NULL, NULL, NULL);
	left = forgotten_tables(db, t->a);
	assert_int_equal(left.n, 1);
	assert_true(th_str_eqz(left.v[0], "aside"));
	sqlite3_close(db);
	tree_free(t);
}

static void no_document_leaves_before_its_words_in_the_search_index(void **state)
{
	(void)state;
	tree *t = tree_new();
	sqlite3 *db = fresh_edition(t);
	assert_int_equal(sqlite3_exec(db,
			     "PRAGMA foreign_keys=ON; INSERT INTO doc VALUES('story/a', 'story', "
			     "'a', 0, '/a/', 'de', 1, 0, 0, 1, 0, 0, 1, 1, 0, 9, 1, 0, 0, 1, 0, 0, "
			     "0, '', NULL, 1, 0, 0, 0, 1, 0, 'a');"
			     "INSERT INTO search_doc VALUES(1, 'story/a', 3)",
			     NULL, NULL, NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "DELETE FROM doc", NULL, NULL, NULL), SQLITE_CONSTRAINT);
	sqlite3_close(db);
	tree_free(t);
}

/* ---- descriptors ---- */

static void a_descriptor_has_the_columns_of_its_table(void **state)
{
	(void)state;
	static const row_desc *const all[] = {&doc_desc, &text_desc, &doc_term_desc, &member_desc,
	    &picture_desc, &share_desc, &version_desc, &amendment_desc, &download_desc,
	    &download_file_desc, &history_desc, &event_desc, &meeting_desc, &report_term_desc,
	    &report_doc_desc};
	tree *t = tree_new();
	sqlite3 *db = fresh_edition(t);
	for (size_t i = 0; i < TH_COUNT(all); i++) {
		th_str sql = th_strz(all[i]->insert);
		th_str table = th_str_sub(sql, (size_t)th_str_rchr(sql, ' ') + 1, sql.n);
		th_strs columns =
		    names_of(db, t->a, "SELECT name FROM pragma_table_info(?1)", table);
		if (columns.n != all[i]->n)
			fail_msg("%.*s has %zu columns, its descriptor %zu", TH_FMT(table),
			    columns.n, all[i]->n);
		for (size_t k = 0; k < all[i]->n; k++) {
			th_str name = th_strz(all[i]->columns[k].sql);
			if (th_str_starts(name, TH_S("\"")))
				name = th_str_sub(name, 1, name.n - 1);
			if (!th_strs_has(&columns, name))
				fail_msg("%.*s has no column %.*s", TH_FMT(table), TH_FMT(name));
		}
	}
	sqlite3_close(db);
	tree_free(t);
}

/* ---- every word of an author ---- */

#define MARK "zyqx"
#define BACKWARDS "xqyz" /* as search_stem.tail has it */

static bool has_mark(th_str s)
{
	char *low = malloc(s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		low[i] = (char)tolower((unsigned char)s.p[i]);
	bool has = s.n > 0 && (memmem(low, s.n, MARK, 4) || memmem(low, s.n, BACKWARDS, 4));
	free(low);
	return has;
}

static void commit_at(tree *t, const char *date)
{
	tree_shell(t, th_str_fmt(t->a,
			  "[ -d src/.git ] || git init -q -b main src; cd src; git add -A;"
			  " GIT_AUTHOR_NAME=Jana GIT_AUTHOR_EMAIL=x@y GIT_COMMITTER_NAME=x"
			  " GIT_COMMITTER_EMAIL=x@y GIT_AUTHOR_DATE='%s' GIT_COMMITTER_DATE='%s'"
			  " git commit -q --allow-empty -m x",
			  date, date)
			  .p);
}

static void publish_on(tree *t, const char *now)
{
	commit_at(t, now);
	setenv("TEAMHUB_NOW", now, 1);
	tree_publish(t);
	unsetenv("TEAMHUB_NOW");
}

/* What every kind may say, with the marker in it. */
#define COMMON                                                                                     \
	"title: {de: Zyqxtitel, en: Zyqxtitle}\nsummary: {de: Zyqxworte hier., en: Zyqxwords.}\n"  \
	"picture: /media/zyqxbild.svg\npicture_alt: Zyqxalt auf dem Bild\nextra: Zyqxextra\n"      \
	"zyqxfeld: Zyqxwert\nquote: Zyqxquote ist ein Satz, den man sich merken kann.\n"
#define BODY                                                                                       \
	"---\n## Zyqxheading\n\nZyqxtext, [Zyqxlink](https://zyqx.example/zyqx \"Zyqxhint\").\n\n" \
	"> Zyqxsaid wurde hier.\n\n"                                                               \
	"![Zyqxpicture](/media/zyqxbild.svg \"Zyqxcaption\")\n\n```zyqx\nZyqxcode\n```\n"

static const struct {
	const char *path, *front, *withdrawn;
} papers[] = {
    {"people/mark.md",
	"name: Zyqxname\nrole: {de: Zyqxrolle, en: Zyqxrole}\npronouns: zyqx/zyqx\nteam: rot\n"
	"links: {zyqx: \"https://zyqx.example\"}\nasks: [Zyqxask, Zyqxthema]\n"
	"programme: [{id: pro, since: 2024-05, until: 2026-03}]\nportrait_alt: Zyqxportrait\n"
	"guidelines: zyqx-2026\nconsent: {public: 2026-01-10, portrait: 2026-01-10, story: "
	"2026-01-10,"
	" feed: 2026-01-10, kudos: 2026-01-10, card: 2026-01-10}\n"
	"summary: {de: Zyqxworte., en: Zyqxwords.}\nextra: Zyqxextra\npicture: "
	"/media/zyqxbild.svg\n",
	"person: mark"},
    {"stories/mark.md",
	COMMON "date: 2026-02-02\nauthors: [mark, Zyqx Byline]\nteam: rot\n"
	       "overrides: [{rule: personal.phone, reason: Zyqxreason}]\n",
	"story: mark"},
    {"values/mark.md",
	COMMON "changes: [{version: zyqx1, what: {de: Zyqxneu, en: Zyqxnew}}]\n"
	       "downloads: [{file: /media/zyqxbild.svg, title: Zyqxfile, licence: "
	       "Zyqxfrei}]\n",
	"value: mark"},
    {"guidelines/mark.md",
	COMMON "version: zyqx2\nchanges: [{version: zyqx2, what: Zyqxregel, who: [jana]}]\n",
	"guideline: mark"},
    {"programmes/pro.md",
	COMMON "hashtag: \"#Zyqxtag\"\ncontact: zyqx@zyqx.example\n"
	       "join: {label: Zyqxjoin, text: Zyqxmach, url: https://zyqx.example/join}\n",
	"programme: pro"},
    {"events/mark.md",
	COMMON "start: 2027-01-05 14:00\nend: 2027-01-05 15:00\nwhere: Zyqxort\nkind: zyqxart\n"
	       "call: https://zyqx.example/call\n",
	"event: mark"},
    {"kudos/mark.md", COMMON "from: jana\nto: tom\ndate: 2026-02-03\n", "kudos: mark"},
    {"jobs/mark.md",
	COMMON "date: 2026-02-04\nuntil: 2027-05-31\nurl: https://zyqx.example/job\nteam: "
	       "rot\nemployment: FULL_TIME\n",
	"job: mark"},
    {"brand/mark.md",
	COMMON "downloads: [{file: /media/zyqxbild.svg, title: {de: Zyqxlogo, en: Zyqxlogo2}, "
	       "licence: {de: Zyqxfrei, en: Zyqxfree}}]\n",
	"brand: mark"},
    {"terms/team/rot.md", COMMON, "address: /teams/rot/"},
};

/* A file that stays in the repository may be looked at again, and the parse cache keeps the paths
 * that it names; so these are without the marker then. */
static tree *marked_hub(bool kept)
{
	tree *t = tree_new();
	tree_file(t, "src/hub.yml",
	    "title: {de: Menschen, en: People}\nbase_url: https://careers.example\nprefix: /team\n"
	    "languages: [de, en]\ninternal: {prefix: /intern}\nfacets:\n"
	    "  team: {path: teams, label: {de: Team, en: Team}, inherit: true}\n"
	    "  topic: {path: topics, label: {de: Thema, en: Topic}}\n"
	    "  value: {path: values, label: {de: Wert, en: Value}, pages: values}\n"
	    "  programme: {path: programmes, label: {de: Programm, en: Programme}, pages: "
	    "programmes}\n");
	tree_file(t, "theme/layouts/card.svg.mustache",
	    "<svg xmlns='http://www.w3.org/2000/svg' width='1200' height='630'>{{#share}}"
	    "<text y='90'>{{title}}</text>{{/share}}</svg>\n");
	tree_person(t, "jana", "team: blau\n");
	tree_person(t, "tom", "team: blau\n");
	tree_story(t, "stays", "jana", "");
	tree_file(t, "src/media/zyqxbild.svg",
	    "<svg xmlns='http://www.w3.org/2000/svg' width='640' height='360'><title>Zyqx</title>"
	    "<desc>Zyqxdesc</desc><text x='9' y='99'>Zyqxsvg</text></svg>");
	for (size_t i = 0; i < TH_COUNT(papers); i++)
		tree_bytes(t, th_str_fmt(t->a, "src/%s", papers[i].path).p,
		    th_str_fmt(t->a, "---\n%s" BODY, papers[i].front));
	if (kept)
		tree_shell(t, "cd src && mv media/zyqxbild.svg media/bild.svg &&"
			      " grep -rl zyqxbild . | xargs sed -i 's/zyqxbild/bild/g'");
	publish_on(t, "2026-03-01T10:00:00Z");
	tree_shell(t, "echo 'Zyqxlater, an einem andern Tag.' >> src/values/mark.md");
	tree_shell(t, "echo 'Zyqxlater, an einem andern Tag.' >> src/guidelines/mark.md");
	publish_on(t, "2026-04-10T10:00:00Z");
	if (t->e == NULL)
		fail_msg("%.*s", TH_FMT(t->out));
	return t;
}

/* Columns that hold no words of an author by what they are called. */
static const char *const names[] = {"id", "doc", "kind", "slug", "href", "lang", "ui", "uid",
    "facet", "term", "role", "target", "other", "path", "on_path", "blob", "commit", "was",
    "person", "rule", "format", "src", "srcset", "webp", "type", "colour", "title_lang",
    "subtitle_lang", "summary_lang", "licence_lang", "since", "until", "zone", "days", "dates",
    "months", "choices", "added", "left_out", "picture"};

static void look_for_marks(tree *t, const char *file, th_map *reached, th_strs *columns)
{
	sqlite3 *db;
	assert_int_equal(sqlite3_open(tree_path(t, file), &db), SQLITE_OK);
	th_strs tables = names_of(db, t->a, tables_with_texts, TH_NONE);
	for (size_t i = 0; i < tables.n; i++) {
		th_strs all = names_of(db, t->a,
		    "SELECT name FROM pragma_table_info(?1) WHERE type = 'TEXT'", tables.v[i]);
		for (size_t k = 0; k < all.n; k++) {
			th_str key =
			    th_str_fmt(t->a, "%.*s.%.*s", TH_FMT(tables.v[i]), TH_FMT(all.v[k]));
			th_str sql = th_str_fmt(t->a, "SELECT \"%.*s\" FROM \"%.*s\"",
			    TH_FMT(all.v[k]), TH_FMT(tables.v[i]));
			th_strs values = names_of(db, t->a, sql.p, TH_NONE);
			if (is_owned(db, t->a, tables.v[i]) && !th_strs_has(columns, key) &&
			    !th_str_eqz(key, "report.name") &&
			    !is_in(names, TH_COUNT(names), all.v[k]))
				*TH_ADD(t->a, columns) = key;
			for (size_t r = 0; r < values.n; r++)
				if (has_mark(values.v[r]))
					th_map_put(reached, key, t);
		}
	}
	sqlite3_close(db);
}

static struct { /* nftw passes no context */
	tree *t;
	th_str found;
} looking;

static int look_into(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	th_str name = th_strz(path + at->base);
	if (has_mark(name) || (type == FTW_F && has_mark(tree_read(looking.t, path)))) {
		looking.found = th_str_dup(looking.t->a, th_strz(path));
		return 1;
	}
	return 0;
}

static void the_marker_reaches_every_column_that_an_author_can_fill(void **state)
{
	(void)state;
	tree *t = marked_hub(false);
	th_map reached;
	th_strs columns = {0};
	th_map_init(&reached, t->a);
	look_for_marks(t, "hub/current", &reached, &columns);
	look_for_marks(t, "hub/internal/current", &reached, &columns);
	for (size_t i = 0; i < columns.n; i++)
		if (th_map_get(&reached, columns.v[i]) == NULL)
			print_error("no marker in %.*s\n", TH_FMT(columns.v[i]));
	for (size_t i = 0; i < columns.n; i++)
		if (th_map_get(&reached, columns.v[i]) == NULL)
			fail_msg("%.*s\n%.*s", TH_FMT(columns.v[i]), TH_FMT(t->out));
	assert_non_null(th_map_get(&reached, TH_S("search_word.word")));
	assert_non_null(th_map_get(&reached, TH_S("search_stem.tail")));
	tree_free(t);
}

static void what_is_withdrawn_is_in_no_byte_of_the_hub(void **state)
{
	(void)state;
	for (int kept = 0; kept < 2; kept++) { /* with the files deleted, and without */
		tree *t = marked_hub(kept);
		th_buf list = {0};
		for (size_t i = 0; i < TH_COUNT(papers); i++) {
			th_buf_addf(&list, "- {%s, date: 2026-05-01}\n", papers[i].withdrawn);
			if (!kept)
				tree_shell(t, th_str_fmt(t->a, "rm src/%s", papers[i].path).p);
		}
		tree_shell(t, "rm src/media/*bild.svg");
		tree_bytes(t, "src/withdrawn.yml", th_buf_str(&list));
		th_buf_free(&list);
		publish_on(t, "2026-05-01T10:00:00Z");
		if (t->status > 1 || t->e == NULL)
			fail_msg("%.*s", TH_FMT(t->out));
		looking.t = t;
		if (nftw(tree_path(t, "hub"), look_into, 16, FTW_PHYS) != 0)
			fail_msg("%.*s has it (%s)\n%.*s", TH_FMT(looking.found),
			    kept ? "files kept" : "files deleted", TH_FMT(t->out));
		view_story stays = {0};
		th_time modified;
		assert_true(query_story(&t->q, TH_S("stays"), &stays, &modified));
		tree_free(t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(whatever_holds_words_leaves_with_its_document),
	    cmocka_unit_test(no_document_leaves_before_its_words_in_the_search_index),
	    cmocka_unit_test(a_descriptor_has_the_columns_of_its_table),
	    cmocka_unit_test(the_marker_reaches_every_column_that_an_author_can_fill),
	    cmocka_unit_test(what_is_withdrawn_is_in_no_byte_of_the_hub),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
