/* feed_html.c -- the text of an entry, the same in all feed formats: its facts first (an
 * application deadline, where an event is), then its text with absolute addresses. Called by
 * atom.c, rss.c and jsonfeed.c. */
#include "teamhub/face.h"

/* Puts footnote numbers in brackets. Programs that turn a feed into plain text (mail, previews)
 * drop <sup> and join the digits: "42.000" with note 2 became 42.0002. */
static void add_notes_in_brackets(th_buf *out, th_str html)
{
	const th_str mark = TH_S(" role=\"doc-noteref\">"), end = TH_S("</a>");
	ptrdiff_t at, close;
	while ((at = th_str_find(html, mark)) >= 0) {
		size_t number = (size_t)at + mark.n;
		close = th_str_find(th_str_sub(html, number, html.n), end);
		if (close < 0)
			break;
		th_buf_add(out, th_str_sub(html, 0, number));
		th_buf_addc(out, '[');
		th_buf_add(out, th_str_sub(html, number, number + (size_t)close));
		th_buf_addc(out, ']');
		html = th_str_sub(html, number + (size_t)close, html.n);
	}
	th_buf_add(out, html);
}

void feed_html(th_buf *out, const feed_view *v, const feed_entry *e)
{
	th_buf_cut(out, 0);
	if (e->facts.n > 0)
		th_buf_addz(out, "<ul>");
	for (size_t i = 0; i < e->facts.n; i++) {
		th_buf_addz(out, "<li>");
		th_buf_add_html(out, e->facts.v[i].label);
		th_buf_addz(out, ": ");
		th_buf_add_html(out, e->facts.v[i].value);
		th_buf_addz(out, "</li>");
	}
	if (e->facts.n > 0)
		th_buf_addz(out, "</ul>\n");
	th_buf text = {0};
	html_absolute(&text, e->html, v->origin, e->url);
	add_notes_in_brackets(out, th_buf_str(&text));
	th_buf_free(&text);
}
