/* preview_page.c -- answers a request: a page through the same handlers as in production, with the
 * preview's own lines before </body>; a file of media/ or assets/; or news for a page that waits
 * for it. Called by preview_http.c. Must never open a file outside those two folders. */
#include "preview.h"

#include "preview_files.h"
#include "teamhub/texts.h"

#include <inttypes.h>
#include <time.h>

/* One request. */
typedef struct visit {
	const preview_state *state;
	const http_request *request;
	http_answer *out;
	th_arena *a;
	th_str path, query; /* path: below the prefix, decoded; query: as it came */
} visit;

static void put_header(visit *v, const char *name, th_str value)
{
	*TH_ADD(v->a, &v->out->headers) = (th_pair){th_strz(name), value};
}

static void put_text(visit *v, int status, const char *type, th_str text)
{
	v->out->status = status;
	put_header(v, "Content-Type", th_strz(type));
	put_header(v, "Cache-Control", TH_S("no-store"));
	th_buf_add(&v->out->body, text);
}

static void put_plain(visit *v, int status)
{
	if (status == 405)
		put_header(v, "Allow", TH_S("GET, HEAD"));
	put_text(v, status, "text/plain; charset=utf-8",
	    th_str_fmt(v->a, "%d %s\n", status, reply_reason(status)));
}

/* ---- pages ---- */

static const char *variable(void *ctx, const char *name)
{
	const visit *v = ctx;
	const struct {
		const char *name;
		th_str value;
	} all[] = {{"REQUEST_METHOD", v->request->method}, {"PATH_INFO", v->path},
	    {"QUERY_STRING", v->query}, {"HTTP_ACCEPT_LANGUAGE", v->request->accept_language}};
	for (size_t i = 0; i < TH_COUNT(all); i++)
		if (strcmp(name, all[i].name) == 0)
			return th_str_z(v->a, all[i].value);
	return NULL;
}

/* Passes on no conditions: the same edition with other findings is another page. */
static void ask_worker(visit *v, hub_worker *w, th_reply *reply)
{
	th_request r = {.a = v->a, .now = (th_time)time(NULL)};
	int bad = request_from_cgi(&r, variable, v);
	worker_answer(w, &r, bad, reply, NULL);
}

/* The page as it was, if its file has a fault that it did not have then. */
static bool ask_past(visit *v, th_reply *reply)
{
	const preview_state *s = v->state;
	if (s->past_worker == NULL)
		return false;
	const publish_page *then = preview_file_at(s->past, v->path);
	const publish_page *now = then ? preview_file(s->now, then->path) : NULL;
	if (now == NULL || then->state >= PUBLISH_FAULTY || now->state != PUBLISH_FAULTY)
		return false;
	th_reply old;
	ask_worker(v, s->past_worker, &old);
	if (old.status != 200) {
		reply_free(&old);
		return false;
	}
	reply_free(reply);
	*reply = old;
	return true;
}

/* Where the preview's lines go: before the last </body>. */
static size_t body_end(th_str html)
{
	th_str tag = TH_S("</body>");
	for (size_t i = html.n; i >= tag.n; i--)
		if (th_str_caseeq(th_str_sub(html, i - tag.n, i), tag))
			return i - tag.n;
	return html.n;
}

static void put_page(visit *v, th_str html, bool past)
{
	const preview_state *s = v->state;
	th_buf *out = &v->out->body, lines = {0};
	size_t at = body_end(html);
	preview_banner(&lines, s, v->path, past);
	th_buf_add(out, th_str_sub(html, 0, at));
	if (lines.n > 0)
		th_buf_addf(out, "<link rel=\"stylesheet\" href=\"%.*s/__preview.css\">\n",
		    TH_FMT(s->prefix));
	th_buf_add(out, th_buf_str(&lines));
	th_buf_addf(out,
	    "<script type=\"module\" src=\"%.*s/__preview.js?g=%" PRIu64 "\"></script>\n",
	    TH_FMT(s->prefix), s->generation);
	th_buf_add(out, th_str_sub(html, at, html.n));
	th_buf_free(&lines);
}

/* Headers that the preview sets or omits itself, because no other page may use what it shows. */
static bool is_left(th_str name)
{
	static const char *const left[] = {"Cache-Control", "ETag", "Last-Modified",
	    "Content-Length", "Access-Control-Allow-Origin", "Cross-Origin-Resource-Policy"};
	for (size_t i = 0; i < TH_COUNT(left); i++)
		if (th_str_caseeq(name, th_strz(left[i])))
			return true;
	for (size_t i = 0; i < reply_protection_count; i++)
		if (th_str_caseeq(name, th_strz(reply_protection[i][0])))
			return true;
	return false;
}

