/* publish_report.h -- the content as rows for the lead's report. Called by publish for the internal
 * edition, and by `teamhub report --source`. */
#ifndef TEAMHUB_REPORT_ROWS_H
#define TEAMHUB_REPORT_ROWS_H

#include "teamhub/content.h"
#include "teamhub/write.h"

/* Call after content_load, with all documents (hub->audience is TH_INTERNAL). Replaces former rows.
 * Leaves out people who were withdrawn or have not agreed to be public. */
void report_put(edition_writer *w, const th_content *c);

#endif
