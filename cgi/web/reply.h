/* reply.h -- turns an answer into a reply: headers, validators, conditions; error pages. */
#ifndef WEB_REPLY_H
#define WEB_REPLY_H

#include "teamhub/answer.h"
#include "teamhub/web.h"

/* Adds headers by status, ETag, conditions, caching; turns 200 into 304 where allowed. */
void reply_finish(answer *ans, hub_site *site, const request *req, int status);
/* headers.c: the headers that protect the page, whatever its status. */
void reply_protect(answer *ans, const hub_site *site);
/* RFC 9110 §13.1.2 with weak comparison; a tag that a server marked as compressed ("x-gzip") equals
 * the original. */
bool reply_etag_matches(th_str list, th_str etag);

/* ---- encode.c ---- */

/* The coding for a client, by what it or the server says. */
th_coding encode_accepted(const th_request *r);
/* Must the answer's length tell nothing of the page? Then nobody may compress it. */
bool encode_hides_length(const hub_site *site, const request *req, int status);
/* Sets ans->coding and ans->by_encoding for a page or feed; a file has them already. */
void encode_choose(answer *ans, const hub_site *site, const request *req, int status);
/* Compresses the body by ans->coding. */
void encode_body(answer *ans);

/* ---- error.c ---- */

/* Writes the error page of `status` through the theme, or the built-in one. */
void error_show(answer *ans, hub_site *site, const request *req, int status);
/* near.c: adds links to what an address that does not exist may have meant. */
void near_addresses(hub_site *site, const request *req, view_links *out);

#endif
