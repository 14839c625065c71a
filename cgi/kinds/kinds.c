/* kinds.c -- the names of the kinds, texts in several languages, an empty document. */
#include "teamhub/doc.h"

const char *const th_kind_name[TH_KIND_COUNT] = {
    "story", "person", "value", "guideline", "programme", "event", "kudos", "job", "brand", "term"};
const char *const th_kind_path[TH_KIND_COUNT] = {"stories", "people", "values", "guidelines",
    "programmes", "events", "kudos", "jobs", "brand", "terms"};

th_str texts_get(const th_texts *t, th_str lang, th_str fallback)
{
	const th_in_lang *found = NULL;
	for (size_t i = 0; i < t->n; i++) {
		if (th_str_eq(t->v[i].lang, lang))
			return t->v[i].text;
		if (found == NULL && th_str_eq(t->v[i].lang, fallback))
			found = &t->v[i];
	}
	return found ? found->text : t->n ? t->v[0].text : TH_NONE;
}

th_doc doc_empty(th_kind kind, th_str path)
{
	th_when never = {.at = TH_NEVER};
	return (th_doc){.kind = kind,
	    .path = path,
	    .date = never,
	    .updated = never,
	    .publish = never,
	    .expires = never,
	    .start = never,
	    .end = never,
	    .joined = never,
	    .left = never,
	    .born = never,
	    .withdrawal = never,
	    .visible_from = TH_NEVER,
	    .visible_until = INT64_MAX,
	    .consent = {TH_NEVER, TH_NEVER, TH_NEVER, TH_NEVER, TH_NEVER, TH_NEVER, TH_NEVER,
		TH_NONE, TH_NEVER, false, 0}};
}
