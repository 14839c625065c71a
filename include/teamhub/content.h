/* content.h -- everything of one commit: settings, documents, how they hang together.
 *
 * The way of a document: classify (from its path, hub.h) → parse (front matter, on any thread) →
 * link (all together, one thread: names, addresses, consent) → render (any thread) → edition. After
 * parse a document holds no Markdown: the render step reads the blob again, so that ten thousand
 * stories need the memory of their front matter only. */
#ifndef TEAMHUB_CONTENT_H
#define TEAMHUB_CONTENT_H

#include "teamhub/hub.h"
#include "teamhub/link.h"
#include "teamhub/locale.h"
#include "teamhub/parse.h"

/* Reads all entries of the source: classify, parse (on `threads` threads), link. `c` is empty but
 * for `now` and `drafts`. The result does not depend on `threads`. Findings come unsorted.
 * -1 with err only when the source itself cannot be read, be it one file of it. */
int content_load(th_content *c, const th_source *s, const th_hub *hub, int threads, th_arena *a,
    th_findings *f, th_err *err);

#endif
