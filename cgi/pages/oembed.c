/* oembed.c -- oEmbed 1.0: what another site shows when somebody pastes the address of a page. A
 * story or person is a link with a picture; a list is a frame with its newest stories. Must say
 * nothing about people who did not agree to share cards, nor about other hosts. */
#include "share.h"
#include "teamhub/face_share.h"
#include "teamhub/route.h"
#include "teamhub/selection.h"

enum { WIDTH = 600, HEIGHT = 480, LEAST = 200, MOST = 4000, CACHE_SECONDS = 3600 };

typedef struct embedding {
	oembed_view v;
	int64_t max_width, max_height;
} embedding;

/* An absolute address, within the size that the other site requested. */
static void set_thumbnail(hub_site *site, embedding *m, const view_picture *picture)
{
	if (picture == NULL || picture->generated || picture->width > m->max_width ||
	    picture->height > m->max_height)
		return;
	view_picture *own = TH_NEW(site->q.a, view_picture);
	*own = *picture;
	own->src = url_absolute(site, picture->src);
	m->v.thumbnail = own;
}

static void set_card(hub_site *site, const request *req, embedding *m, th_str kind, th_str lang,
    const view_picture *picture)
{
	const view_picture *card = query_share(&site->q, kind, req->slug, lang);
	set_thumbnail(site, m, card ? card : picture);
}

static int of_story(answer *ans, hub_site *site, const request *req, embedding *m)
{
	view_story s = {0};
	if (!query_story(&site->q, req->slug, &s, &ans->modified) ||
	    !query_may_have_card(&site->q, TH_S("story"), req->slug))
		return 404;
	th_strs names = {0};
	m->v.title = s.card.title;
	for (size_t i = 0; i < s.card.byline.n; i++) {
		const view_person *one = &s.card.byline.v[i];
		*TH_ADD(site->q.a, &names) = one->name;
		if (one->page && m->v.author_url.n == 0)
			m->v.author_url = url_absolute(site, one->href);
	}
	m->v.author_name = th_strs_join(site->q.a, &names, ", ");
	set_card(site, req, m, TH_S("story"), s.card.lang, s.card.picture);
	return 200;
}

static int of_person(answer *ans, hub_site *site, const request *req, embedding *m)
{
	view_person_page person = {0};
	if (!query_person_page(&site->q, req->slug, &person, &ans->modified) ||
	    !query_may_have_card(&site->q, TH_S("person"), req->slug))
		return 404;
	m->v.title = person.person.name;
	set_card(site, req, m, TH_S("person"), site->q.ui, person.person.portrait);
	return 200;
}

static int of_list(answer *ans, hub_site *site, request *req, embedding *m)
{
	view_term term = {0};
	if (req->facet != NULL) {
		req->fixed = (selection_term){req->facet->name, req->slug};
		if (!query_term(&site->q, req->facet->name, req->slug, &term))
			return 404;
	}
	if (!site_has_layout(site, "fragment") || !selection_read(site, req))
		return 404;
	th_buf frame = {0};
	m->v.title = share_title(site, req);
	m->v.width = m->max_width < WIDTH ? m->max_width : WIDTH;
	m->v.height = m->max_height < HEIGHT ? m->max_height : HEIGHT;
	snippet_frame(&frame, m->v.title, share_frame(site, req), m->v.width, m->v.height);
	m->v.html = th_str_dup(site->q.a, th_buf_str(&frame));
	th_buf_free(&frame);
	ans->modified = query_modified(&site->q, &req->selected);
	return 200;
}

/* Removes the language from a path below the prefix, and switches to it. */
static th_str without_language(hub_site *site, th_str path)
{
	const th_strs *langs = edition_languages(site->q.e);
	for (size_t i = 1; i < langs->n; i++) {
		th_str lead = th_str_fmt(site->q.a, "/%.*s/", TH_FMT(langs->v[i]));
		if (!th_str_starts(path, lead))
			continue;
		site_speak(site, langs->v[i]);
		return th_str_sub(path, lead.n - 1, path.n);
	}
	return path;
}

/* The route of an absolute address of this hub, with its query read; NULL: not one. */
static const route *route_of(hub_site *site, request *req, th_str url)
{
	th_str home = th_str_cat(site->q.a, site->origin, site->q.prefix), path;
	if (!th_str_starts(url, home))
		return NULL;
	url = th_str_sub(url, home.n, url.n);
	ptrdiff_t hash = th_str_chr(url, '#');
	url = hash < 0 ? url : th_str_sub(url, 0, (size_t)hash);
	ptrdiff_t mark = th_str_chr(url, '?');
	th_str raw = mark < 0 ? url : th_str_sub(url, 0, (size_t)mark);
	if (!th_str_starts(raw, TH_S("/")) || !th_url_decode(site->q.a, raw, false, &path) ||
	    !th_utf8_valid(path, NULL))
		return NULL;
	req->sent->query.n = 0;
	if (mark >= 0 &&
	    request_read_query(req->sent, th_str_sub(url, (size_t)mark + 1, url.n)) != 0)
		return NULL;
	req->sent->path = without_language(site, path);
	if (site->files != NULL)
		url_from_file(site, req->sent);
	return route_find(site, req, req->sent->path);
}

/* False: not a number. */
static bool read_bound(const request *req, web_param param, int64_t *out)
{
	uint64_t n = MOST;
	th_str text = request_take(req->sent, param);
	if (text.n > 0 && !th_str_uint(text, UINT64_MAX, &n))
		return false;
	*out = n > MOST ? MOST : n < LEAST ? LEAST : (int64_t)n;
	return true;
}

int oembed_answer(answer *ans, hub_site *site, request *req)
{
	embedding m = {.v.cache_age = CACHE_SECONDS};
	th_str url = request_take(req->sent, PARAM_URL),
	       format = request_take(req->sent, PARAM_FORMAT);
	if (!read_bound(req, PARAM_MAXWIDTH, &m.max_width) ||
	    !read_bound(req, PARAM_MAXHEIGHT, &m.max_height))
		return 404;
	if (format.n > 0 && !th_str_eqz(format, "json"))
		return 501; /* oembed.com §2.3.3 */
	const route *found = site->internal ? NULL : route_of(site, req, url);
	if (found == NULL)
		return 404;
	m.v.provider_name = site_title(site);
	m.v.provider_url = url_absolute(site, url_of(site, TH_S("/"), TH_NONE, 1));
	int status = 404;
	if (found->handler == page_story)
		status = of_story(ans, site, req, &m);
	else if (found->handler == page_person)
		status = of_person(ans, site, req, &m);
	else if (found->handler == page_stories || found->handler == page_term)
		status = of_list(ans, site, req, &m);
	if (status != 200)
		return status;
	oembed_write(&ans->reply->body, &m.v);
	ans->type = TH_S("application/json; charset=utf-8");
	return 200;
}
