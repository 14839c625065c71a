/* transport_fcgi.c -- requests from a FastCGI socket on descriptor 0, one at a time. Called by
 * main.c.
 *
 * The library's own loop has a race between its look at the flag of SIGTERM and accept(), and ends
 * on EMFILE. So signals are blocked and read from a descriptor beside the socket, the socket does
 * not block, and an accept that fails for want of something waits. A peer that sends half a request
 * is ended by an alarm, which ends the process: whoever started it starts another. */
#include "transport.h"

#include <errno.h>
#include <fcgiapp.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

enum { LISTEN = 0, REQUEST_SECONDS = 20, OUT_KEEP = 1 << 20 };

static const char *from_request(void *ctx, const char *name)
{
	return FCGX_GetParam(name, ctx);
}

/* A descriptor that is readable once we are to stop. */
static int stop_descriptor(void)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGUSR1);
	if (sigprocmask(SIG_BLOCK, &set, NULL) != 0)
		return -1;
	return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

/* Waits for a visitor. False: we are to stop. */
static bool wait_for_request(int stop)
{
	struct pollfd fds[2] = {{.fd = LISTEN, .events = POLLIN}, {.fd = stop, .events = POLLIN}};
	for (;;) {
		int n = poll(fds, 2, -1);
		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0 && fds[1].revents != 0)
			return false;
		if (n > 0 && fds[0].revents != 0)
			return true;
	}
}

/* What a failed accept asks for: true, to go on. */
static bool go_on(int code, bool *said)
{
	if (code == -EAGAIN || code == -EINTR || code == -ECONNABORTED)
		return true; /* another worker took it, or the visitor left */
	bool wants = code == -EMFILE || code == -ENFILE || code == -ENOBUFS || code == -ENOMEM;
	if (!wants) {
		fprintf(stderr,
		    "teamhub.fcgi: the socket cannot be read (%s): start it by spawn-fcgi or "
		    "systemd\n",
		    strerror(-code));
		return false;
	}
	if (!*said)
		fprintf(stderr, "teamhub.fcgi: waiting (%s): raise the limit of open files\n",
		    strerror(-code));
	*said = true;
	nanosleep(&(struct timespec){.tv_nsec = 100 * 1000 * 1000}, NULL);
	return true;
}

static void answer(hub_worker *w, th_time fixed, FCGX_Request *request, th_arena *a, th_buf *out)
{
	th_buf_cut(out, 0);
	th_arena_reset(a);
	transport_answer(w, fixed, from_request, request->envp, a, out);
	for (size_t sent = 0; sent < out->n;) {
		int n = FCGX_PutStr(out->p + sent, (int)(out->n - sent), request->out);
		if (n <= 0)
			break; /* nobody reads it any more */
		sent += (size_t)n;
	}
	FCGX_Finish_r(request);
	FCGX_Free(request, 1); /* a connection kept open would hold us from the others */
	if (out->cap > OUT_KEEP)
		th_buf_free(out);
}

int transport_fcgi(hub_worker *w, th_time fixed)
{
	FCGX_Request request;
	bool said = false;
	int status = 0, stop = stop_descriptor();
	signal(SIGPIPE, SIG_IGN);
	if (stop < 0 || FCGX_Init() != 0 || FCGX_InitRequest(&request, LISTEN, 0) != 0 ||
	    fcntl(LISTEN, F_SETFL, fcntl(LISTEN, F_GETFL) | O_NONBLOCK) != 0) {
		fprintf(stderr, "teamhub.fcgi: cannot start (%s)\n", strerror(errno));
		return 71; /* EX_OSERR */
	}
	th_arena *a = th_arena_new();
	th_buf out = {0};
	while (wait_for_request(stop)) {
		alarm(REQUEST_SECONDS);
		int code = FCGX_Accept_r(&request);
		if (code == 0) {
			said = false;
			answer(w, fixed, &request, a, &out);
		}
		alarm(0);
		if (code != 0 && !go_on(code, &said)) {
			status = 71;
			break;
		}
	}
	FCGX_Free(&request, 1);
	th_buf_free(&out);
	th_arena_free(a);
	close(stop);
	return status;
}
