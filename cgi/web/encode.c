/* encode.c -- whether an answer is sent compressed, and how (RFC 9110 §8.4, §12.5.3). Called by
 * reply.c for pages and feeds, by files.c for files, whose compressed copies lie beside them.
 *
 * The program compresses, not the server in front of it: so it is done once for each time a cache
 * is filled, and CGI has it, too. A server that keeps one answer for each coding decides itself and
 * says so in TEAMHUB_ENCODING ("br", "gzip" or "none"; nginx/teamhub-http.conf); then Vary is its
 * own, since a cache would else keep an answer for each spelling of Accept-Encoding.
 *
 * Whoever can see the length of a compressed answer and choose a part of it can guess the rest
 * (BREACH). The public hub holds no secret. On an internal one only pages that repeat nothing of
 * the request are compressed: those without a query, and no error pages. */
#include "reply.h"

#include "router.h"

enum { LEAST = 400, RANGES = 32 };

/* The weights of what is named in Accept-Encoding; -1: not named. */
typedef struct accepted {
	int br, gzip, identity, any;
} accepted;

static accepted read_accepted(th_str list)
{
	accepted x = {-1, -1, -1, -1};
	th_str range;
	for (int i = 0; i < RANGES && list.n > 0 && th_str_split(&list, ',', &range); i++) {
		th_str name = range, params = TH_NONE;
		ptrdiff_t semicolon = th_str_chr(range, ';');
		if (semicolon >= 0) {
			name = th_str_sub(range, 0, (size_t)semicolon);
			params = th_str_sub(range, (size_t)semicolon + 1, range.n);
		}
		name = th_str_trim(name);
		int weight = negotiate_weight(params);
		if (th_str_caseeq(name, TH_S("br")))
			x.br = weight;
		else if (th_str_caseeq(name, TH_S("gzip")) || th_str_caseeq(name, TH_S("x-gzip")))
			x.gzip = weight;
		else if (th_str_caseeq(name, TH_S("identity")))
			x.identity = weight;
		else if (th_str_eqz(name, "*"))
			x.any = weight;
	}
	return x;
}

/* A weight above 0 is as good as any other. `*` alone gets the plain answer, which is acceptable
 * and understood by whoever means nothing by it; and so does who accepts nothing at all. */
th_coding encode_accepted(const th_request *r)
{
	if (r->encoding.n > 0)
		return th_str_eqz(r->encoding, "br")     ? TH_CODING_BR
		       : th_str_eqz(r->encoding, "gzip") ? TH_CODING_GZIP
							 : TH_CODING_NONE;
	accepted x = read_accepted(r->accept_encoding);
	if (x.br > 0)
		return TH_CODING_BR;
	if (x.gzip > 0)
		return TH_CODING_GZIP;
	if (x.identity != 0 || x.any <= 0)
		return TH_CODING_NONE;
	return x.gzip < 0 ? TH_CODING_GZIP : x.br < 0 ? TH_CODING_BR : TH_CODING_NONE;
}

bool encode_hides_length(const hub_site *site, const request *req, int status)
{
	return site->internal && (status != 200 || req->sent->raw_query.n > 0);
}

static bool is_text(th_str type)
{
	return th_str_starts(type, TH_S("text/")) || th_str_starts(type, TH_S("application/")) ||
	       th_str_starts(type, TH_S("image/svg+xml"));
}

void encode_choose(answer *ans, const hub_site *site, const request *req, int status)
{
	if (ans->tag.n > 0 || ans->reply->body.n < LEAST || !is_text(ans->type) ||
	    encode_hides_length(site, req, status))
		return;
	ans->by_encoding = true;
	ans->coding = encode_accepted(req->sent);
}

void encode_body(answer *ans)
{
	th_buf packed = {0};
	coding_compress(&packed, ans->coding, th_buf_str(&ans->reply->body), false);
	th_buf_free(&ans->reply->body);
	ans->reply->body = packed;
}
