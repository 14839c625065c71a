/* transport_cgi.c -- one request as plain CGI (RFC 3875): variables from the environment, the reply
 * to standard output. Called by main.c when descriptor 0 is not a listening socket. */
#include "transport.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { BODY_MAX = 64 * 1024, BODY_SECONDS = 10 };

static const char *from_environment(void *ctx, const char *name)
{
	(void)ctx;
	return getenv(name);
}

/* Drains the request body. We have no use for it, but a server that still holds some of it when the
 * program ends sends the visitor nothing at all (Apache's mod_cgid). Does not wait for long or slow
 * bodies. */
static void read_body(void)
{
	char chunk[4096];
	uint64_t length = 0;
	size_t got = 0;
	ssize_t n;
	if (!th_str_uint(th_strz(getenv("CONTENT_LENGTH")), BODY_MAX, &length) || length == 0)
		return;
	signal(SIGALRM, SIG_DFL);
	alarm(BODY_SECONDS);
	while (got < length && (n = read(STDIN_FILENO, chunk, sizeof chunk)) > 0)
		got += (size_t)n;
	alarm(0);
}

int transport_cgi(hub_worker *w, th_time fixed)
{
	read_body();
	th_arena *a = th_arena_new();
	th_buf out = {0};
	transport_answer(w, fixed, from_environment, NULL, a, &out);
	bool sent = fwrite(out.p, 1, out.n, stdout) == out.n && fflush(stdout) == 0;
	th_buf_free(&out);
	th_arena_free(a);
	return sent ? 0 : 74; /* EX_IOERR: the client has gone */
}
