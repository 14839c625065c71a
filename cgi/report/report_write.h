/* report_write.h -- writes the lead's report: as text for people, as JSON for other programs. */
#ifndef TEAMHUB_REPORT_WRITE_H
#define TEAMHUB_REPORT_WRITE_H

#include "teamhub/report.h"

/* `now`: the moment of the report; `lang`: its reader's language. */
void report_write_text(th_buf *out, const report *r, th_time now, th_str lang);
/* RFC 8259. Shares and targets are percentages with one decimal; what is missing is null. */
void report_write_json(th_buf *out, const report *r, th_time now);

#endif
