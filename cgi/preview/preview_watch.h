/* preview_watch.h -- notices that something below some folders was saved, moved or removed. Called
 * by cmd_preview.c's loop. Knows nothing about the content of files. */
#ifndef TEAMHUB_PREVIEW_WATCH_H
#define TEAMHUB_PREVIEW_WATCH_H

#include "teamhub/base.h"

typedef struct preview_watch preview_watch;

/* `look`: poll all files instead of using inotify(7), which does not see what another machine does
 * on a shared drive. */
preview_watch *watch_new(bool look);
void watch_free(preview_watch *w); /* NULL-safe */

/* Also watches everything below `root`, except names that a source skips. Adding it again changes
 * nothing. */
void watch_add(preview_watch *w, const char *root);
/* Adds folders that are new; call it before reading the files, so that nothing is missed. */
void watch_renew(preview_watch *w);

/* For poll(2): readable when something happened; -1: none. */
int watch_fd(const preview_watch *w);
/* Milliseconds until watch_changed should be called anyway; -1: not needed. */
int watch_wait(const preview_watch *w);
/* Has anything changed since the last call? */
bool watch_changed(preview_watch *w);
/* True once: the system has no more watches, and polling begins. */
bool watch_gave_up(preview_watch *w);

#endif
