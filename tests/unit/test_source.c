/* test_source.c -- a directory and a commit of a repository are read alike. Uses the real git. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "teamhub/digest.h"
#include "teamhub/source.h"

/* Opening a partial clone, libgit2 1.5.1 asks its settings with a pattern, and PCRE2 keeps the
 * memory of each match. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libpcre2";
}

static int setup(void **state)
{
	static const char template[] = "/tmp/teamhub-source-XXXXXX";
	char *dir = malloc(sizeof(template));
	memcpy(dir, template, sizeof(template));
	if (mkdtemp(dir) == NULL)
		return -1;
	*state = dir;
	return 0;
}

/* Runs a shell line in the test's folder; the test fails when it does. */
static void sh(void **state, const char *line)
{
	th_buf b = {0};
	th_buf_addf(&b,
	    "cd %s && export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null "
	    "GIT_AUTHOR_NAME=Jana GIT_AUTHOR_EMAIL=jana@firm.example GIT_COMMITTER_NAME=Jana "
	    "GIT_COMMITTER_EMAIL=jana@firm.example && ( %s ) >/dev/null 2>&1",
	    (char *)*state, line);
	th_buf_addc(&b, 0);
	if (system(b.p) != 0)
		fail_msg("failed: %s", line);
	th_buf_free(&b);
}

static int teardown(void **state)
{
	th_buf b = {0};
	th_buf_addf(&b, "rm -rf %s", (char *)*state);
	th_buf_addc(&b, 0);
	int rc = system(b.p);
	th_buf_free(&b);
	free(*state);
	return rc;
}

static th_source *open_at(void **state, const char *below, const char *ref, bool worktree)
{
	th_source *s;
	th_err err = {{0}};
	th_arena *a = th_arena_new();
	if (source_open(&s, th_str_fmt(a, "%s/%s", (char *)*state, below).p, ref, worktree, &err) !=
	    0)
		fail_msg("%s", err.msg);
	th_arena_free(a);
	return s;
}

static const char *reason(void **state, const char *below, const char *ref, th_err *err)
{
	th_source *s;
	th_arena *a = th_arena_new();
	assert_int_equal(
	    source_open(&s, th_str_fmt(a, "%s/%s", (char *)*state, below).p, ref, false, err), -1);
	assert_null(s);
	th_arena_free(a);
	return err->msg;
}

static void a_directory_and_a_commit_of_it_list_the_same_entries(void **state)
{
	sh(state,
	    "mkdir -p w/stories/2026 && cd w && git init -qb main && printf 'a' > "
	    "stories/2026/x.md &&"
	    "printf '' > b.md && mkdir stories-old && printf c > stories-old/y.md && git add . &&"
	    "git commit -qm one && git clone -q --bare . ../bare.git");
	th_source *dir = open_at(state, "w", NULL, true),
		  *git = open_at(state, "bare.git", NULL, false);
	size_t n, m;
	const th_entry *d = source_entries(dir, &n), *g = source_entries(git, &m);
	assert_int_equal(n, 3);
	assert_int_equal(m, 3);
	th_arena *a = th_arena_new();
	for (size_t i = 0; i < n; i++) {
		th_str x, y;
		assert_true(th_str_eq(d[i].path, g[i].path));
		assert_true(th_str_eq(d[i].id, g[i].id));
		assert_int_equal(source_read(dir, &d[i], 10, a, &x, NULL), 0);
		assert_int_equal(source_read(git, &g[i], 10, a, &y, NULL), 0);
		assert_true(th_str_eq(x, y));
	}
	assert_true(th_str_eqz(d[1].path, "stories-old/y.md")); /* '-' sorts before '/' */
	assert_non_null(source_find(git, TH_S("stories/2026/x.md")));
	assert_null(source_find(git, TH_S("stories/2026")));
	assert_true(source_is_git(git));
	assert_false(source_is_git(dir));
	th_arena_free(a);
	source_close(dir);
	source_close(git);
}

static void a_working_copy_is_read_at_its_commit_unless_asked_for_files(void **state)
{
	sh(state, "mkdir w && cd w && git init -qb main && echo a > a.md && git add . && git "
		  "commit -qm one &&"
		  "echo b > b.md");
	size_t n;
	th_source *s = open_at(state, "w", NULL, false);
	source_entries(s, &n);
	assert_int_equal(n, 1);
	source_close(s);
	s = open_at(state, "w", NULL, true);
	source_entries(s, &n);
	assert_int_equal(n, 2);
	source_close(s);
}

