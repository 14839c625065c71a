/* people.c -- names that authors wrote become people.
 *
 * Called by link.c. A person answers to the name of the file, the name, and every alias. Who has no
 * file gets a document with the name only, or the story is left out, as hub.yml says; a typing
 * error is pointed out. */
#include "resolver.h"

static void answer_to(resolver *r, th_str name, th_doc *person)
{
	th_str slug = resolver_slug(r, name);
	if (slug.n > 0 && th_map_get(&r->people, slug) == NULL)
		th_map_put(&r->people, slug, person);
}

/* "/people/jana-mueller/" → jana-mueller; another name stays. */
static th_str alias_name(th_str alias)
{
	while (alias.n > 0 && alias.p[alias.n - 1] == '/')
		alias.n--;
	return path_base(alias);
}

void link_names(resolver *r)
{
	th_content *c = r->content;
	/* Addresses first, then names of files, then names, then other names. */
	for (int pass = 0; pass < 4; pass++)
		for (size_t i = 0; i < c->docs.n; i++) {
			th_doc *person = c->docs.v[i];
			if (person->kind != TH_PERSON || !doc_is_first_lang(person, c))
				continue;
			if (pass == 0) {
				th_map_put(&r->people, person->slug, person);
				*TH_ADD(c->arena, &r->person_slugs) = person->slug;
			}
			if (pass == 1)
				answer_to(r, person->name, person);
			for (size_t k = 0; pass == 2 && k < person->title.n; k++)
				answer_to(r, person->title.v[k].text, person);
			for (size_t k = 0; pass == 3 && k < person->aliases.n; k++)
				answer_to(r, alias_name(person->aliases.v[k]), person);
		}
}

/* True when the name stays. */
static bool miss(resolver *r, th_doc *doc, th_ref *ref, th_str slug)
{
	th_content *c = r->content;
	th_policy policy = c->hub->missing_author;
	th_mark at = {doc->path, ref->line ? ref->line : 1, 1};
	th_str hint = resolver_hint(r, ref->written, slug, &r->person_slugs);
	if (policy != TH_POLICY_IGNORE && hint.n > 0) {
		th_finding *one =
		    finding_add(r->findings, TH_RULE_AUTHOR_UNKNOWN, at, ref->written, hint, slug);
		if (policy == TH_POLICY_REFUSE)
			finding_set_severity(r->findings, one, TH_ERROR);
	} else if (policy != TH_POLICY_IGNORE) {
		finding_add(r->findings,
		    policy == TH_POLICY_REFUSE ? TH_RULE_AUTHOR_REFUSED : TH_RULE_AUTHOR_MISSING,
		    at, ref->written, slug, TH_NONE);
	}
	if (policy == TH_POLICY_REFUSE) {
		doc->left_out = true;
		return false;
	}
	return slug.n > 0;
}

static void resolve(resolver *r, th_doc *doc, th_refs *refs)
{
	size_t kept = 0;
	for (size_t i = 0; i < refs->n; i++) {
		th_ref ref = refs->v[i];
		th_str slug = resolver_slug(r, ref.written);
		th_doc *person = th_map_get(&r->people, slug);
		if (person == NULL && miss(r, doc, &ref, slug)) {
			person = content_make_up(r->content, TH_PERSON, TH_NONE, slug, ref.written);
			th_map_put(&r->people, slug, person);
		} else if (person != NULL && person->entry == NULL && person->path.n == 0 &&
			   r->content->hub->missing_author == TH_POLICY_WARN) {
			miss(r, doc, &ref, slug); /* each story says so in its own file */
		}
		if (person == NULL)
			continue;
		ref.slug = person->slug;
		bool twice = false;
		for (size_t k = 0; k < kept; k++)
			twice = twice || th_str_eq(refs->v[k].slug, ref.slug);
		if (!twice)
			refs->v[kept++] = ref;
	}
	refs->n = kept;
}

void link_people(resolver *r)
{
	th_content *c = r->content;
	size_t count = c->docs.n; /* made-up people come behind it */
	for (size_t i = 0; i < count; i++) {
		th_doc *doc = c->docs.v[i];
		if (doc->left_out || doc->kind == TH_PERSON)
			continue;
		if (doc->kind == TH_STORY && doc->authors.n == 0 &&
		    c->hub->missing_author != TH_POLICY_IGNORE) {
			th_finding *one = finding_add(r->findings, TH_RULE_AUTHORS_NONE,
			    (th_mark){doc->path, 1, 1}, TH_NONE, TH_NONE, TH_NONE);
			if (c->hub->missing_author == TH_POLICY_REFUSE) {
				finding_set_severity(r->findings, one, TH_ERROR);
				doc->left_out = true;
			}
		}
		resolve(r, doc, &doc->authors);
		if (doc->kind == TH_KUDOS)
			resolve(r, doc, &doc->to);
	}
}

/* The stories that an event led to. */
void link_stories_of_events(resolver *r)
{
	th_content *c = r->content;
	for (size_t i = 0; i < c->docs.n; i++) {
		th_doc *event = c->docs.v[i];
		size_t kept = 0;
		if (event->kind != TH_EVENT || event->left_out)
			continue;
		for (size_t k = 0; k < event->to.n; k++) {
			th_ref ref = event->to.v[k];
			th_doc *story = content_doc(c, TH_STORY, TH_NONE,
			    resolver_slug(r, path_stem(alias_name(ref.written))));
			if (story == NULL)
				finding_add(r->findings, TH_RULE_STORY_UNKNOWN,
				    (th_mark){event->path, ref.line ? ref.line : 1, 1}, ref.written,
				    TH_NONE, TH_NONE);
			if (story == NULL || story->left_out)
				continue;
			ref.slug = story->slug;
			event->to.v[kept++] = ref;
		}
		event->to.n = kept;
	}
}
