/* resolver.h -- what the files of cgi/link share: names to documents, and the steps of link in the
 * order they run. */
#ifndef TEAMHUB_LINK_RESOLVER_H
#define TEAMHUB_LINK_RESOLVER_H

#include "teamhub/link.h"

/* Names to documents, made once all slugs are final. */
typedef struct resolver {
	th_content *content;
	th_findings *findings;
	th_map people; /* slug of a slug, name or alias → th_doc* */
	th_map terms;  /* "facet/slug of slug or title" → th_doc* */
	th_map slugs;  /* as written → slug, as th_str*: transliteration is slow */
	th_map hints;  /* as written, or "?" and a slug (people.c) → nearest, as th_str* */
	th_strs person_slugs;
	th_strs unnamed; /* people.c: names of people who must not be named; filled once */
	th_map known;    /* facet → th_strs* of the slugs with a file */
	th_map uses;     /* "facet/slug" → term_use*: terms of visible documents */
} resolver;

/* A document without a file, which may be shown. */
th_doc *content_make_up(th_content *c, th_kind kind, th_str facet, th_str slug, th_str title);
/* The slug of what an author wrote, cached. */
th_str resolver_slug(resolver *r, th_str written);
/* The nearest member of `known`, cached under `key`. */
th_str resolver_hint(resolver *r, th_str key, th_str slug, const th_strs *known);
bool doc_is_first_lang(const th_doc *doc, const th_content *c);
bool doc_has_term(const th_doc *doc, th_str facet, th_str slug); /* terms.c */
/* agreement.c: an unknown field, by its name; or TH_NONE. */
th_str doc_field(const th_doc *doc, const char *name);

void link_names(resolver *r);       /* people.c: all names of people */
void link_audience(resolver *r);    /* audience.c: hides documents that are not for this audience */
void link_hidden(resolver *r);      /* audience.c: collects their addresses, which appear nowhere */
void link_withdrawals(resolver *r); /* withdrawn.c: applies withdrawn.yml */
void link_consent(resolver *r);     /* consent.c: which people may be shown, and what of them */
void link_people(resolver *r);   /* people.c: resolves authors, from, to; makes up missing people */
void link_depicted(resolver *r); /* check_shown.c: the consent of people in pictures */
void link_agreements(resolver *r); /* agreement.c: versions of the guidelines, and reminders */
void link_settings(resolver *r);   /* settings.c: texts that hub.yml names */
void link_meetings(resolver *r);   /* meetings.c: the budget of all events */
/* consent.c: what people wrote, by their consent */
void link_consent_of_others(resolver *r);
void link_terms(resolver *r);             /* terms.c: facets, inherited ones included */
void link_programmes(resolver *r);        /* programmes.c: topics of people, rules, whose stories */
void link_stories_of_events(resolver *r); /* people.c */
void link_translations(resolver *r);      /* address.c */
void link_pictures(resolver *r);          /* pictures.c */
/* faces.c: fills c->withheld. */
void link_faces(th_content *c);
/* pictures.c: jana-weber.jpg beside jana-weber.md; NULL: none. */
const th_entry *picture_own_portrait(const th_content *c, const th_doc *person);
/* text_pictures.c: adds to `withheld` each file that the text of `doc` may show. */
void text_pictures_withhold(th_content *c, th_doc *doc);
void link_hrefs(resolver *r); /* address.c: addresses in use, free aliases */
/* old_terms.c: pages of terms on a generator's site; `taken`: aliases in use */
void link_old_terms(resolver *r, th_map *taken);
void link_visibility(resolver *r);            /* visible.c */
void link_visibility_of_made_up(resolver *r); /* visible.c */

/* apart.c: gives one of two texts of one name another address; false: not in such a collection. */
bool apart_claim(th_content *c, th_doc *first, th_doc *doc);
/* The slug that it has beside an older text of its name; TH_NONE: none. */
th_str apart_by_day(const th_content *c, const th_doc *doc);
/* Some decision changes at `at` (TH_NEVER: none does). */
void content_add_boundary(th_content *c, th_time at);
/* address.c: a key, from the path, that is the same for all languages of a story; and the story
 * that `translates` means, or NULL. */
th_str translation_group(const th_content *c, th_str path);
const th_doc *translation_original(const th_content *c, const th_doc *doc);
/* withdrawals.c: the document that a file with that path or name in `file` would be. NULL: none. */
th_doc *withdrawal_note_file(th_content *c, th_kind kind, th_str path, th_str file);
/* The same key for two spellings of one path. */
th_str path_key(th_content *c, th_str path);
/* address.c: an alias written in `doc`, below the prefix; TH_NONE: not an address of documents. */
th_str address_normalise(th_content *c, const th_doc *doc, th_str written);

/* ---- withdrawal_address.c ---- */

/* The address as the hub knows it: below prefix and language. TH_NONE: not a document's. */
th_str withdrawal_address(th_content *c, th_str written, const th_doc *doc);
/* Removes scheme and host: an address in withdrawn.yml means this hub, whatever its host is called
 * today; other hosts are reported, too. */
th_str address_without_host(th_str s);
/* False for addresses of this hub, now or where hub.yml says it was before. */
bool address_is_elsewhere(const th_hub *hub, th_str written);

#endif