static void a_branch_a_tag_and_a_commit_can_be_named(void **state)
{
	sh(state, "mkdir w && cd w && git init -qb main && echo a > a.md && git add . && git "
		  "commit -qm one &&"
		  "git tag -am first v1 && echo b > b.md && git add . && git commit -qm two");
	size_t n;
	th_source *s = open_at(state, "w", "v1", false);
	source_entries(s, &n);
	assert_int_equal(n, 1);
	source_close(s);
	s = open_at(state, "w", "main", false);
	source_entries(s, &n);
	assert_int_equal(n, 2);
	source_close(s);
	th_err err;
	assert_non_null(
	    strstr(reason(state, "w", "nosuch", &err), "no branch, tag or commit 'nosuch'"));
}

static size_t files_at(void **state, const char *ref)
{
	size_t n;
	th_source *s = open_at(state, "w", ref, false);
	source_entries(s, &n);
	source_close(s);
	return n;
}

/* Commits of one, two and three files: names that git would read otherwise lead to the branch. */
static void a_branch_comes_before_a_tag_and_a_commit_before_both(void **state)
{
	sh(state, "mkdir w && cd w && git init -qb main && echo a > a.md && git add . && git "
		  "commit -qm one && git tag main && git tag origin/main && git tag -am x v1 &&"
		  "echo b > b.md && git add . && git commit -qm two && "
		  "git update-ref refs/remotes/origin/main HEAD && echo c > c.md && git add . && "
		  "git commit -qm three && git branch v1 HEAD~1 && "
		  "git update-ref refs/heads/$(git rev-parse HEAD) HEAD~1 && "
		  "git update-ref refs/tags/$(git rev-parse HEAD) HEAD~2 && "
		  "git update-ref refs/heads/HEAD HEAD~2 && git rev-parse HEAD > ../tip");
	static const struct {
		const char *ref;
		size_t files;
	} all[] = {{"main", 3}, {"main~1", 2}, {"main^{commit}", 3}, {"refs/heads/main", 3},
	    {"refs/tags/main", 1}, {"tags/main", 1}, {"heads/main", 3}, {"origin/main", 2},
	    {"origin/main^", 1}, {"v1", 2}, {"HEAD", 3}, {"HEAD~1", 2}};
	for (size_t i = 0; i < TH_COUNT(all); i++)
		if (files_at(state, all[i].ref) != all[i].files)
			fail_msg("%s: %zu files", all[i].ref, files_at(state, all[i].ref));
	char tip[41] = "", path[256];
	snprintf(path, sizeof path, "%s/tip", (char *)*state);
	FILE *f = fopen(path, "r");
	assert_int_equal(fread(tip, 1, 40, f), 40);
	fclose(f);
	assert_int_equal(files_at(state, tip), 3);
	th_arena *a = th_arena_new();
	snprintf(path, sizeof path, "%s/w", (char *)*state);
	assert_true(th_str_eqz(source_resolve(path, "main", a), tip));
	th_arena_free(a);
}

