/* check_shown.c -- people named as shown in a document's pictures must have agreed to be seen.
 *
 * Called by content_link once every consent is judged: a portrait_since that is set is valid on the
 * day of publishing. Must not let a picture through when it is not known who is on it. */
#include "resolver.h"
#include "teamhub/guideline.h"

static th_severity unknown(resolver *r, const th_ref *ref, th_mark at)
{
	th_severity severity = guideline_severity(r->content->rules, GUIDELINE_CONSENT);
	th_str slug = resolver_slug(r, ref->written);
	th_str hint = resolver_hint(r, ref->written, slug, &r->person_slugs);
	th_finding *one =
	    finding_add(r->findings, hint.n ? TH_RULE_SHOWN_SUGGEST : TH_RULE_SHOWN_UNKNOWN, at,
		ref->written, hint, TH_NONE);
	if (one->rule != &th_rules[TH_RULE_FURTHER])
		finding_set_severity(r->findings, one, severity);
	return severity;
}

static void judge(resolver *r, th_doc *doc, const th_ref *ref)
{
	const guideline_rules *rules = r->content->rules;
	const th_doc *person = th_map_get(&r->people, resolver_slug(r, ref->written));
	th_mark at = {doc->path, ref->line ? ref->line : 1, 1};
	th_severity severity = TH_NOTE;
	if (person == NULL)
		severity = unknown(r, ref, at);
	else if (person->withdrawn)
		return; /* seen to already */
	else if (person->broken || person->consent.portrait_since == TH_NEVER)
		severity = guideline_add(rules, GUIDELINE_CONSENT, at,
		    texts_get(&person->title, TH_NONE, TH_NONE), r->findings);
	else if (person->visible_until < doc->visible_until)
		doc->visible_until = person->visible_until; /* not longer than they agreed to */
	if (severity == TH_ERROR)
		doc->left_out = true;
	if (severity == TH_ERROR && person != NULL && !person->broken)
		doc->withheld = true; /* earlier editions may have it */
}

/* Whatever the rules say, and whoever overrides them: nobody who withdrew is seen in a picture. */
static void withhold_pictures(resolver *r, th_doc *doc)
{
	for (size_t k = 0; k < doc->shown.n; k++) {
		const th_ref *ref = &doc->shown.v[k];
		const th_doc *person = th_map_get(&r->people, resolver_slug(r, ref->written));
		if (person == NULL || !person->withdrawn)
			continue;
		doc->pictures_withheld = true;
		doc->saved = TH_NONE; /* the name is not kept for the next publish */
		finding_add(r->findings, TH_RULE_CONSENT_SHOWN,
		    (th_mark){doc->path, ref->line ? ref->line : 1, 1},
		    texts_get(&person->title, TH_NONE, TH_NONE), TH_NONE, TH_NONE);
	}
}

void link_shown(resolver *r)
{
	th_content *c = r->content;
	for (size_t i = 0; i < c->docs.n; i++) {
		th_doc *doc = c->docs.v[i];
		if (!doc->left_out)
			withhold_pictures(r, doc);
		if (doc->left_out || !guideline_covers(c->rules, doc, GUIDELINE_CONSENT) ||
		    check_overridden(doc, GUIDELINE_CONSENT))
			continue;
		for (size_t k = 0; k < doc->shown.n; k++)
			judge(r, doc, &doc->shown.v[k]);
	}
}
