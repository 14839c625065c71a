/* finding.h -- what an author must fix, or should know: file, line, sentence, remedy. A finding is
 * a value: findings are collected, sorted, counted and printed at the end.
 *
 * The rules are in one table, rules.def beside this file; their sentences are in the catalogues of
 * cgi/texts, with {0} to {3} for the finding's own words. */
#ifndef TEAMHUB_FINDING_H
#define TEAMHUB_FINDING_H

#include "teamhub/base.h"

typedef enum th_severity {
	TH_NOTE,
	TH_WARNING,
	TH_ERROR, /* the file is left out, or its last good version is kept */
} th_severity;

typedef struct th_mark {
	th_str file;
	int line, column; /* 1-based; line 0: the whole file */
} th_mark;

typedef struct th_rule {
	const char *name; /* "story.title": also its anchor in the guide */
	th_severity severity;
	uint16_t what, remedy; /* enum text_id */
} th_rule;

typedef struct th_finding {
	th_mark at;
	const th_rule *rule;
	th_severity severity; /* the rule's, unless hub.yml overrides it */
	th_str words[4];
	/* NULL, or {0} as a sentence of the catalogue: printed in the reader's language, in
	 * place of words[0], which is the same in English and tells findings apart. */
	const struct text_sentence *said;
} th_finding;

/* Grows in an arena; not shared between threads (each worker has its own, joined in order). */
typedef struct th_findings {
	th_arena *arena;
	TH_LIST(th_finding) list;
	size_t errors, warnings;
	size_t limit; /* most findings per file; the rest become one "further faults"; 0: 50 */
} th_findings;

enum th_rule_id {
#define RULE(id, name, severity) TH_RULE_##id,
#include "teamhub/rules.def"
#undef RULE
	TH_RULE_COUNT
};
extern const th_rule th_rules[TH_RULE_COUNT];

/* Adds a finding; its words are copied. Unused words: TH_NONE. */
th_finding *finding_add(
    th_findings *f, enum th_rule_id id, th_mark at, th_str w0, th_str w1, th_str w2);
/* Overrides the rule's severity and keeps the counts right. */
void finding_set_severity(th_findings *f, th_finding *one, th_severity severity);
void findings_join(th_findings *into, const th_findings *from);
void findings_sort(th_findings *f); /* by file, line, column, rule */
/* "error", "Fehler". */
th_str finding_severity(th_severity severity, th_str lang);
/* The sentence and the remedy on their own, with the words filled in. */
void finding_write_what(th_buf *out, const th_finding *f, th_str lang);
void finding_write_remedy(th_buf *out, const th_finding *f, th_str lang);
/* Writes FILE:LINE:COLUMN: error: sentence remedy [rule] in that language. Control characters in
 * file names and words become \xNN. */
void finding_write_text(th_buf *out, const th_finding *f, th_str lang);

/* The member of `names` that is one typing error away from `word`, or TH_NONE. */
th_str nearest(th_str word, const th_strs *names);

#endif
