/* blame.h -- shared by blame.c and its parts blame_*.c; others include push.h. */
#ifndef TEAMHUB_BLAME_H
#define TEAMHUB_BLAME_H

#include "teamhub/publish_steps.h"
#include "teamhub/push.h"

struct parse_cache;

/* Fills `s`: compares j->content as read by the settings of `past` with what j->hub makes of it.
 * `own_theme`: the operator chose the theme, whatever hub.yml says. -1: cannot be read. */
int blame_settings(settings_change *s, const blame_result *j, const th_content *past,
    bool own_theme, th_arena *a, th_err *err);

/* Reports into `f` what would stop a publish besides documents: the theme and the host site's
 * layout. `all`: hub.yml or the whole hub is new; otherwise only what j->changed touches is
 * checked. `t`: the theme as opened for j->hub; its source is NULL if it could not be. */
void blame_publish(th_findings *f, const blame_result *j, const push_settings *d,
    const th_source *fresh, theme *t, bool all, th_arena *a);

/* Fills j->gone, and adds to j->mine the lines of withdrawn.yml that name nothing. -1: cannot be
 * read. */
int blame_withdrawn(blame_result *j, const blame_request *r, const struct parse_cache *m,
    bool has_past, th_arena *a, th_err *err);
/* Does the change touch withdrawn.yml, so that the state before is needed? blame_restored then adds
 * to j->mine what becomes public again because lines were removed; an error when the file is
 * gone. */
bool blame_may_restore(const blame_result *j);
void blame_restored(blame_result *j, const th_content *past, const th_source *fresh, th_arena *a);
/* Adds to j->mine what stands at another address now and is not redirected from the old one. */
void blame_moved(blame_result *j, const blame_request *r, th_arena *a);
/* The theme's folder; NULL: the one that hub.yml names. */
const char *blame_theme(const blame_request *r);

/* Fills j->dead: links in unchanged files that lead nowhere now. `before` returns the former
 * content and is called only when something was found. `m` may be NULL. */
int blame_links(blame_result *j, const th_source *fresh, const struct parse_cache *m,
    int (*before)(void *ctx, th_content **was, th_source **source), void *ctx, th_arena *a);

#endif
