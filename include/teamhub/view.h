/* view.h -- what a page or feed shows, as plain values: filled by pages/ from queries, written by a
 * face. No markup is made here (fields named html contain what publish rendered and sanitised), and
 * no SQL is known.
 *
 * Each struct has one descriptor table (in cgi/view/), used for Mustache look-up, the generated
 * theme reference and the check of a theme for unknown names. A field that a theme may use must be
 * in both; a test compares the sizes.
 *
 * Memory: everything lives in the request's arena or in the edition that is open; a face keeps
 * nothing. */
#ifndef TEAMHUB_VIEW_H
#define TEAMHUB_VIEW_H

#include "teamhub/base.h"
#include "teamhub/calendar.h"

/* ---- descriptors ---- */

typedef enum th_type {
	TH_TEXT,   /* th_str: escaped when printed */
	TH_HTML,   /* th_str: sanitised at publish, printed as it is */
	TH_FLAG,   /* bool */
	TH_NUMBER, /* int64_t; 0 is falsy */
	TH_OBJECT, /* pointer to a struct of `of`; NULL: absent */
	TH_PART,   /* struct of `of` by value: always there */
	TH_ITEMS,  /* TH_LIST(struct of `of`) by value */
	TH_WORDS,  /* view_words pointer: unknown keys are errors */
	TH_FIELDS, /* th_dict pointer: an open dictionary (an author's own front matter fields) */
} th_type;

typedef struct th_desc th_desc;

typedef struct th_field {
	const char *name;
	size_t length; /* of name */
	th_type type;
	size_t offset;
	const th_desc *of; /* TH_OBJECT, TH_PART, TH_ITEMS */
} th_field;

struct th_desc {
	const char *name;
	size_t size;
	const th_field *fields;
	size_t count;
};

/* Keys in byte order: th_dict_get searches by halves. */
typedef struct th_dict {
	const th_pair *pairs;
	size_t n;
} th_dict;
/* The value, or TH_NONE. */
th_str th_dict_get(const th_dict *d, th_str key);
/* Sorts pairs in place, the last of equal keys wins; returns the new count. */
size_t th_dict_sort(th_pair *pairs, size_t n);

/* The field of that name, or NULL. */
const th_field *th_desc_find(const th_desc *d, th_str name);

/* ---- pieces ---- */

typedef struct view_link {
	th_str href, label;
	th_str lang; /* of the target, when it differs from the page; else empty */
	bool current;
} view_link;
typedef TH_LIST(view_link) view_links;

typedef struct view_date {
	th_time at;   /* not for themes */
	th_str iso;   /* RFC 3339 in the hub's zone */
	th_str label; /* "23. November 2026", "November 23, 2026" */
	th_str time;  /* "08:30", empty when the source named a day only */
} view_date;
typedef TH_LIST(view_date) view_dates;

typedef struct view_picture {
	th_str src, type;    /* the fallback, absolute path, and its media type */
	th_str srcset, webp; /* responsive candidates; webp may be empty */
	th_str alt, colour;  /* dominant colour as #rrggbb */
	int64_t width, height;
	th_str focus_x,
	    focus_y;    /* what must stay when it is cut: percent in tens; empty: the middle */
	bool generated; /* made from initials, since there is no portrait */
	bool early;     /* the first of a list that a page begins with: loaded at once */
} view_picture;

typedef struct view_term {
	th_str facet, facet_label, slug, label, href, summary;
	int64_t count; /* stories in the present selection; 0 where not counted */
	const view_picture *picture;
	th_str tone; /* class that has a programme's colours; empty: none */
	bool value;  /* one of the company's values */
} view_term;
typedef TH_LIST(view_term) view_terms;

typedef struct view_person {
	th_str id, href, name, role, summary, initials, pronouns, place, team;
	const view_picture *portrait;   /* NULL: show the initials */
	bool former;                    /* has left the company, still consents */
	bool page;                      /* has a page: link it */
	th_str role_lang, summary_lang; /* where it differs from the page's; else empty */
} view_person;
typedef TH_LIST(view_person) view_people;

