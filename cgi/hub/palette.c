/* palette.c -- what follows from the colours of a company or programme, and which pairs are
 * readable. Called by design.c for the hub and by values_colours.c for programmes.
 *
 * Naming one colour is enough: the colour of text on it and its dark mode counterpart follow from
 * it unless they are named too. Pairs used together must have the contrast of WCAG 2.2 §1.4.3
 * (4.5:1); colours that nobody named are the default theme's. */
#include "teamhub/palette.h"

#include <math.h>

/* As in themes/default/assets/main.css; a test compares them. */
static const struct {
	const char *name;
	uint32_t looks[LOOKS];
} theme_colours[COLOURS] = {
    [PAPER] = {"paper", {0xfdfaf4, 0x131817}},
    [SURFACE] = {"surface", {0xffffff, 0x1c2322}},
    [TINT] = {"tint", {0xf4ede0, 0x1a2120}},
    [INK] = {"ink", {0x1c2624, 0xf1ece1}},
    [INK_SOFT] = {"ink_soft", {0x53605b, 0xb9c3bd}},
    [LINE] = {"line", {0xdfd6c6, 0x38423f}},
    [ACCENT] = {"accent", {0x0b5c55, 0x8fd6c4}},
    [ACCENT_INK] = {"accent_ink", {0xffffff, 0x06231f}},
    [ACCENT_SOFT] = {"accent_soft", {0xdcebe4, 0x1f3934}},
    [STAGE] = {"stage", {0x123f3b, 0x0e2d2a}},
    [STAGE_INK] = {"stage_ink", {0xfcf6e9, 0xfcf6e9}},
    [STAGE_SOFT] = {"stage_soft", {0xc3d8d0, 0xb9d2c9}},
    [GLOW] = {"glow", {0xf5b93f, 0xf5b93f}},
    [GLOW_INK] = {"glow_ink", {0x2b1f02, 0x2b1f02}},
    [FOCUS] = {"focus", {0xb3350b, 0xffb08f}},
};

/* Which colour is read on which. */
static const struct {
	colour on, under;
} pairs[] = {
    {INK, PAPER},
    {INK, SURFACE},
    {INK, TINT},
    {INK, ACCENT_SOFT},
    {INK_SOFT, PAPER},
    {INK_SOFT, SURFACE},
    {INK_SOFT, TINT},
    {ACCENT, PAPER},
    {ACCENT, SURFACE},
    {ACCENT, TINT},
    {ACCENT_INK, ACCENT},
    {STAGE_INK, STAGE},
    {STAGE_SOFT, STAGE},
    {GLOW_INK, GLOW},
};

/* ---- colours ---- */

static unsigned part(uint32_t rgb, int which)
{
	return rgb >> (16 - 8 * which) & 0xff;
}

static uint32_t mix(uint32_t a, uint32_t b, double share_of_b)
{
	uint32_t out = 0;
	for (int i = 0; i < 3; i++)
		out = out << 8 |
		      (uint32_t)lround(part(a, i) * (1 - share_of_b) + part(b, i) * share_of_b);
	return out;
}

