/* publish_incremental.h -- what may be kept of the edition before. Between publish_run.c, which
 * publishes, and publish_incremental.c and publish_fingerprints.c. */
#ifndef TEAMHUB_PUBLISH_INCREMENTAL_H
#define TEAMHUB_PUBLISH_INCREMENTAL_H

#include "teamhub/publish_parse_cache.h"

typedef struct incremental {
	const char *edition; /* FILE */
	th_content *content;
	histories *histories;
	th_arena *a, *scratch;
	parse_cache old, now;
	bool known;      /* `old` is of files parsed by the same rules */
	bool wanted;     /* the current edition is of `old`, and of the same settings */
	bool used;       /* a copy of it is what is being written */
	bool compares;   /* … and so it was known what changed, used or not */
	bool changes;    /* something that is public changes or goes */
	bool erased;     /* something goes that no page of the file may remember */
	th_map people;   /* slug → page_fingerprint*, of the whole file */
	th_map changed;  /* id → th_doc*: to be put anew */
	th_strs gone;    /* ids that are to be taken out, those that changed included */
	th_map pictures; /* those that pages which stay need */
	size_t kept;
	th_buf buf;
	struct incremental_copy *copy; /* of the current edition, while a thread makes it */
	parse_cache_page *page;        /* whose texts are being put */
	th_findings said;              /* of its texts */
	th_strs looked_up_pictures;
} incremental;

/* Reads what was noted; lets content_load use it. `settings` without what each commit changes.
 * `current`: the file of the edition that is live (TH_NONE: none); it is copied to `draft` by a
 * thread meanwhile, when that may be of use. */
void incremental_open(incremental *g, const char *edition, th_content *c, histories *h,
    th_str settings, th_str current, const char *draft, bool fresh, th_arena *a);
/* When content and history are read: what changed. */
void incremental_compare(incremental *g);
/* The draft to write into: the copy without what changed (used), or a fresh one. */
int incremental_begin(incremental *g, edition_writer **w, const char *draft, th_err *err);
/* Then: nothing that is public changes or goes. */
bool incremental_only_adds(const incremental *g);
/* Then: the ids of all documents that are put anew or gone. False: it may be any. */
bool incremental_differing(const incremental *g, th_strs *ids);
/* Whether the texts of that document are to be rendered. */
bool incremental_wants(const incremental *g, const th_doc *first);
/* Notes a text that was rendered. */
void incremental_take(incremental *g, const struct rendered *r);
/* What stays: its findings, counts and pictures; history. When all texts are rendered. */
void incremental_keep(incremental *g, publish_rows *rows, th_findings *f);
/* Before writer_finish. Returns how many pictures there are. */
size_t incremental_put_pictures(incremental *g, pictures *p, edition_writer *w);
/* After writer_finish. */
int incremental_finish(incremental *g, const char *draft, th_err *err);
/* When the edition is live: what the next publish may use. */
void incremental_write(incremental *g, th_str identity);
void incremental_close(incremental *g);

/* ---- publish_fingerprints.c ---- */

page_fingerprint incremental_fingerprint_history(incremental *g, const th_doc *d);
/* `asked_of` gives what the text of that document asked, or NULL. */
page_fingerprint incremental_fingerprint_page(incremental *g, const th_doc *first,
    const th_strs *(*lookups_of)(incremental *g, const th_doc *d));

#endif
