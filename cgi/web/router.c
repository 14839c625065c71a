/* router.c -- from an address to its handler, by the table of routes; and what happens to an
 * address without a handler: moved (301), withdrawn (410), a missing slash. Called by worker.c.
 * Knows no page and no query except query_moved. */
#include "router.h"

#include "teamhub/route.h"

/* Beside each page: what it shows, as JSON. */
static const th_str page_json = {"index.json", sizeof "index.json" - 1};

int route_redirect(answer *ans, const request *req, th_str target)
{
	th_str q = req->sent->raw_query;
	while (th_str_starts(target, TH_S("//"))) /* would name another host */
		target = th_str_sub(target, 1, target.n);
	ans->location = url_encode_path(ans->a, target);
	if (q.n > 0)
		ans->location = th_str_fmt(ans->a, "%.*s?%.*s", TH_FMT(ans->location),
		    TH_FMT(url_encode_query(ans->a, q)));
	return 301;
}

/* The start page of the hub's first language redirects a visitor from elsewhere to that of their
 * language: 302, or 0. A visitor from a page of this site has chosen already. */
static int welcome(answer *ans, hub_site *site, const request *req)
{
	const th_strs *langs = edition_languages(site->q.e);
	ans->varies = langs->n > 1;
	if (!ans->varies || th_str_starts(req->sent->fetch_site, TH_S("same-")))
		return 0;
	th_str best = negotiate_language(site->q.a, langs, req->sent->accept_language);
	if (best.n == 0 || th_str_eq(best, langs->v[0]))
		return 0;
	route_redirect(ans, req, th_str_cat(site->q.a, url_base(site, best), TH_S("/")));
	return 302;
}

static int look_for(answer *ans, hub_site *site, const request *req, th_str href);

/* An address with the first language, which has no segment of its own: a former one of some
 * document, or the same without that segment. */
static int leave_first_language(answer *ans, hub_site *site, const request *req)
{
	th_str path = req->sent->path;
	int status = req->path.n > 1 ? look_for(ans, site, req, path) : 404;
	if (status == 404 && req->path.n > 1 && !th_str_ends(path, TH_S("/")))
		status = look_for(ans, site, req, th_str_cat(site->q.a, path, TH_S("/")));
	return status != 404 ? status
			     : route_redirect(ans, req,
				   th_str_cat(site->q.a, site->q.prefix,
				       req->path.n ? req->path : TH_S("/")));
}

/* Removes the language from the address and switches the interface to it. Returns 0, or 301 for the
 * first language, which has no segment of its own, or 302 (welcome). */
static int read_language(answer *ans, hub_site *site, request *req)
{
	const th_strs *langs = edition_languages(site->q.e);
	th_str path = req->sent->path;
	req->path = path;
	req->native = true;
	site->q.ui = langs->n > 0 ? langs->v[0] : TH_S("en");
	site->q.base = site->q.prefix;
	for (size_t i = 0; i < langs->n; i++) {
		th_str lead = th_str_cat(site->q.a, TH_S("/"), langs->v[i]);
		if (!th_str_starts(path, lead) || (path.n > lead.n && path.p[lead.n] != '/'))
			continue;
		req->path = th_str_sub(path, lead.n, path.n);
		if (i == 0)
			return leave_first_language(ans, site, req);
		req->native = false;
		site_speak(site, langs->v[i]);
		break;
	}
	if (req->native && th_str_eqz(req->path, "/"))
		return welcome(ans, site, req);
	return req->path.n
		   ? 0
		   : route_redirect(ans, req, th_str_cat(site->q.a, site->q.base, TH_S("/")));
}

/* What became of an address that no document has; feeds and subscribe pages follow their page. */
static int look_for(answer *ans, hub_site *site, const request *req, th_str href)
{
	th_str target, tail = TH_S("");
	for (;;) {
		switch (query_moved(&site->q, href, &target)) {
		case QUERY_MOVED:
			target = th_str_cat(site->q.a, target, tail);
			return route_redirect(ans, req,
			    req->json ? th_str_cat(site->q.a, target, page_json) : target);
		case QUERY_GONE:
			return 410;
		case QUERY_FOUND:
		case QUERY_NONE:
			break;
		}
		ptrdiff_t slash = th_str_rchr(th_str_sub(href, 0, href.n - 1), '/');
		th_str last = th_str_sub(href, (size_t)slash + 1, href.n);
		if (tail.n > 0 || slash <= 0 ||
		    (feed_of_file(last) == TH_FEED_COUNT && !th_str_eqz(last, "subscribe/") &&
			!th_str_eqz(last, "event.ics") && !th_str_eqz(last, "events.ics") &&
			!th_str_eqz(last, "versions/")))
			return 404;
		tail = last;
		href = th_str_sub(href, 0, (size_t)slash + 1);
	}
}

/* The same for other spellings of an address: with its language, which is not in req->path, and
 * with the file that a folder serves. */
static int look_for_old(answer *ans, hub_site *site, const request *req)
{
	const th_str file = TH_S("/index.html");
	th_str paths[2] = {req->path, req->sent->path};
	int status = 404;
	for (size_t i = 0; i < 2 && status == 404; i++) {
		th_str path = paths[i];
		if (i == 1 && path.n == req->path.n)
			break;
		if (i == 1)
			status = look_for(ans, site, req, path);
		if (status == 404 && th_str_ends(path, file) && path.n > file.n)
			status = look_for(ans, site, req, th_str_sub(path, 0, path.n - file.n + 1));
		if (status == 404 && i == 1 && !th_str_ends(path, TH_S("/")))
			status = look_for(ans, site, req, th_str_cat(site->q.a, path, TH_S("/")));
	}
	return status;
}

static int answer_or_lead(answer *ans, hub_site *site, request *req)
{
	int status = read_language(ans, site, req);
	if (status != 0)
		return status;
	if (th_str_eq(path_base(req->path), page_json)) {
		req->json = true;
		req->path = path_folder(req->path);
	}
	const route *found = route_find(site, req, req->path);
	if (found != NULL) {
		req->kind = found->kind;
		req->route = found;
		status = found->handler(ans, site, req);
		if (status != 404)
			return status;
	}
	status = look_for(ans, site, req, req->path);
	if (status == 404)
		status = look_for_old(ans, site, req);
	if (status != 404 || th_str_ends(req->path, TH_S("/")))
		return status;
	th_str slashed = th_str_cat(site->q.a, req->path, TH_S("/"));
	status = look_for(ans, site, req, slashed);
	if (status != 404)
		return status;
	if (found != NULL) /* it is spelt correctly, but does not exist */
		return 404;
	return route_find(site, req, slashed)
		   ? route_redirect(ans, req, th_str_cat(site->q.a, site->q.base, slashed))
		   : 404;
}

int route_answer(answer *ans, hub_site *site, request *req)
{
	int status = answer_or_lead(ans, site, req);
	return status == 404 ? route_old_list(ans, site, req) : status;
}
