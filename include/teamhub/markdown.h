/* markdown.h -- from an author's Markdown to HTML that may stand in any page or feed. Two engines
 * read it, the way before and behind them is the same. All are thread-safe after render_start. */
#ifndef TEAMHUB_MARKDOWN_H
#define TEAMHUB_MARKDOWN_H

#include "teamhub/base.h"
#include "teamhub/finding.h"
#include "teamhub/picture.h"

void render_start(void); /* once, before threads: of the parsers */

/* How links and pictures of a document are resolved; answers come from content. */
typedef struct render_links {
	void *ctx;
	/* `target` is a relative address or a path as written, percent-decoded, without query
	 * and fragment; also what other generators' tags name: "/_posts/2024-05-01-title.md",
	 * "blog/x.md" of a Hugo ref, "/assets/x.jpg" of a site's root. Sets *href to a
	 * root-relative address ("/team/stories/x/"). False: no such file: a finding, the text
	 * stays. */
	bool (*page)(void *ctx, th_str target, th_str *href);
	/* An address with scheme and host, without query and fragment, that is one of the hub's or
	 * was: sets *href as `page` does. NULL: none is. */
	bool (*own)(void *ctx, th_str url, th_str *href);
	/* Asked about what `page` or `own` was asked last, or, with `target`, about an absolute
	 * address: it leads to what not all readers of this text may see: a note, and unless *shown
	 * the text stays without the link. NULL: nothing does. */
	bool (*secret)(void *ctx, th_str target, bool *keep_link);
	/* The person whom a word names, as a slug or a name: sets *name, as pages show it. False:
	 * nobody whom all readers of this text may see. NULL: nobody is known. */
	bool (*person)(void *ctx, th_str word, th_str *name);
	/* The picture at that path as published. False: no such file. True with an empty src: it is
	 * there, and left away without a word, its description too: no consent. */
	bool (*picture)(void *ctx, th_str target, th_picture *out);
} render_links;

/* ---- texts ---- */

/* Generators that carry out their tags before they read Markdown: in code, too, they take away what
 * these hide. */
enum {
	RENDER_LIQUID = 1,     /* {% comment %}, {% if %} */
	RENDER_NUNJUCKS = 2,   /* {# … #} */
	RENDER_SHORTCODES = 4, /* {{< comment >}} */
	RENDER_NO_INDENT = 8,  /* not one of tags: what is indented is no code (Eleventy) */
	RENDER_KRAMDOWN = 16,  /* nor this: *[HTML]: … and [x]: … define, whatever follows */
};

/* Who reads the Markdown. */
typedef enum render_engine {
	RENDER_DISCOUNT,   /* the hub's own dialect */
	RENDER_COMMONMARK, /* CommonMark with tables, footnotes, ~~struck out~~ */
} render_engine;

typedef struct render_options {
	render_engine engine;
	bool mdx;            /* Markdown with JSX */
	bool generator_tags; /* translate or report {% … %} and {{< … >}} */
	unsigned code_tags;  /* RENDER_LIQUID …: whose tags hide something in code; 0: nobody's */
	const th_pairs *tags; /* name of such a tag → picture, inner, person or an address with
				 {src}; NULL: none is said */
	int heading;          /* level that the top heading of the text gets: 2 */
	size_t limit;         /* octets of Markdown; 0: 512 KiB */
	bool alt_checked;     /* the guidelines look after descriptions of pictures: say nothing */
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
