/* worker.c -- what a worker keeps between requests (the open edition and its compiled theme), and
 * the way of a request through router, handler and reply. Called by the transports. Never fails: a
 * fault becomes a page and a line in the log. */
#include "access.h"
#include "reply.h"
#include "router.h"

#include "teamhub/metrics.h"
#include "teamhub/route.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

struct hub_worker {
	char *file, *tokens;
	edition *e;
	site_theme *theme;
	metrics *metrics; /* NULL: nothing is counted */
	const char **routes;

	/* a file that could not be opened: not tried again until it changes */
	struct stat refused;
	bool has_refused;
	th_err said; /* the last line logged, so that it is logged once */
};

/* An answer's memory is taken from the system and given back each time where it is larger than
 * malloc expects, which is a quarter of the time of a feed. A worker keeps some for the next. */
static void keep_memory(void)
{
#ifdef M_TRIM_THRESHOLD
	enum { KEPT = 16 << 20, LARGE = 4 << 20 };
	mallopt(M_TRIM_THRESHOLD, KEPT);
	mallopt(M_MMAP_THRESHOLD, LARGE);
#endif
}

hub_worker *worker_new(const char *file)
{
	hub_worker *w = calloc(1, sizeof(*w));
	edition_start();
	keep_memory();
	if (w == NULL || (w->file = strdup(file)) == NULL)
		abort();
	th_str name = th_strz(file);
	ptrdiff_t slash = th_str_rchr(name, '/');
	if (asprintf(&w->tokens, "%.*stokens", (int)(slash + 1), file) < 0)
		abort();
	return w;
}

void worker_set_tokens(hub_worker *w, const char *tokens)
{
	free(w->tokens);
	w->tokens = strdup(tokens);
	if (w->tokens == NULL)
		abort();
}

int worker_set_metrics(hub_worker *w, const char *file, th_err *err)
{
	w->routes = th_malloc((web_route_count + 2) * sizeof *w->routes);
	for (size_t i = 0; i < web_route_count; i++)
		w->routes[i] = web_routes[i].pattern;
	w->routes[web_route_count] = "files";
	w->routes[web_route_count + 1] = "none";
	return metrics_open(&w->metrics, file, w->routes, web_route_count + 2, err);
}

static void forget(hub_worker *w)
{
	site_theme_close(w->theme);
	edition_close(w->e);
	w->theme = NULL;
	w->e = NULL;
}

void worker_free(hub_worker *w)
{
	if (w == NULL)
		return;
	forget(w);
	metrics_close(w->metrics);
	free(w->routes);
	free(w->file);
	free(w->tokens);
	free(w);
}

/* ---- the edition ---- */

static void say(hub_worker *w, th_err *log, const char *line)
{
	if (strcmp(w->said.msg, line) == 0)
		return;
	th_fail(&w->said, "%s", line);
	if (log != NULL)
		*log = w->said;
}

static bool same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
	       a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec &&
	       a->st_ctim.tv_sec == b->st_ctim.tv_sec && a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

/* Opens a new edition beside the present one, which stays in use if the new one is unusable. */
static int open_fresh(hub_worker *w, th_err *err)
{
	edition *e = NULL;
	site_theme *theme = NULL;
	if (edition_open(&e, w->file, err) != 0)
		return -1;
	if (site_theme_open(&theme, e, err) != 0) {
		edition_close(e);
		return -1;
	}
	forget(w);
	w->e = e;
	w->theme = theme;
	return 0;
}

static void keep_up(hub_worker *w, th_err *log)
{
	struct stat st = {0};
	th_err err = {{0}};
	if (w->e != NULL && !edition_moved(w->e, w->file))
		return;
	bool there = stat(w->file, &st) == 0;
	if (w->e != NULL && there && w->has_refused && same_file(&st, &w->refused))
		return;
	if (open_fresh(w, &err) == 0) {
		w->has_refused = false;
		w->said.msg[0] = '\0';
		return;
	}
	w->refused = st;
	w->has_refused = there;
	say(w, log, err.msg);
}

/* ---- answering ---- */

static int answer_request(hub_worker *w, answer *ans, hub_site *site, request *req, int bad)
{
	th_request *sent = req->sent;
	query *q = &site->q;
	if (q->e == NULL)
		return 503;
	const th_strs *langs = edition_languages(q->e);
	q->ui = langs->n > 0 ? langs->v[0] : TH_S("en");
	q->prefix = q->base = edition_meta(q->e, TH_S("prefix"));
	site->origin = edition_meta(q->e, TH_S("origin"));
	request_find_path(sent, q->prefix);
	if (site->files != NULL)
		url_from_file(site, sent);
	int refused = access_check(ans, site, req, w->tokens);
	if (refused != 0)
		return refused;
	if (bad != 0)
		return bad;
	if (!th_str_eqz(sent->method, "GET") && !th_str_eqz(sent->method, "HEAD"))
		return 405;
	return web_file_is(sent->path) ? files_answer(ans, req, w->file)
				       : route_answer(ans, site, req);
}

static uint64_t microseconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

/* Files, and what no route answered, come after the routes. */
static void count(hub_worker *w, const request *req, const th_reply *reply, uint64_t started)
{
	size_t nth = req->route != NULL             ? (size_t)(req->route - web_routes)
		     : web_file_is(req->sent->path) ? web_route_count
						    : web_route_count + 1;
	metrics_count(w->metrics, nth, reply->status, reply->no_body ? 0 : reply->body.n,
	    microseconds() - started);
}

void worker_answer(hub_worker *w, th_request *r, int bad, th_reply *reply, th_err *log)
{
	uint64_t started = w->metrics != NULL ? microseconds() : 0;
	th_err ignored, err = {{0}};
	*reply = (th_reply){.status = 503};
	if (log == NULL)
		log = &ignored;
	log->msg[0] = '\0';
	keep_up(w, log);
	hub_site site = {
	    .q = {.e = w->e, .a = r->a, .now = r->now}, .theme = w->theme, .files = r->files};
	request req = {.sent = r, .number = 1};
	answer ans = {.a = r->a,
	    .reply = reply,
	    .log = &err,
	    .metrics = w->metrics,
	    .modified = TH_NEVER,
	    .turn_since = TH_NEVER,
	    .turn_until = TH_NEVER};
	int status = answer_request(w, &ans, &site, &req, bad);
	if (w->e != NULL && edition_failed(w->e, &err)) {
		say(w, log, err.msg);
		site.q.e = NULL;
		status = 503;
	} else if ((status >= 500 || site.internal) && err.msg[0] != '\0') {
		say(w, log, err.msg);
	}
	if (status != 200 && status != 301 && status != 302)
		error_show(&ans, &site, &req, status);
	reply_finish(&ans, &site, &req, status);
	if (w->metrics != NULL)
		count(w, &req, reply, started);
	if (w->e != NULL && site.q.e == NULL) /* damaged: the next request opens it again */
		forget(w);
}
