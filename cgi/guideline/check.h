/* check.h -- what the guideline checks (check_*.c, guideline_rules.c) share. Not for other files.
 */
#ifndef TEAMHUB_GUIDELINE_CHECK_H
#define TEAMHUB_GUIDELINE_CHECK_H

#include "teamhub/finding.h"
#include "teamhub/guideline.h"
#include "teamhub/yaml.h"

/* ---- check_words.c: finds lists of words and phrases in one pass over a text ---- */

typedef enum word_role {
	WORD_INSULT,
	WORD_DEFAMATION,
	WORD_NDA,
	WORD_BORN,     /* introduces a birthday */
	WORD_QUOTED,   /* "said": a quoted insult is reported speech */
	WORD_REPORTED, /* "called me": reported speech without quotation marks */
	WORD_ROLE_COUNT
} word_role;

typedef struct lexicon lexicon;

typedef enum word_form {
	WORD_EXACT,
	WORD_GENITIVE,  /* for names: also with an s */
	WORD_INFLECTED, /* for nouns: also with German and English endings */
} word_form;

lexicon *lexicon_new(th_arena *a);
/* Adds a word or phrase; a * stands for the rest of a word. `except`: where it matches, no entry of
 * that role does. False: `entry` contains nothing to find. */
bool lexicon_add(
    lexicon *l, th_arena *a, th_str entry, word_role role, word_form form, bool except);

/* ---- check_prose.c: which bytes of a Markdown file are words that readers see ---- */

typedef enum prose_kind {
	PROSE_HIDDEN, /* fenced code, addresses, tags, fields that are not texts */
	PROSE_TEXT,
	PROSE_CODE,  /* between backticks: not words, but addresses are readable there */
	PROSE_BREAK, /* between two blocks */
} prose_kind;

typedef struct prose_span {
	size_t from, to;
} prose_span;

typedef struct prose_word {
	uint32_t from, to;   /* in the file */
	uint32_t key, key_n; /* folded, in keys */
	bool apart;          /* further from the word before than a phrase allows */
} prose_word;

typedef struct prose_hit {
	word_role role;
	size_t first, end; /* words */
} prose_hit;

typedef struct prose {
	th_str file; /* all bytes */
	uint8_t *kind;
	TH_LIST(prose_span) addresses;   /* of links */
	TH_LIST(prose_span) undescribed; /* pictures without a description: their address */
	TH_LIST(prose_word) words;
	th_buf keys;             /* the owner of the prose frees it */
	TH_LIST(prose_hit) hits; /* in order of first */
} prose;

/* Reads the fields of `front` that are texts, and the body. */
void prose_read(prose *p, th_str file, size_t body_at, const th_strs *fields, th_arena *a);
/* Splits the text into folded words, and finds what the lexicon holds. */
void prose_split(prose *p, th_arena *a);
void prose_match(prose *p, const lexicon *l, th_arena *a);

static inline bool prose_readable(const prose *p, size_t i)
{
	return p->kind[i] == PROSE_TEXT || p->kind[i] == PROSE_CODE;
}
static inline th_str prose_key(const prose *p, size_t word)
{
	return th_strn(p->keys.p + p->words.v[word].key, p->words.v[word].key_n);
}
/* Is one of the `most` words before `at` in the list? */
bool prose_word_before_in(const prose *p, size_t at, const char *const *list, int most);
/* ASCII folded: is `word` one of `list`, which ends with NULL? */
bool word_listed(th_str word, const char *const *list);

/* ---- guideline_rules.c ---- */

typedef struct guideline_rule {
	bool on;
	th_severity severity;
	th_str why[2]; /* en, de: ends with the address of the guideline */
} guideline_rule;

struct guideline_rules {
	guideline_rule rule[GUIDELINE_RULE_COUNT];
	lexicon *words;
	th_strs phones;  /* the company's: digits; a * at the end allows any others */
	th_strs domains; /* the company's, lower case */
	th_strs plates;  /* beginnings of product names that look like plates */
	th_strs markers; /* "[source?]" */
	th_strs fields;  /* front matter fields that are texts */
};

/* ---- one file per rule ---- */

typedef struct check {
	const guideline_rules *rules;
	const parsed_doc *doc;
	const prose *prose;
	th_arena *scratch;
	th_findings *findings;
	size_t errors;
	size_t marked; /* the offset of that mark */
	th_mark mark;
} check;

/* Adds the finding of a rule at an offset, unless the file overrides the rule; `word` appears in
 * it. */
void check_report(check *c, guideline_rule_id id, size_t at, th_str word);

void check_people(check *c); /* check_people.c: insult, defamation, nda.customer */
void check_phone(check *c);
void check_mail(check *c);
void check_plate(check *c);
void check_birthday(check *c);

#endif
