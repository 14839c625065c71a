/* reply.h -- what an answer becomes: headers, validators, conditions; the page of an error. */
#ifndef WEB_REPLY_H
#define WEB_REPLY_H

#include "teamhub/answer.h"
#include "teamhub/web.h"

/* Status-dependent headers, ETag, conditions, caching; turns 200 into 304 where it may. */
void reply_finish(answer *ans, hub_site *site, const request *req, int status);
/* headers.c: the headers that protect the page, whatever its status. */
void reply_protect(answer *ans, const hub_site *site);
/* RFC 9110 §13.1.2 with weak comparison; a tag that a server marked as compressed ("x-gzip") is the
 * one that it was made of. */
bool reply_etag_matches(th_str list, th_str etag);

/* ---- error.c ---- */

/* Writes the error page of `status` through the theme, or the built-in one. */
void error_show(answer *ans, hub_site *site, const request *req, int status);

#endif
