/* worker.c -- what one worker keeps between requests: the open edition, its compiled theme, and
 * what holds for all its pages; and the way of one request through router, handler and reply.
 * Called by the transports. It never fails: what goes wrong becomes a page and a line in the log.
 */
#include "route.h"

#include "teamhub/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { LANGUAGES_KEPT = 16 };

typedef struct kept_nav {
	th_str ui;
	view_links nav, footer;
} kept_nav;

struct hub_worker {
	char *file, *tokens;
	edition *e;
	face_html *face;
	th_str design_css; /* as those below: the company's colours and type */
	/* Below the prefix; live as long as the edition. shell_css: for pages in a host's layout.
	 */
	th_str css, shell_css, js, icon;

	/* The navigation; found again when a boundary of time is passed. */
	bool known;
	th_time known_at;
	site_contents contents;
	th_arena *nav_arena;
	kept_nav navs[LANGUAGES_KEPT];
	size_t nav_count;

	struct stat
	    refused; /* the file that could not be opened: not tried again until it changes */
	bool has_refused;
	th_err said; /* the line that was logged last, so that it is logged once */
};

hub_worker *worker_new(const char *file)
{
	hub_worker *w = calloc(1, sizeof(*w));
	if (w == NULL || (w->file = strdup(file)) == NULL)
		abort();
	th_str name = th_strz(file);
	ptrdiff_t slash = th_str_rchr(name, '/');
	if (asprintf(&w->tokens, "%.*stokens", (int)(slash + 1), file) < 0)
		abort();
	w->nav_arena = th_arena_new();
	return w;
}

void worker_set_tokens(hub_worker *w, const char *tokens)
{
	free(w->tokens);
	w->tokens = strdup(tokens);
	if (w->tokens == NULL)
		abort();
}

const char *worker_file(const hub_worker *w)
{
	return w->file;
}

const char *worker_tokens(const hub_worker *w)
{
	return w->tokens;
}

static void forget(hub_worker *w)
{
	face_html_free(w->face);
	edition_close(w->e);
	w->face = NULL;
	w->e = NULL;
	w->known = false;
}

void worker_free(hub_worker *w)
{
	if (w == NULL)
		return;
	forget(w);
	th_arena_free(w->nav_arena);
	free(w->file);
	free(w->tokens);
	free(w);
}

const face_html *worker_face(const hub_worker *w)
{
	return w->face;
}

