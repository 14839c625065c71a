/* snippet.c -- HTML to copy into an e-mail or another site: a link and a frame. Called by
 * pages/page_share.c and pages/oembed.c; a page displays this text escaped once more. Contains no
 * script: what people copy must not be able to do anything but display. */
#include "teamhub/face_share.h"

#include <inttypes.h>

void snippet_link(th_buf *out, th_str lead, th_str label, th_str url)
{
	th_buf_addz(out, "<p>");
	th_buf_add_html(out, lead);
	th_buf_addz(out, " <a href=\"");
	th_buf_add_html(out, url);
	th_buf_addz(out, "\">");
	th_buf_add_html(out, label);
	th_buf_addz(out, "</a></p>");
}

void snippet_frame(th_buf *out, th_str label, th_str url, int64_t width, int64_t height)
{
	th_buf_addz(out, "<iframe src=\"");
	th_buf_add_html(out, url);
	th_buf_addz(out, "\" title=\"");
	th_buf_add_html(out, label);
	th_buf_addf(out, "\" width=\"%" PRId64 "\" height=\"%" PRId64 "\"", width, height);
	th_buf_addz(out, " loading=\"lazy\" style=\"max-width:100%;border:0\"></iframe>");
}
