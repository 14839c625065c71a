/* route.c -- the table of addresses (routes.def), and which row matches one. Called by
 * web/router.c, and by oembed.c for addresses that other sites ask about. */
#include "teamhub/route.h"

#include "teamhub/report.h"

const route web_routes[] = {
#define ROUTE(pattern, handler, kind) {pattern, handler, kind},
#define FOLDER(pattern)
#include "teamhub/routes.def"
#undef ROUTE
#undef FOLDER
};
const size_t web_route_count = TH_COUNT(web_routes);

static const edition_facet *facet_of(hub_site *site, th_str path)
{
	size_t n;
	const edition_facet *f = edition_facets(site->q.e, &n);
	for (size_t i = 0; i < n; i++)
		if (th_str_eq(f[i].path, path))
			return &f[i];
	return NULL;
}

static bool matches(hub_site *site, request *req, th_str pattern, th_str path)
{
	th_str want, got;
	req->slug = TH_NONE;
	req->facet = NULL;
	req->format = TH_FEED_COUNT;
	while (th_str_split(&pattern, '/', &want)) {
		if (!th_str_split(&path, '/', &got))
			return false;
		if (th_str_eqz(want, "*")) {
			if (got.n == 0)
				return false;
			req->slug = got;
		} else if (th_str_eqz(want, "FACET")) {
			req->facet = facet_of(site, got);
			if (req->facet == NULL)
				return false;
		} else if (th_str_eqz(want, "FEED")) {
			req->format = feed_of_file(got);
			if (req->format == TH_FEED_COUNT)
				return false;
		} else if (!th_str_eq(want, got)) {
			return false;
		}
	}
	return path.p == NULL;
}

/* If there is no report, its address does not exist. */
static bool is_there(hub_site *site, const route *r)
{
	return r->handler != page_report || query_has_report(&site->q);
}

const route *route_find(hub_site *site, request *req, th_str path)
{
	for (size_t i = 0; i < web_route_count; i++)
		if (matches(site, req, th_strz(web_routes[i].pattern), path) &&
		    is_there(site, &web_routes[i]))
			return &web_routes[i];
	req->slug = TH_NONE;
	req->facet = NULL;
	return NULL;
}
