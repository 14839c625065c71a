/* sanitize.c -- any HTML in, allowed HTML out. libxml2's HTML parser reads it in SAX mode (40 µs
 * for a story, and unlike its trees it loses nothing at any depth); each event is looked up in the
 * allow-list, and tree.c writes what stays. Every byte of output is escaped text or a checked
 * attribute, so it does not matter whether a browser would have read the input differently
 * (mutation XSS). Called by markdown.c. */
#include "sanitize.h"

static needs *needs_of(events *v, const element *e)
{
	switch (e->as[0]) {
	case 'a':
		return &v->needs[0];
	case 'b':
		return &v->needs[1];
	case 'd':
		return &v->needs[2];
	default:
		return &v->needs[3];
	}
}

/* ---- attributes ---- */

th_str attribute_get(const xmlChar **atts, const char *name)
{
	for (; atts != NULL && atts[0] != NULL; atts += 2)
		if (strcmp((const char *)atts[0], name) == 0)
			return atts[1] ? th_strz((const char *)atts[1]) : TH_S("");
	return TH_NONE;
}

th_str attribute_title(const xmlChar **atts, th_arena *a)
{
	th_str s = th_str_trim(attribute_get(atts, "title"));
	char *p = th_str_z(a, s);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\\' || i + 1 == s.n || s.p[i + 1] != '"')
			p[n++] = s.p[i];
	return (th_str){p, n};
}

void attribute_put(th_buf *out, const char *name, th_str value)
{
	th_buf_addc(out, ' ');
	th_buf_addz(out, name);
	th_buf_addz(out, "=\"");
	escape_text(out, value);
	th_buf_addc(out, '"');
}

static bool one_of(th_str s, const char *words)
{
	for (const char *p = words; *p; p += strlen(p) + 1)
		if (th_str_caseeq(s, th_strz(p)))
			return true;
	return false;
}

/* BCP 47 as far as texts need it: de, pt-BR, zh-Hant. */
static bool is_language(th_str s)
{
	size_t part = 0;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool letter = th_is_letter(c);
		if (c == '-' && part >= 2)
			part = 0;
		else if (letter && part < 4)
			part++;
		else
			return false;
	}
	return part >= 2 && s.n <= 12;
}

static void put_direction(th_buf *out, th_str dir)
{
	th_buf_addf(out, " dir=\"%s\"",
	    dir.n == 4                 ? "auto"
	    : (dir.p[0] | 0x20) == 'l' ? "ltr"
				       : "rtl");
}

static bool put_language(th_buf *out, const xmlChar **atts)
{
	th_str lang = attribute_get(atts, "lang"), dir = attribute_get(atts, "dir");
	bool any = false;
	if (lang.p == NULL)
		lang = attribute_get(atts, "xml:lang");
	if (is_language(lang)) {
		attribute_put(out, "lang", lang);
		any = true;
	}
	if (one_of(dir, "ltr\0rtl\0auto\0")) {
		put_direction(out, dir);
		any = true;
	}
	return any;
}

static void put_number(th_buf *out, const xmlChar **atts, const char *name, uint64_t max)
{
	uint64_t n;
	if (th_str_uint(attribute_get(atts, name), max, &n) && n > 0)
		th_buf_addf(out, " %s=\"%u\"", name, (unsigned)n);
}

/* The parser writes style="text-align:right;", authors write align="right": both become a class. */
static void put_cell(th_buf *out, const xmlChar **atts)
{
	th_str align = attribute_get(atts, "align"), style = attribute_get(atts, "style");
	if (th_str_starts(style, TH_S("text-align:"))) {
		style = th_str_sub(style, 11, style.n);
		while (style.n > 0 && style.p[style.n - 1] == ';')
			style.n--;
		align = th_str_trim(style);
	}
	if (one_of(align, "left\0center\0right\0"))
		th_buf_addf(
		    out, " class=\"%c%.*s\"", align.p[0] | 0x20, (int)align.n - 1, align.p + 1);
	put_number(out, atts, "colspan", 50);
	put_number(out, atts, "rowspan", 50);
}

