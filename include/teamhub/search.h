/* search.h -- how the search index is stored in an edition: what the rooms that write it
 * (cgi/write) and read it (cgi/search, cgi/query) agree on.
 *
 * Every document has a number (search_doc.num), given once and never used again. For each stem,
 * table search_post holds its documents in rows of SEARCH_CHUNK numbers each, so that a new story
 * rewrites the last row of its stems only:
 *
 *   docs   for each document one little-endian uint32, ascending:
 *            11 bits  number within the chunk
 *             4 bits  times in the text, at most 15
 *             3 bits  SEARCH_TITLE, SEARCH_HEAD, SEARCH_SUMMARY
 *            14 bits  octets / 32 in the HTML of its text where it comes first: for excerpts
 *   spots  for each of these documents its places, for phrases: differences to the place before
 *          (the first: itself) as base-128 numbers, then 0; places are words from 1
 *
 * Table search_place, one row: by number, for each two uint32: 4 bits kind (its place in
 * kinds.def's column `search`, less one), 28 bits doc.pos (all ones: there is none), and how many
 * words it has. */
#ifndef TEAMHUB_EDITION_SEARCH_H
#define TEAMHUB_EDITION_SEARCH_H

#include <stdint.h>

enum {
	SEARCH_CHUNK = 2048,
	SEARCH_TF_MAX = 15,
	SEARCH_OFFSET_UNIT = 32,
	SEARCH_OFFSET_MAX = (1 << 14) - 1,
	SEARCH_SPOT_MAX = 60000, /* words per document for phrases */
	SEARCH_TAIL_MIN = 7,     /* octets of a stem that may be a compound */
};
enum { SEARCH_TITLE = 1, SEARCH_HEAD = 2, SEARCH_SUMMARY = 4 };
#define SEARCH_NOWHERE UINT32_MAX

static inline uint32_t search_entry(uint32_t local, uint32_t tf, uint32_t flags, uint32_t offset)
{
	return local << 21 | tf << 17 | flags << 14 | offset;
}
static inline uint32_t search_local(uint32_t entry)
{
	return entry >> 21;
}
static inline uint32_t search_tf(uint32_t entry)
{
	return entry >> 17 & 15;
}
static inline uint32_t search_flags(uint32_t entry)
{
	return entry >> 14 & 7;
}
static inline uint32_t search_offset(uint32_t entry)
{
	return entry & SEARCH_OFFSET_MAX;
}
static inline uint32_t search_u32(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

#endif
