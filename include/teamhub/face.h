/* face.h -- writes views as feeds and sitemaps (through xmlTextWriter), as JSON (RFC 8259) and as
 * calendars (through libical). Knows no SQL and no request. The HTML face has its own header,
 * face_html.h.
 *
 * The text of a view is valid XML text, since publish enforces XML 1.0 characters. The XML faces
 * check it once more and fail rather than write an ill-formed document. On failure `out` is
 * unchanged. */
#ifndef TEAMHUB_FACE_H
#define TEAMHUB_FACE_H

#include "teamhub/view.h"

/* Atom 1.0 (RFC 4287), paged by RFC 5005 §3, tombstones by RFC 6721. Full content as html. */
int feed_write_atom(th_buf *out, const feed_view *view, th_err *err);
/* RSS 2.0 with content:encoded, dc:creator, atom:link. */
int feed_write_rss(th_buf *out, const feed_view *view, th_err *err);
/* JSON Feed 1.1 (jsonfeed.org/version/1.1). */
int feed_write_json(th_buf *out, const feed_view *view, th_err *err);
/* The content of an entry in all three formats: its facts, then its text with absolute
 * addresses. */
void feed_html(th_buf *out, const feed_view *view, const feed_entry *entry);
/* Sitemap protocol 0.9 with xhtml:link alternates. */
int sitemap_write(th_buf *out, const sitemap_view *view, th_err *err);
/* The index for more than 50,000 addresses: lists the absolute addresses of its parts. */
int sitemap_write_index(th_buf *out, const th_strs *parts, th_time lastmod, th_err *err);

/* A calendar (RFC 5545, RFC 7986) with the zones its events need. */
int ical_write(th_buf *out, const ical_view *view, th_err *err);

/* Structured data of a page (JSON-LD 1.1, schema.org): one JSON text, safe inside <script>; nothing
 * when the page has none. `origin`: scheme and authority, put before addresses that begin at the
 * root. */
void jsonld_write(th_buf *out, const view *v, th_str origin);

/* Makes root-relative addresses (href, src, srcset, poster) in sanitised HTML absolute with
 * `origin`, and fragments with `url`. Relies on how the sanitiser spells attributes. */
void html_absolute(th_buf *out, th_str html, th_str origin, th_str url);

#endif
