/* people.c -- resolves the names that authors wrote to people.
 *
 * Called by link.c. A person is found by the file's name, by name, and by every alias. Somebody
 * without a file is just a name in the byline, unless hub.yml says otherwise: nobody becomes a
 * public person by being named. Typing errors are reported, and are no way around the consent of
 * the person who is meant. */
#include "resolver.h"

static void answer_to(resolver *r, th_str name, th_doc *person)
{
	th_str slug = resolver_slug(r, name);
	if (slug.n > 0 && th_map_get(&r->people, slug) == NULL)
		th_map_put(&r->people, slug, person);
}

/* "/people/jana-mueller/" → jana-mueller; other names stay as they are. */
static th_str alias_name(th_str alias)
{
	while (alias.n > 0 && alias.p[alias.n - 1] == '/')
		alias.n--;
	return path_base(alias);
}

static void split_all(resolver *r);

void link_names(resolver *r)
{
	th_content *c = r->content;
	/* Addresses first, then file names, then names, then aliases. */
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
	for (size_t i = 0; i < c->former_names.n; i++) { /* finally, former names */
		th_doc *person = th_map_get(&c->by_id, c->former_names.v[i].id);
		if (person != NULL)
			answer_to(r, c->former_names.v[i].slug, person);
	}
	split_all(r);
}

/* ---- several names in one ---- */

static th_doc *person_called(resolver *r, th_str name)
{
	return th_map_get(&r->people, resolver_slug(r, name));
}

static size_t count_people(resolver *r, const th_strs *names)
{
	size_t n = 0;
	for (size_t i = 0; i < names->n; i++)
		n += person_called(r, names->v[i]) != NULL;
	return n;
}

/* The people it stands for; none when it is one name, or not all of them are people. */
static th_strs several_people(resolver *r, const th_ref *ref)
{
	size_t at, n;
	th_strs names = {0}, none = {0};
	if (names_next(ref->written, &at, &n) && person_called(r, ref->written) == NULL)
		names = names_list(r->content->arena, ref->written);
	return names.n > 1 && count_people(r, &names) == names.n ? names : none;
}

/* Each person in a picture must be checked, even beside a name that nobody has. */
static th_strs several_shown(resolver *r, const th_ref *ref)
{
	size_t at, n;
	th_strs none = {0};
	bool several = names_next(ref->written, &at, &n) && person_called(r, ref->written) == NULL;
	return several ? names_list(r->content->arena, ref->written) : none;
}

/* One text with several people becomes several references, before anything depends on them. */
static void split(resolver *r, th_refs *refs, th_strs (*several)(resolver *r, const th_ref *ref))
{
	th_arena *a = r->content->arena;
	for (size_t i = 0; i < refs->n; i++) {
		th_strs names = several(r, &refs->v[i]);
		th_refs all = {0};
		if (names.n == 0)
			continue;
		for (size_t k = 0; k < refs->n; k++)
			for (size_t m = 0; m < (k == i ? names.n : 1); m++) {
				th_ref *one = TH_ADD(a, &all);
				*one = refs->v[k];
				if (k == i)
					one->written = names.v[m];
			}
		*refs = all;
		i += names.n - 1;
	}
}

static void split_all(resolver *r)
{
	for (size_t i = 0; i < r->content->docs.n; i++) {
		th_doc *doc = r->content->docs.v[i];
		split(r, &doc->authors, several_people);
		split(r, &doc->shown, several_shown);
		split(r, &doc->kudos.to, several_people);
		split(r, &doc->job.ambassadors, several_people);
		for (size_t k = 0; k < doc->guide.changes.n; k++)
			split(r, &doc->guide.changes.v[k].who, several_people);
	}
}