/* Of files in a folder and in a commit. */
static void a_folder_of_a_source_is_one_and_a_file_may_say_something_else(void **state)
{
	sh(state, "mkdir -p w/themes/ours/assets w/themes/ours-too && cd w && git init -qb main && "
		  "echo a > themes/ours/a && echo b > themes/ours/assets/b && "
		  "echo c > themes/ours-too/c && echo hub > hub.yml && git add . && "
		  "git commit -qm one");
	for (int worktree = 0; worktree < 2; worktree++) {
		th_source *whole = open_at(state, "w", NULL, worktree), *below, *with;
		th_arena *a = th_arena_new();
		th_str text;
		th_err err;
		size_t n;
		assert_int_equal(source_open_below(&below, whole, TH_S("themes/ours/"), &err), 0);
		const th_entry *e = source_entries(below, &n);
		assert_int_equal(n, 2);
		assert_true(th_str_eqz(e[1].path, "assets/b"));
		assert_int_equal(source_read(below, &e[1], 100, a, &text, &err), 0);
		assert_true(th_str_eqz(text, "b\n"));
		assert_int_equal(source_size(below, &e[0]), 2);
		assert_int_equal(source_revision(below).n, 40);
		assert_int_equal(source_open_below(&with, whole, TH_S("nowhere"), &err), -1);
		assert_non_null(strstr(err.msg, "has no folder nowhere"));
		source_close(below);
		/* another hub.yml, and one more file */
		source_open_with(&with, whole, TH_S("hub.yml"), TH_S("title: x"));
		e = source_find(with, TH_S("hub.yml"));
		assert_int_equal(source_read(with, e, 100, a, &text, &err), 0);
		assert_true(th_str_eqz(text, "title: x"));
		assert_int_equal(source_size(with, e), 8);
		e = source_find(with, TH_S("themes/ours/a"));
		assert_int_equal(source_read(with, e, 100, a, &text, &err), 0);
		assert_true(th_str_eqz(text, "a\n"));
		assert_false(th_str_eq(source_revision(with), source_revision(whole)));
		source_close(with);
		source_open_with(&with, whole, TH_S("more"), TH_S("m"));
		source_entries(with, &n);
		assert_int_equal(n, 5);
		assert_non_null(source_find(with, TH_S("more")));
		assert_non_null(source_find(with, TH_S("hub.yml")));
		source_close(with);
		th_arena_free(a);
		source_close(whole);
	}
}

static void a_symbolic_link_is_listed_and_never_read(void **state)
{
	sh(state,
	    "mkdir w && cd w && ln -s /etc/passwd out.md && ln -s .. up && git init -qb main &&"
	    "git add . && git commit -qm one");
	for (int worktree = 0; worktree < 2; worktree++) {
		th_source *s = open_at(state, "w", NULL, worktree);
		size_t n;
		const th_entry *e = source_entries(s, &n);
		th_arena *a = th_arena_new();
		th_str bytes;
		th_err err;
		assert_int_equal(n, 2);
		assert_int_equal(e[0].kind, TH_ENTRY_SYMLINK);
		assert_int_equal(e[1].kind, TH_ENTRY_SYMLINK);
		assert_int_equal(source_read(s, &e[0], 1000, a, &bytes, &err), -1);
		th_arena_free(a);
		source_close(s);
	}
}

static void a_file_beyond_the_limit_is_refused_by_its_size(void **state)
{
	sh(state, "mkdir w && cd w && head -c 100 /dev/zero > a.md");
	th_source *s = open_at(state, "w", NULL, false);
	size_t n;
	th_str bytes;
	th_err err;
	th_arena *a = th_arena_new();
	const th_entry *e = source_entries(s, &n);
	assert_int_equal(source_read(s, e, 99, a, &bytes, &err), -1);
	assert_non_null(strstr(err.msg, "a.md: 100 bytes, the limit is 99"));
	assert_int_equal(source_read(s, e, 100, a, &bytes, &err), 0);
	th_arena_free(a);
	source_close(s);
}

static void what_cannot_be_opened_says_why_and_what_to_do(void **state)
{
	th_err err;
	sh(state, "mkdir empty && cd empty && git init -qb main");
	assert_non_null(strstr(reason(state, "nowhere", NULL, &err), "name a folder"));
	assert_non_null(strstr(reason(state, "empty", NULL, &err), "no commit yet"));
}

static void note_revision(void *ctx, const th_revision *r)
{
	th_buf_addf(ctx, "%lld %c %.*s%s%.*s\n", (long long)r->at % 1000,
	    r->was.n       ? (th_str_eq(r->before, r->after) ? 'm' : 'M')
	    : !r->before.n ? 'A'
	    : !r->after.n  ? 'D'
			   : 'C',
	    TH_FMT(r->path), r->was.n ? " was " : "", TH_FMT(r->was));
}

static void assert_revisions(th_source *s, const char *since, bool whole, const char *want)
{
	th_buf out = {0};
	bool all;
	assert_int_equal(source_revisions(s, since, &all, note_revision, &out, NULL), 0);
	th_buf_addc(&out, 0);
	assert_string_equal(out.p, want);
	assert_int_equal(all, whole);
	th_buf_free(&out);
}