void worker_assets(const hub_worker *w, const query *q, view_site *out)
{
	bool shell = w->shell_css.n > 0 && face_html_has_shell(w->face, q->ui);
	th_str css = shell ? w->shell_css : w->css;
	if (w->design_css.n > 0 && !shell) /* the shell's sheet holds it */
		out->design = th_str_cat(q->a, q->prefix, w->design_css);
	if (css.n > 0)
		out->css = th_str_cat(q->a, q->prefix, css);
	if (w->js.n > 0)
		out->js = th_str_cat(q->a, q->prefix, w->js);
	if (w->icon.n > 0)
		out->icon = th_str_cat(q->a, q->prefix, w->icon);
	out->assets = edition_assets(w->e);
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

struct adding {
	face_html *face;
	th_err *err;
	int rc;
};

static void add_template(void *ctx, th_str name, th_str text)
{
	struct adding *to = ctx;
	if (to->rc == 0)
		to->rc = face_html_add(to->face, name, text, to->err);
}

/* A new edition beside the present one, which stays in use when this one is of no use. */
static int open_fresh(hub_worker *w, th_err *err)
{
	edition *e = NULL;
	if (edition_open(&e, w->file, err) != 0)
		return -1;
	struct adding to = {face_html_new(), err, 0};
	int rc = edition_templates(e, add_template, &to, err);
	if (rc != 0 || to.rc != 0) {
		face_html_free(to.face);
		edition_close(e);
		return -1;
	}
	forget(w);
	w->e = e;
	w->face = to.face;
	w->design_css = edition_asset(e, TH_S("/design.css"));
	w->css = edition_asset(e, TH_S("main.css"));
	w->shell_css = edition_asset(e, TH_S("/shell.css"));
	w->js = edition_asset(e, TH_S("main.js"));
	static const char *const icons[] = {"icon.svg", "icon.png", "favicon.svg", "favicon.ico"};
	w->icon = TH_NONE;
	for (size_t i = 0; i < TH_COUNT(icons) && w->icon.n == 0; i++)
		w->icon = edition_asset(e, th_strz(icons[i]));
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

/* ---- what the navigation shows ---- */

static void find_contents(hub_worker *w, hub_site *site)
{
	th_time last, next;
	edition_boundaries(w->e, site->q.now, &last, &next);
	if (w->known && w->known_at == last)
		return;
	size_t n;
	const edition_facet *f = edition_facets(w->e, &n);
	site_contents *c = &w->contents;
	for (size_t i = 0; i < n && i < TH_COUNT(c->facets); i++)
		c->facets[i] = query_has_terms(&site->q, f[i].name);
	for (int k = 0; k < TH_KIND_COUNT; k++)
		if (th_kinds[k].pages == TH_PAGES_ITEMS)
			c->kinds[k] = query_has(&site->q, th_strz(th_kind_name[k]));
	c->kinds[TH_STORY] = true; /* there even before the first one is told */
	c->kinds[TH_PERSON] = query_has(&site->q, th_strz(th_kind_name[TH_PERSON]));
	c->report = site_has_layout(site, "report") && query_has_report(&site->q);
	w->known = true;
	w->known_at = last;
	w->nav_count = 0;
	th_arena_reset(w->nav_arena);
}

static kept_nav *make_nav(hub_worker *w, const hub_site *site, kept_nav *into)
{
	hub_site own = *site;
	own.q.a = w->nav_arena;
	*into = (kept_nav){.ui = th_str_dup(w->nav_arena, site->q.ui)};
	site_nav(&own, &w->contents, &into->nav, &into->footer);
	return into;
}

void worker_nav(hub_site *site, const view_links **nav, const view_links **footer)
{
	hub_worker *w = site->worker;
	kept_nav *found = NULL;
	find_contents(w, site);
	for (size_t i = 0; i < w->nav_count && found == NULL; i++)
		if (th_str_eq(w->navs[i].ui, site->q.ui))
			found = &w->navs[i];
	if (found == NULL && w->nav_count < LANGUAGES_KEPT)
		found = make_nav(w, site, &w->navs[w->nav_count++]);
	if (found == NULL) { /* more languages than are kept: each time anew */
		w->nav_count--;
		found = make_nav(w, site, &w->navs[w->nav_count++]);
	}
	*nav = &found->nav;
	*footer = &found->footer;
}

/* ---- answering ---- */

static int answer_request(answer *ans, hub_site *site, request *req, int bad)
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
	int refused = access_check(ans, site, req);
	if (refused != 0)
		return refused;
	if (bad != 0)
		return bad;
	if (!th_str_eqz(sent->method, "GET") && !th_str_eqz(sent->method, "HEAD"))
		return 405;
	return web_file_is(sent->path) ? files_answer(ans, site, req)
				       : route_answer(ans, site, req);
}

void worker_answer(hub_worker *w, th_request *r, int bad, th_reply *reply, th_err *log)
{
	th_err ignored, err = {{0}};
	*reply = (th_reply){.status = 503};
	if (log == NULL)
		log = &ignored;
	log->msg[0] = '\0';
	keep_up(w, log);
	hub_site site = {.q = {.e = w->e, .a = r->a, .now = r->now}, .worker = w};
	request req = {.sent = r, .number = 1};
	answer ans = {.a = r->a,
	    .reply = reply,
	    .log = &err,
	    .modified = TH_NEVER,
	    .turn_since = TH_NEVER,
	    .turn_until = TH_NEVER};
	int status = answer_request(&ans, &site, &req, bad);
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
	if (w->e != NULL && site.q.e == NULL) /* damaged: the next request opens it anew */
		forget(w);
}
