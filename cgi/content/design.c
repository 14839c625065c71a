/* design.c -- colours, lengths and fonts of a company from design: in hub.yml, as tokens of the
 * theme's style sheet. Called by hub.c. Nothing gets into a style sheet but what is read here as a
 * colour, a length or the name of a font and written anew.
 *
 * Who names one colour need not name all: what stands on it, and its counterpart for dark screens,
 * follow from it unless they are named too. Pairs that stand on each other are held to the contrast
 * of WCAG 2.2 §1.4.3 (4.5:1), against the default theme's colours where the company names none. */
#include "hub.h"

#include <math.h>

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

/* As in themes/default/assets/main.css; a test holds them together. */
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

/* What is read on what. */
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

typedef enum origin { OF_THEME, FOLLOWS, NAMED } origin;

typedef struct one_colour {
	uint32_t rgb;
	origin origin;
	th_mark at; /* of the line that it comes from */
} one_colour;

struct design {
	one_colour colours[LOOKS][COLOURS];
	int look; /* that is being read */
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

/* The colour nearest to `rgb`, towards black or white, that has the contrast to `other`; whichever
 * of the two is nearer when neither suffices. */
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
	*out = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
	       : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
	       : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
				      : 16;
	return *out < 16;
}

/* #rgb or #rrggbb (CSS Color 4 §5.2), without transparency. */
static bool colour_parse(th_str s, uint32_t *out)
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

static const char *shown_name(hub_job *job, const char *name)
{
	bool dark = job->design->look == DARK;
	return th_str_fmt(job->arena, "design.%s%s", dark ? "dark." : "", name).p;
}

static void read_colour(hub_job *job, const yaml_node *n, const char *name)
{
	colour which = 0;
	while (strcmp(theme_colours[which].name, name) != 0)
		which++;
	one_colour *c = &job->design->colours[job->design->look][which];
	th_str text = TH_NONE;
	uint32_t rgb;
	if (setting_text(job, n, &text) && colour_parse(text, &rgb))
		*c = (one_colour){rgb, NAMED, {TH_S("hub.yml"), n->line, n->column}};
	else
		setting_refuse(job, n, shown_name(job, name),
		    th_str_fmt(job->arena, "#%06x", c->rgb).p, "\"#0b5c55\"");
}

/* ---- lengths, fonts ---- */

static void put(hub_job *job, const char *name, th_str value, bool is_colour, bool dark)
{
	th_buf dashed = {0};
	for (const char *c = name; *c != '\0'; c++)
		th_buf_addc(&dashed, *c == '_' ? '-' : *c);
	*TH_ADD(job->arena, &job->hub->design) =
	    (th_token){th_str_dup(job->arena, th_buf_str(&dashed)), value, is_colour, dark};
	th_buf_free(&dashed);
}

static size_t digits(th_str s, size_t from, size_t most)
{
	size_t i = from;
	while (i < s.n && i - from < most && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	return i - from;
}

/* 0, 12px, 0.5rem: at most four digits before the point and three behind it. */
static bool length_is_good(th_str s)
{
	static const char *const units[] = {"rem", "em", "px", "ch", "ex", "vw"};
	size_t i = digits(s, 0, 4);
	if (i == 0)
		return false;
	if (i < s.n && s.p[i] == '.') {
		size_t behind = digits(s, i + 1, 3);
		if (behind == 0)
			return false;
		i += 1 + behind;
	}
	th_str unit = th_str_sub(s, i, s.n);
	for (size_t k = 0; k < TH_COUNT(units); k++)
		if (th_str_eqz(unit, units[k]))
			return true;
	return false;
}

static void read_length(hub_job *job, const yaml_node *n, const char *name)
{
	th_str text = TH_NONE;
	if (setting_text(job, n, &text) && th_str_eqz(text, "0"))
		text = TH_S("0px"); /* a 0 alone is no length within calc() */
	if (text.n > 0 && length_is_good(text))
		put(job, name, text, false, false);
	else
		setting_refuse(job, n, shown_name(job, name), "–", "0.5rem");
}

static bool font_is_good(th_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
			(i > 0 && (c == ' ' || c == '-'))))
			return false;
	}
	return s.n > 0 && s.n <= 60;
}

