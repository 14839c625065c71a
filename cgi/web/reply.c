/* reply.c -- the headers of a reply: validators, conditions, caching. Called by worker.c after a
 * handler. Validators are the same on every machine with the same edition: the ETag is the
 * edition's identity and the last boundary that passed, whatever the address; for a page that
 * changes daily, also the beginning of the day. Each coding has a tag of its own
 * (RFC 9110 §8.8.3.3). */
#include "reply.h"

#include <inttypes.h>

/* How long a browser may use a page without asking again. Short, because a page cannot be called
 * back from a browser; asking again costs one 304. */
enum { FRESH_SECONDS = 10, RETRY_SECONDS = 5 };

const char *reply_reason(int status)
{
	switch (status) {
	case 200:
		return "OK";
	case 301:
		return "Moved Permanently";
	case 302:
		return "Found";
	case 304:
		return "Not Modified";
	case 400:
		return "Bad Request";
	case 401:
		return "Unauthorized";
	case 403:
		return "Forbidden";
	case 404:
		return "Not Found";
	case 405:
		return "Method Not Allowed";
	case 410:
		return "Gone";
	case 414:
		return "URI Too Long";
	case 501:
		return "Not Implemented";
	case 503:
		return "Service Unavailable";
	default:
		return "Internal Server Error";
	}
}

/* Servers that compress change the tag "abc" to "abc-gzip" (Apache, Jetty), and return it like
 * that. */
static bool is_tag(th_str given, th_str etag)
{
	static const char *const ways[] = {
	    "-gzip\"", "--gzip\"", ";gzip\"", "-br\"", "-zstd\"", "-deflate\""};
	th_str stem = th_str_sub(etag, 0, etag.n - 1);
	if (th_str_eq(given, etag))
		return true;
	for (size_t i = 0; i < TH_COUNT(ways) && th_str_starts(given, stem); i++)
		if (th_str_eqz(th_str_sub(given, stem.n, given.n), ways[i]))
			return true;
	return false;
}

bool reply_etag_matches(th_str list, th_str etag)
{
	list = th_str_trim(list);
	if (th_str_eqz(list, "*"))
		return true;
	while (list.n > 0) {
		if (list.p[0] == ',' || th_is_blank(list.p[0])) {
			list = th_str_sub(list, 1, list.n);
			continue;
		}
		if (th_str_starts(list, TH_S("W/")))
			list = th_str_sub(list, 2, list.n);
		ptrdiff_t close = list.n > 1 && list.p[0] == '"'
				      ? th_str_chr(th_str_sub(list, 1, list.n), '"')
				      : -1;
		if (close < 0)
			return false;
		size_t end = (size_t)close + 2;
		if (is_tag(th_str_sub(list, 0, end), etag))
			return true;
		list = th_str_sub(list, end, list.n);
	}
	return false;
}

static bool not_modified(const request *req, th_str etag, th_time modified)
{
	th_time since;
	if (req->sent->if_none_match.n > 0)
		return reply_etag_matches(req->sent->if_none_match, etag);
	if (modified == TH_NEVER || !th_time_parse_http(req->sent->if_modified_since, &since))
		return false;
	/* Only exactly the date we sent counts: after a rollback, a later one means nothing. */
	return since == modified;
}

/* Validators of a 200, which becomes a 304 if the visitor has it already. */
static int validate(answer *ans, hub_site *site, const request *req, th_time last)
{
	th_str identity = th_str_sub(edition_meta(site->q.e, TH_S("identity")), 0, 20);
	const char *coding = coding_suffix(ans->coding);
	th_str etag = last == TH_NEVER
			  ? th_str_fmt(site->q.a, "\"%.*s%s\"", TH_FMT(identity), coding)
			  : th_str_fmt(site->q.a, "\"%.*s-%" PRIx64 "%s\"", TH_FMT(identity),
				(uint64_t)last, coding);
	th_time modified = ans->modified > last ? ans->modified : last;
	/* A page without a withdrawn story is newer than everything left on it. */
	if (edition_changed_at(site->q.e) > modified)
		modified = edition_changed_at(site->q.e);
	if (modified > site->q.now) /* RFC 9110 §8.8.2.1 */
		modified = site->q.now;
	answer_header(ans, TH_S("ETag"), etag);
	if (modified != TH_NEVER)
		answer_header(ans, TH_S("Last-Modified"), th_time_http(site->q.a, modified));
	return not_modified(req, etag, modified) ? 304 : 200;
}

