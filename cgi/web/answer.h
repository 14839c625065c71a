/* answer.h -- what is answered, but for the headers that follow from it: a handler writes the body
 * and its type or a location and says how long it holds; reply.c makes headers of that. */
#ifndef WEB_ANSWER_H
#define WEB_ANSWER_H

#include "request.h"
#include "site.h"

typedef struct answer {
	th_arena *a;
	th_reply *reply; /* of the transport: headers and body */
	th_err *log;     /* for the operator */

	th_str type;     /* media type of the body */
	th_str location; /* 301, 302: a path of this host */
	th_str tag;      /* of a file that never changes: its ETag; else empty */
	th_str frames;   /* sites that may show this page in a frame, besides this one */
	bool varies;     /* it depends on the visitor's languages */

	th_time modified; /* TH_NEVER: not known */
	/* It turns by itself: it is as it is in [since, until); TH_NEVER: it does not. */
	th_time turn_since, turn_until;
} answer;

/* ---- reply.c ---- */

void reply_header(answer *ans, th_str name, th_str value);
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
/* The built-in page, which needs neither edition nor theme. */
void error_builtin(th_buf *out, int status);

/* ---- files.c ---- */

/* True for an address of a picture or theme file. */
bool web_file_is(th_str path);
/* 200 with the file, or 404. */
int files_answer(answer *ans, const hub_site *site, const request *req);

/* ---- access.c, tokens.c ---- */

/* Whether whoever asks may read this edition: 0, or 401, 403. Sets site->internal and takes the
 * token out of the query; whoever brought one to a public edition is sent on without it (302). */
int access_check(answer *ans, hub_site *site, request *req);
enum { TOKEN_MIN = 32, TOKEN_MAX = 128 };
/* True when the file has the token's digest. What an operator should mend goes to `log`. */
bool tokens_hold(const char *file, th_str token, th_err *log);

#endif
