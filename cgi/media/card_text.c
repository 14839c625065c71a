/* card_text.c -- breaks the texts of a share card into lines. Today's SVG renderers draw a <text>
 * on one line; designers would use SVG 2's inline-size, so this implements it. Called by card.c.
 * The one file that knows Pango, which also draws the card (through librsvg): what is measured is
 * what is drawn.
 *
 * Long words are hyphenated where German spelling allows it, else anywhere; a text that needs too
 * many lines is made smaller, then shortened. */
#include "make.h"

#include <pango/pangocairo.h>
#include <stdlib.h>

enum {
	LINES_MAX = 20,
	TEXT_MAX = 2000,     /* code points of a text; the rest is ignored */
	HYPHENATE_FROM = 12, /* letters in a word */
	HYPHENATE_ANY = 18,  /* … if it is not German */
	HYPHEN_KEEP = 3,     /* letters before and after a break */
	SMALLER = 2,         /* a step in size */
};

/* ---- hyphenation ---- */

static bool is_vowel(gunichar c)
{
	c = g_unichar_tolower(c);
	if (c < 0x80)
		return c != 0 && strchr("aeiouy", (int)c) != NULL;
	/* àáâãäåæ èéêëìíîï òóôõö øùúûü */
	return (c >= 0xe0 && c <= 0xe6) || (c >= 0xe8 && c <= 0xef) || (c >= 0xf2 && c <= 0xf6) ||
	       (c >= 0xf8 && c <= 0xfc);
}

typedef struct letters {
	gunichar v[64];
	size_t at[65]; /* offset of each in the word */
	size_t n;
} letters;

/* False: not a word of letters only, or too long. */
static bool read_letters(letters *l, th_str word)
{
	for (size_t i = 0; i < word.n;) {
		if (l->n == TH_COUNT(l->v))
			return false;
		l->at[l->n] = i;
		int32_t c = th_utf8_next(word, &i);
		if (c < 0 || !g_unichar_isalpha((gunichar)c))
			return false;
		l->v[l->n++] = (gunichar)c;
	}
	l->at[l->n] = word.n;
	return true;
}

/* How many letters stay together at `i`: sch, ch …, and those that nearly always begin a word:
 * Größenüber-schreitung, An-sprechpartner, Kranken-pflege. */
static size_t unit(const letters *l, size_t i)
{
	static const char *const units[] = {
	    "schr", "schw", "sch", "spr", "pfl", "pfr", "zw", "gr", "ch", "ck", "ph", "th", "qu"};
	for (size_t u = 0; u < TH_COUNT(units); u++) {
		size_t n = strlen(units[u]), k = 0;
		while (k < n && i + k < l->n &&
		       g_unichar_tolower(l->v[i + k]) == (gunichar)units[u][k])
			k++;
		if (k == n)
			return n;
	}
	return 1;
}

/* The last unit of consonants before a vowel begins a new syllable. */
static size_t break_before(const letters *l, size_t from, size_t vowel)
{
	size_t last = from;
	for (size_t i = from; i < vowel;) {
		last = i;
		i += unit(l, i);
		if (i > vowel)
			return vowel;
	}
	return last;
}

th_str card_text_hyphenate(th_str word, bool german, th_arena *a)
{
	letters l = {.n = 0};
	if (!read_letters(&l, word) || l.n < (size_t)(german ? HYPHENATE_FROM : HYPHENATE_ANY))
		return word;
	th_buf out = {0};
	size_t done = 0, i = 0;
	while (i < l.n && !is_vowel(l.v[i]))
		i++;
	while (i < l.n) {
		while (i < l.n && is_vowel(l.v[i]))
			i++;
		size_t from = i;
		while (i < l.n && !is_vowel(l.v[i]))
			i += unit(&l, i);
		if (i >= l.n || i == from)
			break;
		size_t at = break_before(&l, from, i);
		if (at < HYPHEN_KEEP || l.n - at < HYPHEN_KEEP)
			continue;
		th_buf_add(&out, th_str_sub(word, done, l.at[at]));
		th_buf_addz(&out, "\xc2\xad");
		done = l.at[at];
	}
	th_buf_add(&out, th_str_sub(word, done, word.n));
	th_str s = th_str_dup(a, th_buf_str(&out));
	th_buf_free(&out);
	return s;
}

