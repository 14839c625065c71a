/* preview_http.c -- HTTP/1.1 on the loopback interface through libmicrohttpd, without threads: the
 * loop of cmd_preview.c drives it. The caller's function answers each request; one that has to wait
 * (a page waiting for news) is suspended and tried again. Bounded: connections, memory of each,
 * time, how many wait and how long. */
#include "preview_http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
	CONNECTIONS = 128,
	CONNECTION_MEMORY = 32 * 1024,
	CONNECTION_SECONDS = 60,
	HELD_MOST = 48,
	HELD_MS = 20 * 1000
};

typedef struct request {
	preview_http *h;
	th_arena *a;
	th_str uri;
	struct MHD_Connection *connection;
	bool held, again, begun;
	int64_t until; /* held until then */
	struct request *next;
} request;

struct preview_http {
	struct MHD_Daemon *daemon;
	int port;
	http_answer_fn *answer;
	void *ctx;
	th_str refusal;
	request *held; /* newest first */
	bool stopping;
};

/* ---- requests that wait ---- */

static void release(request **at)
{
	request *r = *at;
	*at = r->next;
	r->held = false;
	r->again = true;
	MHD_resume_connection(r->connection);
}

/* Releases those that came before the newest `limit`, or whose time is over. */
static void release_old(preview_http *h, size_t limit)
{
	int64_t now = th_clock_ms();
	size_t n = 0;
	for (request **at = &h->held; *at != NULL;) {
		if (n >= limit || (*at)->until <= now) {
			release(at);
			continue;
		}
		n++;
		at = &(*at)->next;
	}
}

static enum MHD_Result hold(request *r)
{
	preview_http *h = r->h;
	release_old(h, HELD_MOST - 1);
	r->held = true;
	r->until = th_clock_ms() + HELD_MS;
	r->next = h->held;
	h->held = r;
	MHD_suspend_connection(r->connection);
	return MHD_YES;
}

/* ---- one request ---- */

static void *request_begin(void *ctx, const char *uri, struct MHD_Connection *connection)
{
	th_arena *a = th_arena_new();
	request *r = TH_NEW(a, request);
	r->h = ctx;
	r->a = a;
	r->connection = connection;
	r->uri = th_str_dup(a, th_strz(uri));
	return r;
}

static void request_end(
    void *ctx, struct MHD_Connection *c, void **state, enum MHD_RequestTerminationCode why)
{
	request *r = *state;
	(void)ctx;
	(void)c;
	(void)why;
	if (r == NULL)
		return;
	for (request **at = &r->h->held; *at != NULL; at = &(*at)->next)
		if (*at == r) {
			*at = r->next;
			break;
		}
	th_arena_free(r->a);
	*state = NULL;
}

static th_str header(request *r, const char *name)
{
	return th_strz(MHD_lookup_connection_value(r->connection, MHD_HEADER_KIND, name));
}

/* A request for another host name came through that name's own DNS (DNS rebinding). */
static bool host_is_local(th_str host)
{
	static const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};
	ptrdiff_t colon = th_str_rchr(host, ':');
	if (colon >= 0 && th_str_chr(th_str_sub(host, (size_t)colon, host.n), ']') < 0)
		host = th_str_sub(host, 0, (size_t)colon);
	for (size_t i = 0; i < TH_COUNT(names); i++)
		if (th_str_caseeq(host, th_strz(names[i])))
			return true;
	return false;
}

static enum MHD_Result send_answer(request *r, http_answer *out)
{
	struct MHD_Response *response =
	    out->file >= 0
		? MHD_create_response_from_fd64(out->size, out->file)
		: MHD_create_response_from_buffer(out->body.n, out->body.p, MHD_RESPMEM_MUST_COPY);
	th_buf_free(&out->body);
	if (response == NULL) {
		if (out->file >= 0)
			close(out->file);
		return MHD_NO;
	}
	for (size_t i = 0; i < out->headers.n; i++)
		MHD_add_response_header(response, th_str_z(r->a, out->headers.v[i].key),
		    th_str_z(r->a, out->headers.v[i].value));
	enum MHD_Result rc = MHD_queue_response(r->connection, (unsigned int)out->status, response);
	MHD_destroy_response(response);
	return rc;
}

/* Bodies are never read. */
static bool has_body(request *r)
{
	return header(r, MHD_HTTP_HEADER_CONTENT_LENGTH).n > 0 ||
	       header(r, MHD_HTTP_HEADER_TRANSFER_ENCODING).n > 0;
}