static void history_tells_what_each_commit_changed_and_follows_a_file_that_moved(void **state)
{
	sh(state, "mkdir w && cd w && git init -qb main && seq 50 > a.md && seq 60 90 > b.md && "
		  "git add . "
		  "&& c() { d=\"1700000$1 +0000\"; shift; GIT_AUTHOR_DATE=$d GIT_COMMITTER_DATE=$d "
		  "git commit -q \"$@\"; };"
		  "c 001 -m one --author='Jana Weber <j@x>' && git tag one && echo c >> a.md && "
		  "c 002 -am two && git mv b.md c.md && c 003 -m three && git mv c.md d.md && "
		  "echo more >> d.md && c 004 -am four && git rm -q a.md && c 005 -m five");
	th_source *s = open_at(state, "w", NULL, false);
	assert_revisions(s, NULL, true,
	    "5 D a.md\n4 M d.md was c.md\n3 m c.md was b.md\n2 C a.md\n1 A a.md\n1 A b.md\n");
	th_arena *a = th_arena_new();
	th_str one = source_resolve(th_str_fmt(a, "%s/w", (char *)*state).p, "one", a), text;
	assert_revisions(
	    s, one.p, false, "5 D a.md\n4 M d.md was c.md\n3 m c.md was b.md\n2 C a.md\n");
	assert_revisions(s, source_revision(s).p, false, "");
	assert_revisions(s, "1111111111111111111111111111111111111111", true,
	    "5 D a.md\n4 M d.md was c.md\n3 m c.md was b.md\n2 C a.md\n1 A a.md\n1 A b.md\n");
	assert_true(th_str_eqz(source_author(s, one, a), "Jana Weber"));
	assert_true(source_author(s, TH_S("none"), a).p == NULL);
	th_err err;
	assert_int_equal(source_read_blob(s, TH_S("d00491fd7e5bb6fa28c517a0bb32b8b506539d4d"), 10,
			     a, &text, &err),
	    -1);
	th_arena_free(a);
	source_close(s);
}

static void a_shallow_clone_tells_what_it_knows(void **state)
{
	sh(state, "mkdir w && cd w && git init -qb main && echo a > a.md && git add . &&"
		  "git commit -qm one && echo c > c.md && git add . && git commit -qm two &&"
		  "export GIT_AUTHOR_DATE='1700000003 +0000' GIT_COMMITTER_DATE='1700000007 +0000' "
		  "&& echo d > d.md && git add . && "
		  "git commit -qm three && git clone -q --depth 2 file://$PWD ../shallow");
	th_source *s = open_at(state, "shallow", NULL, false);
	assert_revisions(s, NULL, true, "7 A d.md\n"); /* when c.md came is not in this clone */
	source_close(s);
}

/* c AUTHORED COMMITTED ...: a commit of two dates; m COMMITTED ...: a merge. */
#define TWO_DATES                                                                                  \
	"c() { export GIT_AUTHOR_DATE=\"170000000$1 +0000\" GIT_COMMITTER_DATE=\"170000000$2 "     \
	"+0000\"; shift 2; git add . && git commit -qm x; } && m() { export GIT_AUTHOR_DATE="      \
	"\"170000000$1 +0000\" GIT_COMMITTER_DATE=\"170000000$1 +0000\"; shift; git merge -q "     \
	"--no-ff \"$@\"; } && "

static void a_commit_is_dated_by_when_it_came_to_the_branch(void **state)
{
	sh(state, TWO_DATES
	    "mkdir w && cd w && git init -qb main && echo a > a.md && echo b > b.md && c 1 1 && "
	    "git tag one && git checkout -qb side && echo x >> b.md && c 3 3 && git checkout -q "
	    "main && echo x >> a.md && c 2 6 && git tag two && m 7 -m 'side work' side");
	const char *all = "6 C a.md\n7 C b.md\n1 A a.md\n1 A b.md\n";
	th_arena *a = th_arena_new();
	const char *w = th_str_fmt(a, "%s/w", (char *)*state).p;
	th_source *s = open_at(state, "w", NULL, false);
	assert_revisions(s, NULL, true, all);
	assert_revisions(s, source_resolve(w, "two", a).p, false, "7 C b.md\n");
	/* Who published the side branch before: its dates were others. */
	assert_revisions(s, source_resolve(w, "side", a).p, true, all);
	assert_int_equal(source_extent(s).n, 0);
	source_close(s);
	th_arena_free(a);
}

