/* transport.c -- what both transports share: variables to a request, a reply to bytes. Called by
 * transport_cgi.c and transport_fcgi.c. */
#include "transport.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

void transport_say(const char *format, ...)
{
	th_err line;
	va_list args;
	const char *form = getenv("TEAMHUB_LOG");
	va_start(args, format);
	vsnprintf(line.msg, sizeof line.msg, format, args);
	va_end(args);
	if (form == NULL || strcmp(form, "json") != 0) {
		fprintf(stderr, "teamhub.fcgi: %s\n", line.msg);
		return;
	}
	th_arena *a = th_arena_new();
	th_buf b = {0};
	th_buf_addf(&b, "{\"time\":\"%.*s\",\"program\":\"teamhub.fcgi\",\"message\":",
	    TH_FMT(th_time_rfc3339(a, (th_time)time(NULL), 0)));
	th_buf_add_json(&b, th_strz(line.msg));
	th_buf_addz(&b, "}\n");
	fwrite(b.p, 1, b.n, stderr);
	th_buf_free(&b);
	th_arena_free(a);
}

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
		transport_say("%s", log.msg);
	write_reply(out, &reply);
	reply_free(&reply);
}
