/* request.h -- what a visitor requests: the transport's request, the address as the router split
 * it, and the selection that address and query make together. */
#ifndef TEAMHUB_REQUEST_H
#define TEAMHUB_REQUEST_H

#include "teamhub/edition.h"
#include "teamhub/exchange.h"
#include "teamhub/kinds.h"

typedef struct request {
	th_request *sent; /* by the transport */
	th_str token;     /* the token that admitted a feed reader; empty: a login */
	th_str path;      /* the address below the language: "/stories/x/" */
	bool native;      /* no language in the address */
	bool json;        /* what the page there shows, as JSON (…/index.json) */

	th_str slug;                /* matched by `*` in the route */
	const edition_facet *facet; /* matched by `FACET` */
	const struct route *route;  /* that answered; NULL: none */
	th_kind kind;               /* of the route; TH_KIND_COUNT: none */
	th_feed format;             /* matched by `FEED` */

	/* After selection_read (selection.h): */
	selection_term fixed; /* what the address itself selects; facet empty: nothing */
	selection queried;    /* what the query selects, in canonical order */
	selection selected;   /* both */
	int64_t number;       /* ?page=, from 1 */
} request;

/* ---- request.c ---- */

/* Sets r->path from what the server says about the address, for a hub below `prefix`. */
void request_find_path(th_request *r, th_str prefix);

/* The query parameters besides facets (params.def). */
typedef enum web_param {
#define PARAM(id, name) PARAM_##id,
#define FACET(name)
#define CAMPAIGN(name)
#include "teamhub/params.def"
#undef PARAM
#undef FACET
#undef CAMPAIGN
} web_param;
th_str request_param(web_param param); /* "page" */
/* Removes a parameter that is not part of a selection from the query: its last value, or
 * TH_NONE. */
th_str request_take(th_request *r, web_param param);
/* Adds the parameters of a query string, bounded and valid; returns 0, or the status to answer
 * with. */
int request_read_query(th_request *r, th_str raw);

#endif