/* A story in a list. */
typedef struct view_card {
	th_str id, href, title, summary, lang; /* lang always set */
	bool other_lang;                       /* differs from the page's language */
	const view_date *date;
	view_people authors; /* who have a page */
	view_people byline;  /* all of them, in order: those without a page are a name only */
	view_terms terms;    /* of the facets in their order, without lang and author */
	const view_picture *picture;
	int64_t minutes; /* reading time, at least 1 */
	bool together;   /* several authors */
	bool tandem;     /* two of them, one a new voice, one that is heard often */
	bool first;      /* the first story here of one of its authors, and that not long ago */
	th_str first_of; /* of several authors, one of them new: whose */
	bool critical;   /* marked so by its author */
	bool draft;      /* preview only */
	bool internal;   /* for colleagues only */
} view_card;
typedef TH_LIST(view_card) view_cards;

/* Data of an item for calendars and for words, not for themes. */
typedef struct view_behind {
	th_str uid;
	th_time modified;
	const th_series *series; /* event; else NULL */
	th_str zone;             /* event: Europe/Berlin */
	int64_t revision;        /* event: how often its content changed */
} view_behind;

/* A document of another collection in a list: value, guideline, programme, event, kudos, job, term.
 */
typedef struct view_item {
	const view_behind *behind; /* not for themes; NULL: not from an edition */
	th_str id, href, title, subtitle, summary;
	th_str lead; /* the summary; empty where it was taken from the text, which says it anyway */
	const view_date *date, *start, *end;
	const view_picture *picture;
	view_people people; /* kudos: from, to */
	view_terms terms;
	int64_t count;         /* stories that belong to it */
	bool value;            /* a value of the company */
	const th_dict *fields; /* its own front matter: where, url, hashtag, salary … */
	th_str html;           /* kudos: the text itself; else empty */
	bool past;             /* event: over; job: no longer open */
	/* An event's start and end are those of the next meeting, or else of the last. */
	th_str when; /* event: that meeting in words: "Thursday, December 3, 2026, 8:30–9:30 am" */
	th_str repeats; /* event: its rule in words: "every first Thursday of the month, 8:30–9:30
			   am" */
	th_str kind_label; /* event: "Influencer breakfast" */
	view_links led_to; /* past event: the stories it led to */
	bool running;      /* event: is on now */
	bool cancelled;    /* event: does not take place */
	/* Languages of its texts where they differ from the page's; else empty. lang: of html and
	 * of the page's text. */
	th_str lang, title_lang, subtitle_lang, summary_lang;
	th_str tone; /* class that has a programme's colours; empty: none */
} view_item;
typedef TH_LIST(view_item) view_items;

typedef struct view_feed_link {
	th_str href, type, title; /* application/atom+xml … */
	th_str url;               /* absolute: to copy */
	th_str format;            /* Atom, RSS, JSON Feed */
} view_feed_link;
typedef TH_LIST(view_feed_link) view_feed_links;

/* ---- programmes ---- */

typedef struct view_membership { /* of a person, in a programme */
	view_term programme;
	th_str since, until; /* as it is read: "Mai 2024"; empty: not said, not over */
	th_str since_iso;    /* 2024, 2024-05, 2024-05-17 */
} view_membership;
typedef TH_LIST(view_membership) view_memberships;

typedef struct view_member { /* of a programme */
	view_person person;
	th_str since, until, since_iso;
} view_member;
typedef TH_LIST(view_member) view_members;

typedef struct view_expertise {       /* a topic, and who speaks on it */
	view_term topic;              /* count: the programme's stories about it */
	view_people people;           /* empty: nobody yet */
	th_str href, feed, subscribe; /* of these stories */
} view_expertise;

typedef struct view_position { /* a job, and whom to ask about it */
	view_item job;
	view_people people;
} view_position;

typedef struct view_town { /* a place of a programme */
	view_term place;   /* count: the programme's stories there */
	th_str href;       /* of these stories */
} view_town;

