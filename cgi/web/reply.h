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

/* ---- error.c ---- */

/* Writes the error page of `status` through the theme, or the built-in one. */
void error_show(answer *ans, hub_site *site, const request *req, int status);

#endif