/* Family names are written in quotes; these words are not names (CSS Fonts 4 §2.1.3). */
static bool font_is_generic(th_str s)
{
	static const char *const words[] = {"serif", "sans-serif", "monospace", "system-ui",
	    "ui-serif", "ui-sans-serif", "ui-monospace", "ui-rounded"};
	for (size_t i = 0; i < TH_COUNT(words); i++)
		if (th_str_eqz(s, words[i]))
			return true;
	return false;
}

static bool add_fonts(th_buf *out, th_str list)
{
	th_str one;
	while (th_str_split(&list, ',', &one)) {
		one = th_str_trim(one);
		if (!font_is_good(one))
			return false;
		th_buf_addf(out, font_is_generic(one) ? "%.*s," : "\"%.*s\",", TH_FMT(one));
	}
	return true;
}

static void read_fonts(hub_job *job, const yaml_node *n, const char *name)
{
	const char *last = strcmp(name, "serif") == 0  ? "serif"
			   : strcmp(name, "sans") == 0 ? "system-ui,sans-serif"
						       : "ui-monospace,monospace";
	bool list = n->kind == YAML_LIST, good = n->kind != YAML_MAP && n->count <= 8;
	th_buf out = {0};
	for (const yaml_node *one = list ? n->first : n; one && good;
	     one = list ? one->next : NULL) {
		th_str text;
		good = setting_text(job, one, &text) && text.n > 0 && add_fonts(&out, text);
	}
	th_buf_addz(&out, last);
	if (good && (!list || n->first != NULL))
		put(job, name, th_str_dup(job->arena, th_buf_str(&out)), false, false);
	else
		setting_refuse(job, n, shown_name(job, name), "–", "[Georgia, \"Source Serif 4\"]");
	th_buf_free(&out);
}

/* ---- what follows ---- */

static void follow(struct design *d, int look, colour which, uint32_t rgb, th_mark at)
{
	one_colour *c = &d->colours[look][which];
	if (c->origin != NAMED)
		*c = (one_colour){rgb, FOLLOWS, at};
}

/* For words on `under`: what is there, if that can be read; else dark or white, by contrast. */
static void follow_ink(struct design *d, int look, colour which, colour under)
{
	const one_colour *c = d->colours[look];
	uint32_t there = theme_colours[which].looks[look];
	if (contrast(there, c[under].rgb) < 4.5) {
		uint32_t dark = mix(c[under].rgb, 0, 0.85);
		there = contrast(dark, c[under].rgb) > contrast(0xffffff, c[under].rgb) ? dark
											: 0xffffff;
	}
	follow(d, look, which, there, c[under].at);
}

static void follow_all(struct design *d)
{
	one_colour *light = d->colours[LIGHT], *dark = d->colours[DARK];
	if (light[ACCENT].origin == NAMED) {
		uint32_t pale = until_contrast(light[ACCENT].rgb, dark[PAPER].rgb, 7);
		follow(d, DARK, ACCENT, pale, light[ACCENT].at);
	}
	if (light[STAGE].origin == NAMED)
		follow(d, DARK, STAGE, mix(light[STAGE].rgb, 0, 0.3), light[STAGE].at);
	if (light[GLOW].origin == NAMED)
		follow(d, DARK, GLOW, light[GLOW].rgb, light[GLOW].at);
	for (int look = 0; look < LOOKS; look++) {
		one_colour *c = d->colours[look];
		if (c[ACCENT].origin != OF_THEME) {
			follow_ink(d, look, ACCENT_INK, ACCENT);
			follow(d, look, ACCENT_SOFT,
			    mix(c[PAPER].rgb, c[ACCENT].rgb, look == LIGHT ? 0.13 : 0.2),
			    c[ACCENT].at);
		}
		if (c[STAGE].origin != OF_THEME) {
			follow_ink(d, look, STAGE_INK, STAGE);
			follow_ink(d, look, STAGE_SOFT, STAGE);
		}
		if (c[GLOW].origin != OF_THEME)
			follow_ink(d, look, GLOW_INK, GLOW);
	}
}

