/* audience.c -- who a document is for, and which documents follow others.
 *
 * Called by link.c once every document has its id, before anything else is linked. The rule, also
 * in README.md: what is not clearly external is internal. A document follows its first language, a
 * translation its original, thanks the people they name, and a story its authors when all of them
 * are internal. What this edition hides is left out here, so that no later step makes up people or
 * terms for it. */
#include "resolver.h"

bool content_hides(const th_content *c, const th_doc *doc)
{
	return doc->audience == TH_INTERNAL && c->hub->audience != TH_INTERNAL && !c->drafts;
}

static th_mark mark_of(const th_doc *doc)
{
	return (th_mark){doc->path, doc->audience_line ? doc->audience_line : 1, 1};
}

static void follow_languages(th_content *c)
{
	for (size_t i = 0; i < c->docs.n; i++) {
		const th_doc *first = th_map_get(&c->by_id, c->docs.v[i]->id);
		if (first != NULL && first->audience == TH_INTERNAL)
			c->docs.v[i]->audience = TH_INTERNAL;
	}
}

/* True when it becomes internal now. */
static bool follow(th_doc *doc, const th_doc *original)
{
	if (original == NULL || original->audience != TH_INTERNAL || doc->audience != TH_UNSAID)
		return false;
	doc->audience = TH_INTERNAL;
	return true;
}

/* For files side by side, and those that `translates` names. */
static void follow_translations(resolver *r)
{
	th_content *c = r->content;
	th_map internal; /* group → th_doc* that is internal */
	th_map_init(&internal, c->arena);
	for (bool again = true; again;) {
		again = false;
		for (size_t i = 0; i < c->docs.n; i++) {
			th_doc *doc = c->docs.v[i];
			if (doc->kind != TH_STORY || doc->entry == NULL || doc->broken)
				continue;
			th_str key = translation_group(c, doc->path);
			const th_doc *original =
			    doc->story.translates.n > 0 ? translation_original(c, doc) : NULL;
			again |= follow(doc, th_map_get(&internal, key)) || follow(doc, original);
			if (doc->audience == TH_INTERNAL && th_map_get(&internal, key) == NULL) {
				th_map_put(&internal, key, doc);
				again = true;
			}
		}
	}
	for (size_t i = 0; i < c->docs.n; i++) {
		const th_doc *doc = c->docs.v[i], *original;
		if (doc->kind != TH_STORY || doc->audience != TH_EXTERNAL || doc->broken)
			continue;
		original = doc->story.translates.n > 0
			       ? translation_original(c, doc)
			       : th_map_get(&internal, translation_group(c, doc->path));
		if (original != NULL && original->audience == TH_INTERNAL)
			finding_add(r->findings, TH_RULE_AUDIENCE_TRANSLATION, mark_of(doc),
			    original->path, TH_NONE, TH_NONE);
	}
}

/* How many of their names, once resolved, are of internal people. */
static size_t count_internal(resolver *r, const th_refs *refs, const th_ref **one)
{
	size_t n = 0;
	for (size_t i = 0; i < refs->n; i++) {
		const th_doc *person = th_map_get(&r->people, resolver_slug(r, refs->v[i].written));
		if (person == NULL || person->audience != TH_INTERNAL)
			continue;
		*one = &refs->v[i];
		n++;
	}
	return n;
}

static void drop_internal(resolver *r, th_doc *doc)
{
	size_t kept = 0;
	for (size_t i = 0; i < doc->authors.n; i++) {
		const th_doc *person =
		    th_map_get(&r->people, resolver_slug(r, doc->authors.v[i].written));
		if (person == NULL || !content_hides(r->content, person))
			doc->authors.v[kept++] = doc->authors.v[i];
	}
	if (kept < doc->authors.n)
		doc->saved = TH_NONE; /* the names are not stored for the next publish */
	doc->authors.n = kept;
}

static void follow_people(resolver *r, th_doc *doc)
{
	const th_ref *one = NULL;
	size_t from = count_internal(r, &doc->authors, &one);
	size_t to = count_internal(r, &doc->kudos.to, &one);
	if (from + to == 0 || doc->audience == TH_INTERNAL || doc->broken)
		return;
	bool all = doc->kind == TH_KUDOS || (doc->kind == TH_STORY && from == doc->authors.n);
	finding_add(r->findings, all ? TH_RULE_AUDIENCE_FOLLOWS : TH_RULE_AUDIENCE_PERSON,
	    (th_mark){doc->path, one->line ? one->line : 1, 1}, one->written, TH_NONE, TH_NONE);
	if (all)
		doc->audience = TH_INTERNAL;
	else
		drop_internal(r, doc);
}

void link_audience(resolver *r)
{
	th_content *c = r->content;
	follow_languages(c);
	follow_translations(r);
	for (size_t i = 0; i < c->docs.n; i++) {
		th_doc *doc = c->docs.v[i];
		if (doc->kind != TH_PERSON)
			follow_people(r, doc);
	}
	for (size_t i = 0; i < c->docs.n; i++) {
		th_doc *doc = c->docs.v[i];
		if (doc->audience != TH_INTERNAL)
			continue;
		if (!c->hub->internal.wanted && !doc->left_out)
			finding_add(r->findings, TH_RULE_AUDIENCE_NOWHERE, mark_of(doc), TH_NONE,
			    TH_NONE, TH_NONE);
		if (content_hides(c, doc))
			doc->left_out = true;
	}
}

void link_hidden(resolver *r)
{
	th_content *c = r->content;
	for (size_t i = 0; i < c->docs.n; i++) {
		th_doc *doc = c->docs.v[i];
		if (!content_hides(c, doc) || doc->href.n == 0)
			continue;
		th_map_put(&c->hidden, doc->href, doc);
		for (size_t k = 0; k < doc->aliases.n; k++) {
			th_str alias = address_normalise(c, doc, doc->aliases.v[k]);
			if (alias.n > 0)
				th_map_put(&c->hidden, alias, doc);
		}
		doc->aliases.n = 0;
	}
}
