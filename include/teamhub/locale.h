/* locale.h -- what ICU does: reading dates as people write them, putting them into words, zones,
 * slugs and sort keys. Reads no clock. */
#ifndef TEAMHUB_LOCALE_H
#define TEAMHUB_LOCALE_H

#include "teamhub/base.h"
#include "teamhub/calendar.h"

/* Call once, before anything else in this room: makes ICU end the process when memory runs out,
 * instead of wording a date differently. */
void locale_start(void);

/* A point in time as written. */
typedef struct th_when {
	th_time at; /* UTC; TH_NEVER: not set */
	int offset; /* minutes east of UTC, as it was there then */
	bool day_only;
	uint8_t parts; /* how much was written: 1 the year, 2 the month too, 3 the day too, 4 a
			* time too, 5 its offset or zone too */
	int line;
} th_when;

/* Instants in words, by language (ICU): "23. November 2026". */
th_str date_label(th_arena *a, th_time at, int offset, th_str lang);
/* The offsets of a zone from 1900 to 2200, computed once; NULL: ICU does not know the zone. */
const th_zone *zone_make(th_arena *a, th_str name);
/* A month in UTC: "November 2026". */
th_str date_month_label(th_arena *a, th_time at, th_str lang);
/* Reads a date as authors write it: 2026-11-23, … 09:00, … 09:00:15 +0100, … Europe/Berlin, RFC
 * 3339, 2026-11 and 2026 (day_only; for joined, version), in `zone` or the zone named in the text.
 * False: impossible or not understood. */
bool zone_parse(th_when *out, th_str text, const th_zone *zone);
/* Why a date that zone_parse refuses is ambiguous: "10:00 CET" in June, 6/10/2026. */
typedef struct th_doubt {
	th_str zone;    /* the word for an ambiguous or unknown zone */
	th_str choices; /* unambiguous ways to write it, "…, …"; empty: unknown */
} th_doubt;
/* False: not ambiguous, or not a date. Strings are in `a`. */
bool date_doubt(th_doubt *out, th_str text, th_arena *a);
/* date_words.c: rewrites another notation ("May 3, 2024") for zone_parse. False: not a date. */
enum { DATE_RESPELT = 64 };
bool date_respell(char out[DATE_RESPELT], th_str text);
/* Reads 6/10/2026; true when either number may be the month. */
bool date_is_slashed(th_str text, int *day, int *month, int *year);
/* A slug: German umlauts spelt out, other letters transliterated (ICU), lower case, hyphens. */
th_str slug_of(th_arena *a, th_str text);
/* The same for a term, where + and # after a word are spelt out: c-plus-plus, c-sharp. */
th_str slug_of_term(th_arena *a, th_str text);
/* Joins letters and combining marks (NFC): macOS writes ü in file names as u and two dots. */
th_str text_compose(th_arena *a, th_str text);
/* Bytes that sort in the order readers of the language expect (ICU collation key). */
th_str sort_key(th_arena *a, th_str text, th_str lang);

/* generator_slug.c: how site generators turn a name into part of an address. Jekyll has two ways:
 * with capitals and some punctuation (:title), or without. Hugo's differ for a file in its folder
 * and for part of a pattern, where + is a gap. */
th_str slug_jekyll(th_arena *a, th_str text, bool pretty);
th_str slug_hugo(th_arena *a, th_str text, bool file);
/* Zola's names of pages and terms: "Größe" → grosse. By its documentation. */
th_str slug_zola(th_arena *a, th_str text);
/* Lower-cases letters of all scripts, one by one. */
th_str text_lower(th_arena *a, th_str text);

/* ---- name_list.c ---- */

/* Where the next name begins in "Jana Weber und Tom", and the length of what stands before it;
 * false: this is the last. */
bool names_next(th_str s, size_t *at, size_t *n);
/* The names in it, as written. In `a`. */
th_strs names_list(th_arena *a, th_str written);
/* The same without what stands in brackets, "(Company X)", and without "et al.". In `a`. */
th_strs names_split(th_arena *a, th_str written);

#endif