static void what_a_pull_merges_was_there_before(void **state)
{
	sh(state, TWO_DATES
	    "mkdir w && cd w && git init -qb main && echo a > a.md && echo b > b.md && c 1 1 && "
	    "git clone -q . ../mine && echo x >> b.md && c 3 3 && cd ../mine && git config "
	    "user.name x && git config pull.rebase false && echo y >> a.md && c 2 2 && export "
	    "GIT_COMMITTER_DATE='1700000008 +0000' && git pull -q --no-edit && git log -1 "
	    "--format=%s | grep -q \"^Merge branch 'main' of\"");
	th_source *s = open_at(state, "mine", NULL, false);
	assert_revisions(s, NULL, true, "3 C b.md\n8 C a.md\n1 A a.md\n1 A b.md\n");
	source_close(s);
}

static void clones_with_less_history_say_so(void **state)
{
	sh(state,
	    "mkdir w && cd w && git init -qb main && git config uploadpack.allowFilter true && "
	    "for i in 1 2 3; do echo $i > a.md && git add . && git commit -qm $i; done && cd .. && "
	    "git clone -q --depth 1 file://$PWD/w d1 && git clone -q --depth 2 file://$PWD/w d2 && "
	    "git clone -q --filter=blob:none file://$PWD/w part");
	static const char *const names[] = {"w", "d1", "d2", "part"};
	th_arena *a = th_arena_new();
	th_str extent[4];
	for (size_t i = 0; i < TH_COUNT(names); i++) {
		th_source *s = open_at(state, names[i], NULL, false);
		extent[i] = th_str_dup(a, source_extent(s));
		for (size_t k = 0; k < i; k++)
			assert_false(th_str_eq(extent[i], extent[k]));
		source_close(s);
	}
	th_source *s = open_at(state, "part", NULL, false);
	th_str text;
	th_err err;
	assert_true(source_lacking(s) == 0);
	assert_int_equal(source_read_blob(s, TH_S("d00491fd7e5bb6fa28c517a0bb32b8b506539d4d"), 10,
			     a, &text, &err),
	    -1);
	assert_true(source_lacking(s) != 0);
	source_close(s);
	th_arena_free(a);
}

/* The remedy is run, and helps. */
static void a_partial_clone_is_told_what_helps(void **state)
{
	sh(state,
	    "mkdir w && cd w && git init -qb main && git config uploadpack.allowFilter true && "
	    "mkdir "
	    "s && echo a > s/a.md && echo h > hub.yml && git add . && git commit -qm 1 && cd .. && "
	    "git clone -q --filter=blob:none --sparse file://$PWD/w part");
	th_arena *a = th_arena_new();
	const char *part = th_str_fmt(a, "%s/part", (char *)*state).p;
	th_source *s;
	th_err err;
	assert_int_equal(source_open(&s, part, "HEAD", false, &err), -1);
	assert_non_null(strstr(err.msg, "`git fetch --refetch --no-filter`"));
	assert_true(source_is_sparse(part));
	sh(state, "cd part && git -c gc.auto=0 -c maintenance.auto=0 fetch --refetch --no-filter "
		  "&& git sparse-checkout disable");
	assert_int_equal(source_open(&s, part, "HEAD", false, &err), 0);
	assert_non_null(source_find(s, TH_S("s/a.md")));
	assert_false(source_is_sparse(part));
	source_close(s);
	th_arena_free(a);
}

static void a_directory_has_no_history(void **state)
{
	sh(state, "mkdir w && echo a > w/a.md");
	th_source *s = open_at(state, "w", NULL, false);
	th_str text;
	th_err err;
	assert_revisions(s, NULL, true, "");
	assert_int_equal(source_read_blob(s, TH_S("x"), 1, NULL, &text, &err), -1);
	source_close(s);
}

static void note_change(void *ctx, th_str path, th_change change)
{
	static const char letters[] = "AMR";
	th_buf_addf(ctx, "%c %.*s\n", letters[change], TH_FMT(path));
}

