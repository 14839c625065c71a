/* terms.c -- the terms of documents: resolved to their files, or made up; inherited from authors.
 *
 * Called by link.c once it is known who may be shown: a term that only a hidden document names must
 * not become a page. Facets whose terms are documents (values, programmes) accept no others. */
#include "resolver.h"

static th_str key_of(resolver *r, th_str facet, th_str slug)
{
	th_str key = {th_alloc(r->content->arena, facet.n + slug.n + 2), facet.n + slug.n + 1};
	char *p = (char *)key.p; /* called for each term of each document, so no printf */
	if (facet.n > 0)
		memcpy(p, facet.p, facet.n);
	p[facet.n] = '/';
	if (slug.n > 0)
		memcpy(p + facet.n + 1, slug.p, slug.n);
	return key;
}

static th_str term_slug(resolver *r, th_str written)
{
	bool marks = th_str_chr(written, '+') >= 0 || th_str_chr(written, '#') >= 0;
	return marks ? slug_of_term(r->content->arena, written) : resolver_slug(r, written);
}

static void answer_to(resolver *r, th_str facet, th_str slug, th_doc *doc)
{
	th_str key = key_of(r, facet, slug);
	if (slug.n > 0 && th_map_get(&r->terms, key) == NULL)
		th_map_put(&r->terms, key, doc);
}

static const th_facet *facet_of(const th_hub *hub, const th_doc *doc)
{
	if (doc->kind == TH_TERM)
		return hub_facet(hub, doc->facet);
	for (size_t i = 0; i < hub->facets.n; i++)
		if (hub->facets.v[i].kind == doc->kind)
			return &hub->facets.v[i];
	return NULL;
}

static void index_terms(resolver *r)
{
	th_content *c = r->content;
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < c->docs.n; i++) {
			th_doc *doc = c->docs.v[i];
			const th_facet *facet = facet_of(c->hub, doc);
			th_doc *first = facet ? th_map_get(&c->by_id, doc->id) : NULL;
			if (first == NULL || (doc->left_out && !content_hides(c, doc)))
				continue;
			if (pass == 0)
				answer_to(r, facet->name, doc->slug, first);
			for (size_t k = 0; pass == 1 && k < doc->title.n; k++)
				answer_to(
				    r, facet->name, term_slug(r, doc->title.v[k].text), first);
		}
}

static const th_strs *known_slugs(resolver *r, const th_facet *facet)
{
	th_strs *known = th_map_get(&r->known, facet->name);
	if (known != NULL)
		return known;
	known = TH_NEW(r->content->arena, th_strs);
	th_map_put(&r->known, facet->name, known);
	for (size_t i = 0; i < r->content->docs.n; i++) {
		const th_doc *doc = r->content->docs.v[i];
		if (doc->entry != NULL && !doc->left_out && facet_of(r->content->hub, doc) == facet)
			*TH_ADD(r->content->arena, known) = doc->slug;
	}
	return known;
}

static th_str folder_of(const th_hub *hub, const th_facet *facet, th_arena *a)
{
	const th_mapping *m = hub_mapping(hub, facet->kind);
	th_str folder = m->folders.n ? m->folders.v[0] : th_strz(th_kind_path[facet->kind]);
	return facet->kind == TH_TERM
		   ? th_str_fmt(a, "%.*s/%.*s/", TH_FMT(folder), TH_FMT(facet->name))
		   : th_str_fmt(a, "%.*s/", TH_FMT(folder));
}

/* ---- terms with only one document ---- */

typedef struct term_use {
	th_str facet, slug;
	th_str by;    /* the document, or the group of a story with its translations */
	bool several; /* others have it, too */
	bool file;
	uint64_t letters; /* tells quickly that two words are very different */
} term_use;

static uint64_t letters_of(th_str s)
{
	uint64_t bits = 0;
	for (size_t i = 0; i < s.n; i++)
		bits |= UINT64_C(1) << ((unsigned char)s.p[i] % 64);
	return bits;
}

static th_str without_digits(resolver *r, th_str s)
{
	char *p = th_str_z(r->content->arena, s);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		if (p[i] < '0' || p[i] > '9')
			p[n++] = p[i];
	return (th_str){p, n};
}