/* A file with a hash in its name. */
static int validate_file(answer *ans, const request *req)
{
	answer_header(ans, TH_S("ETag"), ans->tag);
	return reply_etag_matches(req->sent->if_none_match, ans->tag) ? 304 : 200;
}

static void cache(answer *ans, hub_site *site, const request *req, int status, th_time next)
{
	if (ans->tag.n > 0) {
		answer_header(ans, TH_S("Cache-Control"),
		    site->internal ? TH_S("private, max-age=31536000, immutable")
				   : TH_S("public, max-age=31536000, immutable"));
		return;
	}
	if (ans->no_store || status >= 500 || status == 302 || status == 400 || status == 401 ||
	    status == 403 || status == 405 || status == 414 || site->q.e == NULL) {
		answer_header(ans, TH_S("Cache-Control"), TH_S("no-store"));
		return;
	}
	int64_t fresh = FRESH_SECONDS;
	if (next != TH_NEVER && next - site->q.now < fresh)
		fresh = next - site->q.now;
	bool hides = encode_hides_length(site, req, status);
	answer_header(ans, TH_S("Cache-Control"),
	    th_str_fmt(site->q.a, "%s, max-age=%" PRId64 ", must-revalidate%s",
		site->internal ? "private" : "public", fresh, hides ? ", no-transform" : ""));
}

static void vary(answer *ans, const request *req)
{
	bool encoding = ans->by_encoding && req->sent->encoding.n == 0;
	if (encoding || ans->varies)
		answer_header(ans, TH_S("Vary"),
		    !ans->varies ? TH_S("Accept-Encoding")
		    : encoding   ? TH_S("Accept-Encoding, Accept-Language, Sec-Fetch-Site")
				 : TH_S("Accept-Language, Sec-Fetch-Site"));
}

void reply_finish(answer *ans, hub_site *site, const request *req, int status)
{
	th_reply *reply = ans->reply;
	th_time last = TH_NEVER, next = TH_NEVER;
	bool feed =
	    th_str_starts(ans->type, TH_S("application/")) && status == 200 && ans->tag.n == 0;
	if (site->q.e != NULL)
		edition_boundaries(site->q.e, site->q.now, &last, &next);
	if (ans->turn_since > last)
		last = ans->turn_since;
	if (ans->turn_until != TH_NEVER && (next == TH_NEVER || ans->turn_until < next))
		next = ans->turn_until;
	encode_choose(ans, site, req, status);
	if (ans->tag.n > 0)
		status = validate_file(ans, req);
	else if (status == 200 && !th_str_starts(ans->type, TH_S("text/plain")))
		status = validate(ans, site, req, last);
	reply->status = status;
	if (status != 304 && reply->body.n > 0)
		answer_header(ans, TH_S("Content-Type"), ans->type);
	if (status != 304 && ans->coding != TH_CODING_NONE) {
		if (ans->tag.n == 0)
			encode_body(ans);
		answer_header(ans, TH_S("Content-Encoding"), th_strz(coding_name(ans->coding)));
	}
	if ((status == 301 || status == 302) && req->token.n > 0) /* a feed reader needs it
								   * there, too */
		ans->location = th_str_fmt(site->q.a, "%.*s%stoken=%.*s", TH_FMT(ans->location),
		    th_str_chr(ans->location, '?') >= 0 ? "&" : "?",
		    TH_FMT(url_encode_query(site->q.a, req->token)));
	if (status == 301 || status == 302)
		answer_header(ans, TH_S("Location"), ans->location);
	if (status == 405)
		answer_header(ans, TH_S("Allow"), TH_S("GET, HEAD"));
	if (status == 503)
		answer_header(ans, TH_S("Retry-After"), th_str_fmt(site->q.a, "%d", RETRY_SECONDS));
	vary(ans, req);
	if (status == 401)
		answer_header(ans, TH_S("WWW-Authenticate"), TH_S("Bearer realm=\"feeds\""));
	/* Programs in browsers may read what is public anyway. */
	if ((feed || req->json) && !site->internal)
		answer_header(ans, TH_S("Access-Control-Allow-Origin"), TH_S("*"));
	cache(ans, site, req, status, next);
	reply_protect(ans, site);
	reply->no_body = status == 304 || th_str_eqz(req->sent->method, "HEAD");
}

void reply_free(th_reply *r)
{
	if (r != NULL)
		th_buf_free(&r->body);
}
