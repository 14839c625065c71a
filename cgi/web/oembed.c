/* oembed.c -- oEmbed 1.0: what another site may show of a page of this hub when somebody pastes its
 * address. A story or person is a link with a picture; a list is a frame with its newest stories.
 * Must say nothing of those who did not agree to share cards, and nothing of other hosts. */
#include "page.h"
#include "teamhub/face_share.h"

enum { WIDTH = 600, HEIGHT = 480, LEAST = 200, MOST = 4000, CACHE_SECONDS = 3600 };

typedef struct embedding {
	oembed_view v;
	int64_t max_width, max_height;
} embedding;

/* Absolute, of a bound that the asking site set. */
static void set_thumbnail(page *p, embedding *m, const view_picture *picture)
{
	if (picture == NULL || picture->generated || picture->width > m->max_width ||
	    picture->height > m->max_height)
		return;
	view_picture *own = TH_NEW(p->a, view_picture);
	*own = *picture;
	own->src = url_absolute(p, picture->src);
	m->v.thumbnail = own;
}

static void set_card(page *p, embedding *m, th_str kind, th_str lang, const view_picture *picture)
{
	const view_picture *card = query_share(&p->q, kind, p->seg, lang);
	set_thumbnail(p, m, card ? card : picture);
}

static int of_story(page *p, embedding *m)
{
	view_story s = {0};
	if (!query_story(&p->q, p->seg, &s, &p->modified) ||
	    !query_may_have_card(&p->q, TH_S("story"), p->seg))
		return 404;
	m->v.title = s.card.title;
	for (size_t i = 0; i < s.card.byline.n; i++) {
		const view_person *one = &s.card.byline.v[i];
		m->v.author_name = th_str_fmt(p->a, "%.*s%s%.*s", TH_FMT(m->v.author_name),
		    i > 0 ? ", " : "", TH_FMT(one->name));
		if (one->page && m->v.author_url.n == 0)
			m->v.author_url = url_absolute(p, one->href);
	}
	set_card(p, m, TH_S("story"), s.card.lang, s.card.picture);
	return 200;
}

static int of_person(page *p, embedding *m)
{
	view_person_page person = {0};
	if (!query_person_page(&p->q, p->seg, &person, &p->modified) ||
	    !query_may_have_card(&p->q, TH_S("person"), p->seg))
		return 404;
	m->v.title = person.person.name;
	set_card(p, m, TH_S("person"), p->q.ui, person.person.portrait);
	return 200;
}

static int of_list(page *p, embedding *m)
{
	view_term term = {0};
	if (p->facet != NULL) {
		p->fixed = (selection_term){p->facet->name, p->seg};
		if (!query_term(&p->q, p->facet->name, p->seg, &term))
			return 404;
	}
	if (!share_has(p, "fragment") || !selection_read(p))
		return 404;
	th_buf frame = {0};
	m->v.title = share_title(p);
	m->v.width = m->max_width < WIDTH ? m->max_width : WIDTH;
	m->v.height = m->max_height < HEIGHT ? m->max_height : HEIGHT;
	snippet_frame(&frame, m->v.title, share_frame(p), m->v.width, m->v.height);
	m->v.html = th_str_dup(p->a, th_buf_str(&frame));
	th_buf_free(&frame);
	p->modified = query_modified(&p->q, &p->all);
	return 200;
}

/* Takes the language off a path below the prefix, and speaks it. */
static th_str without_language(page *p, th_str path)
{
	const th_strs *langs = edition_languages(p->q.e);
	for (size_t i = 1; i < langs->n; i++) {
		th_str lead = th_str_fmt(p->a, "/%.*s/", TH_FMT(langs->v[i]));
		if (!th_str_starts(path, lead))
			continue;
		page_speak(p, langs->v[i]);
		return th_str_sub(path, lead.n - 1, path.n);
	}
	return path;
}

/* The route of an absolute address of this hub, its query read; NULL: it is none. */
static const route *route_of(page *p, th_str url)
{
	th_str home = th_str_cat(p->a, p->origin, p->q.prefix), path;
	if (!th_str_starts(url, home))
		return NULL;
	url = th_str_sub(url, home.n, url.n);
	ptrdiff_t hash = th_str_chr(url, '#');
	url = hash < 0 ? url : th_str_sub(url, 0, (size_t)hash);
	ptrdiff_t mark = th_str_chr(url, '?');
	th_str raw = mark < 0 ? url : th_str_sub(url, 0, (size_t)mark);
	if (!th_str_starts(raw, TH_S("/")) || !th_url_decode(p->a, raw, false, &path) ||
	    !th_utf8_valid(path, NULL))
		return NULL;
	p->r->query.n = 0;
	if (mark >= 0 && request_read_query(p->r, th_str_sub(url, (size_t)mark + 1, url.n)) != 0)
		return NULL;
	return route_find(p, without_language(p, path));
}

/* False: not a number. */
static bool read_bound(page *p, web_param param, int64_t *out)
{
	uint64_t n = MOST;
	th_str text = request_take(p->r, param);
	if (text.n > 0 && !th_str_uint(text, UINT64_MAX, &n))
		return false;
	*out = n > MOST ? MOST : n < LEAST ? LEAST : (int64_t)n;
	return true;
}

int oembed_answer(page *p)
{
	embedding m = {.v.cache_age = CACHE_SECONDS};
	th_str url = request_take(p->r, PARAM_URL), format = request_take(p->r, PARAM_FORMAT);
	if (!read_bound(p, PARAM_MAXWIDTH, &m.max_width) ||
	    !read_bound(p, PARAM_MAXHEIGHT, &m.max_height))
		return 404;
	if (format.n > 0 && !th_str_eqz(format, "json"))
		return 501; /* oembed.com §2.3.3 */
	const route *found = p->internal ? NULL : route_of(p, url);
	if (found == NULL)
		return 404;
	page_begin(p, "share", TH_NONE, TH_NONE); /* for the site's own words */
	m.v.provider_name = p->site.title;
	m.v.provider_url = url_absolute(p, p->site.home);
	int status = 404;
	if (found->handler == page_story)
		status = of_story(p, &m);
	else if (found->handler == page_person)
		status = of_person(p, &m);
	else if (found->handler == page_stories || found->handler == page_term)
		status = of_list(p, &m);
	if (status != 200)
		return status;
	oembed_write(&p->reply->body, &m.v);
	p->type = TH_S("application/json; charset=utf-8");
	return 200;
}
