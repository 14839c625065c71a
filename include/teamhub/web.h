/* web.h -- from a request to a reply. Transports (fcgi/) make the request and send the reply; pages
 * are handlers in a table (routes.def), which web/router.c searches; none of them writes markup or
 * SQL. */
#ifndef TEAMHUB_WEB_H
#define TEAMHUB_WEB_H

#include "teamhub/exchange.h"

/* What a worker keeps between requests: the open edition and its compiled theme. */
typedef struct hub_worker hub_worker;

/* `file` is the symlink; nothing is opened yet. */
hub_worker *worker_new(const char *file);
void worker_free(hub_worker *w);
/* The file with the tokens of an internal edition; default: `tokens` beside `file`. */
void worker_set_tokens(hub_worker *w, const char *tokens);

/* Counts answers in `file` (metrics.h), together with the other workers. */
int worker_set_metrics(hub_worker *w, const char *file, th_err *err);

/* Answers a request. Never fails: without a usable edition the reply is 503 with Retry-After. `log`
 * (NULL-safe) gets the line for the operator, or becomes empty. */
void worker_answer(hub_worker *w, th_request *r, int bad, th_reply *reply, th_err *log);
void reply_free(th_reply *r);
/* Is the path, below the prefix, that of a picture or theme file? */
bool web_file_is(th_str path);
/* Opens `path` below the folder `dir`, segment by segment: follows no link, accepts no name that
 * begins with a dot, and only files. Returns the descriptor and sets the size, or -1. */
int web_file_open(th_arena *a, const char *dir, th_str path, uint64_t *size);
/* "image/png", by the extension of the name. Static. */
const char *web_file_type(th_str name);

/* Names and values of the headers that protect every answer (web/headers.c): for programs that
 * answer other things, too. */
extern const char *const reply_protection[][2];
extern const size_t reply_protection_count;
/* "Not Found" (RFC 9110 §15). */
const char *reply_reason(int status);

#endif
