/* preview_http.h -- the preview's HTTP server on the loopback interface: one thread, turned by its
 * caller's loop. The one file behind it is the only one that knows libmicrohttpd. */
#ifndef TEAMHUB_PREVIEW_HTTP_H
#define TEAMHUB_PREVIEW_HTTP_H

#include "teamhub/base.h"

typedef struct http_request {
	th_arena *a;        /* of this request */
	th_str method, uri; /* uri: as it came, path and query still encoded */
	th_str accept_language, last_event;
	th_str host, origin, fetch_site, fetch_mode, fetch_dest; /* who asks; empty: not said */
	bool again; /* it was held, and is asked a second time */
} http_request;

typedef struct http_answer {
	int status;
	th_pairs headers; /* in the request's arena */
	th_buf body;      /* given away */
	int file;         /* an open file instead of a body, given away; -1: none */
	uint64_t size;    /* of it */
	bool hold;        /* nothing yet: ask again after http_wake, or in some seconds */
} http_answer;

typedef void http_answer_fn(void *ctx, const http_request *request, http_answer *out);

typedef struct preview_http preview_http;

/* Listens on 127.0.0.1 at `port` (0: any that is free). Requests that name another host than
 * localhost or a loopback address get 403, so that no page of elsewhere can read drafts by making
 * its own name lead here. -1 with err: the port is taken or not allowed. */
int http_start(preview_http **out, int port, http_answer_fn *answer, void *ctx, th_err *err);
void http_stop(preview_http *h); /* NULL-safe; answers what is held first */
int http_port(const preview_http *h);

/* For the caller's poll(2): readable when there is something to do; in at most so many
 * milliseconds in any case (-1: no hurry); then http_turn. */
int http_fd(const preview_http *h);
int http_wait(const preview_http *h);
void http_turn(preview_http *h);
/* Asks again for all requests that are held. */
void http_wake(preview_http *h);

#endif
