/* transport.c -- what both transports share: variables to a request, a reply to bytes. Called by
 * transport_cgi.c and transport_fcgi.c. */
#include "transport.h"

#include <stdio.h>
#include <time.h>

static void write_header(th_buf *out, th_header h)
{
	th_buf_add(out, h.name);
	th_buf_addz(out, ": ");
	th_buf_add(out, h.value);
	th_buf_addz(out, "\r\n");
}

/* Location comes before Status: for HAProxy, a Location that follows sets the status to 302. */
static void write_reply(th_buf *out, const th_reply *reply)
{
	for (int status = 0; status < 2; status++) {
		if (status == 1)
			th_buf_addf(
			    out, "Status: %d %s\r\n", reply->status, reply_reason(reply->status));
		for (size_t i = 0; i < reply->headers.n; i++)
			if (th_str_eqz(reply->headers.v[i].name, "Location") == (status == 0))
				write_header(out, reply->headers.v[i]);
	}
	if (reply->status != 304)
		th_buf_addf(out, "Content-Length: %zu\r\n", reply->body.n);
	th_buf_addz(out, "\r\n");
	if (!reply->no_body)
		th_buf_add(out, th_buf_str(&reply->body));
}

void transport_answer(hub_worker *w, th_time fixed, const char *(*get)(void *ctx, const char *name),
    void *ctx, th_arena *a, th_buf *out)
{
	th_request r = {.a = a, .now = fixed == TH_NEVER ? (th_time)time(NULL) : fixed};
	th_reply reply;
	th_err log;
	int bad = request_from_cgi(&r, get, ctx);
	worker_answer(w, &r, bad, &reply, &log);
	if (log.msg[0] != '\0')
		fprintf(stderr, "teamhub.fcgi: %s\n", log.msg);
	write_reply(out, &reply);
	reply_free(&reply);
}
