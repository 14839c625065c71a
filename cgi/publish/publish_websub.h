/* publish_websub.h -- tells a hub (WebSub, W3C 2018) which feeds a publish changed. */
#ifndef TEAMHUB_PUBLISH_WEBSUB_H
#define TEAMHUB_PUBLISH_WEBSUB_H

#include "teamhub/base.h"

/* Starts a process of its own that compares the two editions and tells `hub`, and returns at once:
 * nothing that a hub does or leaves undone delays or fails a publish. `before` empty: there was no
 * edition, so nobody can have subscribed. `named`: hosts that the operator allows whatever their
 * address, HOST or HOST:PORT with commas between; NULL: as TEAMHUB_WEBSUB_ALLOW says. */
void websub_announce(th_str hub, th_str before, th_str after, th_time now, const char *named);

#endif
