/* blame.h -- shared by blame.c and its parts blame_*.c; others include push.h. */
#ifndef TEAMHUB_BLAME_H
#define TEAMHUB_BLAME_H

#include "teamhub/push.h"

struct parse_cache;

/* Fills `s`: the files of j->content by the settings of the `past`, compared with what j->hub makes
 * of them. `own_theme`: the operator names the theme, whatever hub.yml says. -1: cannot be read. */
int blame_settings(settings_change *s, const blame_result *j, const th_content *past,
    bool own_theme, th_arena *a, th_err *err);

/* What publish would stumble over beyond documents: the theme and the layout of the host site, into
 * `f`. `all`: hub.yml or the whole hub is new; else only what j->changed touches is looked at. */
void blame_publish(th_findings *f, const blame_result *j, const push_settings *d,
    const th_source *fresh, bool all, th_arena *a);

/* Fills j->gone, and into j->mine what in withdrawn.yml names nothing. -1: cannot be read. */
int blame_withdrawn(blame_result *j, const blame_request *r, const struct parse_cache *m,
    bool has_past, th_arena *a, th_err *err);
/* The change touches withdrawn.yml, so that the state before must be read for blame_restored: into
 * j->mine what becomes public again by lines that it takes out; an error where the file is gone. */
bool blame_may_restore(const blame_result *j);
void blame_restored(blame_result *j, const th_content *past, const th_source *fresh, th_arena *a);
/* The folder of the theme; NULL: the one that hub.yml names. */
const char *blame_theme(const blame_request *r);

/* Fills j->dead: links in files that did not change, which lead nowhere now. `before` says what the
 * content was, and is called only when something was found. `m` may be NULL. */
int blame_links(blame_result *j, const th_source *fresh, const struct parse_cache *m,
    int (*before)(void *ctx, th_content **was, th_source **source), void *ctx, th_arena *a);

#endif
