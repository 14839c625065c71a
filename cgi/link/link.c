/* link.c -- relates all documents of a commit: one address for each, names to documents, and what
 * may be shown.
 *
 * Called by content_load after parsing, on one thread. Everything is done in the order of paths, so
 * the result does not depend on the order in which threads finished. content_link lists the steps,
 * which are files of their own. Nothing may get through that a consent does not cover. */
#include "resolver.h"

#include <stdlib.h>

th_doc *content_doc(const th_content *c, th_kind kind, th_str facet, th_str slug)
{
	char id[320];
	size_t n = 0;
	th_str parts[5] = {th_strz(th_kind_name[kind]), TH_S("/"), facet, TH_S("/"), slug};
	for (size_t i = 0; i < 5; i++) {
		if ((i == 2 || i == 3) && kind != TH_TERM)
			continue;
		if (parts[i].n >= sizeof(id) - n)
			return NULL;
		if (parts[i].n > 0)
			memcpy(id + n, parts[i].p, parts[i].n);
		n += parts[i].n;
	}
	return th_map_get(&c->by_id, (th_str){id, n});
}

th_doc *content_make_up(th_content *c, th_kind kind, th_str facet, th_str slug, th_str title)
{
	th_doc *doc = TH_NEW(c->arena, th_doc);
	*doc = doc_empty(kind, TH_NONE);
	doc->facet = facet;
	doc->slug = slug;
	if (kind == TH_PERSON) { /* named in public already by people who wrote with them */
		doc->person.consent.public_since = doc->person.consent.story_since =
		    doc->person.consent.feed_since = 0;
		doc->person.consent.kudos_since = c->hub->consent_required ? TH_NEVER : 0;
	}
	*TH_ADD(c->arena, &doc->title) = (th_in_lang){.text = title};
	doc->lang = c->hub->languages.v[0];
	doc_address(&doc->parsed, c->hub, c->arena);
	*TH_ADD(c->arena, &c->docs) = doc;
	th_map_put(&c->by_id, doc->id, doc);
	return doc;
}

th_str resolver_slug(resolver *r, th_str written)
{
	th_str *known = th_map_get(&r->slugs, written);
	if (known == NULL) {
		known = TH_NEW(r->content->arena, th_str);
		*known = slug_of(r->content->arena, written);
		th_map_put(&r->slugs, written, known);
	}
	return *known;
}

enum { HINTS_MAX = 500 };

th_str resolver_hint(resolver *r, th_str key, th_str slug, const th_strs *known)
{
	th_str *hint = th_map_get(&r->hints, key);
	if (hint == NULL) {
		hint = TH_NEW(r->content->arena, th_str);
		if (r->hints.n < HINTS_MAX) /* each looks at all of them */
			*hint = nearest(slug, known);
		th_map_put(&r->hints, key, hint);
	}
	return *hint;
}

bool doc_is_first_lang(const th_doc *doc, const th_content *c)
{
	return th_map_get(&c->by_id, doc->id) == doc;
}

/* ---- one address for each ---- */

static int by_path(const void *a, const void *b)
{
	const th_doc *x = *(th_doc *const *)a, *y = *(th_doc *const *)b;
	int order = th_str_cmp(x->path, y->path);
	if (order == 0)
		order = (x->title_line > y->title_line) - (x->title_line < y->title_line);
	return order ? order : th_str_cmp(x->id, y->id);
}

static int by_id(const void *a, const void *b)
{
	const th_doc *x = *(th_doc *const *)a, *y = *(th_doc *const *)b;
	int order = th_str_cmp(x->id, y->id);
	if (order == 0)
		order = th_str_cmp(x->lang, y->lang);
	return order ? order : th_str_cmp(x->path, y->path);
}

static size_t lang_rank(const th_hub *hub, th_str lang)
{
	size_t i = 0;
	while (i < hub->languages.n && !th_str_eq(hub->languages.v[i], lang))
		i++;
	return i;
}

/* Adds it to the chain of the same document, in the hub's order of languages; false: that language
 * exists already. */
static bool add_lang(th_content *c, th_doc *first, th_doc *doc)
{
	size_t rank = lang_rank(c->hub, doc->lang);
	for (th_doc *d = first; d; d = d->next_lang)
		if (th_str_eq(d->lang, doc->lang))
			return false;
	if (rank < lang_rank(c->hub, first->lang)) {
		doc->next_lang = first;
		th_map_put(&c->by_id, doc->id, doc);
		return true;
	}
	while (first->next_lang && lang_rank(c->hub, first->next_lang->lang) <= rank)
		first = first->next_lang;
	doc->next_lang = first->next_lang;
	first->next_lang = doc;
	return true;
}

static th_str free_slug(th_content *c, const th_doc *doc)
{
	for (int i = 2; i < 1000; i++) {
		th_str slug = th_str_fmt(c->arena, "%.*s-%d", TH_FMT(doc->slug), i);
		if (content_doc(c, doc->kind, doc->facet, slug) == NULL)
			return slug;
	}
	return doc->slug;
}

