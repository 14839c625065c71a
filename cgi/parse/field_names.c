/* field_names.c -- which field a name stands for, and which one an unknown name means: written in
 * another case or language, or with one typing error.
 *
 * Called by fields.c for every name, and by content_load for those in hub.yml. Everything follows
 * from fields.def and the hub's facets. A name that the hub's theme prints, or that generators are
 * known to use, is never taken for a typing error. */
#include "values.h"

#include "teamhub/kind_bits.h"

#define AT(member) offsetof(parsed_doc, member)
#define NOWHERE 0

static const field_def table[] = {
#define FIELD(name, kinds, type, where, flags, also) {#name, kinds, type, where, flags, also},
#include "teamhub/fields.def"
};

/* The member that a field fills is of the type that its reader fills. */
#undef AT
#define AT(member) (&((parsed_doc *)NULL)->member)
#define TYPE(id, member, ...) typedef member member_of_F_##id;
#include "teamhub/field_types.def"
#define FIELD(name, kinds, type, where, ...)                                                       \
	_Static_assert(_Generic((where), member_of_##type * : 1, int : 1, default : 0), #name);
#include "teamhub/fields.def"

static const struct {
	const char *field, *name, *also;
} parts[] = {
#define PART(field, name, also) {#field, #name, also},
#include "teamhub/fields.def"
};

/* What Hugo, Jekyll, Eleventy, their themes and editors are known to write, folded. */
static const char generators[] =
    " _build build audio bio book_search_exclude canonical canonical_url canonicalurl cascade "
    "categories category classes comment comments content_type copyright cover css data "
    "description disqus editpost eleventycomputed eleventyexcludefromcollections "
    "eleventyimport eleventynavigation email excerpt excerpt_separator featured featured_image "
    "featuredimage github header headless hero id image images iscjklanguage js katex keywords "
    "last_modified_at lastmod layout license linkedin linktitle locale location markup mastodon "
    "math mermaid menu menus meta modified nav nav_order navigation noindex outputs pagination "
    "params parent path photo pin pinned position publisher rating readtime redirect_to ref "
    "renderdata resources robots seo series share showdate showtoc sidebar site sitemap social "
    "source sources tag tagline tags teaser template templateclass templateengineoverride "
    "thumbnail toc translationkey twitter type version video videos website weight ";

/* ---- words ---- */

static th_str fold(th_arena *a, th_str name)
{
	th_str slug = slug_of(a, name);
	char *p = th_str_z(a, slug);
	for (size_t i = 0; i < slug.n; i++)
		if (p[i] == '-')
			p[i] = '_';
	return (th_str){p, slug.n};
}

/* Is it one of the words in `list`, which are separated by spaces? */
static bool listed(const char *list, th_str word, size_t slips)
{
	enum { SHORTEST = 3 };
	th_str rest = th_strz(list), one;
	while (th_str_split(&rest, ' ', &one)) {
		if (one.n == 0)
			continue;
		if (slips == 0 ? th_str_eq(one, word)
			       : one.n >= SHORTEST && th_distance(one, word, slips) <= slips)
			return true;
	}
	return false;
}

/* How many typing errors a word of this length may have and still be recognised. */
static size_t slips_of(th_str word)
{
	return word.n < 4 ? 0 : word.n < 9 ? 1 : 2;
}

static bool is_near(th_str word, th_str name, size_t slips)
{
	return slips > 0 && th_distance(word, name, slips) <= slips;
}

/* ---- fields ---- */

/* publishDate, publish_date and publish-date are one name. */
static bool is_spelled_alike(th_str name, const char *field)
{
	size_t i = 0;
	for (;; field++, i++) {
		while (i < name.n && (name.p[i] == '_' || name.p[i] == '-'))
			i++;
		while (*field == '_')
			field++;
		if (i == name.n || *field == '\0')
			return i == name.n && *field == '\0';
		char c = name.p[i];
		if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != *field)
			return false;
	}
}

const field_def *field_find(th_kind kind, th_str name)
{
	for (size_t i = 0; i < TH_COUNT(table); i++) {
		const field_def *def = &table[i];
		if ((def->kinds & (1u << kind)) &&
		    (def->flags & ANY_CASE ? is_spelled_alike(name, def->name)
					   : th_str_eqz(name, def->name)))
			return def;
	}
	return NULL;
}

typedef struct guessing {
	const th_hub *hub;
	th_kind kind;
	th_arena *a;
	th_str word; /* folded */
} guessing;

static field_guess meant(const field_def *def)
{
	return (field_guess){
	    .name = th_strz(def->name), .hides = def->flags & HIDES, .drop = def->flags & PRIVATE};
}

static bool in_texts(const guessing *g, const th_texts *texts)
{
	for (size_t i = 0; i < texts->n; i++)
		if (th_str_eq(fold(g->a, texts->v[i].text), g->word))
			return true;
	return false;
}

/* The field or facet with that name, but for case and spelling. */
static bool spelled(const guessing *g, field_guess *out)
{
	const field_def *def = field_find(g->kind, g->word);
	const th_facet *facet = def == NULL ? hub_facet(g->hub, g->word) : NULL;
	if (def == NULL && facet == NULL)
		return false;
	*out = def != NULL ? meant(def) : (field_guess){.name = facet->name};
	out->same = true;
	return true;
}

static bool in_table(const guessing *g, bool hides, size_t slips, field_guess *out)
{
	for (size_t i = 0; i < TH_COUNT(table); i++) {
		const field_def *def = &table[i];
		if (!(def->kinds & (1u << g->kind)) || ((def->flags & HIDES) != 0) != hides)
			continue;
		if ((slips > 0 && is_near(g->word, th_strz(def->name), slips)) ||
		    listed(def->also, g->word, slips)) {
			*out = meant(def);
			return true;
		}
	}
	return false;
}

static bool in_facets(const guessing *g, size_t slips, field_guess *out)
{
	for (size_t i = 0; i < g->hub->facets.n; i++) {
		const th_facet *f = &g->hub->facets.v[i];
		bool is = slips == 0 ? th_str_eq(f->path, g->word) || in_texts(g, &f->label) ||
					   in_texts(g, &f->plural)
				     : is_near(g->word, f->name, slips) ||
					   is_near(g->word, f->path, slips);
		if (is) {
			*out = (field_guess){.name = f->name};
			return true;
		}
	}
	return false;
}

field_guess field_meant(const th_hub *hub, th_kind kind, th_str name, th_arena *a)
{
	guessing g = {hub, kind, a, fold(a, name)};
	field_guess out = {0};
	size_t slips = slips_of(g.word);
	if (g.word.n == 0 || spelled(&g, &out) || th_strs_has(&hub->theme_fields, name) ||
	    listed(generators, g.word, 0))
		return out;
	if (in_table(&g, true, 0, &out) || in_table(&g, false, 0, &out) || in_facets(&g, 0, &out) ||
	    in_table(&g, true, 1, &out))
		return out;
	if (slips > 0 && !in_table(&g, false, slips, &out))
		in_facets(&g, slips, &out);
	return out;
}

bool field_is_own(const th_mapping *m, th_str name)
{
	const th_str *ours = m != NULL ? th_map_get(&m->fields, name) : NULL;
	return ours != NULL && th_str_eq(*ours, name);
}

void content_check_names(const th_hub *hub, th_arena *a, th_findings *f)
{
	for (size_t i = 0; i < hub->named.n; i++) {
		const th_named *t = &hub->named.v[i];
		if (th_str_eqz(t->name, "-") || th_str_chr(t->name, '.') >= 0 ||
		    field_is_own(hub_mapping(hub, t->kind), t->name) ||
		    field_find(t->kind, t->name) != NULL || hub_facet(hub, t->name) != NULL)
			continue;
		field_guess g = field_meant(hub, t->kind, t->name, a);
		if (g.name.n > 0)
			finding_add(f, TH_RULE_HUB_FIELD,
			    (th_mark){TH_S("hub.yml"), t->line, t->column}, t->name, g.name,
			    th_strz(th_kind_path[t->kind]));
	}
}

/* ---- parts ---- */

th_str field_part(const char *field, th_str name, th_str *hint, th_arena *a)
{
	th_str word = fold(a, name);
	*hint = TH_NONE;
	for (int pass = 0; pass < 3; pass++)
		for (size_t i = 0; i < TH_COUNT(parts); i++) {
			th_str own = th_strz(parts[i].name);
			if (strcmp(parts[i].field, field) != 0)
				continue;
			if (pass == 0 && th_str_eq(own, word))
				return own;
			if ((pass == 1 && listed(parts[i].also, word, 0)) ||
			    (pass == 2 &&
				(is_near(word, own, 1) || listed(parts[i].also, word, 1)))) {
				*hint = own;
				return TH_NONE;
			}
		}
	return TH_NONE;
}

th_str field_parts(const char *field, th_arena *a)
{
	th_str all = TH_NONE;
	for (size_t i = 0; i < TH_COUNT(parts); i++)
		if (strcmp(parts[i].field, field) == 0)
			all = all.n == 0 ? th_strz(parts[i].name)
					 : th_str_fmt(a, "%.*s, %s", TH_FMT(all), parts[i].name);
	return all;
}
