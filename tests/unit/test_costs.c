/* test_costs.c -- what an answer costs, counted and not timed, so that a slower way of asking fails
 * here on any machine: statements and rows of SQL, the steps of SQLite's machine (a scan that
 * returns one row is many), allocations of ours, system calls of the worker. With ten times the
 * stories each may grow only as the table says. The hub is published by the program and wears the
 * default theme; every count is of the second request, when statements are prepared. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dlfcn.h>
#include <sqlite3.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>

#include "support_publish.h"
#include "teamhub/web.h"

enum { FEW = 100, MANY = 1000, NOW = 1795521600, PEOPLE = 20 };

typedef enum cost { STATEMENTS, ROWS, STEPS, ALLOCATIONS, CALLS, COSTS } cost;
static const char *const names[COSTS] = {
    "statements", "rows", "steps", "allocations", "system calls"};
static long spent[COSTS];

/* ---- counting: SQLite's function is found before its own library's, malloc by the linker ---- */

int sqlite3_step(sqlite3_stmt *st)
{
	static int (*real)(sqlite3_stmt *);
	if (real == NULL)
		*(void **)&real = dlsym(RTLD_NEXT, "sqlite3_step");
	spent[STATEMENTS] += !sqlite3_stmt_busy(st);
	int rc = real(st);
	spent[ROWS] += rc == SQLITE_ROW;
	spent[STEPS] += sqlite3_stmt_status(st, SQLITE_STMTSTATUS_VM_STEP, 1);
	return rc;
}

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t of);
void *__real_realloc(void *p, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t of);
void *__wrap_realloc(void *p, size_t n);

void *__wrap_malloc(size_t n)
{
	spent[ALLOCATIONS]++;
	return __real_malloc(n);
}

void *__wrap_calloc(size_t n, size_t of)
{
	spent[ALLOCATIONS]++;
	return __real_calloc(n, of);
}

void *__wrap_realloc(void *p, size_t n)
{
	spent[ALLOCATIONS]++;
	return __real_realloc(p, n);
}

/* ---- one request ---- */

typedef struct page {
	const char *name, *path, *query;
	long most[COSTS];  /* among FEW stories */
	double steps_grow; /* and how many times the steps may be among MANY */
} page;

/* Limits are a sixth above what was counted. */
static const page pages[] = {
    {"story", "/stories/story-0050/", "", {48, 75, 1500, 350, 2}, 1.1},
    {"list", "/stories/", "", {55, 95, 1800, 680, 2}, 1.1},
    {"selection", "/stories/", "team=team-1", {55, 95, 1800, 720, 2}, 1.1},
    {"start", "/", "", {78, 120, 2200, 500, 2}, 1.1},
    {"search", "/search", "q=pumpe", {69, 110, 2000, 750, 2}, 1.1},
    {"feed", "/stories/feed.atom", "", {71, 160, 2800, 850, 2}, 1.1},
};

static const char *variable(void *ctx, const char *name)
{
	const page *p = ctx;
	return strcmp(name, "PATH_INFO") == 0      ? p->path
	       : strcmp(name, "QUERY_STRING") == 0 ? p->query
						   : NULL;
}

static int answer(hub_worker *w, const page *p, th_arena *a)
{
	th_request r = {.a = a, .now = NOW};
	th_reply reply;
	int bad = request_from_cgi(&r, variable, (void *)p);
	worker_answer(w, &r, bad, &reply, NULL);
	int status = reply.status;
	reply_free(&reply);
	th_arena_reset(a);
	return status;
}

/* ---- system calls: of a child that says where the request begins and ends ---- */

static bool is_of_memory(long call)
{
	return call == SYS_mmap || call == SYS_munmap || call == SYS_madvise || call == SYS_brk ||
	       call == SYS_mremap || call == SYS_mprotect;
}

static long count_calls(pid_t child)
{
	struct __ptrace_syscall_info info;
	long calls = 0;
	int marks = 0, status;
	assert_int_equal(waitpid(child, &status, 0), child);
	ptrace(PTRACE_SETOPTIONS, child, NULL, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
	while (ptrace(PTRACE_SYSCALL, child, NULL, NULL) == 0 &&
	       waitpid(child, &status, 0) == child && WIFSTOPPED(status)) {
		if (ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof info, &info) <= 0 ||
		    info.op != PTRACE_SYSCALL_INFO_ENTRY)
			continue;
		long call = (long)info.entry.nr;
		if (call == SYS_getppid)
			marks++;
		else if (marks == 1 && !is_of_memory(call))
			calls++;
	}
	assert_int_equal(marks, 2);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	return calls;
}

