/* resolver.h -- what the files of cgi/link share: names to documents, and the steps of link in the
 * order they run. */
#ifndef TEAMHUB_LINK_RESOLVER_H
#define TEAMHUB_LINK_RESOLVER_H

#include "teamhub/link.h"

/* Names to documents, made once all slugs stand. */
typedef struct resolver {
	th_content *content;
	th_findings *findings;
	th_map people; /* slug of slug, name or other name → th_doc* */
	th_map terms;  /* "facet/slug of slug or title" → th_doc* */
	th_map slugs;  /* as written → slug, as th_str*: transliteration is slow */
	th_map hints;  /* as written, or "?" and a slug (people.c) → nearest, as th_str* */
	th_strs person_slugs;
	th_strs unnamed; /* people.c: names of people who must not be named; filled once */
	th_map known;    /* facet → th_strs* of the slugs that have a file */
	th_map uses;     /* "facet/slug" → term_use*: terms of documents that are shown */
} resolver;

/* A document that no file made; it may be shown. */
th_doc *content_make_up(th_content *c, th_kind kind, th_str facet, th_str slug, th_str title);
/* The slug of what an author wrote, remembered. */
th_str resolver_slug(resolver *r, th_str written);
/* The nearest of `known`, remembered under `key`. */
th_str resolver_hint(resolver *r, th_str key, th_str slug, const th_strs *known);
bool doc_is_first_lang(const th_doc *doc, const th_content *c);
bool doc_has_term(const th_doc *doc, th_str facet, th_str slug); /* terms.c */
/* agreement.c: a field that the hub does not know, by its name; or TH_NONE. */
th_str doc_field(const th_doc *doc, const char *name);

void link_names(resolver *r);       /* people.c: what people answer to */
void link_audience(resolver *r);    /* audience.c: who is not to read it */
void link_hidden(resolver *r);      /* audience.c: their addresses, which stand nowhere */
void link_withdrawals(resolver *r); /* withdrawn.c: what withdrawn.yml names */
void link_consent(resolver *r);     /* consent.c: which people may be shown, and what of them */
void link_people(
    resolver *r); /* people.c: authors, from, to become people; missing ones are made up */
void link_depicted(resolver *r);   /* check_shown.c: the consent of people in pictures */
void link_agreements(resolver *r); /* agreement.c: versions of the guidelines, and reminders */
void link_meetings(resolver *r);   /* meetings.c: what all events come to */
void link_consent_of_others(
    resolver *r);             /* consent.c: what others wrote, by the consent of their people */
void link_terms(resolver *r); /* terms.c: facets, inherited ones included */
void link_programmes(resolver *r);        /* programmes.c: topics of people, rules, whose stories */
void link_stories_of_events(resolver *r); /* people.c */
void link_translations(resolver *r);      /* address.c */
void link_pictures(resolver *r);          /* pictures.c */
/* faces.c: fills c->withheld. */
void link_faces(th_content *c);
/* pictures.c: jana-weber.jpg beside jana-weber.md; NULL: none. */
const th_entry *picture_own_portrait(const th_content *c, const th_doc *person);
/* text_pictures.c: into `withheld`, each file that the text of `doc` may show. */
void text_pictures_withhold(th_content *c, th_doc *doc);
void link_hrefs(resolver *r);      /* address.c: addresses in use, aliases that are free */
void link_visibility(resolver *r); /* visible.c */

/* Something is judged differently from `at` on (TH_NEVER: nothing is). */
void content_add_boundary(th_content *c, th_time at);
/* address.c: the key of stories that are one in several languages, by their paths; and the story
 * that `translates` means, or NULL. */
th_str translation_group(const th_content *c, th_str path);
const th_doc *translation_original(const th_content *c, const th_doc *doc);
/* withdrawals.c: the document that a file of that path, or of that name, would be; it lies in
 * `file`. NULL: none. */
th_doc *withdrawal_note_file(th_content *c, th_kind kind, th_str path, th_str file);
/* Equal for two spellings of one path. */
th_str path_key(th_content *c, th_str path);
/* address.c: an alias as written by `doc`, below the prefix; TH_NONE: no address of the hub's
 * documents. */
th_str address_normalise(th_content *c, const th_doc *doc, th_str written);

#endif
