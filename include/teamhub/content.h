/* content.h -- what authors wrote, as values: the settings of a hub and its documents.
 *
 * The way of a document: classify (from its path) → parse (front matter, on any thread) → link (all
 * together, one thread: names, addresses, consent) → render (any thread) → edition.
 * After parse a document holds no Markdown: the render step reads the blob again, so that ten
 * thousand stories need the memory of their front matter only. */
#ifndef TEAMHUB_CONTENT_H
#define TEAMHUB_CONTENT_H

#include "teamhub/base.h"
#include "teamhub/calendar.h"
#include "teamhub/finding.h"
#include "teamhub/source.h"

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

/* ---- hub.yml ---- */

typedef struct th_facet {
	th_str name, path; /* team, teams */
	th_texts label, plural;
	bool inherit;
	th_kind kind; /* of the documents that are its terms: TH_TERM, TH_VALUE, TH_PROGRAMME,
			 TH_PERSON */
	int line;
} th_facet;

/* One collection's mapping: where its files lie, what their names say, what their fields are
 * called. */
typedef struct th_mapping {
	th_kind kind;
	th_strs folders; /* "stories", "_posts", "content/blog" */
	th_strs
	    names; /* patterns: "{year}-{month}-{day}-{slug}", default "{slug}"; {lang}, {any} */
	th_strs permalinks; /* where the generator published it:
			       "/:categories/:year/:month/:title/": become aliases */
	th_map fields;      /* the file's field name → ours, as th_str*: "tags" → "topic" */
	th_map defaults; /* ours → value, as th_str*: what a file without the field has; several
			    values with line breaks between them */
	th_str lang;     /* default language of its files; empty: the hub's */
	th_strs words;   /* fields whose one text is several values, split at commas or else at
			    spaces, as Jekyll does with tags */
	th_strs skip;    /* values that mean nothing here: "posts", "all" (Eleventy) */
	th_str data;     /* one YAML file with an entry for each document: _data/authors.yml */
} th_mapping;

typedef enum th_policy {
	TH_POLICY_WARN,
	TH_POLICY_REFUSE,
	TH_POLICY_IGNORE,
} th_policy;

/* Whom a document is for. What does not say so is for everyone. */
typedef enum th_audience {
	TH_UNSAID, /* as TH_EXTERNAL, unless what it translates says TH_INTERNAL */
	TH_EXTERNAL,
	TH_INTERNAL, /* is not in the public edition at all */
} th_audience;

/* The second edition, for the protected address: hub.yml, internal: */
typedef struct th_inside {
	bool wanted;
	th_str base_url; /* no slash at the end */
	th_str prefix;
} th_inside;

/* A token of the theme that hub.yml sets, or that follows from one: safe in a style sheet. */
typedef struct th_token {
	th_str name;  /* as after --th-: "accent-ink" */
	th_str value; /* "#0b5c55", "0.5rem", "\"Georgia\",serif" */
	bool colour;
	bool dark; /* a colour for dark screens */
} th_token;
typedef TH_LIST(th_token) th_tokens;

typedef struct th_hub {
	th_texts title, tagline;
	th_str company, company_url, contact;
	th_str base_url; /* no slash at the end */
	th_str origin;   /* scheme and authority of base_url */
	th_str prefix;   /* "/team"; empty: the root */
	th_strs languages;
	th_str timezone, theme;
	th_texts
	    shell; /* a page of the host whose layout the hub wears: in the source, or absolute */
	th_texts shell_url; /* its address on the host site; empty: the hub's own */
	int shell_line;
	th_tokens design;      /* colours, lengths, fonts instead of the theme's */
	th_str feed_authority; /* of tag: ids: "careers.example,2026"; default from base_url and the
				  fixed year 2026 */
	TH_LIST(th_facet) facets;
	TH_LIST(th_mapping) mappings; /* one for each kind, defaults filled in */
	th_policy missing_author;
	bool consent_required; /* false: people without consent: are taken as public (mapped
				  repositories) */
	int per_page;
	bool share_cards;    /* drawn at publish, about 30 ms each the first time */
	bool generator_tags; /* {% … %}, {{< … >}} are looked for */
	th_str websub;       /* hub that hears of changed feeds (WebSub); empty: none */
	th_str edit_url;     /* where a file is edited, with {path} in it; empty: not said */
	th_str write; /* path of the text that says how one writes a story, or https://…; empty:
			 none */
	int write_line;
	th_strs embed_allow; /* origins of sites that may show the hub's fragments in a frame */
	th_strs ignore;      /* path prefixes */
	th_strs media; /* folders that addresses from the root are also looked for in: "static/" */
	const th_zone *zone; /* of timezone */
	th_str raw;          /* the bytes of hub.yml, for the edition's identity */
	th_inside internal;
	th_audience audience; /* of what is made of it: TH_EXTERNAL, unless hub_turn_inside */
} th_hub;

