/* test_withdrawal_random.c -- whatever is withdrawn, in whatever words, is gone: hubs that change
 * at random over several commits (slugs, languages, folders, moves, other settings), each commit
 * published; then each document is withdrawn in one of the spellings that content/README.md allows,
 * its file kept, deleted or moved away. Every address that an edition answered with 200 for it
 * answers 410, what is told before and after is what happens, and no file below the hub has a word
 * of it or one of its pictures. TH_SEED and TH_ROUNDS try others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ftw.h>
#include <sqlite3.h>

#include "support_random.h"
#include "support_web.h"
#include "teamhub/publish_steps.h"

enum { DOCS = 10, COMMITS = 6 };

typedef struct paper { /* a document, as its author knows it */
	const char *kind, *folder;
	unsigned n, names; /* names: how many it had */
	unsigned life;     /* how often a new file took the place of the old one */
	th_str path;       /* in src/; empty: it is gone */
	th_str lang;       /* ".en" of a second file, beside path; else empty */
	th_str slug;       /* slug: as written; empty: none */
	th_strs hrefs;     /* every one that answered 200 */
	th_strs spelt;     /* names, paths, slugs that it had */
	th_strs media;     /* files of its picture */
} paper;

typedef struct world {
	tree *t;
	chance c;
	paper papers[DOCS];
	bool other_folder, other_field, other_path; /* hub.yml */
	unsigned shade;                             /* of all pictures */
} world;

static th_str fmt_word(world *x, const paper *p)
{
	return th_str_fmt(x->t->a, "Qwert%s%uzu%u", p->kind, p->n, p->life);
}

/* ---- writing ---- */

static void write_hub(world *x)
{
	th_buf b = {0};
	th_buf_addf(&b,
	    "title: {de: Menschen}\nbase_url: https://careers.example\nprefix: /team\n"
	    "languages: [de, en]\npolicies: {missing_author: ignore}\n"
	    "facets:\n  value: {path: %s, label: {de: Wert}, pages: values}\n"
	    "collections:\n  stories:\n    folders: [stories%s]\n    fields: {%s: slug}\n",
	    x->other_path ? "haltung" : "values", x->other_folder ? ", blog" : "",
	    x->other_field ? "kurz" : "short");
	tree_bytes(x->t, "src/hub.yml", th_buf_str(&b));
	th_buf_free(&b);
}

static void write_one(world *x, const paper *p, th_str path, th_str lang)
{
	chance *c = &x->c;
	th_buf b = {0};
	th_str word = fmt_word(x, p), s = th_strz(p->kind);
	th_buf_addf(&b, "---\n%s: %.*s of %.*s\n", th_str_eqz(s, "person") ? "name" : "title",
	    TH_FMT(word), TH_FMT(lang));
	if (th_str_eqz(s, "person"))
		th_buf_addz(&b, CONSENT);
	else if (th_str_eqz(s, "event"))
		th_buf_addz(&b, "start: 2027-03-01 10:00\n");
	else if (th_str_eqz(s, "kudos"))
		th_buf_addz(&b, "from: jana\nto: tom\ndate: 2026-01-05\n");
	else
		th_buf_addf(&b, "date: 2026-01-%02u\n", 1 + chance_of(c, 28));
	if (th_str_eqz(s, "story"))
		th_buf_addf(&b, "authors: [jana]\nsummary: Short %.*s.\n", TH_FMT(word));
	th_buf_addf(&b, "picture: /media/%s%u-%u.svg\npicture_alt: Face of %.*s\n", p->kind, p->n,
	    p->life, TH_FMT(word));
	if (p->slug.n > 0 && (lang.n == 0 || !th_str_eqz(s, "story")))
		th_buf_addf(&b, "slug: %.*s\n", TH_FMT(p->slug));
	if (percent(c, 20) && lang.n == 0)
		th_buf_addf(&b, "%s: [/%s/was-%s-%u/]\n",
		    percent(c, 50) ? "aliases" : "redirect_from", p->folder, p->kind, p->n);
	th_buf_addf(&b, "---\nText of %.*s.\n\n", TH_FMT(word));
	for (int i = 0; i < 12; i++)
		th_buf_addf(&b, "Line %d of %.*s stays: a move is a move.\n", i, TH_FMT(word));
	write_buf(c, path, &b);
}

