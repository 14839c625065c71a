/* cmd_preview.c -- `teamhub preview`: shows a folder of content as the hub would, including drafts
 * and what appears later, and renews it when a file is saved. One loop serves pages, notices
 * changes and handles signals; a publish runs in a thread beside it, into a temporary folder that
 * is removed at the end. Never writes inside the folder that it shows. */
#include "preview.h"
#include "preview_watch.h"
#include "teamhub/cmd.h"
#include "teamhub/edition.h"
#include "teamhub/publish_steps.h"
#include "teamhub/texts.h"

#include <errno.h>
#include <ftw.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Milliseconds after the last change of several, and at most after the first. */
enum { QUIET_MS = 150, PATIENCE_MS = 1000, KEEP = 3 };

typedef struct preview {
	const char *path, *theme, *shell_root;
	bool look;
	int port;
	th_arena *a;
	char *dir, *edition; /* temporary */
	const char *origin;
	preview_state state;
	preview_http *http;
	preview_watch *watch;
	int signals, done; /* descriptors: a signal arrived, the thread has finished */

	/* The current publish belongs to the thread until `done` is readable. */
	publish_request request;
	published *fresh;
	pthread_t thread;
	bool busy;
	int64_t due, patience; /* when to publish; 0: nothing has changed */
} preview;

/* ---- publishing ---- */

static void *publish_in_thread(void *ctx)
{
	preview *p = ctx;
	published *x = p->fresh;
	int64_t from = th_clock_ms();
	x->rc = publish_run(&x->out, &p->request, x->a, &x->err);
	x->seconds = (double)(th_clock_ms() - from) / 1000;
	eventfd_write(p->done, 1);
	return NULL;
}

static void start_publish(preview *p)
{
	p->due = 0;
	watch_renew(p->watch);
	/* Keeps the fallback edition among the newest, which are kept. */
	if (p->state.past != NULL && p->state.past->out.after.n > 0)
		chmod(p->state.past->out.after.p, 0444);
	th_arena *a = th_arena_new();
	p->fresh = TH_NEW(a, published);
	p->fresh->a = a;
	p->busy = pthread_create(&p->thread, NULL, publish_in_thread, p) == 0;
	if (!p->busy) { /* pages have to wait then */
		publish_in_thread(p);
		p->thread = pthread_self();
		p->busy = true;
	}
}

static void forget(preview *p, const published *x)
{
	const preview_state *s = &p->state;
	if (x != NULL && x != s->now && x != s->latest && x != s->past)
		th_arena_free(x->a);
}

/* Does a file have an error now that it did not have then? */
static bool is_worse(const published *now, const published *then)
{
	for (size_t i = 0; i < now->out.findings.list.n; i++) {
		const th_finding *f = &now->out.findings.list.v[i];
		bool known = f->severity != TH_ERROR;
		for (size_t k = 0; k < then->out.findings.list.n && !known; k++)
			known = then->out.findings.list.v[k].severity == TH_ERROR &&
				th_str_eq(then->out.findings.list.v[k].at.file, f->at.file);
		if (!known)
			return true;
	}
	return false;
}

/* Keeps the fallback edition while a file has an error that it did not have there. */
static void choose_past(preview_state *s)
{
	if (s->past == NULL || !is_worse(s->now, s->past)) {
		worker_free(s->past_worker);
		s->past_worker = NULL;
		s->past = s->now;
	} else if (s->past_worker == NULL) {
		s->past_worker = worker_new(s->past->out.after.p);
	}
}

static void read_prefix(preview *p)
{
	edition *e;
	if (edition_open(&e, p->edition, NULL) != 0)
		return;
	p->state.prefix = th_str_dup(p->a, edition_meta(e, TH_S("prefix")));
	edition_close(e);
}

/* The result of the thread, which has finished. */
static published *finish_publish(preview *p)
{
	published *x = p->fresh;
	eventfd_t ignored;
	eventfd_read(p->done, &ignored);
	if (!pthread_equal(p->thread, pthread_self()))
		pthread_join(p->thread, NULL);
	p->busy = false;
	p->fresh = NULL;
	p->request.bar = false;
	return x;
}

