/* report_formats.h -- findings as text for people, and as JSON for the CI of a content repository.
 * Called by `check`. Knows no source and no content: it sees only findings. */
#ifndef TEAMHUB_REPORT_FORMATS_H
#define TEAMHUB_REPORT_FORMATS_H

#include "teamhub/finding.h"

typedef enum report_format {
	REPORT_TEXT,
	REPORT_SARIF,  /* SARIF 2.1.0 (OASIS): GitHub code scanning, editors */
	REPORT_GITLAB, /* GitLab Code Quality: shown beside the lines of a merge request */
} report_format;

/* "text", "sarif", "gitlab". False: none of them. */
bool report_format_of(th_str name, report_format *out);
/* Writes all findings, with sentences and remedies in `lang`. The fingerprints in the two JSON
 * formats do not change when lines above a finding come and go. Always well-formed UTF-8, whatever
 * bytes a file name has. */
void report_write(th_buf *out, const th_findings *f, report_format format, th_str lang);

#endif