/* Each life has a picture of its own: that of another one is not taken back with it. */
static void write_face(world *x, const paper *p)
{
	tree_bytes(x->t, th_str_fmt(x->t->a, "src/media/%s%u-%u.svg", p->kind, p->n, p->life).p,
	    th_str_fmt(x->t->a,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30\" height=\"20\">"
		"<rect width=\"30\" height=\"20\" fill=\"#%02x%02x%02x\"/></svg>",
		p->n * 20, x->shade, p->life & 255));
}

static void write_paper(world *x, paper *p)
{
	write_face(x, p);
	write_one(x, p, p->path, TH_S(""));
	if (p->lang.n > 0)
		write_one(x, p,
		    th_str_fmt(
			x->t->a, "%.*s.en.md", TH_FMT(th_str_sub(p->path, 0, p->path.n - 3))),
		    TH_S("English"));
}

static th_str new_path(world *x, paper *p)
{
	chance *c = &x->c;
	th_arena *a = x->t->a;
	bool story = strcmp(p->kind, "story") == 0;
	th_str name = th_str_fmt(
	    a, "%s%s-%u-%c", percent(c, 20) ? "Über " : "", p->kind, p->n, 'a' + (int)p->names++);
	th_str folder = th_strz(p->folder);
	if (story && percent(c, 25))
		folder = TH_S("blog");
	if (story && percent(c, 30) && p->lang.n == 0)
		return th_str_fmt(a, "%.*s/%.*s/index.md", TH_FMT(folder), TH_FMT(name));
	return th_str_fmt(a, "%.*s/%s%.*s.md", TH_FMT(folder),
	    story && percent(c, 30) ? "2026/" : "", TH_FMT(name));
}

static th_str new_slug(world *x, paper *p)
{
	return percent(&x->c, 40)
		   ? TH_NONE
		   : th_str_fmt(x->t->a, "%s %u %s%u", percent(&x->c, 50) ? "Neu" : "anders", p->n,
			 p->kind, chance_of(&x->c, 3));
}

#define SHELL(x, ...) tree_shell((x)->t, th_str_fmt((x)->t->a, __VA_ARGS__).p)

static th_str english(world *x, th_str path)
{
	return th_str_fmt(x->t->a, "%.*s.en.md", TH_FMT(th_str_sub(path, 0, path.n - 3)));
}

static void move_paper(world *x, paper *p)
{
	th_str to = new_path(x, p);
	SHELL(x, "cd src && mkdir -p \"$(dirname '%.*s')\"", TH_FMT(to));
	SHELL(x, "cd src && mv '%.*s' '%.*s'", TH_FMT(p->path), TH_FMT(to));
	if (p->lang.n > 0)
		SHELL(x, "cd src && mv '%.*s' '%.*s'", TH_FMT(english(x, p->path)),
		    TH_FMT(english(x, to)));
	p->path = to;
}

static void change_one(world *x, paper *p)
{
	switch (chance_of(&x->c, 6)) {
	case 0:
	case 1:
		move_paper(x, p);
		break;
	case 2:
	case 3:
		p->slug = new_slug(x, p);
		write_paper(x, p);
		break;
	case 4: /* a file of the same name, later */
		p->hrefs = p->spelt = p->media = (th_strs){0};
		p->life++;
		SHELL(x,
		    "cd src && rm -f '%.*s' '%.*s' && git add -A && git commit -q --allow-empty -m "
		    "x",
		    TH_FMT(p->path), TH_FMT(english(x, p->path)));
		write_paper(x, p);
		break;
	default:
		write_paper(x, p);
	}
}

/* ---- what was public ---- */

static th_str name_of(world *x, th_str path)
{
	th_str name = th_str_sub(path, 0, path.n - 3);
	if (th_str_ends(name, TH_S("/index")))
		name.n -= 6;
	return th_str_dup(x->t->a, th_str_sub(name, (size_t)(th_str_rchr(name, '/') + 1), name.n));
}

static void add_once(world *x, th_strs *list, th_str s)
{
	if (s.n > 0 && !th_strs_has(list, s))
		*TH_ADD(x->t->a, list) = th_str_dup(x->t->a, s);
}