/* Reads hub.yml of the source (absent: defaults, one note). Always fills `hub`; unusable settings
 * become findings and their defaults. -1 only when nothing can be published (err for the operator).
 */
int hub_load(th_hub *hub, const th_source *s, th_arena *a, th_findings *f, th_err *err);
/* The same from bytes, as hub.yml holds them. */
int hub_read(th_hub *hub, th_str bytes, th_arena *a, th_findings *f, th_err *err);
const th_facet *hub_facet(const th_hub *hub, th_str name);
/* The same hub as the internal audience sees it: all documents, at the address of internal: */
void hub_turn_inside(th_hub *hub);

/* ---- documents ---- */

typedef struct th_ref { /* a name that the author wrote, to be resolved by link */
	th_str written; /* as it stands: "Jana Weber", "jana-weber", "Offenheit" */
	th_str slug;    /* resolved */
	int line;
} th_ref;
typedef TH_LIST(th_ref) th_refs;

/* A point in time as written. */
typedef struct th_when {
	th_time at; /* UTC; TH_NEVER: not set */
	int offset; /* minutes east of UTC that held there then */
	bool day_only;
	uint8_t parts; /* what was written: 1 the year, 2 and the month, 3 and the day, 4 and a
		     time, 5 and its offset or zone */
	int line;
} th_when;

typedef struct th_term_ref {
	th_str facet;
	th_ref ref;
	bool inherited;
	th_when since, until; /* a person in a programme; parts 0: not said */
} th_term_ref;

typedef struct th_consent {
	th_time public_since, portrait_since, story_since, feed_since, card_since,
	    kudos_since; /* TH_NEVER: not given */
	th_time until;   /* TH_NEVER: without end */
	th_str guardian;
	th_time guardian_date;
	bool present;
	int line;
} th_consent;

/* A guideline's rule that the author silences for this file, with a reason (guideline.h). */
typedef struct th_override {
	th_str rule, reason; /* "personal.phone" */
	int line;
} th_override;

/* What one version of a guideline or value changed, as its authors tell it. */
typedef struct th_amendment {
	th_str version; /* "2026-09", "3" */
	th_texts what;
	th_refs who; /* took part; after link those who may be named */
	int line;
} th_amendment;

/* A file that authors may take along: a logo, a picture to use. */
typedef struct th_download {
	th_str file; /* path in the source after link; empty: there is none */
	th_texts title, licence;
	int line;
} th_download;

typedef TH_LIST(th_time) th_times;

/* When an event takes place; series (calendar.h) says what follows. Times are by the clock on the
 * wall of its zone. */
typedef struct th_event {
	th_str zone; /* Europe/Berlin */
	th_time start;
	int64_t length; /* seconds; 0: no end was given */
	bool day_only;
	th_recur recur;
	th_times added, left_out; /* ascending */
	bool cancelled;           /* it is shown, and does not take place */
	int line;                 /* of rrule:, or of start: */
} th_event;

