/* reply.c -- the headers of a reply: validators, conditions, caching. Called by worker.c once a
 * handler is done. A validator is the same on every machine that has the same edition: the ETag is
 * the edition's identity and the last boundary of time that passed, whatever the address; of a page
 * whose voices take turns, the beginning of the day. */
#include "page.h"

#include <inttypes.h>

/* How long a browser may use a page without asking again. Short, because nobody can call a page
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

void reply_header(page *p, th_str name, th_str value)
{
	*TH_ADD(p->a, &p->reply->headers) = (th_header){name, value};
}

/* "abc" is "abc-gzip" to a server that compresses and says so in the tag (Apache, Jetty), and hands
 * it back as it was given out. */
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
		if (list.p[0] == ',' || list.p[0] == ' ' || list.p[0] == '\t') {
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

/* Since when a visitor can see what is seen now: the commit's time, which is the same on every
 * machine; of a hub that was published from a folder, when that was done here. A page without the
 * story that was withdrawn is newer than all that is left on it. */
static th_time changed(page *p)
{
	uint64_t at;
	return th_str_uint(edition_meta(p->q.e, TH_S("committed")), INT64_MAX, &at)
		   ? (th_time)at
		   : edition_linked_since(p->q.e);
}

static bool not_modified(page *p, th_str etag, th_time modified)
{
	th_time since;
	if (p->r->if_none_match.n > 0)
		return reply_etag_matches(p->r->if_none_match, etag);
	if (modified == TH_NEVER || !th_time_parse_http(p->r->if_modified_since, &since))
		return false;
	/* Only the very date that was given out: after a step back to an earlier edition a later
	 * one says nothing. */
	return since == modified;
}

/* Validators of a 200, which becomes a 304 where the visitor has it already. */
static int validate(page *p, th_time last)
{
	th_str identity = th_str_sub(edition_meta(p->q.e, TH_S("identity")), 0, 20);
	th_str etag = last == TH_NEVER ? th_str_fmt(p->a, "\"%.*s\"", TH_FMT(identity))
				       : th_str_fmt(p->a, "\"%.*s-%" PRIx64 "\"", TH_FMT(identity),
					     (uint64_t)last);
	th_time modified = p->modified > last ? p->modified : last;
	if (changed(p) > modified)
		modified = changed(p);
	if (modified > p->r->now) /* RFC 9110 §8.8.2.1 */
		modified = p->r->now;
	reply_header(p, TH_S("ETag"), etag);
	if (modified != TH_NEVER)
		reply_header(p, TH_S("Last-Modified"), th_time_http(p->a, modified));
	return not_modified(p, etag, modified) ? 304 : 200;
}

/* A file with a hash in its name. */
static int validate_file(page *p)
{
	reply_header(p, TH_S("ETag"), p->tag);
	return reply_etag_matches(p->r->if_none_match, p->tag) ? 304 : 200;
}

static void cache(page *p, int status, th_time next)
{
	if (p->tag.n > 0) {
		reply_header(p, TH_S("Cache-Control"),
		    p->internal ? TH_S("private, max-age=31536000, immutable")
				: TH_S("public, max-age=31536000, immutable"));
		return;
	}
	if (status >= 500 || status == 302 || status == 400 || status == 401 || status == 403 ||
	    status == 405 || status == 414 || p->q.e == NULL) {
		reply_header(p, TH_S("Cache-Control"), TH_S("no-store"));
		return;
	}
	int64_t fresh = FRESH_SECONDS;
	if (next != TH_NEVER && next - p->r->now < fresh)
		fresh = next - p->r->now;
	reply_header(p, TH_S("Cache-Control"),
	    th_str_fmt(p->a, "%s, max-age=%" PRId64 ", must-revalidate",
		p->internal ? "private" : "public", fresh));
}

void reply_finish(page *p, int status)
{
	th_reply *reply = p->reply;
	th_time last = TH_NEVER, next = TH_NEVER;
	bool feed = th_str_starts(p->type, TH_S("application/")) && status == 200 && p->tag.n == 0;
	if (p->q.e != NULL)
		edition_boundaries(p->q.e, p->r->now, &last, &next);
	if (p->turn_since > last)
		last = p->turn_since;
	if (p->turn_until != TH_NEVER && (next == TH_NEVER || p->turn_until < next))
		next = p->turn_until;
	if (p->tag.n > 0)
		status = validate_file(p);
	else if (status == 200 && !th_str_starts(p->type, TH_S("text/plain")))
		status = validate(p, last);
	reply->status = status;
	if (status != 304 && reply->body.n > 0)
		reply_header(p, TH_S("Content-Type"), p->type);
	if ((status == 301 || status == 302) && p->token.n > 0) /* a reader needs it there, too */
		p->location = th_str_fmt(p->a, "%.*s%stoken=%.*s", TH_FMT(p->location),
		    th_str_chr(p->location, '?') >= 0 ? "&" : "?",
		    TH_FMT(url_encode_query(p, p->token)));
	if (status == 301 || status == 302)
		reply_header(p, TH_S("Location"), p->location);
	if (status == 405)
		reply_header(p, TH_S("Allow"), TH_S("GET, HEAD"));
	if (status == 503)
		reply_header(p, TH_S("Retry-After"), th_str_fmt(p->a, "%d", RETRY_SECONDS));
	if (p->varies)
		reply_header(p, TH_S("Vary"), TH_S("Accept-Language, Sec-Fetch-Site"));
	if (status == 401)
		reply_header(p, TH_S("WWW-Authenticate"), TH_S("Bearer realm=\"feeds\""));
	if (feed && !p->internal) /* readers that run in a browser may read what is public anyway */
		reply_header(p, TH_S("Access-Control-Allow-Origin"), TH_S("*"));
	cache(p, status, next);
	reply_protect(p);
	reply->no_body = status == 304 || th_str_eqz(p->r->method, "HEAD");
}

void reply_free(th_reply *r)
{
	if (r != NULL)
		th_buf_free(&r->body);
}
