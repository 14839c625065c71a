/* transport_cgi.c -- one request as plain CGI (RFC 3875): variables from the environment, the reply
 * to standard output. Called by main.c when descriptor 0 is no listening socket. */
#include "transport.h"

#include <stdio.h>
#include <stdlib.h>

static const char *from_environment(void *ctx, const char *name)
{
	(void)ctx;
	return getenv(name);
}

int transport_cgi(hub_worker *w, th_time fixed)
{
	th_arena *a = th_arena_new();
	th_buf out = {0};
	transport_answer(w, fixed, from_environment, NULL, a, &out);
	bool sent = fwrite(out.p, 1, out.n, stdout) == out.n && fflush(stdout) == 0;
	th_buf_free(&out);
	th_arena_free(a);
	return sent ? 0 : 74; /* EX_IOERR: who asked has gone */
}