typedef struct view_section { /* of a programme's page: one of them is set */
	bool people, stories, jobs, topics, places, about;
} view_section;

/* ---- every page ---- */

typedef struct view_site {
	th_str title, tagline, company, company_url, contact;
	th_str base; /* prefix and language: /team, /team/en: put before addresses of lists */
	th_str home, search; /* start page; search page (empty: none) */
	th_str design; /* style sheet of design: in hub.yml, to come after css; may be empty */
	th_str css,
	    js; /* hashed addresses of the theme's assets main.css and main.js; js may be empty */
	th_str lang;                       /* of the interface */
	view_links nav, footer, languages; /* languages: this page in the others */
	th_str icon;            /* the theme's icon.svg, icon.png or favicon.ico; empty: none */
	th_str logo, logo_dark; /* drawings in place of the title; empty: none */
	int64_t logo_width, logo_height;
	bool internal;         /* the internal edition: every page says so */
	const th_dict *assets; /* all of the theme's assets: icon.svg is "icon_svg" */
} view_site;

typedef struct view_head {
	th_str title;                 /* for <title>, without the site's */
	th_str full_title;            /* "title – site", or the site's alone on the start page */
	th_str description, lang;     /* lang: of the content */
	th_str canonical, prev, next; /* absolute; empty: none */
	th_str kind;  /* start, stories, story, people, person, terms, term, items, item, versions,
			 feeds, share, poster, fragment, error */
	th_str image; /* absolute, for og:image; empty: none */
	th_str image_alt, image_type;
	int64_t image_width, image_height;
	th_str creator; /* "@jana@social.example", for fediverse:creator; empty: none */
	th_str og_type; /* website, article, profile; empty: no share card, for want of consent */
	th_str oembed;  /* absolute address of its oEmbed answer; empty: none */
	th_str jsonld;  /* a whole JSON text, safe inside <script>; empty: none */
	bool noindex;
	/* hreflang: label is the language code or x-default; href absolute */
	view_links alternates;
	view_feed_links feeds; /* autodiscovery */
	view_links crumbs;
} view_head;

/* ---- filters and paging of a selection ---- */

typedef struct view_option {
	th_str slug, label,
	    href; /* href: the selection with this option added (or removed, when selected) */
	int64_t count;
	bool selected;
} view_option;

typedef struct view_filter {
	th_str facet, label;
	TH_LIST(view_option) options;
	bool active; /* one of its options is selected */
} view_filter;
typedef TH_LIST(view_filter) view_filters;

typedef struct view_pages {
	int64_t number, of;
	th_str label;       /* "Seite 2 von 7" */
	th_str prev, next;  /* href; empty: none */
	view_links numbers; /* label empty for a gap */
} view_pages;

/* ---- the pages; exactly one is set in a view ---- */

typedef struct view_start {
	const view_card *lead; /* the voice in the hero */
	th_str lead_quote;
	view_cards cards; /* balanced selection, without the lead */
	view_people people;
	view_items values, programmes, jobs, events;
	TH_LIST(struct view_facet) ways; /* ways in */
	th_str subscribe;                /* href of the page that explains the feeds */
} view_start;

typedef struct view_facet {
	th_str name, label, plural, href;
	view_terms terms;
} view_facet;

/* What one version of a guideline changed, in its authors' words. */
typedef struct view_amendment {
	th_str version, text;
	th_str lang;        /* of text where it differs from the page's; else empty */
	view_people people; /* who took part and may be named */
} view_amendment;

/* A file to take along, in one of its formats. */
typedef struct view_file {
	th_str href, name, format; /* name: what it is saved as; SVG, PNG, JPEG */
	th_str size;               /* "84 kB" */
	int64_t bytes;
	int64_t width, height; /* 0: a drawing, as large as one likes */
} view_file;

typedef struct view_download {
	th_str title, title_lang, licence, licence_lang; /* languages where they differ */
	const view_picture *picture;
	TH_LIST(view_file) files;
} view_download;
typedef TH_LIST(view_download) view_downloads;

