/* query_rows.h -- parts that rows of several statements share: moments, pictures. For files of
 * cgi/query with descriptors of their own. */
#ifndef TEAMHUB_QUERY_ROWS_H
#define TEAMHUB_QUERY_ROWS_H

#include "query.h"
#include "teamhub/row_desc.h"

typedef struct row_moment { /* read by WHEN */
	th_time at;         /* TH_NEVER: not set */
	int offset;
	bool day_only;
} row_moment;

/* NULL when it is not set. */
const view_date *moment_date(query *q, const row_moment *m);

typedef struct picture_row {
	th_str src, type, srcset, webp, colour, id; /* src empty: there is none */
	th_str focus;                               /* "30% 40%"; empty: not said */
	int64_t width, height, bytes;
} picture_row;

/* Columns of document d and picture p, which may be missing. */
#define PICTURE(member)                                                                            \
	TEXT(member.src, "p.src"), TEXT(member.type, "p.type"), TEXT(member.srcset, "p.srcset"),   \
	    TEXT(member.webp, "p.webp"), TEXT(member.colour, "p.colour"),                          \
	    NUMBER(member.width, "p.width"), NUMBER(member.height, "p.height"),                    \
	    TEXT(member.id, "p.id"),                                                               \
	    TEXT(member.focus,                                                                     \
		"CASE WHEN p.id IS NOT NULL THEN"                                                  \
		" (SELECT f.value FROM field f WHERE f.doc = d.id AND f.name = 'focus') END")
/* What feeds need of a picture; the other members stay empty. */
#define FEED_PICTURE(member)                                                                       \
	TEXT(member.src, "p.src"), TEXT(member.type, "p.type"), NUMBER(member.bytes, "p.bytes"),   \
	    TEXT(member.id, "p.id")

/* NULL when there is none. */
const view_picture *picture_view(query *q, const picture_row *p, th_str alt);

#endif