static long calls_of(hub_worker *w, const page *p)
{
	pid_t child = fork();
	if (child != 0)
		return count_calls(child);
	th_arena *a = th_arena_new();
	ptrace(PTRACE_TRACEME, 0, NULL, NULL);
	raise(SIGSTOP);
	syscall(SYS_getppid);
	int status = answer(w, p, a);
	syscall(SYS_getppid);
	_exit(status == 200 ? 0 : 1);
}

/* ---- the hubs ---- */

static tree *hub_of(int stories)
{
	tree *t = tree_new();
	t->theme = "themes/default";
	tree_file(t, "src/hub.yml",
	    "title: Hub\nbase_url: https://careers.example\nprefix: /team\nlanguages: [de, en]\n"
	    "policies: {share_cards: false}\nfacets:\n  team: {path: teams, inherit: true}\n"
	    "  topic: {path: topics}\n");
	for (int i = 0; i < PEOPLE; i++)
		tree_person(t, th_str_fmt(t->a, "person-%d", i).p,
		    th_str_fmt(t->a, "team: team-%d\n", i % 5).p);
	for (int i = 0; i < stories; i++) {
		th_str text = th_str_fmt(t->a,
		    "---\ntitle: Story %d\ndate: %d-%02d-%02d\nauthors: [person-%d]\n"
		    "topic: [topic-%d, topic-%d]\n---\nEine Pumpe lief %d Tage.\n\nWort%d und "
		    "Wort%d.\n",
		    i, 2020 + i % 6, 1 + i % 12, 1 + i % 28, i % PEOPLE, i % 7, 7 + i % 9, i,
		    i * 7 % stories, i * 13 % stories);
		tree_bytes(t, th_str_fmt(t->a, "src/stories/story-%04d.md", i).p, text);
		if (i % 4 == 0)
			tree_bytes(t, th_str_fmt(t->a, "src/stories/story-%04d.en.md", i).p, text);
	}
	if (tree_publish(t) != 0)
		fail_msg("%.*s", TH_FMT(t->out));
	return t;
}

static void measure(const tree *t, long out[TH_COUNT(pages)][COSTS])
{
	th_arena *a = th_arena_new();
	for (size_t i = 0; i < TH_COUNT(pages); i++) {
		hub_worker *w = worker_new(t->edition);
		assert_int_equal(answer(w, &pages[i], a), 200);
		answer(w, &pages[i], a);
		memset(spent, 0, sizeof spent);
		answer(w, &pages[i], a);
		memcpy(out[i], spent, sizeof spent);
		out[i][CALLS] = calls_of(w, &pages[i]);
		worker_free(w);
	}
	th_arena_free(a);
}

static void an_answer_costs_what_it_may_and_hardly_more_among_ten_times_the_stories(void **state)
{
	(void)state;
	static const int sizes[] = {FEW, MANY};
	static long got[2][TH_COUNT(pages)][COSTS];
	int faults = 0;
	for (int k = 0; k < 2; k++) {
		tree *t = hub_of(sizes[k]);
		measure(t, got[k]);
		tree_free(t);
	}
	for (size_t i = 0; i < TH_COUNT(pages); i++)
		for (int c = 0; c < COSTS; c++) {
			long few = got[0][i][c], many = got[1][i][c];
			double grow = c == STEPS ? pages[i].steps_grow : 1.15;
			bool bad = few > pages[i].most[c] || many > (long)((double)few * grow) + 5;
			print_message("%-10s %-13s %6ld, at most %6ld; among %d %6ld%s\n",
			    pages[i].name, names[c], few, pages[i].most[c], MANY, many,
			    bad ? "   TOO MUCH" : "");
			faults += bad;
		}
	assert_int_equal(faults, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		an_answer_costs_what_it_may_and_hardly_more_among_ten_times_the_stories),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
