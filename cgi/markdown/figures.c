/* figures.c -- pictures and links for the tags of generators, as HTML: a tag may stand in a block
 * of HTML, where no Markdown is read. The words below a picture are Markdown; they are rendered
 * here, wherever the tag is. Called by tags.c and embeds.c. */
#include "engine.h"
#include "tags.h"

void tag_put_address(th_buf *out, th_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c <= ' ' || strchr("()<>\"'|", c) != NULL)
			th_buf_addf(out, "%%%02X", c);
		else
			th_buf_addc(out, (char)c);
	}
}

/* Entities of the author stay. A backslash before a quote belongs to the tag. */
void tag_put_words(th_buf *out, th_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '\\' && i + 1 < s.n && (s.p[i + 1] == '"' || s.p[i + 1] == '\''))
			continue;
		if (c == '\n' || c == '\r')
			th_buf_addc(out, ' ');
		else if (strchr("*_[]`{}\\~^:@.|$=+<>\"", c) != NULL)
			th_buf_addf(out, "&#%d;", c);
		else
			th_buf_addc(out, c);
	}
}

void tag_put_link(th_buf *out, th_str address, th_str words)
{
	th_buf_addz(out, "<a href=\"");
	tag_put_address(out, address);
	th_buf_addz(out, "\">");
	tag_put_words(out, words);
	th_buf_addz(out, "</a>");
}

static void put_img(th_buf *out, th_str address, th_str alt)
{
	th_buf_addz(out, "<img src=\"");
	tag_put_address(out, address);
	th_buf_addz(out, "\" alt=\"");
	tag_put_words(out, alt);
	th_buf_addz(out, "\">");
}

/* An element that begins a line begins a block of HTML; <b></b> keeps the paragraph around it, and
 * leaves no trace. */
void tag_put_img(th_buf *out, th_str address, th_str alt)
{
	th_buf_addz(out, "<b></b>");
	put_img(out, address, alt);
}

/* ---- captions ---- */

/* Elements of words stay, those around words lose their tags, and all others are words. */
static void put_element(th_buf *out, th_str tag, th_arena *a)
{
	size_t from = 1 + (tag.n > 1 && tag.p[1] == '/'), to = from;
	while (to < tag.n && th_is_alnum(tag.p[to]))
		to++;
	th_str name = th_str_lower(a, th_str_sub(tag, from, to));
	const element *e = allow_element(th_str_z(a, name));
	if (e->kind == EL_INLINE || th_str_eqz(name, "br")) {
		for (size_t i = 0; i < tag.n; i++)
			th_buf_addc(out, tag.p[i] == '\n' ? ' ' : tag.p[i]);
	} else if (e->kind == EL_DROP || e->kind == EL_FRAME || e->kind == EL_GONE) {
		tag_put_words(out, tag);
	} else if (e->kind != EL_UNWRAP) {
		th_buf_addc(out, ' ');
	}
}

/* HTML of words, in one line, that reads the same when it goes through Markdown once more. */
static void put_rendered(th_buf *out, th_str html, th_arena *a)
{
	while (html.n > 0) {
		ptrdiff_t open = th_str_chr(html, '<');
		size_t words = open < 0 ? html.n : (size_t)open;
		tag_put_words(out, th_str_sub(html, 0, words));
		html = th_str_sub(html, words, html.n);
		bool comment = th_str_starts(html, TH_S("<!--"));
		ptrdiff_t close = comment ? th_str_find(html, TH_S("-->")) : th_str_chr(html, '>');
		if (close < 0)
			break;
		size_t n = (size_t)close + (comment ? 3 : 1);
		if (!comment)
			put_element(out, th_str_sub(html, 0, n), a);
		html = th_str_sub(html, n, html.n);
	}
}

static void put_markdown(th_buf *out, th_str md, render_job *j)
{
	th_buf line = {0}, safe = {0}, html = {0};
	render_job inner = *j;
	inner.f = NULL;
	inner.html = (th_strs){0};
	for (size_t i = 0; i < md.n; i++)
		if (md.p[i] != '\\' || i + 1 == md.n || md.p[i + 1] != '"')
			th_buf_addc(&line, md.p[i] == '\n' || md.p[i] == '\r' ? ' ' : md.p[i]);
	prepare_markdown(&safe, th_str_trim(th_buf_str(&line)), &inner);
	if (j->engine->html(&html, th_buf_str(&safe), &inner) == 0) {
		th_str words = th_str_trim(th_buf_str(&html));
		if (th_str_starts(words, TH_S("<p>")) && th_str_ends(words, TH_S("</p>")))
			words = th_str_sub(words, 3, words.n - 4);
		put_rendered(out, words, j->a);
	}
	th_buf_free(&line);
	th_buf_free(&safe);
	th_buf_free(&html);
}

