/* old_terms.c -- where a generator's site had the pages of terms and authors: /tags/x/ leads to the
 * hub's page of that term, and its feed and further pages with it (web/router.c). By the fields
 * that hub.yml maps to a facet, by the words as authors wrote them, and by the generator's rules
 * for addresses.
 *
 * Called by address.c when all other addresses are known; none of those gives way. */
#include "resolver.h"

#include "teamhub/locale.h"
#include "teamhub/site.h"

typedef struct old_term {
	resolver *r;
	th_map *taken;
	th_doc *term;
} old_term;

static void lead(const old_term *o, th_str address)
{
	th_content *c = o->r->content;
	th_str alias = address_normalise(c, o->term, address);
	if (alias.n == 0 || hub_owns_address(c->hub, alias) || th_map_get(&c->hrefs, alias) ||
	    th_map_get(o->taken, alias))
		return;
	th_map_put(o->taken, alias, o->term);
	th_map_put(&c->moved, alias, o->term);
	*TH_ADD(c->arena, &o->term->aliases) = alias;
}

static void lead_below(const old_term *o, const char *folder, th_str field, th_str slug)
{
	if (slug.n > 0)
		lead(o, th_str_fmt(o->r->content->arena, "%s/%.*s/%.*s/", folder, TH_FMT(field),
			    TH_FMT(slug)));
}

/* tags → tag, categories → category, and back. */
static th_str other_number(th_str field, th_arena *a)
{
	if (th_str_ends(field, TH_S("ies")))
		return th_str_cat(a, th_str_sub(field, 0, field.n - 3), TH_S("y"));
	if (th_str_ends(field, TH_S("s")))
		return th_str_sub(field, 0, field.n - 1);
	return th_str_ends(field, TH_S("y"))
		   ? th_str_cat(a, th_str_sub(field, 0, field.n - 1), TH_S("ies"))
		   : th_str_cat(a, field, TH_S("s"));
}

/* "/tag/:name/" in the site's settings; :written is the name as authors write it. */
static void lead_by_pattern(const old_term *o, th_str pattern, th_str slug, th_str written)
{
	th_arena *a = o->r->content->arena;
	th_str mark = TH_S(":name"), name = slug;
	ptrdiff_t at = th_str_find(pattern, mark);
	th_buf whole = {0};
	if (at < 0) {
		mark = TH_S(":written");
		at = th_str_find(pattern, mark);
		th_buf_add_url(&whole, written, "");
		name = th_buf_str(&whole);
	}
	if (at >= 0 && name.n > 0)
		lead(o, th_str_fmt(a, "%.*s%.*s%.*s", (int)at, pattern.p, TH_FMT(name),
			    TH_FMT(th_str_sub(pattern, (size_t)at + mark.n, pattern.n))));
	th_buf_free(&whole);
}

/* `field`: what the front matter calls it. */
static void lead_field(const old_term *o, const th_mapping *m, th_str field, th_str written)
{
	th_arena *a = o->r->content->arena;
	const struct th_site *site = o->r->content->hub->site;
	th_generator as = m->generator;
	bool any = as == TH_GENERATOR_ANY || as == TH_GENERATOR_NONE;
	ptrdiff_t dot = th_str_rchr(field, '.'); /* Zola: taxonomies.tags */
	field = text_lower(a, th_str_sub(field, (size_t)(dot + 1), field.n));
	th_str other = other_number(field, a), slug = slug_of(a, written);
	if (as == TH_GENERATOR_HUGO || any)
		lead_below(o, "", field, slug_hugo(a, written, true));
	if (as == TH_GENERATOR_ZOLA)
		lead_below(o, "", field, slug_zola(a, written));
	if (as == TH_GENERATOR_JEKYLL || any) {
		slug = slug_jekyll(a, written, false);
		lead_below(o, "", field, slug);
		lead_below(o, "", other, slug);
	}
	if (as == TH_GENERATOR_ELEVENTY || any)
		lead_below(o, "", field, slug);
	if (any || as == TH_GENERATOR_JEKYLL)
		lead_below(o, "/blog", field, slug);
	for (size_t i = 0; site != NULL && i < site->term_pages.n; i++)
		if (th_str_eq(site->term_pages.v[i].key, field) ||
		    th_str_eq(site->term_pages.v[i].key, other))
			lead_by_pattern(o, site->term_pages.v[i].value, slug, written);
}

static void lead_term(old_term *o, const th_mapping *m, const th_term_ref *ref)
{
	th_content *c = o->r->content;
	const th_facet *facet = hub_facet(c->hub, ref->facet);
	o->term = facet == NULL || ref->inherited
		      ? NULL
		      : content_doc(c, facet->kind, facet->kind == TH_TERM ? ref->facet : TH_NONE,
			    ref->ref.slug);
	if (o->term == NULL || o->term->left_out)
		return;
	for (size_t i = 0; i < m->fields.n; i++)
		if (th_str_eq(*(th_str *)m->fields.items[i].value, ref->facet))
			lead_field(o, m, m->fields.items[i].key, ref->ref.written);
}

/* /authors/jana-weber/, where the generator makes pages of them as of tags. */
static void lead_author(old_term *o, const th_mapping *m, const th_ref *ref)
{
	bool own = m->generator == TH_GENERATOR_HUGO || m->generator == TH_GENERATOR_ZOLA ||
		   m->generator == TH_GENERATOR_ANY;
	o->term = own ? content_doc(o->r->content, TH_PERSON, TH_NONE, ref->slug) : NULL;
	if (o->term == NULL || o->term->left_out)
		return;
	if (th_map_get(&m->fields, TH_S("authors")) == NULL)
		lead_field(o, m, TH_S("authors"), ref->written);
	for (size_t i = 0; i < m->fields.n; i++)
		if (th_str_eqz(*(th_str *)m->fields.items[i].value, "authors"))
			lead_field(o, m, m->fields.items[i].key, ref->written);
}

/* Is it the first text that names it so? */
static bool is_new(th_map *seen, const th_doc *doc, th_str facet, th_str written, th_arena *a)
{
	th_str key = th_str_fmt(a, "%d %.*s %.*s", (int)doc->kind, TH_FMT(facet), TH_FMT(written));
	if (th_map_get(seen, key) != NULL)
		return false;
	th_map_put(seen, key, seen);
	return true;
}

void link_old_terms(resolver *r, th_map *taken)
{
	th_content *c = r->content;
	old_term o = {.r = r, .taken = taken};
	th_map seen;
	th_map_init(&seen, c->arena);
	for (size_t i = 0; i < c->docs.n; i++) {
		const th_doc *doc = c->docs.v[i];
		th_str folder;
		const th_mapping *m = doc->entry != NULL && !doc->left_out
					  ? path_mapping(c->hub, doc->path, &folder)
					  : NULL;
		if (m == NULL || !m->mapped)
			continue;
		for (size_t k = 0; k < doc->terms.n; k++) {
			const th_term_ref *term = &doc->terms.v[k];
			if (is_new(&seen, doc, term->facet, term->ref.written, c->arena))
				lead_term(&o, m, term);
		}
		for (size_t k = 0; k < doc->authors.n && doc->kind == TH_STORY; k++)
			if (is_new(&seen, doc, TH_NONE, doc->authors.v[k].written, c->arena))
				lead_author(&o, m, &doc->authors.v[k]);
	}
}
