/* module_preview.c -- stands in `teamhub` for the functions of preview_http.c, which knows
 * libmicrohttpd (and that a whole TLS library, for loopback alone): `preview` opens the module,
 * nobody else needs it. From one thread. */
#include "../preview/preview_http.h"
#include "module.h"

static module preview = {.name = "preview"};
static struct {
	int (*start)(preview_http **out, int port, http_answer_fn *answer, void *ctx, th_err *err);
	void (*stop)(preview_http *h);
	int (*port)(const preview_http *h);
	int (*fd)(const preview_http *h);
	int (*wait)(const preview_http *h);
	void (*turn)(preview_http *h);
	void (*wake)(preview_http *h);
} in;

int http_start(preview_http **out, int port, http_answer_fn *answer, void *ctx, th_err *err)
{
	if (preview.handle == NULL && !module_open(&preview))
		return th_fail(err, "%s", preview.err.msg);
	*(void **)&in.start = module_function(&preview, "http_start");
	*(void **)&in.stop = module_function(&preview, "http_stop");
	*(void **)&in.port = module_function(&preview, "http_port");
	*(void **)&in.fd = module_function(&preview, "http_fd");
	*(void **)&in.wait = module_function(&preview, "http_wait");
	*(void **)&in.turn = module_function(&preview, "http_turn");
	*(void **)&in.wake = module_function(&preview, "http_wake");
	return in.start(out, port, answer, ctx, err);
}

void http_stop(preview_http *h)
{
	if (h != NULL)
		in.stop(h);
}

int http_port(const preview_http *h)
{
	return in.port(h);
}

int http_fd(const preview_http *h)
{
	return in.fd(h);
}

int http_wait(const preview_http *h)
{
	return in.wait(h);
}

void http_turn(preview_http *h)
{
	in.turn(h);
}

void http_wake(preview_http *h)
{
	in.wake(h);
}
