/* public.c -- which addresses WebSub may contact. Authors write hub.yml, and the publisher is in a
 * network that they may not reach: so a hub is contacted only at a public address, unless the
 * operator names it. Called by ask.c for each address before connecting, whatever name or redirect
 * led there. Knows no libcurl.
 *
 * An address not known to be public is not (IANA special-purpose address registries). */
#include "tell.h"

#include <arpa/inet.h>
#include <netinet/in.h>

typedef struct range {
	uint32_t from;
	int bits;
} range;

/* Everything else in IPv4 is public. */
static const range private4[] = {
    {0x00000000, 8},  /* this network */
    {0x0a000000, 8},  /* private */
    {0x64400000, 10}, /* shared (carrier-grade NAT) */
    {0x7f000000, 8},  /* loopback */
    {0xa9fe0000, 16}, /* link-local, among them the metadata of clouds */
    {0xac100000, 12}, /* private */
    {0xc0000000, 24}, /* protocol assignments */
    {0xc0000200, 24}, /* documentation */
    {0xc0586300, 24}, /* relays of 6to4 */
    {0xc0a80000, 16}, /* private */
    {0xc6120000, 15}, /* benchmarks */
    {0xc6336400, 24}, /* documentation */
    {0xcb007100, 24}, /* documentation */
    {0xe0000000, 3},  /* multicast, reserved, broadcast */
};

/* In IPv6, 2000::/3 is public except for these. */
static const range private6[] = {
    {0x20010000, 23}, /* protocol assignments, Teredo */
    {0x20010db8, 32}, /* documentation */
    {0x3fff0000, 20}, /* documentation */
};

static uint32_t number(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static bool lies_in(uint32_t address, const range *r, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((address ^ r[i].from) >> (32 - r[i].bits) == 0)
			return true;
	return false;
}

static bool public4(const uint8_t *p)
{
	return !lies_in(number(p), private4, TH_COUNT(private4));
}

static bool public6(const uint8_t *p)
{
	static const uint8_t mapped[12] = {[10] = 0xff, 0xff};                /* ::ffff:0:0/96 */
	static const uint8_t translated[12] = {0x00, 0x64, 0xff, 0x9b, 0x00}; /* 64:ff9b::/96 */
	if (memcmp(p, mapped, 12) == 0 || memcmp(p, translated, 12) == 0)
		return public4(p + 12);
	if (p[0] == 0x20 && p[1] == 0x02) /* 6to4 */
		return public4(p + 2);
	return p[0] >> 5 == 1 && !lies_in(number(p), private6, TH_COUNT(private6));
}

bool websub_is_public(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET) {
		struct sockaddr_in v4;
		memcpy(&v4, address, sizeof v4);
		return public4((const uint8_t *)&v4.sin_addr);
	}
	if (address->sa_family == AF_INET6) {
		struct sockaddr_in6 v6;
		memcpy(&v6, address, sizeof v6);
		return public6(v6.sin6_addr.s6_addr);
	}
	return false;
}

bool websub_is_named(th_str host, th_str port, const char *named)
{
	th_str rest = th_strz(named), one;
	while (rest.n > 0 && th_str_split(&rest, ',', &one)) {
		one = th_str_trim(one);
		bool starts = host.n > 0 && th_str_caseeq(th_str_sub(one, 0, host.n), host);
		th_str tail = th_str_sub(one, host.n, one.n);
		if (starts && (tail.n == 0 || (tail.p[0] == ':' &&
						  th_str_eq(th_str_sub(tail, 1, tail.n), port))))
			return true;
	}
	return false;
}
