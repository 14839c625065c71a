/* json.c -- writes JSON (see json.h): feeds, structured data, oEmbed, reports, schemas. It is so
 * little that the answering program needs no library for it. */
#include "teamhub/json.h"

#include <inttypes.h>

static void begin_line(th_json *j)
{
	th_buf_addc(j->out, '\n');
	for (unsigned i = 0; i < j->depth; i++)
		th_buf_addz(j->out, "  ");
}

static void name(th_json *j, const char *key)
{
	if (j->more)
		th_buf_addc(j->out, ',');
	bool lines = j->depth > 0 && j->depth <= j->lines;
	if (lines)
		begin_line(j);
	j->more = true;
	if (key != NULL)
		th_buf_addf(j->out, lines ? "\"%s\": " : "\"%s\":", key);
}

void json_begin(th_json *j, const char *key, char bracket)
{
	name(j, key);
	th_buf_addc(j->out, bracket);
	j->depth++;
	j->more = false;
}

void json_end(th_json *j, char bracket)
{
	bool lines = j->more && j->depth <= j->lines;
	j->depth--;
	if (lines)
		begin_line(j);
	th_buf_addc(j->out, bracket);
	j->more = true;
}

void json_text(th_json *j, const char *key, th_str value)
{
	name(j, key);
	th_buf_add_json(j->out, value);
}

void json_number(th_json *j, const char *key, int64_t value)
{
	name(j, key);
	th_buf_addf(j->out, "%" PRId64, value);
}

void json_bool(th_json *j, const char *key, bool value)
{
	json_raw(j, key, value ? TH_S("true") : TH_S("false"));
}

void json_none(th_json *j, const char *key)
{
	json_raw(j, key, TH_S("null"));
}

void json_raw(th_json *j, const char *key, th_str value)
{
	name(j, key);
	th_buf_add(j->out, value);
}
