/* page_poster.c -- a page to print and hang up: the QR code of a selection, a sentence from one of
 * its stories, and faces. Shows only people who agreed to share cards: paper cannot be called
 * back. */
#include "share.h"
#include "teamhub/face_share.h"
#include "teamhub/route.h"
#include "teamhub/selection.h"

enum { LOOK_AT = 24, QUOTE_MAX = 220, FACES_SMALL = 3, FACES_LARGE = 4 };

/* The newest that is short enough, preferably in the page's language. */
static void choose_quote(hub_site *site, view_poster *v, const view_cards *cards)
{
	for (size_t i = 0; i < cards->n; i++) {
		const view_card *c = &cards->v[i];
		if (v->quote.n > 0 && c->other_lang)
			continue;
		th_str quote = query_quote(&site->q, c->id);
		if (quote.n == 0 || th_utf8_length(quote) > QUOTE_MAX)
			continue;
		v->quote = quote;
		v->quote_lang = c->lang;
		v->quoted = th_str_is_quoted(quote);
		v->voices = c->byline;
		if (!c->other_lang)
			return;
	}
}

static bool is_among(const view_people *people, th_str id)
{
	for (size_t i = 0; i < people->n; i++)
		if (th_str_eq(people->v[i].id, id))
			return true;
	return false;
}

static void add_faces(hub_site *site, view_poster *v, const view_people *from, size_t most)
{
	for (size_t i = 0; i < from->n && v->people.n < most; i++) {
		const view_person *one = &from->v[i];
		if (one->portrait != NULL && !one->portrait->generated &&
		    !is_among(&v->people, one->id) &&
		    query_may_have_card(&site->q, TH_S("person"), one->id))
			*TH_ADD(site->q.a, &v->people) = *one;
	}
}

int page_poster(answer *ans, hub_site *site, request *req)
{
	view_poster *v = TH_NEW(site->q.a, view_poster);
	view_cards cards = {0};
	th_str size = request_take(req->sent, PARAM_SIZE);
	bool small = size.n == 0 || th_str_eqz(size, "a6");
	if (!site_has_layout(site, "poster") || !(small || th_str_eqz(size, "a4")) ||
	    !selection_read(site, req) || req->number > 1 || share_url(site, req).n > QR_TEXT_MAX)
		return 404;
	th_str words = selection_words(site, &req->selected), path, qs;
	page *p = page_begin(
	    site, req, "poster", word_fill(site, "share_heading", words, TH_NONE), TH_NONE);
	page_address(p, TH_S("/feeds/poster/"),
	    share_query(site->q.a, req, small ? "size=a6" : "size=a4"), 1, 1);
	share_list(site, req, &path, &qs);
	v->size = small ? TH_S("a6") : TH_S("a4");
	v->heading = words.n ? words : p->frame.title;
	v->lead = words.n ? p->frame.title : word(site, "poster_lead");
	v->url = share_url(site, req);
	v->address = url_absolute(site, url_of(site, path, qs, 1));
	ptrdiff_t scheme = th_str_find(v->address, TH_S("://"));
	if (scheme > 0)
		v->address = th_str_sub(v->address, (size_t)scheme + 3, v->address.n);
	v->qr = url_of(site, TH_S("/feeds/qr.svg"), share_query(site->q.a, req, ""), 1);
	v->back = url_of(site, TH_S("/feeds/"), share_query(site->q.a, req, ""), 1);
	query_cards(&site->q, &req->selected, 0, LOOK_AT, &cards);
	choose_quote(site, v, &cards);
	add_faces(site, v, &v->voices, small ? FACES_SMALL : FACES_LARGE);
	for (size_t i = 0; i < cards.n; i++)
		add_faces(site, v, &cards.v[i].authors, small ? FACES_SMALL : FACES_LARGE);
	p->head.noindex = true;
	selection all = {0};
	ans->modified = query_modified(&site->q, &all);
	p->v.poster = v;
	return page_show(ans, p);
}
