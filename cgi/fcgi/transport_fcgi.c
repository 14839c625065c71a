/* transport_fcgi.c -- requests from a FastCGI socket on descriptor 0, one at a time. Called by
 * main.c.
 *
 * The library's own loop has a race between checking its SIGTERM flag and accept(), and ends on
 * EMFILE. So signals are blocked and read from a descriptor beside the socket, the socket is
 * non-blocking, and an accept that fails for lack of resources is tried again later. A peer that
 * sends half a request is cut off by an alarm, which ends the process; its supervisor starts
 * another. */
#include "transport.h"

#include <errno.h>
#include <fcgiapp.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

enum { LISTEN = 0, REQUEST_SECONDS = 20, OUT_KEEP = 1 << 20 };

static const char *from_request(void *ctx, const char *name)
{
	return FCGX_GetParam(name, ctx);
}

/* A descriptor that becomes readable when we are told to stop. */
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

/* What to wait for: the socket, which all workers share, with EPOLLEXCLUSIVE so that a visitor
 * wakes only one; and the descriptor of signals. -1: errno. */
static int wait_descriptor(int stop)
{
	int ep = epoll_create1(EPOLL_CLOEXEC);
	struct epoll_event visitor = {.events = EPOLLIN | EPOLLEXCLUSIVE, .data.fd = LISTEN};
	struct epoll_event signal = {.events = EPOLLIN, .data.fd = stop};
	if (ep < 0 || stop < 0 || epoll_ctl(ep, EPOLL_CTL_ADD, LISTEN, &visitor) != 0 ||
	    epoll_ctl(ep, EPOLL_CTL_ADD, stop, &signal) != 0)
		return -1;
	return ep;
}

typedef enum awaited { STOP, VISITOR, LAST_VISITOR } awaited;

/* When a visitor arrives as we are told to stop, answer them: no other worker was woken. */
static awaited wait_for_request(int ep, int stop)
{
	struct epoll_event ready[2];
	int n;
	bool visitor = false, stopping = false;
	while ((n = epoll_wait(ep, ready, 2, -1)) < 1)
		if (n < 0 && errno != EINTR)
			return STOP;
	for (int i = 0; i < n; i++) {
		stopping = stopping || ready[i].data.fd == stop;
		visitor = visitor || ready[i].data.fd == LISTEN;
	}
	return !visitor ? STOP : stopping ? LAST_VISITOR : VISITOR;
}

/* Handles a failed accept; true: go on. */
static bool go_on(int code, bool *said)
{
	if (code == -EAGAIN || code == -EINTR || code == -ECONNABORTED)
		return true; /* another worker took it, or the visitor left */
	bool wants = code == -EMFILE || code == -ENFILE || code == -ENOBUFS || code == -ENOMEM;
	if (!wants) {
		transport_say("the socket cannot be read (%s): start it with spawn-fcgi or systemd",
		    strerror(-code));
		return false;
	}
	if (!*said)
		transport_say("waiting (%s): raise the limit of open files", strerror(-code));
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
			break; /* the client has gone */
		sent += (size_t)n;
	}
	FCGX_Finish_r(request);
	FCGX_Free(request, 1); /* a connection kept open would keep us from the others */
	if (out->cap > OUT_KEEP)
		th_buf_free(out);
}

int transport_fcgi(hub_worker *w, th_time fixed)
{
	FCGX_Request request;
	bool said = false;
	int status = 0, stop = stop_descriptor(), ep = wait_descriptor(stop);
	signal(SIGPIPE, SIG_IGN);
	if (ep < 0 || FCGX_Init() != 0 || FCGX_InitRequest(&request, LISTEN, 0) != 0 ||
	    fcntl(LISTEN, F_SETFL, fcntl(LISTEN, F_GETFL) | O_NONBLOCK) != 0) {
		transport_say("cannot start (%s)", strerror(errno));
		return 71; /* EX_OSERR */
	}
	th_arena *a = th_arena_new();
	th_buf out = {0};
	for (awaited next = VISITOR; next == VISITOR;) {
		next = wait_for_request(ep, stop);
		if (next == STOP)
			break;
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
	close(ep);
	return status;
}
