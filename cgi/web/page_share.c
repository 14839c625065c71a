/* page_share.c -- the share kit: a recruiter selects team, place, topic, language and gets link,
 * feeds, QR code, posters, e-mail signature and embed code. A plain form by GET: the address of the
 * kit is the selection, so that it can itself be handed on. */
#include "page.h"
#include "teamhub/face_share.h"

enum { FRAME_WIDTH = 600, FRAME_HEIGHT = 480 };

static const th_str path = {"/feeds/", sizeof "/feeds/" - 1};

/* A field holds one value. Several terms of a facet, which an address may name, become one option:
 * "a,b". */
static void join_selected(page *p, view_filter *f)
{
	th_str slug = TH_S(""), label = TH_S("");
	size_t selected = 0;
	for (size_t i = 0; i < f->options.n; i++) {
		if (!f->options.v[i].selected)
			continue;
		const char *slugs = selected ? "," : "", *labels = selected ? ", " : "";
		slug = th_str_fmt(
		    p->a, "%.*s%s%.*s", TH_FMT(slug), slugs, TH_FMT(f->options.v[i].slug));
		label = th_str_fmt(
		    p->a, "%.*s%s%.*s", TH_FMT(label), labels, TH_FMT(f->options.v[i].label));
		selected++;
	}
	if (selected < 2)
		return;
	for (size_t i = 0; i < f->options.n; i++)
		f->options.v[i].selected = false;
	view_option *o = TH_ADD(p->a, &f->options);
	*o = (view_option){.slug = slug, .label = label, .selected = true};
}

static bool has_field(const view_kit *k, th_str facet)
{
	for (size_t i = 0; i < k->filters.n; i++)
		if (th_str_eq(k->filters.v[i].facet, facet))
			return true;
	return false;
}

static void fill_form(page *p, view_kit *k)
{
	k->action = url_of(p, path, TH_NONE, 1);
	list_filters(p, &k->filters);
	for (size_t i = 0; i < k->filters.n; i++)
		join_selected(p, &k->filters.v[i]);
	if (p->all.text.n > 0)
		*TH_ADD(p->a, &k->inputs) = (view_input){TH_S("q"), p->all.text};
	for (size_t i = 0; i < p->all.terms.n; i++)
		if (!has_field(k, p->all.terms.v[i].facet))
			*TH_ADD(p->a, &k->inputs) =
			    (view_input){p->all.terms.v[i].facet, p->all.terms.v[i].term};
	if (p->all.text.n > 0 || p->all.terms.n > 0)
		k->clear = k->action;
}

static void add_poster(page *p, view_kit *k, const char *size, const char *label)
{
	*TH_ADD(p->a, &k->posters) =
	    (view_link){.href = url_of(p, TH_S("/feeds/poster/"), share_query(p, size), 1),
		.label = th_strz(label)};
}

static void fill_links(page *p, view_kit *k)
{
	th_str list, qs, tagged = share_query(p, "");
	share_list(p, &list, &qs);
	k->url = share_url(p);
	page_feeds(p, &k->feeds, list, qs, share_title(p));
	k->opml = url_of(p, TH_S("/feeds/teamhub.opml"), TH_NONE, 1);
	if (k->url.n <= QR_TEXT_MAX) {
		k->qr_svg = url_of(p, TH_S("/feeds/qr.svg"), tagged, 1);
		k->qr_png = url_of(p, TH_S("/feeds/qr.png"), tagged, 1);
		if (share_has(p, "poster")) {
			add_poster(p, k, "size=a6", "A6");
			add_poster(p, k, "size=a4", "A4");
		}
	}
}

static th_str taken(page *p, th_buf *b)
{
	th_str s = th_str_dup(p->a, th_buf_str(b));
	th_buf_free(b);
	return s;
}

static void fill_snippets(page *p, view_kit *k)
{
	th_str lead = word(p, "share_lead"), title = share_title(p);
	th_buf link = {0}, frame = {0};
	snippet_link(&link, lead, title, k->url);
	k->signature_html = taken(p, &link);
	k->signature_text =
	    th_str_fmt(p->a, "%.*s\n%.*s\n%.*s", TH_FMT(lead), TH_FMT(title), TH_FMT(k->url));
	if (!share_has(p, "fragment") || p->internal) /* no other site is to show it */
		return;
	th_str url = share_frame(p);
	snippet_frame(&frame, title, url, FRAME_WIDTH, FRAME_HEIGHT);
	k->frame_html = taken(p, &frame);
	k->frame = th_str_sub(url, p->origin.n, url.n);
	k->frame_sites = edition_meta(p->q.e, TH_S("embed_allow"));
}

int page_kit(page *p)
{
	view_kit *k = TH_NEW(p->a, view_kit);
	if (!share_has(p, "share") || !selection_read(p) || p->number > 1)
		return 404;
	th_str words = selection_words(p, &p->all), qs = selection_query(p, &p->all);
	k->selection = words.n ? words : word(p, "all_stories");
	k->heading = word_fill(p, "share_heading", k->selection, TH_NONE);
	page_begin(p, "share", k->heading, TH_NONE);
	page_address(p, path, qs, 1, 1);
	page_crumb(p, word(p, "share"), url_of(p, path, TH_NONE, 1));
	if (words.n > 0)
		page_crumb(p, words, url_of(p, path, qs, 1));
	k->campaign = p->r->campaign;
	k->count_label = list_count_label(p, query_count(&p->q, &p->all));
	fill_form(p, k);
	fill_links(p, k);
	fill_snippets(p, k);
	k->oembed = share_oembed(p, k->url);
	p->head.feeds = k->feeds;
	p->head.noindex = true;
	selection all = {0};
	p->modified = query_modified(&p->q, &all);
	p->v.kit = k;
	return page_show(p);
}
