/* transport.h -- the two ways a web server can call this program. Each fills a th_request from CGI
 * variables, has it answered, and sends the th_reply. Only this folder includes it. */
#ifndef FCGI_TRANSPORT_H
#define FCGI_TRANSPORT_H

#include "teamhub/web.h"

/* One line for the operator, on standard error: "teamhub.fcgi: …", or with TEAMHUB_LOG=json an
 * object with time, program and message. */
void transport_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Answers one request, whose variables `get` returns, and appends the CGI response (RFC 3875 §6) to
 * `out`. `fixed` is TEAMHUB_NOW, or TH_NEVER to use the clock. Messages for the operator go to
 * standard error, one line each. */
void transport_answer(hub_worker *w, th_time fixed, const char *(*get)(void *ctx, const char *name),
    void *ctx, th_arena *a, th_buf *out);

/* Answers the request in the environment on standard output. Returns the exit status. */
int transport_cgi(hub_worker *w, th_time fixed);

/* Answers requests from the socket on descriptor 0, one at a time, until SIGTERM (or INT, HUP,
 * USR1); finishes the current one first. Returns the exit status. */
int transport_fcgi(hub_worker *w, th_time fixed);

#endif
