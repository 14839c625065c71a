/* publish_steps.h -- one publish and its steps, each a publish_*.c:
 *
 *   theme     the folder of a theme: its templates, words, assets
 *   pictures  each picture of the source once, from any thread
 *   cards     the share card of a story or person, a portrait from initials
 *   links     what links and pictures in a text lead to
 *   render    texts on all processors, handed on in order
 *   rows      a document as rows of the edition
 *
 * publish_run.c calls them in turn; only `render` starts threads. */
#ifndef TEAMHUB_PUBLISH_STEPS_H
#define TEAMHUB_PUBLISH_STEPS_H

#include "teamhub/content.h"
#include "teamhub/face_html.h"
#include "teamhub/guideline.h"
#include "teamhub/markdown.h"
#include "teamhub/publish_history.h"
#include "teamhub/shelf.h"
#include "teamhub/write.h"

#include <pthread.h>

/* ---- theme ---- */

typedef struct theme {
	th_source *source; /* its folder */
	th_str dir;        /* as the operator named it, for findings */
	char assets[17];   /* hash over all assets: their folder's name */
	/* Set by theme_put: its templates, and its words in the hub's languages. */
	th_arena *a;
	face_html *face;
	TH_LIST(struct theme_language) languages;
} theme;

typedef struct theme_language {
	th_str ui;
	th_dict words;
} theme_language;

/* Opens the theme `given` by the operator: a directory, "content:FOLDER" (that folder of `content`,
 * which must outlive the theme), or NULL: the theme called `name` that is installed with the
 * program. -1: no such theme. */
int theme_open(
    theme *t, const char *given, const th_source *content, th_str name, th_arena *a, th_err *err);
/* The same, quickly: without hashes, so nothing can be published with it. */
int theme_open_to_check(
    theme *t, const char *given, const th_source *content, th_str name, th_arena *a, th_err *err);
/* Is it "content:FOLDER"? */
bool theme_is_content(const char *given);
void theme_close(theme *t);
/* The authors' own fields that its templates print: names after `fields.`, and those between
 * {{#fields}} and {{/fields}}. These are never misspelt fields of ours. */
void theme_fields(const theme *t, th_strs *out, th_arena *a);
/* The same for a theme that may not exist, into the hub's settings. */
void theme_note_fields(th_hub *hub, const char *given, const th_source *content, th_arena *a);
/* Everything but a document that its share card or portrait from initials depends on; empty: the
 * theme draws none. */
th_str drawings_key(const theme *t, const th_hub *hub, th_arena *a);
/* Puts templates, words and assets into the edition; copies assets into `assets_dir`. Names that no
 * view has are findings. `w` NULL: only compiles, for drawing. -1: a faulty template, or a file
 * that cannot be read or written. */
int theme_put(theme *t, edition_writer *w, const th_hub *hub, const char *assets_dir,
    th_findings *f, th_err *err);

/* After theme_put: the words for a language of the hub, or NULL. */
const th_dict *theme_words(const theme *t, th_str ui);

/* ---- pictures ---- */

typedef struct pictures {
	pthread_mutex_t lock;
	pthread_cond_t done;
	th_arena *a;  /* for results; under lock */
	th_map items; /* path → picture_item */
	const th_source *source;
	const char *media;
	const char *lender; /* NULL, or the folder with the other edition's pictures */
	th_str prefix;      /* of addresses: "/team/media/" */
	picture_helpers *helpers;
	picture_refusals *refusals;
	size_t later; /* pictures and cards that there was no time for */
	bool failed;
	th_err err;
} pictures;

void pictures_init(pictures *p, const th_source *s, const char *media, th_str hub_prefix);
void pictures_free(pictures *p);
/* The picture at `e` as published; the first caller makes it and gets the finding when it is
 * refused. From any thread. */
picture_outcome pictures_get(pictures *p, const th_entry *e, th_findings *f, th_picture *out);
/* Counts one more for which there was no time, although it is not a picture of the source. */
void pictures_note_later(pictures *p);
/* The same for a drawing made by the hub itself; *key, in `a`, is its id. */
bool pictures_draw(
    pictures *p, th_str svg, th_findings *f, th_arena *a, th_str *key, th_picture *out);
/* Writes all published pictures as rows. Returns how many. */
size_t pictures_put(pictures *p, edition_writer *w);

/* ---- links ---- */

typedef struct link_context {
	const th_content *content;
	pictures *pictures;
	const th_doc *doc;
	th_arena *a;
	th_findings *f;
	bool crosses; /* the last look-up led from an external document to an internal one */
	th_strs used; /* paths found in the source: what the document depends on */
	bool waits;   /* for a picture that there was no time for */
	/* every look-up, successful or not: its type (LOOKUP_…), then the address as written */
	th_strs lookups;
} link_context;

enum {
	LOOKUP_PAGE = 'p',
	LOOKUP_PICTURE = 'i',
	LOOKUP_URL = 'u',
	LOOKUP_OWN = 'o',
	LOOKUP_PERSON = 'n'
};

