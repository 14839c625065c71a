/* sitemap.c -- the sitemap, its index for a large hub, and the line for robots.txt. The protocol
 * allows 50,000 addresses and 50 MB per file. */
#include "teamhub/route.h"

enum { FILE_MAX = 50000, FILE_BYTES = 50000000, PART = 10000 };

/* ?part=N; 0: not given; -1: invalid. */
static int64_t part_of(const request *req)
{
	uint64_t part;
	if (req->sent->query.n == 0)
		return 0;
	if (req->sent->query.n != 1 ||
	    !th_str_eq(req->sent->query.v[0].name, request_param(PARAM_PART)) ||
	    !th_str_uint(req->sent->query.v[0].value, 1000000, &part) || part == 0)
		return -1;
	return (int64_t)part;
}

int sitemap_answer(answer *ans, hub_site *site, request *req)
{
	sitemap_view v = {0};
	int64_t part = part_of(req);
	th_buf *out = &ans->reply->body;
	selection all = {0};
	if (part < 0 || !req->native || site->internal)
		return 404;
	ans->type = TH_S("application/xml; charset=utf-8");
	ans->modified = query_modified(&site->q, &all);
	int64_t total = query_sitemap_count(&site->q);
	if (part > 0) {
		if ((part - 1) * PART >= total)
			return 404;
		query_sitemap(&site->q, (part - 1) * PART, PART, &v);
		return sitemap_write(out, &v, ans->log) == 0 ? 200 : 500;
	}
	if (total <= FILE_MAX) {
		query_sitemap(&site->q, 0, FILE_MAX, &v);
		if (sitemap_write(out, &v, ans->log) != 0)
			return 500;
		if (out->n <= FILE_BYTES)
			return 200;
		th_buf_cut(out, 0);
	}
	th_strs parts = {0};
	for (int64_t i = 1; (i - 1) * PART < total; i++)
		*TH_ADD(site->q.a, &parts) =
		    url_absolute(site, url_of(site, TH_S("/sitemap.xml"),
					   th_str_fmt(site->q.a, "part=%lld", (long long)i), 1));
	return sitemap_write_index(out, &parts, ans->modified, ans->log) == 0 ? 200 : 500;
}

int robots_answer(answer *ans, hub_site *site, request *req)
{
	if (!req->native)
		return 404;
	ans->type = TH_S("text/plain; charset=utf-8");
	if (site->internal) {
		th_buf_addz(&ans->reply->body, "User-agent: *\nDisallow: /\n");
		return 200;
	}
	th_str map = url_absolute(site, url_of(site, TH_S("/sitemap.xml"), TH_NONE, 1));
	th_buf_addf(&ans->reply->body,
	    "# for the robots.txt at the root of the host\nSitemap: %.*s\n", TH_FMT(map));
	return 200;
}