static void note_rows(world *x, paper *p, sqlite3 *db)
{
	sqlite3_stmt *st;
	th_str like = th_str_fmt(x->t->a, "%%%.*s%%", TH_FMT(fmt_word(x, p)));
	assert_int_equal(sqlite3_prepare_v2(db,
			     "SELECT DISTINCT d.href, p.src FROM doc d JOIN body b ON b.doc = d.id"
			     " LEFT JOIN picture p ON p.id = d.picture WHERE b.html LIKE ?1",
			     -1, &st, NULL),
	    SQLITE_OK);
	sqlite3_bind_text(st, 1, like.p, (int)like.n, SQLITE_STATIC);
	while (sqlite3_step(st) == SQLITE_ROW) {
		const char *src = (const char *)sqlite3_column_text(st, 1);
		add_once(x, &p->hrefs, th_strz((const char *)sqlite3_column_text(st, 0)));
		if (src != NULL)
			add_once(x, &p->media, th_str_sub(th_strz(strrchr(src, '/') + 1), 0, 40));
	}
	sqlite3_finalize(st);
}

/* What check tells of the commit, one address a line. */
static th_str told(world *x, th_time now)
{
	/* As the hook asks, which goes on from what the edition knows of history. */
	th_str known = percent(&x->c, 50) ? th_strz(x->t->edition) : TH_NONE;
	th_source *s;
	th_strs hrefs = {0};
	th_findings f = {.arena = x->t->a};
	th_err err;
	if (source_open(&s, tree_path(x->t, "src"), "HEAD", false, &err) != 0 ||
	    publish_withdrawals(&hrefs, &f,
		&(gone_request){.files = s, .history = s, .edition = known, .now = now}, x->t->a,
		&err) != 0)
		fail_msg("%s", err.msg);
	source_close(s);
	th_str all = TH_S("");
	for (size_t i = 0; i < hrefs.n; i++)
		all = th_str_fmt(x->t->a, "%.*s%.*s\n", TH_FMT(all), TH_FMT(hrefs.v[i]));
	return all;
}

