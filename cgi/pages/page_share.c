/* page_share.c -- the share kit: a recruiter chooses team, place, topic, language and gets link,
 * feeds, QR code, posters, e-mail signature and embed code. A plain GET form: the address of the
 * kit contains the selection, so it can be shared itself. */
#include "list.h"
#include "share.h"
#include "teamhub/face_share.h"
#include "teamhub/route.h"
#include "teamhub/selection.h"

enum { FRAME_WIDTH = 600, FRAME_HEIGHT = 480 };

static const th_str path = {"/feeds/", sizeof "/feeds/" - 1};

/* A field has one value. Several terms of a facet, which an address may contain, become one option:
 * "a,b". */
static void join_selected(th_arena *a, view_filter *f)
{
	th_str slug = TH_S(""), label = TH_S("");
	size_t selected = 0;
	for (size_t i = 0; i < f->options.n; i++) {
		if (!f->options.v[i].selected)
			continue;
		const char *slugs = selected ? "," : "", *labels = selected ? ", " : "";
		slug =
		    th_str_fmt(a, "%.*s%s%.*s", TH_FMT(slug), slugs, TH_FMT(f->options.v[i].slug));
		label = th_str_fmt(
		    a, "%.*s%s%.*s", TH_FMT(label), labels, TH_FMT(f->options.v[i].label));
		selected++;
	}
	if (selected < 2)
		return;
	for (size_t i = 0; i < f->options.n; i++)
		f->options.v[i].selected = false;
	view_option *o = TH_ADD(a, &f->options);
	*o = (view_option){.slug = slug, .label = label, .selected = true};
}

static bool has_field(const view_kit *k, th_str facet)
{
	for (size_t i = 0; i < k->filters.n; i++)
		if (th_str_eq(k->filters.v[i].facet, facet))
			return true;
	return false;
}

static void fill_form(hub_site *site, const request *req, view_kit *k)
{
	if (site->files == NULL) /* a file does not know what was chosen in a form */
		k->action = url_of(site, path, TH_NONE, 1);
	list_filters(site, req, &k->filters);
	for (size_t i = 0; i < k->filters.n; i++)
		join_selected(site->q.a, &k->filters.v[i]);
	if (req->selected.text.n > 0)
		*TH_ADD(site->q.a, &k->inputs) = (view_input){TH_S("q"), req->selected.text};
	for (size_t i = 0; i < req->selected.terms.n; i++)
		if (!has_field(k, req->selected.terms.v[i].facet))
			*TH_ADD(site->q.a, &k->inputs) = (view_input){
			    req->selected.terms.v[i].facet, req->selected.terms.v[i].term};
	if (req->selected.text.n > 0 || req->selected.terms.n > 0)
		k->clear = url_of(site, path, TH_NONE, 1);
}

static void add_poster(
    hub_site *site, const request *req, view_kit *k, const char *size, const char *label)
{
	*TH_ADD(site->q.a, &k->posters) = (view_link){
	    .href = url_of(site, TH_S("/feeds/poster/"), share_query(site->q.a, req, size), 1),
	    .label = th_strz(label)};
}

static void fill_links(hub_site *site, const request *req, view_kit *k)
{
	th_str list, qs, tagged = share_query(site->q.a, req, "");
	share_list(site, req, &list, &qs);
	k->url = share_url(site, req);
	page_feeds(site, &k->feeds, list, qs, share_title(site, req));
	k->opml = url_of(site, TH_S("/feeds/teamhub.opml"), TH_NONE, 1);
	if (k->url.n <= QR_TEXT_MAX) {
		k->qr_svg = url_of(site, TH_S("/feeds/qr.svg"), tagged, 1);
		k->qr_png = url_of(site, TH_S("/feeds/qr.png"), tagged, 1);
		if (site_has_layout(site, "poster")) {
			add_poster(site, req, k, "size=a6", "A6");
			add_poster(site, req, k, "size=a4", "A4");
		}
	}
}

static th_str taken(th_arena *a, th_buf *b)
{
	th_str s = th_str_dup(a, th_buf_str(b));
	th_buf_free(b);
	return s;
}

static void fill_snippets(hub_site *site, const request *req, view_kit *k)
{
	th_str lead = word(site, "share_lead"), title = share_title(site, req);
	th_buf link = {0}, frame = {0};
	snippet_link(&link, lead, title, k->url);
	k->signature_html = taken(site->q.a, &link);
	k->signature_text =
	    th_str_fmt(site->q.a, "%.*s\n%.*s\n%.*s", TH_FMT(lead), TH_FMT(title), TH_FMT(k->url));
	if (!site_has_layout(site, "fragment") || site->internal) /* no other site may show it */
		return;
	th_str url = share_frame(site, req);
	snippet_frame(&frame, title, url, FRAME_WIDTH, FRAME_HEIGHT);
	k->frame_html = taken(site->q.a, &frame);
	k->frame = th_str_sub(url, site->origin.n, url.n);
	k->frame_sites = edition_meta(site->q.e, TH_S("embed_allow"));
}

int page_kit(answer *ans, hub_site *site, request *req)
{
	view_kit *k = TH_NEW(site->q.a, view_kit);
	if (!site_has_layout(site, "share") || !selection_read(site, req) || req->number > 1)
		return 404;
	th_str words = selection_words(site, &req->selected),
	       qs = selection_query(site->q.a, &req->selected);
	k->selection = words.n ? words : word(site, "all_stories");
	k->heading = word_fill(site, "share_heading", k->selection, TH_NONE);
	page *p = page_begin(site, req, "share", k->heading, TH_NONE);
	page_address(p, path, qs, 1, 1);
	page_crumb(p, word(site, "share"), url_of(site, path, TH_NONE, 1));
	if (words.n > 0)
		page_crumb(p, words, url_of(site, path, qs, 1));
	k->campaign = req->sent->campaign;
	k->count_label = list_count_label(site, req, query_count(&site->q, &req->selected));
	fill_form(site, req, k);
	fill_links(site, req, k);
	fill_snippets(site, req, k);
	k->oembed = share_oembed(site, k->url);
	p->head.feeds = k->feeds;
	p->head.noindex = true;
	selection all = {0};
	ans->modified = query_modified(&site->q, &all);
	p->v.kit = k;
	return page_show(ans, p);
}
