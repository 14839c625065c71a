/* router.c -- from an address to its handler, by the table in routes.def, and what happens to an
 * address that no handler takes: moved (301), withdrawn (410), a missing slash. Called by worker.c.
 * Knows no page and no query but query_moved. */
#include "page.h"

#include "teamhub/report.h"

const route web_routes[] = {
#define ROUTE(pattern, handler, kind) {pattern, handler, kind},
#define FOLDER(pattern)
#include "teamhub/routes.def"
#undef ROUTE
#undef FOLDER
};
const size_t web_route_count = TH_COUNT(web_routes);

static const edition_facet *facet_of(page *p, th_str path)
{
	size_t n;
	const edition_facet *f = edition_facets(p->q.e, &n);
	for (size_t i = 0; i < n; i++)
		if (th_str_eq(f[i].path, path))
			return &f[i];
	return NULL;
}

static bool matches(page *p, th_str pattern, th_str path)
{
	th_str want, got;
	p->seg = TH_NONE;
	p->facet = NULL;
	p->format = TH_FEED_COUNT;
	while (th_str_split(&pattern, '/', &want)) {
		if (!th_str_split(&path, '/', &got))
			return false;
		if (th_str_eqz(want, "*")) {
			if (got.n == 0)
				return false;
			p->seg = got;
		} else if (th_str_eqz(want, "FACET")) {
			p->facet = facet_of(p, got);
			if (p->facet == NULL)
				return false;
		} else if (th_str_eqz(want, "FEED")) {
			p->format = feed_of_file(got);
			if (p->format == TH_FEED_COUNT)
				return false;
		} else if (!th_str_eq(want, got)) {
			return false;
		}
	}
	return path.p == NULL;
}

/* The address of the report is one like any other that is not there, where there is none. */
static bool is_there(page *p, const route *r)
{
	return r->handler != page_report || query_has_report(&p->q);
}

const route *route_find(page *p, th_str path)
{
	for (size_t i = 0; i < web_route_count; i++)
		if (matches(p, th_strz(web_routes[i].pattern), path) && is_there(p, &web_routes[i]))
			return &web_routes[i];
	p->seg = TH_NONE;
	p->facet = NULL;
	return NULL;
}

int route_redirect(page *p, th_str target)
{
	th_str q = p->r->raw_query;
	while (th_str_starts(target, TH_S("//"))) /* would name another host */
		target = th_str_sub(target, 1, target.n);
	p->location = url_encode_path(p, target);
	if (q.n > 0)
		p->location = th_str_fmt(
		    p->a, "%.*s?%.*s", TH_FMT(p->location), TH_FMT(url_encode_query(p, q)));
	return 301;
}

/* The start page of the hub's first language leads a visitor who comes from elsewhere to the one of
 * the language that they read: 302, or 0. Who comes from a page of this site has chosen already. */
static int welcome(page *p)
{
	const th_strs *langs = edition_languages(p->q.e);
	p->varies = langs->n > 1;
	if (!p->varies || th_str_starts(p->r->fetch_site, TH_S("same-")))
		return 0;
	th_str best = negotiate_language(p->a, langs, p->r->accept_language);
	if (best.n == 0 || th_str_eq(best, langs->v[0]))
		return 0;
	route_redirect(p, th_str_cat(p->a, url_base(p, best), TH_S("/")));
	return 302;
}

static int look_for(page *p, th_str href);

/* An address below the first language, which has no segment of its own: an earlier one of some
 * document, or the same without that segment. */
static int leave_first_language(page *p)
{
	th_str path = p->r->path;
	int status = p->rest.n > 1 ? look_for(p, path) : 404;
	if (status == 404 && p->rest.n > 1 && !th_str_ends(path, TH_S("/")))
		status = look_for(p, th_str_cat(p->a, path, TH_S("/")));
	return status != 404 ? status
			     : route_redirect(p,
				   th_str_cat(p->a, p->q.prefix, p->rest.n ? p->rest : TH_S("/")));
}

