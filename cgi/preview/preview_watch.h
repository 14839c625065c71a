/* preview_watch.h -- notices that something below some folders was saved, moved or removed. Asked
 * by cmd_preview.c's loop. Knows nothing of what the files hold. */
#ifndef TEAMHUB_PREVIEW_WATCH_H
#define TEAMHUB_PREVIEW_WATCH_H

#include "teamhub/base.h"

typedef struct preview_watch preview_watch;

/* `look`: by looking at all files now and then, instead of by inotify(7), which does not see what
 * another machine does on a shared drive. */
preview_watch *watch_new(bool look);
void watch_free(preview_watch *w); /* NULL-safe */

/* Also everything below `root`, names that a source skips apart. A second time changes nothing. */
void watch_add(preview_watch *w, const char *root);
/* Takes in folders that have come since; before the files are read, so that nothing is missed. */
void watch_renew(preview_watch *w);

/* For poll(2), readable when something happened; -1: none. */
int watch_fd(const preview_watch *w);
/* Milliseconds until watch_changed should be asked in any case; -1: not needed. */
int watch_wait(const preview_watch *w);
/* Something changed since it was last asked. */
bool watch_changed(preview_watch *w);
/* True once, when the system gives no more watches and it goes on by looking. */
bool watch_gave_up(preview_watch *w);

#endif
