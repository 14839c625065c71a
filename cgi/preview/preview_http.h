/* preview_http.h -- the preview's HTTP server on the loopback interface: one thread, driven by its
 * caller's loop. Only the file behind it knows libmicrohttpd. */
#ifndef TEAMHUB_PREVIEW_HTTP_H
#define TEAMHUB_PREVIEW_HTTP_H

#include "teamhub/base.h"

typedef struct http_request {
	th_arena *a;        /* of this request */
	th_str method, uri; /* uri: as received, path and query still encoded */
	th_str accept_language, last_event;
	th_str host, origin, fetch_site, fetch_mode, fetch_dest; /* where the request comes from;
								  * empty: not given */
	bool again; /* it was held, and is tried again */
} http_request;

typedef struct http_answer {
	int status;
	th_pairs headers; /* in the request's arena */
	th_buf body;      /* ownership passes to the server */
	int file;         /* an open file instead of a body, owned by the server from then on;
			   * -1: none */
	uint64_t size;    /* of it */
	bool hold;        /* no answer yet: try again after http_wake, or in some seconds */
} http_answer;

typedef void http_answer_fn(void *ctx, const http_request *request, http_answer *out);

typedef struct preview_http preview_http;

/* Listens on 127.0.0.1 at `port` (0: any free one). Requests for a host name other than localhost
 * or a loopback address get 403 with `refusal` (text, kept), so that no page from elsewhere can
 * read drafts by pointing its own name here. -1 with err: the port is taken or not allowed. */
int http_start(
    preview_http **out, int port, http_answer_fn *answer, void *ctx, th_str refusal, th_err *err);
void http_stop(preview_http *h); /* NULL-safe; answers held requests first */
int http_port(const preview_http *h);

/* For the caller's poll(2): when this is readable, and at the latest after so many milliseconds
 * (-1: no limit), call http_turn. */
int http_fd(const preview_http *h);
int http_wait(const preview_http *h);
void http_turn(preview_http *h);
/* Tries all held requests again. */
void http_wake(preview_http *h);

#endif
