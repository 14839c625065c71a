/* faces.c -- which pictures nobody may see: the portrait of somebody who did not agree to one or
 * who withdrew, and pictures in a text that says a withdrawn person is in it.
 *
 * Called by pictures.c once every consent is decided. A picture is identified by its bytes: a copy
 * under another name is withheld, too, and so is a copy of a portrait that was deleted with its
 * person's file, if history knows it (th_content.faces). */
#include "resolver.h"

static void withhold(th_content *c, const th_entry *e, th_doc *whose)
{
	if (e != NULL)
		th_map_put(&c->withheld, e->path, whose);
}

static bool may_be_seen(const th_content *c, const th_doc *person)
{
	const th_doc *first = th_map_get(&c->by_id, person->id);
	return (first != NULL ? first : person)->person.consent.portrait_since != TH_NEVER;
}

static const th_entry *named_picture(const th_content *c, const th_doc *doc)
{
	return doc->picture.n > 0 ? content_find_file(c, doc->path, doc->picture) : NULL;
}

static void withhold_of_documents(th_content *c)
{
	for (size_t i = 0; i < c->docs.n; i++) {
		th_doc *doc = c->docs.v[i];
		bool hidden = doc->kind == TH_PERSON && !may_be_seen(c, doc);
		if (hidden || doc->pictures_withheld)
			withhold(c, named_picture(c, doc), doc);
		if (hidden)
			withhold(c, picture_own_portrait(c, doc), doc);
	}
	/* After portraits: what such a text shows is never a mere silhouette. */
	for (size_t i = 0; i < c->docs.n; i++)
		if (c->docs.v[i]->pictures_withheld)
			text_pictures_withhold(c, c->docs.v[i]);
}

/* The ids of everything withheld, and of portraits that history knows. */
static void collect_ids(const th_content *c, th_map *ids)
{
	for (size_t i = 0; i < c->withheld.n; i++) {
		const th_entry *e = source_find(c->source, c->withheld.items[i].key);
		th_doc *whose = c->withheld.items[i].value, *other = th_map_get(ids, e->id);
		/* A text that shows it says more than the person whose portrait it is. */
		if (other == NULL || other->kind == TH_PERSON)
			th_map_put(ids, e->id, whose);
	}
	for (size_t i = 0; i < c->faces.n; i++)
		if (th_map_get(ids, c->faces.v[i]) == NULL) {
			th_doc *nobody = TH_NEW(c->arena, th_doc);
			*nobody = doc_empty(TH_STORY, TH_NONE);
			th_map_put(ids, c->faces.v[i], nobody);
		}
}

/* ---- pictures of nobody ---- */

/* A file beside somebody's file with the same name: a portrait, not a silhouette. */
static void collect_portraits(const th_content *c, th_map *portraits)
{
	for (size_t i = 0; i < c->docs.n; i++) {
		th_doc *d = c->docs.v[i];
		const th_entry *e =
		    d->kind == TH_PERSON && !may_be_seen(c, d) ? picture_own_portrait(c, d) : NULL;
		if (e != NULL)
			th_map_put(portraits, e->id, d);
	}
}

static const th_entry *portrait_of(const th_content *c, const th_doc *person)
{
	const th_entry *e = named_picture(c, person);
	return e != NULL ? e : picture_own_portrait(c, person);
}

/* How many people have a picture with that id as their portrait. */
static size_t count_users(const th_content *c, th_str id)
{
	size_t n = 0;
	for (size_t i = 0; i < c->docs.n; i++) {
		const th_doc *d = c->docs.v[i];
		const th_entry *e =
		    d->kind == TH_PERSON && doc_is_first_lang(d, c) ? portrait_of(c, d) : NULL;
		n += e != NULL && th_str_eq(e->id, id);
	}
	return n;
}

/* A picture used for several people, such as a silhouette, shows none of them. It must be used for
 * three people, or for one who may be seen and one who may not, and be nobody's own file. */
static void let_silhouettes(const th_content *c, th_map *ids)
{
	th_map portraits;
	th_map_init(&portraits, c->arena);
	collect_portraits(c, &portraits);
	for (size_t i = 0; i < c->docs.n; i++) {
		const th_doc *doc = c->docs.v[i];
		const th_entry *e =
		    doc->kind == TH_PERSON && may_be_seen(c, doc) ? portrait_of(c, doc) : NULL;
		const th_doc *whose = e != NULL ? th_map_get(ids, e->id) : NULL;
		if (whose == NULL || whose->kind != TH_PERSON)
			continue;
		bool own = whose->withdrawn || th_map_get(&portraits, e->id) != NULL;
		if (!own || count_users(c, e->id) > 2)
			th_map_put(ids, e->id, NULL);
	}
}

void link_faces(th_content *c)
{
	th_map ids;
	size_t n;
	if (c->source == NULL)
		return;
	withhold_of_documents(c);
	if (c->withheld.n + c->faces.n == 0)
		return;
	th_map_init(&ids, c->arena);
	collect_ids(c, &ids);
	let_silhouettes(c, &ids);
	const th_entry *entries = source_entries(c->source, &n);
	for (size_t i = 0; i < n; i++) {
		const th_entry *e = &entries[i];
		th_doc *whose = e->kind == TH_ENTRY_FILE ? th_map_get(&ids, e->id) : NULL;
		bool shared = whose == NULL && th_map_get(&c->withheld, e->path) != NULL;
		if ((whose != NULL && th_map_get(&c->by_path, e->path) == NULL) || shared)
			th_map_put(&c->withheld, e->path, whose);
	}
}
