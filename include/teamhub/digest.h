/* digest.h -- names for bytes, as lower-case hex digits with a NUL. */
#ifndef TEAMHUB_DIGEST_H
#define TEAMHUB_DIGEST_H

#include "teamhub/base.h"

void digest_blob(char hex[41], th_str bytes); /* SHA-1 as git hash-object does */
void digest_sha256(char hex[65], th_str bytes);
void digest_sha256_parts(char hex[65], const th_str *parts, size_t n); /* of all, end to end */

#endif