/* Collapses white space and adds break points to long words. */
static th_str prepare(th_str text, bool german, th_arena *a)
{
	th_buf out = {0};
	size_t i = 0;
	while (i < text.n) {
		while (i < text.n && strchr(" \t\r\n", text.p[i]) != NULL)
			i++;
		size_t from = i;
		while (i < text.n && strchr(" \t\r\n", text.p[i]) == NULL)
			i++;
		/* Runs of letters between other characters: „Wärmepumpenheizung“,
		 * Software-Entwicklung. */
		if (i > from && out.n > 0)
			th_buf_addc(&out, ' ');
		for (size_t k = from; k < i;) {
			size_t start = k, end = k;
			while (end < i) {
				size_t next = end;
				int32_t c = th_utf8_next(text, &next);
				if (c < 0 || !g_unichar_isalpha((gunichar)c))
					break;
				end = next;
			}
			th_buf_add(
			    &out, card_text_hyphenate(th_str_sub(text, start, end), german, a));
			k = end;
			if (k < i) {
				size_t next = k;
				th_utf8_next(text, &next);
				th_buf_add(&out, th_str_sub(text, k, next));
				k = next;
			}
		}
	}
	th_str s = th_str_dup(a, th_buf_str(&out));
	th_buf_free(&out);
	return s;
}

/* ---- measuring ---- */

/* An attribute of a <text> or of an element around it. */
static th_str inherited(xmlNode *node, const char *name, th_arena *a)
{
	for (xmlNode *n = node; n != NULL && n->type == XML_ELEMENT_NODE; n = n->parent) {
		xmlChar *value = xmlGetProp(n, (const xmlChar *)name);
		if (value == NULL)
			continue;
		th_str s = th_str_dup(a, th_strz((const char *)value));
		xmlFree(value);
		return s;
	}
	return TH_NONE;
}

double card_number(xmlNode *node, const char *name, double otherwise)
{
	xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
	char *end = NULL;
	double n = value ? g_ascii_strtod((const char *)value, &end) : otherwise;
	if (value != NULL && (end == (char *)value || !(n > -100000 && n < 100000)))
		n = otherwise;
	xmlFree(value);
	return n;
}

static PangoWeight weight_of(th_str s)
{
	uint64_t n;
	if (th_str_eqz(s, "bold"))
		return PANGO_WEIGHT_BOLD;
	return th_str_uint(s, 1000, &n) && n >= 100 ? (PangoWeight)n : PANGO_WEIGHT_NORMAL;
}

typedef struct line {
	th_str text;
	bool broken; /* breaks a word where spelling does not allow it */
} line;

typedef struct lines {
	line v[LINES_MAX + 1];
	size_t n;
	bool broken; /* one of its lines is */
} lines;

/* Removes soft hyphens, and adds a hyphen where a word continues on the next line. */
static line line_of(th_str all, size_t from, size_t to, th_arena *a)
{
	th_str s = th_str_sub(all, from, to);
	line l = {.broken = false};
	size_t next = to;
	bool soft = th_str_ends(s, TH_S("\xc2\xad"));
	if (!soft && to < all.n && s.n > 0) {
		size_t last = s.n - 1;
		while (last > 0 && ((unsigned char)s.p[last] & 0xc0) == 0x80)
			last--;
		int32_t before = th_utf8_next(s, &last), after = th_utf8_next(all, &next);
		l.broken = before > 0 && after > 0 && g_unichar_isalnum((gunichar)before) &&
			   g_unichar_isalnum((gunichar)after);
	}
	th_buf b = {0};
	for (size_t i = 0; i < s.n;) {
		if (th_str_starts(th_str_sub(s, i, s.n), TH_S("\xc2\xad"))) {
			i += 2;
			continue;
		}
		th_buf_addc(&b, s.p[i++]);
	}
	if (soft || l.broken)
		th_buf_addc(&b, '-');
	l.text = th_str_dup(a, th_str_trim(th_buf_str(&b)));
	th_buf_free(&b);
	return l;
}

typedef struct box { /* a <text> that is to be broken */
	xmlNode *node;
	PangoContext *context;
	PangoFontDescription *font;
	double width, height, size, least, spacing;
	size_t most;
	th_arena *a;
} box;

static void lay_out(box *b, th_str text, double size, lines *out)
{
	PangoLayout *layout = pango_layout_new(b->context);
	pango_font_description_set_absolute_size(b->font, size * PANGO_SCALE);
	pango_layout_set_font_description(layout, b->font);
	pango_layout_set_width(layout, (int)(b->width * PANGO_SCALE));
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_text(layout, text.p, (int)text.n);
	out->n = 0;
	out->broken = false;
	int count = pango_layout_get_line_count(layout);
	for (int i = 0; i < count && out->n < TH_COUNT(out->v); i++) {
		PangoLayoutLine *l = pango_layout_get_line_readonly(layout, i);
		size_t from = (size_t)l->start_index, to = from + (size_t)l->length;
		line one = line_of(text, from, to, b->a);
		out->broken = out->broken || one.broken;
		if (one.text.n > 0)
			out->v[out->n++] = one;
	}
	g_object_unref(layout);
}

