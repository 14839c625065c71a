/* palette.h -- the colours of the theme's tokens, light and dark. Between design.c (design: in
 * hub.yml), values_colours.c (colours: of a programme) and palette.c, which knows derived colours
 * and contrast. */
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
	th_mark at; /* the line that set it */
} one_colour;

typedef struct palette {
	one_colour looks[LOOKS][COLOURS];
} palette;

/* As authors write it: "accent_ink"; COLOURS when there is none. */
const char *palette_name(colour which);
colour palette_find(th_str name);
/* #rgb or #rrggbb (CSS Color 4 §5.2), without transparency. */
bool palette_parse(th_str text, uint32_t *rgb);

/* The default theme's colours. */
void palette_start(palette *p);
/* Replaces them with the hub's own, as if these were the theme's. */
void palette_wear(palette *p, const th_hub *hub);
/* Derives what nobody named from what somebody did: text on a colour, its dark mode counterpart. */
void palette_follow(palette *p);
/* A programme that names accent but not stage gets a stage that suits it. */
void palette_stage(palette *p);
/* A finding for each pair with too little contrast, unless both colours come from elsewhere. */
void palette_check(const palette *p, th_arena *a, th_findings *f);
/* Appends the tokens that differ from the theme's to `out`. */
void palette_tokens(const palette *p, th_arena *a, th_tokens *out);

#endif
