/* tags.h -- between tags.c, which knows tags of generators, and embeds.c, which knows frames of
 * other servers. sanitize_pictures.c uses the latter, too. */
#ifndef TEAMHUB_MARKDOWN_TAGS_H
#define TEAMHUB_MARKDOWN_TAGS_H

#include "parts.h"

/* src="a.jpg" alt='b', "a", b, 50% */
typedef struct tag_args {
	th_pairs named;
	th_strs plain;
} tag_args;

/* The first of several names, each followed by a NUL; TH_NONE. */
th_str tag_named(const tag_args *g, const char *names);
/* "figure.html", "components/figure" and "figure" are called figure. */
bool tag_is_called(th_str name, const char *want);
/* Words for square brackets or quotes, as Markdown. */
void tag_put_words(th_buf *out, th_str s, char end);
void tag_put_address(th_buf *out, th_str s);

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
