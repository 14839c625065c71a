/* cmd_watch.c -- `teamhub watch`: publishes when a branch has moved in a repository that others
 * push to, or that is fetched from elsewhere (GitHub, GitLab). Runs as a service: logs one line per
 * event on standard error, checks at once on SIGHUP, ends on SIGTERM after the current publish.
 * Never touches the branches of the repository: fetched ones are kept under refs/teamhub/. */
#include "teamhub/cmd.h"
#include "teamhub/edition.h"
#include "teamhub/publish.h"
#include "teamhub/shelf.h"
#include "teamhub/source.h"
#include "teamhub/spawn.h"

#include <errno.h>
#include <stdio.h>
#include <time.h>

typedef struct watching {
	const char *source, *edition, *theme, *shell_root, *remote, *branch;
	bool fetch, once;
	int every, keep;
	size_t later; /* pictures still to be made */
	th_str ref;
	char last[41]; /* the commit that was published, or found and ignored */
	th_err said;   /* so that a lasting fault is logged once, not every minute */
	sigset_t all, ends;
} watching;

static void complain(watching *w, const th_err *err)
{
	if (strcmp(w->said.msg, err->msg) == 0)
		return;
	w->said = *err;
	cmd_fail("watch", err);
}

static int fetch(watching *w, th_arena *a, th_err *err)
{
	enum { LIMIT = 600 };
	const char *refspec = th_str_fmt(a, "+refs/heads/%s:%.*s", w->branch, TH_FMT(w->ref)).p;
	const char *const argv[] = {"git", "-C", w->source, "fetch", "--quiet", "--no-tags",
	    "--no-write-fetch-head", "--", w->remote, refspec, NULL};
	th_buf out = {0};
	int rc = spawn_run(argv, &(spawn_options){LIMIT, &w->ends}, &out, err);
	if (rc > 0)
		rc = th_fail(err, "%s: %s cannot be fetched: %.*s", w->source, w->remote,
		    TH_FMT(th_str_trim(th_buf_str(&out))));
	th_buf_free(&out);
	return rc;
}

static void publish(watching *w, const char *commit, th_arena *a)
{
	enum { WAIT = 120 };
	publish_outcome done;
	th_err err = {""};
	publish_request request = {.source = w->source,
	    .ref = commit,
	    .edition = w->edition,
	    .theme = w->theme,
	    .shell_root = cmd_shell_root(w->shell_root),
	    .keep = w->keep,
	    .one_round = true, /* a newer commit comes first */
	    .wait = WAIT};
	if (publish_run(&done, &request, a, &err) != 0) {
		complain(w, &err);
		return;
	}
	memcpy(w->last, commit, sizeof(w->last));
	w->said.msg[0] = 0;
	w->later = done.later;
	if (done.helpless.msg[0])
		complain(w, &done.helpless);
	if (done.unchanged)
		return;
	th_str lang = cmd_lang(NULL);
	catalogue_print(stderr, lang,
	    done.errors ? TEXT_WATCH_PUBLISHED_FAULTY : TEXT_WATCH_PUBLISHED,
	    TEXT_WITH(TEXT_S("commit", th_str_sub(th_strz(commit), 0, 8)),
		TEXT_S("stories", catalogue_count(a, lang, PLURAL_COUNT_STORIES,
				      (int64_t)done.stories, TEXT_ALONE)),
		TEXT_S("people", catalogue_count(a, lang, PLURAL_COUNT_PEOPLE, (int64_t)done.people,
				     TEXT_ALONE))));
}

/* Are pictures still to be made, or has a consent begun or ended, or a withdrawal taken effect,
 * since that commit was published? Pages followed in time, but the files still contain what they
 * must not. Or has a WebSub hub not heard yet what the clock changed? */
static bool edition_is_due(const watching *w, const char *file)
{
	edition *e;
	uint64_t next, later = 0;
	if (edition_open(&e, file, NULL) != 0)
		return false;
	th_str_uint(edition_meta(e, TH_S("later")), UINT32_MAX, &later);
	bool due = th_str_uint(edition_meta(e, TH_S("boundary_next")), INT64_MAX, &next) &&
		   (th_time)next <= publish_now();
	due = th_str_eqz(edition_meta(e, TH_S("revision")), w->last) &&
	      (due || later > 0 || publish_has_news(file, publish_now()));
	edition_close(e);
	return due;
}