typedef struct figure {
	th_str src, alt, link;      /* `link`: where the picture leads */
	th_str title, words;        /* below it, both are Markdown */
	th_str credit, credit_link; /* whose it is */
} figure;

static void put_caption(th_buf *out, const figure *w, render_job *j)
{
	th_buf_addz(out, "<figcaption>");
	if (w->title.n > 0 && w->words.n > 0)
		th_buf_addz(out, "<strong>");
	put_markdown(out, w->title, j);
	if (w->title.n > 0 && w->words.n > 0)
		th_buf_addz(out, "</strong> ");
	put_markdown(out, w->words, j);
	if (w->title.n + w->words.n > 0)
		th_buf_addc(out, ' ');
	if (w->credit_link.n > 0)
		tag_put_link(out, w->credit_link, w->credit.n > 0 ? w->credit : w->credit_link);
	else
		put_markdown(out, w->credit, j);
	th_buf_addz(out, "</figcaption>");
}

static void put_figure(th_buf *out, const figure *w, render_job *j)
{
	bool captioned = w->title.n + w->words.n + w->credit.n + w->credit_link.n > 0;
	th_buf_addz(out, captioned ? "<b></b><figure>" : "<b></b>");
	if (w->link.n > 0) {
		th_buf_addz(out, "<a href=\"");
		tag_put_address(out, w->link);
		th_buf_addz(out, "\">");
	}
	put_img(out, w->src, w->alt);
	if (w->link.n > 0)
		th_buf_addz(out, "</a>");
	if (captioned) {
		put_caption(out, w, j);
		th_buf_addz(out, "</figure>");
	}
}

/* ---- which argument is what ---- */

static bool looks_like_file(th_str s)
{
	return th_str_chr(s, '.') > 0 || th_str_chr(s, '/') >= 0;
}

static bool has_link(th_str s)
{
	return th_str_find(s, TH_S("://")) >= 0 || th_str_find(s, TH_S("](")) >= 0 ||
	       th_str_find(s, TH_S("href=")) >= 0;
}

/* Is the argument, which has a link, one of those that keep it? */
static bool keeps(const figure *w, th_str s)
{
	const th_str shown[] = {w->src, w->link, w->title, w->words, w->credit_link,
	    w->credit_link.n > 0 ? TH_NONE : w->credit};
	for (size_t i = 0; i < TH_COUNT(shown); i++)
		if (shown[i].p == s.p)
			return true;
	return !has_link(s);
}

/* "alt" "caption" behind the picture; sizes and classes are ignored. */
static void read_plain(figure *w, const tag_args *g, bool known)
{
	size_t i = 0;
	while (w->src.n == 0 && i < g->plain.n) {
		if (looks_like_file(g->plain.v[i]))
			w->src = g->plain.v[i];
		i++;
	}
	for (; i < g->plain.n; i++) {
		th_str s = g->plain.v[i];
		uint64_t number;
		if ((known && th_str_eq(s, w->src)) || th_str_uint(s, 99999, &number) ||
		    th_str_chr(s, '%') >= 0)
			continue;
		if (w->alt.n == 0 && !has_link(s))
			w->alt = s;
		else if (w->words.n == 0)
			w->words = s;
	}
}

bool tag_put_picture(th_buf *out, tag_args *g, th_str src, render_job *j)
{
	figure w = {
	    .src = src,
	    .alt = tag_named(g, "alt\0description\0"),
	    .title = tag_named(g, "title\0"),
	    .words = tag_named(g, "caption\0"),
	    .credit = tag_named(g, "attr\0attribution\0credit\0credits\0copyright\0photographer\0"),
	    .credit_link = tag_named(g, "attrlink\0credit_link\0credit_url\0creditlink\0"),
	    .link = tag_named(g, "link\0href\0"),
	};
	bool known = src.n > 0;
	th_str url = tag_named(g, "url\0");
	if (!known)
		w.src = tag_named(g, "src\0image_path\0path\0image\0file\0filename\0");
	if (w.src.n == 0)
		w.src = url;
	else if (w.link.n == 0 && url.p != w.src.p)
		w.link = url;
	if (!looks_like_file(w.link) && !th_str_starts(w.link, TH_S("#")))
		w.link = TH_NONE; /* link=true */
	if (!looks_like_file(w.credit_link))
		w.credit_link = TH_NONE;
	read_plain(&w, g, known);
	if (w.src.n == 0)
		return false;
	for (size_t i = 0; i < g->named.n; i++)
		g->lost = g->lost || !keeps(&w, g->named.v[i].value);
	for (size_t i = 0; i < g->plain.n; i++)
		g->lost = g->lost || !keeps(&w, g->plain.v[i]);
	put_figure(out, &w, j);
	return true;
}
