/* visible.c -- from when to when a document is shown, by its own fields.
 *
 * Called by link.c before consent, which may shorten it. A withdrawal whose day has come removes a
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
