/* words.h -- from text to the words that are searched: the same for what authors wrote, when it is
 * published, and for what a visitor asks. Used by cgi/search and cgi/write only.
 *
 *   "Die Größen der Software-Entwicklung"
 *   low    die  größen  der  software  entwicklung  softwareentwicklung (again: same place)
 *   fold   die  grossen  der  software  entwicklung  softwareentwicklung
 *   stem   die  gross    der  softwar   entwickl     softwareentwickl         (German)
 *
 * Any bytes are safe: what is no letter or digit, or no UTF-8, parts words. */
#ifndef TEAMHUB_EDITION_WORDS_H
#define TEAMHUB_EDITION_WORDS_H

#include "teamhub/base.h"

enum { WORD_MAX = 64, WORD_LANGUAGES = 8 }; /* octets of a word; longer ones are not searched */

typedef struct word_reader {
	th_str s;
	size_t i;
	bool html;              /* tags and character references part words */
	size_t joined_from;     /* parts of "Software-Entwicklung", joined */
	size_t joined_n, parts; /* 0: none */
	bool give_joined;
	char low[WORD_MAX], joined[WORD_MAX];
} word_reader;

typedef struct text_word {
	th_str low; /* lower case; of accents only ä ö ü are left, ß is ss; in the reader */
	size_t from, to; /* octets in the text */
	bool same_place; /* another form of the words before: has no place of its own */
	bool gap;        /* begins a paragraph, a heading, an item …: no phrase reaches across */
} text_word;

bool word_next(word_reader *r, text_word *out);

/* Elements that stand within a line: "em"; all others part phrases. */
bool word_tag_is_inline(th_str name);

/* ä, ae → a; likewise o and u. `into` has room for WORD_MAX octets. */
th_str word_fold(th_str low, char *into);

/* The stemmers of several languages (Snowball). One thread at a time. */
typedef struct stemmers {
	struct {
		char lang[8];
		void *snowball; /* NULL: there is none for the language */
	} v[WORD_LANGUAGES];
	size_t n;
} stemmers;

void stemmers_close(stemmers *s);
/* The stem in that language, folded; the folded word itself where no stemmer is known. */
th_str word_stem(stemmers *s, th_str lang, th_str low, char *into);

/* "the", "und": asked beside other words they select nothing. */
bool word_is_common(th_str low);

#endif
