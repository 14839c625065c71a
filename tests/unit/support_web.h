/* support_web.h -- sends requests to a worker as a transport would. */
#ifndef TESTS_SUPPORT_WEB_H
#define TESTS_SUPPORT_WEB_H

#include "support_hub.h"
#include "teamhub/web.h"

typedef struct variables {
	const char *method, *script, *path, *query, *if_none_match, *if_modified_since, *access;
	const char *accept_language, *accept_encoding, *encoding;
} variables;

static inline const char *support_variable(void *ctx, const char *name)
{
	const variables *v = ctx;
	if (strcmp(name, "REQUEST_METHOD") == 0)
		return v->method;
	if (strcmp(name, "SCRIPT_NAME") == 0)
		return v->script;
	if (strcmp(name, "HTTP_ACCEPT_LANGUAGE") == 0)
		return v->accept_language;
	if (strcmp(name, "HTTP_ACCEPT_ENCODING") == 0)
		return v->accept_encoding;
	if (strcmp(name, "TEAMHUB_ENCODING") == 0)
		return v->encoding;
	if (strcmp(name, "PATH_INFO") == 0)
		return v->path;
	if (strcmp(name, "QUERY_STRING") == 0)
		return v->query;
	if (strcmp(name, "TEAMHUB_ACCESS") == 0)
		return v->access;
	if (strcmp(name, "HTTP_IF_NONE_MATCH") == 0)
		return v->if_none_match;
	if (strcmp(name, "HTTP_IF_MODIFIED_SINCE") == 0)
		return v->if_modified_since;
	return NULL;
}

typedef struct asking {
	hub_worker *w;
	th_arena *a;
	th_time now;
	const char *access; /* of ask_path */
	th_reply reply;
	th_err log;
} asking;

/* Returns the status; the reply is in k->reply until the next one. */
static inline int ask_for(asking *k, variables v)
{
	if (v.method == NULL)
		v.method = "GET";
	reply_free(&k->reply);
	th_arena_reset(k->a);
	th_request r = {.a = k->a, .now = k->now};
	int bad = request_from_cgi(&r, support_variable, &v);
	worker_answer(k->w, &r, bad, &k->reply, &k->log);
	return k->reply.status;
}

static inline int ask_path(asking *k, const char *path, const char *qs)
{
	return ask_for(k, (variables){.path = path, .query = qs, .access = k->access});
}

/* The header's value, terminated; "" when it is not there. */
static inline const char *header_of(const asking *k, const char *name)
{
	for (size_t i = 0; i < k->reply.headers.n; i++)
		if (th_str_eqz(k->reply.headers.v[i].name, name))
			return th_str_z(k->a, k->reply.headers.v[i].value);
	return "";
}

static inline bool body_has(const asking *k, const char *text)
{
	return th_str_find(th_buf_str(&k->reply.body), th_strz(text)) >= 0;
}

#endif
