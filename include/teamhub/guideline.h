/* guideline.h -- the house rules that a program can check: insults, personal data, customers under
 * NDA, pictures without a description or consent, claims without a source.
 *
 * They are set in guidelines/rules.yml of the content repository; a rule that is not named there is
 * off. There is no rule about tone or opinion, and none can be built from these: a list of words is
 * for names and for what people are called, never for what they think. */
#ifndef TEAMHUB_GUIDELINE_H
#define TEAMHUB_GUIDELINE_H

#include "teamhub/doc.h"
#include "teamhub/hub.h"

typedef enum guideline_rule_id {
	GUIDELINE_INSULT,      /* insult */
	GUIDELINE_DEFAMATION,  /* defamation */
	GUIDELINE_PHONE,       /* personal.phone */
	GUIDELINE_MAIL,        /* personal.mail */
	GUIDELINE_PLATE,       /* personal.plate */
	GUIDELINE_BIRTHDAY,    /* personal.birthday */
	GUIDELINE_NDA,         /* nda.customer */
	GUIDELINE_DESCRIPTION, /* picture.description */
	GUIDELINE_CONSENT,     /* picture.consent */
	GUIDELINE_SOURCE,      /* claim.source */
	GUIDELINE_RULE_COUNT
} guideline_rule_id;

typedef struct guideline_rules guideline_rules; /* also in th_content */

/* Reads guidelines/rules.yml. *out lives in `a`, never changes and may be used by any number of
 * threads; it is NULL when the file is missing or cannot be understood (one finding). A fault in
 * one setting is a finding, and the setting keeps its default. -1 with err only when the source
 * cannot be read. */
int guideline_rules_load(
    guideline_rules **out, const th_source *s, th_arena *a, th_findings *f, th_err *err);

/* The same from the bytes of such a file; with `s` NULL it is not checked whether the guidelines
 * exist. */
void guideline_rules_read(
    guideline_rules **out, th_str bytes, const th_source *s, th_arena *a, th_findings *f);

/* Is the rule on, and does it apply to this document? False for NULL. */
bool guideline_covers(const guideline_rules *r, const parsed_doc *doc, guideline_rule_id id);
/* The severity that the hub gives a rule that is on. */
th_severity guideline_severity(const guideline_rules *r, guideline_rule_id id);
/* "personal.phone" */
const char *guideline_name(guideline_rule_id id);
/* The rule of that name, or GUIDELINE_RULE_COUNT. */
guideline_rule_id guideline_find(th_str name);

/* Checks one file, after content_parse (which reads `overrides` and `shown` into the document) and
 * before link (which checks `shown`, once all people are known). `whole` is the file as
 * content_parse accepted it. Everything found is a finding with line and column. Returns the number
 * of errors; more than 0 means that the file must be left out. Guidelines themselves are not
 * checked, since they name what must not be written. NULL rules find nothing. Thread-safe. */
size_t guideline_check(
    const guideline_rules *r, const parsed_doc *doc, th_str whole, th_findings *f);

/* Adds a finding for the rule and returns its severity. */
th_severity guideline_add(
    const guideline_rules *r, guideline_rule_id id, th_mark at, th_str word, th_findings *f);
/* Has the author overridden this rule for this file, with a reason? */
bool check_overridden(const parsed_doc *doc, guideline_rule_id id);

#endif
