/* websub.h -- tells a hub (WebSub, W3C 2018) which feeds a publish changed. */
#ifndef TEAMHUB_WEBSUB_H
#define TEAMHUB_WEBSUB_H

#include "teamhub/base.h"

#include <sys/socket.h>

/* Starts a process of its own that compares the two editions and tells `hub`, and returns at once:
 * nothing that a hub does or leaves undone delays or fails a publish. `before` empty: there was no
 * edition, so nobody can have subscribed. `named`: hosts that the operator allows whatever their
 * address, HOST or HOST:PORT with commas between; NULL: as TEAMHUB_WEBSUB_ALLOW says. */
void websub_announce(th_str hub, th_str before, th_str after, const char *named);

/* Tells the hub of each of these feeds (absolute addresses), one after the other. It is asked at
 * public addresses alone, without a proxy, unless it is among `named`. */
void websub_tell(const char *hub, const char *named, const th_strs *topics);

/* True when a connection to that address leaves for the public internet: not loopback, private,
 * link-local, shared, reserved, multicast, nor an IPv6 address that stands for such a one. */
bool websub_is_public(const struct sockaddr *address);
/* True when `named` (as above, may be NULL) has that host, with that port or without one. */
bool websub_is_named(th_str host, th_str port, const char *named);

/* `teamhub websub-ping HUB BEFORE AFTER NAMED`: that process. */
int cmd_websub(int argc, char **argv);

#endif
