/* support_sanitize.h -- the allow-list alone, without Markdown before it: for XSS vectors. */
#ifndef TESTS_SUPPORT_SANITIZE_H
#define TESTS_SUPPORT_SANITIZE_H

#include "../../cgi/markdown/parts.h"

/* Takes any HTML, writes well-formed allowed HTML. Without `links`, relative addresses stay as they
 * are and pictures are dropped. */
static inline void support_sanitize(
    th_buf *out, th_str html, const render_links *links, th_arena *a)
{
	render_job j = {.a = a, .links = links, .heading = 2, .out = out};
	th_buf clean = {0};
	th_map_init(&j.reported, a);
	prepare_bytes(&clean, html);
	sanitize_html(&j, th_buf_str(&clean));
	th_buf_free(&clean);
	th_buf_free(&j.text);
}

#endif
