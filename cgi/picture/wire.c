/* wire.c -- messages over the socket between `teamhub` and `teamhub-media` (see media.h). Linked
 * into both; neither trusts the lengths that the other gives. */
#include "teamhub/media.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SLICE = 25, HEAD = 8 }; /* milliseconds between two calls of `patient` */

static bool wait_for(const media_wire *w, short events)
{
	for (;;) {
		struct pollfd p = {.fd = w->fd, .events = events};
		if (w->patient != NULL && !w->patient(w->ctx))
			return false;
		int rc = poll(&p, 1, w->patient != NULL ? SLICE : -1);
		if (rc > 0)
			return true;
		if (rc < 0 && errno != EINTR)
			return false;
	}
}

static int send_all(const media_wire *w, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t done = send(w->fd, p, n, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (done < 0 && errno == EAGAIN) {
			if (!wait_for(w, POLLOUT))
				return -1;
		} else if (done < 0 && errno != EINTR) {
			return -1;
		} else if (done > 0) {
			p += done;
			n -= (size_t)done;
		}
	}
	return 0;
}

static int receive_all(const media_wire *w, char *p, size_t n)
{
	while (n > 0) {
		ssize_t done = recv(w->fd, p, n, MSG_DONTWAIT);
		if (done < 0 && errno == EAGAIN) {
			if (!wait_for(w, POLLIN))
				return -1;
		} else if (done == 0 || (done < 0 && errno != EINTR)) {
			return -1;
		} else if (done > 0) {
			p += done;
			n -= (size_t)done;
		}
	}
	return 0;
}

int media_send(const media_wire *w, media_kind kind, th_str head, th_str rest)
{
	uint32_t numbers[2] = {(uint32_t)kind, (uint32_t)(head.n + rest.n)};
	char bytes[HEAD];
	memcpy(bytes, numbers, HEAD);
	if (head.n > MEDIA_BODY || rest.n > MEDIA_BODY - head.n)
		return -1;
	return send_all(w, bytes, HEAD) != 0 || send_all(w, head.p, head.n) != 0 ||
		       send_all(w, rest.p, rest.n) != 0
		   ? -1
		   : 0;
}

int media_receive(const media_wire *w, media_message *out, th_arena *a)
{
	char bytes[HEAD];
	uint32_t numbers[2];
	if (receive_all(w, bytes, HEAD) != 0)
		return -1;
	memcpy(numbers, bytes, HEAD);
	if (numbers[0] > 'z' || numbers[1] > MEDIA_BODY)
		return -1;
	char *body = th_alloc(a, numbers[1] + 1);
	if (receive_all(w, body, numbers[1]) != 0)
		return -1;
	body[numbers[1]] = '\0';
	*out = (media_message){(media_kind)numbers[0], th_strn(body, numbers[1])};
	return 0;
}

bool media_line(th_str *body, th_str *line)
{
	ptrdiff_t end = th_str_chr(*body, '\n');
	if (end < 0)
		return false;
	*line = th_str_sub(*body, 0, (size_t)end);
	*body = th_str_sub(*body, (size_t)end + 1, body->n);
	return true;
}