/* `by`: see term_use. The slug of what was written stays in the reference until it is resolved. */
static void note_use(resolver *r, th_str by, th_term_ref *ref)
{
	th_str slug = ref->ref.slug = term_slug(r, ref->ref.written);
	th_str key = key_of(r, ref->facet, slug);
	const th_doc *term = th_map_get(&r->terms, key);
	if (term != NULL) { /* by the name of its file */
		slug = term->slug;
		key = key_of(r, ref->facet, slug);
	}
	term_use *use = th_map_get(&r->uses, key);
	if (slug.n == 0)
		return;
	if (use == NULL) {
		use = TH_NEW(r->content->arena, term_use);
		*use = (term_use){ref->facet, slug, by, false, term != NULL, letters_of(slug)};
		th_map_put(&r->uses, key, use);
	} else if (!th_str_eq(use->by, by)) {
		use->several = true;
	}
}

static void note_uses(resolver *r)
{
	for (size_t i = 0; i < r->content->docs.n; i++) {
		th_doc *doc = r->content->docs.v[i];
		if (doc->left_out || doc->terms.n == 0)
			continue;
		th_str by =
		    doc->kind == TH_STORY ? translation_group(r->content, doc->path) : doc->id;
		for (size_t k = 0; k < doc->terms.n; k++)
			note_use(r, by, &doc->terms.v[k]);
	}
}

static bool is_slip(resolver *r, const term_use *use, th_str slug, uint64_t letters, size_t most)
{
	size_t apart = use->slug.n > slug.n ? use->slug.n - slug.n : slug.n - use->slug.n;
	return apart <= most && (size_t)__builtin_popcountll(use->letters ^ letters) <= 2 * most &&
	       th_distance(use->slug, slug, most) <= most &&
	       !th_str_eq(without_digits(r, use->slug), without_digits(r, slug)); /* 2025, 2026 */
}

/* The term that was probably meant by one that nothing else has: one with a file, with other
 * documents, or used before. TH_NONE: it is new, or known itself. */
static th_str meant_instead(resolver *r, th_str facet, th_str slug)
{
	const term_use *own = th_map_get(&r->uses, key_of(r, facet, slug));
	const th_facet *f = hub_facet(r->content->hub, facet);
	uint64_t letters = letters_of(slug);
	size_t most = slug.n < 3 ? 0 : slug.n < 6 ? 1 : 2;
	if (own == NULL || own->several || own->file || most == 0 || slug.n > TH_DISTANCE_MAX)
		return TH_NONE;
	bool earlier = true;
	for (size_t i = 0; i < r->uses.n; i++) {
		const term_use *use = r->uses.items[i].value;
		earlier = earlier && use != own;
		if (use != own && (earlier || use->several || use->file) &&
		    th_str_eq(use->facet, facet) && is_slip(r, use, slug, letters, most))
			return use->slug;
	}
	const th_strs *known = known_slugs(r, f);
	for (size_t i = 0; i < known->n; i++) {
		const term_use use = {.slug = known->v[i], .letters = letters_of(known->v[i])};
		if (is_slip(r, &use, slug, letters, most))
			return use.slug;
	}
	return TH_NONE;
}

static void report_unknown(
    resolver *r, const th_doc *doc, const th_facet *facet, const th_ref *ref, th_str slug)
{
	th_content *c = r->content;
	th_mark at = {doc->path, ref->line ? ref->line : 1, 1};
	if (slug.n == 0) {
		finding_add(
		    r->findings, TH_RULE_TERM_EMPTY, at, facet->name, ref->written, TH_NONE);
		return;
	}
	if (facet->kind == TH_TERM) { /* it gets a page: perhaps another one is meant */
		th_str meant = meant_instead(r, facet->name, slug);
		if (meant.n > 0)
			finding_add(
			    r->findings, TH_RULE_TERM_NEW, at, facet->name, ref->written, meant)
			    ->words[3] = folder_of(c->hub, facet, c->arena);
		return;
	}
	th_str key = key_of(r, facet->name, slug);
	th_str hint = resolver_hint(r, key, slug, known_slugs(r, facet));
	if (hint.n > 0) {
		finding_add(r->findings, TH_RULE_TERM_SUGGEST, at, facet->name, ref->written, hint);
		return;
	}
	th_finding *one = finding_add(r->findings, TH_RULE_TERM_UNKNOWN, at, facet->name,
	    ref->written, folder_of(c->hub, facet, c->arena));
	if (one->rule == &th_rules[TH_RULE_TERM_UNKNOWN])
		one->words[3] = slug;
}

