/* tree.h -- between tree.c, which knows where an element may stand, and tree_write.c, which puts
 * out its tags and its text. No other file includes it. */
#ifndef TEAMHUB_MARKDOWN_TREE_H
#define TEAMHUB_MARKDOWN_TREE_H

#include "parts.h"

#define AS(e, literal) ((e)->as != NULL && strcmp((e)->as, literal) == 0)

/* The innermost open element; [0] is the body and never closed. */
tree_open *tree_top(tree *t);
/* Writes the start tag; the caller knows that it may stand here and that there is room. */
tree_open *tree_push(tree *t, const element *e, th_str attributes, bool implied);
void tree_close_top(tree *t);
void tree_close_to(tree *t, size_t n);
/* Puts `s` into what is written already; open elements and headings behind it move along. */
void tree_insert(tree *t, size_t at, th_str s);
/* Plain text: a line ends; words; digits that stand above or below the line. */
void tree_text_break(tree *t);
void tree_text_add(tree *t, th_str s);
bool tree_text_shifted(tree *t, th_str s);

#endif
