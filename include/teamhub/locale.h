/* locale.h -- what ICU knows: dates as people write them and back into words, zones, slugs and
 * sort keys. Reads no clock. */
#ifndef TEAMHUB_LOCALE_H
#define TEAMHUB_LOCALE_H

#include "teamhub/base.h"
#include "teamhub/calendar.h"

/* Once, before anything else of this room is asked: without memory ICU ends the process, and does
 * not write a date in other words. */
void locale_start(void);

/* A point in time as written. */
typedef struct th_when {
	th_time at; /* UTC; TH_NEVER: not set */
	int offset; /* minutes east of UTC that held there then */
	bool day_only;
	uint8_t parts; /* what was written: 1 the year, 2 and the month, 3 and the day, 4 and a
		     time, 5 and its offset or zone */
	int line;
} th_when;

/* Instants in words for a language (ICU): "23. November 2026". */
th_str date_label(th_arena *a, th_time at, int offset, th_str lang);
/* The offsets of a zone from 1900 to 2200, made once by ICU; NULL: ICU does not know it. */
const th_zone *zone_make(th_arena *a, th_str name);
/* A month of UTC: "November 2026". */
th_str date_month_label(th_arena *a, th_time at, th_str lang);
/* Reads what an author may write: 2026-11-23, … 09:00, … 09:00:15 +0100, … Europe/Berlin, RFC 3339,
 * 2026-11 and 2026 (day_only; for joined, version); by the table of a zone, or the zone named in
 * the text. False: impossible or not understood. */
bool zone_parse(th_when *out, th_str text, const th_zone *zone);
/* What a date that zone_parse refuses may mean: "10:00 CET" in June, 6/10/2026. */
typedef struct th_doubt {
	th_str zone;    /* the word for a zone that is unclear or unknown */
	th_str choices; /* the same date in writings without doubt, "…, …"; none: it is unknown */
} th_doubt;
/* False: there is no such doubt, it is no date. In `a`. */
bool date_doubt(th_doubt *out, th_str text, th_arena *a);
/* date_words.c: another spelling ("May 3, 2024") as zone_parse reads it. False: no date. */
enum { DATE_RESPELT = 64 };
bool date_respell(char out[DATE_RESPELT], th_str text);
/* 6/10/2026: true where both may be the month. */
bool date_is_slashed(th_str text, int *day, int *month, int *year);
/* A slug: German umlauts spelt out, other letters transliterated (ICU), lower case, hyphens. */
th_str slug_of(th_arena *a, th_str text);
/* Bytes that sort as the language's readers expect (ICU collation key). */
th_str sort_key(th_arena *a, th_str text, th_str lang);

/* generator_slug.c: what site generators make of a name in an address. Jekyll's in its two ways,
 * with capitals and some marks (:title) or without; Hugo's, of a file where it lies or of a part of
 * a pattern, where + is a gap. */
th_str slug_jekyll(th_arena *a, th_str text, bool pretty);
th_str slug_hugo(th_arena *a, th_str text, bool file);
/* Letters of all scripts lowered, one by one. */
th_str text_lower(th_arena *a, th_str text);

#endif