/* How many lines there is room for. */
static size_t room(const box *b, double size)
{
	double n = b->height > 0 ? b->height / (size * b->spacing) : (double)b->most;
	return n < 1 ? 1 : n < (double)b->most ? (size_t)n : b->most;
}

/* Returns the largest size at which everything fits without breaking a word wrongly, else the
 * smallest at which it fits; else shortens the text. */
static double fit(box *b, th_str text, th_str whole, bool german, lines *out)
{
	for (double size = b->size; size > b->least; size -= SMALLER) {
		lay_out(b, text, size, out);
		if (out->n <= room(b, size) && !out->broken)
			return size;
	}
	lay_out(b, text, b->least, out);
	size_t most = room(b, b->least);
	/* A tenth shorter each time: a dozen steps reach a quarter. */
	for (size_t n = th_str_shorten(b->a, whole, TEXT_MAX).n; out->n > most && n > 8;) {
		n -= n / 10 + 1;
		lay_out(b, prepare(th_str_shorten(b->a, whole, n), german, b->a), b->least, out);
	}
	if (out->n > most)
		out->n = most;
	return b->least;
}

/* ---- into the tree ---- */

static void set_number(xmlNode *node, const char *name, double n)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];
	g_ascii_formatd(text, sizeof text, "%.2f", n);
	xmlSetProp(node, (const xmlChar *)name, (const xmlChar *)text);
}

static bool is_word(xmlNode *node, const char *name, const char *word)
{
	xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
	bool is = value != NULL && strcmp((const char *)value, word) == 0;
	xmlFree(value);
	return is;
}

static xmlNode *put_span(xmlNode *node, th_str text, double x, double y)
{
	xmlNode *span = xmlNewChild(node, node->ns, (const xmlChar *)"tspan", NULL);
	set_number(span, "x", x);
	set_number(span, "y", y);
	xmlNodeSetSpacePreserve(span, 1);
	xmlNodeAddContentLen(span, (const xmlChar *)text.p, (int)text.n);
	return span;
}

/* ---- emoji: the renderer would draw their outlines in the text's colour ---- */

static bool is_coloured(const PangoLayoutRun *run)
{
	PangoFontDescription *d = pango_font_describe(run->item->analysis.font);
	const char *family = pango_font_description_get_family(d);
	bool is = family != NULL && (strcasestr(family, "color emoji") != NULL ||
					strcasestr(family, "twemoji") != NULL ||
					strcasestr(family, "blobmoji") != NULL);
	pango_font_description_free(d);
	return is;
}

static cairo_status_t add_bytes(void *closure, const unsigned char *p, unsigned n)
{
	th_buf_add(closure, th_strn((const char *)p, n));
	return CAIRO_STATUS_SUCCESS;
}

/* Puts the glyphs of a run beside the text as a picture. */
static void put_picture(box *b, PangoLayoutRun *run, double x, double y)
{
	PangoRectangle ink;
	pango_glyph_string_extents(run->glyphs, run->item->analysis.font, NULL, &ink);
	pango_extents_to_pixels(NULL, &ink);
	if (ink.width < 1 || ink.height < 1 || ink.width > 2000 || ink.height > 800)
		return;
	cairo_surface_t *surface =
	    cairo_image_surface_create(CAIRO_FORMAT_ARGB32, ink.width, ink.height);
	cairo_t *cr = cairo_create(surface);
	th_buf png = {0};
	cairo_move_to(cr, -ink.x, -ink.y);
	pango_cairo_show_glyph_string(cr, run->item->analysis.font, run->glyphs);
	if (cairo_surface_write_to_png_stream(surface, add_bytes, &png) == CAIRO_STATUS_SUCCESS) {
		gchar *text = g_base64_encode((const guchar *)png.p, png.n);
		th_str data = th_str_fmt(b->a, "data:image/png;base64,%s", text);
		xmlNode *image = xmlNewNode(b->node->ns, (const xmlChar *)"image");
		xmlSetProp(image, (const xmlChar *)"href", (const xmlChar *)data.p);
		set_number(image, "x", x + ink.x);
		set_number(image, "y", y + ink.y);
		set_number(image, "width", ink.width);
		set_number(image, "height", ink.height);
		xmlAddNextSibling(b->node, image);
		g_free(text);
	}
	th_buf_free(&png);
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
}

