/* test_websub.c -- which addresses of a WebSub hub may be contacted, and which hosts the operator
 * named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../cgi/websub/tell.h"

#include <arpa/inet.h>
#include <netinet/in.h>

static bool is_public(const char *text)
{
	struct sockaddr_in v4 = {.sin_family = AF_INET};
	struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
	if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
		return websub_is_public((const struct sockaddr *)&v4);
	assert_int_equal(inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
	return websub_is_public((const struct sockaddr *)&v6);
}

static void assert_all(bool wanted, const char *const *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_public(all[i]) != wanted)
			fail_msg("%s is %spublic", all[i], wanted ? "not " : "");
}

static void addresses_of_ones_own_network_are_not_public(void **state)
{
	(void)state;
	static const char *const all[] = {"0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255",
	    "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254", "169.254.169.254",
	    "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.1",
	    "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.1.1.1",
	    "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1", "fe80::1", "febf::1",
	    "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "100::1", "2001::1", "2001:db8::1",
	    "3fff::1", "5f00::1", "2001:10::1", "4000::1", "e000::1"};
	assert_all(false, all, TH_COUNT(all));
}

static void an_address_that_stands_for_one_of_them_is_not_public_either(void **state)
{
	(void)state;
	static const char *const all[] = {"::ffff:127.0.0.1", "::ffff:10.0.0.1",
	    "::ffff:169.254.169.254", "::ffff:100.64.0.1", "::ffff:0:127.0.0.1",
	    "64:ff9b::10.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b:1::8.8.8.8", "2002:7f00:1::1",
	    "2002:0a00:0001::1", "2002:c0a8:0101::1"};
	assert_all(false, all, TH_COUNT(all));
}

static void what_lies_beside_them_is_public(void **state)
{
	(void)state;
	static const char *const all[] = {"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255",
	    "100.128.0.0", "126.255.255.255", "128.0.0.1", "169.253.255.255", "169.255.0.0",
	    "172.15.255.255", "172.32.0.0", "192.0.1.1", "192.167.255.255", "192.169.0.0",
	    "198.17.255.255", "198.20.0.0", "223.255.255.255", "2001:4860:4860::8888",
	    "2606:4700::1111", "2a00:1450::1", "2001:200::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
	    "2002:0808:0808::1"};
	assert_all(true, all, TH_COUNT(all));
}

static void a_socket_of_another_family_is_not_public(void **state)
{
	(void)state;
	struct sockaddr_storage local = {.ss_family = AF_UNIX};
	assert_false(websub_is_public((const struct sockaddr *)&local));
}

static void a_host_counts_as_named_when_it_is_named_whole(void **state)
{
	(void)state;
	th_str host = TH_S("hub.intern.example"), port = TH_S("8080");
	assert_true(websub_is_named(host, port, "hub.intern.example"));
	assert_true(websub_is_named(host, port, "other, HUB.intern.example:8080"));
	assert_true(websub_is_named(TH_S("[::1]"), port, "[::1]:8080"));
	assert_true(websub_is_named(TH_S("[::1]"), port, "[::1]"));
	static const char *const others[] = {"", "hub.intern.example:80",
	    "hub.intern.example:", "hub.intern.example.evil", "intern.example", "hub", ":8080", "*",
	    ",,", "x.hub.intern.example", "hub.intern.example:8080:1"};
	for (size_t i = 0; i < TH_COUNT(others); i++)
		assert_false(websub_is_named(host, port, others[i]));
	assert_false(websub_is_named(host, port, NULL));
	assert_false(websub_is_named(TH_NONE, port, ":8080"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(addresses_of_ones_own_network_are_not_public),
	    cmocka_unit_test(an_address_that_stands_for_one_of_them_is_not_public_either),
	    cmocka_unit_test(what_lies_beside_them_is_public),
	    cmocka_unit_test(a_socket_of_another_family_is_not_public),
	    cmocka_unit_test(a_host_counts_as_named_when_it_is_named_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
