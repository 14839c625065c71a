/* publish_websub.h -- notifies a hub (WebSub, W3C 2018) of feeds that a publish changed. */
#ifndef TEAMHUB_PUBLISH_WEBSUB_H
#define TEAMHUB_PUBLISH_WEBSUB_H

#include "teamhub/base.h"

/* Starts a process that compares the two editions and notifies `hub`, and returns at once: nothing
 * the hub does can delay or fail a publish. `before` empty: there was no edition, so there are no
 * subscribers. `named`: hosts that the operator allows whatever their address, HOST or HOST:PORT
 * separated by commas; NULL: from TEAMHUB_WEBSUB_ALLOW. */
void websub_announce(th_str hub, th_str before, th_str after, th_time now, const char *named);

#endif
