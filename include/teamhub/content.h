/* content.h -- everything in one commit: settings, documents, and how they relate.
 *
 * A document goes through these steps: classify (by its path, hub.h) → parse (front matter, on any
 * thread) → link (all documents together, one thread: names, addresses, consent) → render (any
 * thread) → edition. A parsed document holds no Markdown; the render step reads the blob again, so
 * ten thousand stories need only the memory of their front matter. */
#ifndef TEAMHUB_CONTENT_H
#define TEAMHUB_CONTENT_H

#include "teamhub/hub.h"
#include "teamhub/link.h"
#include "teamhub/locale.h"
#include "teamhub/parse.h"

/* Classifies, parses (on `threads` threads) and links every entry of the source. The caller has set
 * `now` and `drafts` in `c`; the rest is empty. The result does not depend on `threads`. Findings
 * come unsorted.
 *
 * -1 with err only when the source, or any file of it, cannot be read. */
int content_load(th_content *c, const th_source *s, const th_hub *hub, int threads, th_arena *a,
    th_findings *f, th_err *err);

#endif
