/* json.h -- writes JSON (RFC 8259) into a buffer, value after value. Safe in <script>. */
#ifndef TEAMHUB_JSON_H
#define TEAMHUB_JSON_H

#include "teamhub/base.h"

typedef struct th_json {
	th_buf *out;
	unsigned lines; /* levels in which each value has a line of its own; 0: all in one line */
	unsigned depth; /* the writer's own, as is `more` */
	bool more;      /* the next value of this level needs a comma */
} th_json;

/* `key` names a member of an object; it is NULL in an array, and for the whole. It is a name of
 * ours, which needs no escaping. */

/* `bracket` is '{' or '['; every one is ended by its counterpart. */
void json_begin(th_json *j, const char *key, char bracket);
void json_end(th_json *j, char bracket);
void json_text(th_json *j, const char *key, th_str value);
void json_number(th_json *j, const char *key, int64_t value);
void json_bool(th_json *j, const char *key, bool value);
void json_none(th_json *j, const char *key); /* null */
/* `value` is JSON already, one value. */
void json_raw(th_json *j, const char *key, th_str value);

#endif