/* ---- contrast ---- */

static th_str said(hub_job *job, int look, colour which)
{
	return th_str_fmt(job->arena, "%s%s #%06x", look == DARK ? "dark." : "",
	    theme_colours[which].name, job->design->colours[look][which].rgb);
}

static void judge(hub_job *job, int look, colour on, colour under)
{
	const one_colour *c = job->design->colours[look];
	double ratio = contrast(c[on].rgb, c[under].rgb);
	if (ratio >= 4.5 || (c[on].origin == OF_THEME && c[under].origin == OF_THEME))
		return;
	bool mend_on = c[on].origin == NAMED || c[under].origin != NAMED;
	colour mend = mend_on ? on : under, other = mend_on ? under : on;
	uint32_t better = until_contrast(c[mend].rgb, c[other].rgb, 4.5);
	th_finding *f =
	    finding_add(job->findings, TH_RULE_HUB_CONTRAST, c[mend].at, said(job, look, on),
		said(job, look, under), th_str_fmt(job->arena, "%.1f", floor(ratio * 10) / 10));
	f->words[3] = th_str_fmt(job->arena, "%s: \"#%06x\"", theme_colours[mend].name, better);
}

/* ---- all of it ---- */

static void read_dark(hub_job *job, const yaml_node *n, const char *name);

#define COLOUR_SETTINGS                                                                            \
	{"paper", read_colour}, {"surface", read_colour}, {"tint", read_colour},                   \
	    {"ink", read_colour}, {"ink_soft", read_colour}, {"line", read_colour},                \
	    {"accent", read_colour}, {"accent_ink", read_colour}, {"accent_soft", read_colour},    \
	    {"stage", read_colour}, {"stage_ink", read_colour}, {"stage_soft", read_colour},       \
	    {"glow", read_colour}, {"glow_ink", read_colour},                                      \
	{                                                                                          \
		"focus", read_colour                                                               \
	}

static const setting dark_settings[] = {COLOUR_SETTINGS};
static const setting light_settings[] = {
    COLOUR_SETTINGS,
    {"dark", read_dark},
    {"radius", read_length},
    {"measure", read_length},
    {"wide", read_length},
    {"serif", read_fonts},
    {"sans", read_fonts},
    {"mono", read_fonts},
};

static void read_dark(hub_job *job, const yaml_node *n, const char *name)
{
	(void)name;
	job->design->look = DARK;
	settings_read(job, n, dark_settings, TH_COUNT(dark_settings), "design.dark");
	job->design->look = LIGHT;
}

void design_read(hub_job *job, const yaml_node *n, const char *name)
{
	struct design *d = job->design = TH_NEW(job->arena, struct design);
	for (int look = 0; look < LOOKS; look++)
		for (colour i = 0; i < COLOURS; i++)
			d->colours[look][i].rgb = theme_colours[i].looks[look];
	settings_read(job, n, light_settings, TH_COUNT(light_settings), name);
	follow_all(d);
	for (int look = 0; look < LOOKS; look++) {
		for (size_t i = 0; i < TH_COUNT(pairs); i++)
			judge(job, look, pairs[i].on, pairs[i].under);
		for (colour i = 0; i < COLOURS; i++)
			if (d->colours[look][i].origin != OF_THEME)
				put(job, theme_colours[i].name,
				    th_str_fmt(job->arena, "#%06x", d->colours[look][i].rgb), true,
				    look == DARK);
	}
}
