/* helpers.c -- the processes that decode and draw, so that a broken picture ends one of them and
 * not the publish: started when the first job comes, kept as long as they work, killed when they
 * fail. Called by picture.c and card.c from the threads of a publish; a thread has one helper for
 * the duration of a job.
 *
 * What a helper says is not trusted: it has read a stranger's picture. Its limits (memory, files,
 * processor) are set here and its time is measured here; it gives up system calls itself
 * (cgi/media/confine.c). */
#include "parts.h"

#include "teamhub/helper.h"
#include "teamhub/process.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	HELPERS_MOST = 16,
	START_SECONDS = 30, /* for libraries and fonts on a slow disk */
	END_SECONDS = 5,
	FILES_MOST = 16, /* that one job may make or need */
	OPEN_FILES = 64,
};

#define MEMORY ((rlim_t)2 << 30)

typedef struct helper {
	pid_t pid; /* 0: none */
	int fd;
	bool busy, greeted;
} helper;

struct picture_helpers {
	picture_options o;
	pthread_mutex_t lock;
	pthread_cond_t freed;
	helper v[HELPERS_MOST];
	bool stopped, untidy;
	th_err fault; /* why none can be started; empty: no known reason */
};

picture_helpers *picture_helpers_new(const picture_options *o)
{
	picture_helpers *h = calloc(1, sizeof *h);
	if (h == NULL)
		abort();
	h->o = *o;
	if (h->o.most < 1 || h->o.most > HELPERS_MOST)
		h->o.most = h->o.most < 1 ? 1 : HELPERS_MOST;
	if (h->o.seconds <= 0)
		h->o.seconds = PICTURE_SECONDS;
	pthread_mutex_init(&h->lock, NULL);
	pthread_cond_init(&h->freed, NULL);
	return h;
}

/* ---- one process ---- */

/* Variables by which libraries find fonts and languages, and the sanitizers' options; a helper
 * needs nothing else from its parent's environment. */
static bool is_passed_on(const char *variable)
{
	static const char *const names[] = {"HOME=", "PATH=", "LANG=", "LC_", "TZ=", "XDG_DATA_",
	    "XDG_CONFIG_", "XDG_CACHE_", "FONTCONFIG_", "LD_LIBRARY_PATH=", "ASAN_", "UBSAN_",
	    "LSAN_"};
	for (size_t i = 0; i < TH_COUNT(names); i++)
		if (strncmp(variable, names[i], strlen(names[i])) == 0)
			return true;
	return false;
}

static char **environment(th_arena *a)
{
	extern char **environ;
	TH_LIST(char *) list = {0};
	for (char **v = environ; *v != NULL; v++)
		if (is_passed_on(*v))
			*TH_ADD(a, &list) = *v;
	*TH_ADD(a, &list) = NULL;
	return list.v;
}

static void set_limit(pid_t pid, enum __rlimit_resource what, rlim_t to)
{
	struct rlimit was;
	if (prlimit(pid, what, NULL, &was) != 0)
		return;
	if (was.rlim_max != RLIM_INFINITY && was.rlim_max < to)
		to = was.rlim_max;
	prlimit(pid, what, &(struct rlimit){to, to}, NULL);
}

static void set_limits(pid_t pid)
{
	set_limit(pid, RLIMIT_CORE, 0);
	set_limit(pid, RLIMIT_FSIZE, 0);
	set_limit(pid, RLIMIT_NOFILE, OPEN_FILES);
#ifndef TH_SANITIZED /* the sanitizer's shadow memory exceeds any limit */
	set_limit(pid, RLIMIT_AS, MEMORY);
#endif
}

/* Sets the limit, in seconds of processor time from now. */
static void set_time(pid_t pid, int seconds)
{
	clockid_t clock;
	struct timespec used;
	struct rlimit was;
	if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0 ||
	    prlimit(pid, RLIMIT_CPU, NULL, &was) != 0)
		return;
	was.rlim_cur = (rlim_t)(used.tv_sec + seconds + 1);
	if (was.rlim_max != RLIM_INFINITY && was.rlim_cur > was.rlim_max)
		was.rlim_cur = was.rlim_max;
	prlimit(pid, RLIMIT_CPU, &was, NULL);
}

