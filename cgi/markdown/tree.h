/* tree.h -- between tree.c, which decides where an element may be, and tree_write.c, which writes
 * its tags and text. No other file includes it. */
#ifndef TEAMHUB_MARKDOWN_TREE_H
#define TEAMHUB_MARKDOWN_TREE_H

#include "parts.h"

#define AS(e, literal) ((e)->as != NULL && strcmp((e)->as, literal) == 0)

/* The innermost open element; [0] is the body and never closed. */
tree_open *tree_top(tree *t);
/* Writes the start tag; the caller has checked that it is allowed here and that there is room. */
tree_open *tree_push(tree *t, const element *e, th_str attributes, bool implied);
void tree_close_top(tree *t);
void tree_close_to(tree *t, size_t n);
/* Inserts `s` into the output; open elements and headings after it move along. */
void tree_insert(tree *t, size_t at, th_str s);
/* Plain text: ends a line; words; digits above or below the line. */
void tree_text_break(tree *t);
void tree_text_add(tree *t, th_str s);
bool tree_text_shifted(tree *t, th_str s);

#endif