/* The term's document, made up if possible; NULL: the reference is dropped. */
static th_doc *find_term(resolver *r, const th_doc *doc, const th_facet *facet, const th_ref *ref)
{
	th_str slug = ref->slug; /* note_use */
	th_str key = key_of(r, facet->name, slug);
	th_doc *term = slug.n ? th_map_get(&r->terms, key) : NULL;
	if (term != NULL)
		return term->left_out ? NULL : term;
	if (slug.n == 0 || facet->kind != TH_TERM) {
		report_unknown(r, doc, facet, ref, slug);
		return NULL;
	}
	report_unknown(r, doc, facet, ref, slug);
	term = content_doc(r->content, TH_TERM, facet->name, slug);
	if (term == NULL) {
		term = content_make_up(r->content, TH_TERM, facet->name, slug, ref->written);
	} else if (term->left_out) { /* its file is a draft or has a fault: the page then has no
				      * text */
		return NULL;
	}
	th_map_put(&r->terms, key, term);
	return term;
}

static void resolve(resolver *r, th_doc *doc)
{
	size_t kept = 0;
	for (size_t i = 0; i < doc->terms.n; i++) {
		th_term_ref one = doc->terms.v[i];
		const th_facet *facet = hub_facet(r->content->hub, one.facet);
		th_doc *term = find_term(r, doc, facet, &one.ref);
		bool twice = false;
		if (term == NULL)
			continue;
		one.ref.slug = term->slug;
		for (size_t k = 0; k < kept; k++)
			twice = twice || (th_str_eq(doc->terms.v[k].facet, one.facet) &&
					     th_str_eq(doc->terms.v[k].ref.slug, one.ref.slug));
		if (!twice)
			doc->terms.v[kept++] = one;
	}
	doc->terms.n = kept;
}

bool doc_has_term(const th_doc *doc, th_str facet, th_str slug)
{
	for (size_t i = 0; i < doc->terms.n; i++)
		if (th_str_eq(doc->terms.v[i].facet, facet) &&
		    th_str_eq(doc->terms.v[i].ref.slug, slug))
			return true;
	return false;
}

static bool has_facet(const th_doc *doc, th_str facet)
{
	for (size_t i = 0; i < doc->terms.n; i++)
		if (th_str_eq(doc->terms.v[i].facet, facet))
			return true;
	return false;
}

/* A story without terms inherits those of its authors, in their order. */
static void inherit(resolver *r, th_doc *story)
{
	const th_hub *hub = r->content->hub;
	for (size_t i = 0; i < hub->facets.n; i++) {
		const th_facet *facet = &hub->facets.v[i];
		if (!facet->inherit || has_facet(story, facet->name))
			continue;
		for (size_t k = 0; k < story->authors.n; k++) {
			const th_doc *person =
			    content_doc(r->content, TH_PERSON, TH_NONE, story->authors.v[k].slug);
			for (size_t t = 0; person && t < person->terms.n; t++) {
				th_term_ref one = person->terms.v[t];
				if (!th_str_eq(one.facet, facet->name) ||
				    doc_has_term(story, one.facet, one.ref.slug))
					continue;
				one.inherited = true;
				*TH_ADD(r->content->arena, &story->terms) = one;
			}
		}
	}
}

void link_terms(resolver *r)
{
	th_content *c = r->content;
	index_terms(r);
	note_uses(r);
	size_t count = c->docs.n;
	for (size_t i = 0; i < count; i++)
		if (!c->docs.v[i]->left_out)
			resolve(r, c->docs.v[i]);
	for (size_t i = 0; i < count; i++)
		if (!c->docs.v[i]->left_out && c->docs.v[i]->kind == TH_STORY)
			inherit(r, c->docs.v[i]);
}