/* False: the line has no coloured glyphs, nothing was added. */
static bool put_coloured(box *b, th_str text, double x, double y)
{
	PangoLayout *layout = pango_layout_new(b->context);
	pango_layout_set_font_description(layout, b->font);
	pango_layout_set_text(layout, text.p, (int)text.n);
	bool any = false;
	PangoLayoutLine *l = pango_layout_get_line_readonly(layout, 0);
	for (GSList *r = l->runs; r != NULL; r = r->next)
		any = any || is_coloured(r->data);
	PangoLayoutIter *i = any ? pango_layout_get_iter(layout) : NULL;
	th_str anchor = inherited(b->node, "text-anchor", b->a);
	int width;
	pango_layout_get_size(layout, &width, NULL);
	if (th_str_eqz(anchor, "middle") || th_str_eqz(anchor, "end"))
		x -= (double)width / PANGO_SCALE / (th_str_eqz(anchor, "end") ? 1 : 2);
	do {
		PangoLayoutRun *run = i ? pango_layout_iter_get_run_readonly(i) : NULL;
		if (run == NULL)
			continue;
		PangoRectangle at;
		pango_layout_iter_get_run_extents(i, NULL, &at);
		double here = x + (double)at.x / PANGO_SCALE;
		size_t from = (size_t)run->item->offset, n = (size_t)run->item->length;
		if (is_coloured(run))
			put_picture(b, run, here, y);
		else
			xmlSetProp(put_span(b->node, th_str_sub(text, from, from + n), here, y),
			    (const xmlChar *)"text-anchor", (const xmlChar *)"start");
	} while (i != NULL && pango_layout_iter_next_run(i));
	pango_layout_iter_free(i);
	g_object_unref(layout);
	return any;
}

static void put_lines(box *b, double size, const lines *l)
{
	xmlNode *node = b->node;
	double x = card_number(node, "x", 0), y = card_number(node, "y", 0);
	if (is_word(node, "data-grow", "up") && l->n > 0)
		y -= (double)(l->n - 1) * size * b->spacing;
	while (node->children != NULL) {
		xmlNode *child = node->children;
		xmlUnlinkNode(child);
		xmlFreeNode(child);
	}
	xmlUnsetProp(node, (const xmlChar *)"inline-size");
	set_number(node, "font-size", size);
	pango_font_description_set_absolute_size(b->font, size * PANGO_SCALE);
	for (size_t i = 0; i < l->n; i++) {
		double at = y + (double)i * size * b->spacing;
		if (!put_coloured(b, l->v[i].text, x, at))
			put_span(node, l->v[i].text, x, at);
	}
}

static void break_one(xmlNode *node, PangoContext *context, th_str lang, th_arena *a)
{
	bool german = th_str_starts(lang, TH_S("de"));
	xmlChar *content = xmlNodeGetContent(node);
	th_str family = inherited(node, "font-family", a);
	box b = {.node = node, .context = context, .a = a};
	b.width = card_number(node, "inline-size", 0);
	b.size = card_number(node, "font-size", 32);
	b.least = card_number(node, "data-least", b.size);
	b.height = card_number(node, "data-height", 0);
	b.spacing = card_number(node, "data-line-height", 1.25);
	if (b.spacing < 0.5)
		b.spacing = 1.25;
	double most = card_number(node, "data-lines", LINES_MAX);
	b.most = most >= 1 && most <= LINES_MAX ? (size_t)most : LINES_MAX;
	if (b.size < 4 || b.size > 400)
		b.size = 32;
	if (b.least < 4 || b.least > b.size)
		b.least = b.size;
	b.font = pango_font_description_new();
	pango_font_description_set_family(b.font, family.n ? family.p : "sans-serif");
	pango_font_description_set_weight(b.font, weight_of(inherited(node, "font-weight", a)));
	if (th_str_eqz(inherited(node, "font-style", a), "italic"))
		pango_font_description_set_style(b.font, PANGO_STYLE_ITALIC);
	th_str whole = th_str_shorten(a, th_str_trim(th_strz((const char *)content)), TEXT_MAX);
	lines l;
	double size = fit(&b, prepare(whole, german, a), whole, german, &l);
	put_lines(&b, size, &l);
	pango_font_description_free(b.font);
	xmlFree(content);
}

static void walk(xmlNode *node, PangoContext *context, th_str lang, th_arena *a)
{
	for (xmlNode *n = node; n != NULL; n = n->next) {
		if (n->type != XML_ELEMENT_NODE)
			continue;
		if (xmlStrEqual(n->name, (const xmlChar *)"text") &&
		    card_number(n, "inline-size", 0) > 0)
			break_one(n, context, lang, a);
		else
			walk(n->children, context, lang, a);
	}
}

void card_text_break(xmlDoc *doc, th_str lang, th_arena *a)
{
	PangoFontMap *fonts = pango_cairo_font_map_get_default(); /* this thread's */
	PangoContext *context = pango_font_map_create_context(fonts);
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	pango_cairo_context_set_font_options(context, options);
	pango_cairo_context_set_resolution(context, 72);
	pango_context_set_language(context, pango_language_from_string(th_str_z(a, lang)));
	walk(xmlDocGetRootElement(doc), context, lang, a);
	cairo_font_options_destroy(options);
	g_object_unref(context);
}