/* Stories of any selection; also a term's page. */
typedef struct view_list {
	th_str heading, intro, html; /* html: the term's own text */
	const view_picture *picture;
	const view_item *term;    /* a term's page: the term */
	const view_date *updated; /* a term's page: NULL: its text has not changed since */
	th_str versions;          /* href of the versions of its text; empty: none */
	view_cards cards;
	int64_t total;
	th_str count_label; /* "42 Beiträge" */
	view_filters filters;
	view_links chips;         /* the selection; href removes it */
	th_str clear;             /* href of the whole list; empty: nothing selected */
	const view_pages *pages;  /* NULL: one page */
	view_people people;       /* a term's page: who belongs to it */
	view_items jobs;          /* a term's page: open positions */
	bool value;               /* a term's page: the term is one of the company's values */
	view_items material;      /* value: pages of the brand that belong to it */
	view_downloads downloads; /* value: files to take along */
	th_str write;             /* href: how one writes a story; empty: nobody says */
	th_str propose;           /* value: href to propose a change of its text; empty: none */
	view_feed_links feeds;
	th_str subscribe;      /* href of the page that explains the feeds; empty: none */
	view_items programmes; /* a term's page: programmes that name it as theirs */
	view_people asked;     /* a topic's page: who is asked about it */
} view_list;

typedef struct view_story {
	view_card card;
	th_str lead; /* as in view_item */
	th_str html;
	const view_date *updated; /* NULL: same as published */
	view_links translations;
	const view_term *team;    /* the first it belongs to; NULL: none */
	view_cards team_stories;  /* others of that team */
	view_cards more;          /* others by nearness: same topic, place */
	view_items jobs;          /* open positions in the team or place */
	th_str work_with;         /* that team and place, by name; empty: no open positions */
	view_people contributors; /* changed the text, beside its authors */
	const view_card *newer, *older;
	const th_dict *fields;
} view_story;

typedef struct view_person_page {
	view_person person;
	th_str lead; /* as in view_item */
	th_str html;
	view_terms terms, asks;
	view_links links; /* rel=me */
	view_cards stories;
	view_items kudos, jobs;
	th_str work_with;       /* team and place of the jobs, by name */
	view_people colleagues; /* same team */
	view_feed_links feeds;
	th_str subscribe; /* href; empty: none */
	const th_dict *fields;
	th_str lang;                  /* of html where it differs from the page's; else empty */
	view_memberships memberships; /* programmes */
} view_person_page;

typedef struct view_people_page {
	th_str heading, intro, count_label; /* the count of all pages */
	view_people people;
	const view_pages *pages; /* NULL: one page */
	view_links orders;       /* by name, voices in turn */
	view_filters filters;
	view_links chips;
	th_str clear;
	view_feed_links feeds;
	th_str subscribe; /* href of the page that explains the feeds */
} view_people_page;

/* All terms of a facet. */
typedef struct view_terms_page {
	th_str heading, intro;
	view_items items;
	view_feed_links feeds;
	th_str subscribe; /* href of the page that explains the feeds */
} view_terms_page;

/* A calendar to take along (RFC 5545). */
typedef struct view_calendar {
	th_str href, url;          /* path; absolute */
	th_str webcal;             /* webcal://…: subscribes where the device knows that */
	th_str subscribe;          /* href of the page that explains it; empty: none */
	th_str heading, selection; /* of that page */
	th_str page;               /* href of the list */
} view_calendar;

/* A collection: guidelines, events, kudos, jobs (values and programmes are facets with terms). */
typedef struct view_items_page {
	th_str heading, intro, kind;
	view_items items, past;
	view_feed_links feeds;
	th_str subscribe;     /* href of the page that explains the feeds */
	th_str empty;         /* what to say when there is none */
	view_filters filters; /* events: by place, kind … */
	view_links chips;
	th_str clear;
	const view_calendar *calendar; /* events: NULL where there is none */
} view_items_page;

/* A thing that is said of a job or an event. */
typedef struct view_fact {
	th_str label, value;
	th_str iso; /* a date: for datetime=; else empty */
} view_fact;

