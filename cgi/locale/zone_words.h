/* zone_words.h -- what people call zones: "MEZ", "CEST", "PDT". Called by date.c and date_words.c.
 */
#ifndef LOCALE_ZONE_WORDS_H
#define LOCALE_ZONE_WORDS_H

#include "teamhub/base.h"

enum { ZONE_MEANINGS = 3 };

/* What a word may mean, in minutes east of UTC; one entry: it is clear. */
typedef struct zone_meanings {
	int offset[ZONE_MEANINGS];
	size_t n;
} zone_meanings;

/* The meanings of `word` when the clock shows `wall`. False: not a word for a zone. */
bool zone_word(zone_meanings *out, th_str word, th_time wall);
/* Does it look like one: two to five capitals, or a word in the table in any case? */
bool zone_looks_like_word(th_str word);
/* date.c: minutes east of UTC in that zone where its clock shows `wall`. */
int zone_offset_named(const char *name, th_time wall);

#endif
