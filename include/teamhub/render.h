/* render.h -- from an author's Markdown to HTML that may stand in any page or feed.
 * markdown.c is the one file that knows libmarkdown; sanitize.c holds the allow-list; picture.c is
 * the one that knows libvips. All are thread-safe after render_start. */
#ifndef TEAMHUB_RENDER_H
#define TEAMHUB_RENDER_H

#include "teamhub/base.h"
#include "teamhub/finding.h"

void render_start(void); /* once, before threads: mkd_initialize, xmlInitParser */
void render_stop(void);

struct th_picture;

/* How links and pictures of a document are resolved; answers come from content. */
typedef struct render_links {
	void *ctx;
	/* `target` is a relative address or a path as written, percent-decoded, without query
	 * and fragment; also what other generators' tags name: "/_posts/2024-05-01-title.md",
	 * "blog/x.md" of a Hugo ref, "/assets/x.jpg" of a site's root. Sets *href to a
	 * root-relative address ("/team/stories/x/"). False: no such file: a finding, the text
	 * stays. */
	bool (*page)(void *ctx, th_str target, th_str *href);
	/* Asked about what `page` was asked last, or, with `target`, about an absolute address: it
	 * leads to what not all readers of this text may see: a note, and unless *shown the text
	 * stays without the link. NULL: nothing does. */
	bool (*secret)(void *ctx, th_str target, bool *shown);
	/* The picture at that path as published. False: no such file. True with an empty src: it is
	 * there, and left away without a word, its description too: no consent. */
	bool (*picture)(void *ctx, th_str target, struct th_picture *out);
} render_links;

/* A picture as published below the prefix; candidates are made by picture_publish. */
typedef struct th_picture {
	th_str src, type, srcset, webp, colour;
	int64_t width, height, bytes;
} th_picture;

/* ---- pictures ---- */

enum {
	PICTURE_BYTES = 30 * 1000 * 1000,
	PICTURE_PIXELS = 80 * 1000 * 1000,
};

typedef struct picture_job {
	const char *media_dir; /* exists; files are moved into it, never changed */
	const char
	    *lender;   /* another such folder: what is there is linked, not made anew; or NULL */
	th_str prefix; /* of their addresses: "/team/media/" */
	th_str bytes;  /* JPEG, PNG, WebP, GIF (first frame), SVG or HEIF, by content */
	th_str name;   /* path in the source: for the finding */
	th_mark at;    /* where the author asked for it, or the file itself */
	bool quick;    /* preview: one width of at most 800, in other files */
} picture_job;

/* Makes the files of a picture (WebP and JPEG or PNG, 400, 800, 1200, 1600 and no wider than the
 * original, upright, sRGB, without metadata) and says what a page needs. When they are all there
 * nothing is decoded. 0; 1 with a finding when the file is no picture, damaged, cut off, above
 * PICTURE_BYTES or PICTURE_PIXELS (by its header, before decoding); -1 with err when it cannot be
 * written. Thread-safe; equal pictures on two threads make equal files. */
int picture_publish(
    th_picture *out, const picture_job *job, th_arena *a, th_findings *f, th_err *err);

/* Lets go of what pictures and cards hold, for good: libvips cannot be started again in the same
 * process. */
void picture_stop(void);

/* Publishes the SVG in job->bytes, a portrait made from initials, as DIGEST.svg: one file, no other
 * widths, no colour. 0; 1 with a finding at job->at when it is no SVG with a size; -1 with err when
 * it cannot be written. Thread-safe. */
int portrait_publish(th_picture *out, const picture_job *job, th_str digest, th_arena *a,
    th_findings *f, th_err *err);

/* The drawing with what draws and nothing else, at the end of `out`. -1 and nothing: it is none, or
 * nested or repeated out of reason. */
int svg_sanitize(th_buf *out, th_str bytes);
/* Writes a file of the media folder, whole or not at all. */
int media_write(const char *media_dir, th_str name, th_str bytes, th_arena *a, th_err *err);

/* ---- share cards ---- */

enum { CARD_WIDTH = 1200, CARD_HEIGHT = 630, CARD_BYTES = 300 * 1000 };

typedef struct card_job {
	const char *media_dir; /* exists; the card is moved into it */
	th_str prefix;         /* of its address, and of the pictures that the SVG may name */
	th_str svg;            /* as the theme's template printed it */
	th_str lang;           /* of its texts */
	th_str name;           /* of the document: for the finding */
	th_mark at;            /* the template */
} card_job;

/* Makes a JPEG of CARD_WIDTH × CARD_HEIGHT below CARD_BYTES, named by hash, unless it is there. 0;
 * 1 with a finding when the SVG is none or has another size; -1 with err when it cannot be written.
 * Thread-safe. */
int card_publish(th_picture *out, const card_job *job, th_arena *a, th_findings *f, th_err *err);

/* ---- texts ---- */

typedef struct render_options {
	bool generator_tags; /* translate or report {% … %} and {{< … >}} */
	int heading;         /* level that the top heading of the text gets: 2 */
	size_t limit;        /* octets of Markdown; 0: 512 KiB */
	bool alt_checked;    /* the guidelines look after descriptions of pictures: say nothing */
} render_options;

typedef struct render_result {
	th_str html; /* sanitised; root-relative addresses; ids carry the prefix "s-" (fn: "fn-") */
	th_str text; /* plain text of the whole, blocks separated by a line feed: search, summary */
	th_str summary; /* first paragraph's text, shortened to about 200 characters */
	int64_t words;
	th_str
	    quote; /* text of the first blockquote, or empty: for the start page and share cards */
	th_strs targets; /* what links and pictures asked for, as given to render_links, each
			    once: what this document depends on */
} render_result;

/* Renders `markdown`, the text that begins at `at` in its file. Faults (dead link, missing picture,
 * text without alternative, generator tag, HTML that was taken out, nesting too deep) are findings
 * and never stop the document; -1 with an error finding only when nothing can be shown (too large).
 */
int markdown_render(render_result *out, th_str markdown, th_mark at, const render_options *o,
    const render_links *links, th_arena *a, th_findings *f);

/* The allow-list alone: any HTML in, well-formed allowed HTML out (tested with the XSS vectors).
 * Without `links` relative addresses stay as they are and pictures are left out. */
void html_sanitize(th_buf *out, th_str html, const render_links *links, th_arena *a);

/* What changed from `before` to `after`, both sanitised HTML: paragraphs (<p>) of those that did,
 * with words that went in <del> and those that came in <ins>; "…" for those that stayed. Empty when
 * all stayed but for elements. */
void difference_write(th_buf *out, th_str before, th_str after, th_arena *a);

#endif
