/* digest.c -- names for bytes: SHA-1 as git names blobs (gitformat-objects), SHA-256 for everything
 * that the hub names itself. The one file that knows libmd. */
#include "teamhub/digest.h"

#include <sha1.h>
#include <sha2.h>
#include <stdio.h>

static void hex_of(char *hex, const uint8_t *bytes, size_t n)
{
	static const char digit[] = "0123456789abcdef";
	for (size_t i = 0; i < n; i++) {
		hex[2 * i] = digit[bytes[i] >> 4];
		hex[2 * i + 1] = digit[bytes[i] & 15];
	}
	hex[2 * n] = 0;
}

void digest_blob(char hex[41], th_str bytes)
{
	SHA1_CTX ctx;
	uint8_t sum[SHA1_DIGEST_LENGTH];
	char head[32];
	int n = snprintf(head, sizeof(head), "blob %zu", bytes.n);
	SHA1Init(&ctx);
	SHA1Update(&ctx, (const uint8_t *)head, (size_t)n + 1); /* with its NUL */
	SHA1Update(&ctx, (const uint8_t *)(bytes.p ? bytes.p : ""), bytes.n);
	SHA1Final(sum, &ctx);
	hex_of(hex, sum, sizeof(sum));
}

void digest_sha256_parts(char hex[65], const th_str *parts, size_t n)
{
	SHA2_CTX ctx;
	uint8_t sum[SHA256_DIGEST_LENGTH];
	SHA256Init(&ctx);
	for (size_t i = 0; i < n; i++)
		SHA256Update(&ctx, (const uint8_t *)(parts[i].p ? parts[i].p : ""), parts[i].n);
	SHA256Final(sum, &ctx);
	hex_of(hex, sum, sizeof(sum));
}

void digest_sha256(char hex[65], th_str bytes)
{
	digest_sha256_parts(hex, &bytes, 1);
}
