/* sanitize_pictures.c -- what becomes of an <img>, or of an element that shows another server's
 * document: a picture of the hub's own, or a plain link, since pages make no requests to other
 * servers. Called by sanitize.c. */
#include "sanitize.h"
#include "tags.h"

static const char sizes[] = " sizes=\"(min-width: 46rem) 44rem, calc(100vw - 2rem)\"";

static void put_candidates(th_buf *out, th_str srcset)
{
	if (srcset.n == 0)
		return;
	attribute_put(out, "srcset", srcset);
	if (srcset.p[srcset.n - 1] == 'w' && th_str_chr(srcset, ' ') > 0)
		th_buf_addz(out, sizes);
}

static void show_picture(events *v, const th_picture *p, th_str alt, th_str title, th_str tip)
{
	th_buf head = {0}, tail = {0};
	if (p->webp.n > 0) {
		th_buf_addz(&head, "<picture>");
		if (p->moving.n > 0) {
			th_buf_addz(&head,
			    "<source media=\"(prefers-reduced-motion: no-preference)\" "
			    "type=\"image/webp\"");
			attribute_put(&head, "srcset", p->moving);
			th_buf_addc(&head, '>');
		}
		th_buf_addz(&head, "<source type=\"image/webp\"");
		put_candidates(&head, p->webp);
		th_buf_addc(&head, '>');
	}
	th_buf_addz(&head, "<img src=\"");
	escape_text(&head, p->src);
	th_buf_addc(&head, '"');
	put_candidates(&head, p->srcset);
	if (p->width > 0 && p->height > 0)
		th_buf_addf(&head, " width=\"%lld\" height=\"%lld\"", (long long)p->width,
		    (long long)p->height);
	attribute_put(&head, "alt", alt);
	if (tip.n > 0)
		attribute_put(&head, "title", tip);
	th_buf_addz(&tail, " loading=\"lazy\" decoding=\"async\">");
	if (p->webp.n > 0)
		th_buf_addz(&tail, "</picture>");
	tree_picture(&v->t, th_buf_str(&head), title, th_buf_str(&tail));
	th_buf_free(&head);
	th_buf_free(&tail);
}

static void link_picture(events *v, th_str address, th_str alt)
{
	const element *a = allow_element("a");
	th_buf attributes = {0};
	bool external;
	bool linked = false;
	for (size_t k = v->t.n; k > 1; k--)
		linked = linked || strcmp(v->t.open[k - 1].e->as, "a") == 0;
	th_buf *text = &v->j->text; /* two pictures are two words */
	if (text->n > 0 && text->p[text->n - 1] != ' ' && text->p[text->n - 1] != '\n')
		tree_text(&v->t, TH_S(" "));
	th_buf_addz(&attributes, " href=\"");
	if (linked) {
		tree_text(&v->t, alt.n > 0 ? alt : address);
	} else if (address_link(&attributes, address, v->j, &external)) {
		th_buf_addz(&attributes, "\" rel=\"noopener\"");
		if (tree_element(&v->t, a, th_buf_str(&attributes)) != NULL) {
			tree_text(&v->t, alt.n > 0 ? alt : address);
			tree_end(&v->t, a);
		}
	}
	th_buf_free(&attributes);
}

void picture_start(events *v, const xmlChar **atts)
{
	th_str src = attribute_get(atts, "src"), alt = th_str_trim(attribute_get(atts, "alt")),
	       remote;
	th_str title = attribute_title(atts, v->j->a);
	th_picture p;
	if (address_picture(&p, src, v->j, &remote)) {
		if (alt.n == 0 && !v->j->alt_checked)
			report_add(
			    v->j, TH_RULE_PICTURE_ALT, src, th_str_shorten(v->j->a, src, 80));
		show_picture(v, &p, alt, title, th_str_trim(attribute_get(atts, "data-title")));
	} else if (remote.n > 0) {
		link_picture(v, remote, alt);
	}
}

bool frame_start(events *v, const xmlChar **atts)
{
	th_str src = th_str_trim(attribute_get(atts, "src"));
	if (!embed_is_web(src))
		src = th_str_trim(attribute_get(atts, "data"));
	if (!embed_is_web(src))
		return false;
	embed card = embed_of(src, attribute_title(atts, v->j->a), v->j->a);
	const element *p = allow_element("p");
	bool apart = tree_element(&v->t, p, TH_NONE) != NULL;
	link_picture(v, card.address, card.label);
	if (apart)
		tree_end(&v->t, p);
	return true;
}