static void answer_page(visit *v)
{
	th_reply reply;
	ask_worker(v, v->state->worker, &reply);
	bool past = (reply.status == 404 || reply.status == 410) && ask_past(v, &reply);
	bool html = false;
	v->out->status = reply.status;
	for (size_t i = 0; i < reply.headers.n; i++) {
		th_header h = reply.headers.v[i];
		html = html || (th_str_caseeq(h.name, TH_S("Content-Type")) &&
				   th_str_starts(h.value, TH_S("text/html")));
		if (!is_left(h.name))
			*TH_ADD(v->a, &v->out->headers) = (th_pair){h.name, h.value};
	}
	put_header(v, "Cache-Control", TH_S("no-store"));
	if (html)
		put_page(v, th_buf_str(&reply.body), past);
	else
		th_buf_add(&v->out->body, th_buf_str(&reply.body));
	reply_free(&reply);
}

/* ---- files ---- */

/* /media/… and /assets/…: the two folders of that name. */
static void answer_file(visit *v)
{
	uint64_t size = 0;
	int fd = web_file_open(v->a, v->state->dir, th_str_sub(v->path, 1, v->path.n), &size);
	if (fd < 0) {
		put_plain(v, 404);
		return;
	}
	v->out->status = 200;
	v->out->file = fd;
	v->out->size = size;
	put_header(v, "Content-Type", th_strz(web_file_type(v->path)));
	/* Files with such names never change. */
	put_header(v, "Cache-Control", TH_S("public, max-age=31536000, immutable"));
}

/* ---- news ---- */

static th_str parameter(th_str rest, th_str name)
{
	th_str part;
	while (th_str_split(&rest, '&', &part))
		if (th_str_starts(part, name))
			return th_str_sub(part, name.n, part.n);
	return TH_NONE;
}

/* text/event-stream with at most one event (HTML Standard §9.2): browsers reconnect by themselves,
 * so they find a restarted server, too. */
static void answer_news(visit *v)
{
	th_str current = th_str_fmt(v->a, "%" PRIu64, v->state->generation);
	th_str known = v->request->last_event;
	if (known.n == 0)
		known = parameter(v->query, TH_S("g="));
	bool same = th_str_eq(known, current);
	v->out->hold = same && !v->request->again;
	if (v->out->hold)
		return;
	put_text(v, 200, "text/event-stream",
	    same ? TH_S("retry: 1000\n: nothing new\n\n")
		 : th_str_fmt(v->a, "retry: 1000\nid: %.*s\nevent: changed\ndata: %.*s\n\n",
		       TH_FMT(current), TH_FMT(current)));
}

/* ---- dispatch ---- */

static void answer_below(visit *v)
{
	bool reads =
	    th_str_eqz(v->request->method, "GET") || th_str_eqz(v->request->method, "HEAD");
	bool file =
	    th_str_starts(v->path, TH_S("/media/")) || th_str_starts(v->path, TH_S("/assets/"));
	if (!th_str_starts(v->path, TH_S("/__preview.")) && !file)
		answer_page(v);
	else if (!reads)
		put_plain(v, 405);
	else if (file)
		answer_file(v);
	else if (th_str_eqz(v->path, "/__preview.events"))
		answer_news(v);
	else if (th_str_eqz(v->path, "/__preview.js"))
		put_text(v, 200, "text/javascript; charset=utf-8", th_strz(preview_js));
	else if (th_str_eqz(v->path, "/__preview.css"))
		put_text(v, 200, "text/css; charset=utf-8", th_strz(preview_css));
	else
		put_plain(v, 404);
}

void preview_answer(void *ctx, const http_request *request, http_answer *out)
{
	const preview_state *s = ctx;
	visit v = {.state = s, .request = request, .out = out, .a = request->a};
	th_str path = request->uri;
	ptrdiff_t mark = th_str_chr(path, '?');
	if (mark >= 0) {
		v.query = th_str_sub(path, (size_t)mark + 1, path.n);
		path = th_str_sub(path, 0, (size_t)mark);
	}
	for (size_t i = 0; i < reply_protection_count; i++)
		put_header(&v, reply_protection[i][0], th_strz(reply_protection[i][1]));
	put_header(&v, "Cross-Origin-Resource-Policy", TH_S("same-origin"));
	if (!preview_may_read(request)) {
		put_text(&v, 403, "text/plain; charset=utf-8",
		    th_str_cat(v.a, catalogue_get(s->lang, TEXT_PREVIEW_FOREIGN_PAGE), TH_S("\n")));
		return;
	}
	if (path.n == 0 || path.p[0] != '/' || !th_url_decode(v.a, path, false, &path)) {
		put_plain(&v, 400);
		return;
	}
	th_str rest = th_str_sub(path, s->prefix.n, path.n);
	if (th_str_starts(path, s->prefix) && (rest.n == 0 || rest.p[0] == '/')) {
		v.path = rest;
		answer_below(&v);
	} else if (th_str_eqz(path, "/")) {
		put_header(&v, "Location", th_str_cat(v.a, s->prefix, TH_S("/")));
		put_plain(&v, 302);
	} else {
		put_plain(&v, 404);
	}
}
