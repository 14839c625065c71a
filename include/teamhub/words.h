/* words.h -- splits text into the words that are searched: in the same way for what authors wrote,
 * when it is published, and for what a visitor types. Used by cgi/search and cgi/write only.
 *
 *   "Die Größen der Software-Entwicklung"
 *   low    die  größen  der  software  entwicklung  softwareentwicklung (again: same place)
 *   fold   die  grossen  der  software  entwicklung  softwareentwicklung
 *   stem   die  gross    der  softwar   entwickl     softwareentwickl         (German)
 *
 * Any bytes are safe: whatever is not a letter or digit, or not UTF-8, separates words. */
#ifndef TEAMHUB_EDITION_WORDS_H
#define TEAMHUB_EDITION_WORDS_H

#include "teamhub/base.h"

enum { WORD_MAX = 64, WORD_LANGUAGES = 8 }; /* octets per word; longer ones are not searched */

typedef struct word_reader {
	th_str s;
	size_t i;
	bool html;              /* tags and character references separate words */
	size_t joined_from;     /* parts of "Software-Entwicklung", joined */
	size_t joined_n, parts; /* 0: none */
	bool give_joined;
	char low[WORD_MAX], joined[WORD_MAX];
} word_reader;

typedef struct text_word {
	th_str low; /* lower case; only ä ö ü keep their accents, ß is ss; lives in the reader */
	size_t from, to; /* octets in the text */
	bool same_place; /* another form of the previous words: has no position of its own */
	bool gap;        /* begins a paragraph, a heading, an item …: phrases do not extend over
			  * it */
} text_word;

bool word_next(word_reader *r, text_word *out);

/* Elements within a line, such as "em"; all others end phrases. */
bool word_tag_is_inline(th_str name);

/* ä, ae → a; likewise o and u. `into` must have room for WORD_MAX octets. */
th_str word_fold(th_str low, char *into);
/* The letters in the other order: words that end alike lie side by side. `into` has room for them.
 */
th_str word_backwards(th_str s, char *into);

/* The stemmers of several languages (Snowball). One thread at a time. */
typedef struct stemmers {
	struct {
		char lang[8];
		void *snowball; /* NULL: no stemmer for the language */
	} v[WORD_LANGUAGES];
	size_t n;
} stemmers;

void stemmers_close(stemmers *s);
/* The stem in that language, folded; the folded word itself if there is no stemmer. */
th_str word_stem(stemmers *s, th_str lang, th_str low, char *into);

/* "the", "und": ignored beside other words; alone, they are looked for in names of people only. */
bool word_is_common(th_str low);

#endif