static void put_list(th_buf *out, const xmlChar **atts)
{
	th_str type = attribute_get(atts, "type");
	if (type.n == 1 && strchr("1aAiI", type.p[0]))
		attribute_put(out, "type", type);
	put_number(out, atts, "start", 99999);
	if (attribute_get(atts, "reversed").p != NULL)
		th_buf_addz(out, " reversed");
}

static void put_code(th_buf *out, const xmlChar **atts, th_arena *a)
{
	th_str name = attribute_get(atts, "class");
	ptrdiff_t space = th_str_chr(name, ' ');
	if (space > 0)
		name = th_str_sub(name, 0, (size_t)space);
	while (th_str_starts(name, TH_S("`")) || th_str_starts(name, TH_S("~")))
		name = th_str_sub(name, 1, name.n); /* an indented fence includes its own marks */
	if (th_str_starts(name, TH_S("{")))
		name = th_str_sub(name, 1, name.n);
	if (th_str_starts(name, TH_S(".")))
		name = th_str_sub(name, 1, name.n);
	if (th_str_ends(name, TH_S("}")))
		name.n--;
	name = th_str_lower(a, name);
	if (th_str_starts(name, TH_S("language-")))
		name = th_str_sub(name, 9, name.n);
	bool ok = name.n > 0 && name.n <= 32;
	for (size_t i = 0; i < name.n && ok; i++) {
		char c = name.p[i];
		ok = (c >= 'a' && c <= 'z') || th_is_digit(c) || strchr("+#._-", c);
	}
	if (ok)
		attribute_put(out, "class", th_str_cat(a, TH_S("language-"), name));
}

/* "fn:12" and "fnref:12", which the parser makes for footnotes → fn-12, fn-ref-12 */
static th_str note_id(th_str s, th_arena *a)
{
	bool back = th_str_starts(s, TH_S("fnref:"));
	uint64_t n;
	if (!back && !th_str_starts(s, TH_S("fn:")))
		return TH_NONE;
	if (!th_str_uint(th_str_sub(s, back ? 6 : 3, s.n), 99999, &n))
		return TH_NONE;
	return th_str_fmt(a, back ? "fn-ref-%u" : "fn-%u", (unsigned)n);
}

/* "See https://a.example/x." and "(https://a.example)": the parser includes the end of the sentence
 * in the address. Only if the link's text is the address itself. */
static size_t loose_end(const events *v, th_str href)
{
	const char *text = (const char *)v->ctxt->input->cur;
	const char *end = (const char *)v->ctxt->input->end;
	if (text < end && *text == '>')
		text++;
	if (!th_str_starts(href, TH_S("http")) || end - text < 4 || memcmp(text, "http", 4) != 0)
		return 0;
	size_t n = 0;
	while (n + 9 < href.n) {
		char c = href.p[href.n - n - 1];
		bool bracket = c == ')' && th_str_chr(href, '(') < 0;
		if (!bracket && strchr(".,;:!?*_", c) == NULL)
			break;
		n++;
	}
	th_str shown = th_strn(text, (size_t)(end - text));
	ptrdiff_t close = th_str_chr(shown, '<');
	th_str tail = th_str_sub(href, href.n - n, href.n);
	return close > 0 && th_str_ends(th_str_sub(shown, 0, (size_t)close), tail) ? n : 0;
}

static bool put_link(events *v, th_buf *out, const xmlChar **atts, bool *mute)
{
	th_str href = attribute_get(atts, "href"), title = attribute_title(atts, v->j->a);
	if (href.p == NULL)
		return false;
	th_str note = th_str_starts(href, TH_S("#")) ? note_id(th_str_sub(href, 1, href.n), v->j->a)
						     : TH_NONE;
	if (note.n > 0) {
		bool back = th_str_starts(note, TH_S("fn-ref-"));
		*mute = true; /* numbers and arrows are not in the plain text */
		th_buf_addf(out, " href=\"#%.*s\" role=\"%s\"", TH_FMT(note),
		    back ? "doc-backlink" : "doc-noteref");
		return true;
	}
	bool external;
	size_t before = out->n;
	size_t loose = loose_end(v, href);
	v->loose = th_str_dup(v->j->a, th_str_sub(href, href.n - loose, href.n));
	href = th_str_sub(href, 0, href.n - loose);
	th_buf_addz(out, " href=\"");
	size_t from = out->n;
	if (!address_link(out, href, v->j, &external)) {
		th_buf_cut(out, before);
		return false;
	}
	if (out->p[from] == '#' && v->t.wanted.n < 1000)
		*TH_ADD(v->j->a, &v->t.wanted) = (th_pair){
		    th_str_dup(v->j->a, th_str_sub(th_buf_str(out), from + 1, out->n)),
		    th_str_dup(v->j->a, href),
		};
	th_buf_addc(out, '"');
	if (external)
		th_buf_addz(out, " rel=\"noopener\"");
	if (title.n > 0)
		attribute_put(out, "title", title);
	return true;
}

