/* publish_incremental.h -- what can be kept from the last edition. Between publish_run.c, which
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
	bool known;      /* `old` was parsed by the same rules */
	bool wanted;     /* the current edition was made from `old`, with the same settings */
	bool used;       /* the draft is a copy of the current edition */
	bool compares;   /* … and what changed is known, whether the copy is used or not */
	bool changes;    /* something public changes or goes */
	bool erased;     /* something goes that no page of the file may remember */
	th_map people;   /* slug → page_fingerprint*, of the whole file */
	th_map changed;  /* id → th_doc*: to be inserted anew */
	th_strs gone;    /* ids to delete, including those that changed */
	th_map pictures; /* pictures used by pages that stay */
	size_t kept;
	th_buf buf;
	struct incremental_copy *copy; /* of the current edition, while a thread makes it */
	parse_cache_page *page;        /* whose texts are being put */
	th_findings said;              /* about its texts */
	th_strs looked_up_pictures;
} incremental;

/* Reads what was stored, and lets content_load use it. `settings` leaves out what every commit
 * changes. `current`: the file of the live edition (TH_NONE: none); when it may be of use, a thread
 * copies it to `draft` meanwhile. */
void incremental_open(incremental *g, const char *edition, th_content *c, histories *h,
    th_str settings, th_str current, const char *draft, bool fresh, th_arena *a);
/* After content and history are read: finds what changed. */
void incremental_compare(incremental *g);
/* The draft to write to: the copy without what changed (used), or a fresh one. */
int incremental_begin(incremental *g, edition_writer **w, const char *draft, th_err *err);
/* After that: is nothing public changed or removed? */
bool incremental_only_adds(const incremental *g);
/* After that: the ids of all documents that were changed or removed. False: it may be any
 * document. */
bool incremental_differing(const incremental *g, th_strs *ids);
/* Must the texts of that document be rendered? */
bool incremental_wants(const incremental *g, const th_doc *first);
/* Stores a rendered text. */
void incremental_take(incremental *g, const struct rendered *r);
/* Once all texts are rendered: keeps findings, counts, pictures and history of what stays. */
void incremental_keep(incremental *g, publish_rows *rows, th_findings *f);
/* Before writer_finish. Returns how many pictures there are. */
size_t incremental_put_pictures(incremental *g, pictures *p, edition_writer *w);
/* After writer_finish. */
int incremental_finish(incremental *g, const char *draft, th_err *err);
/* Once the edition is live: stores what the next publish may use. */
void incremental_write(incremental *g, th_str identity);
void incremental_close(incremental *g);

/* ---- publish_fingerprints.c ---- */

page_fingerprint incremental_fingerprint_history(incremental *g, const th_doc *d);
/* `lookups_of` returns the look-ups of that document's text, or NULL. */
page_fingerprint incremental_fingerprint_page(incremental *g, const th_doc *first,
    const th_strs *(*lookups_of)(incremental *g, const th_doc *d));

#endif
