/* publish_again.h -- what may stay of the edition before. Between publish_run.c, which publishes,
 * and publish_again.c and publish_prints.c. */
#ifndef TEAMHUB_PUBLISH_AGAIN_H
#define TEAMHUB_PUBLISH_AGAIN_H

#include "teamhub/publish_memory.h"

typedef struct again {
	const char *edition; /* FILE */
	th_content *content;
	histories *histories;
	th_arena *a, *scratch;
	memory old, now;
	bool known;      /* `old` is of files parsed by the same rules */
	bool wanted;     /* the current edition is of `old`, and of the same settings */
	bool used;       /* a copy of it is what is being written */
	bool compares;   /* … and so it was known what changed, used or not */
	bool changes;    /* something that is public changes or goes */
	bool erased;     /* something goes that no page of the file may remember */
	th_map people;   /* slug → page_print*, of the whole file */
	th_map changed;  /* id → th_doc*: to be put anew */
	th_strs gone;    /* ids that are to be taken out, those that changed included */
	th_map pictures; /* those that pages which stay need */
	size_t kept;
	th_buf buf;
	struct again_copy *copy; /* of the current edition, while a thread makes it */
	memory_page *page;       /* whose texts are being put */
	th_findings said;        /* of its texts */
	th_strs asked_pictures;
} again;

/* Reads what was noted; lets content_load use it. `settings` without what each commit changes.
 * `current`: the file of the edition that is live (TH_NONE: none); it is copied to `draft` by a
 * thread meanwhile, when that may be of use. */
void again_open(again *g, const char *edition, th_content *c, histories *h, th_str settings,
    th_str current, const char *draft, bool fresh, th_arena *a);
/* When content and history are read: what changed. */
void again_judge(again *g);
/* The draft to write into: the copy without what changed (used), or a fresh one. */
int again_begin(again *g, edition_writer **w, const char *draft, th_err *err);
/* Then: nothing that is public changes or goes. */
bool again_only_adds(const again *g);
/* Then: the ids of all documents that are put anew or gone. False: it may be any. */
bool again_differing(const again *g, th_strs *ids);
/* Whether the texts of that document are to be rendered. */
bool again_wants(const again *g, const th_doc *first);
/* Notes a text that was rendered. */
void again_take(again *g, const struct rendered *r);
/* What stays: its findings, counts and pictures; history. When all texts are rendered. */
void again_keep(again *g, publish_rows *rows, th_findings *f);
/* Before writer_finish. Returns how many pictures there are. */
size_t again_put_pictures(again *g, pictures *p, edition_writer *w);
/* After writer_finish. */
int again_finish(again *g, const char *draft, th_err *err);
/* When the edition is live: what the next publish may use. */
void again_write(again *g, th_str identity);
void again_close(again *g);

/* ---- publish_prints.c ---- */

page_print again_print_history(again *g, const th_doc *d);
/* `asked_of` gives what the text of that document asked, or NULL. */
page_print again_print_page(
    again *g, const th_doc *first, const th_strs *(*asked_of)(again *g, const th_doc *d));

#endif
