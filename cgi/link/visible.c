/* visible.c -- from when to when a document is shown: by its own fields, and a page that has no
 * file by the documents that name it.
 *
 * Called by link.c before consent, which may shorten it, and at the end for pages without a file. A
 * withdrawal whose day has come removes a
 * document at once; a future one is an end like any other. */
#include "resolver.h"

static void end_at(th_doc *doc, th_time at)
{
	if (at != TH_NEVER && at < doc->visible_until)
		doc->visible_until = at;
}

void link_visibility(resolver *r)
{
	th_content *c = r->content;
	for (size_t i = 0; i < c->docs.n; i++) {
		th_doc *doc = c->docs.v[i];
		doc->visible_from = doc->publish.at;
		doc->visible_until = INT64_MAX;
		if (content_hides(c, doc)) /* nothing about it may show, not even when it changes */
			continue;
		if (doc->visible_from == TH_NEVER && doc->kind != TH_EVENT &&
		    doc->date.at != TH_NEVER)
			doc->visible_from = doc->date.at;
		end_at(doc, doc->expires.at);
		content_add_boundary(c, doc->person.left.at);
		if (doc->withdrawn)
			content_add_boundary(c, doc->withdrawal.at);
		if (doc->kind == TH_JOB)
			end_at(doc, hub_date_end(c->hub, doc->job.until));
		if (doc->withdrawn && doc->withdrawal.at != TH_NEVER &&
		    doc->withdrawal.at > c->now && !content_is_note(c, doc)) {
			doc->withdrawn = false;
			end_at(doc, doc->withdrawal.at);
		}
		if (!doc->withdrawn)
			continue;
		doc->left_out = true;
		if (doc->broken || doc->withdrawal.line < 0 || content_is_note(c, doc))
			continue;
		if (doc->withdrawal.line == 0)
			finding_add(r->findings, TH_RULE_WITHDRAWN_LISTED,
			    (th_mark){doc->path, 1, 1}, TH_NONE, TH_NONE, TH_NONE);
		else
			finding_add(r->findings, TH_RULE_WITHDRAWN,
			    (th_mark){doc->path, doc->withdrawal.line, 1}, TH_NONE, TH_NONE,
			    TH_NONE);
	}
}

/* Widens the days of a page without a file by those of a document that names it. */
static void shown_with(th_doc *made_up, const th_doc *by)
{
	if (made_up == NULL || made_up->entry != NULL || made_up->path.n > 0)
		return;
	if (by->visible_from < made_up->visible_from)
		made_up->visible_from = by->visible_from;
	if (by->visible_until > made_up->visible_until)
		made_up->visible_until = by->visible_until;
}

void link_visibility_of_made_up(resolver *r)
{
	th_content *c = r->content;
	bool any = false;
	for (size_t i = 0; i < c->docs.n; i++) {
		th_doc *doc = c->docs.v[i];
		if (doc->entry == NULL && doc->path.n == 0) {
			doc->visible_from = INT64_MAX;
			doc->visible_until = INT64_MIN;
			any = true;
		}
	}
	if (!any)
		return;
	for (size_t i = 0; i < c->docs.n; i++) {
		const th_doc *doc = c->docs.v[i];
		const th_refs *people[] = {&doc->authors, &doc->kudos.to};
		if (doc->left_out)
			continue;
		for (size_t k = 0; k < TH_COUNT(people); k++)
			for (size_t n = 0; n < people[k]->n; n++)
				shown_with(
				    content_doc(c, TH_PERSON, TH_NONE, people[k]->v[n].slug), doc);
		for (size_t k = 0; k < doc->terms.n; k++) {
			const th_term_ref *term = &doc->terms.v[k];
			const th_facet *facet = hub_facet(c->hub, term->facet);
			if (facet != NULL && facet->kind == TH_TERM)
				shown_with(
				    content_doc(c, TH_TERM, term->facet, term->ref.slug), doc);
		}
	}
	for (size_t i = 0; i < c->docs.n; i++) /* named by nobody any more */
		if (c->docs.v[i]->visible_from == INT64_MAX)
			c->docs.v[i]->left_out = true;
}
