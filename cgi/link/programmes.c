/* programmes.c -- what belongs to a programme: topics that its people can be asked about,
 * guidelines that are its rules, stories that are its own without saying so, and whom to ask about
 * a job.
 *
 * Called by link.c once all terms exist and it is known who may be shown. Never names anybody who
 * is left out. */
#include "resolver.h"

/* ---- asks: [Schall, Propan] become topics of the hub, if it has them ---- */

static void link_asks(resolver *r, th_doc *person)
{
	th_arena *a = r->content->arena;
	for (size_t i = 0; i < person->person.asks.n; i++) {
		th_str slug = resolver_slug(r, person->person.asks.v[i]);
		th_str key = th_str_fmt(a, "topic/%.*s", TH_FMT(slug));
		const th_doc *topic = slug.n > 0 ? th_map_get(&r->terms, key) : NULL;
		*TH_ADD(a, &person->ask_topics) = topic != NULL ? topic->slug : TH_S("");
	}
}

/* ---- rules: [spielregeln] ---- */

static const th_doc *find_rule(resolver *r, const th_str *slug, th_strs *known)
{
	const th_content *c = r->content;
	const th_doc *found = content_doc(c, TH_GUIDELINE, TH_NONE, *slug);
	for (size_t i = 0; found == NULL && i < c->docs.n; i++) {
		const th_doc *d = c->docs.v[i];
		if (d->kind == TH_GUIDELINE && !d->left_out && doc_is_first_lang(d, c))
			*TH_ADD(c->arena, known) = d->slug;
	}
	return found;
}

static void link_rules(resolver *r, th_doc *programme)
{
	th_refs *rules = &programme->programme.rules;
	size_t kept = 0;
	for (size_t i = 0; i < rules->n; i++) {
		th_ref ref = rules->v[i];
		th_mark at = {programme->path, ref.line ? ref.line : 1, 1};
		th_strs known = {0};
		th_str slug = resolver_slug(r, ref.written);
		const th_doc *rule = find_rule(r, &slug, &known);
		th_str meant = rule == NULL ? nearest(slug, &known) : TH_NONE;
		if (rule == NULL)
			finding_add(r->findings,
			    meant.n ? TH_RULE_GUIDELINE_SUGGEST : TH_RULE_GUIDELINE_UNKNOWN, at,
			    ref.written, meant, TH_NONE);
		if (rule == NULL || rule->left_out)
			continue;
		ref.slug = rule->slug;
		rules->v[kept++] = ref;
	}
	rules->n = kept;
}

/* ---- ambassadors: [jana-weber] of a job ---- */

static void link_ambassadors(resolver *r, th_doc *job)
{
	th_refs *ambassadors = &job->job.ambassadors;
	size_t kept = 0;
	for (size_t i = 0; i < ambassadors->n; i++) {
		th_ref ref = ambassadors->v[i];
		th_mark at = {job->path, ref.line ? ref.line : 1, 1};
		th_str slug = resolver_slug(r, ref.written);
		const th_doc *person = th_map_get(&r->people, slug);
		if (person == NULL || person->entry == NULL) {
			th_str meant = resolver_hint(r, ref.written, slug, &r->person_slugs);
			finding_add(r->findings,
			    meant.n ? TH_RULE_AMBASSADOR_SUGGEST : TH_RULE_AMBASSADOR_UNKNOWN, at,
			    ref.written, meant, TH_NONE);
		} else if (person->left_out) {
			finding_add(r->findings, TH_RULE_AMBASSADOR_HIDDEN, at, ref.written,
			    TH_NONE, TH_NONE);
			job->saved = TH_NONE; /* the name is not stored for the next publish */
		} else {
			ref.slug = person->slug;
			ambassadors->v[kept++] = ref;
		}
	}
	ambassadors->n = kept;
}

/* ---- stories: ambassadors, experts ---- */

/* Is the story about something that the person can be asked about? */
static bool knows(const th_doc *person, const th_doc *story)
{
	for (size_t i = 0; i < person->ask_topics.n; i++)
		if (doc_has_term(story, TH_S("topic"), person->ask_topics.v[i]))
			return true;
	return false;
}

/* Written while they belonged to it: compared by day, month or year, as given. */
static bool belonged(const resolver *r, const th_term_ref *member, const th_doc *story)
{
	return (member->since.parts == 0 || story->date.at >= member->since.at) &&
	       (member->until.parts == 0 ||
		   story->date.at < hub_date_end(r->content->hub, member->until));
}

static void take_story(resolver *r, th_doc *story, const th_doc *person)
{
	for (size_t i = 0; i < person->terms.n; i++) {
		th_term_ref one = person->terms.v[i];
		const th_facet *facet = hub_facet(r->content->hub, one.facet);
		if (facet == NULL || facet->kind != TH_PROGRAMME ||
		    doc_has_term(story, one.facet, one.ref.slug) || !belonged(r, &one, story))
			continue;
		const th_doc *programme =
		    content_doc(r->content, TH_PROGRAMME, TH_NONE, one.ref.slug);
		th_str takes = programme != NULL ? doc_field(programme, "stories") : TH_NONE;
		if (!th_str_eqz(takes, "ambassadors") &&
		    !(th_str_eqz(takes, "experts") && knows(person, story)))
			continue;
		one.inherited = true;
		one.since = one.until = (th_when){0};
		*TH_ADD(r->content->arena, &story->terms) = one;
	}
}

static void link_story(resolver *r, th_doc *story)
{
	for (size_t i = 0; i < story->authors.n; i++) {
		const th_doc *person =
		    content_doc(r->content, TH_PERSON, TH_NONE, story->authors.v[i].slug);
		if (person != NULL && !person->left_out)
			take_story(r, story, person);
	}
}

void link_programmes(resolver *r)
{
	th_content *c = r->content;
	for (size_t i = 0; i < c->docs.n; i++) {
		th_doc *doc = c->docs.v[i];
		if (doc->left_out)
			continue;
		if (doc->kind == TH_PERSON)
			link_asks(r, doc);
		else if (doc->kind == TH_PROGRAMME)
			link_rules(r, doc);
		else if (doc->kind == TH_JOB)
			link_ambassadors(r, doc);
	}
	for (size_t i = 0; i < c->docs.n; i++)
		if (!c->docs.v[i]->left_out && c->docs.v[i]->kind == TH_STORY)
			link_story(r, c->docs.v[i]);
}