typedef struct th_doc {
	th_kind kind;
	const th_entry
	    *entry;   /* NULL: made up by the hub (a term without a file, an author without one) */
	th_str path;  /* of the entry */
	th_str facet; /* TH_TERM only */
	th_str slug, lang;
	th_str id;     /* "story/my-first-week", "person/jana-weber", "term/team/platform" */
	th_str href;   /* below prefix and language: "/stories/my-first-week/" */
	bool left_out; /* draft, consent missing, an error: link set it; nothing of it is published
			*/
	bool broken;   /* the file has a fault: only path, kind, slug and id are right; left_out */
	bool draft, critical;
	th_audience audience; /* as written; after link never TH_UNSAID where it is TH_INTERNAL */
	int audience_line;
	/* Set by link: shown from (TH_NEVER: always) until before (INT64_MAX: for ever). From
	 * publish, date, expires, a job's end, a withdrawal to come, and the end of consent. */
	th_time visible_from, visible_until;

	th_texts title, subtitle, summary; /* subtitle: role, hashtag, where */
	int title_line;
	th_when date, updated, publish, expires, start, end;
	int64_t order;
	th_str picture; /* path in the source after link; empty: none */
	int picture_line;
	th_texts picture_alt;
	th_str focus;    /* of the picture: "30 20", percent from left and top; empty: the middle */
	th_refs authors; /* kudos: from */
	th_refs to;      /* kudos: to; event: stories; programme: rules; job: ambassadors */
	TH_LIST(th_term_ref) terms;
	th_strs aliases; /* below the prefix: "/stories/old-name/"; after link only free ones */
	int aliases_line;
	th_str translates; /* path as written */
	int translates_line;
	/* stories: the same story in other languages, a ring in order of path; NULL: none */
	struct th_doc *translation;
	th_str uid; /* feed id as written; empty: made from the slug */

	th_event *event; /* TH_EVENT that can be shown; else NULL */

	/* person */
	th_str pronouns;
	th_when joined, left;
	th_when born; /* emptied by link: never comes to the edition */
	th_strs asks;
	th_strs ask_topics; /* set by link: the topic that each of them is; empty: none */
	th_pairs links;
	th_consent consent;
	bool withdrawn; /* after link: the day has come */
	/* its own, or that of a person without whom it does not stay; to come unless `withdrawn` */
	th_when withdrawal;
	bool withheld;          /* left out for want of consent, which may have been given before */
	bool in_feeds;          /* person, kudos: whom it names agreed to feeds, withdrawn or not */
	bool portrait_withheld; /* its picture was taken away for that */
	/* somebody who can be recognised in its pictures has withdrawn: none of them is shown */
	bool pictures_withheld;

	th_ref agreed; /* person: the version of the guidelines that they agreed to; never published
			*/
	TH_LIST(th_amendment) changes;  /* guideline, value: newest first as written */
	TH_LIST(th_download) downloads; /* brand, value */

	th_refs shown; /* people in the pictures; for the check of their consent only */
	TH_LIST(th_override) overrides; /* valid ones, for the report */

	/* all fields that are not known, and those of the kind (rrule, hashtag, url, salary.min …),
	 * flattened with dots, text as written */
	th_pairs fields;

	size_t body_at;           /* offset of the Markdown in the blob */
	int body_line;            /* its first line */
	struct th_doc *next_lang; /* the same document in another language (not stories) */
	th_str saved; /* as content_save_parsed wrote it before link, when that was asked for */
} th_doc;

/* What a path is, by the mappings: fills kind, slug, lang, date (from the name), facet. False: none
 * of the collections' (a picture, a README). */
bool content_classify(
    th_doc *doc, const th_hub *hub, const th_entry *e, th_arena *a, th_findings *f);

/* Reads front matter of `bytes` (the whole file) into `doc`. A fault becomes a finding; -1 when the
 * file cannot be published at all. Never keeps a pointer into `bytes`. Thread-safe. */
int content_parse(th_doc *doc, const th_hub *hub, th_str bytes, th_arena *a, th_findings *f);

struct th_content;
/* An earlier state of a file, parsed alone: makes its aliases addresses, as link does. */
void content_link_alone(struct th_content *c, th_doc *doc);

/* An address that an author wants to be gone, from withdrawn.yml. */
typedef struct th_gone {
	th_str href; /* below the prefix */
	th_when at;
} th_gone;

/* Everything of one commit. */
typedef struct th_content {
	th_arena *arena;
	const th_hub *hub;
	const th_source *source;
	TH_LIST(th_doc *) docs; /* sorted by id, then lang, after link; those left out included */
	th_map by_id;           /* id → th_doc* (the first language; others by next_lang) */
	th_map by_path;         /* path → th_doc* */
	th_map hrefs;           /* href → th_doc*: addresses in use, of what is not left out */
	th_map hidden; /* href → th_doc*: addresses of what content_hides; written nowhere */
	struct guideline_rules *rules; /* content_load reads them; NULL: there are none */
	th_time now; /* the caller sets it before content_load: judges consent by it */
	/* What is judged by `now` (consent, withdrawal, age, who left) turned out differently
	 * before the instant `judged_last` (TH_NEVER: never did), and will from `judged_next` on.
	 */
	th_time judged_last, judged_next;
	/* path of a picture → a th_doc: shown nowhere, since it is the portrait of somebody who did
	 * not agree to one, or shows somebody who withdrew; link fills it */
	th_map withheld;
	TH_LIST(th_gone) gone;
	/* The versions of the guidelines that authors agree to, newest first; link fills it. Empty:
	 * no guideline names one. */
	th_strs guideline_versions;
	/* Meetings of events are written from the first of these to the second: the year of `now`,
	 * the one before, and two more. */
	th_time meetings_from, meetings_until;
	bool unsure; /* withdrawn.yml cannot be read: whoever it means must not be published */
	TH_LIST(th_doc *)
	withdrawals; /* one for each entry of withdrawn.yml; link joins them with docs */
	bool drafts; /* the caller's: drafts are not left out (preview) */
	/* The caller's, NULL: none. What content_save_parsed wrote of that entry when hub.yml and
	 * the guidelines' rules were the same; TH_NONE: not known. Lives as long as the content. */
	th_str (*recall)(void *ctx, const th_entry *e);
	void *recall_ctx;
	bool save; /* the caller's: fill `saved` of documents whose file has no fault */
	/* programme.yml (plan.h), from content_load; NULL: not read, since an internal edition is.
	 */
	struct th_plan *plan;
} th_content;