render_links publish_links(link_context *x);
/* How to render a text of `doc`, depending on the generator of its file. */
render_options publish_text_options(const th_hub *hub, const th_doc *doc);
/* Is this picture hidden in texts of `doc`, for lack of somebody's consent? */
bool picture_is_withheld(const th_content *c, const th_doc *doc, const th_entry *e);
/* "/team" or "/team/en": put before addresses in `lang`. */
th_str publish_base(const th_hub *hub, th_str lang, th_arena *a);

/* ---- share cards ---- */

typedef struct cards {
	const th_content *content;
	const theme *theme;
	pictures *pictures;
	bool wanted; /* false: only portraits from initials */
} cards;

typedef struct made_card {
	th_str ui, alt; /* ui: the language of the page */
	th_picture picture;
} made_card;

/* ---- files to download ---- */

typedef struct made_file {
	size_t n; /* index in the document's downloads */
	th_str href, name, format;
	int64_t bytes, width, height; /* width 0: any size */
} made_file;

struct rendered;
/* Makes the files of the document's downloads, in each format, into r->files. Unusable ones are
 * findings. -1: cannot be written. From any thread. */
int downloads_make(
    pictures *p, const th_content *c, struct rendered *r, th_arena *a, th_findings *f, th_err *err);

/* Do documents of that kind have share cards? */
bool cards_of_kind(th_kind kind);
/* Has everyone whose face or name could be on the document's share card agreed to that? */
bool cards_allowed(const th_content *c, const th_doc *doc);
/* Makes the cards of a text into r->cards, and a portrait into r->drawn for a person without one.
 * -1: cannot be written. From any thread. */
int cards_make(const cards *c, struct rendered *r, th_arena *a, th_findings *f, th_err *err);

/* ---- render ---- */

typedef struct rendered {
	th_doc *doc, *first; /* the document, and its first language */
	bool last;           /* the last of its languages */
	render_result text;
	th_strs used, lookups;   /* link_context */
	const th_findings *said; /* about this text */
	bool usable;             /* false: this text could not be rendered at all */
	TH_LIST(made_card) cards;
	TH_LIST(made_file) files;
	th_str drawn; /* picture.id of a portrait made from initials; empty: none */
	bool waits;   /* for pictures or cards that there was no time for */
} rendered;

typedef struct render_batch {
	const th_content *content;
	pictures *pictures;
	const cards *cards;
	th_findings *findings; /* joined in the order of documents */
	int threads;
	/* Must this document be rendered? */
	bool (*wants)(void *ctx, const th_doc *first);
	/* Called on the caller's thread for each document in order; strings are valid until it
	 * returns. */
	void (*each)(void *ctx, const rendered *r);
	void (*progress)(void *ctx, size_t done, size_t total);
	void *ctx;
} render_batch;

int publish_render(const render_batch *batch, th_err *err);

/* ---- rows ---- */

typedef struct publish_rows {
	edition_writer *w;
	const th_content *content;
	histories *histories;
	th_arena *a;             /* of the document at hand */
	th_arena *all;           /* of the whole publish */
	TH_LIST(rendered) langs; /* of the document at hand */
	th_map agreed; /* publish_added.c: path of a person → what they agreed to, and when */
	size_t stories, people, others;
} publish_rows;

/* Takes the languages of a document one by one; writes its rows after the last. */
void rows_take(publish_rows *p, const rendered *r);
void rows_count(publish_rows *p, th_kind kind);
/* Since when feeds could have it; TH_NEVER: unknown. */
th_time rows_added_at(publish_rows *p);
/* publish_material.c: what changed in words, and files to download. */
void rows_put_material(publish_rows *p);
/* publish_event.c: when an event takes place. */
void rows_put_event(publish_rows *p, const th_doc *doc);
/* publish_withdrawn.c: what is left out but still answers (410, tombstones); adds to `e` what
 * earlier editions must lose. */
void rows_put_withdrawn(publish_rows *p, erasure *e);
/* publish_withdrawals.c: reads the content and its history, repeatedly if necessary, until it is
 * known whom withdrawn.yml names. `c` and `h` are empty except for what their callers set. */
int content_read_with_history(th_content *c, histories *h, const th_source *s, const th_hub *hub,
    int threads, th_str before, th_arena *a, th_findings *f, th_err *err);
/* publish_withdrawals.c: the addresses that would answer 410 in public if `files` were published
 * now, below the prefix, sorted. Entries of withdrawn.yml that name nothing known become findings
 * in `f`. */
typedef struct gone_request {
	const th_source *files;
	const th_source *history;        /* the commit that `files` are or follow */
	const char *theme;               /* as theme_open takes it; NULL: the hub's */
	const struct parse_cache *cache; /* from the last publish; NULL: all files are parsed */
	th_str edition;                  /* FILE, whose history is continued; may be empty */
	th_time now;
} gone_request;
int publish_withdrawals(
    th_strs *hrefs, th_findings *f, const gone_request *r, th_arena *a, th_err *err);
/* publish_versions.c: the states of a guideline or value in one language. */
void rows_put_versions(publish_rows *p, const th_doc *d);
/* Settings, facets, languages: everything except documents. */
void rows_put_hub(publish_rows *p);

#endif