static void the_changes_between_two_commits_are_listed_by_path(void **state)
{
	sh(state,
	    "mkdir w && cd w && git init -qb main && mkdir p s && echo a > s/a.md && echo b > "
	    "s/b.md && echo p > p/p.md && git add . && git commit -qm one && git tag v1 && "
	    "git mv s/a.md s/c.md && echo more >> s/b.md && git add . && git commit -qm two");
	th_source *s = open_at(state, "w", "main", false);
	th_buf out = {0};
	th_err err;
	assert_int_equal(source_changes(s, "v1", note_change, &out, &err), 0);
	th_buf_addc(&out, 0);
	assert_string_equal(out.p, "R s/a.md\nM s/b.md\nA s/c.md\n");
	th_buf_cut(&out, 0);
	assert_int_equal(
	    source_changes(s, "0000000000000000000000000000000000000000", note_change, &out, &err),
	    0);
	th_buf_addc(&out, 0);
	assert_string_equal(out.p, "A p/p.md\nA s/b.md\nA s/c.md\n");
	assert_int_equal(source_changes(s, "nosuch", note_change, &out, &err), -1);
	assert_non_null(strstr(err.msg, "nosuch"));
	th_buf_free(&out);
	source_close(s);
}

static void what_is_staged_is_read_without_a_commit(void **state)
{
	sh(state,
	    "mkdir w && cd w && git init -qb main && echo a > a.md && echo b > b.md && git add "
	    ". && git commit -qm one && echo staged > a.md && git add a.md && echo not > a.md "
	    "&& git rm -q b.md && echo new > c.md && git add -N c.md && echo d > d.md");
	th_arena *a = th_arena_new();
	th_source *s;
	th_err err;
	th_str text;
	th_buf out = {0};
	size_t n;
	assert_int_equal(source_open_staged(&s, th_str_fmt(a, "%s/w", (char *)*state).p, &err), 0);
	const th_entry *e = source_entries(s, &n);
	assert_int_equal(n, 1);
	assert_int_equal(source_read(s, &e[0], 100, a, &text, &err), 0);
	assert_true(th_str_eqz(text, "staged\n"));
	assert_int_equal(source_changes(s, "HEAD", note_change, &out, &err), 0);
	th_buf_addc(&out, 0);
	assert_string_equal(out.p, "M a.md\nR b.md\n");
	th_buf_free(&out);
	source_close(s);
	sh(state,
	    "cd w && git checkout -q -f . && git checkout -qb side && echo 1 > a.md && git commit "
	    "-qam s && git checkout -qf main && echo 2 > a.md && git commit -qam m && ! git merge "
	    "-q side");
	assert_int_equal(source_open_staged(&s, th_str_fmt(a, "%s/w", (char *)*state).p, &err), -1);
	assert_non_null(strstr(err.msg, "finish the merge"));
	th_arena_free(a);
}

static void a_forced_push_says_how_many_commits_it_would_lose(void **state)
{
	sh(state,
	    "mkdir w && cd w && git init -qb main && echo a > a.md && git add . && git commit "
	    "-qm one && git commit -q --allow-empty -m two && git commit -q --allow-empty -m "
	    "three && git branch old && git reset -q --hard HEAD~2 && git commit -q "
	    "--allow-empty -m other");
	th_arena *a = th_arena_new();
	const char *w = th_str_fmt(a, "%s/w", (char *)*state).p;
	th_source *s = open_at(state, "w", "main", false);
	th_err err;
	size_t lost;
	assert_int_equal(source_lost(s, source_resolve(w, "old", a).p, &lost, &err), 0);
	assert_int_equal(lost, 2);
	assert_int_equal(source_lost(s, source_resolve(w, "main~1", a).p, &lost, &err), 0);
	assert_int_equal(lost, 0);
	assert_null(source_resolve(w, "nosuch", a).p);
	source_close(s);
	th_arena_free(a);
}

static void a_setting_comes_from_the_repository(void **state)
{
	sh(state,
	    "git init -q --bare b.git && git -C b.git config teamhub.edition /srv/hub/current");
	th_arena *a = th_arena_new();
	const char *b = th_str_fmt(a, "%s/b.git", (char *)*state).p;
	static const char *const names[] = {"teamhub.edition", "teamhub.nosuch"};
	th_str values[2];
	source_settings(b, names, values, 2, a);
	assert_true(th_str_eqz(values[0], "/srv/hub/current"));
	assert_null(values[1].p);
	source_settings(*state, names, values, 2, a);
	assert_null(values[0].p);
	th_arena_free(a);
}