typedef struct view_item_page {
	th_str kind;
	view_item item;
	th_str html;
	TH_LIST(view_fact) facts; /* job: when, where, how much; event: where */
	const th_dict *place;     /* the fields of the text of its place: address.city … */
	const view_date *updated;
	th_str versions;          /* href; empty: there is one version only */
	view_people contributors; /* wrote and changed the text */
	view_cards stories;
	view_people asked;               /* job: whom to ask about it */
	const view_term *programme;      /* that they belong to; NULL: none */
	TH_LIST(view_amendment) changes; /* guideline: in words, the newest first */
	TH_LIST(struct view_version)
	history;                  /* guideline without these: its last states, without html */
	view_downloads downloads; /* brand */
	th_str propose;   /* guideline: href to propose a change: the repository or a mail */
	view_dates dates; /* event that repeats: the meetings after the next */
	const view_calendar *calendar; /* event: it alone */
} view_item_page;

/* The start page of a programme; the list of its stories is beside it. */
typedef struct view_programme {
	view_item item;                     /* hashtag, title, summary, picture, fields */
	th_str contact, contact_label;      /* href; as it is read */
	th_str join, join_label, join_href; /* "become one"; empty: not said */
	th_str first;                       /* what comes first: people, stories, jobs … */
	TH_LIST(view_section) sections;     /* what there is, in order */
	view_members members, alumni;       /* newest first */
	TH_LIST(view_expertise) topics;
	TH_LIST(view_position) jobs;
	TH_LIST(view_town) places;
	view_items events, rules; /* to come; guidelines */
} view_programme;

/* One state of a text. */
typedef struct view_version {
	int64_t number; /* from 1, the oldest that is known */
	const view_date *date;
	view_people people; /* who made it, as far as they may be named */
	th_str html;        /* what changed; empty: the first that is known */
} view_version;

/* The versions of a guideline or value, newest first. */
typedef struct view_versions {
	th_str heading, title, intro;
	th_str page; /* href of the text */
	th_str lang; /* of the text where it differs from the page's; else empty */
	TH_LIST(view_version) versions;
} view_versions;

/* Something that was found. Titles and excerpts are escaped text with <mark> in it. */
typedef struct view_hit {
	th_str kind;       /* story, person, term, value, programme, guideline, job, event, kudos */
	th_str kind_label; /* as it is read: the facet of a term, "Open position" … */
	th_str href, title, excerpt, lang;
	bool other_lang; /* differs from the page's language */
	const view_date *date;
	view_people people; /* authors */
	const view_picture *picture;
	int64_t minutes; /* a story's reading time */
	bool draft;
} view_hit;
typedef TH_LIST(view_hit) view_hits;

typedef struct view_input { /* of a form */
	th_str name, value;
} view_input;

typedef struct view_search {
	th_str heading, question;
	th_str action;              /* of the form */
	TH_LIST(view_input) inputs; /* hidden: the rest of the selection */
	bool asked;                 /* there is a question */
	view_people people;
	view_hits others, jobs, stories;
	int64_t total; /* stories */
	th_str count_label;
	bool nothing;           /* asked, and nothing was found */
	bool common;            /* asked for words that stand in nearly every text */
	const view_link *meant; /* "did you mean" */
	view_links ways;        /* when nothing was found: where to go from here */
	view_filters filters;
	view_links chips;
	th_str clear;
	const view_pages *pages;
	view_feed_links feeds;
	th_str subscribe;
	th_str index; /* a hub in files: below it is the index of Pagefind; else empty */
} view_search;

/* Explains feeds and subscribes to a selection. */
typedef struct view_subscribe {
	th_str heading, selection; /* the selection in words */
	th_str page;               /* href of the list */
	view_feed_links feeds;
	th_str kit; /* href of the share kit for the selection */
} view_subscribe;

