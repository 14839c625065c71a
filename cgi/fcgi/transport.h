/* transport.h -- the two ways in which a web server speaks to this program. Each makes a th_request
 * of CGI variables, has it answered, and sends the th_reply. Only this folder includes it. */
#ifndef FCGI_TRANSPORT_H
#define FCGI_TRANSPORT_H

#include "teamhub/web.h"

/* Answers one request by `get`; the reply as a CGI response (RFC 3875 §6) at the end of `out`.
 * `fixed` is TEAMHUB_NOW, or TH_NEVER for the clock. What an operator should know goes to standard
 * error, one line. */
void transport_answer(hub_worker *w, th_time fixed, const char *(*get)(void *ctx, const char *name),
    void *ctx, th_arena *a, th_buf *out);

/* One request of the environment to standard output. Returns the exit status. */
int transport_cgi(hub_worker *w, th_time fixed);

/* Requests from the socket on descriptor 0, one at a time, until SIGTERM (or INT, HUP, USR1): the
 * one in hand is finished first. Returns the exit status. */
int transport_fcgi(hub_worker *w, th_time fixed);

#endif
