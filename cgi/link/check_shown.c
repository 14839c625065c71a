/* check_shown.c -- checks that people listed as shown in a document's pictures agreed to be seen.
 *
 * Called by content_link once every consent is decided: a portrait_since that is set is valid
 * today. No picture may pass when it is not known who is in it. */
#include "resolver.h"
#include "teamhub/guideline.h"

/* people/jana-weber.md → jana-weber; other names stay as they are. */
static th_str without_path(th_str written)
{
	while (th_str_ends(written, TH_S("/")))
		written.n--;
	written = path_base(written);
	bool text = th_str_ends(written, TH_S(".md")) || th_str_ends(written, TH_S(".markdown")) ||
		    th_str_ends(written, TH_S(".mdx"));
	return text ? path_stem(written) : written;
}

/* The person with that name, path or file name; NULL: nobody who has or had a file. */
static const th_doc *person_shown(resolver *r, const th_doc *doc, th_str written)
{
	const th_content *c = r->content;
	const th_doc *person = th_map_get(&r->people, resolver_slug(r, written));
	const th_entry *e = NULL;
	if (person == NULL && (e = content_find_file(c, doc->path, written)) != NULL)
		person = th_map_get(&c->by_path, e->path);
	if (e != NULL && person != NULL && person->kind == TH_PERSON)
		person = th_map_get(&c->by_id, person->id);
	else if (e != NULL)
		person = NULL;
	if (person == NULL) /* perhaps by the name of a file that is gone */
		person = th_map_get(&r->people, resolver_slug(r, without_path(written)));
	bool made_up = person != NULL && person->entry == NULL && person->path.n == 0;
	return made_up ? NULL : person;
}

static void tell_unknown(resolver *r, const th_doc *doc, const th_ref *ref, bool refused)
{
	th_mark at = {doc->path, ref->line ? ref->line : 1, 1};
	th_str slug = resolver_slug(r, without_path(ref->written));
	th_str hint = resolver_hint(r, ref->written, slug, &r->person_slugs);
	enum th_rule_id rule = refused ? (hint.n ? TH_RULE_SHOWN_SUGGEST : TH_RULE_SHOWN_UNKNOWN)
				       : (hint.n ? TH_RULE_SHOWN_NEARLY : TH_RULE_SHOWN_NOBODY);
	finding_add(r->findings, rule, at, ref->written, hint, TH_NONE);
}

static void judge(resolver *r, th_doc *doc, const th_ref *ref)
{
	const guideline_rules *rules = r->content->rules;
	const th_doc *person = person_shown(r, doc, ref->written);
	th_mark at = {doc->path, ref->line ? ref->line : 1, 1};
	th_severity severity = TH_NOTE;
	if (person == NULL)
		severity = guideline_severity(rules, GUIDELINE_CONSENT); /* reported already */
	else if (person->withdrawn)
		return; /* handled already */
	else if (person->broken || person->person.consent.portrait_since == TH_NEVER)
		severity = guideline_add(rules, GUIDELINE_CONSENT, at,
		    texts_get(&person->title, TH_NONE, TH_NONE), r->findings);
	else if (person->visible_until < doc->visible_until)
		doc->visible_until = person->visible_until; /* no longer than they agreed to */
	if (severity == TH_ERROR)
		doc->left_out = true;
	if (severity == TH_ERROR && person != NULL && !person->broken)
		doc->withheld = true; /* earlier editions may have it */
}

/* Whatever the rules say, and whoever overrides them: nobody who withdrew may be seen in a picture,
 * nor anybody who may have. A text that is not shown itself still says who is in the files that
 * others show. */
static void withhold_pictures(resolver *r, th_doc *doc, bool judged)
{
	bool refused =
	    judged && guideline_severity(r->content->rules, GUIDELINE_CONSENT) == TH_ERROR;
	for (size_t k = 0; k < doc->shown.n; k++) {
		th_ref *ref = &doc->shown.v[k];
		const th_doc *person = person_shown(r, doc, ref->written);
		if (person != NULL)
			ref->written = person->slug; /* for later look-ups */
		if (person != NULL && !person->withdrawn)
			continue;
		doc->pictures_withheld = true;
		doc->saved = TH_NONE; /* the name is not stored for the next publish */
		if (doc->withdrawn)
			continue; /* nothing left to fix there */
		if (person == NULL)
			tell_unknown(r, doc, ref, refused);
		else
			finding_add(r->findings, TH_RULE_CONSENT_SHOWN,
			    (th_mark){doc->path, ref->line ? ref->line : 1, 1},
			    texts_get(&person->title, TH_NONE, TH_NONE), TH_NONE, TH_NONE);
	}
}

void link_depicted(resolver *r)
{
	th_content *c = r->content;
	for (size_t i = 0; i < c->docs.n; i++) {
		th_doc *doc = c->docs.v[i];
		bool judged = guideline_covers(c->rules, &doc->parsed, GUIDELINE_CONSENT) &&
			      !check_overridden(&doc->parsed, GUIDELINE_CONSENT);
		withhold_pictures(r, doc, judged);
		if (doc->left_out || !judged)
			continue;
		for (size_t k = 0; k < doc->shown.n; k++)
			judge(r, doc, &doc->shown.v[k]);
	}
}