/* The share kit: a selection to choose, and what it is handed on by. */
typedef struct view_kit {
	th_str heading, selection;  /* the selection in words */
	th_str action;              /* of the form */
	TH_LIST(view_input) inputs; /* hidden: what is selected and has no field of its own */
	view_filters filters;       /* a field each; an option's slug may name several: "a,b" */
	th_str campaign;            /* the tag that links carry; empty: none */
	th_str clear; /* href of the kit without a selection; empty: nothing selected */
	th_str count_label;
	th_str url; /* of the selection's page: absolute, with the tag */
	view_feed_links feeds;
	th_str qr_svg, qr_png; /* href; empty: the address is too long for one */
	view_links posters;
	th_str signature_html, signature_text; /* to copy */
	th_str frame_html;                     /* to copy: an <iframe> */
	th_str frame, oembed;                  /* href of what it shows; absolute address */
	th_str frame_sites; /* sites that may show it beside this one; empty: none */
	th_str opml;        /* href: all feeds */
} view_kit;

/* To print. */
typedef struct view_poster {
	th_str size;          /* a4, a6 */
	th_str heading, lead; /* the selection in words; a sentence */
	th_str url, address;  /* absolute; as it is read: without the scheme */
	th_str qr;            /* href of the QR code */
	th_str quote, quote_lang;
	bool quoted;        /* the quote has quotation marks of its own */
	view_people voices; /* who said it */
	view_people people; /* faces */
	th_str back;        /* href of the kit */
} view_poster;

/* A line of the lead's report that names somebody or something. */
typedef struct view_report_line {
	th_str href, label, text; /* href may be empty */
} view_report_line;

typedef struct view_report_section {
	th_str id, heading, intro;
	th_str empty; /* what to say without lines */
	TH_LIST(view_report_line) lines;
} view_report_section;

/* A group in the coverage of a facet: as a row of a table, and as a bar of a drawing. */
typedef struct view_report_row {
	th_str label, people, stories, share, target, missing; /* as read; may be empty */
	th_str bar, mark; /* "28.6%": width of the bar, place of the mark; mark may be empty */
	int64_t text_y, bar_y, mark_y, mark_end; /* places in the drawing */
	bool rest;                               /* small groups together */
} view_report_row;

typedef struct view_report_part {
	th_str id, heading, basis; /* basis: what shares are compared with */
	th_str desc;               /* the drawing in a sentence */
	th_str target_label;       /* "Target" or "Comparison" */
	bool of_people;            /* people are counted too */
	int64_t height;
	TH_LIST(view_report_row) rows;
} view_report_part;

/* The lead's report; in the internal edition alone. */
typedef struct view_report {
	th_str heading, intro, summary, note;
	TH_LIST(view_report_part) parts;
	TH_LIST(view_report_section) sections;
} view_report;

typedef struct view_error {
	int64_t status;
	th_str title, text, hint;
	view_links near; /* what may have been meant; often empty */
	view_links ways; /* where to go from here */
} view_error;

/* What a share card shows; also, for a person without a portrait, what the generated one shows. */
typedef struct view_share {
	th_str kind; /* story, person, programme */
	th_str lang, title;
	th_str quote;       /* a sentence of theirs; empty: none that is short enough */
	th_str name, role;  /* of who speaks; several names in one text */
	view_people people; /* who it is about; with portraits where they agreed to that */
	const view_picture *portrait, *other; /* of the first and the second who have one */
	const view_picture *picture;          /* a story's own */
	th_str initials;                      /* of the first */
	int64_t hue;                          /* 0 to 359, from the name */
	bool quoted;    /* the quote has quotation marks of its own, or is to have none */
	th_str hashtag; /* of the programme that it belongs to; empty: none */
	th_str stage, stage_ink, stage_soft,
	    glow; /* of that programme, else design: of hub.yml; or empty */
	th_str serif, sans;
} view_share;

/* {{t.KEY}}: the theme's word for it, else the catalogue's (teamhub/texts.h). */
typedef struct view_words {
	const th_dict *theme; /* NULL: it has none */
	th_str lang;
} view_words;

