/* crawl.c -- asks the worker for each address once, writes the answer, and goes on with what it
 * names. Called by cmd_export.c. What has no page is no fault: a text may name anything. */
#include "export.h"

static const char *variable(void *ctx, const char *name)
{
	return strcmp(name, "PATH_INFO") == 0 ? ctx : NULL;
}

void crawl_add(crawl *c, th_str href)
{
	if (href.n > 2000 || th_map_get(&c->seen, href) != NULL)
		return;
	href = th_str_dup(c->a, href);
	th_map_put(&c->seen, href, c);
	*TH_ADD(c->a, &c->queue) = href;
}

static void add(void *ctx, th_str href)
{
	crawl_add(ctx, href);
}

th_str crawl_file(th_arena *a, th_str prefix, th_str href)
{
	th_str path;
	if (!th_url_decode(a, th_str_sub(href, prefix.n, href.n), false, &path) || path.n == 0 ||
	    path.p[0] != '/' || !th_utf8_valid(path, NULL))
		return TH_NONE;
	path = th_str_sub(path, 1, path.n);
	return path.n == 0 || th_str_ends(path, TH_S("/")) ? th_str_cat(a, path, TH_S("index.html"))
							   : path;
}

static th_str header_of(const th_reply *reply, const char *name)
{
	for (size_t i = 0; i < reply->headers.n; i++)
		if (th_str_eqz(reply->headers.v[i].name, name))
			return reply->headers.v[i].value;
	return TH_NONE;
}

static bool names_addresses(th_str type)
{
	static const char *const parts[] = {"text/html", "xml", "json", "text/css", "svg"};
	for (size_t i = 0; i < TH_COUNT(parts); i++)
		if (th_str_find(type, th_strz(parts[i])) >= 0)
			return true;
	return false;
}

/* The worker's answer; reply_free() it. */
static int ask(crawl *c, th_str href, th_reply *reply, th_err *err)
{
	th_str path;
	th_request r = {.a = c->scratch, .now = c->now, .files = &c->files};
	*reply = (th_reply){.status = 404};
	err->msg[0] = '\0';
	if (!th_url_decode(c->scratch, href, false, &path))
		return 0;
	int bad = request_from_cgi(&r, variable, th_str_z(c->scratch, path));
	r.files = &c->files;
	worker_answer(c->worker, &r, bad, reply, err);
	if (reply->status < 500)
		return 0;
	if (err->msg[0] == '\0')
		th_fail(err, "%.*s: answers %d", TH_FMT(href), reply->status);
	return -1;
}

/* A picture or a file of the theme: its name says what it holds. */
static bool keep(crawl *c, th_str href, th_str file)
{
	return web_file_is(th_str_sub(href, c->prefix.n, href.n)) &&
	       !th_str_ends(file, TH_S(".css")) && out_keep(c->out, file);
}

static int take(crawl *c, th_str href, th_err *err)
{
	th_reply reply;
	th_str file = crawl_file(c->scratch, c->prefix, href);
	if (file.n == 0 || keep(c, href, file))
		return 0;
	int rc = ask(c, href, &reply, err);
	th_str body = th_buf_str(&reply.body), to = header_of(&reply, "Location");
	if (rc == 0 && reply.status == 200) {
		rc = out_put(c->out, file, body, err);
		if (names_addresses(header_of(&reply, "Content-Type")))
			links_each(body, c->origin, c->prefix, add, c);
	} else if (rc == 0 && (reply.status == 301 || reply.status == 302) &&
		   th_str_starts(to, c->prefix)) {
		*TH_ADD(c->a, &c->moved) = (th_pair){href, th_str_dup(c->a, to)};
		crawl_add(c, to);
	}
	reply_free(&reply);
	return rc;
}

int crawl_run(crawl *c, th_err *err)
{
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < c->queue.n; i++) {
		rc = take(c, c->queue.v[i], err);
		th_arena_reset(c->scratch);
	}
	c->queue.n = 0;
	return rc;
}

int crawl_put_error(crawl *c, th_str href, th_str path, th_err *err)
{
	th_reply reply;
	int rc = ask(c, href, &reply, err);
	if (rc == 0)
		rc = out_put(c->out, path, th_buf_str(&reply.body), err);
	if (rc == 0)
		links_each(th_buf_str(&reply.body), c->origin, c->prefix, add, c);
	reply_free(&reply);
	return rc;
}