/* As a list, with the correct names: authors: [jana-weber, "Klaus Meier"]. */
static th_str right_line(resolver *r, const char *field, const th_strs *names)
{
	th_arena *a = r->content->arena;
	th_str line = th_str_fmt(a, "%s: [", field);
	for (size_t i = 0; i < names->n; i++) {
		const th_doc *person = person_called(r, names->v[i]);
		th_str slug = resolver_slug(r, names->v[i]);
		th_str meant = person != NULL
				   ? person->slug
				   : resolver_hint(r, names->v[i], slug, &r->person_slugs);
		const char *quote = meant.n > 0 ? "" : "\"";
		th_str name = meant.n > 0 ? meant : names->v[i];
		line = th_str_fmt(a, "%.*s%s%s%.*s%s", TH_FMT(line), i > 0 ? ", " : "", quote,
		    TH_FMT(name), quote);
	}
	return th_str_cat(a, line, TH_S("]"));
}

/* True: one text has several names, and not all are people; the document is left out. */
static bool refuse_several(resolver *r, th_doc *doc, const char *field, const th_ref *ref)
{
	size_t at, n;
	if (!names_next(ref->written, &at, &n))
		return false;
	th_strs names = names_list(r->content->arena, ref->written);
	size_t people = count_people(r, &names);
	bool told = ref->only && r->content->hub->missing_author != TH_POLICY_PAGE;
	if (names.n < 2 || (people == 0 && !told))
		return false;
	finding_add(r->findings, TH_RULE_AUTHORS_SEVERAL,
	    (th_mark){doc->path, ref->line ? ref->line : 1, 1}, ref->written,
	    right_line(r, field, &names),
	    th_str_fmt(r->content->arena, "%s: [\"%.*s\"]", field, TH_FMT(ref->written)));
	doc->left_out = true;
	return true;
}

/* ---- people without a file ---- */

/* Somebody who is not shown, or not with what they write. */
static bool must_not_be_named(const th_doc *person)
{
	return person != NULL && person->path.n > 0 &&
	       (person->left_out || person->person.consent.story_since == TH_NEVER);
}

static bool has_word(th_str slug, th_str word)
{
	th_str one;
	while (th_str_split(&slug, '-', &one))
		if (th_str_eq(one, word))
			return true;
	return false;
}

/* dr-jana-weber, jana-b-weber, jana-weber-montage: contain all words of jana-weber, and more. */
static bool holds_name(th_str slug, th_str name)
{
	th_str rest = name, word;
	size_t words = 0;
	for (; th_str_split(&rest, '-', &word); words++)
		if (!has_word(slug, word))
			return false;
	return words > 1;
}

static void find_unnamed(resolver *r)
{
	for (size_t i = 0; i < r->people.n; i++)
		if (must_not_be_named(r->people.items[i].value))
			*TH_ADD(r->content->arena, &r->unnamed) = r->people.items[i].key;
}

/* The person that an unknown name probably means, if that one must not be named. */
static th_str nearly_named(resolver *r, th_str slug, th_str hint)
{
	th_str name = TH_NONE;
	if (hint.n > 0 && must_not_be_named(th_map_get(&r->people, hint)))
		return hint;
	for (size_t i = 0; i < r->unnamed.n && name.n == 0; i++)
		if (holds_name(slug, r->unnamed.v[i]))
			name = r->unnamed.v[i];
	if (name.n == 0 && hint.n == 0 && r->unnamed.n > 0)
		name = resolver_hint(
		    r, th_str_cat(r->content->arena, TH_S("?"), slug), slug, &r->unnamed);
	const th_doc *person = name.n > 0 ? th_map_get(&r->people, name) : NULL;
	return person != NULL ? person->slug : TH_NONE;
}

static void tell_missing(resolver *r, th_doc *doc, const th_ref *ref, th_str slug)
{
	th_policy policy = r->content->hub->missing_author;
	th_mark at = {doc->path, ref->line ? ref->line : 1, 1};
	th_str hint = resolver_hint(r, ref->written, slug, &r->person_slugs);
	th_str hidden = nearly_named(r, slug, hint);
	bool refuse = policy == TH_POLICY_REFUSE || hidden.n > 0;
	hint = hidden.n > 0 ? hidden : hint;
	doc->left_out = doc->left_out || refuse;
	if (policy == TH_POLICY_IGNORE && !refuse)
		return;
	if (hint.n == 0) {
		finding_add(r->findings,
		    refuse                     ? TH_RULE_AUTHOR_REFUSED
		    : policy == TH_POLICY_PAGE ? TH_RULE_AUTHOR_PAGE
					       : TH_RULE_AUTHOR_MISSING,
		    at, ref->written, slug, TH_NONE);
		return;
	}
	th_finding *one =
	    finding_add(r->findings, TH_RULE_AUTHOR_UNKNOWN, at, ref->written, hint, slug);
	if (refuse && one->rule == &th_rules[TH_RULE_AUTHOR_UNKNOWN])
		finding_set_severity(r->findings, one, TH_ERROR);
}