/* WCAG 2.2, "relative luminance" and "contrast ratio". */
static double luminance(uint32_t rgb)
{
	static const double weight[] = {0.2126, 0.7152, 0.0722};
	double sum = 0;
	for (int i = 0; i < 3; i++) {
		double c = part(rgb, i) / 255.0;
		sum += weight[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
	}
	return sum;
}

static double contrast(uint32_t a, uint32_t b)
{
	double x = luminance(a), y = luminance(b);
	return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

/* The colour nearest to `rgb`, towards black or white, with enough contrast to `other`; if neither
 * is enough, the nearer of black and white. */
static uint32_t until_contrast(uint32_t rgb, uint32_t other, double wanted)
{
	uint32_t to = contrast(0, other) > contrast(0xffffff, other) ? 0 : 0xffffff;
	for (int step = 0; step <= 50; step++) {
		uint32_t tried = mix(rgb, to, step / 50.0);
		if (contrast(tried, other) >= wanted)
			return tried;
	}
	return to;
}

static bool hex_digit(char c, uint32_t *out)
{
	*out = th_is_digit(c)         ? (uint32_t)(c - '0')
	       : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
	       : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
				      : 16;
	return *out < 16;
}

bool palette_parse(th_str s, uint32_t *out)
{
	*out = 0;
	if ((s.n != 4 && s.n != 7) || s.p[0] != '#')
		return false;
	for (size_t i = 1; i < s.n; i++) {
		uint32_t digit;
		if (!hex_digit(s.p[i], &digit))
			return false;
		*out = s.n == 4 ? *out << 8 | digit << 4 | digit : *out << 4 | digit;
	}
	return true;
}

const char *palette_name(colour which)
{
	return theme_colours[which].name;
}

colour palette_find(th_str name)
{
	colour which = 0;
	while (which < COLOURS && !th_str_eqz(name, theme_colours[which].name))
		which++;
	return which;
}

void palette_start(palette *p)
{
	*p = (palette){0};
	for (int look = 0; look < LOOKS; look++)
		for (colour i = 0; i < COLOURS; i++)
			p->looks[look][i].rgb = theme_colours[i].looks[look];
}

/* "accent-ink" as in a style sheet. */
static bool is_token_of(th_str token, const char *name)
{
	size_t i = 0;
	while (i < token.n && name[i] != '\0' && token.p[i] == (name[i] == '_' ? '-' : name[i]))
		i++;
	return i == token.n && name[i] == '\0';
}

void palette_wear(palette *p, const th_hub *hub)
{
	for (size_t i = 0; i < hub->design.n; i++) {
		const th_token *t = &hub->design.v[i];
		for (colour k = 0; k < COLOURS && t->colour; k++)
			if (is_token_of(t->name, theme_colours[k].name))
				palette_parse(t->value, &p->looks[t->dark ? DARK : LIGHT][k].rgb);
	}
}

/* ---- derived colours ---- */

static void follow(palette *p, int look, colour which, uint32_t rgb, th_mark at)
{
	one_colour *c = &p->looks[look][which];
	if (c->origin != NAMED)
		*c = (one_colour){rgb, FOLLOWS, at};
}

/* The colour of text on `under`: the present one if it is readable; else dark or white, by
 * contrast. */
static void follow_ink(palette *p, int look, colour which, colour under)
{
	const one_colour *c = p->looks[look];
	uint32_t there =
	    c[which].origin == OF_THEME ? c[which].rgb : theme_colours[which].looks[look];
	if (contrast(there, c[under].rgb) < 4.5) {
		uint32_t dark = mix(c[under].rgb, 0, 0.85);
		there = contrast(dark, c[under].rgb) > contrast(0xffffff, c[under].rgb) ? dark
											: 0xffffff;
	}
	follow(p, look, which, there, c[under].at);
}

void palette_follow(palette *p)
{
	one_colour *light = p->looks[LIGHT], *dark = p->looks[DARK];
	if (light[ACCENT].origin == NAMED) {
		uint32_t pale = until_contrast(light[ACCENT].rgb, dark[PAPER].rgb, 7);
		follow(p, DARK, ACCENT, pale, light[ACCENT].at);
	}
	if (light[STAGE].origin == NAMED)
		follow(p, DARK, STAGE, mix(light[STAGE].rgb, 0, 0.3), light[STAGE].at);
	if (light[GLOW].origin == NAMED)
		follow(p, DARK, GLOW, light[GLOW].rgb, light[GLOW].at);
	for (int look = 0; look < LOOKS; look++) {
		one_colour *c = p->looks[look];
		if (c[ACCENT].origin != OF_THEME) {
			follow_ink(p, look, ACCENT_INK, ACCENT);
			follow(p, look, ACCENT_SOFT,
			    mix(c[PAPER].rgb, c[ACCENT].rgb, look == LIGHT ? 0.13 : 0.2),
			    c[ACCENT].at);
		}
		if (c[STAGE].origin != OF_THEME) {
			follow_ink(p, look, STAGE_INK, STAGE);
			follow_ink(p, look, STAGE_SOFT, STAGE);
		}
		if (c[GLOW].origin != OF_THEME)
			follow_ink(p, look, GLOW_INK, GLOW);
	}
}

void palette_stage(palette *p)
{
	const one_colour *accent = &p->looks[LIGHT][ACCENT];
	one_colour *stage = &p->looks[LIGHT][STAGE];
	if (accent->origin == NAMED && stage->origin == OF_THEME)
		*stage = (one_colour){mix(accent->rgb, 0, 0.4), NAMED, accent->at};
}

/* ---- contrast ---- */

static th_str said(const palette *p, th_arena *a, int look, colour which)
{
	return th_str_fmt(a, "%s%s #%06x", look == DARK ? "dark." : "", theme_colours[which].name,
	    p->looks[look][which].rgb);
}

static void judge(const palette *p, th_arena *a, th_findings *f, int look, colour on, colour under)
{
	const one_colour *c = p->looks[look];
	double ratio = contrast(c[on].rgb, c[under].rgb);
	if (ratio >= 4.5 || (c[on].origin == OF_THEME && c[under].origin == OF_THEME))
		return;
	bool mend_on = c[on].origin == NAMED || c[under].origin != NAMED;
	colour mend = mend_on ? on : under, other = mend_on ? under : on;
	uint32_t better = until_contrast(c[mend].rgb, c[other].rgb, 4.5);
	th_finding *one = finding_add(f, TH_RULE_HUB_CONTRAST, c[mend].at, said(p, a, look, on),
	    said(p, a, look, under), th_str_fmt(a, "%.1f", floor(ratio * 10) / 10));
	one->words[3] = th_str_fmt(a, "%s: \"#%06x\"", theme_colours[mend].name, better);
}

void palette_check(const palette *p, th_arena *a, th_findings *f)
{
	for (int look = 0; look < LOOKS; look++)
		for (size_t i = 0; i < TH_COUNT(pairs); i++)
			judge(p, a, f, look, pairs[i].on, pairs[i].under);
}

void palette_tokens(const palette *p, th_arena *a, th_tokens *out)
{
	for (int look = 0; look < LOOKS; look++)
		for (colour i = 0; i < COLOURS; i++) {
			if (p->looks[look][i].origin == OF_THEME)
				continue;
			char *dashed = th_str_z(a, th_strz(theme_colours[i].name));
			for (char *c = dashed; *c != '\0'; c++)
				*c = *c == '_' ? '-' : *c;
			*TH_ADD(a, out) = (th_token){th_strz(dashed),
			    th_str_fmt(a, "#%06x", p->looks[look][i].rgb), true, look == DARK};
		}
}
