/* shell.h -- the hub wears the host site's layout: a page of the host becomes a template that the
 * theme's pages are rendered into. Used by publish alone; none of it runs while a request is
 * answered.
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
	SHELL_TEMPLATE_MAX = 500 * 1024, /* the same, without the content of its <main> */
};

typedef struct shell_options {
	th_str url;      /* address of the page on its site: "/karriere/", or absolute */
	th_str origin;   /* of the hub: "https://careers.example" */
	th_strs entries; /* addresses of the hub in menus: "/team", "/team/en" */
} shell_options;

/* Turns `page` into a template at the end of `out`:
 *   - The theme's partial `head` goes to <!-- teamhub:head -->, else where the head ends: before
 *     </head>, or where those tags are left out, before what cannot be in a head. The host's title,
 * description, robots, canonical, prev, next, og:*, twitter:*, hreflang and JSON-LD are removed.
 *   - The theme's partial `shell` goes to <!-- teamhub:main --> (in a <main>, if there is none
 *     around it), else it replaces the content of the only <main>.
 *   - <html lang> gets the language of the page.
 *   - Relative addresses (href, src, srcset, poster, action …, url() in styles) are made right for
 *     any page; <base> is resolved and removed; an address of the host's page with a place in the
 *     shell becomes that place.
 *   - Links to the hub get aria-current="page", all others lose aria-current.
 *   - Nothing in the page can act as a tag of the template: it uses delimiters that do not occur.
 * 0; -1 with one finding at `at`, and `out` unchanged, when the page cannot be used: too large, not
 * UTF-8, no place for head or main or several, wrong markers, something that is never closed. */
int shell_prepare(
    th_buf *out, th_str page, const shell_options *o, th_mark at, th_arena *a, th_findings *f);

/* Does the page say that it supports dark mode: <meta name="color-scheme"> with "dark"? */
bool shell_is_dark(th_str page);

/* Adapts the theme's style sheet to pages in a shell: each rule is put below .teamhub-shell with a
 * weight that the host's rules do not reach, after one that resets what the host says about
 * elements inside; rem becomes a length that the host's <html> does not affect. Rules for `html`
 * and `body` are dropped, `:root` becomes .teamhub-shell, @font-face, @keyframes, @page … stay as
 * they are; without `dark`, @media (prefers-color-scheme: dark) is dropped. */
void shell_style(th_buf *out, th_str css, bool dark);

#endif
