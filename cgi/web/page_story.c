/* page_story.c -- one story. It has one address, in the part of the hub that speaks its language;
 * the other parts lead there. */
#include "page.h"

static void add_alternates(page *p, const view_story *s)
{
	if (s->translations.n == 0)
		return;
	*TH_ADD(p->a, &p->head.alternates) =
	    (view_link){.href = p->head.canonical, .label = s->card.lang};
	for (size_t i = 0; i < s->translations.n; i++)
		*TH_ADD(p->a, &p->head.alternates) =
		    (view_link){.href = url_absolute(p, s->translations.v[i].href),
			.label = s->translations.v[i].lang};
	/* For whoever reads none of them: the one in the hub's first language. */
	const th_strs *langs = edition_languages(p->q.e);
	for (size_t i = 0, n = p->head.alternates.n; i < n && langs->n > 0; i++)
		if (th_str_eq(p->head.alternates.v[i].label, langs->v[0]))
			*TH_ADD(p->a, &p->head.alternates) = (view_link){
			    .href = p->head.alternates.v[i].href, .label = TH_S("x-default")};
}

/* The same story in another language, where there is one; else that language's start page. */
static void add_languages(page *p, const view_story *s, th_str own)
{
	const th_strs *langs = edition_languages(p->q.e);
	for (size_t i = 0; i < langs->n && langs->n > 1; i++) {
		bool here = th_str_eq(langs->v[i], p->q.ui);
		th_str href = here ? own : th_str_cat(p->a, url_base(p, langs->v[i]), TH_S("/"));
		for (size_t k = 0; k < s->translations.n; k++)
			if (th_str_eq(s->translations.v[k].lang, langs->v[i]))
				href = s->translations.v[k].href;
		*TH_ADD(p->a, &p->site.languages) = (view_link){.href = href,
		    .label = word_in(p, langs->v[i], "language_name"),
		    .lang = langs->v[i],
		    .current = here};
	}
}

int page_story(page *p)
{
	view_story *s = TH_NEW(p->a, view_story);
	if (!query_story(&p->q, p->seg, s, &p->modified))
		return 404;
	th_str base = url_base(p, s->card.lang);
	th_str own = th_str_cat(p->a, base, url_encode_path(p, p->rest));
	if (!th_str_eq(base, p->q.base)) { /* asked for in another language's part of the hub */
		p->location = own;
		return 301;
	}
	page_begin(p, "story", s->card.title, s->card.summary);
	p->head.lang = s->card.lang;
	p->head.og_type = TH_S("article");
	p->head.canonical = url_absolute(p, own);
	page_share(p, TH_S("story"), p->seg, s->card.picture);
	page_creator(p, &s->card.authors);
	if (p->head.og_type.n > 0)
		p->head.oembed = p->internal ? TH_NONE : share_oembed(p, p->head.canonical);
	add_alternates(p, s);
	add_languages(p, s, own);
	page_crumb(p, word(p, "stories"), url_of(p, TH_S("/stories/"), TH_NONE, 1));
	page_crumb(p, s->card.title, own);
	p->v.story = s;
	return page_show(p);
}
