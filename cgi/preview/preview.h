/* preview.h -- what the files of `teamhub preview` share:
 *
 *   cmd_preview      options, the loop, publishing in a thread
 *   preview_watch    notices that something was saved
 *   preview_http     the server
 *   preview_origin   which pages may read it
 *   preview_page     a request through the same handlers as in production, or a file
 *   preview_banner   what an author should know, on the page itself
 *   preview_say      what an author should know, at the terminal */
#ifndef TEAMHUB_PREVIEW_H
#define TEAMHUB_PREVIEW_H

#include "preview_http.h"
#include "teamhub/publish.h"
#include "teamhub/web.h"

/* One publish and its result. */
typedef struct published {
	th_arena *a; /* everything below lives in it */
	publish_outcome out;
	int rc; /* of publish_run */
	th_err err;
	double seconds;
} published;

/* What is on show at the moment. */
typedef struct preview_state {
	const char *dir; /* contains assets/ and media/ */
	th_str lang;     /* of the author: de or en */
	th_str prefix;   /* of addresses: "/team" */
	uint64_t generation;

	hub_worker *worker;
	const published *now;    /* the one whose pages the worker shows; NULL: none yet */
	const published *latest; /* the one reported to the author: `now`, or one that failed */
	/* Shows a page as it was before its file had a fault; NULL: as in `now`. */
	hub_worker *past_worker;
	const published *past;
} preview_state;

/* An http_answer_fn; ctx: preview_state. */
void preview_answer(void *ctx, const http_request *request, http_answer *out);

/* May this request read the preview? Not if a page from elsewhere makes it, even from another port
 * of this machine. */
bool preview_may_read(const http_request *request);

/* What became of the file behind an address below the prefix; NULL: not known. */
const publish_page *preview_file_at(const published *p, th_str path);
const publish_page *preview_file(const published *p, th_str file);

/* Writes the preview's own lines for the page at `path`, as HTML: its state, its findings, all
 * errors. `past`: the page is shown as it was before a fault. Writes nothing when there is nothing
 * to say. */
void preview_banner(th_buf *out, const preview_state *s, th_str path, bool past);

/* Reports at the terminal what is new and what was fixed since `before` (NULL: everything is new),
 * and how things stand. */
void preview_say(const published *p, const published *before, th_str lang);
/* Would both say the same to an author? */
bool preview_says_same(const published *p, const published *before);

#endif