/* Takes the language off the address and sets the interface to it. Returns 0, or 301 for the
 * first language, which has no segment of its own, or 302 (welcome). */
static int read_language(page *p)
{
	const th_strs *langs = edition_languages(p->q.e);
	th_str path = p->r->path;
	p->rest = path;
	p->native = true;
	p->q.ui = langs->n > 0 ? langs->v[0] : TH_S("en");
	p->q.base = p->q.prefix;
	for (size_t i = 0; i < langs->n; i++) {
		th_str lead = th_str_cat(p->a, TH_S("/"), langs->v[i]);
		if (!th_str_starts(path, lead) || (path.n > lead.n && path.p[lead.n] != '/'))
			continue;
		p->rest = th_str_sub(path, lead.n, path.n);
		if (i == 0)
			return leave_first_language(p);
		p->native = false;
		page_speak(p, langs->v[i]);
		break;
	}
	if (p->native && th_str_eqz(p->rest, "/"))
		return welcome(p);
	return p->rest.n ? 0 : route_redirect(p, th_str_cat(p->a, p->q.base, TH_S("/")));
}

/* What became of an address that no document has; feeds and subscribe pages go with their page. */
static int look_for(page *p, th_str href)
{
	th_str target, tail = TH_S("");
	for (;;) {
		switch (query_moved(&p->q, href, &target)) {
		case QUERY_MOVED:
			return route_redirect(p, th_str_cat(p->a, target, tail));
		case QUERY_GONE:
			return 410;
		case QUERY_FOUND:
		case QUERY_NONE:
			break;
		}
		ptrdiff_t slash = th_str_rchr(th_str_sub(href, 0, href.n - 1), '/');
		th_str last = th_str_sub(href, (size_t)slash + 1, href.n);
		if (tail.n > 0 || slash <= 0 ||
		    (!th_str_starts(last, TH_S("feed.")) && !th_str_eqz(last, "subscribe/") &&
			!th_str_eqz(last, "event.ics") && !th_str_eqz(last, "events.ics") &&
			!th_str_eqz(last, "versions/")))
			return 404;
		tail = last;
		href = th_str_sub(href, 0, (size_t)slash + 1);
	}
}

/* The same for the ways in which a site's address is written: with its language, which is no part
 * of p->rest, and with the file that a folder answers with. */
static int look_for_old(page *p)
{
	const th_str file = TH_S("/index.html");
	th_str paths[2] = {p->rest, p->r->path};
	int status = 404;
	for (size_t i = 0; i < 2 && status == 404; i++) {
		th_str path = paths[i];
		if (i == 1 && path.n == p->rest.n)
			break;
		if (i == 1)
			status = look_for(p, path);
		if (status == 404 && th_str_ends(path, file) && path.n > file.n)
			status = look_for(p, th_str_sub(path, 0, path.n - file.n + 1));
		if (status == 404 && i == 1 && !th_str_ends(path, TH_S("/")))
			status = look_for(p, th_str_cat(p->a, path, TH_S("/")));
	}
	return status;
}

int route_answer(page *p)
{
	int status = read_language(p);
	if (status != 0)
		return status;
	const route *found = route_find(p, p->rest);
	if (found != NULL) {
		p->kind = found->kind;
		status = found->handler(p);
		if (status != 404)
			return status;
	}
	status = look_for(p, p->rest);
	if (status == 404)
		status = look_for_old(p);
	if (status != 404 || th_str_ends(p->rest, TH_S("/")))
		return status;
	th_str slashed = th_str_cat(p->a, p->rest, TH_S("/"));
	status = look_for(p, slashed);
	if (status != 404)
		return status;
	if (found != NULL) /* it is spelt rightly, there is just no such thing */
		return 404;
	return route_find(p, slashed) ? route_redirect(p, th_str_cat(p->a, p->q.base, slashed))
				      : 404;
}