/* What the edition answers 410. */
static th_str done(world *x, sqlite3 *db, th_time now)
{
	sqlite3_stmt *st;
	th_str all = TH_S("");
	assert_int_equal(
	    sqlite3_prepare_v2(db,
		"SELECT href FROM gone WHERE at <= ?1 AND href NOT IN (SELECT href FROM"
		" doc) AND href NOT IN (SELECT href FROM moved) ORDER BY href",
		-1, &st, NULL),
	    SQLITE_OK);
	sqlite3_bind_int64(st, 1, now);
	while (sqlite3_step(st) == SQLITE_ROW)
		all = th_str_fmt(
		    x->t->a, "%.*s%s\n", TH_FMT(all), (const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	return all;
}

static void publish_now_(world *x)
{
	th_str now = th_time_rfc3339(x->t->a, x->c.clock, 0);
	th_time at = x->c.clock;
	x->c.clock += 3600;
	tree_shell(x->t, th_str_fmt(x->t->a,
			     "cd src; git add -A; GIT_AUTHOR_DATE='%s' GIT_COMMITTER_DATE='%s' "
			     "git commit -q --allow-empty -m x",
			     now.p, now.p)
			     .p);
	setenv("TEAMHUB_NOW", now.p, 1);
	th_str before = told(x, at);
	tree_publish_from(x->t, "src", "--keep=20");
	if (x->t->e == NULL || x->t->status > 1)
		fail_msg("%d %.*s", x->t->status, TH_FMT(x->t->out));
	sqlite3 *db;
	assert_int_equal(
	    sqlite3_open_v2(x->t->edition, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	for (size_t i = 0; i < DOCS; i++) {
		paper *p = &x->papers[i];
		if (p->path.n == 0)
			continue;
		note_rows(x, p, db);
		add_once(x, &p->spelt, name_of(x, p->path));
		add_once(x, &p->spelt, p->path);
		add_once(x, &p->spelt, p->slug);
	}
	th_str after = done(x, db, at);
	if (!th_str_eq(before, after))
		fail_msg("told:\n%.*sdone:\n%.*s", TH_FMT(before), TH_FMT(after));
	sqlite3_close(db);
}

static void begin(world *x, uint64_t seed)
{
	static const char *const kinds[][2] = {{"story", "stories"}, {"person", "people"},
	    {"value", "values"}, {"event", "events"}, {"kudos", "kudos"}, {"job", "jobs"},
	    {"guideline", "guidelines"}, {"story", "stories"}, {"programme", "programmes"},
	    {"brand", "brand"}};
	*x = (world){.t = tree_new(), .shade = (unsigned)seed & 255};
	x->c = (chance){x->t, seed * 0x9e3779b97f4a7c15u + 1, 1, 1, 1795478400};
	tree_shell(x->t, "git init -q -b main src; cd src; git config user.name x;"
			 "git config user.email x@y");
	write_hub(x);
	tree_person(x->t, "jana", "");
	tree_person(x->t, "tom", "");
	for (unsigned i = 0; i < DOCS; i++) {
		paper *p = &x->papers[i];
		*p = (paper){.kind = kinds[i][0], .folder = kinds[i][1], .n = i};
		if (percent(&x->c, 40))
			p->lang = TH_S("en");
		p->path = new_path(x, p);
		p->slug = new_slug(x, p);
		write_paper(x, p);
	}
}

static void change(world *x)
{
	for (int n = 0; n < 4; n++)
		change_one(x, &x->papers[chance_of(&x->c, DOCS)]);
	if (percent(&x->c, 40)) {
		x->other_field = percent(&x->c, 50);
		x->other_path = percent(&x->c, 50);
		x->other_folder = percent(&x->c, 80);
		write_hub(x);
	}
}

/* ---- withdrawing ---- */

static const char *const ways[] = {"field", "name", "path", "address", "earlier"};
static const char *const files[] = {"kept", "deleted", "deleted before", "moved away"};

/* As content/README.md allows an address to be written. */
static th_str spell_address(world *x, th_str href)
{
	static const char *const leads[] = {"", "/team", "https://careers.example/team", "/team/en",
	    "http://old.example/team", "/en"};
	th_str s = th_str_cat(x->t->a, th_strz(leads[chance_of(&x->c, TH_COUNT(leads))]), href);
	return percent(&x->c, 30) ? th_str_sub(s, 0, s.n - 1) : s;
}

static th_str any_of(world *x, const th_strs *list)
{
	return list->v[chance_of(&x->c, (unsigned)list->n)];
}

/* Of the original: a translation's address means the translation alone. */
static th_str address_of(world *x, const paper *p)
{
	th_strs own = {0};
	for (size_t i = 0; i < p->hrefs.n; i++)
		if (!th_str_ends(p->hrefs.v[i], TH_S("-en/")))
			*TH_ADD(x->t->a, &own) = p->hrefs.v[i];
	return any_of(x, &own);
}

/* One line of withdrawn.yml. */
static th_str spell(world *x, const paper *p, const char *way)
{
	th_arena *a = x->t->a;
	chance *c = &x->c;
	th_str key = th_strz(p->kind), said = TH_NONE;
	th_str day = th_str_sub(th_time_rfc3339(a, c->clock - 86400, 0), 0, 10);
	if (strcmp(way, "name") == 0) {
		said = percent(c, 50) && p->slug.n > 0 ? p->slug : name_of(x, p->path);
		if (percent(c, 20))
			said = th_str_cat(a, name_of(x, p->path), TH_S(".md"));
	} else if (strcmp(way, "path") == 0) {
		said = percent(c, 50) ? p->path : th_str_cat(a, TH_S("/"), p->path);
	} else if (strcmp(way, "earlier") == 0) {
		said = any_of(x, &p->spelt);
	} else {
		said = spell_address(x, address_of(x, p));
		key = percent(c, 50) ? key : TH_S("address");
	}
	return th_str_fmt(
	    a, "- {%.*s: \"%.*s\", date: %.*s}\n", TH_FMT(key), TH_FMT(said), TH_FMT(day));
}

static void remove_paper(world *x, const paper *p, const char *file)
{
	if (strcmp(file, "moved away") == 0)
		SHELL(x, "cd src && mkdir -p archive && mv '%.*s' archive/x%u.md && rm -f '%.*s'",
		    TH_FMT(p->path), p->n, TH_FMT(english(x, p->path)));
	else
		SHELL(x, "cd src && rm -f '%.*s' '%.*s'", TH_FMT(p->path),
		    TH_FMT(english(x, p->path)));
}

static int look_into(const char *path, const struct stat *st, int type, struct FTW *at);
static struct {
	th_str word;
	const th_strs *media;
	th_str found;
} looking; /* nftw passes no context */

static int look_into(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	th_arena *a = th_arena_new();
	tree t = {.a = a};
	th_str name = th_strz(path + at->base);
	bool bad =
	    type == FTW_F && th_str_find(th_str_lower(a, tree_read(&t, path)), looking.word) >= 0;
	for (size_t i = 0; i < looking.media->n; i++)
		bad = bad || th_str_starts(name, looking.media->v[i]);
	th_arena_free(a);
	if (bad)
		looking.found = th_strz(strdup(path));
	return bad;
}

static void fail_at(world *x, const paper *p, const char *way, const char *file, th_str what)
{
	th_str log = th_str_fmt(x->t->a,
	    "cd '%s/src' && { git log --name-status --format=%%h -M; cat withdrawn.yml hub.yml; } "
	    ">&2",
	    x->t->dir);
	if (getenv("TH_SHOW") != NULL && system(log.p) != 0)
		abort();
	fail_msg("%s: %s %u (%.*s), %s, %s: %.*s\n%.*s", x->t->dir, p->kind, p->n, TH_FMT(p->path),
	    way, file, TH_FMT(what), TH_FMT(x->t->out));
}

static void assert_410(world *x, const paper *p, const char *way, const char *file, th_str href)
{
	asking k = {.w = worker_new(x->t->edition), .a = th_arena_new(), .now = x->c.clock};
	for (int lang = 0; lang < 2; lang++) {
		th_str path = th_str_cat(x->t->a, th_strz(lang ? "/en" : ""), href);
		int status = ask_path(&k, path.p, "");
		if (status != 410)
			fail_at(
			    x, p, way, file, th_str_fmt(x->t->a, "%.*s: %d", TH_FMT(path), status));
	}
	reply_free(&k.reply);
	worker_free(k.w);
	th_arena_free(k.a);
}

static void assert_gone(world *x, const paper *p, const char *way, const char *file)
{
	for (size_t i = 0; i < p->hrefs.n; i++)
		assert_410(x, p, way, file, p->hrefs.v[i]);
	looking.word = th_str_lower(x->t->a, fmt_word(x, p));
	looking.media = &p->media;
	looking.found = TH_NONE;
	if (nftw(tree_path(x->t, "hub"), look_into, 16, FTW_PHYS) != 0)
		fail_at(x, p, way, file, looking.found);
}

static void withdraw(world *x, paper *p)
{
	chance *c = &x->c;
	const char *way = ways[chance_of(c, TH_COUNT(ways))];
	const char *file = files[chance_of(c, TH_COUNT(files))];
	bool earlier = percent(c, 30);
	if (strcmp(way, "field") == 0) {
		file = "kept";
		SHELL(x,
		    "cd src && sed -i '1,3s/^\\(title\\|name\\):/withdrawn: 2026-01-01\\n&/' "
		    "'%.*s'",
		    TH_FMT(p->path));
	} else {
		th_str line = spell(x, p, way);
		if (strcmp(file, "kept") != 0)
			remove_paper(x, p, file);
		if (strcmp(file, "deleted before") == 0 || (earlier && strcmp(file, "kept") != 0))
			publish_now_(x);
		th_str all = tree_read(x->t, tree_path(x->t, "src/withdrawn.yml"));
		tree_bytes(x->t, "src/withdrawn.yml", th_str_cat(x->t->a, all, line));
	}
	publish_now_(x);
	assert_gone(x, p, way, file);
	/* And stays so, also for who has the repository alone. */
	if (percent(c, 30)) {
		const char *here = x->t->edition;
		change_one(x, &x->papers[DOCS - 1]);
		publish_now_(x);
		assert_gone(x, p, way, file);
		x->t->edition = tree_path(x->t, "hub/other/current");
		publish_now_(x);
		assert_gone(x, p, way, file);
		tree_shell(x->t, "rm -rf hub/other");
		x->t->edition = here;
	}
	p->path = TH_NONE;
}

static unsigned number(const char *name, unsigned otherwise)
{
	const char *given = getenv(name);
	return given != NULL ? (unsigned)strtoul(given, NULL, 10) : otherwise;
}

static void what_is_withdrawn_is_gone_in_whatever_words(void **state)
{
	(void)state;
	unsigned seed = number("TH_SEED", 1), rounds = number("TH_ROUNDS", 2);
	for (unsigned round = 0; round < rounds; round++) {
		world x;
		size_t addresses = 0;
		begin(&x, seed + round);
		for (int i = 0; i < COMMITS; i++) {
			if (i > 0)
				change(&x);
			publish_now_(&x);
		}
		for (unsigned i = 0; i + 1 < DOCS; i++) {
			addresses += x.papers[i].hrefs.n;
			if (x.papers[i].hrefs.n > 0)
				withdraw(&x, &x.papers[i]);
		}
		assert_true(addresses > DOCS);
		unsetenv("TEAMHUB_NOW");
		tree_free(x.t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_withdrawn_is_gone_in_whatever_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
