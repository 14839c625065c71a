/* publish_parse_cache.h -- what one publish stores for the next, in the file `memory` beside the
 * edition: parsed files, and for each page a fingerprint of everything it was made of. Shared by
 * publish_parse_cache.c, publish_fingerprints.c and publish_incremental.c.
 *
 * Without it everything is read and written anew, with the same result. It contains nothing that
 * must not be published, and only the publisher may read it. */
#ifndef TEAMHUB_PUBLISH_PARSE_CACHE_H
#define TEAMHUB_PUBLISH_PARSE_CACHE_H

#include "teamhub/publish_steps.h"

/* Of everything that something depends on; if equal, nothing changed. */
typedef struct page_fingerprint {
	uint64_t v[2];
} page_fingerprint;

page_fingerprint fingerprint_of(th_str bytes);
bool fingerprint_eq(page_fingerprint a, page_fingerprint b);

typedef struct parse_cache_text { /* a file of a document */
	th_str path, blob;
	th_str saved;             /* content_save_parsed; empty: not stored */
	th_strs lookups;          /* link_context.lookups of its text */
	page_fingerprint history; /* of its revisions and who made them */
	bool noted;               /* the edition has rows of its history */
} parse_cache_text;

typedef struct parse_cache_page { /* a published document */
	th_str id;
	page_fingerprint fingerprint;
	th_str said;  /* content_save_findings for its texts */
	th_str drawn; /* rendered.drawn */
	bool waits;   /* for pictures that there was no time for */
} parse_cache_page;

typedef struct parse_cache_picture { /* one with findings */
	th_str path, said;
} parse_cache_picture;

typedef struct parse_cache {
	th_str parsing;  /* hash of everything besides its bytes that parsing a file depends on */
	th_str settings; /* hash of everything that is not in a page's fingerprint */
	th_str identity; /* of the edition that was made */
	page_fingerprint people;
	th_map texts;           /* path → parse_cache_text* */
	th_map pages;           /* id → parse_cache_page* */
	th_map pictures;        /* path → parse_cache_picture* */
	th_str look, look_said; /* fingerprint of the colours; findings of the theme */
	th_strs lost;           /* history keys of documents without a file */
} parse_cache;

/* An empty one, ready to be filled. */
void parse_cache_init(parse_cache *m, th_arena *a);
/* Reads what was stored beside FILE; strings live in `a`. -1: nothing, or damaged. */
int parse_cache_read(parse_cache *m, const char *edition, th_arena *a);
/* Stores it; if that fails there is none, which costs nothing but time. */
void parse_cache_write(const parse_cache *m, const char *edition);

/* For content_load: what is stored about a file with exactly that content. */
th_str parse_cache_recall(void *ctx, const th_entry *e);
/* Hash of everything that parsing depends on: hub.yml, the guideline rules, this program. */
th_str parse_cache_key(const th_hub *hub, const th_source *s, th_arena *a);

#endif
