/* markdown.h -- turns an author's Markdown into HTML that is safe on any page or feed. There are
 * two engines; the steps before and after them are the same. Everything is thread-safe after
 * render_start. */
#ifndef TEAMHUB_MARKDOWN_H
#define TEAMHUB_MARKDOWN_H

#include "teamhub/base.h"
#include "teamhub/finding.h"
#include "teamhub/picture.h"

void render_start(void); /* call once, before starting threads: initialises the parsers */

/* How the links and pictures of a document are resolved; publish supplies the answers. */
typedef struct render_links {
	void *ctx;
	/* Resolves `target`: a relative address or path as written, percent-decoded, without query
	 * and fragment; also what tags of other generators name: "/_posts/2024-05-01-title.md",
	 * "blog/x.md" of a Hugo ref, "/assets/x.jpg" from a site's root. Sets *href to a
	 * root-relative address ("/team/stories/x/"). False: no such file; that is a finding, and
	 * the text stays. */
	bool (*page)(void *ctx, th_str target, th_str *href);
	/* Resolves an absolute address, without query and fragment, that is or was one of the
	 * hub's: sets *href as `page` does. May be NULL. */
	bool (*own)(void *ctx, th_str url, th_str *href);
	/* Does the last address given to `page` or `own` (or the absolute address `target`) lead to
	 * something that not every reader of this text may see? That is a note, and the link is
	 * dropped unless *keep_link. May be NULL. */
	bool (*secret)(void *ctx, th_str target, bool *keep_link);
	/* Finds a person by slug or name: sets *name, as pages show it. False: nobody whom every
	 * reader of this text may see. May be NULL. */
	bool (*person)(void *ctx, th_str word, th_str *name);
	/* The published picture at that path. False: no such file. True with an empty src: it
	 * exists but must not appear (no consent), and its description is dropped silently too. */
	bool (*picture)(void *ctx, th_str target, th_picture *out);
} render_links;

/* ---- rendering ---- */

/* Generators that expand their tags before reading Markdown: even in code, they remove what these
 * tags hide. */
enum {
	RENDER_LIQUID = 1,     /* {% comment %}, {% if %} */
	RENDER_NUNJUCKS = 2,   /* {# … #} */
	RENDER_SHORTCODES = 4, /* {{< comment >}} */
	RENDER_NO_INDENT = 8,  /* not a tag: indented text is not code (Eleventy) */
	RENDER_KRAMDOWN = 16,  /* not a tag: *[HTML]: … and [x]: … define something, whatever
				* follows */
};

/* Which engine reads the Markdown. */
typedef enum render_engine {
	RENDER_DISCOUNT,   /* the hub's own dialect */
	RENDER_COMMONMARK, /* CommonMark with tables, footnotes, ~~struck out~~ */
} render_engine;

typedef struct render_options {
	render_engine engine;
	bool mdx;             /* Markdown with JSX */
	bool html;            /* HTML */
	bool generator_tags;  /* translate or report {% … %} and {{< … >}} */
	unsigned code_tags;   /* RENDER_LIQUID …: whose tags also hide things in code; 0: none */
	const th_pairs *tags; /* name of such a tag → picture, inner, person, or an address with
			       * {src}; NULL: none */
	int heading;          /* level for the text's top heading: 2 */
	size_t limit;         /* most octets of Markdown; 0: 512 KiB */
	bool alt_checked;     /* guidelines check picture descriptions, so report nothing here */
} render_options;

typedef struct render_result {
	th_str html;    /* sanitised, with root-relative addresses; ids begin with "s-" (footnotes
			 * "fn-") */
	th_str text;    /* plain text of everything, blocks separated by a line feed: for search and
			 * summaries */
	th_str summary; /* the first paragraph's text, shortened to about 200 characters */
	int64_t words;
	th_strs targets; /* every target passed to render_links, once each: what this document
			  * depends on */
} render_result;

/* Renders `markdown`, which begins at `at` in its file. Faults (dead link, missing picture, missing
 * description, generator tag, HTML that was removed, too deep nesting) are findings and never stop
 * the document; -1 with an error finding only when nothing can be rendered (too large). */
int markdown_render(render_result *out, th_str markdown, th_mark at, const render_options *o,
    const render_links *links, th_arena *a, th_findings *f);

/* The difference between two texts, both sanitised HTML: the paragraphs (<p>) that changed, with
 * removed words in <del> and new ones in <ins>, and "…" for paragraphs that did not. Empty when
 * nothing but elements changed. */
void difference_write(th_buf *out, th_str before, th_str after, th_arena *a);

#endif
