/* exchange.h -- what passes between a transport (fcgi, the preview) and the worker: a request as
 * the web server tells it, a reply as it is sent. */
#ifndef TEAMHUB_EXCHANGE_H
#define TEAMHUB_EXCHANGE_H

#include "teamhub/base.h"

typedef struct th_param {
	th_str name, value; /* decoded */
} th_param;

/* What the web server says about the client; only internal editions use it (web/access.c). */
typedef enum th_access {
	TH_ACCESS_NONE,  /* nothing */
	TH_ACCESS_LOGIN, /* logged in */
	TH_ACCESS_TOKEN, /* admitted to a feed only: ?token= must be valid */
} th_access;

/* A hub that is to lie in files, without a program (teamhub export): what a query selects becomes
 * folders (answer/url_files.c), and a page offers only what there will be a file for. */
typedef struct th_files {
	size_t terms; /* at most so many are selected at once, each of another facet */
	bool search;  /* there will be an index, which Pagefind makes of the files */
} th_files;

typedef struct th_request {
	th_arena *a;
	th_time now;
	th_str method;
	/* PATH_INFO; from worker_answer on: below the prefix, starts with '/', decoded */
	th_str path;
	th_str script; /* SCRIPT_NAME, decoded */
	th_str raw_query;
	TH_LIST(th_param) query;
	th_str campaign; /* ?c= or utm_campaign=, if only letters, digits, . _ -; else empty */
	th_str if_none_match, if_modified_since, accept_language, fetch_site;
	th_str accept_encoding;
	th_str encoding; /* TEAMHUB_ENCODING: the server decided and says Vary; empty: it did not */
	th_access access;
	bool by_operator;      /* TEAMHUB_OPERATOR: asks for what only they may see */
	const th_files *files; /* NULL: a program answers, whatever is asked */
} th_request;

/* Fills a request from CGI variables (RFC 3875); `get` returns NULL for a missing one. Limits:
 * query 2 kB and 40 parameters, path 1 kB. Returns 0, or the status to answer with, 400 or 414,
 * when these are exceeded or the bytes are not UTF-8. */
int request_from_cgi(th_request *r, const char *(*get)(void *ctx, const char *name), void *ctx);

typedef struct th_header {
	th_str name, value;
} th_header;

typedef struct th_reply {
	int status;
	TH_LIST(th_header) headers;
	th_buf body;
	bool no_body; /* HEAD, 304: headers as with the body, which is not sent */
} th_reply;

#endif