typedef struct view {
	const view_site *site;
	const view_head *page;
	const view_words *t; /* in the interface language */
	const view_start *start;
	const view_list *list;
	const view_programme *programme; /* beside list */
	const view_story *story;
	const view_person_page *person;
	const view_people_page *people;
	const view_terms_page *terms;
	const view_items_page *items;
	const view_item_page *item;
	const view_versions *versions;
	const view_subscribe *subscribe;
	const view_search *search;
	const view_error *error;
	const view_share *share;
	const view_kit *kit;
	const view_poster *poster;
	const view_calendar *calendar;
	const view_report *report;
} view;

extern const th_desc view_desc; /* of `view`: the root of every template */

/* Writes the reference for web designers (Markdown): each struct that a theme can reach from
 * `view`, its fields, what they are, in that language. */
void view_write_reference(th_buf *out, th_str lang);

enum { VIEW_JSON_VERSION = 1 }; /* changes when a name or a meaning does; new names do not count */
struct th_json;
/* The view as one JSON object: names as in the reference, without what only an HTML page needs. */
void view_write_json(th_buf *out, const view *v);
/* JSON Schemas of that: a member for each struct, the root is "view" (OpenAPI's components). */
void view_write_schemas(struct th_json *j);

/* ---- calendars ---- */

typedef struct ical_entry {
	th_str uid, url; /* url absolute */
	th_str summary, description, location, call, category;
	th_str zone;             /* TZID */
	const th_series *series; /* NULL: nothing is known any more but when it was to begin */
	th_time start;           /* then */
	th_time changed;         /* DTSTAMP, LAST-MODIFIED */
	int64_t sequence;
	bool cancelled;
} ical_entry;

typedef struct ical_view {
	th_str name, description, url, source,
	    lang;                   /* url: the page; source: the calendar itself */
	th_str product;             /* PRODID */
	th_str colour, colour_name; /* #0b5c55, teal (RFC 7986 §5.9); may be empty */
	int64_t refresh;            /* seconds until a subscriber may ask again */
	th_time from, until;        /* single meetings of a series are told within */
	TH_LIST(ical_entry) entries;
} ical_view;

/* ---- feeds and sitemap ---- */

typedef struct feed_person {
	th_str name, url; /* url absolute or empty */
} feed_person;

typedef struct feed_category {
	th_str term, label, scheme; /* scheme: absolute address of the facet */
} feed_category;

typedef struct feed_entry {
	th_str id; /* an absolute IRI that never changes: tag: or https: */
	th_str url, title, summary, lang;
	th_str html; /* as published: root-relative addresses; the face makes them absolute */
	TH_LIST(view_fact) facts; /* before the text: a job's closing date … */
	th_time published, updated;
	TH_LIST(feed_person) authors;
	TH_LIST(feed_category) categories;
	th_str image, image_type; /* absolute; empty: none */
	int64_t image_length;     /* octets, for RSS enclosures; 0: not known */
} feed_entry;

typedef struct feed_tombstone {
	th_str ref; /* the id of the entry that was */
	th_time when;
} feed_tombstone;

typedef struct feed_view {
	th_str id, title, subtitle, lang;
	th_str origin; /* scheme and authority, https://careers.example, for relative addresses */
	th_str alternate;               /* the page, absolute */
	th_str self;                    /* this page of the feed, absolute */
	th_str first, prev, next, last; /* the others (RFC 5005 §3); TH_NONE: no such page */
	th_str hub; /* WebSub: where one subscribes to this feed; empty: nowhere */
	th_str rights, generator, icon;
	th_time updated;
	TH_LIST(feed_entry) entries;
	TH_LIST(feed_tombstone) tombstones;
} feed_view;

typedef struct sitemap_alternate {
	th_str lang, loc;
} sitemap_alternate;

typedef struct sitemap_entry {
	th_str loc;                            /* absolute */
	th_time lastmod;                       /* TH_NEVER: unknown */
	TH_LIST(sitemap_alternate) alternates; /* itself included, when there are several */
} sitemap_entry;

typedef TH_LIST(sitemap_entry) sitemap_view;

#endif
