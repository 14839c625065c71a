/* route.h -- which handler answers an address (routes.def, pages/route.c). */
#ifndef TEAMHUB_ROUTE_H
#define TEAMHUB_ROUTE_H

#include "teamhub/answer.h"

/* Answers `req`: fills a view by queries and shows it as a page (page.h), or writes the body and
 * its type. Returns the status: 200, 301 with ans->location set, 404 when there is no such thing,
 * 500 with ans->log. Sets no header but of its own idea, writes no markup and no SQL. */
typedef int (*route_handler)(answer *ans, hub_site *site, request *req);

#define ROUTE(pattern, handler, kind) int handler(answer *ans, hub_site *site, request *req);
#define FOLDER(pattern)
#include "teamhub/routes.def"
#undef ROUTE
#undef FOLDER

typedef struct route { /* a row of routes.def */
	const char *pattern;
	route_handler handler;
	th_kind kind; /* TH_KIND_COUNT: of none */
} route;
extern const route web_routes[];
extern const size_t web_route_count;
/* The first route that takes `path`, with req->slug, facet and format bound; NULL: none. */
const route *route_find(hub_site *site, request *req, th_str path);
/* The number of the last page of the list of stories at `to`, which route_find has just found for
 * req; 1 for whatever has no further pages. */
int64_t list_last_page(hub_site *site, request *req, const route *to);
#endif
