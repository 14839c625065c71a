/* tags.h -- between tags.c, which knows tags of generators, figures.c, which writes pictures, and
 * embeds.c, which knows frames of other servers. sanitize_pictures.c uses the latter, too. */
#ifndef TEAMHUB_MARKDOWN_TAGS_H
#define TEAMHUB_MARKDOWN_TAGS_H

#include "parts.h"

/* src="a.jpg" alt='b', "a", b, 50% */
typedef struct tag_args {
	th_pairs named;
	th_strs plain;
	bool lost; /* an argument with a link is not in what was written */
} tag_args;

/* The first of several names, each followed by a NUL; TH_NONE. */
th_str tag_named(const tag_args *g, const char *names);
/* "figure.html", "components/figure" and "figure" are called figure. */
bool tag_is_called(th_str name, const char *want);
void tag_put_address(th_buf *out, th_str s);

/* ---- figures.c: HTML that may stand in a paragraph as well as in a block of HTML ---- */

/* Words that mean nothing in Markdown or HTML. */
void tag_put_words(th_buf *out, th_str s);
void tag_put_link(th_buf *out, th_str address, th_str words);
void tag_put_img(th_buf *out, th_str address, th_str alt);
/* `src`: the picture, if it is known; TH_NONE: the argument of a usual name, or the one that looks
 * like a file. False: there is none. Sets g->lost. */
bool tag_put_picture(th_buf *out, tag_args *g, th_str src, render_job *j);

/* A link in place of a frame. */
typedef struct embed {
	th_str address, label;
} embed;

/* An address with a host: https://…, http://…, //… */
bool embed_is_web(th_str src);
/* The page that shows what the frame `src` shows, and a title for it. `src` is a web address. */
embed embed_of(th_str src, th_str title, th_arena *a);
/* Writes a link for a tag that stands for a frame; false: unknown, or it lacks information. */
bool embed_tag(th_buf *out, th_str name, const tag_args *g, th_arena *a);

#endif
