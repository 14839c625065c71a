/* publish_websub.h -- notifies a hub (WebSub, W3C 2018) of feeds that a publish or the clock
 * changed. */
#ifndef TEAMHUB_PUBLISH_WEBSUB_H
#define TEAMHUB_PUBLISH_WEBSUB_H

#include "teamhub/hub.h"
#include "teamhub/publish.h"

/* Starts a process that compares `out->before`, as it answered when the hub was last notified, with
 * `out->after` as it answers now, and notifies the hub that hub.yml names; returns at once: nothing
 * the hub does can delay or fail a publish. Does nothing for internal editions and previews, when
 * there was no edition and therefore no subscribers, and when neither content nor clock changed
 * anything. When that was is kept in the file `notified` beside the edition, so the caller holds
 * the lock. */
void websub_announce(const th_hub *hub, const publish_request *r, const publish_outcome *out);

#endif