static void take_published(preview *p)
{
	preview_state *s = &p->state;
	const published *old[] = {s->now, s->latest, s->past};
	published *x = finish_publish(p);
	bool failed_before = s->latest != s->now;
	if (x->rc == 0 && x->out.unchanged && s->now != NULL) {
		s->latest = s->now; /* the fault that prevented a publish is gone */
		th_arena_free(x->a);
		if (!failed_before)
			return;
	} else {
		preview_say(x, s->now, s->lang);
		bool same = s->latest != NULL && preview_says_same(x, s->latest) &&
			    (x->rc != 0 || (s->now != NULL &&
					       th_str_eq(x->out.identity, s->now->out.identity)));
		s->latest = x;
		if (x->rc == 0) {
			s->now = x;
			choose_past(s);
			read_prefix(p);
			if (!theme_is_content(p->theme)) /* the content is watched already */
				watch_add(p->watch, x->out.theme.p);
		}
		if (same)
			goto out;
	}
	s->generation++;
	http_wake(p->http);
out:
	for (size_t i = 0; i < TH_COUNT(old); i++) {
		bool again = false;
		for (size_t k = 0; k < i; k++)
			again = again || old[k] == old[i];
		if (!again)
			forget(p, old[i]);
	}
}

/* ---- the loop ---- */

static int sooner(int a, int b)
{
	return a < 0 ? b : b < 0 ? a : a < b ? a : b;
}

static int next_wait(const preview *p)
{
	int wait = sooner(http_wait(p->http), watch_wait(p->watch));
	if (p->due == 0 || p->busy)
		return wait;
	int64_t left = p->due - th_clock_ms();
	return sooner(wait, left > 0 ? (int)left : 0);
}

static void note_change(preview *p)
{
	int64_t now = th_clock_ms();
	if (p->due == 0)
		p->patience = now + PATIENCE_MS;
	p->due = now + QUIET_MS < p->patience ? now + QUIET_MS : p->patience;
}

static void say_watching(preview *p)
{
	if (watch_gave_up(p->watch))
		cmd_say("preview", TEXT_PREVIEW_POLLS, TEXT_ALONE);
}

/* One round; false: a signal arrived. */
static bool turn(preview *p)
{
	struct pollfd fds[] = {{p->signals, POLLIN, 0}, {p->done, POLLIN, 0},
	    {http_fd(p->http), POLLIN, 0}, {watch_fd(p->watch), POLLIN, 0}};
	if (poll(fds, TH_COUNT(fds), next_wait(p)) < 0 && errno != EINTR)
		return false;
	if (fds[0].revents != 0)
		return false;
	if (fds[1].revents != 0)
		take_published(p);
	if (watch_changed(p->watch))
		note_change(p);
	say_watching(p);
	http_turn(p->http);
	if (p->due != 0 && !p->busy && th_clock_ms() >= p->due)
		start_publish(p);
	return true;
}

static void serve(preview *p)
{
	bool on = true, said = false;
	start_publish(p);
	while (on) {
		on = turn(p);
		if (said || p->state.latest == NULL)
			continue;
		catalogue_print(stdout, p->state.lang, TEXT_PREVIEW_ADDRESS,
		    TEXT_WITH(TEXT_S("address",
			th_str_fmt(p->a, "%s%.*s/", p->origin, TH_FMT(p->state.prefix)))));
		fflush(stdout);
		said = true;
	}
}

/* ---- beginning and end ---- */

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st, (void)kind, (void)at;
	remove(path);
	return 0;
}

/* The name begins with a dot, so it is not content wherever it is. */
static int make_temporary(preview *p, th_err *err)
{
	const char *tmp = getenv("TMPDIR");
	p->dir =
	    (char *)th_str_fmt(p->a, "%s/.teamhub-preview-XXXXXX", tmp && *tmp ? tmp : "/tmp").p;
	if (mkdtemp(p->dir) == NULL)
		return th_fail(err, "%s: cannot be made (%s): set TMPDIR to a folder of yours",
		    p->dir, strerror(errno));
	p->edition = th_str_z(p->a, th_str_fmt(p->a, "%s/current", p->dir));
	return 0;
}

