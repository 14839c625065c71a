/* tell.h -- what the files of `teamhub-websub` share. `named`: hosts that the operator allows
 * whatever their address, HOST or HOST:PORT separated by commas; may be NULL. */
#ifndef TEAMHUB_WEBSUB_TELL_H
#define TEAMHUB_WEBSUB_TELL_H

#include "teamhub/base.h"

#include <sys/socket.h>

/* Notifies the hub of each of these feeds (absolute addresses), one after the other. Connects to
 * public addresses only, without a proxy, unless the hub is in `named`. */
void websub_notify(const char *hub, const char *named, const th_strs *topics);

/* Does a connection to that address go to the public internet? Not for loopback, private,
 * link-local, shared, reserved, multicast addresses, nor IPv6 addresses that stand for one of
 * these. */
bool websub_is_public(const struct sockaddr *address);
/* Does `named` contain that host, with that port or without a port? */
bool websub_is_named(th_str host, th_str port, const char *named);

#endif
