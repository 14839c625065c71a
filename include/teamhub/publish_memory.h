/* publish_memory.h -- what one publish notes for the next, in the file `memory` beside the edition:
 * files as they were parsed, and for each page a print of all that it was made of. Between
 * publish_memory.c, publish_prints.c and publish_incremental.c.
 *
 * It is a cache: without it everything is read and written anew, with the same outcome. Nothing of
 * what may not be published is in it, and only the publisher may read it. */
#ifndef TEAMHUB_PUBLISH_MEMORY_H
#define TEAMHUB_PUBLISH_MEMORY_H

#include "teamhub/publish_steps.h"

typedef struct page_print { /* of all that something depends on; equal ones: nothing changed */
	uint64_t v[2];
} page_print;

page_print print_of(th_str bytes);
bool print_eq(page_print a, page_print b);

typedef struct memory_text { /* a file of a document */
	th_str path, blob;
	th_str saved;       /* content_save_parsed; empty: not kept */
	th_strs asked;      /* link_context.asked of its text */
	page_print history; /* of its revisions and who made them */
	bool noted;         /* the edition has rows of its history */
} memory_text;

typedef struct memory_page { /* a document that is published */
	th_str id;
	page_print print;
	th_str said;  /* content_save_findings of its texts */
	th_str drawn; /* rendered.drawn */
	bool waits;   /* for pictures that there was no time for */
} memory_page;

typedef struct memory_picture { /* one of which something was said */
	th_str path, said;
} memory_picture;

typedef struct memory {
	th_str parsing;  /* hash of all that parsing a file depends on beside its bytes */
	th_str settings; /* hash of all that no single page's print has */
	th_str identity; /* of the edition that was made */
	page_print people;
	th_map texts, pages, pictures; /* path or id → memory_text, memory_page, memory_picture */
	th_str look, look_said;        /* print of the colours; findings of the theme */
	th_strs lost;                  /* keys of the history of documents without a file */
} memory;

/* An empty one, ready to be filled. */
void memory_init(memory *m, th_arena *a);
/* Reads what was kept beside FILE; the strings live in `a`. -1: nothing, or not as it was written.
 */
int memory_read(memory *m, const char *edition, th_arena *a);
/* Keeps it; where that fails there is none, which costs time and nothing else. */
void memory_write(const memory *m, const char *edition);

/* For content_load: what is known of a file of that very content. */
th_str memory_recall(void *ctx, const th_entry *e);
/* Hash of all that parsing depends on: hub.yml, the guidelines' rules, this program. */
th_str memory_parsing(const th_hub *hub, const th_source *s, th_arena *a);

#endif
