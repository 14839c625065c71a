/* answer.h -- an answer without the headers that follow from it: a handler sets body and type or a
 * location, and how long it is valid; web/reply.c turns that into headers. */
#ifndef TEAMHUB_ANSWER_H
#define TEAMHUB_ANSWER_H

#include "teamhub/encoding.h"
#include "teamhub/hub_site.h"
#include "teamhub/request.h"

typedef struct answer {
	th_arena *a;
	th_reply *reply;               /* of the transport: headers and body */
	th_err *log;                   /* for the operator */
	const struct metrics *metrics; /* of the worker; NULL: none are counted */

	th_str type;      /* media type of the body */
	th_str location;  /* 301, 302: a path of this host */
	th_str tag;       /* for a file that never changes: its ETag; else empty */
	th_str frames;    /* sites that may frame this page besides this one */
	bool no_store;    /* never to be kept by a cache */
	bool varies;      /* depends on the visitor's languages */
	bool by_encoding; /* and on the codings that the visitor's program can read */
	th_coding coding; /* of the body as it is sent */

	th_time modified; /* TH_NEVER: unknown */
	/* For what changes daily: valid in [since, until); TH_NEVER: it does not. */
	th_time turn_since, turn_until;
} answer;

void answer_header(answer *ans, th_str name, th_str value);

#endif