/* Thanks are about a person: somebody without a file has not agreed to them. */
static void refuse_thanks(resolver *r, th_doc *doc, const th_ref *ref, th_str slug)
{
	finding_add(r->findings, TH_RULE_KUDOS_MISSING,
	    (th_mark){doc->path, ref->line ? ref->line : 1, 1}, ref->written, slug, TH_NONE);
	doc->left_out = doc->withheld = true;
}

/* The page of somebody without a file; NULL: there is none. */
static th_doc *make_page(resolver *r, th_doc *doc, const th_ref *ref, th_str slug)
{
	if (doc->left_out || slug.n == 0 || r->content->hub->missing_author != TH_POLICY_PAGE)
		return NULL;
	th_doc *person = content_make_up(r->content, TH_PERSON, TH_NONE, slug, ref->written);
	th_map_put(&r->people, slug, person);
	return person;
}

static void miss(resolver *r, th_doc *doc, const char *field, const th_ref *ref, th_str slug)
{
	if (refuse_several(r, doc, field, ref))
		return;
	if (doc->kind == TH_KUDOS && r->content->hub->missing_author != TH_POLICY_PAGE)
		refuse_thanks(r, doc, ref, slug);
	else
		tell_missing(r, doc, ref, slug);
}

static bool in_byline(const th_doc *doc, th_str name)
{
	for (size_t i = 0; i < doc->byline.n; i++)
		if (th_str_eq(doc->byline.v[i].name, name))
			return true;
	return false;
}

static void resolve(resolver *r, th_doc *doc, const char *field, th_refs *refs)
{
	size_t kept = 0;
	for (size_t i = 0; i < refs->n; i++) {
		th_ref ref = refs->v[i];
		th_str slug = resolver_slug(r, ref.written);
		th_doc *person = th_map_get(&r->people, slug);
		bool made_up = person != NULL && person->entry == NULL && person->path.n == 0;
		ref.rank = (uint16_t)i;
		if (person == NULL || made_up) /* reported for each story, in its own file */
			miss(r, doc, field, &ref, slug);
		if (person == NULL)
			person = make_page(r, doc, &ref, slug);
		if (person == NULL && doc->kind == TH_STORY && !in_byline(doc, ref.written))
			*TH_ADD(r->content->arena, &doc->byline) =
			    (th_byline){ref.written, ref.rank};
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
	size_t count = c->docs.n; /* made-up people come after these */
	find_unnamed(r);
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
		resolve(r, doc, doc->kind == TH_KUDOS ? "from" : "authors", &doc->authors);
		resolve(r, doc, "to", &doc->kudos.to);
	}
}

/* The stories that an event led to. */
void link_stories_of_events(resolver *r)
{
	th_content *c = r->content;
	for (size_t i = 0; i < c->docs.n; i++) {
		th_doc *doc = c->docs.v[i];
		size_t kept = 0;
		if (doc->kind != TH_EVENT || doc->left_out)
			continue;
		th_refs *stories = &doc->event.stories;
		for (size_t k = 0; k < stories->n; k++) {
			th_ref ref = stories->v[k];
			th_doc *story = content_doc(c, TH_STORY, TH_NONE,
			    resolver_slug(r, path_stem(alias_name(ref.written))));
			if (story == NULL)
				finding_add(r->findings, TH_RULE_STORY_UNKNOWN,
				    (th_mark){doc->path, ref.line ? ref.line : 1, 1}, ref.written,
				    TH_NONE, TH_NONE);
			if (story == NULL || story->left_out)
				continue;
			ref.slug = story->slug;
			stories->v[kept++] = ref;
		}
		stories->n = kept;
	}
}