/* Reports what the author may miss later, but not what the parser itself writes. */
static void report_attributes(events *v, const element *e, const char *name, const xmlChar **atts)
{
	if (v->j->f == NULL)
		return;
	for (; atts != NULL && atts[0] != NULL; atts += 2) {
		th_str have = th_strz((const char *)atts[0]);
		bool style = th_str_eqz(have, "style") && e->kind != EL_CELL &&
			     !(e->flags & AT_NEED) && strcmp(name, "p") != 0;
		if (style || th_str_starts(have, TH_S("on")))
			report_once(v->j, TH_RULE_TEXT_HTML, have,
			    th_str_fmt(v->j->a, "<%.32s %.32s>", name, (const char *)have.p));
	}
}

/* ---- events ---- */

static void open_element(events *v, const element *e, const char *name, const xmlChar **atts)
{
	th_buf out = {0};
	th_arena *a = v->j->a;
	bool needed = false, mute = false, link = true;
	th_str note = TH_NONE;

	report_attributes(v, e, name, atts);
	if (e->flags & AT_LINK)
		needed = link = put_link(v, &out, atts, &mute);
	else if ((e->flags & AT_TITLE) && attribute_get(atts, "title").n > 0)
		attribute_put(&out, "title", attribute_get(atts, "title"));
	if (e->flags & AT_LANG)
		needed = (put_language(&out, atts) || needed) && link;
	if (e->flags & AT_DIR && one_of(attribute_get(atts, "dir"), "ltr\0rtl\0")) {
		put_direction(&out, attribute_get(atts, "dir"));
		needed = true;
	}
	if (e->flags & AT_LIST)
		put_list(&out, atts);
	if (e->flags & AT_CELL)
		put_cell(&out, atts);
	if (e->flags & AT_CODE && v->t.pre > 0)
		put_code(&out, atts, a);
	if (e->flags & AT_OPEN && attribute_get(atts, "open").p != NULL)
		th_buf_addz(&out, " open");
	if (e->flags & AT_NOTE) {
		note = note_id(attribute_get(atts, "id"), a);
		if (note.n > 0 && th_map_get(&v->t.ids, note) == NULL)
			attribute_put(&out, "id", tree_id(&v->t, note));
		mute = th_str_starts(note, TH_S("fn-ref-"));
	}
	th_str anchor = note.n == 0 ? anchor_take(&v->t, e, attribute_get(atts, "id"),
					  attribute_get(atts, "name"))
				    : TH_NONE;
	if (anchor.n > 0 && e->kind != EL_HEADING) {
		attribute_put(&out, "id", anchor);
		needed = true;
	}
	/* Struck-out words are not in the plain text: "1. May 15. May" would be two days. */
	if (e->as != NULL && (strcmp(e->as, "del") == 0 || strcmp(e->as, "s") == 0))
		mute = true;
	if (strcmp(name, "div") == 0 && th_str_eqz(attribute_get(atts, "class"), "footnotes")) {
		th_buf_addz(&out, " class=\"footnotes\" role=\"doc-endnotes\"");
		needed = true;
	}

	if (mute && th_str_find(th_buf_str(&out), TH_S("doc-backlink")) > 0)
		tree_text(&v->t, TH_S(" ")); /* before the arrow back */
	tree_open *o = NULL;
	if (!(e->flags & AT_NEED) || needed)
		o = tree_element(&v->t, e, th_buf_str(&out));
	else if (e->kind == EL_BLOCK)
		tree_element(&v->t, allow_element("section"), TH_NONE);
	if (e->flags & AT_NEED)
		needs_of(v, e)->written = needs_of(v, e)->written << 1 | (o != NULL);
	if (o != NULL) {
		o->keep = anchor.n > 0;
		o->id = e->kind == EL_HEADING && anchor.n > 0 ? tree_id(&v->t, anchor) : TH_NONE;
	}
	if (o != NULL && mute) {
		o->mute = true;
		v->t.mute++;
	}
	th_buf_free(&out);
}

