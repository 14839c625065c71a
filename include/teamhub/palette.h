/* palette.h -- the colours of the theme's tokens, light and dark: between design.c (design: in
 * hub.yml), values_colours.c (colours: of a programme) and palette.c, which knows what follows from
 * a colour and what can be read on what. */
#ifndef TEAMHUB_PALETTE_H
#define TEAMHUB_PALETTE_H

#include "teamhub/hub.h"

typedef enum colour {
	PAPER,
	SURFACE,
	TINT,
	INK,
	INK_SOFT,
	LINE,
	ACCENT,
	ACCENT_INK,
	ACCENT_SOFT,
	STAGE,
	STAGE_INK,
	STAGE_SOFT,
	GLOW,
	GLOW_INK,
	FOCUS,
	COLOURS
} colour;

enum { LIGHT, DARK, LOOKS };

typedef enum origin { OF_THEME, FOLLOWS, NAMED } origin;

typedef struct one_colour {
	uint32_t rgb;
	origin origin;
	th_mark at; /* of the line that it comes from */
} one_colour;

typedef struct palette {
	one_colour looks[LOOKS][COLOURS];
} palette;

/* As authors write it: "accent_ink"; COLOURS when there is no such. */
const char *palette_name(colour which);
colour palette_find(th_str name);
/* #rgb or #rrggbb (CSS Color 4 §5.2), without transparency. */
bool palette_parse(th_str text, uint32_t *rgb);

/* The default theme's colours. */
void palette_start(palette *p);
/* The hub's own in their place, as if they were the theme's. */
void palette_wear(palette *p, const th_hub *hub);
/* What nobody named, from what somebody did: words on a colour, its counterpart for dark screens.
 */
void palette_follow(palette *p);
/* A programme that names accent but no stage gets one that goes with it. */
void palette_stage(palette *p);
/* A finding for each pair that cannot be told apart well enough, unless neither is new here. */
void palette_check(const palette *p, th_arena *a, th_findings *f);
/* What is not the theme's, as tokens behind those of `out`. */
void palette_tokens(const palette *p, th_arena *a, th_tokens *out);

#endif
