/* publish_fingerprints.c -- a fingerprint of everything a page is made of: its documents after
 * linking, their files, the targets of links and pictures in its texts, the people who wrote it,
 * its translations and its history.
 *
 * Called by publish_incremental.c for every page of every publish, so it must be quick. It must
 * include everything that publish_rows.c, publish_render.c, publish_cards.c or publish_versions.c
 * read; what is the same for all pages (hub.yml, the theme) is in parse_cache.settings. */
#include "publish_incremental.h"

static void add_str(th_buf *b, th_str s)
{
	uint32_t n = (uint32_t)s.n;
	th_buf_add(b, th_strn((const char *)&n, sizeof n));
	th_buf_add(b, s);
}

static void add_fingerprint(th_buf *b, page_fingerprint p)
{
	th_buf_add(b, th_strn((const char *)&p, sizeof p));
}

static void add_entry(th_buf *b, const th_entry *e)
{
	add_str(b, e != NULL ? e->path : TH_NONE);
	add_str(b, e != NULL ? e->id : TH_NONE);
	th_buf_addc(b, e != NULL ? (char)e->kind : 0);
}

static void add_document(th_buf *b, const incremental *g, const th_doc *d)
{
	const th_source *s = g->content->source;
	content_save(b, d);
	add_str(b, d->path);
	add_entry(b, d->entry);
	add_entry(b, d->picture.n > 0 ? source_find(s, d->picture) : NULL);
	for (size_t i = 0; i < d->guide.downloads.n; i++)
		add_entry(b, source_find(s, d->guide.downloads.v[i].file));
	th_buf_addc(b, d->person.left.at != TH_NEVER && d->person.left.at <= g->content->now);
	th_buf_addc(b, d->visible_from > g->content->now);
}

/* A named person appears with name, role, portrait and consent, so the whole file counts. */
static page_fingerprint fingerprint_person(incremental *g, th_str slug)
{
	page_fingerprint *known = th_map_get(&g->people, slug);
	if (known != NULL)
		return *known;
	th_buf b = {0};
	const th_doc *person = content_doc(g->content, TH_PERSON, TH_NONE, slug);
	for (const th_doc *d = person; d != NULL; d = d->next_lang)
		add_document(&b, g, d);
	known = TH_NEW(g->a, page_fingerprint);
	*known = fingerprint_of(th_buf_str(&b));
	th_map_put(&g->people, th_str_dup(g->a, slug), known);
	th_buf_free(&b);
	return *known;
}

static void add_people(th_buf *b, incremental *g, const th_doc *d)
{
	const th_refs *lists[] = {&d->authors, &d->kudos.to, &d->job.ambassadors};
	for (size_t k = 0; k < TH_COUNT(lists); k++)
		for (size_t i = 0; i < lists[k]->n; i++)
			add_fingerprint(b, fingerprint_person(g, lists[k]->v[i].slug));
	for (size_t i = 0; i < d->shown.n; i++)
		add_fingerprint(
		    b, fingerprint_person(g, slug_of(g->scratch, d->shown.v[i].written)));
}

/* Repeats the look-ups that the text made when it was rendered. */
static void add_lookups(th_buf *b, incremental *g, const th_doc *d, const th_strs *lookups)
{
	th_findings none = {.arena = g->scratch};
	link_context x = {.content = g->content, .doc = d, .a = g->scratch, .f = &none};
	render_links links = publish_links(&x);
	for (size_t i = 0; i < lookups->n; i++) {
		th_str what = lookups->v[i], target = th_str_sub(what, 1, what.n), href = TH_NONE;
		th_buf_addc(b, what.p[0]);
		if (what.p[0] == LOOKUP_PICTURE) {
			const th_entry *e = content_find_file(g->content, d->path, target);
			add_entry(b, e);
			th_buf_addc(b, e != NULL && picture_is_withheld(g->content, d, e));
			continue;
		}
		bool keep_link = true;
		if (what.p[0] == LOOKUP_URL) {
			th_buf_addc(b, links.secret(links.ctx, target, &keep_link));
			continue;
		}
		if (what.p[0] == LOOKUP_PERSON) {
			th_str name = TH_NONE;
			th_buf_addc(b, links.person(links.ctx, target, &name));
			add_str(b, name);
			continue;
		}
		bool found = what.p[0] == LOOKUP_OWN ? links.own(links.ctx, target, &href)
						     : links.page(links.ctx, target, &href);
		th_buf_addc(b, found);
		th_buf_addc(b, x.crosses);
		add_str(b, found ? href : TH_NONE);
	}
	for (size_t i = 0; i < x.used.n; i++)
		add_str(b, x.used.v[i]);
}

/* The cards of what belongs to a programme show its colours and hashtag. */
static void add_programmes(th_buf *b, incremental *g, const th_doc *d)
{
	for (size_t i = 0; d->kind == TH_STORY && i < d->terms.n; i++) {
		const th_facet *facet = hub_facet(g->content->hub, d->terms.v[i].facet);
		const th_doc *programme =
		    facet != NULL && facet->kind == TH_PROGRAMME
			? content_doc(g->content, TH_PROGRAMME, TH_NONE, d->terms.v[i].ref.slug)
			: NULL;
		if (programme == NULL)
			continue;
		content_save(b, programme);
		return; /* only the first is shown */
	}
}

static void add_translations(th_buf *b, const th_doc *d)
{
	for (const th_doc *t = d->translation; t != NULL && t != d; t = t->translation) {
		add_str(b, t->lang);
		add_str(b, t->left_out ? TH_NONE : t->id);
	}
}

page_fingerprint incremental_fingerprint_history(incremental *g, const th_doc *d)
{
	page_fingerprint p;
	th_buf b = {0};
	const revisions *list = histories_of(g->histories, d);
	for (size_t i = 0; i < list->n; i++) {
		const row_revision *r = &list->v[i];
		const th_doc *who = histories_author(g->histories, r->commit);
		th_buf_add(&b, th_strn((const char *)&r->at, sizeof r->at));
		th_buf_addc(&b, (char)r->kind);
		add_str(&b, r->commit);
		add_str(&b, r->blob);
		add_str(&b, r->was);
		add_str(&b, who != NULL ? who->id : TH_NONE);
	}
	p = fingerprint_of(th_buf_str(&b));
	th_buf_free(&b);
	return p;
}

page_fingerprint incremental_fingerprint_page(incremental *g, const th_doc *first,
    const th_strs *(*lookups_of)(incremental *g, const th_doc *d))
{
	th_buf *b = &g->buf;
	th_buf_cut(b, 0);
	for (const th_doc *d = first; d != NULL; d = d->next_lang) {
		const th_strs *lookups = lookups_of(g, d);
		const parse_cache_text *text =
		    d->entry != NULL ? th_map_get(&g->now.texts, d->path) : NULL;
		add_document(b, g, d);
		add_people(b, g, d);
		add_programmes(b, g, d);
		if (!d->left_out && lookups != NULL)
			add_lookups(b, g, d, lookups);
		add_translations(b, d);
		if (text != NULL)
			add_fingerprint(b, text->history);
		th_arena_reset(g->scratch);
	}
	return fingerprint_of(th_buf_str(b));
}