static int start(helper *h, th_err *err)
{
	int ends[2];
	th_arena *a = th_arena_new();
	const char *path = helper_find("media", a, err);
	int rc = path != NULL ? 0 : -1;
	if (rc == 0 && socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		rc = th_fail(err, "teamhub-media cannot be started (%s)", strerror(errno));
	if (rc == 0) {
		const char *argv[] = {path, NULL};
		process_options o = {.in = ends[1], .environment = environment(a)};
#ifdef TH_SANITIZED /* else: what a library says of a picture is no message for an author */
		o.err = STDERR_FILENO;
#endif
		int why = process_start(&h->pid, argv, &o);
		close(ends[1]);
		if (why != 0) {
			close(ends[0]);
			h->pid = 0;
			rc = th_fail(err, "%s cannot be started (%s)", path, strerror(why));
		}
	}
	th_arena_free(a);
	if (rc != 0)
		return -1;
	set_limits(h->pid);
	h->fd = ends[0];
	h->greeted = false;
	return 0;
}

/* Waits for it to end, which it is told to do at once or after a while. Returns the status of
 * waitpid, or -1: it had to be killed. */
static int finish(helper *h, bool at_once)
{
	int status = 0;
	bool killed = at_once;
	int64_t end = th_clock_ms() + END_SECONDS * 1000;
	pid_t rc;
	close(h->fd);
	if (at_once)
		kill(h->pid, SIGKILL);
	while ((rc = waitpid(h->pid, &status, killed ? 0 : WNOHANG)) == 0 ||
	       (rc < 0 && errno == EINTR)) {
		if (rc == 0 && th_clock_ms() >= end) {
			kill(h->pid, SIGKILL);
			killed = true;
		}
		if (rc == 0)
			nanosleep(&(struct timespec){.tv_nsec = 1000 * 1000}, NULL);
	}
	h->pid = 0;
	return killed ? -1 : status;
}

int picture_helpers_free(picture_helpers *h)
{
	if (h == NULL)
		return 0;
	for (size_t i = 0; i < TH_COUNT(h->v); i++)
		if (h->v[i].pid != 0)
			shutdown(h->v[i].fd, SHUT_RDWR); /* all at once */
	for (size_t i = 0; i < TH_COUNT(h->v); i++)
		if (h->v[i].pid != 0 && finish(&h->v[i], false) != 0)
			h->untidy = true;
	int rc = h->untidy ? -1 : 0;
	pthread_mutex_destroy(&h->lock);
	pthread_cond_destroy(&h->freed);
	free(h);
	return rc;
}

/* This is for the operator, and no reason to delay anything but pictures. */
static help_outcome give_up(picture_helpers *h, const th_err *why)
{
	pthread_mutex_lock(&h->lock);
	if (h->fault.msg[0] == '\0')
		h->fault = *why;
	h->stopped = true;
	pthread_mutex_unlock(&h->lock);
	return HELP_LATER;
}

const th_err *picture_helpers_fault(const picture_helpers *h)
{
	return h->fault.msg[0] != '\0' ? &h->fault : NULL;
}

/* ---- whose turn it is ---- */

static bool is_stopped(picture_helpers *h)
{
	pthread_mutex_lock(&h->lock);
	if (!h->stopped && h->o.stop != NULL && h->o.stop(h->o.ctx))
		h->stopped = true;
	bool stopped = h->stopped;
	pthread_mutex_unlock(&h->lock);
	return stopped;
}

/* An idle helper, else a free slot for one. */
static helper *take(picture_helpers *h)
{
	helper *best = NULL;
	pthread_mutex_lock(&h->lock);
	while (best == NULL) {
		for (int i = 0; i < h->o.most; i++)
			if (!h->v[i].busy && (best == NULL || (best->pid == 0 && h->v[i].pid != 0)))
				best = &h->v[i];
		if (best == NULL)
			pthread_cond_wait(&h->freed, &h->lock);
	}
	best->busy = true;
	pthread_mutex_unlock(&h->lock);
	return best;
}

static void give_back(picture_helpers *h, helper *one)
{
	pthread_mutex_lock(&h->lock);
	one->busy = false;
	pthread_cond_signal(&h->freed);
	pthread_mutex_unlock(&h->lock);
}

/* ---- one job ---- */

typedef struct turn {
	picture_helpers *all;
	helper *h;
	int64_t until;
	bool late, stopped;
} turn;

static bool patient(void *ctx)
{
	turn *t = ctx;
	t->late = th_clock_ms() >= t->until;
	t->stopped = is_stopped(t->all);
	return !t->late && !t->stopped;
}

static void begin_time(turn *t, int seconds)
{
	t->until = th_clock_ms() + (int64_t)seconds * 1000;
	set_time(t->h->pid, seconds);
}

static int greet(turn *t, const media_message *m, th_err *err)
{
	if (m->kind != MEDIA_HELLO_SAID || !th_str_starts(m->body, th_strz(MEDIA_HELLO)))
		return th_fail(err, "teamhub-media is another version than this program: install "
				    "both anew");
	t->h->greeted = true;
	begin_time(t, t->all->o.seconds);
	return 0;
}

static int take_file(help *job, th_str body, th_err *err)
{
	th_str line, width, height;
	uint64_t w, h;
	if (!media_line(&body, &line) || !th_str_split(&line, ' ', &width) ||
	    !th_str_split(&line, ' ', &height) || !th_str_uint(width, MEDIA_WIDEST, &w) ||
	    !th_str_uint(height, 4 * MEDIA_WIDEST, &h) || w == 0 || h == 0 || body.n == 0)
		return 1;
	return job->file(job->ctx, (int)w, (int)h, line, body, err);
}

/* Handles the helper's messages until the job is done. */
static help_outcome hear_out(turn *t, const media_wire *w, help *job, th_err *err)
{
	for (int files = 0; files <= FILES_MOST;) {
		media_message m;
		if (media_receive(w, &m, job->a) != 0)
			return HELP_DIED;
		if (!t->h->greeted && greet(t, &m, err) != 0)
			return HELP_FAILED;
		switch (m.kind) {
		case MEDIA_HELLO_SAID:
			files++;
			break;
		case MEDIA_FILE: {
			int rc = take_file(job, m.body, err);
			if (rc != 0)
				return rc < 0 ? HELP_FAILED : HELP_DIED;
			files++;
			break;
		}
		case MEDIA_NEED:
			if (job->need == NULL ||
			    media_send(w, MEDIA_BYTES, job->need(job->ctx, m.body), TH_NONE) != 0)
				return HELP_DIED;
			files++;
			break;
		case MEDIA_DONE:
		case MEDIA_REFUSED:
			if (!media_line(&m.body, &job->said))
				return HELP_DIED;
			return m.kind == MEDIA_DONE ? HELP_DONE : HELP_REFUSED;
		default:
			return HELP_DIED;
		}
	}
	return HELP_DIED;
}

/* Has the other end closed? Then the process has ended, or is about to. */
static bool has_hung_up(const turn *t)
{
	char c;
	ssize_t n = recv(t->h->fd, &c, 1, MSG_PEEK | MSG_DONTWAIT);
	return n == 0 || (n < 0 && errno != EAGAIN);
}

/* Finds out why a helper was lost during a job. */
static help_outcome bury(turn *t, th_err *err)
{
	int status = finish(t->h, t->late || t->stopped || !has_hung_up(t));
	int signal = status > 0 && WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	if (t->stopped)
		return HELP_LATER;
	if (!t->h->greeted) {
		th_fail(err, "teamhub-media does not start (%s %d): run it by hand to see why",
		    signal ? "signal" : "status", signal ? signal : WEXITSTATUS(status));
		return HELP_FAILED;
	}
	/* Somebody else ended it, or the machine ran out of memory. */
	bool ended = signal == SIGKILL || signal == SIGTERM || signal == SIGINT || signal == SIGHUP;
	return ended ? HELP_LATER : HELP_DIED;
}

help_outcome helpers_do(picture_helpers *h, help *job, th_err *err)
{
	if (is_stopped(h))
		return HELP_LATER;
	turn t = {.all = h, .h = take(h)};
	help_outcome outcome = HELP_DIED;
	err->msg[0] = '\0';
	if (t.h->pid == 0 && start(t.h, err) != 0) {
		give_back(h, t.h);
		return give_up(h, err);
	}
	media_wire w = {.fd = t.h->fd, .patient = patient, .ctx = &t};
	begin_time(&t, t.h->greeted ? h->o.seconds : START_SECONDS);
	if (media_send(&w, job->kind, job->head, job->rest) == 0)
		outcome = hear_out(&t, &w, job, err);
	if (outcome == HELP_DIED)
		outcome = bury(&t, err);
	else if (outcome == HELP_FAILED)
		finish(t.h, true);
	if (outcome == HELP_FAILED && !t.h->greeted)
		outcome = give_up(h, err);
	give_back(h, t.h);
	return outcome;
}
