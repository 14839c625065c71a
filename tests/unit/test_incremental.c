/* test_incremental.c -- publishing what changed comes to the same as publishing everything: after
 * each commit of a random history all tables that answers come from are equal, and so are answers,
 * byte for byte, of the public edition and of the internal one; and nothing internal is ever in
 * public. So does checking what was pushed: its findings are those of a check that parses all.
 * TH_SEED and TH_STEPS try other histories. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <sqlite3.h>

#include "support_random.h"
#include "support_web.h"
#include "teamhub/push.h"

/* ---- what an edition holds, as lines ---- */

static int by_bytes(const void *a, const void *b)
{
	return th_str_cmp(*(const th_str *)a, *(const th_str *)b);
}

static void add_cell(th_buf *b, sqlite3_stmt *st, int i)
{
	const unsigned char *p = sqlite3_column_blob(st, i);
	if (sqlite3_column_type(st, i) != SQLITE_BLOB) {
		th_buf_add(
		    b, th_strn((const char *)p, p ? (size_t)sqlite3_column_bytes(st, i) : 0));
		return;
	}
	for (int k = 0; k < sqlite3_column_bytes(st, i); k++)
		th_buf_addf(b, "%02x", p[k]);
}

/* Rows as lines, in the order of the lines. */
static void dump_rows(th_buf *b, sqlite3 *db, const char *sql, th_arena *a)
{
	sqlite3_stmt *st;
	th_strs lines = {0};
	th_buf line = {0};
	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	while (sqlite3_step(st) == SQLITE_ROW) {
		th_buf_cut(&line, 0);
		for (int i = 0; i < sqlite3_column_count(st); i++) {
			add_cell(&line, st, i);
			th_buf_addc(&line, '|');
		}
		*TH_ADD(a, &lines) = th_str_dup(a, th_buf_str(&line));
	}
	sqlite3_finalize(st);
	if (lines.n > 0)
		qsort(lines.v, lines.n, sizeof(*lines.v), by_bytes);
	for (size_t i = 0; i < lines.n; i++)
		th_buf_addf(b, "%.*s\n", TH_FMT(lines.v[i]));
	th_buf_free(&line);
}

/* Numbers in the search index differ with its history; what each document has there does not. */
static void dump_search(th_buf *b, sqlite3 *db, th_arena *a)
{
	sqlite3_stmt *st;
	th_strs docs = {0}, lines = {0};
	assert_int_equal(sqlite3_prepare_v2(db,
			     "SELECT num, doc, words FROM search_doc ORDER BY num", -1, &st, NULL),
	    SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW) {
		size_t num = (size_t)sqlite3_column_int64(st, 0);
		while (docs.n < num)
			*TH_ADD(a, &docs) = TH_NONE;
		*TH_ADD(a, &docs) =
		    th_str_dup(a, th_strz((const char *)sqlite3_column_text(st, 1)));
		*TH_ADD(a, &lines) = th_str_fmt(
		    a, "%s has %d words", sqlite3_column_text(st, 1), sqlite3_column_int(st, 2));
	}
	sqlite3_finalize(st);
	sqlite3_prepare_v2(db, "SELECT stem, chunk, docs, spots FROM search_post", -1, &st, NULL);
	while (sqlite3_step(st) == SQLITE_ROW) {
		const unsigned char *p = sqlite3_column_blob(st, 2),
				    *s = sqlite3_column_blob(st, 3);
		for (int i = 0; i + 4 <= sqlite3_column_bytes(st, 2); i += 4) {
			uint32_t e = (uint32_t)p[i] | (uint32_t)p[i + 1] << 8 |
				     (uint32_t)p[i + 2] << 16 | (uint32_t)p[i + 3] << 24;
			size_t num = (size_t)sqlite3_column_int64(st, 1) * 2048 + (e >> 21);
			th_str line = th_str_fmt(a, "%.*s: %s %x",
			    TH_FMT(num < docs.n ? docs.v[num] : TH_S("nobody")),
			    sqlite3_column_text(st, 0), e & 0x1fffff);
			for (; *s != 0; s++)
				line = th_str_fmt(a, "%.*s %x", TH_FMT(line), *s);
			s++;
			*TH_ADD(a, &lines) = line;
		}
	}
	sqlite3_finalize(st);
	sqlite3_prepare_v2(db, "SELECT n, words, docs FROM search_place", -1, &st, NULL);
	while (sqlite3_step(st) == SQLITE_ROW) {
		const unsigned char *p = sqlite3_column_blob(st, 2);
		*TH_ADD(a, &lines) = th_str_fmt(
		    a, "places %d %d", sqlite3_column_int(st, 0), sqlite3_column_int(st, 1));
		for (size_t i = 0; i < docs.n; i++)
			if (docs.v[i].n > 0 && (int)(i * 8 + 8) <= sqlite3_column_bytes(st, 2))
				*TH_ADD(a, &lines) =
				    th_str_fmt(a, "%.*s at %02x%02x%02x%02x %02x%02x",
					TH_FMT(docs.v[i]), p[i * 8 + 3], p[i * 8 + 2], p[i * 8 + 1],
					p[i * 8], p[i * 8 + 5], p[i * 8 + 4]);
	}
	sqlite3_finalize(st);
	qsort(lines.v, lines.n, sizeof(*lines.v), by_bytes);
	for (size_t i = 0; i < lines.n; i++)
		th_buf_addf(b, "%.*s\n", TH_FMT(lines.v[i]));
}