static void gone(events *v, const char *name)
{
	th_str tag = th_str_fmt(v->j->a, "<%.32s", name);
	report_once(v->j, TH_RULE_TEXT_HTML, tag, th_str_cat(v->j->a, tag, TH_S(">")));
}

static void on_start(void *ctx, const xmlChar *xml_name, const xmlChar **atts)
{
	events *v = ctx;
	const char *name = (const char *)xml_name;
	if (++v->depth > RENDER_SOURCE_DEEP) {
		report_flattened(v->j, v->j->cursor);
		xmlStopParser(v->ctxt);
		return;
	}
	if (v->skip > 0) {
		v->skip++;
		return;
	}
	const element *e = allow_element(name);
	bool hidden = attribute_get(atts, "hidden").p != NULL ||
		      allow_style_hides(attribute_get(atts, "style"));
	switch (hidden ? EL_DROP : e->kind) {
	case EL_FRAME:
		if (!frame_start(v, atts))
			gone(v, name);
		v->skip = strcmp(name, "embed") != 0; /* has no end tag */
		break;
	case EL_DROP:
		gone(v, name);
		v->skip = 1;
		break;
	case EL_GONE:
	case EL_UNWRAP:
		gone(v, name);
		break;
	default:
		if (e->as != NULL && strcmp(e->as, "img") == 0)
			picture_start(v, atts);
		else
			open_element(v, e, name, atts);
	}
}

/* Moves the punctuation after the link that the parser included it in. */
static void end_loose(events *v, const element *e)
{
	th_buf *out = v->j->out, *text = &v->j->text;
	th_str tail = v->loose;
	bool ends = th_str_ends(th_buf_str(out), tail) && th_str_ends(th_buf_str(text), tail);
	v->loose = TH_NONE;
	if (ends) {
		th_buf_cut(out, out->n - tail.n);
		th_buf_cut(text, text->n - tail.n);
	}
	tree_end(&v->t, e);
	if (ends)
		tree_text(&v->t, tail);
}

static void on_end(void *ctx, const xmlChar *name)
{
	events *v = ctx;
	v->depth -= v->depth > 0;
	if (v->skip > 0) {
		v->skip--;
		return;
	}
	const element *e = allow_element((const char *)name);
	if (e->flags & AT_NEED) {
		needs *need = needs_of(v, e);
		bool written = need->written & 1;
		need->written >>= 1;
		if (!written) {
			if (e->kind == EL_BLOCK)
				tree_end(&v->t, allow_element("section"));
			return;
		}
		if (e->flags & AT_LINK && v->loose.n > 0) {
			end_loose(v, e);
			return;
		}
	}
	tree_end(&v->t, e);
}

static void on_text(void *ctx, const xmlChar *s, int n)
{
	events *v = ctx;
	if (v->skip == 0 && n > 0)
		tree_text(&v->t, th_strn((const char *)s, (size_t)n));
}

void sanitize_html(render_job *j, th_str html)
{
	events *v = th_alloc(j->a, sizeof(*v));
	v->j = j;
	tree_start(&v->t, j);
	if (html.n == 0 || html.n > INT32_MAX)
		return;
	htmlParserCtxtPtr ctxt = htmlNewParserCtxt();
	if (ctxt == NULL)
		return;
	v->ctxt = ctxt;
	memset(ctxt->sax, 0, sizeof(*ctxt->sax));
	ctxt->sax->startElement = on_start;
	ctxt->sax->endElement = on_end;
	ctxt->sax->characters = on_text;
	ctxt->sax->ignorableWhitespace = on_text;
	ctxt->userData = v;
	htmlDocPtr doc = htmlCtxtReadMemory(ctxt, html.p, (int)html.n, NULL, "UTF-8",
	    HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_NOIMPLIED |
		HTML_PARSE_NODEFDTD);
	xmlFreeDoc(doc);
	htmlFreeParserCtxt(ctxt);
	tree_finish(&v->t);
}
