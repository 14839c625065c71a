/* access.c -- who may read an internal edition. Called by worker.c before anything is looked up.
 *
 * The server in front of the workers (nginx) decides who is admitted and says so with
 * TEAMHUB_ACCESS, which no visitor can set: "login", or "token" for the address of a feed that it
 * admitted without a login. In that case the token in the query decides, here. If nothing is said,
 * nobody is admitted: an internal edition behind a server that does not know what it is answers
 * nothing.
 *
 * A token sent to a public edition by mistake must not stay in an address: not in the browser's
 * address bar, nor in the referrers of the page's own requests. */
#include "access.h"
#include "router.h"

static bool ends_feed(th_str path)
{
	return feed_of_file(path_base(path)) != TH_FEED_COUNT || th_str_ends(path, TH_S(".ics"));
}

/* Removes the token from the query: no address may contain it. */
static void forget_token(th_request *r)
{
	th_str rest = r->raw_query, part, name;
	th_buf b = {0};
	while (rest.n > 0 && th_str_split(&rest, '&', &part)) {
		ptrdiff_t eq = th_str_chr(part, '=');
		name = eq < 0 ? part : th_str_sub(part, 0, (size_t)eq);
		if (!th_url_decode(r->a, name, true, &name) ||
		    th_str_caseeq(name, request_param(PARAM_TOKEN)))
			continue;
		if (b.n > 0)
			th_buf_addc(&b, '&');
		th_buf_add(&b, part);
	}
	r->raw_query = th_str_dup(r->a, th_buf_str(&b));
	th_buf_free(&b);
}

static bool has_token(const th_request *r)
{
	th_str rest = r->raw_query, part, name;
	while (rest.n > 0 && th_str_split(&rest, '&', &part)) {
		ptrdiff_t eq = th_str_chr(part, '=');
		name = eq < 0 ? part : th_str_sub(part, 0, (size_t)eq);
		if (th_url_decode(r->a, name, true, &name) &&
		    th_str_caseeq(name, request_param(PARAM_TOKEN)))
			return true;
	}
	return false;
}

static int send_on(answer *ans, hub_site *site, const request *req)
{
	th_request *r = req->sent;
	th_str path = r->path.n > 0 ? r->path : TH_S("/");
	forget_token(r);
	if (!th_str_eqz(r->method, "GET") && !th_str_eqz(r->method, "HEAD"))
		return 0; /* will be refused anyway */
	route_redirect(ans, req, th_str_cat(site->q.a, site->q.prefix, path));
	return 302;
}

int access_check(answer *ans, hub_site *site, request *req, const char *tokens)
{
	th_request *r = req->sent;
	site->internal = th_str_eqz(edition_meta(site->q.e, TH_S("audience")), "internal");
	if (!site->internal)
		return has_token(r) ? send_on(ans, site, req) : 0;
	th_str token = request_take(r, PARAM_TOKEN);
	forget_token(r);
	switch (r->access) {
	case TH_ACCESS_LOGIN:
		return 0;
	case TH_ACCESS_TOKEN:
		if (!ends_feed(r->path) || !tokens_hold(tokens, token, ans->log))
			return 401;
		req->token = token;
		return 0;
	case TH_ACCESS_NONE:
		break;
	}
	th_fail(ans->log, "this edition is internal, and the web server did not say with "
			  "TEAMHUB_ACCESS who is let in: see nginx/README.md");
	return 403;
}
