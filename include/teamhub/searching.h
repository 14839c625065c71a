/* searching.h -- what the query_search files share: a question, cut into words, and what was found.
 * The last question's answer is kept with the edition: a page asks it for its hits, its filters and
 * its counts. It holds whoever is not visible now too; query_set.c leaves those out. */
#ifndef TEAMHUB_SEARCH_SEARCHING_H
#define TEAMHUB_SEARCH_SEARCHING_H

#include "teamhub/ask.h"
#include "teamhub/kinds.h"
#include "teamhub/search.h"
#include "teamhub/words.h"

enum { ASKED_MAX = 8, EXPAND_MAX = 32 };

typedef struct question_word {
	th_str low, fold;
	size_t from, to; /* octets in the question */
	unsigned phrase; /* words of one phrase; 0: none */
	bool open;       /* the last word: what begins with it will do */
	bool known;      /* the hub has it, or something that belongs to it */
} question_word;

typedef struct question {
	th_str text; /* as asked, at most SELECTION_TEXT_MAX octets */
	question_word words[ASKED_MAX];
	size_t n;
	unsigned phrases;
} question;

typedef struct search_found {
	question question;
	th_set sets[RANK_COUNT];  /* by pos */
	TH_LIST(uint32_t) others; /* numbers of documents of other kinds */
	th_map stems;             /* to be marked */
	bool first[256];          /* first octets of those */
} search_found;

typedef struct searching {
	th_arena *a; /* of the question that is kept */
	search_found *found;
	stemmers stemmers;
	th_strs languages; /* that questions are stemmed in */
	size_t n;          /* numbers */
	int64_t docs;
	/* Of the question that is kept, by number: its score (0: not found); where each of its
	 * words is, in SEARCH_OFFSET_UNIT octets (UINT16_MAX: not in the text). */
	uint32_t *score, *best;
	uint16_t *offset[ASKED_MAX];
	uint32_t *place;            /* by number */
	uint8_t *norm;              /* by number: of its length, in 1/16 */
	uint16_t gain[16][256];     /* by times in the text, and norm */
	uint32_t *nums[RANK_COUNT]; /* by pos */
	size_t ranked[RANK_COUNT];
	uint16_t sorters; /* search kinds, as bits, that stories are sorted by: people, terms */
	th_map synonyms;  /* stem → th_strs *, the stems of all words of its groups */
	th_map wholes;    /* stem → compounds that it is a part of, kept with the edition */
} searching;

typedef struct search_stem {
	th_str stem;
	int64_t n;       /* documents that have it */
	uint32_t weight; /* of 16 */
} search_stem;
typedef TH_LIST(search_stem) search_stems;

searching *search_of(query *q);
const search_found *search_find(query *q, th_str text);

/* Its place in the column `search` of kinds.def, less one: stories and people come first, as
 * RANK_STORY and RANK_PERSON. TH_KIND_COUNT: it has none. */
static inline uint32_t search_kind(const searching *s, uint32_t num)
{
	return s->place[num] == SEARCH_NOWHERE ? TH_KIND_COUNT : s->place[num] >> 28;
}
static inline uint32_t search_pos(const searching *s, uint32_t num)
{
	return s->place[num] & 0x0fffffff;
}
th_str search_doc(query *q, uint32_t num);

/* search_ask.c */
void search_read(question *out, th_str text, th_arena *a);

/* search_near.c: words of the hub that belong to one that was asked for */
int64_t search_stem_count(query *q, th_str stem);
/* In which chunks it is: bits, modulo 64. */
uint64_t search_stem_chunks(query *q, th_str stem);
/* What ends or begins with the stem, when the rest is a word of the hub too: at most EXPAND_MAX. */
const search_stems *search_wholes(query *q, th_str stem);
/* Stems of words that begin so, the most frequent: at most EXPAND_MAX. */
void search_complete(query *q, th_str fold, search_stems *out);

/* Words of the hub a typing error away from one that it does not have, the nearest first. */
void search_nearest(query *q, th_str low, th_str fold, size_t limit, th_strs *out);

/* A compound of the question that the hub does not have, as two words that it has. */
typedef struct search_parts {
	th_str first, last; /* stems */
} search_parts;
bool search_split(query *q, const question_word *w, search_parts *out);

/* search_synonyms.c: groups of words that mean one thing, of the house and of hub.yml */
void search_load_synonyms(edition *e, searching *s);
/* Stems of other words that mean what one of the stems means. */
void search_synonyms(searching *s, const th_strs *stems, th_strs *out);

/* search_phrase.c: sorted numbers that have the phrase */
typedef TH_LIST(uint32_t) search_nums;
void search_phrase(query *q, const question *whole, unsigned phrase, search_nums *out);
/* Distinct stems of the word in all languages. */
void search_stems_of(searching *s, th_str low, th_arena *a, th_strs *out);

/* search_mark.c: text as HTML, with <mark> round what was found */
th_str search_mark(query *q, const search_found *f, th_str lang, th_str text);
/* About two lines of the HTML round the word at `offset`. */
th_str search_excerpt(query *q, const search_found *f, th_str lang, th_str html, size_t offset);

#endif
