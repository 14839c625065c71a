/* export.h -- private to this room: the folder that is written, and what is asked. */
#ifndef TEAMHUB_EXPORT_H
#define TEAMHUB_EXPORT_H

#include "teamhub/edition.h"
#include "teamhub/exchange.h"
#include "teamhub/web.h"

/* ---- out.c ---- */

/* The folder. Paths are below it, without a slash at the beginning. */
typedef struct out_folder {
	th_arena *a;
	const char *dir;
	bool dry;       /* nothing is written */
	int list;       /* the list of what is there, locked; -1: dry */
	th_map before;  /* by path: of an earlier export */
	th_map now;     /* by path: of this one */
	th_map folders; /* made by this one */
	size_t added, changed, removed;
	th_strs touched; /* paths of those */
} out_folder;

/* -1 with err: the folder holds files that no export wrote, or another export is writing there. */
int out_open(out_folder *out, const char *dir, bool dry, th_arena *a, th_err *err);
/* Writes the file unless it is there with these bytes. */
int out_put(out_folder *out, th_str path, th_str bytes, th_err *err);
/* The name of the file says what it holds: is it there? Then it counts as written. */
bool out_keep(out_folder *out, th_str path);
/* Removes what an earlier export wrote and this one did not, and writes the list. */
int out_finish(out_folder *out, th_err *err);
void out_close(out_folder *out);

/* ---- links.c ---- */

/* Calls `each` for every address below `prefix` that `text` names, as a path of this host or with
 * `origin`: percent-encoded as it is written, from the prefix on, without query and fragment.
 * May name some that nobody would follow, and the same one several times. */
void links_each(
    th_str text, th_str origin, th_str prefix, void (*each)(void *ctx, th_str href), void *ctx);

/* ---- crawl.c ---- */

typedef struct crawl {
	hub_worker *worker;
	out_folder *out;
	th_arena *a, *scratch; /* of all; of one answer */
	th_str origin, prefix;
	th_time now;
	th_files files;
	th_map seen;    /* by address from the prefix on */
	th_strs queue;  /* those, in the order in which they were met */
	th_pairs moved; /* from → to, both from the prefix on */
} crawl;

/* Adds an address that is to be asked, from the prefix on. */
void crawl_add(crawl *c, th_str href);
/* Asks all that is in the queue, and what their answers name. */
int crawl_run(crawl *c, th_err *err);
/* Writes the answer for an address without a page into `path`. */
int crawl_put_error(crawl *c, th_str href, th_str path, th_err *err);
/* The file for an address from the prefix on: "stories/x/index.html"; TH_NONE: no name for one. */
th_str crawl_file(th_arena *a, th_str prefix, th_str href);

/* ---- redirects.c ---- */

/* Writes what leads from former addresses to the present ones, for each kind of host. `gone`:
 * addresses of what was withdrawn. */
int redirects_write(crawl *c, const th_strs *gone, th_err *err);

#endif
