/* report_write.h -- the lead's report on paper: as text for reading, as JSON for other programs. */
#ifndef TEAMHUB_REPORT_WRITE_H
#define TEAMHUB_REPORT_WRITE_H

#include "teamhub/report.h"

/* `now`: when it was asked; `lang`: of its reader. */
void report_write_text(th_buf *out, const report *r, th_time now, th_str lang);
/* RFC 8259. Shares and targets are percent with one decimal; what there is not is null. */
void report_write_json(th_buf *out, const report *r, th_time now);

#endif