static void a_blob_is_named_as_git_names_it(void **state)
{
	(void)state;
	char hex[65];
	digest_blob(hex, TH_S("hello\n"));
	assert_string_equal(hex, "ce013625030ba8dba906f756967f9e9ca394464a");
	digest_sha256(hex, TH_S("abc"));
	assert_string_equal(
	    hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void assert_refused(void **state, const char *below, const char *words)
{
	th_source *s;
	th_err err = {{0}};
	th_arena *a = th_arena_new();
	assert_int_not_equal(
	    source_open(&s, th_str_fmt(a, "%s/%s", (char *)*state, below).p, NULL, false, &err), 0);
	if (th_str_find(th_strz(err.msg), th_strz(words)) < 0)
		fail_msg("%s", err.msg);
	th_arena_free(a);
}

static void folders_are_counted_and_nested_to_a_bound_alike(void **state)
{
	/* Each level of a commit is a tree of one entry. */
	sh(state, "mkdir -p \"d/$(printf 'a/%.0s' $(seq 70))\"");
	assert_refused(state, "d", "nested deeper than 64: move its files up");
	sh(state, "git init -q r; cd r; b=$(echo x | git hash-object -w --stdin); "
		  "t=$(printf '100644 blob %s\\tf' $b | git mktree); for i in $(seq 300); do "
		  "t=$(printf '040000 tree %s\\ta' $t | git mktree); done; "
		  "git update-ref HEAD $(echo m | git commit-tree $t)");
	assert_refused(state, "r", "nested deeper than 64: move its files up");
}

/* A source remembers the first read that failed through no fault of an author. */
static void a_file_that_cannot_be_read_is_a_fault_of_the_source(void **state)
{
	th_err err;
	th_str bytes;
	th_arena *a = th_arena_new();
	sh(state, "mkdir f; echo x > f/a.md; echo y > f/b.md");
	th_source *s = open_at(state, "f", NULL, false);
	assert_int_equal(source_read(s, source_find(s, TH_S("a.md")), 100, a, &bytes, &err), 0);
	assert_false(source_failed(s, &err));
	assert_int_not_equal(source_read(s, source_find(s, TH_S("a.md")), 1, a, &bytes, &err), 0);
	assert_false(source_failed(s, &err)); /* too large is the author's */
	sh(state, "rm f/a.md f/b.md");
	assert_int_not_equal(source_read(s, source_find(s, TH_S("b.md")), 100, a, &bytes, NULL), 0);
	assert_true(source_failed(s, &err));
	assert_non_null(strstr(err.msg, "b.md"));
	source_close(s);
	th_arena_free(a);
}

int main(void)
{
#define IN_DIR(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
	    IN_DIR(a_directory_and_a_commit_of_it_list_the_same_entries),
	    IN_DIR(a_working_copy_is_read_at_its_commit_unless_asked_for_files),
	    IN_DIR(a_branch_a_tag_and_a_commit_can_be_named),
	    IN_DIR(a_branch_comes_before_a_tag_and_a_commit_before_both),
	    IN_DIR(a_folder_of_a_source_is_one_and_a_file_may_say_something_else),
	    IN_DIR(a_symbolic_link_is_listed_and_never_read),
	    IN_DIR(a_file_beyond_the_limit_is_refused_by_its_size),
	    IN_DIR(what_cannot_be_opened_says_why_and_what_to_do),
	    IN_DIR(history_tells_what_each_commit_changed_and_follows_a_file_that_moved),
	    IN_DIR(a_shallow_clone_tells_what_it_knows),
	    IN_DIR(a_commit_is_dated_by_when_it_came_to_the_branch),
	    IN_DIR(what_a_pull_merges_was_there_before),
	    IN_DIR(clones_with_less_history_say_so),
	    IN_DIR(a_partial_clone_is_told_what_helps),
	    IN_DIR(a_directory_has_no_history),
	    IN_DIR(the_changes_between_two_commits_are_listed_by_path),
	    IN_DIR(what_is_staged_is_read_without_a_commit),
	    IN_DIR(a_forced_push_says_how_many_commits_it_would_lose),
	    IN_DIR(a_setting_comes_from_the_repository),
	    cmocka_unit_test(a_blob_is_named_as_git_names_it),
	    IN_DIR(folders_are_counted_and_nested_to_a_bound_alike),
	    IN_DIR(a_file_that_cannot_be_read_is_a_fault_of_the_source),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
