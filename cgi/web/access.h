/* access.h -- who may read an internal edition. */
#ifndef WEB_ACCESS_H
#define WEB_ACCESS_H

#include "teamhub/answer.h"

/* Whether whoever asks may read this edition: 0, or 401, 403. `tokens`: the file of those that
 * are good. Sets site->internal and takes the
 * token out of the query; whoever brought one to a public edition is sent on without it (302). */
int access_check(answer *ans, hub_site *site, request *req, const char *tokens);
enum { TOKEN_MIN = 32, TOKEN_MAX = 128 };
/* True when the file has the token's digest. What an operator should mend goes to `log`. */
bool tokens_hold(const char *file, th_str token, th_err *log);

#endif
