/* shell.h -- the hub wears the host site's layout: a page of the host becomes a template that the
 * theme's pages are rendered into. Used by publish alone; nothing of it runs at request.
 *
 * What is not said here stays as the host wrote it, byte for byte. The page is scanned by the rules
 * of the HTML standard's tokenizer (html.spec.whatwg.org, §13.2.5), never parsed and written anew.
 */
#ifndef TEAMHUB_SHELL_H
#define TEAMHUB_SHELL_H

#include "teamhub/base.h"
#include "teamhub/finding.h"

enum {
	SHELL_PAGE_MAX = 1024 * 1024,    /* octets of the host's page */
	SHELL_TEMPLATE_MAX = 500 * 1024, /* and without what stands in its <main> */
};

typedef struct shell_options {
	th_str url;      /* address of the page on its site: "/karriere/", or absolute */
	th_str origin;   /* of the hub: "https://careers.example" */
	th_strs entries; /* addresses of the hub that a menu may lead to: "/team", "/team/en" */
} shell_options;

/* Turns `page` into a template at the end of `out`:
 *   - the theme's partial `head` at <!-- teamhub:head -->, else before </head>; the host's own
 * title, description, robots, canonical, prev, next, og:*, twitter:*, hreflang and JSON-LD are
 * removed;
 *   - the theme's partial `shell` at <!-- teamhub:main --> (in a <main>, when there is none around
 *     it), else in place of what the only <main> holds;
 *   - <html lang> says the language of the page;
 *   - relative addresses (href, src, srcset, poster, action …, url() in styles) become right for
 * any page, <base> is resolved and removed; one of the host's page with a place in the shell
 * becomes that place;
 *   - links to the hub get aria-current="page", all else loses aria-current;
 *   - nothing in the page can be a tag of the template: delimiters that do not occur in it.
 * 0; -1 with one finding at `at`, and nothing in `out`, when the page cannot serve: too large, not
 * UTF-8, no place for head or main or several, markers wrong, something that is never closed. */
int shell_prepare(
    th_buf *out, th_str page, const shell_options *o, th_mark at, th_arena *a, th_findings *f);

/* True when the page says that it has a dark look too: <meta name="color-scheme"> with "dark". */
bool shell_is_dark(th_str page);

/* The theme's style sheet for pages in a shell: every rule below .teamhub-shell with a weight that
 * the host's rules do not reach, after one that takes back what the host says about elements in
 * there; rem becomes a length that the host's <html> has no say in. Rules for `html` and `body` are
 * left out, `:root` becomes .teamhub-shell, @font-face, @keyframes, @page … stay as they are;
 * without `dark` what stands in @media (prefers-color-scheme: dark) is left out. */
void shell_style(th_buf *out, th_str css, bool dark);

#endif
