/* web.h -- from a request to a reply. Transports (fcgi/) make the request and send the reply; pages
 * are handlers in a table (web/router.c); none of them writes markup or SQL. */
#ifndef TEAMHUB_WEB_H
#define TEAMHUB_WEB_H

#include "teamhub/base.h"
#include "teamhub/edition.h"
#include "teamhub/face_html.h"

typedef struct th_param {
	th_str name, value; /* decoded */
} th_param;

/* What the web server says of whoever asks; counts for internal editions alone (web/access.c). */
typedef enum th_access {
	TH_ACCESS_NONE,  /* nothing */
	TH_ACCESS_LOGIN, /* is known to it */
	TH_ACCESS_TOKEN, /* was let through to a feed: ?token= must be a good one */
} th_access;

typedef struct th_request {
	th_arena *a;
	th_time now;
	th_str method;
	th_str
	    path; /* PATH_INFO; from worker_answer on: below the prefix, starts with '/', decoded */
	th_str script; /* SCRIPT_NAME, decoded */
	th_str raw_query;
	TH_LIST(th_param) query;
	th_str campaign; /* ?c= or utm_campaign=, when plain: letters, digits, . _ -; else empty */
	th_str if_none_match, if_modified_since, accept_language, fetch_site;
	th_access access;
} th_request;

typedef struct th_header {
	th_str name, value;
} th_header;

typedef struct th_reply {
	int status;
	TH_LIST(th_header) headers;
	th_buf body;
	bool no_body; /* HEAD, 304: headers as for the body, which is not sent */
} th_reply;

/* What a worker keeps between requests: the open edition and its compiled theme. */
typedef struct hub_worker hub_worker;

/* `file` is the symlink; nothing is opened yet. */
hub_worker *worker_new(const char *file);
void worker_free(hub_worker *w);
/* Where the tokens of an internal edition stand; default: the file `tokens` beside `file`. */
void worker_set_tokens(hub_worker *w, const char *tokens);

/* Fills a request from CGI variables (RFC 3875); `get` answers NULL for an absent one. Bounded:
 * query 2 kB and 40 parameters, path 1 kB: beyond, or for bytes that are no UTF-8, the request gets
 * the status that it deserves (returned: 0, or 400, 414). */
int request_from_cgi(th_request *r, const char *(*get)(void *ctx, const char *name), void *ctx);

/* Answers. Never fails: without a usable edition the reply is 503 with Retry-After, and `log`
 * (NULL-safe) holds the line for the operator, empty when there is none. */
void worker_answer(hub_worker *w, th_request *r, int bad, th_reply *reply, th_err *log);
void reply_free(th_reply *r);
/* Opens `path` below the folder `dir`, segment by segment: no link is followed, no name begins with
 * a dot, and what is no file is not there. The descriptor and its size, or -1. */
int web_file_open(th_arena *a, const char *dir, th_str path, uint64_t *size);
/* "image/png", by the end of the name. Static. */
const char *web_file_type(th_str name);

/* Names and values of the headers that protect every answer (web/headers.c): for programs that
 * answer something beside it. */
extern const char *const reply_protection[][2];
extern const size_t reply_protection_count;
/* "Not Found" (RFC 9110 §15). */
const char *reply_reason(int status);

#endif
