/* shell_parts.h -- what the shell*.c files share: the base of addresses in the host's page, and
 * which parts of its head concern only that page. */
#ifndef TEAMHUB_RENDER_SHELL_PARTS_H
#define TEAMHUB_RENDER_SHELL_PARTS_H

#include "scan.h"
#include "teamhub/shell.h"

/* ---- shell_address.c ---- */

/* The base of relative addresses. All parts are safe within quotes of either kind. */
typedef struct shell_base {
	th_arena *a;
	th_str origin;     /* put before addresses; empty: they may begin with "/" */
	th_str page;       /* path of the page: "/karriere/index.html" */
	th_str folder;     /* "/karriere/" */
	th_str own;        /* path of the shell's page itself, for fragments; differs when there
			    * is a <base> */
	const th_map *ids; /* the ids in the shell */
} shell_base;

void base_set(shell_base *b, const shell_options *o, th_str base_href, th_arena *a);

/* How an attribute holds addresses. */
typedef enum address_kind {
	ADDRESS_NONE,
	ADDRESS_LINK,  /* to a page: an empty one means this page */
	ADDRESS_FILE,  /* src, poster … */
	ADDRESS_SET,   /* srcset */
	ADDRESS_STYLE, /* url() in a style */
} address_kind;
address_kind address_kind_of(th_str element, th_str attribute);

/* Writes the value `v` so that it is right on any page of the site; false, without writing, when it
 * is right already. Input and output are as in an attribute, with references. */
bool address_write(th_buf *out, const shell_base *b, address_kind kind, th_str v);
/* The path that the link `v` leads to on the hub's own site, without query and fragment; or
 * TH_NONE. */
th_str address_path(const shell_base *b, const shell_options *o, th_str v);

/* ---- shell_head.c ---- */

/* Where the head ends by the rules of the HTML standard, with or without tags that say so. Starts
 * as {0}. */
typedef struct head_walk {
	bool over;
	bool noscript; /* within one: browsers with scripts take it for text */
	size_t end;    /* when over: where the first token begins that cannot be in the head */
} head_walk;

/* The next token of the page; leave out those within a <template>. */
void head_follow(head_walk *w, th_str page, const scan_token *t);

/* Is this tag of the head about the host's page only, or covered by the theme's head? */
bool head_removes(th_str page, const scan_token *t);
/* Is this a script with data about the host's page? */
bool head_is_data(th_str page, const scan_token *t);

#endif
