/* websub.h -- tells a hub (WebSub, W3C 2018) which feeds a publish changed. */
#ifndef TEAMHUB_WEBSUB_H
#define TEAMHUB_WEBSUB_H

#include "teamhub/base.h"

/* Starts a process of its own that compares the two editions and tells `hub`, and returns at once:
 * nothing that a hub does or leaves undone delays or fails a publish. `before` empty: there was no
 * edition, so nobody can have subscribed. */
void websub_announce(th_str hub, th_str before, th_str after);

/* Tells the hub of each of these feeds (absolute addresses), one after the other. */
void websub_tell(const char *hub, const th_strs *topics);

/* `teamhub websub-ping HUB BEFORE AFTER`: that process. */
int cmd_websub(int argc, char **argv);

#endif