static th_str dump(const char *file, th_arena *a)
{
	static const char *const tables[] = {"meta", "facet", "facet_label", "doc", "text", "body",
	    "field", "doc_term", "term", "rel", "link", "member", "translation", "picture", "share",
	    "moved", "gone", "tombstone", "version", "version_author", "search_stem", "search_word",
	    "rank", "posting", "boundary", "day", "template", "word", "asset", "source", "history",
	    "depends"};
	sqlite3 *db;
	th_buf b = {0};
	assert_int_equal(sqlite3_open_v2(file, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	for (size_t i = 0; i < TH_COUNT(tables); i++) {
		th_buf_addf(&b, "== %s\n", tables[i]);
		dump_rows(&b, db, th_str_fmt(a, "SELECT * FROM %s", tables[i]).p, a);
	}
	th_buf_addz(&b, "== tables\n");
	dump_rows(&b, db, "SELECT name, sql FROM sqlite_master", a);
	th_buf_addz(&b, "== search\n");
	dump_search(&b, db, a);
	dump_rows(&b, db, "PRAGMA integrity_check", a);
	sqlite3_close(db);
	th_str all = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return all;
}

/* ---- two hubs of one history ---- */

typedef struct twins {
	tree *t;
	chance c;
	const char *incremental, *whole; /* editions: what changed, everything */
	size_t copies;                   /* how often the former was made from a copy */
	size_t recalled;                 /* files that a check had not to parse */
} twins;

static void commit_now(twins *x, const char *author)
{
	th_str now = th_time_rfc3339(x->t->a, x->c.clock, 0);
	tree_shell(x->t,
	    th_str_fmt(x->t->a,
		"[ -d src/.git ] || git init -q -b main src; cd src; git add -A; "
		"GIT_AUTHOR_NAME='%s' GIT_AUTHOR_EMAIL=x@y GIT_COMMITTER_NAME=x "
		"GIT_COMMITTER_EMAIL=x@y "
		"GIT_AUTHOR_DATE='%s' GIT_COMMITTER_DATE='%s' git commit -q --allow-empty -m x",
		author, now.p, now.p)
		.p);
	setenv("TEAMHUB_NOW", now.p, 1);
}

/* Returns the findings that were printed: all but the last lines, which say how long it took. */
static th_str publish_to(twins *x, const char *file, bool fresh)
{
	x->t->edition = file;
	int status = tree_publish_from(x->t, "src", fresh ? "--force" : NULL);
	if (status > 1 || x->t->e == NULL)
		fail_msg("publish: %d %.*s", status, TH_FMT(x->t->out));
	th_str out = th_str_trim(x->t->out);
	for (int i = 0; i < 2; i++) { /* the second: of the internal edition */
		ptrdiff_t last = th_str_rchr(out, '\n');
		out = th_str_sub(out, 0, last < 0 ? 0 : (size_t)last);
	}
	return out;
}

static void show_difference(twins *x, th_str one, th_str other, unsigned step)
{
	tree_bytes(x->t, "incremental.txt", one);
	tree_bytes(x->t, "whole.txt", other);
	th_str command = th_str_fmt(x->t->a,
	    "cd '%s' && diff incremental.txt whole.txt | cut -c1-400 | head -40 >&2", x->t->dir);
	if (system(command.p) != 0)
		abort();
	fail_msg("step %u: not the same (%s)", step, x->t->dir);
}

static bool was_copied(twins *x)
{
	sqlite3 *db;
	th_buf b = {0};
	sqlite3_open_v2(x->incremental, &db, SQLITE_OPEN_READONLY, NULL);
	dump_rows(&b, db, "SELECT max(num) + 1 > count(*) FROM search_doc", x->t->a);
	sqlite3_close(db);
	bool copied = b.n > 0 && b.p[0] == '1';
	th_buf_free(&b);
	return copied;
}

/* ---- answers ---- */

static void add_addresses(th_strs *out, th_arena *a, const char *file)
{
	static const char *const fixed[] = {"/", "/stories/", "/stories/?team=t1&place=p2",
	    "/stories/feed.atom", "/stories/feed.rss", "/stories/feed.json", "/feed.atom",
	    "/people/", "/sitemap.xml", "/guidelines/", "/events/", "/kudos/", "/jobs/", "/feeds/",
	    "/teams/", "/values/", "/programmes/", "/programmes/x1/?topic=t1", "/search?q=pump",
	    "/search?q=Name", "/search/feed.atom?q=winter+crew", "/stories/?lang=en&page=2",
	    "/stories/subscribe/", "/robots.txt", "/en/", "/en/stories/", "/en/people/",
	    "/teams/t1/feed.atom", "/people/p1/feed.json",
	    "/oembed?url=https://careers.example/team/stories/s1/", "/fragments/stories/"};
	sqlite3 *db;
	sqlite3_stmt *st;
	for (size_t i = 0; i < TH_COUNT(fixed); i++)
		*TH_ADD(a, out) = th_strz(fixed[i]);
	sqlite3_open_v2(file, &db, SQLITE_OPEN_READONLY, NULL);
	sqlite3_prepare_v2(db,
	    "SELECT href FROM doc UNION SELECT '/en' || href FROM doc WHERE lang = 'en' OR kind <>"
	    " 'story' UNION SELECT href FROM moved UNION SELECT href FROM gone"
	    " UNION SELECT href || 'versions/' FROM doc WHERE kind IN ('value', 'guideline')"
	    " ORDER BY 1",
	    -1, &st, NULL);
	while (sqlite3_step(st) == SQLITE_ROW)
		*TH_ADD(a, out) = th_str_dup(a, th_strz((const char *)sqlite3_column_text(st, 0)));
	sqlite3_finalize(st);
	sqlite3_close(db);
}

static th_str answer(asking *k, th_str address, th_arena *a)
{
	th_str path = address, qs = TH_NONE;
	ptrdiff_t mark = th_str_chr(address, '?');
	if (mark >= 0) {
		path = th_str_sub(address, 0, (size_t)mark);
		qs = th_str_sub(address, (size_t)mark + 1, address.n);
	}
	int status = ask_path(k, th_str_z(a, path), th_str_z(a, qs));
	th_buf b = {0};
	th_buf_addf(&b, "%.*s: %d\n", TH_FMT(address), status);
	for (size_t i = 0; i < k->reply.headers.n; i++)
		th_buf_addf(&b, "%.*s: %.*s\n", TH_FMT(k->reply.headers.v[i].name),
		    TH_FMT(k->reply.headers.v[i].value));
	th_buf_add(&b, th_buf_str(&k->reply.body));
	th_str all = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return all;
}

/* `part`: one in so many addresses; of the editions in those files. */
static void compare_answers(
    twins *x, const char *incremental, const char *whole, unsigned step, unsigned part)
{
	th_arena *a = th_arena_new();
	th_strs addresses = {0};
	asking one = {.w = worker_new(incremental),
	    .a = th_arena_new(),
	    .now = x->c.clock,
	    .access = "login"};
	asking other = {
	    .w = worker_new(whole), .a = th_arena_new(), .now = x->c.clock, .access = "login"};
	add_addresses(&addresses, a, whole);
	for (size_t i = step % part; i < addresses.n; i += part) {
		th_str mine = answer(&one, addresses.v[i], a);
		th_str theirs = answer(&other, addresses.v[i], a);
		if (!th_str_eq(mine, theirs))
			show_difference(x, mine, theirs, step);
	}
	asking *both[] = {&one, &other};
	for (size_t i = 0; i < 2; i++) {
		reply_free(&both[i]->reply);
		worker_free(both[i]->w);
		th_arena_free(both[i]->a);
	}
	th_arena_free(a);
}

/* ---- histories ---- */

static void begin(twins *x, uint64_t seed)
{
	static const char *const first[] = {"team/t1", "team/t2", "place/p1"};
	*x = (twins){.t = tree_new()};
	x->c = (chance){x->t, seed * 0x9e3779b97f4a7c15u + 1, 14, 7, 1795478400};
	x->incremental = tree_path(x->t, "hub/current");
	x->whole = tree_path(x->t, "whole/current");
	tree_shell(x->t,
	    "mkdir -p hub whole media; ln -s ../media hub/media; ln -s ../media whole/media;"
	    "rm -r theme");
	char here[512];
	if (getcwd(here, sizeof here) == NULL)
		abort();
	tree_shell(x->t, th_str_fmt(x->t->a, "cp -r '%s/themes/default' theme", here).p);
	tree_file(x->t, "theme/layouts/card.svg.mustache",
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\"><title>"
	    "{{share.title}} {{share.name}} {{share.role}} {{share.hashtag}} "
	    "{{share.stage}}</title><rect width=\"60\" "
	    "height=\"{{share.hue}}\"/></svg>\n");
	write_settings(&x->c);
	for (size_t i = 0; i < TH_COUNT(first); i++)
		tree_bytes(x->t, th_str_fmt(x->t->a, "src/terms/%s.md", first[i]).p,
		    TH_S("---\ntitle: First\n---\nText.\n"));
	for (unsigned i = 0; i < 6; i++)
		write_person(&x->c, i);
	for (unsigned i = 0; i < 13; i++)
		write_story(&x->c, story_path(&x->c, i, false));
}

/* ---- what a push is told ---- */

static void add_findings(th_buf *b, const char *of, const th_findings *f)
{
	th_buf_addf(b, "== %s: %zu errors, %zu warnings\n", of, f->errors, f->warnings);
	for (size_t i = 0; i < f->list.n; i++)
		finding_write_text(b, &f->list.v[i], TH_S("en"));
}

/* What the last commit answers for, with what was `noted` when it was published last. */
static th_str blamed(twins *x, th_str noted, bool first, size_t *recalled)
{
	th_source *fresh;
	blame_result j;
	th_err err;
	th_buf b = {0};
	const char *src = tree_path(x->t, "src");
	if (source_open(&fresh, src, "HEAD", false, &err) != 0 ||
	    blame_change(&j,
		&(blame_request){.fresh = fresh,
		    .repo = src,
		    .old = first ? NULL : "HEAD~1",
		    .theme = x->t->theme,
		    .edition = noted,
		    .max_file = 20 << 20,
		    .now = x->c.clock},
		x->t->a, &err) != 0)
		fail_msg("%s", err.msg);
	add_findings(&b, "mine", &j.mine);
	add_findings(&b, "before", &j.before);
	th_buf_addf(
	    &b, "%zu changed, %zu caused, %zu reminders\n", j.changed.n, j.caused, j.reminders);
	for (size_t i = 0; i < j.content.docs.n; i++)
		*recalled += j.content.docs.v[i]->saved.n > 0;
	th_str said = th_str_dup(x->t->a, th_buf_str(&b));
	th_buf_free(&b);
	source_close(fresh);
	return said;
}

static void compare_blame(twins *x, unsigned step)
{
	size_t none = 0;
	th_str mine = blamed(x, th_strz(x->incremental), step == 0, &x->recalled);
	th_str theirs = blamed(x, TH_NONE, step == 0, &none);
	if (!th_str_eq(mine, theirs))
		show_difference(x, mine, theirs, step);
	assert_int_equal(none, 0);
}

/* True when a file that is public has a word that stands in internal texts alone. */
static bool is_anywhere(twins *x, const char *hub)
{
	th_str line = th_str_fmt(
	    x->t->a, "cd '%s/%s' && grep -rqi geheimwort editions media assets", x->t->dir, hub);
	return system(line.p) == 0;
}

/* A setting that only answers use, a layout, and what is drawn on cards: each in turn. */
static void change_look(twins *x, unsigned step)
{
	th_str line = TH_NONE;
	th_arena *a = x->t->a;
	if (step % 7 == 6)
		line = th_str_fmt(a, "sed -i 's/^title: .*/title: Hub %u/' src/hub.yml", step);
	else if (step % 11 == 5)
		line = th_str_fmt(a,
		    "sed -i 's/height=\"[0-9]*\">/height=\"%u\">/' theme/layouts/card.svg.mustache",
		    600 + step);
	else if (step % 3 == 0)
		line = th_str_fmt(a,
		    "sed -i '/^contact:/d' src/hub.yml && echo 'contact: a%u@x.example' "
		    ">>src/hub.yml",
		    step);
	else if (step % 3 == 1)
		line = th_str_fmt(a,
		    "sed -i 's,</head>,<meta name=\"x\" content=\"%u\"></head>,' "
		    "theme/layouts/base.mustache",
		    step);
	if (line.n > 0)
		tree_shell(x->t, line.p);
}

static void one_step(twins *x, unsigned step, bool full_answers)
{
	static const char *const authors[] = {"Name 1", "Name 2", "p3", "Somebody", "Renamed 1"};
	chance *c = &x->c;
	c->clock += percent(c, 70) ? 3600 : (th_time)chance_of(c, 6) * 86400;
	for (unsigned n = 1 + chance_of(c, percent(c, 80) ? 2 : 6); n > 0 && step > 0; n--)
		change_something(c);
	if (step > 0)
		change_look(x, step);
	commit_now(x, authors[chance_of(c, 5)]);
	th_arena *a = th_arena_new();
	compare_blame(x, step);
	th_str said = publish_to(x, x->incremental, false);
	x->copies += was_copied(x);
	th_str all = publish_to(x, x->whole, true);
	if (!th_str_eq(said, all))
		show_difference(x, said, all, step);
	const char *pairs[][2] = {{x->incremental, x->whole},
	    {tree_path(x->t, "hub/internal/current"), tree_path(x->t, "whole/internal/current")}};
	for (size_t i = 0; i < TH_COUNT(pairs); i++) {
		th_str mine = dump(pairs[i][0], a), theirs = dump(pairs[i][1], a);
		if (!th_str_eq(mine, theirs))
			show_difference(x, mine, theirs, step);
		compare_answers(x, pairs[i][0], pairs[i][1], step, full_answers ? 1 : 5);
	}
	if (is_anywhere(x, "hub") || is_anywhere(x, "whole"))
		fail_msg("step %u: something internal is in public (%s)", step, x->t->dir);
	th_arena_free(a);
}

static unsigned number(const char *name, unsigned otherwise)
{
	const char *given = getenv(name);
	return given != NULL ? (unsigned)strtoul(given, NULL, 10) : otherwise;
}

static void what_changed_comes_to_the_same_as_everything(void **state)
{
	(void)state;
	unsigned seed = number("TH_SEED", 7), steps = number("TH_STEPS", 45);
	twins x;
	begin(&x, seed);
	for (unsigned i = 0; i <= steps; i++)
		one_step(&x, i, i % 20 == 0);
	if (getenv("TH_SEED") == NULL) {
		assert_true(x.copies > steps / 2);
		assert_true(x.recalled > steps);
	} else
		print_message("seed %u: %zu of %u from a copy\n", seed, x.copies, steps);
	unsetenv("TEAMHUB_NOW");
	tree_free(x.t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_changed_comes_to_the_same_as_everything),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
