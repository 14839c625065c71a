/* old_list.c -- addresses of lists on the site that the hub's texts come from: /blog/, /tags/x/,
 * their further pages (/page/2/, /page2/) and feeds (/index.xml, /feed.xml, /feed/feed.xml). They
 * lead to the hub's list of the same texts, and to its feed in the same format. Called by router.c
 * before it answers 404. */
#include "router.h"

#include "teamhub/route.h"

/* What follows the list's own address → the hub's name for it. */
static const struct {
	const char *end, *feed;
} feeds[] = {
    {"/feed/feed.xml", "feed.atom"},
    {"/feed/feed.json", "feed.json"},
    {"/feed/atom.xml", "feed.atom"},
    {"/feed/rss.xml", "feed.rss"},
    {"/feed/index.xml", "feed.rss"},
    {"/feed.xml", "feed.atom"},
    {"/atom.xml", "feed.atom"},
    {"/index.xml", "feed.rss"},
    {"/rss.xml", "feed.rss"},
    {"/feed.json", "feed.json"},
    {"/feed/", "feed.rss"},
    {"/feed", "feed.rss"},
};

/* Cuts a feed's file off; returns the hub's name for it, or nothing. */
static const char *cut_feed(th_str *path)
{
	for (size_t i = 0; i < TH_COUNT(feeds); i++)
		if (th_str_ends(*path, th_strz(feeds[i].end))) {
			path->n -= strlen(feeds[i].end) - 1;
			return feeds[i].feed;
		}
	return "";
}

/* Cuts /page/2/ and /page2/ off, with or without the last slash, also /page/2/index.html. Returns
 * the number of the page; 0: there is none. */
static uint64_t cut_page(th_str *path)
{
	uint64_t number;
	th_str s = *path, word = TH_S("page");
	if (th_str_ends(s, TH_S("/index.html")))
		s.n -= TH_S("index.html").n;
	if (th_str_ends(s, TH_S("/")))
		s.n--;
	ptrdiff_t slash = th_str_rchr(s, '/');
	th_str last = th_str_sub(s, (size_t)(slash + 1), s.n);
	if (slash >= 0 && th_str_starts(last, word) &&
	    th_str_uint(th_str_sub(last, word.n, last.n), UINT32_MAX, &number)) {
		*path = th_str_sub(s, 0, (size_t)slash + 1);
		return number == 0 ? 1 : number;
	}
	th_str above = th_str_sub(s, 0, slash < 0 ? 0 : (size_t)slash);
	if (!th_str_uint(last, UINT32_MAX, &number) || !th_str_ends(above, TH_S("/page")))
		return 0;
	*path = th_str_sub(above, 0, above.n - word.n);
	return number == 0 ? 1 : number;
}

/* The hub's list for that address, below the language; false: there is none. */
static bool find_list(hub_site *site, request *req, th_str path, bool cut, th_str *list)
{
	query *q = &site->q;
	if (th_str_eqz(path, "/")) {
		*list = TH_S("/stories/");
		return true;
	}
	if (cut && query_moved(q, path, list) == QUERY_MOVED && th_str_starts(*list, q->base)) {
		/* the page of a term */
		*list = th_str_sub(*list, q->base.n, list->n);
		return true;
	}
	if (query_was_list(q, path, list))
		return true;
	*list = path;
	return cut && route_find(site, req, path) != NULL;
}

/* The page of that number in the hub's list, whose pages may be longer: then the last one. */
static void add_page(answer *ans, hub_site *site, request *req, const route *to, uint64_t number)
{
	int64_t last = list_last_page(site, req, to);
	bool asked = req->sent->raw_query.n > 0;
	if (last > 1 && number > 1 && req->number == 1)
		ans->location =
		    th_str_fmt(ans->a, "%.*s%cpage=%lld", TH_FMT(ans->location), asked ? '&' : '?',
			number < (uint64_t)last ? (long long)number : (long long)last);
}

int route_old_list(answer *ans, hub_site *site, request *req)
{
	th_arena *a = site->q.a;
	th_str path = req->path, list;
	const char *feed = cut_feed(&path);
	uint64_t page = cut_page(&path);
	bool cut = feed[0] != '\0' || page > 0;
	if (!th_str_ends(path, TH_S("/")))
		path = th_str_cat(a, path, TH_S("/"));
	if ((!cut && path.n < 3) || !find_list(site, req, path, cut, &list))
		return 404;
	list = th_str_cat(a, list, th_strz(feed));
	const route *to = th_str_eq(list, req->path) ? NULL : route_find(site, req, list);
	if (to == NULL)
		return 404;
	route_redirect(ans, req, th_str_cat(a, site->q.base, list));
	add_page(ans, site, req, to, page);
	return 301;
}
