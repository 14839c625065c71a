/* publish_parse_cache.h -- what one publish keeps for the next, in the file `memory` beside the
 * edition: files as they were parsed, and for each page a fingerprint of all that it was made of.
 * Shared by publish_parse_cache.c, publish_fingerprints.c and publish_incremental.c.
 *
 * Without it everything is read and written anew, with the same outcome. It holds nothing that may
 * not be published, and only the publisher may read it. */
#ifndef TEAMHUB_PUBLISH_PARSE_CACHE_H
#define TEAMHUB_PUBLISH_PARSE_CACHE_H

#include "teamhub/publish_steps.h"

/* Of all that something depends on; equal ones: nothing changed. */
typedef struct page_fingerprint {
	uint64_t v[2];
} page_fingerprint;

page_fingerprint fingerprint_of(th_str bytes);
bool fingerprint_eq(page_fingerprint a, page_fingerprint b);

typedef struct parse_cache_text { /* a file of a document */
	th_str path, blob;
	th_str saved;             /* content_save_parsed; empty: not kept */
	th_strs lookups;          /* link_context.asked of its text */
	page_fingerprint history; /* of its revisions and who made them */
	bool noted;               /* the edition has rows of its history */
} parse_cache_text;

typedef struct parse_cache_page { /* a document that is published */
	th_str id;
	page_fingerprint fingerprint;
	th_str said;  /* content_save_findings of its texts */
	th_str drawn; /* rendered.drawn */
	bool waits;   /* for pictures that there was no time for */
} parse_cache_page;

typedef struct parse_cache_picture { /* one of which something was said */
	th_str path, said;
} parse_cache_picture;

typedef struct parse_cache {
	th_str parsing;  /* hash of all that parsing a file depends on beside its bytes */
	th_str settings; /* hash of all that no single page's fingerprint has */
	th_str identity; /* of the edition that was made */
	page_fingerprint people;
	th_map texts;           /* path → parse_cache_text* */
	th_map pages;           /* id → parse_cache_page* */
	th_map pictures;        /* path → parse_cache_picture* */
	th_str look, look_said; /* fingerprint of the colours; findings of the theme */
	th_strs lost;           /* keys of the history of documents without a file */
} parse_cache;

/* An empty one, ready to be filled. */
void parse_cache_init(parse_cache *m, th_arena *a);
/* Reads what was kept beside FILE; the strings live in `a`. -1: nothing, or not as it was written.
 */
int parse_cache_read(parse_cache *m, const char *edition, th_arena *a);
/* Keeps it; where that fails there is none, which costs time and nothing else. */
void parse_cache_write(const parse_cache *m, const char *edition);

/* For content_load: what is known of a file of that very content. */
th_str parse_cache_recall(void *ctx, const th_entry *e);
/* Hash of all that parsing depends on: hub.yml, the guidelines' rules, this program. */
th_str parse_cache_key(const th_hub *hub, const th_source *s, th_arena *a);

#endif
