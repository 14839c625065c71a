/* publish_report.h -- the content as rows for the lead's report. Called by publish for the internal
 * edition, and by `teamhub report --source`. */
#ifndef TEAMHUB_REPORT_ROWS_H
#define TEAMHUB_REPORT_ROWS_H

#include "teamhub/content.h"
#include "teamhub/write.h"

/* After content_load, with all documents in it (hub->audience is TH_INTERNAL). What was noted
 * before is forgotten. Who was withdrawn, or has not agreed to be public, is not in it. */
void report_put(edition_writer *w, const th_content *c);

#endif