static enum MHD_Result handle(void *ctx, struct MHD_Connection *connection, const char *url,
    const char *method, const char *version, const char *upload, size_t *upload_size, void **state)
{
	preview_http *h = ctx;
	request *r = *state;
	http_answer out = {.status = 403, .file = -1};
	(void)connection, (void)url, (void)version, (void)upload, (void)upload_size;
	if (r == NULL)
		return MHD_NO;
	/* Answering at the first call ends the connection: right when the request has a body, which
	 * we do not read. */
	if (!r->begun && !has_body(r)) {
		r->begun = true;
		return MHD_YES;
	}
	http_request received = {.a = r->a,
	    .method = th_str_dup(r->a, th_strz(method)),
	    .uri = r->uri,
	    .accept_language = header(r, MHD_HTTP_HEADER_ACCEPT_LANGUAGE),
	    .last_event = header(r, "Last-Event-ID"),
	    .host = header(r, MHD_HTTP_HEADER_HOST),
	    .origin = header(r, MHD_HTTP_HEADER_ORIGIN),
	    .fetch_site = header(r, "Sec-Fetch-Site"),
	    .fetch_mode = header(r, "Sec-Fetch-Mode"),
	    .fetch_dest = header(r, "Sec-Fetch-Dest"),
	    .again = r->again || h->stopping};
	if (host_is_local(received.host))
		h->answer(h->ctx, &received, &out);
	else
		th_buf_add(&out.body, h->refusal);
	return out.hold && !h->stopping ? hold(r) : send_answer(r, &out);
}

/* ---- the server ---- */

static int listen_at(int *port, th_err *err)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
	    .sin_port = htons((uint16_t)*port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), on = 1;
	if (fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
	    bind(fd, (struct sockaddr *)&at, sizeof at) == 0 && listen(fd, CONNECTIONS) == 0 &&
	    getsockname(fd, (struct sockaddr *)&at, &size) == 0) {
		*port = ntohs(at.sin_port);
		return fd;
	}
	int why = errno;
	if (fd >= 0)
		close(fd);
	if (why == EADDRINUSE)
		return th_fail(
		    err, "port %d is taken by another program: choose one with --port", *port);
	return th_fail(
	    err, "port %d cannot be opened (%s): choose one with --port", *port, strerror(why));
}

int http_start(
    preview_http **out, int port, http_answer_fn *answer, void *ctx, th_str refusal, th_err *err)
{
	*out = NULL;
	int fd = listen_at(&port, err);
	preview_http *h = calloc(1, sizeof *h);
	if (h == NULL)
		abort();
	if (fd < 0) {
		free(h);
		return -1;
	}
	*h = (preview_http){.port = port, .answer = answer, .ctx = ctx, .refusal = refusal};
	h->daemon = MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
	    handle, h, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT,
	    (unsigned)CONNECTIONS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
	    MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)CONNECTION_SECONDS,
	    MHD_OPTION_URI_LOG_CALLBACK, request_begin, h, MHD_OPTION_NOTIFY_COMPLETED, request_end,
	    h, MHD_OPTION_END);
	if (h->daemon == NULL) {
		close(fd);
		free(h);
		return th_fail(
		    err, "the server cannot start: is the limit of open files very low?");
	}
	*out = h;
	return 0;
}

void http_stop(preview_http *h)
{
	if (h == NULL)
		return;
	h->stopping = true;
	http_wake(h);
	MHD_stop_daemon(h->daemon);
	free(h);
}

int http_port(const preview_http *h)
{
	return h->port;
}

int http_fd(const preview_http *h)
{
	const union MHD_DaemonInfo *info = MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_EPOLL_FD);
	return info ? info->epoll_fd : -1;
}

int http_wait(const preview_http *h)
{
	MHD_UNSIGNED_LONG_LONG ms;
	int64_t wait = MHD_get_timeout(h->daemon, &ms) == MHD_YES ? (int64_t)ms : INT32_MAX;
	int64_t now = th_clock_ms();
	for (const request *r = h->held; r != NULL; r = r->next)
		if (r->until - now < wait)
			wait = r->until > now ? r->until - now : 0;
	return wait >= INT32_MAX ? -1 : (int)wait;
}

void http_turn(preview_http *h)
{
	release_old(h, HELD_MOST);
	MHD_run(h->daemon);
}

void http_wake(preview_http *h)
{
	while (h->held != NULL)
		release(&h->held);
	MHD_run(h->daemon);
}
