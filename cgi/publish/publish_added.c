/* publish_added.c -- since when a document could be in feeds: by its date or history, and by the
 * consent of everybody concerned. Called by publish_rows.c. */
#include "teamhub/publish_steps.h"

/* When it was added to the hub: its date, else the commit that added it. */
static th_time dated_at(publish_rows *p)
{
	const th_doc *doc = p->langs.v[0].doc;
	th_time added_at = TH_NEVER;
	if (doc->date.at != TH_NEVER)
		return doc->date.at;
	for (size_t i = 0; i < p->langs.n; i++) {
		const th_doc *d = p->langs.v[i].doc;
		const revisions *list = d->entry ? histories_of(p->histories, d) : NULL;
		const row_revision *first = list && list->n > 0 ? &list->v[list->n - 1] : NULL;
		if (first != NULL && first->kind == REVISION_ADDED &&
		    (added_at == TH_NEVER || first->at < added_at))
			added_at = first->at;
	}
	return added_at;
}

/* A consent of 0 is assumed: it never began. */
static void not_before(th_time *at, th_time since)
{
	if (since > 0 && since > *at)
		*at = since;
}

static void not_before_consents(const publish_rows *p, const th_refs *people, th_time *at)
{
	for (size_t i = 0; i < people->n; i++) {
		const th_doc *person =
		    content_doc(p->content, TH_PERSON, TH_NONE, people->v[i].slug);
		if (person == NULL || person->entry == NULL)
			continue;
		not_before(at, person->person.consent.public_since);
		not_before(at, person->person.consent.kudos_since);
		not_before(at, person->person.consent.feed_since);
	}
}

/* Every author agrees to a story and to feeds, and it has a name to show as soon as one of them is
 * public. */
static void not_before_authors(const publish_rows *p, const th_refs *authors, th_time *at)
{
	th_time named = TH_NEVER;
	for (size_t i = 0; i < authors->n; i++) {
		const th_doc *person =
		    content_doc(p->content, TH_PERSON, TH_NONE, authors->v[i].slug);
		if (person == NULL || person->entry == NULL)
			continue;
		th_time since = person->person.consent.public_since;
		not_before(at, person->person.consent.story_since);
		not_before(at, person->person.consent.feed_since);
		if (since != TH_NEVER && (named == TH_NEVER || since < named))
			named = since;
	}
	not_before(at, named);
}

th_time rows_added_at(publish_rows *p)
{
	const th_doc *doc = p->langs.v[0].doc;
	th_time at = dated_at(p);
	if (doc->kind == TH_PERSON) {
		not_before(&at, doc->person.consent.public_since);
		not_before(&at, doc->person.consent.feed_since);
	} else if (doc->kind == TH_KUDOS) {
		not_before_consents(p, &doc->authors, &at);
		not_before_consents(p, &doc->kudos.to, &at);
	} else if (doc->kind == TH_STORY) {
		not_before_authors(p, &doc->authors, &at);
	}
	return at;
}
