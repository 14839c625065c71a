/* face_share.h -- what the share kit hands out for a selection: QR codes, an OPML of feeds, oEmbed,
 * and pieces of HTML to paste into an e-mail or another site. Called by web/ with plain values;
 * knows no SQL, no request and no theme. On failure `out` is unchanged. */
#ifndef TEAMHUB_FACE_SHARE_H
#define TEAMHUB_FACE_SHARE_H

#include "teamhub/view.h"

/* ---- QR codes (ISO/IEC 18004), error correction M, bytes, a quiet zone of four modules ---- */

enum { QR_TEXT_MAX = 600 }; /* octets: no phone reads a longer one from a poster */

/* An SVG of `text` without a fixed size; `label` describes it in words (<title>). */
int qr_write_svg(th_buf *out, th_str text, th_str label, th_err *err);
/* A PNG about 1,000 pixels wide, one bit per pixel. */
int qr_write_png(th_buf *out, th_str text, th_err *err);

/* ---- OPML 2.0 (opml.org/spec2): feeds in groups ---- */

typedef struct opml_feed {
	th_str title, feed, page; /* feed, page: absolute */
} opml_feed;

typedef struct opml_group {
	th_str title; /* empty: its feeds are not grouped */
	TH_LIST(opml_feed) feeds;
} opml_group;

typedef struct opml_view {
	th_str title;
	th_time modified; /* TH_NEVER: not known */
	TH_LIST(opml_group) groups;
} opml_view;

int opml_write(th_buf *out, const opml_view *v, th_err *err);

/* ---- oEmbed 1.0 (oembed.com), JSON ---- */

typedef struct oembed_view {
	th_str title, author_name, author_url, provider_name, provider_url;
	th_str html; /* empty: type is link, else rich */
	int64_t width, height;
	const view_picture *thumbnail; /* src absolute; NULL: none */
	int64_t cache_age;             /* seconds */
} oembed_view;

void oembed_write(th_buf *out, const oembed_view *v);

/* ---- HTML to copy: escaped once; a page that displays it escapes it again ---- */

/* <p>LEAD <a href="URL">LABEL</a></p> */
void snippet_link(th_buf *out, th_str lead, th_str label, th_str url);
/* <iframe src="URL" title="LABEL" …></iframe> */
void snippet_frame(th_buf *out, th_str label, th_str url, int64_t width, int64_t height);

#endif
