/* feeding.h -- what query_feed.c (stories) and query_feed_items.c (all else) have in common. */
#ifndef TEAMHUB_QUERY_FEEDING_H
#define TEAMHUB_QUERY_FEEDING_H

#include "query.h"
#include "query_rows.h"

th_str feed_absolute(query *q, th_str path);
/* The id of what is in several languages: each is an entry of its own, since a reader that follows
 * two of the feeds keeps one entry for an id. */
th_str feed_id(query *q, th_str uid);
/* The picture of an entry, where there is one. */
void feed_image(query *q, const picture_row *p, feed_entry *x);
void feed_people(query *q, th_str doc, const char *role, feed_entry *x);
void feed_categories(query *q, th_str doc, feed_entry *x);
/* Of that kind, withdrawn in the last 30 days; moves out->updated on. */
void feed_tombstones(query *q, th_str kind, feed_view *out);

#endif
