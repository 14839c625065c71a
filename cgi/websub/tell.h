/* tell.h -- what the files of `teamhub-websub` share. `named`: hosts that the operator allows
 * whatever their address, HOST or HOST:PORT with commas between; may be NULL. */
#ifndef TEAMHUB_WEBSUB_TELL_H
#define TEAMHUB_WEBSUB_TELL_H

#include "teamhub/base.h"

#include <sys/socket.h>

/* Tells the hub of each of these feeds (absolute addresses), one after the other. It is asked at
 * public addresses alone, without a proxy, unless it is among `named`. */
void websub_notify(const char *hub, const char *named, const th_strs *topics);

/* True when a connection to that address leaves for the public internet: not loopback, private,
 * link-local, shared, reserved, multicast, nor an IPv6 address that stands for such a one. */
bool websub_is_public(const struct sockaddr *address);
/* True when `named` has that host, with that port or without one. */
bool websub_is_named(th_str host, th_str port, const char *named);

#endif
