/* page_story.c -- one story. It has one address, in the part of the hub in its language; the other
 * parts redirect there. */
#include "share.h"
#include "teamhub/route.h"

static void add_alternates(page *p, const view_story *s)
{
	hub_site *site = p->site;
	if (s->translations.n == 0)
		return;
	*TH_ADD(site->q.a, &p->head.alternates) =
	    (view_link){.href = p->head.canonical, .label = s->card.lang};
	for (size_t i = 0; i < s->translations.n; i++)
		*TH_ADD(site->q.a, &p->head.alternates) =
		    (view_link){.href = url_absolute(site, s->translations.v[i].href),
			.label = s->translations.v[i].lang};
	/* For visitors who read none of them: the one in the hub's first language. */
	const th_strs *langs = edition_languages(site->q.e);
	for (size_t i = 0, n = p->head.alternates.n; i < n && langs->n > 0; i++)
		if (th_str_eq(p->head.alternates.v[i].label, langs->v[0]))
			*TH_ADD(site->q.a, &p->head.alternates) = (view_link){
			    .href = p->head.alternates.v[i].href, .label = TH_S("x-default")};
}

/* The story in another language, if it exists; else that language's start page. */
static void add_languages(page *p, const view_story *s, th_str own)
{
	hub_site *site = p->site;
	const th_strs *langs = edition_languages(site->q.e);
	for (size_t i = 0; i < langs->n && langs->n > 1; i++) {
		bool here = th_str_eq(langs->v[i], site->q.ui);
		th_str href =
		    here ? own : th_str_cat(site->q.a, url_base(site, langs->v[i]), TH_S("/"));
		for (size_t k = 0; k < s->translations.n; k++)
			if (th_str_eq(s->translations.v[k].lang, langs->v[i]))
				href = s->translations.v[k].href;
		*TH_ADD(site->q.a, &p->frame.languages) = (view_link){.href = href,
		    .label = word_in(site, langs->v[i], "language_name"),
		    .lang = langs->v[i],
		    .current = here};
	}
}

int page_story(answer *ans, hub_site *site, request *req)
{
	view_story *s = TH_NEW(site->q.a, view_story);
	if (!query_story(&site->q, req->slug, s, &ans->modified))
		return 404;
	th_str base = url_base(site, s->card.lang);
	th_str own = th_str_cat(site->q.a, base, url_encode_path(site->q.a, req->path));
	if (!th_str_eq(base, site->q.base)) { /* requested in another language's part of the hub */
		ans->location = own;
		return 301;
	}
	page *p = page_begin(site, req, "story", s->card.title, s->card.summary);
	p->head.lang = s->card.lang;
	p->head.og_type = TH_S("article");
	p->head.canonical = url_absolute(site, own);
	page_share(p, TH_S("story"), req->slug, s->card.picture);
	page_creator(p, &s->card.authors);
	if (p->head.og_type.n > 0)
		p->head.oembed = site->internal ? TH_NONE : share_oembed(site, p->head.canonical);
	add_alternates(p, s);
	add_languages(p, s, own);
	page_crumb(p, word(site, "stories"), url_of(site, TH_S("/stories/"), TH_NONE, 1));
	page_crumb(p, s->card.title, own);
	p->v.story = s;
	return page_show(ans, p);
}
