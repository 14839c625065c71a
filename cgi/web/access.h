/* access.h -- who may read an internal edition. */
#ifndef WEB_ACCESS_H
#define WEB_ACCESS_H

#include "teamhub/answer.h"

/* May the client read this edition? 0, or 401, 403. `tokens`: the file of valid ones. Sets
 * site->internal and removes the token from the query; a request with a token to a public edition
 * is redirected without it (302). */
int access_check(answer *ans, hub_site *site, request *req, const char *tokens);
enum { TOKEN_MIN = 32, TOKEN_MAX = 128 };
/* Does the file contain the token's digest? A message for the operator goes to `log`. */
bool tokens_hold(const char *file, th_str token, th_err *log);

#endif
