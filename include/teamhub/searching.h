/* searching.h -- what cgi/search and query_search.c share: a query split into words, and its
 * result. The result of the last query is cached with the edition: a page takes its hits, filters
 * and counts from it. It includes documents that are not visible now; query_set.c leaves those out.
 */
#ifndef TEAMHUB_SEARCH_SEARCHING_H
#define TEAMHUB_SEARCH_SEARCHING_H

#include "teamhub/ask.h"
#include "teamhub/kinds.h"
#include "teamhub/search.h"
#include "teamhub/words.h"

enum { ASKED_MAX = 8, EXPAND_MAX = 32 };

typedef struct question_word {
	th_str low, fold;
	size_t from, to; /* octets in the query */
	unsigned phrase; /* words of one phrase; 0: none */
	bool open;       /* the last word: a beginning is enough */
	bool known;      /* the hub has it, or a related word */
} question_word;

typedef struct question {
	th_str text; /* as entered, at most SELECTION_TEXT_MAX octets */
	question_word words[ASKED_MAX];
	size_t n;
	unsigned phrases;
	bool common; /* nothing but common words, not quoted */
} question;

typedef struct search_found {
	question question;
	th_set sets[RANK_COUNT];  /* indexed by pos */
	TH_LIST(uint32_t) others; /* numbers of documents of other kinds */
	th_map stems;             /* to be marked */
	bool first[256];          /* first octets of those */
} search_found;

typedef struct searching {
	th_arena *a; /* for the cached result */
	search_found *found;
	stemmers stemmers;
	th_strs languages; /* languages that queries are stemmed in */
	size_t n;          /* numbers */
	int64_t docs;
	/* For the cached result, by number: its score (0: not found); where each of its words is,
	 * in SEARCH_OFFSET_UNIT octets (UINT16_MAX: not in the text). */
	uint32_t *score, *best;
	uint16_t *offset[ASKED_MAX];
	uint32_t *place;            /* indexed by number */
	uint8_t *norm;              /* by number: depends on its length, in sixteenths */
	uint16_t gain[16][256];     /* by count in the text, and norm */
	uint32_t *nums[RANK_COUNT]; /* by pos */
	size_t ranked[RANK_COUNT];
	uint16_t sorters; /* search kinds, as bits, by which stories are sorted: people, terms */
	th_map synonyms;  /* stem → th_strs *, the stems of all words of its groups */
	th_map wholes;    /* stem → compounds that contain it, cached with the edition */
} searching;

typedef struct search_stem {
	th_str stem;
	int64_t n;       /* documents with it */
	uint32_t weight; /* in sixteenths */
} search_stem;
typedef TH_LIST(search_stem) search_stems;

searching *search_of(query *q);
const search_found *search_find(query *q, th_str text);

/* Its position in the column `search` of kinds.def, less one: stories and people come first, as
 * RANK_STORY and RANK_PERSON. TH_KIND_COUNT: none. */
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

/* search_near.c: words of the hub related to a search word */
int64_t search_stem_count(query *q, th_str stem);
/* The chunks that contain it: bits, modulo 64. */
uint64_t search_stem_chunks(query *q, th_str stem);
/* Compounds that end or begin with the stem, if the rest is a word of the hub, too: at most
 * EXPAND_MAX. */
const search_stems *search_wholes(query *q, th_str stem);
/* Stems of words with that beginning, the most frequent ones: at most EXPAND_MAX. */
void search_complete(query *q, th_str fold, search_stems *out);

/* Words of the hub one typing error away from one that it does not have, nearest first. */
void search_nearest(query *q, th_str low, th_str fold, size_t limit, th_strs *out);

/* A compound in the query that the hub does not have, as two words that it does. */
typedef struct search_parts {
	th_str first, last; /* stems */
} search_parts;
bool search_split(query *q, const question_word *w, search_parts *out);

/* search_synonyms.c: synonyms, our own and those of hub.yml */
void search_load_synonyms(edition *e, searching *s);
/* Stems of words that mean the same as one of the stems. */
void search_synonyms(searching *s, const th_strs *stems, th_strs *out);

/* search_phrase.c: sorted numbers of documents with the phrase */
typedef TH_LIST(uint32_t) search_nums;
void search_phrase(query *q, const question *whole, unsigned phrase, search_nums *out);
/* The distinct stems of the word in all languages. */
void search_stems_of(searching *s, th_str low, th_arena *a, th_strs *out);

/* search_mark.c: text as HTML, with <mark> around matches */
th_str search_mark(query *q, const search_found *f, th_str lang, th_str text);
/* About two lines of the HTML around the word at `offset`. */
th_str search_excerpt(query *q, const search_found *f, th_str lang, th_str html, size_t offset);

#endif