static void claim(th_content *c, th_doc *doc, th_findings *f)
{
	th_doc *first = th_map_get(&c->by_id, doc->id);
	if (!doc->broken && hub_owns_address(c->hub, doc->href)) {
		finding_add(f, TH_RULE_SLUG_RESERVED, (th_mark){doc->path, 1, 1}, doc->href,
		    free_slug(c, doc), TH_NONE);
		doc->broken = doc->left_out = true;
	}
	if (first == NULL) {
		th_map_put(&c->by_id, doc->id, doc);
		return;
	}
	if (doc->kind != TH_STORY && !doc->broken && !first->broken && add_lang(c, first, doc))
		return;
	if (apart_claim(c, first, doc))
		return;
	if (!doc->broken && (!doc->draft || c->drafts))
		finding_add(f, TH_RULE_SLUG_TAKEN,
		    (th_mark){doc->path, doc->entry ? 1 : doc->title_line, 1}, doc->href,
		    first->path, free_slug(c, doc));
	doc->broken = doc->left_out = true;
}

/* Public documents first, then internal ones, then drafts, then files with a fault: a later one
 * never takes an address from an earlier one. */
static void claim_all(th_content *c, th_findings *f)
{
	for (int pass = 0; pass < 4; pass++)
		for (size_t i = 0; i < c->docs.n; i++) {
			th_doc *doc = c->docs.v[i];
			if ((doc->broken                       ? 3
				: doc->draft                   ? 2
				: doc->audience == TH_INTERNAL ? 1
							       : 0) == pass)
				claim(c, doc, f);
		}
}

/* What belongs to the document and not to one language is taken from the first language. */
static void spread_langs(th_content *c)
{
	for (size_t i = 0; i < c->by_id.n; i++) {
		th_doc *first = c->by_id.items[i].value;
		for (th_doc *d = first->next_lang; d; d = d->next_lang) {
			d->left_out = d->left_out || first->left_out;
			d->withdrawn = first->withdrawn;
			d->withdrawal = first->withdrawal;
			d->withheld = first->withheld;
			d->visible_from = first->visible_from;
			d->visible_until = first->visible_until;
			d->person.consent = first->person.consent;
			d->person.born.at = TH_NEVER;
		}
	}
}

void content_add_boundary(th_content *c, th_time at)
{
	if (at == TH_NEVER)
		return;
	if (at <= c->now && at > c->boundary_last)
		c->boundary_last = at;
	if (at > c->now && (c->boundary_next == TH_NEVER || at < c->boundary_next))
		c->boundary_next = at;
}

/* Of two files that differ in their form only, each is found by its own. */
static void compose_paths(th_content *c)
{
	size_t n = 0;
	const th_entry *entries = c->source != NULL ? source_entries(c->source, &n) : NULL;
	for (size_t i = 0; i < n; i++) {
		bool ascii = true;
		for (size_t k = 0; k < entries[i].path.n && ascii; k++)
			ascii = (unsigned char)entries[i].path.p[k] < 0x80;
		if (!ascii)
			th_map_put(&c->composed, text_compose(c->arena, entries[i].path),
			    (void *)&entries[i]);
	}
}

void content_link(th_content *c, th_findings *f)
{
	resolver r = {.content = c, .findings = f};
	th_map *maps[] = {&c->composed, &c->by_id, &c->by_path, &c->hrefs, &c->moved, &c->hidden,
	    &c->withheld, &r.people, &r.terms, &r.slugs, &r.hints, &r.known, &r.uses};
	for (size_t i = 0; i < TH_COUNT(maps); i++)
		th_map_init(maps[i], c->arena);
	compose_paths(c);
	if (c->docs.n > 1)
		qsort(c->docs.v, c->docs.n, sizeof(*c->docs.v), by_path);
	for (size_t i = 0; i < c->docs.n; i++) {
		th_doc *doc = c->docs.v[i];
		if (doc->entry != NULL)
			th_map_put(&c->by_path, doc->path, doc);
		doc->left_out = doc->broken || (doc->draft && !c->drafts);
		if (doc->draft && doc->kind == TH_STORY && doc->date.at == TH_NEVER)
			doc->date = (th_when){
			    .at = c->now, .parts = 4, .offset = hub_date_offset(c->hub, c->now)};
	}
	c->boundary_last = c->boundary_next = TH_NEVER;
	claim_all(c, f);
	link_withdrawals(&r);
	link_names(&r);
	link_audience(&r);
	link_visibility(&r);
	link_meetings(&r);
	link_consent(&r);
	link_people(&r);
	link_consent_of_others(&r);
	link_depicted(&r);
	link_agreements(&r);
	link_settings(&r);
	link_terms(&r);
	link_programmes(&r);
	link_stories_of_events(&r);
	link_translations(&r);
	link_pictures(&r);
	spread_langs(c);
	link_visibility_of_made_up(&r);
	link_hidden(&r);
	link_hrefs(&r);
	if (c->docs.n > 1)
		qsort(c->docs.v, c->docs.n, sizeof(*c->docs.v), by_id);
}
