/* design.c -- design: in hub.yml: a company's colours, lengths and fonts, as tokens for the theme's
 * style sheet. Called by hub.c. Only what was parsed here as a colour, a length or a font name, and
 * written anew, gets into a style sheet.
 *
 * palette.c knows which colours follow from others, and which pairs are readable. */
#include "settings.h"
#include "teamhub/palette.h"

struct design {
	palette palette;
	int look; /* the one being read: light or dark */
};

/* ---- colours ---- */

static const char *shown_name(hub_job *job, const char *name)
{
	bool dark = job->design->look == DARK;
	return th_str_fmt(job->arena, "design.%s%s", dark ? "dark." : "", name).p;
}

static void read_colour(hub_job *job, const yaml_node *n, const char *name)
{
	one_colour *c = &job->design->palette.looks[job->design->look][palette_find(th_strz(name))];
	th_str text = TH_NONE;
	uint32_t rgb;
	if (setting_text(job, n, &text) && palette_parse(text, &rgb))
		*c = (one_colour){rgb, NAMED, {TH_S("hub.yml"), n->line, n->column}};
	else
		setting_refuse(job, n, shown_name(job, name),
		    th_str_fmt(job->arena, "#%06x", c->rgb).p, "\"#0b5c55\"");
}

/* ---- lengths, fonts ---- */

static void put(hub_job *job, const char *name, th_str value)
{
	*TH_ADD(job->arena, &job->hub->design) = (th_token){th_strz(name), value, false, false};
}

static size_t digits(th_str s, size_t from, size_t most)
{
	size_t i = from;
	while (i < s.n && i - from < most && th_is_digit(s.p[i]))
		i++;
	return i - from;
}

/* 0, 12px, 0.5rem: at most four digits before the point and three after it. */
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
		text = TH_S("0px"); /* a bare 0 is not a length inside calc() */
	if (text.n > 0 && length_is_good(text))
		put(job, name, text);
	else
		setting_refuse(job, n, shown_name(job, name), "–", "0.5rem");
}

static bool font_is_good(th_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (!(th_is_alnum(c) || (i > 0 && (c == ' ' || c == '-'))))
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
		put(job, name, th_str_dup(job->arena, th_buf_str(&out)));
	else
		setting_refuse(job, n, shown_name(job, name), "–", "[Georgia, \"Source Serif 4\"]");
	th_buf_free(&out);
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
	palette_start(&d->palette);
	settings_read(job, n, light_settings, TH_COUNT(light_settings), name);
	palette_follow(&d->palette);
	palette_check(&d->palette, job->arena, job->findings);
	palette_tokens(&d->palette, job->arena, &job->hub->design);
}
