/* kinds.h -- what documents there are, and texts in several languages.
 * The lowest of what authors wrote: everything that knows documents includes it. */
#ifndef TEAMHUB_KINDS_H
#define TEAMHUB_KINDS_H

#include "teamhub/base.h"

typedef enum th_kind {
	TH_STORY,
	TH_PERSON,
	TH_VALUE,
	TH_GUIDELINE,
	TH_PROGRAMME,
	TH_EVENT,
	TH_KUDOS,
	TH_JOB,
	TH_BRAND,
	TH_TERM,
	TH_KIND_COUNT
} th_kind;

/* "story", "person" …, and the folder of its addresses: "stories", "people" … (terms: the facet's
 * path) */
extern const char *const th_kind_name[TH_KIND_COUNT];
extern const char *const th_kind_path[TH_KIND_COUNT];

/* A text in one or several languages; lang empty: in the document's own. */
typedef struct th_in_lang {
	th_str lang, text;
} th_in_lang;
typedef TH_LIST(th_in_lang) th_texts;
/* The text in `lang`, else in `fallback`, else the first, else TH_NONE. */
th_str texts_get(const th_texts *t, th_str lang, th_str fallback);

/* Whom a document is for. What does not say so is for everyone. */
typedef enum th_audience {
	TH_UNSAID, /* as TH_EXTERNAL, unless what it translates says TH_INTERNAL */
	TH_EXTERNAL,
	TH_INTERNAL, /* is not in the public edition at all */
} th_audience;

#endif