/* The internal edition has people and stories that the public one does not. */
static bool is_due(const watching *w, th_arena *a)
{
	ptrdiff_t slash = th_str_rchr(th_strz(w->edition), '/');
	const char *internal =
	    th_str_fmt(a, "%.*sinternal/current", (int)(slash + 1), w->edition).p;
	return edition_is_due(w, w->edition) || edition_is_due(w, internal);
}

/* Checks once; `now`: publishes even if nothing has moved. */
static bool look(watching *w, bool now)
{
	th_arena *a = th_arena_new();
	th_err err = {""};
	th_str commit = TH_NONE;
	bool fine = !w->fetch || fetch(w, a, &err) == 0;
	if (fine) {
		commit = source_resolve(w->source, w->ref.p, a);
		if (commit.n != 40)
			fine = th_fail(&err, "%s: has no branch %s yet", w->source, w->branch) == 0;
	}
	if (!fine)
		complain(w, &err);
	else if (now || !th_str_eqz(commit, w->last) || is_due(w, a))
		publish(w, commit.p, a);
	fine = fine && th_str_eqz(commit, w->last);
	th_arena_free(a);
	return fine;
}

/* After a rollback the newest edition is not the live one: leave it so until a commit comes. */
static void remember(watching *w)
{
	th_arena *a = th_arena_new();
	shelf_editions all;
	if (shelf_list(w->edition, a, &all, NULL) == 0 && all.n > 0 && !all.v[0].current &&
	    all.v[0].revision.n == 40) {
		memcpy(w->last, all.v[0].revision.p, 40);
		catalogue_print(stderr, cmd_lang(NULL), TEXT_WATCH_ROLLED_BACK,
		    TEXT_WITH(TEXT_S("edition", th_strz(w->edition))));
	}
	th_arena_free(a);
}

static int run(watching *w)
{
	size_t before = SIZE_MAX;
	bool fine = look(w, false);
	while (!w->once || (w->later > 0 && w->later < before)) {
		/* While pictures make progress, start the next round at once. */
		struct timespec left = {.tv_sec = w->later > 0 && w->later < before ? 0 : w->every};
		before = w->later > 0 ? w->later : SIZE_MAX;
		int signal = sigtimedwait(&w->all, NULL, &left);
		if (signal == SIGTERM || signal == SIGINT)
			return CMD_CLEAN;
		if (signal == SIGHUP || (signal < 0 && errno == EAGAIN))
			look(w, signal == SIGHUP);
	}
	return fine ? CMD_CLEAN : CMD_NOTHING;
}

static int read_options(watching *w, int argc, char **argv)
{
	const char *every = NULL, *keep = NULL;
	const cmd_option options[] = {{"source", &w->source, NULL}, {"edition", &w->edition, NULL},
	    {"theme", &w->theme, NULL}, {"remote", &w->remote, NULL}, {"branch", &w->branch, NULL},
	    {"every", &every, NULL}, {"keep", &keep, NULL}, {"fetch", NULL, &w->fetch},
	    {"once", NULL, &w->once}, {"shell-root", &w->shell_root, NULL}};
	if (cmd_options(argc, argv, options, TH_COUNT(options), NULL) != 0)
		return -1;
	if (w->source == NULL || w->edition == NULL) {
		cmd_say("watch", TEXT_CMD_PUBLISH_NEEDED, TEXT_ALONE);
		return -1;
	}
	if (w->branch[0] == '-' || w->remote[0] == '-') {
		cmd_say("watch", TEXT_CMD_WATCH_NAME, TEXT_ALONE);
		return -1;
	}
	if (every && cmd_number("watch", "every", every, 1, 86400, &w->every) != 0)
		return -1;
	return keep ? cmd_number("watch", "keep", keep, 1, 1000, &w->keep) : 0;
}

int cmd_watch(int argc, char **argv)
{
	watching w = {.remote = "origin", .branch = "main", .every = 60, .keep = 5};
	if (read_options(&w, argc, argv) != 0)
		return CMD_MISUSE;
	sigemptyset(&w.ends);
	sigaddset(&w.ends, SIGTERM);
	sigaddset(&w.ends, SIGINT);
	w.all = w.ends;
	sigaddset(&w.all, SIGHUP);
	sigprocmask(SIG_BLOCK, &w.all, NULL); /* handled between two checks, never during a
					       * publish */
	th_arena *a = th_arena_new();
	w.ref = th_str_fmt(a, w.fetch ? "refs/teamhub/%s" : "refs/heads/%s", w.branch);
	remember(&w);
	int rc = run(&w);
	th_arena_free(a);
	return rc;
}