/* Resolves names, addresses, inheritance, translations and consent over all documents; makes up
 * missing authors and terms; leaves out what must not be public. Findings carry the lines kept in
 * refs. */
void content_link(th_content *c, th_findings *f);
/* The window of `c` for what is made at `now`. */
void content_meetings(th_time now, th_time *from, th_time *until);
/* An event's meetings; `zone` is e->zone's. */
th_series event_series(const th_event *e, const th_zone *zone);

/* Reads all entries of the source: classify, parse (on `threads` threads), link. `c` is empty but
 * for `now` and `drafts`. The result does not depend on `threads`. Findings come unsorted.
 * -1 with err only when the source itself cannot be read. */
int content_load(th_content *c, const th_source *s, const th_hub *hub, int threads, th_arena *a,
    th_findings *f, th_err *err);

/* The colours that a programme's file names and those that follow, as tokens behind those of `out`.
 * False: it names none. */
bool programme_colours(th_tokens *out, const th_doc *doc, const th_hub *hub, th_arena *a);

/* saved.c: a document as bytes, for this version of the program on this machine. */
void content_save(th_buf *out, const th_doc *doc); /* all that is not a pointer to others */
void content_save_parsed(th_buf *out, const th_doc *doc, const th_findings *said);
/* A document as content_parse left it, and what was said of it then. Strings are views into
 * `saved`. -1: these are no such bytes. */
int content_restore(th_doc *doc, const th_entry *e, th_str saved, th_arena *a, th_findings *said);
void content_save_findings(th_buf *out, const th_findings *f);
/* Adds them to `f`. -1: these are no such bytes. */
int content_restore_findings(th_findings *f, th_str saved);

/* True when two states of a file say the same: fields without regard to their order and notation,
 * text without regard to white space. Faulty front matter is the same only byte for byte. */
bool content_same(th_str before, th_str after, th_arena *a);

/* The file that `written` means in the file `from`: beside it, or from the root ("/media/x.jpg")
 * and the hub's media folders. Query and fragment are not part of `written`. NULL: none, or
 * outside. */
const th_entry *content_find_file(const th_content *c, th_str from, th_str written);
/* True when the document is left out of what is being made since it is internal. */
bool content_hides(const th_content *c, const th_doc *doc);
/* The person, story, term … of that id, or NULL. */
th_doc *content_doc(const th_content *c, th_kind kind, th_str facet, th_str slug);

/* Instants in words for a language (ICU): "23. November 2026". */
th_str date_label(th_arena *a, th_time at, int offset, th_str lang);
/* The offsets of a zone from 1900 to 2200, made once by ICU; NULL: ICU does not know it. */
const th_zone *zone_make(th_arena *a, th_str name);
/* A month of UTC: "November 2026". */
th_str date_month_label(th_arena *a, th_time at, th_str lang);
/* Offset in minutes of the zone at that instant; the hub's zone was checked by hub_load. */
int date_offset(th_str timezone, th_time at);
/* Reads what an author may write: 2026-11-23, … 09:00, … 09:00:15 +0100, … Europe/Berlin, RFC 3339,
 * 2026-11 and 2026 (day_only; for joined, version). False: impossible or not understood. */
bool date_parse(th_when *out, th_str text, th_str timezone);
/* The same two by the hub's table of its zone: for ten thousand dates. */
bool hub_date_parse(th_when *out, th_str text, const th_hub *hub);
int hub_date_offset(const th_hub *hub, th_time at);
/* The instant at which that day, month or year is over; of a time, the time. */
th_time hub_date_end(const th_hub *hub, th_when when);
/* A slug: German umlauts spelt out, other letters transliterated (ICU), lower case, hyphens. */
th_str slug_of(th_arena *a, th_str text);
/* Bytes that sort as the language's readers expect (ICU collation key). */
th_str sort_key(th_arena *a, th_str text, th_str lang);

/* A YAML file as pairs, nested keys joined by dots: the words of a theme. -1 with one finding when
 * it cannot be read as YAML. */
int content_flatten(th_pairs *out, th_str text, th_str file, th_arena *a, th_findings *f);

#endif
