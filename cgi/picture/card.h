/* card.h -- what the two files of share cards have in common: card.c makes a picture of an SVG,
 * card_text.c breaks its texts into lines. No other file includes it. */
#ifndef TEAMHUB_RENDER_CARD_H
#define TEAMHUB_RENDER_CARD_H

#include "parts.h"

#include <libxml/tree.h>

/* Gives each <text> of the tree that has an inline-size (SVG 2 §11.7.3) its lines as <tspan>s, by
 * the fonts of this machine. See themes/README.md for the attributes that it heeds. */
void card_text_break(xmlDoc *doc, th_str lang, th_arena *a);
/* `word` with U+00AD where German spelling lets it be broken; short words come back as they are. */
th_str card_text_hyphenate(th_str word, bool german, th_arena *a);
/* A number in an attribute; `otherwise` when it is absent or none. */
double card_number(xmlNode *node, const char *name, double otherwise);

#endif