/* Sets up everything needed before the first page. */
static int begin(preview *p, th_err *err)
{
	if (make_temporary(p, err) != 0 ||
	    http_start(&p->http, p->port, preview_answer, &p->state,
		catalogue_get(p->state.lang, TEXT_PREVIEW_FOREIGN_HOST), err) != 0)
		return -1;
	p->origin = th_str_fmt(p->a, "http://localhost:%d", http_port(p->http)).p;
	p->request = (publish_request){.source = p->path,
	    .edition = p->edition,
	    .theme = p->theme,
	    .origin = p->origin,
	    .shell_root = cmd_shell_root(p->shell_root),
	    .keep = KEEP,
	    .wait = 5,
	    .bar = true,
	    .worktree = true,
	    .one_round = true,
	    .drafts = true};
	p->state.dir = p->dir;
	p->state.prefix = TH_S("/team");
	p->state.worker = worker_new(p->edition);
	/* Makes pages of an earlier preview on this port older than ours. */
	p->state.generation = (uint64_t)time(NULL) * 1000;
	p->done = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	p->watch = watch_new(p->look);
	watch_add(p->watch, p->path);
	return p->done < 0 ? th_fail(err, "out of file descriptors (%s)", strerror(errno)) : 0;
}

static void end(preview *p)
{
	enum { FILES = 16 };
	http_stop(p->http);
	bool stuck = false;
	if (p->busy) { /* it cannot be called back, but needs nothing any more */
		struct pollfd fd = {p->done, POLLIN, 0};
		stuck = poll(&fd, 1, 500) != 1;
		if (!stuck)
			th_arena_free(finish_publish(p)->a);
	}
	if (p->dir != NULL)
		nftw(p->dir, remove_one, FILES, FTW_DEPTH | FTW_PHYS);
	if (stuck) {
		fflush(NULL);
		_exit(CMD_CLEAN);
	}
	preview_state *s = &p->state;
	const published *kept[] = {s->now, s->latest, s->past};
	worker_free(s->worker);
	worker_free(s->past_worker);
	*s = (preview_state){0};
	for (size_t i = 0; i < TH_COUNT(kept); i++)
		if ((i < 1 || kept[i] != kept[0]) && (i < 2 || kept[i] != kept[1]))
			forget(p, kept[i]);
	watch_free(p->watch);
	if (p->done >= 0)
		close(p->done);
}

static int check_paths(const preview *p, th_err *err)
{
	struct stat st;
	if (stat(p->path, &st) != 0 || !S_ISDIR(st.st_mode))
		return th_fail(err, "%s: no such folder: name the one with hub.yml", p->path);
	bool apart = p->theme != NULL && !theme_is_content(p->theme);
	if (apart && (stat(p->theme, &st) != 0 || !S_ISDIR(st.st_mode)))
		return th_fail(err, "%s: no such folder of a theme", p->theme);
	char *head = NULL;
	int bare = asprintf(&head, "%s/objects/info", p->path) > 0 && access(head, F_OK) == 0;
	free(head);
	return bare ? th_fail(err,
			  "%s: a bare repository has no files to look at: preview a clone of it",
			  p->path)
		    : 0;
}

static int catch_signals(void)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	signal(SIGPIPE, SIG_IGN);
	pthread_sigmask(SIG_BLOCK, &set, NULL); /* inherited by all threads */
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int cmd_preview(int argc, char **argv)
{
	preview p = {.port = 8081, .done = -1};
	const char *port = NULL, *lang = NULL;
	th_err err = {""};
	const cmd_option options[] = {{"port", &port, NULL}, {"theme", &p.theme, NULL},
	    {"lang", &lang, NULL}, {"shell-root", &p.shell_root, NULL}, {"poll", NULL, &p.look}};
	if (cmd_options(argc, argv, options, TH_COUNT(options), &p.path) != 0 ||
	    (port && cmd_number("preview", "port", port, 0, 65535, &p.port) != 0))
		return CMD_MISUSE;
	if (p.path == NULL)
		p.path = ".";
	if (check_paths(&p, &err) != 0)
		return cmd_fail("preview", &err);
	p.state.lang = cmd_lang(lang);
	p.signals = catch_signals();
	p.a = th_arena_new();
	int rc = p.signals >= 0 ? begin(&p, &err) : th_fail(&err, "out of file descriptors");
	if (rc == 0)
		serve(&p);
	end(&p);
	close(p.signals);
	th_arena_free(p.a);
	return rc == 0 ? CMD_CLEAN : cmd_fail("preview", &err);
}
