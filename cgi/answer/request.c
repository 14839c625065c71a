/* request.c -- CGI variables (RFC 3875) into a th_request: bounded, decoded, UTF-8. Called by the
 * transports through request_from_cgi. Must never trust a byte, and never refuse a visitor because
 * of a campaign parameter that somebody else's tool added to a link. */
#include "teamhub/request.h"

enum {
	PATH_MAX_BYTES = 1024,
	QUERY_MAX_BYTES = 2048,
	PARAM_MAX = 40,
	HEADER_MAX = 1024,
	CAMPAIGN_MAX = 40
};

static const char *const params[] = {
#define PARAM(id, name) #name,
#define FACET(name)
#define CAMPAIGN(name)
#include "teamhub/params.def"
#undef PARAM
#undef FACET
#undef CAMPAIGN
};

th_str request_param(web_param param)
{
	return th_strz(params[param]);
}

/* No control characters, well-formed UTF-8. */
static bool clean(th_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
			return false;
	return th_utf8_valid(s, NULL);
}

/* An optional header; one that is too long or invalid counts as absent. */
static th_str header(th_request *r, th_str s)
{
	return s.n > HEADER_MAX || !clean(s) ? TH_NONE : th_str_dup(r->a, s);
}

/* A campaign tag, which selects nothing: kept for the share kit if it is plain. */
static void read_campaign(th_request *r, th_str name, th_str value)
{
	th_str tag;
	if (!(th_str_eqz(name, "c") || th_str_eqz(name, "utm_campaign")) ||
	    value.n > 3 * CAMPAIGN_MAX || !th_url_decode(r->a, value, true, &tag) ||
	    tag.n > CAMPAIGN_MAX)
		return;
	for (size_t i = 0; i < tag.n; i++) {
		char c = tag.p[i];
		if (!(th_is_alnum(c) || strchr("._-", c)))
			return;
	}
	r->campaign = tag;
}

th_str request_take(th_request *r, web_param param)
{
	th_str value = TH_NONE;
	size_t kept = 0;
	for (size_t i = 0; i < r->query.n; i++)
		if (th_str_eqz(r->query.v[i].name, params[param]))
			value = r->query.v[i].value;
		else
			r->query.v[kept++] = r->query.v[i];
	r->query.n = kept;
	return value;
}

int request_read_query(th_request *r, th_str raw)
{
	th_str rest = raw, part;
	while (rest.n > 0 && th_str_split(&rest, '&', &part)) {
		if (part.n == 0)
			continue;
		ptrdiff_t eq = th_str_chr(part, '=');
		th_str name = eq < 0 ? part : th_str_sub(part, 0, (size_t)eq);
		th_str value = eq < 0 ? TH_S("") : th_str_sub(part, (size_t)eq + 1, part.n);
		if (kinds_is_campaign(name)) {
			read_campaign(r, name, value);
			continue;
		}
		th_param p;
		if (!th_url_decode(r->a, name, true, &p.name) ||
		    !th_url_decode(r->a, value, true, &p.value) || !clean(p.name) ||
		    !clean(p.value))
			return 400;
		if (r->query.n == PARAM_MAX)
			return 400;
		*TH_ADD(r->a, &r->query) = p;
	}
	return 0;
}

/* The address is SCRIPT_NAME and PATH_INFO together (RFC 3875 §4.1.5), and servers split it
 * differently: after the prefix (nginx, Apache's ScriptAlias), before it (Caddy, lighttpd at the
 * root), or not at all, with everything in SCRIPT_NAME (Apache's ProxyPass, HAProxy). If the prefix
 * is not in it, the server removed it, and PATH_INFO is the rest. */
void request_find_path(th_request *r, th_str prefix)
{
	th_str whole = th_str_cat(r->a, r->script, r->path);
	th_str below = th_str_sub(whole, prefix.n, whole.n);
	if (prefix.n > 0 && th_str_starts(whole, prefix) && (below.n == 0 || below.p[0] == '/'))
		r->path = below;
	else if (prefix.n == 0 && r->path.n == 0)
		r->path = r->script;
}

static th_access access_of(th_str said)
{
	return th_str_eqz(said, "login")   ? TH_ACCESS_LOGIN
	       : th_str_eqz(said, "token") ? TH_ACCESS_TOKEN
					   : TH_ACCESS_NONE;
}

int request_from_cgi(th_request *r, const char *(*get)(void *ctx, const char *name), void *ctx)
{
	th_str method = th_strz(get(ctx, "REQUEST_METHOD"));
	th_str path = th_strz(get(ctx, "PATH_INFO"));
	th_str script = th_strz(get(ctx, "SCRIPT_NAME"));
	th_str qs = th_strz(get(ctx, "QUERY_STRING"));
	r->method = method.n == 0 ? TH_S("GET") : th_str_dup(r->a, th_str_sub(method, 0, 32));
	r->access = access_of(th_strz(get(ctx, "TEAMHUB_ACCESS")));
	r->path = TH_S("/");
	r->script = TH_S("");
	r->raw_query = TH_S("");
	r->query.n = 0;
	r->campaign = TH_NONE;
	r->if_none_match = header(r, th_strz(get(ctx, "HTTP_IF_NONE_MATCH")));
	r->if_modified_since = header(r, th_strz(get(ctx, "HTTP_IF_MODIFIED_SINCE")));
	r->accept_language = header(r, th_strz(get(ctx, "HTTP_ACCEPT_LANGUAGE")));
	r->fetch_site = header(r, th_strz(get(ctx, "HTTP_SEC_FETCH_SITE")));
	r->accept_encoding = header(r, th_strz(get(ctx, "HTTP_ACCEPT_ENCODING")));
	r->by_operator = header(r, th_strz(get(ctx, "TEAMHUB_OPERATOR"))).n > 0;
	r->encoding = header(r, th_strz(get(ctx, "TEAMHUB_ENCODING")));
	if (path.n > PATH_MAX_BYTES || script.n > PATH_MAX_BYTES || qs.n > QUERY_MAX_BYTES)
		return 414;
	if (!clean(path) || !clean(script) || !clean(qs) || (path.n > 0 && path.p[0] != '/'))
		return 400;
	r->path = path.n == 0 ? TH_S("") : th_str_dup(r->a, path);
	r->script = script.n == 0 ? TH_S("") : th_str_dup(r->a, script);
	r->raw_query = qs.n == 0 ? TH_S("") : th_str_dup(r->a, qs);
	int bad = request_read_query(r, r->raw_query);
	if (bad != 0)
		r->query.n = 0;
	return bad;
}
