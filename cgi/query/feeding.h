/* feeding.h -- what query_feed.c (stories) and query_feed_items.c (everything else) share. */
#ifndef TEAMHUB_QUERY_FEEDING_H
#define TEAMHUB_QUERY_FEEDING_H

#include "query.h"
#include "query_rows.h"

th_str feed_absolute(query *q, th_str path);
/* The id of a document that exists in several languages: one entry per language, because a reader
 * that follows two of the feeds keeps only one entry per id. */
th_str feed_id(query *q, th_str uid);
/* The picture of an entry, if it has one. */
void feed_image(query *q, const picture_row *p, feed_entry *x);
void feed_people(query *q, th_str doc, const char *role, feed_entry *x);
void feed_categories(query *q, th_str doc, feed_entry *x);
/* Tombstones for that kind from the last 30 days; advances out->updated. */
void feed_tombstones(query *q, th_str kind, feed_view *out);

#endif
